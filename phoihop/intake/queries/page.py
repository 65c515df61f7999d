"""The page of one paper: its text with marks, and each proposal as it is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from phoihop.commendations.wording import FORMS
from phoihop.conferences.wording import KINDS as CONFERENCES
from phoihop.core.actor import Actor
from phoihop.core.periods import Calendar, Kind, Period, years
from phoihop.documents import queries as documents
from phoihop.documents.models import KINDS
from phoihop.figures.models import Counted, Figure
from phoihop.figures.rules.values import Comparator, Coverage
from phoihop.indicators.models import Indicator
from phoihop.intake import rules
from phoihop.intake.models import Paper, Proposal
from phoihop.intake.queries.beside import Sum, explained, sums_below
from phoihop.intake.wording import PERIODS, ROLES, TYPES
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body
from phoihop.reading.match import is_general
from phoihop.web import print as printed
from phoihop.writing import numbers

__all__ = ["Other", "Shown", "agreeing", "keep_typed", "marks", "page", "period_name", "sure_of"]

#: Figures in force by (indicator, body, period code, coverage).
Standing = dict[tuple[Any, ...], Figure]
COMPARATOR_CODES = {each: each.name.lower() for each in Comparator}
SCOPES = {"area": _lazy("toàn địa bàn"), "own": _lazy("riêng cơ quan")}
GROUPS = ("figure", "document", "event", "person", "award", "item")
MARKS = {"figure": "", "event": "e", "person": "e", "document": "e", "item": "t", "award": "g"}


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


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal as its row and its opened form print it; ``sure`` in per cent, ``look`` where it asks for a look.

    ``whose`` and ``when`` are the unit and the period that a figure is recorded for, as its row prints them.
    """

    name: str
    value: str
    sure: int
    rows: Sequence[tuple[str, str]]
    code: str = ""
    plain: str = ""
    other: Other | None = None
    sum: Sum | None = None
    wording: str = ""
    periods: Sequence[tuple[str, str]] = ()
    record_href: str = ""
    whose: str = ""
    when: str = ""
    look: bool = False

    @property
    def low(self) -> bool:
        return self.sure < rules.LOOK

    @property
    def bulk(self) -> bool:
        return self.sure >= rules.BULK


def page(paper: Paper, *, actor: Actor, on: date, as_text: bool = False) -> dict[str, Any]:
    """All that the page of one paper shows (trang xác nhận), in a constant number of queries."""
    proposals = list(paper.proposals.select_related("indicator").order_by("order"))
    misnamed = _misnamed(proposals)
    named = {p.subject_id for p in proposals if p.subject_id} | ({misnamed["body"]} if misnamed else set())
    names = organisations.names_of({paper.about_id} | named, on=on)
    standing, sums = _standing(proposals), sums_below(proposals, on=on)
    recorded = {p.subject_id for p in proposals if p.record and p.type == "figure" and p.subject_id}
    bodies = {body.pk: body for body in Body.objects.filter(pk__in=recorded).select_related("place")}
    for proposal in proposals:
        shown = _shown(proposal, paper, names, standing, sums.get(proposal.pk))
        if proposal.type == "figure" and proposal.record and proposal.subject_id and proposal.indicator:
            shown = replace(shown, record_href=explained(proposal, bodies[proposal.subject_id], on=on))
        proposal.shown = shown  # type: ignore[attr-defined]
    decided = [proposal.decision for proposal in proposals]
    seen = sum(decision != rules.Decision.PENDING for decision in decided)
    refusal = rules.refusal_to_decide(actor=actor, body_id=paper.body_id, state=rules.State(paper.state))
    return {
        "paper": paper,
        "about_name": names[paper.about_id].name,
        "misnamed": misnamed and misnamed | {"name": names[misnamed["body"]].name},
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
        "recorded": [proposal for proposal in proposals if proposal.record],
        "unrecorded": sum(p.decision == rules.Decision.ACCEPTED and not p.record for p in proposals),
        "unplaced": [p for p in proposals if _held_up(p)],
        "without_period": sum(_lacks_period(p) for p in proposals),
        "periods": _period_choices(None, paper),
        "may_decide": refusal is None,
        "may_choose": rules.refusal_to_choose(rules.Choice.PAPER, actor=actor) is None,
        "may_tell_all": rules.refusal_to_remember(rules.Remember.ALL, actor=actor) is None,
        "sure": len(sure_of(proposals, beside=sums)),
        "bulk": rules.BULK,
        "indicators": list(Indicator.objects.order_by("order").only("code", "name")),
    }


def marks(proposals: Iterable[Proposal]) -> Iterator[documents.Mark]:
    """The evidence of each proposal as marks on its paper (chỗ được dẫn)."""
    for proposal in proposals:
        low = 100 * proposal.confidence < rules.LOOK
        off = proposal.decision == rules.Decision.REJECTED
        kind, href = MARKS[proposal.type], f"#p{proposal.order}"
        for at, (start, end) in enumerate(proposal.fact["evidence"]):
            # the first stretch is what the fact says, the others only tell what it is about
            named = {} if at else {"anchor": f"f{proposal.order}", "label": str(proposal.order)}
            yield documents.Mark(start, end, kind=kind, low=low, off=off, href=href, **named)


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


def _shown(proposal: Proposal, paper: Paper, names: dict[int, Any], standing: Standing, beside: Sum | None) -> Shown:
    fact = proposal.value
    name, value, rows = _TELLERS[proposal.type](fact)
    judged = _judged(proposal)
    sure, look = judged["sure"], rules.wants_look(**judged)
    href = _record_href(proposal, paper)
    if proposal.type != "figure":
        return Shown(name, value, sure, rows, record_href=href, look=look)
    whose = names[proposal.subject_id].name if proposal.subject_id else ""
    other = _other(proposal, standing)
    indicator = proposal.indicator
    told = [(_("Trong văn bản"), f"{value} {fact['unit']}")]
    if fact.get("subject"):
        told.append((_("Của ai (theo văn bản)"), fact["subject"]))
    told.append((_("Ghi cho"), whose or _("chưa rõ, mời chọn")))
    told.append((_("Kỳ"), _when(proposal, paper) or _("chưa rõ")))
    return Shown(
        name=indicator.name if indicator else _("Chưa rõ chỉ tiêu: {unit}").format(unit=fact["unit"]),
        value=value,
        sure=sure,
        rows=told,
        code=indicator.code if indicator else "",
        plain=numbers.number(fact["value"]) if isinstance(fact["value"], int) else printed.number(fact["value"]),
        other=other,
        sum=beside,
        wording="" if is_general(wording := str(fact.get("wording") or "")) else wording,
        periods=_period_choices(proposal, paper),
        record_href=href,
        whose=whose,
        when=period_name(proposal.period),
        look=look or ((beside or other) is not None and not proposal.record),
    )


def _when(proposal: Proposal, paper: Paper) -> str:
    """The period in words; where it is the paper's own (kỳ theo tiêu đề văn bản), with the words that say so."""
    told = period_name(proposal.period)
    if told and (span := proposal.fact.get("period_evidence")) and paper.source:
        words = " ".join(paper.source.text[span[0] : span[1]].split())
        return _("{period}, theo tiêu đề văn bản: “{words}”").format(period=told, words=words[:160])
    return told


def _judged(proposal: Proposal) -> dict[str, Any]:
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


def _misnamed(proposals: Iterable[Proposal]) -> dict[str, Any] | None:
    """The commune that the paper's head calls by a wrong kind, as long as figures wait for whose they are."""
    waiting = (p.fact["misnamed"] for p in proposals if not p.subject_id and not p.record and p.fact.get("misnamed"))
    return next(waiting, None)


def _held_up(proposal: Proposal) -> bool:
    """Whether an accepted figure cannot be recorded as it stands."""
    accepted = proposal.decision == rules.Decision.ACCEPTED and not proposal.record
    return accepted and proposal.type == "figure" and not _judged(proposal)["placed"]


def _lacks_period(proposal: Proposal) -> bool:
    waits = not proposal.record and proposal.decision != rules.Decision.REJECTED
    return waits and proposal.type == "figure" and not proposal.period


def keep_typed(proposal: Proposal, typed: Mapping[str, str]) -> None:
    """Show again in a proposal's form what a person typed and could not be taken yet; nothing is written."""
    shown: Shown = proposal.shown  # type: ignore[attr-defined]
    proposal.shown = replace(  # type: ignore[attr-defined]
        shown,
        code=typed.get("indicator") or shown.code,
        plain=typed.get("value") or shown.plain,
        whose=typed.get("subject") or shown.whose,
    )
    proposal.period = typed.get("period") or proposal.period


def _period_choices(proposal: Proposal | None, paper: Paper) -> list[tuple[str, str]]:
    """The periods offered: what was read, the programme's span and years, else the last five years."""
    calendar = Calendar.ADMINISTRATIVE
    first, last = paper.received_at.year - 4, paper.received_at.year
    if paper.programme and paper.programme.first_year and paper.programme.last_year:
        first, last = paper.programme.first_year, paper.programme.last_year
    codes = [Period(calendar, Kind.SPAN, first, last).code]
    codes += [year.code for year in years(calendar, first, last)]
    codes += [Period(calendar, Kind.HALF, last, number).code for number in (1, 2)]
    if proposal and proposal.period and proposal.period not in codes:
        codes.insert(0, proposal.period)
    return [(code, period_name(code)) for code in codes]


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
        and rules.is_sure(**_judged(proposal))
        and proposal.pk not in beside
        and (proposal.type != "figure" or len(said[_slot(proposal)]) == 1)
    )


def _slot(proposal: Proposal) -> tuple[object, ...]:
    return proposal.indicator_id, proposal.subject_id, proposal.period, proposal.coverage


def agreeing(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The proposals that no number in force disagrees with (không trái số đang có)."""
    listed = list(proposals)
    standing = _standing(listed)
    return [proposal for proposal in listed if proposal.type != "figure" or _other(proposal, standing) is None]


def _standing(proposals: Iterable[Proposal]) -> Standing:
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


def _other(proposal: Proposal, standing: Standing) -> Other | None:
    """The number in force that a figure not yet recorded disagrees with, of its own coverage first."""
    indicator, value = proposal.indicator, proposal.value["value"]
    if indicator is None or proposal.record or value is None:
        return None
    for coverage in sorted(("own", "area"), key=lambda each: each != proposal.coverage):
        figure = standing.get((indicator.pk, proposal.subject_id, proposal.period, coverage))
        if figure is not None and figure.value is not None and figure.value != value * 10**indicator.scale:
            source = figure.source
            told = f"{source.label}, {timezone.localdate(source.accepted_at or source.entered_at):%d/%m/%Y}"
            word = numbers.COMPARATORS.get(COMPARATOR_CODES[Comparator(figure.comparator)], "")
            printed_value = printed.number(figure.value / 10**indicator.scale)
            return Other(f"{word} {printed_value}".strip(), told, coverage, coverage != proposal.coverage)
    return None


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
    kinds = ", ".join(str(CONFERENCES[kind]) for kind in fact["kinds"])
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
    return str(FORMS[fact["form"]]), value, [(_("Của ai"), "; ".join(fact["authorities"]) or "–")]


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
