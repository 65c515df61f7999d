"""What a reading would become: one proposal a fact, figures tied to the catalogue, to a unit and to a period."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date

# Remarks are kept beside what they are about: as written, whatever the language of who reads them.
from django.utils.translation import gettext_noop as _

from phoihop.core.actor import Actor, Level
from phoihop.core.periods import FIRST, Calendar, Kind, Period
from phoihop.indicators.models import Indicator
from phoihop.intake import queries, rules
from phoihop.intake.models import Paper, Proposal
from phoihop.intake.queries.heading import OwnPeriod, own_period
from phoihop.intake.queries.naming import Told, Units, letterhead
from phoihop.organisations import queries as organisations
from phoihop.programmes.models import Programme
from phoihop.reading.contexts import Doubt, doubt_of, is_others
from phoihop.reading.match import Match, match, wording
from phoihop.reading.tables import TableFigure, TableReading, counted
from phoihop.reading.values import Event, Figure, Person, Reading, Span
from phoihop.reading.values import Period as PrintedPeriod

__all__ = ["period_code", "propose"]

REASONS = {
    "remembered": _("Cách gọi đã nhớ: “{printed}”"),
    "name": _("Trùng tên chỉ tiêu: “{printed}”"),
    "alias": _("Cách gọi quen dùng: “{printed}”"),
    "group": _("Theo dòng trên của biểu: “{printed}”"),
    "context": _("Theo câu có số này: “{printed}”"),
    "near": _("Gần giống: “{printed}”"),
}
DOUBTS = {"ask": _("Ô này có thể hiểu theo hai cách nên chưa đọc thành số. Mời gõ giá trị đúng rồi bấm Nhận.")}
OTHER_UNIT = _("Biểu không ghi rõ đơn vị tiền (đồng, triệu đồng, tỷ đồng). Mời kiểm tra giá trị.")
MONEY = _("đồng")
DOUBTED = 0.6
NOTE = 400
#: Why a figure is looked at by a person before it is taken, by what the words around it say.
REMARKS = {
    "difference": _("Câu này nói phần tăng, giảm hoặc chênh lệch, có thể không phải kết quả. Mời xem lại."),
    "missing": _("Câu này nói phần chưa làm hoặc còn thiếu, không phải kết quả. Mời xem lại."),
    "condition": _("Câu này nêu giả định, không phải kết quả. Mời xem lại."),
    "denied": _("Câu này nói việc đã hủy hoặc tin không đúng. Mời xem lại."),
    "planned": _("Số theo kế hoạch, chưa phải kết quả. Mời bỏ; nếu đúng là kết quả thì nhận và ghi lý do."),
    "compared": _("Số này được nêu để so sánh, có thể của đơn vị hoặc kỳ khác. Mời xem lại."),
    "change": _("Câu này nêu hai số của hai thời điểm. Mời xem lại kỳ của từng số."),
    "part": _("Số này là một phần của số khác, hoặc do đơn vị khác làm. Mời xem lại."),
    "grouping": _("Số viết có dấu cách hoặc dấu phẩy nên có thể đọc theo hai cách. Mời kiểm tra giá trị."),
    "others": _("Câu này nói kết quả của “{subject}”, không phải của đơn vị. Mời xem lại."),
}


NOT_KEPT = _("Mục này nêu tên riêng của người dân: không ghi vào hồ sơ được.")
#: What a total says of units that are not all of the area, by the level of whom the paper is about.
PARTIAL = {
    Level.COUNTRY: _("Tổng của {n} đơn vị trong biểu, không phải của cả nước."),
    Level.PROVINCE: _("Tổng của {n} đơn vị trong biểu, không phải của cả tỉnh."),
}
DIFFERS = {
    "sum": _("Lúc đọc văn bản, tổng các đơn vị đã báo cáo là số khác. Mời xem lại."),
    "other": _("Lúc đọc văn bản, hệ thống đã có số khác. Mời xem lại."),
}


def propose(paper: Paper, reading: Reading, tables: Iterable[TableReading], *, by: Actor, on: date) -> int:
    """Write down one proposal a fact and a cell of a report's table (đề xuất); return how many.

    What names a unit of the area is aimed at that unit; what seems to be of a unit outside it is aimed at nobody
    until a person says so. Residents whom the text names are counted on the paper and left out.
    """
    catalogue = queries.catalogue()
    aliases = queries.aliases_of(paper.body_id)
    indicators = list(Indicator.objects.only("code", "unit"))
    known = {row.code: row.pk for row in indicators}
    money = {row.pk for row in indicators if row.unit == MONEY}
    cells = [cell for table in tables for cell in table.figures if _worth(cell)]
    covered = [span for cell in cells for span in cell.evidence]
    planned = {target.evidence for target in reading.targets}
    told = (*reading.facts, *reading.targets)
    facts = [fact for fact in told if not (isinstance(fact, Figure) and _inside(fact, covered))]
    residents = [fact for fact in facts if isinstance(fact, Person) and not _public(fact)]
    facts = [fact for fact in facts if fact not in residents]
    aim = _Aim(paper, reading, cells, by=by, on=on)
    own = own_period(reading.text)
    rows = []
    spoken: list[tuple[Proposal, Figure]] = []
    for fact in facts:
        proposal = Proposal(type=fact.type, fact=fact.as_json(), confidence=fact.confidence, outside=aim.outside)
        if isinstance(fact, Figure):
            proposal.fact["wording"] = wording(fact)
            _tie(proposal, match(fact, catalogue, aliases=aliases, text=reading.text), fact.period, own, paper, known)
            aim.at(proposal, aim.said_of(fact))
            if fact.evidence in planned:
                _is_planned(proposal)
            else:
                spoken.append((proposal, fact))
        rows.append(proposal)
    _look_twice(paper, spoken, reading.text, on=on)
    partial = _partial_totals(tables, aim, below=queries.units_below(paper.about, on=on))
    for cell in cells:
        proposal = Proposal(type="figure", fact=_fact_of(cell), confidence=_confidence(cell), outside=aim.outside)
        _tie(
            proposal,
            match(cell.row, catalogue, aliases=aliases),
            cell.period,
            own if cell.relative != "previous" else None,
            paper,
            known,
        )
        aim.at(proposal, aim.row_of(cell))
        proposal.note = DOUBTS.get(cell.said.state, proposal.note)
        if proposal.indicator_id and (proposal.indicator_id in money) != (proposal.fact["unit"] == MONEY):
            proposal.confidence, proposal.note = DOUBTED, OTHER_UNIT
        if (said := partial.get(cell.evidence)) and not proposal.outside:
            proposal.subject_id, proposal.note = None, " ".join(filter(None, (said, proposal.note)))[:NOTE]
        if cell.evidence in planned:
            _is_planned(proposal)
        rows.append(proposal)
    _remark_on_others(rows, on=on)
    for proposal in rows:
        if queries.refusal_of_words(proposal):
            proposal.note = str(NOT_KEPT)
    rows.sort(key=lambda proposal: proposal.fact["evidence"][0])
    for order, proposal in enumerate(rows, start=1):
        proposal.paper, proposal.order = paper, order
    Proposal.objects.bulk_create(rows)
    paper.outside = aim.outside
    paper.left_out = sum(fact.roles != ("author",) for fact in residents)
    paper.save(update_fields=["outside", "left_out"])
    return len(rows)


class _Aim:
    """Whom the figures of a paper are of: units that its lines and sentences name, else whom the paper is about."""

    def __init__(self, paper: Paper, reading: Reading, cells: list[TableFigure], *, by: Actor, on: date) -> None:
        self._paper, self._text, self.level = paper, reading.text, paper.about.rank
        self.about = paper.about_id
        head = letterhead(reading.text)
        figures = [fact for fact in reading.facts if isinstance(fact, Figure)]
        spoken = [fact.subject for fact in figures if fact.subject]
        spoken += [host for fact in reading.facts if isinstance(fact, Event) for host in fact.hosts]
        printed = {cell.place for cell in cells if cell.place}
        self._units = Units(by, [*head, *spoken, *printed], on=on)
        self._spoken = [told for each in spoken if (told := self._units.named(each))]
        told = self._of(head)
        self.outside = told.name if told else ""
        at_top = paper.about_id == paper.body_id and not self.outside
        self.misnamed = self._units.misnamed(head) if at_top else None

    def said_of(self, fact: Figure) -> Told | str | None:
        """Whose a figure in running text is: its subject's, else in doubt where its sentence names a unit below."""
        if fact.subject and (told := self._units.named(fact.subject)):
            return told
        sentence = _sentence(self._text, fact.evidence[0].start)
        told = self._units.named(sentence)
        if told and not told.outside and told.body != self._paper.about_id and told.level is not Level.PROVINCE:
            return _("Câu này nhắc {unit}. Mời xem số này ghi cho đơn vị nào.").format(unit=told.name)
        return None

    def row_of(self, cell: TableFigure) -> Told | str | None:
        """Whose a cell is: the unit of its line or column; in doubt where that is no known unit."""
        if not cell.place or re.match("đơn vị tính", cell.place.lower()):
            return None
        told = self._units.in_row(cell.place)
        printed = [self._text[start:end].strip() for start, end in cell.evidence]
        if told is None and cell.place in (*printed, cell.head):
            return Told(cell.place)
        return told

    def at(self, proposal: Proposal, told: Told | str | None) -> None:
        """Aim a figure at whom it is of, and say what is in doubt."""
        if isinstance(told, str):
            proposal.note = " ".join(filter(None, (told, proposal.note)))[:NOTE]
            told = None
        if self.outside or (told and told.outside and not told.above):
            proposal.outside = self.outside or (told.name if told else "")
            proposal.subject_id = None
            proposal.note = _("Có vẻ của {unit}, ngoài địa bàn của đơn vị.").format(unit=proposal.outside)
        elif told and told.body is None and not told.above:
            proposal.subject_id = None
            unclear = _("“{unit}” không rõ là đơn vị nào hiện nay. Mời chọn đơn vị ở ô “Ghi cho”.")
            proposal.note = unclear.format(unit=told.name)
        elif told is None and self.misnamed:
            proposal.subject_id, proposal.fact["misnamed"] = None, asdict(self.misnamed)
        elif told and told.body:
            proposal.subject_id = told.body
            if told.level is Level.COMMUNE and told.body not in (self._paper.body_id, self._paper.about_id):
                proposal.coverage = "own"

    def _of(self, head: list[str]) -> Told | None:
        """The unit outside the area that the whole paper seems to be of, by its head, else by who acts in it."""
        named = [told for line in head if (told := self._units.named(line))]
        if any(not told.outside for told in named) or self._units.own_name_in(" ".join(head)):
            return None
        if named:
            last = next((told for told in reversed(named) if not told.above), named[-1])
            over = next((told for told in named if told.level is Level.PROVINCE and not told.above), last)
            return last if over.name in last.name else replace(last, name=f"{last.name}, {over.name}")
        if self._spoken:
            away = [told for told in self._spoken if told.outside and not told.above]
            return away[0] if away and all(told.outside for told in self._spoken) else None
        told = self._units.provinces_in(self._text)
        return told if told and told.outside and not told.above else None


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


def _tie(
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


def _look_twice(paper: Paper, spoken: list[tuple[Proposal, Figure]], text: str, *, on: date) -> None:
    """Add to each figure in running text, once it is aimed, what a person should know before it is taken.

    Somebody else's is only what is neither of whom the figure is aimed at nor of whom the paper is about.
    """
    aimed = {proposal.subject_id for proposal, _fact in spoken if proposal.subject_id}
    names = {pk: name.name for pk, name in organisations.names_of({paper.about_id, *aimed}, on=on).items()}
    for proposal, fact in spoken:
        whose = names[paper.about_id], names.get(proposal.subject_id or 0, "")
        doubts = [doubt_of(text, start, end) for start, end in fact.evidence]
        remark = _remark(fact, doubts, " ".join(whose))
        proposal.note = " ".join(filter(None, (proposal.note, remark)))[:NOTE]


def _is_planned(proposal: Proposal) -> None:
    """Mark a figure as one that the paper only plans (số theo kế hoạch): nobody takes it for a result unasked."""
    proposal.fact["planned"] = True
    proposal.note = " ".join(filter(None, (str(REMARKS["planned"]), proposal.note)))[:NOTE]


def _remark(fact: Figure, doubts: Iterable[Doubt | None], names: str) -> str:
    """What a person should know before a figure is taken for the result of whom ``names`` name; empty if plain."""
    if is_others(fact.subject, names):
        return str(REMARKS["others"]).format(subject=fact.subject)[:200]
    found = next(filter(None, doubts), None)
    return str(REMARKS[found]) if found else ""


def _partial_totals(tables: Iterable[TableReading], aim: _Aim, *, below: int) -> dict[tuple[Span, ...], str]:
    """By evidence, what a total is of (dòng tổng) where its table lists fewer units than the area has ``below``."""
    found: dict[tuple[Span, ...], str] = {}
    for table in tables:
        rows = [(cell, aim.row_of(cell)) for cell in table.figures if not cell.total]
        listed = {told.body or told.name for _cell, told in rows if isinstance(told, Told)} - {aim.about}
        if not listed or len(listed) >= below:
            continue
        said = str(PARTIAL[aim.level]).format(n=len(listed))
        found |= {cell.evidence: said for cell in table.figures if cell.total and not cell.place}
    return found


def _remark_on_others(rows: Iterable[Proposal], *, on: date) -> None:
    """Keep with a figure that another number stood against it when it was read, whatever stands later.

    What was doubtful once stays so until a person looks: numbers that agree afterwards may come of this very paper.
    """
    figures = [proposal for proposal in rows if proposal.type == "figure"]
    for at, proposal in enumerate(figures, start=1):
        proposal.pk = -at  # a key of its own until it is written
    sums, agreed = queries.sums_below(figures, on=on), {id(each) for each in queries.agreeing(figures)}
    for proposal in figures:
        if proposal.pk in sums:
            proposal.note = " ".join(filter(None, (proposal.note, str(DIFFERS["sum"]))))[:NOTE]
        elif id(proposal) not in agreed:
            proposal.note = " ".join(filter(None, (proposal.note, str(DIFFERS["other"]))))[:NOTE]
        proposal.pk = None


def _public(fact: Person) -> bool:
    return rules.is_public(rank=fact.rank, positions=fact.positions, roles=fact.roles)


def _sentence(text: str, at: int) -> str:
    """The sentence that a place of a text stands in."""
    start = max(text.rfind(end, 0, at) for end in (". ", "\n", "; ", "\t"))
    ends = [found for end in (". ", "\n", "; ", "\t") if (found := text.find(end, at)) >= 0]
    return text[start + 1 : min(ends, default=len(text))]


def _worth(cell: TableFigure) -> bool:
    return cell.kind == "figure" and cell.said.state in ("number", "ask")


def _inside(fact: Figure, covered: list[Span]) -> bool:
    """Whether a figure read from running text stands in a cell that the table reader has."""
    return any(start < last and first < end for start, end in fact.evidence for first, last in covered)


def _fact_of(cell: TableFigure) -> dict[str, object]:
    unit, value = counted(cell)
    return {
        "type": "figure",
        "value": None if value is None else int(value) if value == value.to_integral_value() else float(value),
        "comparator": cell.said.comparator,
        "unit": unit,
        "subject": cell.place,
        "period": list(cell.period) if cell.period else None,
        "label": cell.row.label,
        "wording": wording(cell.row),
        "evidence": [list(span) for span in cell.evidence],
    }


def _confidence(cell: TableFigure) -> float:
    if cell.said.state == "ask":
        return 0.3
    return DOUBTED if cell.doubts else 0.97
