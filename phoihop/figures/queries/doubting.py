"""What to look at again: sums and statements that do not agree, sources that differ, changes since an edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from phoihop.core.actor import System
from phoihop.core.periods import Period
from phoihop.figures.models import Counted, Figure
from phoihop.figures.queries import base
from phoihop.figures.queries.periods import all_periods, find, inside
from phoihop.figures.queries.standing import numbers_of
from phoihop.figures.queries.totals import SYSTEMS, table
from phoihop.figures.rules.grouping import Groups
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.selection import left_out
from phoihop.figures.rules.values import SYSTEM_NUMBERS, Comparator, Coverage, Force
from phoihop.indicators.models import Indicator
from phoihop.organisations import queries as organisations

__all__ = ["LeftOut", "Over", "Rival", "Stated", "not_counted", "over_related", "rivals", "stated"]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a unit states for itself and all below for a period."""

    place: int
    system: str
    value: int
    comparator: Comparator
    body: int


@dataclass(frozen=True, slots=True)
class Rival:
    """Several sources' numbers for one key: the one in force and those beside it."""

    body: str
    in_force: bool
    value: int | None
    comparator: Comparator
    label: str
    address: str
    body_id: int
    coverage: Coverage


def stated(indicator: Indicator, period: Period, places: Collection[int]) -> list[Stated]:
    """The area values in force of some units for exactly this period; one query."""
    row = find(period)
    if row is None:
        return []
    found = Counted.objects.filter(
        place__in=places,
        period=row.pk,
        indicator=indicator.pk,
        coverage=Coverage.AREA,
        breakdown=None,
        views__in=(1, 3),
        value__isnull=False,
    ).order_by("place", "pk")
    return [
        Stated(one.place, SYSTEMS[one.system], one.value or 0, Comparator(one.comparator), one.body) for one in found
    ]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An accepted value that is in no total (số không được cộng), and the unit of the map that it would count at."""

    unit: int
    body: str
    body_id: int
    period: Period
    value: int
    comparator: Comparator


def not_counted(question: Question, indicator: Indicator, groups: Groups) -> list[LeftOut]:
    """The values of a unit below the country, and of all below it, that `selection.left_out` names; two queries."""
    geo = groups.geo
    if groups.unit == geo.root or question.system is None or indicator.over_units != Indicator.OverUnits.SUM:
        return []
    number = SYSTEM_NUMBERS[question.system]
    periods = {row.id: row for row in inside(all_periods().values(), question.period.range, question.period.calendar)}
    loaded = base.load(periods=periods, indicators=[indicator.pk], provinces=groups.provinces, systems=[number])
    rows = loaded[0 if question.accepted_only else 1].rows.get((indicator.pk, number), [])
    found = [row for row in left_out(rows, last=indicator.over_time == "last", geo=geo) if groups.of(row.place)]
    names = organisations.names_of({row.body for row in found}, on=question.period.range.last_day)
    days = {(row.start.toordinal(), row.end.toordinal()): row.period for row in periods.values()}
    return [
        LeftOut(
            groups.of(row.place)[0][0].unit,
            names[row.body].name if row.body in names else "",
            row.body,
            days[row.start, row.end],
            row.value,
            Comparator(row.comparator),
        )
        for row in sorted(found, key=lambda row: (row.body, row.start, row.figure))
    ]


@dataclass(frozen=True, slots=True)
class Over:
    """A unit whose part is more than its whole (phần lớn hơn tổng) among related indicators."""

    unit: int
    system: System
    part: str
    whole: str
    value: int
    against: int


def over_related(
    pairs: Collection[tuple[str, str]],
    period: Period,
    *,
    unit: int,
    on: date,
    systems: Collection[System] | None,
    children: bool = True,
    needed: Collection[tuple[str, str]] = (),
) -> list[Over]:
    """The units right below one (or it alone) whose part is surely more than the whole; one table.

    Also where there is none of the first of a ``needed`` pair and some of the second (0 buổi, 60 lượt người): the
    second is told as more than the first.
    """
    codes = {code for pair in (*pairs, *needed) for code in pair}
    found = table(
        unit=unit,
        ranges=[period.range],
        on=on,
        indicators=codes,
        systems=systems,
        calendar=period.calendar,
        children=children,
    )
    compared = [(part, whole, False) for part, whole in pairs] + [(second, first, True) for first, second in needed]
    made = []
    for (line, _, code, system), total in found.cells.items():
        for part, whole, only_none in compared:
            if code != part or system is None or line.kind != "all" or total.value is None:
                continue
            other = found.get(line, 0, whole, system)
            if other is None or other.value is None or other.comparator not in (Comparator.EQ, Comparator.LT):
                continue
            if total.value > other.value and total.comparator is not Comparator.LT and not (only_none and other.value):
                made.append(Over(line.unit, system, part, whole, total.value, other.value))
    return made


def rivals(
    indicator: Indicator, period: Period, places: Collection[int], *, on: date, system: System | None
) -> list[list[Rival]]:
    """The keys of some units for which sources of a system differ (nguồn số khác nhau), each with all its numbers.

    ``None`` for all systems.
    """
    row = find(period)
    if row is None:
        return []
    aside = Figure.objects.filter(
        indicator=indicator, period=row, force=Force.ASIDE, breakdown=None, body__place__in=places
    )
    if system is not None:
        aside = aside.filter(body__system=system)
    bodies = set(aside.values_list("body_id", flat=True))
    figures = Figure.objects.filter(indicator=indicator, period=row, breakdown=None, body__in=bodies).select_related(
        "source"
    )
    names = organisations.names_of(bodies, on=on)
    keys: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    for one in figures:
        keys[one.body_id, one.coverage].append(one)
    found = []
    for (body, _), mine in sorted(keys.items()):
        live = numbers_of(mine)
        if len(live) > 1:
            name = names[body].name if body in names else ""
            found.append(
                [
                    Rival(
                        name,
                        counts,
                        one.value,
                        Comparator(one.comparator),
                        one.source.label,
                        one.source.address,
                        one.body_id,
                        Coverage(one.coverage),
                    )
                    for counts, one, _same in sorted(live, key=lambda number: (not number[0], number[1].pk))
                ]
            )
    return found
