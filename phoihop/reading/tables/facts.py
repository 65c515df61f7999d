"""Figures of tables as facts, in the place of what running text made of the same cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from phoihop.reading.tables.figures import TableFigure, read_tables
from phoihop.reading.values import Fact, Figure, Loaded

__all__ = ["with_tables"]

_SURE = 0.97
_DOUBTED = 0.6


def with_tables(facts: Iterable[Fact], loaded: Loaded) -> tuple[Fact, ...]:
    """The facts of a text, its tables of indicators read as tables.

    A line "1, Buổi tuyên truyền, 650" is no count of one: figures that running text was taken to state inside such a
    table give way to its cells. Targets, comparisons, blanks, dashes and cells to ask are no facts.
    """
    if not loaded.tables:
        return tuple(facts)
    readings = read_tables(loaded)
    spans = sorted(
        (rows[0][0].start, rows[-1][-1].end)
        for reading in readings
        if (rows := [row for row in loaded.tables[reading.number].rows if row])
    )
    starts = [start for start, _ in spans]

    def inside(offset: int) -> bool:
        at = bisect_right(starts, offset) - 1
        return at >= 0 and offset < spans[at][1]

    kept = [
        fact for fact in facts if not (isinstance(fact, Figure) and any(inside(start) for start, _ in fact.evidence))
    ]
    cells = (cell for reading in readings for cell in reading.figures)
    return (*kept, *(_fact(cell) for cell in cells if cell.kind == "figure" and cell.said.state == "number"))


def _fact(cell: TableFigure) -> Figure:
    value = cell.said.value
    assert value is not None
    unit = "%" if cell.said.percent else cell.row.label.lower()
    return Figure(
        evidence=cell.evidence,
        confidence=_DOUBTED if cell.doubts else _SURE,
        value=int(value) if value == value.to_integral_value() else float(value),
        comparator=cell.said.comparator,
        unit=unit,
        subject=cell.place,
        period=cell.period,
    )
