"""What a reading would become: one proposal a fact, figures tied to the catalogue and to a period."""

from __future__ import annotations

from phoihop.core.periods import Calendar, Kind, Period
from phoihop.indicators import queries as indicators
from phoihop.indicators.models import Indicator
from phoihop.intake import queries
from phoihop.intake.models import Paper, Proposal
from phoihop.programmes.models import Programme
from phoihop.reading.match import match
from phoihop.reading.values import Figure, Reading

__all__ = ["period_code", "propose"]


def propose(paper: Paper, reading: Reading) -> int:
    """Write down one proposal a fact (đề xuất); return how many."""
    catalogue = indicators.catalogue()
    aliases = queries.aliases_of(paper.body_id)
    known = {row.code: row.pk for row in Indicator.objects.only("code")}
    rows = []
    for order, fact in enumerate(reading.facts, start=1):
        proposal = Proposal(paper=paper, order=order, type=fact.type, fact=fact.as_json(), confidence=fact.confidence)
        if isinstance(fact, Figure):
            found = match(fact, catalogue, aliases=aliases)
            if found:
                proposal.indicator_id = known[found.code]
                proposal.match_reason, proposal.match_confidence = found.reason[:200], found.confidence
            proposal.subject_id = paper.about_id
            proposal.period, proposal.note = _period(fact, paper.programme)
        rows.append(proposal)
    Proposal.objects.bulk_create(rows)
    return len(rows)


def period_code(first: str | None, last: str | None) -> str:
    """The code of the administrative period that a printed one means; ``""`` where it is not a whole period.

    >>> period_code("2022", "2026"), period_code("2026", "2026"), period_code("2026-01", "2026-06")
    ('hanh_chinh:giai_doan:2022:2026', 'hanh_chinh:nam:2026:1', 'hanh_chinh:nua_nam:2026:1')
    >>> period_code(None, "2020"), period_code("2026-02", "2026-03")
    ('', '')
    """
    if not first or not last or first[:4] > last[:4]:
        return ""
    start, end = first.split("-"), last.split("-")
    calendar = Calendar.ADMINISTRATIVE
    if len(start) == len(end) == 1:
        years = int(first), int(last)
        if years[0] == years[1]:
            return Period(calendar, Kind.YEAR, years[0]).code
        return Period(calendar, Kind.SPAN, *years).code
    if len(start) != 2 or len(end) != 2 or start[0] != end[0]:
        return ""
    year, months = int(start[0]), (int(start[1]), int(end[1]))
    for kind, length in ((Kind.YEAR, 12), (Kind.HALF, 6), (Kind.QUARTER, 3), (Kind.MONTH, 1)):
        if months[1] - months[0] + 1 == length and (months[0] - 1) % length == 0:
            return Period(calendar, kind, year, (months[0] - 1) // length + 1).code
    if months == (1, 9):
        return Period(calendar, Kind.NINE_MONTHS, year).code
    return ""


def _period(fact: Figure, programme: Programme | None) -> tuple[str, str]:
    """The period of a figure and, where the paper does not print it, on what it rests."""
    if fact.period and (code := period_code(*fact.period)):
        return code, ""
    if programme and programme.first_year and programme.last_year:
        code = period_code(str(programme.first_year), str(programme.last_year))
        return code, "Văn bản không ghi kỳ ở câu này; tạm lấy giai đoạn của chương trình."
    return "", "Văn bản không ghi kỳ ở câu này. Mời chọn kỳ."
