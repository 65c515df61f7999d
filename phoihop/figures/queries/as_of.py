"""Figures as of an edition: the totals that it holds, and what lies below them from the rows of its change number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from phoihop.core.actor import System
from phoihop.core.periods import Range
from phoihop.figures.models import Edition, EditionTotal, Figure
from phoihop.figures.queries.base import Base
from phoihop.figures.queries.definitions import Summed, add
from phoihop.figures.queries.gather import lines_of, of_each_unit
from phoihop.figures.queries.geography import geography_of
from phoihop.figures.queries.periods import PeriodRow
from phoihop.figures.queries.totals import SYSTEMS, Total, rate_of, total_of
from phoihop.figures.rules.grouping import Group, Groups
from phoihop.figures.rules.in_force import LogRow, Views, in_force
from phoihop.figures.rules.selection import Row
from phoihop.figures.rules.values import SYSTEM_NUMBERS, Coverage, Force
from phoihop.indicators.models import Indicator
from phoihop.indicators.queries import adding_as_of

__all__ = ["AsOf", "added", "cites", "country_lines", "has_more", "held_sum", "put_in", "rows_as_of", "upper_lines"]

COMMUNE = 3


def cites(edition: Edition, place: int) -> bool:
    """Whether an edition says something about a place: its own unit, or one below it on its map."""
    return place in geography_of(edition).below(edition.place_id, edition.map_date)


class CountedThen(NamedTuple):
    """One value that counted when an edition was frozen; ``row`` is ``None`` where it is not applicable."""

    indicator: int
    system: int
    period: int
    place: int
    province: int
    row: Row | None


def rows_as_of(
    edition: Edition,
    *,
    indicators: Collection[int],
    systems: Collection[System],
    periods: Mapping[int, PeriodRow],
    parts: Collection[int] | None,
    provinces: Collection[int],
) -> Iterator[CountedThen]:
    """The accepted values in force at an edition's change number, of all that ever stood under some provinces.

    ``parts`` are the ids of breakdowns, ``None`` for the totals. One query.
    """
    geo = geography_of(edition)
    rows = Figure.objects.filter(
        change__lte=edition.change, indicator__in=list(indicators), period__in=list(periods), body__system__in=systems
    )
    rows = rows.filter(breakdown=None) if parts is None else rows.filter(breakdown__in=list(parts))
    if len(provinces) < len(geo.families):
        rows = rows.filter(body__place__in=sorted({one for province in provinces for one in geo.members(province)}))
    keys: dict[tuple[Any, ...], list[LogRow]] = defaultdict(list)
    facts: dict[int, tuple[Any, ...]] = {}
    for pk, claim, standing, state, force, *fact in rows.values_list(
        "pk", "claim_id", "standing", "state", "force", "indicator_id", "breakdown_id", "body_id", "period_id",
        "coverage", "comparator", "value", "body__place_id", "body__system",
    ):  # fmt: skip
        keys[tuple(fact[:5])].append(LogRow(pk, claim, standing, state, force))
        facts[pk] = (force, *fact)
    for log in keys.values():
        for pk, views in in_force(log).items():
            if not views & Views.ACCEPTED:
                continue
            force, indicator, _part, body, period, coverage, comparator, value, place, system = facts[pk]
            days = periods[period].range
            province = geo.province(place, days.last_day)
            row = None
            if value is not None:
                area = coverage == Coverage.AREA
                decides = 2 if force == Force.OVER_SUM else int(area and geo.levels[place] < COMMUNE)
                start, end = days.start.toordinal(), days.end.toordinal()
                row = Row(pk, place, body, province, start, end, area, decides, value, comparator)
            yield CountedThen(indicator, SYSTEM_NUMBERS[System(system)], period, place, province, row)


def put_in(base: Base, one: CountedThen) -> None:
    """Put a value among those of its indicator and system."""
    if one.row is None:
        base.excused[one.indicator, one.system, one.place, one.province] += 1
    else:
        base.rows[one.indicator, one.system].append(one.row)


def added(base: Base, groups: Groups, indicator: Indicator, wholes: Base | None = None) -> dict[Group, Summed]:
    """What the values of one indicator and system add up to in each line of a table; of a part beside its wholes."""
    made: dict[Group, list[Summed]] = defaultdict(list)
    for key, rows in base.rows.items():
        if indicator.over_units == Indicator.OverUnits.SUM:
            whole = None if wholes is None else wholes.rows.get(key, [])
            for line, one in lines_of(rows, groups, indicator.over_time, whole).items():
                made[line].append(one)
        else:
            units = {line.unit for line in groups.lines if line.kind == "all"}
            mine = [row for row in rows if row.place in units]
            for unit, one in of_each_unit(mine, groups.geo, indicator.over_time):
                made[Group(unit)].append(one)
    if indicator.over_units == Indicator.OverUnits.SUM:
        for (_, _, place, _), count in base.excused.items():
            for line, _ in groups.of(place):
                made[line].append(Summed(excused=count))
    return {line: add(sums) for line, sums in made.items()}


def held_sum(value: int | None, comparator: int, counted: int) -> Summed:
    """A total as an edition holds it."""
    return Summed(value, counted, mask=comparator | (0 if counted == 1 or comparator == 1 else 1))


def country_lines(kept: Mapping[int, Summed], groups: Groups, upper: Mapping[Group, Summed]) -> dict[Group, Summed]:
    """The country or its provinces as an edition of the country holds them; ``upper`` are its other lines."""
    if not groups.children:
        return {Group(groups.unit): kept[groups.unit]} if groups.unit in kept else {}
    return {Group(unit): one for unit, one in kept.items() if unit != groups.unit} | dict(upper)


def has_more(kept: Mapping[int, Summed], groups: Groups, indicator: Indicator) -> bool:
    """Whether a country can have something that none of its provinces has: an edition does not say what that is.

    Nothing of what is not added over units.
    """
    if not groups.children or indicator.over_units != Indicator.OverUnits.SUM or groups.unit not in kept:
        return False
    below = sum(one.counted for unit, one in kept.items() if unit != groups.unit)
    return bool(groups.shared) or kept[groups.unit].counted != below


def upper_lines(base: Base, groups: Groups, indicator: Indicator) -> dict[Group, Summed]:
    """What a unit's own bodies did and what cannot be allocated, from the values of the provinces of `Groups.upper`."""
    return {line: one for line, one in added(base, groups, indicator).items() if line.kind != "all"}


@dataclass(frozen=True, slots=True)
class AsOf:
    """What one indicator of one system was when an edition was frozen (số tại thời điểm chốt).

    Of all parties together, ``None``, it tells what the edition itself holds and nothing below.

    ``periods`` are those inside the stretch asked for, ``whole`` is the period's own id where it has one.
    """

    edition: Edition
    indicator: Indicator
    system: System | None
    periods: Mapping[int, PeriodRow]
    whole: int | None
    breakdown: int | None = None

    def base(self, *, provinces: Collection[int]) -> Base:
        """The accepted values in force at the edition's change number, of all that ever stood under some provinces."""
        made = Base()
        for one in rows_as_of(
            self.edition,
            indicators=[self.indicator.pk],
            systems=[self.system] if self.system else [],
            periods=self.periods,
            parts=None if self.breakdown is None else [self.breakdown],
            provinces=provinces,
        ):
            put_in(made, one)
        return made

    def totals(self, groups: Groups, stretch: Range) -> dict[Group, Total]:
        """The totals of a unit's lines (see `lines`) over a stretch of days; rates are divided from their halves."""
        code = self.indicator.code
        made = {line: total_of(line, stretch, code, self.system, one) for line, one in self.lines(groups).items()}
        if self.indicator.numerator is None or self.indicator.denominator is None:
            return made
        part = None if self.breakdown is None else 0
        halves = adding_as_of((self.indicator.numerator, self.indicator.denominator), self.edition.adding or 0)
        top, bottom = (replace(self, indicator=half, breakdown=part).totals(groups, stretch) for half in halves)
        for line, lower in bottom.items():
            rate = rate_of(self.indicator, line, stretch, self.system, top.get(line), lower)
            if rate is not None:
                made[line] = rate
        return made

    def lines(self, groups: Groups) -> dict[Group, Summed]:
        """The sums of a unit's lines: as the edition holds them for its own unit, else from the rows of its day."""
        if self.system is None:
            units = [line.unit for line in groups.lines if line.kind == "all"]
            return {Group(unit): one for unit, one in self._kept(units).items()}
        held = self._held(groups)
        if held is not None:
            return held
        wholes = None if self.breakdown is None else replace(self, breakdown=None).base(provinces=groups.provinces)
        found = added(self.base(provinces=groups.provinces), groups, self.indicator, wholes)
        if not groups.children and (kept := self._kept([groups.unit])):
            found[Group(groups.unit)] = kept[groups.unit]
        return found

    def _held(self, groups: Groups) -> dict[Group, Summed] | None:
        """The whole country's units from the edition itself: its rows would be every row of the country."""
        if groups.unit != groups.geo.root or self.edition.place_id != groups.unit or self.breakdown is not None:
            return None
        units = [line.unit for line in groups.lines if line.kind == "all"]
        kept = self._kept([*units, groups.unit])
        if not kept:
            return None
        more = has_more(kept, groups, self.indicator)
        upper = upper_lines(self.base(provinces=groups.upper), groups, self.indicator) if more else {}
        return country_lines(kept, groups, upper)

    def parties(self, unit: int, stretch: Range) -> list[Total]:
        """What each party has of a total of all parties that the edition holds (số của từng bên); one query."""
        if self.whole is None or self.breakdown is not None:
            return []
        rows = EditionTotal.objects.filter(
            edition=self.edition, unit=unit, period=self.whole, indicator=self.indicator.pk, value__isnull=False
        ).exclude(system=0)
        code = self.indicator.code
        return [
            total_of(Group(unit), stretch, code, SYSTEMS[system], held_sum(value, comparator, counted))
            for system, value, comparator, counted in rows.order_by("system").values_list(
                "system", "value", "comparator", "counted"
            )
        ]

    def _kept(self, units: Collection[int]) -> dict[int, Summed]:
        if self.whole is None or self.breakdown is not None:
            return {}
        rows = EditionTotal.objects.filter(
            edition=self.edition,
            unit__in=list(units),
            period=self.whole,
            indicator=self.indicator.pk,
            system=SYSTEM_NUMBERS[self.system] if self.system else 0,
        ).values_list("unit", "value", "comparator", "counted")
        return {unit: held_sum(value, comparator, counted) for unit, value, comparator, counted in rows}
