"""Reading figures: what stands, totals on the map of any day, explanations, editions."""

from phoihop.figures.queries.editions import Correction, Difference, diff, editions_of
from phoihop.figures.queries.geography import geography, map_version
from phoihop.figures.queries.standing import Claim, Offered, Stands, claims, offers, owners, pending, stands
from phoihop.figures.queries.totals import Beside, Table, Total, table, targets, totals
from phoihop.figures.queries.verifying import Verified, verify

__all__ = [
    "Beside",
    "Claim",
    "Correction",
    "Difference",
    "Offered",
    "Stands",
    "Table",
    "Total",
    "Verified",
    "claims",
    "diff",
    "editions_of",
    "geography",
    "map_version",
    "offers",
    "owners",
    "pending",
    "stands",
    "table",
    "targets",
    "totals",
    "verify",
]
