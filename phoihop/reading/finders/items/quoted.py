"""What somebody is quoted with, and named behind his words (lời trích): ``“Đừng để dân chờ”, ông Phúc nhắc.``"""

from __future__ import annotations

import re

from phoihop.reading.finders.items.clauses import clauses
from phoihop.reading.finders.items.cues import IMPERATIVE, MODAL, NOT_A_TASK, WEAK
from phoihop.reading.finders.items.lines import Line
from phoihop.reading.finders.items.tasks import directed
from phoihop.reading.patterns import regex

__all__ = ["ONCE", "SOON", "bids", "quoted"]

_OPEN = "“"
_CLOSE = "”"
_BY = regex(
    r"[”\"]\s?[,.]?\s?[–-]?\s+(?P<who>[^“”\"]{0,150}?)(?<!\w)(?:(?P<bids>căn\s+dặn|dặn\s+dò|dặn|nhắc\s+nhở|nhắc\s+nhớ|"
    r"nhắc(?!\s+(?:lại|đến|tới))|nhắn\s+nhủ|nhắn\s+gửi|nhắn|đề\s+nghị|yêu\s+cầu|kiến\s+nghị|đề\s+xuất|gợi\s+ý|gợi\s+mở|"
    r"khuyên|khuyến\s+cáo|chốt|giao\s+việc|giao\s+nhiệm\s+vụ|kêu\s+gọi|lưu\s+ý|quán\s+triệt|chỉ\s+đạo|hiến\s+kế|"
    r"mong(?:\s+muốn|\s+mỏi)?|hứa|cam\s+kết)|(?P<says>nhấn\s+mạnh|khẳng\s+định|nói|phát\s+biểu|chia\s+sẻ|cho\s+biết|"
    r"bày\s+tỏ|kết\s+luận|đúc\s+kết|cho\s+rằng|trao\s+đổi|nêu|phản\s+ánh|góp\s+ý|đặt\s+vấn\s+đề|cho\s+hay|thẳng\s+thắn|"
    r"trăn\s+trở|băn\s+khoăn|lo\s+lắng|thừa\s+nhận|bức\s+xúc|thở\s+dài|phàn\s+nàn|tha\s+thiết|bộc\s+bạch|phân\s+tích)|"
    r"(?P<tells>kể|nhớ\s+lại|tâm\s+sự|cười|xúc\s+động|phấn\s+khởi|vui\s+vẻ|tự\s+hào|hồ\s+hởi|mở\s+đầu))(?!\w)"
)
"""Behind the closing mark: who says it, and whether he bids, says or tells a story."""
_FRONT = regex(
    r"[^“”\"]{2,220}?(?<!\w)(?:nói|bảo|ý\s+kiến|ngập\s+ngừng|trả\s+lời|đáp(?:\s+lời)?|tiếp\s+lời|phân\s+trần|giãi\s+bày|thổ\s+lộ|"
    r"thẳng\s+thắn|chia\s+sẻ|bày\s+tỏ|nêu|nhấn\s+mạnh|khẳng\s+định|lưu\s+ý|góp\s+ý|phát\s+biểu|lên\s+tiếng|tha\s+thiết|đề\s+đạt|khẩn\s+khoản|chen\s+vào)"
    r"(?:\s+[^\s,;:“”]+){0,3}:\s+“"
)
_AND_ASKS = regex(
    r"\s+(?:[^\s,;:.”]+\s+){0,3}?(?:và|rồi|đồng\s+thời)\s+(?:cũng\s+)?(?:đề\s+nghị|yêu\s+cầu|khuyến\s+cáo|kêu\s+gọi|kiến\s+nghị|"
    r"mong(?:\s+muốn)?|khuyên|nhắc|lưu\s+ý|đề\s+xuất)\s+(?=\S+\s+\S+\s+\S)"
)
_IS = regex(r"(?<!\w)là(?!\w)")
ONCE = regex(
    r"(?<!\w)(?:hồi|ngày\s+(?:ấy|trước|xưa|đầu)|năm\s+(?:ngoái|ấy|xưa|trước)|trước\s+(?:đây|kia)|xưa|lúc\s+(?:ấy|đó|đầu)|"
    r"hôm\s+(?:qua|ấy|đó)|đêm\s+(?:ấy|đó|qua)|có\s+lần|từ\s+(?:ngày|khi)\s+có|từng(?=\s+(?:bị|là|có|làm|phải|đi|sống|gặp|được|xảy|chịu))|bây\s+giờ\s+thì|giờ\s+thì|"
    r"(?:giờ|nay)\s+đã)(?!\w)"
)
"""Words of what was once, or is now otherwise."""
_OWN_LIFE = regex(
    r"(?:tôi|tui|em|con(?!\s+(?:hẻm|đường|số|phố|sông|suối|kênh|ngõ))|cháu|nhà\s+tôi|nhà\s+em|vợ\s+chồng|mẹ\s+con|gia\s+đình)\s+(?!(?:mong|đề|xin|kiến|yêu))"
)
_EACH_THAT = regex(r"(?<!\w)(?:nào|ai|gì|đâu)\s+(?:[^\s,;.]+\s+){1,8}?(?:thì\s|[^\s,;.]+\s+(?:nấy|ấy)(?!\w))")
SOON = regex(
    r"(?:(?:sang|ra)\s+(?:năm|tết|xuân)|(?:năm|tháng|tuần|quý|mùa)\s+(?:sau|tới)|từ\s+(?:nay|mai|hôm\s+nay)|tới\s+đây|sắp\s+tới|"
    r"cuối\s+(?:mỗi|năm\s+nay|tháng\s+này)|(?:mỗi|hằng|hàng)\s+(?:năm|quý|tháng|tuần|ngày|tối|sáng)|trước\s+mắt|"
    r"(?:thứ|chủ)\s+\S+\s+(?:hằng|hàng)\s+tuần)(?!\w)"
)
_LET = regex(
    r"(?:cứ(?!\s+(?:\d|một|hai|ba|bốn|năm|mười|trăm)(?!\w))|nhớ|hãy|xin|mong|đừng|chớ|không(?=\s+(?:để|ai|được|nên|ngồi|đổ|chờ|né|ngại|nể|giao|khoán|thể\s+để))|"
    r"tuyệt\s+đối|nhất\s+thiết|đã\s+\S+\s+(?:là|thì)\s+phải|muốn\s+(?:[^\s,;.]+\s+){1,9}?(?:thì|phải))(?!\w)"
)
_LET_BEHIND = regex(
    r",\s+(?:không|đừng|chớ|tuyệt\s+đối\s+không)\s+(?=(?:để|đổ|ngồi|chờ|né|khoán|giao|đùn|làm|được|vì)\s)"
)
_CALLS = regex(r"(?<!\w)(?:nhé|đi\s+nào|nghe\s+chưa)[!.”\"]*$")


def bids(words: str) -> bool:
    """Do the words of somebody ask for something to be done, and not tell what was?"""
    if ONCE.search(words):
        return False
    modal = MODAL.search(words)
    if modal is not None and not NOT_A_TASK.match(words, modal.start()):
        return not (modal.group() == "sẽ" and _OWN_LIFE.match(words))
    if SOON.match(words) or _LET.match(words) or IMPERATIVE.match(words) or _EACH_THAT.search(words):
        return True
    return _LET_BEHIND.search(words) is not None or _CALLS.search(words) is not None


def quoted(line: Line) -> bool:
    """Words in quotation marks with their speaker behind: a task, a weakness, or nothing."""
    state, body = line.state, line.body
    opens = len(body) - len(body.lstrip(f' -–{_OPEN}"'))
    inside = state.quoting
    if state.answering or ("“" in body and _FRONT.match(body)):
        return _answered(line)
    if not inside and (not opens or body[opens - 1] not in f'{_OPEN}"'):
        return False
    by, closes = _speaker(line, 0 if inside else opens)
    state.quoting = by is not None and closes is None
    if by is None:
        return False
    start = 0 if inside else opens
    stop = len(body) if closes is None else closes
    words = body[start:stop].rstrip(' ,.”"')
    role = _role(words, by, last=closes is not None)
    first = line.sentence.start
    if role is not None:
        clauses(line.page, state, first + start, first + stop, role, 0.75)
        state.going, state.spoken = role, True
    if closes is not None and (asks := _AND_ASKS.match(line.page.folded, by.end(), line.sentence.end)):
        directed(line.page, state, asks.end(), line.sentence.end)
        state.going, state.spoken = "direction", True
        return True
    return role is not None or bool(by["tells"])


def _answered(line: Line) -> bool:
    """Words in quotation marks with their speaker before them: ``Một người nói nhỏ: “…”``."""
    state, body = line.state, line.body
    front = None if state.answering else _FRONT.match(body)
    start = front.end() if front else 0
    closes = body.find(_CLOSE, start)
    state.answering = closes < 0
    stop = len(body) if closes < 0 else closes
    words = body[start:stop].rstrip(" ,.")
    role = _role(words, None, last=False)
    return role is not None and line.put(start, role, 0.7, stop)


def _speaker(line: Line, start: int) -> tuple[re.Match[str] | None, int | None]:
    """Who is named behind the words of a sentence, and where in it they close; ``None`` where they go on."""
    folded, first, end = line.page.folded, line.sentence.start, line.sentence.end
    foot = line.page.paragraphs[line.sentence.paragraph].end
    closes = folded.find(_CLOSE, first + start, foot)
    if line.body[start - 1 : start] == '"':
        closes = folded.find('"', first + start, end)
    if closes < 0:
        return None, None
    stop = line.page.sentence_at(closes + 1).end
    by = _BY.match(folded, closes, max(stop, min(end, foot)))
    return by, closes - first if closes < end else None


def _role(words: str, by: re.Match[str] | None, *, last: bool) -> str | None:
    if len(words.split()) < 4 or words.endswith("?") or (by and by["tells"]):
        return None
    weak = WEAK.search(words)
    modal = MODAL.search(words)
    if weak and (modal is None or weak.start() < modal.start()) and not _LET.match(words):
        return None if ONCE.search(words) or _OWN_LIFE.match(words) else "limitation"
    asks = bids(words) or (by and by["bids"] and last and not ONCE.search(words) and not _IS.search(words))
    return "direction" if asks else None
