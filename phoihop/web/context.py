"""What every page of the shell needs to know about the request."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from phoihop.web import rail

__all__ = ["shell"]

THEMES = ("light", "dark")
IDLE_MINUTES = 60


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor: rail, whether background work is shown, theme and idle minutes.

    Parts above add what only they know, from a context processor of their own: ``acting_body`` (text),
    ``acting_bodies``, ``jobs_running``, ``sample_data``; see docs/components.md.
    """
    actor = getattr(request, "actor", None)
    match = request.resolver_match
    space = match.namespace if match else ""
    if request.path.startswith("/quan-tri/"):  # also the pages there that cross parts, which are home's
        space = "accounts"
    theme = request.COOKIES.get("nen", "")
    return {
        "actor": actor,
        "rail": list(rail.shown(actor, space)) if actor else [],
        "opens_jobs": rail.opens(actor, "jobs:index"),
        "theme": theme if theme in THEMES else "",
        "idle_minutes": getattr(request, "idle_minutes", IDLE_MINUTES),
        "sample_data": getattr(settings, "SAMPLE_DATA", False),
    }
