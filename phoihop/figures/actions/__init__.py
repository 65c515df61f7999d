"""Writing figures: put, accept, withdraw, choose among claims, offer, set targets and overlaps, freeze an edition."""

from phoihop.figures.actions.deciding import choose_claim
from phoihop.figures.actions.freezing import freeze
from phoihop.figures.actions.kept import keep_span
from phoihop.figures.actions.leaving import record_export
from phoihop.figures.actions.moving import accept, withdraw
from phoihop.figures.actions.putting import Done, put
from phoihop.figures.actions.supplying import assign_targets, offer, record_overlap, set_target

__all__ = [
    "Done",
    "accept",
    "assign_targets",
    "choose_claim",
    "freeze",
    "keep_span",
    "offer",
    "put",
    "record_export",
    "record_overlap",
    "set_target",
    "withdraw",
]
