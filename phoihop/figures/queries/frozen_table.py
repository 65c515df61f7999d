"""A table as an edition froze it: several indicators, systems and periods at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

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
from phoihop.figures.queries.periods import PeriodRow, all_periods, inside
from phoihop.figures.queries.totals import SYSTEMS, Table, Total, rate_of, total_of
from phoihop.figures.rules.grouping import Group, Groups
from phoihop.figures.rules.values import SYSTEM_NUMBERS
from phoihop.indicators.models import Breakdown, Indicator
from phoihop.indicators.queries import adding_as_of

__all__ = ["held_periods", "table_as_of"]

#: (indicator id, system number, number of the range)
Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of an edition: lines, periods with those inside each, indicators with halves, systems, parts."""

    edition: Edition
    groups: Groups
    periods: Sequence[Period]
    mine: Sequence[Mapping[int, PeriodRow]]
    every: Mapping[int, Indicator]
    systems: Sequence[System]
    parts: Collection[int] | None


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
    rows, calendar = all_periods().values(), periods[0].calendar
    every = {row.pk: row for row in adding_as_of(_with_halves(indicators), edition.adding or 0)}
    parts = None
    if breakdown is not None:
        found = Breakdown.objects.filter(indicator__in=every, code=breakdown)
        parts = list(found.values_list("pk", flat=True))
    asked = _Asked(
        edition,
        groups_of(unit, edition.map_date, children=children, edition=edition),
        periods,
        [{row.id: row for row in inside(rows, period.range, calendar)} for period in periods],
        every,
        list(System) if systems is None else list(systems),
        parts,
    )
    made = {
        (line, at, every[indicator].code, system): total_of(line, periods[at].range, every[indicator].code, system, one)
        for (indicator, number, at), line, one in _sums(asked)
        for system in (SYSTEMS[number] if number else None,)
    }
    _divide(made, asked)
    codes, ranges = {row.code for row in indicators}, tuple(period.range for period in periods)
    cells = {key: one for key, one in made.items() if key[2] in codes}
    return Table(unit, edition.map_date, tuple(asked.groups.lines), ranges, cells)


def held_periods(edition: Edition, periods: Sequence[Period]) -> list[Period]:
    """The periods whose totals an edition itself holds: its own and each year inside it."""
    ids = set(EditionTotal.objects.filter(edition=edition).order_by().values_list("period", flat=True).distinct())
    held = {row.period for row in all_periods().values() if row.id in ids}
    return [period for period in periods if period in held]


def _with_halves(indicators: Sequence[Indicator]) -> list[Indicator]:
    halves = {pk for row in indicators for pk in (row.numerator_id, row.denominator_id) if pk}
    more = halves - {row.pk for row in indicators}
    return [*indicators, *(Indicator.objects.filter(pk__in=more) if more else ())]


def _divide(made: dict[tuple[Group, int, str, System | None], Total], asked: _Asked) -> None:
    """Put the rates in, divided from their halves."""
    for row in asked.every.values():
        if not row.numerator_id or not row.denominator_id:
            continue
        top, bottom = asked.every[row.numerator_id].code, asked.every[row.denominator_id].code
        for (line, at, code, system), below in list(made.items()):
            over = made.get((line, at, top, system)) if code == bottom else None
            rate = rate_of(row, line, asked.periods[at].range, system, over, below)
            if rate is not None:
                made[line, at, row.code, system] = rate


def _kept(asked: _Asked) -> dict[Key, dict[int, Summed]]:
    """What the edition itself holds, by unit, nothing of a part; system 0 is all parties together."""
    if asked.parts is not None:
        return {}
    ids = {row.period: row.id for row in all_periods().values()}
    at = {ids[period]: number for number, period in enumerate(asked.periods) if period in ids}
    rows = EditionTotal.objects.filter(
        edition=asked.edition,
        unit__in={asked.groups.unit, *(line.unit for line in asked.groups.lines)},
        period__in=at,
        indicator__in=asked.every,
        system__in=[0, *(SYSTEM_NUMBERS[system] for system in asked.systems)],
    ).values_list("indicator", "system", "period", "unit", "value", "comparator", "counted")
    found: dict[Key, dict[int, Summed]] = defaultdict(dict)
    for indicator, system, period, unit, value, comparator, counted in rows:
        found[indicator, system, at[period]][unit] = held_sum(value, comparator, counted)
    return found


def _closed(asked: _Asked) -> set[int]:
    """The periods that the edition tells itself: for them the rows of the whole country are not read."""
    root = asked.groups.geo.root
    if asked.parts is not None or (asked.groups.unit, asked.edition.place_id) != (root, root):
        return set()
    return {asked.periods.index(period) for period in held_periods(asked.edition, asked.periods)}


def _sums(asked: _Asked) -> list[tuple[Key, Group, Summed]]:
    groups, kept, closed = asked.groups, _kept(asked), _closed(asked)
    made = [
        (key, Group(line.unit), units[line.unit])
        for key, units in kept.items()
        if not key[1]
        for line in groups.lines
        if line.kind == "all" and line.unit in units
    ]
    held = {key: units for key, units in kept.items() if key[1]}
    told = {key: units for key, units in held.items() if key[2] in closed}
    more = [key for key, units in told.items() if has_more(units, groups, asked.every[key[0]])]
    rest = _bases(replace(asked, parts=None), groups.upper, more)
    for key, units in told.items():
        upper = upper_lines(rest[key], groups, asked.every[key[0]]) if key in rest else {}
        made += [(key, line, one) for line, one in country_lines(units, groups, upper).items()]
    open_keys = [
        (pk, SYSTEM_NUMBERS[system], at)
        for pk in asked.every
        for system in asked.systems
        for at in range(len(asked.mine))
        if at not in closed
    ]
    bases = _bases(asked, groups.provinces, open_keys)
    wholes = {} if asked.parts is None else _bases(replace(asked, parts=None), groups.provinces, open_keys)
    for key in sorted(bases):
        found = added(bases[key], groups, asked.every[key[0]], wholes.get(key))
        if not groups.children and groups.unit in held.get(key, ()):
            found[Group(groups.unit)] = held[key][groups.unit]
        made += [(key, line, one) for line, one in found.items()]
    return made


def _bases(asked: _Asked, provinces: Collection[int], keys: Collection[Key]) -> dict[Key, Base]:
    """The values of the edition's change number for what it does not hold itself; one query."""
    bases = {key: Base() for key in keys}
    wanted = {at for _, _, at in keys}
    periods = {pk: row for pk, row in all_periods().items() if any(pk in asked.mine[at] for at in wanted)}
    if not periods:
        return bases
    for one in rows_as_of(
        asked.edition,
        indicators={indicator for indicator, _, _ in keys},
        systems=asked.systems,
        periods=periods,
        parts=asked.parts,
        provinces=provinces,
    ):
        for at in wanted:
            if one.period in asked.mine[at] and (key := (one.indicator, one.system, at)) in bases:
                put_in(bases[key], one)
    return bases
