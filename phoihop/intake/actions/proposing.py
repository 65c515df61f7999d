"""What a reading would become: one proposal a fact, figures tied to the catalogue and to a period."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phoihop.core.periods import Calendar, Kind, Period
from phoihop.indicators.models import Indicator
from phoihop.intake import queries
from phoihop.intake.models import Paper, Proposal
from phoihop.organisations import queries as organisations
from phoihop.programmes.models import Programme
from phoihop.reading.contexts import doubt_of, is_others
from phoihop.reading.match import Match, match, wording
from phoihop.reading.tables import TableFigure, TableReading
from phoihop.reading.values import Figure, Reading, Span
from phoihop.reading.values import Period as PrintedPeriod

__all__ = ["period_code", "propose"]

REASONS = {
    "remembered": "Cách gọi đã nhớ: “{printed}”",
    "name": "Trùng tên chỉ tiêu: “{printed}”",
    "alias": "Cách gọi quen dùng: “{printed}”",
    "group": "Theo dòng trên của biểu: “{printed}”",
    "context": "Theo câu có số này: “{printed}”",
    "near": "Gần giống: “{printed}”",
}
DOUBTS = {"ask": "Ô này có thể hiểu theo hai cách nên chưa đọc thành số. Mời gõ giá trị đúng rồi bấm Nhận."}
#: Why a figure is looked at by a person before it is taken, by what the words around it say.
REMARKS = {
    "difference": _("Câu này nói phần tăng, giảm hoặc chênh lệch, có thể không phải kết quả. Mời xem lại."),
    "missing": _("Câu này nói phần chưa làm hoặc còn thiếu, không phải kết quả. Mời xem lại."),
    "condition": _("Câu này nêu giả định, không phải kết quả. Mời xem lại."),
    "denied": _("Câu này nói việc đã hủy hoặc tin không đúng. Mời xem lại."),
    "compared": _("Số này được nêu để so sánh, có thể của đơn vị hoặc kỳ khác. Mời xem lại."),
    "change": _("Câu này nêu hai số của hai thời điểm. Mời xem lại kỳ của từng số."),
    "part": _("Số này là một phần của số khác, hoặc do đơn vị khác làm. Mời xem lại."),
    "grouping": _("Số viết có dấu cách hoặc dấu phẩy nên có thể đọc theo hai cách. Mời kiểm tra giá trị."),
    "others": _("Câu này nói kết quả của “{subject}”, không phải của đơn vị. Mời xem lại."),
}


def propose(paper: Paper, reading: Reading, tables: Iterable[TableReading]) -> int:
    """Write down one proposal a fact and a cell of a report's table (đề xuất); return how many."""
    catalogue = queries.catalogue()
    aliases = queries.aliases_of(paper.body_id)
    known = {row.code: row.pk for row in Indicator.objects.only("code")}
    cells = [cell for table in tables for cell in table.figures if _worth(cell)]
    covered = [span for cell in cells for span in cell.evidence]
    facts = [fact for fact in reading.facts if not (isinstance(fact, Figure) and _inside(fact, covered))]
    own = organisations.name_of(paper.about_id, on=timezone.localdate(paper.received_at)).name
    rows = []
    for fact in facts:
        proposal = Proposal(type=fact.type, fact=fact.as_json(), confidence=fact.confidence)
        if isinstance(fact, Figure):
            proposal.fact["wording"] = wording(fact)
            _tie(proposal, match(fact, catalogue, aliases=aliases, text=reading.text), fact.period, paper, known)
            proposal.note = proposal.note or _remark(fact, reading.text, own)
        rows.append(proposal)
    for cell in cells:
        proposal = Proposal(type="figure", fact=_fact_of(cell), confidence=_confidence(cell))
        _tie(proposal, match(cell.row, catalogue, aliases=aliases), cell.period, paper, known)
        proposal.note = DOUBTS.get(cell.said.state, proposal.note)
        rows.append(proposal)
    rows.sort(key=lambda proposal: proposal.fact["evidence"][0])
    for order, proposal in enumerate(rows, start=1):
        proposal.paper, proposal.order = paper, order
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


def _tie(
    proposal: Proposal, found: Match | None, period: PrintedPeriod | None, paper: Paper, known: dict[str, int]
) -> None:
    """Tie a figure to an indicator, to the body that the paper is about, and to a period."""
    if found and found.code in known:
        proposal.indicator_id = known[found.code]
        kind, _colon, printed = found.reason.partition(": ")
        reason = REASONS.get(kind, REASONS["near"]).format(printed=printed)
        proposal.match_reason, proposal.match_confidence = reason[:200], found.confidence
    proposal.subject_id = paper.about_id
    proposal.period, proposal.note = _period(period, paper.programme)


def _period(printed: PrintedPeriod | None, programme: Programme | None) -> tuple[str, str]:
    """The period of a figure and, where the paper does not print it, on what it rests."""
    if printed and (code := period_code(*printed)):
        return code, ""
    if programme and programme.first_year and programme.last_year:
        code = period_code(str(programme.first_year), str(programme.last_year))
        return code, "Văn bản không ghi kỳ ở câu này; tạm lấy giai đoạn của chương trình."
    return "", "Văn bản không ghi kỳ ở câu này. Mời chọn kỳ."


def _remark(fact: Figure, text: str, own: str) -> str:
    """What a person should know before this figure is taken for the body's own result; empty where it is plain."""
    if is_others(fact.subject, own):
        return str(REMARKS["others"]).format(subject=fact.subject)[:200]
    doubts = (doubt_of(text, start, end) for start, end in fact.evidence)
    found = next((doubt for doubt in doubts if doubt), None)
    return str(REMARKS[found]) if found else ""


def _worth(cell: TableFigure) -> bool:
    return cell.kind == "figure" and cell.said.state in ("number", "ask")


def _inside(fact: Figure, covered: list[Span]) -> bool:
    """Whether a figure read from running text stands in a cell that the table reader has."""
    return any(start < last and first < end for start, end in fact.evidence for first, last in covered)


def _fact_of(cell: TableFigure) -> dict[str, object]:
    value = cell.said.value
    return {
        "type": "figure",
        "value": None if value is None else int(value) if value == value.to_integral_value() else float(value),
        "comparator": cell.said.comparator,
        "unit": cell.row.unit or cell.row.label.lower(),
        "subject": cell.place,
        "period": list(cell.period) if cell.period else None,
        "label": cell.row.label,
        "wording": wording(cell.row),
        "evidence": [list(span) for span in cell.evidence],
    }


def _confidence(cell: TableFigure) -> float:
    if cell.said.state == "ask":
        return 0.3
    return 0.6 if cell.doubts else 0.97
