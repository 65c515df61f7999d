"""Writing rows of the log, and bringing what counts and the kept totals into line in the same transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from phoihop.audit.actions import SYSTEM_NAME
from phoihop.core.actor import Actor
from phoihop.core.periods import Kind, Period
from phoihop.core.refusal import Refused
from phoihop.core.words import refusal_to_keep_reason
from phoihop.figures import models
from phoihop.figures.actions import kept
from phoihop.figures.actions.rows import insert, insert_for_ids
from phoihop.figures.actions.sources import digested
from phoihop.figures.actions.touched import Touched
from phoihop.figures.queries.base import execute, marks
from phoihop.figures.queries.periods import PeriodRow, all_periods
from phoihop.figures.queries.witnesses import seals_of
from phoihop.figures.rules.in_force import LogRow, in_force
from phoihop.figures.rules.maps import Geography
from phoihop.figures.rules.sealing import seal
from phoihop.figures.rules.values import Coverage, Force

__all__ = [
    "Fresh",
    "Key",
    "Row",
    "begin",
    "lock",
    "period_rows",
    "refresh",
    "rows_of",
    "sealed",
    "write",
]

#: (body, period, indicator, breakdown, coverage)
Key = tuple[int, int, int, int | None, int]
#: The columns of `Row`.
_LOG = (
    "id", "claim_id", "standing", "state", "force", "body_id", "period_id", "indicator_id", "breakdown_id",
    "coverage", "comparator", "value", "source_id",
)  # fmt: skip
_FRESH = (
    "change_id",
    "replaces_id",
    "claim_id",
    "source_id",
    "indicator_id",
    "body_id",
    "period_id",
    "breakdown_id",
    "coverage",
    "standing",
    "state",
    "comparator",
    "force",
    "value",
)
_COUNTED = (
    "figure_id",
    "province",
    "place",
    "body",
    "period",
    "indicator",
    "breakdown",
    "system",
    "coverage",
    "views",
    "comparator",
    "decides",
    "value",
)


class Row(NamedTuple):
    """One row of the log."""

    pk: int
    claim: int | None
    standing: int
    state: int
    force: int
    body: int
    period: int
    indicator: int
    breakdown: int | None
    coverage: int
    comparator: int
    value: int | None
    source: int

    @property
    def key(self) -> Key:
        return (self.body, self.period, self.indicator, self.breakdown, self.coverage)

    @property
    def root(self) -> int:
        """The first row of its chain."""
        return self.pk if self.claim is None else self.claim

    def sealed(self, replaces: int | None) -> tuple[int | None, ...]:
        """The row as the seal of its act digests it, in the order of ``sealing.FIGURE``."""
        return (
            self.pk, replaces, self.claim, self.source, self.indicator, self.body, self.period, self.breakdown,
            self.coverage, self.standing, self.state, self.comparator, self.force, self.value,
        )  # fmt: skip


#: A row to be written, with the one that it replaces.
Fresh = tuple[Row, int | None]


def period_rows(wanted: Iterable[Period]) -> dict[Period, PeriodRow]:
    """All rows of periods, those wanted and of the years around them made where they are new.

    A span of years has kept totals from then on where nothing was yet put in its days; else its totals are made
    from those of its years until `keep_span` is called.
    """
    needed: set[Period] = set()
    for period in set(wanted):
        needed.add(period)
        if period.kind is Kind.SPAN:
            needed |= {Period(period.calendar, Kind.YEAR, year) for year in range(period.year, period.number + 1)}
        else:
            needed.add(Period(period.calendar, Kind.YEAR, period.year))
    known = {row.period: row for row in all_periods().values()}
    if needed <= known.keys():
        return known
    kept.hold_writers(alone=any(period.kind is Kind.SPAN for period in needed - known.keys()))
    known = {row.period: row for row in all_periods().values()}
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
            for period in sorted(needed - known.keys(), key=lambda period: period.code)
        ],
        ignore_conflicts=True,
    )
    return {row.period: row for row in all_periods().values()}


def _empty(span: Period, known: Mapping[Period, PeriodRow]) -> bool:
    inside = [row.id for period, row in known.items() if span.range.overlaps(period.range)]
    return not models.PeriodTotal.objects.filter(period__in=inside).exists()


def begin(act: str, origin: str, *, by: Actor | None, at: datetime, reason: str = "") -> models.Change:
    """The numbered change under which the rows of one act are written; its reason is kept for ever.

    Raises ``Refused`` where the reason tells of a private person.
    """
    if refusal := refusal_to_keep_reason(reason):
        raise Refused(refusal)
    return models.Change.objects.create(
        at=at,
        act=act,
        origin=origin,
        name=by.name if by else SYSTEM_NAME,
        body=by.body_id if by else None,
        reason=reason,
    )


def lock(touched: Touched, geo: Geography) -> Touched:
    """Lock (family of provinces, period) for every period whose totals change, in sorted order (khóa).

    Held to the end of the transaction; SQLite's transactions exclude one another already. Returns the same keys with
    the periods as they are under the lock: another act may have been the first to use one. What an act decides by it
    reads after this, too.
    """
    if connection.vendor == "sqlite":
        return touched
    held: set[tuple[int, int]] = set()
    while wanted := sorted(_totals_of(touched, geo) - held):
        _hold(wanted)
        held.update(wanted)
        touched = replace(touched, periods=_as_they_are(touched.periods))
    return touched


def _totals_of(touched: Touched, geo: Geography) -> set[tuple[int, int]]:
    """The (period, family) of all kept totals over the touched keys: later periods come later in the order of locks."""
    found: set[tuple[int, int]] = set()
    spans = kept.spans_over({period for _, period in touched.pairs}, touched.periods)
    for body, period in touched.pairs:
        row = touched.periods[period]
        province = geo.province(touched.reporters[body].place, row.range.last_day)
        family = geo.families.get(province, province)
        found |= {(period, family), *((span, family) for span in spans[period])}
    return found


def _hold(wanted: Sequence[tuple[int, int]]) -> None:
    pairs, numbers = ", ".join(["(%s, %s)"] * len(wanted)), [number for pair in wanted for number in pair]
    there = f"FROM figures_lock WHERE (period, family) IN ({pairs})"
    with connection.cursor() as cursor:
        # none is locked before all are there: sorted order holds for those that others make meanwhile
        whole = f"(SELECT COUNT(*) {there}) = %s"
        execute(
            cursor,
            f"SELECT 1 {there} AND {whole} ORDER BY period, family FOR UPDATE",
            [*numbers, *numbers, len(wanted)],
        )
        if cursor.fetchone() is None:
            models.Lock.objects.bulk_create(
                [models.Lock(family=family, period=period) for period, family in wanted], ignore_conflicts=True
            )
            execute(cursor, f"SELECT 1 {there} ORDER BY period, family FOR UPDATE", numbers)


def _as_they_are(known: Mapping[int, PeriodRow]) -> Mapping[int, PeriodRow]:
    """The periods, read again where there are others by now, or others are kept; rows of periods are never deleted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*), COALESCE(SUM(CASE WHEN kept THEN 1 ELSE 0 END), 0) FROM figures_period")
        count = cursor.fetchone()
    return known if count == (len(known), sum(row.kept for row in known.values())) else all_periods()


def rows_of(touched: Touched) -> list[Row]:
    """The rows of the log for the touched keys, as they stand."""
    with connection.cursor() as cursor:
        where, values = _touching(touched)
        execute(cursor, f"SELECT {', '.join(_LOG)} FROM figures_figure WHERE {where.format(id='_id')}", values)  # noqa: S608
        rows = [Row._make(row) for row in cursor.fetchall()]
    return [row for row in rows if (row.body, row.period) in touched.pairs]


def _touching(touched: Touched) -> tuple[str, list[int]]:
    """What names the rows of the touched bodies, periods and indicators; ``{id}`` ends the names of their columns."""
    bodies, periods = sorted(touched.reporters), sorted({period for _, period in touched.pairs})
    where = (
        f"body{{id}} IN ({marks(len(bodies))}) AND period{{id}} IN ({marks(len(periods))}) "
        f"AND indicator{{id}} IN ({marks(len(touched.indicators))})"
    )
    return where, [*bodies, *periods, *sorted(touched.indicators)]


def write(change: int, fresh: Sequence[Fresh]) -> list[Row]:
    """Add rows to the log, each with the one that it replaces; return them with the ids that they got."""
    values = [
        (
            change,
            replaces,
            row.claim,
            row.source,
            row.indicator,
            row.body,
            row.period,
            row.breakdown,
            row.coverage,
            row.standing,
            row.state,
            row.comparator,
            row.force,
            row.value,
        )
        for row, replaces in fresh
    ]
    ids = insert_for_ids("figures_figure", _FRESH, values)
    return [row._replace(pk=pk) for (row, _), pk in zip(fresh, ids, strict=True)]


def sealed(
    change: models.Change,
    written: Sequence[Row],
    fresh: Sequence[Fresh],
    displaced: Collection[Fresh],
    made: Collection[models.Source],
) -> str:
    """The seal of an act: from what it has just written, where its rows name no source but those that it made."""
    if displaced or not made:
        return seals_of([change])[change.pk]
    return seal(
        (change.pk, change.origin, change.name, change.body, change.reason),
        [row.sealed(replaces) for row, (_, replaces) in zip(written, fresh, strict=True)],
        digested(made),
    )


def refresh(touched: Touched, geo: Geography, rows: Iterable[Row] | None = None) -> None:
    """Replace what counts for the touched keys, then the kept totals over them.

    ``rows`` is the log of the touched keys where the caller holds it.
    """
    said = list(rows_of(touched) if rows is None else rows)
    deciding = _count(touched, geo, said)
    kept.replace(touched, geo, deciding=deciding, own=all(row.coverage == Coverage.OWN for row in said))


def _count(touched: Touched, geo: Geography, rows: Iterable[Row]) -> bool:
    """Replace the rows of `Counted`; tell whether any of them decides over others."""
    keys: dict[Key, list[LogRow]] = defaultdict(list)
    by_pk: dict[int, Row] = {}
    for row in rows:
        keys[row.key].append(LogRow(row.pk, row.claim, row.standing, row.state, row.force))
        by_pk[row.pk] = row
    views = {pk: int(view) for log in keys.values() for pk, view in in_force(log).items()}
    fresh = [_counted(by_pk[pk], views[pk], touched, geo) for pk in sorted(views)]
    where, values = _touching(touched)
    places = sorted({one.place for one in touched.reporters.values()})
    where, values = f"place IN ({marks(len(places))}) AND {where.format(id='')}", [*places, *values]
    if len(touched.pairs) < len(touched.reporters) * len({period for _, period in touched.pairs}):
        pairs = ", ".join(["(%s, %s)"] * len(touched.pairs))
        where, values = (
            f"{where} AND (body, period) IN (VALUES {pairs})",
            [*values, *(n for pair in touched.pairs for n in pair)],
        )
    with connection.cursor() as cursor:
        execute(cursor, f"DELETE FROM figures_counted WHERE {where} RETURNING decides", values)  # noqa: S608
        decided = any(row[0] for row in cursor.fetchall())
    insert("figures_counted", _COUNTED, fresh)
    return decided or any(row[DECIDES] for row in fresh)


DECIDES = _COUNTED.index("decides")


def _counted(row: Row, views: int, touched: Touched, geo: Geography) -> tuple[int | None, ...]:
    """One row of `Counted`: where a row of the log that counts belongs."""
    reporter = touched.reporters[row.body]
    upper = row.coverage == Coverage.AREA and geo.levels[reporter.place] < 3
    return (
        row.pk,
        geo.province(reporter.place, touched.periods[row.period].range.last_day),
        reporter.place,
        row.body,
        row.period,
        row.indicator,
        row.breakdown,
        reporter.system,
        row.coverage,
        views,
        row.comparator,
        2 if row.force == Force.OVER_SUM else int(upper),
        row.value,
    )
