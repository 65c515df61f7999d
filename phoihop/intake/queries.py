"""Reading what was handed in and what is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from phoihop.core.actor import Actor
from phoihop.core.text import fold
from phoihop.documents.models import Source
from phoihop.indicators.models import Indicator
from phoihop.intake import rules
from phoihop.intake.models import Alias, Paper, Proposal
from phoihop.organisations import queries as organisations

__all__ = [
    "Paragraph",
    "Stretch",
    "aliases_of",
    "grouped",
    "marked_text",
    "paper_of",
    "progress",
    "visible_to",
    "work_list",
]

#: The order in which proposals are shown, and the style of their marks in the paper.
GROUPS = ("document", "event", "person", "figure", "award", "item")
MARKS = {"figure": "", "event": "e", "person": "e", "document": "e", "item": "t", "award": "g"}
SURE = 0.75


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of the paper's text; with ``order`` it is evidence of that proposal."""

    text: str
    order: int | None = None
    kind: str = ""
    low: bool = False
    off: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the paper with its marked stretches; ``head`` where it is set in capitals as a heading."""

    stretches: tuple[Stretch, ...]
    head: bool


def visible_to(actor: Actor, *, on: date) -> QuerySet[Paper]:
    """The papers handed in by the bodies that the actor may read (văn bản tiếp nhận)."""
    return Paper.objects.filter(body__in=organisations.visible_to(actor, on=on))


def work_list(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """Papers with how many proposals each has and how many wait, those that wait first."""
    return papers.select_related("source", "about").annotate(
        found=Count("proposals"),
        waiting=Count("proposals", filter=Q(proposals__decision=rules.Decision.PENDING)),
        sure=Count("proposals", filter=Q(proposals__confidence__gte=0.9)),
    )


def grouped(proposals: Iterable[Proposal]) -> list[tuple[str, list[Proposal]]]:
    """Proposals by type in the order of the page."""
    by_type: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        by_type.setdefault(proposal.type, []).append(proposal)
    return [(name, by_type[name]) for name in GROUPS if name in by_type]


def progress(proposals: Iterable[Proposal]) -> dict[str, int]:
    """How many proposals there are, and how many were accepted and rejected."""
    decided = [proposal.decision for proposal in proposals]
    accepted, rejected = decided.count(rules.Decision.ACCEPTED), decided.count(rules.Decision.REJECTED)
    return {"all": len(decided), "seen": accepted + rejected, "accepted": accepted, "rejected": rejected}


def marked_text(text: str, proposals: Iterable[Proposal]) -> list[Paragraph]:
    """The paper's text, line by line, with the evidence of each proposal marked; earlier marks win where two meet."""
    spans = sorted(
        (start, end, proposal) for proposal in proposals for start, end in proposal.fact["evidence"] if start < end
    )
    lines: list[Paragraph] = []
    offset = 0
    for line in text.split("\n"):
        stretches = tuple(_stretches(text, offset, offset + len(line), spans))
        if line.strip():
            letters = [letter for letter in line if letter.isalpha()]
            lines.append(Paragraph(stretches, head=len(letters) > 3 and all(map(str.isupper, letters))))
        offset += len(line) + 1
    return lines


def paper_of(source: Source, body_id: int) -> Paper | None:
    """The body's paper that was kept as this source, if it was handed in before."""
    return Paper.objects.filter(source=source, body_id=body_id).first()


def aliases_of(body_id: int) -> dict[str, str]:
    """Wordings that people tied to indicators, for all and for one body (its own win): folded wording → code."""
    rows = Alias.objects.filter(Q(body=None) | Q(body_id=body_id)).values_list("folded", "indicator__code", "body_id")
    return {folded: code for folded, code, _ in sorted(rows, key=lambda row: row[2] is not None)}


def indicators_like(q: str) -> list[Indicator]:
    """Indicators whose code or name holds every word of ``q`` (tìm chỉ tiêu), at most twelve."""
    words = fold(q).split()
    every = Indicator.objects.order_by("order")
    return [row for row in every if all(word in fold(f"{row.code} {row.name} {row.unit}") for word in words)][:12]


def _stretches(text: str, start: int, end: int, spans: list[tuple[int, int, Proposal]]) -> Iterator[Stretch]:
    here = start
    for first, last, proposal in spans:
        if last <= here or first >= end:
            continue
        first, last = max(first, here), min(last, end)
        if first > here:
            yield Stretch(text[here:first])
        yield Stretch(
            text[first:last],
            proposal.order,
            MARKS[proposal.type],
            low=proposal.confidence < SURE,
            off=proposal.decision == rules.Decision.REJECTED,
        )
        here = last
    if here < end:
        yield Stretch(text[here:end])
