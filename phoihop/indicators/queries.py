"""Reading the catalogue and what stands beside it."""

from __future__ import annotations

import csv
from collections.abc import Collection
from functools import cache
from pathlib import Path

from django.db.models import Prefetch, Q, QuerySet

from phoihop.core.text import fold
from phoihop.indicators.models import Breakdown, Indicator
from phoihop.programmes.models import Programme

__all__ = ["by_code", "catalogue", "halves", "needed", "of_programme", "parts", "phrases", "related", "search"]


def catalogue() -> QuerySet[Indicator]:
    """Every indicator a person may choose, in the catalogue's order, with its breakdowns; halves of rates left out."""
    return Indicator.objects.filter(half=False).prefetch_related(
        Prefetch("breakdowns", Breakdown.objects.order_by("order"))
    )


def by_code(codes: Collection[str]) -> dict[str, Indicator]:
    """Indicators by code, halves too; unknown codes are absent."""
    return {row.code: row for row in Indicator.objects.filter(code__in=codes)}


def of_programme(programme: Programme) -> QuerySet[Indicator]:
    """The indicators that a programme counts, in its own order (chỉ tiêu của chương trình)."""
    return (
        Indicator.objects.filter(choices__programme=programme)
        .order_by("choices__order")
        .prefetch_related(Prefetch("breakdowns", Breakdown.objects.order_by("order")))
    )


def halves(indicator: Indicator) -> tuple[Indicator, Indicator] | None:
    """The numerator and denominator of a rate, ``None`` for anything else or a bare percentage."""
    if indicator.numerator is None or indicator.denominator is None:
        return None
    return indicator.numerator, indicator.denominator


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


def search(words: str) -> QuerySet[Indicator]:
    """Indicators whose code or name holds the folded words (tìm chỉ tiêu)."""
    found = catalogue()
    for word in fold(words).split():
        found = found.filter(Q(folded__contains=word))
    return found
