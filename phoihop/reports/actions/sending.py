"""From the officer's desk to the level above, and back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.words import refusal_to_keep_reason
from phoihop.documents import actions as documents
from phoihop.figures import actions as figures
from phoihop.figures.rules.values import Provenance, SourceKind, Standing
from phoihop.reports import queries, rules
from phoihop.reports.models import Cell, Receipt, Report
from phoihop.reports.rules import State

__all__ = [
    "add_paper",
    "amend_report",
    "discard_amendment",
    "locked",
    "propose_report",
    "provenance",
    "recall_report",
    "restore",
    "submit_report",
    "take_back",
    "withdraw",
]


def locked(report: Report) -> Report:
    """The report as it stands now, locked to the end of the transaction."""
    reports = Report.objects.select_for_update(of=("self",)).select_related("form__programme", "body__place", "period")
    return reports.get(pk=report.pk)


@transaction.atomic
def propose_report(report: Report, *, by: Actor, at: datetime) -> Report:
    """Lay a report before the approver of the body (trình duyệt). Raises ``Refused``."""
    report = locked(report)
    sheet = queries.sheet(report)
    facts = queries.facts_for_submitting(report, sheet)
    if refusal := rules.refusal_to_propose(**facts, actor=by, today=at.date()):
        raise Refused(refusal)
    report.before, report.state = report.state, State.PROPOSED
    report.save(update_fields=["before", "state"])
    record("report.proposed", report, by=by, at=at)
    return report


@transaction.atomic
def take_back(report: Report, *, by: Actor, at: datetime, reason: str = "") -> Report:
    """Put a proposed report back on the officer's desk (rút về, trả lại trong cơ quan)."""
    report = locked(report)
    refusal = rules.refusal_to_take_back(state=report.stands, body_id=report.body_id, actor=by)
    if refusal := refusal or refusal_to_keep_reason(reason):
        raise Refused(refusal)
    report.state, report.before = report.before or State.DRAFT, ""
    report.save(update_fields=["before", "state"])
    record("report.taken_back", report, by=by, at=at, reason=reason)
    return report


@transaction.atomic
def submit_report(report: Report, *, key: UUID, by: Actor, at: datetime) -> Receipt:
    """Send a report to the level above (gửi báo cáo); return its receipt.

    The same key with the same content returns the first receipt while the report stands as sent with it.
    Raises ``Refused`` when a rule refuses, also for another key or other content after sending.
    """
    report = locked(report)
    sheet = queries.sheet(report)
    given = queries.receipt_for(report, key=key, content=sheet.digest)
    if given and queries.in_force(given, report):
        return given
    facts = queries.facts_for_submitting(report, sheet)
    if refusal := rules.refusal_to_submit(**facts, actor=by, today=at.date()):
        raise Refused(refusal)
    if Receipt.objects.filter(key=key).exists():
        raise Refused(Refusal("reports", "key_used"))
    report.state, report.before, report.submitted_at, report.opened_at = State.SUBMITTED, "", at, None
    report.save(update_fields=["state", "before", "submitted_at", "opened_at"])
    Cell.objects.filter(report=report, flagged=True).update(flagged=False)
    number = _number(report, by)
    figures.put(
        sheet.as_values(),
        standing=Standing.SUBMITTED,
        source=provenance(report, number, by=by, at=at),
        reason=report.reason if report.supplement else "",
        by=by,
        at=at,
    )
    said = {"receipt": number, "content": sheet.digest, "doubts": sheet.doubts}
    entry = record("report.submitted", report, by=by, at=at, **said)
    return Receipt.objects.create(
        report=report,
        number=number,
        key=key,
        content=sheet.digest,
        supplement=report.supplement,
        at=at,
        by_name=by.name,
        counted_until=report.counted_until,
        head=entry.digest,
        values=sheet.snapshot,
        doubts=sheet.doubts,
    )


def _number(report: Report, by: Actor) -> str:
    """The number on the receipt: chain, year, report and how often it was sent, such as ``37-2026-00142/1``."""
    times = Receipt.objects.filter(report=report).count() + 1
    return f"{by.chain}-{report.covers.year}-{report.pk:05d}/{times}"


def provenance(report: Report, number: str, *, by: Actor, at: datetime) -> Provenance:
    """Where the figures of this report come from, as the explanation prints it."""
    paper, receipt = report.paper_number, gettext_noop("biên nhận {number}").format(number=number)
    return Provenance(
        origin=report.origin,
        label=f"{report.form.name} ({f'{paper}, ' if paper else ''}{receipt})",
        address=report.get_absolute_url(),
        kind=SourceKind.FORM,
        entered_by=by.name,
        entered_at=at,
    )


@transaction.atomic
def recall_report(report: Report, *, by: Actor, at: datetime) -> Report:
    """Call a sent report back before the level above has opened it (rút báo cáo); its figures are withdrawn."""
    report = locked(report)
    refusal = rules.refusal_to_recall(
        state=report.stands, body_id=report.body_id, opened=report.opened_at is not None, actor=by
    )
    if refusal:
        raise Refused(refusal)
    withdraw(report, reason="recalled", by=by, at=at)
    if report.accepted_at is None:
        report.state, report.submitted_at = State.DRAFT, None
    else:
        report.state = State.AMENDED
    report.save(update_fields=["state", "submitted_at"])
    record("report.recalled", report, by=by, at=at)
    return report


def withdraw(report: Report, *, reason: str, by: Actor, at: datetime) -> None:
    """Take the submitted figures back; a supplement that changed nothing has none waiting."""
    try:
        figures.withdraw(report.origin, reason=reason, by=by, at=at)
    except Refused as refused:
        if refused.refusal.code != "nothing_pending":
            raise


@transaction.atomic
def amend_report(report: Report, *, reason: str, by: Actor, at: datetime) -> Report:
    """Open an accepted report for a supplement (bổ sung, đính chính); the accepted values stay in force."""
    report = locked(report)
    refusal = rules.refusal_to_amend(state=report.stands, body_id=report.body_id, reason=reason, actor=by)
    if refusal := refusal or refusal_to_keep_reason(reason):
        raise Refused(refusal)
    report.state, report.supplement, report.reason = State.AMENDED, report.supplement + 1, reason.strip()[:500]
    report.save(update_fields=["state", "supplement", "reason"])
    record("report.amended", report, by=by, at=at, supplement=report.supplement, reason=report.reason)
    return report


@transaction.atomic
def discard_amendment(report: Report, *, by: Actor, at: datetime) -> Report:
    """Give a supplement up before it is sent (bỏ bổ sung): the cells say again what was accepted."""
    report = locked(report)
    if report.stands is not State.AMENDED or report.body_id != by.body_id:
        raise Refused(Refusal("reports", "not_open_for_typing" if report.body_id == by.body_id else "not_yours"))
    accepted = Receipt.objects.filter(report=report, accepted_at__isnull=False).latest()
    restore(report, accepted, by=by, at=at)
    report.state, report.supplement, report.reason = State.ACCEPTED, report.supplement - 1, ""
    report.save(update_fields=["state", "supplement", "reason"])
    record("report.amendment_discarded", report, by=by, at=at)
    return report


def restore(report: Report, receipt: Receipt, *, by: Actor, at: datetime) -> None:
    """Let the cells say what a receipt says."""
    cells = {cell.row_id: cell for cell in Cell.objects.filter(report=report)}
    changed = []
    for row_id, (content, value, note) in receipt.values.items():
        cell = cells.get(int(row_id))
        if cell and (cell.content, cell.value, cell.note) != (content, value, note):
            cell.content, cell.value, cell.note = content, value, note
            cell.version, cell.saved_by, cell.saved_at, cell.key = cell.version + 1, by.name, at, None
            changed.append(cell)
    fields = ["content", "value", "note", "version", "saved_by", "saved_at", "key"]
    Cell.objects.bulk_update(changed, fields)


def add_paper(
    report: Report, *, number: str, day: date | None, scan: documents.Scan | None = None, by: Actor, at: datetime
) -> Report:
    """Note number, date and scan of the signed paper (số, ngày, bản chụp văn bản đã ký), before or after sending.

    A scan kept before stays where none is given. Raises ``Refused`` as ``documents.look_through`` does, and where the
    number says who a private person is.
    """
    if refusal := refusal_to_keep_reason(number):
        raise Refused(refusal)
    looked = documents.look_through(scan) if scan else True
    with transaction.atomic():
        report = locked(report)
        if report.body_id != by.body_id:
            raise Refused(Refusal("reports", "not_yours"))
        report.paper_number, report.paper_date = number.strip()[:80], day
        if scan:
            report.scan = documents.keep_scan(scan, sample=report.form.sample, by=by, at=at)
        report.save(update_fields=["paper_number", "paper_date", "scan"])
        told = {"number": report.paper_number, "day": day and day.isoformat(), "scan": report.scan_id}
        record("report.paper_added", report, by=by, at=at, looked_through=looked, **told)
        report.looked_through = looked
        return report
