"""What the shell shows of background work: how many jobs of the acting body wait or run."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest

from phoihop.jobs.queries import running_count

__all__ = ["running"]


def running(request: HttpRequest) -> dict[str, object]:
    """Context processor: ``jobs_running``, asked once and only by pages that show it."""
    actor = getattr(request, "actor", None)
    return {"jobs_running": cache(lambda: running_count(actor))} if actor else {}
