"""Whose figures an actor may read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from phoihop.core.actor import Actor, Level, Matter, System
from phoihop.figures.queries.totals import Table
from phoihop.indicators.models import Indicator
from phoihop.places import queries as places
from phoihop.places.models import Place
from phoihop.programmes.models import Programme

__all__ = ["Below", "below", "readable", "reads_rows", "systems_for", "visible_to"]


def visible_to(actor: Actor, *, on: date) -> QuerySet[Place]:
    """The units whose totals an actor may read (phạm vi xem): its own, all below and those that went into them.

    None for roles that open no figures.
    """
    if not actor.reads(Matter.FIGURES):
        return Place.objects.none()
    if actor.level is Level.COUNTRY:
        return Place.objects.all()
    return places.territory(actor.place_id, on=on)


def reads_rows(actor: Actor, system: System | None) -> bool:
    """Whether an actor may read single reports of a system: its own line, and all for a standing body."""
    if not actor.reads(Matter.REPORTS):
        return False
    return system == actor.system or Programme.objects.filter(standing_body=actor.body_id).exists()


def systems_for(actor: Actor, indicator: Indicator, *, unit_level: Level) -> list[System] | None:
    """The systems whose totals an actor may read, ``None`` for all.

    It is about the total of the unit itself; its lines are `below`. Parties see one another's totals from the
    province up; sensitive indicators stay with the own line, except for a standing body.
    """
    open_to_parties = unit_level in (Level.COUNTRY, Level.PROVINCE) and not indicator.sensitive
    return None if open_to_parties or reads_rows(actor, None) else [actor.system]


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


def below(actor: Actor, *, unit_level: Level) -> Below:
    """The systems whose lines right below a unit an actor may read: below a province a party reads its own only.

    Below the country stand provinces, whose totals parties see; a standing body sees all.
    """
    open_to_all = unit_level is Level.COUNTRY or reads_rows(actor, None)
    return Below(None if open_to_all else (actor.system,))


def readable(actor: Actor, indicators: Iterable[Indicator], system: System | None, *, unit_level: Level) -> set[str]:
    """The codes of the indicators whose totals of a system, of all together for ``None``, an actor may read."""
    if reads_rows(actor, None):
        return {row.code for row in indicators}
    found = ((row.code, systems_for(actor, row, unit_level=unit_level)) for row in indicators)
    return {code for code, systems in found if systems is None or system in systems}
