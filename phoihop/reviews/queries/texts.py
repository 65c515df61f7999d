"""The text of a review: its sections in order, how far each has come, what is still open."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from phoihop.organisations import queries as organisations
from phoihop.reviews.models import Paragraph, Review, Section
from phoihop.reviews.rules.notation import Piece, pieces
from phoihop.reviews.rules.outlines import Fill
from phoihop.reviews.rules.states import State

__all__ = ["Standing", "Told", "open_count", "sections", "told_difficulties", "unwritten"]


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph with its text cut into words and numbers."""

    paragraph: Paragraph
    pieces: tuple[Piece, ...]

    @property
    def open(self) -> tuple[str, ...]:
        return tuple(piece.text for piece in self.pieces if piece.open)

    @property
    def tokens(self) -> tuple[str, ...]:
        return tuple(piece.token for piece in self.pieces if piece.token)


@dataclass(frozen=True, slots=True)
class Standing:
    """A section with its paragraphs and how far it has come."""

    section: Section
    paragraphs: tuple[Told, ...]

    @property
    def holds_text(self) -> bool:
        return self.section.fill not in (Fill.GROUP, Fill.BY_YEAR)

    @property
    def open(self) -> int:
        return sum(len(told.open) for told in self.paragraphs)

    @property
    def own(self) -> int:
        return sum(piece.own for told in self.paragraphs for piece in told.pieces)

    @property
    def table(self) -> bool:
        return self.section.fill == Fill.BY_YEAR

    @property
    def written(self) -> bool:
        return bool(self.paragraphs) or not self.holds_text


def sections(review: Review) -> tuple[Standing, ...]:
    """All sections of a review with their paragraphs, in order; two queries."""
    held: dict[int, list[Told]] = {}
    for paragraph in Paragraph.objects.filter(section__review=review).exclude(text="").order_by("order"):
        held.setdefault(paragraph.section_id, []).append(Told(paragraph, pieces(paragraph.text)))
    found = Section.objects.filter(review=review).order_by("order")
    return tuple(Standing(section, tuple(held.get(section.pk, ()))) for section in found)


def open_count(standings: tuple[Standing, ...]) -> int:
    """How many numbers nobody has bound or owned."""
    return sum(standing.open for standing in standings)


def unwritten(standings: tuple[Standing, ...]) -> tuple[str, ...]:
    """The titles of sections that hold no text yet."""
    return tuple(standing.section.title for standing in standings if not standing.written)


def told_difficulties(review: Review) -> tuple[tuple[str, str], ...]:
    """What bodies below wrote about difficulties in their finished reviews of the same years (khó khăn của cấp dưới).

    Name of the body and its words, numbers still bound; of this programme and those that cascade from it.
    """
    below = organisations.below(review.body, review.map_date).exclude(pk=review.body_id)
    told = Paragraph.objects.filter(
        Q(section__review__programme=review.programme_id)
        | Q(section__review__programme__cascades_from=review.programme_id),
        section__review__body__in=below,
        section__review__last_year=review.last_year,
        section__review__state__in=(State.READY, State.ISSUED),
        section__fill=Fill.DIFFICULTIES,
    ).exclude(text="")
    found = told.order_by("section__review__body__key", "order").values_list("section__review__body", "text")
    names = organisations.names_of({body for body, _ in found}, on=review.map_date)
    return tuple((names[body].name, text) for body, text in found)
