from django.db import models
from django.db.models import F, Q

from phoihop.accounts.models import User
from phoihop.jobs.rules import State
from phoihop.jobs.wording import STATES
from phoihop.organisations.models import Body


class Job(models.Model):
    """One piece of background work (việc đang chạy), with how far it has come and who asked for it."""

    task = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    body = models.ForeignKey(Body, models.PROTECT, related_name="jobs")
    user = models.ForeignKey(User, models.PROTECT, related_name="jobs")
    state = models.CharField(max_length=12, choices=list(STATES.items()), default=State.WAITING.value)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heard_of_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="no_job_does_more_than_all"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"]) | Q(ended_at__isnull=False), name="ended_jobs_have_a_time"
            ),
        ]
        indexes = [models.Index(fields=["state", "heard_of_at"], name="jobs_by_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def running(self) -> bool:
        return self.state in (State.WAITING, State.RUNNING)
