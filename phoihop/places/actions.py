"""Loading the units: the one way in which places, versions and successions are written."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from django.utils.translation import gettext_noop

from phoihop.audit.actions import SYSTEM_NAME, record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refused
from phoihop.core.words import refusal_to_keep_reason
from phoihop.places import queries, rules
from phoihop.places.models import Place, PlaceVersion, Population, Succession, UnitData

__all__ = ["BATCH", "Loaded", "insert", "keep", "load_units", "planned", "state_population", "state_shares"]

DATA = Path(__file__).parent / "data"
BATCH = 5000
_VERSION_FIELDS = (
    "kind", "name", "code", "valid_to", "folded", "search", "legal_act", "latitude", "longitude", "area_km2", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load found and did: counts of what stands now, of rows written, and the notes to print."""

    counts: Mapping[str, int]
    added: int
    changed: int
    removed: int
    notes: tuple[str, ...]
    digest: str


@cache
def planned() -> rules.Plan:
    """The units to hold, worked out of the unit package's files and our own dated tables (kế hoạch nạp)."""
    return rules.plan(_sources())


@transaction.atomic
def load_units(*, by: Actor | None, at: datetime) -> Loaded:
    """Make the unit tables say what the sources say (nạp đơn vị hành chính); a second run changes nothing.

    Units are never deleted, versions and successions that the sources no longer state are. A change
    adds a row to ``UnitData`` and a line to the log.
    """
    wanted = planned()
    ids, added = _keep_units(wanted)
    one = keep(PlaceVersion, ("place_id", "valid_from"), ("parent_id", *_VERSION_FIELDS), _version_rows(wanted, ids))
    two = keep(
        Succession, ("predecessor_id", "heir_id", "on"), ("kind", "legal_act", "source"), _succession_rows(wanted, ids)
    )
    done = [sum(pair) for pair in zip(one, two, strict=True)]
    counts = _counts(wanted)
    loaded = Loaded(counts, added + done[0], done[1], done[2], tuple(_notes(wanted)), _digest(wanted))
    if loaded.added or loaded.changed or loaded.removed:
        data = UnitData.objects.create(
            digest=loaded.digest, loaded_at=at, counts=dict(counts), notes=list(loaded.notes)
        )
        record("units.loaded", data, by=by, at=at, digest=loaded.digest, counts=dict(counts),
               tables=queries.digest_of_tables())  # fmt: skip
    return loaded


@transaction.atomic
def state_population(
    people: Mapping[str, int], *, on: date, source: str, sample: bool = False, by: Actor | None, at: datetime
) -> tuple[int, int]:
    """Write how many people units had on a day (ghi dân số), by key or national code; return (added, changed).

    A second statement for the same unit and day replaces the first; the log keeps the numbers of both. Raises
    ``Refused``: all rows are written or none.
    """
    ids = queries.by_code(people, on=on)
    mine = None if by is None else set(queries.territory(by.place_id, on=at.date()).values_list("pk", flat=True))
    outside = [] if mine is None else [code for code, place in ids.items() if place not in mine]
    unknown = set(people) - set(ids)
    refusal = rules.refusal_to_count(source=source, rows=len(people), unknown=unknown, outside=outside, actor=by)
    if refusal := refusal or refusal_to_keep_reason(source):
        raise Refused(refusal)
    there = {row.place_id: row for row in Population.objects.filter(place__in=ids.values(), on=on)}
    name = by.name if by else SYSTEM_NAME
    fresh, changed, before = [], [], {}
    for code, count in sorted(people.items()):
        row = there.get(ids[code])
        told = {"people": count, "source": source, "sample": sample}
        if row is None:
            fresh.append(Population(place_id=ids[code], on=on, entered_by=name, entered_at=at, **told))
        elif (row.people, row.source, row.sample) != (count, source, sample):
            before[code] = row.people
            row.people, row.source, row.sample, row.entered_by, row.entered_at = count, source, sample, name, at
            changed.append(row)
    Population.objects.bulk_create(fresh, batch_size=1000)
    Population.objects.bulk_update(changed, ["people", "source", "sample", "entered_by", "entered_at"], batch_size=500)
    record(
        "population.stated", f"places.population:{on}", by=by, at=at, on=on.isoformat(), source=source,
        added=len(fresh), changed=len(changed), before=before,
        people={str(row.place_id): row.people for row in (*fresh, *changed)},
    )  # fmt: skip
    return len(fresh), len(changed)


@transaction.atomic
def state_shares(
    predecessor: Place, *, on: date, shares: Mapping[int, int], act: str, by: Actor, at: datetime
) -> UnitData:
    """State how a divided unit's figures are shared among its heirs (tỷ lệ phân bổ), as a legal act says.

    ``shares`` are millionths by heir's id and make the whole; empty takes them back, the figures then stand as
    "chưa phân bổ". What follows is another state of the unit data, which editions tell from theirs. Raises ``Refused``.
    """
    rows = list(Succession.objects.select_for_update().filter(predecessor=predecessor, on=on).order_by("heir_id"))
    refusal = rules.refusal_to_share(
        heirs=[row.heir_id for row in rows],
        shares=shares,
        act=act,
        within=queries.territory(by.place_id, on=at.date()).filter(pk=predecessor.pk).exists(),
        actor=by,
    )
    if refusal := refusal or refusal_to_keep_reason(act):
        raise Refused(refusal)
    for row in rows:
        row.share_millionths, row.share_act = shares.get(row.heir_id), act if shares else ""
        row.save(update_fields=["share_millionths", "share_act"])
    last = queries.data_version()
    stated = Succession.objects.filter(share_millionths__isnull=False).order_by("predecessor_id", "heir_id", "on")
    told = repr(list(stated.values_list("predecessor__key", "heir__key", "on", "share_millionths")))
    digest = hashlib.sha256(f"{last.digest if last else ''}/{told}".encode()).hexdigest()
    data = UnitData.objects.create(
        digest=digest, loaded_at=at, counts=last.counts if last else {}, notes=last.notes if last else []
    )
    record(
        "units.shares_stated", predecessor, by=by, at=at, on=on.isoformat(), act=act,
        shares={str(heir): share for heir, share in shares.items()}, digest=digest,
        tables=queries.digest_of_tables(),
    )  # fmt: skip
    return data


def _keep_units(wanted: rules.Plan) -> tuple[dict[str, int], int]:
    """Add the units that are not there yet; return every unit's id by key, and how many were added."""
    known = set(Place.objects.values_list("key", flat=True))
    new = [(unit.key, unit.level.value) for unit in wanted.units.values() if unit.key not in known]
    insert(Place, ("key", "level"), new)
    return dict(Place.objects.values_list("key", "pk")), len(new)


def _version_rows(wanted: rules.Plan, ids: Mapping[str, int]) -> Iterator[dict[str, object]]:
    for version in wanted.versions:
        yield {
            "place_id": ids[version.key],
            "parent_id": ids[version.parent] if version.parent else None,
            "valid_from": version.valid_from,
            **{name: getattr(version, name) for name in _VERSION_FIELDS},
        }


def _succession_rows(wanted: rules.Plan, ids: Mapping[str, int]) -> Iterator[dict[str, object]]:
    for one in wanted.successions:
        yield {
            "predecessor_id": ids[one.old],
            "heir_id": ids[one.new],
            "on": one.on,
            "kind": (Succession.Kind.WHOLE if one.whole else Succession.Kind.PART).value,
            "legal_act": one.legal_act,
            "source": one.source,
        }


def _counts(wanted: rules.Plan) -> dict[str, int]:
    now = [version for version in wanted.versions if version.valid_to is None]
    levels = {key: unit.level for key, unit in wanted.units.items()}
    before = [v for v in wanted.versions if v.valid_to is None or v.valid_to >= rules.NEW_MAP]
    before = [v for v in before if v.valid_from < rules.NEW_MAP]
    return {
        **{f"now_{level}": sum(levels[v.key] == level for v in now) for level in rules.COUNTED},
        **{f"before_{level}": sum(levels[v.key] == level for v in before) for level in rules.COUNTED},
        "successions_whole": sum(one.whole for one in wanted.successions),
        "successions_part": sum(not one.whole for one in wanted.successions),
        "continued_communes": wanted.continued,
        "false_splits": sum(len(decision.dropped) for decision in wanted.decisions),
    }


def _notes(wanted: rules.Plan) -> Iterator[str]:
    """One line for each decision between namesakes and each difference left (biên bản nạp)."""
    versions = {version.key: version for version in wanted.versions}

    def printed(key: str) -> str:
        names = []
        version: rules.Version | None = versions[key]
        while version is not None and version.kind:
            names.append(rules.full_name(version.kind, version.name))
            version = versions.get(version.parent) if version.parent else None
        return ", ".join(names)

    for one in wanted.decisions:
        others = "; ".join(printed(f"xa63:{code}") for code in one.dropped)
        yield gettext_noop("{heir}: từ {kept}, không từ {others} ({reason})").format(
            heir=printed(f"xa:{one.heir}"), kept=printed(f"xa63:{one.kept}"), others=others, reason=one.reason
        )
    yield from wanted.differences


def _digest(wanted: rules.Plan) -> str:
    """SHA-256 of all versions and successions, in a fixed order."""
    lines = sorted(repr(version) for version in wanted.versions) + sorted(repr(one) for one in wanted.successions)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _sources() -> rules.Sources:
    folder = _package_folder()
    connection = sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True)
    try:
        connection.row_factory = sqlite3.Row
        old = [dict(row) for row in connection.execute(_OLD)]
        new = [dict(row) for row in connection.execute(_NEW)]
    finally:
        connection.close()
    converter = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    return rules.Sources(
        old, new, converter, *(_table(name) for name in ("resolutions", "renames", "islands", "former"))
    )


_OLD = """SELECT province, district, ward, provinceCode, districtCode, wardCode, provinceKey, districtKey, wardKey,
    districtLat, districtLon, wardLat, wardLon FROM admin_units_legacy"""
_NEW = """SELECT province, ward, provinceCode, wardCode, provinceKey, wardKey, wardLat, wardLon, wardAreaKm2
    FROM admin_units"""


def _package_folder() -> Path:
    """Where the unit package keeps its data files; the package itself is not imported."""
    found = importlib.util.find_spec("vietnamadminunits")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("the package vietnamadminunits is not installed")
    return Path(found.submodule_search_locations[0]) / "data"


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keep(
    model: type[models.Model],
    identity: tuple[str, ...],
    fields: tuple[str, ...],
    rows: Iterable[Mapping[str, object]],
    *,
    ours: models.Q | None = None,
) -> tuple[int, int, int]:
    """Make a table hold exactly the rows given; return how many were added, changed and removed.

    ``identity`` and ``fields`` name the columns that tell rows apart and those that are compared.
    Rows for which ``ours`` does not hold belong to others and are left alone.
    """
    manager = model._default_manager
    columns = (*identity, *fields)
    there = {
        values[: len(identity)]: values[len(identity) :]
        for values in manager.filter(ours or models.Q()).values_list(*columns, "pk")
    }
    new, changed = [], []
    for row in rows:
        values = tuple(row[name] for name in columns)
        found = there.pop(values[: len(identity)], None)
        if found is None:
            new.append(values)
        elif found[:-1] != values[len(identity) :]:
            changed.append(model(pk=found[-1], **row))
    insert(model, columns, new)
    if changed:
        manager.bulk_update(changed, fields, batch_size=500)
    gone = [values[-1] for values in there.values()]
    for start in range(0, len(gone), BATCH):
        manager.filter(pk__in=gone[start : start + BATCH]).delete()
    return len(new), len(changed), len(gone)


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    """Add rows of plain numbers, texts and days to a table, several times faster than ``bulk_create`` does."""
    fields = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    quote = connection.ops.quote_name
    into = f"{quote(model._meta.db_table)} ({', '.join(quote(fields[name]) for name in names)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            # Until a table is analysed, the planner takes its recursive queries for small and walks it row by row.
            cursor.execute(f"ANALYZE {quote(model._meta.db_table)}")
            return
        day = connection.ops.adapt_datefield_value
        values: Any = ([day(value) if isinstance(value, date) else value for value in row] for row in rows)
        marks = ", ".join(["%s"] * len(names))
        cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", values)  # noqa: S608
