"""Reading papers and documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from phoihop.core.actor import Actor, Matter
from phoihop.core.text import fold
from phoihop.documents import rules
from phoihop.documents.models import Document, Mention, Source
from phoihop.organisations import queries as organisations

__all__ = [
    "asked_span",
    "documents",
    "documents_visible_to",
    "file_path",
    "picture_path",
    "same_document",
    "sources_visible_to",
]


def sources_visible_to(actor: Actor, *, on: date) -> QuerySet[Source]:
    """The citations, which are public, and the papers of the bodies that the actor may read (nguồn).

    None for roles that open no papers.
    """
    if not actor.reads(Matter.PAPERS):
        return Source.objects.none()
    bodies = organisations.visible_to(actor, on=on)
    return Source.objects.filter(Q(kind=Source.Kind.CITATION) | Q(body__in=bodies))


def documents_visible_to(actor: Actor, *, on: date) -> QuerySet[Document]:
    """The documents that an actor may know of (văn bản): instruments are public, internal papers are not.

    A report or a plan is known to those who may read a paper that names it, so the numbers of one party's reports
    do not stand in another's register; one that no paper names was registered by hand and is shown.
    """
    named = Mention.objects.filter(document=OuterRef("pk"))
    visible = named.filter(source__in=sources_visible_to(actor, on=on))
    return Document.objects.filter(~Q(kind__in=rules.INTERNAL) | ~Exists(named) | Exists(visible))


def documents(actor: Actor, *, on: date, q: str = "", kind: str = "") -> QuerySet[Document]:
    """Registered documents (văn bản), newest first, with how often papers that the actor may read name them."""
    readable = Q(mentions__source__in=sources_visible_to(actor, on=on))
    found = documents_visible_to(actor, on=on).annotate(times=Count("mentions", filter=readable))
    found = found.order_by("-issued_on", "number_key", "pk")
    if kind:
        found = found.filter(kind=kind)
    for word in fold(q).split():
        found = found.filter(folded__contains=word)
    return found


def same_document(*, kind: str, number: str, title: str, issued_on: str) -> Document | None:
    """The registered document that a mention means: equal number and agreeing date, else equal kind and title."""
    if number:
        near = Document.objects.filter(number_key=rules.number_key(number)).order_by("pk")
    else:
        near = Document.objects.filter(number="", kind=kind, title__iexact=title).order_by("pk")
    return next((known for known in near if rules.dates_agree(known.issued_on, issued_on)), None)


def file_path(source: Source) -> Path | None:
    """Where a source's bytes stand on disk; ``None`` for citations and lost files."""
    path = Path(settings.VAR) / "files" / source.file
    return path if source.file and path.is_file() else None


def picture_path(source: Source, number: int) -> Path:
    """Where the picture of a page is kept: beside the file that it shows (hình trang)."""
    return Path(settings.VAR) / "files" / f"{source.file}.trang" / f"{number}.webp"


def asked_span(start: str | None, end: str | None, length: int) -> tuple[int, int] | None:
    """The stretch that an address asks to see, where both ends are numbers inside the text."""
    if not (start and end and start.isdecimal() and end.isdecimal()):
        return None
    first, last = int(start), int(end)
    return (first, last) if first < last <= length else None
