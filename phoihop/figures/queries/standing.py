"""What stands for one body and period: values in force, their owners, claims beside them, offers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from phoihop.core.periods import Period
from phoihop.figures.models import Change, Counted, Figure, Offer, Source
from phoihop.figures.queries.periods import find
from phoihop.figures.rules.in_force import LogRow, in_force, tips
from phoihop.figures.rules.values import Comparator, Coverage, Force, Standing, State

__all__ = [
    "Claim",
    "Offered",
    "Stands",
    "claims",
    "numbers_of",
    "offers",
    "owners",
    "pending",
    "said_by_origins",
    "stands",
]


@dataclass(frozen=True, slots=True)
class Stands:
    """A value in force (số đang có hiệu lực) of one body and period."""

    figure: int
    indicator: str
    breakdown: str | None
    coverage: Coverage
    value: int | None
    state: State
    comparator: Comparator
    standing: Standing
    origin: str
    label: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One number for a key (nguồn số), that counts or stands beside it, with all sources that say the same.

    ``figure`` is the last row of the first of them; ``counts`` says whether it counts while sent numbers do;
    ``chosen_by`` and ``reason`` say who last chose among the sources, and why.
    """

    figure: int
    root: int
    value: int | None
    state: State
    comparator: Comparator
    standing: Standing
    force: Force
    at: datetime
    source: Source
    evidence: tuple[Source, ...]
    chosen_by: str = ""
    reason: str = ""
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A count that another part supplies to a form (số đề nghị)."""

    indicator: str
    value: int
    source: Source
    at: datetime


def stands(body: int, period: Period, *, accepted_only: bool = False) -> dict[tuple[str, str | None, Coverage], Stands]:
    """The values in force of a body for one period, by (indicator code, breakdown code, coverage), in two queries.

    With ``accepted_only`` an amendment that waits is left out and the accepted value shown.
    """
    row = find(period)
    if row is None:
        return {}
    figures = (
        Figure.objects.filter(body=body, period=row, counted__views__in=(1, 3) if accepted_only else (2, 3))
        .select_related("source", "indicator", "breakdown")
        .order_by("indicator__order", "breakdown__order", "pk")
    )
    return {
        (figure.indicator.code, figure.breakdown.code if figure.breakdown else None, Coverage(figure.coverage)): Stands(
            figure.pk,
            figure.indicator.code,
            figure.breakdown.code if figure.breakdown else None,
            Coverage(figure.coverage),
            figure.value,
            State(figure.state),
            Comparator(figure.comparator),
            Standing(figure.standing),
            figure.source.origin,
            figure.source.label,
        )
        for figure in figures
    }


def owners(body: int, period: Period) -> dict[tuple[str, str | None], tuple[str, str, Standing]]:
    """Who owns each own value: (origin, printed label, standing); other forms show it read-only."""
    return {
        (stand.indicator, stand.breakdown): (stand.origin, stand.label, stand.standing)
        for stand in stands(body, period).values()
        if stand.coverage is Coverage.OWN
    }


def pending(origin: str) -> int:
    """How many values of an origin wait to be accepted (số liệu chờ nhận)."""
    changes = Change.objects.filter(origin=origin).values("number")
    return Counted.objects.filter(
        figure__change__in=changes, figure__standing=Standing.SUBMITTED, views__in=(2, 3)
    ).count()


def numbers_of(figures: Iterable[Figure]) -> list[tuple[bool, Figure, list[Figure]]]:
    """The distinct numbers that the living claims of one key say (các số khác nhau).

    Each with whether it counts while sent numbers do, the row that stands for it (the one in force, else the first),
    and the last rows of the other claims that say the same.
    """
    by_id = {figure.pk: figure for figure in figures}
    rows = [LogRow(f.pk, f.claim_id, f.standing, f.state, f.force) for f in by_id.values()]
    counting = in_force(rows)
    words: dict[tuple[int | None, int, int], list[tuple[bool, LogRow]]] = defaultdict(list)
    for tip, accepted in tips(rows).values():
        if tip.standing != Standing.WITHDRAWN:
            counts = any(one is not None and one.id in counting for one in (tip, accepted))
            words[by_id[tip.id].value, tip.state, by_id[tip.id].comparator].append((counts, tip))
    found = []
    for same in words.values():
        (counts, first), *others = sorted(same, key=lambda one: (not one[0], -one[1].force, one[1].root))
        found.append((counts, by_id[first.id], [by_id[tip.id] for _, tip in others]))
    return found


def claims(
    *, indicator: str, body: int, period: Period, coverage: Coverage = Coverage.AREA, breakdown: str | None = None
) -> list[Claim]:
    """All numbers of a key, the one that counts first, equal ones together; withdrawn ones are left out."""
    row = find(period)
    if row is None:
        return []
    figures = Figure.objects.filter(
        indicator__code=indicator, body=body, period=row, coverage=coverage, breakdown__code=breakdown
    ).select_related("source", "change")
    found = []
    for counts, first, others in numbers_of(figures):
        chosen = first.change.act == "choose"
        found.append(
            Claim(
                first.pk,
                first.claim_id or first.pk,
                first.value,
                State(first.state),
                Comparator(first.comparator),
                Standing(first.standing),
                Force(first.force),
                first.change.at,
                first.source,
                tuple(other.source for other in others),
                first.change.name if chosen else "",
                first.change.reason if chosen else "",
                counts,
            )
        )
    return sorted(found, key=lambda claim: (not claim.counts, -claim.force, claim.root))


def said_by_origins(origins: Collection[str]) -> dict[str, dict[tuple[int, int | None], int | None]]:
    """What each of some origins says now, by (indicator, breakdown); what it took back is left out. One query.

    ``None`` is "không áp dụng". Of an origin that speaks for one body and period, as a report does.
    """
    said = ("source__origin", "indicator_id", "breakdown_id", "value")
    figures = Figure.objects.filter(source__origin__in=origins)
    rows: list[LogRow] = []
    told: dict[int, tuple[str, tuple[int, int | None], int | None]] = {}
    for *row, origin, indicator, breakdown, value in figures.values_list(
        "pk", "claim_id", "standing", "state", "force", *said
    ):
        rows.append(LogRow(*row))
        told[row[0]] = (origin, (indicator, breakdown), value)
    found: dict[str, dict[tuple[int, int | None], int | None]] = defaultdict(dict)
    for tip, _accepted in tips(rows).values():
        if tip.standing != Standing.WITHDRAWN and tip.state != State.MISSING:
            origin, key, value = told[tip.id]
            found[origin][key] = value
    return found


def offers(body: int, period: Period, *, indicators: Collection[str] | None = None) -> dict[str, Offered]:
    """The counts that other parts supply for a body and period, by indicator code; one query."""
    row = find(period)
    if row is None:
        return {}
    rows = Offer.objects.filter(body=body, period=row).select_related("source", "indicator")
    if indicators is not None:
        rows = rows.filter(indicator__code__in=indicators)
    return {
        row.indicator.code: Offered(row.indicator.code, row.value, row.source, row.at)
        for row in rows.order_by("indicator__order")
    }
