"""Writing rows of the log, and bringing what counts and the kept totals into line in the same transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from phoihop.core.actor import Actor, System
from phoihop.core.periods import Kind, Period
from phoihop.figures import models
from phoihop.figures.actions import kept
from phoihop.figures.queries.periods import PeriodRow, all_periods
from phoihop.figures.rules.in_force import LogRow, in_force
from phoihop.figures.rules.maps import Geography
from phoihop.figures.rules.values import SYSTEM_NUMBERS, Coverage, Force
from phoihop.organisations.models import Body

__all__ = ["Touched", "begin", "lock", "period_rows", "refresh", "reporters"]

SYSTEM_NAME = "Hệ thống"


@dataclass(frozen=True, slots=True)
class Reporter:
    """A body as the totals see it."""

    id: int
    place: int
    system: int


class CountedFacts(NamedTuple):
    """What of a row of the log goes into `Counted`."""

    figure: int
    views: int
    body: int
    period: int
    indicator: int
    breakdown: int | None
    coverage: int
    comparator: int
    value: int | None
    force: int


@dataclass(frozen=True, slots=True)
class Touched:
    """The keys that an act changes: what of whom for when."""

    reporters: Mapping[int, Reporter]
    periods: Mapping[int, PeriodRow]
    indicators: frozenset[int]
    pairs: frozenset[tuple[int, int]]


def reporters(bodies: Iterable[int]) -> dict[int, Reporter]:
    """The bodies that exist, by id."""
    rows = Body.objects.filter(pk__in=set(bodies)).values_list("pk", "place_id", "system")
    return {pk: Reporter(pk, place, SYSTEM_NUMBERS[System(system)]) for pk, place, system in rows}


def period_rows(wanted: Iterable[Period]) -> dict[Period, PeriodRow]:
    """The rows of periods and of the years around them, made where they are new.

    A span of years has kept totals from then on where nothing was yet put in its days; else its totals are made
    from those of its years until `keep_span` is called.
    """
    needed: set[Period] = set()
    for period in wanted:
        needed.add(period)
        if period.kind is Kind.SPAN:
            needed |= {Period(period.calendar, Kind.YEAR, year) for year in range(period.year, period.number + 1)}
        else:
            needed.add(Period(period.calendar, Kind.YEAR, period.year))
    known = {row.period: row for row in all_periods().values()}
    new = sorted(needed - set(known), key=lambda period: period.code)
    if new:
        models.Period.objects.bulk_create(
            [
                models.Period(
                    calendar=period.calendar,
                    kind=period.kind,
                    year=period.year,
                    number=period.number,
                    start=period.range.start,
                    end=period.range.end,
                    kept=period.kind is Kind.YEAR or (period.kind is Kind.SPAN and _empty(period, known)),
                )
                for period in new
            ],
            ignore_conflicts=True,
        )
        known = {row.period: row for row in all_periods().values()}
    return {period: known[period] for period in needed}


def _empty(span: Period, known: Mapping[Period, PeriodRow]) -> bool:
    inside = [row.id for period, row in known.items() if span.range.overlaps(period.range)]
    return not models.PeriodTotal.objects.filter(period__in=inside).exists()


def begin(act: str, origin: str, *, by: Actor | None, at: datetime, reason: str = "") -> models.Change:
    """The numbered change under which the rows of one act are written."""
    return models.Change.objects.create(
        at=at,
        act=act,
        origin=origin,
        name=by.name if by else SYSTEM_NAME,
        body=by.body_id if by else None,
        reason=reason,
    )


def lock(touched: Touched, geo: Geography) -> None:
    """Lock (family of provinces, period) for every period whose totals change, in sorted order (khóa).

    Held to the end of the transaction; SQLite's transactions exclude one another already.
    """
    if connection.vendor == "sqlite":
        return
    wanted: set[tuple[int, int]] = set()
    spans = kept.spans_over(touched.periods.values())
    for body, period in touched.pairs:
        row = touched.periods[period]
        province = geo.province(touched.reporters[body].place, row.range.last_day)
        family = geo.families.get(province, province)
        wanted |= {(family, period), *((family, span) for span in spans[period])}
    models.Lock.objects.bulk_create(
        [models.Lock(family=family, period=period) for family, period in sorted(wanted)], ignore_conflicts=True
    )
    for family, period in sorted(wanted):
        models.Lock.objects.select_for_update().get(family=family, period=period)


def refresh(touched: Touched, geo: Geography) -> None:
    """Replace what counts for the touched keys, then the kept totals over them."""
    deciding = _count(touched, geo)
    kept.replace(touched, geo, deciding=deciding)


def _count(touched: Touched, geo: Geography) -> bool:
    """Replace the rows of `Counted`; tell whether any of them decides over others."""
    bodies = list(touched.reporters)
    periods = sorted({period for _, period in touched.pairs})
    rows = models.Figure.objects.filter(body__in=bodies, period__in=periods, indicator__in=touched.indicators)
    keys: dict[tuple[object, ...], list[LogRow]] = defaultdict(list)
    facts: dict[int, tuple[Any, ...]] = {}
    for pk, claim, standing, state, force, *fact in rows.values_list(
        "pk",
        "claim_id",
        "standing",
        "state",
        "force",
        "body_id",
        "period_id",
        "indicator_id",
        "breakdown_id",
        "coverage",
        "comparator",
        "value",
    ):
        if (fact[0], fact[1]) in touched.pairs:
            keys[tuple(fact[:5])].append(LogRow(pk, claim, standing, state, force))
            facts[pk] = (*fact, force)
    counted = [CountedFacts(pk, int(views), *facts[pk]) for log in keys.values() for pk, views in in_force(log).items()]
    fresh = [counted_row(row, touched.reporters, touched.periods, geo) for row in sorted(counted)]
    old = models.Counted.objects.filter(
        place__in={touched.reporters[body].place for body in bodies},
        period__in=periods,
        indicator__in=touched.indicators,
        body__in=bodies,
    )
    decides = {(row.body, row.period) for row in old.filter(decides__gt=0).only("body", "period")}
    if len(touched.pairs) == len(bodies) * len(periods):
        old._raw_delete(old.db)
    else:
        for body, period in touched.pairs:
            mine = old.filter(body=body, period=period)
            mine._raw_delete(mine.db)
    models.Counted.objects.bulk_create(fresh)
    return bool(decides & touched.pairs) or any(row.decides for row in fresh)


def counted_row(
    row: CountedFacts, reporters: Mapping[int, Reporter], periods: Mapping[int, PeriodRow], geo: Geography
) -> models.Counted:
    """One row of `Counted`: where a row of the log that counts belongs."""
    reporter = reporters[row.body]
    upper = row.coverage == Coverage.AREA and geo.levels[reporter.place] < 3
    return models.Counted(
        figure_id=row.figure,
        province=geo.province(reporter.place, periods[row.period].range.last_day),
        place=reporter.place,
        body=row.body,
        period=row.period,
        indicator=row.indicator,
        breakdown=row.breakdown,
        system=reporter.system,
        coverage=row.coverage,
        views=row.views,
        comparator=row.comparator,
        decides=2 if row.force == Force.OVER_SUM else int(upper),
        value=row.value,
    )


def touch(keys: Collection[tuple[int, int, int]], periods: Mapping[int, PeriodRow]) -> Touched:
    """What an act touches, from (body, period, indicator) ids."""
    return Touched(
        reporters({body for body, _, _ in keys}),
        periods,
        frozenset(indicator for _, _, indicator in keys),
        frozenset((body, period) for body, period, _ in keys),
    )
