"""The numbers that Word itself writes before paragraphs (đánh số tự động)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from phoihop.reading.load.word.package import W, value
from phoihop.reading.load.word.package import number as number_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Numbering"]


class Numbering:
    """The numbers that Word writes before paragraphs (đánh số tự động), level by level."""

    def __init__(self, root: _Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._abstract: dict[str, str] = {}
        if root is None:
            return
        abstract = {
            item.get(f"{W}abstractNumId") or "": {
                number_of(level.get(f"{W}ilvl"), 0): (
                    value(level.find(f"{W}numFmt")) or "decimal",
                    value(level.find(f"{W}lvlText")) or "",
                    number_of(value(level.find(f"{W}start")), 1),
                )
                for level in item.iter(f"{W}lvl")
            }
            for item in root.iter(f"{W}abstractNum")
        }
        for item in root.iter(f"{W}num"):
            number, base = item.get(f"{W}numId") or "", value(item.find(f"{W}abstractNumId")) or ""
            self._levels[number] = abstract.get(base, {})
            # Lists of one definition count on together unless one of them says where it starts.
            self._abstract[number] = number if item.find(f"{W}lvlOverride/{W}startOverride") is not None else f"a{base}"

    def next_label(self, number: str, level: int) -> str:
        """The label of the next paragraph of a list, with a space behind; empty where the list has none."""
        levels = self._levels.get(number, {})
        if level not in levels:
            return ""
        form, pattern, _ = levels[level]
        if form == "bullet":
            return "- "
        if form == "none" or not pattern:
            return ""
        counts = self._counts.setdefault(self._abstract[number], {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [held for held in counts if held > level]:
            del counts[deeper]

        def printed(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            form, _, start = levels.get(at, ("decimal", "", 1))
            return _numeral(counts.get(at, start), form)

        return re.sub(r"%(\d)", printed, pattern) + " "


_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                 (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def _numeral(number: int, form: str) -> str:
    if form.endswith("Letter"):
        text = _LETTERS[(number - 1) % 26] * ((number - 1) // 26 + 1) if 0 < number < 1000 else str(number)
    elif form.endswith("Roman"):
        text, rest = "", min(max(number, 0), 5000)
        for value, sign in _ROMAN:
            text, rest = text + sign * (rest // value), rest % value
    else:
        return f"{number:02d}" if form == "decimalZero" else str(number)
    return text.upper() if form.startswith("upper") else text
