"""Fold what print varies without changing what it says, and lead every offset back to the given text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from phoihop.reading.patterns import regex
from phoihop.reading.values import Span

__all__ = ["UPPER", "WIDTHLESS", "Clean", "clean", "fold", "holds"]

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""The capital letters of Vietnamese, for use inside a character class."""
WIDTHLESS = "\u00ad\u200b-\u200f\u202a-\u202e\u2060"
"""Signs without width, which part letters and digits for machines alone, for use inside a character class."""

_UNSEEN = regex(rf"[{WIDTHLESS}\ufeff]")
_INVISIBLE = regex(rf"[{WIDTHLESS}\ufeff]+|(?<=[^ \n]) (?= [^ \n])")
_GLUED_COMMA = r",(?=\w)(?:(?<=[^\W\d_],)|(?<=\d,)(?=[^\W\d_]))"
_GLUED = regex(_GLUED_COMMA)
_COMMA = regex(rf"{_GLUED_COMMA}| ,(?= )(?<=[^\W\d_] ,)")
_SPACES = regex("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\r\v\f\u2028\u2029]")
_OLD_STYLE = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_RHYME = regex("o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]")


def holds(text: str, words: Sequence[str]) -> bool:
    """Whether one of some words stands anywhere in a text: cheap enough to ask before a pattern is tried."""
    for word in words:  # noqa: SIM110  # any() with a generator takes three times as long
        if word in text:
            return True
    return False


def fold(text: str) -> str:
    """Lower case with tone marks placed the older way (``uỷ`` is ``ủy``); the length stays the same.

    >>> fold("Uỷ ban, Khánh Hoà, hoàn toàn, quý, Thuỷ")
    'ủy ban, khánh hòa, hoàn toàn, quý, thủy'
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    if len(lower) < 400 and not _RHYME.search(lower):
        return lower
    for rhyme, older in _OLD_STYLE.items():
        if rhyme in lower:
            lower = _older(lower, rhyme, older)
    return lower


def _older(text: str, rhyme: str, older: str) -> str:
    """A text with the tone mark of a closing rhyme placed the older way; ``uý`` behind ``q`` is no such rhyme."""
    parts: list[str] = []
    floor = 0
    at = text.find(rhyme)
    while at >= 0:
        behind = text[at + 2 : at + 3]
        if not (behind.isalnum() or behind == "_" or (rhyme[0] == "u" and text[at - 1 : at] == "q")):
            parts += (text[floor:at], older)
            floor = at + 2
        at = text.find(rhyme, at + 2)
    return "".join([*parts, text[floor:]]) if parts else text


@dataclass(frozen=True, slots=True)
class Clean:
    """A text made plain for the finders, beside the text as given.

    ``text`` has no invisible characters, knows one kind of space, and a doubled space is one.
    ``to_given`` leads a span of it back.
    """

    given: str
    text: str
    _cuts: Sequence[int] = field(default=(), repr=False)
    _shifts: Sequence[int] = field(default=(), repr=False)

    @property
    def moved(self) -> bool:
        """Whether any offset differs from the given text's."""
        return bool(self._cuts)

    def to_given(self, start: int, end: int) -> Span:
        """The span of the given text that a span of ``text`` was made from."""
        if not self._cuts:
            return Span(start, end)
        return Span(start + self._shift(start), max(start, end - 1) + self._shift(max(start, end - 1)) + (end > start))

    def _shift(self, at: int) -> int:
        index = bisect_right(self._cuts, at) - 1
        return self._shifts[index] if index >= 0 else 0


def clean(source: str) -> Clean:
    """Make a text plain: form NFC, one kind of space, no invisible characters, commas that stand as they should.

    >>> plain = clean("Uỷ\\u00a0ban\\u200b nhân dân")
    >>> plain.text, plain.to_given(7, 11)
    ('Uỷ ban nhân dân', Span(start=8, end=12))
    """
    given = source if unicodedata.is_normalized("NFC", source) else unicodedata.normalize("NFC", source)
    spaced = _SPACES.sub(" ", given)
    if not ("  " in spaced or " , " in spaced or _UNSEEN.search(spaced) or _GLUED.search(spaced)):
        return Clean(given, spaced)
    kept: list[str] = []
    cuts: list[int] = []
    shifts: list[int] = []
    at = length = 0
    odd = [(match.start(), match.end(), "") for match in _INVISIBLE.finditer(spaced)]
    odd += [(m.start(), m.end(), "," if m.group() == " ," else ", ") for m in _COMMA.finditer(spaced)]
    for start, end, plain in sorted(odd):
        if start < at:
            continue
        kept += (spaced[at:start], plain)
        length += start - at + len(plain)
        at = end
        cuts.append(length)
        shifts.append(at - length)
    kept.append(spaced[at:])
    return Clean(given, "".join(kept), tuple(cuts), tuple(shifts))
