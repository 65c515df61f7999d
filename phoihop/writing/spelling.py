"""Vietnamese spelling that a layout fixes: tone marks, letters of points, Roman numerals, dates."""

import re
import unicodedata
from datetime import date

__all__ = ["POINT_LETTERS", "day_in_words", "roman", "tones"]

POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"

_OLD = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_NEW = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]


def _all_cases(source: list[str], target: list[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for a, b in zip(source, target, strict=True):
        for shape in (str.lower, str.upper, str.capitalize):
            pairs[shape(a)] = shape(b)
    return pairs


def _rule(source: list[str], target: list[str]) -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = _all_cases(source, target)
    return re.compile(rf"(?<![qQ])(?:{'|'.join(pairs)})(?!\w)"), pairs


_RULES = {"old": _rule(_NEW, _OLD), "new": _rule(_OLD, _NEW)}


def tones(text: str, style: str) -> str:
    """Put tone marks on open oa, oe, uy where the layout wants them: "old" (ủy, hòa) or "new" (uỷ, hoà).

    Decrees print the old style, Party guidance the new one. Closed syllables and qu- are the same in both.

    >>> tones("Ủy ban hòa giải, quý I", "new"), tones("Uỷ ban hoà giải, hoàn thành", "old")
    ('Uỷ ban hoà giải, quý I', 'Ủy ban hòa giải, hoàn thành')
    """
    pattern, pairs = _RULES[style]
    return pattern.sub(lambda found: pairs[found.group()], unicodedata.normalize("NFC", text))


def roman(number: int) -> str:
    """A Roman numeral.

    >>> [roman(n) for n in (1, 4, 9, 14, 40)]
    ['I', 'IV', 'IX', 'XIV', 'XL']
    """
    if number < 1:
        raise ValueError(f"no Roman numeral for {number}")
    out = ""
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV")):
        while number >= value:
            out += letters
            number -= value
    return out + "I" * number


def day_in_words(day: date, *, day_open: bool = False) -> str:
    """A date as papers print it: days below 10 and months below 3 carry a zero.

    >>> day_in_words(date(2020, 1, 5)), day_in_words(date(2019, 6, 29))
    ('ngày 05 tháng 01 năm 2020', 'ngày 29 tháng 6 năm 2019')
    """
    shown = "\u00a0" * 6 if day_open else f"{day.day:02d}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {shown} tháng {month} năm {day.year}"
