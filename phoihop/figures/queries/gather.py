"""Gathering sums for the lines of a table: from kept totals where they tell, else from the base values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.db import connection

from phoihop.core.periods import Calendar, Kind, Range
from phoihop.figures.queries import base
from phoihop.figures.queries.base import marks
from phoihop.figures.queries.definitions import Summed, add, later_years, mask_sql, summed
from phoihop.figures.queries.periods import PeriodRow, inside
from phoihop.figures.rules.grouping import Group, Groups, split
from phoihop.figures.rules.selection import FORCED, Picked, Row, pick
from phoihop.figures.rules.values import Coverage, Part

__all__ = ["Ask", "Cells", "gather"]

#: (line, number of the range, indicator id, system number)
Cell = tuple[Group, int, int, int]
Cells = dict[Cell, Summed]
Key = tuple[int, int]

_PLACES_IN_A_QUERY = 400
#: Stands for the family where sums of several families were added together.
_MANY = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked: ``rules`` is indicator id → (over units, over time); ``view`` 0 accepted only, 1 submitted too."""

    groups: Groups
    ranges: Sequence[Range]
    calendar: Calendar
    rules: Mapping[int, tuple[str, str]]
    periods: Mapping[int, PeriodRow]
    systems: Sequence[int] | None = None
    breakdown: int | None = None
    view: int = 0

    def inside(self, number: int) -> dict[int, PeriodRow]:
        return {row.id: row for row in inside(self.periods.values(), self.ranges[number], self.calendar)}


@dataclass(slots=True)
class _Found:
    """Sums so far, and what only the base values can tell: (range, family, indicator, system).

    Sums are kept apart by family of provinces; system 0 among the doubtful means all systems.
    """

    sums: dict[tuple[Cell, int], list[Summed]] = field(default_factory=lambda: defaultdict(list))
    doubtful: set[tuple[int, int, int, int]] = field(default_factory=set)


def gather(ask: Ask) -> Cells:
    """The sums of every line, range, indicator and system that has any value."""
    found = _Found()
    adding = {pk: rule for pk, rule in ask.rules.items() if rule[0] == "sum"}
    apart = {pk: rule for pk, rule in ask.rules.items() if rule[0] != "sum"}
    kept: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    exact: list[int] = []
    for number, stretch in enumerate(ask.ranges):
        spans = _kept(ask, stretch) if ask.breakdown is None else ()
        if spans:
            kept[len(spans)].append((number, *spans))
        else:
            exact.append(number)
    if adding:
        _from_periods(ask, exact, adding, found)
        _from_kept(ask, kept.get(1, []), adding, found)
        for count, several in kept.items():
            if count > 1:
                for number, *years in several:
                    _from_years(ask, number, years, adding, found)
    if apart:
        _apart(ask, apart, found)
    _from_base(ask, found)
    if ask.groups.unit == ask.groups.geo.root and not ask.groups.children:
        _country(ask, adding, found)
    cells: dict[Cell, list[Summed]] = defaultdict(list)
    for (cell, _), sums in found.sums.items():
        cells[cell] += sums
    return {cell: sums[0] if len(sums) == 1 else add(sums) for cell, sums in cells.items()}


def _kept(ask: Ask, stretch: Range) -> tuple[int, ...]:
    """The kept span that is the stretch, or the years that make it up; nothing where neither does."""
    rows = inside(ask.periods.values(), stretch, ask.calendar)
    for row in rows:
        if row.kept and row.range == stretch:
            return (row.id,)
    years = sorted((row for row in rows if row.period.kind is Kind.YEAR), key=lambda row: row.start)
    if years and years[0].start == stretch.start and years[-1].end == stretch.end:
        whole = all(one.end == other.start for one, other in pairwise(years))
        if whole:
            return tuple(row.id for row in years)
    return ()


def _columns(view: int) -> str:
    end = "_all" if view else ""
    return ", ".join(f"{column}{end}" for column in Summed._fields)


def _select(ask: Ask, where: str, values: Sequence[int]) -> list[tuple[int, ...]]:
    if ask.systems is not None:
        where += f" AND system IN ({marks(len(ask.systems))})"
        values = [*values, *ask.systems]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT unit, province, span, indicator, system, {_columns(ask.view)} "  # noqa: S608
            f"FROM figures_unittotal t WHERE {where}",
            values,
        )
        return list(cursor.fetchall())


def _from_kept(
    ask: Ask, wanted: Sequence[tuple[int, ...]], rules: Mapping[int, tuple[str, str]], found: _Found
) -> None:
    """Ranges that are a kept year or span: whole provinces by their sums, the rest by their places."""
    if not wanted:
        return
    ranges: dict[int, list[int]] = defaultdict(list)
    for number, span in wanted:
        ranges[span].append(number)
    spans, indicators, geo = sorted(ranges), sorted(rules), ask.groups.geo
    added = _added(ask, ranges, indicators, found)
    whole = ask.groups.whole
    rows: list[tuple[Group | None, tuple[int, ...]]] = []
    if whole and added is None:
        where = f"span IN ({marks(len(spans))}) AND indicator IN ({marks(len(indicators))}) AND part = {int(Part.SUM)}"
        values: list[int] = [*spans, *indicators]
        if ask.groups.unit != geo.root:
            where += f" AND province IN ({marks(len(whole))})"
            values += sorted(whole)
        rows += [(whole[row[1]], row) for row in _select(ask, where, values) if row[1] in whole]
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
    _shared(ask, [number for number, _ in wanted], rules, found)


def _added(ask: Ask, ranges: Mapping[int, Sequence[int]], indicators: Sequence[int], found: _Found) -> Group | None:
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
    return [row for row in _select(ask, where, values) if groups.of(row[0])]


def _shared(ask: Ask, numbers: Iterable[int], rules: Mapping[int, tuple[str, str]], found: _Found) -> None:
    """Provinces whose values are divided by stated shares are computed from the base, each value for itself."""
    families = {ask.groups.geo.families[province] for province in ask.groups.shared}
    for number in numbers:
        for family in families:
            found.doubtful |= {(number, family, indicator, 0) for indicator in rules}


def _from_years(
    ask: Ask, number: int, years: Sequence[int], rules: Mapping[int, tuple[str, str]], found: _Found
) -> None:
    """Ranges of several years without a kept total of their own."""
    longer = [row.id for row in ask.inside(number).values() if row.period.kind is Kind.SPAN]
    if longer:
        _doubt_longer(ask, number, longer, rules, found)
    flows = {pk: rule for pk, rule in rules.items() if rule[1] == "sum"}
    if flows:
        part = _Found(doubtful=set(found.doubtful))
        _from_kept(ask, [(number, year) for year in years], flows, part)
        for key, sums in part.sums.items():
            found.sums[key] += sums
        found.doubtful |= part.doubtful
    stocks = sorted(set(rules) - set(flows))
    if not stocks:
        return
    _stocks_of_years(ask, number, years, stocks, found)
    _shared(ask, [number], {pk: rules[pk] for pk in stocks}, found)


def _stocks_of_years(ask: Ask, number: int, years: Sequence[int], stocks: Sequence[int], found: _Found) -> None:
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
    ask: Ask, number: int, years: Sequence[int], stocks: Sequence[int], provinces: Sequence[int], found: _Found
) -> None:
    """The sums of whole provinces for the last of several years, with what was not applicable in any of them."""
    whole = {p: line for p, line in ask.groups.whole.items() if p in set(provinces)}
    where = f"span IN ({marks(len(years))}) AND indicator IN ({marks(len(stocks))}) AND part = {int(Part.SUM)}"
    latest: dict[tuple[int, int, int], Summed] = {}
    excused: dict[tuple[int, int, int], int] = defaultdict(int)
    for unit, _, span, indicator, system, *rest in _select(ask, where, [*years, *stocks]):
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


def _doubt_forced(ask: Ask, number: int, stocks: Sequence[int], provinces: Sequence[int], found: _Found) -> None:
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
    return _select(ask, where, [*years, *stocks, *provinces])


def _silent_in_last(
    ask: Ask, years: Sequence[int], stocks: Sequence[int], provinces: Sequence[int]
) -> list[tuple[int, ...]]:
    """Earlier years' rows of places that say nothing in the last year, nor does a place of their line."""
    if not provinces or len(years) < 2:
        return []
    end = "_all" if ask.view else ""
    said = f"later.span = %s AND later.indicator = t.indicator AND later.system = t.system AND later.counted{end} > 0"
    own = f"part <> {int(Part.SUM)}"
    where = f"span IN ({marks(len(years) - 1)}) AND indicator IN ({marks(len(stocks))}) AND {own}"
    where += f" AND province IN ({marks(len(provinces))}) AND counted{end} > 0 AND NOT EXISTS ("
    where += f"SELECT 1 FROM figures_unittotal later WHERE later.unit = t.unit AND {said} AND later.{own})"
    where += " AND NOT EXISTS (SELECT 1 FROM places_succession s JOIN figures_unittotal later ON later.unit = s.heir_id"
    where += f" WHERE s.predecessor_id = t.unit AND {said} AND later.{own})"
    rows = _select(ask, where, [*years[:-1], *stocks, *provinces, years[-1], years[-1]])
    kin = {one for row in rows for side in ask.groups.geo.relatives(row[0]) for one in side}
    if not kin:
        return rows
    later = f"span = %s AND indicator IN ({marks(len(stocks))}) AND part <> {int(Part.SUM)} AND counted{end} > 0"
    some = sorted(kin)[:_PLACES_IN_A_QUERY] if len(kin) <= _PLACES_IN_A_QUERY else None
    if some is not None:
        later += f" AND unit IN ({marks(len(some))})"
    told = {(row[0], row[3], row[4]) for row in _select(ask, later, [years[-1], *stocks, *(some or ())])}
    return [
        row
        for row in rows
        if not any((one, row[3], row[4]) in told for side in ask.groups.geo.relatives(row[0]) for one in side)
    ]


def _doubt_longer(
    ask: Ask, number: int, longer: Sequence[int], rules: Mapping[int, tuple[str, str]], found: _Found
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


def _from_periods(ask: Ask, numbers: Sequence[int], rules: Mapping[int, tuple[str, str]], found: _Found) -> None:
    """Months, quarters, parts of years, breakdowns: by the totals of exact periods where these do not overlap."""
    ranges: dict[int, list[int]] = defaultdict(list)
    for number in numbers:
        for pk in ask.inside(number):
            ranges[pk].append(number)
    if not ranges:
        return
    groups, geo = ask.groups, ask.groups.geo
    end = "_all" if ask.view else ""
    where = f"indicator IN ({marks(len(rules))}) AND period IN ({marks(len(ranges))})"
    values: list[int] = [*rules, *ranges]
    if ask.systems is not None:
        where += f" AND system IN ({marks(len(ask.systems))})"
        values += ask.systems
    if ask.breakdown is None:
        where += " AND breakdown IS NULL"
    else:
        where += " AND breakdown = %s"
        values.append(ask.breakdown)
    if groups.unit != geo.root:
        where += f" AND province IN ({marks(len(groups.provinces))})"
        values += groups.provinces
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT province, period, indicator, system, coverage, value{end}, counted{end}, excused{end}, mask{end} "  # noqa: S608
            f"FROM figures_periodtotal WHERE {where}",
            values,
        )
        rows = cursor.fetchall()
    families: dict[tuple[int, int, int, int], dict[int, list[tuple[int, ...]]]] = defaultdict(lambda: defaultdict(list))
    leaders = geo.families
    for row in rows:
        family = leaders.get(row[0], row[0])
        for number in ranges[row[1]]:
            families[number, family, row[2], row[3]][row[0]].append(row)
    untils = {pk: ask.periods[pk].end.toordinal() for pk in ranges}
    for (number, family, indicator, system), provinces in families.items():
        if not _plain(provinces, ask.periods, rules[indicator][1], ask):
            found.doubtful.add((number, family, indicator, system))
            continue
        for province, mine in provinces.items():
            group = groups.whole.get(province)
            if group is None and province == geo.root:
                group = next((line for line, _ in groups.of(province)), None)
            if group is None:
                continue
            for _, period, _, _, _, value, counted, excused, mask in mine:
                one = Summed(value if counted else None, counted, excused, mask, untils[period] if counted else 0)
                found.sums[(group, number, indicator, system), family].append(one)
    _shared(ask, numbers, rules, found)


def _plain(
    provinces: Mapping[int, list[tuple[int, ...]]], periods: Mapping[int, PeriodRow], over_time: str, ask: Ask
) -> bool:
    """Whether the totals of exact periods simply add up to the range."""
    groups = ask.groups
    for province, rows in provinces.items():
        if province not in groups.whole and province not in groups.outside and province != groups.geo.root:
            return False
        if any(row[4] == Coverage.AREA for row in rows):
            return False
        if len(rows) == 1:
            continue
        mine = sorted({(periods[row[1]].start, periods[row[1]].end) for row in rows})
        if any(one[1] > other[0] for one, other in pairwise(mine)):
            return False
        if over_time != "sum" and len(mine) > 1:
            return False
    return over_time == "sum" or len(provinces) == 1


def _apart(ask: Ask, rules: Mapping[int, tuple[str, str]], found: _Found) -> None:
    """Indicators that are not added over units: each line shows its own unit's value alone."""
    units = [line.unit for line in ask.groups.lines if line.kind == "all"]
    loaded = base.load(
        periods=_all_inside(ask),
        indicators=sorted(rules),
        places=units,
        systems=ask.systems,
        breakdown=ask.breakdown,
    )[ask.view]
    for number, stretch in enumerate(ask.ranges):
        first, end = stretch.start.toordinal(), stretch.end.toordinal()
        for (indicator, system), every in loaded.rows.items():
            rows = [row for row in every if first <= row.start and row.end <= end]
            for one in _by_unit(pick(rows, last=rules[indicator][1] == "last", geo=ask.groups.geo, within=None)):
                made = summed(one, 0, rules[indicator][1])
                unit = one[0].row.place
                found.sums[(Group(unit), number, indicator, system), unit].append(made)


def _all_inside(ask: Ask) -> dict[int, PeriodRow]:
    """The periods that lie inside any of the ranges."""
    found: dict[int, PeriodRow] = {}
    for number in range(len(ask.ranges)):
        found |= ask.inside(number)
    return found


def _by_unit(picked: Iterable[Picked]) -> Iterable[list[Picked]]:
    units: dict[int, list[Picked]] = defaultdict(list)
    for one in picked:
        units[one.row.place].append(one)
    return units.values()


def _from_base(ask: Ask, found: _Found) -> None:
    """What was doubtful, from the base values; the sums gathered for it are thrown away first."""
    wanted: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for number, family, indicator, system in found.doubtful:
        wanted[number, family, indicator].add(system)
    for (number, family, indicator), systems in sorted(wanted.items()):
        _recompute(ask, found, number, family, indicator, None if 0 in systems else sorted(systems))


def _recompute(
    ask: Ask, found: _Found, number: int, family: int, indicator: int, systems: Sequence[int] | None
) -> None:
    """All lines of one range and indicator, from the base values of one family of provinces."""
    groups = ask.groups
    for (cell, of), sums in found.sums.items():
        if of == family and cell[1:3] == (number, indicator) and (systems is None or cell[3] in systems):
            sums.clear()
    loaded = base.load(
        periods=ask.inside(number),
        indicators=[indicator],
        provinces=sorted(groups.geo.family(family)),
        systems=ask.systems if systems is None else systems,
        breakdown=ask.breakdown,
    )[ask.view]
    for (_, system), rows in loaded.rows.items():
        for line, made in lines_of(rows, groups, ask.rules[indicator][1]).items():
            found.sums[(line, number, indicator, system), family].append(made)
    for (_, system, place, _), count in loaded.excused.items():
        for line, _ in groups.of(place):
            found.sums[(line, number, indicator, system), family].append(Summed(excused=count))


def lines_of(rows: Sequence[Row], groups: Groups, over_time: str) -> dict[Group, Summed]:
    """The sums of every line from base values of one indicator and system."""
    root = groups.geo.root
    below = [row for row in rows if not (row.area and row.place == root)]
    last = over_time == "last"
    plain = pick(below, last=last, geo=groups.geo)
    forced = {line for row in below if row.decides == 2 for line, _ in groups.of(row.place) if line.kind == "all"}
    made: dict[Group, list[Picked]] = defaultdict(list)
    _share_out(plain, groups, made, skip=forced)
    for line in forced:
        within = frozenset(row.place for row in below if any(one == line for one, _ in groups.of(row.place)))
        _share_out(pick(below, last=last, geo=groups.geo, within=within), groups, made, only=line)
    return {line: summed(picked, 0, over_time) for line, picked in made.items()}


def _share_out(
    picked: Iterable[Picked],
    groups: Groups,
    made: dict[Group, list[Picked]],
    *,
    skip: Collection[Group] = (),
    only: Group | None = None,
) -> None:
    for one in picked:
        shares = groups.geo.target(one.row.place, groups.on)
        values = split(one.row.value, shares) if len(shares) > 1 else [one.row.value]
        for share, value in zip(shares, values, strict=True):
            line = next((line for line, mine in groups.of(one.row.place) if mine == share), None)
            if line is not None and line not in skip and (only is None or line == only):
                made[line].append(one._replace(row=one.row._replace(value=value)))


def _country(ask: Ask, rules: Mapping[int, tuple[str, str]], found: _Found) -> None:
    """Area values of central bodies: they stand in where nothing at all is counted, or were put over the sum."""
    geo, root = ask.groups.geo, ask.groups.geo.root
    decided = _decided(ask, rules)
    for number in range(len(ask.ranges)):
        periods = ask.inside(number)
        if decided.isdisjoint(periods):
            continue
        loaded = base.load(
            periods=periods,
            indicators=sorted(rules),
            places=[root],
            systems=ask.systems,
            breakdown=ask.breakdown,
            upper_only=True,
        )[ask.view]
        for (indicator, system), claims in loaded.rows.items():
            everything = base.load(periods=periods, indicators=[indicator], systems=[system], breakdown=ask.breakdown)[
                ask.view
            ]
            last = rules[indicator][1] == "last"
            within = frozenset(row.place for row in everything.rows[indicator, system])
            picked = pick(everything.rows[indicator, system], last=last, geo=geo, within=within)
            cell = (Group(root), number, indicator, system)
            if claims:
                excused = 0
                for (other, _), sums in found.sums.items():
                    if other == cell:
                        excused += sum(one.excused for one in sums)
                        sums.clear()
                found.sums[cell, root].append(summed(picked, excused, rules[indicator][1]))


def _decided(ask: Ask, rules: Mapping[int, tuple[str, str]]) -> set[int]:
    """The periods for which a value of a central body decides."""
    if not rules:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT period FROM figures_counted "  # noqa: S608
            f"WHERE province = %s AND decides > 0 AND indicator IN ({marks(len(rules))})",
            [ask.groups.geo.root, *rules],
        )
        return {row[0] for row in cursor.fetchall()}
