from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from phoihop.core.actor import Matter
from phoihop.core.periods import Kind, Period
from phoihop.home import queries
from phoihop.reports import forms as reports
from phoihop.reports.queries import Board
from phoihop.reports.wording import period_name


def index(request: HttpRequest) -> HttpResponse:
    """Trang của tôi: what waits for me, until when, how do we stand."""
    now = timezone.localtime()
    found = queries.landing(request.actor, now=now)
    context = {"landing": found, "today": now.date(), "now": now, "figures": request.actor.reads(Matter.FIGURES)}
    if found.board:
        context |= _board(found.board)
    window = found.board.window if found.board else None
    period = window.period.value if window else Period.on(now.date(), Kind.YEAR)
    open_year = not found.board or len(found.board.accepted) < len(found.board.places)
    context["trends"] = queries.trends(
        window.form if window else None, period, request.actor, on=now.date(), unfinished=open_year
    )
    return render(request, "home/index.html", context | {"open_year": open_year})


def _board(board: Board) -> dict[str, Any]:
    """How the running collection stands: the four measures and a tile for each body below."""
    return {
        "measures": reports.measures(board, "submitted"),
        "groups": reports.tiles(board, "submitted"),
        "period": period_name(board.window.period.value).lower(),
    }


def search(request: HttpRequest) -> HttpResponse:
    """One search over programmes, indicators, documents, units and bodies."""
    q = request.GET.get("q", "").strip()[:80]
    groups = queries.search(q, actor=request.actor, on=timezone.localdate())
    return render(request, "home/search.html", {"q": q, "groups": groups})


def help_page(request: HttpRequest) -> HttpResponse:
    """How to do the usual things, on one page."""
    return render(request, "home/help.html")
