"""Figures of tables as facts, in the place of what running text made of the same cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from decimal import Decimal

from phoihop.reading.finders.plans import is_past
from phoihop.reading.normalise import fold
from phoihop.reading.patterns import regex
from phoihop.reading.screen.rows import person_rows
from phoihop.reading.tables.figures import TableFigure, read_tables
from phoihop.reading.values import Award, Event, Fact, Figure, Loaded

__all__ = ["counted", "with_tables"]

_SURE = 0.97
_DOUBTED = 0.6


def with_tables(
    facts: Iterable[Fact], targets: Iterable[Fact], loaded: Loaded, *, planned_for: str = ""
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The facts and the targets of a text, its tables of indicators read as tables.

    A line "1, Buổi tuyên truyền, 650" is no count of one: what running text was taken to state inside such a table
    gives way to its cells, and its head is no event. In no table does a figure or an award reach from one cell into
    the next ("17 | Tập thể được khen" is no seventeen), and no line that names a person states a figure. Targets,
    comparisons, blanks, dashes and cells to ask are no facts. In a plan (``planned_for`` its year) only cells of a
    period before that year are facts, the others targets.
    """
    readings = read_tables(loaded)
    owned = _Spans(
        (rows[0][0].start, rows[-1][-1].end)
        for reading in readings
        if (rows := [row for row in loaded.tables[reading.number].rows if row])
    )
    people = _Spans(row.line for table in loaded.tables for row in person_rows([row for row in table.rows if row]))
    cells = _Spans((cell.start, cell.end) for table in loaded.tables for row in table.rows for cell in row)

    def stands(fact: Fact) -> bool:
        if not isinstance(fact, Event | Figure | Award):
            return True
        if any(owned.over(start) for start, _ in fact.evidence):
            return False
        if isinstance(fact, Event):
            return True
        crosses = any((held := cells.over(start)) and end > held[1] for start, end in fact.evidence)
        return not crosses and not (isinstance(fact, Figure) and any(people.over(start) for start, _ in fact.evidence))

    done = [fact for fact in facts if stands(fact)]
    planned = [fact for fact in targets if stands(fact)]
    for cell in (cell for reading in readings for cell in reading.figures):
        if cell.kind == "figure" and cell.said.state == "number":
            (planned if planned_for and not is_past(cell.period, planned_for) else done).append(_fact(cell))
    return tuple(done), tuple(planned)


class _Spans:
    """Stretches of a text that do not overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def over(self, offset: int) -> tuple[int, int] | None:
        """The stretch that an offset stands in."""
        at = bisect_right(self._starts, offset) - 1
        return self._spans[at] if at >= 0 and offset < self._spans[at][1] else None


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
