"""Who reports for which month in the bench: real units, one body at each, the former units of reformed provinces."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from django.db import connection

from phoihop.core.actor import System
from phoihop.figures.queries.periods import PeriodRow
from phoihop.figures.rules.maps import Geography
from phoihop.organisations.models import Body, BodyVersion
from phoihop.places.models import Place

__all__ = ["NOON", "SYSTEM", "TODAY", "make_cells", "never_reported", "reformed_provinces"]

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
SYSTEM = System.FRONT
#: Provinces whose reports before July 2025 come from their real former units.
REFORMED = 3
#: One cell in so many was never reported.
LATE = 33


def reformed_provinces(geo: Geography, provinces: int) -> tuple[int, ...]:
    """The first provinces of today that were merged of others; Ninh Bình among them where it is built."""
    today = sorted(geo.tree(TODAY).children(geo.root))
    first = set(Place.objects.filter(key="tinh:37").values_list("pk", flat=True))
    merged = [place for place in today if any(geo.levels[row.predecessor] == 1 for row in geo.origins.get(place, ()))]
    merged.sort(key=lambda place: (place not in first, place))
    return tuple(merged[: min(REFORMED, provinces)])


def make_cells(
    provinces: int, geo: Geography, periods: dict[int, PeriodRow], reformed: Collection[int], file: Path
) -> None:
    """One row for each report: who reported for which month, and in which province that was then."""
    today = geo.tree(TODAY)
    others = [place for place in sorted(today.children(geo.root)) if place not in reformed]
    chosen = [*reformed, *others[: provinces - len(reformed)]]
    steady = {geo.root} | {place for p in chosen if p not in reformed for place in geo.below(p, TODAY)}
    moving = {place for p in reformed for member in geo.family(p) for place in geo.members(member)}
    moving = {place for place in moving if geo.levels[place] != 2}
    bodies = _bodies(sorted(steady | moving))
    file.parent.mkdir(parents=True, exist_ok=True)
    rows: list[tuple[int, ...]] = []
    for period, row in sorted(periods.items(), key=lambda item: item[1].start):
        day = row.range.last_day
        living = geo.tree(day).parents
        for place in sorted(steady) + sorted(place for place in moving if place in living):
            if not never_reported(place, period):
                province = geo.province(place, day if place in moving else TODAY)
                rows.append((len(rows) + 1, bodies[place], place, province, period, geo.levels[place]))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_cell")
        cursor.execute(
            "CREATE TEMPORARY TABLE bench_cell (id INTEGER PRIMARY KEY, body BIGINT, place BIGINT, province BIGINT, "
            "period INTEGER, level INTEGER)"
        )
        if connection.vendor == "postgresql":
            with cursor.copy("COPY bench_cell FROM STDIN") as copy:
                for cell in rows:
                    copy.write_row(cell)
        else:
            cursor.executemany("INSERT INTO bench_cell VALUES (%s, %s, %s, %s, %s, %s)", rows)
    with file.open("w", newline="") as out:
        csv.writer(out).writerows(rows)


def never_reported(place: int, period: int) -> bool:
    """Whether a place's report of a month never came."""
    return (place * 31 + period * 17) % LATE == 0


def _bodies(places: Sequence[int]) -> dict[int, int]:
    """One body of the system at each place, made where there is none."""
    known = dict(Body.objects.filter(system=SYSTEM, main=True, place__in=places).values_list("place_id", "pk"))
    rows = [row for row in Place.objects.filter(pk__in=places) if row.pk not in known]
    made = Body.objects.bulk_create(
        [Body(key=f"{SYSTEM}@{row.key}", system=SYSTEM, place=row, level=row.level) for row in rows], batch_size=1000
    )
    names = [
        BodyVersion(body=body, name=f"Mặt trận {body.place.key}", short_name=body.place.key, folded=body.key)
        for body in made
    ]
    BodyVersion.objects.bulk_create(names, batch_size=1000)
    return known | {body.place_id: body.pk for body in made}
