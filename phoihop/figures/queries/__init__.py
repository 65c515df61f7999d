"""Reading figures: what stands, totals on the map of any day, explanations, editions."""

from phoihop.figures.queries.geography import geography, map_version
from phoihop.figures.queries.standing import Claim, Offered, Stands, claims, offers, owners, pending, stands

__all__ = [
    "Claim",
    "Offered",
    "Stands",
    "claims",
    "geography",
    "map_version",
    "offers",
    "owners",
    "pending",
    "stands",
]
