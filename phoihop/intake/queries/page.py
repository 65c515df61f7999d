"""The page of one paper: its text with marks, and each proposal as it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.core.actor import Actor
from phoihop.core.periods import Calendar, Kind, Period, years
from phoihop.documents import queries as documents
from phoihop.documents.models import KINDS
from phoihop.figures.models import Counted
from phoihop.indicators.models import Indicator
from phoihop.intake import rules
from phoihop.intake.models import Paper, Proposal
from phoihop.intake.wording import AWARDS, EVENTS, PERIODS, ROLES, TYPES
from phoihop.organisations import queries as organisations
from phoihop.web import print as printed
from phoihop.writing import numbers

__all__ = ["Shown", "marks", "page", "period_name"]

GROUPS = ("figure", "document", "event", "person", "award", "item")
MARKS = {"figure": "", "event": "e", "person": "e", "document": "e", "item": "t", "award": "g"}
SURE = 75


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal as its row and its opened form print it; ``sure`` in per cent."""

    name: str
    value: str
    sure: int
    rows: Sequence[tuple[str, str]]
    code: str = ""
    plain: str = ""
    known: str = ""
    periods: Sequence[tuple[str, str]] = ()
    record_href: str = ""

    @property
    def low(self) -> bool:
        return self.sure < SURE


def page(paper: Paper, *, actor: Actor, on: date, as_text: bool = False) -> dict[str, Any]:
    """All that the page of one paper shows (trang xác nhận), in a constant number of queries."""
    proposals = list(paper.proposals.select_related("indicator").order_by("order"))
    names = organisations.names_of({paper.about_id} | {p.subject_id for p in proposals if p.subject_id}, on=on)
    standing = _standing(proposals)
    for proposal in proposals:
        proposal.shown = _shown(proposal, paper, names, standing)  # type: ignore[attr-defined]
    decided = [proposal.decision for proposal in proposals]
    seen = sum(decision != rules.Decision.PENDING for decision in decided)
    refusal = rules.refusal_to_decide(actor=actor, body_id=paper.body_id, state=rules.State(paper.state))
    return {
        "paper": paper,
        "about_name": names[paper.about_id].name,
        "source": paper.source,
        "looks": documents.looks(paper.source, marks(proposals), as_text=as_text) if paper.source else None,
        "as_text": as_text,
        "proposals": proposals,
        "groups": _groups(proposals),
        "seen": {
            "all": len(proposals),
            "seen": seen,
            "accepted": decided.count(rules.Decision.ACCEPTED),
            "rejected": decided.count(rules.Decision.REJECTED),
            "share": 100 * seen / len(proposals) if proposals else 100,
        },
        "unrecorded": sum(p.decision == rules.Decision.ACCEPTED and not p.record for p in proposals),
        "may_decide": refusal is None,
        "indicators": list(Indicator.objects.order_by("order").only("code", "name")),
    }


def marks(proposals: Iterable[Proposal]) -> Iterator[documents.Mark]:
    """The evidence of each proposal as marks on its paper (chỗ được dẫn)."""
    for proposal in proposals:
        low = 100 * proposal.confidence < SURE
        off = proposal.decision == rules.Decision.REJECTED
        link = {"href": f"#p{proposal.order}", "anchor": f"f{proposal.order}", "label": str(proposal.order)}
        for start, end in proposal.fact["evidence"]:
            yield documents.Mark(start, end, kind=MARKS[proposal.type], low=low, off=off, **link)


def period_name(code: str) -> str:
    """A period in words: năm 2026, 6 tháng đầu năm 2026, giai đoạn 2022 - 2026; ``""`` for none."""
    if not code:
        return ""
    period = Period.from_code(code)
    if period.kind is Kind.SPAN:
        return str(PERIODS["giai_doan"]).format(first=period.year, last=period.number)
    if period.kind is Kind.HALF:
        return str(PERIODS["nua_nam_1" if period.number == 1 else "nua_nam_2"]).format(year=period.year)
    return str(PERIODS[period.kind]).format(number=period.number, year=period.year)


def _groups(proposals: Sequence[Proposal]) -> list[dict[str, Any]]:
    found = []
    for name in GROUPS:
        members = [proposal for proposal in proposals if proposal.type == name]
        if members:
            note = _("{n} mục").format(n=len(members))
            found.append({"name": TYPES[name], "note": note, "proposals": members})
    return found


def _shown(proposal: Proposal, paper: Paper, names: dict[int, Any], standing: dict[tuple[Any, ...], int]) -> Shown:
    fact = proposal.value
    name, value, rows = _TELLERS[proposal.type](fact)
    sure = round(100 * proposal.confidence * (proposal.match_confidence or 1))
    href = _record_href(proposal, paper)
    if proposal.type != "figure":
        return Shown(name, value, sure, rows, record_href=href)
    indicator = proposal.indicator
    told = [(_("Trong văn bản"), f"{value} {fact['unit']}")]
    if fact.get("subject"):
        told.append((_("Của ai (theo văn bản)"), fact["subject"]))
    told.append((_("Ghi cho"), names[proposal.subject_id].name if proposal.subject_id else "–"))
    told.append((_("Kỳ"), period_name(proposal.period) or _("chưa rõ")))
    other = standing.get((proposal.indicator_id, proposal.subject_id, proposal.period, proposal.coverage))
    known = ""
    if indicator and other is not None and not proposal.record and other != fact["value"] * 10**indicator.scale:
        known = _("Kỳ này đang có {value}. Nếu nhận, số mới để bên cạnh, chờ chọn số có hiệu lực.").format(
            value=printed.number(other / 10**indicator.scale)
        )
    return Shown(
        name=indicator.name if indicator else _("Chưa rõ chỉ tiêu: {unit}").format(unit=fact["unit"]),
        value=value,
        sure=sure if indicator else min(sure, 50),
        rows=told,
        code=indicator.code if indicator else "",
        plain=numbers.number(fact["value"]) if isinstance(fact["value"], int) else printed.number(fact["value"]),
        known=known,
        periods=_period_choices(proposal, paper),
        record_href=href,
    )


def _period_choices(proposal: Proposal, paper: Paper) -> list[tuple[str, str]]:
    """The periods offered: what was read, the programme's span and years, else the last five years."""
    calendar = Calendar.ADMINISTRATIVE
    first, last = paper.received_at.year - 4, paper.received_at.year
    if paper.programme and paper.programme.first_year and paper.programme.last_year:
        first, last = paper.programme.first_year, paper.programme.last_year
    codes = [Period(calendar, Kind.SPAN, first, last).code]
    codes += [year.code for year in years(calendar, first, last)]
    codes += [Period(calendar, Kind.HALF, last, number).code for number in (1, 2)]
    if proposal.period and proposal.period not in codes:
        codes.insert(0, proposal.period)
    return [(code, period_name(code)) for code in codes]


def _standing(proposals: Iterable[Proposal]) -> dict[tuple[Any, ...], int]:
    """Numbers in force for the keys that the figures would take, by (indicator, body, period code, coverage)."""
    wanted = [p for p in proposals if p.type == "figure" and p.indicator_id and p.subject_id and p.period]
    rows = Counted.objects.filter(
        figure__indicator__in={p.indicator_id for p in wanted},
        figure__body__in={p.subject_id for p in wanted},
        figure__breakdown=None,
        figure__value__isnull=False,
    ).select_related("figure__period")
    found: dict[tuple[Any, ...], int] = {}
    for row in rows:
        figure = row.figure
        coverage = "own" if figure.coverage == 1 else "area"
        key = (figure.indicator_id, figure.body_id, figure.period.value.code, coverage)
        found[key] = figure.value or 0
    return found


def _record_href(proposal: Proposal, paper: Paper) -> str:
    kind, _colon, number = proposal.record.partition(":")
    if kind == "documents.document":
        return reverse("documents:detail", args=[number])
    if kind == "conferences.conference":
        return reverse("conferences:detail", args=[number])
    if kind == "commendations.award":
        return reverse("commendations:detail", args=[number])
    return ""


def _figure(fact: dict[str, Any]) -> tuple[str, str, list[tuple[str, str]]]:
    value = printed.number(fact["value"])
    word = numbers.COMPARATORS.get(fact["comparator"], "")
    return fact["unit"], f"{word} {value}".strip(), []


def _document(fact: dict[str, Any]) -> tuple[str, str, list[tuple[str, str]]]:
    rows = [(_("Tên"), fact["title"] or "–"), (_("Ngày"), printed.partial_day(fact["issued_on"] or "") or "–")]
    if fact["parties"]:
        rows.append((_("Cơ quan"), "; ".join(fact["parties"])))
    kind = dict(KINDS)[fact["kind"]]
    return " ".join((kind, fact["number"] or fact["title"] or "")).strip(), "", rows


def _event(fact: dict[str, Any]) -> tuple[str, str, list[tuple[str, str]]]:
    kinds = ", ".join(str(EVENTS[kind]) for kind in fact["kinds"])
    rows = [(_("Nơi"), fact["place"] or "–"), (_("Đơn vị tổ chức"), "; ".join(fact["hosts"]) or "–")]
    if fact["sites"]:
        rows.append((_("Điểm cầu"), printed.number(fact["sites"])))
    return kinds or _("Sự kiện"), printed.partial_day(fact["date"] or ""), rows


def _person(fact: dict[str, Any]) -> tuple[str, str, list[tuple[str, str]]]:
    roles = ", ".join(str(ROLES[role]) for role in fact["roles"])
    name = " ".join(part for part in (fact["rank"], fact["name"]) if part)
    return name, "", [(_("Chức vụ"), "; ".join(fact["positions"]) or "–"), (_("Vai trò"), roles or "–")]


def _award(fact: dict[str, Any]) -> tuple[str, str, list[tuple[str, str]]]:
    counts = [(fact["collectives"], _("tập thể")), (fact["individuals"], _("cá nhân")), (fact["recipients"], _("lượt"))]
    value = ", ".join(f"{numbers.ordinal_zero(n)} {word}" for n, word in counts if n)
    return str(AWARDS[fact["form"]]), value, [(_("Của ai"), "; ".join(fact["authorities"]) or "–")]


def _item(fact: dict[str, Any]) -> tuple[str, str, list[tuple[str, str]]]:
    return fact["text"], "", [(_("Loại"), str(ROLES[fact["role"]]))]


_TELLERS = {
    "figure": _figure,
    "document": _document,
    "event": _event,
    "person": _person,
    "award": _award,
    "item": _item,
}
