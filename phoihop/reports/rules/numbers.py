"""What an officer typed into a cell, read as a number of the indicator's smallest step, or asked about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from phoihop.core.numbers import LARGEST, Doubt, number_said
from phoihop.core.refusal import Refusal

__all__ = ["BLANK", "LARGEST", "NOT_APPLICABLE", "Content", "Entry", "printed", "read"]

#: What a cell shows, and what may be typed, for "does not apply here".
NOT_APPLICABLE = "Không áp dụng"
#: What stands in a sentence for a cell that holds nothing.
BLANK = "để trống"


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
    if shown.casefold() == NOT_APPLICABLE.casefold():
        return Entry(Content.NOT_APPLICABLE)
    said = number_said(shown, scale=scale)
    if said is None:
        return Entry(Content.BLANK)
    if not isinstance(said, Doubt):
        return Entry(Content.NUMBER, said)
    facts: dict[str, object] = {"number": number, "text": shown[:40], "unit": unit}
    if said is Doubt.TOO_MANY_DECIMALS:
        facts["scale"] = scale
    return Refusal("reports", said.value, **facts)


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
