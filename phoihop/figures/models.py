"""Tables of figures.

`Figure` is the log: rows are written once. `Counted` says which of them count today; it and the two kept totals
(`PeriodTotal`, `UnitTotal`) are replaced by the query that defines them and hold plain numbers instead of
foreign keys, because they can be made again at any time (`phoihop figures verify` compares).
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from phoihop.core import periods
from phoihop.core.actor import System
from phoihop.documents.models import Source as Paper
from phoihop.figures.rules.values import (
    SYSTEM_NUMBERS,
    Comparator,
    Coverage,
    Force,
    Part,
    SourceKind,
    Standing,
    State,
)
from phoihop.indicators.models import Breakdown, Indicator
from phoihop.organisations.models import Body
from phoihop.places.models import Place

SYSTEM_CHOICES = [(number, system.value) for system, number in SYSTEM_NUMBERS.items()]
CALENDARS = [(periods.Calendar.ADMINISTRATIVE, "Hành chính"), (periods.Calendar.CALENDAR, "Dương lịch")]
KINDS = [
    (periods.Kind.MONTH, "Tháng"),
    (periods.Kind.QUARTER, "Quý"),
    (periods.Kind.HALF, "6 tháng"),
    (periods.Kind.NINE_MONTHS, "9 tháng"),
    (periods.Kind.YEAR, "Năm"),
    (periods.Kind.SPAN, "Giai đoạn"),
]


def _choices(kinds: type) -> list[tuple[int, str]]:
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

    kind = models.PositiveSmallIntegerField(choices=_choices(SourceKind))
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
    coverage = models.PositiveSmallIntegerField(choices=_choices(Coverage))
    standing = models.PositiveSmallIntegerField(choices=_choices(Standing))
    state = models.PositiveSmallIntegerField(choices=_choices(State), default=State.NUMBER)
    comparator = models.PositiveSmallIntegerField(choices=_choices(Comparator), default=Comparator.EQ)
    force = models.PositiveSmallIntegerField(choices=_choices(Force), default=Force.COUNTS)
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


class Evidence(models.Model):
    """A further source that says the same number (bằng chứng thêm) as a claim."""

    claim = models.ForeignKey(Figure, models.PROTECT, related_name="evidence")
    source = models.ForeignKey(Source, models.PROTECT, related_name="evidence")
    change = models.ForeignKey(Change, models.PROTECT, related_name="evidence", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "source"], name="a_source_is_evidence_once")]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.source_id}"


class Counted(models.Model):
    """Which rows of the log count today (số đang tính), with where they count.

    ``views``: 1 = with accepted figures only, 2 = with submitted ones too, 3 = both. ``place`` is the reporter's,
    ``province`` the one above it on the period's last day (itself for a province, the country for central bodies).
    ``decides``: an area value above communes, or one put in force over the sum.
    """

    figure = models.OneToOneField(
        Figure, models.DO_NOTHING, primary_key=True, related_name="counted", db_constraint=False
    )
    province = models.BigIntegerField()
    place = models.BigIntegerField()
    body = models.BigIntegerField()
    period = models.SmallIntegerField()
    indicator = models.SmallIntegerField()
    breakdown = models.IntegerField(null=True)
    system = models.SmallIntegerField()
    coverage = models.SmallIntegerField()
    views = models.SmallIntegerField()
    comparator = models.SmallIntegerField()
    decides = models.SmallIntegerField(default=0)
    value = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=[
                    "province",
                    "period",
                    "indicator",
                    "system",
                    "breakdown",
                    "coverage",
                    "views",
                    "comparator",
                    "value",
                    "place",
                ],
                name="counted_by_province",
            ),
            models.Index(fields=["place", "period", "indicator"], name="counted_by_place"),
            models.Index(
                fields=["province", "indicator", "period"], name="counted_deciding", condition=Q(decides__gt=0)
            ),
            models.Index(fields=["province", "period"], name="counted_waiting", condition=Q(views__lt=3)),
        ]

    def __str__(self) -> str:
        return f"{self.figure_id}"


class PeriodTotal(models.Model):
    """First kept total (tổng theo kỳ): own and area values of a province's bodies for one exact period.

    ``mask`` is the bits of all comparators that went in; ``counted`` numbers, ``excused`` not applicable;
    the fields ending in ``_all`` take submitted figures too.
    """

    province = models.BigIntegerField()
    period = models.SmallIntegerField()
    indicator = models.SmallIntegerField()
    system = models.SmallIntegerField()
    breakdown = models.IntegerField(null=True)
    coverage = models.SmallIntegerField()
    value = models.BigIntegerField(default=0)
    counted = models.IntegerField(default=0)
    excused = models.IntegerField(default=0)
    mask = models.SmallIntegerField(default=0)
    value_all = models.BigIntegerField(default=0)
    counted_all = models.IntegerField(default=0)
    excused_all = models.IntegerField(default=0)
    mask_all = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "province",
                "period",
                "indicator",
                "system",
                "coverage",
                Coalesce("breakdown", 0),
                name="one_total_per_province_and_period",
            )
        ]
        indexes = [models.Index(fields=["indicator", "period", "province"], name="period_totals_by_indicator")]

    def __str__(self) -> str:
        return f"{self.province} {self.indicator} {self.period}"


class UnitTotal(models.Model):
    """Second kept total (tổng theo đơn vị và năm): of a year, or of a span of years that is kept.

    A row is what the bodies at one place make (``part`` tells the place's level), or (``part`` SUM) what a
    province makes with all below it. ``province`` is the one above the unit on the day of the figures, so a unit
    that changed its province within the year has two rows. ``until`` is the day number at which the latest period
    that went in ends; ``standin`` says that an area value stands in, ``forced`` that one was put over the sum.
    """

    unit = models.BigIntegerField()
    province = models.BigIntegerField()
    span = models.SmallIntegerField()
    indicator = models.SmallIntegerField()
    system = models.SmallIntegerField()
    part = models.SmallIntegerField(choices=_choices(Part))
    value = models.BigIntegerField(null=True)
    counted = models.IntegerField(default=0)
    excused = models.IntegerField(default=0)
    mask = models.SmallIntegerField(default=0)
    until = models.IntegerField(default=0)
    standin = models.SmallIntegerField(default=0)
    forced = models.SmallIntegerField(default=0)
    value_all = models.BigIntegerField(null=True)
    counted_all = models.IntegerField(default=0)
    excused_all = models.IntegerField(default=0)
    mask_all = models.SmallIntegerField(default=0)
    until_all = models.IntegerField(default=0)
    standin_all = models.SmallIntegerField(default=0)
    forced_all = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "span", "indicator", "system", "unit", "part"],
                name="one_total_per_unit_and_span",
            )
        ]
        indexes = [
            models.Index(fields=["span", "indicator", "part", "system"], name="unit_totals_by_indicator"),
            models.Index(fields=["unit", "span", "indicator"], name="unit_totals_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator} {self.span}"


class Lock(models.Model):
    """What writers of one family of provinces and one period wait for (khóa); families join by succession."""

    family = models.BigIntegerField()
    period = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["family", "period"], name="one_lock_per_family_and_period")]

    def __str__(self) -> str:
        return f"{self.family} {self.period}"


class Overlap(models.Model):
    """What two or more systems counted together (phần trùng), taken off where systems are added as a union."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="overlaps")
    place = models.ForeignKey(Place, models.PROTECT, related_name="overlaps")
    period = models.ForeignKey(Period, models.PROTECT, related_name="overlaps")
    systems = models.CharField(max_length=120)
    value = models.BigIntegerField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="overlaps")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "place", "period", "systems"], name="one_overlap_per_place_period_and_systems"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="overlaps_are_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.systems} −{self.value}"


class Target(models.Model):
    """What a unit was to reach in a period (chỉ tiêu giao); ``system`` empty where all parties share it."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    place = models.ForeignKey(Place, models.PROTECT, related_name="targets")
    system = models.CharField(max_length=16, blank=True, choices=[(s.value, s.value) for s in System])
    period = models.ForeignKey(Period, models.PROTECT, related_name="targets")
    value = models.BigIntegerField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="targets")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "place", "system", "period"], name="one_target_per_unit_and_period"
            ),
            models.CheckConstraint(condition=Q(value__gt=0), name="targets_are_above_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.place_id} {self.value}"


class Offer(models.Model):
    """A count that another part can supply to a form (số đề nghị): the form reads it and knows no supplier."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="offers")
    body = models.ForeignKey(Body, models.CASCADE, related_name="offers")
    period = models.ForeignKey(Period, models.CASCADE, related_name="offers")
    value = models.BigIntegerField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="offers")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "body", "period"], name="one_offer_per_body_and_period"),
            models.CheckConstraint(condition=Q(value__gte=0), name="offers_are_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.body_id} {self.value}"


class Edition(models.Model):
    """Figures frozen for a review (bản chốt số liệu): reads as of one change number for ever.

    ``digest`` is the SHA-256 of its totals, ``map_version`` the digest of the unit data it was made with.
    """

    name = models.CharField(max_length=160)
    place = models.ForeignKey(Place, models.PROTECT, related_name="editions")
    change = models.BigIntegerField()
    map_date = models.DateField()
    map_version = models.CharField(max_length=64)
    period = models.ForeignKey(Period, models.PROTECT, related_name="editions")
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="one_edition_per_place_and_name")]

    def __str__(self) -> str:
        return self.name


class EditionTotal(models.Model):
    """One total of an edition (dòng số liệu chốt): of the edition's unit or one right below, for one period."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="totals")
    unit = models.BigIntegerField()
    period = models.SmallIntegerField()
    indicator = models.SmallIntegerField()
    system = models.SmallIntegerField()
    value = models.BigIntegerField(null=True)
    comparator = models.SmallIntegerField()
    counted = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "unit", "period", "indicator", "system"], name="one_frozen_total_per_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.unit} {self.indicator}"
