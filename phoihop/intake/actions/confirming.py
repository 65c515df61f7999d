"""Accepted proposals become records, each with its evidence, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.audit.actions import record
from phoihop.commendations import actions as commendations
from phoihop.commendations.models import Award
from phoihop.conferences import actions as conferences
from phoihop.core.actor import Actor, Level
from phoihop.core.periods import Period
from phoihop.core.refusal import Refusal, Refused
from phoihop.documents import actions as documents
from phoihop.documents.models import Source
from phoihop.figures import actions as figures
from phoihop.figures.rules.deciding import takes_in
from phoihop.figures.rules.values import Comparator, Coverage, Outcome, Provenance, SourceKind, Standing, Value
from phoihop.intake import queries, rules
from phoihop.intake.models import Paper, Proposal
from phoihop.organisations.models import Body
from phoihop.web.print import number

__all__ = ["confirm"]

COMPARATORS = {
    "eq": Comparator.EQ,
    "gt": Comparator.GT,
    "ge": Comparator.GE,
    "lt": Comparator.LT,
    "approx": Comparator.APPROX,
}
COVERAGES = {"own": Coverage.OWN, "area": Coverage.AREA}


@transaction.atomic
def confirm(paper: Paper, *, by: Actor, at: datetime) -> rules.Confirmed:
    """Make records of all accepted proposals that are none yet (ghi nhận); return what came of it.

    A figure whose number another source already says adds evidence; a different one stands beside it
    as a claim until a person chooses. Raises ``Refused`` and changes nothing where a rule refuses.
    """
    paper = Paper.objects.select_for_update(of=("self",)).select_related("source", "about").get(pk=paper.pk)
    accepted = list(
        paper.proposals.filter(decision=rules.Decision.ACCEPTED, record="")
        .select_related("indicator")
        .order_by("order")
    )
    numbers = [proposal for proposal in accepted if proposal.type == "figure"]
    if refusal := rules.refusal_to_confirm(
        actor=by,
        body_id=paper.body_id,
        state=rules.State(paper.state),
        accepted=len(accepted),
        unplaced=[_printed(p) for p in numbers if not _placed(p)],
        doubled=_doubled(numbers),
        unkept=[p.order for p in accepted if queries.refusal_of_words(p)],
        unreasoned=[_printed(p) for p in numbers if p.choice == rules.Choice.PAPER and not p.reason],
        confirmed_by=paper.confirmed_by,
    ):
        raise Refused(refusal)
    done = _figures(paper, numbers, by=by, at=at)
    named = _documents(paper, [p for p in accepted if p.type == "document"], by=by, at=at)
    awarded = _awards(paper, [p for p in accepted if p.type == "award"], by=by, at=at)
    held = _conference(paper, accepted, awarded, by=by, at=at)
    for proposal in accepted:
        proposal.record = proposal.record or f"intake.proposal:{proposal.pk}"  # kept with the paper alone
    Proposal.objects.bulk_update(accepted, ["record"])
    paper.state, paper.confirmed_by, paper.confirmed_at = rules.State.CONFIRMED, by.name, at
    paper.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    chosen = len({p.record for p in numbers if p.choice == rules.Choice.PAPER})
    outcome = rules.Confirmed(
        documents=named,
        events=held,
        awards=len(awarded),
        figures=len({proposal.record for proposal in numbers}),
        evidence=done.count(Outcome.EVIDENCE) if done else 0,
        aside=max(done.count(Outcome.ASIDE) - chosen, 0) if done else 0,
    )
    record("paper.confirmed", paper, by=by, at=at, proposals=[proposal.order for proposal in accepted])
    return outcome


def _figures(paper: Paper, numbers: Sequence[Proposal], *, by: Actor, at: datetime) -> figures.Done | None:
    if not numbers:
        return None
    taken_in = all(takes_in(by, body=proposal.subject_id or by.body_id) for proposal in numbers)
    standing = Standing.ACCEPTED if taken_in else Standing.SUBMITTED
    source = Provenance(
        origin=f"intake.paper:{paper.pk}",
        label=paper.name,
        address=reverse("documents:source", args=[paper.source_id]),
        kind=SourceKind.PAPER,
        paper=paper.source_id,
        entered_by=paper.received_by,
        entered_at=paper.received_at,
        accepted_by=by.name if taken_in else "",
        accepted_at=at if taken_in else None,
    )
    spoken = _once(numbers)
    values = [_value(told[0]) for told in spoken]
    done = figures.put(values, standing=standing, source=source, by=by, at=at)
    _offer(values, source, by=by, at=at)
    for told, (_value_put, outcome, row) in zip(spoken, done.outcomes, strict=False):
        for proposal in told:
            proposal.record = f"figures.figure:{row}"
        chosen = [proposal.reason for proposal in told if proposal.choice == rules.Choice.PAPER]
        if outcome is Outcome.ASIDE and chosen:
            figures.choose_claim(row, reason=chosen[0], by=by, at=at)
    return done


def _once(numbers: Iterable[Proposal]) -> list[list[Proposal]]:
    """What a paper says more than once, in its text and in its table, taken together; the exact wording first."""
    told: dict[tuple[object, ...], list[Proposal]] = defaultdict(list)
    for proposal in numbers:
        told[proposal.indicator_id, proposal.subject_id, proposal.period, proposal.coverage].append(proposal)
    return [sorted(each, key=lambda proposal: proposal.value["comparator"] != "eq") for each in told.values()]


def _offer(values: Sequence[Value], source: Provenance, *, by: Actor, at: datetime) -> None:
    """Offer the numbers to the forms of those whose own they are: a commune has nobody below it (số đề nghị)."""
    communes = set(
        Body.objects.filter(pk__in={value.body for value in values}, level=Level.COMMUNE).values_list("pk", flat=True)
    )
    for value in values:
        if value.value is not None and (value.coverage is Coverage.OWN or value.body in communes):
            figures.offer(
                indicator=value.indicator,
                body=value.body,
                period=value.period,
                value=value.value,
                source=source,
                by=by,
                at=at,
            )


def _source(paper: Paper) -> Source:
    """What the paper is kept as; a read paper always has one."""
    assert paper.source is not None
    return paper.source


def _value(proposal: Proposal) -> Value:
    fact, indicator = proposal.value, proposal.indicator
    assert indicator is not None and proposal.subject_id is not None  # noqa: PT018 - refused before otherwise
    scaled = Decimal(str(fact["value"])).scaleb(indicator.scale)
    if scaled != scaled.to_integral_value():
        raise Refused(
            Refusal("intake", "not_whole", value=_printed(proposal), indicator=f"{indicator.code} {indicator.name}")
        )
    start, end = proposal.fact["evidence"][0]
    return Value(
        indicator=indicator.code,
        body=proposal.subject_id,
        period=Period.from_code(proposal.period),
        value=int(scaled),
        comparator=COMPARATORS[fact["comparator"]],
        coverage=COVERAGES[proposal.coverage],
        span=(start, end),
    )


def _documents(paper: Paper, named: Iterable[Proposal], *, by: Actor, at: datetime) -> int:
    source = _source(paper)
    count = 0
    for proposal in named:
        fact = proposal.value
        period = fact.get("period") or ("", "")
        start, end = fact["evidence"][0]
        printed = source.text[start:end]
        document = documents.register(
            kind=fact["kind"],
            number=fact["number"] or "",
            title=fact["title"] or ("" if fact["number"] else printed[:500]),
            issued_on=fact["issued_on"] or "",
            period=(period[0] or "", period[1] or ""),
            issuers=fact["parties"],
            sample=source.sample,
            by=by,
            at=at,
        )
        documents.mention(document, source, fact["evidence"])
        proposal.record = f"documents.document:{document.pk}"
        count += 1
    return count


def _awards(paper: Paper, given: Iterable[Proposal], *, by: Actor, at: datetime) -> list[Award]:
    found = []
    source = _source(paper)
    day = next((p.value["date"] for p in paper.proposals.all() if p.type == "event" and p.value["date"]), "")
    for proposal in given:
        fact = proposal.value
        award, _new = commendations.record_award(
            form=fact["form"],
            authorities=fact["authorities"] or [_("không ghi cấp khen")],
            place=paper.about.place_id,
            on=day or paper.published,
            collectives=fact["collectives"],
            individuals=fact["individuals"],
            recipients=fact["recipients"],
            programme=paper.programme,
            body=paper.about,
            source=source,
            spans=fact["evidence"],
            sample=source.sample,
            by=by,
            at=at,
        )
        proposal.record = f"commendations.award:{award.pk}"
        found.append(award)
    return found


def _conference(paper: Paper, accepted: Sequence[Proposal], awards: Sequence[Award], *, by: Actor, at: datetime) -> int:
    """The paper's event with the people and tasks that were accepted; those without an event stay open."""
    source = _source(paper)
    events = [p for p in accepted if p.type == "event"]
    people = [p for p in accepted if p.type == "person" and _public(p.value)]
    tasks = [p for p in accepted if p.type == "item" and p.value["role"] == "direction"]
    for place, proposal in enumerate(events):
        fact, first = proposal.value, place == 0
        conference, _new = conferences.record_conference(
            kinds=fact["kinds"],
            day=fact["date"] or "",
            title="" if fact["date"] else paper.name,
            place=paper.about.place_id,
            venue=fact["place"] or "",
            mode=fact["mode"] or "",
            site_count=fact["sites"],
            hosts=[(name, None) for name in fact["hosts"]],
            programmes=[paper.programme] if paper.programme else [],
            guests=[_guest(p.value) for p in people] if first else [],
            conclusions=[p.value["text"] for p in tasks] if first else [],
            awards=awards if first else [],
            source=source,
            spans=fact["evidence"],
            sample=source.sample,
            by=by,
            at=at,
        )
        for member in [proposal, *(people + tasks if first else [])]:
            member.record = f"conferences.conference:{conference.pk}"
    return len(events)


def _guest(fact: Mapping[str, Any]) -> conferences.Guest:
    return conferences.Guest(fact["name"], fact["rank"] or "", tuple(fact["positions"]), tuple(fact["roles"]))


def _public(fact: Mapping[str, Any]) -> bool:
    return rules.is_public(rank=fact["rank"], positions=fact["positions"], roles=fact["roles"])


def _doubled(numbers: Iterable[Proposal]) -> list[str]:
    """Indicators for which two accepted figures say different things of one body, period and coverage."""
    said: dict[tuple[object, ...], set[object]] = defaultdict(set)
    for proposal in numbers:
        if proposal.indicator:
            key = (proposal.indicator.code, proposal.subject_id, proposal.period, proposal.coverage)
            said[key].add(proposal.value["value"])
    return [str(key[0]) for key, orders in said.items() if len(orders) > 1]


def _placed(proposal: Proposal) -> bool:
    known = proposal.indicator_id and proposal.period and proposal.subject_id
    return bool(known) and proposal.value["value"] is not None


def _printed(proposal: Proposal) -> str:
    fact = proposal.value
    return f"{number(fact['value'])} {fact['unit']}"
