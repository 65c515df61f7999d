"""What is asked of totals, and the sums found so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from phoihop.core.periods import Calendar, Range
from phoihop.figures.queries.base import marks
from phoihop.figures.queries.definitions import Summed
from phoihop.figures.queries.periods import PeriodRow, inside
from phoihop.figures.rules.grouping import Group, Groups

__all__ = ["Ask", "Cells", "Found", "doubt_shared", "select"]

#: (line, number of the range, indicator id, system number)
Cell = tuple[Group, int, int, int]
Cells = dict[Cell, Summed]
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked: ``rules`` is indicator id → (over units, over time); ``view`` 0 accepted only, 1 submitted too."""

    groups: Groups
    ranges: Sequence[Range]
    calendar: Calendar
    rules: Mapping[int, tuple[str, str]]
    periods: Mapping[int, PeriodRow]
    systems: Sequence[int] | None = None
    #: Ids of breakdowns, each of one indicator; ``None`` for the totals.
    parts: Collection[int] | None = None
    view: int = 0

    def inside(self, number: int) -> dict[int, PeriodRow]:
        return {row.id: row for row in inside(self.periods.values(), self.ranges[number], self.calendar)}


@dataclass(slots=True)
class Found:
    """Sums so far, and what only the base values can tell: (range, family, indicator, system).

    Sums are kept apart by family of provinces; system 0 among the doubtful means all systems.
    """

    sums: dict[tuple[Cell, int], list[Summed]] = field(default_factory=lambda: defaultdict(list))
    doubtful: set[tuple[int, int, int, int]] = field(default_factory=set)


def _columns(view: int) -> str:
    end = "_all" if view else ""
    return ", ".join(f"{column}{end}" for column in Summed._fields)


def select(ask: Ask, where: str, values: Sequence[int]) -> list[tuple[int, ...]]:
    if ask.systems is not None:
        where += f" AND system IN ({marks(len(ask.systems))})"
        values = [*values, *ask.systems]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT unit, province, span, indicator, system, {_columns(ask.view)} "  # noqa: S608
            f"FROM figures_unittotal t WHERE {where}",
            values,
        )
        return list(cursor.fetchall())


def doubt_shared(ask: Ask, numbers: Iterable[int], rules: Mapping[int, tuple[str, str]], found: Found) -> None:
    """Provinces whose values are divided by stated shares are computed from the base, each value for itself.

    Stocks wherever a place was divided by shares, on any map: a part of its value may stand beside what one heir says.
    """
    groups, geo = ask.groups, ask.groups.geo
    families = {geo.families[province] for province in groups.shared}
    divided = {geo.families[province] for province in groups.provinces} & geo.divided_families
    for number in numbers:
        for indicator, (_, over_time) in rules.items():
            some = families | divided if over_time == "last" else families
            found.doubtful |= {(number, family, indicator, 0) for family in some}
