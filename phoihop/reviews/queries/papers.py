"""What stands at the head and foot of a review's paper, from bodies and places."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from phoihop.organisations.models import Body, BodyVersion
from phoihop.places.models import PlaceVersion
from phoihop.reviews.models import Review
from phoihop.reviews.rules.drafting import Signed
from phoihop.reviews.rules.letterheads import Letterhead, suggested

__all__ = ["body_names", "letterhead_for", "papers_head", "programme_facts", "superior_of"]


def _on(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def body_names(bodies: Collection[int], *, on: date) -> dict[int, str]:
    """The names of bodies on a day; one query."""
    return dict(BodyVersion.objects.filter(_on(on), body__in=bodies).values_list("body", "name"))


def superior_of(body: Body, *, on: date) -> Body | None:
    """The body of the same line one level up on a day (cơ quan cấp trên trực tiếp)."""
    above = PlaceVersion.objects.filter(_on(on), place=body.place_id).values("parent")
    return Body.objects.filter(_on(on), system=body.system, main=True, place__in=above).first()


def letterhead_for(body: Body, *, on: date) -> Letterhead:
    """The letterhead that this body usually needs on a day; a few queries, once when a review begins."""
    above = superior_of(body, on=on)
    names = body_names([body.pk, *([above.pk] if above else [])], on=on)
    place = PlaceVersion.objects.filter(_on(on), place=body.place_id).values_list("name", flat=True).first()
    return suggested(
        system=body.line,
        level=body.rank,
        body=names.get(body.pk, body.key),
        place=place or "",
        superior=names.get(above.pk, "") if above else "",
    )


def papers_head(review: Review) -> Letterhead:
    """The letterhead of a review as its people left it."""
    return Letterhead.of(review.letterhead)


def programme_facts(review: Review) -> Signed:
    """What the record says of the programme and its signing; three queries."""
    programme = review.programme
    parties = [party.body_id for party in programme.parties.all()]
    on = programme.signed_on or review.map_date
    names = body_names(parties, on=on)
    return Signed(
        title=programme.name,
        number=programme.document.number,
        parties=tuple(names[body] for body in parties if body in names),
        on=f"{programme.signed_on:%d/%m/%Y}" if programme.signed_on else "",
        contents=programme.contents.count(),
        predecessor=programme.predecessor.name if programme.predecessor else "",
    )
