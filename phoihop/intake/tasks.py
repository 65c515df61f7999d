from django.utils import timezone
from django_tasks import task

from phoihop.accounts import queries as accounts
from phoihop.core.actor import Actor
from phoihop.intake import actions
from phoihop.intake.models import Paper
from phoihop.intake.rules import State
from phoihop.jobs import actions as jobs
from phoihop.jobs.models import Job
from phoihop.reading.sandbox import Worker


def _actor(job: Job) -> Actor:
    """Who asked for a job, as they act for its body today."""
    acting = accounts.acting(job.user, timezone.localdate())
    return next(found.actor for found in acting if found.actor.body_id == job.body_id)


@task()
def read_batch(job_id: int) -> None:
    """Read the waiting papers of a batch one by one; begun again, it goes on where it stopped."""
    job = jobs.begin(job_id, at=timezone.now())
    actions.sweep(at=timezone.now())
    if job is None:
        return
    by = _actor(job)
    try:
        with Worker(memory_mb=actions.MEMORY_MB) as worker:
            for paper in Paper.objects.filter(job=job, state=State.WAITING).order_by("pk"):
                read = actions.read_held(paper, worker=worker, by=by, at=timezone.now())
                jobs.advance(job, at=timezone.now(), failed=not read)
    except jobs.Cancelled:
        actions.sweep(at=timezone.now())
        return
    actions.finish_batch(job, at=timezone.now())


@task()
def read_again(job_id: int) -> None:
    """Read kept papers once more, one by one; begun again, it goes on where it stopped."""
    job = jobs.begin(job_id, at=timezone.now())
    if job is None:
        return
    by = _actor(job)
    try:
        with Worker(memory_mb=actions.MEMORY_MB) as worker:
            for paper in actions.waiting_again(job).select_related("source"):
                read = actions.read_again(paper, worker=worker, by=by, at=timezone.now())
                jobs.advance(job, at=timezone.now(), failed=not read)
    except jobs.Cancelled:
        return
    actions.finish_again(job, at=timezone.now())
