import re

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from phoihop.commendations.models import Award
from phoihop.conferences.wording import KINDS, MODES
from phoihop.documents.models import Source
from phoihop.organisations.models import Body
from phoihop.places.models import Place
from phoihop.programmes.models import Programme


class Conference(models.Model):
    """A conference, meeting or ceremony as held (hội nghị): day as far as known, place, kinds, mode.

    ``delegates`` is how many took part in all (số đại biểu), whoever of them is named.
    """

    title = models.CharField(max_length=300, blank=True)
    kinds = models.JSONField(default=list)
    day = models.CharField(max_length=10, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="conferences")
    venue = models.CharField(max_length=200, blank=True)
    mode = models.CharField(max_length=12, choices=list(MODES.items()), blank=True)
    site_count = models.PositiveIntegerField(null=True)
    delegates = models.PositiveIntegerField(null=True)
    programmes = models.ManyToManyField(Programme, related_name="conferences")
    awards = models.ManyToManyField(Award, related_name="conferences")
    sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-day", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(day="") | ~Q(title=""), name="conferences_have_a_day_or_a_title"),
            models.CheckConstraint(condition=Q(site_count__isnull=True) | Q(site_count__gte=1), name="sites_are_some"),
        ]
        indexes = [models.Index(fields=["day"], name="conferences_by_day")]

    def __str__(self) -> str:
        return self.title or f"{', '.join(str(KINDS[kind]) for kind in self.kinds)} {self.day}"


class Host(models.Model):
    """Who organised it (đơn vị tổ chức), as printed, tied to a body where known."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="hosts")
    name = models.CharField(max_length=200)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="hosted")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["conference", "name"], name="a_host_is_named_once")]

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """A linked place (điểm cầu)."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="sites")
    name = models.CharField(max_length=160)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="sites")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["conference", "name"], name="a_site_is_named_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """The name without the words that a page puts before it (Điểm cầu huyện Đông Anh → huyện Đông Anh)."""
        return re.sub("(?i)^điểm cầu ", "", self.name)


class Participant(models.Model):
    """Someone in public office who took part (đại biểu), with the offices printed and what they did there.

    ``protocol`` is the place in the list: as ``rules.protocol_order`` says until a person puts it otherwise.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="participants")
    name = models.CharField(max_length=120)
    rank = models.CharField(max_length=40, blank=True)
    positions = models.JSONField(default=list)
    roles = models.JSONField(default=list)
    protocol = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["protocol", "pk"]
        constraints = [models.UniqueConstraint(fields=["conference", "name"], name="someone_takes_part_once")]

    def __str__(self) -> str:
        return self.name


class Conclusion(models.Model):
    """A numbered task or direction that the conference concluded (kết luận)."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="conclusions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="one_conclusion_per_conference_and_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Evidence(models.Model):
    """Where a source reports the conference (minh chứng); no offsets for published articles."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="evidence")
    source = models.ForeignKey(Source, models.PROTECT, related_name="conferences")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "conference", "source", Coalesce("start", -1), name="one_conference_evidence_per_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.conference_id} in {self.source_id}"
