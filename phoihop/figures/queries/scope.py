"""Whose figures an actor may read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from phoihop.core.actor import Actor, Level, Matter, System
from phoihop.core.periods import Kind, Period
from phoihop.figures.models import PeriodTotal
from phoihop.figures.queries.totals import SYSTEMS, Table
from phoihop.indicators.models import Choice, Indicator
from phoihop.places import queries as places
from phoihop.places.models import Place
from phoihop.programmes.queries import Opened, following, opened

__all__ = ["Below", "Reach", "below", "followed", "reach", "readable", "sensitive", "systems_for", "visible_to"]


def visible_to(actor: Actor, *, on: date) -> QuerySet[Place]:
    """The units whose totals an actor may read (phạm vi xem): its own, all below and those that went into them.

    None for roles that open no figures.
    """
    if not actor.reads(Matter.FIGURES):
        return Place.objects.none()
    if actor.level is Level.COUNTRY:
        return Place.objects.all()
    return places.territory(actor.place_id, on=on)


@dataclass(frozen=True, slots=True)
class Reach:
    """Of which systems an actor may read single reports, of some units in some years (tầm đọc).

    Its own line, and as the standing body of a programme the lines of the parties that are confirmed, in the
    programme's area and years. Sensitive indicators stay with the own line.
    """

    reports: bool
    own: System
    held: tuple[Opened, ...]
    period: Period
    #: The indicators that stay with the own line: see `sensitive`.
    kept: frozenset[int]
    #: The indicators of the programmes that the actor is to follow, ``None`` for all.
    followed: frozenset[int] | None = None

    @property
    def opened(self) -> frozenset[System]:
        """The systems that programmes open in the period."""
        last = self.period.number if self.period.kind is Kind.SPAN else self.period.year
        return frozenset(system for one in self.held if one.covers(self.period.year, last) for system in one.systems)

    def during(self, period: Period) -> Reach:
        """The same units in another period."""
        return replace(self, period=period)

    def follows(self, indicator: Indicator) -> bool:
        """Whether an indicator is one of those that the actor is to follow (phân công theo dõi chương trình)."""
        return self.followed is None or indicator.pk in self.followed

    def keeps(self, indicator: Indicator) -> bool:
        """Whether an indicator stays with the own line (nhạy cảm)."""
        return indicator.pk in self.kept

    def systems(self, indicator: Indicator) -> set[System]:
        """The systems whose totals of an indicator are open at any unit."""
        if not self.follows(indicator):
            return set()
        return {self.own} if self.keeps(indicator) else {self.own, *self.opened}

    def all_of(self, indicators: Iterable[Indicator]) -> set[str]:
        """The codes of those indicators of which every system that counts them is open."""
        wanted = [row for row in indicators if self.opened and not self.keeps(row) and self.follows(row)]
        counting = _counting(wanted) if wanted else {}
        return {row.code for row in wanted if counting[row.code] <= self.systems(row)}

    def assigns(self, indicator: Indicator, system: System | None) -> bool:
        """Whether the actor speaks for a system, or for all parties together, as the standing body of a programme."""
        return bool(self.opened) and (system is None or system in self.systems(indicator))

    def rows(self, indicator: Indicator, system: System | None) -> bool:
        """Whether single reports of a system, of all together for ``None``, may be read."""
        if not self.reports:
            return False
        return bool(self.all_of([indicator])) if system is None else system in self.systems(indicator)


def reach(actor: Actor, *, units: Collection[int], period: Period, on: date) -> Reach:
    """Of which systems an actor may read the single reports of units in a period."""
    only = followed(actor, on=on)
    if not actor.reads(Matter.REPORTS):
        return Reach(False, actor.system, (), period, sensitive(), only)
    held = opened(actor, on=on)
    inside = {
        place: place is None or places.territory(place, on=on).filter(pk__in=set(units)).count() == len(set(units))
        for place in {one.place for one in held}
    }
    return Reach(True, actor.system, tuple(one for one in held if inside[one.place]), period, sensitive(), only)


def sensitive() -> frozenset[int]:
    """The indicators that stay with the own line: those marked so, and rates that would give a marked half away."""
    marked = Q(sensitive=True) | Q(numerator__sensitive=True) | Q(denominator__sensitive=True)
    return frozenset(Indicator.objects.filter(marked).values_list("pk", flat=True))


def followed(actor: Actor, *, on: date) -> frozenset[int] | None:
    """The indicators that the assigned programmes count, with the halves of their rates; one query, two where any."""
    assigned = set(following(actor, on=on).values_list("programme", flat=True))
    if not assigned:
        return None
    chosen = Choice.objects.filter(programme__in=assigned).order_by()
    rows = chosen.values_list("indicator", "indicator__numerator", "indicator__denominator")
    return frozenset(pk for row in rows for pk in row if pk)


def _counting(indicators: Sequence[Indicator]) -> dict[str, set[System]]:
    """The systems that have figures of each indicator, of what it is divided of where it is a rate."""
    parts = {row.code: {pk for pk in (row.numerator_id, row.denominator_id, row.pk) if pk} for row in indicators}
    pairs = PeriodTotal.objects.filter(indicator__in=set().union(*parts.values()))
    found: dict[int, set[System]] = defaultdict(set)
    for indicator, system in pairs.order_by().values_list("indicator", "system").distinct():
        found[indicator].add(SYSTEMS[system])
    return {code: set().union(*(found[part] for part in of)) for code, of in parts.items()}


def systems_for(reach: Reach, indicator: Indicator, *, unit_level: Level) -> list[System] | None:
    """The systems whose totals an actor may read, ``None`` for all.

    It is about the total of the unit itself; its lines are `below`. Parties see one another's totals from the
    province up; sensitive indicators stay with the own line.
    """
    if not reach.follows(indicator):
        return []
    open_to_parties = unit_level in (Level.COUNTRY, Level.PROVINCE) and not reach.keeps(indicator)
    return None if open_to_parties or reach.all_of([indicator]) else sorted(reach.systems(indicator))


@dataclass(frozen=True, slots=True)
class Below:
    """Of which systems the lines below a unit are open to a reader (chi tiết dưới đơn vị), ``None`` for all."""

    systems: Collection[System] | None

    def opens(self, system: System | None) -> bool:
        """Whether the lines of a system, of all together for ``None``, may be read."""
        return self.systems is None or system in self.systems

    def shown(self, found: Table) -> Table:
        """A table without the lines that are closed; the total of the unit itself stays."""
        if self.systems is None:
            return found
        kept = {
            key: total
            for key, total in found.cells.items()
            if self.opens(key[3]) or (key[0].unit == found.unit and key[0].kind == "all")
        }
        return replace(found, cells=kept)


def below(reach: Reach, indicators: Collection[Indicator], *, unit_level: Level) -> Below:
    """The systems whose lines right below a unit an actor may read: below a province a party reads its own only.

    Below the country stand provinces, whose totals parties see; a programme opens its parties' to its standing body.
    """
    shared = unit_level is Level.COUNTRY and not any(reach.keeps(row) or not reach.follows(row) for row in indicators)
    if shared or reach.all_of(indicators) == {row.code for row in indicators}:
        return Below(None)
    return Below(set.intersection(*(reach.systems(row) for row in indicators)))


def readable(reach: Reach, indicators: Iterable[Indicator], system: System | None, *, unit_level: Level) -> set[str]:
    """The codes of the indicators whose totals of a system, of all together for ``None``, an actor may read."""
    rows = [row for row in indicators if reach.follows(row)]
    shared = unit_level in (Level.COUNTRY, Level.PROVINCE)
    found = {row.code for row in rows if (shared and not reach.keeps(row)) or system in reach.systems(row)}
    return found if system is not None else found | reach.all_of(rows)
