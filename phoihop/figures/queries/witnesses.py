"""What figures keep that the log must say too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from phoihop.audit.rules import Witness
from phoihop.figures.models import Edition
from phoihop.figures.queries.editions import digest_of

__all__ = ["seal_of", "witnesses"]


def seal_of(edition: Edition) -> str:
    """SHA-256 over what an edition says of itself (dấu kiểm): name, unit, change, map, period, reason, who and when."""
    said = (
        edition.name,
        edition.place_id,
        edition.change,
        edition.map_date.isoformat(),
        edition.map_version,
        edition.period_id,
        edition.reason,
        edition.made_by,
        round(edition.made_at.timestamp() * 1_000_000),
        edition.digest,
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()


def witnesses() -> Iterator[Witness]:
    """Every edition (số liệu chốt), its totals digested again, with what its line in the log says of it.

    The seal is compared where the line holds one: editions of before have none.
    """
    for one in Edition.objects.order_by("pk"):
        facts = {"name": one.name, "digest": digest_of(one.pk), "seal": seal_of(one)}
        yield Witness(f"edition {one.pk} ({one.name})", "figures.frozen", f"figures.edition:{one.pk}", facts)
