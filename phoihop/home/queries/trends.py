"""How the figures of a form went over five years (xu hướng năm năm), for the landing page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from phoihop.core.actor import Actor, Matter
from phoihop.core.periods import Kind, Period, years
from phoihop.figures import queries as figures
from phoihop.figures.rules.printing import counted_unit, printed
from phoihop.figures.rules.questions import Question
from phoihop.figures.wording import doubted, moved
from phoihop.indicators.models import Indicator
from phoihop.places.models import Place
from phoihop.reports.models import FormVersion

__all__ = ["YEARS", "Trend", "received", "trends"]

YEARS = 5
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Trend:
    """One indicator over the years: printed latest value with its explanation, change, points of the line."""

    name: str
    unit: str
    text: str
    href: str
    change: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]


def trends(
    form: FormVersion | None, period: Period, actor: Actor, *, on: date, unfinished: bool = False
) -> list[Trend]:
    """Accepted totals of the actor's unit and system for the indicators of a form, up to the year of ``period``.

    Without a form, those of all forms. Indicators of different groups first; those with fewer than two known years
    are left out. ``unfinished`` says that reports of the last year are still out: no change is told for it. A
    constant number of queries.
    """
    if period.kind is not Kind.YEAR or not actor.reads(Matter.FIGURES):
        return []
    indicators = {row.pk: row for row in _asked(form)}
    stretch = list(years(period.calendar, period.year - YEARS + 1, period.year))
    found = figures.table(
        unit=actor.place_id,
        ranges=[year.range for year in stretch],
        on=on,
        indicators={row.code for row in indicators.values()},
        systems=[actor.system],
        calendar=period.calendar,
        children=False,
    )
    key = Place.objects.values_list("key", flat=True).get(pk=actor.place_id)
    made = []
    for indicator in _mixed(indicators.values()):
        totals = [found.get(found.lines[0], n, indicator.code, actor.system) for n in range(len(stretch))]
        values = [total.value if total else None for total in totals]
        if sum(value is not None for value in values) < 2 or (last := totals[-1]) is None:
            continue
        told = printed(last.value, last.comparator, unit="", scale=indicator.scale)
        doubt = doubted(last.value, unit=indicator.unit, scale=indicator.scale)
        question = Question(indicator.code, key, stretch[-1], on, actor.system)
        made.append(
            Trend(
                name=indicator.name,
                unit=counted_unit(indicator.unit),
                text=f"{told} ({doubt})" if doubt else told,
                href=f"{reverse('figures:explain')}?{question.query}",
                change="" if unfinished else moved(values[-1], values[-2], unit=indicator.unit, scale=indicator.scale),
                labels=tuple(str(year.year) for year in stretch),
                values=tuple(None if value is None else value / 10**indicator.scale for value in values),
            )
        )
        if len(made) == SHOWN:
            break
    return made


def received(form: FormVersion | None, period: Period, actor: Actor, *, on: date) -> tuple[int, int] | None:
    """From how many of the units right below accepted figures of a period are in, of how many (mới nhận 27/34).

    For the indicators of a form, or of all forms. ``None`` where no unit lies below. A constant number of queries.
    """
    if not actor.reads(Matter.FIGURES):
        return None
    found = figures.table(
        unit=actor.place_id,
        ranges=[period.range],
        on=on,
        indicators={row.code for row in _asked(form)},
        systems=[actor.system],
        calendar=period.calendar,
    )
    below = {line for line in found.lines if line.unit != actor.place_id}
    known = {line for (line, *_), total in found.cells.items() if total.value is not None}
    return (len(below & known), len(below)) if below else None


def _asked(form: FormVersion | None) -> QuerySet[Indicator]:
    asked = {"rows__form": form} if form else {"rows__isnull": False}
    return Indicator.objects.filter(**asked, rows__breakdown=None).order_by("order").distinct()


def _mixed(indicators: Iterable[Indicator]) -> Iterator[Indicator]:
    """The first of each group, then the second of each, and so on."""
    groups: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        groups.setdefault(indicator.group, []).append(indicator)
    for place in range(max(map(len, groups.values()), default=0)):
        yield from (group[place] for group in groups.values() if place < len(group))
