"""A table as an edition froze it: several indicators, systems and periods at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from phoihop.core.actor import System
from phoihop.core.periods import Period
from phoihop.figures.models import Edition, EditionTotal
from phoihop.figures.queries.as_of import (
    added,
    country_lines,
    has_more,
    held_sum,
    put_in,
    rows_as_of,
    upper_lines,
)
from phoihop.figures.queries.base import Base
from phoihop.figures.queries.definitions import Summed
from phoihop.figures.queries.geography import groups_of
from phoihop.figures.queries.periods import all_periods, inside
from phoihop.figures.queries.totals import SYSTEMS, Table, Total, rate_of, total_of
from phoihop.figures.rules.grouping import Group, Groups
from phoihop.figures.rules.values import SYSTEM_NUMBERS
from phoihop.indicators.models import Breakdown, Indicator

__all__ = ["held_periods", "table_as_of"]

#: (indicator id, system number, number of the range)
Key = tuple[int, int, int]


def table_as_of(
    edition: Edition,
    *,
    unit: int,
    periods: Sequence[Period],
    indicators: Sequence[Indicator],
    systems: Collection[System] | None,
    breakdown: str | None = None,
    children: bool,
) -> Table:
    """Totals of each unit right below a unit (or of the unit alone) as they were frozen (bảng theo số liệu chốt).

    On the edition's map and of accepted figures alone. What the edition holds is taken from it, the rest from the
    rows of its change number; of all parties together only what it holds. A constant number of queries.
    """
    groups = groups_of(unit, edition.map_date, children=children, edition=edition)
    every = _with_halves(indicators)
    wanted = list(System) if systems is None else list(systems)
    rows, calendar = all_periods().values(), periods[0].calendar
    mine = [{row.id: row for row in inside(rows, period.range, calendar)} for period in periods]
    parts = None
    if breakdown is not None:
        found = Breakdown.objects.filter(indicator__in=every, code=breakdown)
        parts = list(found.values_list("pk", flat=True))
    kept = _kept(edition, groups, periods, every, wanted) if parts is None else {}
    # The rows of the whole country are not read for what the edition tells itself.
    closed = set()
    if parts is None and (unit, edition.place_id) == (groups.geo.root, groups.geo.root):
        closed = {periods.index(period) for period in held_periods(edition, periods)}
    made: dict[tuple[Group, int, str, System | None], Total] = {}
    for (indicator, number, at), line, one in _sums(edition, groups, mine, every, wanted, parts, kept, closed):
        system = SYSTEMS[number] if number else None
        code = every[indicator].code
        made[line, at, code, system] = total_of(line, periods[at].range, code, system, one)
    for row in every.values():
        if row.numerator_id and row.denominator_id:
            top, bottom = every[row.numerator_id].code, every[row.denominator_id].code
            for (line, at, code, system), below in list(made.items()):
                over = made.get((line, at, top, system)) if code == bottom else None
                rate = rate_of(row, line, periods[at].range, system, over, below)
                if rate is not None:
                    made[line, at, row.code, system] = rate
    asked = {row.code for row in indicators}
    ranges = tuple(period.range for period in periods)
    return Table(
        unit, edition.map_date, tuple(groups.lines), ranges, {key: one for key, one in made.items() if key[2] in asked}
    )


def held_periods(edition: Edition, periods: Sequence[Period]) -> list[Period]:
    """The periods whose totals an edition itself holds: its own and each year inside it."""
    ids = set(EditionTotal.objects.filter(edition=edition).order_by().values_list("period", flat=True).distinct())
    held = {row.period for row in all_periods().values() if row.id in ids}
    return [period for period in periods if period in held]


def _with_halves(indicators: Sequence[Indicator]) -> dict[int, Indicator]:
    halves = {pk for row in indicators for pk in (row.numerator_id, row.denominator_id) if pk}
    every = {row.pk: row for row in indicators}
    more = Indicator.objects.filter(pk__in=halves - every.keys()) if halves - every.keys() else ()
    return every | {row.pk: row for row in more}


def _kept(
    edition: Edition,
    groups: Groups,
    periods: Sequence[Period],
    every: Mapping[int, Indicator],
    systems: Sequence[System],
) -> dict[Key, dict[int, Summed]]:
    """What the edition itself holds, by unit; system 0 is all parties together."""
    ids = {row.period: row.id for row in all_periods().values()}
    at = {ids[period]: number for number, period in enumerate(periods) if period in ids}
    rows = EditionTotal.objects.filter(
        edition=edition,
        unit__in={groups.unit, *(line.unit for line in groups.lines)},
        period__in=at,
        indicator__in=every,
        system__in=[0, *(SYSTEM_NUMBERS[system] for system in systems)],
    ).values_list("indicator", "system", "period", "unit", "value", "comparator", "counted")
    found: dict[Key, dict[int, Summed]] = defaultdict(dict)
    for indicator, system, period, unit, value, comparator, counted in rows:
        found[indicator, system, at[period]][unit] = held_sum(value, comparator, counted)
    return found


def _sums(
    edition: Edition,
    groups: Groups,
    mine: Sequence[Mapping[int, object]],
    every: Mapping[int, Indicator],
    systems: Sequence[System],
    parts: Collection[int] | None,
    kept: Mapping[Key, Mapping[int, Summed]],
    closed: Collection[int],
) -> list[tuple[Key, Group, Summed]]:
    made = [
        (key, Group(line.unit), units[line.unit])
        for key, units in kept.items()
        if not key[1]
        for line in groups.lines
        if line.kind == "all" and line.unit in units
    ]
    held = {key: units for key, units in kept.items() if key[1]}
    told = {key: units for key, units in held.items() if key[2] in closed}
    more = [key for key, units in told.items() if has_more(units, groups, every[key[0]])]
    rest = _bases(edition, groups.upper, mine, every, systems, None, more)
    for key, units in told.items():
        upper = upper_lines(rest[key], groups, every[key[0]]) if key in rest else {}
        made += [(key, line, one) for line, one in country_lines(units, groups, upper).items()]
    open_keys = [
        (pk, SYSTEM_NUMBERS[system], at)
        for pk in every
        for system in systems
        for at in range(len(mine))
        if at not in closed
    ]
    bases = _bases(edition, groups.provinces, mine, every, systems, parts, open_keys)
    wholes = {} if parts is None else _bases(edition, groups.provinces, mine, every, systems, None, open_keys)
    for key in sorted(bases):
        found = added(bases[key], groups, every[key[0]], wholes.get(key))
        if not groups.children and groups.unit in held.get(key, ()):
            found[Group(groups.unit)] = held[key][groups.unit]
        made += [(key, line, one) for line, one in found.items()]
    return made


def _bases(
    edition: Edition,
    provinces: Collection[int],
    mine: Sequence[Mapping[int, object]],
    every: Mapping[int, Indicator],
    systems: Sequence[System],
    parts: Collection[int] | None,
    keys: Collection[Key],
) -> dict[Key, Base]:
    """The values of the edition's change number for what it does not hold itself; one query."""
    bases = {key: Base() for key in keys}
    wanted = {at for _, _, at in keys}
    periods = {pk: row for pk, row in all_periods().items() if any(pk in mine[at] for at in wanted)}
    if not periods:
        return bases
    for one in rows_as_of(
        edition,
        indicators={indicator for indicator, _, _ in keys},
        systems=systems,
        periods=periods,
        parts=parts,
        provinces=provinces,
    ):
        for at in wanted:
            if one.period in mine[at] and (key := (one.indicator, one.system, at)) in bases:
                put_in(bases[key], one)
    return bases
