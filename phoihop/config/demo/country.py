"""What the other provinces reported for 2022-2026, all figures invented (SỐ LIỆU MINH HỌA).

One summary a province and year, stating the province's whole area: 2022-2024 by the provinces of the old map, 2025
and 2026 by today's. Some have not sent 2026 yet. Ninh Bình has reports of its communes instead; Hà Tĩnh and Thanh Hóa
are left to the sample papers.
"""

from __future__ import annotations

import random
from datetime import date, datetime

from phoihop.config.demo.ninh_binh import GROWTH, PROVINCE, ROWS
from phoihop.core.actor import Level, System
from phoihop.core.periods import Calendar, Kind, Period
from phoihop.figures import actions as figures
from phoihop.figures.rules.values import Coverage, Provenance, SourceKind, Standing, Value
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body
from phoihop.places import queries as places
from phoihop.places.models import Place

LEFT_OUT = (PROVINCE, "tinh:42", "tinh:38")
LAST_ON_THE_OLD_MAP = 2024
#: How many of today's provinces have not sent the last year.
LATE = 5
#: The part of a commune's usual work that one of the old map, a third as large, did.
OLD_SHARE = 0.32


def build(*, at: datetime) -> None:
    """Put one summary a province and year (báo cáo năm của các tỉnh, thành phố khác)."""
    today = date(2026, 1, 1)
    skipped = {
        place.pk
        for province in Place.objects.filter(key__in=LEFT_OUT)
        for place in places.territory(province.pk, on=today)
    }
    for year, growth in GROWTH.items():
        day = date(year, 12, 13)
        bodies = [
            body
            for body in organisations.main_bodies(day, systems=[System.POLICE])
            .filter(level=Level.PROVINCE)
            .order_by("key")
            if body.place_id not in skipped
        ]
        random.Random(f"late/{year}").shuffle(bodies)
        if year == max(GROWTH):
            bodies = bodies[LATE:]
        names = organisations.names_of([body.pk for body in bodies], on=day)
        units = places.tree(day)
        share = OLD_SHARE if year <= LAST_ON_THE_OLD_MAP else 1.0
        for body in bodies:
            communes = sum(1 for unit in units.below(body.place_id) if not units.children(unit))
            _put(body, names[body.pk].name, year, communes * share * growth, at=at)


def _put(body: Body, name: str, year: int, size: float, *, at: datetime) -> None:
    """One province's summary of a year: every indicator of the programme's form, for all of its area."""
    zeal = random.Random(f"{body.key}").uniform(0.7, 1.4)
    chance = random.Random(f"{body.key}/{year}")
    numbers = {code: round(usual * size * zeal * chance.uniform(0.92, 1.08)) for _, code, usual in ROWS}
    for part, whole in (("NT02", "NT01"), ("HG04", "HG03"), ("MH01", "MH03")):
        numbers[part] = min(numbers[part], numbers[whole])
    period = Period(Calendar.ADMINISTRATIVE, Kind.YEAR, year)
    figures.put(
        [
            Value(code, body.pk, period, number, coverage=Coverage.AREA, cell=f"D{line}")
            for line, (code, number) in enumerate(numbers.items(), start=7)
        ],
        standing=Standing.ACCEPTED,
        source=Provenance(
            origin=f"legacy.summary:{body.key}:{year}",
            label=f"Báo cáo năm {year} của {name} (SỐ LIỆU MINH HỌA)",
            kind=SourceKind.PAPER,
        ),
        by=None,
        at=at,
    )
