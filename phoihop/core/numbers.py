"""A number as someone typed it (số gõ tay), read the same way by every form, or asked about."""

from __future__ import annotations

import re
from enum import StrEnum

__all__ = ["LARGEST", "Doubt", "number_said"]

#: No count of a commune, and no sum of money of a province, is larger.
LARGEST = 10**15

_SPACES = re.compile("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]")
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+")
_DECIMAL = re.compile(rf"({_WHOLE.pattern}),([0-9]+)")
#: Readings that another country's habit gives: 1,234 and 1.5 and 1,234.5.
_FOREIGN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]{1,2}")
_MINUS = ("-", "−", "–", "(")


class Doubt(StrEnum):
    """Why a typed text is no number that can be taken as it stands."""

    NOT_A_NUMBER = "not_a_number"
    NOT_NEGATIVE = "not_negative"
    NO_DECIMALS = "counts_have_no_decimals"
    TOO_MANY_DECIMALS = "too_many_decimals"
    AMBIGUOUS = "ambiguous"
    TOO_LARGE = "too_large"


def number_said(text: str, *, scale: int = 0) -> int | Doubt | None:
    """The number that a typed text says, in steps of 10 to the minus ``scale``; ``None`` where nothing is typed.

    A dot or a space groups thousands, a comma begins the decimals; whatever could be read in two ways is a doubt,
    nothing is guessed.

    >>> number_said("1.234.567"), number_said("1,5", scale=1), number_said(" ")
    (1234567, 15, None)
    >>> [str(number_said(text)) for text in ("1.5", "1,5", "1.234.56", "12²")]
    ['ambiguous', 'counts_have_no_decimals', 'not_a_number', 'not_a_number']
    """
    clean = _SPACES.sub(" ", text.strip())
    if not clean:
        return None
    if clean.startswith(_MINUS):
        return Doubt.NOT_NEGATIVE
    if _WHOLE.fullmatch(clean):
        return _counted(clean, "", scale)
    decimal = _DECIMAL.fullmatch(clean)
    if decimal and scale == 0 and len(decimal[2]) == 3 and decimal[1].isdigit() and len(decimal[1]) <= 3:
        return Doubt.AMBIGUOUS
    if decimal:
        return _counted(decimal[1], decimal[2], scale)
    return Doubt.AMBIGUOUS if _FOREIGN.fullmatch(clean) else Doubt.NOT_A_NUMBER


def _counted(grouped: str, decimals: str, scale: int) -> int | Doubt:
    whole, kept = grouped.replace(".", "").replace(" ", "").lstrip("0"), decimals.rstrip("0")
    if decimals and scale == 0:
        return Doubt.NO_DECIMALS
    if len(kept) > scale:
        return Doubt.TOO_MANY_DECIMALS
    if len(whole) > len(str(LARGEST)):
        return Doubt.TOO_LARGE
    value = int("0" + whole + kept.ljust(scale, "0"))
    return value if value <= LARGEST else Doubt.TOO_LARGE
