from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from phoihop.commendations import actions, queries
from phoihop.commendations.forms import RecordAward
from phoihop.commendations.wording import FORMS
from phoihop.programmes.models import Programme


def index(request: HttpRequest) -> HttpResponse:
    """The register of awards (sổ khen thưởng)."""
    asked = {name: request.GET.get(word, "") for name, word in (("form", "loai"), ("year", "nam"))}
    programme = request.GET.get("chuong-trinh", "")
    visible = queries.visible_to(request.actor, on=timezone.localdate())
    awards = queries.listed(visible, **asked, programme=programme if programme.isdecimal() else "")
    context = {
        "pages": Paginator(awards, 50).get_page(request.GET.get("trang")),
        "sums": queries.sums(awards),
        "forms": FORMS.items(),
        "programmes": Programme.objects.order_by("name"),
        "asked": {**asked, "programme": programme},
    }
    return render(request, "commendations/index.html", context)


def detail(request: HttpRequest, award_id: int) -> HttpResponse:
    """One award, whom it names and what says so."""
    visible = queries.visible_to(request.actor, on=timezone.localdate())
    award = get_object_or_404(visible.select_related("programme", "decision"), pk=award_id)
    evidence = award.evidence.select_related("source").order_by("source", "start")
    return render(request, "commendations/detail.html", {"award": award, "evidence": evidence})


def make(request: HttpRequest) -> HttpResponse:
    """Register an award by hand."""
    form = RecordAward(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = request.actor
        award, new = actions.record_award(
            place=actor.place_id, body=actor.body_id, **form.given, by=actor, at=timezone.now()
        )
        messages.success(request, _("Đã ghi khen thưởng.") if new else _("Khen thưởng này đã có trong sổ."))
        return redirect("commendations:detail", award.pk)
    return render(request, "commendations/make.html", {"form": form}, status=422 if form.errors else 200)
