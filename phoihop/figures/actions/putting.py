"""Putting values: every change is a new row that names the one it replaces."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.periods import Period
from phoihop.core.refusal import Refused
from phoihop.figures.actions import log
from phoihop.figures.actions.chains import Tip, chains, decide, force_of, set_aside, stepping_aside, word
from phoihop.figures.actions.sources import Sources
from phoihop.figures.actions.touched import Touched, reporters
from phoihop.figures.queries.base import execute, marks
from phoihop.figures.queries.geography import geography
from phoihop.figures.queries.periods import PeriodRow
from phoihop.figures.rules.values import (
    Comparator,
    Force,
    Known,
    Outcome,
    Provenance,
    Standing,
    State,
    Value,
    refusal_to_put,
)
from phoihop.figures.rules.wholes import Before, missing_totals, refusal_beside
from phoihop.indicators.models import Indicator

__all__ = ["Done", "put"]

#: The rows of the log by key, as the claims that stand.
Claims = Mapping[log.Key, list[Tip]]


@dataclass(frozen=True, slots=True)
class Done:
    """What one act did: the number of its change, and per value its outcome and the row that now says it."""

    change: int
    outcomes: tuple[tuple[Value, Outcome, int], ...]

    def count(self, outcome: Outcome) -> int:
        return sum(1 for _, found, _ in self.outcomes if found is outcome)


class _Told(NamedTuple):
    """A value of an act with its key; ``derived`` is a total that was added from the parts given."""

    value: Value
    key: log.Key
    derived: bool = False


class _Decided(NamedTuple):
    """What becomes of a value, and the claim that it goes on with."""

    told: _Told
    outcome: Outcome
    tip: Tip | None


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
    number is in force, this one is kept aside as a claim of its own: evidence as long as it says the same. A different
    accepted number takes the place of one that nobody has accepted, or that this origin said before. A value with
    state MISSING takes back what the origin said before. Where the parts of a partition come without their total and
    the origin never gave one, the total is put as the sum of all its parts. Raises ``Refused`` and changes nothing
    where `rules.refusal_to_put` refuses, or where parts do not go with what the origin said before.
    """
    given = list(values)
    catalogue = _catalogue({value.indicator for value in given})
    bodies = reporters(value.body for value in given)
    ended = {pk: one.ended for pk, one in bodies.items()}
    if refusal := refusal_to_put(given, known=catalogue.known, bodies=ended):
        raise Refused(refusal)
    if not given:
        return _nothing(source.origin, by=by, at=at, reason=reason)
    periods = log.period_rows({value.period for value in given})
    told = [_Told(value, catalogue.key(value, periods)) for value in given]
    touched = Touched(
        bodies,
        {row.id: row for row in periods.values()},
        frozenset(one.key[2] for one in told),
        frozenset(one.key[:2] for one in told),
    )
    geo = geography()
    touched = log.lock(touched, geo)
    change = log.begin("put", source.origin, by=by, at=at, reason=reason)
    standing_rows = log.rows_of(touched)
    claims = chains(standing_rows)
    told += _totals_beside(told, claims, source.origin, catalogue, periods)
    decided = [_Decided(one, *_decide(one, claims, source.origin, standing)) for one in told]
    sources = Sources(source, by=by, at=at)
    for one in decided:
        if one.outcome is not Outcome.UNCHANGED:
            sources.want(one.told.value, derived=one.told.derived)
    sources.save()
    fresh, displaced = _rows(decided, claims, standing, sources)
    written = log.write(change.pk, [*fresh, *displaced])
    if written:
        log.refresh(touched, geo, [*standing_rows, *written])
    sealed = log.sealed(change, written, fresh, displaced, sources.made.values())
    evidence = sum(one.outcome is Outcome.EVIDENCE for one in decided)
    facts = {"origin": source.origin, "values": len(fresh), "evidence": evidence, "seal": sealed}
    record("figures.put", change, by=by, at=at, **facts)
    return _done(change.pk, decided, written)


def _nothing(origin: str, *, by: Actor | None, at: datetime, reason: str) -> Done:
    """The act of an origin that has nothing to say, as a report whose every row another form owns."""
    change = log.begin("put", origin, by=by, at=at, reason=reason)
    facts = {"origin": origin, "values": 0, "evidence": 0, "seal": log.sealed(change, (), (), (), ())}
    record("figures.put", change, by=by, at=at, **facts)
    return Done(change.pk, ())


def _totals_beside(
    told: Sequence[_Told],
    claims: Claims,
    origin: str,
    catalogue: _Catalogue,
    periods: Mapping[Period, PeriodRow],
) -> list[_Told]:
    """The totals that come with the parts given; raises ``Refused`` where the parts would not go with the total."""
    given = [one.value for one in told]
    before = _before(claims, origin, {one.key: one.value for one in told}, catalogue.parts)
    totals = missing_totals(given, before, known=catalogue.known)
    if refusal := refusal_beside(given, totals, before, known=catalogue.known):
        raise Refused(refusal)
    return [_Told(value, catalogue.key(value, periods), derived=True) for value in totals]


def _before(
    chains: Mapping[log.Key, list[Tip]], origin: str, given: Mapping[log.Key, Value], parts: Mapping[str, Parts]
) -> list[Before]:
    """What the origin said before, and did not take back, of what an act gives a total or parts of."""
    said = {(*key[:3], key[4]): value for key, value in given.items() if parts[value.indicator]}
    names = {pk: code for value in said.values() for code, (pk, _, _) in parts[value.indicator].items()}
    found = []
    for key, claims in chains.items():
        like = said.get((*key[:3], key[4]))
        own = next((claim for claim in claims if claim.origin == origin and claim.live), None)
        if like is not None and own is not None:
            row, part = own.row, None if key[3] is None else names[key[3]]
            word = Value(
                like.indicator, like.body, like.period, row.value, State(row.state), Comparator(row.comparator),
                like.coverage, part,
            )  # fmt: skip
            found.append(Before(word, own.derived))
    return found


def _decide(told: _Told, claims: Claims, origin: str, standing: Standing) -> tuple[Outcome, Tip | None]:
    return decide(told.value, claims.get(told.key, []), origin, standing=standing, derived=told.derived)


def _rows(
    decided: Iterable[_Decided], claims: Claims, standing: Standing, sources: Sources
) -> tuple[list[log.Fresh], list[log.Fresh]]:
    """The rows that an act writes, and those of claims that step aside for them."""
    fresh: list[log.Fresh] = []
    displaced: list[log.Fresh] = []
    for (value, key, derived), outcome, tip in decided:
        if outcome is Outcome.UNCHANGED:
            continue
        others = claims.get(key, [])
        accepted = standing is Standing.ACCEPTED and outcome is not Outcome.WITHDRAWN
        stepping = stepping_aside(tip, others, word(value)) if accepted else []
        displaced += [set_aside(other) for other in stepping]
        row = log.Row(
            pk=0,
            claim=tip.row.root if tip else None,
            standing=int(Standing.WITHDRAWN if outcome is Outcome.WITHDRAWN else standing),
            state=int(value.state),
            force=int(Force.COUNTS) if stepping else force_of(tip, others),
            body=key[0],
            period=key[1],
            indicator=key[2],
            breakdown=key[3],
            coverage=key[4],
            comparator=int(value.comparator if value.state is State.NUMBER else Comparator.EQ),
            value=value.value,
            source=sources.of(value, derived=derived),
        )
        fresh.append((row, tip.row.pk if tip else None))
    return fresh, displaced


def _done(change: int, decided: Iterable[_Decided], written: Sequence[log.Row]) -> Done:
    """What the act did; the rows that it wrote come in the order of the values, those of others after them."""
    ids = iter(written)
    outcomes = []
    for (value, _, _), outcome, tip in decided:
        unchanged = outcome is Outcome.UNCHANGED
        row = (tip.row.pk if tip else 0) if unchanged else next(ids).pk
        outcomes.append((value, outcome, row))
    return Done(change, tuple(outcomes))


#: Breakdowns of an indicator: code → (id, kind, dimension).
Parts = dict[str, tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """Indicators and their breakdowns by code."""

    indicators: Mapping[str, int]
    parts: Mapping[str, Parts]
    known: Mapping[str, Known]

    def key(self, value: Value, periods: Mapping[Period, PeriodRow]) -> log.Key:
        """The key of a value in the log."""
        part = None if value.breakdown is None else self.parts[value.indicator][value.breakdown][0]
        return value.body, periods[value.period].id, self.indicators[value.indicator], part, int(value.coverage)


def _catalogue(codes: Collection[str]) -> _Catalogue:
    """The indicators of some codes with their breakdowns; two queries."""
    indicators = dict(Indicator.objects.filter(code__in=codes).order_by().values_list("code", "pk"))
    by_id = {pk: code for code, pk in indicators.items()}
    parts: dict[str, Parts] = {code: {} for code in indicators}
    if by_id:
        with connection.cursor() as cursor:
            execute(
                cursor,
                "SELECT indicator_id, code, id, kind, dimension FROM indicators_breakdown "  # noqa: S608
                f"WHERE indicator_id IN ({marks(len(by_id))})",
                sorted(by_id),
            )
            for indicator, code, pk, kind, dimension in cursor.fetchall():
                parts[by_id[indicator]][code] = (pk, kind, dimension)
    known = {
        code: Known(code, {name: (kind, dimension) for name, (_, kind, dimension) in parts[code].items()})
        for code in indicators
    }
    return _Catalogue(indicators, parts, known)
