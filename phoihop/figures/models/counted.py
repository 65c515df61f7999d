"""Which rows of the log count today, and the kept totals: made again at any time by the queries that define them."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from phoihop.figures.models.log import Figure, choices
from phoihop.figures.rules.values import (
    Part,
)


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
    part = models.SmallIntegerField(choices=choices(Part))
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
