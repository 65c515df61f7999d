from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phoihop.core.actor import Level, System
from phoihop.core.validity import BEGINNING
from phoihop.places.models import LEVELS, Place

SYSTEMS = [
    (System.POLICE, _("Công an")),
    (System.FRONT, _("Mặt trận Tổ quốc")),
    (System.MASS, _("Tuyên giáo và Dân vận")),
    (System.UNION, _("Công đoàn")),
    (System.FARMERS, _("Hội Nông dân")),
    (System.YOUTH, _("Đoàn Thanh niên")),
    (System.WOMEN, _("Hội Liên hiệp Phụ nữ")),
    (System.VETERANS, _("Hội Cựu chiến binh")),
    (System.GOVERNMENT, _("Ủy ban nhân dân")),
    (System.OTHER, _("Khác")),
]


class Body(models.Model):
    """A body of a system at a place (cơ quan, tổ chức), as an identity; its names are dated versions.

    ``key`` is ``system@place`` such as ``cong_an@tinh:37``, with a suffix for further bodies of one
    system at one place (``cong_an@tinh:37/PV05``, ``dan_van@tinh:38/ban-dan-van``). The main bodies of
    a system are its line from the communes to the centre; at most one a place on any day.
    """

    key = models.CharField(max_length=64, unique=True)
    system = models.CharField(max_length=16, choices=SYSTEMS)
    place = models.ForeignKey(Place, models.PROTECT, related_name="bodies")
    level = models.CharField(max_length=8, choices=LEVELS)
    main = models.BooleanField(default=True)
    #: Made from the units by ``load_bodies``; others are added one by one.
    generated = models.BooleanField(default=False)
    valid_from = models.DateField(default=BEGINNING)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "place", "valid_from"], condition=Q(main=True), name="one_main_body_per_system_place"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="bodies_last_a_day"
            ),
        ]
        indexes = [models.Index(fields=["system", "level"], name="bodies_by_system_and_level")]

    def __str__(self) -> str:
        return self.key

    @property
    def line(self) -> System:
        return System(self.system)

    @property
    def rank(self) -> Level:
        return Level(self.level)


class BodyVersion(models.Model):
    """What a body was called over ``[valid_from, valid_to)`` (tên gọi).

    ``folded`` is the name, the short name and the units above, without accents, between spaces.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="versions")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    folded = models.CharField(max_length=480)
    valid_from = models.DateField(default=BEGINNING)
    valid_to = models.DateField(null=True)
    legal_act = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "valid_from"], name="one_version_per_body_and_first_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="body_versions_last_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BodySuccession(models.Model):
    """That one body took over from another (kế thừa tổ chức), such as Ban Dân vận → Ban Tuyên giáo và Dân vận."""

    predecessor = models.ForeignKey(Body, models.PROTECT, related_name="successions")
    heir = models.ForeignKey(Body, models.PROTECT, related_name="origins")
    on = models.DateField()
    legal_act = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "heir", "on"], name="one_body_succession_per_pair_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.heir_id} ({self.on})"
