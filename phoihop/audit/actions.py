"""The one way into the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_noop

from phoihop.audit.models import Chain, Entry
from phoihop.audit.rules import Line, digest
from phoihop.audit.sealing import FACT, seals
from phoihop.core.actor import TW_CHAIN, Actor

__all__ = ["SYSTEM_NAME", "record", "record_each"]

#: Who did what no account did (set-up, schedules).
SYSTEM_NAME = gettext_noop("Hệ thống")


def record(action: str, subject: models.Model | str, *, by: Actor | None, at: datetime, **facts: object) -> Entry:
    """Write one line into the actor's chain (ghi nhật ký), as the last lock of the caller's transaction.

    ``action`` is ``noun.done`` such as ``"report.submitted"``; ``facts`` are plain JSON values.
    Without an actor (set-up, schedules) the line goes to the chain of the centre.
    Raises ``RuntimeError`` outside a transaction: a line is never written without its change.
    """
    return record_each(action, [(subject, facts)], by=by, at=at)[0]


def record_each(
    action: str,
    done: Sequence[tuple[models.Model | str, Mapping[str, object]]],
    *,
    by: Actor | None,
    at: datetime,
) -> list[Entry]:
    """Write a line for each subject of one act with its facts, as ``record`` does; three statements however many."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action} is recorded outside the transaction of its change")
    if not done:
        return []
    key = by.chain if by else TW_CHAIN
    chain = Chain.objects.select_for_update().filter(key=key).first()
    if chain is None:
        Chain.objects.get_or_create(key=key)
        chain = Chain.objects.select_for_update().get(key=key)
    done, entries, head = _sealed(done), [], chain.head
    for number, (subject, facts) in enumerate(done, start=chain.length + 1):
        line = Line(
            chain=key,
            number=number,
            at=at,
            action=action,
            subject=subject if isinstance(subject, str) else f"{subject._meta.label_lower}:{subject.pk}",
            account=by.account_id if by else None,
            body=by.body_id if by else None,
            name=by.name if by else SYSTEM_NAME,
            facts=facts,
            previous=head,
            digest="",
        )
        head = digest(line)
        entries.append(_entry(line, head))
    Entry.objects.bulk_create(entries)
    Chain.objects.filter(pk=key).update(length=entries[-1].number, head=head)
    return entries


def _sealed(
    done: Sequence[tuple[models.Model | str, Mapping[str, object]]],
) -> list[tuple[models.Model | str, Mapping[str, object]]]:
    """The facts with the seal of each subject that keeps one, as it stands in the database now."""
    found: dict[type[models.Model], dict[int, str]] = {}
    for subject, _facts in done:
        if isinstance(subject, models.Model) and type(subject) not in found:
            found[type(subject)] = seals(type(subject), [one.pk for one, _ in done if type(one) is type(subject)])
    return [
        (subject, facts if isinstance(subject, str) else _with(facts, found[type(subject)].get(subject.pk)))
        for subject, facts in done
    ]


def _with(facts: Mapping[str, object], seal: str | None) -> Mapping[str, object]:
    return facts if seal is None else {**facts, FACT: seal}


def _entry(line: Line, head: str) -> Entry:
    return Entry(
        chain=line.chain,
        number=line.number,
        at=line.at,
        action=line.action,
        subject=line.subject,
        account=line.account,
        body=line.body,
        name=line.name,
        facts=dict(line.facts),
        previous=line.previous,
        digest=head,
    )
