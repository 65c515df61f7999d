from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from phoihop.conferences import actions, queries
from phoihop.conferences.forms import RecordConference
from phoihop.conferences.wording import KINDS
from phoihop.programmes.models import Programme


def index(request: HttpRequest) -> HttpResponse:
    """The register of conferences (sổ hội nghị)."""
    year, programme = request.GET.get("nam", ""), request.GET.get("chuong-trinh", "")
    visible = queries.visible_to(request.actor, on=timezone.localdate())
    found = queries.listed(visible, year=year, programme=programme if programme.isdecimal() else "")
    context = {
        "pages": Paginator(found, 50).get_page(request.GET.get("trang")),
        "kinds": KINDS,
        "programmes": Programme.objects.order_by("name"),
        "asked": {"year": year, "programme": programme},
    }
    return render(request, "conferences/index.html", context)


def detail(request: HttpRequest, conference_id: int) -> HttpResponse:
    """One conference: who took part in the order of protocol, what was concluded and awarded, and what says so."""
    conference = get_object_or_404(queries.visible_to(request.actor, on=timezone.localdate()), pk=conference_id)
    context = {
        "conference": conference,
        "kinds": [KINDS[kind] for kind in conference.kinds],
        "participants": queries.participants(conference),
        "evidence": conference.evidence.select_related("source").order_by("source", "start"),
    }
    return render(request, "conferences/detail.html", context)


def make(request: HttpRequest) -> HttpResponse:
    """Register a conference by hand."""
    form = RecordConference(request.POST or None)
    if request.method == "POST" and form.is_valid():
        conference, new = actions.record_conference(
            place=request.actor.place_id, **form.given, by=request.actor, at=timezone.now()
        )
        messages.success(request, _("Đã ghi hội nghị.") if new else _("Hội nghị này đã có trong sổ; đã bổ sung."))
        return redirect("conferences:detail", conference.pk)
    return render(request, "conferences/make.html", {"form": form}, status=422 if form.errors else 200)
