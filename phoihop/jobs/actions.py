"""Starting, carrying on, ending and rescuing background work."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refused
from phoihop.jobs import queries
from phoihop.jobs.models import Job
from phoihop.jobs.rules import ATTEMPTS, State, refusal_to_cancel

__all__ = ["Cancelled", "advance", "begin", "cancel", "finish", "lead_to", "rescue", "start"]


GIVEN_UP = gettext_noop("Máy chủ đã dừng giữa chừng nhiều lần. Mời làm lại hoặc báo quản trị.")


class Cancelled(Exception):
    """Raised inside a task when its job was cancelled meanwhile."""


@transaction.atomic
def start(task: str, *, title: str, total: int, address: str = "", by: Actor, at: datetime) -> Job:
    """Put a task on the queue as a job (bắt đầu một việc); the task is called with the job's number.

    ``task`` is its dotted path, as a rescue needs it too: ``"phoihop.intake.tasks.read_batch"``.

    The queue row is written in the same transaction, so a job never waits for a task that was not queued.
    """
    job = Job.objects.create(
        task=task,
        title=title,
        total=total,
        address=address,
        body_id=by.body_id,
        user_id=by.account_id,
        asked_at=at,
    )
    import_string(task).enqueue(job.pk)
    record("job.started", job, by=by, at=at, title=title, total=total)
    return job


def lead_to(job: Job, address: str) -> None:
    """Say which page shows what comes of a job (trang của việc)."""
    Job.objects.filter(pk=job.pk).update(address=address)


@transaction.atomic
def begin(job_id: int, *, at: datetime) -> Job | None:
    """Take a job up in a worker; ``None`` where it was cancelled, has ended or is being done elsewhere."""
    job = Job.objects.select_for_update().get(pk=job_id)
    if job.state != State.WAITING:
        return None
    job.state, job.attempts, job.heard_of_at = State.RUNNING, job.attempts + 1, at
    job.started_at = job.started_at or at
    job.save(update_fields=["state", "attempts", "heard_of_at", "started_at"])
    return job


def advance(job: Job, *, at: datetime, failed: bool = False) -> None:
    """Count one more item as done and renew the lease; raises ``Cancelled`` where the job was cancelled."""
    counted = Job.objects.filter(pk=job.pk, state=State.RUNNING, done__lt=F("total")).update(
        done=F("done") + 1, failed=F("failed") + int(failed), heard_of_at=at
    )
    if not counted:
        raise Cancelled(job.title)


@transaction.atomic
def finish(job: Job, *, message: str, at: datetime, failed: bool = False) -> None:
    """End a job with a sentence that says what came of it (kết thúc)."""
    state = State.FAILED if failed else State.DONE
    Job.objects.filter(pk=job.pk, state__in=[State.RUNNING, State.WAITING]).update(
        state=state, message=message[:300], ended_at=at
    )
    record("job.ended", job, by=None, at=at, state=str(state), message=message[:300])


@transaction.atomic
def cancel(job: Job, *, by: Actor, at: datetime) -> None:
    """Cancel a job that waits or runs (hủy); what it has done so far stays. Raises ``Refused`` when it has ended."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if refusal := refusal_to_cancel(State(job.state)):
        raise Refused(refusal)
    job.state, job.ended_at = State.CANCELLED, at
    job.save(update_fields=["state", "ended_at"])
    record("job.cancelled", job, by=by, at=at)


@transaction.atomic
def rescue(*, at: datetime) -> int:
    """Queue again the jobs whose worker died, or fail them after the last attempt; return how many were touched."""
    lost = list(queries.unheard_of(at).select_for_update())
    for job in lost:
        if job.attempts >= ATTEMPTS:
            finish(job, message=GIVEN_UP, at=at, failed=True)
            continue
        Job.objects.filter(pk=job.pk).update(state=State.WAITING)
        import_string(job.task).enqueue(job.pk)
        record("job.rescued", job, by=None, at=at, attempt=job.attempts)
    return len(lost)
