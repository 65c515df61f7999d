"""Reading the register of awards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet, Sum

from phoihop.commendations.models import Award
from phoihop.core.actor import Actor, Level, Matter
from phoihop.places import queries as places
from phoihop.programmes.queries import narrowed

__all__ = ["kept_by", "listed", "sums", "visible_to"]


def visible_to(actor: Actor, *, on: date) -> QuerySet[Award]:
    """The awards that the actor may read (khen thưởng): of its territory and of the units above it.

    Narrowed to its programmes where its body is; those of no programme stay.
    """
    if not actor.reads(Matter.AWARDS):
        return Award.objects.none()
    above = [one.place_id for one in places.path(actor.place_id, on=on)]
    seen = Q(place__level=Level.COUNTRY) | Q(place__in=above) | Q(place__in=places.territory(actor.place_id, on=on))
    return Award.objects.filter(seen, narrowed(actor, "programme", on=on, also_without=True))


def kept_by(actor: Actor, *, on: date) -> QuerySet[Award]:
    """The awards that the actor's body keeps (khen thưởng do cơ quan ghi): those of its own territory."""
    return visible_to(actor, on=on).filter(place__in=places.territory(actor.place_id, on=on))


def listed(
    awards: QuerySet[Award], *, form: str = "", year: str = "", programme: str = "", undecided: bool = False
) -> QuerySet[Award]:
    """Awards of one form, year or programme, newest first, with what the list prints.

    ``undecided`` keeps those whose decision is not recorded yet.
    """
    if undecided:
        awards = awards.filter(decision=None)
    if form:
        awards = awards.filter(form=form)
    if year:
        awards = awards.filter(on__startswith=year)
    if programme:
        awards = awards.filter(programme=int(programme))
    return awards.select_related("programme", "decision", "place").order_by("-on", "pk")


def sums(awards: QuerySet[Award]) -> Mapping[str, int]:
    """How many collectives, individuals and mixed recipients were honoured (tổng số)."""
    found = awards.aggregate(
        collectives=Sum("collectives"), individuals=Sum("individuals"), recipients=Sum("recipients")
    )
    return {name: count or 0 for name, count in found.items()}
