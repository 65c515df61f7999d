"""Who follows a programme for a body."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from phoihop.accounts import queries as accounts
from phoihop.accounts.models import User
from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal, Refused
from phoihop.organisations.models import Body
from phoihop.programmes import queries, rules
from phoihop.programmes.models import Assignment, Programme

__all__ = [
    "assign",
    "end_assignment",
]


@transaction.atomic
def assign(
    user: User,
    *,
    body: Body,
    programme: Programme,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> Assignment:
    """Have an officer follow a programme for a body (phân công theo dõi chương trình): from then on it sees no other.

    An administrator assigns in its branch, a leader or compiler of the standing body in its own. Raises ``Refused``:
    ``not_for_you_to_assign``, ``own_assignment``, ``not_an_officer``, ``assignment_reversed``, ``assigned_already``.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    _check_assigning(user, body, programme, by=by, on=at.date())
    if valid_to is not None and valid_to <= valid_from:
        raise Refused(Refusal("programmes", "assignment_reversed", begins=valid_from))
    for begins, ends in user.assignments.filter(body=body, programme=programme).values_list("valid_from", "valid_to"):
        if (ends is None or valid_from < ends) and (valid_to is None or begins < valid_to):
            raise Refused(Refusal("programmes", "assigned_already", name=user.name))
    made = Assignment.objects.create(
        user=user, body=body, programme=programme, valid_from=valid_from, valid_to=valid_to
    )
    days = {"valid_from": valid_from.isoformat(), "valid_to": valid_to and valid_to.isoformat()}
    record("programme.assigned", programme, by=by, at=at, user=user.pk, body=body.key, **days)
    return made


@transaction.atomic
def end_assignment(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """End an assignment today (thôi phân công theo dõi); one that has not held a day yet is taken back.

    Raises ``Refused``: ``not_for_you_to_assign``, ``own_assignment``, ``assignment_over``.
    """
    found = Assignment.objects.select_for_update(of=("self",)).select_related("user", "body", "programme")
    assignment, today = found.get(pk=assignment.pk), at.date()
    _check_assigning(assignment.user, assignment.body, assignment.programme, by=by, on=today, ending=True)
    if assignment.valid_to is not None and assignment.valid_to <= today:
        raise Refused(Refusal("programmes", "assignment_over", on=assignment.valid_to))
    if assignment.valid_from >= today:
        assignment.delete()
    else:
        assignment.valid_to = today
        assignment.save(update_fields=["valid_to"])
    # after the change: the line seals the programme's assignments as they stand from now on
    record(
        "programme.assignment_ended",
        assignment.programme,
        by=by,
        at=at,
        user=assignment.user_id,
        body=assignment.body.key,
        valid_from=assignment.valid_from.isoformat(),
    )


def _check_assigning(
    user: User, body: Body, programme: Programme, *, by: Actor, on: date, ending: bool = False
) -> None:
    standing = [programme.standing_body_id] if programme.standing_body_id else []
    refusal = rules.refusal_to_assign(
        actor=by,
        own_account=user.pk == by.account_id,
        in_branch=accounts.bodies_under(by, on=on).filter(pk=body.pk).exists(),
        standing=by.body_id == body.pk and body.pk in queries.with_heirs(standing, on=on),
        serves=ending or queries.officers(body.pk, on=on).filter(pk=user.pk).exists(),
    )
    if refusal:
        raise Refused(refusal)
