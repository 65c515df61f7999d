"""What an officer typed into a cell, read as a number of the indicator's smallest step, or asked about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from phoihop.core.refusal import Refusal

__all__ = ["BLANK", "LARGEST", "NOT_APPLICABLE", "Content", "Entry", "printed", "read"]

#: What a cell shows, and what may be typed, for "does not apply here".
NOT_APPLICABLE = "Không áp dụng"
#: What stands in a sentence for a cell that holds nothing.
BLANK = "để trống"
#: No count of a commune, and no sum of money of a province, is larger.
LARGEST = 10**15

_SPACES = re.compile("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]")
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+")
_DECIMAL = re.compile(rf"({_WHOLE.pattern}),([0-9]+)")
#: Readings that another country's habit gives: 1,234 and 1.5 and 1,234.5.
_FOREIGN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]{1,2}")
_MINUS = ("-", "−", "–", "(")


class Content(StrEnum):
    """Blank, a number (zero is one) and not applicable are three things."""

    BLANK = "blank"
    NUMBER = "number"
    NOT_APPLICABLE = "na"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell holds (nội dung ô); ``value`` counts the indicator's smallest step, only of a number."""

    content: Content
    value: int | None = None


def read(text: str, *, number: str, unit: str, scale: int = 0) -> Entry | Refusal:
    """The entry that a typed text says, or the question to ask about it.

    ``number`` is the printed number of the row, ``unit`` its unit, ``scale`` the decimals that the indicator
    keeps. A dot or a space groups thousands, a comma begins the decimals; whatever could be read in two ways
    is asked about, nothing is guessed.

    >>> read("1.234.567", number="1", unit="tin")
    Entry(content=<Content.NUMBER: 'number'>, value=1234567)
    >>> read("1,5", number="1", unit="buổi").code
    'counts_have_no_decimals'
    >>> read("1,5", number="1", unit="tỷ", scale=1).value
    15
    >>> read("1,234", number="1", unit="tin").code
    'ambiguous'
    """
    shown = text.strip()
    clean = _SPACES.sub(" ", shown)
    facts: dict[str, object] = {"number": number, "text": shown[:40], "unit": unit}
    if not clean:
        return Entry(Content.BLANK)
    if clean.casefold() == NOT_APPLICABLE.casefold():
        return Entry(Content.NOT_APPLICABLE)
    if clean.startswith(_MINUS):
        return Refusal("reports", "not_negative", **facts)
    if _WHOLE.fullmatch(clean):
        return _entry(_digits(clean), "", scale, facts)
    decimal = _DECIMAL.fullmatch(clean)
    if decimal and scale == 0 and len(decimal[2]) == 3 and decimal[1].isdigit() and len(decimal[1]) <= 3:
        return Refusal("reports", "ambiguous", **facts)
    if decimal:
        return _entry(_digits(decimal[1]), decimal[2], scale, facts)
    if _FOREIGN.fullmatch(clean):
        return Refusal("reports", "ambiguous", **facts)
    return Refusal("reports", "not_a_number", **facts)


def printed(value: int | None, scale: int = 0) -> str:
    """A value as Vietnamese print (1.234,5), empty where there is none.

    >>> printed(1234567), printed(12345, 1), printed(0), printed(None)
    ('1.234.567', '1.234,5', '0', '')
    """
    if value is None:
        return ""
    whole, rest = divmod(value, 10**scale)
    text = f"{whole:,}".replace(",", ".")
    decimals = f"{rest:0{scale}d}".rstrip("0") if scale else ""
    return f"{text},{decimals}" if decimals else text


def _digits(text: str) -> str:
    return text.replace(".", "").replace(" ", "")


def _entry(whole: str, decimals: str, scale: int, facts: dict[str, object]) -> Entry | Refusal:
    kept = decimals.rstrip("0")
    if decimals and scale == 0:
        return Refusal("reports", "counts_have_no_decimals", **facts)
    if len(kept) > scale:
        return Refusal("reports", "too_many_decimals", scale=scale, **facts)
    if len(whole.lstrip("0")) > len(str(LARGEST)):
        return Refusal("reports", "too_large", **facts)
    value = int("0" + whole.lstrip("0") + kept.ljust(scale, "0"))
    if value > LARGEST:
        return Refusal("reports", "too_large", **facts)
    return Entry(Content.NUMBER, value)
