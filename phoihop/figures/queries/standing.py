"""What stands for one body and period: values in force, their owners, claims beside them, offers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from phoihop.core.periods import Period
from phoihop.figures.models import Change, Counted, Evidence, Figure, Offer, Source
from phoihop.figures.queries.periods import find
from phoihop.figures.rules.in_force import LogRow, tips
from phoihop.figures.rules.values import Comparator, Coverage, Force, Standing, State

__all__ = ["Claim", "Offered", "Stands", "claims", "offers", "owners", "pending", "stands"]


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
    """One source's number for a key (nguồn số), in force or beside it, with all that says the same.

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


def claims(
    *, indicator: str, body: int, period: Period, coverage: Coverage = Coverage.AREA, breakdown: str | None = None
) -> list[Claim]:
    """All sources' numbers for one key, the one in force first; withdrawn ones are left out."""
    row = find(period)
    if row is None:
        return []
    figures = Figure.objects.filter(
        indicator__code=indicator, body=body, period=row, coverage=coverage, breakdown__code=breakdown
    ).select_related("source", "change")
    by_id = {figure.pk: figure for figure in figures}
    rows = (LogRow(f.pk, f.claim_id, f.standing, f.state, f.force) for f in by_id.values())
    said: dict[int, list[Source]] = defaultdict(list)
    for piece in Evidence.objects.filter(claim__in=list(by_id)).select_related("source").order_by("pk"):
        said[piece.claim_id].append(piece.source)
    found = [
        Claim(
            tip.id,
            tip.root,
            by_id[tip.id].value,
            State(tip.state),
            Comparator(by_id[tip.id].comparator),
            Standing(tip.standing),
            Force(tip.force),
            by_id[tip.id].change.at,
            by_id[tip.id].source,
            tuple(said[tip.root]),
            by_id[tip.id].change.name if by_id[tip.id].change.act == "choose" else "",
            by_id[tip.id].change.reason if by_id[tip.id].change.act == "choose" else "",
        )
        for tip, _ in tips(rows).values()
        if tip.standing != Standing.WITHDRAWN
    ]
    return sorted(found, key=lambda claim: (-claim.force, claim.root))


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
