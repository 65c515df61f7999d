"""The level above: queue, one review, who is missing, closing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from phoihop.core.actor import Actor
from phoihop.core.refusal import Refused
from phoihop.organisations.models import Body
from phoihop.reports import actions, forms, queries, rules
from phoihop.reports.models import Receipt, Report, Window
from phoihop.reports.rules import State
from phoihop.reports.views.entry import one, standing
from phoihop.reports.wording import period_name
from phoihop.web.answers import sentence
from phoihop.web.params import whole
from phoihop.web.print import day as printed_day

#: Says whose papers are in hand for a window; ``config`` hands it in, since papers are taken in above reports.
TellsInHand = Callable[[Window, Sequence[int], Actor, date], Mapping[int, queries.InHand]]

__all__ = ["accept", "accept_some", "board", "close", "late", "look", "queue", "review", "send_back", "undo"]

MEASURES = ("submitted", "filled", "plausible", "evidenced")


def _window(request: HttpRequest, window_id: int | None) -> Window:
    """The collection asked for, or the newest that comes in to the acting body; otherwise 404."""
    found = queries.collections(request.actor, on=timezone.localdate())
    window = found.filter(pk=window_id).first() if window_id else found.first()
    if window is None:
        raise Http404
    window.name = period_name(window.period.value)
    return window


def _choices(request: HttpRequest) -> list[Window]:
    windows = list(queries.collections(request.actor, on=timezone.localdate())[:24])
    for window in windows:
        window.name = period_name(window.period.value)
    return windows


@require_GET
def queue(request: HttpRequest, window_id: int | None = None) -> HttpResponse:
    """What waits for review (duyệt báo cáo): ready, doubtful, and from whom nothing is in yet."""
    window = _window(request, window_id)
    found = queries.board(window, request.actor, on=timezone.localdate())
    context = {"window": window, "board": found, "windows": _choices(request), "sample_data": window.form.sample}
    done = [number for part in request.GET.get("vua-nhan", "").split(",") if (number := whole(part)) is not None]
    context |= {"done": done, "takes_in": _takes_in(request)}
    return render(request, "reports/queue.html", context)


def _takes_in(request: HttpRequest) -> bool:
    """Whether the actor's roles take reports in; others read the same pages without the buttons."""
    return rules.refusal_to_review(superior=True, actor=request.actor) is None


@require_POST
def look(request: HttpRequest, report_id: int) -> HttpResponse:
    """Open a waiting report for review (mở xem): from now on it cannot be recalled."""
    report = actions.open_for_review(one(request, report_id), by=request.actor, at=timezone.localtime())
    return redirect("reports:review", report.pk)


@require_GET
def review(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report's review (duyệt một báo cáo): what was sent, beside what was before and was sent earlier."""
    context = _reviewing(request, one(request, report_id))
    if not context["reviews"]:
        raise Http404
    return render(request, "reports/review.html", context)


def _reviewing(request: HttpRequest, report: Report) -> dict[str, Any]:
    context = standing(request, report)
    window = context["window"]
    nearby = queries.waiting_for(request.actor, on=timezone.localdate()).exclude(pk=report.pk)
    following = nearby.filter(form=report.form_id, period=report.period_id).order_by("submitted_at").first()
    earlier = context["receipts"][-2] if len(context["receipts"]) > 1 else None
    if earlier or report.stands is State.RETURNED:
        asked = queries.requests(report, since=earlier.at if earlier else None)
        context["sections"] = forms.sections(queries.sheet(report), reasons=asked)
    context |= {
        "earlier": forms.earlier_values(earlier, context["sections"]),
        "doubts": context["latest"].doubts if context["latest"] else [],
        "following": following,
        "queue_href": reverse("reports:queue_of", args=[window.pk]) if window else reverse("reports:queue"),
        "waits": report.stands is State.SUBMITTED and _takes_in(request),
    }
    return context


def _again(request: HttpRequest, report: Report, said: dict[int, str], refused: Refused) -> HttpResponse:
    """The review with what was typed beside why it was refused, while there is something to decide; else the 409."""
    report.refresh_from_db()
    context = _reviewing(request, report)
    if not (context["reviews"] and context["waits"]):
        raise refused
    sections = forms.said_again(context["sections"], said)
    unfit = [cell for section in sections for cell in section["cells"] if cell.unfit]
    context |= {"sections": sections, "unfit": unfit, "refused": sentence(refused.refusal)}
    return render(request, "reports/review.html", context | {"note": request.POST.get("note", "")}, status=409)


def _after(request: HttpRequest, report: Report) -> HttpResponse:
    """On to the next waiting report of the same collection, or back to the queue."""
    window = queries.window_of(report)
    return redirect("reports:queue_of", window.pk) if window else redirect("reports:queue")


@require_POST
def accept(request: HttpRequest, report_id: int) -> HttpResponse:
    """Take the report in (nhận); words written on cells are kept there as doubts."""
    report = one(request, report_id)
    rows = [row.pk for row in queries.rows_of(report)]
    doubts = forms.reasons_in(request.POST, rows)
    seen = whole(request.POST.get("bien-nhan", "")) or 0
    try:
        actions.accept_report(report, by=request.actor, at=timezone.localtime(), doubts=doubts, seen=seen)
    except Refused as refused:
        return _again(request, report, doubts, refused)
    return redirect(f"{_after(request, report).url}?vua-nhan={seen}")


@require_POST
def send_back(request: HttpRequest, report_id: int) -> HttpResponse:
    """Return the report with the words written on its cells (trả lại)."""
    report = one(request, report_id)
    reasons = forms.reasons_in(request.POST, [row.pk for row in queries.rows_of(report)])
    note = request.POST.get("note", "")
    try:
        actions.return_report(report, reasons=reasons, note=note, by=request.actor, at=timezone.localtime())
    except Refused as refused:
        return _again(request, report, reasons, refused)
    messages.success(request, _("Đã trả lại {count} ô. Đơn vị chỉ sửa các ô đó.").format(count=len(reasons)))
    return _after(request, report)


def _chosen(request: HttpRequest) -> Sequence[Receipt]:
    """The receipts ticked: which reports, and as they were sent when the page was made."""
    ids = [number for part in request.POST.getlist("bien-nhan") if (number := whole(part)) is not None]
    visible = queries.visible_to(request.actor, on=timezone.localdate())
    found = list(Receipt.objects.filter(pk__in=ids, report__in=visible).select_related("report"))
    if len(found) != len(set(ids)):
        raise Http404
    return found


@require_POST
def accept_some(request: HttpRequest, window_id: int) -> HttpResponse:
    """Take several reports in at once (nhận các báo cáo đã chọn), with an undo beside the answer."""
    window, receipts = _window(request, window_id), _chosen(request)
    if not receipts:
        messages.error(request, _("Chưa chọn báo cáo nào. Mời đánh dấu báo cáo cần nhận rồi bấm lại."))
        return redirect("reports:queue_of", window.pk)
    actions.accept_many(receipts, by=request.actor, at=timezone.localtime())
    listed = ",".join(str(receipt.pk) for receipt in receipts)
    return redirect(f"{reverse('reports:queue_of', args=[window.pk])}?vua-nhan={listed}")


@require_POST
def undo(request: HttpRequest, window_id: int) -> HttpResponse:
    """Undo acceptances just made (hoàn lại); the reports wait again."""
    window, receipts, now = _window(request, window_id), _chosen(request), timezone.localtime()
    actions.reverse_many(receipts, by=request.actor, at=now)
    messages.success(
        request, _("Đã hoàn tác việc nhận {count} báo cáo; các báo cáo này lại chờ nhận.").format(count=len(receipts))
    )
    return redirect("reports:queue_of", window.pk)


@require_GET
def board(request: HttpRequest, window_id: int | None = None, in_hand: TellsInHand | None = None) -> HttpResponse:
    """Who is missing (ai còn thiếu), by completeness of content, with whom to call; ``in_hand`` knows of papers."""
    window = _window(request, window_id)
    found = _told_of_papers(queries.board(window, request.actor, on=timezone.localdate()), request, in_hand)
    return render(request, "reports/board.html", board_context(request, window, found))


def board_context(request: HttpRequest, window: Window, found: queries.Board, **more: Any) -> dict[str, Any]:
    """The board's four measures, its tiles by old province, the call list, and the form that closes it."""
    measure = request.GET.get("do", "")
    measure = measure if measure in MEASURES else "submitted"
    waiting = [(place.body_id, place.name) for place in found.places if place not in found.accepted]
    accepted = [(place.body_id, place.name) for place in found.accepted]
    return {
        "window": window,
        "windows": _choices(request),
        "board": found,
        "measure": measure,
        "measures": forms.measures(found, measure),
        "groups": forms.tiles(found, measure),
        "reminders": forms.reminders(found),
        "closings": queries.closings(window, request.actor),
        "form": forms.CloseForm(waiting=waiting, accepted=accepted),
        "takes_in": _takes_in(request),
        "late_from": timezone.localdate() >= window.closed,
        "today": timezone.localdate(),
        "sample_data": window.form.sample,
    } | more


def _told_of_papers(found: queries.Board, request: HttpRequest, in_hand: TellsInHand | None) -> queries.Board:
    """The board with those told apart whose papers lie somewhere unread; one question, whatever their number."""
    if in_hand is None:
        return found
    bodies = [place.body_id for place in found.places]
    return found.knowing(in_hand(found.window, bodies, request.actor, timezone.localdate()))


@require_POST
def close(request: HttpRequest, window_id: int, in_hand: TellsInHand | None = None) -> HttpResponse:
    """Close what came in, naming the gaps (chốt đợt nhận)."""
    window, now = _window(request, window_id), timezone.localtime()
    found = queries.board(window, request.actor, on=now.date())
    waiting = [(place.body_id, place.name) for place in found.places if place not in found.accepted]
    accepted = [(place.body_id, place.name) for place in found.accepted]
    form = forms.CloseForm(request.POST, waiting=waiting, accepted=accepted)
    if not form.is_valid():
        context = board_context(request, window, _told_of_papers(found, request, in_hand), form=form)
        return render(request, "reports/board.html", context, status=422)
    given = {"missing": [], **form.cleaned_data}
    closing = actions.close_collection(window, **given, by=request.actor, at=now)
    told = _("Đã chốt. Tên các đơn vị chưa nộp được ghi kèm.") if closing.number == 0 else _("Đã chốt bổ sung.")
    messages.success(request, told)
    return redirect("reports:board_of", window.pk)


@require_POST
def late(request: HttpRequest, window_id: int) -> HttpResponse:
    """Let one body send after the window has closed (cho gửi muộn)."""
    window, form = _window(request, window_id), forms.LateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Mời chọn ngày cho gửi muộn."))
        return redirect("reports:board_of", window.pk)
    body = get_object_or_404(Body, pk=form.cleaned_data["body"])
    until = form.cleaned_data["until"]
    actions.let_in_late(window, body, until=until, by=request.actor, at=timezone.localtime())
    messages.success(request, _("Đã cho gửi đến hết ngày {day}.").format(day=printed_day(until)))
    return redirect("reports:board_of", window.pk)
