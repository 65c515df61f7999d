"""Who sees which programmes, what a programme opens, who may change and follow it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Collate

from phoihop.accounts.models import Term, User
from phoihop.core.actor import Actor, Level, Matter, Role, System
from phoihop.core.alphabet import COLLATION
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body
from phoihop.places import queries as places
from phoihop.programmes.models import Assignment, Party, Programme

__all__ = [
    "Opened",
    "assignments_of",
    "by_name",
    "covering",
    "followable",
    "followers",
    "following",
    "holding",
    "narrowed",
    "officers",
    "opened",
    "reads_all_systems",
    "responsible",
    "visible_to",
    "waits_for",
    "with_heirs",
    "within",
]


@dataclass(frozen=True, slots=True)
class Opened:
    """Of which systems a programme opens the lines to its standing body, where (``None``: everywhere) and for when."""

    programme: int
    place: int | None
    first_year: int | None
    last_year: int | None
    systems: set[System]

    def covers(self, first: int, last: int) -> bool:
        """Whether all years from the first to the last are the programme's."""
        return (self.first_year is None or self.first_year <= first) and (
            self.last_year is None or last <= self.last_year
        )


def visible_to(actor: Actor, *, on: date) -> QuerySet[Programme]:
    """The programmes that an actor may read (chương trình được xem).

    Those of its own unit, of units below and of former units that went into them, and those above
    that it puts into effect. Narrowed to the programmes assigned to its body, where any are.
    """
    if not actor.reads(Matter.PROGRAMMES):
        return Programme.objects.none()
    below = Q(place__in=places.territory(actor.place_id, on=on))
    return Programme.objects.filter(below | _at_or_above(actor.place_id, on), narrowed(actor, "pk", on=on))


def followable(body: Body, *, on: date) -> QuerySet[Programme]:
    """The programmes of a body's unit, of former units that went into it and of those above."""
    own = Q(place__in=places.territory(body.place_id, on=on), level=body.level)
    return Programme.objects.filter(own | _at_or_above(body.place_id, on)).order_by(
        "-first_year", Collate("name", COLLATION)
    )


def narrowed(actor: Actor, programme: str, *, on: date, also_without: bool = False) -> Q:
    """The rows of the programmes assigned to the actor for its body that day, of all where none is (phân công).

    ``programme`` is the rows' path to the programme; ``also_without`` keeps rows that belong to none.
    """
    assigned = following(actor, on=on)
    kept = ~Exists(assigned) | Exists(assigned.filter(programme=OuterRef(programme)))
    return kept | Q(**{f"{programme}__isnull": True}) if also_without else kept


def following(actor: Actor, *, on: date) -> QuerySet[Assignment]:
    """What an actor follows for its body that day (phân công theo dõi); where nothing, it sees all programmes."""
    return Assignment.objects.filter(holding(on), user=actor.account_id, body=actor.body_id)


def covering(place_id: int, *, on: date) -> QuerySet[Programme]:
    """The programmes in whose area a unit lies (chương trình của địa bàn), its own and those of the levels above."""
    over = places.at_or_above(place_id, on=on)
    return Programme.objects.filter(Q(place=place_id) | Q(place__in=over) | Q(level=Level.COUNTRY))


def within(programme: Programme, place: str, *, on: date) -> Q:
    """The rows whose unit, at the path ``place``, lies in a programme's area; all of them for a central one."""
    if programme.level == Level.COUNTRY:
        return Q()
    return Q(**{f"{place}__in": places.territory(programme.place_id, on=on)})


def waits_for(programme: Programme, body_id: int, *, on: date) -> bool:
    """Whether a party that the body is, or took over from, has not confirmed yet that it signed (chờ xác nhận)."""
    waiting = programme.parties.filter(confirmed_at__isnull=True).values_list("body", flat=True)
    return any(body_id in with_heirs([pk], on=on) for pk in waiting)


def opened(actor: Actor, *, on: date) -> list[Opened]:
    """What programmes open to the actor's body as their standing body (phạm vi mở theo chương trình).

    Of each programme the lines of the parties that are confirmed, in its area and its years; two queries.
    """
    rows = (
        Party.objects.filter(programme__standing_body=actor.body_id, confirmed_at__isnull=False)
        .order_by("programme", "order")
        .values_list(
            "programme", "programme__place", "programme__level", "programme__first_year", "programme__last_year",
            "body__system",
        )
    )  # fmt: skip
    found: dict[int, Opened] = {}
    for programme, place, level, first, last, system in rows:
        area = None if level == Level.COUNTRY else place
        one = found.setdefault(programme, Opened(programme, area, first, last, set()))
        one.systems.add(System(system))
    return list(found.values())


def reads_all_systems(actor: Actor, programme: Programme, *, on: date) -> bool:
    """Whether the actor's body is the programme's standing body and so reads every party's line."""
    standing = programme.standing_body_id
    return standing is not None and actor.body_id in with_heirs([standing], on=on)


def responsible(programme: Programme, *, on: date) -> set[int]:
    """The bodies that may change a programme: its parties, its standing body, and who took over from them."""
    parties = list(programme.parties.values_list("body", flat=True))
    return with_heirs([*parties, *([programme.standing_body_id] if programme.standing_body_id else [])], on=on)


def officers(body_id: int, *, on: date) -> QuerySet[User]:
    """The accounts that work on content for a body that day and can be given programmes to follow (cán bộ theo dõi)."""
    terms = Term.objects.filter(holding(on), user=OuterRef("pk"), body=body_id).exclude(role=Role.ADMIN)
    return User.objects.filter(Exists(terms), is_active=True).order_by(Collate("name", COLLATION), "username")


def followers(programme: Programme, *, body_id: int) -> QuerySet[Assignment]:
    """Who follows a programme for a body, now and before, the latest first (cán bộ được phân công theo dõi)."""
    return programme.assignments.filter(body=body_id).select_related("user")


def assignments_of(user: User, *, body_ids: QuerySet[Body]) -> QuerySet[Assignment]:
    """What an officer follows for some bodies, now and before, the latest first (chương trình được phân công)."""
    return Assignment.objects.filter(user=user, body__in=body_ids).select_related("programme")


def by_name(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Programmes in the order of the Vietnamese alphabet."""
    return programmes.order_by(Collate("name", COLLATION), "pk")


def with_heirs(body_ids: Collection[int], *, on: date) -> set[int]:
    """Bodies and those that stand in their stead on a day."""
    heirs = organisations.heirs(body_ids, on=on)
    return {*body_ids, *(body.pk for bodies in heirs.values() for body in bodies)}


def holding(on: date) -> Q:
    """The half-open validity of a dated row on a day."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def _at_or_above(place_id: int, on: date) -> Q:
    return Q(place__in=[one.place_id for one in places.path(place_id, on=on)]) | Q(level=Level.COUNTRY)
