"""The loaded units beside a second source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from phoihop.core.actor import Level
from phoihop.places.models import PlaceVersion
from phoihop.places.queries.kin import origins
from phoihop.places.queries.units import holding, names, provinces

__all__ = ["Difference", "differences"]

_REFORM = date(2025, 7, 1)
_KINDS = {"xa": "xã", "phuong": "phường", "dac_khu": "đặc khu"}


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two sources part (điểm khác nhau): of which province, what, and both answers."""

    code: str
    what: str
    loaded: str
    stated: str


def differences(rows: Iterable[Mapping[str, str]], *, today: date) -> tuple[int, list[Difference]]:
    """Compare a table of the reform with the units as loaded (đối chiếu); how many provinces, and the differences.

    A row is a province of 1 July 2025: ``code``, ``new_province_2025``, ``old_provinces`` (separated by "; "),
    ``communes``, ``xa``, ``phuong``, ``dac_khu``, ``name_at_2026_11`` (its name ``today``). Six queries.
    """
    loaded = {one.code: one for one in provinces(_REFORM)}
    ids = [one.place_id for one in loaded.values()]
    before, now = origins(ids, on=_REFORM - timedelta(days=1)), names(ids, on=today)
    below: dict[int | None, Counter[str]] = defaultdict(Counter)
    versions = PlaceVersion.objects.filter(holding(_REFORM), place__level=Level.COMMUNE)
    for parent, kind in versions.values_list("parent", "kind"):
        below[parent][kind] += 1
    found, seen = [], 0
    for row in rows:
        seen += 1
        one = loaded.pop(row["code"], None)
        if one is None:
            found.append(Difference(row["code"], "province", "", row["new_province_2025"]))
            continue
        counted = below[one.place_id]
        answers = {
            "new_province_2025": one.heading,
            "old_provinces": _listed(kin.name.heading for kin in before.get(one.place_id, [])) or one.heading,
            "communes": str(counted.total()),
            **{column: str(counted[kind]) for column, kind in _KINDS.items()},
            "name_at_2026_11": now[one.place_id].heading,
        }
        stated = {**row, "old_provinces": _listed(row["old_provinces"].split("; "))}
        found += [
            Difference(row["code"], what, answer, stated[what])
            for what, answer in answers.items()
            if answer != stated[what]
        ]
    return seen, found + [Difference(code, "province", one.heading, "") for code, one in loaded.items()]


def _listed(provinces: Iterable[str]) -> str:
    return "; ".join(sorted(set(provinces)))
