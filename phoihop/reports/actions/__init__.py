"""Every write of reports."""

from phoihop.reports.actions.drafting import Saved, open_report, save_cell, save_form, state_counted_until
from phoihop.reports.actions.publishing import open_window, publish_form
from phoihop.reports.actions.reviewing import (
    accept_many,
    accept_report,
    close_collection,
    comment,
    let_in_late,
    open_for_review,
    return_report,
    reverse_acceptance,
    reverse_many,
)
from phoihop.reports.actions.sending import (
    add_paper,
    amend_report,
    discard_amendment,
    propose_report,
    recall_report,
    submit_report,
    take_back,
)

__all__ = [
    "Saved",
    "accept_many",
    "accept_report",
    "add_paper",
    "amend_report",
    "close_collection",
    "comment",
    "discard_amendment",
    "let_in_late",
    "open_for_review",
    "open_report",
    "open_window",
    "propose_report",
    "publish_form",
    "recall_report",
    "return_report",
    "reverse_acceptance",
    "reverse_many",
    "save_cell",
    "save_form",
    "state_counted_until",
    "submit_report",
    "take_back",
]
