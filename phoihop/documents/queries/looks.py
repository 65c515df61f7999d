"""How a kept paper looks (văn bản như bản gốc): pages as pictures, sheets as grids, texts with headings and tables."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any

from phoihop.documents.models import Source

__all__ = ["Box", "Cell", "Letterhead", "Line", "Looks", "Mark", "Page", "Run", "Sheet", "Table", "looks"]

#: Widths of letters of a paper's usual type, in thousandths of its size, by letter; others are as wide as "a".
_WIDTHS = {
    **dict.fromkeys("iltj", 278),
    **dict.fromkeys(".,; :·'|!()[]", 270),
    **dict.fromkeys("fr-IJ", 333),
    **dict.fromkeys("sceaz", 444),
    **dict.fromkeys("mwM", 800),
    **dict.fromkeys("WĐ", 900),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZÂĂÊÔƠƯÁÀẢÃẠ", 680),
}
_USUAL = 500
_MOST_ROWS, _MOST_COLUMNS = 500, 60
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_HEAD_LINES = 12
_TITLE = 240
_KIND = re.compile(
    r"\s*(?:BÁO CÁO|KẾ HOẠCH|TỜ TRÌNH|THÔNG BÁO|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|HƯỚNG DẪN|CÔNG VĂN|KẾT LUẬN|BIÊN BẢN)\s*"
)
_MOTTO = re.compile(r"\s*(?:CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA|ĐẢNG\s+CỘNG\s+SẢN)\s+VIỆT\s+NAM\s*$")
_UNDER_THE_MOTTO = re.compile(r"\s*(?:Độc\s+lập\s*[-–]|[-–_*─]+\s*$|[^\d]{0,40}ngày\b.{0,40}\bnăm\b)")
_NUMBER = re.compile(r"[-+(]?\d[\d.,\s]*%?\)?")


@dataclass(frozen=True, slots=True)
class Mark:
    """A cited stretch of a paper's text: its printed label, its colours, and the anchors of both ends of the link."""

    start: int
    end: int
    label: str = ""
    kind: str = ""
    low: bool = False
    off: bool = False
    href: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, marked or not; ``first`` where the mark begins here."""

    text: str
    mark: Mark | None = None
    first: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, heading or note with its runs; ``head`` where it is set in capitals."""

    kind: str
    runs: tuple[Run, ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table or of a sheet."""

    runs: tuple[Run, ...] = ()
    rowspan: int = 1
    colspan: int = 1
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a text."""

    rows: tuple[tuple[Cell, ...], ...]
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a letter, who writes on the left and the motto on the right (phần đầu văn bản)."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    kind: str = "letterhead"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook as a grid with its letters and numbers; ``left_out`` counts rows not shown."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """Where a mark lies on the picture of a page, in points from its top left corner."""

    mark: Mark
    first: bool
    x: str
    y: str
    width: str
    height: str
    foot: str
    right: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF: its size in points and the marks on it."""

    number: int
    width: str
    height: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Looks:
    """One paper as it is shown: pages, sheets or lines, whichever its kind has."""

    pages: Sequence[Page] = ()
    sheets: Sequence[Sheet] = ()
    lines: Sequence[Line | Table | Letterhead] = ()
    drawn: bool = False


class _Marks:
    """The marks of a paper without overlaps, in order; where two meet, the shorter one has the letters."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.spans = list(_apart([mark for mark in marks if mark.start < mark.end]))
        self.ends = [end for _, end, _ in self.spans]
        self.begun: set[str] = set()

    def first(self, mark: Mark) -> bool:
        """Whether the mark is met for the first time: that place gets its anchor."""
        if not mark.anchor or mark.anchor in self.begun:
            return False
        self.begun.add(mark.anchor)
        return True

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, Mark]]:
        """The marks that touch a stretch, each cut to it."""
        for at in range(bisect_right(self.ends, start), len(self.spans)):
            first, last, mark = self.spans[at]
            if first >= end:
                return
            yield max(first, start), min(last, end), mark


def looks(source: Source, marks: Iterable[Mark] = (), *, as_text: bool = False) -> Looks:
    """The paper with its marks as it looks; ``as_text`` shows the letters of a PDF instead of its pictures."""
    found = _Marks(marks)
    loaded: Mapping[str, Any] = source.loaded or {}
    pieces = [_Piece(*piece) for piece in loaded.get("pieces", ())]
    drawn = bool(loaded.get("pages")) and bool(source.file)
    if drawn and not as_text:
        return Looks(pages=_pages(source.text, loaded["pages"], pieces, found), drawn=True)
    if any("sheet" in piece.at for piece in pieces):
        return Looks(sheets=_sheets(source.text, loaded, pieces, found))
    return Looks(lines=_with_letterhead(_lines(source.text, loaded, pieces, found)), drawn=drawn)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    kind: str
    at: Mapping[str, Any]


def _apart(marks: Sequence[Mark]) -> Iterator[tuple[int, int, Mark]]:
    """Stretches that one mark each covers."""
    waiting = sorted(range(len(marks)), key=lambda at: marks[at].start, reverse=True)
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    over: list[tuple[int, int]] = []
    held: tuple[int, int, Mark] | None = None
    for start, end in pairwise(edges):
        while waiting and marks[waiting[-1]].start <= start:
            at = waiting.pop()
            heappush(over, (marks[at].end - marks[at].start, at))
        while over and marks[over[0][1]].end <= start:
            heappop(over)
        if over:
            mark = marks[over[0][1]]
            if held and held[1] == start and held[2] is mark:
                held = (held[0], end, mark)
                continue
            if held:
                yield held
            held = (start, end, mark)
    if held:
        yield held


# Pages.


def _pages(text: str, sizes: Sequence[Sequence[float]], pieces: Sequence[_Piece], marks: _Marks) -> list[Page]:
    boxes: dict[int, list[Box]] = {}
    for piece in pieces:
        page, box = piece.at.get("page"), piece.at.get("box")
        if not page or not box:
            continue
        for start, end, mark in marks.within(piece.start, piece.end):
            boxes.setdefault(page, []).append(_box(text, piece, box, start, end, mark, first=marks.first(mark)))
    return [
        Page(number, _points(width), _points(height), tuple(boxes.get(number, ())))
        for number, (width, height) in enumerate(sizes, start=1)
    ]


def _box(text: str, piece: _Piece, box: Sequence[float], start: int, end: int, mark: Mark, *, first: bool) -> Box:
    left, top, right, bottom = box
    if piece.kind != "cell":  # a line: the stretch takes its share of the width, letter by letter
        whole = _width(text[piece.start : piece.end]) or 1
        length = right - left
        right = left + length * _width(text[piece.start : end]) / whole
        left = left + length * _width(text[piece.start : start]) / whole
    sides = (left, top, right - left, bottom - top, bottom, right)
    return Box(mark, first, *map(_points, sides))


def _width(text: str) -> int:
    return sum(_WIDTHS.get(letter, _USUAL) for letter in text)


def _points(value: float) -> str:
    """A length as an attribute takes it: a point, whatever the language of the page."""
    return f"{value:.1f}"


# Sheets.


def _sheets(text: str, loaded: Mapping[str, Any], pieces: Sequence[_Piece], marks: _Marks) -> list[Sheet]:
    filled: dict[str, dict[tuple[int, int], _Piece]] = {}
    for piece in pieces:
        place = _CELL.fullmatch(piece.at.get("cell", ""))
        if place:
            filled.setdefault(piece.at["sheet"], {})[int(place[2]), _column(place[1])] = piece
    merged = {
        (start, end): (rowspan, colspan)
        for table in loaded.get("tables", ())
        for row in table
        for start, end, _col, rowspan, colspan in row
        if rowspan > 1 or colspan > 1
    }
    return [_sheet(text, name, cells, merged, marks) for name, cells in filled.items()]


def _sheet(
    text: str,
    name: str,
    cells: Mapping[tuple[int, int], _Piece],
    merged: Mapping[tuple[int, int], tuple[int, int]],
    marks: _Marks,
) -> Sheet:
    last_row, last_column = max(row for row, _ in cells), min(max(col for _, col in cells), _MOST_COLUMNS)
    spans = {place: merged.get((piece.start, piece.end), (1, 1)) for place, piece in cells.items()}
    covered = {
        (row + down, col + across)
        for (row, col), (height, width) in spans.items()
        for down in range(height)
        for across in range(width)
        if down or across
    }
    filled = Counter(row for row, _ in cells)
    rows = []
    for number in range(1, min(last_row, _MOST_ROWS) + 1):
        row = []
        alone = filled[number] == 1
        for col in range(1, last_column + 1):
            piece = cells.get((number, col))
            if piece:
                height, width = spans[number, col]
                if alone and piece.kind == "paragraph":  # a title or a note runs over the cells beside it
                    row.append(_cell(text, piece.start, piece.end, 1, last_column - col + 1, marks))
                    break
                row.append(_cell(text, piece.start, piece.end, min(height, last_row), width, marks))
            elif (number, col) not in covered:
                row.append(Cell())
        rows.append((number, tuple(row)))
    letters = tuple(_letters(col) for col in range(1, last_column + 1))
    return Sheet(name, letters, tuple(rows), max(last_row - _MOST_ROWS, 0))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# Texts.


def _lines(text: str, loaded: Mapping[str, Any], pieces: Sequence[_Piece], marks: _Marks) -> list[Line | Table]:
    """Line by line; where the lines of a table begin, the table."""
    kinds = [(piece.start, piece.kind) for piece in pieces]
    starts = [start for start, _ in kinds]
    tables = {table[0][0][0]: table for table in loaded.get("tables", ()) if table and table[0]}
    shown: list[Line | Table] = []
    offset, until = 0, 0
    for line in text.split("\n"):
        start, end = offset, offset + len(line)
        offset = end + 1
        if start < until:
            continue
        if start in tables:
            table = tables[start]
            until = table[-1][-1][1] + 1
            shown.append(_table(text, table, marks))
        elif line.strip():
            at = bisect_left(starts, start + len(line) - len(line.lstrip()))
            kind = kinds[at][1] if at < len(kinds) and kinds[at][0] < end else "paragraph"
            titled = bool(shown) and isinstance(shown[-1], Line) and _names_a_kind(shown[-1]) and len(line) < _TITLE
            shown.append(Line(kind, _runs(text, start, end, marks), head=_capitals(line) or titled))
    return shown


def _table(text: str, table: Sequence[Sequence[Sequence[int]]], marks: _Marks) -> Table:
    rows = tuple(
        tuple(_cell(text, start, end, rowspan, colspan, marks) for start, end, _col, rowspan, colspan in row)
        for row in table
    )
    return Table(rows)


def _with_letterhead(lines: Sequence[Line | Table]) -> list[Line | Table | Letterhead]:
    """The lines with those of the letterhead side by side, where the motto follows those who write."""
    told = ["".join(run.text for run in line.runs) if isinstance(line, Line) else "" for line in lines[:_HEAD_LINES]]
    motto = next((at for at, text in enumerate(told) if _MOTTO.match(text)), 0)
    if not motto or not all(told[:motto]):
        return list(lines)
    end = motto + 1
    while end < len(told) and _UNDER_THE_MOTTO.match(told[end]):
        end += 1
    sides = [[line for line in part if isinstance(line, Line)] for part in (lines[:motto], lines[motto:end])]
    return [Letterhead(tuple(sides[0]), tuple(sides[1])), *lines[end:]]


def _cell(text: str, start: int, end: int, rowspan: int, colspan: int, marks: _Marks) -> Cell:
    number = _NUMBER.fullmatch(text[start:end].strip()) is not None
    return Cell(_runs(text, start, end, marks), rowspan, colspan, number)


def _runs(text: str, start: int, end: int, marks: _Marks) -> tuple[Run, ...]:
    runs: list[Run] = []
    here = start
    for first, last, mark in marks.within(start, end):
        if first > here:
            runs.append(Run(text[here:first]))
        runs.append(Run(text[first:last], mark, marks.first(mark)))
        here = last
    if here < end:
        runs.append(Run(text[here:end]))
    return tuple(runs)


def _names_a_kind(line: Line) -> bool:
    """Whether a line is the kind of the paper (BÁO CÁO, KẾ HOẠCH): its subject stands under it."""
    return _KIND.fullmatch("".join(run.text for run in line.runs)) is not None


def _capitals(line: str) -> bool:
    letters = [letter for letter in line if letter.isalpha()]
    return len(letters) > 3 and all(map(str.isupper, letters))
