"""Making bodies: those that follow from the units, and further ones by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from phoihop.audit.actions import record
from phoihop.core.actor import Actor, Level, System
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.text import fold
from phoihop.core.validity import BEGINNING, holds
from phoihop.organisations import rules
from phoihop.organisations.models import Body, BodySuccession, BodyVersion
from phoihop.places.actions import insert, keep
from phoihop.places.models import Place, PlaceVersion, Succession

__all__ = ["Loaded", "add_body", "load_bodies"]

#: The length of what a body is found by.
SEARCH = 480


@dataclass(frozen=True, slots=True)
class Loaded:
    """What making the bodies found and did."""

    counts: Mapping[str, int]
    added: int
    changed: int
    removed: int


@transaction.atomic
def load_bodies(*, by: Actor | None, at: datetime) -> Loaded:
    """Make the bodies of each system at each unit, with their names and successions (tạo cơ quan theo đơn vị).

    Follows the units that are loaded; a second run changes nothing. Bodies are never deleted, and those
    added by hand are left alone.
    """
    wanted = [body for unit in _units().values() for body in _bodies(unit)]
    ids, added, changed = _keep_bodies(wanted)
    names = keep(
        BodyVersion,
        ("body_id", "valid_from"),
        ("valid_to", "name", "short_name", "folded", "legal_act"),
        (row for body in wanted for row in _names(body, ids[body.key])),
        ours=_OURS,
    )
    lines = keep(
        BodySuccession,
        ("predecessor_id", "heir_id", "on"),
        ("legal_act",),
        _successions(wanted, ids),
        ours=_BOTH_OURS,
    )
    counts = _counts(wanted)
    loaded = Loaded(counts, added + names[0] + lines[0], changed + names[1] + lines[1], names[2] + lines[2])
    if loaded.added or loaded.changed or loaded.removed:
        record("bodies.loaded", "organisations", by=by, at=at, counts=dict(counts))
    return loaded


@transaction.atomic
def add_body(
    *,
    system: System,
    place: Place,
    suffix: str,
    name: str,
    short_name: str,
    by: Actor | None,
    at: datetime,
    valid_from: date = BEGINNING,
    valid_to: date | None = None,
    legal_act: str = "",
) -> Body:
    """Add a body beside the main one of its system at a place (thêm cơ quan, ban chỉ đạo, tổ giúp việc).

    Raises ``Refused`` (``body_exists``) where the suffix is taken there.
    """
    key = f"{system.value}@{place.key}/{suffix}"
    if Body.objects.filter(key=key).exists():
        raise Refused(Refusal("organisations", "body_exists", key=key))
    body = Body.objects.create(
        key=key, system=system, place=place, level=place.level, main=False, valid_from=valid_from, valid_to=valid_to
    )
    last = PlaceVersion.objects.filter(place=place).order_by("-valid_from").values_list("search", flat=True).first()
    BodyVersion.objects.create(
        body=body,
        name=name,
        short_name=short_name,
        folded=f" {fold(f'{name} {short_name}')} {(last or '').strip()} "[:SEARCH],
        valid_from=valid_from,
        valid_to=valid_to,
        legal_act=legal_act,
    )
    record("body.added", body, by=by, at=at, key=key, name=name)
    return body


_OURS = Q(body__generated=True)
_BOTH_OURS = Q(predecessor__generated=True, heir__generated=True)


@dataclass(slots=True)
class _Unit:
    id: int
    key: str
    level: Level
    versions: list[PlaceVersion] = field(default_factory=list)
    heirs: list[tuple[int, date, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Wanted:
    key: str
    line: rules.Line | rules.Department
    unit: _Unit
    valid_from: date
    valid_to: date | None

    @property
    def main(self) -> bool:
        return isinstance(self.line, rules.Line)

    @property
    def role(self) -> tuple[int, System, str]:
        """What one body hands on to another: the place in its line, or the department of one name."""
        return self.unit.id, self.line.system, "" if self.main else self.line.suffix


def _units() -> dict[int, _Unit]:
    units: dict[int, _Unit] = {}
    for version in PlaceVersion.objects.select_related("place").order_by("place_id", "valid_from"):
        place = version.place
        unit = units.setdefault(place.pk, _Unit(place.pk, place.key, Level(place.level)))
        unit.versions.append(version)
    for old, new, on, act in Succession.objects.values_list("predecessor_id", "heir_id", "on", "legal_act"):
        units[old].heirs.append((new, on, act))
    return {
        pk: unit
        for pk, unit in units.items()
        if unit.versions[-1].valid_to is None or unit.versions[-1].valid_to >= rules.NEW_MAP
    }


def _bodies(unit: _Unit) -> Iterator[_Wanted]:
    first, last = unit.versions[0].valid_from, unit.versions[-1].valid_to
    for line in rules.LINES:
        if last is not None and unit.level not in line.old_levels:
            continue
        if line.system is System.POLICE and unit.key in rules.NO_COMMUNE_POLICE:
            continue
        if span := line.span(unit.level, first, last):
            yield _Wanted(_key(line, unit), line, unit, *span)
    for department in rules.DEPARTMENTS:
        if department.level == unit.level:
            yield _Wanted(_key(department, unit), department, unit, first, last)


def _key(line: rules.Line | rules.Department, unit: _Unit) -> str:
    return f"{line.system.value}@{unit.key}" + (f"/{line.suffix}" if line.suffix else "")


def _keep_bodies(wanted: Sequence[_Wanted]) -> tuple[dict[str, int], int, int]:
    fields = ("key", "system", "place_id", "level", "main", "generated", "valid_from", "valid_to")
    there = {values[0]: values for values in Body.objects.values_list(*fields, "pk")}
    new, changed = [], []
    for body in wanted:
        values = (
            body.key,
            body.line.system.value,
            body.unit.id,
            body.unit.level.value,
            body.main,
            True,
            body.valid_from,
            body.valid_to,
        )
        found = there.get(body.key)
        if found is None:
            new.append(values)
        elif found[:-1] != values:
            changed.append(Body(pk=found[-1], **dict(zip(fields, values, strict=True))))
    insert(Body, fields, new)
    if changed:
        Body.objects.bulk_update(changed, fields[1:], batch_size=500)
    return dict(Body.objects.values_list("key", "pk")), len(new), len(changed)


def _names(body: _Wanted, pk: int) -> Iterator[dict[str, object]]:
    """The dated names of a body: a new one where its own or its unit's name changes."""
    stretches: list[dict[str, object]] = []
    for day in _turning_days(body):
        version = _at(body.unit.versions, day)
        full, short, act = _patterns(body.line, body.unit.level, day)
        unit = {"unit": version.full, "kind": version.kind, "name": version.name}
        name, short_name = rules.printed(full, **unit), rules.printed(short, **unit)
        above = version.search.strip()
        if stretches and stretches[-1]["name"] == name:
            search = f"{stretches[-1]['folded']}{above} "
            stretches[-1]["folded"] = search if len(search) <= SEARCH else stretches[-1]["folded"]
            continue
        if stretches:
            stretches[-1]["valid_to"] = day
        stretches.append(
            {
                "body_id": pk,
                "valid_from": day,
                "valid_to": body.valid_to,
                "name": name,
                "short_name": short_name,
                "folded": f" {fold(name)} {fold(short_name)} {above} "[:SEARCH],
                "legal_act": act or (version.legal_act if version.valid_from == day else ""),
            }
        )
    yield from stretches


def _turning_days(body: _Wanted) -> list[date]:
    days = {body.valid_from, *(version.valid_from for version in body.unit.versions)}
    if isinstance(body.line, rules.Department):
        days |= {day for day, *_ in body.line.names}
    return sorted(day for day in days if holds(body.valid_from, body.valid_to, day))


def _at(versions: Sequence[PlaceVersion], day: date) -> PlaceVersion:
    return next(one for one in versions if holds(one.valid_from, one.valid_to, day))


def _patterns(line: rules.Line | rules.Department, level: Level, day: date) -> tuple[str, str, str]:
    if isinstance(line, rules.Line):
        began = (line.begins or {}).get(level) == day
        return *line.names[level], line.legal_act if began else ""
    return next((full, short, act) for since, full, short, act in reversed(line.names) if since <= day)


def _successions(wanted: Sequence[_Wanted], ids: Mapping[str, int]) -> Iterator[dict[str, object]]:
    """Who took over from whom: at the same unit where names of lines change, else at the unit's heirs."""
    roles: dict[tuple[int, System, str], list[_Wanted]] = defaultdict(list)
    for body in wanted:
        roles[body.role].append(body)
    for body in wanted:
        if body.valid_to is None:
            continue
        _, system, department = body.role
        steps = [(body.unit.id, body.valid_to, body.line.legal_act if isinstance(body.line, rules.Line) else "")]
        steps += [step for step in body.unit.heirs if step[1] == body.valid_to]
        for unit, on, act in steps:
            for heir in roles[unit, system, department]:
                if heir is not body and holds(heir.valid_from, heir.valid_to, on):
                    yield {
                        "predecessor_id": ids[body.key],
                        "heir_id": ids[heir.key],
                        "on": on,
                        "legal_act": act or rules.COMMISSIONS_ACT,
                    }


def _counts(wanted: Sequence[_Wanted]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for body in wanted:
        counts["bodies"] += 1
        if body.main and body.valid_to is None:
            counts[f"{body.line.system.value}_{body.unit.level.value}"] += 1
    return dict(counts)
