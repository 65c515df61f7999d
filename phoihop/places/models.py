from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phoihop.core.actor import Level
from phoihop.core.validity import BEGINNING
from phoihop.places.rules import full_name

LEVELS = [
    (Level.COUNTRY, _("Trung ương")),
    (Level.PROVINCE, _("Cấp tỉnh")),
    (Level.DISTRICT, _("Cấp huyện")),
    (Level.COMMUNE, _("Cấp xã")),
]


class Place(models.Model):
    """An administrative unit as an identity that outlives its names (đơn vị hành chính).

    ``key`` never changes: ``VN``, ``tinh:37``, ``xa:14239`` for units of today by their national
    code, ``tinh63:36``, ``huyen63:356``, ``xa63:13663`` for those that ended on 30/6/2025. A province
    or commune that the reform of 2025 left as it was is one identity on both maps.
    """

    key = models.CharField(max_length=24, unique=True)
    level = models.CharField(max_length=8, choices=LEVELS)

    class Meta:
        indexes = [models.Index(fields=["level"], name="places_by_level")]

    def __str__(self) -> str:
        return self.key


class PlaceVersion(models.Model):
    """What a place was called, of what kind and under what, over ``[valid_from, valid_to)`` (phiên bản).

    ``folded`` is the name without kind or accents; ``search`` the full name followed by those of the
    units above, folded, between spaces. ``legal_act`` is what made this version.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="versions")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=24, blank=True)
    parent = models.ForeignKey(Place, models.PROTECT, null=True, related_name="child_versions")
    code = models.CharField(max_length=8)
    valid_from = models.DateField(default=BEGINNING)
    valid_to = models.DateField(null=True)
    folded = models.CharField(max_length=120)
    search = models.CharField(max_length=360)
    legal_act = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    area_km2 = models.FloatField(null=True)
    source = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "valid_from"], name="one_version_per_place_and_first_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="place_versions_last_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "valid_from"], name="place_versions_by_parent"),
            models.Index(fields=["folded"], name="place_versions_by_name"),
        ]

    def __str__(self) -> str:
        return self.full

    @property
    def full(self) -> str:
        """The printed name, ``tỉnh Ninh Bình``."""
        return full_name(self.kind, self.name)

    @property
    def last_day(self) -> date | None:
        """The last day on which the version held; ``None`` while it holds."""
        return None if self.valid_to is None else self.valid_to - timedelta(days=1)


class Succession(models.Model):
    """That a place became another, wholly or in part, on the first day of the new map (kế thừa)."""

    class Kind(models.TextChoices):
        WHOLE = "whole", _("Toàn bộ")
        PART = "part", _("Một phần")

    predecessor = models.ForeignKey(Place, models.PROTECT, related_name="successions")
    heir = models.ForeignKey(Place, models.PROTECT, related_name="origins")
    on = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    #: The stated share in millionths; only where a legal act states it.
    share_millionths = models.PositiveIntegerField(null=True)
    share_act = models.CharField(max_length=160, blank=True, db_default="")
    legal_act = models.CharField(max_length=120)
    source = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "heir", "on"], name="one_succession_per_pair_and_day"),
            models.CheckConstraint(
                condition=Q(share_millionths__isnull=True) | Q(share_millionths__range=(1, 1_000_000)),
                name="shares_are_between_nothing_and_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.heir_id} ({self.on})"


class Population(models.Model):
    """How many people a unit had on a day, as a named source says (dân số); a count, never a list of residents."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="populations")
    on = models.DateField()
    people = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    sample = models.BooleanField(default=False)
    entered_by = models.CharField(max_length=120)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "on"], name="one_population_per_place_and_day"),
            models.CheckConstraint(condition=Q(people__gt=0), name="populations_are_above_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.people} ({self.on})"


class UnitData(models.Model):
    """One state of the unit data (phiên bản dữ liệu đơn vị): a row for each load that changed anything.

    ``digest`` is the SHA-256 of all versions and successions; editions of figures cite it.
    """

    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(digest=""), name="unit_data_have_a_digest")]

    def __str__(self) -> str:
        return f"{self.loaded_at:%Y-%m-%d} {self.digest[:12]}"
