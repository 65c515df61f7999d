"""What parties counted together at a unit and below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from phoihop.figures.models import Edition, Overlap
from phoihop.figures.queries.geography import groups_of
from phoihop.figures.queries.periods import PeriodRow, all_periods, inside
from phoihop.figures.rules.grouping import Group, Groups, split
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.together import Together, counting
from phoihop.indicators.models import Indicator

__all__ = ["Told", "last_overlap", "overlaps", "overlaps_since", "said_together", "told_together"]

#: Of which indicator, unit, period and systems an overlap is.
Of = tuple[int, int, int, str]


class Told(NamedTuple):
    """One overlap with what of it falls to the unit asked for; it counts unless another has it in it already."""

    row: Overlap
    value: int
    counts: bool


def overlaps(question: Question, *, unit: int) -> list[Overlap]:
    """The overlaps (phần trùng) in force inside the period, of a unit and all below it, the largest first."""
    indicator = Indicator.objects.filter(code=question.indicator).values_list("pk", flat=True)
    periods = [row.id for row in inside(all_periods().values(), question.period.range, question.period.calendar)]
    groups = groups_of(unit, question.on, children=False)
    found = [one for of, one in _in_force(indicator).items() if of[2] in periods and groups.of(of[1])]
    rows = Overlap.objects.filter(pk__in=[pk for pk, _value in found]).select_related("source", "period")
    return list(rows.order_by("-value", "pk"))


def said_together(
    indicators: Collection[int], groups: Groups, spans: Sequence[Mapping[int, PeriodRow]], *, until: int | None = None
) -> dict[tuple[Group, int, int], list[Together]]:
    """What parties counted together in each line, by (line, number of the span of periods, indicator id); one query.

    What is said of a unit is said of all below it too, so nothing of it is taken off what its own bodies did. With
    ``until`` as it stood when that was the number of the last overlap.
    """
    geo, on = groups.geo, groups.on
    made: dict[tuple[Group, int, int], list[Together]] = defaultdict(list)
    for (indicator, place, period, systems), (pk, value) in _in_force(indicators, until).items():
        shares = geo.target(place, on)
        parts = dict(zip(shares, split(value, shares), strict=True))
        for number, rows in enumerate(spans):
            if period not in rows:
                continue
            for line, share in groups.of(place):
                if line.kind != "own" or len(geo.below(line.unit, on)) == 1:
                    one = Together(share.unit, rows[period].range, systems, parts[share], pk)
                    made[line, number, indicator].append(one)
    return made


def told_together(
    indicator: Indicator, groups: Groups, periods: Iterable[PeriodRow], *, edition: Edition | None = None
) -> tuple[Told, ...]:
    """The overlaps behind one number of all parties, the largest first, as an ``edition`` took them; two queries.

    An edition of before does not know which stood: those told until it was made.
    """
    until = None if edition is None else _last_of(edition)
    spans = [{row.id: row for row in periods}]
    said = said_together([indicator.pk], groups, spans, until=until)[Group(groups.unit), 0, indicator.pk]
    last = indicator.over_time == Indicator.OverTime.LAST
    counts = {one.number for one in counting(said, geo=groups.geo, on=groups.on, last=last)}
    rows = Overlap.objects.select_related("source", "period").in_bulk([one.number for one in said])
    values: dict[int, int] = defaultdict(int)
    for one in said:
        values[one.number] += one.value
    told = [Told(rows[pk], value, pk in counts) for pk, value in values.items()]
    return tuple(sorted(told, key=lambda one: (not one.counts, -one.value, one.row.pk)))


def overlaps_since(edition: Edition) -> list[Overlap]:
    """The overlaps told since an edition was frozen, in order (phần trùng ghi sau khi chốt)."""
    rows = Overlap.objects.filter(pk__gt=_last_of(edition)).select_related("source", "period", "indicator")
    return list(rows.order_by("pk"))


def last_overlap() -> int:
    """The number of the last overlap that was told, 0 before any."""
    return Overlap.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _last_of(edition: Edition) -> int:
    """The number of the last overlap that an edition knows."""
    if edition.overlap is not None:
        return edition.overlap
    rows = Overlap.objects.filter(at__lte=edition.made_at).order_by("-pk")
    return rows.values_list("pk", flat=True).first() or 0


def _in_force(indicators: Collection[int], until: int | None = None) -> dict[Of, tuple[int, int]]:
    """The last word on each, as (number, value), without what was taken back; one query."""
    rows = Overlap.objects.filter(indicator__in=indicators).order_by("pk")
    if until is not None:
        rows = rows.filter(pk__lte=until)
    columns = ("indicator_id", "place_id", "period_id", "systems", "pk", "value")
    said = {row[:4]: row[4:] for row in rows.values_list(*columns)}
    return {of: one for of, one in said.items() if one[1]}
