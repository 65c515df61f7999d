"""Whose reviews an actor sees, and which it may begin."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Collate

from phoihop.core.actor import Actor, Matter
from phoihop.core.alphabet import COLLATION
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import BodyVersion
from phoihop.places import queries as places
from phoihop.programmes.models import Party, Programme
from phoihop.programmes.queries import narrowed, opened
from phoihop.reviews.models import Review
from phoihop.reviews.rules.states import ISSUERS, refusal_to_edit

__all__ = ["editable_by", "listed", "may_issue", "programmes_for", "visible_to"]


def visible_to(actor: Actor, *, on: date) -> QuerySet[Review]:
    """The reviews of the actor's branch, and those of programmes for which its body stands (cơ quan thường trực).

    Of the latter what the confirmed parties' lines in the programme's area write. Narrowed to its
    programmes where its body is; none for roles that do not open reviews.
    """
    if not actor.reads(Matter.REVIEWS):
        return Review.objects.none()
    seen = Q(body__in=organisations.visible_to(actor, on=on))
    for one in opened(actor, on=on):
        area = Q() if one.place is None else Q(body__place__in=places.territory(one.place, on=on))
        seen |= area & Q(programme=one.programme, body__system__in=one.systems)
    return Review.objects.filter(seen, narrowed(actor, "programme", on=on))


def listed(actor: Actor, *, on: date) -> QuerySet[Review]:
    """The visible reviews with programme and the body's name on a day as ``body_name``; one query."""
    name = BodyVersion.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), body=OuterRef("body"), valid_from__lte=on
    )
    return (
        visible_to(actor, on=on)
        .select_related("programme", "body")
        .annotate(body_name=Subquery(name.values("name")[:1]))
        .order_by("-last_year", "kind", "body__level", Collate("body_name", COLLATION))
    )


def programmes_for(actor: Actor, *, on: date) -> QuerySet[Programme]:
    """The programmes that a body may review: those of its place, and those that it or its line signed."""
    if not actor.reads(Matter.REVIEWS):
        return Programme.objects.none()
    signed = Party.objects.filter(programme=OuterRef("pk"), body__system=actor.system)
    return Programme.objects.filter(
        narrowed(actor, "pk", on=on),
        Q(place=actor.place_id) | Q(standing_body=actor.body_id) | Exists(signed),
        first_year__isnull=False,
    ).order_by("-last_year", "level", Collate("name", COLLATION))


def editable_by(actor: Actor, review: Review) -> bool:
    """Whether the actor may change the text now."""
    return refusal_to_edit(actor=actor, body_id=review.body_id, state=review.stage) is None


def may_issue(actor: Actor, review: Review) -> bool:
    """Whether the actor is one who notes number and day of the signed paper."""
    return actor.body_id == review.body_id and actor.may(*ISSUERS)
