from django.db import models
from django.db.models import F, Q

from phoihop.accounts.models import User
from phoihop.documents.models import Document
from phoihop.organisations.models import Body
from phoihop.places.models import LEVELS, Place


class Programme(models.Model):
    """A coordination programme (chương trình phối hợp) as signed by its parties at one level.

    ``cascades_from`` is the programme of the level above that it puts into effect;
    ``predecessor`` the one that it continues.
    """

    SEALED = (
        "document_id", "name", "short_name", "level", "place_id", "first_year", "last_year", "signed_on",
        "cascades_from_id", "predecessor_id", "standing_body_id",
    )  # fmt: skip
    SEALED_WITH = {
        "parties": ("body_id", "lead", "order", "confirmed_at"),
        "contents": ("number", "text"),
        "assignments": ("user_id", "body_id", "valid_from", "valid_to"),
    }

    document = models.OneToOneField(Document, models.PROTECT, related_name="programme")
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=60)
    level = models.CharField(max_length=8, choices=LEVELS)
    place = models.ForeignKey(Place, models.PROTECT, related_name="programmes")
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)
    signed_on = models.DateField(null=True)
    cascades_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="cascaded")
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    standing_body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="standing_for")
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first_year__lte=F("last_year")), name="programmes_end_after_they_begin"),
            models.CheckConstraint(condition=~Q(cascades_from=F("id")), name="no_programme_cascades_from_itself"),
        ]

    def __str__(self) -> str:
        return self.name


class Party(models.Model):
    """A body that signed (bên ký kết); the lead keeps the number (cơ quan chủ trì).

    The programme opens nothing of a party to the standing body before it is confirmed: by that party itself, or by
    the level above that recorded the signing (xác nhận là bên ký).
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="parties")
    body = models.ForeignKey(Body, models.PROTECT, related_name="party_to")
    lead = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "body"], name="a_body_signs_a_programme_once"),
            models.UniqueConstraint(fields=["programme"], condition=Q(lead=True), name="one_lead_per_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.body_id}"


class LegalBasis(models.Model):
    """A document that the programme rests on (căn cứ)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="bases")
    document = models.ForeignKey(Document, models.PROTECT, related_name="basis_of")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["programme", "document"], name="a_document_is_a_basis_once")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.document_id}"


class Content(models.Model):
    """One numbered content of the programme (nội dung phối hợp)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="contents")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    continues = models.ForeignKey("self", models.SET_NULL, null=True, related_name="continued_by")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_content_per_programme_and_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Phase(models.Model):
    """A stretch of years of the programme that is reviewed at its end (giai đoạn)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="phases")
    name = models.CharField(max_length=120)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["first_year"]
        constraints = [
            models.CheckConstraint(condition=Q(first_year__lte=F("last_year")), name="phases_end_after_they_begin")
        ]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """That an officer follows a programme for a body over ``[valid_from, valid_to)`` (phân công theo dõi chương trình).

    While any holds, the officer sees for that body only the programmes assigned; where none does, all of them.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    body = models.ForeignKey(Body, models.PROTECT, related_name="assignments")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="assignments")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["-valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "body", "programme", "valid_from"], name="one_assignment_per_officer_programme_and_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="assignments_last_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.body_id} {self.programme_id}"
