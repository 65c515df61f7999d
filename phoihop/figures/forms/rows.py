"""The lines of one indicator's page: each unit now, before, a year before, against target and population."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phoihop.core.alphabet import sort_key
from phoihop.core.periods import Period
from phoihop.figures.forms.asking import Asking
from phoihop.figures.models import Edition
from phoihop.figures.queries.frozen_table import table_as_of
from phoihop.figures.queries.geography import groups_of, unit_names
from phoihop.figures.queries.reporting import communes_below, reporters
from phoihop.figures.queries.totals import Total, table, targets
from phoihop.figures.rules.comparators import compared
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.printing import WORDS
from phoihop.figures.rules.questions import Question
from phoihop.places import queries as places
from phoihop.places.queries import People
from phoihop.web.print import number

__all__ = ["LINES", "ORDERS", "Cells", "Row", "found_of", "live", "rows_and_cells", "rows_of"]

#: What the lines that are not units are called in a table.
LINES = {"own": gettext_lazy("Cơ quan cấp này"), "unallocated": gettext_lazy("Chưa phân bổ")}
#: What the units may be ranked by: the word of the address.
ORDERS = ("so", "van-dan")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a unit now, in the period before, a year before, against its target and population."""

    rank: int | None
    name: str
    unit: int
    kind: str
    question: Question
    now: Total | None
    before: Total | None
    year_before: Total | None
    target: int | None
    people: People | None = None
    scale: int = 0
    #: The units below with the party that have figures now and in the period before, and how many units there are.
    reported: frozenset[tuple[int, int]] = frozenset()
    reported_before: frozenset[tuple[int, int]] = frozenset()
    of: int = 0

    @property
    def comparable(self) -> bool:
        """Whether the same parties of the same units below have figures in both periods (so sánh được)."""
        return self.reported == self.reported_before

    @property
    def units(self) -> tuple[int, int]:
        """How many units below have figures now, and had before."""
        return len({unit for unit, _ in self.reported}), len({unit for unit, _ in self.reported_before})

    @property
    def other_parties(self) -> bool:
        """Whether other parties have figures than before."""
        now, before = ({party for _, party in of} for of in (self.reported, self.reported_before))
        return now != before and bool(now) and bool(before)

    @property
    def partial(self) -> bool:
        """Whether some but not all units below have figures."""
        return 0 < self.units[0] < self.of

    @property
    def value(self) -> int | None:
        return self.now.value if self.now else None

    @property
    def per(self) -> float | None:
        """Per 10,000 inhabitants (trên 1 vạn dân), where the population is known and is that of all who reported."""
        if self.value is None or self.people is None or self.partial:
            return None
        return self.people.per(self.value / 10**self.scale)

    @property
    def per_said(self) -> str:
        """The same as printed: about so many where the number itself is not exact."""
        word = WORDS[compared(self.now.comparator)] if self.now and self.per is not None else ""
        return word + number(self.per, 2)

    def measure(self, order: str) -> float | None:
        """What the line is ranked by."""
        return self.per if order == "van-dan" else self.value


#: Totals by (line, period).
Cells = dict[tuple[Group, Period], Total]


def rows_of(asked: Asking, order: str = "so") -> tuple[list[Row], Row]:
    """The lines right below the unit, ranked with ties, and the unit itself."""
    rows, unit, _ = rows_and_cells(asked, order)
    return rows, unit


def rows_and_cells(asked: Asking, order: str, more: Sequence[Period] = ()) -> tuple[list[Row], Row, Cells]:
    """The lines right below the unit, the unit itself, and the totals of all for more periods too.

    A constant number of queries. With an edition they are as it was frozen.
    """
    question = asked.question
    groups = groups_of(asked.place.pk, question.on, children=True, edition=asked.edition)
    three = (question.period, question.period.previous, question.period.a_year_before)
    periods = list(dict.fromkeys((*three, *more)))
    below, own = found_of(asked, periods, children=True), found_of(asked, periods, children=False)
    units = [line.unit for line in groups.lines if line.kind == "all"] if asked.lines_open else []
    names = unit_names([*units, asked.place.pk], on=question.on, edition=asked.edition)
    # a target is of the whole and of one party or of all together: neither a part nor one of several is set against it
    goals = (
        {}
        if question.breakdown
        else targets(units=[*units, asked.place.pk], period=question.period, indicators=[question.indicator])
    )
    people = places.populations([*units, asked.place.pk], on=question.on) if asked.indicator.unit != "%" else {}
    parts = {row.code: row.pk for row in asked.breakdowns}
    part = parts.get(question.breakdown, 0) if question.breakdown else None
    counted_by = groups if asked.lines_open else groups_of(asked.place.pk, question.on, children=False)
    said = {} if question.edition else reporters(question, asked.indicator, counted_by, three[:2], part)

    def made(cells: Cells, line: Group) -> Row:
        name = names[line.unit]
        key = name.key if line.kind == "all" else question.unit
        now, before, year = (cells.get((line, period)) for period in three)
        goal = goals.get((line.unit, question.indicator, question.system))
        whole = line.kind == "all"
        return Row(
            None,
            name.over_all if whole else _line_name(line, now),
            line.unit,
            line.kind,
            replace(question, unit=key, line=line.kind),
            now,
            before,
            year,
            goal if whole else None,
            people.get(line.unit) if whole else None,
            asked.indicator.scale,
            said.get((line, three[0]), frozenset()),
            said.get((line, three[1]), frozenset()),
            communes_below(groups, line.unit) if whole else 0,
        )

    rows = [made(below, Group(unit)) for unit in units]
    rest = [made(below, line) for line in groups.lines if units and line.kind != "all" and (line, three[0]) in below]
    return [*_ranked(rows, order), *rest], made(own, Group(asked.place.pk)), below | own


def _line_name(line: Group, now: Total | None) -> str:
    """What a line that is no unit is called: what a unit states for its whole area is not its own work."""
    if line.kind == "own" and now is not None and now.standin:
        return _("Cơ quan cấp này, gồm số báo cáo cho cả địa bàn")
    return str(LINES[line.kind])


def found_of(asked: Asking, periods: Sequence[Period], *, children: bool) -> Cells:
    """The totals of the lines right below the unit (or of it alone), as frozen where an edition is asked for.

    Only of those periods in which the reader may see them.
    """
    question = asked.question
    periods = [period for period in periods if (asked.lines_open_in if children else asked.open_in)(period)]
    if not periods:
        return {}
    edition = next((row for row in asked.editions if row.pk == question.edition), None)
    if edition is not None:
        return _frozen(asked, edition, periods, children=children)
    return live(question, asked.place.pk, periods, on=question.on, children=children)


def live(question: Question, unit: int, periods: Sequence[Period], *, on: date, children: bool) -> Cells:
    """What a question's indicator and system come to today, at a unit or right below it, on the map of a day."""
    found = table(
        unit=unit,
        ranges=[period.range for period in periods],
        on=on,
        indicators=[question.indicator],
        systems=[question.system] if question.system else None,
        breakdown=question.breakdown,
        calendar=question.period.calendar,
        accepted_only=question.accepted_only,
        children=children,
    )
    return {
        (line, periods[number]): total
        for (line, number, code, system), total in found.cells.items()
        if code == question.indicator and system == question.system
    }


def _frozen(asked: Asking, edition: Edition, periods: Sequence[Period], *, children: bool) -> Cells:
    question = asked.question
    found = table_as_of(
        edition,
        unit=asked.place.pk,
        periods=periods,
        indicators=[asked.indicator],
        systems=[question.system] if question.system else [],
        breakdown=question.breakdown,
        children=children,
    )
    return {
        (line, periods[number]): total
        for (line, number, _code, system), total in found.cells.items()
        if system == question.system
    }


def _ranked(rows: Sequence[Row], order: str) -> list[Row]:
    """Largest first; equal values share a rank, the next one skips; units without a value come last, unranked."""
    said = sorted(
        (row for row in rows if row.measure(order) is not None),
        key=lambda row: (-(row.measure(order) or 0), sort_key(row.name)),
    )
    made: list[Row] = []
    for place, row in enumerate(said, start=1):
        same = made and made[-1].measure(order) == row.measure(order)
        made.append(replace(row, rank=made[-1].rank if same else place))
    return made + sorted((row for row in rows if row.measure(order) is None), key=lambda row: sort_key(row.name))
