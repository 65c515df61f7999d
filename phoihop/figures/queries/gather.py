"""Gathering sums for the lines of a table: from kept totals where they tell, else from the base values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from django.db import connection

from phoihop.core.periods import Kind, Period, Range
from phoihop.figures.queries import base
from phoihop.figures.queries.asked import Ask, Cell, Cells, Found, doubt_shared
from phoihop.figures.queries.base import marks
from phoihop.figures.queries.definitions import Summed, add, summed
from phoihop.figures.queries.periods import PeriodRow, inside
from phoihop.figures.queries.spans import from_kept, from_years
from phoihop.figures.rules.grouping import Group, Groups
from phoihop.figures.rules.maps import Geography
from phoihop.figures.rules.selection import FORCED, Picked, Row, pick
from phoihop.figures.rules.values import Coverage

__all__ = ["Ask", "Cells", "counted_at", "gather"]


def gather(ask: Ask) -> Cells:
    """The sums of every line, range, indicator and system that has any value."""
    found = Found()
    adding = {pk: rule for pk, rule in ask.rules.items() if rule[0] == "sum"}
    apart = {pk: rule for pk, rule in ask.rules.items() if rule[0] != "sum"}
    kept: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    exact: list[int] = []
    for number, stretch in enumerate(ask.ranges):
        spans = _kept(ask, stretch) if ask.parts is None else ()
        if spans:
            kept[len(spans)].append((number, *spans))
        else:
            exact.append(number)
    if adding:
        _from_periods(ask, exact, adding, found)
        from_kept(ask, kept.get(1, []), adding, found)
        for count, several in kept.items():
            if count > 1:
                for number, *years in several:
                    from_years(ask, number, years, adding, found)
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
    """The kept span that is the stretch, or the years with figures that make it up; nothing where neither does."""
    rows = inside(ask.periods.values(), stretch, ask.calendar)
    for row in rows:
        if row.kept and row.range == stretch:
            return (row.id,)
    years = sorted((row for row in rows if row.period.kind is Kind.YEAR), key=lambda row: row.start)
    longer = any(row.period.kind is Kind.SPAN for row in rows)
    if not years or not _whole_years(stretch, years[0].period) or (longer and len(years) == 1):
        return ()
    return tuple(row.id for row in years)


def _whole_years(stretch: Range, year: Period) -> bool:
    """Whether a stretch of days is made of whole years, one of which is given."""
    first, last = (
        replace(year, year=year.year + round((day - end).days / 365.25))
        for day, end in ((stretch.start, year.range.start), (stretch.end, year.range.end))
    )
    return first.range.start == stretch.start and last.range.end == stretch.end


def _from_periods(ask: Ask, numbers: Sequence[int], rules: Mapping[int, tuple[str, str]], found: Found) -> None:
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
    if ask.parts is None:
        where += " AND breakdown IS NULL"
    else:
        where += f" AND breakdown IN ({marks(len(ask.parts))})"
        values += ask.parts
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
    doubt_shared(ask, numbers, rules, found)
    if ask.parts is not None:
        _doubt_forced(ask, ranges, rules, found)


def _doubt_forced(
    ask: Ask, ranges: Mapping[int, Sequence[int]], rules: Mapping[int, tuple[str, str]], found: Found
) -> None:
    """Parts where a claim for the whole was put over the sum: only the base values tell which go with it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT province, indicator, system, period FROM figures_counted "  # noqa: S608
            f"WHERE decides > 0 AND decides = {FORCED} AND breakdown IS NULL AND indicator IN ({marks(len(rules))}) "
            f"AND period IN ({marks(len(ranges))})",
            [*rules, *ranges],
        )
        for province, indicator, system, period in cursor.fetchall():
            family = ask.groups.geo.families.get(province, province)
            found.doubtful |= {(number, family, indicator, system) for number in ranges[period]}


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


def _apart(ask: Ask, rules: Mapping[int, tuple[str, str]], found: Found) -> None:
    """Indicators that are not added over units: each line shows its own unit's value alone."""
    units = [line.unit for line in ask.groups.lines if line.kind == "all"]
    loaded = base.load(
        periods=_all_inside(ask),
        indicators=sorted(rules),
        places=units,
        systems=ask.systems,
        parts=ask.parts,
    )[ask.view]
    for number, stretch in enumerate(ask.ranges):
        first, end = stretch.start.toordinal(), stretch.end.toordinal()
        for (indicator, system), every in loaded.rows.items():
            rows = [row for row in every if first <= row.start and row.end <= end]
            for unit, made in of_each_unit(rows, ask.groups.geo, rules[indicator][1]):
                found.sums[(Group(unit), number, indicator, system), unit].append(made)


def _all_inside(ask: Ask) -> dict[int, PeriodRow]:
    """The periods that lie inside any of the ranges."""
    found: dict[int, PeriodRow] = {}
    for number in range(len(ask.ranges)):
        found |= ask.inside(number)
    return found


def of_each_unit(rows: Sequence[Row], geo: Geography, over_time: str) -> Iterator[tuple[int, Summed]]:
    """What the values of each unit alone come to, of an indicator that is not added over units."""
    units: dict[int, list[Picked]] = defaultdict(list)
    for one in pick(rows, last=over_time == "last", geo=geo, within=None):
        units[one.row.place].append(one)
    for unit, picked in units.items():
        yield unit, summed(picked, 0, over_time)


def _from_base(ask: Ask, found: Found) -> None:
    """What was doubtful, from the base values; the sums gathered for it are thrown away first."""
    wanted: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for number, family, indicator, system in found.doubtful:
        wanted[number, family, indicator].add(system)
    for (number, family, indicator), systems in sorted(wanted.items()):
        _recompute(ask, found, number, family, indicator, None if 0 in systems else sorted(systems))


def _recompute(ask: Ask, found: Found, number: int, family: int, indicator: int, systems: Sequence[int] | None) -> None:
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
        parts=ask.parts,
    )[ask.view]
    wholes = None
    if ask.parts is not None:
        wholes = base.load(
            periods=ask.inside(number),
            indicators=[indicator],
            provinces=sorted(groups.geo.family(family)),
            systems=ask.systems if systems is None else systems,
        )[ask.view]
    for (_, system), rows in loaded.rows.items():
        whole = None if wholes is None else wholes.rows.get((indicator, system), [])
        for line, made in lines_of(rows, groups, ask.rules[indicator][1], whole).items():
            found.sums[(line, number, indicator, system), family].append(made)
    for (_, system, place, _), count in loaded.excused.items():
        for line, _ in groups.of(place):
            found.sums[(line, number, indicator, system), family].append(Summed(excused=count))


def lines_of(
    rows: Sequence[Row], groups: Groups, over_time: str, wholes: Sequence[Row] | None = None
) -> dict[Group, Summed]:
    """The sums of every line from base values of one indicator and system; of a breakdown beside its ``wholes``."""
    root = groups.geo.root
    below = [row for row in rows if not (row.area and row.place == root)]
    if wholes is not None:
        wholes = [row for row in wholes if not (row.area and row.place == root)]
    deciding = below if wholes is None else wholes
    last = over_time == "last"
    plain = pick(below, last=last, geo=groups.geo, divide=True, wholes=wholes)
    forced = {line for row in deciding if row.decides == 2 for line, _ in groups.of(row.place) if line.kind == "all"}
    made: dict[Group, list[Picked]] = defaultdict(list)
    _share_out(plain, groups, made, skip=forced)
    for line in forced:
        within = frozenset(row.place for row in deciding if any(one == line for one, _ in groups.of(row.place)))
        picked = pick(below, last=last, geo=groups.geo, within=within, divide=True, wholes=wholes)
        _share_out(picked, groups, made, only=line)
    return {line: summed(picked, 0, over_time) for line, picked in made.items()}


def counted_at(unit: int, rows: Sequence[Row], groups: Groups, rule: tuple[str, str]) -> list[Picked]:
    """The values that count for a unit with all below it, of one indicator with its rule over units and time."""
    last, root = rule[1] == "last", groups.geo.root
    if rule[0] != "sum":
        return pick([row for row in rows if row.place == unit], last=last, geo=groups.geo, within=None)
    below = rows if unit == root else [row for row in rows if not (row.area and row.place == root)]
    within = frozenset(row.place for row in below if groups.of(row.place))
    return pick(below, last=last, geo=groups.geo, within=within, divide=True)


def _share_out(
    picked: Iterable[Picked],
    groups: Groups,
    made: dict[Group, list[Picked]],
    *,
    skip: Collection[Group] = (),
    only: Group | None = None,
) -> None:
    for one in picked:
        for line, value in groups.parts(one.row.place, one.row.value, one.left).items():
            if line not in skip and (only is None or line == only):
                made[line].append(one._replace(row=one.row._replace(value=value)))


def _country(ask: Ask, rules: Mapping[int, tuple[str, str]], found: Found) -> None:
    """Area values of central bodies: they stand in where nothing at all is counted, or were put over the sum."""
    geo, root = ask.groups.geo, ask.groups.geo.root
    decided = _decided(ask, rules)
    for number in range(len(ask.ranges)):
        periods = ask.inside(number)
        if decided.isdisjoint(periods):
            continue
        claimed = {
            key
            for part in ((None,) if ask.parts is None else (ask.parts, None))
            for key, rows in base.load(
                periods=periods,
                indicators=sorted(rules),
                places=[root],
                systems=ask.systems,
                parts=part,
                upper_only=True,
            )[ask.view].rows.items()
            if rows
        }
        for indicator, system in sorted(claimed):
            every, wholes = (
                base.load(periods=periods, indicators=[indicator], systems=[system], parts=part)[ask.view].rows[
                    indicator, system
                ]
                for part in (ask.parts, None)
            )
            last = rules[indicator][1] == "last"
            within = frozenset(row.place for row in wholes)
            beside = None if ask.parts is None else wholes
            picked = pick(every, last=last, geo=geo, within=within, divide=True, wholes=beside)
            cell = (Group(root), number, indicator, system)
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
