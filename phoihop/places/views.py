"""Doors of the units: the map, the search behind every picker, the page of a unit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from phoihop.core.actor import Level
from phoihop.places import queries
from phoihop.places.models import Place
from phoihop.web.answers import is_part

__all__ = ["index", "place", "search"]


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The provinces of today as a map and a search over all units of any time (đơn vị hành chính)."""
    today = timezone.localdate()
    asked = request.GET.get("q", "").strip()
    context = {
        "asked": asked,
        "found": queries.find(asked, on=today) if asked else [],
        "tiles": queries.tiles(queries.communes_by_province(today), on=today, href=_href),
        "data": queries.data_version(),
    }
    return render(request, "places/index.html", context)


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Answer a unit picker with its options (gợi ý đơn vị); ``cap`` narrows to levels, comma-separated."""
    asked = request.GET.get("q", "").strip()
    levels = [level for level in Level if level in request.GET.get("cap", "").split(",")] or None
    found = queries.find(asked, on=timezone.localdate(), limit=12, levels=levels)
    template = "web/components/unit_options.html" if is_part(request) else "places/index.html"
    context = {"q": asked, "asked": asked, "found": found, "units": [_option(one) for one in found]}
    return render(request, template, context)


@require_GET
def place(request: HttpRequest, key: str) -> HttpResponse:
    """The page of one unit: names over time, what it came from and became, with the legal acts."""
    sheet = queries.sheet(get_object_or_404(Place, key=key), on=timezone.localdate())
    return render(request, "places/place.html", {"sheet": sheet})


def _href(name: queries.Name) -> str:
    return reverse("places:place", args=[name.key])


def _option(found: queries.Found) -> dict[str, object]:
    """One answer as ``unit_options.html`` prints it; what no longer holds offers what it is today."""
    heirs = [{"id": kin.place_id, "name": kin.name.heading, "path": ", ".join(kin.name.above)} for kin in found.heirs]
    if found.now is not None:
        heirs = [{"id": found.now.place_id, "name": found.now.heading, "path": ", ".join(found.now.above)}]
    name = found.name
    shown = ", ".join((name.heading, *name.above)) if heirs else name.heading
    return {
        "id": name.place_id, "name": shown, "path": ", ".join(name.above), "on": found.last_day, "heirs": heirs
    }  # fmt: skip
