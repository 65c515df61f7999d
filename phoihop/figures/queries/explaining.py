"""Where a number comes from: a structured path from a total down to rows of the log with their sources."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext_noop

from phoihop.core.actor import Level, System
from phoihop.core.alphabet import sort_key
from phoihop.core.once import one_answer
from phoihop.core.periods import Range
from phoihop.figures.models import Edition
from phoihop.figures.queries.as_of import AsOf
from phoihop.figures.queries.behind import counting, of_the_whole, part_of, portions_of
from phoihop.figures.queries.evidence import Joined, Quote, Said, joined_here, said_by
from phoihop.figures.queries.explained import Explanation, Line
from phoihop.figures.queries.geography import groups_of, unit_names
from phoihop.figures.queries.overlaps import Told, told_together
from phoihop.figures.queries.periods import PeriodRow, all_periods, inside
from phoihop.figures.queries.reporting import one_half_only, stating_the_rate
from phoihop.figures.queries.totals import Total, table, totals
from phoihop.figures.rules.grouping import Group, Groups
from phoihop.figures.rules.questions import Question
from phoihop.indicators.models import Indicator
from phoihop.indicators.queries import adding_as_of
from phoihop.places import queries as places
from phoihop.places.models import Place
from phoihop.places.queries import People

__all__ = ["Explanation", "Joined", "Line", "Quote", "Said", "explain"]

#: How many rows of the log one page shows, and a list of all rows below a unit.
AT_MOST = 200
AT_MOST_DEEP = 3000


@one_answer()
def explain(
    question: Question,
    *,
    evidence: bool = True,
    systems: Collection[System] | None = None,
    lines: bool = True,
    deep: bool = False,
) -> Explanation:
    """The path of one number (giải thích), one step of it: from the country three lead to the cell or sentence.

    Without ``evidence`` rows of the log are left out (a reader of totals only), without ``lines`` the lines below
    (a reader of another party). ``deep`` tells the rows of all units below at once, of a unit below the country.
    Raises ``LookupError`` where the question names an unknown indicator or unit.
    """
    today = Indicator.objects.select_related("numerator", "denominator").get(code=question.indicator)
    place = Place.objects.get(key=question.unit)
    stretch = question.period.range
    period_rows = all_periods()
    inside_rows = tuple(inside(period_rows.values(), stretch, question.period.calendar))
    as_of = _as_of(question, today, inside_rows)
    edition = as_of.edition if as_of else None
    indicator = as_of.indicator if as_of else today
    groups = groups_of(place.pk, question.on, children=True, edition=edition)
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
    now = total = next((one for one in made if one.system == question.system), None)
    parts, silent = _lines(question, indicator, place.pk, stretch, groups, as_of)
    halves = _halves(question, indicator, place.pk, stretch, systems, as_of)
    if as_of is not None:
        alone = groups_of(place.pk, question.on, children=False, edition=edition)
        total = as_of.totals(alone, stretch).get(Group(place.pk))
    if question.line != "all":
        total = now = next((line.total for line in parts if line.group.kind == question.line), None) if lines else None
        parts, silent = (), ()
        halves = halves if lines else ()
    deeper = any(line.group.kind == "all" for line in parts)
    said: tuple[Said, ...] = ()
    more = 0
    contributing: set[int] = set()
    deep = deep and lines and place.level != Level.COUNTRY
    stated = total is not None and (total.forced or total.standin)
    if (deep or not deeper or stated) and question.system is not None:
        picked = counting(question, indicator, groups, inside_rows, as_of)
        contributing = {one.row.place for one in picked}
        if deeper and not deep:
            picked, contributing = [one for one in picked if of_the_whole(one, place.pk)], set()
        if evidence:
            at_most = AT_MOST_DEEP if deep else AT_MOST
            until = as_of.edition.change if as_of else None
            portions = portions_of(picked[:at_most], groups, question)
            said = said_by(picked[:at_most], period_rows, question, portions, until=until)
            more = max(len(picked) - at_most, 0)
    joined, former = joined_here(groups, contributing, question.on)
    return Explanation(
        question,
        indicator,
        unit_names([place.pk], on=question.on, edition=edition)[place.pk].over_all,
        total,
        tuple(made),
        parts if deeper and lines else (),
        said,
        more,
        joined,
        former,
        _carried(question, indicator, parts) if indicator.over_time == "last" else 0,
        total.beside if total else (),
        edition,
        now,
        halves,
        inside_rows,
        silent if deeper and lines else (),
        _people(question, indicator, place.pk),
        lines or (not deeper and question.line == "all"),
        sum(line.kind == "all" for line in groups.lines) if lines and question.line == "all" else 0,
        _one_half(question, indicator, groups, inside_rows) if lines and as_of is None else ((), ()),
        _stating_the_rate(question, indicator, groups, inside_rows) if lines and halves and as_of is None else (),
        _older_parts(question, indicator, total, parts if deeper and lines else ()) if as_of is None else 0,
        *_of_all_parties(question, indicator, groups, made, inside_rows, as_of, evidence=evidence),
    )


def _of_all_parties(
    question: Question,
    indicator: Indicator,
    groups: Groups,
    made: Sequence[Total],
    periods: Sequence[PeriodRow],
    as_of: AsOf | None,
    *,
    evidence: bool,
) -> tuple[tuple[Total, ...], tuple[Told, ...], int]:
    """What each party has of a number of all parties together, and the overlaps behind it.

    Without ``evidence`` the overlaps of units below are only counted.
    """
    if question.system is not None or question.line != "all":
        return (), (), 0
    edition = as_of.edition if as_of else None
    if as_of is not None:
        parties = as_of.parties(groups.unit, question.period.range)
    else:
        parties = [one for one in made if one.system is not None and one.value is not None]
    if indicator.over_systems != Indicator.OverSystems.UNION or question.breakdown:
        return tuple(parties), (), 0
    alone = groups_of(groups.unit, question.on, children=False, edition=edition)
    told = told_together(indicator, alone, periods, edition=edition)
    shown = tuple(one for one in told if evidence or one.row.place_id == groups.unit)
    return tuple(parties), shown, len(told) - len(shown)


def _one_half(
    question: Question, indicator: Indicator, groups: Groups, periods: Sequence[PeriodRow]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    top, bottom = one_half_only(question, indicator, groups, periods=[row.id for row in periods])
    if not top and not bottom:
        return (), ()
    names = places.names([*top, *bottom], on=question.on)
    upper, lower = (tuple(sorted((names[unit].over_all for unit in units), key=sort_key)) for units in (top, bottom))
    return upper, lower


def _stating_the_rate(
    question: Question, rate: Indicator, groups: Groups, periods: Sequence[PeriodRow]
) -> tuple[str, ...]:
    units = stating_the_rate(question, rate, groups, periods=[row.id for row in periods])
    names = places.names(units, on=question.on) if units else {}
    return tuple(sorted((name.over_all for name in names.values()), key=sort_key))


def _older_parts(question: Question, indicator: Indicator, total: Total | None, parts: Sequence[Line]) -> int:
    """How many lines have a part of a stock of an earlier period than the stock itself (phân tổ của kỳ trước)."""
    if indicator.over_time != Indicator.OverTime.LAST or not question.breakdown or total is None:
        return 0
    found = table(
        unit=total.line.unit,
        ranges=[question.period.range],
        on=question.on,
        indicators=[indicator.code],
        systems=[question.system] if question.system else None,
        calendar=question.period.calendar,
        accepted_only=question.accepted_only,
        children=bool(parts),
    )
    wholes = {line: one.until for (line, _, _, system), one in found.cells.items() if system == question.system}
    shown = [line.total for line in parts] or [total]
    return sum(1 for one in shown if one.until and (until := wholes.get(one.line)) and one.until < until)


def _people(question: Question, indicator: Indicator, place: int) -> People | None:
    """The population that a count of the unit is set against, on the question's map."""
    if indicator.unit == "%" or question.line != "all":
        return None
    return places.populations([place], on=question.on).get(place)


def _as_of(question: Question, indicator: Indicator, periods: Sequence[PeriodRow]) -> AsOf | None:
    """The edition that a question cites, of one system or of all parties together."""
    if question.edition is None:
        return None
    edition = Edition.objects.filter(pk=question.edition).first()
    whole = next((row.id for row in periods if row.period == question.period), None)
    if edition is None:
        return None
    [then] = adding_as_of([indicator], edition.adding or 0)
    return AsOf(edition, then, question.system, {row.id: row for row in periods}, whole, part_of(question, then))


def _lines(
    question: Question, indicator: Indicator, place: int, stretch: Range, groups: Groups, as_of: AsOf | None
) -> tuple[tuple[Line, ...], tuple[tuple[str, Question], ...]]:
    """The lines right below, largest first, and the units without any number; a constant number of queries."""
    totals_below: Mapping[Group, Total]
    if as_of is not None:
        totals_below = as_of.totals(groups, stretch)
    else:
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
        totals_below = {
            line: total
            for (line, _, code, system), total in found.cells.items()
            if code == indicator.code and system == question.system
        }
    cells = [total for total in totals_below.values() if total.counted or total.excused]
    units = [line.unit for line in groups.lines if line.kind == "all"]
    names = unit_names(units, on=question.on, edition=as_of.edition if as_of else None)
    lines = [
        Line(
            total.line,
            names[total.line.unit].over_all if total.line.kind == "all" else LINES[total.line.kind],
            total,
            _below(
                question, names[total.line.unit].key if total.line.kind == "all" else question.unit, total.line.kind
            ),
        )
        for total in cells
    ]
    said = {total.line.unit for total in cells if total.line.kind == "all"}
    silent = (
        sorted(
            ((name.over_all, _below(question, name.key, "all")) for unit, name in names.items() if unit not in said),
            key=lambda one: sort_key(one[0]),
        )
        if said
        else []
    )
    ordered = sorted(lines, key=lambda line: (line.group.kind != "all", -(line.total.value or 0), sort_key(line.name)))
    return tuple(ordered), tuple(silent)


#: What the lines that are not units are called, in a signed manifest always with these words.
LINES = {
    "own": gettext_noop("Việc của chính cơ quan cấp này"),
    "unallocated": gettext_noop("Chưa phân bổ về đơn vị nào"),
}


def _below(question: Question, unit: str, kind: str) -> Question:
    return replace(question, unit=unit, line=kind)


def _carried(question: Question, indicator: Indicator, lines: Sequence[Line]) -> int:
    """How many of the lines carry a stock of an earlier period than the latest."""
    days = [line.total.until for line in lines if line.total.until]
    return sum(1 for day in days if day < max(days)) if days else 0


def _halves(
    question: Question,
    indicator: Indicator,
    place: int,
    stretch: Range,
    systems: Collection[System] | None,
    as_of: AsOf | None,
) -> tuple[Line, ...]:
    """Numerator and denominator of a rate, each with its own explanation."""
    if indicator.numerator is None or indicator.denominator is None:
        return ()
    both = (indicator.numerator, indicator.denominator)
    found: dict[str, Total] = {}
    if as_of is not None:
        groups = groups_of(place, question.on, children=False, edition=as_of.edition)
        for half in both:
            one = replace(as_of, indicator=half, breakdown=None).totals(groups, stretch).get(Group(place))
            if one is not None:
                found[half.code] = one
    else:
        made = totals(
            unit=place,
            period=stretch,
            on=question.on,
            indicators=[half.code for half in both],
            systems=systems,
            calendar=question.period.calendar,
            accepted_only=question.accepted_only,
        )
        found = {one.indicator: one for one in made if one.system == question.system}
    return tuple(
        Line(Group(place), half.name, found[half.code], replace(question, indicator=half.code))
        for half in both
        if half.code in found
    )
