"""What stands at the head and foot of a review's paper, from bodies and places."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop

from phoihop.core.actor import Level
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body
from phoihop.places import queries as places
from phoihop.reviews.models import Review
from phoihop.reviews.rules.drafting import Signed
from phoihop.reviews.rules.letterheads import Letterhead, suggested
from phoihop.web.print import day

__all__ = ["day", "letterhead_for", "papers_head", "programme_facts", "whole_area"]


def letterhead_for(body: Body, *, on: date) -> Letterhead:
    """The letterhead that this body usually needs on a day; a few queries, once when a review begins."""
    above = organisations.upward(body, on)
    names = organisations.names_of([body.pk, *([above.pk] if above else [])], on=on)
    return suggested(
        system=body.line,
        level=body.rank,
        body=names[body.pk].name,
        place=places.name(body.place_id, on=on).name,
        superior=names[above.pk].name if above else "",
    )


def papers_head(review: Review) -> Letterhead:
    """The letterhead of a review as its people left it."""
    return Letterhead.of(review.letterhead)


def programme_facts(review: Review) -> Signed:
    """What the record says of the programme and its signing; three queries."""
    programme = review.programme
    parties = [party.body_id for party in programme.parties.all()]
    on = programme.signed_on or review.map_date
    names = organisations.names_of(parties, on=on)
    return Signed(
        title=programme.name,
        number=programme.document.number,
        parties=tuple(names[body].name for body in parties if body in names),
        on=day(programme.signed_on) if programme.signed_on else "",
        contents=programme.contents.count(),
        predecessor=programme.predecessor.name if programme.predecessor else "",
    )


def whole_area(review: Review) -> str:
    """How a paper calls the whole area of the body (toàn địa bàn): "cả nước", "toàn tỉnh", "toàn xã"."""
    if review.body.rank is Level.COUNTRY:
        return gettext_noop("cả nước")
    kind = places.name(review.body.place_id, on=review.map_date).kind.lower()
    return gettext_noop("toàn {kind}").format(kind=kind).strip()
