"""Figures tied to the catalogue, to whom the paper is about, and to a period (ghép chỉ tiêu, kỳ)."""

from __future__ import annotations

# Remarks are kept beside what they are about: as written, whatever the language of who reads them.
from django.utils.translation import gettext_noop as _

from phoihop.core.periods import FIRST, Calendar, Kind, Period
from phoihop.intake import rules
from phoihop.intake.models import Paper, Proposal
from phoihop.intake.queries.heading import OwnPeriod
from phoihop.programmes.models import Programme
from phoihop.reading.match import Match
from phoihop.reading.values import Period as PrintedPeriod

__all__ = ["period_code", "tie"]

REASONS = {
    "remembered": _("Cách gọi đã nhớ: “{printed}”"),
    "name": _("Trùng tên chỉ tiêu: “{printed}”"),
    "alias": _("Cách gọi quen dùng: “{printed}”"),
    "group": _("Theo dòng trên của biểu: “{printed}”"),
    "context": _("Theo câu có số này: “{printed}”"),
    "near": _("Gần giống: “{printed}”"),
}


def period_code(first: str | None, last: str | None) -> str:
    """The code of the administrative period that a printed one means; ``""`` where it is not a whole period.

    >>> period_code("2022", "2026"), period_code("2026", "2026"), period_code("2026-01", "2026-06")
    ('hanh_chinh:giai_doan:2022:2026', 'hanh_chinh:nam:2026:1', 'hanh_chinh:nua_nam:2026:1')
    >>> period_code("2026-01", "2026-11"), period_code(None, "2020"), period_code("2026-02", "2026-03")
    ('hanh_chinh:dau_nam:2026:11', '', '')
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
    return Period(calendar, Kind.FIRST_MONTHS, year, months[1]).code if months[0] == 1 and months[1] in FIRST else ""


def tie(
    proposal: Proposal,
    found: Match | None,
    period: PrintedPeriod | None,
    own: OwnPeriod | None,
    paper: Paper,
    known: dict[str, int],
) -> None:
    """Tie a figure to an indicator, to the body that the paper is about, and to a period."""
    if found and found.code in known:
        proposal.indicator_id = known[found.code]
        kind, _colon, printed = found.reason.partition(": ")
        reason = REASONS.get(kind, REASONS["near"]).format(printed=printed)
        proposal.match_reason, proposal.match_confidence = reason[:200], found.confidence
    proposal.subject_id = paper.about_id
    if period is None and own is not None and (code := period_code(*own.value)):
        proposal.period = code
        proposal.fact["period_evidence"] = list(own.evidence)
        return
    proposal.period, proposal.note = _period(period, own, paper.programme)


def _period(printed: PrintedPeriod | None, own: OwnPeriod | None, programme: Programme | None) -> tuple[str, str]:
    """The period of a figure and, where the paper does not print it, on what it rests."""
    if printed and (code := period_code(*printed)):
        return code, ""
    if told := _months(printed or (own.value if own else None)):
        return "", rules.NOT_A_PERIOD.format(told=told)
    if programme and programme.first_year and programme.last_year:
        code = period_code(str(programme.first_year), str(programme.last_year))
        return code, _("Văn bản không ghi kỳ ở câu này; tạm lấy giai đoạn của chương trình.")
    return "", rules.NO_PERIOD


def _months(value: PrintedPeriod | None) -> str:
    """Months of one year that are no period of the list, in words.

    >>> _months(("2026-02", "2026-10")), _months(("2026", "2026"))
    ('từ tháng 2 đến tháng 10 năm 2026', '')
    """
    first, last = (value or (None, None))[0] or "", (value or (None, None))[1] or ""
    if len(first) != 7 or len(last) != 7 or first[:4] != last[:4]:
        return ""
    told = _("từ tháng {first} đến tháng {last} năm {year}")
    return told.format(first=int(first[5:]), last=int(last[5:]), year=last[:4])
