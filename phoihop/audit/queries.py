"""Reading the log."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from phoihop.audit.models import Chain, Entry
from phoihop.audit.rules import Line, breaks

__all__ = ["of_subject", "verify"]

_FIELDS = ("chain", "number", "at", "action", "subject", "account", "body", "name", "facts", "previous", "digest")


def of_subject(subject: models.Model) -> models.QuerySet[Entry]:
    """The history of one record (lịch sử), newest first."""
    label = f"{subject._meta.label_lower}:{subject.pk}"
    return Entry.objects.filter(subject=label).order_by("-at", "-number")


def verify() -> Iterator[tuple[str, int, list[str]]]:
    """Check every chain (kiểm tra nhật ký): its key, its length, and what is wrong with it."""
    heads = {chain.key: chain for chain in Chain.objects.all()}
    orphans = set(Entry.objects.order_by().values_list("chain", flat=True).distinct()) - set(heads)
    for key in sorted(heads):
        rows = Entry.objects.filter(chain=key).order_by("number").values_list(*_FIELDS)
        lines = (Line(**dict(zip(_FIELDS, row, strict=True))) for row in rows.iterator(chunk_size=5000))
        yield key, heads[key].length, list(breaks(key, lines, length=heads[key].length, head=heads[key].head))
    for key in sorted(orphans):
        yield key, 0, [f"{key}: the chain's head was deleted"]
