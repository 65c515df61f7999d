"""Doors of decisions on figures: freezing them, comparing editions, choosing among sources, assigning targets."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phoihop.core.refusal import Refused
from phoihop.figures import actions, rules
from phoihop.figures.forms import sources as claims
from phoihop.figures.forms.adding import AddingForm, adding_page, catalogue_page
from phoihop.figures.forms.asking import asking
from phoihop.figures.forms.frozen import FreezeForm, edition_page, listed
from phoihop.figures.forms.goals import GoalsForm, goals_page
from phoihop.figures.forms.overlaps import OverlapForm, overlaps_page
from phoihop.figures.models import Edition
from phoihop.figures.queries import scope
from phoihop.figures.queries.standing import Claim
from phoihop.figures.rules.values import Force, Provenance, SourceKind
from phoihop.indicators.actions import add_systems
from phoihop.places.models import Place
from phoihop.web.answers import sentence
from phoihop.web.params import whole

__all__ = ["adding", "catalogue", "edition", "editions", "goals", "overlaps", "sources"]


@require_http_methods(["GET", "POST"])
def editions(request: HttpRequest) -> HttpResponse:
    """The editions of a unit, and the form that freezes its figures (số liệu chốt)."""
    now, place = timezone.localtime(), _place(request)
    may = request.actor.may(*rules.FREEZERS)
    form = FreezeForm(request.POST or None, today=now.date(), initial={"map_date": now.date()})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.freeze(place=place.pk, **form.cleaned_data, by=request.actor, at=now)
        except Refused as refused:
            field = "map_date" if refused.refusal.code == "map_of_a_day_to_come" else "name"
            form.add_error(field, sentence(refused.refusal))
        else:
            messages.success(request, _("Đã chốt số liệu. Mã kiểm tra ở trang này, in ra kèm báo cáo."))
            return redirect("figures:edition", made.pk)
    context = listed(place, on=now.date()) | {"form": form if may else None}
    return render(request, "figures/editions.html", context, status=422 if form.errors else 200)


@require_GET
def edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    """An edition beside another (``voi``) or what stands now: each difference with the changes behind it."""
    visible = scope.visible_to(request.actor, on=timezone.localdate())
    rows = Edition.objects.select_related("place", "period")
    found = get_object_or_404(rows, pk=edition_id, place__in=visible)
    other = None
    if request.GET.get("voi"):
        other = get_object_or_404(rows, pk=whole(request.GET["voi"]) or 0, place=found.place)
    page = edition_page(found, other, actor=request.actor, page=request.GET.get("trang"))
    return render(request, "figures/edition.html", page)


@require_http_methods(["GET", "POST"])
def sources(request: HttpRequest) -> HttpResponse:
    """The sources of one number, and the choice of the one that counts (chọn nguồn số liệu)."""
    now = timezone.localtime()
    key = claims.key_of(request.GET.dict(), actor=request.actor, on=now.date())
    found = claims.claims_of(key)
    form = claims.ChooseForm(request.POST or None, found=found, key=key, initial=_now_in_force(found))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.choose_claim(
            told["figure"], over_sum=told.get("over_sum", False), reason=told["reason"], by=request.actor, at=now
        )
        messages.success(request, _("Đã chọn nguồn số liệu; các số tổng hợp đã tính lại."))
        return redirect(request.get_full_path())
    page = claims.sources_page(key, found, actor=request.actor, today=now.date(), form=form)
    return render(request, "figures/sources.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def goals(request: HttpRequest) -> HttpResponse:
    """What units are to reach, seen and assigned (chỉ tiêu giao)."""
    now = timezone.localtime()
    asked = asking(request.GET.dict(), actor=request.actor, today=now.date())
    form = GoalsForm(request.POST or None, asked=asked)
    if request.method == "POST" and form.is_valid():
        question = asked.question
        changed = actions.assign_targets(
            form.values, indicator=question.indicator, period=question.period, system=question.system,
            label=form.cleaned_data["label"], seen=form.seen, by=request.actor, at=now,
        )  # fmt: skip
        messages.success(request, _("Đã ghi chỉ tiêu giao: {n} đơn vị thay đổi.").format(n=changed))
        return redirect(request.get_full_path())
    may = not rules.refusal_to_assign(
        label="?",
        within=True,
        own=False,
        system=asked.question.system,
        standing=asked.reach.assigns(asked.indicator, asked.question.system),
        actor=request.actor,
    )
    page = goals_page(asked, form, may=may)
    return render(request, "figures/goals.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def overlaps(request: HttpRequest) -> HttpResponse:
    """What parties counted together at a unit, seen and recorded (phần trùng)."""
    now = timezone.localtime()
    asked = asking(request.GET.dict(), actor=request.actor, today=now.date())
    form = OverlapForm(request.POST or None, asked=asked)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        origin = f"figures.overlaps:{request.actor.body_id}:{now:%Y%m%d%H%M%S}"
        try:
            actions.record_overlap(
                indicator=asked.question.indicator, place=asked.place.pk, period=asked.question.period,
                systems=told["systems"], value=told["value"], by=request.actor, at=now,
                source=Provenance(origin=origin, label=told["label"], kind=SourceKind.TYPED),
            )  # fmt: skip
        except Refused as refused:
            form.add_error("value", sentence(refused.refusal))
        else:
            messages.success(request, _("Đã ghi phần trùng; số cộng các bên đã trừ phần này."))
            return redirect(request.get_full_path())
    page = overlaps_page(asked, form, actor=request.actor)
    return render(request, "figures/overlaps.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def adding(request: HttpRequest) -> HttpResponse:
    """How an indicator adds up, and the form by which the keeper of the catalogue says it otherwise (cách cộng)."""
    now = timezone.localtime()
    asked = asking(_today(request), actor=request.actor, today=now.date())
    form = AddingForm(request.POST or None, indicator=asked.indicator)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            add_systems(
                asked.indicator.code, told["how"], reason=told["reason"], seen=told["seen"], by=request.actor, at=now
            )
        except Refused as refused:
            form.add_error("reason" if refused.refusal.part == "documents" else "how", sentence(refused.refusal))
        else:
            messages.success(
                request, _("Đã đổi cách cộng; các số tổng hợp hiện nay theo cách mới, số chốt giữ nguyên.")
            )
            return redirect(request.get_full_path())
    page = adding_page(asked, form, actor=request.actor)
    return render(request, "figures/adding.html", page, status=422 if form.errors else 200)


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue of indicators with how each adds up (danh mục chỉ tiêu)."""
    return render(request, "figures/catalogue.html", catalogue_page())


def _today(request: HttpRequest) -> dict[str, str]:
    """What is asked, of today's figures: a rule is set for what stands."""
    return {name: value for name, value in request.GET.dict().items() if name not in ("so", "ban-chot")}


def _now_in_force(found: list[Claim]) -> dict[str, object]:
    chosen = next((one for one in found if one.counts), None)
    return {"figure": chosen.figure, "over_sum": chosen.force is Force.OVER_SUM} if chosen else {}


def _place(request: HttpRequest) -> Place:
    """The unit asked for, else the actor's own."""
    key = request.GET.get("don-vi", "")
    visible = scope.visible_to(request.actor, on=timezone.localdate())
    return get_object_or_404(visible, key=key) if key else get_object_or_404(visible, pk=request.actor.place_id)
