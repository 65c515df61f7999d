"""A proposal as its row and its opened form print it (mục đề xuất)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.commendations.wording import FORMS
from phoihop.conferences.wording import KINDS as CONFERENCES
from phoihop.documents.models import KINDS
from phoihop.intake import rules
from phoihop.intake.models import Paper, Proposal
from phoihop.intake.queries.agreeing import Other, Standing, judged, other
from phoihop.intake.queries.beside import Sum
from phoihop.intake.queries.periods import period_choices, period_name
from phoihop.intake.wording import ROLES
from phoihop.reading.match import is_general
from phoihop.reading.screen import is_persons
from phoihop.web import print as printed
from phoihop.writing import numbers

__all__ = ["Shown", "shown_of"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal as its row and its opened form print it; ``sure`` in per cent, ``look`` where it asks for a look.

    ``whose`` and ``when`` are the unit and the period that a figure is recorded for, as its row prints them;
    ``asks_why`` says what a person must give a reason for before it is taken.
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
    asks_why: str = ""

    @property
    def low(self) -> bool:
        return self.sure < rules.LOOK

    @property
    def bulk(self) -> bool:
        return self.sure >= rules.BULK


def shown_of(proposal: Proposal, paper: Paper, names: dict[int, Any], standing: Standing, beside: Sum | None) -> Shown:
    """One proposal as it is printed; ``standing`` and ``beside`` are the other numbers that are known of it."""
    fact = proposal.value
    name, value, rows = _TELLERS[proposal.type](fact)
    facts = judged(proposal)
    sure, look = facts["sure"], rules.wants_look(**facts)
    href = _record_href(proposal, paper)
    if proposal.type != "figure":
        return Shown(name, value, sure, rows, record_href=href, look=look, asks_why=_asks_why(proposal))
    whose = names[proposal.subject_id].name if proposal.subject_id else ""
    differs = other(proposal, standing)
    indicator = proposal.indicator
    name = indicator.name if indicator else _("Chưa rõ chỉ tiêu: {said}").format(said=_whole_wording(fact))
    planned = bool(fact.get("planned"))
    told = [(_("Trong văn bản"), f"{value} {fact['unit']}")]
    if fact.get("subject"):
        told.append((_("Của ai (theo văn bản)"), fact["subject"]))
    told.append((_("Ghi cho"), whose or _("chưa rõ, mời chọn")))
    told.append((_("Kỳ"), _when(proposal, paper) or _("chưa rõ")))
    return Shown(
        name=_("Theo kế hoạch: {name}").format(name=name) if planned else name,
        value=value,
        sure=sure,
        rows=told,
        code=indicator.code if indicator else "",
        plain=numbers.number(fact["value"]) if isinstance(fact["value"], int) else printed.number(fact["value"]),
        other=differs,
        sum=beside,
        wording=_rememberable(fact),
        periods=period_choices(proposal, paper),
        record_href=href,
        whose=whose,
        when=period_name(proposal.period),
        asks_why=_asks_why(proposal),
        look=look or ((beside or differs) is not None and not proposal.record),
    )


def _whole_wording(fact: dict[str, Any]) -> str:
    """What a paper calls a figure: a table's line with the line above where it is short, else what is counted."""
    label, wording = str(fact.get("label") or ""), str(fact.get("wording") or "")
    if not label or is_persons(label):
        return str(fact["unit"])
    return wording[:1].upper() + wording[1:] if " / " in wording else label


def _rememberable(fact: dict[str, Any]) -> str:
    """The wording that may be remembered: no noun that could mean anything, no person's name."""
    wording = str(fact.get("wording") or "")
    named = is_persons(wording) or is_persons(str(fact.get("label") or ""))
    return "" if named or is_general(wording) else wording


def _asks_why(proposal: Proposal) -> str:
    """What a person must give a reason for before a proposal is taken, whatever stands beside it."""
    if proposal.outside:
        return _("Có vẻ của {name}. Vẫn ghi thì nêu lý do").format(name=proposal.outside)
    return _("Số theo kế hoạch. Vẫn ghi là kết quả thì nêu lý do") if proposal.fact.get("planned") else ""


def _when(proposal: Proposal, paper: Paper) -> str:
    """The period in words; where it is the paper's own (kỳ theo tiêu đề văn bản), with the words that say so."""
    told = period_name(proposal.period)
    if told and (span := proposal.fact.get("period_evidence")) and paper.source:
        words = " ".join(paper.source.text[span[0] : span[1]].split())
        return _("{period}, theo tiêu đề văn bản: “{words}”").format(period=told, words=words[:160])
    return told


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
    kind = str(dict(KINDS)[fact["kind"]])
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
