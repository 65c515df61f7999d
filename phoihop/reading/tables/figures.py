"""Rows and columns of a table put together into figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.screen.rows import PRIVATE_HEAD, is_a_name
from phoihop.reading.tables.heads import (
    Column,
    Matrix,
    columns,
    head_parts,
    head_rows,
    is_total,
    matrix,
    period_of,
    place_of,
)
from phoihop.reading.tables.numbers import CellValue, cell_value
from phoihop.reading.values import Cell, Loaded, Period, Span, Table, Where

__all__ = ["Row", "TableFigure", "TableReading", "read_table", "read_tables"]


@dataclass(frozen=True, slots=True)
class Row:
    """What a line of a table counts, for matching with the catalogue: its words, its unit, the lines that it is under.

    ``part`` tells that it is a share of the line above ("trong đó"), which is then the last of ``parents``.
    """

    label: str
    unit: str = ""
    parents: tuple[str, ...] = ()
    part: bool = False


@dataclass(frozen=True, slots=True)
class TableFigure:
    """One cell of value: what, where, when, and the cell that says so.

    ``row`` names the indicator, ``head`` the column as printed. ``place`` and ``period`` are ``None`` where the
    table does not state them; ``relative`` is ``current`` or ``previous`` where it says "kỳ này", "kỳ trước".
    ``kind`` is ``figure``, ``target`` or ``comparison``. ``doubts`` are codes: ``total_differs``, ``cumulative`` for
    a running sum beside the period's own number, of which the table does not say from when it runs.
    """

    row: Row
    said: CellValue
    evidence: tuple[Span, ...]
    where: Where
    kind: str = "figure"
    head: str = ""
    period: Period | None = None
    relative: str | None = None
    place: str | None = None
    total: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableReading:
    """The figures of one table in reading order, its title, and the lines that are words alone (notes, groups)."""

    number: int
    title: str
    figures: tuple[TableFigure, ...]
    notes: tuple[str, ...] = ()


_PART_OF_YEAR: Final = regex(r"\b(?:quý\s*(?:iv|i{1,3}|[1-4])|tháng\s*\d{1,2}|\d{1,2}\s*tháng)\b")
_BREAKDOWN: Final = regex(r"(?:[-–+*•]\s*)?(?:trong đó|gồm|bao gồm|cụ thể|chia ra)\b[:,]?\s*", re.IGNORECASE)
_POINT: Final = regex(r"\s*(?:[-–+*•]|[a-zđ][.)]|\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)\s+")
_NOTE_LINE: Final = regex(
    r"\(?\*?\s*(?:ghi chú|lưu ý|nguồn(?:\s+số liệu)?\s*:|chú thích|người lập|thủ trưởng|…, ngày|ngày )"
)
_UNIT_IN_TITLE: Final = regex(r"(?:đơn vị tính|đvt|đơn vị)\s*:\s*([^\n)\t]{1,40})")
_UNIT_IN_LABEL: Final = regex(r"\s*\(\s*(?:đvt|đơn vị tính)?\s*:?\s*([^()]{1,25})\)\s*$", re.IGNORECASE)


def read_tables(loaded: Loaded) -> tuple[TableReading, ...]:
    """Every table of indicators of a loaded file; tables of other things (lists of names, documents) are left out.

    The title is what stands in the three paragraphs before a table, and the sheet's name.
    """
    starts = [piece.start for piece in loaded.pieces]
    found: list[TableReading] = []
    for number, table in enumerate(loaded.tables):
        if not table.rows or not table.rows[0]:
            continue
        at = bisect_left(starts, table.rows[0][0].start)
        before = [
            loaded.text[piece.start : piece.end]
            for piece in loaded.pieces[max(0, at - 3) : at]
            if piece.kind not in ("cell", "header", "footer") and piece.end - piece.start < 200
        ]
        sheet = table.rows[0][0].where.sheet
        reading = read_table(table, title="\n".join([*([sheet] if sheet else []), *before]), number=number)
        if reading:
            found.append(reading)
    return tuple(found)


def read_table(table: Table, *, title: str = "", number: int = 0) -> TableReading | None:
    """One table as figures; ``None`` where it is no table of figures.

    ``title`` is the text above it, which may state the period, the unit of count and the place.
    """
    rows = matrix(table)
    if len(rows) < 2:
        return None
    start, end = head_rows(rows)
    if end == 0:
        return None
    cols = _without_people(columns(rows, start, end), rows, end)
    if cols is None:
        return None
    values = [column for column in cols if column.role in ("value", "compare", "target")]
    label = next((column for column in cols if column.role == "label"), None)
    place = next((column for column in cols if column.role == "place"), None)
    place = place or next((column for column in cols if column.role == "when"), None)
    if not values or (label is None and place is None):
        return None
    above = "\n".join([title, *(cell.text for row in rows[:start] for cell in _once(row))])
    reader = _Reader(rows, start, end, cols, above)
    figures = reader.by_indicator(label, place) if label else reader.by_place(place) if place else []
    if not any(figure.said.state == "number" for figure in figures):
        return None
    return TableReading(number, above.strip(), tuple(_totals_checked(figures)), tuple(reader.notes))


def _without_people(cols: Sequence[Column], rows: Matrix, end: int) -> list[Column] | None:
    """The columns, those that tell who somebody is as notes; ``None`` where the lines themselves are people."""
    named = {column.at for column in cols if _names_people(column, rows, end)}
    if not named:
        return list(cols)
    if any(column.at in named and column.role in ("label", "place") for column in cols):
        return None
    if not any(column.role in ("label", "place", "when") and column.at not in named for column in cols):
        return None
    return [
        replace(column, role="note") if column.at in named or PRIVATE_HEAD.fullmatch(fold(column.head)) else column
        for column in cols
    ]


def _names_people(column: Column, rows: Matrix, end: int) -> bool:
    head = fold(column.head).strip(" :.*")
    if column.role in ("index", "unit", "place", "when"):
        return False
    below = [cell.text for row in rows[end:] if (cell := row[column.at]) and cell.text]
    names = sum("•" in text or is_a_name(text, head=head) for text in below)
    return names * 2 > len(below)


class _Reader:
    def __init__(self, rows: Matrix, start: int, end: int, cols: Sequence[Column], title: str) -> None:
        self.rows, self.start, self.end, self.cols = rows, start, end, cols
        self.index = next((column.at for column in cols if column.role == "index"), None)
        self.unit = next((column.at for column in cols if column.role == "unit"), None)
        self.values = [column for column in cols if column.role in ("value", "compare", "target")]
        self.period = period_of(title)
        years = {period[1][:4] for period in (self.period, *(c.period for c in cols)) if period and period[1]}
        self.year = years.pop() if len(years) == 1 else ""
        self.running = any(column.relative == "current" for column in cols)
        self.place = next((found for line in title.split("\n") if (found := place_of(line))), None)
        unit = _UNIT_IN_TITLE.search(fold(title))
        self.default_unit = unit[1].strip() if unit else ""
        self.notes: list[str] = []

    def by_indicator(self, label: Column, place: Column | None) -> list[TableFigure]:
        """Indicators down; years, places or totals across."""
        figures: list[TableFigure] = []
        groups: list[tuple[int, str]] = []
        last_unit = ""
        where: str | None = None
        for row in self.rows[self.end :]:
            cell = row[label.at]
            text = cell.text if cell else ""
            held = row[place.at] if place else None
            if held and held.text:
                where = held.text
            said = [(column, value) for column in self.values if (value := row[column.at]) and value is not cell]
            if not text or (cell and cell.colspan > 2) or _NOTE_LINE.match(fold(text)):
                if text and not self._has_values(said):
                    self._group(groups, row, text)
                continue
            depth = self._depth(row, text)
            while groups and groups[-1][0] >= depth:
                groups.pop()
            unit_cell = row[self.unit] if self.unit is not None else None
            unit = unit_cell.text if unit_cell else ""
            clean = _BREAKDOWN.sub("", _POINT.sub("", text)).strip(" :.-") or text
            if not unit and (found := _UNIT_IN_LABEL.search(clean)):
                unit, clean = found[1].strip(), clean[: found.start()]
            if unit in ('"', "''", "”", "nt", "-nt-"):
                unit = last_unit
            last_unit = unit
            parents = tuple(name for _, name in groups)
            if self._has_values(said):
                part = depth > 7 and bool(groups) and groups[-1][0] > 2
                line = Row(clean, unit or self.default_unit, parents, part)
                figures += [self._figure(line, column, value, where, cell) for column, value in said]
            groups.append((depth, clean))
        return figures

    def by_place(self, place: Column) -> list[TableFigure]:
        """Places or periods down, indicators across; a head of several rows names group and indicator."""
        figures: list[TableFigure] = []
        year = (self.period[1] or "")[:4] if self.period else ""
        for row in self.rows[self.end :]:
            cell = row[place.at]
            first = next((each for each in row if each and each.text), None)
            name = cell.text if cell and cell.text else first.text if first and is_total(first.text) else ""
            if not name or _NOTE_LINE.match(fold(name)) or (cell and cell.colspan > 3):
                if name:
                    self.notes.append(name)
                continue
            for column in self.values:
                value = row[column.at]
                if value is None or value is cell:
                    continue
                parts = self._head_parts(column)
                line = Row(parts[-1], self._unit_of(parts), tuple(parts[:-1]))
                total = is_total(name)
                if place.role == "when":
                    found = self._figure(line, column, value, None, cell, total=total)
                    stated = period_of(name) or period_of(f"{place.head} {name} {year}") or period_of(f"{name} {year}")
                    figures.append(found if total else replace(found, period=stated))
                else:
                    figures.append(self._figure(line, column, value, name, cell, total=total))
        return figures

    def _figure(
        self, row: Row, column: Column, value: Cell, place: str | None, label: Cell | None, *, total: bool = False
    ) -> TableFigure:
        kind = {"compare": "comparison", "target": "target"}.get(column.role, "figure")
        spans = [Span(value.start, value.end)]
        if label:
            spans.append(Span(label.start, label.end))
        sums = total or column.total
        previous = column.relative == "previous"
        summed_up = self.running and column.total and not column.period
        return TableFigure(
            row=row,
            said=cell_value(value.text),
            evidence=tuple(spans),
            where=value.where,
            kind=kind,
            head=column.head,
            period=column.period or self._part_of_year(column) or (None if previous else self.period),
            relative=column.relative,
            place=None if total else (column.place or place or self.place),
            total=sums,
            doubts=("cumulative",) if summed_up else (),
        )

    def _part_of_year(self, column: Column) -> Period | None:
        """ "Quý I", "Tháng 3", "6 tháng đầu năm" in the one year that the table is of."""
        if not self.year or column.relative or not _PART_OF_YEAR.search(fold(column.head)):
            return None
        return period_of(f"{column.head} năm {self.year}")

    def _has_values(self, said: Sequence[tuple[Column, Cell]]) -> bool:
        return any(cell_value(cell.text).state in ("number", "dash", "not_applicable", "ask") for _, cell in said)

    def _group(self, groups: list[tuple[int, str]], row: Sequence[Cell | None], text: str) -> None:
        if _NOTE_LINE.match(fold(text)) or len(text) > 120:
            self.notes.append(text)
            return
        depth = self._depth(row, text)
        while groups and groups[-1][0] >= depth:
            groups.pop()
        groups.append((depth, _POINT.sub("", text).strip(" :.-")))

    def _depth(self, row: Sequence[Cell | None], text: str) -> int:
        """How deep a line stands: A, I, 1, 1.1, a), "-" and "trong đó"."""
        cell = row[self.index] if self.index is not None else None
        mark = (cell.text if cell and cell.text else "").strip(" .)")
        if not mark and (found := re.match(r"([A-ZĐ]|[IVX]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s", text)):
            mark = found[1]
        if re.fullmatch(r"[IVX]+", mark):
            return 2
        if re.fullmatch(r"[A-HĐ]", mark):
            return 1
        if re.fullmatch(r"\d{1,3}(?:\.\d{1,3})*", mark):
            return 3 + mark.count(".")
        if re.fullmatch(r"[a-zđ]", mark):
            return 7
        if _BREAKDOWN.match(fold(text)):
            return 8
        if re.match(r"\s*[-–+*•]", text) or (not mark and cell is not None):
            return 9
        return 3

    def _head_parts(self, column: Column) -> list[str]:
        """The names in a column's head, outermost first, without those that only tell the time."""
        whole = len(self.cols) - 1
        parts = [
            part
            for part in head_parts(self.rows, self.start, self.end, column.at)
            if not (period_of(part) and len(part) < 25) and not self._spans(part, whole)
        ]
        if len(parts) > 1 and _BREAKDOWN.sub("", parts[0]).strip(" :") == "":
            # "Trong đó" stands beside the head that it breaks down.
            left = next((c for c in reversed(self.values) if c.at < column.at and parts[0] not in c.head), None)
            parts = [*([left.head] if left else []), *parts[1:]]
        return parts or [column.head]

    def _spans(self, part: str, width: int) -> bool:
        return any(
            cell and cell.text == part and cell.colspan >= width for row in self.rows[: self.end] for cell in row
        )

    def _unit_of(self, parts: Sequence[str]) -> str:
        for part in reversed(parts):
            if found := _UNIT_IN_LABEL.search(part):
                return found[1].strip()
        return self.default_unit


def _once(row: Sequence[Cell | None]) -> Iterator[Cell]:
    last: Cell | None = None
    for cell in row:
        if cell and cell is not last and cell.text:
            yield cell
        last = cell


def _totals_checked(figures: Sequence[TableFigure]) -> Iterator[TableFigure]:
    """Mark totals that their parts do not add up to, across a line and down a column; all parts numbers.

    A line of totals is the sum of all lines of its column, or of those since the total before it.
    """
    across: dict[tuple[Row, int | None], list[Decimal | None]] = {}
    down: dict[tuple[Row, str], list[Decimal | None]] = {}
    for figure in figures:
        if _is_part(figure):
            across.setdefault((figure.row, figure.where.row), []).append(_adds(figure))
            down.setdefault((figure.row, figure.head), []).append(_adds(figure))
    met: dict[tuple[Row, str], int] = {}
    last: dict[tuple[Row, str], int] = {}
    for figure in figures:
        key = (figure.row, figure.head)
        met[key] = met.get(key, 0) + _is_part(figure)
        if figure.total and figure.said.state == "number" and not figure.said.percent:
            parts = [across.get((figure.row, figure.where.row), [])]
            if len(parts[0]) < 2:
                column = down.get(key, [])
                parts = [column, column[: met[key]], column[last.get(key, 0) : met[key]]]
            last[key] = met[key]
            known = [sum(filter(None, part)) for part in parts if len(part) > 1 and None not in part]
            if known and figure.said.value not in known:
                figure = replace(figure, doubts=(*figure.doubts, "total_differs"))
        yield figure


def _is_part(figure: TableFigure) -> bool:
    return figure.kind == "figure" and not figure.total and not figure.relative


def _adds(figure: TableFigure) -> Decimal | None:
    """What a part adds to its total: nothing where it is empty, ``None`` where that is not certain."""
    if figure.said.state == "number" and figure.said.comparator == "eq" and not figure.said.percent:
        return figure.said.value
    return Decimal(0) if figure.said.state in ("dash", "blank", "not_applicable") else None
