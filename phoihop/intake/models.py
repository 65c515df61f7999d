import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from phoihop.accounts.models import User
from phoihop.documents.models import Source
from phoihop.indicators.models import Indicator
from phoihop.intake.rules import Choice, Decision, State
from phoihop.intake.wording import STATES, TYPES
from phoihop.jobs.models import Job
from phoihop.organisations.models import Body
from phoihop.programmes.models import Programme
from phoihop.reading.match import is_general


class Paper(models.Model):
    """One paper handed in (văn bản tiếp nhận): waiting, read, confirmed, refused or not readable.

    ``held`` names the bytes in quarantine until they have been looked through; a refused paper
    keeps neither bytes nor text, only its name and the reason. ``outside`` names the unit that it seems to be of
    where that lies outside the body's area; ``left_out`` counts residents whom it names and nobody keeps.
    ``reader`` is the digest of the reader that read it last; ``again`` the job that reads it once more (đọc lại), in
    which it waits until ``again_at`` is set, ``again_told`` what came of that; ``aimed`` whether a person said whom it
    is about.
    """

    name = models.CharField(max_length=200)
    body = models.ForeignKey(Body, models.PROTECT, related_name="papers")
    about = models.ForeignKey(Body, models.PROTECT, related_name="papers_about")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="papers")
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="papers")
    state = models.CharField(max_length=12, choices=list(STATES.items()), default=State.WAITING.value)
    held = models.CharField(max_length=80, blank=True)
    drop_lists = models.BooleanField(default=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="papers")
    reason = models.CharField(max_length=24, blank=True)
    reason_facts = models.JSONField(default=dict)
    published = models.CharField(max_length=10, blank=True)
    outside = models.CharField(max_length=160, blank=True)
    left_out = models.PositiveIntegerField(default=0)
    received_by = models.CharField(max_length=120)
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=120, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    reader = models.CharField(max_length=16, blank=True)
    again = models.ForeignKey(Job, models.PROTECT, null=True, related_name="papers_again")
    again_at = models.DateTimeField(null=True)
    again_told = models.JSONField(default=dict)
    aimed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "failed"]) | Q(source__isnull=True, held=""),
                name="refused_papers_keep_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["read", "confirmed"]) | Q(source__isnull=False),
                name="read_papers_have_a_source",
            ),
            models.UniqueConstraint(
                fields=["body", "source"], condition=Q(source__isnull=False), name="one_paper_per_body_and_source"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A file on its way in by pieces (tệp đang gửi); its bytes so far lie in quarantine under ``held``.

    Name, size and ``modified`` (milliseconds, as the sender's disk says) tell whether a file chosen again is this one.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    modified = models.BigIntegerField(default=0)
    received = models.PositiveIntegerField(default=0)
    held = models.CharField(max_length=80)
    body = models.ForeignKey(Body, models.PROTECT, related_name="uploads")
    user = models.ForeignKey(User, models.PROTECT, related_name="uploads")
    started_at = models.DateTimeField()
    heard_of_at = models.DateTimeField()

    class Meta:
        ordering = ["started_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="no_upload_has_more_than_its_size"),
            models.UniqueConstraint(fields=["user", "body", "name", "size", "modified"], name="one_upload_per_file"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.received}/{self.size}"

    @property
    def whole(self) -> bool:
        """Whether all of it is here."""
        return self.received == self.size


class Proposal(models.Model):
    """One fact that the reader proposes (đề xuất), what it would become, and what a person said of it.

    ``fact`` is the fact in the reader's format as read, ``corrected`` the same after a person's hand
    (``{}`` when untouched). ``choice`` is what a person said
    where another number is in force. ``record`` names what it became, such as ``figures.figure:12``.
    ``outside`` names the unit outside the body's area that it seems to be of; ``reason`` is why a person took it all
    the same, took what the paper only plans (``planned`` in the fact), or put the paper's number in force. ``touched``
    is what a person has ever set or said anything of; ``added`` what a later reading brought and nobody has seen.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="proposals")
    order = models.PositiveIntegerField()
    type = models.CharField(max_length=12, choices=list(TYPES.items()))
    fact = models.JSONField()
    corrected = models.JSONField(default=dict)
    confidence = models.FloatField()
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="proposals")
    match_reason = models.CharField(max_length=200, blank=True)
    match_confidence = models.FloatField(null=True)
    subject = models.ForeignKey(Body, models.PROTECT, null=True, related_name="proposals")
    period = models.CharField(max_length=40, blank=True)
    coverage = models.CharField(max_length=4, default="area")
    decision = models.CharField(max_length=10, default=Decision.PENDING.value)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    choice = models.CharField(max_length=8, blank=True, choices=[(each.value, each.value) for each in Choice])
    record = models.CharField(max_length=80, blank=True)
    outside = models.CharField(max_length=160, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=400, blank=True)
    touched = models.BooleanField(default=False)
    added = models.BooleanField(default=False)

    class Meta:
        ordering = ["paper", "order"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "order"], name="one_proposal_per_paper_and_place"),
            models.CheckConstraint(
                condition=Q(decision="pending") | ~Q(decided_by=""), name="decisions_have_a_decider"
            ),
            models.CheckConstraint(
                condition=Q(record="") | Q(decision="accepted"), name="only_accepted_become_records"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}/{self.order} {self.type}"

    @property
    def value(self) -> dict[str, Any]:
        """The fact as it stands: corrected where a person corrected it."""
        return {**self.fact, **self.corrected}


class Alias(models.Model):
    """A wording that a person tied to an indicator (cách gọi đã nhớ), for one body or for all; removable."""

    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="aliases")
    folded = models.CharField(max_length=160)
    printed = models.CharField(max_length=160)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="learnt_aliases")
    learnt_from = models.CharField(max_length=120)
    learnt_at = models.DateTimeField()

    class Meta:
        ordering = ["folded"]
        constraints = [models.UniqueConstraint("folded", Coalesce("body", 0), name="one_meaning_per_body_and_wording")]

    def __str__(self) -> str:
        return f"{self.printed} → {self.indicator_id}"

    @property
    def general(self) -> bool:
        """Whether it says only which noun is counted: then it ties nothing any more."""
        return is_general(self.folded)
