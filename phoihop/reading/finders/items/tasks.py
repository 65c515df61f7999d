"""Tasks that somebody asks for (đề nghị, yêu cầu)."""

from __future__ import annotations

import re

from phoihop.reading.finders import bodies
from phoihop.reading.finders.items.clauses import State, clauses
from phoihop.reading.finders.items.cues import AHEAD, IMPERATIVE, MODAL, NOUN_BEFORE, TASKED
from phoihop.reading.patterns import regex
from phoihop.reading.segment import Context

__all__ = ["directed", "from_subject", "past", "task_cue"]


_TWO_EDGED = frozenset(
    [
        "đặt hàng",
        "chỉ đạo",
        "giao",
        "mong",
        "lưu ý",
        "nhắc nhở",
        "nhắc",
        "căn dặn",
        "dặn dò",
        "dặn",
        "gợi ý",
        "khuyên",
        "phân công",
        "mời gọi",
        "nhắc nhớ",
    ]
)


_ADDRESSED = regex(
    r"\s*(?:(?:(?!\s(?:có|gồm|là)\s)[^,;:.]){0,30}:|nhiệm\s+vụ[^,;.]{0,60}:|"
    r"các|công an|cơ quan|đơn vị|ban|mttq|ủy|người|cán|sở|phòng|mỗi|từng|"
    r"toàn|lực lượng|cấp|hội(?!\s+nghị)|đoàn|chính quyền|phường|xã|trưởng|mặt trận|học|tỉnh|huyện|quận|bộ|nhà|cục|"
    r"đội|"
    r"tổ|chi|thanh|ngành|nhân|nông|ngư|phụ|cựu|giáo|bác|doanh|chủ|lãnh|mọi|tất cả|toàn thể|văn phòng|trung tâm|"
    r"trạm|trường|tòa|"
    r"viện|kho|ngân|hợp|đảng|bí thư|"
    r"thôn|bản|ấp|xóm|khu|tuyệt đối|đừng|chớ|phụ huynh|gia đình|bà con|chị em|anh em|cộng|đồng bào|mặt|liên|hai|"
    r"ba|phải|cần|không|chấm dứt|trong thời|thời gian tới|làm)"
)
_PLACE_BEFORE = regex(r"(?<!\w)(?:xã|phường|thị\s+trấn|huyện|quận|thôn|xóm|tỉnh|thành\s+phố)\s+$")
_WISHES = regex(r"(?:tôi|chúng\s+tôi|bà\s+con|ông|bà|anh|chị|chỉ|cũng|rất|luôn|nhân\s+dân|đại\s+biểu)\s+$")
_ADVISES = frozenset(["nhắn", "nhắc nhở", "nhắc", "căn dặn", "dặn dò", "dặn", "gợi ý", "khuyên", "khuyến cáo"])
_BEHIND_QUOTE = regex(r"[”\"]\s?[,–-]\s[^“”\"]{0,80}$")
_SPEAKS = regex(
    r"(?<!\w)(?:đồng\s+chí|ông|bà|tướng|tá|chủ\s+tịch|bí\s+thư|giám\s+đốc|bộ\s+trưởng|"
    r"thủ\s+tướng|trưởng)(?!\w)"
)
_SAYS = regex(r"(?<!\w)(?:đồng\s+chí|ông|bà|(?:tướng|tá|úy)\s[^,;.]{3,30})(?:\s[^,;.]{0,40})?,?\s+(?:cũng\s+|đã\s+)?$")
_SPEAKER = regex(
    r"(?<!\w)(?:đồng\s+chí|ông|bà|cô|thầy|anh|chị|cha|già\s+làng|trưởng\s+(?:bản|buôn|thôn)|linh\s+mục|hòa\s+thượng|thượng\s+tọa|đại\s+đức|tướng|tá|úy|trưởng|chủ\s+tịch|giám\s+đốc|bí\s+thư|"
    r"lãnh\s+đạo|công\s+an|hội\s+nghị|"
    r"cán\s+bộ|chủ\s+nhiệm)(?!\w)"
)


def past(body: str, modal: re.Match[str]) -> bool:
    """Does "phải", "cần" tell of what was and not of what is to be done?"""
    return (
        modal.group().startswith("phải")
        and re.search(
            r"(?<!\w)(?:đã(?!\s+đến\s+lúc)|vẫn|còn|có\s+đến|chưa\s+bao\s+giờ|bắt)\s+(?:\S+\s+){0,3}$",
            body[: modal.start()],
        )
        is not None
    )


_WE_ASKED = regex(r"(?<!\w)tôi\s+(?:cũng\s+)?đã\s+$")
_IN_APPOSITION = regex(
    r"(?<!\w)(?:ông|bà|anh|chị|đồng\s+chí|(?:đại|thượng|trung|thiếu)\s+(?:tướng|tá|úy)|bác\s+sĩ|luật\s+sư|già\s+làng|linh\s+mục|"
    r"thượng\s+tọa|hòa\s+thượng)\s+[^,;:.–-]{3,40}(?:\s+[-–]|,)\s+(?:nguyên\s+|phó\s+)?(?:chủ|bí|giám|tổng|trưởng|cục|chi|chánh|"
    r"phó|ủy|đại|hạt|đội|đồn|hiệu|người|trợ|cán|tổ|già|viện|vụ|thứ|bộ|chính|trung|thường|tỉnh|thành|huyện)[^;:.]{2,90},\s+(?:cũng\s+|thì\s+)?$"
)
"""``ông Phan Bá Lộc, Chủ tịch Hội Khuyến học tỉnh, đề xuất``: who speaks stands before the comma."""
_HABIT = regex(r"(?:mỗi|hằng|hàng|cứ|(?:sáng|tối|ngày|đêm|chiều)\s+nào|\d{1,2}\s+giờ)(?!\w)")
_OFTEN = regex(r"(?<!\w)(?:vừa|luôn|thường|hay|lại)\s+(?:[^\s,;]+\s+){0,2}$")
_AND_SO_MANY = regex(r"(?<!\w)và\s+\d[^,;.]{0,24}\sđã(?!\w)")
_BY_NOW = regex(r"(?<!\w)(?:và|nên|nay|đến\s+nay,?|nhờ\s+đó)\s+(?:[^\s,;.]+\s+){0,3}?đã(?!\w)")
_TOLD_AS_DONE = regex(r"(?<!\w)đã\s(?:(?!sẽ\s|cần\s|yêu\s+cầu|đề\s+nghị)[^.:])*;\s$")
"""What stands in a row with things done is done: ``đã hướng dẫn …; giao … mở lớp; chỉ đạo …``."""


def task_cue(body: str, text: str) -> int | None:
    """Where the task opens behind "đề nghị", "yêu cầu" …; ``None`` where the word is a noun or tells the past."""
    for match in TASKED.finditer(body):
        before = body[max(0, match.start() - 40) : match.start()]
        behind = body[match.end() :]
        cue = match["cue"]
        noun = NOUN_BEFORE.search(before)
        if noun and noun.group().strip() == "đạt" and text[match.start() - 4 : match.start() - 1] == "Đạt":
            noun = None
        if cue == "chỉ đạo" and re.search(r"(?<!\w)(?:ban|sự|công tác)\s+$", before):
            continue
        if cue in _ADVISES and _BEHIND_QUOTE.search(body[: match.start()]) and len(behind) < 60:
            continue
        if noun and not re.search(r"(?:và|dự\s+và)\s+$", before):
            continue
        if (
            re.search(r"(?<!\w)đã\s+(?:\S+\s+){0,3}$", before[-24:])
            and (cue != "chỉ đạo" or not _SPEAKS.search(body[: match.start()]))
            and not _WE_ASKED.search(before)
        ):
            continue
        if cue in ("giao", "chỉ đạo") and _TOLD_AS_DONE.search(body, 0, match.start()):
            continue
        if cue == "đề nghị" and re.search(r"(?<!\w)được\s+(?:[^\s,;]+\s+){1,4}$", before):
            continue
        if cue in _TWO_EDGED and not (cue == "mong" and _WISHES.search(before)):
            opens = text[match.end() + 1 : match.end() + 2].isupper() and (cue == "giao" or match.start() > 2)
            handed = re.search(r"(?:chuyển|bàn|phân|được|trao)\s+$", before)
            acts = IMPERATIVE.match(behind.lstrip()) is not None and _SAYS.search(body, 0, match.start()) is not None
            wishes = cue == "mong" and _ADDRESSED.match(behind) is not None
            if handed or (match.start() < 3 and not opens and not wishes):
                continue
            if not (_ADDRESSED.match(behind) or opens or acts):
                continue
        if (cue == "nhờ" and match.start() < 3) or (cue in _ADVISES and (_HABIT.match(body) or _OFTEN.search(before))):
            continue
        if (cue in _TWO_EDGED and _BY_NOW.search(behind)) or _AND_SO_MANY.search(behind):
            continue
        if cue in _ADVISES and not _SPEAKER.search(body, 0, match.start()):
            continue
        if cue == "giao" and text[match.start()].isupper() and _PLACE_BEFORE.search(before):
            continue  # "Xã Giao Thủy" is a place
        if cue == "giao" and re.match(r"\s+(?:ban|lưu|thông|dịch|nhận|nộp|cho\s+nhau)(?!\w)", behind):
            continue
        if not cue.endswith("vọng") and re.match(
            r"\s*(?:lớn|nhất|ấy|chung|riêng|(?:vợ|chồng|mẹ|bố|khách)(?=\s)|của|này|về|đó|tặng|công\s+nhận|khen|đề\s+ra|đặt\s+ra|ngày|được|\.|$|,\s*(?:kiến|đề|phản|"
            r"nguyện|mục|khiếu))",
            behind,
        ):
            continue
        if (
            cue in ("kiến nghị", "đề xuất", "yêu cầu")
            and (
                match.start() < 3
                or (before.rstrip().endswith(",") and not _IN_APPOSITION.search(body, 0, match.start()))
            )
            and not re.match(r"\s*:", behind)
        ):
            continue
        if cue in ("kiến nghị", "đề xuất") and (own := re.search(r"(?<!\w)(?:sẽ|sắp\s+tới)\s+$", before)):
            promise = body[: match.start() - len(own.group())]
            return max((m.end() for m in re.finditer(r"[,:;]\s+|(?<!\w)(?:rằng|là|biết)\s+", promise)), default=0)
        at = match.end()
        while at < len(body) and body[at] in " :,":
            at += 1
        if len(body) - at < 12:
            continue
        return at
    return None


def _behind_addressee(page: Context, at: int, stop: int) -> int:
    """Behind those who are asked, where their names are longer than what they are asked for."""
    end = at
    while (body := bodies.at(page, end, stop)) is not None:
        end = body.end
        joint = _JOINT.match(page.folded, end, stop)
        if joint is None:
            break
        end = joint.end()
    verb = end + 1
    if end == at or not IMPERATIVE.match(page.folded, verb):
        return at
    asked = len(page.folded[verb:stop].split())
    return verb if asked >= 5 and len(page.folded[at:end].split()) > 0.8 * asked else at


_JOINT = regex(r"(?:,|\s+và|\s+cùng)\s+")


def directed(page: Context, state: State, at: int, end: int) -> None:
    """The tasks behind a speaker's request; a short addressee with "cần" and a time are left out."""
    folded = page.folded
    if ahead := re.compile(
        r"(?:trong\s+|ở\s+)?(?:thời\s+gian\s+tới|giai\s+đoạn\s+tới|năm\s+20\d\d|sau\s+hội\s+nghị|"
        r"giai\s+đoạn\s+[\d\s–-]+|qua\s+hội\s+nghị)\s*,?\s+"
    ).match(folded, at, end):
        at = ahead.end()
    stop = folded.find(";", at, end)
    stop = stop if stop > 0 else end
    colon = folded.find(": ", at, min(stop, at + 160))
    if colon > 0 and folded.find(",", colon, stop) != 0 and colon - at < 120:
        at = colon + 2
    else:
        modal = MODAL.search(folded, at, min(stop, at + 120))
        whom = AHEAD.sub(" ", folded[at : modal.start()]).split() if modal else []
        if modal and modal.group().startswith("cần") and len(whom) <= 4:
            at = modal.end()
        elif modal is None or modal.start() > at + 60:
            at = _behind_addressee(page, at, stop)
    clauses(page, state, at, end, "direction", 0.9)


def from_subject(page: Context, floor: int, modal: int) -> int:
    """Where the clause of a modal verb opens: behind the last comma or cue that leaves its subject whole."""
    lead = page.folded[floor:modal]
    at = max((m.end() for m in re.finditer(r"[,:]\s+|(?<!\w)(?:rằng|là)\s+", lead)), default=0)
    return floor + at
