"""Old communes of one name in one new province, and which heirs are whose (xã trùng tên)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Decision", "Link", "Spot", "tell_apart"]

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Spot:
    """What is known of a commune: its code, name, districts and provinces, and where it lies."""

    code: str
    name: str
    district: str
    province: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """That an old commune went into a new one, by code."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One heir claimed by several namesakes: to whom it was given, from whom taken, and why (quyết định)."""

    heir: str
    kept: str
    dropped: tuple[str, ...]
    reason: str


def tell_apart(
    links: Iterable[Link], old: Mapping[str, Spot], new: Mapping[str, Spot]
) -> tuple[set[Link], list[Decision]]:
    """Give each heir that several namesakes claim to one of them; return the links left and the decisions.

    The source joins old communes by name within the new province, so namesakes carry each other's
    heirs. An heir goes to the namesake that shares the old province, then the old district, with the
    heir's undisputed predecessors; among equals to the nearest. No link of a sole claimant is touched.
    """
    kept = set(links)
    claims: dict[tuple[str, str], list[str]] = defaultdict(list)
    predecessors: dict[str, set[str]] = defaultdict(set)
    for link in sorted(kept):
        claims[link.new, old[link.old].name].append(link.old)
        predecessors[link.new].add(link.old)
    disputed: dict[str, set[str]] = defaultdict(set)
    for (heir, _), claimants in claims.items():
        if len(claimants) > 1:
            disputed[heir].update(claimants)
    decisions = []
    for (heir, _), claimants in sorted(claims.items()):
        if len(claimants) == 1:
            continue
        company = [old[code] for code in predecessors[heir] - disputed[heir]]
        provinces = {spot.province for spot in company}
        districts = {(spot.province, spot.district) for spot in company}
        ranked = sorted(claimants, key=lambda code: _closeness(old[code], new[heir], provinces, districts))
        best, second = (old[code] for code in ranked[:2])
        kept -= {Link(code, heir) for code in ranked[1:]}
        decisions.append(Decision(heir, ranked[0], tuple(ranked[1:]), _reason(best, second, provinces, districts)))
    return kept, decisions


def _closeness(
    spot: Spot, heir: Spot, provinces: set[str], districts: set[tuple[str, str]]
) -> tuple[bool, bool, float]:
    return (
        spot.province not in provinces,
        (spot.province, spot.district) not in districts,
        kilometres(spot, heir),
    )


def _reason(best: Spot, second: Spot, provinces: set[str], districts: set[tuple[str, str]]) -> str:
    if (best.province in provinces) != (second.province in provinces):
        return "cùng tỉnh cũ với các xã khác nhập vào"
    if ((best.province, best.district) in districts) != ((second.province, second.district) in districts):
        return "cùng huyện cũ với các xã khác nhập vào"
    return "gần nhất"


def kilometres(one: Spot, other: Spot) -> float:
    """The distance over ground between two communes' centres, in kilometres."""
    mean = math.radians((one.latitude + other.latitude) / 2)
    east = math.radians(other.longitude - one.longitude) * math.cos(mean)
    north = math.radians(other.latitude - one.latitude)
    return EARTH_KM * math.hypot(east, north)
