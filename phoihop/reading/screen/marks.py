"""Secrecy marks (dấu độ mật): a stamp at the head of the first page or in a page header."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from phoihop.reading.normalise import WIDTHLESS
from phoihop.reading.patterns import regex
from phoihop.reading.screen.found import Mark
from phoihop.reading.values import Loaded, Piece, Span, Where

__all__ = ["secret"]

_HEAD_LINES: Final = 40
_HEAD_CHARACTERS: Final = 1800
_HEAD_POINTS: Final = 420.0
_TOP_POINTS: Final = 85.0
_LINE: Final = 300
_SPELT: Final = 4
#: Letters of a page's background are this high, and a page's foot stands this low on A4, in points.
_HUGE: Final = 36.0
_FOOT: Final = 765.0
_LINE_END: Final = regex("[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

_INVISIBLE: Final = regex(rf"[{WIDTHLESS}\ufeff]")
#: Full-width letters stand a fixed way behind the usual ones.
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DOTTED: Final = regex(r"(?<=(?<!\w)[^\W\d_])\.(?=[^\W\d_](?!\w))")
_SMALL_ASCII: Final = regex(r"[a-z]")
_LEVEL: Final = r"TUYỆT[\s-]+MẬT|TỐI[\s-]+MẬT|MẬT|T\s?U\s?Y\s?Ệ\s?T\s{1,3}M\s?Ậ\s?T|T\s?Ố\s?I\s{1,3}M\s?Ậ\s?T|M\s?Ậ\s?T"
_FRAME: Final = r"[\W_]*"
#: Letters set apart, by anything that is no letter: M  Ậ  T, T-Ố-I M-Ậ-T.
_SET_APART: Final = regex(
    r"(?<![^\W_])(?:T[\W_]{1,3}U[\W_]{1,3}Y[\W_]{1,3}Ệ[\W_]{1,3}T[\W_]{1,6}|T[\W_]{1,3}Ố[\W_]{1,3}I[\W_]{1,6})?"
    r"M[\W_]{0,3}Ậ[\W_]{0,3}T(?![^\W_])"
)
#: Letters of other alphabets that look like those of a stamp.
_LOOK_ALIKE: Final = str.maketrans("МТОІУЕТмтоіуе", "MTOIYETmtoiye")
_URGENCY: Final = r"(?:HỎA\s+TỐC(?:\s+HẸN\s+GIỜ)?|HOẢ\s+TỐC|THƯỢNG\s+KHẨN|KHẨN)"
_COPY: Final = r"(?:BẢN\s+)?SỐ\s*:?\s*[\d./]*(?:\s*/\s*\d+)?\s*(?:BẢN)?"
#: A stamp, alone or beside what is stamped with it: the degree of urgency, the number of the copy.
_STAMP: Final = regex(
    rf"{_FRAME}(?:(?:ĐỘ\s+KHẨN\s*:?\s*)?{_URGENCY}{_FRAME}|{_COPY}{_FRAME})?"
    rf"(?:(?:MỨC\s+|DẤU\s+)?(?:ĐỘ|[Đđ]ộ|DẤU)\s+(?:MẬT|[Mm]ật)\s*[:.]?\s*)?(?P<level>{_LEVEL})"
    rf"(?:{_FRAME}(?:{_URGENCY}|[Bb](?:ẢN\s+SỐ|ản\s+số)\s*:?\s*[\d./]*|(?:N(?:gày|GÀY)|ngày)\s+[\d/. -]{{6,12}}|"
    rf"[Tt](?:HỜI\s+HẠN|hời\s+hạn)\s[^.;]{{0,50}}))?{_FRAME}",
)
#: A form's field names the degree in any letters.
_FIELD: Final = regex(
    rf"{_FRAME}(?:đóng\s+dấu\s+(?:chỉ\s+)?)?(?:(?:mức|dấu)\s+)?(?:độ|dấu)\s+mật\s*:\s*[(\[“\"]?(?P<level>tuyệt(?:\s+mật)?|tối(?:\s+mật)?|mật){_FRAME}",
    re.IGNORECASE,
)
_CLOSED_OFF: Final = regex(r"\t+|\s*\|\s*|(?<=\S)\s{2,}(?=\S)")
#: What a letterhead prints on the line where a stamp may stand beside it.
_LETTERHEAD: Final = (
    regex(r"(?:Số|SỐ)\s*:?\s*[\d….]*\s*[-/]\s?[\w./-]{0,40}|(?:Số|SỐ)\s*:\s*[\d….]*"),
    regex(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM"),
    regex(r"Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc"),
    regex(r"[^\d]{0,40}ngày[\d…. ]*tháng[\d…. ]*năm[\d…. ]*"),
    regex(r"(?:bản\s+số|BẢN\s+SỐ|Bản\s+số)\s*:?\s*[\d./]*"),
    regex(
        r"(?:CÔNG\s+AN|BỘ|CỤC|TỔNG\s+CỤC|VỤ|VĂN\s+PHÒNG|UBND|ỦY\s+BAN|UỶ\s+BAN|ỦY\s+BAN\s+MTTQ|MẶT\s+TRẬN|SỞ|BAN|TỈNH\s+ỦY|"
        r"THÀNH\s+ỦY|HUYỆN\s+ỦY|QUẬN\s+ỦY|THỊ\s+ỦY|ĐẢNG\s+ỦY|ĐẢNG\s+BỘ|HỘI(?!\s+NGHỊ)|LIÊN\s+ĐOÀN|TỈNH\s+ĐOÀN|PHÒNG|TRUNG\s+TÂM|TÒA\s+ÁN|VIỆN)"
        r"(?:\s+[A-ZÀ-ỸĐ.,-]+){1,9}"
    ),
)
#: Words that end in MẬT as a thing that one speaks of, not as a stamp: BÍ MẬT, BẢO MẬT, TÀI LIỆU MẬT, ĐỘ TỐI MẬT …
_SPOKEN: Final = regex(
    r"(?:BÍ|BẢO|CƠ|GIẢI|THÂN|MÃ|ĐỘ|LOẠI|MỨC|DẤU|CẤP|LIỆU|BẢN|SƠ|TIN|TỜ|VẬT|TÀI|GIẤY|ĐIỆN|KHO|TÁC|VIỆC|TRÌNH|KHÔNG|LÀ|VÀ|HOẶC|CÓ|"
    r"NGHỊ|HẠI|NHÀ|NƯỚC|CỦA|VỀ|MỤC|DUNG|ONG|LẤY|NUÔI|ĐỀ|HỌP)$",
    re.IGNORECASE,
)
_AT_THE_END: Final = regex(rf"(?P<before>.*?\S)\s+[\[({{“\"*_–-]*\s*(?P<level>{_LEVEL})\s*[\])}}”\"*_.–-]*\s*")
_AT_THE_START: Final = regex(rf"\s*[\[({{“\"*_–-]*\s*(?P<level>{_LEVEL})\s*[\])}}”\"*_.–-]*\s+(?P<after>\S.*)")
_IN_BRACKETS: Final = regex(rf"[(\[{{]\s*(?P<level>{_LEVEL})\s*[)\]}}]")
#: One line that says that the paper itself is secret, in capitals: TÀI LIỆU MẬT, DẤU MẬT, Số: 12/BC-CAT-MẬT.
_OWN_WORDS: Final = regex(
    rf"{_FRAME}(?:(?:ĐÂY\s+LÀ\s+)?(?:[Tt](?:ÀI\s+LIỆU|ài\s+liệu)|DẤU|LƯU\s+HÀNH\s+NỘI\s+BỘ|BÁO\s+CÁO|TỜ\s+TRÌNH|CÔNG\s+VĂN|PHƯƠNG\s+ÁN|"
    rf"BÍ\s+MẬT\s+NHÀ\s+NƯỚC\W+(?:MỨC\s+)?ĐỘ)\s+(?P<level>{_LEVEL})|"
    rf"(?P<level2>{_LEVEL})\s*(?:\(?[A-C]\)?|[-–]?\s*(?:SỐ|Số|số)\s*:?\s*\d+(?:/\S+)?)|"
    rf"(?:SỐ|Số)\s*:?\s*[\d….]*\s*[-/]\s?[\w./-]{{1,40}}[-–/(]\s?(?P<level3>{_LEVEL})){_FRAME}"
)
#: Small letters alone on a line count only where a stamp stands: the first lines of a page, not in a list of words.
_ALONE_IN_SMALL: Final = regex(rf"{_FRAME}(?:Tuyệt\s+[Mm]ật|Tối\s+[Mm]ật|Mật){_FRAME}")
_SMALL_LINES: Final = 8
_PAGE_HEAD_PIECES: Final = 3
_PLAIN_OCR: Final = regex(r"(?:(?P<top>TUYET)|(?P<high>TOI))?MAT")
#: A level without its accents, alone on a line: two words are no other thing; "MAT" alone may be the Front's letters.
_UNACCENTED: Final = regex(rf"{_FRAME}(?:TUYET|TOI)\s+MAT{_FRAME}")
_REPEATED: Final = regex(r"([AEOUY])\1+")
_NAMES: Final = {
    "MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT", "TỐI": "TỐI MẬT", "TUYỆT": "TUYỆT MẬT",
}  # fmt: skip


def secret(loaded: Loaded) -> Mark | None:
    """The first stamp at the head of the paper or in a page header (dấu độ mật); ``None`` where there is none."""
    lines = 0
    page_heads = {
        piece.start
        for begins in loaded.breaks
        for piece in [piece for piece in loaded.pieces if piece.start >= begins][:_PAGE_HEAD_PIECES]
    }
    crowded = {
        (number, row)
        for number, table in enumerate(loaded.tables)
        for row, cells in enumerate(table.rows)
        if sum(bool(cell.text) for cell in cells) > 2 or row > 3
    }
    for piece in loaded.pieces:
        at = piece.at
        offset = piece.start
        for line in _LINE_END.split(loaded.text[piece.start : piece.end]):
            start, offset = offset, offset + len(line) + 1
            lines += piece.kind not in ("header", "footer", "footnote") and bool(line.strip())
            plain = _plain(line)
            scanned = piece.confidence is not None
            unaccented = _UNACCENTED.fullmatch(plain.strip()) is not None
            if "ậ" not in plain.lower() and not scanned and not unaccented:
                continue
            if not (piece.kind in ("header", "footer") or _at_the_head(piece, lines) or piece.start in page_heads):
                continue
            if at.table is not None and (at.table, at.row) in crowded and not _alone_in_cells(loaded, at):
                continue
            level = _stamped(plain) or (_misread(plain) if scanned or unaccented else None)
            if level is None and lines <= _SMALL_LINES and not at.sheet and at.table is None:
                level = _in_small(plain, loaded.text, start)
            if level is not None:
                return Mark(level, Span(start, start + len(line)), at)
    for piece in loaded.pieces:
        if piece.at.sheet and (level := _stamped(_plain(piece.at.sheet.strip().upper()))):
            return Mark(level, Span(piece.start, piece.start), piece.at)
    return _letter_by_letter(loaded) or _out_of_sight(loaded)


def _letter_by_letter(loaded: Loaded) -> Mark | None:
    """A stamp whose letters stand one below another, or in cells of their own."""
    spelt, start = "", 0
    for piece in loaded.pieces[: 2 * _HEAD_LINES]:
        line = _plain(loaded.text[piece.start : piece.end]).strip()
        if not 0 < len(line) <= _SPELT or not line.isalpha() or line != line.upper():
            spelt = ""
            continue
        start = start if spelt else piece.start
        spelt += line
        if len(spelt) > len(line) and (level := _NAMES.get(spelt)) and "Ậ" in spelt:
            return Mark(level, Span(start, piece.end), piece.at)
    return None


def _out_of_sight(loaded: Loaded) -> Mark | None:
    """A stamp that is no text of the page: a watermark, the form of a cell's number, the description of a picture."""
    for line in loaded.hidden.split("\n"):
        if len(line) <= _LINE and (found := _STAMP.fullmatch(_plain(line))):
            return Mark(_level(found), Span(0, 0), loaded.pieces[0].at if loaded.pieces else Where())
    return None


def _plain(line: str) -> str:
    """A line with what hides a stamp undone: full-width letters, invisible signs, letters and accents apart."""
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", line).translate(_FULL_WIDTH))
    if "Ậ" in plain:
        plain = _SET_APART.sub(lambda found: _NAMES[_letters(found[0])], plain.translate(_LOOK_ALIKE))
    plain = _DOTTED.sub(" ", plain)
    # Old fonts of one byte a letter have small letters alone with a mark: "MậT".
    return plain.upper() if "ậ" in plain and not _SMALL_ASCII.search(plain) else plain


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W\d_]", text))


def _misread(line: str) -> str | None:
    """The level that letters of a scan mean, with accents off and doubled ones once: TUYẾỆT MẬT.

    >>> _misread("TUYẾỆT MẬT"), _misread("MẶT"), _misread("MẶT TRẬN")
    ('TUYỆT MẬT', 'MẬT', None)
    """
    if len(line) > 24 or line != line.upper():
        return None
    apart = unicodedata.normalize("NFD", line)
    bare = _REPEATED.sub(r"\1", re.sub(r"[^A-Z]", "", "".join(s for s in apart if not unicodedata.combining(s))))
    found = _PLAIN_OCR.fullmatch(bare)
    if found is None:
        return None
    return "TUYỆT MẬT" if found["top"] else "TỐI MẬT" if found["high"] else "MẬT"


def _in_small(line: str, text: str, start: int) -> str | None:
    """A level in small letters, alone on a line, with no line of the same subject beside it."""
    if not _ALONE_IN_SMALL.fullmatch(line):
        return None
    end = start + len(line)
    after = text[end : end + 120].strip().split("\n")[0]
    if "mật" in after.lower():
        return None
    before = text[max(0, start - 120) : start].strip().split("\n")[-1]
    return None if "mật" in before.lower() else _NAMES[_letters(line.upper())]


def _alone_in_cells(loaded: Loaded, at: Where) -> bool:
    """Whether a cell of a table's first rows is a stamp: no other cell of its row speaks of secrets."""
    if at.table is None or at.row is None or at.row > 3:
        return False
    row = loaded.tables[at.table].rows[at.row]
    return sum("mật" in _plain(cell.text).lower() for cell in row) == 1


def _stamped(line: str) -> str | None:
    """The level that a line of a letterhead is stamped with.

    >>> _stamped("Số: 12/BC-CAT   TỐI MẬT"), _stamped("Độ mật: Tối mật"), _stamped("BÁO CÁO (MẬT)")
    ('TỐI MẬT', 'TỐI MẬT', 'MẬT')
    >>> _stamped("BẢO VỆ BÍ MẬT NHÀ NƯỚC"), _stamped("VĂN BẢN  MẬT"), _stamped("TUYỆT MẬT, TỐI MẬT, MẬT")
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
    if own := _OWN_WORDS.fullmatch(line.strip()):
        return _NAMES[_letters(own["level"] or own["level2"] or own["level3"])]
    return _beside_a_letterhead(line)


def _spoken_of(parts: Sequence[str]) -> bool:
    """Whether the words before a part that is a stamp make it the end of a phrase (VĂN BẢN  MẬT)."""
    return any(_STAMP.fullmatch(part) and _SPOKEN.search(before) for before, part in itertools.pairwise(parts))


def _beside_a_letterhead(line: str) -> str | None:
    bracketed = _IN_BRACKETS.findall(line)
    rest = _IN_BRACKETS.sub(" ", line)
    if len(bracketed) == 1 and not re.search(_LEVEL, rest) and rest.upper() == rest and len(rest) < 120:
        return _NAMES[_letters(bracketed[0])]
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
    return _NAMES[_letters(found["level"].upper())]


def _at_the_head(piece: Piece, lines: int) -> bool:
    at = piece.at
    if at.page is not None and at.box is not None:
        top, bottom = at.box[1], at.box[3]
        return top < (_HEAD_POINTS if at.page == 1 else _TOP_POINTS) or top > _FOOT or bottom - top > _HUGE
    if at.sheet is not None:
        return lines <= _HEAD_LINES or at.table is None
    return lines <= _HEAD_LINES and piece.start <= _HEAD_CHARACTERS
