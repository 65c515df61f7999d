"""What stands in the house beside the figures of a paper: sums of what units below reported, and records made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.core.actor import Level, System
from phoihop.core.periods import Calendar, Period
from phoihop.figures import queries as figures
from phoihop.figures.queries.totals import Total
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.questions import Question
from phoihop.intake.models import Proposal
from phoihop.organisations.models import Body
from phoihop.places.models import Place
from phoihop.web import print as printed

__all__ = ["Sum", "explained", "sums_below"]


@dataclass(frozen=True, slots=True)
class Sum:
    """What the units below reported, taken together (cộng báo cáo của các đơn vị), where a paper says another number.

    ``less`` says how much the paper's number is above or below it.
    """

    value: str
    counted: int
    less: str
    href: str


def sums_below(proposals: Iterable[Proposal], *, on: date) -> dict[int, Sum]:
    """By proposal, the sum of what the units below its unit reported, sent or accepted, where it is another number.

    Asked for figures of units above communes that state their whole area, not yet recorded. A fixed number of
    queries for each line of bodies and calendar, whatever the number of figures.
    """
    asked = [each for each in proposals if _states_an_area(each)]
    bodies = {
        body.pk: body for body in Body.objects.filter(pk__in={p.subject_id for p in asked}).select_related("place")
    }
    asked = [each for each in asked if bodies[_whose(each)].rank is not Level.COMMUNE]
    found: dict[int, Sum] = {}
    for system, calendar in sorted({(System(bodies[_whose(p)].system), _period(p).calendar) for p in asked}):
        these = [p for p in asked if (bodies[_whose(p)].system, _period(p).calendar) == (system, calendar)]
        totals = _totals(these, bodies, system, calendar, on=on)
        for proposal in these:
            place = bodies[_whose(proposal)].place
            total = totals.get((place.pk, proposal.period, _code(proposal)))
            if total is not None and (told := _told(proposal, total, place.key, system, on=on)):
                found[proposal.pk] = told
    return found


def explained(proposal: Proposal, body: Body, *, on: date) -> str:
    """The page that explains the number that a recorded figure went into."""
    question = Question(
        _code(proposal), body.place.key, _period(proposal), on, System(body.system), accepted_only=False
    )
    return f"{reverse('figures:explain')}?{question.query}"


def _totals(
    proposals: list[Proposal], bodies: dict[int, Body], system: System, calendar: Calendar, *, on: date
) -> dict[tuple[int, str, str], Total]:
    """Sums by (place, period code, indicator code): of one unit alone, or of the country and those right below it."""
    periods = sorted({each.period for each in proposals})
    ranges = [Period.from_code(code).range for code in periods]
    places = {bodies[_whose(each)].place for each in proposals}
    top = next(iter(places)) if len(places) == 1 else Place.objects.get(level=Level.COUNTRY)
    found: dict[tuple[int, str, str], Total] = {}
    for children in (False, True) if len(places) > 1 else (False,):
        table = figures.table(
            unit=top.pk,
            ranges=ranges,
            on=on,
            indicators={_code(each) for each in proposals},
            systems=[system],
            calendar=calendar,
            accepted_only=False,
            children=children,
        )
        for (line, number, code, of), total in table.cells.items():
            if of == system and line == Group(line.unit):
                found[line.unit, periods[number], code] = total
    return found


def _told(proposal: Proposal, total: Total, place: str, system: System, *, on: date) -> Sum | None:
    indicator, value = proposal.indicator, proposal.value["value"]
    assert indicator is not None  # only figures with one are asked for
    said = value * 10**indicator.scale
    if total.value is None or total.standin or total.forced or total.value == said:
        return None
    gap = printed.number(abs(said - total.value) / 10**indicator.scale)
    return Sum(
        value=printed.number(total.value / 10**indicator.scale),
        counted=total.counted,
        less=(_("văn bản ghi hơn {gap}") if said > total.value else _("văn bản ghi kém {gap}")).format(gap=gap),
        href=f"{reverse('figures:explain')}?"
        f"{Question(indicator.code, place, _period(proposal), on, system, accepted_only=False).query}",
    )


def _states_an_area(proposal: Proposal) -> bool:
    placed = proposal.indicator_id and proposal.subject_id and proposal.period
    said = proposal.type == "figure" and placed and proposal.value["value"] is not None
    return bool(said) and proposal.coverage == "area" and not proposal.record


def _whose(proposal: Proposal) -> int:
    assert proposal.subject_id is not None  # only figures that are aimed are asked for
    return proposal.subject_id


def _code(proposal: Proposal) -> str:
    assert proposal.indicator is not None  # only figures with an indicator are asked for
    return proposal.indicator.code


def _period(proposal: Proposal) -> Period:
    return Period.from_code(proposal.period)
