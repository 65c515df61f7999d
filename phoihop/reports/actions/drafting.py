"""Typing: opening a report and saving its cells. Nothing here touches a figure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from phoihop.audit.actions import record, record_each
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.words import refusal_to_keep_reason
from phoihop.figures import queries as figures
from phoihop.organisations.models import Body
from phoihop.reports import queries, rules
from phoihop.reports.models import Cell, Report, Row, Window
from phoihop.reports.rules import Content, Entry

__all__ = ["Saved", "Typed", "open_report", "save_cell", "save_form", "state_counted_until"]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into one cell: the text, the version that the typist saw, and the note if it changed."""

    text: str
    seen: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a whole form that was sent at once: the questions to ask, by row id."""

    cells: int
    refused: Mapping[int, Refusal]


@transaction.atomic
def open_report(window: Window, *, by: Actor, at: datetime) -> Report:
    """Begin the report of the actor's body for a window (mở báo cáo), or give back the one there is.

    Raises ``Refused`` ``form_not_for_you``, ``not_open_yet``.
    """
    body = Body.objects.get(pk=by.body_id)
    if not queries.owes(by, window, on=at.date()) or not body.main:
        raise Refused(Refusal("reports", "form_not_for_you"))
    if at.date() < window.opens:
        raise Refused(Refusal("reports", "not_open_yet", opens=window.opens))
    report, made = Report.objects.get_or_create(form=window.form, body=body, period=window.period)
    if made:
        record("report.opened", report, by=by, at=at)
    return report


@transaction.atomic
def save_cell(
    report: Report,
    row_id: int,
    *,
    text: str,
    seen: int,
    note: str | None = None,
    key: UUID | None = None,
    tried: Collection[UUID] = (),
    by: Actor,
    at: datetime,
) -> Cell:
    """Save one cell (lưu ô); blank, a number and "Không áp dụng" are three things.

    ``seen`` is the version that the typist saw (0: none yet); ``note`` ``None`` leaves the note of an unchanged number
    as it is; ``key`` names the save, so that a repeated one changes nothing; ``tried`` are the keys of the typist's own
    last saves: what one of them wrote is no conflict, though its answer never came. Raises ``Refused``: what the
    text cannot mean, why the cell is closed, or ``changed_meanwhile`` with both values.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("body", "form", "period").get(pk=report.pk)
    row = Row.objects.select_related("indicator", "breakdown").filter(form=report.form_id, pk=row_id).first()
    if row is None:
        raise Refused(Refusal("reports", "no_such_row"))
    cell = Cell.objects.filter(report=report, row=row).first()
    locked = _owned(report, row)
    if cell is not None and cell.key in tried:
        seen = cell.version
    if cell is not None and key is not None and cell.key == key:
        return cell
    typed, window = Typed(text, seen, note), queries.window_of(report)
    written = _written(report, row, cell, typed, key=key, locked=locked, window=window, by=by, at=at)
    if written is None:
        return cell or Cell(report=report, row=row, version=0)
    written.save()
    record("cell.saved", written, by=by, at=at, **_said(written))
    return written


@transaction.atomic
def save_form(report: Report, typed: Mapping[int, Typed], *, by: Actor, at: datetime) -> Saved:
    """Save all cells of a form that was sent at once, without JavaScript (lưu biểu).

    What can be saved is saved; the rest is given back as questions, each with its row. Twelve statements,
    whatever the form's length.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("body", "form", "period").get(pk=report.pk)
    cells = {cell.row_id: cell for cell in Cell.objects.filter(report=report)}
    stands, window = figures.stands(report.body_id, report.covers), queries.window_of(report)
    refused: dict[int, Refusal] = {}
    written = []
    for row in queries.rows_of(report):
        said = typed.get(row.pk)
        if said is None or row.indicator.numerator_id is not None or queries.owner_of(report, row, stands):
            continue
        kept = cells.get(row.pk)
        read = rules.read(said.text, number=row.number, unit=row.indicator.unit, scale=row.indicator.scale)
        if isinstance(read, Entry) and _same(kept, read) and said.note in (None, kept.note if kept else ""):
            continue
        try:
            cell = _written(report, row, kept, said, key=None, locked=False, window=window, by=by, at=at)
        except Refused as reason:
            refused[row.pk] = reason.refusal
        else:
            written += [cell] if cell else []
    Cell.objects.bulk_create(cell for cell in written if cell.pk is None)
    Cell.objects.bulk_update((cell for cell in written if cells.get(cell.row_id)), _TYPED)
    record_each("cell.saved", [(cell, _said(cell)) for cell in written], by=by, at=at)
    return Saved(len(written), refused)


@transaction.atomic
def state_counted_until(report: Report, *, day: date | None, by: Actor, at: datetime) -> Report:
    """Say up to which day the figures count (số liệu tính đến ngày)."""
    report = Report.objects.select_for_update(of=("self",)).select_related("body", "form", "period").get(pk=report.pk)
    if report.counted_until == day:
        return report
    _refuse_unless_open(report, queries.window_of(report), flagged=True, locked=False, by=by, at=at)
    report.counted_until = day
    report.save(update_fields=["counted_until"])
    record("report.counted_until", report, by=by, at=at, day=day and day.isoformat())
    return report


#: The columns of a cell that typing writes.
_TYPED = ["content", "value", "note", "key", "version", "saved_by", "saved_at"]


def _written(
    report: Report,
    row: Row,
    cell: Cell | None,
    typed: Typed,
    *,
    key: UUID | None,
    locked: bool,
    window: Window | None,
    by: Actor,
    at: datetime,
) -> Cell | None:
    """The cell as it is to be kept; ``None`` where what was typed changes nothing."""
    if row.indicator.numerator_id is not None:
        raise Refused(Refusal("reports", "computed_row"))
    flagged = cell is not None and cell.flagged
    _refuse_unless_open(report, window, flagged=flagged, locked=locked, by=by, at=at)
    entry = rules.read(typed.text, number=row.number, unit=row.indicator.unit, scale=row.indicator.scale)
    if isinstance(entry, Refusal):
        raise Refused(entry)
    version = cell.version if cell else 0
    if typed.seen != version and not _same(cell, entry):
        raise Refused(_conflict(row, cell, entry))
    if typed.note is not None:
        note = typed.note.strip()[:500]
    else:  # a reason is of the number that it was given for: another number asks for its own
        note = cell.note if cell is not None and _same(cell, entry) else ""
    if cell is not None and _same(cell, entry) and note == cell.note:
        return None
    if refusal := refusal_to_keep_reason(note):
        raise Refused(refusal)
    cell = cell or Cell(report=report, row=row, version=0)
    cell.content, cell.value, cell.note, cell.key = entry.content.value, entry.value, note, key
    cell.version, cell.saved_by, cell.saved_at = version + 1, by.name, at
    return cell


def _said(cell: Cell) -> dict[str, object]:
    return {"content": cell.content, "value": cell.value, "note": cell.note}


def _refuse_unless_open(
    report: Report, window: Window | None, *, flagged: bool, locked: bool, by: Actor, at: datetime
) -> None:
    refusal = rules.refusal_to_edit(
        state=report.stands,
        body_id=report.body_id,
        flagged=flagged,
        locked=locked,
        actor=by,
        opens=window.opens if window else date.min,
        today=at.date(),
    )
    if refusal:
        raise Refused(refusal)


def _same(cell: Cell | None, entry: Entry) -> bool:
    if cell is None:
        return entry.content is Content.BLANK
    return (cell.content, cell.value) == (entry.content, entry.value)


def _conflict(row: Row, cell: Cell | None, entry: Entry) -> Refusal:
    """Both values: what stands, who wrote it; what was typed stays with the typist."""
    stands = Entry(Content(cell.content), cell.value) if cell else Entry(Content.BLANK, None)
    theirs, typed = (_print(each, row.indicator.scale) for each in (stands, entry))
    return Refusal(
        "reports",
        "changed_meanwhile",
        number=row.number,
        theirs=theirs,
        shown=theirs or rules.BLANK,
        typed=typed or rules.BLANK,
        by=cell.saved_by if cell else "",
        version=cell.version if cell else 0,
    )


def _print(entry: Entry, scale: int) -> str:
    if entry.content is Content.NOT_APPLICABLE:
        return rules.NOT_APPLICABLE
    return rules.printed(entry.value, scale) if entry.content is Content.NUMBER else ""


def _owned(report: Report, row: Row) -> bool:
    """Whether another form's report states this figure already."""
    stands = figures.stands(report.body_id, report.covers)
    return queries.owner_of(report, row, stands) is not None
