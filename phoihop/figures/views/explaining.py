"""Doors of the explanation: the side panel, its page, its printed and signed list."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from phoihop.core.actor import Level
from phoihop.figures import actions, queries
from phoihop.figures.forms.asking import CLOSED, Asking, asking
from phoihop.figures.forms.panel import panel
from phoihop.figures.forms.saying import address, said_of
from phoihop.figures.forms.together import steps_of_all_parties
from phoihop.figures.queries import scope
from phoihop.figures.queries.explaining import Explanation
from phoihop.web.answers import part_or_page

__all__ = ["explain", "manifest"]


@require_GET
def explain(request: HttpRequest) -> HttpResponse:
    """Say where a number comes from (số này từ đâu ra): the side panel, or a page of its own."""
    asked, found = _explained(request)
    above = queries.path_of(asked.place.pk, asked.question)
    shown = panel(found, sample=getattr(settings, "SAMPLE_DATA", False))
    context = {
        "asked": asked,
        "ex": shown,
        "others": [part for step in shown["steps"] for part in step.get("others", [])],
        "crumbs": [(name, address(question)) for name, question in above],
    }
    return part_or_page(request, "figures/_explanation.html", context, page="figures/explain.html")


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """The whole path of a number for the printer, with its digest and the server's signature (bản kê nguồn số)."""
    deep = request.GET.get("tat-ca") == "1"
    asked, found = _explained(request, deep=deep)
    actor, made = request.actor, queries.manifest(found)
    shown, now = panel(found, sample=getattr(settings, "SAMPLE_DATA", False)), timezone.localtime()
    system = asked.question.system
    actions.record_export(asked.question, kind="manifest", rows=len(found.parts) + len(found.said), by=actor, at=now)
    context = {
        "asked": asked,
        "manifest": made,
        "ex": shown,
        "parts": [(line.name, said_of(line.total, found.counted_by(line))) for line in (*found.parts, *found.halves)],
        "said": [step for step in shown["steps"] if "doc" in step],
        "all_parties": steps_of_all_parties(found),
        "joined": found.joined,
        "closed": "" if found.lines_shown else CLOSED,
        "at": now,
        "by": actor.name,
        "deep": deep and asked.place.level != Level.COUNTRY,
        "may_deepen": bool(found.parts)
        and asked.place.level != Level.COUNTRY
        and asked.reach.rows(asked.indicator, system),
        "api": f"/api/so-lieu/giai-thich?{asked.question.query}{'&tat-ca=1' if deep else ''}",
    }
    return render(request, "figures/manifest.html", context)


def _explained(request: HttpRequest, *, deep: bool = False) -> tuple[Asking, Explanation]:
    actor = request.actor
    asked = asking(request.GET.dict(), actor=actor, today=timezone.localdate())
    found = queries.explain(
        asked.question,
        evidence=asked.reach.rows(asked.indicator, asked.question.system),
        systems=scope.systems_for(asked.reach, asked.indicator, unit_level=Level(asked.place.level)),
        lines=asked.lines_open,
        deep=deep,
    )
    return asked, found
