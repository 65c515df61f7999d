"""What makes a printed number no plain result of the one who reports (ngữ cảnh cần xem lại).

The reader finds numbers; whoever accepts many of them at once asks here first. A difference, what is still missing, a
condition, a denial, what is only planned, a part, the year before, or another body's result is true in its sentence and
wrong in a sum.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex

__all__ = ["Doubt", "doubt_of", "is_others", "says_done"]

Doubt = Literal["difference", "missing", "condition", "denied", "planned", "compared", "change", "part", "grouping"]

_REACH: Final = 160
_SENTENCE_END: Final = regex(r"[.!?;]\s|\n")
_BEFORE: Final[tuple[tuple[Doubt, re.Pattern[str]], ...]] = (
    (
        "missing",
        regex(
            r"\b(?:thiếu|hụt|còn lại|chưa(?!\s+(?:kể|tính|bao gồm))[^,:]{0,30}|"
            r"không(?!\s+(?:chỉ|những|kể))[^,:]{0,20})\s*$"
        ),
    ),
    (
        "denied",
        regex(
            r"\b(?:hủy|hủy bỏ|hoãn|cắt giảm|bãi bỏ|bác bỏ|dừng)\s+$|"
            r"\b(?:tin sai|sai rằng|sai sự thật|xuyên tạc|bịa đặt)\b"
        ),
    ),
    (
        "planned",
        regex(
            r"(?:(?:^|[,;:(–-]\s*|\bnăm \d{4},?\s+)(?:theo|trong)\s+(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|"
            r"chương trình công tác)|^\W*(?:\d{1,2}[.)]\s*)?(?:kế hoạch|chỉ tiêu|mục tiêu)|"
            r"(?:^\W*|\bnăm \d{4},?\s+)(?:dự kiến|phấn đấu|đăng ký))\b"
            r"(?!.*\b(?:đã(?! (?:ký|ban hành|đề ra|giao|được giao|phê duyệt|duyệt))|"
            r"được(?! (?:giao|ký|phê duyệt|duyệt))|"
            r"đạt|hoàn thành|vượt|kết quả|(?<=, )thực hiện)\b)"
        ),
    ),
    ("condition", regex(r"\b(?:nếu|giả sử|giả định|trường hợp)\b")),
    (
        "compared",
        regex(
            r"\bso với\b[^,]*$|\b(?:năm|kỳ|quý|tháng|giai đoạn) (?:trước|ngoái)\b[^,]*$|"
            r"\bcùng kỳ\b[^,]*$"
        ),
    ),
    ("change", regex(r"\btừ\s+$|\btừ\b[^,]{0,80}\b(?:lên|xuống|thành|còn)\s+$")),
    (
        "difference",
        regex(r"\b(?:tăng|giảm|tăng thêm|giảm bớt|vượt|nhiều hơn|ít hơn|cao hơn|thấp hơn|kém|hơn)\s+$"),
    ),
    ("part", regex(r"\b(?:trong đó|trong số đó|riêng)\b[^;:]{0,60}$")),
    ("grouping", regex(r"(?<![\d.,/])\d{1,3} $")),
)
_COMPARING_HEAD: Final = regex(r"(?:vượt|nhiều hơn|cao hơn|hơn|quá)\s")
_COMPARED_BEHIND: Final = regex(r"[^.;\n]{0,60}\bso với\b")
_AS_PLANNED: Final = regex(r"[^.;,)\n]{0,40}\((?:theo |số )?(?:kế hoạch|dự kiến|chỉ tiêu)\b[^)]{0,20}\)")
_SAYS_DONE: Final = regex(r"\b(?:đã|đạt|kết quả|hoàn thành)\b")
_DONE_BY: Final = regex(
    r"[^.;,)\n]{0,25}\bdo\s+(?:các\s+)?"
    r"(?:mttq|mặt trận|ubnd|hội|đoàn|ban|sở|phòng|công an|đơn vị khác)\b"
)
_WESTERN: Final = regex(r"(?<![\d.,])\d{1,3},\d{3}(?![\d,])")
_RISE: Final = regex(r"\btừ\s+\d[^.;\n]{0,80}\b(?:lên|xuống)\s+(?:tới\s+)?\d")

_NOBODYS: Final = """
các những toàn cả hai bên đơn vị lực lượng cơ quan địa phương địa bàn trên tại trong và với của phối hợp cùng chúng tôi
năm tháng quý kỳ số đầu cuối tỉnh thành phố xã phường huyện thôn bản tổ dân phố công an khu cấp cơ sở ta mình
ngành nhân dân người bà con quần chúng các cấp
"""
#: Words of a subject that name nobody else: they count over or stand for the unit and those below it.
_NOBODY: Final = frozenset(_NOBODYS.split())
_SHORT: Final = {
    "mttq": "mặt trận tổ quốc",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "ubnd": "ủy ban nhân dân",
    "tp": "thành phố",
}


def doubt_of(text: str, start: int, end: int) -> Doubt | None:
    """Why the number printed at ``[start, end)`` of a text may not be taken as a plain result; ``None`` if it may.

    >>> said = "Năm 2026, giảm 30 buổi so với năm 2025; tổ chức 45 buổi."
    >>> doubt_of(said, said.index("30"), said.index("30") + 7), doubt_of(said, said.index("45"), said.index("45") + 7)
    ('difference', None)
    """
    folded = fold(text[max(0, start - _REACH) : start])
    ends = [found.end() for found in _SENTENCE_END.finditer(folded)]
    before = folded[ends[-1] if ends else 0 :]
    printed, behind = fold(text[start:end]), fold(text[end : end + _REACH])
    sentence = before + printed + _SENTENCE_END.split(behind)[0]
    for doubt, pattern in _BEFORE:
        if doubt == "grouping":
            if re.match(r"\d{3}(?!\d)", printed) and pattern.search(before):
                return doubt
        elif pattern.search(before):
            return doubt
    if _AS_PLANNED.match(behind):
        return "planned"
    if _WESTERN.search(printed):
        return "grouping"
    if _RISE.search(sentence):
        return "change"
    if _COMPARING_HEAD.match(printed) and _COMPARED_BEHIND.match(behind):
        return "difference"
    return "part" if _DONE_BY.match(behind) else None


def says_done(text: str, start: int) -> bool:
    """Whether the words before a number in its sentence say that the thing was done (đã, kết quả).

    >>> says_done("Năm 2026 đã tổ chức 12 buổi", 22), says_done("Tổ chức 12 buổi", 8)
    (True, False)
    """
    folded = fold(text[max(0, start - _REACH) : start])
    ends = [found.end() for found in _SENTENCE_END.finditer(folded)]
    return _SAYS_DONE.search(folded, ends[-1] if ends else 0) is not None


def is_others(subject: str | None, own: str) -> bool:
    """Whether the one that a figure counts for is somebody else than the body named ``own``.

    >>> is_others("MTTQ tỉnh Hà Tĩnh", "Công an tỉnh Hà Tĩnh"), is_others("Công an tỉnh", "Công an tỉnh Hà Tĩnh")
    (True, False)
    """
    if not subject:
        return False
    return not _words(subject) <= (_words(own) | _NOBODY)


def _words(name: str) -> set[str]:
    words = " ".join(_SHORT.get(word, word) for word in re.findall(r"\w+", fold(name)))
    return {word for word in words.split() if not word.isdecimal()}
