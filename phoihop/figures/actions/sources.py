"""Provenance rows of an act: one for each cell or span, and once more where somebody accepts (nguồn gốc số liệu)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from phoihop.audit.actions import SYSTEM_NAME
from phoihop.core.actor import Actor
from phoihop.figures.models import Source
from phoihop.figures.rules.sealing import SOURCE
from phoihop.figures.rules.values import Provenance, SourceKind, Value

__all__ = ["Sources", "accepted_sources", "digested"]

#: (cell, span, whether it was added from parts)
_Key = tuple[str, tuple[int, int] | None, bool]


class Sources:
    """One row of provenance for each cell or span of an act; totals that it adds up from parts have their own."""

    def __init__(self, provenance: Provenance, *, by: Actor | None, at: datetime) -> None:
        self.provenance = provenance
        self.by = by.name if by else SYSTEM_NAME
        self.at = at
        self.made: dict[_Key, Source] = {}

    def want(self, value: Value, *, derived: bool = False) -> None:
        """Make room for the provenance of a value."""
        key = self._key(value, derived)
        if key not in self.made:
            given = self.provenance
            self.made[key] = Source(
                kind=int(SourceKind.DERIVED if derived else given.kind),
                origin=given.origin,
                label=given.label,
                address=given.address,
                paper_id=given.paper,
                start=value.span[0] if value.span else None,
                end=value.span[1] if value.span else None,
                cell=key[0],
                entered_by=given.entered_by or self.by,
                entered_at=given.entered_at or self.at,
                accepted_by=given.accepted_by,
                accepted_at=given.accepted_at,
            )

    def save(self) -> None:
        Source.objects.bulk_create(list(self.made.values()))

    def of(self, value: Value, *, derived: bool = False) -> int:
        """The saved provenance of a value that was wanted."""
        return self.made[self._key(value, derived)].pk

    def _key(self, value: Value, derived: bool) -> _Key:
        kept = value.span is not None or self.provenance.paper is not None
        return (value.cell if kept else "", value.span, derived)


def digested(sources: Iterable[Source]) -> list[tuple[Any, ...]]:
    """Saved rows of provenance as their act's seal digests them."""
    return [tuple(getattr(one, column) for column in SOURCE) for one in sources]


def accepted_sources(sources: Collection[int], name: str, at: datetime) -> dict[int, Source]:
    """Provenance once more with who accepted: id → the saved copy."""
    copies: dict[int, Source] = {}
    for pk, source in Source.objects.in_bulk(sources).items():
        fields = {f.attname: getattr(source, f.attname) for f in Source._meta.concrete_fields if f.attname != "id"}
        copies[pk] = Source(**{**fields, "accepted_by": name, "accepted_at": at})
    Source.objects.bulk_create(copies.values())
    return copies
