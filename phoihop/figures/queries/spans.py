"""Sums of years and of spans of years for the lines of a table, from kept totals of units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import connection

from phoihop.core.periods import Kind
from phoihop.figures.queries.asked import Ask, Found, Key, doubt_shared, select
from phoihop.figures.queries.base import marks
from phoihop.figures.queries.definitions import Summed, later_years, mask_sql
from phoihop.figures.rules.grouping import Group, Groups
from phoihop.figures.rules.selection import FORCED
from phoihop.figures.rules.values import Part

__all__ = ["from_kept", "from_years"]

_PLACES_IN_A_QUERY = 400
#: Where a selected row says how far its figures reach.
_UNTIL = 5 + Summed._fields.index("until")
#: Stands for the family where sums of several families were added together.
_MANY = 0


def from_kept(ask: Ask, wanted: Sequence[tuple[int, ...]], rules: Mapping[int, tuple[str, str]], found: Found) -> None:
    """Ranges that are a kept year or span: whole provinces by their sums, the rest by their places."""
    if not wanted:
        return
    ranges: dict[int, list[int]] = defaultdict(list)
    for number, span in wanted:
        ranges[span].append(number)
    spans, indicators, geo = sorted(ranges), sorted(rules), ask.groups.geo
    stocks_apart = geo.divided_families and any(over_time == "last" for _, over_time in rules.values())
    added = None if stocks_apart else _added(ask, ranges, indicators, found)
    whole = ask.groups.whole
    rows: list[tuple[Group | None, tuple[int, ...]]] = []
    if whole and added is None:
        where = f"span IN ({marks(len(spans))}) AND indicator IN ({marks(len(indicators))}) AND part = {int(Part.SUM)}"
        values: list[int] = [*spans, *indicators]
        if ask.groups.unit != geo.root:
            where += f" AND province IN ({marks(len(whole))})"
            values += sorted(whole)
        rows += [(whole[row[1]], row) for row in select(ask, where, values) if row[1] in whole]
    rows += [(None, row) for row in _own_rows(ask, spans, indicators)]
    families, sums = geo.families, found.sums
    lines: dict[int, tuple[Group, ...]] = {}
    for group, row in rows:
        unit, province, span, indicator, system = row[:5]
        one = Summed._make(row[5:])
        family = families.get(province, province)
        if one.forced and province != geo.root and not (group is not None and len(geo.family(family)) == 1):
            found.doubtful |= {(number, family, indicator, system) for number in ranges[span]}
        if unit not in lines:
            lines[unit] = (group,) if group is not None else tuple(line for line, _ in ask.groups.of(unit))
        for line in lines[unit]:
            for number in ranges[span]:
                sums[(line, number, indicator, system), family].append(one)
    doubt_shared(ask, [number for number, _ in wanted], rules, found)


def _added(ask: Ask, ranges: Mapping[int, Sequence[int]], indicators: Sequence[int], found: Found) -> Group | None:
    """Whole provinces added by the database where all belong to one line and no sum among them is doubtful."""
    groups, root = ask.groups, ask.groups.geo.root
    line = _one_line(groups)
    numbers = {number for several in ranges.values() for number in several}
    if line is None or any(one[0] in numbers for one in found.doubtful):
        return None
    where = f"span IN ({marks(len(ranges))}) AND indicator IN ({marks(len(indicators))}) AND part = {int(Part.SUM)}"
    values: list[int] = [*ranges, *indicators]
    if groups.unit == root:
        where += " AND province <> %s"
        values.append(root)
    else:
        where += f" AND province IN ({marks(len(groups.whole))})"
        values += sorted(groups.whole)
    if ask.systems is not None:
        where += f" AND system IN ({marks(len(ask.systems))})"
        values += ask.systems
    end = "_all" if ask.view else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT span, indicator, system, SUM(value{end}), SUM(counted{end}), SUM(excused{end}), "  # noqa: S608
            f"{mask_sql(f'mask{end}')}, MAX(until{end}), MAX(standin{end}), MAX(forced{end}) "
            f"FROM figures_unittotal WHERE {where} GROUP BY span, indicator, system",
            values,
        )
        rows = cursor.fetchall()
    if any(row[-1] for row in rows):
        return None
    for span, indicator, system, value, *rest in rows:
        one = Summed(None if value is None else int(value), *map(int, rest))
        for number in ranges[span]:
            found.sums[(line, number, indicator, system), _MANY].append(one)
    return line


def _one_line(groups: Groups) -> Group | None:
    """The line that all provinces with values of the unit belong to as wholes, if there is one."""
    known = groups.whole.keys() | groups.outside | {groups.geo.root}
    if groups.children or groups.shared or not groups.whole or not known.issuperset(groups.provinces):
        return None
    return Group(groups.unit)


def _own_rows(ask: Ask, spans: Sequence[int], indicators: Sequence[int]) -> list[tuple[int, ...]]:
    """The own rows of the places that must be placed one by one."""
    groups = ask.groups
    straddling = [p for p in groups.provinces if p not in groups.whole and p not in groups.outside]
    if not straddling:
        return []
    places = groups.places(straddling)
    where = f"span IN ({marks(len(spans))}) AND indicator IN ({marks(len(indicators))}) AND part <> {int(Part.SUM)}"
    values: list[int] = [*spans, *indicators]
    if len(places) <= _PLACES_IN_A_QUERY:
        where += f" AND unit IN ({marks(len(places))})"
        values += places
    where += f" AND province IN ({marks(len(straddling))})"
    values += straddling
    return [row for row in select(ask, where, values) if groups.of(row[0])]


def from_years(ask: Ask, number: int, years: Sequence[int], rules: Mapping[int, tuple[str, str]], found: Found) -> None:
    """Ranges of several years without a kept total of their own."""
    longer = [row.id for row in ask.inside(number).values() if row.period.kind is Kind.SPAN]
    if longer:
        _doubt_longer(ask, number, longer, rules, found)
    flows = {pk: rule for pk, rule in rules.items() if rule[1] == "sum"}
    if flows:
        part = Found(doubtful=set(found.doubtful))
        from_kept(ask, [(number, year) for year in years], flows, part)
        for key, sums in part.sums.items():
            found.sums[key] += sums
        found.doubtful |= part.doubtful
    stocks = sorted(set(rules) - set(flows))
    if not stocks:
        return
    _stocks_of_years(ask, number, years, stocks, found)
    doubt_shared(ask, [number], {pk: rules[pk] for pk in stocks}, found)


def _stocks_of_years(ask: Ask, number: int, years: Sequence[int], stocks: Sequence[int], found: Found) -> None:
    """Of each place its latest year that has values, nothing where a place of its line has a later one.

    A family whose provinces each belong to one line is told by their sums of the last year, which follow that rule
    within the year, and by the few places that said nothing then.
    """
    groups, geo = ask.groups, ask.groups.geo
    families = geo.families
    apart = {families.get(p, p) for p in groups.provinces if p not in groups.whole and p not in groups.outside}
    slow = [p for p in groups.provinces if families.get(p, p) in apart]
    fast = [p for p in groups.provinces if families.get(p, p) not in apart]
    if fast:
        _last_sums(ask, number, years, stocks, fast, found)
        _doubt_forced(ask, number, stocks, fast, found)
    units: dict[Key, dict[tuple[int, int, int], list[Summed]]] = defaultdict(lambda: defaultdict(list))
    for unit, province, _, indicator, system, *rest in _own_of_years(ask, years, stocks, slow):
        one = Summed._make(rest)
        if one.standin or one.forced:
            found.doubtful.add((number, families.get(province, province), indicator, system))
        units[indicator, system][unit, province, 0].append(one)
    for unit, province, _, indicator, system, *rest in _silent_in_last(ask, years, stocks, fast):
        units[indicator, system][unit, province, 0].append(Summed._make(rest)._replace(excused=0))
    for (indicator, system), rows in units.items():
        for (unit, province, _), one in later_years(rows, geo).items():
            for line, _ in groups.of(unit) if one != Summed() else ():
                found.sums[(line, number, indicator, system), families.get(province, province)].append(one)


def _last_sums(
    ask: Ask, number: int, years: Sequence[int], stocks: Sequence[int], provinces: Sequence[int], found: Found
) -> None:
    """The sums of whole provinces for the last of several years, with what was not applicable in any of them."""
    whole = {p: line for p, line in ask.groups.whole.items() if p in set(provinces)}
    where = f"span IN ({marks(len(years))}) AND indicator IN ({marks(len(stocks))}) AND part = {int(Part.SUM)}"
    latest: dict[tuple[int, int, int], Summed] = {}
    excused: dict[tuple[int, int, int], int] = defaultdict(int)
    for unit, _, span, indicator, system, *rest in select(ask, where, [*years, *stocks]):
        if unit not in whole:
            continue
        one, key = Summed._make(rest), (unit, indicator, system)
        excused[key] += one.excused
        if one.standin or one.forced:
            found.doubtful.add((number, ask.groups.geo.families[unit], indicator, system))
        if span == years[-1]:
            latest[key] = one
    for key, count in excused.items():
        unit, indicator, system = key
        one = latest.get(key, Summed())._replace(excused=count)
        if one != Summed():
            found.sums[(whole[unit], number, indicator, system), ask.groups.geo.families[unit]].append(one)


def _doubt_forced(ask: Ask, number: int, stocks: Sequence[int], provinces: Sequence[int], found: Found) -> None:
    """Where a claim was put over the sum, only the base values tell."""
    periods = ask.inside(number)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT province, indicator, system FROM figures_counted "  # noqa: S608
            f"WHERE decides > 0 AND decides = {FORCED} AND province IN ({marks(len(provinces))}) "
            f"AND indicator IN ({marks(len(stocks))}) AND period IN ({marks(len(periods))})",
            [*provinces, *stocks, *periods],
        )
        for province, indicator, system in cursor.fetchall():
            found.doubtful.add((number, ask.groups.geo.families.get(province, province), indicator, system))


def _own_of_years(
    ask: Ask, years: Sequence[int], stocks: Sequence[int], provinces: Sequence[int]
) -> list[tuple[int, ...]]:
    if not provinces:
        return []
    where = (
        f"span IN ({marks(len(years))}) AND indicator IN ({marks(len(stocks))}) AND part <> {int(Part.SUM)} "
        f"AND province IN ({marks(len(provinces))})"
    )
    return select(ask, where, [*years, *stocks, *provinces])


def _silent_in_last(
    ask: Ask, years: Sequence[int], stocks: Sequence[int], provinces: Sequence[int]
) -> list[tuple[int, ...]]:
    """Earlier years' rows of places that say nothing in the last year, where no place of their line says more later.

    A place that gave way to its heir still stands before what is older than itself: its rows are looked at too.
    """
    if not provinces or len(years) < 2:
        return []
    end = "_all" if ask.view else ""
    said = f"later.span = %s AND later.indicator = t.indicator AND later.system = t.system AND later.counted{end} > 0"
    own = f"part <> {int(Part.SUM)}"
    where = f"span IN ({marks(len(years) - 1)}) AND indicator IN ({marks(len(stocks))}) AND {own}"
    where += f" AND province IN ({marks(len(provinces))}) AND counted{end} > 0"
    for tables, of in (
        ("figures_unittotal later", "later.unit = t.unit"),
        ("places_succession s JOIN figures_unittotal later ON later.unit = s.heir_id", "s.predecessor_id = t.unit"),
    ):
        where += f" AND NOT EXISTS (SELECT 1 FROM {tables} WHERE {of} AND {said} AND later.{own})"  # noqa: S608
    rows = select(ask, where, [*years[:-1], *stocks, *provinces, years[-1], years[-1]])
    kin = {one for row in rows for side in ask.groups.geo.relatives(row[0]) for one in side}
    if not kin:
        return rows
    said = f"span IN ({marks(len(years))}) AND indicator IN ({marks(len(stocks))}) AND {own} AND counted{end} > 0"
    some = sorted(kin) if len(kin) <= _PLACES_IN_A_QUERY else []
    if some:
        said += f" AND unit IN ({marks(len(some))})"
    latest: dict[tuple[int, int, int], int] = defaultdict(int)
    for row in (*rows, *select(ask, said, [*years, *stocks, *some])):
        key = (row[0], row[3], row[4])
        latest[key] = max(latest[key], row[_UNTIL])
    return [row for row in rows if not _gave_way(row, latest, ask.groups)]


def _gave_way(row: tuple[int, ...], latest: Mapping[tuple[int, int, int], int], groups: Groups) -> bool:
    """Whether a place of the line of succession said something later, in whichever year."""
    unit, (indicator, system) = row[0], row[3:5]
    before, after = groups.geo.relatives(unit)
    mine = latest[unit, indicator, system]
    return any(latest.get((heir, indicator, system), 0) >= mine for heir in after) or any(
        latest.get((origin, indicator, system), 0) > mine for origin in before
    )


def _doubt_longer(
    ask: Ask, number: int, longer: Sequence[int], rules: Mapping[int, tuple[str, str]], found: Found
) -> None:
    """Where a value covers several of the years, only the base values tell."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT province, indicator, system FROM figures_periodtotal "  # noqa: S608
            f"WHERE period IN ({marks(len(longer))}) AND indicator IN ({marks(len(rules))}) AND breakdown IS NULL",
            [*longer, *rules],
        )
        for province, indicator, system in cursor.fetchall():
            family = ask.groups.geo.families.get(province, province)
            found.doubtful.add((number, family, indicator, system))
