"""The units of one map beside those of another that they came from, or became."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from phoihop.figures.queries import base
from phoihop.figures.queries.gather import lines_of
from phoihop.figures.queries.geography import geography
from phoihop.figures.queries.periods import all_periods, inside
from phoihop.figures.queries.totals import Total, total_of
from phoihop.figures.rules.grouping import Leaves
from phoihop.figures.rules.maps import Share
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.values import SYSTEM_NUMBERS
from phoihop.indicators.models import Breakdown, Indicator

__all__ = ["Origin", "at_units", "origins"]


@dataclass(frozen=True, slots=True)
class Origin:
    """A unit of another map beside one of this map (đơn vị cũ); ``whole`` where all of it went there."""

    place: int
    whole: bool


def origins(units: Collection[int], *, on: date, beside: date) -> dict[int, list[Origin]]:
    """For each unit of the map of ``on`` those of its line and level that stand on the map of ``beside``."""
    geo = geography()
    standing = geo.tree(beside).parents
    found: dict[int, list[Origin]] = {}
    for unit in units:
        before, after = geo.relatives(unit)
        kin = sorted(one for one in {unit, *before, *after} if one in standing and geo.levels[one] == geo.levels[unit])
        if kin:
            found[unit] = [Origin(one, _leads_to(geo.target(one, on), unit)) for one in kin]
    return found


def _leads_to(shares: Sequence[Share], unit: int) -> bool:
    return len(shares) == 1 and shares[0].unit == unit and not shares[0].unallocated


def at_units(question: Question, indicator: Indicator, *, unit: int, on: date) -> Mapping[int, Total]:
    """What counts at exactly each unit on the map of a day, of the provinces that have to do with ``unit``.

    From the base values, for one system and an indicator that adds over units. Three queries.
    """
    if question.system is None or indicator.over_units != Indicator.OverUnits.SUM or indicator.numerator_id is not None:
        return {}
    geo, stretch = geography(), question.period.range
    parts = None
    if question.breakdown is not None:
        found = Breakdown.objects.filter(indicator=indicator, code=question.breakdown)
        parts = list(found.values_list("pk", flat=True)) or [0]
    loaded = base.load(
        periods={row.id: row for row in inside(all_periods().values(), stretch, question.period.calendar)},
        indicators=[indicator.pk],
        provinces=sorted(geo.family(geo.province(unit, on))),
        systems=[SYSTEM_NUMBERS[question.system]],
        parts=parts,
    )[0 if question.accepted_only else 1]
    rows = loaded.rows.get((indicator.pk, SYSTEM_NUMBERS[question.system]), [])
    lines = lines_of(rows, Leaves(geo, on), indicator.over_time)
    return {line.unit: total_of(line, stretch, indicator.code, question.system, one) for line, one in lines.items()}
