"""Replacing kept totals by the queries that define them; nothing is ever added to a total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.periods import Kind, Period
from phoihop.figures import models
from phoihop.figures.actions import rows as kept_rows
from phoihop.figures.actions.own import own_rows, replace_units, write_rows
from phoihop.figures.actions.sums import flow_sums, follow_forced, province_sums
from phoihop.figures.actions.touched import Touched
from phoihop.figures.queries import base, definitions
from phoihop.figures.queries.base import execute, marks
from phoihop.figures.queries.geography import geography
from phoihop.figures.queries.periods import PeriodRow, all_periods
from phoihop.figures.rules.maps import Geography
from phoihop.indicators.models import Indicator

__all__ = ["PERIOD_COLUMNS", "hold_writers", "keep_span", "replace", "spans_over"]

_SUMMED = ("value", "counted", "excused", "mask")
PERIOD_COLUMNS = (
    "province",
    "period",
    "indicator",
    "system",
    "breakdown",
    "coverage",
    *_SUMMED,
    *(f"{column}_all" for column in _SUMMED),
)


def spans_over(wanted: Iterable[int], periods: Mapping[int, PeriodRow]) -> dict[int, list[int]]:
    """For each period wanted the kept years and spans of years that it lies inside, shortest first."""
    kept = sorted((row for row in periods.values() if row.kept), key=lambda row: row.days)
    return {pk: [span.id for span in kept if _lies_in(periods[pk], span)] for pk in wanted}


def replace(touched: Touched, geo: Geography, *, deciding: bool, own: bool) -> None:
    """Replace all kept totals that hold the touched keys.

    ``deciding``: the act put or took away values that decide over others, so whole families of provinces are
    computed again for these indicators. ``own``: nothing but own values was ever said for the touched keys.
    """
    indicators = sorted(touched.indicators)
    with connection.cursor() as cursor:
        # as the table has it: a query made of sixty ids takes longer to build than to run
        execute(
            cursor,
            f"SELECT id, over_units, over_time FROM indicators_indicator WHERE id IN ({marks(len(indicators))})",  # noqa: S608
            indicators,
        )
        rules = {pk: (units, time) for pk, units, time in cursor.fetchall()}
    spans = spans_over({period for _, period in touched.pairs}, touched.periods)
    by_period: dict[int, set[int]] = defaultdict(set)
    places: dict[tuple[int, int], set[int]] = defaultdict(set)
    for body, period in touched.pairs:
        place = touched.reporters[body].place
        province = geo.province(place, touched.periods[period].range.last_day)
        by_period[period].add(province)
        for span in spans[period]:
            places[span, geo.families.get(province, province)].add(place)
    for period, provinces in sorted(by_period.items()):
        _replace_period_totals(sorted(provinces), [period], indicators)
    alone = {
        family: own and all(touched.periods[period].period.kind is not Kind.SPAN for period in by_period)
        for _, family in places
    }
    inside = {
        span: {pk: row for pk, row in touched.periods.items() if _lies_in(row, touched.periods[span])}
        for span, _ in places
    }
    decided = {
        family: _decided(
            {pk for span, other in places if other == family for pk in inside[span]}, indicators, geo.family(family)
        )
        for family in alone
        if not deciding
    }
    order = sorted(places, key=lambda key: (touched.periods[key[0]].days, key))
    for span, family in order:
        alone[family] &= _replace_unit_totals(
            touched.periods[span],
            inside[span],
            geo.family(family),
            places[span, family],
            rules,
            geo=geo,
            special=set(rules) if deciding else {one for one, period in decided[family] if period in inside[span]},
            alone=alone[family],
        )


def hold_writers(*, alone: bool) -> None:
    """Before periods are made, or kept: from here on those who make kept spans wait for this transaction.

    ``alone`` for a kept span itself: waits for every writer of totals under way and holds all others, who would
    otherwise not know that the span has totals which theirs belong to.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE figures_lock IN {'EXCLUSIVE' if alone else 'ROW SHARE'} MODE")


@transaction.atomic
def keep_span(period: Period, *, by: Actor | None, at: datetime) -> None:
    """Make kept totals for a span of years (giai đoạn) that already holds figures; each write keeps them from then on.

    Takes minutes on national data, and nobody writes figures meanwhile: call it in the background, at night, when a
    programme's phase is set up.
    """
    hold_writers(alone=True)
    row = models.Period.objects.get(calendar=period.calendar, kind=period.kind, year=period.year, number=period.number)
    geo, periods = geography(), all_periods()
    inside = {pk: one for pk, one in periods.items() if _lies_in(one, periods[row.pk])}
    rules = {pk: (units, time) for pk, units, time in Indicator.objects.values_list("pk", "over_units", "over_time")}
    for family in sorted(set(geo.families.values())):
        provinces = sorted(geo.family(family))
        for indicator, rule in sorted(rules.items()):
            loaded = base.load(periods=inside, indicators=[indicator], provinces=provinces)
            rows = definitions.unit_rows(loaded, span=row.pk, rules={indicator: rule}, geo=geo)
            write_rows(rows, row.pk, provinces, [indicator])
            if rows and rule[0] == "sum":
                replace_units(row.pk, province_sums(row.pk, provinces, [indicator]), sums=True)
                follow_forced(row.pk, loaded, {indicator: rule}, geo)
    models.Period.objects.filter(pk=row.pk).update(kept=True)
    record("figures.span_kept", row, by=by, at=at, period=period.code)


def _lies_in(row: PeriodRow, span: PeriodRow) -> bool:
    return row.period.calendar is span.period.calendar and span.range.covers(row.range)


def _replace_period_totals(provinces: Sequence[int], periods: Sequence[int], indicators: Sequence[int]) -> None:
    values = [*provinces, *periods, *indicators]
    kept_rows.replace(
        "figures_periodtotal",
        PERIOD_COLUMNS,
        PERIOD_COLUMNS[:6],
        where=f"province IN ({marks(len(provinces))}) AND period IN ({marks(len(periods))}) "
        f"AND indicator IN ({marks(len(indicators))})",
        within=values,
        select=definitions.period_totals_sql(len(provinces), len(periods), len(indicators)),
        values=values,
    )


def _replace_unit_totals(
    span: PeriodRow,
    inside: Mapping[int, PeriodRow],
    family: frozenset[int],
    places: set[int],
    rules: Mapping[int, tuple[str, str]],
    *,
    geo: Geography,
    special: set[int],
    alone: bool,
) -> bool:
    """``alone`` as `own_rows` takes it; whether it holds after this span. Values decide over ``special`` indicators."""
    ordinary = set(rules) - special
    if ordinary:
        mine = {pk: rules[pk] for pk in ordinary}
        moved = own_rows(span, inside, places, mine, geo=geo, alone=alone)
        alone = moved.alone
        adding = {pk for pk, rule in mine.items() if rule[0] == "sum"}
        flows = {pk for pk in adding if mine[pk][1] == "sum"}
        provinces, others = (
            sorted({geo.province(place, row.range.last_day) for place in units for row in inside.values()} & family)
            for units in (moved.flows, moved.others)
        )
        jobs, left = flow_sums(span, inside, provinces, sorted(flows), family=sorted(family))
        jobs += province_sums(span.id, provinces, sorted(left))
        jobs += province_sums(span.id, others, sorted(adding - flows))
        replace_units(span.id, jobs, sums=True)
    if special:
        mine = {pk: rules[pk] for pk in special}
        loaded = base.load(periods=inside, indicators=sorted(mine), provinces=sorted(family))
        rows = definitions.unit_rows(loaded, span=span.id, rules=mine, geo=geo)
        write_rows(rows, span.id, sorted(family), sorted(mine))
        adding = {pk for pk, rule in mine.items() if rule[0] == "sum"}
        replace_units(span.id, province_sums(span.id, sorted(family), sorted(adding)), sums=True)
        follow_forced(span.id, loaded, mine, geo)
    return alone


def _decided(periods: Collection[int], indicators: Sequence[int], family: frozenset[int]) -> set[tuple[int, int]]:
    """The indicators for which a value above communes, or one put over the sum, decides, each with its period."""
    with connection.cursor() as cursor:
        execute(
            cursor,
            "SELECT DISTINCT indicator, period FROM figures_counted "  # noqa: S608
            f"WHERE decides > 0 AND province IN ({marks(len(family))}) AND indicator IN ({marks(len(indicators))}) "
            f"AND period IN ({marks(len(periods))}) AND breakdown IS NULL",
            [*family, *indicators, *periods],
        )
        return set(cursor.fetchall())
