"""The typed parts of a paper (các thành phần thể thức của văn bản).

Nothing here knows a layout: sizes, capitals, rules and margins are data of a ``Regime``, and the two
writers set the same parts. Text is given as it should read; the tone-mark style is applied when set.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from phoihop.writing.regimes import Regime

__all__ = [
    "Acting",
    "Align",
    "Annex",
    "Authority",
    "Block",
    "Cell",
    "Chart",
    "Column",
    "Form",
    "Header",
    "Issuer",
    "Level",
    "Number",
    "Paper",
    "Paragraph",
    "PlaceAndDate",
    "Row",
    "Run",
    "Runs",
    "Section",
    "Series",
    "Signature",
    "Symbol",
    "Table",
    "Text",
    "Tile",
    "UnboundNumbersError",
    "plain",
    "unbound",
]


class Align(Enum):
    """How lines stand between the margins."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFY = "justify"


class Level(Enum):
    """A numbered step of the outline (bố cục), Decree 30/2020, outline A (articles) and B (the rest)."""

    PART = "part"  # Phần I
    HEADING = "heading"  # I. (mục)
    CLAUSE = "clause"  # 1. (khoản)
    SUBCLAUSE = "subclause"  # 1.1. (practice in long reports)
    POINT = "point"  # a) (điểm)
    ARTICLE = "article"  # Điều 1.


class Authority(Enum):
    """In whose stead a signature stands (quyền hạn ký)."""

    ON_BEHALF = "TM."  # thay mặt tập thể
    FOR_THE_HEAD = "KT."  # ký thay
    BY_ORDER = "TL."  # thừa lệnh
    AUTHORISED = "TUQ."  # thừa ủy quyền
    ACTING = "Q."  # quyền


class Form(Enum):
    """The kinds of chart that a paper holds."""

    BAR = "bar"
    LINE = "line"
    TILES = "tiles"


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one face."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number and where it comes from (số gắn nguồn).

    ``token`` names the figure; a number typed by hand and owned as such has none. ``unbound`` marks one
    that nobody has bound or owned yet: it is shaded, listed, and allowed in drafts only.
    """

    text: str
    token: str = ""
    citation: str = ""
    url: str = ""
    unbound: bool = False
    bold: bool = False


Run = str | Text | Number
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues the paper, under its superior (cơ quan ban hành, cơ quan chủ quản)."""

    name: str
    superior: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The issuers, the one that keeps the number first (tên cơ quan, tổ chức ban hành)."""

    issuers: tuple[Issuer, ...]


@dataclass(frozen=True, slots=True)
class Symbol:
    """Number and symbol (số và ký hiệu); no number leaves room for the registry's hand or stamp.

    ``kind`` is the abbreviation of the type ("BC", "CTr"); a State letter (công văn) has none and names
    the drafting unit last among ``bodies``.
    """

    kind: str
    bodies: tuple[str, ...]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceAndDate:
    """Place and date of issue (địa danh và thời gian); ``day_open`` leaves the day to be written in."""

    place: str
    day: date | None = None
    day_open: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``dash`` sets it as an item of a list ("- …")."""

    runs: Runs
    align: Align = Align.JUSTIFY
    indent: bool = True
    dash: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered step of the outline with what stands under it; numbers are given when the paper is set.

    A section without a title numbers its first paragraph.
    """

    level: Level
    title: str = ""
    body: "tuple[Block, ...]" = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its share of the width, and whether it holds numbers (set to the right)."""

    width: float
    numeric: bool = False
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; ``across`` and ``down`` merge it with its neighbours to the right and below."""

    runs: Runs
    across: int = 1
    down: int = 1
    bold: bool = False
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; places covered by a cell merged downwards are left out."""

    cells: tuple[Cell, ...]
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table (biểu): its head is repeated on every page, its rows are never split."""

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    title: str = ""
    unit: str = ""
    notes: tuple[Runs, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one line of a chart, one a label; ``None`` is a gap. ``previous`` is drawn in grey."""

    name: str
    values: tuple[int | Decimal | None, ...]
    previous: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of a map: where it stands in the grid, its value (``None``: not reported)."""

    label: str
    column: int
    row: int
    value: int | Decimal | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart (hình): bars or lines of ``series`` over ``labels``, or a map of ``tiles``.

    Bars of the labels in ``partial`` are drawn hollow: what they count is not complete (chưa đủ số liệu).
    """

    form: Form
    title: str
    labels: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    tiles: tuple[Tile, ...] = ()
    unit: str = ""
    note: str = ""
    partial: tuple[str, ...] = ()


Block = Section | Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Acting:
    """One line of authority: "TM. BAN THƯỜNG TRỰC" is ``Acting(ON_BEHALF, "Ban Thường trực")``."""

    how: Authority
    whose: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs (chức vụ, họ tên, chữ ký): lines of authority, title, rank and name.

    ``title`` may be left out where the last line of authority says it ("Q. GIÁM ĐỐC").
    """

    title: str
    name: str
    rank: str = ""
    acting: tuple[Acting, ...] = ()
    body: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex (phụ lục) with pages of its own; numbered in Roman where there are several."""

    title: str
    body: tuple[Block, ...]
    landscape: bool = False


class UnboundNumbersError(ValueError):
    """A paper that is no draft holds numbers that nobody has bound or owned; ``numbers`` lists them."""

    def __init__(self, numbers: tuple[Number, ...]) -> None:
        super().__init__(f"{len(numbers)} unbound numbers in a paper that is not a draft")
        self.numbers = numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper (văn bản): what it says and who issues it, in the order in which it is read.

    ``kind`` is the type ("Báo cáo"); a letter (công văn) has none and prints its subject under the
    number. ``decided_by`` is the head above the bases of a decision ("GIÁM ĐỐC CÔNG AN TỈNH").
    ``signatures`` begin with the body that keeps the number. ``draft`` is its mark ("Dự thảo lần 2");
    only drafts may hold unbound numbers. ``sample`` marks every page with invented data.
    """

    regime: Regime
    header: Header
    symbol: Symbol
    place_and_date: PlaceAndDate
    subject: str
    body: tuple[Block, ...]
    kind: str = ""
    addressees: tuple[str, ...] = ()
    decided_by: str = ""
    bases: tuple[Runs, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    draft: str = ""
    sample: bool = False

    def numbers(self) -> Iterator[Number]:
        """Every number of the paper in reading order."""
        for _, runs in passages(self):
            yield from (run for run in runs if isinstance(run, Number))


def plain(runs: Runs) -> str:
    """The words of some runs without their faces."""
    return "".join(run if isinstance(run, str) else run.text for run in runs)


def passages(paper: Paper) -> Iterator[tuple[str, Runs]]:
    """Each paragraph, cell and note of a paper with the title of the section it stands in."""
    yield from (("Căn cứ", runs) for runs in paper.bases)
    yield from _within(paper.body, "")
    for annex in paper.annexes:
        yield from _within(annex.body, annex.title)


def _within(blocks: tuple[Block, ...], title: str) -> Iterator[tuple[str, Runs]]:
    for block in blocks:
        match block:
            case Paragraph():
                yield title, block.runs
            case Section():
                yield from _within(block.body, block.title or title)
            case Table():
                for row in (*block.head, *block.rows):
                    yield from ((block.title or title, cell.runs) for cell in row.cells)
                yield from ((block.title or title, note) for note in block.notes)


def unbound(paper: Paper) -> tuple[tuple[str, Runs, Number], ...]:
    """The unbound numbers with the passage and the section in which each stands, in reading order."""
    return tuple(
        (title, runs, run) for title, runs in passages(paper) for run in runs if isinstance(run, Number) and run.unbound
    )
