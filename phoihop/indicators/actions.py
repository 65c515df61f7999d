"""Writing the catalogue and what programmes choose of it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction

from phoihop.audit.actions import SYSTEM_NAME, record, record_each
from phoihop.audit.models import Entry
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.text import fold
from phoihop.core.words import refusal_to_keep_reason
from phoihop.indicators import rules
from phoihop.indicators.models import Adding, Breakdown, Choice, Indicator
from phoihop.programmes.models import Content, Programme

__all__ = ["Loaded", "add_systems", "choose", "load_catalogue"]

DATA = Path(__file__).parent
#: Counts of persons in difficult circumstances: cells under five are not shown in public below the province.
SENSITIVE = ("CH", "NT")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load found and did."""

    indicators: int
    halves: int
    breakdowns: int
    added: int
    changed: int


@transaction.atomic
def load_catalogue(*, by: Actor | None = None, at: datetime) -> Loaded:
    """Make the catalogue say what ``catalogue.csv`` and its two companions say (nạp danh mục chỉ tiêu).

    A second run changes nothing; indicators are never deleted. Raises ``Refused`` where a definition describes a
    person, ``ValueError`` where a rollup word has no rule.
    """
    entries = _read("catalogue.csv")
    halves = {row["indicator"]: row for row in _read("halves.csv")}
    rows: list[dict[str, Any]] = []
    for number, entry in enumerate(entries, start=1):
        rows.append(_fields(entry, order=number * 10))
        if half := halves.get(entry["code"]):
            rows += [_half(rows[-1], half, end, number * 10 + place) for place, end in enumerate(("TS", "MS"), start=1)]
    for row in rows:
        if refusal := rules.refusal_to_define(name=row["name"], unit=row["unit"]):
            raise Refused(refusal)
    added, changed = _write(Indicator, "code", rows, known={row.code: row for row in Indicator.objects.all()})
    known = {row.code: row for row in Indicator.objects.all()}
    rates = {}
    for entry in entries:
        top, slash, bottom = entry["rollup"].partition("/")
        if slash:
            rates[entry["code"]] = (known[top].pk, known[bottom].pk)
        elif entry["code"] in halves:
            rates[entry["code"]] = (known[f"{entry['code']}.TS"].pk, known[f"{entry['code']}.MS"].pk)
    divided = {
        code: ends for code, ends in rates.items() if (known[code].numerator_id, known[code].denominator_id) != ends
    }
    for code, (top_id, bottom_id) in divided.items():
        Indicator.objects.filter(pk=known[code].pk).update(numerator=top_id, denominator=bottom_id)
    parts = [
        {
            "indicator_id": known[code].pk,
            "code": row["code"],
            "name": row["name"],
            "dimension": row["dimension"],
            "kind": row["kind"],
            "order": number,
        }
        for number, row in enumerate(_read("breakdowns.csv"), start=1)
        for code in row["indicators"].split()
    ]
    parts_added, parts_changed = _write(
        Breakdown,
        "indicator_id code",
        parts,
        known={f"{row.indicator_id} {row.code}": row for row in Breakdown.objects.all()},
    )
    done = Loaded(len(entries), len(rows) - len(entries), len(parts), added + parts_added, changed + parts_changed)
    ruled = _rule(Indicator.objects.filter(code__in=known), at=at)
    sealed = Entry.objects.filter(action="indicators.entered").exists()  # none in a database of before
    if done.added or done.changed or divided or ruled or not sealed:
        record("indicators.loaded", "indicators", by=by, at=at, added=done.added, changed=done.changed)
        rows_now = Indicator.objects.filter(code__in=known).order_by("pk")
        record_each("indicators.entered", [(row, {"code": row.code}) for row in rows_now], by=by, at=at)
    return done


@transaction.atomic
def add_systems(code: str, how: str, *, reason: str, seen: str | None = None, by: Actor | None, at: datetime) -> Adding:
    """Say how an indicator adds over systems from now on (đặt cách cộng các bên), with the reason; return the row.

    ``how`` is one of ``Indicator.OverSystems``, ``seen`` the rule that the person saw when deciding. No figure is
    changed: all sums of today follow at once, editions keep the rule that they were frozen under. Raises ``Refused``.
    """
    row = Indicator.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise Refused(Refusal(rules.PART, "unknown_indicator", indicator=code))
    refusal = rules.refusal_to_add_systems(
        adds=rules.adds_over_systems(over_units=row.over_units, half=row.half),
        stands=row.over_systems,
        seen=seen,
        wanted=Indicator.OverSystems(how).value,
        reason=reason,
        actor=by,
    )
    if refusal := refusal or refusal_to_keep_reason(reason):
        raise Refused(refusal)
    _rule([row], at=at)
    before, row.over_systems = row.over_systems, Indicator.OverSystems(how).value
    row.save(update_fields=["over_systems"])
    [made] = _rule([row], reason=reason, by=by, at=at)
    record("indicators.adding_set", row, by=by, at=at, code=code, before=before, after=row.over_systems, reason=reason)
    return made


@transaction.atomic
def choose(
    programme: Programme,
    codes: Iterable[str],
    *,
    contents: Mapping[str, Content] | None = None,
    by: Actor | None,
    at: datetime,
) -> None:
    """Set what a programme counts, in this order (chọn chỉ tiêu); ``contents`` ties codes to its contents.

    Raises ``Refused`` for an unknown code, or where the actor is not a compiler of the standing body.
    """
    if refusal := rules.refusal_to_choose(actor=by, standing_body=programme.standing_body_id):
        raise Refused(refusal)
    wanted = list(dict.fromkeys(codes))
    known = {row.code: row for row in Indicator.objects.filter(code__in=wanted)}
    for code in wanted:
        if code not in known:
            raise Refused(Refusal(rules.PART, "unknown_indicator", indicator=code))
    Choice.objects.filter(programme=programme).delete()
    Choice.objects.bulk_create(
        [
            Choice(programme=programme, indicator=known[code], content=(contents or {}).get(code), order=number)
            for number, code in enumerate(wanted, start=1)
        ]
    )
    record("indicators.chosen", programme, by=by, at=at, codes=wanted)


def _rule(rows: Iterable[Indicator], *, reason: str = "", by: Actor | None = None, at: datetime) -> list[Adding]:
    """Write down how indicators add up where that is not what their latest row says."""
    rows = list(rows)
    last = {one.indicator_id: one for one in Adding.objects.filter(indicator__in=rows).order_by("pk")}
    axes = ("over_units", "over_time", "over_systems")
    fresh = [row for row in rows if any(getattr(last.get(row.pk), axis, None) != getattr(row, axis) for axis in axes)]
    return Adding.objects.bulk_create(
        Adding(
            indicator=row,
            **{axis: getattr(row, axis) for axis in axes},
            reason=reason,
            name=by.name if by else SYSTEM_NAME,
            body=by.body_id if by else None,
            at=at,
        )
        for row in fresh
    )


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _fields(entry: Mapping[str, str], *, order: int) -> dict[str, Any]:
    rule = rules.rollup(entry["rollup"])
    percent = entry["unit"] == "%" or rule.halves
    return {
        "code": entry["code"],
        "name": entry["name"],
        "unit": "%" if percent else entry["unit"],
        "group": entry["group"],
        "nature": entry["type"],
        "over_units": rule.over_units,
        "over_time": rule.over_time,
        "scale": 2 if percent else 0,
        "levels": entry["levels"],
        "frequencies": entry["frequencies"],
        "source": entry["source"],
        "sensitive": entry["code"].startswith(SENSITIVE),
        "half": False,
        "folded": fold(f"{entry['code']} {entry['name']}"),
        "order": order,
    }


def _half(rate: Mapping[str, Any], half: Mapping[str, str], end: str, order: int) -> dict[str, Any]:
    """Numerator (tử số, ``.TS``) or denominator (mẫu số, ``.MS``) of a rate, an indicator of its own."""
    name = half["numerator"] if end == "TS" else half["denominator"]
    code = f"{rate['code']}.{end}"
    return {
        **rate,
        "code": code,
        "name": name,
        "unit": half["unit"],
        "nature": "stock" if half["over_time"] == "last" else "count",
        "over_units": "sum",
        "over_time": half["over_time"],
        "scale": 0,
        "half": True,
        "folded": fold(f"{code} {name}"),
        "order": order,
    }


def _write(
    model: type[models.Model], key: str, rows: Sequence[Mapping[str, Any]], *, known: Mapping[str, models.Model]
) -> tuple[int, int]:
    """Add what is new and update what differs; how many of each."""
    fresh, changed = [], []
    for row in rows:
        found = known.get(" ".join(str(row[name]) for name in key.split()))
        if found is None:
            fresh.append(model(**row))
        elif any(getattr(found, name) != value for name, value in row.items()):
            for name, value in row.items():
                setattr(found, name, value)
            changed.append(found)
    model._default_manager.bulk_create(fresh)
    if changed:
        model._default_manager.bulk_update(changed, list(rows[0]))
    return len(fresh), len(changed)
