"""What the lines of the log say of one report, told again from the first to the last (kể lại)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from phoihop.audit.rules import Line
from phoihop.reports.rules.states import State

__all__ = ["TOLD", "Told", "retell"]

#: The actions that move a report, or that make one.
TOLD = (
    "report.opened", "report.let_in_late", "report.proposed", "report.taken_back", "report.submitted",
    "report.recalled", "report.amended", "report.amendment_discarded", "report.accepted",
    "report.acceptance_reversed", "report.returned",
)  # fmt: skip


@dataclass(slots=True)
class Told:
    """A report as the log leaves it; ``sent`` has the line of each receipt by number, ``accepted`` when it was."""

    state: State = State.DRAFT
    before: State = State.DRAFT
    supplement: int = 0
    submitted_at: datetime | None = None
    sent: dict[str, Line] = field(default_factory=dict)
    accepted: dict[str, datetime] = field(default_factory=dict)

    @property
    def accepted_at(self) -> datetime | None:
        """When the last receipt that is still accepted was (ngày nhận)."""
        return next((self.accepted[number] for number in reversed(self.sent) if number in self.accepted), None)


def retell(lines: Iterable[Line]) -> Told:
    """The state, supplement and receipts of a report after its lines, oldest first."""
    told = Told()
    for line in lines:
        receipt = str(line.facts.get("receipt", ""))
        match line.action:
            case "report.proposed":
                told.before, told.state = told.state, State.PROPOSED
            case "report.taken_back":
                told.state = told.before
            case "report.submitted":
                told.state, told.submitted_at = State.SUBMITTED, line.at
                told.sent[receipt] = line
            case "report.recalled":
                told.state = State.AMENDED if told.accepted else State.DRAFT
                told.submitted_at = told.submitted_at if told.accepted else None
            case "report.amended":
                told.state, told.supplement = State.AMENDED, told.supplement + 1
            case "report.amendment_discarded":
                told.state, told.supplement = State.ACCEPTED, told.supplement - 1
            case "report.accepted":
                told.state = State.ACCEPTED
                told.accepted[receipt] = line.at
            case "report.acceptance_reversed":
                told.state = State.SUBMITTED
                told.accepted.pop(receipt, None)
            case "report.returned":
                told.state = State.RETURNED
    return told
