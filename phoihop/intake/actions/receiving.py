"""Bytes at the door: quarantine, reading in a child process, looking through, keeping."""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal, Refused
from phoihop.documents import actions as documents
from phoihop.intake import queries, rules
from phoihop.intake.actions.proposing import propose
from phoihop.intake.models import Paper
from phoihop.jobs import actions as jobs
from phoihop.jobs.models import Job
from phoihop.organisations.models import Body
from phoihop.programmes.models import Programme
from phoihop.reading.load import LoadRefused
from phoihop.reading.load.sniff import check_name, kind_of
from phoihop.reading.sandbox import Failure, read_in_child

__all__ = ["Given", "finish_batch", "read_held", "receive", "receive_many"]

SECONDS = 20
MEMORY_MB = 700


@dataclass(frozen=True, slots=True)
class Given:
    """One file as handed in: the sender's name for it and its bytes."""

    name: str
    content: bytes


def receive(
    files: Sequence[Given], *, about: Body, programme: Programme | None, drop_lists: bool, by: Actor, at: datetime
) -> tuple[Paper, bool]:
    """Take in one paper and read it at once (tiếp nhận một văn bản); return it and whether it is new.

    A paper whose bytes the body handed in before is that paper again. Raises ``Refused`` where it is
    empty, too large, of another kind than its name, damaged, marked secret or holds a list of private
    people (unless ``drop_lists`` takes the list out); then nothing at all is kept.
    """
    _refuse_at_the_door(files, by=by)
    (given,) = files
    try:
        check_name(given.name, kind_of(given.content))
    except LoadRefused as refused:
        raise Refused(Refusal("intake", refused.code, **refused.facts)) from refused
    held = _hold(given.content)
    try:
        with transaction.atomic():
            paper = Paper.objects.create(
                name=given.name[:200],
                body_id=by.body_id,
                about=about,
                programme=programme,
                held=held,
                received_by=by.name,
                received_at=at,
            )
            return _read(paper, drop_lists=drop_lists, by=by, at=at)
    finally:
        _let_go(held)


def receive_many(
    files: Sequence[Given], *, task: object, about: Body, programme: Programme | None, by: Actor, at: datetime
) -> Job:
    """Take in many papers and read them in the background (tiếp nhận hàng loạt); return the job.

    One that cannot be read never stops the rest: it ends as a row that says why.
    """
    _refuse_at_the_door(files, by=by)
    held = [_hold(given.content) for given in files]
    try:
        with transaction.atomic():
            job = jobs.start(
                task,
                title=f"Đọc {len(files)} tệp",
                total=len(files),
                address="/van-ban/tiep-nhan/",
                by=by,
                at=at,
            )
            Paper.objects.bulk_create(
                Paper(
                    name=given.name[:200],
                    body_id=by.body_id,
                    about=about,
                    programme=programme,
                    job=job,
                    held=name,
                    received_by=by.name,
                    received_at=at,
                )
                for given, name in zip(files, held, strict=True)
            )
            return job
    except BaseException:
        for name in held:
            _let_go(name)
        raise


def read_held(paper: Paper, *, by: Actor, at: datetime) -> bool:
    """Read one waiting paper of a batch; return whether it could be read. A refusal is written on its row."""
    held = paper.held
    try:
        try:
            with transaction.atomic():
                _read(paper, drop_lists=False, by=by, at=at)
            return True
        except Refused as refused:
            refusal = refused.refusal
            state = rules.State.REFUSED if refusal.code in ("secret", "list_of_people") else rules.State.FAILED
            with transaction.atomic():
                Paper.objects.filter(pk=paper.pk).update(
                    state=state, held="", reason=refusal.code, reason_facts=dict(refusal.facts), read_at=at
                )
                record("paper.refused", paper, by=by, at=at, code=refusal.code)
            return False
    finally:
        _let_go(held)


def finish_batch(job: Job, *, read: int, refused: int, at: datetime) -> None:
    """End the job of a batch with what came of it."""
    told = f"Đã đọc {read} tệp" + (f", {refused} tệp không nhận; lý do ghi ở từng tệp." if refused else ".")
    jobs.finish(job, message=told, at=at)


def _read(paper: Paper, *, drop_lists: bool, by: Actor, at: datetime) -> tuple[Paper, bool]:
    path = _quarantine() / paper.held
    outcome = read_in_child(path, name=paper.name, seconds=SECONDS, memory_mb=MEMORY_MB, drop_lists=drop_lists)
    if isinstance(outcome, Failure):
        raise Refused(Refusal("intake", outcome.code, **outcome.facts))
    rows = 0 if drop_lists else sum(found.rows for found in outcome.screening.people_lists)
    mark = outcome.screening.secret
    if refusal := rules.refusal_to_store(secret_mark=mark.text if mark else None, people_rows=rows):
        raise Refused(refusal)
    content = outcome.loaded.text.encode() if drop_lists else path.read_bytes()
    source, new = documents.keep_paper(
        title=paper.name,
        text=outcome.loaded.text,
        loaded={"kind": outcome.loaded.kind, "pieces": [asdict(piece) for piece in outcome.loaded.pieces]},
        content=content,
        media_type=outcome.loaded.kind,
        pasted=False,
        sample="SỐ LIỆU MINH HỌA" in outcome.loaded.text[:500],
        by=by,
        at=at,
    )
    if not new and (known := queries.paper_of(source, by.body_id)):
        paper.delete()
        return known, False
    paper.source, paper.state, paper.held, paper.read_at = source, rules.State.READ, "", at
    paper.published = outcome.reading.published or ""
    paper.save(update_fields=["source", "state", "held", "read_at", "published"])
    propose(paper, outcome.reading)
    record("paper.read", paper, by=by, at=at, source=source.pk, facts=len(outcome.reading.facts))
    return paper, True


def _refuse_at_the_door(files: Sequence[Given], *, by: Actor) -> None:
    sizes = [len(given.content) for given in files]
    if refusal := rules.refusal_to_receive(actor=by, sizes=sizes, limit=settings.MAX_UPLOAD):
        raise Refused(refusal)


def _quarantine() -> Path:
    folder = Path(settings.VAR) / "quarantine"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _hold(content: bytes) -> str:
    name = uuid.uuid4().hex
    with (_quarantine() / name).open("xb") as new:
        new.write(content)
        new.flush()
        os.fsync(new.fileno())
    return name


def _let_go(name: str) -> None:
    (_quarantine() / name).unlink(missing_ok=True)
