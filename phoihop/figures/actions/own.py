"""Own rows of places in the second kept total: by a statement where values simply add up, else by the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from django.db import connection

from phoihop.core.periods import Kind
from phoihop.figures.actions.rows import insert
from phoihop.figures.queries import base, plain
from phoihop.figures.queries.base import marks
from phoihop.figures.queries.definitions import OWN_PARTS, Summed, UnitRow, add, later_years, unit_rows
from phoihop.figures.queries.periods import PeriodRow
from phoihop.figures.rules.maps import Geography
from phoihop.figures.rules.values import Coverage, Part

__all__ = ["UNIT_COLUMNS", "combine_years", "own_rows", "write_rows"]

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


def own_rows(
    span: PeriodRow,
    inside: Mapping[int, PeriodRow],
    places: Collection[int],
    rules: Mapping[int, tuple[str, str]],
    *,
    geo: Geography,
) -> None:
    """Replace the own rows of some places and of all that they came from or became, for one span."""
    wanted = _with_relatives(places, geo)
    scope = sorted(_with_relatives(wanted, geo))
    units = sorted(wanted)
    year = span.period.kind is Kind.YEAR
    flows = sorted(pk for pk, rule in rules.items() if rule[1] == "sum")
    stocks = sorted(pk for pk, rule in rules.items() if rule[1] == "last")
    adds, follows = (_plain_year if year else _plain_span)(inside, scope, [*flows, *stocks], stocks, geo)
    for last, mine, plainly in ((False, flows, adds), (True, stocks, follows)):
        if mine and plainly:
            _delete(units, span.id, mine)
            (_insert_year if year else _insert_span)(span, inside, units, mine, last=last, geo=geo)
            rules = {pk: rule for pk, rule in rules.items() if pk not in mine}
    if rules:
        rows = None if year else _from_years(span, inside, wanted, scope, rules, geo=geo)
        if rows is None:
            loaded = base.load(periods=inside, indicators=sorted(rules), places=scope)
            rows = unit_rows(loaded, span=span.id, rules=rules, geo=geo, only=wanted)
        _delete(units, span.id, sorted(rules))
        _insert(rows)


def _with_relatives(places: Collection[int], geo: Geography) -> set[int]:
    return {*places, *(one for place in places for side in geo.relatives(place) for one in side)}


def _plain_year(
    inside: Mapping[int, PeriodRow],
    scope: Sequence[int],
    indicators: Sequence[int],
    stocks: Sequence[int],
    geo: Geography,
) -> tuple[bool, bool]:
    """Whether flows of a year simply add up, and stocks: own values of periods that do not overlap.

    Stocks only where no two places followed one another.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT place, period, MAX(coverage) FROM figures_counted "  # noqa: S608
            f"WHERE place IN ({marks(len(scope))}) AND period IN ({marks(len(inside))}) "
            f"AND indicator IN ({marks(len(indicators))}) AND breakdown IS NULL GROUP BY place, period",
            [*scope, *inside, *indicators],
        )
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for place, period, coverage in cursor.fetchall():
            if coverage == Coverage.AREA:
                return False, False
            found[place].append((inside[period].start.toordinal(), inside[period].end.toordinal()))
    apart = all(one[1] <= other[0] for days in found.values() for one, other in pairwise(sorted(days)))
    return apart, apart and _one_in_a_line(found, geo)


def _plain_span(
    inside: Mapping[int, PeriodRow],
    scope: Sequence[int],
    indicators: Sequence[int],
    stocks: Sequence[int],
    geo: Geography,
) -> tuple[bool, bool]:
    """Whether flows of a span follow from those of its years, and stocks: no value covers more than a year.

    Stocks only where none stands in and no two places followed one another.
    """
    if _covers_more(inside, scope, indicators):
        return False, False
    if not stocks:
        return True, True
    years = _years(inside)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unit, MAX(standin), MAX(standin_all) FROM figures_unittotal "  # noqa: S608
            f"WHERE unit IN ({marks(len(scope))}) AND span IN ({marks(len(years))}) "
            f"AND indicator IN ({marks(len(stocks))}) AND part <> {int(Part.SUM)} GROUP BY unit",
            [*scope, *years, *stocks],
        )
        rows = cursor.fetchall()
    return True, not any(row[1] or row[2] for row in rows) and _one_in_a_line({row[0] for row in rows}, geo)


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
        cursor.execute(
            f"SELECT 1 FROM figures_counted WHERE place IN ({marks(len(scope))}) "  # noqa: S608
            f"AND period IN ({marks(len(longer))}) AND indicator IN ({marks(len(indicators))}) LIMIT 1",
            [*scope, *longer, *indicators],
        )
        return cursor.fetchone() is not None


def _insert_year(
    span: PeriodRow,
    inside: Mapping[int, PeriodRow],
    units: Sequence[int],
    indicators: Sequence[int],
    *,
    last: bool,
    geo: Geography,
) -> None:
    ends = {pk: row.end.toordinal() for pk, row in inside.items()}
    by_part: dict[Part, list[int]] = defaultdict(list)
    for unit in units:
        by_part[OWN_PARTS[geo.levels[unit]]].append(unit)
    for part, mine in by_part.items():
        select = plain.own_of_years_sql(len(mine), ends, len(indicators), last=last)
        _insert_selected(select, [span.id, int(part), *mine, *sorted(ends), *indicators])


def _insert_span(
    span: PeriodRow,
    inside: Mapping[int, PeriodRow],
    units: Sequence[int],
    indicators: Sequence[int],
    *,
    last: bool,
    geo: Geography,
) -> None:
    years = _years(inside)
    select = plain.own_of_spans_sql(len(units), len(years), len(indicators), last=last)
    _insert_selected(select, [span.id, *units, *years, *indicators])


def _insert_selected(select: str, values: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO figures_unittotal ({', '.join(UNIT_COLUMNS)}) {select}", values)


def _delete(units: Sequence[int], span: int, indicators: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM figures_unittotal WHERE unit IN ({marks(len(units))}) AND span = %s "  # noqa: S608
            f"AND indicator IN ({marks(len(indicators))}) AND part <> {int(Part.SUM)}",
            [*units, span, *indicators],
        )


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

    They tell alone where a value covers more than a year, and for stocks where an area value stands in.
    """
    if _covers_more(inside, sorted(scope), sorted(rules)):
        return None
    years = _years(inside)
    columns = ", ".join(UNIT_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
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
        cursor.execute(
            f"DELETE FROM figures_unittotal WHERE span = %s AND province IN ({marks(len(family))}) "  # noqa: S608
            f"AND indicator IN ({marks(len(indicators))}) AND part <> {int(Part.SUM)}",
            [span, *family, *indicators],
        )
    _insert(rows)
