"""The log of figures: what was put, when, by whom, from where; rows are written once."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phoihop.core import periods
from phoihop.documents.models import Source as Paper
from phoihop.figures.rules.values import (
    Comparator,
    Coverage,
    Force,
    SourceKind,
    Standing,
    State,
)
from phoihop.indicators.models import Breakdown, Indicator
from phoihop.organisations.models import Body

CALENDARS = [(periods.Calendar.ADMINISTRATIVE, _("Hành chính")), (periods.Calendar.CALENDAR, _("Dương lịch"))]
KINDS = [
    (periods.Kind.MONTH, _("Tháng")),
    (periods.Kind.QUARTER, _("Quý")),
    (periods.Kind.HALF, _("6 tháng")),
    (periods.Kind.NINE_MONTHS, _("9 tháng")),
    (periods.Kind.FIRST_MONTHS, _("Số tháng đầu năm")),
    (periods.Kind.YEAR, _("Năm")),
    (periods.Kind.SPAN, _("Giai đoạn")),
]


def choices(kinds: type) -> list[tuple[int, str]]:
    return [(int(kind), kind.name.lower()) for kind in kinds]  # type: ignore[attr-defined]


class Period(models.Model):
    """A period as a row (kỳ), made the first time that it is used; the value is `core.periods.Period`.

    ``kept`` spans of years have totals of their own, as every year has.
    """

    id = models.SmallAutoField(primary_key=True)
    calendar = models.CharField(max_length=12, choices=CALENDARS)
    kind = models.CharField(max_length=12, choices=KINDS)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=1)
    start = models.DateField()
    end = models.DateField()
    kept = models.BooleanField(default=False)

    class Meta:
        ordering = ["start", "-end"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "kind", "year", "number"], name="one_row_per_period"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="periods_last_a_day"),
        ]

    def __str__(self) -> str:
        return self.value.code

    @property
    def value(self) -> periods.Period:
        return periods.Period(periods.Calendar(self.calendar), periods.Kind(self.kind), self.year, self.number)


class Change(models.Model):
    """One act on figures (lần thay đổi): its number rises, so that "as of number N" names a state for ever."""

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=16)
    origin = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    body = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["origin"], name="changes_by_origin")]

    def __str__(self) -> str:
        return f"{self.number} {self.act}"


class Source(models.Model):
    """Where figures come from, as printed (nguồn gốc); the part that puts them fills it."""

    kind = models.PositiveSmallIntegerField(choices=choices(SourceKind))
    origin = models.CharField(max_length=64)
    label = models.CharField(max_length=300)
    address = models.CharField(max_length=300, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="figure_sources", db_index=False)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    cell = models.CharField(max_length=60, blank=True)
    entered_by = models.CharField(max_length=120)
    entered_at = models.DateTimeField()
    accepted_by = models.CharField(max_length=120, blank=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__lt=F("end")), name="spans_hold_something"
            )
        ]
        indexes = [models.Index(fields=["origin"], name="sources_by_origin")]

    def __str__(self) -> str:
        return self.label


class Figure(models.Model):
    """One row of the log of figures (số liệu), never updated and never deleted.

    The key is (indicator, body, coverage, period, breakdown); rows of one source for one key form a chain, of
    which ``claim`` is the first row (none on the first itself) and ``replaces`` the row before. ``value`` counts
    the indicator's smallest step.
    """

    change = models.ForeignKey(Change, models.PROTECT, related_name="figures")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by", db_index=False)
    claim = models.ForeignKey("self", models.PROTECT, null=True, related_name="chain", db_index=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="figures", db_index=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="figures", db_index=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="figures", db_index=False)
    breakdown = models.ForeignKey(Breakdown, models.PROTECT, null=True, related_name="figures", db_index=False)
    coverage = models.PositiveSmallIntegerField(choices=choices(Coverage))
    standing = models.PositiveSmallIntegerField(choices=choices(Standing))
    state = models.PositiveSmallIntegerField(choices=choices(State), default=State.NUMBER)
    comparator = models.PositiveSmallIntegerField(choices=choices(Comparator), default=Comparator.EQ)
    force = models.PositiveSmallIntegerField(choices=choices(Force), default=Force.COUNTS)
    value = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.NUMBER, value__isnull=False) | (~Q(state=State.NUMBER) & Q(value__isnull=True)),
                name="numbers_have_a_value_others_none",
            ),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="figures_are_not_negative"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, claim__isnull=True) | Q(replaces__isnull=False, claim__isnull=False),
                name="replacing_rows_name_their_claim",
            ),
        ]
        indexes = [models.Index(fields=["body", "period", "indicator"], name="figures_by_body_and_period")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.value}"
