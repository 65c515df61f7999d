"""How far accepted reports count (số liệu tính đến ngày), for papers that print the figures of a running year."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Max, Min, QuerySet

from phoihop.core.periods import Period
from phoihop.indicators.models import Indicator
from phoihop.organisations.models import Body
from phoihop.reports.models import Receipt

__all__ = ["counted_until"]


def counted_until(
    bodies: QuerySet[Body], *, period: Period, indicators: Collection[Indicator]
) -> tuple[date, date] | None:
    """Between which days bodies count these indicators by accepted reports inside ``period``: the first and the last.

    Of each body the latest day that it says; ``None`` where none says one.
    A day after the period's last one is no news, so reports written after its end say nothing here. One query.
    """
    told = Receipt.objects.filter(
        report__body__in=bodies,
        report__period__calendar=period.calendar,
        report__period__start__gte=period.range.start,
        report__period__end__lte=period.range.end,
        report__form__rows__indicator__in=indicators,
        accepted_at__isnull=False,
        counted_until__lt=period.range.end,
    )
    each = told.order_by().values("report__body").annotate(day=Max("counted_until"))
    found = each.aggregate(first=Min("day"), last=Max("day"))
    return (found["first"], found["last"]) if found["last"] else None
