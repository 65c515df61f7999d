"""What a reading would become: one proposal a fact, figures tied to the catalogue, to a unit and to a period."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date

# Remarks are kept beside what they are about: as written, whatever the language of who reads them.
from django.utils.translation import gettext_noop as _

from phoihop.core.actor import Actor, Level
from phoihop.indicators.models import Indicator
from phoihop.intake import queries, rules
from phoihop.intake.actions.tying import tie
from phoihop.intake.models import Paper, Proposal
from phoihop.intake.queries.heading import own_period
from phoihop.intake.queries.naming import Told, Units, letterhead
from phoihop.organisations import queries as organisations
from phoihop.reading.contexts import Doubt, doubt_of, is_others
from phoihop.reading.match import match, wording
from phoihop.reading.tables import TableFigure, TableReading, counted
from phoihop.reading.values import Event, Figure, Person, Reading, Span

__all__ = ["Proposed", "propose", "proposed"]

DOUBTS = {"ask": _("Ô này có thể hiểu theo hai cách nên chưa đọc thành số. Mời gõ giá trị đúng rồi bấm Nhận.")}
OTHER_UNIT = _("Biểu không ghi rõ đơn vị tiền (đồng, triệu đồng, tỷ đồng). Mời kiểm tra giá trị.")
MONEY = _("đồng")
TWO_VALUES = _("Văn bản nêu hai số khác nhau cho cùng chỉ tiêu, đơn vị và kỳ. Mời xem lại, chọn một.")
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


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a reading would become: proposals in reading order, not yet written, and what is said of the paper."""

    rows: list[Proposal]
    outside: str
    left_out: int


def propose(paper: Paper, reading: Reading, tables: Iterable[TableReading], *, by: Actor, on: date) -> int:
    """Write down one proposal a fact and a cell of a report's table (đề xuất); return how many."""
    found = proposed(paper, reading, tables, by=by, on=on)
    for order, proposal in enumerate(found.rows, start=1):
        proposal.order = order
    Proposal.objects.bulk_create(found.rows)
    paper.outside, paper.left_out = found.outside, found.left_out
    paper.save(update_fields=["outside", "left_out"])
    return len(found.rows)


def proposed(paper: Paper, reading: Reading, tables: Iterable[TableReading], *, by: Actor, on: date) -> Proposed:
    """What a reading of a paper would become; nothing is written.

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
            tie(proposal, match(fact, catalogue, aliases=aliases, text=reading.text), fact.period, own, paper, known)
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
        tie(
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
    _doubt_two_values(rows)
    _remark_on_others(rows, on=on)
    for proposal in rows:
        if queries.refusal_of_words(proposal):
            proposal.note = str(NOT_KEPT)
        proposal.paper = paper
    rows.sort(key=lambda proposal: proposal.fact["evidence"][0])
    return Proposed(rows, aim.outside, sum(fact.roles != ("author",) for fact in residents))


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
        at_top = paper.about_id == paper.body_id and not self.outside and not paper.aimed
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


def _doubt_two_values(rows: Iterable[Proposal]) -> None:
    """Doubt all figures of one indicator, unit and period of which the paper says two numbers (hai số cho một ô)."""
    same: dict[tuple[object, ...], list[Proposal]] = defaultdict(list)
    for proposal in rows:
        known = proposal.indicator_id and proposal.subject_id and proposal.period
        if proposal.type == "figure" and known and not proposal.fact.get("planned"):
            same[proposal.indicator_id, proposal.subject_id, proposal.period, proposal.coverage].append(proposal)
    for figures in same.values():
        if len({(each.fact["value"], each.fact["comparator"]) for each in figures} - {(None, "eq")}) < 2:
            continue
        for proposal in figures:
            proposal.confidence = min(proposal.confidence, DOUBTED)
            proposal.note = " ".join(filter(None, (str(TWO_VALUES), proposal.note)))[:NOTE]


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
