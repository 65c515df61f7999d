"""My reports, the entry grid, its cells."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.core.refusal import Refusal, Refused
from phoihop.reports import actions, forms, queries, rules
from phoihop.reports.models import Report, Window
from phoihop.reports.queries.sheets import compared_with
from phoihop.reports.rules import DRAFTS, State
from phoihop.reports.wording import column_name, period_name
from phoihop.web.answers import part_or_page, sentence
from phoihop.web.params import whole

#: How many of its last saves of one cell a page names (as grid.js keeps).
TRIED = 8

__all__ = ["cell", "edit", "index", "one", "own", "save", "start", "talk", "write"]


def one(request: HttpRequest, report_id: int) -> Report:
    """The report, where it exists for this actor; otherwise 404."""
    return get_object_or_404(queries.visible_to(request.actor, on=timezone.localdate()), pk=report_id)


def own(request: HttpRequest, report_id: int) -> Report:
    """The report, where it is of the acting body."""
    visible = queries.visible_to(request.actor, on=timezone.localdate()).filter(body=request.actor.body_id)
    return get_object_or_404(visible, pk=report_id)


def key_in(request: HttpRequest, name: str = "key") -> UUID:
    """The key that names this sending or saving, made by the page."""
    return _key(request.POST.get(name, ""), name)


def _key(text: str, name: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadRequest(name) from None


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """My reports (báo cáo của tôi), and what comes in from below."""
    today = timezone.localdate()
    tasks = queries.index(request.actor, on=today)
    collections = list(queries.collections(request.actor, on=today)[:6])
    for item in [*tasks, *collections]:
        window = item.window if isinstance(item, queries.Task) else item
        window.name = period_name(window.period.value)
    context = {"tasks": tasks, "collections": collections, "today": today, "now": timezone.localtime()}
    return render(request, "reports/index.html", context)


@require_POST
def start(request: HttpRequest, window_id: int) -> HttpResponse:
    """Begin a report and open its grid (mở báo cáo)."""
    window = get_object_or_404(Window.objects.select_related("form", "period"), pk=window_id)
    return redirect(actions.open_report(window, by=request.actor, at=timezone.localtime()))


@require_GET
def edit(request: HttpRequest, report_id: int) -> HttpResponse:
    """The entry grid of one's own draft; for everything else the report as it stands."""
    report = one(request, report_id)
    if report.body_id == request.actor.body_id and report.stands in DRAFTS:
        return render(request, "reports/edit.html", grid(request, report, queries.sheet(report)))
    return render(request, "reports/report.html", standing(request, report))


def heads(report: Report) -> dict[str, Any]:
    """What every page of one report names: body, period, columns, window, the level above."""
    today = timezone.localdate()
    names = queries.names([report.body_id], on=today)
    return {
        "report": report,
        "body_name": names.get(report.body_id, ""),
        "period_label": period_name(report.covers),
        "now_head": column_name(report.covers),
        "previous_head": column_name(compared_with(report.covers)),
        "window": queries.window_of(report),
        "range": report.covers.range,
        "steps": forms.steps(report),
        "superior": queries.superior_name(report.body, on=today),
        "today": today,
        "sample_data": report.form.sample,
    }


def grid(request: HttpRequest, report: Report, sheet: queries.Sheet, **more: Any) -> dict[str, Any]:
    """The context of the entry grid."""
    reasons = queries.requests(report)
    return heads(report) | {
        "grid_key": grid_key(request, report),
        "sections": forms.sections(sheet, reasons=reasons, **more),
        "sheet": sheet,
        "notes": [said for said in queries.comments(report) if said.kind == "return" and said.row_id is None],
        "action": reverse("reports:write", args=[report.pk]),
        "save_href": reverse("reports:save", args=[report.pk]),
        "caption": report.form.name,
        "submit_label": _("Kiểm tra và gửi"),
    }


def grid_key(request: HttpRequest, report: Report) -> str:
    """What the browser keeps a report's typing under: one person's, on a computer that several share."""
    return f"{report.pk}:{request.actor.account_id}"


def standing(request: HttpRequest, report: Report) -> dict[str, Any]:
    """The context of a report that is not being typed."""
    receipts = queries.receipts(report)
    return heads(report) | {
        "grid_key": grid_key(request, report),
        "sections": forms.sections(queries.sheet(report)),
        "receipts": receipts,
        "latest": receipts[-1] if receipts else None,
        "comments": queries.comments(report).select_related("row"),
        "mine": report.body_id == request.actor.body_id,
        "reviews": queries.reviews(request.actor, report, on=timezone.localdate()),
        "paper": forms.PaperForm(initial={"number": report.paper_number, "day": report.paper_date}),
        "amend": forms.AmendForm(),
    }


@require_POST
def save(request: HttpRequest, report_id: int) -> HttpResponse:
    """Save one cell for the grid's script: what stands now, or both values, or the question."""
    report, data = own(request, report_id), request.POST
    row = data.get("cell", "")
    if whole(row) is None:
        raise BadRequest("cell")
    text = rules.NOT_APPLICABLE if data.get("na") else data.get("value", "")
    seen, note = data.get("seen", ""), data.get("reason")
    saving: dict[str, Any] = {
        "text": text,
        "seen": whole(seen) or 0,
        "note": note,
        "key": key_in(request),
        "tried": [_key(text, "tried") for text in data.getlist("tried")[:TRIED]],
    }
    requests = queries.requests(report) if report.stands is State.RETURNED else {}
    try:
        actions.save_cell(report, int(row), **saving, by=request.actor, at=timezone.localtime())
    except Refused as refused:
        return _asked(refused.refusal)
    return JsonResponse(forms.answer(queries.sheet(report), int(row), requests))


def _asked(refusal: Refusal) -> JsonResponse:
    if refusal.code == "changed_meanwhile":
        theirs = str(refusal.facts["theirs"]).replace(".", "")
        told = {"theirs": theirs, "version": refusal.facts["version"], "message": sentence(refusal)}
        return JsonResponse(told, status=409)
    return JsonResponse({"state": "err", "message": sentence(refusal)}, status=422)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, report_id: int) -> HttpResponse:
    """Save the whole form, as it comes without JavaScript, and go on to checking where asked (lưu biểu).

    Opened again by its address, after a sending that failed, it leads to the form.
    """
    if request.method == "GET":
        return redirect(one(request, report_id))
    report = own(request, report_id)
    typed = forms.typed_in(request.POST, queries.sheet(report))
    saved = actions.save_form(report, typed, by=request.actor, at=timezone.localtime())
    if saved.refused:
        context = grid(request, report, queries.sheet(report), refused=saved.refused, typed=typed)
        return render(request, "reports/edit.html", context, status=422)
    if "gui" in request.POST:
        return redirect("reports:check", report.pk)
    messages.success(request, _("Đã lưu {count} ô.").format(count=saved.cells))
    return redirect(report)


@require_GET
def cell(request: HttpRequest, report_id: int, row_id: int) -> HttpResponse:
    """Everything about one cell (chi tiết ô): how to count, talk, history."""
    report = one(request, report_id)
    sheet = queries.sheet(report)
    filled = next((found for found in sheet if found.row.pk == row_id), None)
    if filled is None:
        raise Http404
    context = {
        "report": report,
        "one": filled,
        "previous": rules.printed(filled.previous, filled.scale),
        "offer": queries.offer_for(filled),
        "sent": sheet.sent.get(row_id),
        "talk": queries.comments(report, row_id).select_related("by_body"),
        "history": queries.history(report, row_id),
        "editable": report.body_id == request.actor.body_id and report.stands in DRAFTS and not filled.locked,
        "form": forms.CommentForm(),
    }
    return part_or_page(request, "reports/_cell.html", context, page="reports/cell.html")


@require_POST
def talk(request: HttpRequest, report_id: int, row_id: int) -> HttpResponse:
    """Say something about a cell (trao đổi)."""
    report = one(request, report_id)
    text = request.POST.get("text", "")
    actions.comment(report, row_id=row_id, text=text, by=request.actor, at=timezone.localtime())
    return redirect("reports:cell", report.pk, row_id)
