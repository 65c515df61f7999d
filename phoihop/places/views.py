"""Doors of the units: the map, the search behind every picker, the page of a unit."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.core.actor import Level, Role
from phoihop.core.refusal import Refused
from phoihop.places import actions, forms, queries
from phoihop.places.models import Place
from phoihop.web.answers import is_part, sentence

__all__ = ["index", "people", "people_file", "place", "search", "share"]

#: How many units the page lists and a picker offers.
LISTED, OFFERED = 20, 12


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The provinces of today as a map and a search over all units of any time (đơn vị hành chính)."""
    today = timezone.localdate()
    asked = request.GET.get("q", "").strip()
    found = queries.find(asked, on=today, limit=LISTED + 1) if asked else []
    context = {
        "asked": asked,
        "found": found[:LISTED],
        "cut": LISTED if len(found) > LISTED else 0,
        "tiles": queries.tiles(queries.communes_by_province(today), on=today, href=_href),
        "data": queries.data_version(),
    }
    return render(request, "places/index.html", context)


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Answer a unit picker with its options (gợi ý đơn vị); ``cap`` narrows to levels, comma-separated."""
    asked = request.GET.get("q", "").strip()
    levels = [level for level in Level if level in request.GET.get("cap", "").split(",")] or None
    found = queries.find(asked, on=timezone.localdate(), limit=OFFERED + 1, levels=levels)
    cut, found = OFFERED if len(found) > OFFERED else 0, found[:OFFERED]
    template = "web/components/unit_options.html" if is_part(request) else "places/index.html"
    context = {"q": asked, "asked": asked, "found": found, "cut": cut}
    context["units"] = [_option(one) for one in found]
    return render(request, template, context)


@require_GET
def place(request: HttpRequest, key: str) -> HttpResponse:
    """The page of one unit: names over time, what it came from and became, with the legal acts."""
    today, found = timezone.localdate(), get_object_or_404(Place, key=key)
    context = _sheet(request, found, today)
    return render(request, "places/place.html", context)


@require_POST
def share(request: HttpRequest, key: str) -> HttpResponse:
    """State how a divided unit's figures are shared among its heirs, with the legal act (tỷ lệ phân bổ)."""
    found, now = get_object_or_404(Place, key=key), timezone.localtime()
    context = _sheet(request, found, now.date(), request.POST)
    form = context["shares"]
    if form is None or not form.is_valid():
        return render(request, "places/place.html", context, status=422)
    on = form.heirs[0].on
    actions.state_shares(found, on=on, shares=form.shares, act=form.cleaned_data["act"], by=request.actor, at=now)
    messages.success(request, _("Đã ghi tỷ lệ phân bổ; các số tổng hợp qua đơn vị này đã tính theo tỷ lệ mới."))
    return redirect("places:place", key)


def _sheet(request: HttpRequest, found: Place, today: date, given: QueryDict | None = None) -> dict[str, Any]:
    """What the page of a unit shows, with the form of shares for an administrator where it was divided."""
    sheet, form = queries.sheet(found, on=today), None
    stated = queries.shares_of(found.pk)
    if request.actor.may(Role.ADMIN) and len(sheet.heirs) > 1 and not any(kin.whole for kin in sheet.heirs):
        first = next(iter(stated.values()), None)
        form = forms.SharesForm(
            given,
            heirs=sheet.heirs,
            shares={heir: one.millionths for heir, one in stated.items()},
            initial={"act": first.act if first else ""},
        )
    return {
        "sheet": sheet,
        "people": queries.populations([found.pk], on=sheet.day).get(found.pk),
        "stated": stated,
        "shares": form,
    }


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """The population of units with its day and source; administrators load a file (dân số)."""
    now, actor = timezone.localtime(), request.actor
    form = forms.PeopleForm(request.POST or None, request.FILES or None, initial={"on": date(now.year - 1, 12, 31)})
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid():
                told = form.cleaned_data
                added, changed = actions.state_population(
                    told["file"], on=told["on"], source=told["source"], by=actor, at=now
                )
                said = _("Đã ghi dân số: thêm {a} đơn vị, sửa {b} đơn vị.").format(a=added, b=changed)
                messages.success(request, said)
                return redirect("places:people")
        except Refused as refused:
            form.add_error("file", sentence(refused.refusal))
        status = 422
    unit, listed = _listed(request)
    known = queries.populations([one.place_id for one in listed] + [unit.place_id], on=now.date())
    context = {
        "form": form if actor.may(Role.ADMIN) else None,
        "unit": unit,
        "rows": [(one, known.get(one.place_id)) for one in listed],
        "whole": known.get(unit.place_id),
        "counted": sum(one.place_id in known for one in listed),
    }
    return render(request, "places/people.html", context, status=status)


@require_GET
def people_file(request: HttpRequest) -> HttpResponse:
    """The workbook to fill with populations, of the units right below one (tệp mẫu dân số)."""
    _unit, listed = _listed(request)
    known = queries.populations([one.place_id for one in listed], on=timezone.localdate())
    content = forms.template_of(listed, {place: one.people for place, one in known.items() if not one.added})
    answer = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = 'attachment; filename="dan-so.xlsx"'
    return answer


def _listed(request: HttpRequest) -> tuple[queries.Name, list[queries.Name]]:
    """The unit asked for, else the actor's own, and the units right below it today."""
    today, key = timezone.localdate(), request.GET.get("don-vi", "")
    visible = queries.territory(request.actor.place_id, on=today)
    found = get_object_or_404(visible, key=key) if key else Place.objects.get(pk=request.actor.place_id)
    children = queries.tree(today).children(found.pk)
    names = queries.names([*children, found.pk], on=today)
    return names[found.pk], sorted((names[one] for one in children), key=lambda name: name.code)


def _href(name: queries.Name) -> str:
    return reverse("places:place", args=[name.key])


def _option(found: queries.Found) -> dict[str, object]:
    """One answer as ``unit_options.html`` prints it; what no longer holds offers what it is today."""
    heirs = [{"id": kin.place_id, "name": kin.name.heading, "path": ", ".join(kin.name.above)} for kin in found.heirs]
    if found.now is not None:
        heirs = [{"id": found.now.place_id, "name": found.now.heading, "path": ", ".join(found.now.above)}]
    name = found.name
    shown = ", ".join((name.heading, *name.above)) if heirs else name.heading
    return {
        "id": name.place_id,
        "name": shown,
        "path": ", ".join(name.above),
        "on": found.last_day,
        "heirs": heirs,
        "near": found.near,
    }
