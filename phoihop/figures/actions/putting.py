"""Putting values, accepting and withdrawing them: every change is a new row that names the one it replaces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal, Refused
from phoihop.figures.actions import log
from phoihop.figures.models import Change, Evidence, Figure, Source
from phoihop.figures.queries.geography import geography
from phoihop.figures.queries.periods import all_periods
from phoihop.figures.rules.in_force import LogRow, tips
from phoihop.figures.rules.values import (
    PART,
    Comparator,
    Coverage,
    Force,
    Known,
    Outcome,
    Provenance,
    Standing,
    State,
    Value,
    refusal_to_put,
)
from phoihop.indicators.models import Indicator

__all__ = ["Done", "accept", "put", "withdraw"]

Key = tuple[int, int, int, int | None, int]


@dataclass(frozen=True, slots=True)
class Done:
    """What one act did: the number of its change, and per value its outcome and the row that now says it."""

    change: int
    outcomes: tuple[tuple[Value, Outcome, int], ...]

    def count(self, outcome: Outcome) -> int:
        return sum(1 for _, found, _ in self.outcomes if found is outcome)


@transaction.atomic
def put(
    values: Iterable[Value],
    *,
    standing: Standing,
    source: Provenance,
    by: Actor | None,
    at: datetime,
    reason: str = "",
) -> Done:
    """Put values of one origin (ghi số liệu); totals are right when this returns.

    A value of the same origin for the same key is replaced (an equal one changes nothing); an amendment with
    standing SUBMITTED leaves the accepted value in force until it is accepted itself. Where another origin's
    number is in force, an equal number adds evidence and a different one is kept aside as a claim. A value with
    state MISSING takes back what the origin said before. Where the parts of a partition come without their total,
    the total is put as their sum. Raises ``Refused`` and changes nothing where `rules.refusal_to_put` refuses.
    """
    given = list(values)
    indicators = {
        row.code: row
        for row in Indicator.objects.filter(code__in={value.indicator for value in given}).prefetch_related(
            "breakdowns"
        )
    }
    parts = {code: {part.code: part for part in row.breakdowns.all()} for code, row in indicators.items()}
    reporters = log.reporters(value.body for value in given)
    known = {
        code: Known(code, {name: (part.kind, part.dimension) for name, part in parts[code].items()})
        for code in indicators
    }
    if refusal := refusal_to_put(given, known=known, bodies=reporters):
        raise Refused(refusal)
    given += _missing_totals(given, known)
    rows = log.period_rows(value.period for value in given)
    periods = {row.id: row for row in all_periods().values()}
    keys: list[Key] = [
        (
            value.body,
            rows[value.period].id,
            indicators[value.indicator].pk,
            parts[value.indicator][value.breakdown].pk if value.breakdown is not None else None,
            int(value.coverage),
        )
        for value in given
    ]
    touched = log.Touched(
        reporters, periods, frozenset(key[2] for key in keys), frozenset((key[0], key[1]) for key in keys)
    )
    geo = geography()
    log.lock(touched, geo)
    change = log.begin("put", source.origin, by=by, at=at, reason=reason)
    chains = _chains(touched)
    sources = _Sources(source, by=by, at=at)
    fresh: list[Figure] = []
    outcomes: list[tuple[Value, Outcome, int | Figure]] = []
    evidence: list[Evidence] = []
    for value, key in zip(given, keys, strict=True):
        claims = chains.get(key, [])
        outcome, row = _decide(value, claims, origin=source.origin, standing=standing)
        if outcome is Outcome.EVIDENCE and row and not _is_evidence(row, source.origin):
            evidence.append(Evidence(claim_id=row.root_id, source=sources.of(value), change=change))
        if outcome in (Outcome.UNCHANGED, Outcome.EVIDENCE):
            outcomes.append((value, outcome, row.figure.pk if row else 0))
            continue
        figure = Figure(
            change=change,
            replaces=row.figure if row else None,
            claim_id=row.root_id if row else None,
            source=sources.of(value),
            body_id=key[0],
            period_id=key[1],
            indicator_id=key[2],
            breakdown_id=key[3],
            coverage=key[4],
            standing=Standing.WITHDRAWN if outcome is Outcome.WITHDRAWN else standing,
            state=value.state,
            comparator=value.comparator if value.state is State.NUMBER else Comparator.EQ,
            force=_force(row, claims),
            value=value.value,
        )
        fresh.append(figure)
        outcomes.append((value, outcome, figure))
    sources.save()
    Figure.objects.bulk_create(fresh)
    Evidence.objects.bulk_create(evidence)
    if fresh:
        log.refresh(touched, geo)
    record("figures.put", change, by=by, at=at, origin=source.origin, values=len(fresh), evidence=len(evidence))
    return Done(
        change.pk,
        tuple((value, outcome, row.pk if isinstance(row, Figure) else row) for value, outcome, row in outcomes),
    )


@transaction.atomic
def accept(origin: str, *, by: Actor | None, at: datetime, only: Collection[str] | None = None) -> Done:
    """Accept the submitted values of an origin (nhận số liệu), all or those of the indicators in ``only``.

    Each becomes a new row with standing ACCEPTED whose source names who accepted. Raises ``Refused``
    (``nothing_pending``) where nothing waits.
    """
    return _move(origin, act="accept", by=by, at=at, only=only)


@transaction.atomic
def withdraw(origin: str, *, reason: str, by: Actor | None, at: datetime, only: Collection[str] | None = None) -> Done:
    """Take the submitted values of an origin back (rút, trả lại số liệu).

    A submitted value ends; where it amended an accepted one, that one stands again. Accepted values stay: to
    change them put an amendment. Raises ``Refused`` (``nothing_pending``) where nothing waits.
    """
    return _move(origin, act="withdraw", by=by, at=at, only=only, reason=reason)


@dataclass(frozen=True, slots=True)
class _Tip:
    figure: Figure
    accepted: int | None

    @property
    def root_id(self) -> int:
        return self.figure.pk if self.figure.claim_id is None else self.figure.claim_id


def _chains(touched: log.Touched) -> dict[Key, list[_Tip]]:
    """The last row of every claim for the touched keys."""
    figures: dict[Key, dict[int, Figure]] = defaultdict(dict)
    rows = Figure.objects.filter(
        body__in=list(touched.reporters),
        period__in={period for _, period in touched.pairs},
        indicator__in=touched.indicators,
    ).select_related("source")
    for row in rows:
        figures[row.body_id, row.period_id, row.indicator_id, row.breakdown_id, row.coverage][row.pk] = row
    return {key: _tips(by_id) for key, by_id in figures.items()}


def _tips(by_id: dict[int, Figure]) -> list[_Tip]:
    found = tips(LogRow(f.pk, f.claim_id, f.standing, f.state, f.force) for f in by_id.values())
    return [_Tip(by_id[tip.id], accepted.id if accepted else None) for tip, accepted in found.values()]


def _decide(value: Value, claims: list[_Tip], *, origin: str, standing: Standing) -> tuple[Outcome, _Tip | None]:
    """What becomes of a value beside the claims that stand for its key, and the claim it concerns."""
    own = next((claim for claim in claims if claim.figure.source.origin == origin), None)
    if own is not None:
        last = own.figure
        if value.state is State.MISSING:
            return (Outcome.UNCHANGED if last.standing == Standing.WITHDRAWN else Outcome.WITHDRAWN), own
        same = (last.value, last.state, last.comparator) == (value.value, value.state, value.comparator)
        settled = last.standing == standing or (last.standing == Standing.ACCEPTED and standing is Standing.SUBMITTED)
        return (Outcome.UNCHANGED if same and settled else Outcome.CHANGED), own
    if value.state is State.MISSING:
        return Outcome.UNCHANGED, None
    live = [claim for claim in claims if claim.figure.standing != Standing.WITHDRAWN]
    for claim in sorted(live, key=lambda claim: -claim.figure.force):
        last = claim.figure
        if (last.value, last.state, last.comparator) == (value.value, value.state, value.comparator):
            return Outcome.EVIDENCE, claim
    if any(claim.figure.force != Force.ASIDE for claim in live):
        return Outcome.ASIDE, None
    return Outcome.NEW, None


def _is_evidence(claim: _Tip, origin: str) -> bool:
    return Evidence.objects.filter(claim=claim.root_id, source__origin=origin).exists()


def _force(own: _Tip | None, claims: list[_Tip]) -> int:
    """The force of a new row: as before in its chain, unless it begins (again) beside another that counts."""
    if own is not None and own.figure.standing != Standing.WITHDRAWN:
        return own.figure.force
    others = [c.figure for c in claims if c is not own and c.figure.standing != Standing.WITHDRAWN]
    return Force.ASIDE if any(figure.force != Force.ASIDE for figure in others) else Force.COUNTS


def _missing_totals(values: list[Value], known: dict[str, Known]) -> list[Value]:
    """The totals of partitions whose parts were given without them (tổng còn thiếu)."""
    sums: dict[tuple[str, int, object, Coverage], dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    given = {(v.indicator, v.body, v.period, v.coverage) for v in values if v.breakdown is None}
    for value in values:
        if value.breakdown is not None and value.state is State.NUMBER:
            kind, dimension = known[value.indicator].breakdowns[value.breakdown]
            key = (value.indicator, value.body, value.period, value.coverage)
            if kind == "partition" and key not in given:
                sums[key][dimension].append(value)
    totals = []
    for dimensions in sums.values():
        parts = max(dimensions.values(), key=lambda found: (sum(part.value or 0 for part in found), len(found)))
        exact = all(part.comparator is Comparator.EQ for part in parts)
        totals.append(
            replace(
                parts[0],
                breakdown=None,
                value=sum(part.value or 0 for part in parts),
                comparator=Comparator.EQ if exact else Comparator.GE,
                cell=" + ".join(part.cell for part in parts if part.cell)[:60],
            )
        )
    return totals


class _Sources:
    """One row of provenance for each cell or span of an act."""

    def __init__(self, provenance: Provenance, *, by: Actor | None, at: datetime) -> None:
        self.provenance = provenance
        self.by = by.name if by else log.SYSTEM_NAME
        self.at = at
        self.made: dict[tuple[str, tuple[int, int] | None], Source] = {}

    def of(self, value: Value) -> Source:
        cell = value.cell if value.span is not None or self.provenance.paper is not None else ""
        key = (cell, value.span)
        if key not in self.made:
            given = self.provenance
            self.made[key] = Source(
                kind=given.kind,
                origin=given.origin,
                label=given.label,
                address=given.address,
                paper_id=given.paper,
                start=value.span[0] if value.span else None,
                end=value.span[1] if value.span else None,
                cell=cell,
                entered_by=given.entered_by or self.by,
                entered_at=given.entered_at or self.at,
                accepted_by=given.accepted_by,
                accepted_at=given.accepted_at,
            )
        return self.made[key]

    def save(self) -> None:
        Source.objects.bulk_create(list(self.made.values()))


def _move(
    origin: str,
    *,
    act: str,
    by: Actor | None,
    at: datetime,
    only: Collection[str] | None,
    reason: str = "",
) -> Done:
    waiting = Figure.objects.filter(change__in=Change.objects.filter(origin=origin), standing=Standing.SUBMITTED)
    if only is not None:
        waiting = waiting.filter(indicator__code__in=only)
    keys = set(waiting.values_list("body_id", "period_id", "indicator_id"))
    if not keys:
        raise Refused(Refusal(PART, "nothing_pending"))
    periods = all_periods()
    touched = log.touch(keys, periods)
    geo = geography()
    log.lock(touched, geo)
    change = log.begin(act, origin, by=by, at=at, reason=reason)
    name = by.name if by else log.SYSTEM_NAME
    waiting_tips = [
        claim
        for key, claims in _chains(touched).items()
        if key[:3] in keys
        for claim in claims
        if claim.figure.standing == Standing.SUBMITTED and claim.figure.source.origin == origin
    ]
    if not waiting_tips:
        raise Refused(Refusal(PART, "nothing_pending"))
    accepted = Figure.objects.in_bulk([claim.accepted for claim in waiting_tips if claim.accepted is not None])
    copies: dict[int, Source] = {}
    fresh: list[Figure] = []
    for claim in waiting_tips:
        last = claim.figure
        if act == "accept":
            if last.source_id not in copies:
                copies[last.source_id] = _accepted(last.source, name, at)
            fresh.append(_again(last, claim, change, standing=Standing.ACCEPTED, source=copies[last.source_id]))
        elif claim.accepted is not None:
            fresh.append(_again(accepted[claim.accepted], claim, change))
        else:
            fresh.append(_again(last, claim, change, standing=Standing.WITHDRAWN))
    Source.objects.bulk_create(list(copies.values()))
    Figure.objects.bulk_create(fresh)
    log.refresh(touched, geo)
    done = "figures.accepted" if act == "accept" else "figures.withdrawn"
    record(done, change, by=by, at=at, origin=origin, values=len(fresh), reason=reason)
    return Done(change.pk, ())


def _accepted(source: Source, name: str, at: datetime) -> Source:
    fields = {f.attname: getattr(source, f.attname) for f in Source._meta.concrete_fields if f.attname != "id"}
    return Source(**{**fields, "accepted_by": name, "accepted_at": at})


def _again(
    said: Figure, claim: _Tip, change: Change, *, standing: Standing | None = None, source: Source | None = None
) -> Figure:
    """A row said again as the last of its chain."""
    fields = {f.attname: getattr(said, f.attname) for f in Figure._meta.concrete_fields if f.attname != "id"}
    fields |= {"change_id": change.pk, "replaces_id": claim.figure.pk, "claim_id": claim.root_id}
    fields["force"] = claim.figure.force
    if standing is not None:
        fields["standing"] = standing
    figure = Figure(**fields)
    if source is not None:
        figure.source = source
    return figure
