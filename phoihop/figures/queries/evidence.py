"""What stands behind a number: the rows of the log with their sources, the successions that lead values here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from phoihop.figures.models import Edition, Figure, Source
from phoihop.figures.queries.behind import Portion
from phoihop.figures.queries.geography import unit_names
from phoihop.figures.queries.periods import PeriodRow
from phoihop.figures.rules.grouping import Groups
from phoihop.figures.rules.in_force import LogRow, tips
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.selection import Picked
from phoihop.figures.rules.values import Comparator, Coverage, Standing
from phoihop.organisations import queries as organisations
from phoihop.places import queries as places
from phoihop.places.models import Succession

__all__ = ["Joined", "Quote", "Said", "joined_here", "said_by"]

#: How many successions one explanation names.
AT_MOST_JOINED = 400
#: How many characters of the paper are shown around the sentence that says a number.
AROUND = 220


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence of a paper that says a number, with a stretch before and after."""

    before: str
    said: str
    after: str


@dataclass(frozen=True, slots=True)
class Said:
    """One row of the log that went into a number, with its provenance (ai nhập, ai nhận, ở đâu).

    ``value`` is what counts at the unit asked for, so that rows add up; ``stated`` what the row says, which is more
    where the place was divided (see ``portion``).
    """

    figure: int
    body: str
    place: str
    period: PeriodRow
    value: int
    comparator: Comparator
    coverage: Coverage
    standing: Standing
    standin: bool
    forced: bool
    source: Source
    change: int
    at: datetime
    reason: str
    quote: Quote | None
    evidence: tuple[Source, ...]
    before: int | None
    heirs: tuple[str, ...] = ()
    #: Who put the row in force over others, where a person did.
    chosen_by: str = ""
    stated: int = 0
    portion: Portion | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """A succession that the map follows (kế thừa)."""

    old: str
    new: str
    on: date
    whole: bool
    legal_act: str
    #: The part that goes to the heir, in millionths, where the act states it.
    share: int | None = None


def said_by(
    picked: Sequence[Picked],
    periods: Mapping[int, PeriodRow],
    question: Question,
    portions: Mapping[int, Portion],
    *,
    until: int | None = None,
) -> tuple[Said, ...]:
    """The rows of the log behind values, with their sources and what else says the same, in five queries.

    ``portions`` are of those that do not count whole. Up to the change ``until`` where an edition is asked for.
    """
    figures = {
        row.pk: row
        for row in Figure.objects.filter(pk__in=[one.row.figure for one in picked]).select_related(
            "source__paper", "change", "replaces__change", "replaces__replaces"
        )
    }
    proofs = _proofs(figures, until)
    bodies = organisations.names_of([row.body_id for row in figures.values()], on=question.period.range.last_day)
    edition = Edition.objects.filter(pk=question.edition).first() if question.edition else None
    places_of = [one.row.place for one in picked]
    names = unit_names(places_of, on=question.period.range.last_day, edition=edition)
    heirs = organisations.heirs([row.body_id for row in figures.values()], on=question.on)
    today = organisations.names_of({heir.pk for rows in heirs.values() for heir in rows}, on=question.on)
    made = []
    for one in picked:
        row = figures[one.row.figure]
        body, portion = bodies.get(row.body_id), portions.get(row.pk)
        stated = one.row.value if row.value is None else row.value
        made.append(
            Said(
                row.pk,
                body.name if body else names[one.row.place].heading,
                names[one.row.place].heading,
                periods[row.period_id],
                portion.value if portion else stated,
                Comparator(row.comparator),
                Coverage(row.coverage),
                Standing(row.standing),
                one.standin,
                one.forced,
                row.source,
                row.change_id,
                row.change.at,
                _reason(row),
                _quote(row.source),
                tuple(proofs[row.pk]),
                _before(row),
                tuple(today[heir.pk].name for heir in heirs.get(row.body_id, ()) if heir.pk in today),
                row.change.name if row.change.act == "choose" else "",
                stated,
                portion,
            )
        )
    return tuple(made)


def _sent(row: Figure) -> Figure | None:
    """The row as it was sent, where the row is its acceptance."""
    accepts = row.standing == Standing.ACCEPTED and row.replaces and row.replaces.standing == Standing.SUBMITTED
    return row.replaces if accepts else None


def _before(row: Figure) -> int | None:
    """The other value that stood before a correction: before it was sent, where the row is its acceptance."""
    last = (_sent(row) or row).replaces
    return last.value if last and last.value != row.value else None


def _reason(row: Figure) -> str:
    """Why a value was put: a supplement says why when it is sent, not when it is accepted."""
    sent = _sent(row)
    return row.change.reason or (sent.change.reason if sent else "")


def _proofs(figures: Mapping[int, Figure], until: int | None) -> dict[int, list[Source]]:
    """The sources of other claims that say what each of some rows says (cùng số), by row; one query."""
    beside = Figure.objects.filter(
        body__in={row.body_id for row in figures.values()},
        period__in={row.period_id for row in figures.values()},
        indicator__in={row.indicator_id for row in figures.values()},
    )
    if until is not None:
        beside = beside.filter(change__lte=until)
    keys: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for row in beside.select_related("source").order_by("pk"):
        keys[_key(row)].append(row)
    found: dict[int, list[Source]] = defaultdict(list)
    for pk, row in figures.items():
        by_id = {one.pk: one for one in keys[_key(row)]}
        live = tips(LogRow(one.pk, one.claim_id, one.standing, one.state, one.force) for one in by_id.values())
        for root, (tip, accepted) in sorted(live.items()):
            said = {_word(by_id[one.id]) for one in (tip, accepted) if one and one.standing != Standing.WITHDRAWN}
            if root != (row.claim_id or row.pk) and _word(row) in said:
                found[pk].append(by_id[tip.id].source)
    return found


def _key(row: Figure) -> tuple[object, ...]:
    return row.body_id, row.period_id, row.indicator_id, row.breakdown_id, row.coverage


def _word(row: Figure) -> tuple[int | None, int, int]:
    return row.value, row.state, row.comparator


def _quote(source: Source) -> Quote | None:
    """The sentence of the paper, where the paper's text is kept here."""
    if source.paper is None or source.start is None or source.end is None or not source.paper.text:
        return None
    text = source.paper.text
    before = text[max(source.start - AROUND, 0) : source.start]
    after = text[source.end : source.end + AROUND]
    return Quote(before.rpartition("\n")[2], text[source.start : source.end], after.partition("\n")[0])


def joined_here(groups: Groups, contributing: Collection[int], on: date) -> tuple[tuple[Joined, ...], int]:
    """The successions that lead other units' values here: those behind the values shown, else how many there are."""
    below = groups.geo.below(groups.unit, on)
    former = [place for place in groups.places(groups.provinces) if place not in below]
    wanted = [place for place in former if place in contributing] or (former if len(former) <= 12 else [])
    rows = Succession.objects.filter(predecessor__in=wanted, on__lte=on) | Succession.objects.filter(
        heir__in=wanted, on__gt=on
    )
    found = list(rows.order_by("on", "predecessor__key", "heir__key")[:AT_MOST_JOINED])
    names = {}
    if found:
        ids = {row.predecessor_id for row in found} | {row.heir_id for row in found}
        names = places.names(ids, on=on)
    return (
        tuple(
            Joined(
                names[row.predecessor_id].full,
                names[row.heir_id].full,
                row.on,
                row.kind == Succession.Kind.WHOLE,
                row.legal_act,
                row.share_millionths,
            )
            for row in found
        ),
        len(former),
    )
