"""Figures for machines: totals and explanations as JSON, under the same scope as the pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from phoihop.core.actor import Level, System
from phoihop.figures import queries
from phoihop.figures.forms.asking import asking
from phoihop.figures.forms.rows import found_of
from phoihop.figures.queries import scope
from phoihop.figures.queries.totals import Total
from phoihop.figures.rules.grouping import Group

__all__ = ["router"]

router = Router(tags=["so-lieu"])


@router.get("/giai-thich")
def explain(request: HttpRequest) -> dict[str, Any]:
    """One step of the path of a number (giải thích); the parameters are those of the page's address.

    ``tat-ca=1`` tells the rows of all units below at once, of a unit below the country.
    """
    actor = request.actor  # type: ignore[attr-defined]
    asked = asking(request.GET.dict(), actor=actor, today=timezone.localdate())
    found = queries.explain(
        asked.question,
        evidence=asked.reach.rows(asked.indicator, asked.question.system),
        systems=scope.systems_for(asked.reach, asked.indicator, unit_level=Level(asked.place.level)),
        lines=asked.lines_open,
        deep=request.GET.get("tat-ca") == "1",
    )
    return queries.as_data(found)


@router.get("/tong-hop")
def totals(request: HttpRequest) -> list[dict[str, Any]]:
    """The totals of one indicator for the units right below one (số liệu tổng hợp), as frozen with ``ban-chot``."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = asking(request.GET.dict(), actor=actor, today=timezone.localdate())
    question = asked.question
    if question.edition:
        frozen = found_of(asked, [question.period], children=True)
        return [_told(line, question.system, total) for (line, _period), total in frozen.items()]
    found = asked.below.shown(
        queries.table(
            unit=asked.place.pk,
            ranges=[question.period.range],
            on=question.on,
            indicators=[question.indicator],
            systems=[question.system] if question.system else None,
            breakdown=question.breakdown,
            calendar=question.period.calendar,
            accepted_only=question.accepted_only,
        )
    )
    return [
        _told(line, system, total)
        for (line, _number, code, system), total in found.cells.items()
        if code == question.indicator
    ]


def _told(line: Group, system: System | None, total: Total) -> dict[str, Any]:
    return {
        "unit": line.unit,
        "line": line.kind,
        "system": system.value if system else None,
        "value": total.value,
        "comparator": total.comparator.name.lower(),
        "counted": total.counted,
        "excused": total.excused,
    }
