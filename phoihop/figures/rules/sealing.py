"""The seal of one act on figures (dấu kiểm): a digest of every row that it wrote, kept in its line of the log."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

__all__ = ["FIGURE", "SOURCE", "seal"]

#: The columns of a row of figures, and of a source, in the order in which they are digested.
FIGURE = (
    "pk", "replaces_id", "claim_id", "source_id", "indicator_id", "body_id", "period_id", "breakdown_id", "coverage",
    "standing", "state", "comparator", "force", "value",
)  # fmt: skip
SOURCE = (
    "pk", "kind", "origin", "label", "address", "paper_id", "start", "end", "cell", "entered_by", "accepted_by",
)  # fmt: skip

Plain = int | str | None


def seal(said: tuple[Plain, ...], figures: Iterable[tuple[Plain, ...]], sources: Iterable[tuple[Plain, ...]]) -> str:
    """SHA-256 over what an act says of itself (number, origin, name, body, reason) and its rows by their ids."""
    found = hashlib.sha256(repr(said).encode())
    found.update(repr([*sorted(figures, key=_first), *sorted(sources, key=_first)]).encode())
    return found.hexdigest()


def _first(row: tuple[Plain, ...]) -> int:
    return int(row[0] or 0)
