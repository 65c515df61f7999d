"""What an explanation of a number holds."""

from __future__ import annotations

from dataclasses import dataclass

from phoihop.figures.models import Edition
from phoihop.figures.queries.evidence import Joined, Said
from phoihop.figures.queries.overlaps import Told
from phoihop.figures.queries.periods import PeriodRow
from phoihop.figures.queries.totals import Beside, Total
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.questions import Question
from phoihop.indicators.models import Indicator
from phoihop.places.queries import People

__all__ = ["Explanation", "Line"]


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a total (thành phần): a unit below, the unit's own bodies, or what could not be allocated."""

    group: Group
    name: str
    total: Total
    question: Question


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that explains one number.

    ``parts`` are the lines right below, ``silent`` the units right below without any number (name, question);
    ``said`` the rows of the log where there is nothing below; ``carried`` stocks are of an earlier period than the
    latest. With an edition all of these are as of its change number, and ``now`` is today's total.
    """

    question: Question
    indicator: Indicator
    unit: str
    total: Total | None
    systems: tuple[Total, ...]
    parts: tuple[Line, ...]
    said: tuple[Said, ...]
    more: int
    joined: tuple[Joined, ...]
    former: int
    carried: int
    beside: tuple[Beside, ...]
    edition: Edition | None
    now: Total | None
    halves: tuple[Line, ...]
    periods: tuple[PeriodRow, ...]
    silent: tuple[tuple[str, Question], ...] = ()
    people: People | None = None
    lines_shown: bool = True
    #: How many units stand right below on the map.
    units: int = 0
    #: The names of units that said the upper half of a rate alone, and of those that said the lower alone.
    one_half: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    #: The names of units below that state a rate itself beside halves that it is divided from.
    stating_the_rate: tuple[str, ...] = ()
    #: How many lines (or the unit itself) have a part of a stock of an earlier period than the stock's latest.
    older_parts: int = 0
    #: Of all parties together: what each of them has, what they counted together, and of how many overlaps of units
    #: below only the sum is told.
    parties: tuple[Total, ...] = ()
    together: tuple[Told, ...] = ()
    together_below: int = 0

    @property
    def taken_off(self) -> int:
        """How much less all parties together have than the sum of their numbers, 0 where nothing is told."""
        if self.total is None or self.total.value is None or not self.parties:
            return 0
        return sum(one.value or 0 for one in self.parties) - self.total.value

    @property
    def below(self) -> tuple[int, int]:
        """How many units right below have a number, of how many (độ phủ)."""
        units = sum(line.group.kind == "all" for line in self.parts)
        said = sum(line.group.kind == "all" and line.total.counted > 0 for line in self.parts)
        return said, units + len(self.silent)

    @property
    def excused(self) -> int:
        """How many units right below say that the indicator is not theirs (không áp dụng); of a unit alone, itself."""
        every = [line.total for line in self.parts if line.group.kind == "all"] or ([self.total] if self.total else [])
        return sum(total.excused > 0 and not total.counted for total in every)

    def counted_by(self, line: Line) -> Indicator:
        """The indicator that a line counts: a half of a rate its own, every other the one asked about."""
        halves = (self.indicator.numerator, self.indicator.denominator)
        return next((half for half in halves if half and half.code == line.question.indicator), self.indicator)
