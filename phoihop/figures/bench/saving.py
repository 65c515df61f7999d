"""Saving reports as the product does: late reports of communes are sent and accepted, each act with all totals right.

``reports.submit_report`` calls `figures.actions.put` with standing SUBMITTED, ``reports.accept_report`` calls
`figures.actions.accept`: these two are timed, with their transaction and its commit.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from phoihop.core.periods import Kind
from phoihop.figures import actions
from phoihop.figures.bench.cells import NOON, SYSTEM, never_reported
from phoihop.figures.bench.subject import NEW_MAP, Asked
from phoihop.figures.bench.timing import processor
from phoihop.figures.models import UnitTotal
from phoihop.figures.queries.periods import PeriodRow, all_periods
from phoihop.figures.rules.values import Part, Provenance, Standing, Value
from phoihop.organisations.models import Body

__all__ = ["Saved", "saving"]

#: The first reports warm up; of the rounds the quietest counts.
WARM, ROUNDS, REPORTS = 3, 3, 8


@dataclass(frozen=True, slots=True)
class Saved:
    """Milliseconds of sending and accepting a report (medians of the quietest round), wall and processor."""

    mode: str
    send: float
    send_processor: float
    accept: float
    accept_processor: float


def saving(asked: Asked) -> list[Saved]:
    """Send and accept late reports, half of them in a province that reforms made, half in one they left alone.

    On SQLite once with ``synchronous`` NORMAL and once with FULL, as the product runs.
    """
    late = _late(asked)
    found = []
    for mode in ("NORMAL", "FULL") if connection.vendor == "sqlite" else (connection.vendor,):
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA synchronous={mode}")
        times = [_save(asked, place, period) for place, period in itertools.islice(late, WARM + ROUNDS * REPORTS)][
            WARM:
        ]
        rounds = [times[at : at + REPORTS] for at in range(0, len(times), REPORTS)]
        medians = [[statistics.median(one) for one in zip(*mine, strict=True)] for mine in rounds]
        if medians:
            found.append(Saved(mode, *map(min, zip(*medians, strict=True))))
    return found


def _save(asked: Asked, place: int, period: PeriodRow) -> tuple[float, float, float, float]:
    body = Body.objects.get(system=SYSTEM, place=place, main=True)
    values = [Value(code, body.pk, period.period, (number * 7 + place) % 23) for number, code in enumerate(asked.codes)]
    origin = f"bench.late:{body.pk}-{period.id}"
    source = Provenance(origin=origin, label="Báo cáo minh họa gửi muộn", entered_by="Cán bộ minh họa")
    start, before = time.perf_counter(), processor()
    actions.put(values, standing=Standing.SUBMITTED, source=source, by=None, at=NOON)
    sent, sent_processor = time.perf_counter(), processor()
    actions.accept(origin, by=None, at=NOON)
    done, done_processor = time.perf_counter(), processor()
    return (
        1000 * (sent - start),
        1000 * (sent_processor - before),
        1000 * (done - sent),
        1000 * (done_processor - sent_processor),
    )


def _late(asked: Asked) -> Iterator[tuple[int, PeriodRow]]:
    """Communes and months whose report never came, the latest first, one of each province by turns."""
    months = [row for row in all_periods().values() if row.period.kind is Kind.MONTH]
    months.sort(key=lambda row: row.start, reverse=True)
    waiting = []
    for province in dict.fromkeys((asked.province, _plain_province(asked))):
        communes = sorted(one for one in asked.geo.below(province, NEW_MAP) if asked.geo.levels[one] == 3)
        waiting.append(
            [
                (one, row)
                for row in months
                for one in communes
                if never_reported(one, row.id) and one in asked.geo.tree(row.range.last_day).parents
            ]
        )
    for pair in zip(*waiting, strict=False):
        yield from pair


def _plain_province(asked: Asked) -> int:
    """A province with figures that no reform joined with others, or the first."""
    there = sorted(set(UnitTotal.objects.filter(part=Part.SUM).values_list("unit", flat=True)) - {asked.country})
    plain = [one for one in there if one not in asked.built.reformed and len(asked.geo.family(one)) == 1]
    return (plain or list(asked.built.reformed))[0]
