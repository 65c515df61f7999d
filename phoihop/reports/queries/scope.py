"""Who sees which reports, and who takes them in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, Q, QuerySet

from phoihop.core.actor import Actor, Matter
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body
from phoihop.places import queries as places
from phoihop.places.models import PlaceVersion
from phoihop.programmes.queries import narrowed, opened
from phoihop.reports.models import Report
from phoihop.reports.rules import State

__all__ = ["holding", "names", "reviews", "subordinates", "superior_name", "visible_to", "waiting_for"]


def holding(on: date) -> Q:
    """The half-open validity of a dated row on a day."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def visible_to(actor: Actor, *, on: date) -> QuerySet[Report]:
    """The reports that exist for this actor (phạm vi xem): its own body's, and those sent by its branch below.

    The standing body of a programme reads what its confirmed parties' lines sent under it, in its area.
    Assignments narrow an officer to the programmes it follows. Drafts of others do not exist, and none for roles
    that do not open reports.
    """
    if not actor.reads(Matter.REPORTS):
        return Report.objects.none()
    sent = Q(submitted_at__isnull=False)
    branch = sent & Q(body__in=organisations.visible_to(actor, on=on))
    seen = Q(body=actor.body_id) | branch
    for one in opened(actor, on=on):
        area = Q() if one.place is None else Q(body__place__in=places.territory(one.place, on=on))
        seen |= sent & area & Q(form__programme=one.programme, body__system__in=one.systems)
    return Report.objects.filter(seen, narrowed(actor, "form__programme", on=on)).select_related(
        "form__programme", "body__place", "period"
    )


def subordinates(actor: Actor, *, on: date) -> QuerySet[Body]:
    """The bodies whose reports the actor's body takes in (cấp dưới trực tiếp).

    The same system one level down, or the next below where it has no body in between. Only the main
    body of a place takes reports in.
    """
    line = Body.objects.filter(holding(on), system=actor.system, main=True)
    children = PlaceVersion.objects.filter(holding(on), parent=actor.place_id).values("place")
    between = line.filter(place__in=children).values("place")
    skipped = PlaceVersion.objects.filter(holding(on), parent__in=children).exclude(parent__in=between).values("place")
    mine = Body.objects.filter(pk=actor.body_id, main=True)
    return line.filter(Q(place__in=children) | Q(place__in=skipped), Exists(mine))


def reviews(actor: Actor, report: Report, *, on: date) -> bool:
    """Whether the actor's body is the one that takes this report in."""
    return subordinates(actor, on=on).filter(pk=report.body_id).exists()


def superior_name(body: Body, *, on: date) -> str:
    """The name of the body that takes in what this one sends (cấp trên nhận); empty at the top."""
    above = organisations.upward(body, on)
    return organisations.name_of(above.pk, on=on).name if above else ""


def names(body_ids: Collection[int], *, on: date) -> dict[int, str]:
    """The names of bodies on a day, by id."""
    return {pk: name.name for pk, name in organisations.names_of(body_ids, on=on).items()}


def waiting_for(actor: Actor, *, on: date) -> QuerySet[Report]:
    """The reports that wait to be taken in by the actor's body (chờ nhận)."""
    return visible_to(actor, on=on).filter(state=State.SUBMITTED, body__in=subordinates(actor, on=on))
