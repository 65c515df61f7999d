"""The page of one paper: its text with marks, and each proposal as it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from phoihop.core.actor import Actor
from phoihop.documents import queries as documents
from phoihop.indicators.models import Indicator
from phoihop.intake import rules
from phoihop.intake.models import Paper, Proposal
from phoihop.intake.queries.agreeing import judged, standing_for, sure_of
from phoihop.intake.queries.beside import explained, sums_below
from phoihop.intake.queries.columns import chosen_of, column_of, grids
from phoihop.intake.queries.lists import told_again
from phoihop.intake.queries.periods import period_choices
from phoihop.intake.queries.reader import reader
from phoihop.intake.queries.shown import Shown, shown_of
from phoihop.intake.wording import TYPES
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body

__all__ = ["keep_typed", "marks", "page"]

GROUPS = ("figure", "document", "event", "person", "award", "item")
MARKS = {"figure": "", "event": "e", "person": "e", "document": "e", "item": "t", "award": "g"}


def page(paper: Paper, *, actor: Actor, on: date, as_text: bool = False, column: str = "") -> dict[str, Any]:
    """All that the page of one paper shows (trang xác nhận), in a constant number of queries; ``column`` is chosen."""
    listed = paper.proposals.select_related("indicator").order_by("order")
    proposals = sorted(listed, key=lambda proposal: (proposal.fact["evidence"][0], proposal.order))
    misnamed = _misnamed(proposals)
    named = {p.subject_id for p in proposals if p.subject_id} | ({misnamed["body"]} if misnamed else set())
    names = organisations.names_of({paper.about_id} | named, on=on)
    standing, sums = standing_for(proposals), sums_below(proposals, on=on)
    recorded = {p.subject_id for p in proposals if p.record and p.type == "figure" and p.subject_id}
    bodies = {body.pk: body for body in Body.objects.filter(pk__in=recorded).select_related("place")}
    for proposal in proposals:
        shown = shown_of(proposal, paper, names, standing, sums.get(proposal.pk))
        if proposal.type == "figure" and proposal.record and proposal.subject_id and proposal.indicator:
            shown = replace(shown, record_href=explained(proposal, bodies[proposal.subject_id], on=on))
        proposal.shown = shown  # type: ignore[attr-defined]
    tables = grids(paper, proposals, standing=standing, beside=sums)
    columns = column_of(paper, proposals) if any(grid.worth for grid in tables) else {}
    for proposal in proposals:
        proposal.column = columns.get(proposal.pk, "")  # type: ignore[attr-defined]
    decided = [proposal.decision for proposal in proposals]
    seen = sum(decision != rules.Decision.PENDING for decision in decided)
    refusal = rules.refusal_to_decide(actor=actor, body_id=paper.body_id, state=rules.State(paper.state))
    return {
        "paper": paper,
        "about_name": names[paper.about_id].name,
        "misnamed": misnamed and misnamed | {"name": names[misnamed["body"]].name},
        "source": paper.source,
        "looks": documents.looks(paper.source, marks(proposals), as_text=as_text) if paper.source else None,
        "as_text": as_text,
        "proposals": proposals,
        "groups": _groups(proposals),
        "seen": {
            "all": len(proposals),
            "seen": seen,
            "accepted": decided.count(rules.Decision.ACCEPTED),
            "rejected": decided.count(rules.Decision.REJECTED),
            "share": 100 * seen / len(proposals) if proposals else 100,
        },
        "recorded": [proposal for proposal in proposals if proposal.record],
        "unrecorded": sum(p.decision == rules.Decision.ACCEPTED and not p.record for p in proposals),
        "unplaced": [p for p in proposals if _held_up(p)],
        "without_period": sum(_lacks_period(p) for p in proposals),
        "tables": [grid for grid in tables if grid.worth],
        "column": chosen_of(tables, column),
        "periods": period_choices(None, paper),
        "may_decide": refusal is None,
        "older": refusal is None and paper.reader != reader(),
        "told_again": told_again(paper),
        "being_read": paper.again is not None and paper.again.running and paper.again_at is None,
        "added": sum(proposal.added for proposal in proposals),
        "may_choose": rules.refusal_to_choose(rules.Choice.PAPER, actor=actor) is None,
        "may_tell_all": rules.refusal_to_remember(rules.Remember.ALL, actor=actor) is None,
        "sure": len(sure_of(proposals, beside=sums)),
        "bulk": rules.BULK,
        "indicators": list(Indicator.objects.order_by("order").only("code", "name")),
    }


def marks(proposals: Iterable[Proposal]) -> Iterator[documents.Mark]:
    """The evidence of each proposal as marks on its paper (chỗ được dẫn)."""
    for proposal in proposals:
        low = 100 * proposal.confidence < rules.LOOK
        off = proposal.decision == rules.Decision.REJECTED
        kind, href = MARKS[proposal.type], f"#p{proposal.order}"
        for at, (start, end) in enumerate(proposal.fact["evidence"]):
            # the first stretch is what the fact says, the others only tell what it is about
            named = {} if at else {"anchor": f"f{proposal.order}", "label": str(proposal.order)}
            yield documents.Mark(start, end, kind=kind, low=low, off=off, href=href, **named)


def _groups(proposals: Sequence[Proposal]) -> list[dict[str, Any]]:
    found = []
    for name in GROUPS:
        members = [proposal for proposal in proposals if proposal.type == name]
        if members:
            note = _("{n} mục").format(n=len(members))
            found.append({"name": TYPES[name], "note": note, "proposals": members})
    return found


def _misnamed(proposals: Iterable[Proposal]) -> dict[str, Any] | None:
    """The commune that the paper's head calls by a wrong kind, as long as figures wait for whose they are."""
    waiting = (p.fact["misnamed"] for p in proposals if not p.subject_id and not p.record and p.fact.get("misnamed"))
    return next(waiting, None)


def _held_up(proposal: Proposal) -> bool:
    """Whether an accepted figure cannot be recorded as it stands."""
    accepted = proposal.decision == rules.Decision.ACCEPTED and not proposal.record
    return accepted and proposal.type == "figure" and not judged(proposal)["placed"]


def _lacks_period(proposal: Proposal) -> bool:
    waits = not proposal.record and proposal.decision != rules.Decision.REJECTED
    return waits and proposal.type == "figure" and not proposal.period


def keep_typed(proposal: Proposal, typed: Mapping[str, str]) -> None:
    """Show again in a proposal's form what a person typed and could not be taken yet; nothing is written."""
    shown: Shown = proposal.shown  # type: ignore[attr-defined]
    proposal.shown = replace(  # type: ignore[attr-defined]
        shown,
        code=typed.get("indicator") or shown.code,
        plain=typed.get("value") or shown.plain,
        whose=typed.get("subject") or shown.whose,
    )
    proposal.period = typed.get("period") or proposal.period
