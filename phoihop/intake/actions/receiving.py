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
from phoihop.reading.sandbox import Done, Failure, read_in_child
from phoihop.reading.screen import masked, without_lists
from phoihop.reading.values import Loaded, Piece, Reading

__all__ = ["Given", "finish_batch", "read_held", "receive", "receive_many"]

SECONDS = 20
MEMORY_MB = 700
SAMPLE_MARK = "SỐ LIỆU MINH HỌA"


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
    read = _looked_through(given, drop_lists=drop_lists)
    with transaction.atomic():
        paper = Paper.objects.create(
            name=given.name[:200],
            body_id=by.body_id,
            about=about,
            programme=programme,
            received_by=by.name,
            received_at=at,
        )
        return _keep(paper, read, by=by, at=at)


def receive_many(files: Sequence[Given], *, about: Body, programme: Programme | None, by: Actor, at: datetime) -> Job:
    """Take in many papers and read them in the background (tiếp nhận hàng loạt); return the job.

    One that cannot be read never stops the rest: it ends as a row that says why.
    """
    _refuse_at_the_door(files, by=by)
    held = [_hold(given.content) for given in files]
    try:
        with transaction.atomic():
            job = jobs.start(
                "phoihop.intake.tasks.read_batch",
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
            (_quarantine() / name).unlink(missing_ok=True)
        raise


def read_held(paper: Paper, *, by: Actor, at: datetime) -> bool:
    """Read one waiting paper of a batch; return whether it could be read. A refusal is written on its row."""
    held = _quarantine() / paper.held
    try:
        read = _looked_through(Given(paper.name, held.read_bytes()), drop_lists=False)
        with transaction.atomic():
            _keep(paper, read, by=by, at=at)
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
        held.unlink(missing_ok=True)


def finish_batch(job: Job, *, read: int, refused: int, at: datetime) -> None:
    """End the job of a batch with what came of it."""
    told = f"Đã đọc {read} tệp" + (f", {refused} tệp không nhận; lý do ghi ở từng tệp." if refused else ".")
    jobs.finish(job, message=told, at=at)


@dataclass(frozen=True, slots=True)
class _Read:
    content: bytes
    loaded: Loaded
    reading: Reading


def _looked_through(given: Given, *, drop_lists: bool) -> _Read:
    """Read in a child and look through; raises ``Refused`` for what may not be kept. Holds no transaction open."""
    content, outcome = given.content, _outcome(given)
    if drop_lists and outcome.screening.people_lists:
        content = without_lists(outcome.loaded).text.encode()
        outcome = _outcome(Given("van-ban.txt", content))
    if _names_someone(outcome):
        content = masked(outcome.loaded).text.encode()
        outcome = _outcome(Given("van-ban.txt", content))
    mark = outcome.screening.secret
    rows = sum(found.rows for found in outcome.screening.people_lists)
    if refusal := rules.refusal_to_store(secret_mark=mark.level if mark else None, people_rows=rows):
        raise Refused(refusal)
    assert outcome.reading is not None  # only a secrecy mark leaves a file unread
    return _Read(content, outcome.loaded, outcome.reading)


def _names_someone(outcome: Done) -> bool:
    """Whether single identity numbers stand in the text (9 or 12 digits); phones of a letterhead are left alone."""
    said = (outcome.loaded.text[start:end] for start, end in outcome.screening.contacts)
    return any(sum(map(str.isdigit, contact)) in (9, 12) for contact in said)


def _outcome(given: Given) -> Done:
    outcome = read_in_child(given.content, name=given.name, seconds=SECONDS, memory_mb=MEMORY_MB)
    if isinstance(outcome, Failure):
        raise Refused(Refusal("intake", outcome.code, **dict(outcome.facts)))
    return outcome


def _keep(paper: Paper, read: _Read, *, by: Actor, at: datetime) -> tuple[Paper, bool]:
    """Keep what was read and propose its facts; a paper that the body handed in before is that paper again."""
    source, new = documents.keep_paper(
        title=paper.name,
        text=read.loaded.text,
        loaded=_kept(read.loaded),
        content=read.content,
        media_type=read.loaded.kind,
        pasted=False,
        sample=SAMPLE_MARK in read.loaded.text[:500],
        by=by,
        at=at,
    )
    if not new and (known := queries.paper_of(source, by.body_id)):
        paper.delete()
        return known, False
    paper.source, paper.state, paper.held, paper.read_at = source, rules.State.READ, "", at
    paper.published = read.reading.published or ""
    paper.save(update_fields=["source", "state", "held", "read_at", "published"])
    proposed = propose(paper, read.reading, read.loaded)
    record("paper.read", paper, by=by, at=at, source=source.pk, facts=proposed)
    return paper, True


def _kept(loaded: Loaded) -> dict[str, object]:
    """What is kept beside the text, so that the paper can be shown as it looks."""
    return {
        "kind": loaded.kind,
        "pieces": [_piece(piece) for piece in loaded.pieces],
        "tables": [
            [[[cell.start, cell.end, cell.col, cell.rowspan, cell.colspan] for cell in row] for row in table.rows]
            for table in loaded.tables
        ],
        "pages": [list(size) for size in loaded.pages],
    }


def _piece(piece: Piece) -> list[object]:
    """A piece as kept beside the text: start, end, kind, and what is known of its place."""
    where = {name: value for name, value in asdict(piece.at).items() if value is not None}
    return [piece.start, piece.end, piece.kind, where]


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
