"""The sheet as the entry grid shows it, and what its fields say when they come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.core.refusal import Refusal
from phoihop.core.words import refusal_to_keep_reason
from phoihop.figures.rules.values import Standing
from phoihop.indicators.queries import related
from phoihop.reports import rules
from phoihop.reports.actions.drafting import Typed
from phoihop.reports.models import Receipt, Row
from phoihop.reports.queries import Filled, Sheet
from phoihop.reports.rules import DRAFTS, Content, State
from phoihop.web.answers import sentence
from phoihop.web.params import whole
from phoihop.web.print import change

__all__ = [
    "GridCell",
    "answer",
    "blank_sections",
    "earlier_values",
    "moved",
    "reasons_in",
    "said_again",
    "sections",
    "typed_in",
]


_ADVICE = ("over_related", "none_but_related", "differs_from_offer")


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
    asked: str = ""
    theirs: str = ""
    theirs_by: str = ""
    theirs_version: int = 0
    said: str = ""
    unfit: str = ""


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
        cell = _cell(sheet, one, told.get(key, []), (reasons or {}).get(key, ""))
        if refused and key in refused:
            text = typed[key].text if typed and key in typed else cell.value
            cell = _changed(cell, value=text, state="err", message=sentence(refused[key]))
            if refused[key].code == "changed_meanwhile":
                cell = _both(cell, refused[key], seen=typed[key].seen if typed and key in typed else 0)
        groups.setdefault(one.row.group, []).append(cell)
    return [{"id": f"g{number}", "name": name, "cells": cells} for number, (name, cells) in enumerate(groups.items())]


def answer(sheet: Sheet, row_id: int, reasons: Mapping[int, str] | None = None) -> dict[str, Any]:
    """What the entry grid's script is told after a save: the cell, and the rows that follow from it.

    ``reasons`` of a return, by row.
    """
    told = _shown(sheet)
    mine = next(one for one in sheet if one.row.pk == row_id)
    also = [one for one in sheet if one.row.pk != row_id and _follows(one, mine)]
    said = reasons or {}
    return _told(sheet, mine, told, said) | {"also": [_told(sheet, one, told, said) for one in also]}


def _shown(sheet: Sheet) -> dict[int, list[Refusal]]:
    """What stands beside the cells while typing, by row: first what blocks, then advice from related indicators.

    A cell whose note is written asks no more; the page of checking still shows the advice.
    """
    noted = {one.row.pk for one in sheet if one.note.strip()}
    found: dict[int, list[Refusal]] = {}
    for one in sheet.findings:
        blocks = one.blocking and one.refusal.code not in ("blank", "answer_the_request")
        if blocks or (one.refusal.code in _ADVICE and one.key not in noted):
            found.setdefault(one.key, []).append(one.refusal)
    return found


def _follows(one: Filled, mine: Filled) -> bool:
    """Whether a row is a rate, or a part, total or relative of the same indicator that already holds something."""
    if one.row.breakdown is None and mine.row.breakdown is None and one.entry.content is Content.NUMBER:
        codes = {one.row.indicator.code, mine.row.indicator.code}
        if any(codes == set(pair) for pair in related()):
            return not one.locked
    if one.computed:
        return mine.row.indicator_id in (one.row.indicator.numerator_id, one.row.indicator.denominator_id)
    return one.row.indicator_id == mine.row.indicator_id and one.entry.content is Content.NUMBER and not one.locked


def _told(sheet: Sheet, one: Filled, told: Mapping[int, list[Refusal]], reasons: Mapping[int, str]) -> dict[str, Any]:
    cell = _cell(sheet, one, told.get(one.row.pk, []), reasons.get(one.row.pk, ""))
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
    if (one.computed or one.row.indicator.unit == "%") and one.entry.value is not None and one.previous is not None:
        points = Decimal(one.entry.value - one.previous).scaleb(-one.scale)
        sign = "+" if points > 0 else "−" if points < 0 else ""
        shown = rules.printed(abs(one.entry.value - one.previous), one.scale)
        return _("{change} điểm").format(change=sign + shown).replace(" ", "\N{NO-BREAK SPACE}")
    return change(_decimal(one.entry.value, one.scale), _decimal(one.previous, one.scale))


def _decimal(value: int | None, scale: int) -> Decimal | None:
    return None if value is None else Decimal(value).scaleb(-scale)


def _cell(sheet: Sheet, one: Filled, wrong: Sequence[Refusal], reason: str) -> GridCell:
    report, content = sheet.report, one.entry.content
    state, label, message = "", "", ""
    if one.computed:
        state = "lock"
    elif one.owner:
        accepted = one.standing is Standing.ACCEPTED
        state, label = "lock", _("Biểu khác, đã nhận") if accepted else _("Biểu khác, chờ nhận")
    elif report.stands is State.RETURNED and not one.flagged:
        state, label = "lock", _("Không phải sửa")
    elif wrong:
        state = "ask" if wrong[0].code in ("say_why", *_ADVICE) else "err"
        message = " ".join(sentence(one) for one in wrong)
        label = _("Khác số đề nghị") if wrong[0].code == "differs_from_offer" else ""
    elif one.row.pk in sheet.unanswered:
        state, message = "back", _returned(reason, one, sheet)
    elif content is Content.NOT_APPLICABLE:
        state = "na"
    elif content is Content.NUMBER:
        state = "ok"
    elif one.offered:
        label = _("Số đề nghị {value}").format(value=rules.printed(one.offered.value, one.scale))
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
        asked=reason if one.flagged or report.stands not in DRAFTS else "",
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


def said_again(shown: list[dict[str, Any]], said: Mapping[int, str]) -> list[dict[str, Any]]:
    """The sections with a reviewer's words on their cells, and why some may not be kept (lý do không lưu được)."""
    told = {row: refusal_to_keep_reason(text) for row, text in said.items()}
    unfit = {row: sentence(refusal) for row, refusal in told.items() if refusal}

    def again(cell: GridCell) -> GridCell:
        row = int(cell.code)
        return replace(cell, said=said.get(row, ""), unfit=unfit.get(row, ""))

    return [{**section, "cells": [again(cell) for cell in section["cells"]]} for section in shown]


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
