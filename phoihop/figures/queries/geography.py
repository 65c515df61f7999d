"""The units of all days in memory, made again when their rows have changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Subquery

from phoihop.core.once import read_once
from phoihop.figures.models import Edition
from phoihop.figures.rules.grouping import Groups
from phoihop.figures.rules.maps import Geography, SuccessionRow, VersionRow
from phoihop.places import queries as places
from phoihop.places.models import PlaceVersion, Succession, UnitData

__all__ = ["geography", "geography_of", "groups_of", "kin_on", "map_version"]


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
    """All units over time as an edition sees them: divided by the shares that were stated when it was made.

    What a later load of units says is true of all days, and so of an edition's too.
    """
    stamp = read_once("figures.units", _stamp)
    if stamp is None or (stamp[2] == edition.map_version and stamp[3] <= edition.made_at):
        return geography()
    then = _shares_then(stamp, edition.map_version, edition.made_at)
    return _load_then(stamp, then) if then else geography()


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
