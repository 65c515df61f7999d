"""The tables of units as the log must have seen them last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from phoihop.audit import queries as audit
from phoihop.places.models import PlaceVersion, Succession

__all__ = ["digest_of_tables", "tables_told_otherwise"]


def digest_of_tables() -> str:
    """SHA-256 over what units are called, where they belong and what became of them (dấu kiểm dữ liệu đơn vị)."""
    digest = hashlib.sha256()
    versions = PlaceVersion.objects.order_by("place__key", "valid_from")
    moves = Succession.objects.order_by("predecessor__key", "heir__key", "on")
    for row in versions.values_list("place__key", "name", "kind", "parent__key", "valid_from", "valid_to"):
        digest.update(repr(row).encode())
    for move in moves.values_list("predecessor__key", "heir__key", "on", "kind", "share_millionths", "share_act"):
        digest.update(repr(move).encode())
    return digest.hexdigest()


def tables_told_otherwise() -> Iterator[str]:
    """A sentence where the tables of units are not as the last load or statement of shares left them."""
    lines = [
        line for some in audit.told(("units.loaded", "units.shares_stated")) for _, found in some for line in found
    ]
    sealed = [line for line in lines if "tables" in line.facts]
    if sealed and max(sealed, key=lambda line: line.at).facts["tables"] != digest_of_tables():
        yield "tables of units: they do not say what the last line of the log on them says"
