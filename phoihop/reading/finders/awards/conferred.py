"""Was an award conferred, or only named, proposed, planned?"""

from __future__ import annotations

import re

from phoihop.reading.finders.awards.authorities import NAME_TAIL
from phoihop.reading.finders.awards.marks import Mark
from phoihop.reading.finders.awards.recipients import counts_before_brackets, printed_number
from phoihop.reading.patterns import regex

__all__ = ["conferred"]

_GIVES = regex(
    r"(?<!\w)(?:trao|tặng|nhận|ra\s+về\s+với|cầm|mang\s+về|đoạt|giành|đón|truy\s+tặng|gắn|gửi|ký|công\s+nhận|"
    r"phong\s+tặng|có(?=\s+$)|(?<!thưởng\s)(?<!tiền\s)(?<!quà\s)kèm(?=\s+(?:theo\s+)?$)|khen\s+thưởng|được\s+thưởng|"
    r"thưởng(?=\s+$)|có\s+(?:thêm|riêng)(?=\s+(?:một\s+)?$))(?!\w)"
)
_NOT_YET = regex(
    r"(?<!\w)(?:từ\s+chối|ước|mơ|không\s+có(?=\s+$)|chưa\s+(?:có|được|từng)|"
    r"đề\s+nghị(?!\s+và\s+(?:đã\s+)?được)|đề\s+xuất|sẽ|(?<!quả )xét(?!\s+(?:chọn\s+và|thành\s+tích|thấy))|"
    r"hồ\s+sơ|thẩm\s+định|"
    r"dự\s+kiến|thủ\s+tục|xứng\s+đáng(?=\s+(?:được|nhận))|"
    r"phấn\s+đấu|giới\s+thiệu|"
    r"lựa\s+chọn|(?<!chương )trình(?=\s+(?:thủ|chủ|bộ|cấp|ủy|ubnd|hội|lên|xét|cơ|ban|chính|tỉnh|trung|các|khen|"
    r"tặng|tổng|giám|thành|quốc|nhà|để|thường|đảng|hđ|đoàn|liên|sở))|bình\s+quân|theo\s+quy\s+(?:chế|định)|(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tập\s+thể|cá\s+nhân|đơn\s+vị))(?!\w)"
)
_GIVEN_BEHIND = regex(
    r"(?:\s+[“\"][^”\"]{1,90}[”\"])?(?:\s+[^\s.;:“”\"]+){0,20}?\s+(?:đã\s+)?(?:được\s+(?:trao|tặng|gửi)|trao\s+cho|"
    r"đến\s+với|thuộc\s+về|dành\s+cho|(?:tặng|cho)(?=\s+(?:cho\s+)?\d)|"
    r"tặng(?=\s+(?:cho\s+)?(?:ông|bà|anh|chị|cô|em|cụ|bác)(?!\w)))(?!\w)"
)
_CEREMONY = regex(r"(?<!\w)(?:lễ|buổi|chương\s+trình|hội\s+nghị)\s+$")
_REACHES = regex(r"(?<!\w)(?:đạt|đồng)\s+$")
_PRAISE = regex(r"(?<!\w)(?:được|đã|quyết\s+định)\s+(?:[^,;:]{1,80}\s)?$")
_FEW = regex(r"\s+(?:đột\s+xuất\s+)?(?:cho\s+)?\d{1,5}\s|\s*[.;]|$")
"""``khen`` alone is an award where somebody is said to get it, or behind it stands how many."""
_NO_ACT = regex(
    r"(?<!\w)(?:danh\s+sách|công\s+tác|quỹ|hội\s+đồng|thi\s+đua\s*[,–-]?|hồ\s+sơ|mức|tiền|chế\s+độ|kinh\s+phí|"
    r"luật|quy\s+chế|"
    r"tiêu\s+chuẩn|(?<!có\s)hình\s+thức|đáng|để|nhằm|thành\s+tích|kịp\s+thời\s+động\s+viên,)\s*$"
)
_PRAISED_DEED = regex(
    r"\s+(?:và\s+(?:ghi\s+nhận|đánh\s+giá\s+cao)\s+)?(?:những\s+|các\s+)?(?:kết\s+quả|thành\s+tích|tinh\s+thần|"
    r"nỗ\s+lực|cố\s+gắng|sự|đóng\s+góp|cách\s+làm|chiến\s+công|công\s+sức|"
    r"thành\s+công|thành\s+tựu|hoạt\s+động|việc)(?!\w)"
)
_LINE = regex(r"\s*(?:[-–+*•]\s*|\d{1,2}[.)]\s*|[a-zđ][.)]\s*)?(?:[^;:.]{0,40}:\s*)?")
_COUNTED_LINE = regex(rf"{NAME_TAIL}(?:\s+(?:của\s+)?[^,;:.\d]{{2,90}})?\s*(?::|cho)\s*(?=\d)")
_HONOURED = regex(r"(?<!\w)(?:vinh\s+danh|tuyên\s+dương|biểu\s+dương|khen|phần\s+thưởng|trao|tặng)(?!\w)")


def conferred(mark: Mark) -> bool:
    """Does the text say that the award was given?"""
    if not _heard(mark) and (mark.praise or not _told_otherwise(mark)):
        return False
    if mark.praise and _only_words(mark):
        return False
    behind = mark.page.folded[mark.end : mark.end + 8]
    return not (_NOT_YET.search(mark.lead[-90:]) or re.match(r"\s*(?:sẽ|khi|nếu)(?!\w)", behind))


def _heard(mark: Mark) -> bool:
    """Does a verb of giving stand before it?"""
    folded, start = mark.page.folded, mark.start
    gives = mark.praise or _GIVES.search(folded, max(mark.sentence.start, start - 300), start)
    reaches = mark.prize and _REACHES.search(mark.lead[-8:])
    alone = mark.later and mark.before is None and not mark.praise
    return bool(gives or reaches) and not (alone and not _GIVES.search(mark.lead))


def _only_words(mark: Mark) -> bool:
    """Is it praise of a deed, a question, the name of a ceremony or of some work, and no act?"""
    folded, lead, end = mark.page.folded, mark.lead, mark.end
    khen = end - mark.start == 4 and folded.startswith("khen", mark.start)
    if khen and not _PRAISE.search(lead) and not _FEW.match(folded, end):
        return True
    if _NO_ACT.search(lead[-24:]) or _PRAISED_DEED.match(folded, end, mark.ceiling):
        return True
    if folded[end : mark.sentence.end].rstrip(' \n”"').endswith("?"):
        return True
    return _CEREMONY.search(lead[-12:]) is not None and re.match(r"\s*[,.]", folded[end : end + 3]) is not None


def _told_otherwise(mark: Mark) -> bool:
    """Is an award conferred without a verb before it: ``Bằng khen của A đến với 3 tập thể``, ``12 Bằng khen``?"""
    folded, clause, start, end, ceiling = mark.page.folded, mark.clause, mark.start, mark.end, mark.ceiling
    if _GIVEN_BEHIND.match(folded, end, ceiling):
        return True
    if folded.endswith("(", clause, start):
        return counts_before_brackets(folded, clause, start) is not None
    if _LINE.fullmatch(folded, max(clause, mark.sentence.start), start) and _COUNTED_LINE.match(folded, end, ceiling):
        return not _NOT_YET.search(_lead_in(folded, mark.sentence.start))
    counted = printed_number(folded, clause, start) is not None
    return counted and _HONOURED.search(folded, max(mark.sentence.start, start - 300), start) is not None


def _lead_in(folded: str, at: int) -> str:
    """The line with a colon that opens a list in which an award is a line."""
    lines = folded[max(0, at - 700) : at].split("\n")
    return next((line for line in reversed(lines) if line.rstrip().endswith(":")), "")
