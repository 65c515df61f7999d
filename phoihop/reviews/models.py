from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phoihop.core.periods import Calendar
from phoihop.documents.models import Source
from phoihop.figures.models import Edition
from phoihop.organisations.models import Body
from phoihop.programmes.models import Content, Programme
from phoihop.reviews.rules.outlines import Depth, Fill
from phoihop.reviews.rules.states import Kind, State

KINDS = [(Kind.MIDTERM, _("Sơ kết")), (Kind.FINAL, _("Tổng kết"))]
STATES = [(State.DRAFT, _("Dự thảo")), (State.READY, _("Bản trình ký")), (State.ISSUED, _("Đã ban hành"))]
CALENDARS = [(Calendar.ADMINISTRATIVE, _("Hành chính")), (Calendar.CALENDAR, _("Dương lịch"))]


class Review(models.Model):
    """A body's review of a programme over a range of years (báo cáo sơ kết, tổng kết).

    Its figures are those of the body's place on ``map_date``, frozen as ``edition``, the one numbered
    ``edition_number`` that this review made (none where nothing was counted yet); ``coverage`` holds which units stood
    in them, as ``queries.coverage`` counts. ``letterhead`` holds
    ``rules.letterheads.Letterhead``: everything of the paper that is not its text.
    ``scan`` is the signed paper, where it was handed in when number and day were noted.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="reviews")
    body = models.ForeignKey(Body, models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=8, choices=KINDS)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    calendar = models.CharField(max_length=12, choices=CALENDARS, default=Calendar.ADMINISTRATIVE)
    map_date = models.DateField()
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="reviews")
    edition_number = models.PositiveSmallIntegerField(default=0)
    coverage = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=STATES, default=State.DRAFT.value)
    number = models.PositiveIntegerField(null=True)
    dated = models.DateField(null=True)
    letterhead = models.JSONField(default=dict)
    scan = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    issued_by = models.CharField(max_length=120, blank=True)
    issued_at = models.DateTimeField(null=True)
    sample = models.BooleanField(default=False)
    begun_by = models.CharField(max_length=120)
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["-last_year", "body_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "body", "kind", "first_year", "last_year"], name="one_review_per_body_and_range"
            ),
            models.CheckConstraint(condition=Q(first_year__lte=F("last_year")), name="reviews_end_after_they_begin"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.first_year}-{self.last_year}"

    @property
    def stage(self) -> State:
        return State(self.state)


class Section(models.Model):
    """One section of the outline as this review has it (mục)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField()
    depth = models.CharField(max_length=8, choices=[(depth.value, depth.value) for depth in Depth])
    title = models.CharField(max_length=500)
    fill = models.CharField(max_length=12, choices=[(fill.value, fill.value) for fill in Fill])
    content = models.ForeignKey(Content, models.PROTECT, null=True, related_name="review_sections")

    class Meta:
        ordering = ["review", "order"]
        constraints = [models.UniqueConstraint(fields=["review", "order"], name="one_section_per_place_in_a_review")]

    def __str__(self) -> str:
        return self.title


class Paragraph(models.Model):
    """One paragraph of a section (đoạn), in the notation of ``rules.notation``; empty once taken out."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="paragraphs")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    edited_by = models.CharField(max_length=120)
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ["section", "order"]
        constraints = [models.UniqueConstraint(fields=["section", "order"], name="one_paragraph_per_place")]

    def __str__(self) -> str:
        return f"{self.section_id}/{self.order} v{self.version}"


class Earlier(models.Model):
    """A version of a paragraph that another has replaced (bản trước)."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="earlier")
    version = models.PositiveIntegerField()
    text = models.TextField()
    edited_by = models.CharField(max_length=120)
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "version"], name="one_row_per_version_of_a_paragraph")
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id} v{self.version}"
