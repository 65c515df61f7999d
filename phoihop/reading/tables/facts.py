"""Figures of tables as facts, in the place of what running text made of the same cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from decimal import Decimal

from phoihop.reading.finders.plans import is_past
from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.tables.figures import TableFigure, read_tables
from phoihop.reading.values import Event, Fact, Figure, Loaded

__all__ = ["counted", "with_tables"]

_SURE = 0.97
_DOUBTED = 0.6


def with_tables(
    facts: Iterable[Fact], targets: Iterable[Fact], loaded: Loaded, *, planned_for: str = ""
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The facts and the targets of a text, its tables of indicators read as tables.

    A line "1, Buổi tuyên truyền, 650" is no count of one: figures that running text was taken to state inside such a
    table give way to its cells, and its head is no event. Targets, comparisons, blanks, dashes and cells to ask are no
    facts. In a plan (``planned_for`` its year) only cells of a period before that year are facts, the others targets.
    """
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

    def outside(given: Iterable[Fact]) -> list[Fact]:
        return [
            fact
            for fact in given
            if not (isinstance(fact, Event | Figure) and any(inside(start) for start, _ in fact.evidence))
        ]

    done, planned = outside(facts), outside(targets)
    for cell in (cell for reading in readings for cell in reading.figures):
        if cell.kind == "figure" and cell.said.state == "number":
            (planned if planned_for and not is_past(cell.period, planned_for) else done).append(_fact(cell))
    return tuple(done), tuple(planned)


def counted(cell: TableFigure) -> tuple[str, Decimal | None]:
    """What a cell counts (đơn vị tính), and its number in that unit; ``None`` for a cell that states no number.

    The line's words where they open with the unit of count, else the unit that the table prints: a line "Số buổi
    tuyên truyền" counts "buổi tuyên truyền"; "Tuyên truyền pháp luật | buổi" counts "buổi". Money is in đồng, by the
    unit written in the cell before that of its line, column or table.
    """
    value = cell.said.value
    label = _NUMBER_OF.sub("", cell.row.label.lower()).strip()
    written, printed = (fold(unit).strip(" .()") for unit in (cell.said.unit, cell.row.unit))
    unit = printed or written
    if cell.said.percent or unit in ("%", "tỷ lệ %", "tỷ lệ"):
        return "%", value
    if money := _MONEY.fullmatch(written) or _MONEY.fullmatch(unit):
        scale = 1 if cell.said.scaled else _SCALES.get(money["big"] or "", 1)
        return "đồng", None if value is None else value * scale
    if not unit or fold(label).removeprefix("lượt ").split()[:1] == unit.removeprefix("lượt ").split()[:1]:
        return label or cell.row.label.lower(), value
    return unit, value


_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_NUMBER_OF = regex(r"^(?:tổng\s+)?số(?:\s+lượng)?\s+(?=\S)")
_MONEY = regex(r"(?:(?P<big>nghìn|ngàn|triệu|tỷ|tỉ)\s+)?(?:đồng|đ|vnđ)")


def _fact(cell: TableFigure) -> Figure:
    unit, value = counted(cell)
    assert value is not None
    return Figure(
        evidence=cell.evidence,
        confidence=_DOUBTED if cell.doubts else _SURE,
        value=int(value) if value == value.to_integral_value() else float(value),
        comparator=cell.said.comparator,
        unit=unit,
        subject=cell.place,
        period=cell.period,
    )
