from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from phoihop.home import queries
from phoihop.reports import forms as reports
from phoihop.reports.wording import period_name


def index(request: HttpRequest) -> HttpResponse:
    """Trang của tôi: what waits for me, until when, how do we stand."""
    now = timezone.localtime()
    found = queries.landing(request.actor, now=now)
    context = {"landing": found, "today": now.date(), "now": now}
    if found.board:
        window = found.board.window
        context |= {
            "trends": queries.trends(window.form, window.period.value, request.actor, on=now.date()),
            "measures": reports.measures(found.board, "submitted"),
            "groups": reports.tiles(found.board, "submitted"),
            "period": period_name(found.board.window.period.value).lower(),
        }
    return render(request, "home/index.html", context)


def search(request: HttpRequest) -> HttpResponse:
    """One search over programmes, indicators, documents, units and bodies."""
    q = request.GET.get("q", "").strip()[:80]
    groups = queries.search(q, actor=request.actor, on=timezone.localdate())
    return render(request, "home/search.html", {"q": q, "groups": groups})


def help_page(request: HttpRequest) -> HttpResponse:
    """How to do the usual things, on one page."""
    return render(request, "home/help.html")
