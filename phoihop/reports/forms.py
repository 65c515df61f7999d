"""What the screens of reports ask, and the sheet as the entry grid shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phoihop.core.refusal import Refusal
from phoihop.figures.rules.values import Standing
from phoihop.indicators.queries import related
from phoihop.reports import rules
from phoihop.reports.actions.drafting import Typed
from phoihop.reports.models import Receipt, Row
from phoihop.reports.queries import Board, Filled, Place, Sheet
from phoihop.reports.rules import Content, State
from phoihop.web.answers import sentence
from phoihop.web.forms import Form
from phoihop.web.params import whole
from phoihop.web.print import change

__all__ = [
    "AmendForm",
    "CheckForm",
    "CloseForm",
    "CommentForm",
    "GridCell",
    "LateForm",
    "PaperForm",
    "answer",
    "blank_sections",
    "earlier_values",
    "measures",
    "moved",
    "reasons_in",
    "sections",
    "tiles",
    "typed_in",
]

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PaperForm(Form):
    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản đã ký"), max_length=80, help_text=gettext_lazy("Ví dụ: 31/BC-CAX")
    )
    day = forms.DateField(label=gettext_lazy("Ngày ký"), widget=_DAY)
    scan = forms.FileField(
        label=gettext_lazy("Bản chụp văn bản"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("PDF, JPG hoặc PNG, không quá 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class CheckForm(Form):
    """The day up to which the figures count; it belongs to the form that sends (``id="gui-bao-cao"``)."""

    counted_until = forms.DateField(
        label=gettext_lazy("Số liệu tính đến ngày"),
        widget=forms.DateInput(attrs={"type": "date", "form": "gui-bao-cao"}, format="%Y-%m-%d"),
        required=False,
    )


class AmendForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do bổ sung, đính chính"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class CommentForm(Form):
    text = forms.CharField(label=gettext_lazy("Nội dung trao đổi"), max_length=1000)


class LateForm(Form):
    body = forms.IntegerField(widget=forms.HiddenInput)
    until = forms.DateField(label=gettext_lazy("Cho nộp muộn đến hết ngày"), widget=_DAY)


class CloseForm(Form):
    missing = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Đơn vị còn thiếu, tôi xác nhận"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    doubtful = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Đơn vị số liệu còn nghi ngờ"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, waiting: list[tuple[int, str]], accepted: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["missing"].choices = waiting  # type: ignore[attr-defined]
        self.fields["doubtful"].choices = accepted  # type: ignore[attr-defined]
        if not waiting:
            del self.fields["missing"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One row as ``web/components/entry_grid.html`` shows it."""

    code: str
    number: str
    name: str
    unit: str
    previous: str
    value: str
    change: str
    state: str
    label: str = ""
    message: str = ""
    reason: str = ""
    decimal: bool = False
    version: int = 0
    detail_href: str = ""
    part: bool = False
    scale: int = 0
    theirs: str = ""
    theirs_by: str = ""
    theirs_version: int = 0


def sections(
    sheet: Sheet,
    *,
    refused: Mapping[int, Refusal] | None = None,
    typed: Mapping[int, Typed] | None = None,
    reasons: Mapping[int, str] | None = None,
) -> list[dict[str, Any]]:
    """The sheet by its groups; ``refused`` and ``typed`` give back what could not be saved, ``reasons`` of a return."""
    told = _shown(sheet)
    groups: dict[str, list[GridCell]] = {}
    for one in sheet:
        key = one.row.pk
        cell = _cell(sheet, one, told.get(key), (reasons or {}).get(key, ""))
        if refused and key in refused:
            text = typed[key].text if typed and key in typed else cell.value
            cell = _changed(cell, value=text, state="err", message=sentence(refused[key]))
            if refused[key].code == "changed_meanwhile":
                cell = _both(cell, refused[key], seen=typed[key].seen if typed and key in typed else 0)
        groups.setdefault(one.row.group, []).append(cell)
    return [{"id": f"g{number}", "name": name, "cells": cells} for number, (name, cells) in enumerate(groups.items())]


def answer(sheet: Sheet, row_id: int) -> dict[str, Any]:
    """What the entry grid's script is told after a save: the cell, and the rows that follow from it."""
    told = _shown(sheet)
    mine = next(one for one in sheet if one.row.pk == row_id)
    also = [one for one in sheet if one.row.pk != row_id and _follows(one, mine)]
    return _told(sheet, mine, told) | {"also": [_told(sheet, one, told) for one in also]}


def _shown(sheet: Sheet) -> dict[int, Refusal]:
    """What stands beside the cells while typing, by row: what blocks, and advice from related indicators."""
    found = reversed(sheet.findings)
    advice = ("over_related", "none_but_related")
    return {
        one.key: one.refusal
        for one in sorted(found, key=lambda one: one.blocking)
        if (one.blocking and one.refusal.code != "blank") or one.refusal.code in advice
    }


def _follows(one: Filled, mine: Filled) -> bool:
    """Whether a row is a rate, or a part, total or relative of the same indicator that already holds something."""
    if one.row.breakdown is None and mine.row.breakdown is None and one.entry.content is Content.NUMBER:
        codes = {one.row.indicator.code, mine.row.indicator.code}
        if any(codes == set(pair) for pair in related()):
            return not one.locked
    if one.computed:
        return mine.row.indicator_id in (one.row.indicator.numerator_id, one.row.indicator.denominator_id)
    return one.row.indicator_id == mine.row.indicator_id and one.entry.content is Content.NUMBER and not one.locked


def _told(sheet: Sheet, one: Filled, told: Mapping[int, Refusal]) -> dict[str, Any]:
    cell = _cell(sheet, one, told.get(one.row.pk), "")
    blank = one.entry.content is Content.BLANK
    return {
        "cell": cell.code,
        "version": one.version,
        "value": raw(one),
        "na": cell.state == "na",
        "state": "" if blank and not one.locked else cell.state,
        "label": cell.label or None,
        "message": cell.message,
        "reason": one.note,
        "change": cell.change,
    }


def raw(one: Filled) -> str:
    """A value as the script keeps it: digits without groups, a comma before the decimals."""
    return rules.printed(one.entry.value, one.scale).replace(".", "")


def moved(one: Filled) -> str:
    """What the figure did since the period it is set beside (tăng, giảm)."""
    if one.computed and one.entry.value is not None and one.previous is not None:
        points = Decimal(one.entry.value - one.previous).scaleb(-one.scale)
        sign = "+" if points > 0 else "−" if points < 0 else ""
        shown = rules.printed(abs(one.entry.value - one.previous), one.scale)
        return f"{sign}{shown}\N{NO-BREAK SPACE}{_('điểm')}"
    return change(_decimal(one.entry.value, one.scale), _decimal(one.previous, one.scale))


def _decimal(value: int | None, scale: int) -> Decimal | None:
    return None if value is None else Decimal(value).scaleb(-scale)


def _cell(sheet: Sheet, one: Filled, wrong: Refusal | None, reason: str) -> GridCell:
    report, content = sheet.report, one.entry.content
    state, label, message = "", "", ""
    if one.computed:
        state = "lock"
    elif one.owner:
        accepted = one.standing is Standing.ACCEPTED
        state, label = "lock", _("Biểu khác, đã nhận") if accepted else _("Biểu khác, chờ nhận")
    elif report.stands is State.RETURNED and not one.flagged:
        state, label = "lock", _("Không phải sửa")
    elif wrong is not None:
        state, message = (
            ("ask" if wrong.code in ("say_why", "over_related", "none_but_related") else "err"),
            sentence(wrong),
        )
    elif one.flagged and sheet.sent.get(one.row.pk) == one.entry:
        state, message = "back", _returned(reason, one, sheet)
    elif content is Content.NOT_APPLICABLE:
        state = "na"
    elif content is Content.NUMBER:
        state = "ok"
    unit = one.row.indicator.unit
    return GridCell(
        code=str(one.row.pk),
        number=one.row.number,
        name=one.name,
        unit="%" if one.computed else unit,
        previous=rules.printed(one.previous, one.scale),
        value=rules.NOT_APPLICABLE if content is Content.NOT_APPLICABLE else rules.printed(one.entry.value, one.scale),
        change=moved(one),
        state=state,
        label=label,
        message=message,
        reason=one.note,
        decimal=one.scale > 0,
        version=one.version,
        detail_href=reverse("reports:cell", args=[report.pk, one.row.pk]),
        part=one.row.breakdown is not None,
        scale=one.scale,
    )


def _returned(reason: str, one: Filled, sheet: Sheet) -> str:
    """The reason of the return beside the cell, with the number that was sent."""
    sent = sheet.sent.get(one.row.pk)
    shown = rules.printed(sent.value, one.scale) if sent and sent.value is not None else rules.NOT_APPLICABLE
    return _("Cấp trên trả lại (đã gửi {sent}): {reason}").format(sent=shown, reason=reason)


def _changed(cell: GridCell, **fields: str) -> GridCell:
    return replace(cell, **fields)  # type: ignore[arg-type]


def _both(cell: GridCell, refusal: Refusal, *, seen: int) -> GridCell:
    """A cell that another wrote meanwhile: both values to choose from; until then it was seen as before."""
    facts = refusal.facts
    return replace(
        cell,
        theirs=str(facts["theirs"]),
        theirs_by=str(facts["by"]),
        theirs_version=int(str(facts["version"])),
        version=seen,
    )


def typed_in(data: Mapping[str, str], sheet: Sheet) -> dict[int, Typed]:
    """What a whole form says, by row: fields ``o-<row>``, ``v-<row>`` (version seen), ``ly-do-<row>``.

    ``chon-<row>`` answers which of two values stands: "ho" leaves the other's, a version puts one's own over it.
    """
    found = {}
    for one in sheet:
        key = one.row.pk
        if (text := data.get(f"o-{key}")) is None or one.locked:
            continue
        chosen = data.get(f"chon-{key}", "")
        if chosen == "ho":
            continue
        seen = chosen or data.get(f"v-{key}", "")
        found[key] = Typed(text, whole(seen) or 0, data.get(f"ly-do-{key}"))
    return found


def reasons_in(data: Mapping[str, str], rows: Iterable[int]) -> dict[int, str]:
    """The words that a reviewer wrote on cells (fields ``ly-do-<row>``), by row; empty ones are left out."""
    said = {row: data.get(f"ly-do-{row}", "").strip() for row in rows}
    return {row: text for row, text in said.items() if text}


def blank_sections(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The rows of an empty form for pen and paper."""
    groups: dict[str, list[GridCell]] = {}
    for row in rows:
        name = row.breakdown.name if row.breakdown else row.indicator.name
        cell = GridCell(
            str(row.pk), row.number, name, row.indicator.unit, "", "", "", "", part=row.breakdown is not None
        )
        groups.setdefault(row.group, []).append(cell)
    return [{"id": "", "name": name, "cells": cells} for name, cells in groups.items()]


def earlier_values(receipt: Receipt | None, shown: list[dict[str, Any]]) -> dict[str, str]:
    """What an earlier sending said where it differs from what is shown, by cell code (bản đã gửi trước)."""
    if receipt is None:
        return {}
    found = {}
    for cell in (cell for section in shown for cell in section["cells"]):
        content, value, _note = receipt.values.get(cell.code, (Content.BLANK, None, ""))
        scale = cell.scale
        said = rules.NOT_APPLICABLE if content == Content.NOT_APPLICABLE else rules.printed(value, scale)
        if said != cell.value:
            found[cell.code] = said or "–"
    return found


MEASURES = {
    "submitted": gettext_lazy("Đã gửi"),
    "filled": gettext_lazy("Đủ ô"),
    "plausible": gettext_lazy("Không có số nghi ngờ"),
    "evidenced": gettext_lazy("Có văn bản đã ký"),
}


def measures(board: Board, chosen: str) -> list[dict[str, Any]]:
    """The four measures of completeness as stat tiles."""
    total = len(board.places)
    return [
        {
            "key": key,
            "label": MEASURES[key],
            "value": value,
            "of": total,
            "share": value * 100 / total if total else 0,
            "href": f"?do={key}",
            "chosen": key == chosen,
        }
        for key, value in board.measures.items()
    ]


def tiles(board: Board, measure: str) -> list[dict[str, Any]]:
    """Every body by name, by the province of the old map, coloured by the chosen measure."""
    groups: dict[str, list[Place]] = {}
    for place in board.places:
        groups.setdefault(place.origin, []).append(place)
    return [
        {
            "name": name[:1].upper() + name[1:],
            "note": f"{sum(_reached(place, measure) for place in found)}/{len(found)}",
            "units": [_tile(place, measure) for place in found],
        }
        for name, found in sorted(groups.items())
    ]


def _reached(place: Place, measure: str) -> bool:
    return {
        "submitted": place.submitted,
        "filled": place.complete,
        "plausible": place.plausible,
        "evidenced": place.evidenced,
    }[measure]


def _tile(place: Place, measure: str) -> dict[str, Any]:
    kind, state = _look(place, measure)
    sent = place.report is not None and place.report.submitted_at is not None
    return {
        "name": place.short,
        "full": place.name,
        "kind": kind,
        "state": state,
        "share": place.share,
        "figure": place.filled if kind == "fill" else None,
        "href": reverse("reports:edit", args=[place.report.pk]) if sent and place.report else f"#goi-{place.body_id}",
    }


def _look(place: Place, measure: str) -> tuple[str, str]:
    """The kind of a tile and the word that is read out."""
    if _reached(place, measure):
        if measure == "submitted" and place.state is State.SUBMITTED:
            return ("doubt", _("đã gửi, có số nghi ngờ")) if place.doubts else ("wait", _("đã gửi, chờ nhận"))
        return "ok", _("đã nhận") if place.state is State.ACCEPTED else str(MEASURES[measure]).lower()
    if place.state is State.RETURNED:
        return "bad", _("bị trả lại, chưa gửi lại")
    if place.submitted and measure == "plausible":
        return "doubt", _("có số nghi ngờ")
    if place.submitted and measure == "evidenced":
        return "doubt", _("chưa có văn bản đã ký")
    if place.filled:
        return "fill", _("đang nhập {done}/{rows} ô").format(done=place.filled, rows=place.rows)
    return "none", _("chưa bắt đầu")
