"""Reading across the parts: what waits for whom, and search."""

from phoihop.home.queries.assigned import followed, serving
from phoihop.home.queries.landing import Landing, Moment, landing
from phoihop.home.queries.searching import Group, Hit, search
from phoihop.home.queries.trends import Trend, received, trends
from phoihop.home.queries.waiting import Wait

__all__ = [
    "Group",
    "Hit",
    "Landing",
    "Moment",
    "Trend",
    "Wait",
    "followed",
    "landing",
    "received",
    "search",
    "serving",
    "trends",
]
