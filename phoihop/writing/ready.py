"""A paper ready to be set: lines, rules, grids, pictures and leaves, all that the two writers know.

Lengths are in millimetres, sizes in points.
"""

from dataclasses import dataclass

from phoihop.writing.paper import Number
from phoihop.writing.regimes import Regime, Style

__all__ = ["Box", "Grid", "Leaf", "Line", "Picture", "Piece", "Ready", "Rule", "Set"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one face, with the number behind it where it is one."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    number: Number | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph in one style. ``boxed`` draws a frame around its words."""

    pieces: tuple[Piece, ...]
    style: Style
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A centred rule of a given length under a header line."""

    length: float
    before: float = 3
    after: float = 0


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a grid, beginning in ``column``."""

    content: "tuple[Line | Rule, ...]"
    column: int = 0
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells in columns: the head of the paper and its signatures without borders, tables with them."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Box, ...], ...]
    bordered: bool = False
    head_rows: int = 0
    head_heights: tuple[float, ...] = ()  # points, of each head row
    together: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG, with its words for those who do not see it."""

    svg: str
    width: float
    alt: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A new page that starts a count of its own."""

    landscape: bool = False


Set = Line | Rule | Grid | Picture | Leaf


@dataclass(frozen=True, slots=True)
class Ready:
    """A paper ready to be set."""

    regime: Regime
    title: str
    blocks: tuple[Set, ...]
    sample_mark: str
