"""Every write of programmes."""

from phoihop.programmes.actions.adding import add_basis, add_content, add_phase, continue_content
from phoihop.programmes.actions.assigning import assign, end_assignment
from phoihop.programmes.actions.correcting import add_party, correct, withdraw
from phoihop.programmes.actions.registering import confirm_party, create, record_cascade

__all__ = [
    "add_basis",
    "add_content",
    "add_party",
    "add_phase",
    "assign",
    "confirm_party",
    "continue_content",
    "correct",
    "create",
    "end_assignment",
    "record_cascade",
    "withdraw",
]
