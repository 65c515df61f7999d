"""Frozen figures (số liệu chốt)."""

from django.db import models

from phoihop.core.actor import System
from phoihop.figures.models.log import Period
from phoihop.places.models import Place


class UnitsThen(models.Model):
    """All units of all days as one state of the unit data had them (đơn vị hành chính khi đó), kept for editions.

    ``packed`` is JSON under zlib: versions and successions as `queries.geography` reads them; ``digest`` its SHA-256.
    """

    digest = models.CharField(max_length=64, unique=True)
    packed = models.BinaryField()

    def __str__(self) -> str:
        return self.digest[:12]


class Edition(models.Model):
    """Figures frozen for a review (bản chốt số liệu): reads as of one change number for ever.

    ``digest`` is the SHA-256 of its totals, ``map_version`` the digest of the unit data it was made with, ``units``
    those units themselves: by them its lines are told, whatever is loaded later. ``body`` is its maker's; ``system``
    the party whose figures below a province it holds, empty where it holds all parties'. ``adding`` and ``overlap``
    are the numbers of the last word on how indicators add up and on what parties counted together; editions of before
    know neither.
    """

    name = models.CharField(max_length=160)
    place = models.ForeignKey(Place, models.PROTECT, related_name="editions")
    change = models.BigIntegerField()
    map_date = models.DateField()
    map_version = models.CharField(max_length=64)
    period = models.ForeignKey(Period, models.PROTECT, related_name="editions")
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.CharField(max_length=120)
    body = models.BigIntegerField(null=True)
    system = models.CharField(max_length=16, blank=True, choices=[(one.value, one.value) for one in System])
    made_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    adding = models.BigIntegerField(null=True)
    overlap = models.BigIntegerField(null=True)
    units = models.ForeignKey(UnitsThen, models.PROTECT, null=True, related_name="editions")

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="one_edition_per_place_and_name")]

    def __str__(self) -> str:
        return self.name


class EditionTotal(models.Model):
    """One total of an edition (dòng số liệu chốt): of the edition's unit or one right below, for one period.

    ``system`` 0 is all parties together, of indicators whose systems add up.
    """

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
