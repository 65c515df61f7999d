"""From bytes at the door to records: receive and read, decide, confirm; remember wordings."""

from phoihop.intake.actions.confirming import confirm
from phoihop.intake.actions.deciding import accept_sure, decide, forget_alias
from phoihop.intake.actions.receiving import Given, finish_batch, read_held, receive, receive_many

__all__ = [
    "Given",
    "accept_sure",
    "confirm",
    "decide",
    "finish_batch",
    "forget_alias",
    "read_held",
    "receive",
    "receive_many",
]
