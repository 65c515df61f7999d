"""What the editor shows: the outline with its states, one section with its numbers printed, what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from phoihop.core.actor import Actor
from phoihop.indicators.models import Indicator
from phoihop.reviews.models import Paragraph, Review
from phoihop.reviews.queries.counted import Print, named, newer, offered, prints, unfinished
from phoihop.reviews.queries.noted import noted
from phoihop.reviews.queries.papers import papers_head
from phoihop.reviews.queries.running import carried_note, running_head, running_note
from phoihop.reviews.queries.texts import Standing, Told, open_count, sections
from phoihop.reviews.queries.visible import editable_by, may_issue
from phoihop.reviews.rules.notation import Piece, editable, tokens
from phoihop.reviews.rules.outlines import Depth, Fill
from phoihop.reviews.rules.states import State
from phoihop.reviews.rules.tokens import Token
from phoihop.writing.spelling import roman

__all__ = ["CHARTS", "Line", "Shown", "closing", "page", "table_lines", "typed_text"]


#: How many indicators are drawn below the table by year.
CHARTS = 3


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph as the page shows it."""

    piece: Piece
    shown: Print | None

    @property
    def text(self) -> str:
        return self.shown.text if self.shown else self.piece.text


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator in the table by year: each year, all years, the span before."""

    indicator: Indicator
    years: tuple[Print, ...]
    total: Print
    previous: Print

    @property
    def values(self) -> list[Decimal | None]:
        """Each year's value as it is printed, for a chart."""
        step = self.indicator.scale
        return [None if one.value is None else Decimal(one.value).scaleb(-step) for one in self.years]

    @property
    def stock(self) -> bool:
        """Whether the last column is what there is at the end (cuối kỳ), not the years added."""
        return self.indicator.over_time == Indicator.OverTime.LAST

    @property
    def drawn(self) -> bool:
        """Whether enough years are counted for a chart to say something."""
        return sum(one.value is not None for one in self.years) >= 3


@dataclass(frozen=True)
class Shown:
    """A section in the outline: its number as printed, how deep it stands, how far it has come."""

    standing: Standing
    number: str
    current: bool

    @property
    def depth(self) -> int:
        return {Depth.PART: 0, Depth.HEADING: 1, Depth.CLAUSE: 2, Depth.ANNEX: 0}[Depth(self.standing.section.depth)]

    @cached_property
    def state(self) -> str:
        """ "group", "none" (nothing yet), "open" (numbers still open) or "done"."""
        if not self.standing.holds_text:
            return "group"
        if not self.standing.paragraphs:
            return "none"
        return "open" if self.standing.open else "done"


def page(review: Review, actor: Actor, *, section: str) -> dict[str, Any]:
    """Context of the editor; ``section`` is the one asked for, the first that holds text otherwise."""
    standings = sections(review)
    chosen = _chosen(standings, section)
    printed = prints(review, {token for standing in standings for told in standing.paragraphs for token in told.tokens})
    lines = table_lines(chosen, printed) if chosen.table else []
    years = range(review.first_year, review.last_year + 1)
    outline = _numbered(standings, chosen)
    changes = _changes(standings, printed)
    may_edit = editable_by(actor, review)
    texts = [one for one in outline if one.standing.holds_text]
    return {
        "review": review,
        "outline": outline,
        "chosen": next(one for one in outline if one.current),
        "paragraphs": [] if chosen.table else [(told, _runs(told, printed)) for told in chosen.paragraphs],
        "table": lines,
        "charts": [line for line in lines if line.drawn][:CHARTS],
        "compared": any(line.previous.value for line in lines),
        "heads": [running_head(review, year) for year in years],
        "years": years,
        "partial": [year for year in years if year == unfinished(review)],
        "running": running_note(review) if lines or noted(review, standings).page == chosen.section.pk else "",
        "carried": carried_note(review, [line.indicator for line in lines]),
        "closing": closing(lines),
        "offered": [
            (row, Token.of(row.total.token).text(row.scale))
            for row in offered(review, chosen.section.content_id)
            if row.counted
        ],
        "changes": changes,
        "newer": newer(review) if may_edit and not changes else (),
        "written": sum(bool(one.standing.paragraphs) for one in texts),
        "texts": len(texts),
        "bound": sum(bool(one.text or one.changed_to) for one in printed.values()),
        "own": sum(standing.own for standing in standings),
        "open": open_count(standings),
        "open_sections": [one for one in texts if one.standing.open],
        "unwritten": [one for one in texts if not one.standing.written],
        "may_edit": may_edit,
        "ready": review.stage is State.READY,
        "issued": review.stage is State.ISSUED,
        "may_issue": review.stage is State.READY and may_issue(actor, review),
        "head": papers_head(review),
        "mine": actor.body_id == review.body_id,
    }


def table_lines(standing: Standing, printed: Mapping[str, Print]) -> list[Line]:
    """The rows of the table by year, as they were bound; one query."""
    lines = [[printed[token] for token in told.tokens] for told in standing.paragraphs]
    codes = [Token.of(told.tokens[0]).indicator for told in standing.paragraphs]
    known = named(codes)
    return [
        Line(known[code], tuple(cells[:-2]), cells[-2], cells[-1]) for code, cells in zip(codes, lines, strict=True)
    ]


def closing(lines: Sequence[Line]) -> str:
    """The head of the last column: "Cộng" of sums, "Cuối kỳ" of what takes the last value, both where both stand."""
    kinds = {line.stock for line in lines}
    return _("Cộng / cuối kỳ") if len(kinds) > 1 else _("Cuối kỳ") if True in kinds else _("Cộng")


def _changes(standings: Sequence[Standing], printed: Mapping[str, Print]) -> list[tuple[str, Print]]:
    """The numbers that are another today, each once, with the section in which it first stands."""
    found: dict[str, tuple[str, Print]] = {}
    for standing in standings:
        for told in standing.paragraphs:
            for token in told.tokens:
                if printed[token].changed_to:
                    found.setdefault(token, (standing.section.title, printed[token]))
    return list(found.values())


def typed_text(paragraph: Paragraph) -> str:
    """A paragraph as people edit it, numbers in brackets."""
    printed = prints(paragraph.section.review, tokens(paragraph.text))
    return editable(paragraph.text, {token: one.text for token, one in printed.items()})


def _chosen(standings: Sequence[Standing], section: str) -> Standing:
    texts = [standing for standing in standings if standing.section.fill != Fill.GROUP]
    return next((standing for standing in texts if str(standing.section.pk) == section), texts[0])


def _runs(told: Told, printed: Mapping[str, Print]) -> list[Run]:
    return [Run(piece, printed.get(piece.token)) for piece in told.pieces]


def _numbered(standings: Sequence[Standing], chosen: Standing) -> list[Shown]:
    """The outline with the numbers that the paper will give."""
    counts = {Depth.PART: 0, Depth.HEADING: 0, Depth.CLAUSE: 0}
    shown = []
    for standing in standings:
        depth = Depth(standing.section.depth)
        label = ""
        if depth in counts:
            counts[depth] += 1
            for deeper in list(counts)[list(counts).index(depth) + 1 :]:
                counts[deeper] = 0
            label = str(counts[depth]) if depth is Depth.CLAUSE else roman(counts[depth])
            label = _("Phần {n}").format(n=label) if depth is Depth.PART else label
        shown.append(Shown(standing, label, standing is chosen))
    return shown
