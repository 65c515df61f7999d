"""The values behind a total: which of them count, and how much of each counts at a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from phoihop.figures.queries import base
from phoihop.figures.queries.as_of import AsOf
from phoihop.figures.queries.periods import PeriodRow
from phoihop.figures.rules.grouping import Groups
from phoihop.figures.rules.maps import WHOLE
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.selection import Picked, Row, pick
from phoihop.figures.rules.values import SYSTEM_NUMBERS
from phoihop.indicators.models import Breakdown, Indicator
from phoihop.places.models import Succession

__all__ = ["Portion", "counting", "of_the_whole", "part_of", "portions_of"]


@dataclass(frozen=True, slots=True)
class Portion:
    """What of a value counts at a unit where its place was divided (phần được chia).

    ``millionths`` is the share stated for the unit, ``None`` where only what other heirs left is counted; ``acts``
    are the instruments that state the shares.
    """

    value: int
    millionths: int | None
    acts: tuple[str, ...] = ()


def part_of(question: Question, indicator: Indicator) -> int | None:
    """The id of the breakdown that a question asks, 0 for an unknown one."""
    if not question.breakdown:
        return None
    found = Breakdown.objects.filter(indicator=indicator, code=question.breakdown).values_list("pk", flat=True)
    return found.first() or 0


def of_the_whole(one: Picked, unit: int) -> bool:
    """Whether a value is what a unit itself states for its whole area, and counts as such."""
    return one.row.place == unit and (one.forced or one.standin)


def counting(
    question: Question,
    indicator: Indicator,
    groups: Groups,
    periods: Sequence[PeriodRow],
    as_of: AsOf | None,
) -> list[Picked]:
    """The values of a unit without units below it (or of one of its other lines) that count, latest first."""
    geo = groups.geo
    wanted = {
        place
        for place in groups.places(groups.provinces)
        if any(question.line == "all" or line.kind == question.line for line, _ in groups.of(place))
    }
    if question.line == "all":
        wanted |= {groups.unit}
    system = SYSTEM_NUMBERS[question.system] if question.system else 0
    part = part_of(question, indicator)
    scope: set[int] | None = None
    if as_of is None and not any(geo.levels[place] in (1, 2) for place in wanted):
        scope = set(wanted)
        for _ in range(2):
            scope |= {one for place in scope for side in geo.relatives(place) for one in side}

    def rows(of: int | None) -> list[Row]:
        if as_of is not None:
            loaded = replace(as_of, breakdown=of).base(provinces=groups.provinces)
        else:
            loaded = base.load(
                periods={row.id: row for row in periods},
                indicators=[indicator.pk],
                systems=[system],
                parts=None if of is None else [of],
                places=None if scope is None else sorted(scope),
                provinces=groups.provinces if scope is None else None,
            )[0 if question.accepted_only else 1]
        return loaded.rows.get((indicator.pk, system), [])

    every = pick(
        rows(part),
        last=indicator.over_time == "last",
        geo=geo,
        within=frozenset(wanted),
        divide=indicator.over_units == "sum",
        wholes=None if part is None else rows(None),
    )
    picked = [
        one
        for one in every
        if one.row.place in wanted and (not one.left or groups.parts(one.row.place, one.row.value, one.left))
    ]
    return sorted(picked, key=lambda one: (-one.row.end, one.row.start, one.row.figure))


def portions_of(picked: Sequence[Picked], groups: Groups, question: Question) -> dict[int, Portion]:
    """Of those values that do not count whole at the unit what counts there, by row of the log; one query where any."""
    found = {}
    for one in picked:
        parts = groups.parts(one.row.place, one.row.value, one.left)
        here = sum(value for line, value in parts.items() if question.line in ("all", line.kind))
        shares = groups.of(one.row.place)
        millionths = sum(share.millionths for line, share in shares if question.line in ("all", line.kind))
        if one.left:
            found[one.row.figure] = one.row.place, Portion(here, None)
        elif shares and millionths < WHOLE:
            found[one.row.figure] = one.row.place, Portion(here, millionths)
    acts = _acts({place for place, _ in found.values()}, groups, question) if found else {}
    return {figure: replace(portion, acts=acts[place]) for figure, (place, portion) in found.items()}


def _acts(divided: set[int], groups: Groups, question: Question) -> dict[int, tuple[str, ...]]:
    """The instruments that state how each place, or what came of it, was divided by the day of the map."""
    lines = {place: {place} | groups.geo.relatives(place)[1] for place in divided}
    stated = Succession.objects.filter(
        predecessor__in=set().union(*lines.values()), on__lte=question.on, share_millionths__isnull=False
    ).order_by("on", "pk")
    rows = list(stated.values_list("predecessor", "legal_act"))
    return {
        place: tuple(dict.fromkeys(act for predecessor, act in rows if act and predecessor in line))
        for place, line in lines.items()
    }
