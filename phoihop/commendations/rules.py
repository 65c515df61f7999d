"""What an award must state to be registered, and when two statements are one award."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from phoihop.core.actor import Actor, Role
from phoihop.core.refusal import Refusal
from phoihop.core.text import fold
from phoihop.reading.screen import holds_office, names_a_resident

__all__ = [
    "KEEPERS",
    "award_key",
    "is_decision_number",
    "refusal_of_days",
    "refusal_to_complete",
    "refusal_to_correct_decision",
    "refusal_to_name",
    "refusal_to_record",
]

#: Roles that keep the register (ghi sổ khen thưởng).
KEEPERS = (Role.COMMENDATION, Role.COMPILER, Role.SECRETARY, Role.APPROVAL)


def refusal_to_record(
    *,
    actor: Actor | None,
    form: str,
    forms: Collection[str],
    authorities: Sequence[str],
    counts: Sequence[int | None],
    named: Sequence[tuple[str, str]] = (),
    days: Sequence[str] = (),
    today: str = "",
) -> Refusal | None:
    """Why an award may not be registered; ``None`` when it may. ``actor`` ``None`` is the system's set-up.

    ``named`` holds name and office of those honoured, the office empty for a collective.
    """
    if actor is not None and not actor.may(*KEEPERS):
        return Refusal("commendations", "not_your_role")
    if form not in forms:
        return Refusal("commendations", "unknown_form", form=form)
    if not any(name.strip() for name in authorities):
        return Refusal("commendations", "no_authority")
    if any(count is not None and count < 0 for count in counts):
        return Refusal("commendations", "negative_count")
    return refusal_to_name(named) or refusal_of_days(days, today=today)


def refusal_to_name(named: Sequence[tuple[str, str]]) -> Refusal | None:
    """Why someone may not be named in the register: a private person, called ông or bà, or without a public office.

    >>> refusal_to_name([("Nguyễn Văn An", "nông dân thôn 3")]).code, refusal_to_name([("Công an xã Gia Viễn", "")])
    ('names_a_resident', None)
    """
    for name, office in named:
        if names_a_resident(f"{name}, {office}" if office else name) or (office and not holds_office(office)):
            return Refusal("commendations", "names_a_resident", name=name)
    return None


def refusal_of_days(days: Sequence[str], *, today: str) -> Refusal | None:
    """Why an award may not bear such days, whole or partial ones in ISO form: a whole day is still to come."""
    whole = [day for day in days if len(day) == len("2026-11-27")]
    return Refusal("commendations", "a_day_to_come") if today and any(day > today for day in whole) else None


def refusal_to_complete(
    *,
    actor: Actor | None,
    collectives: int | None,
    individuals: int | None,
    named_collectives: int,
    named_individuals: int,
    named: Sequence[tuple[str, str]] = (),
    days: Sequence[str] = (),
    today: str = "",
) -> Refusal | None:
    """Why an award may not be completed so; ``None`` when it may.

    A role is lacking, a name (``named``: name and office, empty for a collective) is that of a private person, more
    would be named than were honoured, or a day is still to come.
    """
    if actor is not None and not actor.may(*KEEPERS):
        return Refusal("commendations", "not_your_role")
    if refusal := refusal_to_name(named) or refusal_of_days(days, today=today):
        return refusal
    for stated, told in ((collectives, named_collectives), (individuals, named_individuals)):
        if stated is not None and told > stated:
            return Refusal("commendations", "more_than_counted", stated=stated, named=told)
    return None


_NUMBER = re.compile(r"\d{1,6}[a-zA-Z]?/(?=[^\d\W])[\w.&-]+(?:/[\w.&-]+)*")


def is_decision_number(text: str) -> bool:
    """Whether a text is a document's number with its symbol (số, ký hiệu), and nothing else such as a day.

    >>> is_decision_number("1250/QĐ-UBND"), is_decision_number("QĐ 4120 ngày 10/11"), is_decision_number("4120/11")
    (True, False, False)
    """
    return _NUMBER.fullmatch(text.strip()) is not None


def refusal_to_correct_decision(
    *, actor: Actor | None, number: str, reason: str, decided_on: str = "", today: str = ""
) -> Refusal | None:
    """Why the number and day of a decision may not be mended so; ``None`` when they may."""
    if actor is not None and not actor.may(*KEEPERS):
        return Refusal("commendations", "not_your_role")
    if not is_decision_number(number):
        return Refusal("commendations", "bad_number", number=number)
    if not reason.strip():
        return Refusal("commendations", "no_reason")
    return refusal_of_days([decided_on], today=today)


def award_key(
    form: str,
    authorities: Sequence[str],
    on: str,
    collectives: int | None,
    individuals: int | None,
    recipients: int | None,
) -> str:
    """What makes two statements one award: form, authorities in any order, day, counts.

    >>> one = award_key("bang_khen", ["Bộ Công an", "UBTW MTTQ"], "2019-03-11", 2, 4, None)
    >>> one == award_key("bang_khen", ["UBTW MTTQ", "Bộ công an"], "2019-03-11", 2, 4, None)
    True
    """
    names = "|".join(sorted(fold(name) for name in authorities))
    counts = "/".join("" if count is None else str(count) for count in (collectives, individuals, recipients))
    return f"{form}:{on}:{counts}:{names}"[:400]
