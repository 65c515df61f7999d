"""Doors of the register of conferences."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.conferences import actions, forms, queries, rules
from phoihop.conferences.models import Conference
from phoihop.conferences.wording import KINDS
from phoihop.programmes import queries as programmes
from phoihop.web.params import whole

__all__ = ["detail", "edit", "index", "make", "move", "strike"]

PER_PAGE = 50


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The register of conferences (sổ hội nghị)."""
    today = timezone.localdate()
    asked = {name: request.GET.get(word, "") for name, word in (("year", "nam"), ("kind", "loai"))}
    programme = request.GET.get("chuong-trinh", "")
    visible = queries.visible_to(request.actor, on=today)
    found = queries.listed(visible, **asked, programme=programme if whole(programme) is not None else "")
    context = {
        "pages": Paginator(found, PER_PAGE).get_page(request.GET.get("trang")),
        "kinds": KINDS.items(),
        "programmes": programmes.by_name(programmes.visible_to(request.actor, on=today).exclude(level="xa")),
        "asked": {**asked, "programme": programme},
        "may_record": rules.refusal_to_change(actor=request.actor) is None,
    }
    return render(request, "conferences/index.html", context)


@require_GET
def detail(request: HttpRequest, conference_id: int) -> HttpResponse:
    """One conference: who took part in the order of protocol, what was concluded and awarded, and what says so."""
    today = timezone.localdate()
    conference = get_object_or_404(queries.visible_to(request.actor, on=today), pk=conference_id)
    kept = queries.kept_by(request.actor, on=today).filter(pk=conference.pk).exists()
    context = {
        "conference": conference,
        "kinds": [KINDS[kind] for kind in conference.kinds],
        "participants": queries.participants(conference),
        "evidence": conference.evidence.select_related("source").order_by("source", "start"),
        "history": queries.history(conference)[:8],
        "may_edit": kept and rules.refusal_to_change(actor=request.actor) is None,
    }
    return render(request, "conferences/detail.html", context)


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Register a conference by hand (ghi hội nghị)."""
    now = timezone.localtime()
    known = programmes.by_name(programmes.visible_to(request.actor, on=now.date()))
    form = forms.RecordConference(request.POST or None, programmes=known)
    if request.method == "POST" and form.is_valid():
        conference, new = actions.record_conference(
            place=request.actor.place_id, **form.given, by=request.actor, at=now
        )
        messages.success(request, _("Đã ghi hội nghị.") if new else _("Hội nghị này đã có trong sổ; đã bổ sung."))
        return redirect("conferences:detail", conference.pk)
    return render(request, "conferences/make.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, conference_id: int) -> HttpResponse:
    """Mend what is said of a conference, add people, conclusions and linked places (cập nhật hội nghị)."""
    conference = _kept(request, conference_id)
    asked = request.POST.get("form", "")
    facts = ("title", "kinds", "day", "venue", "mode", "site_count", "delegates")
    said = {name: getattr(conference, name) for name in facts}
    today = timezone.localdate()
    open_programmes = programmes.by_name(programmes.visible_to(request.actor, on=today).exclude(conferences=conference))
    made = {
        "facts": forms.CorrectConference(request.POST if asked == "facts" else None, initial=said, prefix="tt"),
        "guest": forms.AddGuest(request.POST if asked == "guest" else None, prefix="nd"),
        "lines": forms.AddLines(request.POST if asked == "lines" else None, prefix="kl"),
        "ties": forms.AddTies(
            request.POST if asked == "ties" else None,
            awards=queries.awards_near(conference, request.actor, on=today),
            programmes=open_programmes,
            prefix="gan",
        ),
    }
    if asked in made and made[asked].is_valid():
        _apply(request, conference, asked, made[asked].given)
        return redirect("conferences:edit", conference.pk)
    context = {
        "conference": conference,
        "forms": made,
        "participants": queries.participants(conference),
        "awards": queries.awards_near(conference, request.actor, on=today).exists(),
        "open_programmes": open_programmes.exists(),
    }
    wrong = any(form.errors for form in made.values())
    return render(request, "conferences/edit.html", context, status=422 if wrong else 200)


@require_POST
def strike(request: HttpRequest, conference_id: int) -> HttpResponse:
    """Take out a line written by mistake (bỏ dòng ghi nhầm)."""
    conference = _kept(request, conference_id)
    lines: dict[str, Any] = {
        "participant": conference.participants,
        "conclusion": conference.conclusions,
        "site": conference.sites,
        "host": conference.hosts,
    }
    ties: dict[str, Any] = {"award": conference.awards, "programme": conference.programmes}
    if tie := next((name for name in ties if name in request.POST), ""):
        tied = get_object_or_404(ties[tie], pk=whole(request.POST.get(tie)) or 0)
        actions.untie(conference, tied, by=request.actor, at=timezone.localtime())
        return redirect("conferences:edit", conference.pk)
    name = next((name for name in lines if name in request.POST), "participant")
    line = get_object_or_404(lines[name], pk=whole(request.POST.get(name)) or 0)
    actions.strike(line, by=request.actor, at=timezone.localtime())
    return redirect("conferences:edit", conference.pk)


@require_POST
def move(request: HttpRequest, conference_id: int) -> HttpResponse:
    """Put someone one place higher or lower in the list (lên, xuống)."""
    conference = _kept(request, conference_id)
    up = "up" in request.POST
    one = get_object_or_404(conference.participants, pk=whole(request.POST.get("up" if up else "down")) or 0)
    actions.move(one, up=up, by=request.actor, at=timezone.localtime())
    return redirect(f"{reverse('conferences:edit', args=[conference.pk])}#da-ghi")


def _kept(request: HttpRequest, conference_id: int) -> Conference:
    return get_object_or_404(queries.kept_by(request.actor, on=timezone.localdate()), pk=conference_id)


def _apply(request: HttpRequest, conference: Conference, asked: str, given: Any) -> None:
    by, at = request.actor, timezone.localtime()
    if asked == "facts":
        actions.correct_conference(conference, **given, by=by, at=at)
    elif asked == "guest":
        actions.complete_conference(conference, guests=[given], by=by, at=at)
    else:
        actions.complete_conference(conference, **given, by=by, at=at)
    messages.success(request, _("Đã lưu."))
