"""The level above: opening, accepting, returning, closing what came in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from phoihop.audit.actions import record
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.words import refusal_to_keep_reason
from phoihop.figures import actions as figures
from phoihop.figures.rules.values import Standing
from phoihop.organisations.models import Body
from phoihop.reports import queries, rules
from phoihop.reports.actions.sending import locked, provenance, withdraw
from phoihop.reports.models import Cell, Closing, Comment, Receipt, Report, Row, Window
from phoihop.reports.queries.sheets import rows_of, sent_entries, value_of
from phoihop.reports.rules import Content, Entry, State

__all__ = [
    "accept_many",
    "accept_report",
    "close_collection",
    "comment",
    "let_in_late",
    "open_for_review",
    "return_report",
    "reverse_acceptance",
    "reverse_many",
]

#: How long the same words said again are a button pressed twice.
SAME_WORDS = timedelta(minutes=2)


@transaction.atomic
def open_for_review(report: Report, *, by: Actor, at: datetime) -> Report:
    """Note that the level above looked into a sent report (mở xem); from now on it cannot be recalled."""
    report = locked(report)
    superior = queries.reviews(by, report, on=at.date())
    if refusal := rules.refusal_to_accept(state=report.stands, superior=superior, current=True, actor=by):
        raise Refused(refusal)
    if report.opened_at is None:
        report.opened_at = at
        report.save(update_fields=["opened_at"])
        record("report.opened_for_review", report, by=by, at=at)
    return report


@transaction.atomic
def accept_report(
    report: Report, *, by: Actor, at: datetime, doubts: Mapping[int, str] | None = None, seen: int | None = None
) -> Report:
    """Take a report in (nhận báo cáo): its figures count, and the totals are right when this returns.

    ``doubts`` names cells (row id → words) that are taken in although doubtful; they stay visible as such. ``seen``
    is the receipt of what the reviewer looked at: refused (``sent_again``) where another was sent since.
    """
    report = locked(report)
    superior = queries.reviews(by, report, on=at.date())
    receipt = Receipt.objects.filter(report=report).last()
    current = receipt is not None and seen in (None, receipt.pk)
    refusal = rules.refusal_to_accept(state=report.stands, superior=superior, current=current, actor=by)
    if refusal or receipt is None:
        raise Refused(refusal or Refusal("reports", "not_waiting"))
    report.state, report.accepted_at = State.ACCEPTED, at
    report.opened_at = report.opened_at or at
    report.save(update_fields=["state", "accepted_at", "opened_at"])
    receipt.accepted_at = at
    receipt.save(update_fields=["accepted_at"])
    _say(report, doubts or {}, kind=Comment.Kind.DOUBT, by=by, at=at)
    _accept(report, by=by, at=at)
    record("report.accepted", report, by=by, at=at, receipt=receipt.number, doubts=sorted(doubts or {}))
    return report


def _accept(report: Report, *, by: Actor, at: datetime) -> None:
    """A supplement that changed no figure has nothing waiting."""
    try:
        figures.accept(report.origin, by=by, at=at)
    except Refused as refused:
        if refused.refusal.code != "nothing_pending":
            raise


@transaction.atomic
def accept_many(receipts: Sequence[Receipt], *, by: Actor, at: datetime) -> list[Report]:
    """Take several reports in, each as its receipt says (nhận hàng loạt): all or, where one is refused, none."""
    ordered = sorted(receipts, key=lambda receipt: receipt.report_id)
    return [accept_report(receipt.report, by=by, at=at, seen=receipt.pk) for receipt in ordered]


@transaction.atomic
def reverse_acceptance(report: Report, *, of: int, by: Actor, at: datetime, reason: str = "") -> Report:
    """Undo an acceptance (hoàn lại): the report waits again, and what was accepted before it stands again.

    ``of`` is the supplement that was accepted. The log keeps both acts.
    """
    report = locked(report)
    superior = queries.reviews(by, report, on=at.date())
    refusal = rules.refusal_to_reverse(
        state=report.stands, superior=superior, supplement=report.supplement, of=of, actor=by
    )
    if refusal := refusal or refusal_to_keep_reason(reason):
        raise Refused(refusal)
    latest = Receipt.objects.filter(report=report).latest()
    latest.accepted_at = None
    latest.save(update_fields=["accepted_at"])
    earlier = Receipt.objects.filter(report=report, accepted_at__isnull=False).last()
    report.state, report.accepted_at = State.SUBMITTED, earlier.accepted_at if earlier else None
    report.save(update_fields=["state", "accepted_at"])
    rows, source = rows_of(report), provenance(report, latest.number, by=by, at=at)
    blank = [value_of(report, row, Entry(Content.BLANK)) for row in rows if str(row.pk) in latest.values]
    figures.put(blank, standing=Standing.SUBMITTED, source=source, by=by, at=at, reason="reversed")
    for said, standing in ((earlier, Standing.ACCEPTED), (latest, Standing.SUBMITTED)):
        entries = sent_entries(said)
        values = [value_of(report, row, entries[row.pk]) for row in rows if row.pk in entries]
        if values:
            figures.put(values, standing=standing, source=source, by=by, at=at, reason="reversed")
    record("report.acceptance_reversed", report, by=by, at=at, receipt=latest.number, reason=reason)
    return report


@transaction.atomic
def reverse_many(receipts: Sequence[Receipt], *, by: Actor, at: datetime, reason: str = "") -> list[Report]:
    """Undo several acceptances at once, each of what its receipt says (hoàn lại hàng loạt): all of them or none."""
    ordered = sorted(receipts, key=lambda receipt: receipt.report_id)
    return [reverse_acceptance(one.report, of=one.supplement, by=by, at=at, reason=reason) for one in ordered]


@transaction.atomic
def return_report(report: Report, *, reasons: Mapping[int, str], note: str = "", by: Actor, at: datetime) -> Report:
    """Send a report back with a reason on each cell to mend (trả lại); its figures are withdrawn.

    Only the named cells open again. ``note`` is a word on the whole report.
    """
    report = locked(report)
    superior = queries.reviews(by, report, on=at.date())
    refusal = rules.refusal_to_return(state=report.stands, superior=superior, reasons=list(reasons.values()), actor=by)
    if refusal:
        raise Refused(refusal)
    if unfit := refusal_to_keep_reason(note):
        raise Refused(unfit)
    report.state, report.opened_at = State.RETURNED, report.opened_at or at
    report.save(update_fields=["state", "opened_at"])
    _flag(report, reasons, by=by, at=at)
    _say(report, reasons, kind=Comment.Kind.RETURN, by=by, at=at)
    if note.strip():
        Comment.objects.create(
            report=report,
            kind=Comment.Kind.RETURN,
            text=note.strip()[:1000],
            by_name=by.name,
            by_body_id=by.body_id,
            at=at,
        )
    withdraw(report, reason="returned", by=by, at=at)
    record("report.returned", report, by=by, at=at, rows=sorted(reasons), note=note.strip()[:200])
    return report


def _flag(report: Report, rows: Collection[int], *, by: Actor, at: datetime) -> None:
    known = set(Row.objects.filter(form=report.form_id, pk__in=rows).values_list("pk", flat=True))
    if known != set(rows):
        raise Refused(Refusal("reports", "no_such_row"))
    Cell.objects.filter(report=report, row__in=rows).update(flagged=True)


def _say(report: Report, words: Mapping[int, str], *, kind: str, by: Actor, at: datetime) -> None:
    if refusal := refusal_to_keep_reason(*words.values()):
        raise Refused(refusal)
    Comment.objects.bulk_create(
        Comment(
            report=report,
            row_id=row,
            kind=kind,
            text=text.strip()[:1000],
            by_name=by.name,
            by_body_id=by.body_id,
            at=at,
        )
        for row, text in words.items()
    )


@transaction.atomic
def comment(report: Report, *, row_id: int | None, text: str, by: Actor, at: datetime) -> Comment:
    """Say something about a cell or the report (trao đổi); both levels read it.

    The same words of the same person about the same cell, within ``SAME_WORDS``, are one saying that was sent twice.
    """
    if not text.strip():
        raise Refused(Refusal("reports", "say_something"))
    if refusal := refusal_to_keep_reason(text):
        raise Refused(refusal)
    if row_id is not None and not Row.objects.filter(form=report.form_id, pk=row_id).exists():
        raise Refused(Refusal("reports", "no_such_row"))
    told = {
        "report": locked(report),
        "row_id": row_id,
        "kind": Comment.Kind.TALK,
        "text": text.strip()[:1000],
        "by_name": by.name,
        "by_body_id": by.body_id,
    }
    if known := Comment.objects.filter(**told, at__gt=at - SAME_WORDS).order_by("pk").last():
        return known
    said = Comment.objects.create(**told, at=at)
    record("report.commented", report, by=by, at=at, row=row_id)
    return said


@transaction.atomic
def let_in_late(window: Window, body: Body, *, until: date, by: Actor, at: datetime) -> Report:
    """Let a body below send after the window has closed (cho gửi muộn), up to and including a day."""
    superior = queries.subordinates(by, on=at.date()).filter(pk=body.pk).exists()
    if refusal := rules.refusal_to_review(superior=superior, actor=by):
        raise Refused(refusal)
    if until < at.date():
        raise Refused(Refusal("reports", "late_day_has_passed"))
    report, _ = Report.objects.get_or_create(form=window.form, body=body, period=window.period)
    report.late_until = until
    report.save(update_fields=["late_until"])
    record("report.let_in_late", report, by=by, at=at, until=until.isoformat())
    return report


@transaction.atomic
def close_collection(
    window: Window,
    *,
    missing: Collection[int],
    doubtful: Collection[int] = (),
    note: str = "",
    by: Actor,
    at: datetime,
) -> Closing:
    """Close what came in for a form and period (chốt đợt nhận), naming the gaps.

    ``missing`` must be exactly the bodies below whose report is not accepted: a gap is named or it is no gap.
    ``doubtful`` are bodies whose accepted report stays in doubt. The first closing is number 0; later ones are
    numbered supplements for those that came late. Raises ``Refused`` ``name_the_gaps``, ``nothing_new``.
    """
    Window.objects.select_for_update().get(pk=window.pk)
    if refusal := rules.refusal_to_review(superior=True, actor=by) or refusal_to_keep_reason(note):
        raise Refused(refusal)
    under = set(queries.subordinates(by, on=at.date()).filter(level=window.level).values_list("pk", flat=True))
    accepted = {
        report.body_id: report
        for report in Report.objects.filter(
            form=window.form_id, period=window.period_id, body__in=under, accepted_at__isnull=False
        )
    }
    absent = under - set(accepted)
    if absent != set(missing):
        raise Refused(Refusal("reports", "name_the_gaps", count=len(absent)))
    before = Closing.objects.filter(form=window.form_id, period=window.period_id, body=by.body_id)
    covered = set(Report.objects.filter(closings__in=before).values_list("pk", flat=True))
    fresh = [report for report in accepted.values() if report.pk not in covered]
    number = before.count()
    if number and not fresh:
        raise Refused(Refusal("reports", "nothing_new"))
    closing = Closing.objects.create(
        form=window.form,
        period=window.period,
        body_id=by.body_id,
        number=number,
        missing=sorted(absent),
        doubtful=sorted(set(doubtful) & under),
        note=note.strip()[:1000],
        by_name=by.name,
        at=at,
    )
    closing.included.set(fresh)
    record("collection.closed", closing, by=by, at=at, number=number, missing=len(absent), included=len(fresh))
    return closing
