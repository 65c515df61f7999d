"""What the Front of Ninh Bình counted beside the police, and what both did together, all invented (SỐ LIỆU MINH HỌA).

Training classes of 2025: many were held by both, and each wrote them into its own report.
"""

from __future__ import annotations

import random
from datetime import date, datetime

from phoihop.config.demo import accounts
from phoihop.config.demo.ninh_binh import PROVINCE
from phoihop.core.actor import Level, System
from phoihop.core.periods import Calendar, Kind, Period
from phoihop.figures import actions as figures
from phoihop.figures.rules.values import Provenance, SourceKind, Standing, Value
from phoihop.indicators import actions as indicators
from phoihop.organisations.models import Body
from phoihop.places import queries as places
from phoihop.places.models import Place

YEAR = Period(Calendar.ADMINISTRATIVE, Kind.YEAR, 2025)
JOINT = "TH01"
#: How many of the classes were held by both.
TOGETHER = 46


def build(*, at: datetime) -> None:
    """The Front's own numbers, the rule that parties are added less what they share, and what they share."""
    province = Place.objects.get(key=PROVINCE)
    day = date(2025, 12, 20)
    below = places.below(province.pk, on=day)
    fronts = Body.objects.filter(system=System.FRONT, level=Level.COMMUNE, main=True, place__in=below).order_by("key")
    figures.put(
        [
            Value(JOINT, body.pk, YEAR, random.Random(f"{body.key}/tap-huan").randint(0, 2), cell=f"C{line}")
            for line, body in enumerate(fronts, start=7)
        ],
        standing=Standing.ACCEPTED,
        source=Provenance(
            origin="legacy.sheet:mttq-ninh-binh:2025",
            label="Biểu tổng hợp năm 2025 của Ủy ban MTTQ tỉnh Ninh Bình (SỐ LIỆU MINH HỌA)",
            kind=SourceKind.PAPER,
        ),
        by=None,
        at=at,
    )
    indicators.add_systems(
        JOINT,
        "union",
        reason="Công an và Mặt trận cùng ghi các lớp tổ chức chung, thống nhất chỉ tính một lần (SỐ LIỆU MINH HỌA).",
        by=accounts.acting("trunguong", on=at.date()),
        at=at,
    )
    figures.record_overlap(
        indicator=JOINT,
        place=province.pk,
        period=YEAR,
        systems=[System.FRONT, System.POLICE],
        value=TOGETHER,
        source=Provenance(
            origin="demo.joint:tap-huan:2025",
            label="Biên bản đối chiếu ngày 20/12/2025 giữa hai cơ quan (SỐ LIỆU MINH HỌA)",
            kind=SourceKind.TYPED,
        ),
        by=accounts.acting("ninhbinh", on=at.date()),
        at=at,
    )
