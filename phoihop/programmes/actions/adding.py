"""What is added to a programme: contents, what they continue, legal bases, phases."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.words import refusal_to_keep_reason
from phoihop.documents.models import Document
from phoihop.programmes.actions.parties import after, locked
from phoihop.programmes.models import Content, LegalBasis, Phase, Programme

__all__ = [
    "add_basis",
    "add_content",
    "add_phase",
    "continue_content",
]


@transaction.atomic
def add_content(
    programme: Programme,
    *,
    text: str,
    by: Actor | None,
    at: datetime,
    number: int | None = None,
    continues: Content | None = None,
) -> Content:
    """Add a numbered content (thêm nội dung phối hợp). Raises ``Refused``: ``content_number``, ``not_a_party``…"""
    programme = locked(programme, by, at)
    number = number or after(programme.contents, "number")
    if programme.contents.filter(number=number).exists():
        raise Refused(Refusal("programmes", "content_number", number=number))
    if refusal := refusal_to_keep_reason(text):
        raise Refused(refusal)
    content = Content.objects.create(programme=programme, number=number, text=text, continues=continues)
    record("programme.content_added", programme, by=by, at=at, number=number)
    return content


@transaction.atomic
def continue_content(content: Content, *, older: Content | None, by: Actor | None, at: datetime) -> Content:
    """Say which content of the predecessor a content continues, or that it is new (nối nội dung kế thừa).

    Raises ``Refused`` (``other_line``) where the older one is not of the predecessor.
    """
    programme = locked(content.programme, by, at)
    if older is not None and older.programme_id != programme.predecessor_id:
        raise Refused(Refusal("programmes", "other_line"))
    content.continues = older
    content.save(update_fields=["continues"])
    record("programme.content_continued", programme, by=by, at=at, number=content.number, older=older and older.number)
    return content


@transaction.atomic
def add_basis(programme: Programme, *, document: Document, by: Actor | None, at: datetime) -> LegalBasis:
    """Add a document that the programme rests on (thêm căn cứ). Raises ``Refused``: ``basis_twice``…"""
    programme = locked(programme, by, at)
    if programme.bases.filter(document=document).exists():
        raise Refused(Refusal("programmes", "basis_twice"))
    basis = LegalBasis.objects.create(programme=programme, document=document, order=after(programme.bases, "order"))
    record("programme.basis_added", programme, by=by, at=at, document=document.pk)
    return basis


@transaction.atomic
def add_phase(programme: Programme, *, name: str, first: int, last: int, by: Actor | None, at: datetime) -> Phase:
    """Add a stretch that is reviewed at its end (thêm giai đoạn). Raises ``Refused``: ``years_reversed``…"""
    programme = locked(programme, by, at)
    if first > last:
        raise Refused(Refusal("programmes", "years_reversed", first=str(first), last=str(last)))
    if refusal := refusal_to_keep_reason(name):
        raise Refused(refusal)
    phase = Phase.objects.create(programme=programme, name=name, first_year=first, last_year=last)
    record("programme.phase_added", programme, by=by, at=at, name=name)
    return phase
