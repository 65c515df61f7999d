"""Doors of the register of awards."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phoihop.commendations import actions, forms, queries, rules
from phoihop.commendations.wording import FORMS
from phoihop.core.refusal import Refused
from phoihop.programmes import queries as programmes
from phoihop.web.answers import sentence
from phoihop.web.params import whole

__all__ = ["detail", "edit", "index", "make"]

PER_PAGE = 50


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The register of awards (sổ khen thưởng)."""
    today = timezone.localdate()
    asked = {name: request.GET.get(word, "") for name, word in (("form", "loai"), ("year", "nam"))}
    programme = request.GET.get("chuong-trinh", "")
    visible = queries.visible_to(request.actor, on=today)
    undecided = request.GET.get("quyet-dinh") == "chua"
    awards = queries.listed(
        visible, **asked, programme=programme if whole(programme) is not None else "", undecided=undecided
    )
    context = {
        "pages": Paginator(awards, PER_PAGE).get_page(request.GET.get("trang")),
        "sums": queries.sums(awards),
        "forms": FORMS.items(),
        "programmes": programmes.by_name(programmes.visible_to(request.actor, on=today).exclude(level="xa")),
        "asked": {**asked, "programme": programme, "undecided": undecided},
        "may_record": request.actor.may(*rules.KEEPERS),
    }
    return render(request, "commendations/index.html", context)


@require_GET
def detail(request: HttpRequest, award_id: int) -> HttpResponse:
    """One award, whom it names and what says so."""
    today = timezone.localdate()
    visible = queries.visible_to(request.actor, on=today)
    award = get_object_or_404(visible.select_related("programme", "decision"), pk=award_id)
    kept = queries.kept_by(request.actor, on=today).filter(pk=award.pk).exists()
    context = {
        "award": award,
        "evidence": award.evidence.select_related("source").order_by("source", "start"),
        "named": award.named.order_by("order"),
        "may_edit": kept and request.actor.may(*rules.KEEPERS),
    }
    return render(request, "commendations/detail.html", context)


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Register an award by hand (ghi khen thưởng)."""
    actor, now = request.actor, timezone.localtime()
    known = programmes.by_name(programmes.visible_to(actor, on=now.date()))
    form = forms.RecordAward(request.POST or None, programmes=known)
    if request.method == "POST" and form.is_valid():
        try:
            award, new = actions.record_award(place=actor.place_id, body=actor.body_id, **form.given, by=actor, at=now)
            messages.success(request, _("Đã ghi khen thưởng.") if new else _("Khen thưởng này đã có trong sổ."))
            return redirect("commendations:detail", award.pk)
        except Refused as refused:
            form.add_error("on" if refused.refusal.code == "a_day_to_come" else None, sentence(refused.refusal))
    return render(request, "commendations/make.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, award_id: int) -> HttpResponse:
    """Add whom an award names, what for, and its decision; mend the decision's number (bổ sung khen thưởng)."""
    now = timezone.localtime()
    kept = queries.kept_by(request.actor, on=now.date()).select_related("decision")
    award = get_object_or_404(kept, pk=award_id)
    mending = "why" in request.POST
    counts = {"collective_count": award.collectives, "individual_count": award.individuals}
    form = forms.CompleteAward(None if mending else request.POST or None, initial=counts)
    said = {"decision": award.decision.number, "decided_on": award.decision.issued_on} if award.decision else {}
    mend = forms.CorrectDecision(request.POST if mending else None, initial=said)
    asked: forms.CompleteAward | forms.CorrectDecision = mend if mending else form
    if request.method == "POST" and asked.is_valid():
        change = actions.correct_decision if mending else actions.complete_award
        try:
            change(award, **asked.given, by=request.actor, at=now)
            return redirect("commendations:detail", award.pk)
        except Refused as refused:
            asked.add_error(None, sentence(refused.refusal))
    context = {"form": form, "mend": mend, "award": award}
    return render(request, "commendations/edit.html", context, status=422 if asked.errors else 200)
