"""Which proposals are sure, and which disagree with a number in force or may not be kept (mục chắc, số khác)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from phoihop.core.refusal import Refusal
from phoihop.core.words import refusal_to_keep_reason
from phoihop.figures.models import Counted, Figure
from phoihop.figures.rules.values import Comparator, Coverage
from phoihop.intake import rules
from phoihop.intake.models import Proposal
from phoihop.web import print as printed
from phoihop.writing import numbers

__all__ = ["Other", "Standing", "agreeing", "judged", "other", "refusal_of_words", "standing_for", "sure_of"]

#: Figures in force by (indicator, body, period code, coverage).
Standing = dict[tuple[Any, ...], Figure]
COMPARATOR_CODES = {each: each.name.lower() for each in Comparator}
SCOPES = {"area": gettext_lazy("toàn địa bàn"), "own": gettext_lazy("riêng cơ quan")}
#: The fields of a fact that a record would keep in words.
WORDS = {
    "item": ("text",),
    "document": ("title", "parties"),
    "event": ("place", "hosts"),
    "person": ("name", "positions"),
    "award": ("authorities",),
}


@dataclass(frozen=True, slots=True)
class Other:
    """The number in force for what a figure is about, where it is another: printed, and on what it rests.

    ``beside`` where it is of the other coverage (phạm vi), so that the two do not stand in each other's place;
    ``scope`` and ``own_scope`` then say in words what it covers and what the paper's number does.
    """

    value: str
    source: str
    coverage: str
    beside: bool

    @property
    def scope(self) -> str:
        return str(SCOPES[self.coverage])

    @property
    def own_scope(self) -> str:
        return str(SCOPES["area" if (self.coverage == "own") == self.beside else "own"])


def sure_of(proposals: Iterable[Proposal], *, beside: Collection[int] = ()) -> list[Proposal]:
    """The pending proposals that may be accepted in one go (mục chắc): sure, and no other number says otherwise.

    Neither one in force nor another one of the same paper, nor (``beside``) what the units below reported.
    """
    listed = list(proposals)
    said: dict[tuple[object, ...], set[object]] = defaultdict(set)
    for proposal in listed:
        if proposal.type == "figure" and proposal.decision != rules.Decision.REJECTED:
            said[_slot(proposal)].add(proposal.value["value"])
    return agreeing(
        proposal
        for proposal in listed
        if proposal.decision == rules.Decision.PENDING
        and rules.is_sure(**judged(proposal))
        and proposal.pk not in beside
        and (proposal.type != "figure" or len(said[_slot(proposal)]) == 1)
    )


def _slot(proposal: Proposal) -> tuple[object, ...]:
    return proposal.indicator_id, proposal.subject_id, proposal.period, proposal.coverage


def agreeing(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The proposals that no number in force disagrees with (không trái số đang có)."""
    listed = list(proposals)
    standing = standing_for(listed)
    return [proposal for proposal in listed if proposal.type != "figure" or other(proposal, standing) is None]


def refusal_of_words(proposal: Proposal) -> Refusal | None:
    """Why no record may be made of a proposal: what it would keep in words names a resident or bears a mark."""
    fact = proposal.value
    told = [fact.get(field) or "" for field in WORDS.get(proposal.type, ())]
    words = [each if isinstance(each, str) else "; ".join(each) for each in told]
    if proposal.type == "person":
        words = [", ".join(words)]
    refusal = refusal_to_keep_reason(*words)
    named = refusal is not None and refusal.code in ("resident_in_words", "private_name_in_words")
    return Refusal("intake", "names_a_resident") if named else refusal


def judged(proposal: Proposal) -> dict[str, Any]:
    """What says whether a proposal is sure or asks for a look."""
    is_figure = proposal.type == "figure"
    placed = proposal.indicator_id and proposal.period and proposal.subject_id
    return {
        "sure": rules.sureness(
            confidence=proposal.confidence, match_confidence=proposal.match_confidence, is_figure=is_figure
        ),
        "is_figure": is_figure,
        "placed": bool(placed) and proposal.value.get("value") is not None,
        "noted": bool(proposal.note),
        "outside": bool(proposal.outside),
    }


def standing_for(proposals: Iterable[Proposal]) -> Standing:
    """Figures in force for what the proposals are about, by (indicator, body, period code, coverage)."""
    wanted = [p for p in proposals if p.type == "figure" and p.indicator_id and p.subject_id and p.period]
    rows = Counted.objects.filter(
        figure__indicator__in={p.indicator_id for p in wanted},
        figure__body__in={p.subject_id for p in wanted},
        figure__breakdown=None,
        figure__value__isnull=False,
    ).select_related("figure__period", "figure__source")
    found: Standing = {}
    for row in rows:
        figure = row.figure
        coverage = "own" if figure.coverage == Coverage.OWN else "area"
        found[figure.indicator_id, figure.body_id, figure.period.value.code, coverage] = figure
    return found


def other(proposal: Proposal, standing: Standing) -> Other | None:
    """The number in force that a figure not yet recorded disagrees with, of its own coverage first."""
    indicator, value = proposal.indicator, proposal.value["value"]
    if indicator is None or proposal.record or value is None:
        return None
    for coverage in sorted(("own", "area"), key=lambda each: each != proposal.coverage):
        figure = standing.get((indicator.pk, proposal.subject_id, proposal.period, coverage))
        if figure is not None and figure.value is not None and figure.value != value * 10**indicator.scale:
            source = figure.source
            told = f"{source.label}, {printed.day(timezone.localdate(source.accepted_at or source.entered_at))}"
            word = numbers.COMPARATORS.get(COMPARATOR_CODES[Comparator(figure.comparator)], "")
            printed_value = printed.number(figure.value / 10**indicator.scale)
            return Other(f"{word} {printed_value}".strip(), told, coverage, coverage != proposal.coverage)
    return None
