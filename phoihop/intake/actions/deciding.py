"""What a person says of each proposal: accept, correct, reject, think again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refused
from phoihop.indicators.models import Indicator
from phoihop.intake import rules
from phoihop.intake.models import Alias, Paper, Proposal

__all__ = ["accept_sure", "decide", "forget_alias"]


@transaction.atomic
def decide(
    proposal: Proposal,
    *,
    decision: rules.Decision,
    indicator: Indicator | None = None,
    period: str = "",
    coverage: str = "",
    corrections: Mapping[str, object] | None = None,
    by: Actor,
    at: datetime,
) -> Proposal:
    """Accept (with corrections), reject or put back one proposal (nhận, sửa, bỏ); nothing is recorded yet.

    A figure tied to another indicator than proposed teaches the wording to the body. Raises ``Refused``
    for another body's paper, and once the proposal has become a record.
    """
    paper = Paper.objects.select_for_update().get(pk=proposal.paper_id)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if refusal := rules.refusal_to_decide(
        actor=by, body_id=paper.body_id, state=rules.State(paper.state), recorded=bool(proposal.record)
    ):
        raise Refused(refusal)
    if proposal.type == "figure" and decision is rules.Decision.ACCEPTED:
        if indicator and indicator.pk != proposal.indicator_id:
            _learn(proposal, indicator, by=by, at=at)
            proposal.indicator, proposal.match_reason = indicator, "Người xác nhận chọn"
            proposal.match_confidence = 1.0
        proposal.period = period or proposal.period
        proposal.coverage = coverage or proposal.coverage
    changed = {name: value for name, value in (corrections or {}).items() if proposal.fact.get(name) != value}
    proposal.corrected = changed if decision is rules.Decision.ACCEPTED else {}
    proposal.decision = decision
    pending = decision is rules.Decision.PENDING
    proposal.decided_by, proposal.decided_at = ("", None) if pending else (by.name, at)
    proposal.save()
    record("proposal.decided", proposal, by=by, at=at, decision=str(decision), corrected=changed)
    return proposal


@transaction.atomic
def accept_sure(paper: Paper, *, at_least: float, by: Actor, at: datetime) -> int:
    """Accept every pending proposal whose facts and mapping are at least so sure (nhận hàng loạt); return how many."""
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if refusal := rules.refusal_to_decide(
        actor=by, body_id=paper.body_id, state=rules.State(paper.state), recorded=False
    ):
        raise Refused(refusal)
    pending = paper.proposals.filter(decision=rules.Decision.PENDING, confidence__gte=at_least)
    sure = pending.exclude(type="figure") | pending.filter(
        type="figure", match_confidence__gte=at_least, indicator__isnull=False
    ).exclude(period="")
    count = sure.update(decision=rules.Decision.ACCEPTED, decided_by=by.name, decided_at=at)
    record("proposals.accepted", paper, by=by, at=at, at_least=at_least, count=count)
    return count


@transaction.atomic
def forget_alias(alias: Alias, *, by: Actor, at: datetime) -> None:
    """Remove a remembered wording (bỏ cách gọi đã nhớ)."""
    record("alias.forgotten", alias, by=by, at=at, printed=alias.printed)
    alias.delete()


def _learn(proposal: Proposal, indicator: Indicator, *, by: Actor, at: datetime) -> None:
    """Remember for the body that this wording means this indicator (nhớ cách gọi)."""
    said = str(proposal.fact.get("wording") or "")[:160]
    if not said:
        return
    printed = str(proposal.fact.get("label") or proposal.fact["unit"])[:160]
    Alias.objects.update_or_create(
        body_id=by.body_id,
        folded=said,
        defaults={"printed": printed, "indicator": indicator, "learnt_from": by.name, "learnt_at": at},
    )
