"""Reading the catalogue."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Prefetch, Q, QuerySet

from phoihop.core.text import fold
from phoihop.indicators.models import Breakdown, Indicator
from phoihop.programmes.models import Programme

__all__ = ["by_code", "catalogue", "halves", "of_programme", "search"]


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


def search(words: str) -> QuerySet[Indicator]:
    """Indicators whose code or name holds the folded words (tìm chỉ tiêu)."""
    found = catalogue()
    for word in fold(words).split():
        found = found.filter(Q(folded__contains=word))
    return found
