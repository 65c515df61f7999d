"""How a figure is printed in a Vietnamese sentence."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from phoihop.figures.rules.values import Comparator
from phoihop.web.print import number

__all__ = ["WORDS", "Form", "counted_unit", "printed", "quoted"]

#: The word before a qualified number.
WORDS = {
    Comparator.EQ: "",
    Comparator.GT: "hơn ",
    Comparator.GE: "ít nhất ",
    Comparator.LT: "dưới ",
    Comparator.APPROX: "khoảng ",
}


#: The words by which papers qualify a number, longest first where one begins another.
SAID = {
    Comparator.GT: ("hơn", "trên", "quá", "ngoài"),
    Comparator.GE: ("ít nhất", "tối thiểu", "không dưới", "từ"),
    Comparator.LT: ("dưới", "chưa đến", "chưa tới", "không quá", "tối đa"),
    Comparator.APPROX: ("gần", "khoảng", "xấp xỉ", "ước", "ngót"),
}


class Form(StrEnum):
    """The forms of print of a bound number (cách in)."""

    FULL = "du"  # ít nhất 72.019 buổi
    ROUND = "tron"  # hơn 72.000 buổi
    BARE = "so"  # từ 72.019


def counted_unit(unit: str) -> str:
    """The unit as it follows a number: the first of two words, none for a percentage.

    >>> counted_unit("buổi (cuộc)"), counted_unit("%")
    ('buổi', '')
    """
    return "" if unit == "%" else unit.split("(")[0].strip()


def printed(value: int | None, comparator: Comparator, *, unit: str, scale: int = 0, form: Form = Form.FULL) -> str:
    """A value in the smallest step as a sentence has it; an en dash where there is none.

    Rounded numbers go down to hundreds (from a thousand) or tenths of a million (from a million) and say so; what is
    "under" a number goes up, for it need not be under a smaller one.

    >>> printed(1506, Comparator.EQ, unit="buổi (cuộc)", form=Form.ROUND)
    'hơn 1.500 buổi'
    >>> printed(72019, Comparator.GE, unit="buổi"), printed(35_000_000_000, Comparator.LT, unit="đồng")
    ('ít nhất 72.019 buổi', 'dưới 35 tỷ đồng')
    >>> printed(34_966_000_000, Comparator.LT, unit="đồng"), printed(34_966_000_000, Comparator.EQ, unit="đồng")
    ('dưới 35 tỷ đồng', 'hơn 34,9 tỷ đồng')
    >>> printed(1999, Comparator.LT, unit="buổi", form=Form.ROUND), printed(1900, Comparator.LT, unit="buổi")
    ('dưới 2.000 buổi', 'dưới 1.900 buổi')
    >>> printed(7714, Comparator.EQ, unit="%", scale=2), printed(None, Comparator.EQ, unit="buổi")
    ('77,14\\xa0%', '–')
    """
    if value is None:
        return "–"
    exact = Decimal(value).scaleb(-scale)
    if unit == "%":
        return f"{WORDS[comparator]}{number(exact)}\N{NO-BREAK SPACE}%"
    if form is Form.BARE:
        return ("từ " if comparator is Comparator.GE else WORDS[comparator]) + number(exact)
    amount, word, rounded = exact, "", exact
    way = "ROUND_CEILING" if comparator is Comparator.LT else "ROUND_FLOOR"
    if unit == "đồng" and exact >= 1_000_000:
        power, word = (9, "tỷ ") if exact >= 1_000_000_000 else (6, "triệu ")
        amount = rounded = exact.scaleb(-power)
        if form is Form.ROUND or amount != amount.quantize(Decimal("0.01")):
            rounded = amount.quantize(Decimal("0.1"), way)
    elif form is Form.ROUND and exact >= 1_000_000:
        amount, word = exact.scaleb(-6), "triệu "
        rounded = amount.quantize(Decimal("0.1"), way)
    elif form is Form.ROUND and exact >= 1_000:
        rounded = (exact / 100).quantize(Decimal(1), way) * 100
    said = comparator
    if rounded != amount and comparator in (Comparator.EQ, Comparator.GE):
        said = Comparator.GT
    return f"{WORDS[said]}{number(rounded)} {word}{counted_unit(unit)}".strip()


def quoted(value: int, comparator: Comparator, *, unit: str, scale: int = 0, text: str = "") -> str:
    """A value as its source says it: with the source's own word before the number, where the source's text is known.

    >>> quoted(1500, Comparator.GT, unit="buổi", text="đã tổ chức trên 1.500 buổi tuyên truyền")
    'trên 1.500'
    >>> quoted(1500, Comparator.GT, unit="buổi")
    'hơn 1.500'
    """
    told = printed(value, comparator, unit=unit, scale=scale, form=Form.BARE)
    bare = printed(value, Comparator.EQ, unit=unit, scale=scale, form=Form.BARE)
    for word in SAID.get(comparator, ()):
        if re.search(rf"(?<!\w){word}\s+(?:là\s+)?0?{re.escape(bare)}(?![\d.,]*\d)", text, re.IGNORECASE):
            return f"{word} {bare}"
    return told
