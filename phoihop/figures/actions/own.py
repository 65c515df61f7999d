"""Own rows of places in the second kept total: by a statement where values simply add up, else by the rules.

Units of one line of succession may decide over each other's rows. Only what may have moved is written: where all
values are own ones, flows of a unit are a matter of that unit alone (`rules.selection.pick` takes of each body its
coarsest periods), and stocks are where no two units of a line have values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from django.db import connection

from phoihop.core.periods import Kind
from phoihop.figures.actions.rows import MOST, insert, replace
from phoihop.figures.queries import base, plain
from phoihop.figures.queries.base import execute, marks
from phoihop.figures.queries.definitions import OWN_PARTS, Summed, UnitRow, add, later_years, unit_rows
from phoihop.figures.queries.periods import PeriodRow
from phoihop.figures.rules.maps import Geography
from phoihop.figures.rules.values import Coverage, Part

__all__ = ["UNIT_COLUMNS", "Job", "Moved", "combine_years", "own_rows", "replace_units", "write_rows"]

UNIT_COLUMNS = (
    "unit",
    "province",
    "span",
    "indicator",
    "system",
    "part",
    *Summed._fields,
    *(f"{column}_all" for column in Summed._fields),
)


class Job(NamedTuple):
    """The query that gives the rows of units for indicators, of one span, with its parameters."""

    units: tuple[int, ...]
    indicators: Sequence[int]
    select: str
    values: Sequence[int]


@dataclass(slots=True)
class Moved:
    """The units whose own rows may have moved, of flows and of all else; ``alone``: those of the places asked alone."""

    alone: bool
    flows: set[int] = field(default_factory=set)
    others: set[int] = field(default_factory=set)


def own_rows(
    span: PeriodRow,
    inside: Mapping[int, PeriodRow],
    places: Collection[int],
    rules: Mapping[int, tuple[str, str]],
    *,
    geo: Geography,
    alone: bool = False,
) -> Moved:
    """Replace the own rows of some places, and of what they came from or became where these may move, for one span.

    ``alone``: what the act said or took back are own values, none longer than a year; before a span of years is asked,
    it must have held for each year that they lie in.
    """
    wanted = _with_relatives(places, geo)
    scope = sorted(_with_relatives(wanted, geo))
    year = span.period.kind is Kind.YEAR
    flows = sorted(pk for pk, rule in rules.items() if rule[1] == "sum")
    stocks = sorted(pk for pk, rule in rules.items() if rule[1] == "last")
    plainly = _Plainly(True, True, of_years=not year)
    if flows or stocks:
        plainly = (_plain_year if year else _plain_span)(inside, scope, [*flows, *stocks], stocks, geo)
    moved = Moved(alone and plainly.adds)
    jobs: list[Job] = []
    for last, mine, units in (
        (False, flows, (places if moved.alone else wanted) if plainly.adds else ()),
        (
            True,
            stocks,
            (places if moved.alone and plainly.there.issuperset(places) else wanted) if plainly.follows else (),
        ),
    ):
        if mine and units:
            jobs += (_year_jobs if year else _span_jobs)(span, inside, sorted(units), mine, last=last, geo=geo)
            rules = {pk: rule for pk, rule in rules.items() if pk not in mine}
            (moved.others if last else moved.flows).update(units)
    replace_units(span.id, jobs, sums=False)
    if rules:
        rows = _from_years(span, inside, wanted, scope, rules, geo=geo) if plainly.of_years else None
        if rows is None:
            loaded = base.load(periods=inside, indicators=sorted(rules), places=scope)
            rows = unit_rows(loaded, span=span.id, rules=rules, geo=geo, only=wanted)
        for unit, indicator in _write_changed(rows, sorted(wanted), span.id, sorted(rules)):
            (moved.flows if rules[indicator][1] == "sum" else moved.others).add(unit)
    moved.alone &= moved.others.issubset(places)
    return moved


@dataclass(frozen=True, slots=True)
class _Plainly:
    """Whether flows follow from plain sums, and stocks; the places with values; whether years tell a span at all."""

    adds: bool
    follows: bool
    there: frozenset[int] = frozenset()
    of_years: bool = False


def _with_relatives(places: Collection[int], geo: Geography) -> set[int]:
    return {*places, *(one for place in places for side in geo.relatives(place) for one in side)}


def _plain_year(
    inside: Mapping[int, PeriodRow],
    scope: Sequence[int],
    indicators: Sequence[int],
    stocks: Sequence[int],
    geo: Geography,
) -> _Plainly:
    """Whether flows of a year simply add up, and stocks: own values of periods that do not overlap.

    Stocks only where no two places followed one another.
    """
    with connection.cursor() as cursor:
        execute(
            cursor,
            "SELECT place, period, MAX(coverage) FROM figures_counted "  # noqa: S608
            f"WHERE place IN ({marks(len(scope))}) AND period IN ({marks(len(inside))}) "
            f"AND indicator IN ({marks(len(indicators))}) AND breakdown IS NULL GROUP BY place, period",
            [*scope, *inside, *indicators],
        )
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for place, period, coverage in cursor.fetchall():
            if coverage == Coverage.AREA:
                return _Plainly(False, False)
            found[place].append((inside[period].start.toordinal(), inside[period].end.toordinal()))
    apart = all(one[1] <= other[0] for days in found.values() for one, other in pairwise(sorted(days)))
    return _Plainly(apart, apart and _one_in_a_line(found, geo), frozenset(found))


def _plain_span(
    inside: Mapping[int, PeriodRow],
    scope: Sequence[int],
    indicators: Sequence[int],
    stocks: Sequence[int],
    geo: Geography,
) -> _Plainly:
    """Whether flows of a span follow from those of its years, and stocks: no value covers more than a year.

    Stocks only where none stands in and no two places followed one another.
    """
    if _covers_more(inside, scope, indicators):
        return _Plainly(False, False)
    if not stocks:
        return _Plainly(True, True, of_years=True)
    years = _years(inside)
    with connection.cursor() as cursor:
        execute(
            cursor,
            "SELECT unit, MAX(standin), MAX(standin_all) FROM figures_unittotal "  # noqa: S608
            f"WHERE unit IN ({marks(len(scope))}) AND span IN ({marks(len(years))}) "
            f"AND indicator IN ({marks(len(stocks))}) AND part <> {int(Part.SUM)} GROUP BY unit",
            [*scope, *years, *stocks],
        )
        rows = cursor.fetchall()
    there = frozenset(row[0] for row in rows)
    follows = not any(row[1] or row[2] for row in rows) and _one_in_a_line(there, geo)
    return _Plainly(True, follows, there, of_years=True)


def _one_in_a_line(places: Collection[int], geo: Geography) -> bool:
    """Whether no two of the places followed one another."""
    return not any(side & set(places) for place in places for side in geo.relatives(place))


def _years(inside: Mapping[int, PeriodRow]) -> list[int]:
    return [pk for pk, row in inside.items() if row.period.kind is Kind.YEAR]


def _covers_more(inside: Mapping[int, PeriodRow], scope: Sequence[int], indicators: Sequence[int]) -> bool:
    """Whether a value covers more than a year."""
    longer = [pk for pk, row in inside.items() if row.period.kind is Kind.SPAN]
    if not longer:
        return False
    with connection.cursor() as cursor:
        execute(
            cursor,
            f"SELECT 1 FROM figures_counted WHERE place IN ({marks(len(scope))}) "  # noqa: S608
            f"AND period IN ({marks(len(longer))}) AND indicator IN ({marks(len(indicators))}) LIMIT 1",
            [*scope, *longer, *indicators],
        )
        return cursor.fetchone() is not None


def _year_jobs(
    span: PeriodRow,
    inside: Mapping[int, PeriodRow],
    units: Sequence[int],
    indicators: Sequence[int],
    *,
    last: bool,
    geo: Geography,
) -> list[Job]:
    ends = {pk: row.end.toordinal() for pk, row in inside.items()}
    by_part: dict[Part, list[int]] = defaultdict(list)
    for unit in units:
        by_part[OWN_PARTS[geo.levels[unit]]].append(unit)
    return [
        Job(
            tuple(mine),
            indicators,
            plain.own_of_years_sql(len(mine), ends, len(indicators), last=last),
            [span.id, int(part), *mine, *sorted(ends), *indicators],
        )
        for part, mine in by_part.items()
    ]


def _span_jobs(
    span: PeriodRow,
    inside: Mapping[int, PeriodRow],
    units: Sequence[int],
    indicators: Sequence[int],
    *,
    last: bool,
    geo: Geography,
) -> list[Job]:
    years = _years(inside)
    select = plain.own_of_spans_sql(len(units), len(years), len(indicators), last=last)
    return [Job(tuple(units), indicators, select, [span.id, *units, *years, *indicators])]


def _these(units: int, indicators: int, *, sums: bool = False) -> str:
    """Which own rows, or sums: parameters units, span, indicators."""
    return (
        f"unit IN ({marks(units)}) AND span = %s AND indicator IN ({marks(indicators)}) "
        f"AND part {'=' if sums else '<>'} {int(Part.SUM)}"
    )


def replace_units(span: int, jobs: Iterable[Job], *, sums: bool) -> None:
    """Replace own rows, or sums of provinces, by what queries give: one statement for all of the same units."""
    together: dict[tuple[int, ...], list[Job]] = defaultdict(list)
    for job in jobs:
        together[job.units].append(job)
    for units, mine in together.items():
        indicators = [pk for job in mine for pk in job.indicators]
        replace(
            "figures_unittotal",
            UNIT_COLUMNS,
            UNIT_COLUMNS[:6],
            where=_these(len(units), len(indicators), sums=sums),
            within=[*units, span, *indicators],
            select=" UNION ALL ".join(job.select for job in mine),
            values=[value for job in mine for value in job.values],
        )


def _write_changed(
    rows: Iterable[UnitRow], units: Sequence[int], span: int, indicators: Sequence[int]
) -> set[tuple[int, int]]:
    """Replace the own rows of units where they differ; return (unit, indicator) of those that did."""
    fresh = {(*row[:6], *row.accepted, *row.everything): row for row in rows}
    with connection.cursor() as cursor:
        execute(
            cursor,
            f"SELECT id, {', '.join(UNIT_COLUMNS)} FROM figures_unittotal "  # noqa: S608
            f"WHERE {_these(len(units), len(indicators))}",
            [*units, span, *indicators],
        )
        old = {tuple(row[1:]): row[0] for row in cursor.fetchall()}
        gone = [pk for row, pk in old.items() if row not in fresh]
        for start in range(0, len(gone), MOST):
            some = gone[start : start + MOST]
            execute(cursor, f"DELETE FROM figures_unittotal WHERE id IN ({marks(len(some))})", some)  # noqa: S608
    new = [row for said, row in fresh.items() if said not in old]
    if new:
        _insert(new)
    return {(row[0], row[3]) for row in old.keys() ^ fresh.keys()}


def _insert(rows: Iterable[UnitRow]) -> None:
    insert("figures_unittotal", UNIT_COLUMNS, [(*row[:6], *row.accepted, *row.everything) for row in rows])


def _from_years(
    span: PeriodRow,
    inside: Mapping[int, PeriodRow],
    wanted: Collection[int],
    scope: Collection[int],
    rules: Mapping[int, tuple[str, str]],
    *,
    geo: Geography,
) -> list[UnitRow] | None:
    """The own rows of a span of years from those of its years; ``None`` where only the base values tell.

    They tell alone for stocks where an area value stands in; no value may cover more than a year.
    """
    years = _years(inside)
    columns = ", ".join(UNIT_COLUMNS)
    with connection.cursor() as cursor:
        execute(
            cursor,
            f"SELECT {columns} FROM figures_unittotal WHERE unit IN ({marks(len(scope))}) "  # noqa: S608
            f"AND span IN ({marks(len(years))}) AND indicator IN ({marks(len(rules))}) AND part <> {int(Part.SUM)}",
            [*sorted(scope), *years, *sorted(rules)],
        )
        rows = cursor.fetchall()
    return combine_years(rows, span.id, rules, wanted=wanted, geo=geo)


def combine_years(
    rows: Iterable[tuple[int, ...]],
    span: int,
    rules: Mapping[int, tuple[str, str]],
    *,
    wanted: Collection[int] | None,
    geo: Geography,
) -> list[UnitRow] | None:
    """Own rows of years made into own rows of a span; ``None`` where only the base values tell."""
    width = len(Summed._fields)
    grouped: dict[tuple[int, int], dict[tuple[int, int, int], list[tuple[Summed, Summed]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in rows:
        unit, province, _, indicator, system, part = row[:6]
        one, other = Summed(*row[6 : 6 + width]), Summed(*row[6 + width :])
        if rules[indicator][1] != "sum" and (rules[indicator][1] != "last" or one.standin or other.standin):
            return None
        grouped[indicator, system][unit, province, part].append((one, other))
    made: list[UnitRow] = []
    for (indicator, system), units in grouped.items():
        views = []
        for view in (0, 1):
            mine = {key: [pair[view] for pair in pairs] for key, pairs in units.items()}
            stock = rules[indicator][1] == "last"
            views.append(later_years(mine, geo) if stock else {key: add(rows) for key, rows in mine.items()})
        for unit, province, part in sorted(units):
            if wanted is None or unit in wanted:
                one, other = (view.get((unit, province, part), Summed()) for view in views)
                if one != Summed() or other != Summed():
                    made.append(UnitRow(unit, province, span, indicator, system, part, one, other))
    return made


def write_rows(rows: Sequence[UnitRow], span: int, family: Sequence[int], indicators: Sequence[int]) -> None:
    """Replace all own rows of a family of provinces."""
    with connection.cursor() as cursor:
        execute(
            cursor,
            f"DELETE FROM figures_unittotal WHERE span = %s AND province IN ({marks(len(family))}) "  # noqa: S608
            f"AND indicator IN ({marks(len(indicators))}) AND part <> {int(Part.SUM)}",
            [span, *family, *indicators],
        )
    _insert(rows)
