"""Figures for machines: totals and explanations as JSON, under the same scope as the pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from phoihop.core.actor import Level
from phoihop.figures import queries
from phoihop.figures.forms.asking import asking
from phoihop.figures.queries import scope

__all__ = ["router"]

router = Router(tags=["so-lieu"])


@router.get("/giai-thich")
def explain(request: HttpRequest) -> dict[str, Any]:
    """One step of the path of a number (giải thích); the parameters are those of the page's address."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = asking(request.GET.dict(), actor=actor, today=timezone.localdate())
    found = queries.explain(
        asked.question,
        evidence=scope.reads_rows(actor, asked.question.system),
        systems=scope.systems_for(actor, asked.indicator, unit_level=Level(asked.place.level)),
    )
    return queries.as_data(found)


@router.get("/tong-hop")
def totals(request: HttpRequest) -> list[dict[str, Any]]:
    """The totals of one indicator for the units right below one (số liệu tổng hợp)."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = asking(request.GET.dict(), actor=actor, today=timezone.localdate())
    question = asked.question
    found = queries.table(
        unit=asked.place.pk,
        ranges=[question.period.range],
        on=question.on,
        indicators=[question.indicator],
        systems=[question.system] if question.system else None,
        breakdown=question.breakdown,
        calendar=question.period.calendar,
        accepted_only=question.accepted_only,
    )
    return [
        {
            "unit": line.unit,
            "line": line.kind,
            "system": system.value if system else None,
            "value": total.value,
            "comparator": total.comparator.name.lower(),
            "counted": total.counted,
        }
        for (line, _, code, system), total in found.cells.items()
        if code == question.indicator
    ]
