"""What parties counted together at a unit and below it."""

from __future__ import annotations

from phoihop.figures.models import Overlap
from phoihop.figures.queries.geography import groups_of
from phoihop.figures.queries.periods import all_periods, inside
from phoihop.figures.rules.questions import Question

__all__ = ["overlaps"]

AT_MOST = 500


def overlaps(question: Question, *, unit: int) -> list[Overlap]:
    """The overlaps (phần trùng) inside the period, of a unit and all below it; the widest of one thing counts."""
    periods = [row.id for row in inside(all_periods().values(), question.period.range, question.period.calendar)]
    rows = Overlap.objects.filter(indicator__code=question.indicator, period__in=periods, value__gt=0)
    groups = groups_of(unit, question.on, children=False)
    found = rows.select_related("source", "period").order_by("-value", "pk")[:AT_MOST]
    return [row for row in found if groups.of(row.place_id)]
