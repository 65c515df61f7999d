"""What a person says of each proposal: accept, correct, reject, think again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from phoihop.audit.actions import record
from phoihop.core.actor import Actor, Level
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.words import refusal_to_keep_reason
from phoihop.indicators.models import Indicator
from phoihop.intake import queries, rules
from phoihop.intake.models import Alias, Paper, Proposal
from phoihop.organisations.models import Body
from phoihop.reading.match import is_general
from phoihop.reading.screen import is_persons

__all__ = ["accept_column", "accept_sure", "aim", "decide", "forget_alias", "put_back", "set_periods"]


@transaction.atomic
def decide(
    proposal: Proposal,
    *,
    decision: rules.Decision,
    indicator: Indicator | None = None,
    subject: Body | None = None,
    period: str = "",
    coverage: str = "",
    corrections: Mapping[str, object] | None = None,
    choice: rules.Choice | None = None,
    remember: rules.Remember = rules.Remember.NOBODY,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Proposal:
    """Accept (with corrections), reject or put back one proposal (nhận, sửa, bỏ); nothing is recorded yet.

    A figure tied to another indicator than proposed teaches the wording to the body, to all or to nobody, as
    ``remember`` says. ``choice`` says which number shall be in force where another one is, ``subject`` whose the
    figure is, ``reason`` why what seems to be of a unit outside the area or planned is taken, or why the paper's
    number shall be in force. Raises ``Refused`` for another body's paper, once the proposal has become a record, for
    what names a resident, and for what the role may not say.
    """
    paper = Paper.objects.select_for_update().get(pk=proposal.paper_id)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if refusal := rules.refusal_to_decide(
        actor=by, body_id=paper.body_id, state=rules.State(paper.state), recorded=bool(proposal.record)
    ):
        raise Refused(refusal)
    accepted = decision is rules.Decision.ACCEPTED
    if accepted and (refusal := refusal_to_keep_reason(reason) or queries.refusal_of_words(proposal)):
        raise Refused(refusal)
    if proposal.type == "figure" and accepted and (refusal := rules.refusal_to_choose(choice, actor=by)):
        raise Refused(refusal)
    planned = bool(proposal.fact.get("planned"))
    chosen = proposal.type == "figure" and choice is rules.Choice.PAPER
    if accepted and (
        refusal := rules.refusal_to_take_without_reason(
            outside=proposal.outside, planned=planned, chosen=chosen, reason=reason
        )
    ):
        raise Refused(refusal)
    if proposal.type == "figure" and accepted:
        if indicator and indicator.pk != proposal.indicator_id:
            _learn(proposal, indicator, remember, by=by, at=at)
            proposal.indicator, proposal.match_reason = indicator, gettext_noop("Người xác nhận chọn")
            proposal.match_confidence = 1.0
        if period and period != proposal.period:
            _set_period(proposal, period)
        _place(proposal, subject, coverage, by=by, at=at)
        proposal.choice = choice.value if choice else ""
    changed = {name: value for name, value in (corrections or {}).items() if proposal.fact.get(name) != value}
    proposal.corrected = changed if accepted else {}
    if proposal.type == "figure" and accepted and (refusal := _lacks(proposal)):
        raise Refused(refusal)
    proposal.reason = reason.strip()[:200] if accepted and (proposal.outside or planned or chosen) else ""
    proposal.decision, proposal.touched, proposal.added = decision, True, False
    pending = decision is rules.Decision.PENDING
    proposal.decided_by, proposal.decided_at = ("", None) if pending else (by.name, at)
    proposal.save()
    record("proposal.decided", proposal, by=by, at=at, decision=str(decision), corrected=changed, **_aimed(proposal))
    return proposal


@transaction.atomic
def accept_sure(paper: Paper, *, by: Actor, at: datetime) -> int:
    """Accept every pending proposal that is sure in its facts and mapping (nhận hàng loạt); return how many.

    Never one that another number in force disagrees with, nor one whose period is a guess: those are looked at.
    """
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if refusal := rules.refusal_to_decide(
        actor=by, body_id=paper.body_id, state=rules.State(paper.state), recorded=False
    ):
        raise Refused(refusal)
    listed = list(paper.proposals.select_related("indicator"))
    beside = queries.sums_below(listed, on=timezone.localdate(at))
    sure = queries.sure_of(listed, beside=beside)
    count = paper.proposals.filter(pk__in=[proposal.pk for proposal in sure]).update(
        decision=rules.Decision.ACCEPTED, decided_by=by.name, decided_at=at, touched=True, added=False
    )
    record("proposals.accepted", paper, by=by, at=at, at_least=rules.BULK, count=count)
    return count


@transaction.atomic
def accept_column(
    paper: Paper, *, key: str, shown: int, also: Collection[int] = (), by: Actor, at: datetime
) -> list[int]:
    """Accept all figures of a column or table against which nothing speaks (nhận cả cột, cả bảng); return their orders.

    ``key`` is of ``queries.grids``, ``shown`` how many the person saw would be taken unasked, ``also`` the orders of
    doubtful ones that were ticked. Raises ``Refused`` and accepts none where another number of them waits by now, or
    where a ticked one wants more than a tick. One line of the log.
    """
    paper = Paper.objects.select_for_update(of=("self",)).select_related("source").get(pk=paper.pk)
    if refusal := rules.refusal_to_decide(actor=by, body_id=paper.body_id, state=rules.State(paper.state)):
        raise Refused(refusal)
    listed = list(paper.proposals.select_related("indicator"))
    beside = queries.sums_below(listed, on=timezone.localdate(at))
    standing = queries.standing_for(listed)
    column = queries.chosen_of(queries.grids(paper, listed, standing=standing, beside=beside), key)
    doubtful = {proposal.order: proposal for proposal in column.doubtful} if column else {}
    if refusal := rules.refusal_to_accept_column(
        waiting=len(column.plain) if column else 0, shown=shown, ticked=also, doubtful=doubtful
    ):
        raise Refused(refusal)
    assert column is not None  # refused otherwise
    taken = [*column.plain, *(doubtful[order] for order in sorted(also))]
    paper.proposals.filter(pk__in=[proposal.pk for proposal in taken]).update(
        decision=rules.Decision.ACCEPTED, decided_by=by.name, decided_at=at, touched=True, added=False
    )
    orders = sorted(proposal.order for proposal in taken)
    record("proposals.accepted", paper, by=by, at=at, column=column.name, key=key, proposals=orders, doubtful=[*also])
    return orders


@transaction.atomic
def put_back(paper: Paper, *, accepted_at: datetime, by: Actor, at: datetime) -> int:
    """Undo an acceptance of many (hoàn tác nhận hàng loạt): what was accepted at that moment waits again; how many.

    What has become a record meanwhile stays; a figure is taken back at its own page.
    """
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if refusal := rules.refusal_to_decide(actor=by, body_id=paper.body_id, state=rules.State(paper.state)):
        raise Refused(refusal)
    mine = paper.proposals.filter(decision=rules.Decision.ACCEPTED, decided_at=accepted_at, record="")
    orders = sorted(mine.values_list("order", flat=True))
    if not orders:
        raise Refused(Refusal("intake", "nothing_to_put_back"))
    mine.update(decision=rules.Decision.PENDING, decided_by="", decided_at=None)
    record("proposals.put_back", paper, by=by, at=at, proposals=orders)
    return len(orders)


@transaction.atomic
def aim(paper: Paper, *, about: Body, by: Actor, at: datetime) -> None:
    """Say that a paper is about another body (đổi đơn vị); what is not recorded yet goes to that body."""
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if refusal := rules.refusal_to_decide(actor=by, body_id=paper.body_id, state=rules.State(paper.state)):
        raise Refused(refusal)
    if not queries.bodies_about(by, on=at.date()).filter(pk=about.pk).exists():
        raise Refused(Refusal("intake", "not_a_body_of_yours"))
    paper.proposals.filter(record="", subject=paper.about_id).update(subject=about)
    unaimed = [each for each in paper.proposals.filter(record="", subject=None) if each.fact.pop("misnamed", None)]
    for proposal in unaimed:
        proposal.subject = about
    Proposal.objects.bulk_update(unaimed, ["subject", "fact"])
    paper.about, paper.aimed = about, True
    paper.save(update_fields=["about", "aimed"])
    record("paper.aimed", paper, by=by, at=at, about=about.key)


@transaction.atomic
def forget_alias(alias: Alias, *, by: Actor, at: datetime) -> None:
    """Remove a remembered wording (bỏ cách gọi đã nhớ); one that holds for all only where ``by`` may set such."""
    remember = rules.Remember.ALL if alias.body_id is None else rules.Remember.BODY
    if refusal := rules.refusal_to_remember(remember, actor=by):
        raise Refused(refusal)
    record("alias.forgotten", alias, by=by, at=at, printed=alias.printed)
    alias.delete()


@transaction.atomic
def set_periods(paper: Paper, *, period: str, by: Actor, at: datetime) -> int:
    """Give every figure of a paper that has no period this one (đặt kỳ cho các mục chưa rõ kỳ); return how many."""
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if refusal := rules.refusal_to_decide(actor=by, body_id=paper.body_id, state=rules.State(paper.state)):
        raise Refused(refusal)
    open_ones = list(paper.proposals.filter(type="figure", period="", record="").exclude(decision="rejected"))
    for proposal in open_ones:
        _set_period(proposal, period)
        proposal.touched = True
    Proposal.objects.bulk_update(open_ones, ["period", "note", "fact", "touched"])
    record("paper.periods_set", paper, by=by, at=at, period=period, proposals=[each.order for each in open_ones])
    return len(open_ones)


def _set_period(proposal: Proposal, period: str) -> None:
    """Set a period that a person chose: what was said of the one before is void."""
    proposal.period, proposal.note = period, rules.without_period_remark(proposal.note)
    proposal.fact.pop("period_evidence", None)


def _lacks(proposal: Proposal) -> Refusal | None:
    return rules.refusal_to_take_unplaced(
        indicator=bool(proposal.indicator_id),
        period=bool(proposal.period),
        subject=bool(proposal.subject_id),
        value=proposal.value["value"] is not None,
    )


def _place(proposal: Proposal, subject: Body | None, coverage: str, *, by: Actor, at: datetime) -> None:
    """Set whose a figure is and what it covers; a commune that is chosen anew states its own."""
    chosen = subject is not None and subject.pk != proposal.subject_id
    if subject is not None and chosen:
        if not queries.bodies_about(by, on=timezone.localdate(at)).filter(pk=subject.pk).exists():
            raise Refused(Refusal("intake", "not_a_body_of_yours"))
        proposal.subject = subject
    if subject is not None and chosen and coverage in ("", proposal.coverage):
        proposal.coverage = "own" if subject.rank is Level.COMMUNE and subject.pk != by.body_id else "area"
    else:
        proposal.coverage = coverage or proposal.coverage


def _aimed(proposal: Proposal) -> dict[str, object]:
    """What the log says of a figure's unit, and of why one from outside, a planned or a chosen one was taken."""
    said: dict[str, object] = {"whose": proposal.subject_id} if proposal.type == "figure" else {}
    why = {"outside": proposal.outside, "choice": proposal.choice, "reason": proposal.reason}
    return said | (why if proposal.reason else {})


def _learn(proposal: Proposal, indicator: Indicator, remember: rules.Remember, *, by: Actor, at: datetime) -> None:
    """Remember for the body or for all that this wording means this indicator (nhớ cách gọi)."""
    if refusal := rules.refusal_to_remember(remember, actor=by):
        raise Refused(refusal)
    said = str(proposal.fact.get("wording") or "")[:160]
    if not said or remember is rules.Remember.NOBODY:
        return
    if is_general(said):
        raise Refused(Refusal("intake", "too_general_to_remember", printed=said))
    printed = str(proposal.fact.get("label") or proposal.fact["unit"])[:160]
    if is_persons(said) or is_persons(printed):
        raise Refused(Refusal("intake", "no_person_to_remember"))
    if refusal := refusal_to_keep_reason(printed):
        raise Refused(refusal)
    Alias.objects.update_or_create(
        body=None if remember is rules.Remember.ALL else Body.objects.get(pk=by.body_id),
        folded=said,
        defaults={"printed": printed, "indicator": indicator, "learnt_from": by.name, "learnt_at": at},
    )
