from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from phoihop.commendations.wording import FORMS
from phoihop.documents.models import Document, Source
from phoihop.organisations.models import Body
from phoihop.places.models import Place
from phoihop.programmes.models import Programme


class Award(models.Model):
    """One award as conferred (khen thưởng): form, authorities, how many collectives and individuals.

    ``recipients`` is a mixed total where only that was stated. ``on`` is a day as far as known. Private
    people are never named; ``Recipient`` holds collectives and people in public office.
    """

    form = models.CharField(max_length=16, choices=list(FORMS.items()))
    authorities = models.JSONField(default=list)
    collectives = models.PositiveIntegerField(null=True)
    individuals = models.PositiveIntegerField(null=True)
    recipients = models.PositiveIntegerField(null=True)
    on = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="awards")
    place = models.ForeignKey(Place, models.PROTECT, related_name="awards")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="awards")
    decision = models.ForeignKey(Document, models.PROTECT, null=True, related_name="awards")
    key = models.CharField(max_length=400)
    sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "key"], name="one_award_per_place_and_statement"),
            models.CheckConstraint(
                condition=Q(recipients__isnull=True) | Q(collectives__isnull=True, individuals__isnull=True),
                name="a_mixed_total_stands_alone",
            ),
        ]
        indexes = [models.Index(fields=["form"], name="awards_by_form")]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {'; '.join(self.authorities)}"


class Recipient(models.Model):
    """A collective, or a person in public office, that an award names (tập thể, cá nhân được khen)."""

    class Kind(models.TextChoices):
        COLLECTIVE = "collective", _("Tập thể")
        INDIVIDUAL = "individual", _("Cá nhân")

    award = models.ForeignKey(Award, models.CASCADE, related_name="named")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["award", "name", "office"], name="an_award_names_each_once")]

    def __str__(self) -> str:
        return self.name


class Evidence(models.Model):
    """Where a source says that an award was conferred (minh chứng); no offsets for published articles."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="evidence")
    source = models.ForeignKey(Source, models.PROTECT, related_name="awards")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("award", "source", Coalesce("start", -1), name="one_award_evidence_per_place")
        ]

    def __str__(self) -> str:
        return f"{self.award_id} in {self.source_id}"
