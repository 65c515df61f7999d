"""Kept papers read once more by the reader as it is now (đọc lại); what people said of them stands."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import DatabaseError, transaction
from django.db.models import F, Max, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal, Refused
from phoihop.documents import queries as documents
from phoihop.documents.models import Source
from phoihop.intake import queries, rules
from phoihop.intake.actions.keeping import loaded_of
from phoihop.intake.actions.proposing import Proposed, proposed
from phoihop.intake.actions.receiving import BATCH_SECONDS
from phoihop.intake.models import Paper, Proposal
from phoihop.jobs import actions as jobs
from phoihop.jobs.models import Job
from phoihop.reading.sandbox import Done, Failure, Worker

__all__ = ["READ_AGAIN", "ask_again", "finish_again", "read_again", "waiting_again"]

logger = logging.getLogger(__name__)
READ_AGAIN = "phoihop.intake.tasks.read_again"
#: What a later reading says anew of a proposal that nobody has touched.
READ = ("type", "fact", "confidence", "indicator", "match_reason", "match_confidence", "subject", "period", "coverage",
        "outside", "note")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Merged:
    """How many proposals a reading left as they were, renewed, brought, and took away."""

    held: int
    same: int
    added: int
    gone: int


@transaction.atomic
def ask_again(papers: Collection[Paper], *, by: Actor, at: datetime) -> Job:
    """Have kept papers read once more in the background (đọc lại); return the job.

    Raises ``Refused`` where the actor may not decide about one of them, one is being read, or there is none.
    """
    listed = list(
        Paper.objects.select_for_update(of=("self",))
        .filter(pk__in=[paper.pk for paper in papers])
        .select_related("again")
        .order_by("pk")
    )
    if not listed:
        raise Refused(Refusal("intake", "none_to_read_again"))
    for paper in listed:
        waits = paper.again is not None and paper.again.running and paper.again_at is None
        if refusal := rules.refusal_to_read_again(
            actor=by, body_id=paper.body_id, state=rules.State(paper.state), under_way=waits
        ):
            raise Refused(refusal)
    one = listed[0] if len(listed) == 1 else None
    title = _("Đọc lại “{name}”") if one else _("Đọc lại {n} văn bản")
    job = jobs.start(
        READ_AGAIN, title=title.format(n=len(listed), name=listed[0].name[:150]), total=len(listed), by=by, at=at
    )
    jobs.lead_to(job, reverse("intake:paper", args=[one.pk]) if one else reverse("intake:reading", args=[job.pk]))
    Paper.objects.filter(pk__in=[paper.pk for paper in listed]).update(again=job, again_at=None, again_told={})
    return job


def waiting_again(job: Job) -> QuerySet[Paper]:
    """The papers that a job has still to read (còn chờ đọc lại)."""
    return Paper.objects.filter(again=job, again_at=None).order_by("pk")


def read_again(paper: Paper, *, worker: Worker, by: Actor, at: datetime) -> bool:
    """Read one kept paper once more and put its proposals right; return whether it could be read.

    What a person accepted, rejected, corrected, set or put aside stays, with its evidence and its record; of the rest,
    what the reader still says is renewed, what it says no more goes, what it says for the first time is marked as new.
    One line of the log. A fault in one paper never stops the rest of its batch.
    """
    assert paper.source is not None  # only read papers are read again
    try:
        read = _read(worker, paper, paper.source)
        with transaction.atomic():
            waiting = _locked(paper)
            if waiting is None:
                return True
            _take(waiting, read, by=by, at=at)
        return True
    except Refused as refused:
        refusal = refused.refusal
    except DatabaseError:
        raise  # of the batch, not of the paper: it is read when the job is taken up again
    except Exception:
        logger.exception("Paper %s of job %s could not be read again", paper.pk, paper.again_id)
        refusal = Refusal("intake", "crashed")
    told = {"refused": refusal.code, "facts": dict(refusal.facts)}
    with transaction.atomic():
        if Paper.objects.filter(pk=paper.pk, again=paper.again_id, again_at=None).update(again_at=at, again_told=told):
            record("paper.not_read_again", paper, by=by, at=at, code=refusal.code)
    return False


def finish_again(job: Job, *, at: datetime) -> None:
    """End a job of reading again with what came of it."""
    told = [each or {} for each in Paper.objects.filter(again=job).values_list("again_told", flat=True)]
    failed = sum("refused" in each for each in told)
    said = _("Đã đọc lại {n} văn bản: {added} mục mới, {gone} mục không còn.")
    if failed:
        said = _("Đã đọc lại {n} văn bản: {added} mục mới, {gone} mục không còn. {failed} văn bản không đọc lại được.")
    counts = {name: sum(each.get(name, 0) for each in told) for name in ("added", "gone")}
    jobs.finish(job, message=said.format(n=len(told) - failed, failed=failed, **counts), at=at)


def _locked(paper: Paper) -> Paper | None:
    """The paper, locked, as long as no other worker has read it for this job."""
    rows = Paper.objects.select_for_update(of=("self",)).select_related("about", "programme")
    return rows.filter(pk=paper.pk, again=paper.again_id, again_at=None).first()


def _read(worker: Worker, paper: Paper, source: Source) -> Done:
    """Read a kept paper in the child: its file where that still gives the text that evidence points into.

    Else the text as it was kept: offsets of records must never move. Raises ``Refused`` for what would not be kept now.
    """
    path, letters = documents.file_path(source), None
    if path is not None and source.loaded.get("kind") != "text":
        fresh = worker.read(path.read_bytes(), name=paper.name, seconds=BATCH_SECONDS)
        if isinstance(fresh, Done):
            _refuse_unkeepable(fresh)
            if fresh.loaded.text == source.text:
                return fresh
            letters = min((piece.confidence for piece in fresh.loaded.pieces if piece.confidence), default=None)
    published = date.fromisoformat(paper.published) if len(paper.published) == 10 else None
    outcome = worker.read(loaded_of(source, letters=letters), published=published, seconds=BATCH_SECONDS)
    if isinstance(outcome, Failure):
        raise Refused(Refusal("intake", outcome.code, **dict(outcome.facts)))
    _refuse_unkeepable(outcome)
    return outcome


def _refuse_unkeepable(read: Done) -> None:
    met = read.screening
    if met.secret is not None or met.people_lists or met.hidden or read.reading is None:
        raise Refused(Refusal("intake", "would_not_be_kept"))


def _take(paper: Paper, read: Done, *, by: Actor, at: datetime) -> None:
    """Put the proposals of a locked paper right after another reading, and write it down."""
    assert read.reading is not None  # refused otherwise
    found = proposed(paper, read.reading, read.tables, by=by, on=timezone.localdate(at))
    merged = _merge(paper, found)
    before, paper.reader = paper.reader, queries.reader()
    paper.outside, paper.left_out, paper.again_at = found.outside, found.left_out, at
    paper.published = read.reading.published or ""
    counts = {"held": merged.held, "same": merged.same, "added": merged.added, "gone": merged.gone}
    paper.again_told = counts
    paper.save(update_fields=["reader", "outside", "left_out", "published", "again_at", "again_told"])
    record("paper.read_again", paper, by=by, at=at, reader=paper.reader, before=before, **counts)


def _merge(paper: Paper, found: Proposed) -> _Merged:
    old = list(paper.proposals.order_by("order"))
    held = {proposal.pk for proposal in old if proposal.touched or proposal.decision != rules.Decision.PENDING}
    pairs = rules.paired([_said(proposal) for proposal in old], [_said(row)[0] for row in found.rows])
    renewed: list[Proposal] = []
    for number, at in pairs.items():
        if old[at].pk not in held:
            for name in READ:
                setattr(old[at], name, getattr(found.rows[number], name))
            renewed.append(old[at])
    kept = {old[at].pk for at in pairs.values()} | held
    gone = [proposal.pk for proposal in old if proposal.pk not in kept]
    fresh = [row for number, row in enumerate(found.rows) if number not in pairs]
    Proposal.objects.filter(pk__in=gone).delete()
    Proposal.objects.bulk_update(renewed, READ)
    _number(paper, fresh)
    Proposal.objects.bulk_create(fresh)
    if not held:
        _number_anew(paper)
    return _Merged(len(held), len(renewed), len(fresh), len(gone))


def _said(proposal: Proposal) -> Sequence[rules.Fact]:
    """What the reader said once, and what a person made of it."""
    told = {**proposal.fact, "type": proposal.type}
    return [told, {**told, **proposal.corrected}] if proposal.corrected else [told]


def _number(paper: Paper, fresh: Sequence[Proposal]) -> None:
    """Number what is new behind all that stands: the log names proposals by these numbers."""
    last = paper.proposals.aggregate(last=Max("order", default=0))["last"]
    for order, proposal in enumerate(fresh, start=last + 1):
        proposal.order, proposal.added = order, True


def _number_anew(paper: Paper) -> None:
    """Number all proposals in reading order, where nobody has said anything of any."""
    listed = sorted(paper.proposals.all(), key=lambda proposal: (proposal.fact["evidence"][0], proposal.order))
    highest = max((proposal.order for proposal in listed), default=0)
    paper.proposals.update(order=F("order") + highest + len(listed))
    for order, proposal in enumerate(listed, start=1):
        proposal.order = order
    Proposal.objects.bulk_update(listed, ["order"])
