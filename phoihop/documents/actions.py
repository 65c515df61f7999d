"""Keeping papers and registering documents."""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from phoihop.audit.actions import record
from phoihop.core.actor import Actor, Level
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.words import refusal_to_keep_reason, refusal_to_keep_words
from phoihop.documents import queries, rules
from phoihop.documents.models import Document, Mention, Source
from phoihop.places.models import Place
from phoihop.reading.pictures import page_picture
from phoihop.reading.sandbox import Failure, read_in_child

__all__ = [
    "Scan",
    "cite",
    "correct",
    "draw_page",
    "keep_paper",
    "keep_scan",
    "look_through",
    "mention",
    "note_download",
    "register",
]

#: How many pages one server process draws at once; the others wait for their turn.
_DRAWING = threading.BoundedSemaphore(2)

#: Recognising the letters of a page takes about four seconds.
SCAN_SECONDS = 40.0


@dataclass(frozen=True, slots=True)
class Scan:
    """The scan of a signed paper as handed in (bản chụp): the sender's name for it and its bytes."""

    name: str
    content: bytes


def look_through(scan: Scan) -> bool:
    """Raise ``Refused`` where a scan may not be kept; call it before a transaction begins.

    Empty, too large, neither PDF nor picture, damaged, marked secret, or a list of private people. It is read in a
    child process, a scanned page through Tesseract. Return whether it could be: where that program is not there, the
    caller says that nobody looked.
    """
    size, kind = len(scan.content), rules.scan_kind(scan.content)
    refusal = rules.refusal_to_keep_scan(size=size, limit=settings.MAX_UPLOAD, kind=kind)
    looked = True
    if refusal is None:
        read = read_in_child(scan.content, facts=False, scan=True, seconds=SCAN_SECONDS)
        if isinstance(read, Failure):
            looked = read.code != "needs_program"
            refusal = rules.refusal_to_keep_scan(size=size, limit=size, kind=kind, failure=read.code)
        else:
            mark = read.screening.secret
            # Nothing can be covered in a picture: a short list stands against it as a long one does.
            people = sum(found.rows for found in (*read.screening.people_lists, *read.screening.narrowed))
            refusal = rules.refusal_to_keep_scan(
                size=size,
                limit=size,
                kind=kind,
                secret=mark.level if mark else None,
                people=people,
                hidden=read.screening.hidden,
            )
    if refusal:
        raise Refused(refusal)
    return looked


def keep_scan(scan: Scan, *, sample: bool, by: Actor, at: datetime) -> Source:
    """Store a scan that was looked through, once for equal bytes (lưu bản chụp)."""
    kind = rules.scan_kind(scan.content) or ""
    return keep_paper(
        title=rules.kept_file_name(scan.name),
        text="",
        loaded={},
        content=scan.content,
        media_type=kind,
        pasted=False,
        sample=sample,
        by=by,
        at=at,
    )[0]


@transaction.atomic
def keep_paper(
    *,
    title: str,
    text: str,
    loaded: Mapping[str, object],
    content: bytes,
    media_type: str,
    pasted: bool,
    sample: bool,
    by: Actor,
    at: datetime,
) -> tuple[Source, bool]:
    """Store a paper of the actor's body once (lưu tệp nguồn); return it and whether it is new.

    The bytes are on disk before the row is: a row never stands without its file. Equal bytes of
    one body are one source. The caller has screened the paper; nothing is checked here.
    """
    digest = hashlib.sha256(content).hexdigest()
    if known := Source.objects.filter(body_id=by.body_id, sha256=digest).first():
        return known, False
    source, new = Source.objects.get_or_create(
        body_id=by.body_id,
        sha256=digest,
        defaults={
            "kind": Source.Kind.PASTE if pasted else Source.Kind.FILE,
            "title": title[:300],
            "media_type": media_type,
            "size": len(content),
            "file": _store(content, digest),
            "text": text,
            "loaded": dict(loaded),
            "sample": sample,
            "added_by": by.name,
            "added_at": at,
        },
    )
    if not new:  # another hand kept it this moment
        return source, False
    sealed = hashlib.sha256(text.encode()).hexdigest()
    record("source.kept", source, by=by, at=at, sha256=digest, size=len(content), seal=sealed)
    return source, True


@transaction.atomic
def cite(
    *, title: str, publisher: str, published_on: str = "", url: str = "", by: Actor | None, at: datetime
) -> Source:
    """Register a published article by what identifies it, never with its text (dẫn nguồn).

    Raises ``Refused`` where title, publisher or address name a private person.
    """
    if refusal := refusal_to_keep_words(title, publisher, url):
        raise Refused(refusal)
    found = Source.objects.filter(kind=Source.Kind.CITATION, title=title[:300], publisher=publisher).first()
    if found:
        return found
    source = Source.objects.create(
        kind=Source.Kind.CITATION,
        title=title[:300],
        publisher=publisher,
        published_on=published_on,
        url=url,
        added_by=by.name if by else "",
        added_at=at,
    )
    record("source.cited", source, by=by, at=at, title=title[:300])
    return source


@transaction.atomic
def register(
    *,
    kind: str,
    number: str = "",
    title: str = "",
    issued_on: str = "",
    period: tuple[str, str] = ("", ""),
    issuers: Iterable[str] = (),
    sample: bool = False,
    by: Actor | None,
    at: datetime,
) -> Document:
    """Find or make a document (đăng ký văn bản); what is known fills what was blank, and never overwrites.

    Raises ``Refused`` where it has neither number nor title, or where its words may not be kept.
    """
    if not number and not title:
        raise Refused(Refusal("documents", "nameless"))
    issuers = list(issuers)
    if refusal := refusal_to_keep_words(title, number) or refusal_to_keep_reason(*issuers):
        raise Refused(refusal)
    asked = {"kind": kind, "number": number, "title": title, "issued_on": issued_on}
    found = queries.same_document(**asked)
    if found is None:
        # Two papers that name it for the first time at once: the second one waits and finds it.
        list(Place.objects.select_for_update(no_key=True).filter(level=Level.COUNTRY))
        found = queries.same_document(**asked)
    if found is None:
        document = Document.objects.create(
            kind=kind,
            number=number,
            number_key=rules.number_key(number),
            title=title,
            issued_on=issued_on,
            period_from=period[0],
            period_to=period[1],
            issuers=issuers,
            folded=rules.search_text(number, title, kind),
            sample=sample,
        )
        record("document.registered", document, by=by, at=at, number=number, title=title)
        return document
    filled = _fill(found, title=title, issued_on=issued_on, period=period, issuers=issuers)
    if filled:
        found.folded = rules.search_text(found.number, found.title, found.kind)
        found.save(update_fields=[*filled, "folded"])
        record("document.completed", found, by=by, at=at, fields=sorted(filled))
    return found


@transaction.atomic
def correct(
    document: Document, *, title: str, issued_on: str, period: tuple[str, str], by: Actor | None, at: datetime
) -> Document:
    """Set right what was registered of a document wrongly (sửa văn bản); the log keeps what stood before."""
    if refusal := refusal_to_keep_words(title):
        raise Refused(refusal)
    document = Document.objects.select_for_update().get(pk=document.pk)
    wanted = {"title": title, "issued_on": issued_on, "period_from": period[0], "period_to": period[1]}
    before = {field: getattr(document, field) for field, new in wanted.items() if getattr(document, field) != new}
    if before:
        for field in before:
            setattr(document, field, wanted[field])
        document.folded = rules.search_text(document.number, document.title, document.kind)
        document.save(update_fields=[*before, "folded"])
        record("document.corrected", document, by=by, at=at, before=before)
    return document


def mention(document: Document, source: Source, spans: Iterable[tuple[int, int]]) -> int:
    """Note where a source names a document (dẫn chiếu), once a place; return how many places are new."""
    places: list[tuple[int, int] | tuple[None, None]] = [*spans] or [(None, None)]
    known = set(Mention.objects.filter(document=document, source=source).values_list("start", flat=True))
    fresh = [
        Mention(document=document, source=source, start=start, end=end) for start, end in places if start not in known
    ]
    return len(Mention.objects.bulk_create(fresh))


def draw_page(source: Source, number: int) -> Path | None:
    """The picture of a page of a kept PDF (hình trang), drawn once and kept beside the file; ``None`` without one."""
    kept = queries.picture_path(source, number)
    if kept.is_file():
        return kept
    path = queries.file_path(source)
    if path is None or not 1 <= number <= len((source.loaded or {}).get("pages", ())):
        return None
    with _DRAWING:
        drawn = page_picture(path, number)
    if drawn is None:
        return None
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as new:
        new.write(drawn)
    return Path(new.name).replace(kept)


@transaction.atomic
def note_download(source: Source, *, by: Actor, at: datetime) -> None:
    """Put the opening of a stored file into the log (ghi việc mở tệp)."""
    record("source.downloaded", source, by=by, at=at)


def _fill(document: Document, *, title: str, issued_on: str, period: tuple[str, str], issuers: list[str]) -> set[str]:
    filled = set()
    known = {"title": title, "period_from": period[0], "period_to": period[1], "issuers": issuers}
    if len(issued_on) > len(document.issued_on):
        known["issued_on"], document.issued_on = issued_on, ""
    for field, value in known.items():
        if value and not getattr(document, field):
            setattr(document, field, value)
            filled.add(field)
    return filled


def _store(content: bytes, digest: str) -> str:
    """Write bytes under their digest (temporary file, flushed, renamed, folder flushed); return the path in files/."""
    relative = Path(digest[:2]) / digest
    target = Path(settings.VAR) / "files" / relative
    if target.exists():
        return str(relative)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as new:
        new.write(content)
        new.flush()
        os.fsync(new.fileno())
    Path(new.name).replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return str(relative)
