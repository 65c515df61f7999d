"""From the unit package's rows and our own dated data to the identities, versions and successions to hold."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from phoihop.core.actor import Level
from phoihop.core.text import fold
from phoihop.core.validity import BEGINNING
from phoihop.places.rules.names import KINDS, full_name, search_text
from phoihop.places.rules.namesakes import Decision, Link, Spot, tell_apart

__all__ = ["COUNTED", "NEW_MAP", "Heritage", "Plan", "Sources", "Unit", "Version", "plan"]

#: The first day of the map of 34 provinces and two levels.
NEW_MAP = date(2025, 7, 1)
PROVINCES_ACT = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025"
PACKAGE = "vietnamadminunits 1.0.4"
OWN = "văn bản"
COUNTRY = "VN"
#: The levels that a load counts.
COUNTED = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sources:
    """The rows that a plan is made of.

    ``old`` and ``new`` are the package's tables, ``converter`` its JSON; ``resolutions``, ``renames``,
    ``islands`` and ``former`` are our own dated tables under ``places/data``.
    """

    old: Sequence[Mapping[str, object]]
    new: Sequence[Mapping[str, object]]
    converter: Mapping[str, Mapping[str, object]]
    resolutions: Sequence[Row]
    renames: Sequence[Row]
    islands: Sequence[Row]
    former: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Unit:
    key: str
    level: Level


@dataclass(frozen=True, slots=True)
class Version:
    """A unit's name, kind and parent over ``[valid_from, valid_to)``; ``key`` and ``parent`` are unit keys."""

    key: str
    kind: str
    name: str
    parent: str | None
    code: str
    valid_from: date
    valid_to: date | None
    legal_act: str
    source: str
    latitude: float | None = None
    longitude: float | None = None
    area_km2: float | None = None
    folded: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class Heritage:
    """That ``old`` went into ``new`` on a day, whole or in part."""

    old: str
    new: str
    on: date
    whole: bool
    legal_act: str
    source: str


@dataclass(slots=True)
class Plan:
    """Everything to hold, and what was decided on the way."""

    units: dict[str, Unit] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)
    successions: list[Heritage] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    continued: int = 0


def plan(sources: Sources) -> Plan:
    """Work out the units of both maps, their versions and successions (bản đồ trước và sau 01/7/2025).

    A province or commune that the reform left whole under its own name, kind and code stays one
    identity with two versions; every other old unit ends on the new map's first day. Raises
    ``ValueError`` where the sources name a unit that none of them describes.
    """
    made = Plan()
    acts = {row["province"]: row["legal_act"] for row in sources.resolutions}
    old = [row for row in sources.old if row["wardCode"]]
    links = _links(sources, old)
    spots_old = {str(row["wardCode"]): _spot(row, "districtCode") for row in old}
    spots_new = {str(row["wardCode"]): _spot(row, "provinceCode") for row in sources.new}
    kept, made.decisions = tell_apart(links, spots_old, spots_new)
    heirs: dict[str, list[str]] = defaultdict(list)
    origins: dict[str, list[str]] = defaultdict(list)
    for link in sorted(kept):
        heirs[link.old].append(link.new)
        origins[link.new].append(link.old)
    merged = {new: set(olds) for new, olds in _provinces(sources).items()}
    same_province = {code for code, olds in merged.items() if olds == {code}}
    same_commune = _unchanged(old, sources.new, heirs, origins)
    made.continued = len(same_commune)

    _add(made, Unit(COUNTRY, Level.COUNTRY), [_version(COUNTRY, "", "Việt Nam", None, "", source=OWN)])
    _add_provinces(made, sources, same_province)
    _add_districts(made, sources, same_province)
    _add_communes(made, sources, old, same_province, same_commune, acts)
    for new, olds in sorted(merged.items()):
        made.successions += [
            Heritage(f"tinh63:{code}", f"tinh:{new}", NEW_MAP, True, PROVINCES_ACT, PACKAGE)
            for code in sorted(olds)
            if new not in same_province
        ]
    province_of = {str(row["wardCode"]): str(row["provinceCode"]) for row in sources.new}
    for code, codes in sorted(heirs.items()):
        if code not in same_commune:
            made.successions += [
                Heritage(f"xa63:{code}", f"xa:{heir}", NEW_MAP, len(codes) == 1, acts[province_of[heir]], PACKAGE)
                for heir in codes
            ]
    for row in sources.islands:
        act = acts[province_of[row["heir"].removeprefix("xa:")]]
        made.successions.append(Heritage(row["district"], row["heir"], NEW_MAP, True, act, OWN))
    _add_former(made, sources.former)
    _rename(made, sources.renames)
    made.versions = _with_search_texts(made.versions)
    made.differences += _two_old_provinces(kept, spots_old, spots_new)
    return made


def _add(made: Plan, unit: Unit, versions: list[Version]) -> None:
    made.units[unit.key] = unit
    made.versions += versions


def _version(
    key: str,
    kind: str,
    name: str,
    parent: str | None,
    code: str,
    *,
    valid_from: date = BEGINNING,
    valid_to: date | None = None,
    legal_act: str = "",
    source: str = PACKAGE,
) -> Version:
    return Version(key, kind, name, parent, code, valid_from, valid_to, legal_act, source)


def _add_provinces(made: Plan, sources: Sources, same: set[str]) -> None:
    old = {str(row["provinceCode"]): _split(str(row["province"])) for row in sources.old}
    new = {str(row["provinceCode"]): _split(str(row["province"])) for row in sources.new}
    for code, (kind, name) in sorted(old.items()):
        if code not in same:
            key = f"tinh63:{code}"
            _add(
                made,
                Unit(key, Level.PROVINCE),
                [_version(key, kind, name, COUNTRY, code, valid_to=NEW_MAP)],
            )
    for code, (kind, name) in sorted(new.items()):
        key = f"tinh:{code}"
        first, act = (BEGINNING, "") if code in same else (NEW_MAP, PROVINCES_ACT)
        version = _version(key, kind, name, COUNTRY, code, valid_from=first, legal_act=act)
        _add(made, Unit(key, Level.PROVINCE), [version])


def _add_districts(made: Plan, sources: Sources, same: set[str]) -> None:
    for row in {str(row["districtCode"]): row for row in sources.old}.values():
        code, province = str(row["districtCode"]), str(row["provinceCode"])
        kind, name = _split(str(row["district"]))
        key = f"huyen63:{code}"
        version = replace(
            _version(key, kind, name, _old_province(province, same), code, valid_to=NEW_MAP),
            latitude=_number(row["districtLat"]),
            longitude=_number(row["districtLon"]),
        )
        _add(made, Unit(key, Level.DISTRICT), [version])


def _add_communes(
    made: Plan,
    sources: Sources,
    old: Sequence[Mapping[str, object]],
    same_province: set[str],
    same_commune: set[str],
    acts: Mapping[str, str],
) -> None:
    before: dict[str, Version] = {}
    for row in old:
        code = str(row["wardCode"])
        kind, name = _split(str(row["ward"]))
        key = f"xa:{code}" if code in same_commune else f"xa63:{code}"
        version = replace(
            _version(key, kind, name, f"huyen63:{row['districtCode']}", code, valid_to=NEW_MAP),
            latitude=_number(row["wardLat"]),
            longitude=_number(row["wardLon"]),
        )
        if code in same_commune:
            before[code] = version
        else:
            _add(made, Unit(key, Level.COMMUNE), [version])
    for row in sources.new:
        code, province = str(row["wardCode"]), str(row["provinceCode"])
        kind, name = _split(str(row["ward"]))
        key = f"xa:{code}"
        act = acts[province]
        version = replace(
            _version(key, kind, name, f"tinh:{province}", code, valid_from=NEW_MAP, legal_act=act),
            latitude=_number(row["wardLat"]),
            longitude=_number(row["wardLon"]),
            area_km2=_number(row["wardAreaKm2"]),
        )
        _add(made, Unit(key, Level.COMMUNE), [before[code], version] if code in before else [version])


def _add_former(made: Plan, rows: Sequence[Row]) -> None:
    for row in rows:
        ended = date.fromisoformat(row["valid_to"])
        version = _version(row["key"], row["kind"], row["name"], COUNTRY, row["code"], valid_to=ended, source=OWN)
        _add(made, Unit(row["key"], Level.PROVINCE), [version])
        made.successions.append(Heritage(row["key"], row["heir"], ended, True, row["legal_act"], OWN))


def _rename(made: Plan, rows: Sequence[Row]) -> None:
    """Cut the version that holds on a rename's day in two; a rename on the first day replaces its name."""
    last = {version.key: number for number, version in enumerate(made.versions)}
    for row in sorted(rows, key=lambda row: row["on"]):
        if row["key"] not in last:
            raise ValueError(f"a rename of an unknown unit: {row['key']}")
        number, on = last[row["key"]], date.fromisoformat(row["on"])
        version = made.versions[number]
        named = replace(version, kind=row["kind"], name=row["name"], legal_act=row["legal_act"], source=OWN)
        if version.valid_from == on:
            made.versions[number] = named
        else:
            made.versions[number] = replace(version, valid_to=on)
            made.versions.append(replace(named, valid_from=on))
            last[row["key"]] = len(made.versions) - 1


def _with_search_texts(versions: list[Version]) -> list[Version]:
    """Give each version its folded name and the folded names of all that stood above it while it held."""
    named: dict[str, list[Version]] = defaultdict(list)
    for version in versions:
        named[version.key].append(version)
    above: dict[str, list[str]] = {}

    def names_above(version: Version) -> list[str]:
        if version.parent is None or version.parent == COUNTRY:
            return []
        memo = f"{version.parent} {version.valid_from} {version.valid_to}"
        if memo not in above:
            parents = [parent for parent in named[version.parent] if _overlap(parent, version)]
            above[memo] = [full_name(parent.kind, parent.name) for parent in parents]
            above[memo] += names_above(parents[-1]) if parents else []
        return above[memo]

    return [
        replace(
            version,
            folded=fold(version.name),
            search=search_text(full_name(version.kind, version.name), *names_above(version)),
        )
        for version in versions
    ]


def _overlap(one: Version, other: Version) -> bool:
    return (one.valid_to is None or other.valid_from < one.valid_to) and (
        other.valid_to is None or one.valid_from < other.valid_to
    )


def _unchanged(
    old: Sequence[Mapping[str, object]],
    new: Sequence[Mapping[str, object]],
    heirs: Mapping[str, list[str]],
    origins: Mapping[str, list[str]],
) -> set[str]:
    """Codes of the communes that kept name, kind, code and all their land (xã không sắp xếp)."""
    names = {str(row["wardCode"]): fold(str(row["ward"])) for row in new}
    return {
        code
        for row in old
        if heirs[code := str(row["wardCode"])] == [code]
        and origins[code] == [code]
        and names[code] == fold(str(row["ward"]))
    }


def _provinces(sources: Sources) -> dict[str, list[str]]:
    old = {str(row["provinceKey"]): str(row["provinceCode"]) for row in sources.old}
    new = {str(row["provinceKey"]): str(row["provinceCode"]) for row in sources.new}
    return {
        new[key]: [old[one] for one in olds]  # type: ignore[attr-defined]
        for key, olds in sources.converter["DICT_PROVINCE"].items()
    }


def _links(sources: Sources, old: Sequence[Mapping[str, object]]) -> set[Link]:
    """The package's links of old and new communes by code; its keys are names without accents."""
    olds = {f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey']}": str(row["wardCode"]) for row in old}
    news = {f"{row['provinceKey']}_{row['wardKey']}": str(row["wardCode"]) for row in sources.new}
    plain_olds = {_plain(key): code for key, code in olds.items()}
    plain_news = {_plain(key): code for key, code in news.items()}
    islands = {row["district"].removeprefix("huyen63:") for row in sources.islands}
    empty = {
        f"{row['provinceKey']}_{row['districtKey']}_" for row in sources.old if str(row["districtCode"]) in islands
    }

    def code_of(codes: Mapping[str, str], plain: Mapping[str, str], key: str) -> str:
        code = codes.get(key) or plain.get(_plain(key))
        if code is None:
            raise ValueError(f"the converter names an unknown unit: {key}")
        return code

    links = set()
    for province, wards in sources.converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, keys in wards.items():  # type: ignore[attr-defined]
            heir = code_of(news, plain_news, f"{province}_{ward}")
            links |= {Link(code_of(olds, plain_olds, key), heir) for key in keys if key not in empty}
    for province, wards in sources.converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in wards.items():  # type: ignore[attr-defined]
            origin = code_of(olds, plain_olds, key)
            for part in parts:
                links.add(Link(origin, code_of(news, plain_news, f"{province}_{part['newWardKey']}")))
    return links


def _two_old_provinces(links: set[Link], old: Mapping[str, Spot], new: Mapping[str, Spot]) -> list[str]:
    provinces: dict[str, Counter[str]] = defaultdict(Counter)
    for link in links:
        provinces[link.new][old[link.old].province] += 1
    return [
        f"{new[heir].name} ({heir}) có tiền thân ở {len(found)} tỉnh cũ: {', '.join(sorted(found))}"
        for heir, found in sorted(provinces.items())
        if len(found) > 1
    ]


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, float | int) else None


def _spot(row: Mapping[str, object], district: str) -> Spot:
    return Spot(
        str(row["wardCode"]),
        str(row["wardKey"]),
        str(row[district]),
        str(row["provinceCode"]),
        float(str(row["wardLat"])),
        float(str(row["wardLon"])),
    )


def _old_province(code: str, same: set[str]) -> str:
    return f"tinh:{code}" if code in same else f"tinh63:{code}"


def _split(printed: str) -> tuple[str, str]:
    """Kind and name of a printed unit; spaces and Unicode form are made regular.

    >>> _split("Thị  xã Kỳ Anh"), _split("Xã Bắc Sơn")
    (('thị xã', 'Kỳ Anh'), ('xã', 'Bắc Sơn'))
    """
    words = unicodedata.normalize("NFC", printed).split()
    for length in (2, 1):
        kind = " ".join(words[:length]).lower()
        if kind in KINDS:
            return kind, " ".join(words[length:])
    raise ValueError(f"a unit of no known kind: {printed!r}")


def _plain(key: str) -> str:
    letters = unicodedata.normalize("NFD", key.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
