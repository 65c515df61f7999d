"""Doors of the bodies: the search behind every picker of bodies, the page of a body."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from phoihop.core.actor import System
from phoihop.organisations import queries
from phoihop.organisations.models import SYSTEMS, Body
from phoihop.web.answers import is_part

__all__ = ["body", "index", "search"]

#: How many bodies the page lists and a picker offers.
LISTED, OFFERED = 20, 12


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Search all bodies of any time, old names too (cơ quan, tổ chức)."""
    asked, system = request.GET.get("q", "").strip(), request.GET.get("he", "")
    systems = [System(system)] if system in list(System) else None
    found = queries.find(asked, on=timezone.localdate(), limit=LISTED + 1, systems=systems) if asked else []
    cut = LISTED if len(found) > LISTED else 0
    context = {"asked": asked, "system": system, "systems": SYSTEMS, "found": found[:LISTED], "cut": cut}
    return render(request, "organisations/index.html", context)


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Answer a picker of bodies with its options (gợi ý cơ quan)."""
    if not is_part(request):
        return index(request)
    asked = request.GET.get("q", "").strip()
    found = queries.find(asked, on=timezone.localdate(), limit=OFFERED + 1)
    cut = OFFERED if len(found) > OFFERED else 0
    context = {"q": asked, "units": [_option(one) for one in found[:OFFERED]], "cut": cut}
    return render(request, "web/components/unit_options.html", context)


@require_GET
def body(request: HttpRequest, body_id: int) -> HttpResponse:
    """The page of one body: names over time, whom it took over from, who took over, whom it reports to."""
    found = get_object_or_404(Body.objects.select_related("place"), pk=body_id)
    return render(request, "organisations/body.html", {"sheet": queries.sheet(found, on=timezone.localdate())})


def _option(found: queries.FoundBody) -> dict[str, object]:
    """One answer as ``unit_options.html`` prints it; what no longer stands offers who took over."""
    heirs = [{"id": heir.body_id, "name": heir.name} for heir in found.heirs]
    if found.now is not None:
        heirs = [{"id": found.now.body_id, "name": found.now.name}]
    last_day = found.valid_to - timedelta(days=1) if found.valid_to else None
    return {"id": found.body.pk, "name": found.name, "path": "", "on": last_day, "heirs": heirs, "near": found.near}
