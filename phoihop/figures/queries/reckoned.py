"""What all parties together would have by another rule of adding."""

from __future__ import annotations

from typing import NamedTuple

from phoihop.figures.queries.geography import groups_of
from phoihop.figures.queries.overlaps import said_together
from phoihop.figures.queries.periods import all_periods, inside
from phoihop.figures.queries.totals import Total, totals
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.together import taken_off
from phoihop.indicators.models import Indicator

__all__ = ["Reckoned", "reckoned"]


class Reckoned(NamedTuple):
    """Each party's number, their sum, and what a union takes off it, in the indicator's smallest step."""

    parties: tuple[Total, ...]
    sum: int
    taken: int


def reckoned(question: Question, indicator: Indicator, *, unit: int) -> Reckoned | None:
    """What the parties of a unit have, added and as a union, whatever rule stands; ``None`` where none has a number."""
    period = question.period
    made = totals(
        unit=unit, period=period.range, on=question.on, indicators=[indicator.code], calendar=period.calendar,
        accepted_only=question.accepted_only,
    )  # fmt: skip
    parties = tuple(one for one in made if one.system is not None and one.value is not None)
    if not parties:
        return None
    groups = groups_of(unit, question.on, children=False)
    spans = [{row.id: row for row in inside(all_periods().values(), period.range, period.calendar)}]
    said = said_together([indicator.pk], groups, spans)[Group(unit), 0, indicator.pk]
    counting = {one.system.value: one.value or 0 for one in parties if one.system}
    last = indicator.over_time == Indicator.OverTime.LAST
    taken = taken_off(said, counting, geo=groups.geo, on=question.on, last=last)
    return Reckoned(parties, sum(counting.values()), taken)
