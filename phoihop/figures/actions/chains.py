"""The claims of a key (các nguồn của một số liệu): what becomes of a value beside those that stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from phoihop.figures.actions import log
from phoihop.figures.models import Source
from phoihop.figures.rules.in_force import LogRow, tips
from phoihop.figures.rules.values import Comparator, Force, Outcome, SourceKind, Standing, State, Value

__all__ = ["Tip", "Word", "chains", "decide", "force_of", "set_aside", "stepping_aside", "word"]

#: What a row says: value, state and comparator.
Word = tuple[int | None, int, int]


@dataclass(frozen=True, slots=True)
class Tip:
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


def word(value: Value) -> Word:
    """What a row of this value says."""
    return value.value, int(value.state), int(value.comparator if value.state is State.NUMBER else Comparator.EQ)


def chains(rows: Collection[log.Row]) -> dict[log.Key, list[Tip]]:
    """The last row of every claim, by key."""
    by_key: dict[log.Key, list[log.Row]] = defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    sources = Source.objects.filter(pk__in={row.source for row in rows}).values_list("pk", "origin", "kind")
    told = {pk: (origin, kind == SourceKind.DERIVED) for pk, origin, kind in sources}
    return {key: _tips(mine, told) for key, mine in by_key.items()}


def _tips(rows: list[log.Row], told: Mapping[int, tuple[str, bool]]) -> list[Tip]:
    by_pk = {row.pk: row for row in rows}
    said: dict[int, set[Word]] = defaultdict(set)
    for row in rows:
        said[row.root].add((row.value, row.state, row.comparator))
    found = tips(LogRow(row.pk, row.claim, row.standing, row.state, row.force) for row in rows)
    return [
        Tip(by_pk[tip.id], *told[by_pk[tip.id].source], accepted.id if accepted else None, frozenset(said[tip.root]))
        for tip, accepted in found.values()
    ]


def decide(
    value: Value, claims: list[Tip], origin: str, *, standing: Standing, derived: bool
) -> tuple[Outcome, Tip | None]:
    """What becomes of a value beside the claims that stand for its key, and the claim that it goes on with."""
    own = next((claim for claim in claims if claim.origin == origin), None)
    if own is not None:
        last = own.row
        if value.state is State.MISSING:
            return (Outcome.UNCHANGED if last.standing == Standing.WITHDRAWN else Outcome.WITHDRAWN), own
        # said as it is, a total no longer follows its parts
        same = own.word == word(value) and own.derived <= derived
        settled = last.standing == standing or (last.standing == Standing.ACCEPTED and standing is Standing.SUBMITTED)
        return (Outcome.UNCHANGED if same and settled else Outcome.CHANGED), own
    if value.state is State.MISSING:
        return Outcome.UNCHANGED, None
    live = [claim for claim in claims if claim.live]
    if any(claim.word == word(value) for claim in live):
        return Outcome.EVIDENCE, None
    return (Outcome.ASIDE if live else Outcome.NEW), None


def force_of(own: Tip | None, claims: list[Tip]) -> int:
    """The force of a new row: as before in its chain.

    A claim that begins again has what it had where nobody was put in force since it ended: what somebody chose is not
    lost with an acceptance that is undone. One that begins beside others stands aside.
    """
    others = [claim for claim in claims if claim is not own and claim.live]
    nobody_since = all(one.row.force == Force.ASIDE for one in others)
    if own is not None and (own.live or (own.row.force != Force.ASIDE and nobody_since)):
        return own.row.force
    return int(Force.ASIDE if others else Force.COUNTS)


def stepping_aside(own: Tip | None, claims: list[Tip], said_now: Word) -> list[Tip]:
    """The claims in force whose place another accepted number takes, all of them or none.

    Those that say otherwise and were never accepted, or that say what this claim said before it was corrected: what
    only confirmed a number that its own reporter takes back is no reason to keep it.
    """
    if own is not None and own.live and own.row.force != Force.ASIDE:
        return []
    others = [claim for claim in claims if claim is not own and claim.live and claim.row.force != Force.ASIDE]
    said = own.said if own is not None else frozenset()
    giving = all(one.word != said_now and (one.accepted is None or one.word in said) for one in others)
    return others if giving else []


def set_aside(claim: Tip) -> tuple[log.Row, int | None]:
    """A claim's last row once more, kept beside the one in force."""
    return claim.row._replace(claim=claim.row.root, force=int(Force.ASIDE)), claim.row.pk
