from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from phoihop.documents.rules import is_narrowed
from phoihop.organisations.models import Body

KINDS = [
    ("coordination_programme", _("Chương trình phối hợp")),
    ("action_programme", _("Chương trình hành động")),
    ("directive", _("Chỉ thị")),
    ("resolution", _("Nghị quyết")),
    ("conclusion", _("Kết luận")),
    ("decree", _("Nghị định")),
    ("circular", _("Thông tư")),
    ("decision", _("Quyết định")),
    ("plan", _("Kế hoạch")),
    ("scheme", _("Đề án")),
    ("law", _("Luật")),
    ("regulation", _("Quy chế, quy định")),
    ("guidance", _("Hướng dẫn")),
    ("report", _("Báo cáo")),
    ("other", _("Văn bản khác")),
]


class Source(models.Model):
    """What was read or cited (nguồn): an uploaded file, a pasted text, or a published article without its text.

    ``text`` is the extracted text that evidence offsets point into; it is kept for papers of the
    users' own and empty for citations. ``loaded`` holds where each stretch of it stands in the file.
    """

    class Kind(models.TextChoices):
        FILE = "file", _("Tệp")
        PASTE = "paste", _("Văn bản dán")
        CITATION = "citation", _("Bài đã đăng")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=120, blank=True)
    published_on = models.CharField(max_length=10, blank=True)
    url = models.URLField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    loaded = models.JSONField(default=dict)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="sources")
    sample = models.BooleanField(default=False)
    added_by = models.CharField(max_length=120)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "sha256"], condition=~Q(sha256=""), name="one_source_per_body_and_content"
            ),
            models.CheckConstraint(condition=~Q(kind="citation") | Q(text=""), name="citations_keep_no_text"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def narrowed(self) -> bool:
        """Whether only the text is kept, what tells of private people covered or taken out (bản đã lược)."""
        return is_narrowed(self.title, self.media_type)


class Document(models.Model):
    """A numbered or named instrument (văn bản); it may have no file here.

    Dates are as far as known: ``2013-08-01``, ``2013-08`` or ``2013``.
    """

    kind = models.CharField(max_length=24, choices=KINDS)
    number = models.CharField(max_length=80, blank=True)
    number_key = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=500, blank=True)
    issued_on = models.CharField(max_length=10, blank=True)
    period_from = models.CharField(max_length=10, blank=True)
    period_to = models.CharField(max_length=10, blank=True)
    issuers = models.JSONField(default=list)
    folded = models.CharField(max_length=700)
    file = models.ForeignKey(Source, models.PROTECT, null=True, related_name="documents")
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(number="") | ~Q(title=""), name="documents_have_a_number_or_a_title")
        ]
        indexes = [models.Index(fields=["number_key"], name="documents_by_number")]

    def __str__(self) -> str:
        return " ".join(part for part in (self.get_kind_display(), self.number, self.title) if part)


class Mention(models.Model):
    """Where a source names a document (dẫn chiếu): character offsets into the source's text, or none for citations."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="mentions")
    source = models.ForeignKey(Source, models.PROTECT, related_name="mentions")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "document", "source", Coalesce("start", -1), name="one_mention_per_document_and_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} in {self.source_id}"
