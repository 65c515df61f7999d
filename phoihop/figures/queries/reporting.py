"""Which units below a line have figures in a stretch of days: only the same units can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from phoihop.core.actor import System
from phoihop.core.periods import Period, years
from phoihop.figures.models import Counted
from phoihop.figures.queries.geography import groups_of
from phoihop.figures.queries.periods import all_periods, inside
from phoihop.figures.rules.grouping import Group, Groups
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.values import SYSTEM_NUMBERS
from phoihop.indicators.models import Indicator

__all__ = ["by_year", "communes_below", "one_half_only", "reporters", "stating_the_rate"]

COMMUNE = 3


def reporters(
    question: Question, indicator: Indicator, groups: Groups, periods: Sequence[Period], part: int | None = None
) -> dict[tuple[Group, Period], frozenset[tuple[int, int]]]:
    """The units below each line that have a figure in each period (đơn vị có số), on the map of the question.

    Each with the number of the party whose figure it is. Units of another map count as those that they became; what
    the line's own unit states is left out. ``part`` is the breakdown asked for. One query a period, which names every
    province and system: so the index by province tells it alone, also for the country, where the values of all
    indicators would be looked at otherwise.
    """
    rows, found = all_periods().values(), defaultdict[tuple[Group, Period], set[tuple[int, int]]](set)
    views = (1, 3) if question.accepted_only else (2, 3)
    systems = SYSTEM_NUMBERS.values() if question.system is None else (SYSTEM_NUMBERS[question.system],)
    for period in periods:
        said = Counted.objects.filter(
            indicator=indicator.denominator_id or indicator.pk,
            period__in=[row.id for row in inside(rows, period.range, period.calendar)],
            views__in=views,
            value__isnull=False,
            system__in=systems,
            province__in=groups.provinces,
            breakdown=part,
        )
        for place, system in said.order_by().values_list("place", "system").distinct():
            for line, share in groups.of(place):
                if line.kind == "all" and share.unit != line.unit:
                    found[line, period].add((share.unit, system))
    return {key: frozenset(units) for key, units in found.items()}


def by_year(
    indicators: Iterable[Indicator], *, unit: int, on: date, system: System, span: Period
) -> dict[str, tuple[frozenset[int], ...]]:
    """The units below that have figures in each year of a span (đơn vị có số từng năm), by code of the indicator.

    One set a year in order, and a last one of those that have a figure of several years at once. Of one system, or of
    all where an indicator adds its systems; accepted figures only; what the unit itself states has nobody below.
    One query a year.
    """
    counted = {row.denominator_id or row.pk: row for row in indicators}
    rows, groups = inside(all_periods().values(), span.range, span.calendar), groups_of(unit, on, children=False)
    one, apart = SYSTEM_NUMBERS[system], Indicator.OverSystems.APART
    stretches = [year.range for year in years(span.calendar, span.year, span.number)]
    within = [[row.id for row in rows if stretch.covers(row.range)] for stretch in stretches]
    within.append([row.id for row in rows if not any(stretch.covers(row.range) for stretch in stretches)])
    said: dict[int, list[set[int]]] = defaultdict(lambda: [set() for _ in within])
    for at, periods in enumerate(within):
        found = Counted.objects.filter(
            indicator__in=counted,
            period__in=periods,
            views__in=(1, 3),
            value__isnull=False,
            province__in=groups.provinces,
            breakdown=None,
        )
        for indicator, place, of in found.order_by().values_list("indicator", "place", "system").distinct():
            if of == one or counted[indicator].over_systems != apart:
                said[indicator][at] |= {share.unit for line, share in groups.of(place) if line.kind == "all"} - {unit}
    return {row.code: tuple(frozenset(units) for units in said[pk]) for pk, row in counted.items()}


def one_half_only(
    question: Question, rate: Indicator, groups: Groups, *, periods: Collection[int]
) -> tuple[frozenset[int], frozenset[int]]:
    """The units that have a figure of the upper half of a rate alone, and of the lower alone (chỉ có một nửa).

    Their figures are in the rate, which then divides what not the same units said; one query, as `reporters` asks.
    """
    if rate.numerator_id is None or rate.denominator_id is None:
        return frozenset(), frozenset()
    found = _saying(question, (rate.numerator_id, rate.denominator_id), groups, periods=periods)
    top, bottom = found[rate.numerator_id], found[rate.denominator_id]
    return frozenset(top - bottom), frozenset(bottom - top)


def stating_the_rate(
    question: Question, rate: Indicator, groups: Groups, *, periods: Collection[int]
) -> frozenset[int]:
    """The units that state a rate itself, without its halves (tỷ lệ ghi thẳng): such a percentage is never added.

    What the unit asked for states of its whole area stands beside its total anyway. One query.
    """
    if rate.numerator_id is None:
        return frozenset()
    return frozenset(_saying(question, (rate.pk,), groups, periods=periods)[rate.pk] - {groups.unit})


def _saying(
    question: Question, indicators: Collection[int], groups: Groups, *, periods: Collection[int]
) -> dict[int, set[int]]:
    """The units that have a figure of each indicator."""
    said = Counted.objects.filter(
        indicator__in=indicators,
        period__in=periods,
        views__in=(1, 3) if question.accepted_only else (2, 3),
        value__isnull=False,
        system__in=SYSTEM_NUMBERS.values() if question.system is None else (SYSTEM_NUMBERS[question.system],),
        province__in=groups.provinces,
        breakdown=None,
    )
    found: dict[int, set[int]] = defaultdict(set)
    for indicator, place in said.order_by().values_list("indicator", "place").distinct():
        found[indicator].update(share.unit for _, share in groups.of(place))
    return found


def communes_below(groups: Groups, unit: int) -> int:
    """How many communes lie below a unit on the map of a table."""
    geo = groups.geo
    return sum(geo.levels[one] == COMMUNE for one in geo.below(unit, groups.on) if one != unit)
