"""The queries that define the kept totals: actions replace rows by them, `verify` compares rows with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from phoihop.figures.queries.base import Base, marks
from phoihop.figures.rules.comparators import merged
from phoihop.figures.rules.maps import Geography
from phoihop.figures.rules.selection import Picked, pick
from phoihop.figures.rules.values import Part

__all__ = [
    "OWN_PARTS",
    "Summed",
    "UnitRow",
    "add",
    "later_years",
    "mask_sql",
    "period_totals_sql",
    "province_sums_sql",
    "summed",
    "unit_rows",
]

#: The part of a unit's own row, by level number.
OWN_PARTS = {0: Part.COUNTRY, 1: Part.PROVINCE, 2: Part.DISTRICT, 3: Part.COMMUNE}


class Summed(NamedTuple):
    """Values added: ``value`` is ``None`` where nothing is counted or the rule does not add."""

    value: int | None = None
    counted: int = 0
    excused: int = 0
    mask: int = 0
    until: int = 0
    standin: int = 0
    forced: int = 0


class UnitRow(NamedTuple):
    """One row of `UnitTotal` without its id."""

    unit: int
    province: int
    span: int
    indicator: int
    system: int
    part: int
    accepted: Summed
    everything: Summed


def mask_sql(column: str, taken: str = "") -> str:
    """The highest bit of comparators that went in, and whether anything is "more than" (see `comparators.merged`)."""
    bits = [column, f"{column} & 2", f"{column} & 4"]
    if not taken:
        return " | ".join(f"MAX({bit})" for bit in bits)
    return " | ".join(f"COALESCE(MAX(CASE WHEN {taken} THEN {bit} END), 0)" for bit in bits)


def period_totals_sql(provinces: int, periods: int, indicators: int) -> str:
    """The definition of `PeriodTotal` for that many provinces, periods and indicators (parameters in that order).

    Values are added in groups of one standing and comparator first: few sums over many rows, many over few.
    """
    keys = "province, period, indicator, system, breakdown, coverage"
    columns = []
    for views in ("1, 3", "2, 3"):
        columns += [
            *(f"SUM(CASE WHEN views IN ({views}) THEN {one} ELSE 0 END)" for one in ("added", "numbers", "excuses")),
            mask_sql("comparator", f"views IN ({views}) AND numbers > 0"),
        ]
    return (
        f"SELECT {keys}, {', '.join(columns)} FROM (SELECT {keys}, views, comparator, "  # noqa: S608
        "COALESCE(SUM(value), 0) AS added, COUNT(value) AS numbers, COUNT(*) - COUNT(value) AS excuses "
        f"FROM figures_counted WHERE province IN ({marks(provinces)}) AND period IN ({marks(periods)}) "
        f"AND indicator IN ({marks(indicators)}) GROUP BY {keys}, views, comparator) AS grouped GROUP BY {keys}"
    )


def province_sums_sql(provinces: int, indicators: int) -> str:
    """The definition of a province's sum in `UnitTotal` (parameters: span, provinces, indicators)."""
    columns = []
    for end in ("", "_all"):
        columns += [
            f"SUM(value{end})",
            f"SUM(counted{end})",
            f"SUM(excused{end})",
            mask_sql(f"mask{end}"),
            f"MAX(until{end})",
            f"MAX(standin{end})",
            "0",
        ]
    return (
        f"SELECT province, province, span, indicator, system, {int(Part.SUM)}, {', '.join(columns)} "  # noqa: S608
        f"FROM figures_unittotal WHERE span = %s AND province IN ({marks(provinces)}) "
        f"AND indicator IN ({marks(indicators)}) AND part <> {int(Part.SUM)} "
        "GROUP BY province, span, indicator, system"
    )


def summed(picked: Iterable[Picked], excused: int, over_time: str) -> Summed:
    """What the values that count make together, by the indicator's rule over time."""
    value = counted = mask = until = standin = forced = 0
    periods = set()
    for row, stands_in, over, _ in picked:
        value += row.value
        counted += 1
        mask = merged(mask, row.comparator)
        until = max(until, row.end)
        standin |= stands_in
        forced |= over
        periods.add((row.start, row.end))
    made: int | None = value
    if not counted or (over_time == "none" and counted > 1):
        made = None
    elif over_time == "mean" and len(periods) > 1:
        made = (2 * value + len(periods)) // (2 * len(periods))
    return Summed(made, counted, excused, mask, until, int(standin), int(forced))


def add(rows: Iterable[Summed]) -> Summed:
    """Sums put together."""
    value: int | None = None
    counted = excused = mask = until = standin = forced = 0
    for row in rows:
        if row.value is not None:
            value = row.value if value is None else value + row.value
        counted += row.counted
        excused += row.excused
        mask = max(mask, row.mask) | (mask & 6) | (row.mask & 6)
        if row.until > until:
            until = row.until
        standin |= row.standin
        forced |= row.forced
    return Summed(value, counted, excused, mask, until, standin, forced)


def later_years(
    units: Mapping[tuple[int, int, int], list[Summed]], geo: Geography
) -> dict[tuple[int, int, int], Summed]:
    """Stocks of several years, by (unit, province, part): of each place its latest year that has values.

    Nothing where a place of its line of succession has a later one.
    """
    latest: dict[int, int] = {}
    for (unit, _, _), rows in units.items():
        for row in rows:
            if row.counted and row.until > latest.get(unit, 0):
                latest[unit] = row.until
    made = {}
    for key, rows in units.items():
        excused = sum(row.excused for row in rows)
        found = Summed(excused=excused)
        end = latest.get(key[0])
        if end is not None:
            before, after = geo.relatives(key[0])
            gone = any(latest.get(heir, -1) >= end for heir in after) or any(
                latest.get(origin, -1) > end for origin in before
            )
            mine = [] if gone else [row for row in rows if row.counted and row.until == end]
            if mine:
                found = add(mine)._replace(excused=excused)
        made[key] = found
    return made


def unit_rows(
    base: tuple[Base, Base],
    *,
    span: int,
    rules: Mapping[int, tuple[str, str]],
    geo: Geography,
    only: Collection[int] | None = None,
) -> list[UnitRow]:
    """The own rows of places for one span (of those in ``only``), from all values of the places and their relatives.

    ``rules`` is indicator → (over units, over time). Claims put over the sum count at their own place.
    """
    views = [_own(one, rules=rules, geo=geo, only=only) for one in base[: 1 if base[0] is base[1] else 2]]
    accepted, everything = views[0], views[-1]
    nothing = Summed()
    return [
        UnitRow(
            place,
            province,
            span,
            indicator,
            system,
            OWN_PARTS[geo.levels[place]],
            accepted.get(key, nothing),
            everything.get(key, nothing),
        )
        for key in sorted(accepted.keys() | everything.keys())
        for indicator, system, place, province in [key]
    ]


def _own(
    base: Base, *, rules: Mapping[int, tuple[str, str]], geo: Geography, only: Collection[int] | None
) -> dict[tuple[int, int, int, int], Summed]:
    found: dict[tuple[int, int, int, int], Summed] = {}
    for (indicator, system), rows in base.rows.items():
        over_time = rules[indicator][1]
        rows = [row for row in rows if not (row.area and row.place == geo.root)]
        by_place: dict[tuple[int, int], list[Picked]] = defaultdict(list)
        for one in pick(rows, last=over_time == "last", geo=geo):
            by_place[one.row.place, one.row.province].append(one)
        for claim in {row.place for row in rows if row.decides == 2}:
            mine = pick(rows, last=over_time == "last", geo=geo, within=frozenset({claim}))
            if any(one.forced for one in mine):
                by_place = defaultdict(list, {key: value for key, value in by_place.items() if key[0] != claim})
                for one in mine:
                    if one.row.place == claim:
                        by_place[claim, one.row.province].append(one)
        for (place, province), picked in by_place.items():
            if only is None or place in only:
                found[indicator, system, place, province] = summed(picked, 0, over_time)
    for (indicator, system, place, province), count in base.excused.items():
        if only is None or place in only:
            key = (indicator, system, place, province)
            found[key] = found.get(key, Summed())._replace(excused=count)
    return found
