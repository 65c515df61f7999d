"""A table of totals with the numbers that an edition holds in place of today's."""

from __future__ import annotations

from django.db.models import Q

from phoihop.core.actor import System
from phoihop.core.periods import Calendar, Kind, Range
from phoihop.figures.models import Edition, EditionTotal
from phoihop.figures.queries.periods import all_periods
from phoihop.figures.queries.totals import SYSTEMS, Table, Total, rate_of
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.values import Comparator
from phoihop.indicators.models import Indicator

__all__ = ["as_held"]


def as_held(edition: Edition, found: Table, *, codes: list[str], calendar: Calendar) -> Table:
    """The same table as an edition holds it (số theo bản chốt): its unit and those right below, its span and years.

    What the edition lacks within its span is not counted there; stretches outside the span stay as they were. Rates
    are divided from the halves that the edition holds. An edition does not say where a statement stands in: a number
    that is the same today is marked as it is today. Two queries.
    """
    numbers = _numbers(edition, found, calendar)
    halves = Q(numerator_of__code__in=codes) | Q(denominator_of__code__in=codes)
    rows = {row.pk: row for row in Indicator.objects.filter(Q(code__in=codes) | halves).distinct()}
    kept: dict[tuple[Group, int, int, System | None], Total] = {}
    asked = EditionTotal.objects.filter(
        edition=edition,
        unit__in={line.unit for line in found.lines if line.kind == "all"},
        period__in=list(numbers.values()),
        indicator__in=list(rows),
    ).values_list("unit", "period", "indicator", "system", "value", "comparator", "counted")
    for unit, period, indicator, system, value, comparator, counted in asked:
        line, party = Group(unit), SYSTEMS.get(system)
        for number in (number for number, held in numbers.items() if held == period):
            code = rows[indicator].code
            live = found.get(line, number, code, party)
            kept[line, number, indicator, party] = Total(
                line,
                found.ranges[number],
                code,
                party,
                value,
                Comparator(comparator),
                counted,
                standin=live is not None and live.value == value and live.standin,
            )
    made = {key: total for key, total in found.cells.items() if key[1] not in numbers or key[0].kind != "all"}
    wanted = set(codes)
    for (line, number, indicator, party), total in kept.items():
        if rows[indicator].code in wanted:
            made[line, number, rows[indicator].code, party] = total
    for rate in rows.values():
        if rate.code not in wanted or rate.numerator_id is None or rate.denominator_id is None:
            continue
        for (line, number, indicator, party), bottom in kept.items():
            top = kept.get((line, number, rate.numerator_id, party))
            if indicator == rate.denominator_id:
                divided = rate_of(rate, line, found.ranges[number], party, top, bottom)
                if divided is not None:
                    made[line, number, rate.code, party] = divided
    return Table(found.unit, found.on, found.lines, found.ranges, made)


def _numbers(edition: Edition, found: Table, calendar: Calendar) -> dict[int, int]:
    """Which of a table's stretches the edition holds: number of the stretch to the period's id."""
    periods = all_periods()
    whole = periods[edition.period_id]
    held: dict[Range, int] = {
        row.range: row.id
        for row in periods.values()
        if row.period.kind is Kind.YEAR and row.period.calendar is calendar and whole.range.covers(row.range)
    }
    held[whole.range] = whole.id
    return {number: held[stretch] for number, stretch in enumerate(found.ranges) if stretch in held}
