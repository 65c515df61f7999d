"""Who may write to a programme, and for which party an actor speaks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from phoihop.core.actor import Actor
from phoihop.core.refusal import Refused
from phoihop.organisations.models import Body
from phoihop.programmes import queries, rules
from phoihop.programmes.models import Programme

__all__ = [
    "after",
    "check_change",
    "locked",
    "own",
]


def own(parties: Sequence[Body], by: Actor | None, at: datetime) -> set[int]:
    """For which parties the actor's body may speak: itself and those that it took over from; all for a loader."""
    ids = {body.pk for body in parties}
    if by is None:
        return ids
    return {pk for pk in ids if by.body_id in queries.with_heirs([pk], on=at.date())}


def locked(programme: Programme, by: Actor | None, at: datetime) -> Programme:
    """The programme locked for a change that the actor may make; raises ``Refused``."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    check_change(by, queries.responsible(programme, on=at.date()))
    return programme


def check_change(by: Actor | None, bodies: set[int]) -> None:
    if refusal := rules.refusal_to_change(actor=by, bodies=bodies):
        raise Refused(refusal)


def after(rows: object, field: str) -> int:
    """One more than the highest number so far."""
    return (rows.aggregate(last=Max(field))["last"] or 0) + 1  # type: ignore[attr-defined]
