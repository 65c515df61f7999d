"""Whose figures an actor may read."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from phoihop.core.actor import Actor, Level, Matter, System
from phoihop.indicators.models import Indicator
from phoihop.places import queries as places
from phoihop.places.models import Place
from phoihop.programmes.models import Programme

__all__ = ["reads_rows", "systems_for", "visible_to"]


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

    Parties see one another's totals from the province up; sensitive indicators stay with the own line, except for
    a standing body.
    """
    open_to_parties = unit_level in (Level.COUNTRY, Level.PROVINCE) and not indicator.sensitive
    return None if open_to_parties or reads_rows(actor, None) else [actor.system]
