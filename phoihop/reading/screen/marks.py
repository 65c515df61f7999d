"""Secrecy marks (dấu độ mật): a stamp at the head of the first page or in a page header."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final

from phoihop.reading.screen.found import Mark
from phoihop.reading.values import Loaded, Piece, Span

__all__ = ["secret"]

_HEAD_LINES: Final = 25
_HEAD_CHARACTERS: Final = 1800
_HEAD_POINTS: Final = 420.0
_TOP_POINTS: Final = 85.0
_LINE: Final = 300

_LEVEL: Final = r"TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT|T\s?U\s?Y\s?Ệ\s?T\s{1,3}M\s?Ậ\s?T|T\s?Ố\s?I\s{1,3}M\s?Ậ\s?T|M\s?Ậ\s?T"
_FRAME: Final = r"[\s\[\](){}<>|“”„\"'«»*_.,;:/–—-]*"
_URGENCY: Final = r"(?:HỎA\s+TỐC(?:\s+HẸN\s+GIỜ)?|HOẢ\s+TỐC|THƯỢNG\s+KHẨN|KHẨN)"
_COPY: Final = r"(?:BẢN\s+)?SỐ\s*:?\s*[\d./]*(?:\s*/\s*\d+)?\s*(?:BẢN)?"
#: A stamp, alone or beside what is stamped with it: the degree of urgency, the number of the copy.
_STAMP: Final = re.compile(
    rf"{_FRAME}(?:(?:ĐỘ\s+KHẨN\s*:?\s*)?{_URGENCY}{_FRAME}|{_COPY}{_FRAME})?"
    rf"(?:(?:MỨC\s+|DẤU\s+)?(?:ĐỘ|[Đđ]ộ|DẤU)\s+(?:MẬT|[Mm]ật)\s*[:.]?\s*)?(?P<level>{_LEVEL})"
    rf"(?:{_FRAME}(?:{_URGENCY}|BẢN\s+SỐ\s*:?\s*[\d./]*))?{_FRAME}",
)
#: A form's field names the degree in any letters.
_FIELD: Final = re.compile(
    rf"{_FRAME}(?:(?:mức|dấu)\s+)?(?:độ|dấu)\s+mật\s*:\s*[(\[“\"]?(?P<level>tuyệt\s+mật|tối\s+mật|mật){_FRAME}",
    re.IGNORECASE,
)
_CLOSED_OFF: Final = re.compile(r"\t+|\s*\|\s*|(?<=\S)\s{2,}(?=\S)")
#: What a letterhead prints on the line where a stamp may stand beside it.
_LETTERHEAD: Final = (
    re.compile(r"(?:Số|SỐ)\s*:?\s*[\d….]*\s*[-/]\s?[\w./-]{0,40}|(?:Số|SỐ)\s*:\s*[\d….]*"),
    re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM"),
    re.compile(r"Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc"),
    re.compile(r"[^\d]{0,40}ngày[\d…. ]*tháng[\d…. ]*năm[\d…. ]*"),
    re.compile(r"(?:bản\s+số|BẢN\s+SỐ|Bản\s+số)\s*:?\s*[\d./]*"),
    re.compile(
        r"(?:CÔNG\s+AN|BỘ|CỤC|TỔNG\s+CỤC|VỤ|VĂN\s+PHÒNG|UBND|ỦY\s+BAN|UỶ\s+BAN|ỦY\s+BAN\s+MTTQ|MẶT\s+TRẬN|SỞ|BAN|TỈNH\s+ỦY|"
        r"THÀNH\s+ỦY|HUYỆN\s+ỦY|QUẬN\s+ỦY|THỊ\s+ỦY|ĐẢNG\s+ỦY|ĐẢNG\s+BỘ|HỘI(?!\s+NGHỊ)|LIÊN\s+ĐOÀN|TỈNH\s+ĐOÀN|PHÒNG|TRUNG\s+TÂM|TÒA\s+ÁN|VIỆN)"
        r"(?:\s+[A-ZÀ-ỸĐ.,-]+){1,9}"
    ),
)
#: Words that end in MẬT as a thing that one speaks of, not as a stamp: BÍ MẬT, BẢO MẬT, TÀI LIỆU MẬT, ĐỘ TỐI MẬT …
_SPOKEN: Final = re.compile(
    r"(?:BÍ|BẢO|CƠ|GIẢI|THÂN|MÃ|ĐỘ|LOẠI|MỨC|DẤU|CẤP|LIỆU|BẢN|SƠ|TIN|TỜ|VẬT|TÀI|GIẤY|ĐIỆN|KHO|TÁC|VIỆC|TRÌNH|KHÔNG|LÀ|VÀ|HOẶC|CÓ|"
    r"NGHỊ|HẠI|NHÀ|NƯỚC|CỦA|VỀ|MỤC|DUNG|ONG|LẤY|NUÔI|ĐỀ|HỌP)$",
    re.IGNORECASE,
)
_AT_THE_END: Final = re.compile(rf"(?P<before>.*?\S)\s+[\[({{“\"*_–-]*\s*(?P<level>{_LEVEL})\s*[\])}}”\"*_.–-]*\s*")
_AT_THE_START: Final = re.compile(rf"\s*[\[({{“\"*_–-]*\s*(?P<level>{_LEVEL})\s*[\])}}”\"*_.–-]*\s+(?P<after>\S.*)")
_IN_BRACKETS: Final = re.compile(rf"[(\[{{]\s*(?P<level>{_LEVEL})\s*[)\]}}]")
_NAMES: Final = {"MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}


def secret(loaded: Loaded) -> Mark | None:
    """The first stamp at the head of the paper or in a page header (dấu độ mật); ``None`` where there is none."""
    lines = 0
    crowded = {
        (number, row)
        for number, table in enumerate(loaded.tables)
        for row, cells in enumerate(table.rows)
        if sum(bool(cell.text) for cell in cells) > 2 or row > 3
    }
    for piece in loaded.pieces:
        at = piece.at
        offset = piece.start
        for line in loaded.text[piece.start : piece.end].split("\n"):
            start, offset = offset, offset + len(line) + 1
            lines += piece.kind not in ("header", "footer", "footnote") and bool(line.strip())
            if piece.kind == "footer" or "ậ" not in line.lower():
                continue
            if not (piece.kind == "header" or _at_the_head(piece, lines)):
                continue
            if at.table is not None and (at.table, at.row) in crowded:
                continue
            if (level := _stamped(line)) is not None:
                return Mark(level, Span(start, start + len(line)), at)
    return None


def _stamped(line: str) -> str | None:
    """The level that a line of a letterhead is stamped with.

    >>> _stamped("Số: 12/BC-CAT   TỐI MẬT"), _stamped("Độ mật: Tối mật"), _stamped("BÁO CÁO (MẬT)")
    ('TỐI MẬT', 'TỐI MẬT', 'MẬT')
    >>> _stamped("BẢO VỆ BÍ MẬT NHÀ NƯỚC"), _stamped("TÀI LIỆU MẬT"), _stamped("TUYỆT MẬT, TỐI MẬT, MẬT")
    (None, None, None)
    """
    if len(line) > _LINE:
        return None
    parts = _CLOSED_OFF.split(line.strip())
    named = [_level(found) for part in parts if (found := _STAMP.fullmatch(part) or _FIELD.fullmatch(part))]
    if len(named) > 1 or len(parts) > 4:
        return None
    if named and not _spoken_of(parts):
        return named[0]
    return _beside_a_letterhead(line)


def _spoken_of(parts: Sequence[str]) -> bool:
    """Whether the words before a part that is a stamp make it the end of a phrase (VĂN BẢN  MẬT)."""
    return any(_STAMP.fullmatch(part) and _SPOKEN.search(before) for before, part in itertools.pairwise(parts))


def _beside_a_letterhead(line: str) -> str | None:
    bracketed = _IN_BRACKETS.findall(line)
    rest = _IN_BRACKETS.sub(" ", line)
    if len(bracketed) == 1 and not re.search(_LEVEL, rest) and rest.upper() == rest and len(rest) < 120:
        return _NAMES["".join(bracketed[0].split())]
    for pattern in (_AT_THE_END, _AT_THE_START):
        found = pattern.fullmatch(line)
        if found is None:
            continue
        beside = (found.groupdict().get("before") or found.groupdict().get("after") or "").strip(" \t-–:;,.|")
        if _SPOKEN.search(beside) or re.search(r"(?<!\w)MẬT(?!\w)", beside):
            continue
        if any(each.fullmatch(beside) for each in _LETTERHEAD):
            return _level(found)
    return None


def _level(found: re.Match[str]) -> str:
    return _NAMES["".join(found["level"].upper().split())]


def _at_the_head(piece: Piece, lines: int) -> bool:
    at = piece.at
    if at.page is not None and at.box is not None:
        return at.box[1] < (_HEAD_POINTS if at.page == 1 else _TOP_POINTS)
    if at.sheet is not None:
        return lines <= _HEAD_LINES or at.table is None
    return lines <= _HEAD_LINES and piece.start <= _HEAD_CHARACTERS
