"""Reading jobs."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from phoihop.core.actor import Actor, Matter
from phoihop.jobs.models import Job
from phoihop.jobs.rules import LEASE, State

__all__ = ["running_count", "unheard_of", "visible_to"]


def visible_to(actor: Actor) -> QuerySet[Job]:
    """The jobs that the actor's body asked for (việc của đơn vị), newest first; none for roles that open no papers."""
    if not actor.reads(Matter.PAPERS):
        return Job.objects.none()
    return Job.objects.filter(body_id=actor.body_id)


def running_count(actor: Actor) -> int:
    """How many jobs of the actor's body wait or run, for the badge in the head of the page."""
    return visible_to(actor).filter(state__in=[State.WAITING, State.RUNNING]).count()


def unheard_of(now: datetime) -> QuerySet[Job]:
    """Running jobs whose worker has not been heard of for longer than the lease."""
    return Job.objects.filter(state=State.RUNNING, heard_of_at__lt=now - LEASE)
