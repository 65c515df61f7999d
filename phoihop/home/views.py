from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phoihop.accounts import queries as accounts
from phoihop.accounts.models import User
from phoihop.core.actor import Matter, Role
from phoihop.core.periods import Kind, Period
from phoihop.core.refusal import Refused
from phoihop.home import forms, queries
from phoihop.programmes import actions as programmes
from phoihop.reports import forms as reports
from phoihop.reports.queries import Board
from phoihop.reports.wording import period_name
from phoihop.web.answers import sentence


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
    if not found.board and context["trends"]:
        context["received"] = queries.received(None, period, request.actor, on=now.date())
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


@require_http_methods(["GET", "POST"])
def officer_programmes(request: HttpRequest, user_id: int) -> HttpResponse:
    """Which programmes an officer follows (chương trình theo dõi), for the administrator of the account."""
    user, now = _looked_after(request, user_id), timezone.localtime()
    serving = queries.serving(user, request.actor, on=now.date())
    form = forms.FollowForm(request.POST or None, bodies=serving, on=now.date(), initial={"valid_from": now.date()})
    if request.method == "POST" and form.is_valid():
        try:
            made = programmes.assign(user, **form.cleaned_data, by=request.actor, at=now)
        except Refused as refused:
            form.add_error(None, sentence(refused.refusal))
        else:
            messages.success(request, _("Đã phân công theo dõi %(name)s.") % {"name": made.programme.short_name})
            return redirect("home:officer_programmes", user.pk)
    rows = queries.followed(user, request.actor, on=now.date())
    context = {"officer": user, "rows": rows, "serving": serving, "form": form, "today": now.date()}
    return render(request, "home/officer_programmes.html", context, status=422 if form.errors else 200)


@require_POST
def end_assignment(request: HttpRequest, user_id: int, assignment_id: int) -> HttpResponse:
    """End an assignment (thôi phân công theo dõi)."""
    user, now = _looked_after(request, user_id), timezone.localtime()
    assignment = get_object_or_404(queries.followed(user, request.actor, on=now.date()), pk=assignment_id)
    programmes.end_assignment(assignment, by=request.actor, at=now)
    messages.success(request, _("Đã thôi phân công theo dõi %(name)s.") % {"name": assignment.programme.short_name})
    return redirect("home:officer_programmes", user.pk)


def _looked_after(request: HttpRequest, user_id: int) -> User:
    """An account of the administrator's branch; for everybody else the page does not exist."""
    if not request.actor.may(Role.ADMIN):
        raise Http404
    return get_object_or_404(accounts.users_under(request.actor, on=timezone.localdate()), pk=user_id)


def help_page(request: HttpRequest) -> HttpResponse:
    """How to do the usual things, on one page."""
    return render(request, "home/help.html")
