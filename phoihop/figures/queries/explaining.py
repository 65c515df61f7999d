"""Where a number comes from: a structured path from a total down to rows of the log with their sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from phoihop.core.actor import System
from phoihop.core.periods import Range
from phoihop.figures.models import Edition, EditionTotal, Evidence, Figure, Source
from phoihop.figures.queries import base
from phoihop.figures.queries.geography import groups_of
from phoihop.figures.queries.periods import PeriodRow, all_periods, find, inside
from phoihop.figures.queries.totals import Beside, Total, table, totals
from phoihop.figures.rules.grouping import Group, Groups
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.selection import Picked, Row, pick
from phoihop.figures.rules.values import SYSTEM_NUMBERS, Comparator, Coverage, Standing
from phoihop.indicators.models import Breakdown, Indicator
from phoihop.organisations import queries as organisations
from phoihop.places import queries as places
from phoihop.places.models import Place, Succession

__all__ = ["Explanation", "Joined", "Line", "Quote", "Said", "explain"]

#: How many characters of the paper are shown around the sentence that says a number.
AROUND = 220
#: How many rows of the log one page shows.
AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a total (thành phần): a unit below, the unit's own bodies, or what could not be allocated."""

    group: Group
    name: str
    total: Total
    question: Question


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence of a paper that says a number, with a stretch before and after."""

    before: str
    said: str
    after: str


@dataclass(frozen=True, slots=True)
class Said:
    """One row of the log that went into a number, with its provenance (ai nhập, ai nhận, ở đâu)."""

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


@dataclass(frozen=True, slots=True)
class Joined:
    """A succession that the map follows (kế thừa)."""

    old: str
    new: str
    on: date
    whole: bool
    legal_act: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that explains one number.

    ``parts`` are the lines right below, ``said`` the rows of the log where there is nothing below; ``carried``
    stocks are of an earlier period than the latest. With an edition ``frozen`` is its number and ``total`` today's.
    """

    question: Question
    indicator: Indicator
    unit: str
    total: Total | None
    systems: tuple[Total, ...]
    parts: tuple[Line, ...]
    said: tuple[Said, ...]
    more: int
    joined: tuple[Joined, ...]
    former: int
    carried: int
    beside: tuple[Beside, ...]
    edition: Edition | None
    frozen: tuple[int | None, Comparator] | None
    halves: tuple[Line, ...]
    periods: tuple[PeriodRow, ...]


def explain(question: Question, *, evidence: bool = True, systems: Collection[System] | None = None) -> Explanation:
    """The path of one number (giải thích), one step of it: from the country three lead to the cell or sentence.

    Without ``evidence`` rows of the log are left out (a reader of totals only). Raises ``LookupError`` where the
    question names an unknown indicator or unit.
    """
    indicator = Indicator.objects.select_related("numerator", "denominator").get(code=question.indicator)
    place = Place.objects.get(key=question.unit)
    stretch = question.period.range
    groups = groups_of(place.pk, question.on, children=True)
    period_rows = all_periods()
    inside_rows = tuple(inside(period_rows.values(), stretch, question.period.calendar))
    made = totals(
        unit=place.pk,
        period=stretch,
        on=question.on,
        indicators=[indicator.code],
        systems=systems,
        breakdown=question.breakdown,
        calendar=question.period.calendar,
        accepted_only=question.accepted_only,
    )
    total = next((one for one in made if one.system == question.system), None)
    lines: tuple[Line, ...] = ()
    if question.line == "all":
        lines = _lines(question, indicator, place.pk, stretch, groups)
    deeper = any(line.group.kind == "all" for line in lines)
    if question.line != "all":
        total = _line_total(question, indicator, place.pk, stretch) or total
    said: tuple[Said, ...] = ()
    more = 0
    joined: tuple[Joined, ...] = ()
    former = 0
    contributing: set[int] = set()
    if not deeper and question.system is not None:
        picked, contributing = _picked(question, indicator, groups, inside_rows)
        if evidence:
            said = _said(picked[:AT_MOST], period_rows, question)
            more = max(len(picked) - AT_MOST, 0)
    joined, former = _joined(groups, contributing, question.on)
    return Explanation(
        question,
        indicator,
        _unit_name(place.pk, question),
        total,
        tuple(made),
        lines if deeper else (),
        said,
        more,
        joined,
        former,
        _carried(question, indicator, lines) if indicator.over_time == "last" else 0,
        total.beside if total else (),
        *_edition(question, place.pk, indicator),
        _halves(question, indicator, place.pk, stretch, systems),
        inside_rows,
    )


def _unit_name(place: int, question: Question) -> str:
    name = places.name(place, on=question.on)
    return name.heading


def _lines(question: Question, indicator: Indicator, place: int, stretch: Range, groups: Groups) -> tuple[Line, ...]:
    """The lines right below, largest first, in a constant number of queries."""
    found = table(
        unit=place,
        ranges=[stretch],
        on=question.on,
        indicators=[indicator.code],
        systems=[question.system] if question.system else None,
        breakdown=question.breakdown,
        calendar=question.period.calendar,
        accepted_only=question.accepted_only,
    )
    cells = [
        total
        for (_, _, code, system), total in found.cells.items()
        if code == indicator.code and system == question.system and (total.counted or total.excused)
    ]
    units = [total.line.unit for total in cells if total.line.kind == "all"]
    names = places.names(units, on=question.on)
    lines = [
        Line(
            total.line,
            names[total.line.unit].heading if total.line.kind == "all" else LINES[total.line.kind],
            total,
            _below(
                question, names[total.line.unit].key if total.line.kind == "all" else question.unit, total.line.kind
            ),
        )
        for total in cells
    ]
    return tuple(sorted(lines, key=lambda line: (line.group.kind != "all", -(line.total.value or 0), line.name)))


#: What the lines that are not units are called.
LINES = {"own": "Việc của chính cơ quan cấp này", "unallocated": "Chưa phân bổ về đơn vị nào"}


def _below(question: Question, unit: str, kind: str) -> Question:
    return replace(question, unit=unit, line=kind, edition=None)


def _line_total(question: Question, indicator: Indicator, place: int, stretch: Range) -> Total | None:
    found = table(
        unit=place,
        ranges=[stretch],
        on=question.on,
        indicators=[indicator.code],
        systems=[question.system] if question.system else None,
        breakdown=question.breakdown,
        calendar=question.period.calendar,
        accepted_only=question.accepted_only,
    )
    return found.get(Group(place, question.line), 0, indicator.code, question.system)


def _picked(
    question: Question, indicator: Indicator, groups: Groups, periods: Sequence[PeriodRow]
) -> tuple[list[Picked], set[int]]:
    """The values of a unit without units below it (or of one of its other lines) that count, latest first."""
    geo = groups.geo
    wanted = {
        place
        for place in groups.places(groups.provinces)
        if any(question.line == "all" or line.kind == question.line for line, _ in groups.of(place))
    }
    if question.line == "all":
        wanted |= {groups.unit}
    by_id = {row.id: row for row in periods}
    system = SYSTEM_NUMBERS[question.system] if question.system else 0
    part = None
    if question.breakdown:
        part = (
            Breakdown.objects.filter(indicator=indicator, code=question.breakdown).values_list("pk", flat=True).first()
        )
    upper = any(geo.levels[place] in (1, 2) for place in wanted)
    scope = set(wanted)
    for _ in range(2):
        scope |= {one for place in scope for side in geo.relatives(place) for one in side}
    loaded = base.load(
        periods=by_id,
        indicators=[indicator.pk],
        systems=[system],
        breakdown=part,
        places=None if upper else sorted(scope),
        provinces=groups.provinces if upper else None,
    )[0 if question.accepted_only else 1]
    rows: list[Row] = loaded.rows.get((indicator.pk, system), [])
    last = indicator.over_time == "last"
    picked = [one for one in pick(rows, last=last, geo=geo, within=frozenset(wanted)) if one.row.place in wanted]
    return sorted(picked, key=lambda one: (-one.row.end, one.row.start, one.row.figure)), {
        one.row.place for one in picked
    }


def _said(picked: Sequence[Picked], periods: dict[int, PeriodRow], question: Question) -> tuple[Said, ...]:
    """The rows of the log behind values, with their sources and what else says the same, in five queries."""
    figures = {
        row.pk: row
        for row in Figure.objects.filter(pk__in=[one.row.figure for one in picked]).select_related(
            "source__paper", "change", "replaces"
        )
    }
    roots = {row.claim_id or row.pk for row in figures.values()}
    proofs: dict[int, list[Source]] = defaultdict(list)
    for proof in Evidence.objects.filter(claim__in=roots).select_related("source").order_by("pk"):
        proofs[proof.claim_id].append(proof.source)
    bodies = organisations.names_of([row.body_id for row in figures.values()], on=question.period.range.last_day)
    names = places.names([one.row.place for one in picked], on=question.period.range.last_day)
    made = []
    for one in picked:
        row = figures[one.row.figure]
        body = bodies.get(row.body_id)
        made.append(
            Said(
                row.pk,
                body.name if body else names[one.row.place].heading,
                names[one.row.place].heading,
                periods[row.period_id],
                one.row.value,
                Comparator(row.comparator),
                Coverage(row.coverage),
                Standing(row.standing),
                one.standin,
                one.forced,
                row.source,
                row.change_id,
                row.change.at,
                row.change.reason,
                _quote(row.source),
                tuple(proofs[row.claim_id or row.pk]),
                row.replaces.value if row.replaces and row.replaces.value != row.value else None,
            )
        )
    return tuple(made)


def _quote(source: Source) -> Quote | None:
    """The sentence of the paper, where the paper's text is kept here."""
    if source.paper is None or source.start is None or source.end is None or not source.paper.text:
        return None
    text = source.paper.text
    before = text[max(source.start - AROUND, 0) : source.start]
    after = text[source.end : source.end + AROUND]
    return Quote(before.rpartition("\n")[2], text[source.start : source.end], after.partition("\n")[0])


def _joined(groups: Groups, contributing: Collection[int], on: date) -> tuple[tuple[Joined, ...], int]:
    """The successions that lead other units' values here: those behind the values shown, else how many there are."""
    below = groups.geo.below(groups.unit, on)
    former = [place for place in groups.places(groups.provinces) if place not in below]
    wanted = [place for place in former if place in contributing] or (former if len(former) <= 12 else [])
    rows = Succession.objects.filter(predecessor__in=wanted, on__lte=on) | Succession.objects.filter(
        heir__in=wanted, on__gt=on
    )
    found = list(rows.order_by("on", "predecessor__key")[:24])
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
            )
            for row in found
        ),
        len(former),
    )


def _carried(question: Question, indicator: Indicator, lines: Sequence[Line]) -> int:
    """How many of the lines carry a stock of an earlier period than the latest."""
    days = [line.total.until for line in lines if line.total.until]
    return sum(1 for day in days if day < max(days)) if days else 0


def _edition(
    question: Question, place: int, indicator: Indicator
) -> tuple[Edition | None, tuple[int | None, Comparator] | None]:
    if question.edition is None:
        return None, None
    edition = Edition.objects.filter(pk=question.edition).first()
    period = find(question.period)
    if edition is None or period is None or question.system is None:
        return edition, None
    row = EditionTotal.objects.filter(
        edition=edition,
        unit=place,
        period=period.pk,
        indicator=indicator.pk,
        system=SYSTEM_NUMBERS[question.system],
    ).first()
    return edition, (row.value, Comparator(row.comparator)) if row else None


def _halves(
    question: Question, indicator: Indicator, place: int, stretch: Range, systems: Collection[System] | None
) -> tuple[Line, ...]:
    """Numerator and denominator of a rate, each with its own explanation."""
    if indicator.numerator is None or indicator.denominator is None:
        return ()
    made = totals(
        unit=place,
        period=stretch,
        on=question.on,
        indicators=[indicator.numerator.code, indicator.denominator.code],
        systems=systems,
        calendar=question.period.calendar,
        accepted_only=question.accepted_only,
    )
    return tuple(
        Line(Group(place), half.name, one, replace(question, indicator=half.code))
        for half in (indicator.numerator, indicator.denominator)
        for one in made
        if one.indicator == half.code and one.system == question.system
    )
