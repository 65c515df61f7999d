"""The one way into the log."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction

from phoihop.audit.models import Chain, Entry
from phoihop.audit.rules import Line, digest
from phoihop.core.actor import TW_CHAIN, Actor

__all__ = ["record"]

SYSTEM_NAME = "Hệ thống"


def record(action: str, subject: models.Model | str, *, by: Actor | None, at: datetime, **facts: object) -> Entry:
    """Write one line into the actor's chain (ghi nhật ký), as the last lock of the caller's transaction.

    ``action`` is ``noun.done`` such as ``"report.submitted"``; ``facts`` are plain JSON values.
    Without an actor (set-up, schedules) the line goes to the chain of the centre.
    Raises ``RuntimeError`` outside a transaction: a line is never written without its change.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action} is recorded outside the transaction of its change")
    key = by.chain if by else TW_CHAIN
    Chain.objects.get_or_create(key=key)
    chain = Chain.objects.select_for_update().get(key=key)
    line = Line(
        chain=key,
        number=chain.length + 1,
        at=at,
        action=action,
        subject=subject if isinstance(subject, str) else f"{subject._meta.label_lower}:{subject.pk}",
        account=by.account_id if by else None,
        body=by.body_id if by else None,
        name=by.name if by else SYSTEM_NAME,
        facts=facts,
        previous=chain.head,
        digest="",
    )
    entry = Entry.objects.create(
        chain=line.chain,
        number=line.number,
        at=line.at,
        action=line.action,
        subject=line.subject,
        account=line.account,
        body=line.body,
        name=line.name,
        facts=facts,
        previous=line.previous,
        digest=digest(line),
    )
    Chain.objects.filter(pk=key).update(length=entry.number, head=entry.digest)
    return entry
