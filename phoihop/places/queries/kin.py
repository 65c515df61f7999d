"""Heirs and origins of units, and the page of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db import connection

from phoihop.core.actor import Level
from phoihop.core.validity import BEGINNING, holds
from phoihop.places import rules
from phoihop.places.models import Place, PlaceVersion, Succession
from phoihop.places.queries.units import ORDER, Name, above_of, holding, name, named, names, path, stamp, tree, upper

__all__ = [
    "Kin",
    "Sheet",
    "Stretch",
    "heirs",
    "origins",
    "placed_on",
    "sheet",
]


@dataclass(frozen=True, slots=True)
class Kin:
    """A unit that another became, or came from (đơn vị kế thừa, đơn vị tiền thân)."""

    of_id: int
    place_id: int
    on: date
    whole: bool
    legal_act: str
    name: Name


@dataclass(frozen=True, slots=True)
class Stretch:
    """One version of a unit with the names over it as its time began (giai đoạn tên gọi)."""

    version: PlaceVersion
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A unit with its names over time, what stands over and under it, what it came from and became."""

    name: Name
    stretches: tuple[Stretch, ...]
    path: tuple[Name, ...]
    heirs: tuple[Kin, ...]
    origins: tuple[Kin, ...]
    under: tuple[Name, ...]
    holds: bool
    #: The day of ``under``: today, or the unit's last day.
    day: date


def sheet(place: Place, *, on: date) -> Sheet:
    """What the page of a unit shows (trang đơn vị), in a constant number of queries."""
    versions = list(place.versions.order_by("valid_from"))
    uppers = upper()
    stretches = tuple(Stretch(one, above_of(one, one.valid_from, uppers)) for one in versions)
    holds_now = any(holds(one.valid_from, one.valid_to, on) for one in versions)
    day = on if holds_now else versions[-1].last_day or on
    under = PlaceVersion.objects.filter(holding(day), parent=place).select_related("place").order_by("kind", "code")
    first = versions[0].valid_from
    return Sheet(
        name(place.pk, on=on),
        stretches,
        tuple(path(place.pk, on=on))[:-1],
        tuple(heirs([place.pk], on=on).get(place.pk, ())),
        tuple(origins([place.pk], on=first - timedelta(days=1)).get(place.pk, ())) if first > BEGINNING else (),
        tuple(named(one) for one in under),
        holds_now,
        day,
    )


def heirs(place_ids: Iterable[int], *, on: date) -> dict[int, list[Kin]]:
    """What units that ended by a day have become on it (đơn vị kế thừa), through every step between.

    A unit that still holds has none. A district's heirs are those of its communes, each in part.
    Two queries more than ``names`` takes.
    """
    return _kin(tuple(place_ids), on, forward=True)


def origins(place_ids: Iterable[int], *, on: date) -> dict[int, list[Kin]]:
    """What units that began after a day were made of on it (đơn vị tiền thân), through every step between."""
    return _kin(tuple(place_ids), on, forward=False)


def placed_on(on: date) -> Mapping[int, rules.Placed]:
    """Where every unit of any time counts on the map of a day (bản đồ cộng số liệu), kept in memory.

    See ``rules.place_on_map``. Units that no path leads to the map are left out.
    """
    return _placed_on(on, state) if (state := stamp()) else _placed_on.__wrapped__(on, ())


@lru_cache(maxsize=8)
def _placed_on(on: date, _stamp: tuple[object, ...]) -> Mapping[int, rules.Placed]:
    above: dict[int, int | None] = {}
    began: dict[int, date] = {}
    rows = PlaceVersion.objects.order_by("valid_from").values_list("place_id", "parent_id", "valid_from")
    for place, parent, valid_from in rows:
        above[place] = parent
        began.setdefault(place, valid_from)
    links: dict[int, list[int]] = defaultdict(list)
    for old, new, day in Succession.objects.values_list("predecessor_id", "heir_id", "on"):
        if day <= on:
            links[old].append(new)
        else:
            links[new].append(old)
    return rules.place_on_map(above, tree=tree(on), links=links, above=above)


def _kin(place_ids: tuple[int, ...], on: date, *, forward: bool) -> dict[int, list[Kin]]:
    if not place_ids:
        return {}
    near, far = ("predecessor_id", "heir_id") if forward else ("heir_id", "predecessor_id")
    marks = ", ".join(["%s"] * len(place_ids))
    day = on.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(_LINEAGE.format(marks=marks, near=near, far=far, side="<=" if forward else ">"), [
            *place_ids, *place_ids, Level.DISTRICT.value, day, day, day, day, day,
        ])  # fmt: skip
        rows = cursor.fetchall()
    found: dict[tuple[int, int], tuple[date, bool, str]] = {}
    for of, place, step, part, act in rows:
        when = step if isinstance(step, date) else date.fromisoformat(step)
        _, whole, _ = found.get((of, place), (when, True, ""))
        found[of, place] = (when, whole and not part, act)
    printed = names({place for _, place in found}, on=on)
    kin: dict[int, list[Kin]] = {}
    for (of, place), (when, whole, act) in found.items():
        kin.setdefault(of, []).append(Kin(of, place, when, whole, act, printed[place]))
    for listed in kin.values():
        listed.sort(key=lambda one: (ORDER[one.name.level], one.name.code))
    return kin


#: From the units asked for (a district also from its communes), step by step along the successions on
#: this side of the day, to the units that hold on it. ``part`` is 1 where a step was a split.
_LINEAGE = """
WITH RECURSIVE line(of_id, id, step, part, act) AS (
    SELECT p.id, p.id, CAST(NULL AS date), 0, CAST('' AS varchar(120)) FROM places_place p WHERE p.id IN ({marks})
    UNION
    SELECT v.parent_id, v.place_id, v.valid_to, 1, CAST('' AS varchar(120)) FROM places_placeversion v
    JOIN places_place p ON p.id = v.parent_id WHERE v.parent_id IN ({marks}) AND p.level = %s
    UNION
    SELECT line.of_id, s.{far}, s."on", CASE WHEN s.kind = 'part' OR line.part = 1 THEN 1 ELSE 0 END, s.legal_act
    FROM places_succession s JOIN line ON s.{near} = line.id WHERE s."on" {side} %s
)
SELECT of_id, id, step, part, act FROM line WHERE of_id <> id AND EXISTS (
    SELECT 1 FROM places_placeversion h WHERE h.place_id = line.id
    AND h.valid_from <= %s AND (h.valid_to IS NULL OR h.valid_to > %s))
AND NOT EXISTS (
    SELECT 1 FROM places_placeversion h WHERE h.place_id = line.of_id
    AND h.valid_from <= %s AND (h.valid_to IS NULL OR h.valid_to > %s))"""
