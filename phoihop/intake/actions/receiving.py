"""Bytes at the door: quarantine, reading in a child process, looking through, keeping."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal, Refused
from phoihop.documents import actions as documents
from phoihop.documents.rules import kept_file_name
from phoihop.intake import queries, rules
from phoihop.intake.actions.keeping import kept
from phoihop.intake.actions.proposing import propose
from phoihop.intake.actions.uploading import hold, quarantine, sweep
from phoihop.intake.models import Paper, Upload
from phoihop.jobs import actions as jobs
from phoihop.jobs.models import Job
from phoihop.organisations.models import Body
from phoihop.programmes.models import Programme
from phoihop.reading.sandbox import Done, Failure, Worker
from phoihop.reading.screen import names_someone, without_lists
from phoihop.reading.tables import TableReading
from phoihop.reading.values import Loaded, Reading

__all__ = [
    "MEMORY_MB",
    "READ_BATCH",
    "Given",
    "finish_batch",
    "given",
    "read_held",
    "receive",
    "receive_many",
    "take_in",
]

logger = logging.getLogger(__name__)

#: What a reader may take while a person waits, and in the background (a scan takes about 4 seconds a page); the
#: second stays under the lease of a job.
SECONDS = 20
BATCH_SECONDS = 60
READ_BATCH = "phoihop.intake.tasks.read_batch"
MEMORY_MB = 700
#: The largest paper that is read while its sender waits, in bytes; one at a time, so that pages are answered meanwhile.
AT_ONCE = 200_000
READING = threading.BoundedSemaphore(1)
SAMPLE_MARK = re.compile("SỐ LIỆU MINH HỌA")


@dataclass(frozen=True, slots=True)
class Given:
    """One file as handed in: the sender's name for it, and its bytes or the name that they lie under in quarantine.

    Private people in the name stand covered, also in quarantine.

    ``weighs`` is the size in bytes of one that was not taken in at all, because it is too large or empty; ``upload``
    the number of the upload that it came by, which is handed in once.
    """

    name: str
    content: bytes = b""
    held: str = ""
    weighs: int | None = None
    upload: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", kept_file_name(self.name))

    @property
    def size(self) -> int:
        """Its size in bytes."""
        if self.weighs is not None:
            return self.weighs
        return (quarantine() / self.held).stat().st_size if self.held else len(self.content)


def given(upload: Upload) -> Given:
    """A file that came by pieces, ready to be received; raises ``Refused`` where it is not here to its end."""
    if not upload.whole:
        raise Refused(Refusal("intake", "unfinished", name=upload.name))
    return Given(upload.name, held=upload.held, upload=upload.pk)


def receive(
    files: Sequence[Given], *, about: Body, programme: Programme | None, drop_lists: bool, by: Actor, at: datetime
) -> tuple[Paper, bool]:
    """Take in one paper and read it at once (tiếp nhận một văn bản); return it and whether it is new.

    A paper whose bytes the body handed in before is that paper again. Raises ``Refused`` where it is
    empty, too large, of another kind than its name, damaged, marked secret or holds a list of private
    people (unless ``drop_lists`` takes the list out); then nothing at all is kept.
    """
    sizes = [given.size for given in files]
    if refusal := rules.refusal_to_receive(actor=by, sizes=sizes, limit=settings.MAX_UPLOAD):
        raise Refused(refusal)
    (one,) = files
    with Worker(memory_mb=MEMORY_MB) as worker:
        look = _Look(worker, SECONDS, drop_lists)
        read = look.through(one.name, _content(one))
    with transaction.atomic():
        paper = Paper.objects.create(
            name=one.name[:200],
            body_id=by.body_id,
            about=about,
            programme=programme,
            received_by=by.name,
            received_at=at,
        )
        return _keep(paper, read, by=by, at=at)


def take_in(
    files: Sequence[Given], *, about: Body, programme: Programme | None, drop_lists: bool, by: Actor, at: datetime
) -> tuple[Paper, bool] | Job:
    """Take in what was handed in (tiếp nhận): a small paper at once, all else in the background.

    In the background goes also a small one while another is being read. Raises ``Refused`` as ``receive`` does, and
    where an upload was handed in this moment by another hand.
    """
    sweep(at=at)
    if refusal := rules.refusal_to_receive(actor=by, sizes=[1] * len(files), limit=settings.MAX_UPLOAD):
        raise Refused(refusal)
    _claim(files)
    chosen: dict[str, Any] = {"about": about, "programme": programme, "drop_lists": drop_lists, "by": by, "at": at}
    sizes = [each.size for each in files]
    if len(files) != 1:
        return receive_many(files, **chosen)
    if refusal := rules.refusal_to_receive(actor=by, sizes=sizes, limit=settings.MAX_UPLOAD):
        _let_go(files)
        raise Refused(refusal)
    if sizes[0] > AT_ONCE or not READING.acquire(blocking=False):
        return receive_many(files, **chosen)
    try:
        paper, new = receive(files, **chosen)
    except Refused as refused:
        if refused.refusal.code == "timeout":
            return receive_many(files, **chosen)
        _let_go(files)
        raise
    finally:
        READING.release()
    _let_go(files)
    return paper, new


def receive_many(
    files: Sequence[Given], *, about: Body, programme: Programme | None, drop_lists: bool, by: Actor, at: datetime
) -> Job:
    """Take in many papers and read them in the background (tiếp nhận hàng loạt); return the job.

    One that cannot be read, or is too large to be taken in, never stops the rest: it ends as a row that says why.
    """
    if refusal := rules.refusal_to_receive(actor=by, sizes=[1] * len(files), limit=settings.MAX_UPLOAD):
        raise Refused(refusal)
    told = [
        (given, rules.refusal_to_receive(actor=by, sizes=[given.size], limit=settings.MAX_UPLOAD)) for given in files
    ]
    held = [given.held or hold([given.content]) if refusal is None else "" for given, refusal in told]
    title = _("Đọc {n} tệp") if len(files) > 1 else _("Đọc “{name}”")
    try:
        with transaction.atomic():
            job = jobs.start(
                READ_BATCH,
                title=title.format(n=len(files), name=files[0].name[:150]),
                total=sum(map(bool, held)),
                by=by,
                at=at,
            )
            jobs.lead_to(job, reverse("intake:reading", args=[job.pk]))
            common: dict[str, Any] = {"about": about, "programme": programme, "drop_lists": drop_lists, "job": job}
            Paper.objects.bulk_create(
                Paper(
                    name=given.name[:200],
                    body_id=by.body_id,
                    held=name,
                    state=rules.State.WAITING if refusal is None else rules.State.FAILED,
                    reason=refusal.code if refusal else "",
                    reason_facts=dict(refusal.facts) if refusal else {},
                    received_by=by.name,
                    received_at=at,
                    **common,
                )
                for (given, refusal), name in zip(told, held, strict=True)
            )
            return job
    except BaseException:
        for name in held:
            if name:
                (quarantine() / name).unlink(missing_ok=True)
        raise


def read_held(paper: Paper, *, worker: Worker, by: Actor, at: datetime) -> bool:
    """Read one waiting paper of a batch; return whether it could be read. What stands against it is written on its row.

    Also a fault of our own in one paper never stops the rest of its batch. A paper that another worker has come to
    meanwhile is left as that one left it.
    """
    held = quarantine() / paper.held
    try:
        read = _Look(worker, BATCH_SECONDS, paper.drop_lists).through(paper.name, held.read_bytes())
        with transaction.atomic():
            waiting = _waiting(paper)
            if waiting is None:
                return True
            kept, new = _keep(waiting, read, by=by, at=at)
        refusal = None
        if not new and paper.job is not None and paper.job.total == 1:
            jobs.lead_to(paper.job, reverse("intake:paper", args=[kept.pk]))
    except Refused as refused:
        refusal = refused.refusal
    except DatabaseError:
        raise  # of the batch, not of the paper: its file stays and is read when the job is taken up again
    except Exception:
        if not Paper.objects.filter(pk=paper.pk, state=rules.State.WAITING).exists():
            return True  # its file is gone because another worker has read it
        logger.exception("Paper %s of job %s could not be read", paper.pk, paper.job_id)
        refusal = Refusal("intake", "crashed")
    if refusal is not None:
        state = (
            rules.State.REFUSED if refusal.code in ("secret", "list_of_people", "hidden_parts") else rules.State.FAILED
        )
        with transaction.atomic():
            if Paper.objects.filter(pk=paper.pk, state=rules.State.WAITING).update(
                state=state, held="", reason=refusal.code, reason_facts=dict(refusal.facts), read_at=at
            ):
                record("paper.refused", paper, by=by, at=at, code=refusal.code)
    held.unlink(missing_ok=True)
    return refusal is None


def _waiting(paper: Paper) -> Paper | None:
    """The paper, locked, as long as nobody has read it."""
    rows = Paper.objects.select_for_update(of=("self",)).select_related("job", "about", "programme")
    return rows.filter(pk=paper.pk, state=rules.State.WAITING).first()


def finish_batch(job: Job, *, at: datetime) -> None:
    """End the job of a batch with what came of it."""
    states = list(Paper.objects.filter(job=job).values_list("state", flat=True))
    refused = sum(state in (rules.State.REFUSED, rules.State.FAILED) for state in states)
    told = _("Đã đọc {n} tệp.")
    if refused:
        told = _("Đã đọc {n} tệp, {refused} tệp không nhận; lý do ghi ở từng tệp.")
    jobs.finish(job, message=told.format(n=len(states) - refused, refused=refused), at=at)


@dataclass(frozen=True, slots=True)
class _Read:
    content: bytes
    loaded: Loaded
    reading: Reading
    tables: tuple[TableReading, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """How a paper is looked through: in which child, for how many seconds, with or without its lists of people."""

    worker: Worker
    seconds: int
    drop_lists: bool

    def through(self, name: str, content: bytes) -> _Read:
        """Read and screen in the child, outside any transaction; raises ``Refused`` for what may not be kept."""
        outcome = self._outcome(name, content)
        hidden = outcome.screening.hidden
        if self.drop_lists and outcome.screening.people_lists:
            name, content = "van-ban.txt", without_lists(outcome.loaded).text.encode()
            outcome = self._outcome(name, content)
        if names_someone(outcome.loaded, outcome.screening.contacts):
            outcome = self._outcome(name, content, mask=True)
            content = outcome.loaded.text.encode()
        mark = outcome.screening.secret
        rows = sum(found.rows for found in outcome.screening.people_lists)
        if refusal := rules.refusal_to_store(secret_mark=mark.level if mark else None, people_rows=rows, hidden=hidden):
            raise Refused(refusal)
        assert outcome.reading is not None  # only a secrecy mark leaves a file unread
        return _Read(content, outcome.loaded, outcome.reading, outcome.tables)

    def _outcome(self, name: str, content: bytes, *, mask: bool = False) -> Done:
        outcome = self.worker.read(content, name=name, seconds=self.seconds, mask=mask)
        if isinstance(outcome, Failure):
            raise Refused(Refusal("intake", outcome.code, **dict(outcome.facts)))
        return outcome


def _keep(paper: Paper, read: _Read, *, by: Actor, at: datetime) -> tuple[Paper, bool]:
    """Keep what was read and propose its facts; a paper that the body handed in before is that paper again."""
    source, new = documents.keep_paper(
        title=paper.name,
        text=read.loaded.text,
        loaded=kept(read.loaded),
        content=read.content,
        media_type=read.loaded.kind,
        pasted=False,
        sample=bool(SAMPLE_MARK.search(read.loaded.text[:500])),
        by=by,
        at=at,
    )
    known = None if new else queries.paper_of(source, by.body_id)
    if known is not None and known.pk != paper.pk:
        paper.delete()
        return known, False
    paper.source, paper.state, paper.held, paper.read_at = source, rules.State.READ, "", at
    paper.published, paper.reader = read.reading.published or "", queries.reader()
    if paper.about_id == by.body_id:
        paper.about_id = queries.body_named_in(read.loaded.text, by, on=timezone.localdate(at))
    paper.save(update_fields=["source", "state", "held", "read_at", "published", "reader", "about"])
    proposed = propose(paper, read.reading, read.tables, by=by, on=timezone.localdate(at))
    record("paper.read", paper, by=by, at=at, source=source.pk, facts=proposed)
    return paper, True


def _content(one: Given) -> bytes:
    return (quarantine() / one.held).read_bytes() if one.held else one.content


def _claim(files: Sequence[Given]) -> None:
    """Strike the uploads that files came by off the list: whoever hands them in at the same time comes too late."""
    wanted = [each.upload for each in files if each.upload]
    with transaction.atomic():
        found = list(Upload.objects.select_for_update().filter(pk__in=wanted))
        if len(found) < len(wanted):
            raise Refused(Refusal("intake", "handed_in_meanwhile"))
        Upload.objects.filter(pk__in=wanted).delete()


def _let_go(files: Sequence[Given]) -> None:
    """Forget what lay in quarantine, whatever came of it."""
    for each in files:
        if each.held:
            (quarantine() / each.held).unlink(missing_ok=True)
