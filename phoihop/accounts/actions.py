"""Every write of accounts and terms."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from phoihop.accounts import queries, rules
from phoihop.accounts.models import Guess, Term, User
from phoihop.audit.actions import record
from phoihop.core.actor import Actor, Role
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.words import refusal_to_keep_reason
from phoihop.organisations.models import Body

__all__ = [
    "Made",
    "assign",
    "change_password",
    "check_sign_in",
    "disable",
    "enable",
    "end_term",
    "hand_over",
    "hand_over_all",
    "make_account",
    "make_officer",
    "record_sign_in",
    "reset_password",
]

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")
#: Letters and digits that nobody confuses on paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Made(NamedTuple):
    """A new account with its first password, shown once to the administrator who hands it on."""

    user: User
    password: str


def check_sign_in(username: str, password: str, *, network: str, at: datetime) -> User:
    """The account of a right name and password (đăng nhập); counts the try before it is made.

    ``network`` is the caller's address. Raises ``Refused``: ``too_many_guesses``,
    ``wrong_name_or_password`` (also for unknown and disabled accounts, after the same work),
    ``first_password_expired``. The password is hashed outside every transaction.
    """
    name = username.strip().lower()
    account, place = queries.keyed(name), queries.keyed(network)
    _count_a_try(account, place, at=at)
    user = User.objects.filter(username=name).first()
    if user is None:
        make_password(password)  # an unknown name costs what a known one costs
    if user is None or not check_password(password, user.password) or not user.is_active:
        raise Refused(Refusal("accounts", "wrong_name_or_password"))
    Guess.objects.filter(account=account, network=place).update(failures=0, known=True)
    if user.first_password_until is not None and user.first_password_until <= at:
        raise Refused(Refusal("accounts", "first_password_expired"))
    return user


@transaction.atomic
def _count_a_try(account: str, network: str, *, at: datetime) -> None:
    """Book a failure in advance, so that tries at once cannot outrun the count; success takes it back."""
    Guess.objects.filter(known=False, since__lte=at - rules.WINDOW).delete()
    row, _ = Guess.objects.select_for_update().get_or_create(account=account, network=network, defaults={"since": at})
    found = queries.guesses(account, network, at=at)
    if refusal := rules.refusal_to_guess(
        here=found.here, account=found.account, network=found.network, known=found.known
    ):
        raise Refused(refusal)
    if row.since <= at - rules.WINDOW:
        Guess.objects.filter(pk=row.pk).update(failures=1, since=at)
    else:
        Guess.objects.filter(pk=row.pk).update(failures=F("failures") + 1)


@transaction.atomic
def record_sign_in(*, by: Actor, at: datetime) -> None:
    """Write down that an account signed in (nhật ký đăng nhập)."""
    record("account.signed_in", f"accounts.user:{by.account_id}", by=by, at=at)


def make_account(
    *, username: str, name: str, office: str = "", password: str | None = None, by: Actor | None, at: datetime
) -> Made:
    """Make an account (tạo tài khoản) and give back its password.

    Without ``password`` one of 20 letters is made: it must be replaced at the first log-in, within
    72 hours. A given one (demo, set-up) stays. The account can do nothing before ``assign``.
    Raises ``Refused``: ``bad_username``, ``username_taken``, ``weak_password``, and where name or office tell more of
    a person than who works where.
    """
    if not _USERNAME.fullmatch(username):
        raise Refused(Refusal("accounts", "bad_username"))
    if refusal := refusal_to_keep_reason(name, office):
        raise Refused(refusal)
    made = password or "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
    until = None if password else at + rules.FIRST_PASSWORD_LIVES
    user = User(username=username, name=name, office=office, first_password_until=until)
    if password:
        _check_strength(password, user)
    user.set_password(made)
    with transaction.atomic():
        if User.objects.filter(username=username).exists():
            raise Refused(Refusal("accounts", "username_taken", username=username))
        user.save()
        record("account.made", user, by=by, at=at, username=username, name=name)
    return Made(user, made)


@transaction.atomic
def make_officer(
    *,
    username: str,
    name: str,
    office: str,
    body: Body,
    roles: Iterable[str],
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> Made:
    """Make an account and give it its roles for a body (tạo tài khoản, phân công), from today on unless told."""
    begins = valid_from or at.date()
    made = make_account(username=username, name=name, office=office, by=by, at=at)
    for role in roles:
        assign(made.user, body=body, role=Role(role), valid_from=begins, valid_to=valid_to, by=by, at=at)
    return made


def change_password(user: User, *, old: str, new: str, by: Actor | None, at: datetime) -> User:
    """Replace one's own password (đổi mật khẩu); every other session of the account ends with it."""
    if not check_password(old, user.password):
        raise Refused(Refusal("accounts", "wrong_name_or_password"))
    _check_strength(new, user)
    user.set_password(new)
    user.first_password_until = None
    with transaction.atomic():
        user.save(update_fields=["password", "first_password_until"])
        record("account.password_changed", user, by=by, at=at)
    return user


def reset_password(user: User, *, by: Actor, at: datetime) -> Made:
    """Give an account of one's branch a new first password (cấp lại mật khẩu); its sessions end.

    Raises ``Refused``: ``administrators_only``, ``other_branch``, ``own_password``.
    """
    _may_manage(user, by=by, on=at.date())
    _not_oneself(user, Refusal("accounts", "own_password"), by=by)
    made = "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
    user.set_password(made)
    user.first_password_until = at + rules.FIRST_PASSWORD_LIVES
    with transaction.atomic():
        user.save(update_fields=["password", "first_password_until"])
        record("account.password_reset", user, by=by, at=at)
    return Made(user, made)


@transaction.atomic
def assign(
    user: User,
    *,
    body: Body,
    role: Role,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor | None,
    at: datetime,
) -> Term:
    """Give an account a role for a body over a stretch of days (phân công).

    ``by`` is ``None`` only at set-up. Raises ``Refused``: ``administrators_only``, ``other_branch``,
    ``own_role``, ``already_holds``, ``disabled_heir``.
    """
    if by is not None:
        _may_manage_body(body, by=by, on=at.date())
        _not_oneself(user, Refusal("accounts", "own_role"), by=by)
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise Refused(Refusal("accounts", "disabled_heir"))
    _refuse_overlap(user, body_id=body.pk, role=role, valid_from=valid_from, valid_to=valid_to)
    term = Term.objects.create(user=user, body=body, role=role, valid_from=valid_from, valid_to=valid_to)
    days = {"valid_from": valid_from.isoformat(), "valid_to": valid_to and valid_to.isoformat()}
    record("term.given", term, by=by, at=at, user=user.pk, body=body.key, role=role, **days)
    return term


@transaction.atomic
def hand_over(term: Term, *, to: User, on: date, by: Actor, at: datetime, elsewhere: bool = False) -> Term:
    """Pass a role to another account from a day on (bàn giao); return the new term.

    The old term ends on that day and names the new one. Drafts belong to the body and stay where they are.
    An administrator passes its own role on, and takes none over. ``elsewhere`` confirms an heir who works for
    another unit; without it such a one is refused (``heir_of_another_unit``).
    """
    _may_manage_body(term.body, by=by, on=at.date())
    _not_oneself(to, Refusal("accounts", "own_role"), by=by)
    term = Term.objects.select_for_update(of=("self",)).select_related("body", "user").get(pk=term.pk)
    to = User.objects.select_for_update().get(pk=to.pk)
    unit = queries.with_units(User.objects.filter(pk=to.pk), term.body_id, on=at.date()).get()
    refusal = rules.refusal_to_hand_over(
        valid_from=term.valid_from,
        valid_to=term.valid_to,
        same_person=to.pk == term.user_id,
        heir_active=to.is_active,
        on=on,
        other_unit="" if elsewhere or unit.same else unit.unit or "",
    )
    if refusal:
        raise Refused(refusal)
    _refuse_overlap(to, body_id=term.body_id, role=Role(term.role), valid_from=on, valid_to=term.valid_to)
    heir = Term.objects.create(user=to, body=term.body, role=term.role, valid_from=on, valid_to=term.valid_to)
    term.valid_to, term.handed_over_to = on, heir
    term.save(update_fields=["valid_to", "handed_over_to"])
    record("term.handed_over", term, by=by, at=at, to=to.pk, heir=heir.pk, on=on.isoformat())
    return heir


@transaction.atomic
def hand_over_all(
    terms: Sequence[Term], *, to: User, on: date, by: Actor, at: datetime, elsewhere: bool = False
) -> list[Term]:
    """Pass several roles of one account to another at once (bàn giao mọi vai trò): all of them or none."""
    return [hand_over(term, to=to, on=on, by=by, at=at, elsewhere=elsewhere) for term in terms]


@transaction.atomic
def end_term(term: Term, *, on: date, by: Actor, at: datetime) -> Term:
    """End a role on a day (thôi phân công): from that day on the account acts no more for the body.

    Its own administration an administrator hands over, so that no branch is left without one.
    """
    _may_manage_body(term.body, by=by, on=at.date())
    if term.role == Role.ADMIN:
        _not_oneself(term.user, Refusal("accounts", "own_administration"), by=by)
    term = Term.objects.select_for_update(of=("self",)).select_related("body").get(pk=term.pk)
    if refusal := rules.refusal_to_end(valid_from=term.valid_from, valid_to=term.valid_to, on=on):
        raise Refused(refusal)
    term.valid_to = on
    term.save(update_fields=["valid_to"])
    record("term.ended", term, by=by, at=at, on=on.isoformat())
    return term


@transaction.atomic
def disable(user: User, *, by: Actor, at: datetime) -> User:
    """Lock an account (khóa tài khoản): its sessions die with their next request."""
    _not_oneself(user, Refusal("accounts", "own_account"), by=by)
    return _set_active(user, active=False, by=by, at=at)


@transaction.atomic
def enable(user: User, *, by: Actor, at: datetime) -> User:
    """Open a locked account again (mở khóa tài khoản)."""
    return _set_active(user, active=True, by=by, at=at)


def _set_active(user: User, *, active: bool, by: Actor, at: datetime) -> User:
    _may_manage(user, by=by, on=at.date())
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = active
    user.save(update_fields=["is_active"])
    record("account.enabled" if active else "account.disabled", user, by=by, at=at)
    return user


def _may_manage(user: User, *, by: Actor, on: date) -> None:
    in_branch = queries.users_under(by, on=on).filter(pk=user.pk).exists()
    if refusal := rules.refusal_to_manage(actor=by, in_branch=in_branch):
        raise Refused(refusal)


def _not_oneself(user: User, refusal: Refusal, *, by: Actor) -> None:
    """Two people stand behind every role and password: who administers is not served by itself."""
    if user.pk == by.account_id:
        raise Refused(refusal)


def _may_manage_body(body: Body, *, by: Actor, on: date) -> None:
    in_branch = queries.bodies_under(by, on=on).filter(pk=body.pk).exists()
    if refusal := rules.refusal_to_manage(actor=by, in_branch=in_branch):
        raise Refused(refusal)


def _refuse_overlap(user: User, *, body_id: int, role: Role, valid_from: date, valid_to: date | None) -> None:
    terms = user.terms.filter(body=body_id, role=role)
    for begins, ends in terms.values_list("valid_from", "valid_to"):
        if (ends is None or valid_from < ends) and (valid_to is None or begins < valid_to):
            raise Refused(Refusal("accounts", "already_holds", name=user.name))


def _check_strength(password: str, user: User) -> None:
    try:
        password_validation.validate_password(password, user)
    except ValidationError as weak:
        raise Refused(Refusal("accounts", "weak_password", reasons=" ".join(weak.messages))) from None
