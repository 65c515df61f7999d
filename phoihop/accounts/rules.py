"""Who may sign in, how long a session lives, who may give and hand over roles."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from phoihop.core.actor import Actor, Matter, Role
from phoihop.core.refusal import Refusal

__all__ = [
    "ABSOLUTE",
    "FIRST_PASSWORD_LIVES",
    "GUESSES_HERE",
    "GUESSES_ON_ACCOUNT",
    "GUESSES_ON_NETWORK",
    "WINDOW",
    "idle_minutes",
    "refusal_to_end",
    "refusal_to_guess",
    "refusal_to_hand_over",
    "refusal_to_manage",
    "refusal_to_open",
    "session_is_over",
]

#: A session ends this long after log-in, whatever happens in between.
ABSOLUTE = timedelta(hours=12)
#: A password made by an administrator must be replaced by its owner within this time.
FIRST_PASSWORD_LIVES = timedelta(hours=72)
#: Failed log-ins are forgotten after this time.
WINDOW = timedelta(minutes=15)
#: Failed log-ins that lock one name on one network; the owner still enters from elsewhere.
GUESSES_HERE = 5
#: Failed log-ins on one name over all networks; networks from which it once signed in are let through.
GUESSES_ON_ACCOUNT = 20
#: Failed log-ins from one network; a whole province may sit behind one address, so only failures count.
GUESSES_ON_NETWORK = 300

_SHORT_IDLE = (Role.APPROVAL, Role.ADMIN)


def idle_minutes(roles: frozenset[Role]) -> int:
    """Minutes without a request after which the page locks: 15 for approvers and administrators, else 60."""
    return 60 if roles.isdisjoint(_SHORT_IDLE) else 15


def refusal_to_guess(*, here: int, account: int, network: int, known: bool) -> Refusal | None:
    """Why a password may not even be tried now: failures of this name here, of the name, of the network.

    ``known``: this name once signed in from this network, so strangers' failures do not lock it out.
    """
    blocked = here >= GUESSES_HERE
    if not known:
        blocked = blocked or account >= GUESSES_ON_ACCOUNT or network >= GUESSES_ON_NETWORK
    return Refusal("accounts", "too_many_guesses", minutes=int(WINDOW.total_seconds() // 60)) if blocked else None


def refusal_to_manage(*, actor: Actor, in_branch: bool) -> Refusal | None:
    """Why this actor may not change accounts of a body (giao vai trò, khóa tài khoản)."""
    if not actor.may(Role.ADMIN):
        return Refusal("accounts", "administrators_only")
    if not in_branch:
        return Refusal("accounts", "other_branch")
    return None


def refusal_to_open(*, actor: Actor, matter: Matter) -> Refusal | None:
    """Why the actor's roles do not open a matter (vai trò không xem mảng công việc)."""
    if actor.reads(matter):
        return None
    if actor.roles == {Role.ADMIN}:
        return Refusal("accounts", "accounts_only")
    return Refusal("accounts", "role_does_not_open")


def refusal_to_hand_over(
    *, valid_from: date, valid_to: date | None, same_person: bool, heir_active: bool, on: date, other_unit: str = ""
) -> Refusal | None:
    """Why a term may not pass to another account on a day (bàn giao).

    ``other_unit`` is the unit of an heir from elsewhere, where nobody has confirmed that this is meant.
    """
    if same_person:
        return Refusal("accounts", "same_person")
    if not heir_active:
        return Refusal("accounts", "disabled_heir")
    if other_unit:
        return Refusal("accounts", "heir_of_another_unit", unit=other_unit)
    return refusal_to_end(valid_from=valid_from, valid_to=valid_to, on=on)


def refusal_to_end(*, valid_from: date, valid_to: date | None, on: date) -> Refusal | None:
    """Why a term may not end on a day (thôi phân công)."""
    if valid_to is not None and valid_to <= on:
        return Refusal("accounts", "already_ended", on=valid_to)
    if on <= valid_from:
        return Refusal("accounts", "ends_before_it_begins", begins=valid_from)
    return None


def session_is_over(*, since: datetime, now: datetime) -> bool:
    """Whether a session has lived its twelve hours."""
    return now - since >= ABSOLUTE
