"""Pure rules of reports: numbers as typed, states and moves, checks over a whole form."""

from phoihop.reports.rules.checks import Finding, Line, Shape, findings, needs_a_note
from phoihop.reports.rules.numbers import BLANK, NOT_APPLICABLE, Content, Entry, printed, read
from phoihop.reports.rules.retelling import TOLD, Told, retell
from phoihop.reports.rules.states import (
    DRAFTS,
    MOVES,
    Opening,
    State,
    refusal_to_accept,
    refusal_to_amend,
    refusal_to_edit,
    refusal_to_propose,
    refusal_to_recall,
    refusal_to_return,
    refusal_to_reverse,
    refusal_to_review,
    refusal_to_submit,
    refusal_to_take_back,
)

__all__ = [
    "BLANK",
    "DRAFTS",
    "MOVES",
    "NOT_APPLICABLE",
    "TOLD",
    "Content",
    "Entry",
    "Finding",
    "Line",
    "Opening",
    "Shape",
    "State",
    "Told",
    "findings",
    "needs_a_note",
    "printed",
    "read",
    "refusal_to_accept",
    "refusal_to_amend",
    "refusal_to_edit",
    "refusal_to_propose",
    "refusal_to_recall",
    "refusal_to_return",
    "refusal_to_reverse",
    "refusal_to_review",
    "refusal_to_submit",
    "refusal_to_take_back",
    "retell",
]
