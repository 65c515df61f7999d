"""Which programme may stand over or before which, and what stands on one."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Collate

from phoihop.core.actor import Level
from phoihop.core.alphabet import COLLATION
from phoihop.core.refusal import Refusal
from phoihop.organisations.models import Body
from phoihop.places import queries as places
from phoihop.programmes import rules
from phoihop.programmes.models import Assignment, Content, LegalBasis, Party, Phase, Programme
from phoihop.programmes.queries.scope import holding
from phoihop.programmes.wording import STANDS

__all__ = ["before", "content_stands", "lead_of", "over", "refusal_to_stand_so", "signed", "stands_on"]

#: What is part of a programme itself; officers who followed it until lately go with it.
_OWN = (Party, LegalBasis, Content, Phase, Assignment)


def over(programmes: QuerySet[Programme], level: Level) -> QuerySet[Programme]:
    """Of some programmes those that one of a level may put into effect (chương trình cấp trên), the newest first."""
    higher = [one for one in Level if rules.higher(one, level)]
    return programmes.filter(level__in=[*higher, level]).order_by("-first_year", Collate("name", COLLATION))


def before(programmes: QuerySet[Programme], level: Level) -> QuerySet[Programme]:
    """Of some programmes those that one of a level may continue (chương trình trước), the newest first."""
    return programmes.filter(level=level).order_by("-first_year", Collate("name", COLLATION))


def signed(programme: Programme, lead: Body | None) -> rules.Signed:
    """What a programme says of itself, saved or not; ``lead`` keeps its number."""
    return rules.Signed(
        programme.name,
        Level(programme.level),
        lead is None or lead.main,
        programme.signed_on,
        programme.first_year,
        programme.last_year,
    )


def refusal_to_stand_so(programme: Programme, lead: Body | None, *, on: date) -> Refusal | None:
    """Why a programme may not stand under, after or over the ones that it names or that name it."""
    mine = signed(programme, lead)
    above, older = programme.cascades_from, programme.predecessor
    if above is not None:
        areas = places.at_or_above(programme.place_id, on=programme.signed_on or on).values_list("pk", flat=True)
        in_area = above.pk != programme.pk and (above.level == Level.COUNTRY or above.place_id in set(areas))
        if refusal := rules.refusal_to_put_under(below=mine, above=signed(above, lead_of(above)), in_area=in_area):
            return refusal
    if older is not None:
        near = older.pk != programme.pk and _near(programme, older, on)
        if refusal := rules.refusal_to_follow(newer=mine, older=signed(older, lead_of(older)), in_area=near):
            return refusal
    if programme.pk is None:
        return None
    for below in programme.cascaded.order_by("pk"):
        if refusal := rules.refusal_to_put_under(below=signed(below, lead_of(below)), above=mine, in_area=True):
            return Refusal(rules.PART, "breaks_another", name=below.name, told=refusal.code)
    for newer in programme.successors.order_by("pk"):
        if refusal := rules.refusal_to_follow(newer=signed(newer, lead_of(newer)), older=mine, in_area=True):
            return Refusal(rules.PART, "breaks_another", name=newer.name, told=refusal.code)
    return None


def lead_of(programme: Programme) -> Body | None:
    """The party that keeps the number (cơ quan chủ trì)."""
    party = programme.parties.filter(lead=True).select_related("body").first()
    return party.body if party else None


def stands_on(programme: Programme, *, on: date) -> list[str]:
    """The kinds of records that rest on a programme, in words (``wording.STANDS``); one query a kind."""
    found = []
    for relation in Programme._meta.related_objects:
        if relation.related_model in _OWN:
            continue
        name = relation.get_accessor_name() or relation.name
        if getattr(programme, name).exists():
            found.append(str(STANDS[name]))
    if programme.assignments.filter(holding(on)).exists():
        found.append(str(STANDS["assignments"]))
    return found


def content_stands(content: Content) -> bool:
    """Whether indicators, sections of reviews or a later programme's contents are tied to a content."""
    names = [one.get_accessor_name() or one.name for one in Content._meta.related_objects]
    return any(getattr(content, name).exists() for name in names)


def _near(programme: Programme, older: Programme, on: date) -> bool:
    """Whether the area before is this unit's, lies in it, or went into it."""
    if older.place_id == programme.place_id:
        return True
    return places.territory(programme.place_id, on=on).filter(pk=older.place_id).exists()
