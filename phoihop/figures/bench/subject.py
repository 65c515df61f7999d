"""What the eighteen questions are about, in the database that was built, and the two maps on which they are asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from phoihop.figures.bench.building import Built
from phoihop.figures.models import Edition
from phoihop.figures.queries.geography import geography
from phoihop.figures.rules.maps import Geography
from phoihop.places.models import Place

__all__ = ["NEW_MAP", "OLD_MAP", "Asked", "prepare"]

OLD_MAP, NEW_MAP = date(2025, 6, 30), date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the questions are about: keys and ids of the database that was built."""

    built: Built
    geo: Geography
    country: int
    province: int
    commune: int
    edition: Edition | None
    keys: dict[int, str]

    @property
    def codes(self) -> list[str]:
        return [row.code for row in self.built.indicators]

    @property
    def ids(self) -> dict[str, int]:
        return {row.code: row.pk for row in self.built.indicators}


def prepare(built: Built, edition: Edition | None) -> Asked:
    """A province that the reform touched, one of its communes, and the country, in the database that was built."""
    geo = geography()
    province = built.reformed[0]
    commune = min(place for place in geo.below(province, NEW_MAP) if geo.levels[place] == 3)
    keys = dict(Place.objects.filter(pk__in=[geo.root, province, commune]).values_list("pk", "key"))
    return Asked(built, geo, geo.root, province, commune, edition, keys)
