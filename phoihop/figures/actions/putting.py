"""Putting values, accepting and withdrawing them: every change is a new row that names the one it replaces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from phoihop.audit.actions import SYSTEM_NAME, record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal, Refused
from phoihop.figures.actions import log
from phoihop.figures.actions.sources import Sources, accepted_sources, digested
from phoihop.figures.actions.touched import Touched, reporters, touch
from phoihop.figures.models import Change, Figure, Source
from phoihop.figures.queries.base import execute, marks
from phoihop.figures.queries.geography import geography
from phoihop.figures.queries.periods import all_periods
from phoihop.figures.queries.witnesses import seals_of
from phoihop.figures.rules.in_force import LogRow, tips
from phoihop.figures.rules.sealing import seal
from phoihop.figures.rules.values import (
    PART,
    Comparator,
    Force,
    Known,
    Outcome,
    Provenance,
    SourceKind,
    Standing,
    State,
    Value,
    refusal_to_put,
)
from phoihop.figures.rules.wholes import Before, missing_totals, refusal_beside
from phoihop.indicators.models import Indicator

__all__ = ["Done", "accept", "put", "withdraw"]


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
    number is in force, this one is kept aside as a claim of its own: evidence as long as it says the same. A different
    accepted number takes the place of one that nobody has accepted, or that this origin said before. A value with
    state MISSING takes back what the origin said before. Where the parts of a partition come without their total and
    the origin never gave one, the total is put as the sum of all its parts. Raises ``Refused`` and changes nothing
    where `rules.refusal_to_put` refuses, or where parts do not go with what the origin said before.
    """
    given = list(values)
    indicators, parts = _catalogue({value.indicator for value in given})
    bodies = reporters(value.body for value in given)
    known = {
        code: Known(code, {name: (kind, dimension) for name, (_, kind, dimension) in parts[code].items()})
        for code in indicators
    }
    if refusal := refusal_to_put(given, known=known, bodies={pk: one.ended for pk, one in bodies.items()}):
        raise Refused(refusal)
    if not given:
        return _nothing(source.origin, by=by, at=at, reason=reason)
    rows = log.period_rows({value.period for value in given})
    keys = [_key(value, rows[value.period].id, indicators, parts) for value in given]
    touched = Touched(
        bodies,
        {row.id: row for row in rows.values()},
        frozenset(key[2] for key in keys),
        frozenset((key[0], key[1]) for key in keys),
    )
    geo = geography()
    log.lock(touched, geo)
    change = log.begin("put", source.origin, by=by, at=at, reason=reason)
    standing_rows = log.rows_of(touched)
    chains = _chains(standing_rows)
    before = _before(chains, source.origin, dict(zip(keys, given, strict=True)), parts)
    totals = missing_totals(given, before, known=known)
    if refusal := refusal_beside(given, totals, before, known=known):
        raise Refused(refusal)
    derived = {_key(value, rows[value.period].id, indicators, parts) for value in totals}
    keys += [_key(value, rows[value.period].id, indicators, parts) for value in totals]
    sources = Sources(source, by=by, at=at)
    decided: list[tuple[Value, log.Key, Outcome, _Tip | None]] = []
    for value, key in zip([*given, *totals], keys, strict=True):
        outcome, tip = _decide(value, chains.get(key, []), source.origin, standing=standing, derived=key in derived)
        if outcome is not Outcome.UNCHANGED:
            sources.want(value, derived=key in derived)
        decided.append((value, key, outcome, tip))
    sources.save()
    fresh: list[tuple[log.Row, int | None]] = []
    displaced: list[tuple[log.Row, int | None]] = []
    for value, key, outcome, tip in decided:
        if outcome is not Outcome.UNCHANGED:
            claims = chains.get(key, [])
            accepted = standing is Standing.ACCEPTED and outcome is not Outcome.WITHDRAWN
            stepping = _stepping_aside(tip, claims, _word(value)) if accepted else []
            displaced += [_set_aside(other) for other in stepping]
            row = log.Row(
                pk=0,
                claim=tip.row.root if tip else None,
                standing=int(Standing.WITHDRAWN if outcome is Outcome.WITHDRAWN else standing),
                state=int(value.state),
                force=int(Force.COUNTS) if stepping else _force(tip, claims),
                body=key[0],
                period=key[1],
                indicator=key[2],
                breakdown=key[3],
                coverage=key[4],
                comparator=int(value.comparator if value.state is State.NUMBER else Comparator.EQ),
                value=value.value,
                source=sources.of(value, derived=key in derived),
            )
            fresh.append((row, tip.row.pk if tip else None))
    written = log.write(change.pk, [*fresh, *displaced])
    if written:
        log.refresh(touched, geo, [*standing_rows, *written])
    sealed = _seal(change, written, fresh, displaced, sources.made.values())
    evidence = sum(outcome is Outcome.EVIDENCE for _, _, outcome, _ in decided)
    facts = {"origin": source.origin, "values": len(fresh), "evidence": evidence, "seal": sealed}
    record("figures.put", change, by=by, at=at, **facts)
    ids = iter(written)
    return Done(
        change.pk,
        tuple(
            (value, outcome, (tip.row.pk if tip else 0))
            if outcome is Outcome.UNCHANGED
            else (value, outcome, next(ids).pk)
            for value, _, outcome, tip in decided
        ),
    )


def _nothing(origin: str, *, by: Actor | None, at: datetime, reason: str) -> Done:
    """The act of an origin that has nothing to say, as a report whose every row another form owns."""
    change = log.begin("put", origin, by=by, at=at, reason=reason)
    facts = {"origin": origin, "values": 0, "evidence": 0, "seal": _seal(change, (), (), (), ())}
    record("figures.put", change, by=by, at=at, **facts)
    return Done(change.pk, ())


def _key(value: Value, period: int, indicators: Mapping[str, int], parts: Mapping[str, Parts]) -> log.Key:
    part = parts[value.indicator][value.breakdown][0] if value.breakdown is not None else None
    return (value.body, period, indicators[value.indicator], part, int(value.coverage))


#: Breakdowns of an indicator: code → (id, kind, dimension).
Parts = dict[str, tuple[int, str, str]]


def _catalogue(codes: Collection[str]) -> tuple[dict[str, int], dict[str, Parts]]:
    """The ids of indicators and their breakdowns, by code; two queries."""
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
    return indicators, parts


@transaction.atomic
def accept(origin: str, *, by: Actor | None, at: datetime, only: Collection[str] | None = None) -> Done:
    """Accept the submitted values of an origin (nhận số liệu), all or those of the indicators in ``only``.

    Each becomes a new row with standing ACCEPTED whose source names who accepted, in force unless another accepted
    number is that this origin never said. Raises ``Refused`` (``nothing_pending``) where nothing waits.
    """
    return _move(origin, act="accept", by=by, at=at, only=only)


@transaction.atomic
def withdraw(origin: str, *, reason: str, by: Actor | None, at: datetime, only: Collection[str] | None = None) -> Done:
    """Take the submitted values of an origin back (rút, trả lại số liệu).

    A submitted value ends; where it amended an accepted one, that one stands again. Accepted values stay: to
    change them put an amendment. Raises ``Refused`` (``nothing_pending``) where nothing waits.
    """
    return _move(origin, act="withdraw", by=by, at=at, only=only, reason=reason)


#: What a row says: value, state and comparator.
Word = tuple[int | None, int, int]


@dataclass(frozen=True, slots=True)
class _Tip:
    """The last row of a claim, whose claim it is, the accepted row in force, and all that the claim said so far.

    ``derived`` is a total that was added from parts.
    """

    row: log.Row
    origin: str
    derived: bool
    accepted: int | None
    said: frozenset[Word]

    @property
    def word(self) -> Word:
        return self.row.value, self.row.state, self.row.comparator

    @property
    def live(self) -> bool:
        return self.row.standing != Standing.WITHDRAWN


def _word(value: Value) -> Word:
    return value.value, int(value.state), int(value.comparator if value.state is State.NUMBER else Comparator.EQ)


def _chains(rows: Collection[log.Row]) -> dict[log.Key, list[_Tip]]:
    """The last row of every claim, by key."""
    by_key: dict[log.Key, list[log.Row]] = defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    sources = Source.objects.filter(pk__in={row.source for row in rows}).values_list("pk", "origin", "kind")
    told = {pk: (origin, kind == SourceKind.DERIVED) for pk, origin, kind in sources}
    return {key: _tips(mine, told) for key, mine in by_key.items()}


def _tips(rows: list[log.Row], told: Mapping[int, tuple[str, bool]]) -> list[_Tip]:
    by_pk = {row.pk: row for row in rows}
    said: dict[int, set[Word]] = defaultdict(set)
    for row in rows:
        said[row.root].add((row.value, row.state, row.comparator))
    found = tips(LogRow(row.pk, row.claim, row.standing, row.state, row.force) for row in rows)
    return [
        _Tip(by_pk[tip.id], *told[by_pk[tip.id].source], accepted.id if accepted else None, frozenset(said[tip.root]))
        for tip, accepted in found.values()
    ]


def _before(
    chains: Mapping[log.Key, list[_Tip]], origin: str, given: Mapping[log.Key, Value], parts: Mapping[str, Parts]
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


def _decide(
    value: Value, claims: list[_Tip], origin: str, *, standing: Standing, derived: bool
) -> tuple[Outcome, _Tip | None]:
    """What becomes of a value beside the claims that stand for its key, and the claim that it goes on with."""
    own = next((claim for claim in claims if claim.origin == origin), None)
    if own is not None:
        last = own.row
        if value.state is State.MISSING:
            return (Outcome.UNCHANGED if last.standing == Standing.WITHDRAWN else Outcome.WITHDRAWN), own
        # said as it is, a total no longer follows its parts
        same = own.word == _word(value) and own.derived <= derived
        settled = last.standing == standing or (last.standing == Standing.ACCEPTED and standing is Standing.SUBMITTED)
        return (Outcome.UNCHANGED if same and settled else Outcome.CHANGED), own
    if value.state is State.MISSING:
        return Outcome.UNCHANGED, None
    live = [claim for claim in claims if claim.live]
    if any(claim.word == _word(value) for claim in live):
        return Outcome.EVIDENCE, None
    return (Outcome.ASIDE if live else Outcome.NEW), None


def _force(own: _Tip | None, claims: list[_Tip]) -> int:
    """The force of a new row: as before in its chain, unless it begins (again) beside another that counts."""
    if own is not None and own.live:
        return own.row.force
    return int(Force.ASIDE if any(claim.live for claim in claims if claim is not own) else Force.COUNTS)


def _stepping_aside(own: _Tip | None, claims: list[_Tip], word: Word) -> list[_Tip]:
    """The claims in force whose place another accepted number takes, all of them or none.

    Those that say otherwise and were never accepted, or that say what this claim said before it was corrected: what
    only confirmed a number that its own reporter takes back is no reason to keep it.
    """
    if own is not None and own.live and own.row.force != Force.ASIDE:
        return []
    others = [claim for claim in claims if claim is not own and claim.live and claim.row.force != Force.ASIDE]
    said = own.said if own is not None else frozenset()
    giving = all(one.word != word and (one.accepted is None or one.word in said) for one in others)
    return others if giving else []


def _set_aside(claim: _Tip) -> tuple[log.Row, int | None]:
    """A claim's last row once more, kept beside the one in force."""
    return claim.row._replace(claim=claim.row.root, force=int(Force.ASIDE)), claim.row.pk


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
    touched = touch(keys, all_periods())
    geo = geography()
    log.lock(touched, geo)
    change = log.begin(act, origin, by=by, at=at, reason=reason)
    name = by.name if by else SYSTEM_NAME
    rows = log.rows_of(touched)
    by_pk = {row.pk: row for row in rows}
    chains = {key: claims for key, claims in _chains(rows).items() if key[:3] in keys}
    waiting_tips = [
        claim
        for claims in chains.values()
        for claim in claims
        if claim.row.standing == Standing.SUBMITTED and claim.origin == origin
    ]
    if not waiting_tips:
        raise Refused(Refusal(PART, "nothing_pending"))
    copies: dict[int, Source] = {}
    if act == "accept":
        copies = accepted_sources({claim.row.source for claim in waiting_tips}, name, at)
    fresh: list[tuple[log.Row, int | None]] = []
    displaced: list[tuple[log.Row, int | None]] = []
    for claim in waiting_tips:
        last, force = claim.row, claim.row.force
        if act == "accept":
            row = last._replace(standing=int(Standing.ACCEPTED), source=copies[last.source].pk)
            if force == Force.ASIDE and (stepping := _stepping_aside(claim, chains[last.key], claim.word)):
                displaced += [_set_aside(other) for other in stepping]
                force = int(Force.COUNTS)
        elif claim.accepted is not None:
            row = by_pk[claim.accepted]
        else:
            row = last._replace(standing=int(Standing.WITHDRAWN))
        fresh.append((row._replace(claim=last.root, force=force), last.pk))
    written = log.write(change.pk, [*fresh, *displaced])
    log.refresh(touched, geo, [*rows, *written])
    done = "figures.accepted" if act == "accept" else "figures.withdrawn"
    sealed = _seal(change, written, fresh, displaced, copies.values())
    record(done, change, by=by, at=at, origin=origin, values=len(fresh), reason=reason, seal=sealed)
    return Done(change.pk, ())


def _seal(
    change: Change,
    written: Sequence[log.Row],
    fresh: Sequence[tuple[log.Row, int | None]],
    displaced: Collection[tuple[log.Row, int | None]],
    made: Collection[Source],
) -> str:
    """The seal of an act: from what it has just written, where its rows name no source but those that it made."""
    if displaced or not made:
        return seals_of([change])[change.pk]
    return seal(
        (change.pk, change.origin, change.name, change.body, change.reason),
        [row.sealed(replaces) for row, (_, replaces) in zip(written, fresh, strict=True)],
        digested(made),
    )
