"""Which rows of the log count: the tip of each claim, and the accepted row that it leaves in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag

from phoihop.figures.rules.values import Force, Standing, State

__all__ = ["LogRow", "Views", "in_force", "tips"]


class Views(IntFlag):
    """In which view a row counts: with accepted figures only, with submitted ones too, or both."""

    ACCEPTED = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class LogRow:
    """What of a row of the log decides whether it counts."""

    id: int
    claim: int | None
    standing: int
    state: int
    force: int

    @property
    def root(self) -> int:
        """The first row of its chain."""
        return self.id if self.claim is None else self.claim


def tips(rows: Iterable[LogRow]) -> dict[int, tuple[LogRow, LogRow | None]]:
    """For each claim of one key: its last row, and the accepted row in force (``None`` where there is none).

    A submitted row leaves the accepted one before it in force; a withdrawn row ends both.
    """
    found: dict[int, tuple[LogRow, LogRow | None]] = {}
    for row in sorted(rows, key=lambda row: row.id):
        accepted = found[row.root][1] if row.root in found else None
        if row.standing == Standing.ACCEPTED:
            accepted = row
        elif row.standing == Standing.WITHDRAWN:
            accepted = None
        found[row.root] = (row, accepted)
    return found


def in_force(rows: Iterable[LogRow]) -> dict[int, Views]:
    """For the rows of one key (indicator, body, coverage, period, breakdown): which count, in which views."""
    counted: dict[int, Views] = defaultdict(lambda: Views(0))
    for tip, accepted in tips(rows).values():
        if tip.force == Force.ASIDE:
            continue
        if accepted is not None and accepted.state != State.MISSING:
            counted[accepted.id] |= Views.ACCEPTED
        if tip.standing != Standing.WITHDRAWN and tip.state != State.MISSING:
            counted[tip.id] |= Views.ALL
    return dict(counted)
