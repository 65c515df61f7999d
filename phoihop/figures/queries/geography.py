"""The units of all days in memory, made again when their rows have changed."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Subquery

from phoihop.core.actor import Level
from phoihop.core.once import read_once
from phoihop.figures.models import Edition, UnitsThen
from phoihop.figures.rules.grouping import Groups
from phoihop.figures.rules.maps import Geography, SuccessionRow, VersionRow
from phoihop.places import queries as places
from phoihop.places.models import PlaceVersion, Succession, UnitData

__all__ = [
    "geography",
    "geography_of",
    "groups_of",
    "kin_on",
    "map_version",
    "packed_units",
    "unit_names",
    "units_kept",
    "units_told_otherwise",
]


def _stamp() -> tuple[Any, ...] | None:
    """What names the state of the unit data in this database; ``None`` before the first load."""
    last = PlaceVersion.objects.order_by("-pk").values("pk")[:1]
    state = UnitData.objects.order_by("-pk").values_list("pk", "digest", "loaded_at", Subquery(last)).first()
    return (connection.settings_dict["NAME"], *state) if state else None


def geography() -> Geography:
    """All units over time (đơn vị hành chính theo thời gian), kept in memory for each state of the unit data.

    One small query an answer; three the first time.
    """
    stamp = read_once("figures.units", _stamp)
    return _read() if stamp is None else _load(stamp)


@lru_cache(maxsize=2)
def _load(stamp: tuple[Any, ...]) -> Geography:
    return _read()


def geography_of(edition: Edition) -> Geography:
    """All units over time as an edition sees them: as they stood when it was made, whatever was loaded or shared since.

    An edition of before keeps no units: it sees today's, divided by the shares that were stated when it was made.
    """
    stamp = read_once("figures.units", _stamp)
    if stamp is None or (stamp[2] == edition.map_version and stamp[3] <= edition.made_at):
        return geography()
    if edition.units_id is not None:
        return _then(edition.units_id).geography
    then = _shares_then(stamp, edition.map_version, edition.made_at)
    return _load_then(stamp, then) if then else geography()


def unit_names(places_: Collection[int], *, on: date, edition: Edition | None = None) -> dict[int, places.Name]:
    """The names of units on a day by id (tên theo ngày), as an ``edition`` knew them where units were loaded since."""
    if edition is None or edition.units_id is None or geography_of(edition) is geography():
        return places.names(places_, on=on)
    return _then(edition.units_id).names(places_, on)


#: (divided unit, day of its succession, ((heir, millionths), …)), of what was stated otherwise later.
Then = tuple[tuple[int, date, tuple[tuple[int, int], ...]], ...]


@lru_cache(maxsize=256)
def _shares_then(stamp: tuple[Any, ...], version: str, at: datetime) -> Then:
    found = places.shares_stated_since(version, at=at)
    return tuple((place, on, tuple(sorted(shares.items()))) for (place, on), shares in sorted(found.items()))


@lru_cache(maxsize=4)
def _load_then(stamp: tuple[Any, ...], then: Then) -> Geography:
    return _read({(place, on): dict(shares) for place, on, shares in then})


def _read(then: Mapping[tuple[int, date], Mapping[int, int]] | None = None) -> Geography:
    versions = PlaceVersion.objects.values_list("place_id", "place__level", "parent_id", "valid_from", "valid_to")
    successions = Succession.objects.values_list("predecessor_id", "heir_id", "on", "share_millionths")
    return Geography(
        (VersionRow(*row) for row in versions.order_by("place_id", "valid_from")),
        (_move(then or {}, *row) for row in successions.order_by("predecessor_id", "heir_id")),
    )


def _move(
    then: Mapping[tuple[int, date], Mapping[int, int]], place: int, heir: int, on: date, share: int | None
) -> SuccessionRow:
    shares = then.get((place, on))
    return SuccessionRow(place, heir, on, share if shares is None else shares.get(heir))


@dataclass(frozen=True, slots=True)
class _Then:
    """Units as an edition keeps them: (place, level, parent, from, to, key, kind, name, code), and what they became."""

    versions: Mapping[int, Sequence[tuple[Any, ...]]]
    geography: Geography

    def names(self, wanted: Collection[int], on: date) -> dict[int, places.Name]:
        """Of each unit the version that held on the day, else the last before it, else the first."""
        found = {}
        for place in wanted:
            versions = self.versions.get(place, ())
            held = [row for row in versions if row[3] <= on] or versions[:1]
            if held:
                _, level, parent, _, _, key, kind, name, code = held[-1]
                found[place] = places.Name(place, key, Level(level), kind, name, code, parent)
        return found


def _then(pk: int) -> _Then:
    rows = UnitsThen.objects.filter(pk=pk)
    digest = read_once(("figures.units_then", pk), lambda: rows.values_list("digest", flat=True).get())
    return _unpacked(digest)


@lru_cache(maxsize=4)
def _unpacked(digest: str) -> _Then:
    versions, moves = json.loads(zlib.decompress(UnitsThen.objects.get(digest=digest).packed))
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for place, level, parent, first, end, *named in versions:
        days = date.fromisoformat(first), date.fromisoformat(end) if end else None
        found[place].append((place, level, parent, *days, *named))
    geo = Geography(
        (VersionRow(*row[:5]) for rows in found.values() for row in rows),
        (SuccessionRow(place, heir, date.fromisoformat(on), share) for place, heir, on, share in moves),
    )
    return _Then(found, geo)


def units_told_otherwise() -> set[int]:
    """The ids of the kept units that are not those of their digest."""
    rows = UnitsThen.objects.order_by("pk").values_list("pk", "digest", "packed").iterator(chunk_size=10)
    return {pk for pk, digest, packed in rows if hashlib.sha256(zlib.decompress(packed)).hexdigest() != digest}


def units_kept() -> int | None:
    """The id of the units that an edition made since the last load keeps: they are those of now."""
    state = places.data_version()
    if state is None:
        return None
    made = Edition.objects.filter(map_version=state.digest, made_at__gt=state.loaded_at, units__isnull=False)
    return made.order_by("pk").values_list("units", flat=True).last()


def packed_units() -> tuple[str, bytes]:
    """The units of all days as they stand now, packed, with the digest of what is packed; two queries."""
    versions = PlaceVersion.objects.order_by("place_id", "valid_from").values_list(
        "place_id", "place__level", "parent_id", "valid_from", "valid_to", "place__key", "kind", "name", "code"
    )
    moves = Succession.objects.order_by("predecessor_id", "heir_id", "on").values_list(
        "predecessor_id", "heir_id", "on", "share_millionths"
    )
    told = json.dumps([list(versions), list(moves)], default=date.isoformat, ensure_ascii=False).encode()
    return hashlib.sha256(told).hexdigest(), zlib.compress(told, 9)


def groups_of(unit: int, on: date, *, children: bool, edition: Edition | None = None) -> Groups:
    """The lines of a unit's table on a map, kept in memory with the units; as an ``edition`` sees them."""
    return _groups(geography() if edition is None else geography_of(edition), unit, on, children)


@lru_cache(maxsize=512)
def _groups(geo: Geography, unit: int, on: date, children: bool) -> Groups:
    return Groups(geo, unit, on, children=children)


def kin_on(unit: int, on: date) -> list[int]:
    """The units of the same level in whose place a unit stands, where it is not on the map of a day (đơn vị tương ứng).

    Those of its line of succession that are on that map; empty for a unit that stands there itself.
    """
    geo = geography()
    standing = geo.tree(on).parents
    if unit in standing:
        return []
    before, after = geo.relatives(unit)
    return [one for one in sorted(before | after) if one in standing and geo.levels[one] == geo.levels[unit]]


def map_version() -> str:
    """What names the unit data for ever (phiên bản dữ liệu đơn vị): the digest of its load, else of the tables."""
    state = UnitData.objects.order_by("-pk").first()
    return state.digest if state else places.digest_of_tables()
