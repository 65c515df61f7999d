"""Where the caveat of the running year stands: once, in the paper and on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from phoihop.reviews.models import Review
from phoihop.reviews.queries.running import tells_running_year
from phoihop.reviews.queries.texts import Standing
from phoihop.reviews.rules.outlines import Depth

__all__ = ["Noted", "noted"]

_DEPTHS = [Depth.PART, Depth.HEADING, Depth.CLAUSE]


class Noted(NamedTuple):
    """The sections behind which the caveat stands: in the paper, and on the page, where groups are not opened."""

    paper: int | None = None
    page: int | None = None


def noted(review: Review, standings: Sequence[Standing]) -> Noted:
    """Where the caveat of the running year stands once: at the head of the results, else behind who first tells it.

    The head is the nearest group that the first content told of that year stands in; nowhere where none tells it.
    """
    telling = [
        (at, standing)
        for at, standing in enumerate(standings)
        if standing.holds_text and tells_running_year(review, [t for p in standing.paragraphs for t in p.tokens])
    ]
    if not telling:
        return Noted()
    at, first = next((one for one in telling if one[1].section.content_id is not None), telling[0])
    deep = _DEPTHS.index(Depth(first.section.depth)) if first.section.depth in _DEPTHS else 0
    for above in reversed(standings[:at]):
        over = above.section.depth in _DEPTHS and _DEPTHS.index(Depth(above.section.depth)) < deep
        if over and not above.holds_text and not above.table and first.section.content_id is not None:
            return Noted(above.section.pk, first.section.pk)
    return Noted(first.section.pk, first.section.pk)
