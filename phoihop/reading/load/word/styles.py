"""What styles say of a paragraph or a table, looked up when asked: most documents use a dozen of two hundred."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from phoihop.reading.load.word.package import W, numbering_of, value
from phoihop.reading.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Styles", "font_of", "has_lines"]

_V = TypeVar("_V")
_TITLE: Final = regex(r"(?:heading|tiêu đề) ?\d", re.IGNORECASE)
_LONGEST_CHAIN: Final = 20


class Styles:
    """The styles of a document; a style that says nothing itself says what the one says that it is based on."""

    def __init__(self, root: _Element | None) -> None:
        styles = root.iterchildren(f"{W}style") if root is not None else ()
        self._styles = {style.get(f"{W}styleId"): style for style in styles}
        self._known: dict[tuple[str, str], object] = {}
        fonts = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts") if root is not None else None
        self.default_font = font_of(fonts)

    def font(self, name: str | None) -> str | None:
        """The font of a style."""
        return self._said(name, "font", lambda style: font_of(style.find(f"{W}rPr/{W}rFonts")))

    def is_heading(self, name: str | None) -> bool:
        """Whether a style is that of a heading."""
        return self._said(name, "heading", _heading) is True

    def numbering(self, name: str | None) -> tuple[str, int] | None:
        """The list and level that a style numbers its paragraphs by."""
        return self._said(name, "numbering", lambda style: numbering_of(style.find(f"{W}pPr/{W}numPr")))

    def has_lines(self, name: str | None) -> bool:
        """Whether a table's style draws lines."""
        return self._said(name, "lines", lambda style: has_lines(style.find(f"{W}tblPr/{W}tblBorders")) or None) is True

    def _said(self, name: str | None, what: str, read: Callable[[_Element], _V | None]) -> _V | None:
        if not name:
            return None
        if (name, what) not in self._known:
            found: _V | None = None
            base: str | None = name
            for _ in range(_LONGEST_CHAIN):
                style = self._styles.get(base)
                if style is None or (found := read(style)) is not None:
                    break
                base = value(style.find(f"{W}basedOn"))
            self._known[name, what] = found
        return self._known[name, what]  # type: ignore[return-value]  # what was put in for this reader


def font_of(fonts: _Element | None) -> str | None:
    """The font that a run's or style's fonts name for Latin letters."""
    return None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")


def has_lines(borders: _Element | None) -> bool:
    """Whether borders are drawn."""
    return borders is not None and any(value(side) not in (None, "nil", "none") for side in borders)


def _heading(style: _Element) -> bool | None:
    level = value(style.find(f"{W}pPr/{W}outlineLvl"))
    if level is not None:
        return level.isdecimal() and int(level) < 9
    return True if _TITLE.fullmatch(value(style.find(f"{W}name")) or "") else None
