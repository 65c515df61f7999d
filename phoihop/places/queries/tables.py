"""The tables of units as the log must have seen them last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime

from phoihop.audit import queries as audit
from phoihop.places.models import Place, PlaceVersion, Succession, UnitData

__all__ = ["digest_of_tables", "shares_stated_since", "tables_told_otherwise"]

STATED = "units.shares_stated"


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
    lines = [line for some in audit.told(("units.loaded", STATED)) for _, found in some for line in found]
    sealed = [line for line in lines if "tables" in line.facts]
    if sealed and max(sealed, key=lambda line: line.at).facts["tables"] != digest_of_tables():
        yield "tables of units: they do not say what the last line of the log on them says"


def shares_stated_since(version: str, *, at: datetime) -> dict[tuple[int, date], dict[int, int]]:
    """The shares that were stated or taken back after a state of the unit data, as they stood in it (tỷ lệ khi đó).

    ``version`` is the digest of that state and ``at`` a time at which it stood; by divided unit and the day of its
    succession millionths by heir, none where nobody had stated any. As the log tells it.
    """
    states = list(UnitData.objects.order_by("pk").values_list("pk", "digest", "loaded_at"))
    numbers = {(digest, loaded): pk for pk, digest, loaded in states}
    until = max((pk for pk, digest, loaded in states if digest == version and loaded <= at), default=0)
    divided = Succession.objects.filter(kind=Succession.Kind.PART).order_by().values_list("predecessor", flat=True)
    label = Place._meta.label_lower
    found: dict[tuple[int, date], dict[int, int]] = {}
    for some in audit.told([STATED], of=[f"{label}:{place}" for place in sorted(set(divided))]):
        for subject, lines in some:
            place = int(subject.partition(":")[2])
            before: dict[date, dict[int, int]] = {}
            for line in lines:
                on, shares = date.fromisoformat(str(line.facts["on"])), line.facts["shares"]
                assert isinstance(shares, dict)
                if numbers.get((str(line.facts["digest"]), line.at), 0) > until:
                    found.setdefault((place, on), before.get(on, {}))
                else:
                    before[on] = {int(heir): int(share) for heir, share in shares.items()}
    return found
