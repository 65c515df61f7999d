"""From bytes at the door to records: receive and read, decide, confirm, read again; remember wordings."""

from phoihop.intake.actions.confirming import confirm
from phoihop.intake.actions.deciding import (
    accept_column,
    accept_sure,
    aim,
    decide,
    forget_alias,
    put_back,
    set_periods,
)
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
from phoihop.intake.actions.rereading import READ_AGAIN, ask_again, finish_again, read_again, waiting_again
from phoihop.intake.actions.uploading import add_piece, drop_upload, hold, open_upload, sweep

__all__ = [
    "MEMORY_MB",
    "READ_AGAIN",
    "READ_BATCH",
    "Given",
    "accept_column",
    "accept_sure",
    "add_piece",
    "aim",
    "ask_again",
    "confirm",
    "decide",
    "drop_upload",
    "finish_again",
    "finish_batch",
    "forget_alias",
    "given",
    "hold",
    "open_upload",
    "put_back",
    "read_again",
    "read_held",
    "receive",
    "receive_many",
    "set_periods",
    "sweep",
    "take_in",
    "waiting_again",
]
