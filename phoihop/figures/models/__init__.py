"""Tables of figures.

`Figure` is the log: rows are written once. `Counted` says which of them count today; it and the two kept totals
(`PeriodTotal`, `UnitTotal`) are replaced by the query that defines them and hold plain numbers instead of
foreign keys, because they can be made again at any time (`phoihop figures verify` compares).
"""

from phoihop.figures.models.counted import Counted, Lock, PeriodTotal, UnitTotal
from phoihop.figures.models.editions import Edition, EditionTotal, UnitsThen
from phoihop.figures.models.log import Change, Figure, Period, Source
from phoihop.figures.models.stated import Offer, Overlap, Target

__all__ = [
    "Change",
    "Counted",
    "Edition",
    "EditionTotal",
    "Figure",
    "Lock",
    "Offer",
    "Overlap",
    "Period",
    "PeriodTotal",
    "Source",
    "Target",
    "UnitTotal",
    "UnitsThen",
]
