"""What a unit states for itself and all below it, beside the sum (theo báo cáo của đơn vị)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from phoihop.core.actor import System
from phoihop.core.periods import Calendar, Period, Range
from phoihop.figures.models import Counted
from phoihop.figures.queries import base
from phoihop.figures.queries.gather import counted_at
from phoihop.figures.queries.periods import PeriodRow, all_periods, inside
from phoihop.figures.rules.grouping import Groups
from phoihop.figures.rules.values import SYSTEMS, Comparator, Coverage
from phoihop.indicators.models import Indicator

__all__ = ["Beside", "stated_beside"]

#: (indicator code, system or ``None`` for all parties)
Key = tuple[str, System | None]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a unit states for itself and all below, standing beside the sum."""

    figure: int
    period: Period
    value: int
    comparator: Comparator


def stated_beside(
    groups: Groups, stretch: Range, calendar: Calendar, made: Mapping[Key, bool], *, accepted_only: bool
) -> dict[Key, list[Beside]]:
    """The area values of a unit inside a stretch of days that its total does not hold already.

    ``made``: for which totals they are asked, and whether area values went into each of these. Three queries at most.
    """
    periods = {row.id: row for row in inside(all_periods().values(), stretch, calendar)}
    rules = {
        pk: (code, (units, time))
        for pk, code, units, time in Indicator.objects.filter(code__in={code for code, _ in made}).values_list(
            "pk", "code", "over_units", "over_time"
        )
    }
    beside: dict[Key, list[Beside]] = defaultdict(list)
    if not periods or not rules:
        return beside
    rows = Counted.objects.filter(
        place=groups.unit,
        period__in=periods,
        indicator__in=rules,
        coverage=Coverage.AREA,
        breakdown=None,
        views__in=(1, 3) if accepted_only else (2, 3),
        value__isnull=False,
    ).order_by("period", "pk")
    said = [(row, (rules[row.indicator][0], SYSTEMS[row.system])) for row in rows]
    doubtful = {(row.indicator, row.system): rules[row.indicator][1] for row, key in said if made.get(key)}
    held = _in_the_total(groups, periods, doubtful, view=0 if accepted_only else 1)
    for row, key in said:
        if row.figure_id not in held and row.value is not None:
            one = Beside(row.figure_id, periods[row.period].period, row.value, Comparator(row.comparator))
            beside[key].append(one)
    return beside


def _in_the_total(
    groups: Groups, periods: Mapping[int, PeriodRow], asked: Mapping[base.Key, tuple[str, str]], *, view: int
) -> Collection[int]:
    """The figures that the totals of some (indicator, system) hold, each with its rule; one query."""
    if not asked:
        return ()
    loaded = base.load(
        periods=periods,
        indicators=sorted({indicator for indicator, _ in asked}),
        provinces=None if groups.unit == groups.geo.root else groups.provinces,
        systems=sorted({system for _, system in asked}),
    )[view]
    return {
        one.row.figure
        for key, rule in asked.items()
        for one in counted_at(groups.unit, loaded.rows.get(key, ()), groups, rule)
    }
