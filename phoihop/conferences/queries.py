"""Reading the register of conferences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from phoihop.audit.models import Entry
from phoihop.audit.queries import of_subject
from phoihop.commendations import queries as commendations
from phoihop.commendations.models import Award
from phoihop.conferences.models import Conference
from phoihop.conferences.wording import ROLES
from phoihop.core.actor import Actor, Level, Matter
from phoihop.places import queries as places
from phoihop.programmes.queries import narrowed

__all__ = ["Person", "awards_near", "history", "kept_by", "listed", "participants", "visible_to"]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who took part, ready to print."""

    id: int
    name: str
    rank: str
    office: str
    roles: tuple[str, ...]


def visible_to(actor: Actor, *, on: date) -> QuerySet[Conference]:
    """The conferences that the actor may read (hội nghị): of its territory and of the units above it.

    Narrowed to its programmes where its body is; those of no programme stay.
    """
    if not actor.reads(Matter.CONFERENCES):
        return Conference.objects.none()
    above = [one.place_id for one in places.path(actor.place_id, on=on)]
    seen = Q(place__level=Level.COUNTRY) | Q(place__in=above) | Q(place__in=places.territory(actor.place_id, on=on))
    mine = Conference.objects.filter(narrowed(actor, "programmes", on=on, also_without=True))
    return Conference.objects.filter(seen, pk__in=mine.values("pk"))


def kept_by(actor: Actor, *, on: date) -> QuerySet[Conference]:
    """The conferences that the actor's body keeps (hội nghị do cơ quan ghi): those of its own territory."""
    return visible_to(actor, on=on).filter(place__in=places.territory(actor.place_id, on=on))


def listed(
    conferences: QuerySet[Conference], *, year: str = "", kind: str = "", programme: str = ""
) -> QuerySet[Conference]:
    """Conferences of one year, kind or programme, newest first, with what the list prints; three queries."""
    if kind:
        conferences = conferences.filter(kinds__icontains=f'"{kind}"')
    if year:
        conferences = conferences.filter(day__startswith=year)
    if programme:
        conferences = conferences.filter(programmes=int(programme))
    return (
        conferences.annotate(
            people=Count("participants", distinct=True),
            tasks=Count("conclusions", distinct=True),
            honours=Count("awards", distinct=True),
        )
        .prefetch_related("hosts", "programmes")
        .order_by("-day", "pk")
    )


def participants(conference: Conference) -> list[Person]:
    """Who took part, in the order of protocol (thứ tự lễ tân), with roles in words."""
    return [
        Person(
            one.pk,
            one.name,
            one.rank,
            ", ".join(one.positions),
            tuple(str(ROLES[role]) for role in one.roles if role in ROLES),
        )
        for one in conference.participants.order_by("protocol", "pk")
    ]


def awards_near(conference: Conference, actor: Actor, *, on: date) -> QuerySet[Award]:
    """Awards that may have been presented at a conference and are not tied to it yet (khen thưởng có thể gắn).

    Those that the actor may read, of its year where that is known and of one of its programmes or none; newest first.
    """
    awards = commendations.visible_to(actor, on=on).exclude(conferences=conference)
    ours = Q(programme__in=conference.programmes.all()) | Q(programme=None)
    year = conference.day[:4] if conference.day[:4].isdigit() else ""
    return awards.filter(ours, on__startswith=year).order_by("-on", "pk")


def history(conference: Conference) -> QuerySet[Entry]:
    """Who wrote what of it and when (lịch sử)."""
    return of_subject(conference)
