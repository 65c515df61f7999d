"""Reading the units of a day: hierarchy, territory, names, the map of provinces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db import connection
from django.db.models import Count, Min, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_noop

from phoihop.core.actor import Level
from phoihop.core.once import read_once
from phoihop.core.tree import Tree
from phoihop.core.validity import holds
from phoihop.places import rules
from phoihop.places.models import Place, PlaceVersion, UnitData

__all__ = [
    "Name",
    "at_or_above",
    "below",
    "by_key",
    "communes_by_province",
    "data_version",
    "first_days",
    "holding",
    "name",
    "names",
    "path",
    "provinces",
    "territory",
    "tiles",
    "tree",
]

#: The province whose name is too long for a tile.
_HO_CHI_MINH = "79"


@dataclass(frozen=True, slots=True)
class Name:
    """A unit as printed on a day (tên đơn vị): ``full`` is «tỉnh Ninh Bình», ``above`` what stands over it."""

    place_id: int
    key: str
    level: Level
    kind: str
    name: str
    code: str
    parent_id: int | None
    above: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        return rules.full_name(self.kind, self.name)

    @property
    def heading(self) -> str:
        """The full name at the head of a line, «Tỉnh Ninh Bình»."""
        return rules.sentence_name(self.full)

    @property
    def over_all(self) -> str:
        """What a total of the unit is said to be of: «Cả nước» for the country, else the heading."""
        return gettext_noop("Cả nước") if self.level is Level.COUNTRY else self.heading

    @property
    def with_above(self) -> str:
        """«xã Phú Hữu, huyện Long Phú, tỉnh Sóc Trăng»."""
        return ", ".join((self.full, *self.above))


def holding(on: date, prefix: str = "") -> Q:
    """The versions that hold on a day; ``prefix`` is a lookup such as ``"versions__"``."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def data_version() -> UnitData | None:
    """The state of the unit data that stands now (phiên bản dữ liệu); ``None`` before the first load."""
    return UnitData.objects.order_by("-pk").first()


def tree(on: date) -> Tree:
    """The hierarchy of a day (cây đơn vị), kept in memory for each state of the unit data.

    Two queries the first time, one afterwards.
    """
    return _tree(on, state) if (state := stamp()) else _tree.__wrapped__(on, ())


def below(place_id: int, *, on: date) -> QuerySet[Place]:
    """A unit and all below it on a day, as a query to put inside others (địa bàn).

    One recursive query on both databases; without rows of ``Place`` being read.
    """
    return Place.objects.filter(pk__in=RawSQL(_BELOW, (place_id, on.isoformat(), on.isoformat())))  # noqa: S611


def territory(place_id: int, *, on: date) -> QuerySet[Place]:
    """A unit, all below it on a day, and every unit of former maps that went into them (địa bàn cùng tiền thân).

    What the holder of the territory may read: also the districts that lay in it, and a commune of
    which only a part came to it.
    """
    day = on.isoformat()
    return Place.objects.filter(pk__in=RawSQL(_TERRITORY, (place_id, *[day] * 6)))  # noqa: S611


def names(place_ids: Collection[int] | QuerySet[Place], *, on: date) -> dict[int, Name]:
    """The names of units on a day, by id (tên theo ngày), in three queries at most.

    A unit that does not hold on the day has the name of its nearest version: the last before, else
    the first after.
    """
    if isinstance(place_ids, QuerySet):
        chosen = Q(place__in=place_ids)
    else:
        chosen = Q(place_id__in=tuple(place_ids))
    versions = PlaceVersion.objects.filter(chosen).select_related("place").order_by("place_id", "valid_from")
    nearest: dict[int, PlaceVersion] = {}
    for version in versions:
        if version.place_id not in nearest or version.valid_from <= on:
            nearest[version.place_id] = version
    uppers = upper()
    return {place: named(version, above_of(version, on, uppers)) for place, version in nearest.items()}


def name(place_id: int, *, on: date) -> Name:
    """The name of one unit on a day; raises ``KeyError`` where there is no such unit."""
    return names([place_id], on=on)[place_id]


def at_or_above(place_id: int, *, on: date) -> QuerySet[Place]:
    """A unit and all that lie over it on a day, the country too (đơn vị và cấp trên)."""
    chosen = RawSQL(_ABOVE, (place_id, on.isoformat(), on.isoformat(), on.isoformat(), on.isoformat()))  # noqa: S611
    return Place.objects.filter(pk__in=chosen)


def path(place_id: int, *, on: date) -> list[Name]:
    """From the province down to the unit (đường dẫn), for breadcrumbs; the country is left out."""
    found = names(at_or_above(place_id, on=on).exclude(level=Level.COUNTRY), on=on)
    return sorted(found.values(), key=lambda one: ORDER[one.level])


def by_key(key: str) -> Place:
    """The unit of a key such as ``tinh:37``; raises ``Place.DoesNotExist``."""
    return Place.objects.get(key=key)


def provinces(on: date) -> list[Name]:
    """The provinces of a day by national code (các tỉnh, thành phố)."""
    versions = PlaceVersion.objects.filter(holding(on), place__level=Level.PROVINCE).select_related("place")
    return [named(version) for version in versions.order_by("code")]


def communes_by_province(on: date) -> dict[int, int]:
    """How many communes each province of a day has, by its place id (số đơn vị cấp xã)."""
    versions = PlaceVersion.objects.filter(holding(on), place__level=Level.COMMUNE, parent__level=Level.PROVINCE)
    return dict(versions.values_list("parent").annotate(Count("pk")).order_by())


def first_days(place_ids: Collection[int]) -> dict[int, date]:
    """The first day of each unit, by id (ngày lập)."""
    versions = PlaceVersion.objects.filter(place_id__in=tuple(place_ids)).order_by()
    return dict(versions.values_list("place_id").annotate(Min("valid_from")))


def tiles(
    values: Mapping[int, int | float | None], *, on: date, href: Callable[[Name], str], missing: str = ""
) -> list[dict[str, object]]:
    """The tiles of ``web``'s map of provinces (bản đồ ô): a value a province by its place id, ``None`` where missing.

    ``href`` is where a tile leads. The special zones Hoàng Sa and Trường Sa follow their province.
    """
    made: dict[str, dict[str, object]] = {}
    for one in provinces(on):
        if one.code in rules.TILES:
            col, row = rules.TILES[one.code]
            short = "TP. HCM" if one.code == _HO_CHI_MINH else one.name
            made[one.code] = {
                "name": one.name,
                "short": short,
                "col": col,
                "row": row,
                "value": values.get(one.place_id),
                "missing": missing,
                "href": href(one),
            }
    zones = [
        {
            "name": zone.name,
            "of": made[zone.province]["name"],
            "special": True,
            "col": zone.col,
            "row": zone.row,
            "tie_col": zone.tie_col,
            "tie_row": zone.tie_row,
            "elbow": zone.elbow,
            "value": made[zone.province]["value"],
            "missing": missing,
            "text": "đặc khu",
            "href": made[zone.province]["href"],
        }
        for zone in rules.SPECIAL_TILES
        if zone.province in made
    ]
    return [*made.values(), *zones]


ORDER = {Level.COUNTRY: 0, Level.PROVINCE: 1, Level.DISTRICT: 2, Level.COMMUNE: 3}


_BELOW = """
WITH RECURSIVE under(id) AS (
    SELECT CAST(%s AS bigint)
    UNION ALL
    SELECT v.place_id FROM places_placeversion v JOIN under ON v.parent_id = under.id
    WHERE v.valid_from <= %s AND (v.valid_to IS NULL OR v.valid_to > %s)
) SELECT id FROM under"""


#: First what lies below today, then what went into it, then what lay below those. Units met twice stay: PostgreSQL
#: would make room to tell millions apart, and ``IN`` asks for none of it.
_TERRITORY = """
WITH RECURSIVE under(id) AS (
    SELECT CAST(%s AS bigint)
    UNION ALL
    SELECT v.place_id FROM places_placeversion v JOIN under ON v.parent_id = under.id
    WHERE v.valid_from <= %s AND (v.valid_to IS NULL OR v.valid_to > %s)
), former(id) AS (
    SELECT id FROM under
    UNION ALL
    SELECT s.predecessor_id FROM places_succession s JOIN former ON s.heir_id = former.id WHERE s."on" <= %s
), inside(id) AS (
    SELECT id FROM former
    UNION ALL
    SELECT v.place_id FROM places_placeversion v JOIN inside ON v.parent_id = inside.id
    WHERE v.valid_to <= %s AND NOT EXISTS (
        SELECT 1 FROM places_placeversion h WHERE h.place_id = v.place_id
        AND h.valid_from <= %s AND (h.valid_to IS NULL OR h.valid_to > %s))
) SELECT id FROM inside"""


_ABOVE = """
WITH RECURSIVE over(id) AS (
    SELECT CAST(%s AS bigint)
    UNION
    SELECT v.parent_id FROM places_placeversion v JOIN over ON v.place_id = over.id
    WHERE v.parent_id IS NOT NULL AND (
        (v.valid_from <= %s AND (v.valid_to IS NULL OR v.valid_to > %s))
        OR (NOT EXISTS (
                SELECT 1 FROM places_placeversion h WHERE h.place_id = v.place_id
                AND h.valid_from <= %s AND (h.valid_to IS NULL OR h.valid_to > %s))
            AND NOT EXISTS (
                SELECT 1 FROM places_placeversion l WHERE l.place_id = v.place_id AND l.valid_from > v.valid_from))
    )
) SELECT id FROM over"""


def stamp() -> tuple[object, ...] | None:
    """What tells one state of the unit data from another, also between databases; ``None`` before the first load."""
    return read_once("places.units", _read_stamp)


def _read_stamp() -> tuple[object, ...] | None:
    found = UnitData.objects.order_by("-pk").values_list("pk", "digest", "loaded_at").first()
    return found and (str(connection.settings_dict["NAME"]), *found)


@lru_cache(maxsize=16)
def _tree(on: date, _stamp: tuple[object, ...]) -> Tree:
    return Tree(dict(PlaceVersion.objects.filter(holding(on)).values_list("place_id", "parent_id")))


def named(version: PlaceVersion, above: tuple[str, ...] = ()) -> Name:
    return Name(
        version.place_id,
        version.place.key,
        Level(version.place.level),
        version.kind,
        version.name,
        version.code,
        version.parent_id,
        above,
    )


def above_of(version: PlaceVersion, on: date, uppers: Mapping[int, list[PlaceVersion]]) -> tuple[str, ...]:
    """The printed names over a version on a day, else on its day nearest to it; without the country."""
    day = max(on, version.valid_from)
    if version.valid_to is not None and version.valid_to <= day:
        day = version.valid_to - timedelta(days=1)
    printed: list[str] = []
    parent = version.parent_id
    while parent is not None:
        over = [one for one in uppers[parent] if holds(one.valid_from, one.valid_to, day)] or uppers[parent]
        if over[-1].kind:
            printed.append(over[-1].full)
        parent = over[-1].parent_id
    return tuple(printed)


def upper() -> Mapping[int, list[PlaceVersion]]:
    """The versions of all units that others lie under, some eight hundred, kept in memory."""
    return _upper_of(state) if (state := stamp()) else _upper_of.__wrapped__(())


@lru_cache(maxsize=4)
def _upper_of(_stamp: tuple[object, ...]) -> Mapping[int, list[PlaceVersion]]:
    found: dict[int, list[PlaceVersion]] = defaultdict(list)
    for version in PlaceVersion.objects.exclude(place__level=Level.COMMUNE).order_by("valid_from"):
        found[version.place_id].append(version)
    return found
