"""The figures of a review: what each indicator of its programme comes to, and how a token is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from phoihop.indicators.models import Choice
from phoihop.reviews.models import Review
from phoihop.reviews.rules.drafting import Row, numbers

__all__ = ["Print", "asked", "prints", "rows"]


@dataclass(frozen=True, slots=True)
class Print:
    """How a bound number is printed, where it is explained, and what it is now where it has changed."""

    text: str
    citation: str = ""
    url: str = ""
    changed_to: str = ""


def rows(review: Review) -> tuple[tuple[int | None, Row], ...]:
    """Each indicator that the programme counts, with the content it stands under, in the programme's order."""
    choices = Choice.objects.filter(programme=review.programme_id).select_related("indicator")
    if not choices:
        return ()
    raise NotImplementedError


def asked(review: Review) -> dict[str, str]:
    """What a bracket may ask for: an indicator's code, or code and year; to the token."""
    return numbers([row for _, row in rows(review)])


def prints(tokens: Iterable[str]) -> dict[str, Print]:
    """How tokens are printed; a constant number of queries."""
    if not set(tokens):
        return {}
    raise NotImplementedError
