"""Geometry of the charts (hình): numbers in, points and rectangles out; one template draws them, screen and paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.translation import gettext as _

from phoihop.web.print import number

__all__ = ["Chart", "Label", "Mark", "bars", "lines", "ranked", "ticks"]

Value = int | float | Decimal | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle, a line or a dot with its class; unused measures stay 0."""

    kind: str
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    path: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    text: str
    kind: str = ""
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart: its size, what lies on it, and the same figures as rows of a table."""

    width: int
    height: int
    summary: str
    rules: Sequence[Mark] = ()
    marks: Sequence[Mark] = ()
    labels: Sequence[Label] = ()
    columns: Sequence[str] = field(default=())
    rows: Sequence[Sequence[str]] = field(default=())


def ticks(low: float, high: float, *, at_most: int = 5, whole: bool = False) -> list[Decimal]:
    """Round numbers from at or below ``low`` to at or above ``high``, ``at_most`` + 1 of them; ``whole``: no fractions.

    >>> [str(tick) for tick in ticks(0, 4102)]
    ['0', '1000', '2000', '3000', '4000', '5000']
    >>> [str(tick) for tick in ticks(79.4, 84.1, at_most=3)]
    ['78', '80', '82', '84', '86']
    >>> [str(tick) for tick in ticks(0, 2, whole=True)]
    ['0', '1', '2']
    """
    if high <= low:
        high = low + 1
    raw = Decimal(str(high - low)) / at_most
    power = Decimal(10) ** raw.adjusted()
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= raw)
    step = max(step, Decimal(1)) if whole else step
    first = (Decimal(str(low)) / step).to_integral_value(ROUND_FLOOR)
    last = (Decimal(str(high)) / step).to_integral_value(ROUND_CEILING)
    return [_plain(step * n) for n in range(int(first), int(last) + 1)]


def lines(
    labels: Sequence[str],
    current: Sequence[Value],
    previous: Sequence[Value] = (),
    *,
    name: str = "",
    unit: str = "",
    last_is_open: bool = False,
    from_zero: bool = False,
    width: int = 320,
    height: int = 132,
) -> Chart:
    """A small line chart: this period in indigo, the one before in grey; ``None`` leaves a gap.

    ``last_is_open`` draws the last stretch dashed and its dot hollow: the figure is not closed yet. ``from_zero``
    begins the scale at nothing also where all values lie close together.
    """
    known = [float(v) for v in (*current, *previous) if v is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    steps = ticks(0 if from_zero or low < high / 2 else low, high, at_most=3, whole=_are_counts(known))
    left, right, top, bottom = 10 + 6 * max(len(number(t)) for t in steps), width - 18, 12, height - 20
    scale = _Scale(steps, bottom, top)
    across = [left + 8 + (right - left - 8) * n / max(len(labels) - 1, 1) for n in range(len(labels))]
    now, before = _points(across, current, scale), _points(across, previous, scale)
    marks = [Mark("pre", path=path) for path in _paths(before)]
    closed = [*now[:-1], None] if last_is_open else now
    marks += [Mark("cur", path=path) for path in _paths(closed)]
    if last_is_open and len(now) > 1 and now[-2] and now[-1]:
        marks.append(Mark("cur dash", path=_path([now[-2], now[-1]])))
    marks += [
        Mark("opn" if last_is_open and n == len(now) - 1 else "dot", *point) for n, point in enumerate(now) if point
    ]
    words = [Label(left - 6, scale(t) + 3.5, number(t), anchor="end") for t in steps]
    words += [
        Label(x, height - 5, text, "on" if n == len(labels) - 1 else "", "middle")
        for n, (x, text) in enumerate(zip(across, labels, strict=True))
    ]
    return Chart(
        width,
        height,
        _summary(name, labels, current, previous, unit),
        rules=[Mark("gl", path=f"M{left} {scale(t):.1f}H{width - 10}") for t in steps],
        marks=marks,
        labels=words,
        columns=_columns(name, unit, previous),
        rows=_rows(labels, current, previous),
    )


def bars(
    labels: Sequence[str],
    current: Sequence[Value],
    previous: Sequence[Value] = (),
    *,
    previous_labels: Sequence[str] = (),
    partial: Sequence[object] = (),
    name: str = "",
    unit: str = "",
    width: int = 640,
    height: int = 220,
) -> Chart:
    """Pairs of bars, the previous period in grey beside this one; a missing value is a dashed box with "?".

    Bars of the labels in ``partial`` are hollow: what they count is not complete.
    """
    known = [float(v) for v in (*current, *previous) if v is not None]
    steps = ticks(0, max(known, default=1.0), whole=_are_counts(known))
    left, top, bottom = 12 + 6 * max(len(number(t)) for t in steps), 18, height - 28
    scale = _Scale(steps, bottom, top)
    slot = (width - left) / max(len(labels), 1)
    thick = min(34.0, slot * (0.34 if previous else 0.56))
    wide_enough = thick >= 26
    marks, words = [], [Label(left - 8, scale(t) + 4, number(t), anchor="end") for t in steps]
    for n, text in enumerate(labels):
        middle = left + slot * (n + 0.5)
        now_x = middle + 2 if previous else middle - thick / 2
        if previous and (before := previous[n]) is not None:
            y = scale(before)
            marks.append(Mark("bp", middle - thick - 2, y, thick, bottom - y))
            if wide_enough:
                words.append(Label(middle - thick / 2 - 2, y - 5, number(before), "", "middle"))
        if (now := current[n]) is not None:
            y = scale(now)
            marks.append(Mark("opn" if text in partial else "bc", now_x, y, thick, bottom - y))
            words.append(Label(now_x + thick / 2, y - 5, number(now), "val", "middle"))
        else:
            marks.append(Mark("bq", now_x + 0.5, top + 8, thick - 1, bottom - top - 8))
            words.append(Label(now_x + thick / 2, (top + bottom) / 2 + 8, "?", "lab", "middle"))
        if previous_labels and previous and wide_enough:
            words.append(Label(middle - thick / 2 - 2, height - 12, previous_labels[n], "", "middle"))
            words.append(Label(now_x + thick / 2, height - 12, text, "on", "middle"))
        else:
            words.append(Label(middle, height - 12, text, "on", "middle"))
    rules = [Mark("gl", path=f"M{left} {scale(t):.1f}H{width}") for t in steps[1:]]
    return Chart(
        width,
        height,
        _summary(name, labels, current, previous, unit),
        rules=[*rules, Mark("ax", path=f"M{left} {bottom}H{width}")],
        marks=marks,
        labels=words,
        columns=_columns(name, unit, previous),
        rows=_rows(labels, current, previous),
    )


def ranked(
    rows: Iterable[Mapping[str, object] | None],
    *,
    name: str = "",
    unit: str = "",
    mean: Value = None,
    is_open: bool = False,
    width: int = 620,
) -> Chart:
    """Bars lying down, best first (xếp hạng): ``{"name", "value", "current"}`` each; ``None`` prints "⋯" between ends.

    ``mean`` draws the dashed line of the whole; ``is_open`` leaves the bars hollow: the period has not ended.
    """
    listed = list(rows)
    shown = [row for row in listed if row]
    values = [_as_value(row["value"]) for row in shown]
    known = [float(v) for v in values if v is not None]
    steps = ticks(0, max([*known, float(mean or 0)], default=1.0), at_most=4, whole=_are_counts(known))
    left = 14 + 6.3 * max((len(str(row["name"])) for row in shown), default=4)
    left = min(left, width * 0.4)
    right = width - 44
    per = (right - left) / float(max(known, default=1.0) or 1)
    marks, words, y = [], [], 24.0
    for row in listed:
        if row is None:
            words.append(Label(left - 8, y + 10, "⋯", "", "end"))
        else:
            value, picked = _as_value(row["value"]), bool(row.get("current"))
            words.append(Label(left - 8, y + 11, str(row["name"]), "on" if picked else "lab", "end"))
            if value is None:
                words.append(Label(left + 6, y + 11, _("chưa có"), "", "start"))
            else:
                kind = ("bc" if picked else "bp") + (" opn" if is_open else "")
                marks.append(Mark(kind, left, y, max(float(value) * per, 1), 15))
                words.append(Label(left + float(value) * per + 6, y + 11, number(value), "val" if picked else "lab"))
        y += 22
    bottom = y + 2
    rules = [
        Mark("gl", path=f"M{left + float(t) * per:.1f} 16V{bottom:.0f}")
        for t in steps
        if left + float(t) * per <= right
    ]
    words += [
        Label(left + float(t) * per, 10, number(t), "", "middle") for t in steps if left + float(t) * per <= right
    ]
    if mean is not None:
        marks.append(Mark("tg", path=f"M{left + float(mean) * per:.1f} 16V{bottom:.0f}"))
    told = "; ".join(f"{row['name']} {number(value)}" for row, value in zip(shown, values, strict=True))
    return Chart(
        width,
        round(bottom + 2),
        f"{name}: {told} {unit}".strip(),
        rules=rules,
        marks=marks,
        labels=words,
        columns=("", f"{name} ({unit})" if unit else name),
        rows=[(str(row["name"]), number(value)) for row, value in zip(shown, values, strict=True)],
    )


class _Scale:
    """Value → height on the sheet."""

    def __init__(self, steps: Sequence[Decimal], bottom: float, top: float) -> None:
        self.low, self.bottom = float(steps[0]), bottom
        self.per = (bottom - top) / float(steps[-1] - steps[0])

    def __call__(self, value: int | float | Decimal) -> float:
        return round(self.bottom - (float(value) - self.low) * self.per, 1)


Point = tuple[float, float]


def _points(across: Sequence[float], values: Sequence[Value], scale: _Scale) -> list[Point | None]:
    return [None if v is None else (round(x, 1), scale(v)) for x, v in zip(across[: len(values)], values, strict=True)]


def _paths(points: Sequence[Point | None]) -> list[str]:
    """One path a stretch of known points."""
    stretches: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            stretches.append([])
        else:
            stretches[-1].append(point)
    return [_path(stretch) for stretch in stretches if len(stretch) > 1]


def _path(points: Sequence[Point]) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in points)


def _are_counts(values: Sequence[float]) -> bool:
    """Whether nothing but whole numbers is drawn: half a meeting does not stand on an axis."""
    return all(value.is_integer() for value in values)


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _as_value(value: object) -> Value:
    if value is None or isinstance(value, int | float | Decimal):
        return value
    raise TypeError(f"not a number: {value!r}")


def _summary(name: str, labels: Sequence[str], current: Sequence[Value], previous: Sequence[Value], unit: str) -> str:
    told = ", ".join(f"{label} {number(value)}" for label, value in zip(labels, current, strict=True))
    said = f"{name}: {told} {unit}".strip()
    if not previous:
        return said
    return said + ". " + _("Kỳ trước: {values}").format(values=", ".join(number(value) for value in previous))


def _columns(name: str, unit: str, previous: Sequence[Value]) -> tuple[str, ...]:
    head = f"{name} ({unit})" if unit else name
    return (_("Kỳ"), head, _("Kỳ trước")) if previous else (_("Kỳ"), head)


def _rows(labels: Sequence[str], current: Sequence[Value], previous: Sequence[Value]) -> list[tuple[str, ...]]:
    if previous:
        return [(a, number(b), number(c)) for a, b, c in zip(labels, current, previous, strict=True)]
    return [(a, number(b)) for a, b in zip(labels, current, strict=True)]
