"""Checking, proposing, sending, receipts, papers to print."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.core.actor import Role
from phoihop.core.refusal import Refused
from phoihop.documents.actions import Scan
from phoihop.reports import actions, forms, queries, rules
from phoihop.reports.models import Report, Window
from phoihop.reports.rules import DRAFTS, State
from phoihop.reports.views.entry import heads, key_in, one, own, standing
from phoihop.reports.wording import column_name, period_name
from phoihop.web.answers import part_or_page, sentence

__all__ = [
    "amend",
    "blank",
    "check",
    "discard",
    "paper",
    "print_out",
    "propose",
    "recall",
    "receipt",
    "submit",
    "take_back",
]


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, report_id: int) -> HttpResponse:
    """Check and send (kiểm tra và gửi); the POST says up to which day the figures count."""
    report, now = own(request, report_id), timezone.localtime()
    form = forms.CheckForm(request.POST or None, initial={"counted_until": report.counted_until or now.date()})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["counted_until"]
        actions.state_counted_until(report, day=day, by=request.actor, at=now)
        return redirect("reports:check", report.pk)
    if report.stands not in DRAFTS | {State.PROPOSED}:
        return redirect(report)
    return render(request, "reports/check.html", heads(report) | checking(request, report) | {"form": form})


def checking(request: HttpRequest, report: Report) -> dict[str, Any]:
    """What the check page shows: findings apart, changed cells first, and whether the button may be pressed."""
    sheet, actor, today = queries.sheet(report), request.actor, timezone.localdate()
    # The day that stands on the page goes with the sending.
    facts = queries.facts_for_submitting(report, sheet)
    facts["counted_until"] = report.counted_until or today
    to_submit = rules.refusal_to_submit(**facts, actor=actor, today=today)
    to_propose = rules.refusal_to_propose(**facts, actor=actor, today=today)
    sending = actor.may(Role.APPROVAL, Role.LEADER) and (
        report.stands is State.PROPOSED or actor.may(Role.ENTRY, Role.COMPILER)
    )
    refusal = to_submit if sending else to_propose
    cells = [cell for section in forms.sections(sheet) for cell in section["cells"]]
    blank = {one.key for one in sheet.findings if one.refusal.code == "blank"}
    entered = [cell for cell in cells if int(cell.code) not in blank]
    numbers = {one.row.pk: one.row.number for one in sheet}
    told = [{"row": one.key, "number": numbers[one.key], "text": sentence(one.refusal)} for one in sheet.findings]
    pairs = list(zip(told, sheet.findings, strict=True))
    blocking = {one.key for one in sheet.findings if one.blocking and one.refusal.code != "blank"}
    return {
        "sheet": sheet,
        "blanks": [said for said, one in pairs if one.refusal.code == "blank"],
        "blocking": [said for said, one in pairs if one.blocking and one.refusal.code != "blank"],
        "advisory": [said for said, one in pairs if not one.blocking],
        "changed": [cell for cell in entered if cell.change not in ("", _("bằng")) or int(cell.code) in blocking],
        "same": [cell for cell in entered if cell.change in ("", _("bằng")) and int(cell.code) not in blocking],
        "empty": [cell for cell in cells if int(cell.code) in blank],
        "sending": sending,
        "refused": sentence(refusal) if refusal else "",
        "unfinished": today < report.covers.range.end,
        "key": uuid4(),
    }


@require_POST
def propose(request: HttpRequest, report_id: int) -> HttpResponse:
    """Lay the report before the approver (trình duyệt)."""
    report = _with_the_day(request, own(request, report_id))
    report = actions.propose_report(report, by=request.actor, at=timezone.localtime())
    messages.success(request, _("Đã trình. Người duyệt của cơ quan xem rồi gửi lên cấp trên."))
    return redirect(report)


@require_POST
def take_back(request: HttpRequest, report_id: int) -> HttpResponse:
    """Put a proposed report back on the desk (rút về để sửa)."""
    return redirect(actions.take_back(own(request, report_id), by=request.actor, at=timezone.localtime()))


@require_POST
def submit(request: HttpRequest, report_id: int) -> HttpResponse:
    """Answer the button "Gửi"; ``web.middleware`` shows a refusal."""
    report = _with_the_day(request, own(request, report_id))
    given = actions.submit_report(report, key=key_in(request), by=request.actor, at=timezone.localtime())
    context = receipt_context(request, report, given.pk)
    page = f"{report.get_absolute_url()}bien-nhan/{given.pk}/"
    return part_or_page(request, "reports/_receipt.html", context, page=page)


def _with_the_day(request: HttpRequest, report: Report) -> Report:
    """The report counted up to the day that stands on the page of sending, where it differs from the one kept."""
    form = forms.CheckForm(request.POST)
    day = form.cleaned_data["counted_until"] if form.is_valid() else None
    if day is None or day == report.counted_until:
        return report
    return actions.state_counted_until(report, day=day, by=request.actor, at=timezone.localtime())


def receipt_context(request: HttpRequest, report: Report, receipt_id: int) -> dict[str, Any]:
    """A receipt with its QR: the address of this page and the head of the log, to compare later."""
    given = get_object_or_404(report.receipts, pk=receipt_id)
    address = request.build_absolute_uri(f"{report.get_absolute_url()}bien-nhan/{given.pk}/")
    code = segno.make(f"{address}#{given.head[:16]}", error="m")
    drawn = code.svg_inline(scale=4, border=2, svgclass=None, lineclass=None, omitsize=False)
    form = forms.PaperForm(initial={"number": report.paper_number, "day": report.paper_date})
    ended = None if queries.in_force(given, report) else queries.ended(given)
    return heads(report) | {"receipt": given, "ended": ended, "qr": mark_safe(drawn), "paper": form}  # noqa: S308


@require_GET
def receipt(request: HttpRequest, report_id: int, receipt_id: int) -> HttpResponse:
    """A receipt (biên nhận): number, time, head of the log, what happens next."""
    report = one(request, report_id)
    context = receipt_context(request, report, receipt_id)
    return render(request, "reports/receipt.html", context | {"mine": report.body_id == request.actor.body_id})


@require_POST
def recall(request: HttpRequest, report_id: int) -> HttpResponse:
    """Call a sent report back (rút báo cáo)."""
    report = actions.recall_report(own(request, report_id), by=request.actor, at=timezone.localtime())
    messages.success(request, _("Đã rút báo cáo về. Sửa xong, mời gửi lại."))
    return redirect(report)


@require_POST
def amend(request: HttpRequest, report_id: int) -> HttpResponse:
    """Open an accepted report for a supplement (bổ sung)."""
    report, form = own(request, report_id), forms.AmendForm(request.POST)
    reason = request.POST.get("reason", "")
    try:
        return redirect(actions.amend_report(report, reason=reason, by=request.actor, at=timezone.localtime()))
    except Refused as refused:
        if refused.refusal.part != "documents" and refused.refusal.code != "say_why_amended":
            raise  # not about the words of the reason
        if form.is_valid():
            form.add_error("reason", sentence(refused.refusal))
    return render(request, "reports/report.html", standing(request, report) | {"amend": form}, status=409)


@require_POST
def discard(request: HttpRequest, report_id: int) -> HttpResponse:
    """Give a supplement up (bỏ bổ sung)."""
    return redirect(actions.discard_amendment(own(request, report_id), by=request.actor, at=timezone.localtime()))


@require_POST
def paper(request: HttpRequest, report_id: int) -> HttpResponse:
    """Note number, date and scan of the signed paper (số, ngày, bản chụp văn bản đã ký)."""
    report, form = own(request, report_id), forms.PaperForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            noted = actions.add_paper(report, **_paper(form), by=request.actor, at=timezone.localtime())
        except Refused as refused:
            form.add_error("scan", sentence(refused.refusal))
        else:
            messages.success(request, _("Đã ghi văn bản đã ký. Cấp trên thấy ở danh sách duyệt."))
            if not noted.looked_through:
                messages.warning(
                    request,
                    _("Máy chủ chưa đọc được chữ trên bản chụp nên chưa rà được dấu mật. Mời tự kiểm tra lại."),
                )
            return redirect(report)
    given = report.receipts.last()
    context = receipt_context(request, report, given.pk if given else 0)
    return render(request, "reports/receipt.html", context | {"paper": form, "mine": True}, status=422)


def _paper(form: forms.PaperForm) -> dict[str, Any]:
    given = form.cleaned_data
    scan = Scan(given["scan"].name, given["scan"].read()) if given["scan"] else None
    return {"number": given["number"], "day": given["day"], "scan": scan}


@require_GET
def print_out(request: HttpRequest, report_id: int) -> HttpResponse:
    """The report on A4 (in biểu), with the number and head of its last receipt in the foot."""
    report = one(request, report_id)
    receipts = queries.receipts(report)
    context = heads(report) | {
        "sections": forms.sections(queries.sheet(report)),
        "latest": receipts[-1] if receipts else None,
        "now": timezone.localtime(),
    }
    return render(request, "reports/print.html", context)


@require_GET
def blank(request: HttpRequest, window_id: int) -> HttpResponse:
    """The empty form for pen and paper (biểu trống)."""
    window = get_object_or_404(Window.objects.select_related("form", "period"), pk=window_id)
    if not queries.owes(request.actor, window, on=timezone.localdate()):
        window = get_object_or_404(Window.objects.none(), pk=window_id)
    today = timezone.localdate()
    value = window.period.value
    report = Report(form=window.form, body_id=request.actor.body_id, period=window.period)
    context = {
        "report": report,
        "sections": forms.blank_sections(queries.rows_of(report)),
        "body_name": queries.names([request.actor.body_id], on=today).get(request.actor.body_id, ""),
        "period_label": period_name(value),
        "now_head": column_name(value),
        "range": value.range,
        "now": timezone.localtime(),
        "blank": True,
    }
    return render(request, "reports/print.html", context)
