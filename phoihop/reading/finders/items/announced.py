"""Weaknesses that one sentence announces and the next ones tell (nêu hạn chế)."""

from __future__ import annotations

from phoihop.reading.finders.items.cues import MODAL, TOLD
from phoihop.reading.finders.items.lines import Line, closed
from phoihop.reading.finders.items.tasks import task_cue
from phoihop.reading.normalise import holds
from phoihop.reading.patterns import regex

__all__ = ["announced", "announces", "weaknesses_follow"]

_ANNOUNCES = regex(
    r"(?:[^,;:.“”]{1,50}?\s|[^\s,]+\s+[^\s,]+,\s+|(?:tuy\s+nhiên|song|dẫu\s+vậy|dù\s+vậy|tuy\s+vậy),?\s+)?(?:(?:vẫn\s+)?còn\s+(?:đó\s+)?(?:(?:những|nhiều|"
    r"không\s+ít|một\s+số|vài)\s+)?(?:điều\s+)?WEAK|không\s+(?:né\s+tránh|giấu(?:\s+giếm)?|phủ\s+nhận|che\s+giấu|"
    r"tô\s+hồng)(?:\s+(?:(?:những|các|một\s+số|nhiều|điều)\s+)?WEAK[^,;:.]{0,40})?|(?:phải|cần|nên)\s+nhìn\s+thẳng"
    r"(?:\s+[^,;:.]{0,40})?|không\s+phải\s+(?:mọi|tất\s+cả|lúc\s+nào|nơi\s+nào|chỗ\s+nào|việc\s+gì|chuyện\s+gì|ở\s+đâu|"
    r"đâu|ai)(?:[^;:.]{0,50}\s)?(?:đều|cũng)\s[^,;:.]{2,50})(?=[.:…]|$)".replace(
        "WEAK",
        r"(?:(?:mặt|điểm|chỗ|mảng)\s+)?(?:yếu|tối|băn\s+khoăn|trăn\s+trở|khó\s+khăn|hạn\s+chế|tồn\s+tại|vướng\s+mắc|bất\s+cập|"
        r"khuyết\s+điểm|khoảng\s+trống|lỗ\s+hổng|nỗi\s+lo|nút\s+thắt|thiếu\s+sót|(?:(?:chuyện|việc|điều|vấn\s+đề)\s+)?phải\s+(?:bàn|lo|nghĩ|làm))",
    )
)
_TELLS = regex(r"(?<!\w)(?:kể|nêu|nói|dẫn\s+chứng|thẳng\s+thắn|tiếp\s+lời)(?!\w)")
_INTO_WORDS = regex(
    r"(?:\s+(?:rõ|thêm|lại|ra))*(?:\s*[:,]\s+[“\"]?|\s+(?:rằng|là)\s+|\s+(?=có\s|nhiều\s|ở\s|một\s|vẫn\s|còn\s))"
)
_OF_WEAKNESS = regex(
    r"(?<!\w)(?:mổ\s+xẻ|chỉ\s+ra|nêu|phân\s+tích|thảo\s+luận|bàn\s+về|không\s+ít|còn\s+(?:những|nhiều|một\s+số|"
    r"không\s+ít))\s+(?:rõ\s+)?(?:[^,;:.]{0,20}\s)?"
    r"(?:hạn\s+chế|tồn\s+tại|khó\s+khăn|vướng\s+mắc|bất\s+cập)[^,;:.]{0,40}[.:]$|^(?:tuy\s+nhiên|tuy\s+vậy|"
    r"tuy\s+thế|song|thế\s+nhưng|dù\s+vậy)\s*:$"
)


def announces(line: Line) -> bool:
    """``Vẫn còn những băn khoăn.``, ``Hội nghị không né tránh mặt yếu: …``."""
    said = _ANNOUNCES.match(line.body) if holds(line.body, ("còn", "không", "nhìn")) else None
    if said is None:
        return False
    behind = line.body[said.end() :]
    if behind.startswith(": "):
        line.put(said.end() + 2, "limitation", 0.8)
    return (len(behind) < 4 or behind.startswith(": ")) and _announce(line)


def announced(line: Line) -> bool:
    """A sentence behind one that announced weaknesses, in its paragraph."""
    state, body = line.state, line.body
    if state.announced != line.sentence.paragraph or state.going != "limitation" or closed(line.opening):
        return False
    if MODAL.search(body) or task_cue(body, line.text) is not None:
        return False
    told = TOLD.search(body) or _TELLS.search(body)
    behind = _INTO_WORDS.match(body, told.end()) if told else None
    if told and behind is None:
        return False
    return line.put(behind.end() if behind else line.skip, "limitation", 0.7)


def weaknesses_follow(line: Line) -> bool:
    """``Hội nghị mổ xẻ những hạn chế …``: what was weak is told next."""
    body = line.body
    if len(body) >= 140 or not (body.endswith(":") or holds(body, ("hạn", "tồn", "khó", "vướng", "bất"))):
        return False
    return _OF_WEAKNESS.search(body) is not None and _announce(line)


def _announce(line: Line) -> bool:
    line.state.going, line.state.announced = "limitation", line.sentence.paragraph
    return True
