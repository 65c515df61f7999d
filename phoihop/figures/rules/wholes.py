"""Totals and their parts (tổng và phần): what an act gives, together with what its origin said before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from phoihop.core.periods import Period
from phoihop.core.refusal import Refusal
from phoihop.figures.rules.comparators import of_sum
from phoihop.figures.rules.values import Comparator, Coverage, Known, State, Value, refusal_of_parts

__all__ = ["Before", "missing_totals", "refusal_beside"]

#: (indicator, body, coverage, period)
_Whole = tuple[str, int, Coverage, Period]


@dataclass(frozen=True, slots=True)
class Before:
    """What an origin said before and did not take back; ``derived`` is a total that was added from its parts."""

    value: Value
    derived: bool = False


def missing_totals(values: Sequence[Value], before: Sequence[Before], *, known: Mapping[str, Known]) -> list[Value]:
    """The totals of partitions whose parts come without them (tổng còn thiếu).

    Each is the sum of all parts as they then stand. None where the origin gives the total itself, or gave it before;
    without a number where no part is left.
    """
    given = {_whole(value) for value in values if value.breakdown is None}
    said = {_whole(one.value): one.derived for one in before if one.value.breakdown is None}
    wanted: dict[_Whole, Value] = {}
    for value in values:
        whole = _whole(value)
        if _dimension(value, known) is not None and whole not in given and said.get(whole, True):
            wanted.setdefault(whole, value)
    sums: dict[_Whole, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for value in _then(values, before) if wanted else ():
        dimension, whole = _dimension(value, known), _whole(value)
        if dimension is not None and whole in wanted and value.state is State.NUMBER:
            sums[whole][dimension].append(value)
    totals = []
    for whole, first in wanted.items():
        if sums[whole]:
            totals.append(_sum(first, sums[whole]))
        elif whole in said:
            totals.append(replace(first, breakdown=None, value=None, state=State.MISSING, comparator=Comparator.EQ))
    return totals


def refusal_beside(
    values: Sequence[Value], totals: Sequence[Value], before: Sequence[Before], *, known: Mapping[str, Known]
) -> Refusal | None:
    """Why values cannot be put beside what their origin said before: the parts would not go with the total."""
    if not before:
        return None
    derived = {_whole(value) for value in totals} | {
        _whole(one.value) for one in before if one.derived and one.value.breakdown is None
    }
    derived -= {_whole(value) for value in values if value.breakdown is None}
    return refusal_of_parts(_then([*values, *totals], before), known=known, derived=derived)


def _sum(first: Value, dimensions: Mapping[str, Sequence[Value]]) -> Value:
    parts = max(dimensions.values(), key=lambda found: (sum(part.value or 0 for part in found), len(found)))
    return replace(
        first,
        breakdown=None,
        state=State.NUMBER,
        value=sum(part.value or 0 for part in parts),
        comparator=of_sum(part.comparator for part in parts),
        cell=" + ".join(part.cell for part in parts if part.cell)[:60],
    )


def _then(values: Sequence[Value], before: Sequence[Before]) -> list[Value]:
    """What the origin says when the act is done."""
    given = {(_whole(value), value.breakdown) for value in values}
    stays = [one.value for one in before if (_whole(one.value), one.value.breakdown) not in given]
    return [*(value for value in values if value.state is not State.MISSING), *stays]


def _dimension(value: Value, known: Mapping[str, Known]) -> str | None:
    """The dimension of the partition that a value is a part of; ``None`` for a total and an "of which"."""
    if value.breakdown is None:
        return None
    kind, dimension = known[value.indicator].breakdowns[value.breakdown]
    return dimension if kind == "partition" else None


def _whole(value: Value) -> _Whole:
    return (value.indicator, value.body, value.coverage, value.period)
