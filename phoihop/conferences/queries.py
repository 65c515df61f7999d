"""Reading the register of conferences."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from phoihop.conferences.models import Conference
from phoihop.conferences.wording import ROLES
from phoihop.core.actor import Actor, Level
from phoihop.places import queries as places

__all__ = ["listed", "participants", "visible_to"]


def visible_to(actor: Actor, *, on: date) -> QuerySet[Conference]:
    """The conferences that the actor may read (hội nghị): those of central level and of its own territory."""
    return Conference.objects.filter(
        Q(place__level=Level.COUNTRY) | Q(place__in=places.territory(actor.place_id, on=on))
    )


def listed(conferences: QuerySet[Conference], *, year: str = "", programme: str = "") -> QuerySet[Conference]:
    """Conferences of one year or programme, newest first, with what the list prints; three queries."""
    if year:
        conferences = conferences.filter(day__startswith=year)
    if programme:
        conferences = conferences.filter(programmes=programme)
    return (
        conferences.annotate(people=Count("participants", distinct=True), tasks=Count("conclusions", distinct=True))
        .prefetch_related("hosts", "programmes")
        .order_by("-day", "pk")
    )


def participants(conference: Conference) -> list[dict[str, object]]:
    """Who took part, in the order of protocol (thứ tự lễ tân), with roles in words."""
    return [
        {
            "name": " ".join(part for part in (one.rank, one.name) if part),
            "positions": one.positions,
            "roles": [ROLES[role] for role in one.roles if role in ROLES],
        }
        for one in conference.participants.order_by("protocol", "pk")
    ]
