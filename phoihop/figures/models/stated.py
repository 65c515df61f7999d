"""What is stated beside the figures: overlaps, targets, offers."""

from django.db import models
from django.db.models import Q

from phoihop.core.actor import System
from phoihop.figures.models.log import Period, Source
from phoihop.indicators.models import Indicator
from phoihop.organisations.models import Body
from phoihop.places.models import Place


class Overlap(models.Model):
    """What two or more systems counted together (phần trùng), taken off where systems are added as a union.

    Never updated: of one indicator, place, period and set of systems the latest row is in force, with 0 none.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="overlaps")
    place = models.ForeignKey(Place, models.PROTECT, related_name="overlaps")
    period = models.ForeignKey(Period, models.PROTECT, related_name="overlaps")
    systems = models.CharField(max_length=120)
    value = models.BigIntegerField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="overlaps")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0), name="overlaps_are_not_negative"),
        ]
        indexes = [models.Index(fields=["indicator", "period"], name="overlaps_by_indicator")]

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
