"""Tasks and weaknesses that a sentence calls by name before it tells them: ``Nguyện vọng của hội viên là …``."""

from __future__ import annotations

from phoihop.reading.finders.items.lines import Line
from phoihop.reading.finders.items.quoted import ONCE
from phoihop.reading.normalise import holds
from phoihop.reading.patterns import regex

__all__ = ["called_task", "called_weakness"]

_NOUNS = (
    "mong",
    "nguyện vọng",
    "nhiệm vụ",
    "giải pháp",
    "ưu tiên",
    "trọng tâm",
    "hướng",
    "bước",
    "cách",
    "trước",
    "điều",
    "việc",
    "lối ra",
)
_TASK = regex(
    r"(?<!\w)(?:(?P<wish>(?:điều|việc|cái)\s+(?:[^\s,;:.]+\s+){0,6}?(?:mong|cần)(?:\s+(?:muốn|mỏi|đợi|làm))?"
    r"(?:\s+(?:nhất|hơn\s+cả|ngay|lúc\s+này|hiện\s+nay|bây\s+giờ))?|mong\s+(?:ước|muốn|mỏi)|ước\s+(?:mong|muốn|nguyện)|nguyện\s+vọng)|"
    r"nhiệm\s+vụ|giải\s+pháp|ưu\s+tiên|trọng\s+tâm|hướng(?:\s+đi)?(?=\s+(?:sắp\s+)?tới)|việc\s+(?:cần\s+|phải\s+)?làm\s+(?:trước|ngay)|"
    r"trước\s+(?:hết|tiên|mắt)(?=\s+(?:là|vẫn\s+là)\s+(?:kiện|củng|rà|xây|tăng|nâng|đẩy|tập|làm|giữ|phải|tuyên|sửa|mở|tháo|giải))|"
    r"bước\s+(?:tiếp\s+theo|tới)|cách\s+(?:gỡ|làm\s+tới\s+đây)|lối\s+ra)"
    r"(?:\s+(?!của\s+(?:anh|chị|ông|bà|tôi|em|mình)\s+(?:là|hồi|khi))[^,;:.]{0,60}?)?(?:,\s+theo\s+[^,;:.]{3,50},)?\s+(?:là|đó\s+là)\s*:?\s+"
    r"(?!(?:một|những|sự|rất|vô\s+cùng|hết\s+sức|điều|nguồn|động\s+lực|nền|cơ\s+sở|của|gì|không\s+(?:đơn|dễ|phải)|nhằm|do|vì|"
    r"quan\s+trọng|cần\s+thiết|nặng|khó|hợp|chính\s+đáng|mới|chung|thế)(?!\w)|\d)"
)
"""A wish or a task by name, and behind ``là`` what it is: no noun phrase, no judgement of it."""
_SAD = regex(
    r"(?:nhưng|song|tuy\s+nhiên|thế\s+nhưng|dẫu\s+vậy)?,?\s*(?:(?:điều|cái|việc)\s+)?(?:đáng\s+(?:lo|tiếc|buồn|ngại|báo\s+động|trách|suy\s+nghĩ)|"
    r"chỉ\s+(?:tiếc|buồn|lo|ngại)|tiếc(?=\s+(?:rằng|là))|buồn(?=\s+là)|(?:khổ|hiềm|ngặt|khốn)\s+nỗi|"
    r"(?:vướng|kẹt|khó|yếu|lo|ngại|thiếu|bất\s+cập|hạn\s+chế)\s+nhất)(?:\s+(?:hơn|nhất|ngại|tiếc|cả|hiện\s+nay|lúc\s+này|lâu\s+nay))*"
    r"(?:\s+(?:là|rằng)|,)\s+(?:ở\s+chỗ\s+)?"
)


def called_task(line: Line) -> bool:
    """``Mong ước của già làng là …``, ``Ưu tiên trước mắt là …``."""
    called = _TASK.search(line.body) if " là " in line.body and holds(line.body, _NOUNS) else None
    if called is None or ONCE.search(line.body) or _DONE.search(line.body, 0, called.end() + 12):
        return False
    return line.put(called.end(), "direction", 0.75)


_DONE = regex(r"(?<!\w)(?:đã|vừa|từng|vốn|chưa)(?!\w)")


def called_weakness(line: Line) -> bool:
    """``Đáng lo là …``, ``Chỉ tiếc rằng …``."""
    called = _SAD.match(line.opening)
    return called is not None and line.put(line.skip + called.end(), "limitation", 0.8)
