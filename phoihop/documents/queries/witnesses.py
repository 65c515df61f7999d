"""What kept papers hold that the log must say too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from phoihop.audit.rules import Witness
from phoihop.documents.models import Source

__all__ = ["witnesses"]


def witnesses() -> Iterator[Witness]:
    """Every paper kept (tài liệu gốc): the digest of its file, and of the text read from it where its line has one."""
    for one in Source.objects.exclude(file="").only("sha256", "text").order_by("pk").iterator(chunk_size=200):
        facts = {"sha256": one.sha256, "seal": hashlib.sha256(one.text.encode()).hexdigest()}
        yield Witness(f"paper {one.pk}", "source.kept", f"documents.source:{one.pk}", facts)
