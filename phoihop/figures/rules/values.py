"""The values that other parts hand in, and the closed sets behind their narrow columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from phoihop.core.actor import System
from phoihop.core.periods import Period
from phoihop.core.refusal import Refusal

__all__ = [
    "PART",
    "SYSTEMS",
    "SYSTEM_NUMBERS",
    "Comparator",
    "Coverage",
    "Force",
    "Known",
    "Outcome",
    "Part",
    "Provenance",
    "SourceKind",
    "Standing",
    "State",
    "Value",
    "refusal_of_parts",
    "refusal_to_put",
]

PART = "figures"

#: The narrow number that stands for a system in the tables of this part.
SYSTEM_NUMBERS: dict[System, int] = {system: number for number, system in enumerate(System, start=1)}
SYSTEMS: dict[int, System] = {number: system for system, number in SYSTEM_NUMBERS.items()}


class Coverage(IntEnum):
    """What a value covers (phạm vi)."""

    OWN = 1  # what the body itself did
    AREA = 2  # what it states for itself and all below


class Standing(IntEnum):
    """How far a value has come (trạng thái số liệu)."""

    SUBMITTED = 1  # đã gửi
    ACCEPTED = 2  # đã nhận
    WITHDRAWN = 3  # đã rút


class State(IntEnum):
    """Zero, missing and not applicable are three things: zero is a number."""

    NUMBER = 1
    NOT_APPLICABLE = 2  # không áp dụng
    MISSING = 3  # chưa có số


class Comparator(IntEnum):
    """How the number is qualified (mức chính xác); one bit each, so that a sum knows all that went into it."""

    EQ = 1
    GT = 2  # hơn, trên
    GE = 4  # từ … trở lên, ít nhất
    LT = 8  # dưới
    APPROX = 16  # gần, khoảng


class Force(IntEnum):
    """Whether a claim counts (hiệu lực của nguồn số)."""

    ASIDE = 0  # another source's number is in force for the same key
    COUNTS = 1
    OVER_SUM = 2  # an area claim that a compiler put in force over the sum below


class SourceKind(IntEnum):
    FORM = 1  # ô của báo cáo
    PAPER = 2  # câu, ô của văn bản
    TYPED = 3  # nhập tay
    OFFER = 4  # số do phần khác cung cấp
    DERIVED = 5  # cộng các phần của phân tổ


class Part(IntEnum):
    """What a kept total of a unit is made of: one place's own bodies (by level), or a province with all below."""

    COUNTRY = 0
    SUM = 1
    DISTRICT = 2
    COMMUNE = 3
    PROVINCE = 4


class Outcome(IntEnum):
    """What became of one value that was put."""

    NEW = 1
    CHANGED = 2
    UNCHANGED = 3
    EVIDENCE = 4  # an equal number from another source: kept aside, evidence while it says the same
    ASIDE = 5  # another number from another source: kept beside the one in force
    WITHDRAWN = 6


@dataclass(frozen=True, slots=True)
class Value:
    """One value handed in (một số liệu).

    ``indicator`` and ``breakdown`` are codes, ``body`` the id of an ``organisations.Body``; ``value`` is in the
    indicator's smallest step and ``None`` unless ``state`` is NUMBER. ``cell`` names the cell of a form or sheet,
    ``span`` the characters of the paper's text that say it.
    """

    indicator: str
    body: int
    period: Period
    value: int | None = None
    state: State = State.NUMBER
    comparator: Comparator = Comparator.EQ
    coverage: Coverage = Coverage.OWN
    breakdown: str | None = None
    cell: str = ""
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the values of one act come from (nguồn gốc), printed by the explanation as it stands here.

    ``origin`` names the supplier's record for ever, such as ``"reports.report:12"``: values of one origin
    replace one another, values of different origins are claims beside each other. ``label`` is printed
    ("Báo cáo số 31/BC-CAX, 02/12/2026"), ``address`` is the page's path, ``paper`` the id of a ``documents.Source``.
    """

    origin: str
    label: str
    address: str = ""
    kind: SourceKind = SourceKind.FORM
    paper: int | None = None
    entered_by: str = ""
    entered_at: datetime | None = None
    accepted_by: str = ""
    accepted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the rule needs to know of an indicator: its breakdowns as code → (kind, dimension)."""

    code: str
    breakdowns: Mapping[str, tuple[str, str]]


#: (indicator, body, coverage, period)
_Key = tuple[str, int, Coverage, Period]


def refusal_to_put(
    values: Sequence[Value], *, known: Mapping[str, Known], bodies: Mapping[int, date | None]
) -> Refusal | None:
    """Why these values cannot be put; ``None`` when they can.

    ``bodies`` are those that exist, each with the day it ended: nobody speaks of a period that began after its end.
    Partitions must add up to a total given with them, and no "of which" may exceed it (exact numbers only).
    """
    seen: set[tuple[object, ...]] = set()
    for value in values:
        if value.indicator not in known:
            return Refusal(PART, "unknown_indicator", indicator=value.indicator)
        if value.body not in bodies:
            return Refusal(PART, "unknown_body", body=value.body)
        if (ended := bodies[value.body]) is not None and value.period.range.start >= ended:
            return Refusal(PART, "body_had_ended", ended=ended)
        if value.breakdown is not None and value.breakdown not in known[value.indicator].breakdowns:
            return Refusal(PART, "unknown_breakdown", indicator=value.indicator, breakdown=value.breakdown)
        if (value.value is None) == (value.state is State.NUMBER):
            return Refusal(PART, "number_and_state_differ", indicator=value.indicator)
        if value.value is not None and value.value < 0:
            return Refusal(PART, "negative", indicator=value.indicator, value=value.value)
        key = (value.indicator, value.body, value.coverage, value.period, value.breakdown)
        if key in seen:
            return Refusal(PART, "said_twice", indicator=value.indicator)
        seen.add(key)
    return refusal_of_parts(values, known=known)


def refusal_of_parts(
    values: Sequence[Value], *, known: Mapping[str, Known], derived: Collection[_Key] = ()
) -> Refusal | None:
    """Why parts do not go with their totals (phần không khớp tổng).

    Totals ``derived`` from parts are those of the larger dimension: another need not make the same.
    """
    totals = {
        (value.indicator, value.body, value.coverage, value.period): value
        for value in values
        if value.breakdown is None
    }
    sums: dict[tuple[_Key, str], int] = {}
    exact: dict[tuple[_Key, str], bool] = {}
    for value in values:
        if value.breakdown is None:
            continue
        key = (value.indicator, value.body, value.coverage, value.period)
        kind, dimension = known[value.indicator].breakdowns[value.breakdown]
        total = totals.get(key)
        if kind == "of_which":
            if total and _exact(total, value) and (value.value or 0) > (total.value or 0) and total.value is not None:
                return Refusal(PART, "part_over_total", indicator=value.indicator, said=value.value, total=total.value)
            continue
        group = (key, dimension)
        sums[group] = sums.get(group, 0) + (value.value or 0)
        exact[group] = exact.get(group, True) and value.comparator is Comparator.EQ
    for (key, dimension), parts in sums.items():
        total = totals.get(key)
        if not total or total.value is None or total.comparator is not Comparator.EQ or not exact[key, dimension]:
            continue
        if key in derived:
            continue
        given = {v.breakdown for v in values if (v.indicator, v.body, v.coverage, v.period) == key}
        members = {c for c, (k, d) in known[total.indicator].breakdowns.items() if k == "partition" and d == dimension}
        if parts > total.value or (members <= given and parts != total.value):
            return Refusal(PART, "parts_differ_from_total", indicator=total.indicator, parts=parts, total=total.value)
    return None


def _exact(*values: Value) -> bool:
    return all(value.comparator is Comparator.EQ for value in values)
