from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phoihop.programmes.models import Content, Programme


class Indicator(models.Model):
    """What is counted, in what unit, and how it adds over units, time and systems (chỉ tiêu).

    Values are integers in the smallest step: a value of 15 with ``scale`` 1 prints as 1,5; money is in đồng with
    scale 0. A rate is divided at the end from its two halves, indicators of their own (``half``) or of the
    catalogue; what a text gives as a bare percentage is kept under the rate itself and never added.
    """

    SEALED = (
        "code", "name", "unit", "nature", "over_units", "over_time", "over_systems", "scale", "numerator_id",
        "denominator_id", "levels", "half", "sensitive",
    )  # fmt: skip
    SEALED_WITH = {
        "breakdowns": ("code", "dimension", "kind"),
        "adding": ("id", "over_units", "over_time", "over_systems", "reason", "name", "body", "at"),
    }

    class Nature(models.TextChoices):
        COUNT = "count", _("Số phát sinh")
        STOCK = "stock", _("Số hiện có")
        MONEY = "money", _("Tiền")
        RATIO = "ratio", _("Tỷ số đạt trên tổng")
        PERCENT = "percent", _("Tỷ lệ phần trăm")

    class OverUnits(models.TextChoices):
        SUM = "sum", _("Cộng các đơn vị")
        NONE = "none", _("Không cộng các đơn vị")

    class OverTime(models.TextChoices):
        SUM = "sum", _("Cộng các kỳ")
        LAST = "last", _("Lấy kỳ cuối")
        MEAN = "mean", _("Bình quân các kỳ")
        NONE = "none", _("Không gộp các kỳ")

    class OverSystems(models.TextChoices):
        APART = "apart", _("Để riêng từng hệ thống")
        SUM = "sum", _("Cộng các hệ thống")
        UNION = "union", _("Cộng, trừ phần trùng đã ghi")

    id = models.SmallAutoField(primary_key=True)
    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    group = models.CharField(max_length=80)
    nature = models.CharField(max_length=8, choices=Nature.choices)
    over_units = models.CharField(max_length=8, choices=OverUnits.choices)
    over_time = models.CharField(max_length=8, choices=OverTime.choices)
    over_systems = models.CharField(max_length=8, choices=OverSystems.choices, default=OverSystems.APART)
    scale = models.PositiveSmallIntegerField(default=0)
    numerator = models.ForeignKey("self", models.PROTECT, null=True, related_name="numerator_of")
    denominator = models.ForeignKey("self", models.PROTECT, null=True, related_name="denominator_of")
    definition = models.TextField(blank=True)
    source = models.CharField(max_length=400, blank=True)
    levels = models.CharField(max_length=16)
    frequencies = models.CharField(max_length=32)
    half = models.BooleanField(default=False)
    folded = models.CharField(max_length=240, blank=True)
    sensitive = models.BooleanField(default=False)
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False),
                name="rates_have_both_halves",
            ),
            models.CheckConstraint(
                condition=~Q(over_time__in=("mean", "none")) | Q(over_units="none"),
                name="only_sums_and_stocks_add_over_units",
            ),
            models.CheckConstraint(
                condition=Q(over_systems="apart") | Q(over_units="sum", half=False),
                name="only_what_adds_over_units_adds_over_systems",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Adding(models.Model):
    """How an indicator adds up since one act on the catalogue (cách cộng): never updated, the latest row stands.

    The indicator itself holds what stands now; an edition of figures adds as the row that stood when it was frozen.
    ``name`` and ``body`` are who ruled, empty for a load of the catalogue.
    """

    id = models.AutoField(primary_key=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="adding")
    over_units = models.CharField(max_length=8, choices=Indicator.OverUnits.choices)
    over_time = models.CharField(max_length=8, choices=Indicator.OverTime.choices)
    over_systems = models.CharField(max_length=8, choices=Indicator.OverSystems.choices)
    reason = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=120)
    body = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "adding"

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.over_units}/{self.over_time}/{self.over_systems}"


class Breakdown(models.Model):
    """One part of an indicator (phân tổ): of a partition (parts make the total) or an "of which" (trong đó)."""

    class Kind(models.TextChoices):
        PARTITION = "partition", _("Chia hết")
        OF_WHICH = "of_which", _("Trong đó")

    id = models.AutoField(primary_key=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="breakdowns")
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=160)
    dimension = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["indicator", "order"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "code"], name="one_breakdown_per_indicator_and_code")
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.code}"


class Choice(models.Model):
    """That a programme counts an indicator, under one of its contents (chỉ tiêu của chương trình)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="choices")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="choices")
    content = models.ForeignKey(Content, models.SET_NULL, null=True, related_name="choices")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "indicator"], name="a_programme_chooses_an_indicator_once")
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.indicator_id}"
