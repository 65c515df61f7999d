"""One cell of a table as a number, strictly: what print leaves open is asked, never read silently.

In Vietnamese print a dot groups thousands and a comma opens decimals. A cell that means one thing here and another
in a sheet set to English ("1,234", "12.5") is no number until a person says which.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex

__all__ = ["CellValue", "State", "cell_value"]

State = Literal["number", "blank", "dash", "not_applicable", "ask", "words"]


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell says.

    ``state``: ``number`` (zero is one), ``blank`` (nothing written), ``dash`` (a stroke), ``not_applicable``,
    ``ask`` (could be a number, not certainly which: ``why`` tells), ``words``. ``of`` is the whole of a share
    ("1.012/1.718"); ``unit`` what stands behind the number; scales (triệu, tỷ) are
    multiplied out, which ``scaled`` says.
    """

    state: State
    value: Decimal | None = None
    comparator: str = "eq"
    of: Decimal | None = None
    percent: bool = False
    unit: str = ""
    why: str = ""
    scaled: bool = False


_BEFORE: Final = (
    ("ge", ("từ", "ít nhất", "tối thiểu", "≥", ">=")),
    ("gt", ("hơn", "trên", "quá", ">")),
    ("lt", ("dưới", "chưa đến", "<")),
    ("approx", ("gần", "khoảng", "xấp xỉ", "ước", "ước đạt", "~", "≈")),
)
_SCALES: Final = {"nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9}
_NOT_APPLICABLE: Final = frozenset(
    ("không áp dụng", "ko áp dụng", "kad", "k/ad", "n/a", "na", "không thuộc địa bàn", "không có địa bàn", "x")
)
_NONE: Final = frozenset(("không", "không có", "ko", "ko có", "không phát sinh", "chưa có", "chưa phát sinh"))
_DASHES: Final = regex(r"[-–—_.…/]+")
_GROUPED: Final = regex(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?", re.ASCII)
_PLAIN: Final = regex(r"\d{1,15}", re.ASCII)
_DECIMAL: Final = regex(r"(\d{1,15}),(\d{1,6})", re.ASCII)
_LEADING: Final = regex(r"[\d.,]*\d", re.ASCII)
_SMALLER: Final = regex(r"(?P<digits>\d{1,3})(?:\s+(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))?(?:\s+|$)", re.ASCII)
_POINTED: Final = regex(r"\d{1,3}[.)]\s+[^\W\d].*")
_SHARE: Final = regex(r"([\d.,]*\d)\s*/\s*([\d.,]*\d)", re.ASCII)


def cell_value(text: str) -> CellValue:
    """Read one cell.

    >>> [str(cell_value(t).value) for t in ("1.234", "1,5", "02", "35 tỷ", "hơn 1.500 buổi", "78,5%", "0")]
    ['1234', '1.5', '2', '35000000000', '1500', '78.5', '0']
    >>> [str(cell_value(t).value) for t in ("3 tỷ 250 triệu", "1 nghìn 200 buổi", "5 triệu 20")]
    ['3250000000', '1200', 'None']
    >>> [cell_value(t).state for t in ("", "-", "không áp dụng", "1,234", "1_000", "１２", "NaN", "12.5", "tốt")]
    ['blank', 'dash', 'not_applicable', 'ask', 'ask', 'ask', 'ask', 'ask', 'words']
    """
    folded = " ".join(fold(unicodedata.normalize("NFC", text)).split())
    if not folded:
        return CellValue("blank")
    if _DASHES.fullmatch(folded):
        return CellValue("dash")
    if folded in _NOT_APPLICABLE:
        return CellValue("not_applicable")
    if folded in _NONE:
        return CellValue("ask", why="none_in_words")
    if folded.startswith("#") or folded in ("nan", "inf", "null", "none", "infinity"):
        return CellValue("ask", why="error")
    comparator, rest = _comparator(folded)
    if not any(sign.isdigit() or sign.isnumeric() for sign in folded):
        return CellValue("words")
    if _POINTED.fullmatch(folded):
        return CellValue("words")  # "1. Tin, bài": a line with its number
    if not rest[0].isascii() or not rest[0].isdigit():
        first = next((sign for sign in rest if sign.isnumeric()), "0")
        if not first.isascii():
            return CellValue("ask", why="digits")
        if rest[0] in "-–−+(" and len(rest) > 1 and rest[1].isdigit():
            return CellValue("ask", why="sign")
        # Words that hold a number somewhere: a label or a remark.
        return CellValue("words")
    if share := _SHARE.match(rest):
        part, whole = _number(share[1]), _number(share[2])
        tail = rest[share.end() :].strip()
        if isinstance(part, Decimal) and isinstance(whole, Decimal) and _is_unit(tail):
            if re.fullmatch(r"(?:19|20)\d\d", share[2]):
                return CellValue("ask", why="date")
            return CellValue("number", part, comparator, of=whole, unit=tail)
        return CellValue("ask", why="share")
    digits = _LEADING.match(rest)
    assert digits is not None
    number = _number(digits[0])
    if isinstance(number, str):
        return CellValue("ask", why=number)
    tail = rest[digits.end() :].strip()
    if tail.startswith("%"):
        return CellValue("number", number, comparator, percent=True) if tail == "%" else CellValue("ask", why="tail")
    scale, _, after = tail.partition(" ")
    if scale in _SCALES:
        power = _SCALES[scale]
        number, tail = number.scaleb(power), after.strip()
        while more := _SMALLER.match(tail):
            smaller = _SCALES.get(more["scale"] or "", 0)
            if smaller >= power or (not smaller and power > _SCALES["nghìn"]):
                break
            number += Decimal(more["digits"]).scaleb(smaller)
            power, tail = smaller, tail[more.end() :]
        number = number.quantize(Decimal(1)) if number == number.to_integral() else number
    if not _is_unit(tail):
        return CellValue("ask", why="tail")
    return CellValue("number", number, comparator, unit=tail, scaled=scale in _SCALES)


def _comparator(folded: str) -> tuple[str, str]:
    for name, words in _BEFORE:
        for word in words:
            if folded.startswith(word):
                rest = folded[len(word) :]
                if rest and (not word[-1].isalpha() or not rest[0].isalpha()):
                    return name, rest.strip() or folded
    return "eq", folded


def _number(digits: str) -> Decimal | str:
    """The number, or why it is not certain."""
    if _PLAIN.fullmatch(digits):
        return Decimal(digits)
    if _GROUPED.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if decimal := _DECIMAL.fullmatch(digits):
        whole, part = decimal.groups()
        # Three digits behind a comma are thousands where a sheet is set to English.
        if len(part) == 3 and len(whole) <= 3 and whole.lstrip("0"):
            return "comma"
        return Decimal(f"{whole}.{part}")
    if re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}", digits):
        return "date"
    return "dot" if "." in digits else "comma"


def _is_unit(tail: str) -> bool:
    """Whether what stands behind a number is words alone."""
    return not tail or (
        len(tail) <= 60 and all(sign.isalpha() or sign in ' ,()/-“”".' for sign in tail) and tail[0].isalpha()
    )
