from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from phoihop.core.periods import Period as PeriodValue
from phoihop.documents.models import Source
from phoihop.figures.models import Period
from phoihop.indicators.models import Breakdown, Indicator
from phoihop.organisations.models import SYSTEMS, Body
from phoihop.places.models import LEVELS
from phoihop.programmes.models import Programme
from phoihop.reports.rules import Content, State

LABELS = [
    (State.DRAFT, _("Đang nhập")),
    (State.PROPOSED, _("Chờ duyệt trong cơ quan")),
    (State.SUBMITTED, _("Đã gửi, chờ cấp trên nhận")),
    (State.RETURNED, _("Bị trả lại")),
    (State.ACCEPTED, _("Đã nhận")),
    (State.AMENDED, _("Đang bổ sung")),
]


class FormVersion(models.Model):
    """What is asked (biểu mẫu), as it stood over ``[valid_from, valid_to)``; a change of rows is a new version."""

    SEALED = ("code", "version", "programme_id", "valid_from")
    SEALED_WITH = {"rows": ("number", "indicator_id", "breakdown_id", "order")}

    code = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=200)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="forms")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code", "version"], name="one_form_per_code_and_version"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="forms_last_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class Row(models.Model):
    """One row of a form (dòng): an indicator, or one of its breakdowns, under a group, with its printed number."""

    form = models.ForeignKey(FormVersion, models.CASCADE, related_name="rows")
    group = models.CharField(max_length=120)
    number = models.CharField(max_length=12)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="rows")
    breakdown = models.ForeignKey(Breakdown, models.PROTECT, null=True, related_name="rows")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                "form", "indicator", Coalesce("breakdown", 0), name="one_row_per_indicator_and_breakdown"
            ),
            models.UniqueConstraint(fields=["form", "order"], name="one_row_per_place_on_the_form"),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}/{self.number}"


class Window(models.Model):
    """When bodies of one system and level may send a form for one period (lịch nộp).

    ``counted_until`` is the day to which all are asked to count, where it is before the period's end.
    """

    SEALED = ("form_id", "system", "level", "period_id", "opens", "counted_until", "due", "closed")

    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="windows")
    system = models.CharField(max_length=16, choices=SYSTEMS)
    level = models.CharField(max_length=8, choices=LEVELS)
    period = models.ForeignKey(Period, models.PROTECT, related_name="windows")
    opens = models.DateField()
    counted_until = models.DateField(null=True)
    due = models.DateTimeField()
    closed = models.DateField()

    class Meta:
        ordering = ["-closed", "form"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "system", "level", "period"], name="one_window_per_form_system_level_and_period"
            ),
            models.CheckConstraint(condition=Q(closed__gt=F("opens")), name="windows_last_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.form_id} {self.system} {self.level} {self.period_id}"


class Report(models.Model):
    """What one body states on one form for one period (báo cáo định kỳ).

    Drafted, approved inside the body (trình), sent up, then accepted or returned by
    the same system one level up. What it covers (period) is apart from when it may be
    sent (the window of its form). ``supplement`` counts how often it was opened again after acceptance;
    ``before`` is the state from which it was proposed; ``opened_at`` when the level above looked into it.
    """

    SEALED = ("form_id", "body_id", "period_id")

    #: Not kept: whether the scan that was just added could be looked through for a secrecy mark.
    looked_through = True

    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="reports")
    body = models.ForeignKey(Body, models.PROTECT, related_name="reports")
    period = models.ForeignKey(Period, models.PROTECT, related_name="reports")
    state = models.CharField(max_length=16, choices=LABELS, default=State.DRAFT.value)
    before = models.CharField(max_length=16, choices=LABELS, blank=True)
    supplement = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=500, blank=True)
    counted_until = models.DateField(null=True)
    late_until = models.DateField(null=True)
    submitted_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    paper_number = models.CharField(max_length=80, blank=True)
    paper_date = models.DateField(null=True)
    scan = models.ForeignKey(Source, models.PROTECT, null=True, related_name="reports")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "body", "period"], name="one_report_per_form_body_and_period"),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.PROPOSED]) | Q(submitted_at__isnull=False),
                name="sent_reports_have_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.ACCEPTED, State.AMENDED]) | Q(accepted_at__isnull=False),
                name="accepted_reports_have_a_time",
            ),
        ]
        indexes = [models.Index(fields=["body", "period"], name="reports_by_body_and_period")]

    def __str__(self) -> str:
        return f"{self.form_id}/{self.body_id}/{self.period_id}"

    def get_absolute_url(self) -> str:
        return f"/bao-cao/{self.pk}/"

    @property
    def stands(self) -> State:
        return State(self.state)

    @property
    def origin(self) -> str:
        """The name of this report as a source of figures."""
        return f"reports.report:{self.pk}"

    @property
    def covers(self) -> PeriodValue:
        return self.period.value


class Cell(models.Model):
    """What stands in one cell of a draft (ô); it touches no figure before the report is sent."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="cells")
    row = models.ForeignKey(Row, models.PROTECT, related_name="cells")
    content = models.CharField(max_length=8, choices=[(content, content) for content in Content])
    value = models.BigIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    flagged = models.BooleanField(default=False)
    key = models.UUIDField(null=True)
    saved_by = models.CharField(max_length=120)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "row"], name="one_cell_per_report_and_row"),
            models.CheckConstraint(
                condition=Q(content=Content.NUMBER, value__gte=0) | (~Q(content=Content.NUMBER) & Q(value=None)),
                name="cells_hold_a_number_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.row_id}: {self.value}"


class Receipt(models.Model):
    """That a report was received (biên nhận): what it said, under which key, and the head of the log then.

    ``values`` are the rows as sent: ``{row id: [content, value, note]}``; ``doubts`` the numbers of rows that moved
    far or ceased to apply.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="receipts")
    number = models.CharField(max_length=40, unique=True)
    key = models.UUIDField(unique=True)
    content = models.CharField(max_length=64)
    supplement = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    counted_until = models.DateField(null=True)
    head = models.CharField(max_length=64)
    values = models.JSONField()
    doubts = models.JSONField(default=list)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        get_latest_by = ["at", "pk"]

    def __str__(self) -> str:
        return self.number


class Comment(models.Model):
    """A word on a cell, or on the whole report (trao đổi): reasons of a return, answers, doubts at acceptance."""

    class Kind(models.TextChoices):
        RETURN = "return", _("Lý do trả lại")
        DOUBT = "doubt", _("Còn nghi ngờ khi nhận")
        TALK = "talk", _("Trao đổi")

    report = models.ForeignKey(Report, models.CASCADE, related_name="comments")
    row = models.ForeignKey(Row, models.PROTECT, null=True, related_name="comments")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.CharField(max_length=1000)
    by_name = models.CharField(max_length=120)
    by_body = models.ForeignKey(Body, models.PROTECT, related_name="comments")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["report", "row"], name="comments_by_report_and_row")]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.row_id}: {self.text[:40]}"


class Closing(models.Model):
    """That a level closed what it received for a form and period (chốt đợt nhận), naming the gaps.

    Number 0 is the main one; each further one is a numbered supplement (bổ sung số …) for those that came late.
    ``missing`` and ``doubtful`` are body ids; ``included`` the reports that it covers for the first time.
    """

    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="closings")
    period = models.ForeignKey(Period, models.PROTECT, related_name="closings")
    body = models.ForeignKey(Body, models.PROTECT, related_name="closings")
    number = models.PositiveSmallIntegerField()
    missing = models.JSONField(default=list)
    doubtful = models.JSONField(default=list)
    included = models.ManyToManyField(Report, related_name="closings")
    note = models.CharField(max_length=1000, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "period", "body", "number"], name="closings_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.form_id}/{self.period_id}/{self.body_id} {self.number}"
