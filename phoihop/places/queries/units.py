"""Reading the units: hierarchy, names, heirs and search, each on a day."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db import connection
from django.db.models import Case, Count, IntegerField, Min, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from phoihop.core.actor import Level
from phoihop.core.tree import Tree
from phoihop.core.validity import BEGINNING, holds
from phoihop.places import rules
from phoihop.places.models import Place, PlaceVersion, Succession, UnitData

__all__ = [
    "Found",
    "Kin",
    "Name",
    "Sheet",
    "Stretch",
    "below",
    "by_key",
    "communes_by_province",
    "data_version",
    "find",
    "first_days",
    "heirs",
    "holding",
    "name",
    "names",
    "origins",
    "path",
    "placed_on",
    "provinces",
    "sheet",
    "territory",
    "tiles",
    "tree",
]


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
    def with_above(self) -> str:
        """«xã Phú Hữu, huyện Long Phú, tỉnh Sóc Trăng»."""
        return ", ".join((self.full, *self.above))


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
class Found:
    """One answer of the unit search: what was found, while it held, and what it is today."""

    name: Name
    valid_from: date
    valid_to: date | None
    legal_act: str
    heirs: tuple[Kin, ...]
    #: The same unit under another name or another unit above, where what was found no longer holds.
    now: Name | None

    @property
    def last_day(self) -> date | None:
        return None if self.valid_to is None else self.valid_to - timedelta(days=1)

    @property
    def current(self) -> bool:
        return not self.heirs and self.now is None


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
    return _tree(on, stamp) if (stamp := _stamp()) else _tree.__wrapped__(on, ())


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
    upper = _upper()
    return {place: _name(version, _above(version, on, upper)) for place, version in nearest.items()}


def name(place_id: int, *, on: date) -> Name:
    """The name of one unit on a day; raises ``KeyError`` where there is no such unit."""
    return names([place_id], on=on)[place_id]


def path(place_id: int, *, on: date) -> list[Name]:
    """From the province down to the unit (đường dẫn), for breadcrumbs; the country is left out."""
    chosen = RawSQL(_ABOVE, (place_id, on.isoformat(), on.isoformat(), on.isoformat(), on.isoformat()))  # noqa: S611
    found = names(Place.objects.filter(pk__in=chosen).exclude(level=Level.COUNTRY), on=on)
    return sorted(found.values(), key=lambda one: _ORDER[one.level])


def by_key(key: str) -> Place:
    """The unit of a key such as ``tinh:37``; raises ``Place.DoesNotExist``."""
    return Place.objects.get(key=key)


def provinces(on: date) -> list[Name]:
    """The provinces of a day by national code (các tỉnh, thành phố)."""
    versions = PlaceVersion.objects.filter(holding(on), place__level=Level.PROVINCE).select_related("place")
    return [_name(version) for version in versions.order_by("code")]


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
            short = "TP. HCM" if one.name == "Hồ Chí Minh" else one.name
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


def sheet(place: Place, *, on: date) -> Sheet:
    """What the page of a unit shows (trang đơn vị), in a constant number of queries."""
    versions = list(place.versions.order_by("valid_from"))
    upper = _upper()
    stretches = tuple(Stretch(one, _above(one, one.valid_from, upper)) for one in versions)
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
        tuple(_name(one) for one in under),
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
    return _placed_on(on, stamp) if (stamp := _stamp()) else _placed_on.__wrapped__(on, ())


def find(text: str, *, on: date, limit: int = 20, levels: Collection[Level] | None = None) -> list[Found]:
    """Search units of any time by name, old or new, with or without accents (tìm đơn vị).

    Words may name units above («Phú Hữu Sóc Trăng»); abbreviations such as «TP», «H.» are understood.
    What no longer holds answers with its heirs of the day. Exact names come first, then larger units,
    then those that still hold. Six queries at most.
    """
    meant = rules.variants(text)
    if len(meant[0]) < 2 and not meant[0].isdigit():
        return []
    wanted, phrase, exact, begins = Q(pk__in=()), Q(), Q(), Q()
    for one in meant:
        words = Q()
        for word in one.split():
            words &= Q(search__contains=f" {word}")
        wanted |= words
        exact |= Q(folded=one) | Q(search=f" {one} ")
        begins |= Q(search__startswith=f" {one} ") | Q(folded__startswith=one)
        phrase |= Q(search__contains=f" {one} ")
    versions = PlaceVersion.objects.filter(wanted).exclude(place__level=Level.COUNTRY)
    if levels is not None:
        versions = versions.filter(place__level__in=levels)
    ranked = versions.annotate(
        closeness=Case(
            When(exact, Value(0)),
            When(begins, Value(1)),
            When(phrase, Value(2)),
            default=3,
            output_field=IntegerField(),
        ),
        size=Case(*(When(place__level=level, then=order) for level, order in _ORDER.items()), default=9),
        over=Case(When(valid_to__isnull=True, then=0), default=1, output_field=IntegerField()),
    ).select_related("place")
    typed = _letters(text)
    rows = list(ranked.order_by("closeness", "size", "over", "folded", "pk")[: limit * 3])
    rows.sort(key=lambda row: (row.closeness, _letters(row.name) != typed and _letters(row.full) != typed))
    found: dict[tuple[int, str], PlaceVersion] = {}
    for version in rows:
        found.setdefault((version.place_id, version.full), version)
    chosen = list(found.values())[:limit]
    over = {version.place_id for version in chosen if not holds(version.valid_from, version.valid_to, on)}
    kin = heirs(over, on=on)
    today = names(over - set(kin), on=on) if over else {}
    upper = _upper()
    return [
        Found(
            _name(version, _above(version, on, upper)),
            version.valid_from,
            version.valid_to,
            version.legal_act,
            tuple(kin.get(version.place_id, ())),
            today.get(version.place_id),
        )
        for version in chosen
    ]


_ORDER = {Level.COUNTRY: 0, Level.PROVINCE: 1, Level.DISTRICT: 2, Level.COMMUNE: 3}

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


def _stamp() -> tuple[object, ...] | None:
    """What tells one state of the unit data from another, also between databases; ``None`` before the first load."""
    found = UnitData.objects.order_by("-pk").values_list("pk", "digest", "loaded_at").first()
    return found and (str(connection.settings_dict["NAME"]), *found)


@lru_cache(maxsize=16)
def _tree(on: date, _stamp: tuple[object, ...]) -> Tree:
    return Tree(dict(PlaceVersion.objects.filter(holding(on)).values_list("place_id", "parent_id")))


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
        listed.sort(key=lambda one: (_ORDER[one.name.level], one.name.code))
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


def _letters(text: str) -> list[str]:
    """Letters and marks without their order, so that «thuỷ» equals «thủy» but «hữu» not «hựu»."""
    return sorted(unicodedata.normalize("NFD", text.lower()))


def _name(version: PlaceVersion, above: tuple[str, ...] = ()) -> Name:
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


def _above(version: PlaceVersion, on: date, upper: Mapping[int, list[PlaceVersion]]) -> tuple[str, ...]:
    """The printed names over a version on a day, else on its day nearest to it; without the country."""
    day = max(on, version.valid_from)
    if version.valid_to is not None and version.valid_to <= day:
        day = version.valid_to - timedelta(days=1)
    printed: list[str] = []
    parent = version.parent_id
    while parent is not None:
        over = [one for one in upper[parent] if holds(one.valid_from, one.valid_to, day)] or upper[parent]
        if over[-1].kind:
            printed.append(over[-1].full)
        parent = over[-1].parent_id
    return tuple(printed)


def _upper() -> Mapping[int, list[PlaceVersion]]:
    """The versions of all units that others lie under, some eight hundred, kept in memory."""
    return _upper_of(stamp) if (stamp := _stamp()) else _upper_of.__wrapped__(())


@lru_cache(maxsize=4)
def _upper_of(_stamp: tuple[object, ...]) -> Mapping[int, list[PlaceVersion]]:
    found: dict[int, list[PlaceVersion]] = defaultdict(list)
    for version in PlaceVersion.objects.exclude(place__level=Level.COMMUNE).order_by("valid_from"):
        found[version.place_id].append(version)
    return found
