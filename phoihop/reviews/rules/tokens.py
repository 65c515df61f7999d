"""The token of a bound number in a review: which figure it is, and what it was when it was bound.

The value stays as it was bound, so a sentence never changes behind its writer's back; where the figure is
another today, the number is flagged with the new one beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from phoihop.writing.numbers import stated

__all__ = ["Token"]


@dataclass(frozen=True, slots=True)
class Token:
    """One figure (số gắn nguồn): indicator code, key of the place, system ("" for all parties), code of the period,
    map date, and the value bound, in the indicator's smallest step.

    >>> token = Token("TT01", "tinh:37", "cong_an", "hanh_chinh:nam:2025:1", date(2026, 11, 21), 1500, "gt")
    >>> str(token)
    'TT01|tinh:37|cong_an|hanh_chinh:nam:2025:1|2026-11-21|gt|1500'
    >>> Token.of(str(token)) == token, token.text(0)
    (True, 'hơn 1.500')
    """

    indicator: str
    unit: str
    system: str
    period: str
    on: date
    value: int | None
    comparator: str = "eq"

    def __str__(self) -> str:
        value = "" if self.value is None else str(self.value)
        return "|".join(
            (self.indicator, self.unit, self.system, self.period, self.on.isoformat(), self.comparator, value)
        )

    @classmethod
    def of(cls, text: str) -> Token:
        """The token of its text; raises ``ValueError`` for anything else."""
        indicator, unit, system, period, on, comparator, value = text.split("|")
        return cls(indicator, unit, system, period, date.fromisoformat(on), int(value) if value else None, comparator)

    def text(self, scale: int) -> str:
        """As it is printed; empty where nothing is counted."""
        return "" if self.value is None else stated(Decimal(self.value).scaleb(-scale), self.comparator)

    def now(self, value: int | None, comparator: str) -> Token:
        """The same figure bound to another value."""
        return replace(self, value=value, comparator=comparator)
