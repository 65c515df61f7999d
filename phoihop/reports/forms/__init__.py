"""What the screens of reports ask, the sheet as the entry grid shows it, the board as tiles."""

from phoihop.reports.forms.asked import AmendForm, CheckForm, CloseForm, CommentForm, LateForm, PaperForm
from phoihop.reports.forms.boards import measures, reminders, tiles
from phoihop.reports.forms.grid import (
    GridCell,
    answer,
    blank_sections,
    earlier_values,
    moved,
    reasons_in,
    said_again,
    sections,
    typed_in,
)
from phoihop.reports.forms.way import steps

__all__ = [
    "AmendForm",
    "CheckForm",
    "CloseForm",
    "CommentForm",
    "GridCell",
    "LateForm",
    "PaperForm",
    "answer",
    "blank_sections",
    "earlier_values",
    "measures",
    "moved",
    "reasons_in",
    "reminders",
    "said_again",
    "sections",
    "steps",
    "tiles",
    "typed_in",
]
