"""Population of units on the map of a day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from phoihop.audit import queries as audit
from phoihop.audit.rules import Line
from phoihop.core.actor import Level
from phoihop.places.models import Place, PlaceVersion, Population, Succession
from phoihop.places.queries.units import holding, tree

__all__ = ["People", "Stated", "by_code", "populations", "shares_of", "told_otherwise"]

#: Counts are set against so many inhabitants (1 vạn dân).
PER = 10_000


@dataclass(frozen=True, slots=True)
class People:
    """The population of a unit (dân số): as of which day, by which source.

    ``added`` says that it is the sum of the units right below, ``on`` then the oldest of their days.
    """

    people: int
    on: date
    source: str
    sample: bool = False
    added: bool = False

    def per(self, count: float) -> float:
        """A count per 10,000 inhabitants (trên 1 vạn dân), to two decimals.

        >>> People(4_000, date(2025, 12, 31), "Niên giám").per(29)
        72.5
        """
        return round(count * PER / self.people, 2)


def populations(place_ids: Collection[int], *, on: date) -> dict[int, People]:
    """The population of units by the map of a day (dân số theo địa giới), in two queries; unknown ones are absent.

    Of a unit's own rows the latest dated on or before the day, else the first after it. A unit without any has the
    sum of the units right below it on that map, where each of these has one.
    """
    wanted = set(place_ids)
    units = tree(on)
    children = {unit: units.children(unit) for unit in wanted}
    # A country asks its provinces, these their communes: one level at a time would cost a query each.
    below = {unit: units.children(unit) for kids in children.values() for unit in kids}
    asked = wanted | {unit for kids in children.values() for unit in kids}
    deeper = asked | {unit for kids in below.values() for unit in kids}
    own = _own(deeper if len(deeper) < DEEP else asked, on)
    for upper in (below, children):
        for unit, kids in upper.items():
            if unit not in own and kids and all(kid in own for kid in kids):
                own[unit] = _added([own[kid] for kid in kids])
    return {unit: own[unit] for unit in wanted if unit in own}


#: More units than these are not asked two levels down.
DEEP = 1000


def _own(places: Collection[int], on: date) -> dict[int, People]:
    found: dict[int, People] = {}
    rows = Population.objects.filter(place__in=places).order_by("place_id", "on")
    for place, day, people, source, sample in rows.values_list("place_id", "on", "people", "source", "sample"):
        if place not in found or day <= on:
            found[place] = People(people, day, source, sample)
    return found


def _added(parts: Collection[People]) -> People:
    sources = list(dict.fromkeys(part.source for part in parts))
    return People(
        sum(part.people for part in parts),
        min(part.on for part in parts),
        sources[0] if len(sources) == 1 else "; ".join(sources[:2]),
        any(part.sample for part in parts),
        added=True,
    )


@dataclass(frozen=True, slots=True)
class Stated:
    """The share of a divided unit that goes to one heir, in millionths, and the act that says so (tỷ lệ phân bổ)."""

    millionths: int
    act: str

    @property
    def percent(self) -> float:
        return self.millionths / 10_000


def shares_of(predecessor: int) -> dict[int, Stated]:
    """The shares that an act states for a divided unit, by heir; empty where nobody stated any."""
    rows = Succession.objects.filter(predecessor=predecessor, share_millionths__isnull=False)
    return {row.heir_id: Stated(row.share_millionths or 0, row.share_act) for row in rows.order_by("heir_id")}


def by_code(codes: Collection[str], *, on: date) -> dict[str, int]:
    """The units of keys (``tinh:37``) or of national codes of two and five digits that hold on a day (mã đơn vị)."""
    keys = {code for code in codes if ":" in code or code == "VN"}
    found = dict(Place.objects.filter(key__in=keys).values_list("key", "pk"))
    levels = {2: Level.PROVINCE, 5: Level.COMMUNE}
    for digits, level in levels.items():
        plain = [code for code in codes if len(code) == digits and code.isdigit()]
        rows = PlaceVersion.objects.filter(holding(on), place__level=level, code__in=plain)
        found |= dict(rows.values_list("code", "place_id"))
    return found


def told_otherwise() -> Iterator[str]:
    """A sentence for each population that is not what the log says last of its unit and day (nhật ký kể khác).

    Lines of before name no units: of days with such a line only the units that later lines name are compared.
    """
    for some in audit.told(("population.stated",)):
        for subject, lines in some:
            last: dict[int, tuple[int, Line]] = {}
            for line in lines:
                people = cast("dict[str, int]", line.facts.get("people", {}))
                last |= {int(place): (count, line) for place, count in people.items()}
            whole = all("people" in line.facts for line in lines)
            day = subject.rpartition(":")[2]
            for row in Population.objects.filter(on=day).order_by("place").iterator():
                count, said = last.pop(row.place_id, (0, None))
                if said is None:
                    if whole:
                        yield f"population of unit {row.place_id} on {day}: its line is not in the log"
                elif (row.people, row.source, row.entered_by) != (count, said.facts["source"], said.name):
                    yield f"population of unit {row.place_id} on {day}: it does not say what its line in the log says"
            yield from (f"population of unit {place} on {day}: its line is in the log, it is gone" for place in last)
