"""Figures as of an edition: the totals that it holds, and what lies below them from the rows of its change number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from phoihop.core.actor import System
from phoihop.figures.models import Edition, EditionTotal, Figure
from phoihop.figures.queries.base import Base
from phoihop.figures.queries.definitions import Summed, add
from phoihop.figures.queries.gather import lines_of
from phoihop.figures.queries.geography import geography
from phoihop.figures.queries.periods import PeriodRow
from phoihop.figures.rules.grouping import Group, Groups
from phoihop.figures.rules.in_force import LogRow, Views, in_force
from phoihop.figures.rules.selection import Row
from phoihop.figures.rules.values import SYSTEM_NUMBERS, Coverage, Force
from phoihop.indicators.models import Indicator

__all__ = ["AsOf", "cites"]


def cites(edition: Edition, place: int) -> bool:
    """Whether an edition says something about a place: its own unit, or one below it on its map."""
    return place in geography().below(edition.place_id, edition.map_date)


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
        geo = geography()
        places = {place for province in provinces for place in geo.members(province)}
        rows = Figure.objects.filter(
            change__lte=self.edition.change,
            indicator=self.indicator,
            period__in=list(self.periods),
            breakdown=self.breakdown,
            body__system=self.system,
        )
        if len(provinces) < len(geo.families):
            rows = rows.filter(body__place__in=sorted(places))
        keys: dict[tuple[Any, ...], list[LogRow]] = defaultdict(list)
        facts: dict[int, tuple[Any, ...]] = {}
        for pk, claim, standing, state, force, *fact in rows.values_list(
            "pk", "claim_id", "standing", "state", "force", "body_id", "period_id", "coverage", "comparator", "value",
            "body__place_id",
        ):  # fmt: skip
            keys[tuple(fact[:3])].append(LogRow(pk, claim, standing, state, force))
            facts[pk] = (force, *fact)
        made, number = Base(), SYSTEM_NUMBERS[self.system] if self.system else 0
        for log in keys.values():
            for pk, views in in_force(log).items():
                if not views & Views.ACCEPTED:
                    continue
                force, body, period, coverage, comparator, value, place = facts[pk]
                days = self.periods[period].range
                province = geo.province(place, days.last_day)
                if value is None:
                    made.excused[self.indicator.pk, number, place, province] += 1
                    continue
                area = coverage == Coverage.AREA
                decides = 2 if force == Force.OVER_SUM else int(area and geo.levels[place] < 3)
                start, end = days.start.toordinal(), days.end.toordinal()
                made.rows[self.indicator.pk, number].append(
                    Row(pk, place, body, province, start, end, area, decides, value, comparator)
                )
        return made

    def lines(self, groups: Groups) -> dict[Group, Summed]:
        """The sums of a unit's lines: as the edition holds them for its own unit, else from the rows of its day."""
        if self.system is None:
            units = [line.unit for line in groups.lines if line.kind == "all"]
            return {Group(unit): one for unit, one in self._kept(units).items()}
        held = self._held(groups)
        if held is not None:
            return held
        base = self.base(provinces=groups.provinces)
        made: dict[Group, list[Summed]] = defaultdict(list)
        for rows in base.rows.values():
            if self.indicator.over_units == Indicator.OverUnits.SUM:
                for line, one in lines_of(rows, groups, self.indicator.over_time).items():
                    made[line].append(one)
            else:
                for row in rows:
                    if Group(row.place) in groups.lines:
                        made[Group(row.place)].append(Summed(row.value, 1, mask=row.comparator, until=row.end))
        for (_, _, place, _), count in base.excused.items():
            for line, _ in groups.of(place):
                made[line].append(Summed(excused=count))
        found = {line: add(sums) for line, sums in made.items()}
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
        if not groups.children:
            return {Group(groups.unit): kept[groups.unit]} if groups.unit in kept else {}
        made = {Group(unit): one for unit, one in kept.items() if unit != groups.unit}
        whole, below = kept.get(groups.unit, Summed()), add(made.values())
        if whole.value is not None and whole.value != (below.value or 0):
            rest = max(whole.counted - below.counted, 1)
            made[Group(groups.unit, "own")] = Summed(whole.value - (below.value or 0), rest, mask=whole.mask)
        return made

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
        return {
            unit: Summed(value, counted, mask=comparator | (0 if counted == 1 or comparator == 1 else 1))
            for unit, value, comparator, counted in rows
        }
