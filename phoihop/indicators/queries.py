"""Reading the catalogue and what stands beside it."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from copy import copy
from functools import cache
from pathlib import Path

from django.db import models
from django.db.models import Prefetch, QuerySet

from phoihop.indicators.models import Adding, Breakdown, Indicator

__all__ = [
    "adding_as_of",
    "adding_of",
    "by_code",
    "catalogue",
    "last_adding",
    "needed",
    "parts",
    "phrases",
    "related",
    "ruled_since",
]


def catalogue() -> QuerySet[Indicator]:
    """Every indicator a person may choose, in the catalogue's order, with its breakdowns; halves of rates left out."""
    return Indicator.objects.filter(half=False).prefetch_related(
        Prefetch("breakdowns", Breakdown.objects.order_by("order"))
    )


def by_code(codes: Collection[str]) -> dict[str, Indicator]:
    """Indicators by code, halves too; unknown codes are absent."""
    return {row.code: row for row in Indicator.objects.filter(code__in=codes)}


def adding_of(indicator: Indicator) -> list[Adding]:
    """How an indicator adds up and did before (các lần đặt cách cộng), the latest first."""
    return list(Adding.objects.filter(indicator=indicator).order_by("-pk"))


def ruled_since(number: int) -> list[Adding]:
    """What was said after a row on how indicators add up, in order; the first word on an indicator is no change."""
    first = dict(Adding.objects.order_by().values_list("indicator").annotate(models.Min("pk")))
    rows = Adding.objects.filter(pk__gt=number).select_related("indicator").order_by("pk")
    return [row for row in rows if row.pk != first[row.indicator_id]]


def adding_as_of(indicators: Iterable[Indicator], number: int) -> list[Indicator]:
    """Indicators that add up as they did when ``number`` was the last row (cách cộng khi đó), else as first said.

    Copies: what stands now stays as it is. One query, none without indicators.
    """
    then: dict[int, Adding] = {}
    given = list(indicators)
    for row in Adding.objects.filter(indicator__in=given).order_by("pk") if given else ():
        if row.pk <= number or row.indicator_id not in then:
            then[row.indicator_id] = row
    return [_added_by(one, then.get(one.pk)) for one in given]


def _added_by(indicator: Indicator, said: Adding | None) -> Indicator:
    made = copy(indicator)
    if said is not None:
        made.over_units, made.over_time, made.over_systems = said.over_units, said.over_time, said.over_systems
    return made


def last_adding() -> int:
    """The number of the last word on how indicators add up, 0 before any."""
    return Adding.objects.aggregate(last=models.Max("pk"))["last"] or 0


@cache
def related() -> tuple[tuple[str, str], ...]:
    """The pairs of indicators of which one is never more than the other (quan hệ giữa các chỉ tiêu), (part, whole).

    From ``relations.csv`` beside the catalogue; compared within one unit and period, as advice only.
    """
    return tuple((row["part"], row["whole"]) for row in _relations())


@cache
def needed() -> tuple[tuple[str, str], ...]:
    """The related pairs of which the second cannot be where the first is 0 (có người dự thì phải có buổi)."""
    return tuple((row["part"], row["whole"]) for row in _relations() if row["needs"])


@cache
def parts() -> dict[str, str]:
    """Of which indicator another is a part (trong đó), by the code of the part; none that only go together."""
    return {row["part"]: row["whole"] for row in _relations() if not row["needs"]}


@cache
def phrases() -> dict[str, str]:
    """How a figure is told in running text (cách viết trong lời văn), by code; ``{}`` is where the number stands.

    From ``phrases.csv`` beside the catalogue.
    """
    return {row["code"]: row["phrase"] for row in _rows("phrases.csv")}


def _relations() -> list[dict[str, str]]:
    return _rows("relations.csv")


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
