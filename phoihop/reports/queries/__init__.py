"""Every read of reports."""

from phoihop.reports.queries.boards import Board, InHand, Place, Task, board, closings, collections, index, owes
from phoihop.reports.queries.reach import counted_until
from phoihop.reports.queries.scope import names, reviews, subordinates, superior_name, visible_to, waiting_for
from phoihop.reports.queries.sheets import (
    Filled,
    Sheet,
    facts_for_submitting,
    in_force,
    offer_for,
    opening_of,
    owner_of,
    receipt_for,
    receipts,
    rows_of,
    sheet,
    window_of,
)
from phoihop.reports.queries.talk import comments, ended, history, requests
from phoihop.reports.queries.witnesses import (
    changed_after_sending,
    counted_otherwise,
    told_otherwise,
    witnesses,
)

__all__ = [
    "Board",
    "Filled",
    "InHand",
    "Place",
    "Sheet",
    "Task",
    "board",
    "changed_after_sending",
    "closings",
    "collections",
    "comments",
    "counted_otherwise",
    "counted_until",
    "ended",
    "facts_for_submitting",
    "history",
    "in_force",
    "index",
    "names",
    "offer_for",
    "opening_of",
    "owes",
    "owner_of",
    "receipt_for",
    "receipts",
    "requests",
    "reviews",
    "rows_of",
    "sheet",
    "subordinates",
    "superior_name",
    "told_otherwise",
    "visible_to",
    "waiting_for",
    "window_of",
    "witnesses",
]
