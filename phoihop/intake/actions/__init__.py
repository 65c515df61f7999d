"""From bytes at the door to records: receive and read, decide, confirm; remember wordings."""

from phoihop.intake.actions.confirming import confirm
from phoihop.intake.actions.deciding import accept_sure, aim, decide, forget_alias, set_periods
from phoihop.intake.actions.receiving import (
    MEMORY_MB,
    READ_BATCH,
    Given,
    finish_batch,
    given,
    read_held,
    receive,
    receive_many,
    take_in,
)
from phoihop.intake.actions.uploading import add_piece, drop_upload, hold, open_upload, sweep

__all__ = [
    "MEMORY_MB",
    "READ_BATCH",
    "Given",
    "accept_sure",
    "add_piece",
    "aim",
    "confirm",
    "decide",
    "drop_upload",
    "finish_batch",
    "forget_alias",
    "given",
    "hold",
    "open_upload",
    "read_held",
    "receive",
    "receive_many",
    "set_periods",
    "sweep",
    "take_in",
]
