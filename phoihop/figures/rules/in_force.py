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
    """For the rows of one key (indicator, body, coverage, period, breakdown): which count, in which views.

    In each view the claim in force counts; where it says nothing there (it waits, was returned or taken back), the
    first claim kept aside that does: no number that somebody vouches for is lost with another.
    """
    claims = tips(rows).values()
    counted: dict[int, Views] = defaultdict(lambda: Views(0))
    for view in Views:
        said = [(tip, row) for tip, accepted in claims if (row := _said(tip, accepted, view)) is not None]
        chosen = [row for tip, row in said if tip.force != Force.ASIDE]
        aside = sorted((row for _tip, row in said), key=lambda row: (row.standing != Standing.ACCEPTED, row.root))
        for row in chosen or aside[:1]:
            counted[row.id] |= view
    return dict(counted)


def _said(tip: LogRow, accepted: LogRow | None, view: Views) -> LogRow | None:
    """What a claim says in a view."""
    row = accepted if view is Views.ACCEPTED else tip
    silent = row is None or row.standing == Standing.WITHDRAWN or row.state == State.MISSING
    return None if silent else row
