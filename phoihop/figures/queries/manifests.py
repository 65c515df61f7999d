"""The whole path of one number as plain data, with a digest that anyone can check and the server's signature."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from django.core import signing

from phoihop.figures.queries.explaining import Explanation
from phoihop.figures.queries.geography import map_version
from phoihop.figures.rules.maps import WHOLE
from phoihop.figures.rules.questions import Question
from phoihop.places import queries as places

__all__ = ["Manifest", "as_data", "manifest", "path_of"]

SALT = "phoihop.figures.manifest"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A printed path: its content, the SHA-256 of that content as JSON, the signature of the digest."""

    content: dict[str, Any]
    digest: str
    signature: str


def as_data(found: Explanation) -> dict[str, Any]:
    """An explanation in plain JSON values (dạng máy đọc)."""
    total = found.total
    return {
        "question": found.question.params,
        "indicator": {
            "code": found.indicator.code,
            "name": found.indicator.name,
            "definition": found.indicator.definition,
            "unit": found.indicator.unit,
            "scale": found.indicator.scale,
            "over_units": found.indicator.over_units,
            "over_time": found.indicator.over_time,
            "over_systems": found.indicator.over_systems,
        },
        "unit": found.unit,
        "map": {
            "date": found.question.on.isoformat(),
            "former_units": found.former,
            "data": found.edition.map_version if found.edition else map_version(),
        },
        "successions": [
            {
                "old": one.old,
                "new": one.new,
                "on": one.on.isoformat(),
                "whole": one.whole,
                "share_millionths": one.share,
                "act": one.legal_act,
            }
            for one in found.joined
        ],
        "edition": {
            "id": found.edition.pk,
            "name": found.edition.name,
            "change": found.edition.change,
            "digest": found.edition.digest,
            "today": found.now.value if found.now else None,
        }
        if found.edition
        else None,
        "total": {
            "value": total.value,
            "comparator": total.comparator.name.lower(),
            "counted": total.counted,
            "excused": total.excused,
            "standin": total.standin,
            "forced": total.forced,
        }
        if total
        else None,
        "parties": [{"system": one.system, "value": one.value} for one in found.parties],
        "together": [
            {
                "overlap": told.row.pk,
                "unit": told.row.place_id,
                "systems": told.row.systems.split(","),
                "period": told.row.period.value.code,
                "value": told.value,
                "taken_off": told.counts,
                "source": told.row.source.label,
                "entered_by": told.row.source.entered_by,
                "entered_at": told.row.source.entered_at.isoformat(),
            }
            for told in found.together
        ],
        "beside": [
            {"period": one.period.code, "value": one.value, "comparator": one.comparator.name.lower()}
            for one in found.beside
        ],
        "population": {
            "people": found.people.people,
            "on": found.people.on.isoformat(),
            "source": found.people.source,
            "added": found.people.added,
        }
        if found.people
        else None,
        "lines_shown": found.lines_shown,
        "one_half_only": {"numerator": list(found.one_half[0]), "denominator": list(found.one_half[1])}
        if found.halves
        else None,
        "coverage": {"counted": found.below[0], "excused": found.excused, "of": found.below[1]}
        if found.below[1]
        else None,
        "rows_left_out": found.more,
        "silent": [{"name": name, "unit": question.unit} for name, question in found.silent],
        "parts": [
            {
                "name": line.name,
                "unit": line.question.unit,
                "line": line.group.kind,
                "value": line.total.value,
                "comparator": line.total.comparator.name.lower(),
                "excused": line.total.excused,
                "question": line.question.params,
            }
            for line in (*found.parts, *found.halves)
        ],
        "rows": [
            {
                "figure": one.figure,
                "change": one.change,
                "body": one.body,
                "period": one.period.period.code,
                "value": one.value,
                "stated": one.stated,
                "share_millionths": one.portion.millionths if one.portion else WHOLE,
                "share_acts": list(one.portion.acts) if one.portion else [],
                "comparator": one.comparator.name.lower(),
                "coverage": one.coverage.name.lower(),
                "standing": one.standing.name.lower(),
                "source": one.source.label,
                "address": one.source.address,
                "cell": one.source.cell,
                "span": [one.source.start, one.source.end] if one.source.start is not None else None,
                "entered_by": one.source.entered_by,
                "entered_at": one.source.entered_at.isoformat(),
                "accepted_by": one.source.accepted_by,
                "accepted_at": one.source.accepted_at.isoformat() if one.source.accepted_at else None,
                "evidence": [proof.label for proof in one.evidence],
            }
            for one in found.said
        ],
    }


def manifest(found: Explanation) -> Manifest:
    """An explanation digested and signed (bản kê có ký)."""
    content = as_data(found)
    packed = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(packed.encode()).hexdigest()
    return Manifest(content, digest, signing.Signer(salt=SALT).signature(digest))


def path_of(place: int, question: Question) -> list[tuple[str, Question]]:
    """The units above one on the map, from the country down, each with the same question about it."""
    steps = places.path(place, on=question.on)
    return [(step.over_all, replace(question, unit=step.key, line="all", edition=None)) for step in steps[:-1]]
