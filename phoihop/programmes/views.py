"""Doors of the programmes: the list, a programme, who below has signed, two side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.core.actor import Level
from phoihop.core.refusal import Refused
from phoihop.documents import actions as documents
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body
from phoihop.places import queries as places
from phoihop.places.models import LEVELS, Place
from phoihop.programmes import actions, forms, queries, rules
from phoihop.programmes.models import Assignment, Content, Programme
from phoihop.programmes.wording import COMPARED, COVERED, STANDINGS
from phoihop.web.answers import sentence
from phoihop.web.params import whole

__all__ = [
    "assign",
    "board",
    "cascade",
    "compare",
    "confirm",
    "correct",
    "detail",
    "edit",
    "end",
    "index",
    "make",
    "tie",
    "withdraw",
]


PER_PAGE = 50


def _programme(request: HttpRequest, programme_id: int) -> Programme:
    visible = queries.visible_to(request.actor, on=timezone.localdate())
    related = ("document", "cascades_from", "predecessor", "place", "standing_body")
    return get_object_or_404(visible.select_related(*related), pk=programme_id)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The programmes that the actor may read (danh mục chương trình phối hợp)."""
    today = timezone.localdate()
    asked, level = request.GET.get("q", "").strip(), request.GET.get("cap", "")
    shown = [level] if level else {Level.COUNTRY, Level.PROVINCE, request.actor.level}
    rows = queries.listing(queries.visible_to(request.actor, on=today), today=today, asked=asked, levels=shown)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "asked": asked, "level": level, "levels": LEVELS, "standings": STANDINGS}
    return render(request, "programmes/index.html", {**context, "may_make": request.actor.may(*rules.EDITORS)})


@require_GET
def detail(request: HttpRequest, programme_id: int) -> HttpResponse:
    """One programme: parties, contents, legal bases, phases, what is above, before, after and below."""
    today = timezone.localdate()
    page = queries.page(_programme(request, programme_id), today=today)
    refusal = rules.refusal_to_change(actor=request.actor, bodies=queries.responsible(page.programme, on=today))
    words, kind = STANDINGS[page.standing]
    context = {"page": page, "programme": page.programme, "words": words, "kind": kind, "today": today}
    assigning = {"may_assign": _may_assign(request, page.programme), "followers": _followers(request, page.programme)}
    return render(
        request,
        "programmes/detail.html",
        {
            **context,
            **assigning,
            "may_edit": refusal is None,
            "may_confirm": refusal is None and queries.waits_for(page.programme, request.actor.body_id, on=today),
        },
    )


@require_GET
def board(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Who below has signed, with days of lag (bảng theo dõi ký kết): a map of provinces or every commune by name."""
    form = forms.CascadeForm(initial={"signed_on": timezone.localdate()})
    return _board(request, _programme(request, programme_id), form)


def _board(request: HttpRequest, programme: Programme, form: forms.CascadeForm) -> HttpResponse:
    coverage = queries.coverage(programme, on=timezone.localdate())
    national = programme.level == Level.COUNTRY
    tiles = _tiles(coverage) if national else []
    context = {"programme": programme, "coverage": coverage, "tiles": tiles, "states": COVERED}
    rows = [] if national else [_unit_tile(one) for one in coverage.units]
    status = 422 if form.errors else 200
    return render(
        request, "programmes/board.html", {**context, "groups": [{"units": rows}], "form": form}, status=status
    )


@require_POST
def cascade(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Record that a unit below has signed (ghi nhận ký kết); what is refused is said at its field, the rest stays."""
    programme = _programme(request, programme_id)
    form = forms.CascadeForm(request.POST, on=timezone.localdate())
    if form.is_valid():
        try:
            made = actions.record_cascade(programme, **form.cleaned_data, by=request.actor, at=timezone.localtime())
        except Refused as refused:
            form.add_error(forms.REFUSED_FIELD.get(refused.refusal.code), sentence(refused.refusal))
        else:
            messages.success(request, _("Đã ghi nhận %(name)s.") % {"name": made.short_name})
            return redirect("programmes:board", programme_id)
    return _board(request, programme, form)


@require_POST
def confirm(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Confirm that the actor's body signed (xác nhận là bên ký)."""
    programme = _programme(request, programme_id)
    actions.confirm_party(programme, by=request.actor, at=timezone.localtime())
    messages.success(
        request, _("Đã xác nhận là bên ký. Cơ quan thường trực xem được số liệu của hệ thống mình trong chương trình.")
    )
    return redirect("programmes:detail", programme.pk)


@require_GET
def compare(request: HttpRequest, programme_id: int, older_id: int) -> HttpResponse:
    """Two programmes content by content (so sánh từng nội dung), the older one on the left."""
    newer, older = _programme(request, programme_id), _programme(request, older_id)
    bodies = queries.responsible(newer, on=timezone.localdate())
    may_tie = newer.predecessor_id == older.pk and not rules.refusal_to_change(actor=request.actor, bodies=bodies)
    rows = [(row, *COMPARED[row.state]) for row in queries.comparison(older, newer)]
    counts = [(words, kind, sum(row.state == state for row, *_w in rows)) for state, (words, kind) in COMPARED.items()]
    context = {"newer": newer, "older": older, "rows": rows, "counts": counts, "may_tie": may_tie}
    return render(request, "programmes/compare.html", context)


@require_POST
def tie(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Confirm that a content continues one of the predecessor's (xác nhận nội dung kế thừa)."""
    programme = _programme(request, programme_id)
    content = get_object_or_404(programme.contents, pk=whole(request.POST.get("content")) or 0)
    older = get_object_or_404(Content, pk=whole(request.POST.get("older")) or 0)
    actions.continue_content(content, older=older, by=request.actor, at=timezone.localtime())
    return redirect("programmes:compare", programme.pk, older.programme_id)


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Register a programme that the actor's body has signed (đăng ký chương trình)."""
    now = timezone.localtime()
    form = _make_form(request, now.date())
    if request.method == "POST" and form.is_valid():
        try:
            made = _made(request, form.cleaned_data)
        except Refused as refused:
            form.add_error(forms.STANDING_FIELD.get(refused.refusal.code), sentence(refused.refusal))
        else:
            return redirect("programmes:detail", made.pk)
    return render(request, "programmes/make.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Set right what was registered wrongly (sửa thông tin đã đăng ký)."""
    programme = _programme(request, programme_id)
    form = _correct_form(request, programme)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(programme, **form.cleaned_data, by=request.actor, at=timezone.localtime())
        except Refused as refused:
            form.add_error(forms.STANDING_FIELD.get(refused.refusal.code), sentence(refused.refusal))
        else:
            messages.success(request, _("Đã sửa thông tin chương trình."))
            return redirect("programmes:detail", programme.pk)
    return _correcting(request, programme, form, forms.WithdrawForm(prefix="th"))


@require_POST
def withdraw(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Take back what was registered wrongly (thu hồi đăng ký)."""
    programme = _programme(request, programme_id)
    form = forms.WithdrawForm(request.POST, prefix="th")
    if form.is_valid():
        try:
            actions.withdraw(programme, **form.cleaned_data, by=request.actor, at=timezone.localtime())
        except Refused as refused:
            form.add_error(None, sentence(refused.refusal))
        else:
            messages.success(request, _("Đã thu hồi đăng ký “%(name)s”.") % {"name": programme.short_name})
            return redirect("programmes:index")
    return _correcting(request, programme, _correct_form(request, programme, asked=False), form)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Add contents, legal bases, phases and parties (cập nhật chương trình)."""
    programme = _programme(request, programme_id)
    older = Content.objects.filter(programme=programme.predecessor_id)
    asked = request.POST.get("form", "")
    made = {
        "content": forms.ContentForm(request.POST if asked == "content" else None, older=older, prefix="nd"),
        "basis": forms.BasisForm(request.POST if asked == "basis" else None, prefix="cc"),
        "phase": forms.PhaseForm(request.POST if asked == "phase" else None, prefix="gd"),
        "party": _party_form(request, programme, asked=asked == "party"),
    }
    form = made.get(asked)
    if form is not None and form.is_valid():
        try:
            CHANGES[asked](request, programme, form.cleaned_data)
            return redirect("programmes:edit", programme.pk)
        except Refused as refused:
            form.add_error(None, sentence(refused.refusal))
    page = queries.page(programme, today=timezone.localdate())
    return render(request, "programmes/edit.html", {"programme": programme, "page": page, "forms": made})


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Who of the standing body follows a programme (phân công theo dõi chương trình), and one more."""
    programme, now = _programme(request, programme_id), timezone.localtime()
    users = queries.officers(request.actor.body_id, on=now.date()).exclude(pk=request.actor.account_id)
    form = forms.AssignForm(request.POST or None, users=users, initial={"valid_from": now.date()})
    if request.method == "POST" and form.is_valid():
        try:
            body = Body.objects.get(pk=request.actor.body_id)
            made = actions.assign(**form.cleaned_data, body=body, programme=programme, by=request.actor, at=now)
        except Refused as refused:
            form.add_error(None, sentence(refused.refusal))
        else:
            messages.success(request, _("Đã phân công %(name)s theo dõi chương trình.") % {"name": made.user.name})
            return redirect("programmes:assign", programme.pk)
    context = {"programme": programme, "form": form, "may_assign": _may_assign(request, programme), "today": now.date()}
    rows = queries.followers(programme, body_id=request.actor.body_id)
    status = 422 if form.errors else 200
    return render(request, "programmes/assign.html", {**context, "followers": rows}, status=status)


@require_POST
def end(request: HttpRequest, programme_id: int, assignment_id: int) -> HttpResponse:
    """End an assignment (thôi phân công theo dõi)."""
    programme = _programme(request, programme_id)
    found = queries.followers(programme, body_id=request.actor.body_id)
    assignment = get_object_or_404(found, pk=assignment_id)
    actions.end_assignment(assignment, by=request.actor, at=timezone.localtime())
    messages.success(request, _("%(name)s đã thôi theo dõi chương trình.") % {"name": assignment.user.name})
    return redirect("programmes:assign", programme.pk)


def _may_assign(request: HttpRequest, programme: Programme) -> bool:
    """Whether the actor's body is the standing one and its role assigns."""
    return request.actor.may(*rules.EDITORS) and queries.reads_all_systems(
        request.actor, programme, on=timezone.localdate()
    )


def _followers(request: HttpRequest, programme: Programme) -> list[Assignment]:
    """Those of the actor's body who follow the programme today."""
    return list(
        queries.followers(programme, body_id=request.actor.body_id).filter(queries.holding(timezone.localdate()))
    )


def _correcting(
    request: HttpRequest, programme: Programme, form: forms.CorrectForm, withdrawing: forms.WithdrawForm
) -> HttpResponse:
    today = timezone.localdate()
    barred = rules.refusal_to_change(actor=request.actor, bodies=queries.responsible(programme, on=today))
    stands = rules.refusal_to_withdraw(stands=queries.stands_on(programme, on=today))
    context = {"programme": programme, "form": form, "withdrawing": withdrawing}
    told = {"barred": barred and sentence(barred), "refused": stands and sentence(stands)}
    status = 422 if form.errors or withdrawing.errors else 200
    return render(request, "programmes/correct.html", {**context, **told}, status=status)


def _correct_form(request: HttpRequest, programme: Programme, *, asked: bool = True) -> forms.CorrectForm:
    seen = queries.visible_to(request.actor, on=timezone.localdate()).exclude(pk=programme.pk)
    fields = ("name", "short_name", "signed_on", "first_year", "last_year", "cascades_from", "predecessor")
    return forms.CorrectForm(
        (request.POST or None) if asked else None,
        initial={field: getattr(programme, field) for field in fields},
        above=queries.over(seen, Level(programme.level)),
        before=queries.before(seen, Level(programme.level)),
        contents=list(programme.contents.order_by("number")),
    )


def _party_form(request: HttpRequest, programme: Programme, *, asked: bool) -> forms.PartyForm:
    day = programme.signed_on or timezone.localdate()
    bodies = organisations.main_bodies(day).filter(place=programme.place_id)
    bodies = bodies.exclude(pk__in=programme.parties.values("body"))
    names = {pk: one.name for pk, one in organisations.names_of(bodies, on=day).items()}
    return forms.PartyForm(request.POST if asked else None, bodies=bodies, names=names, prefix="bk")


def _make_form(request: HttpRequest, today: Any) -> forms.MakeForm:
    place_id = request.actor.place_id
    bodies = organisations.main_bodies(today).filter(place=place_id).exclude(pk=request.actor.body_id)
    names = {pk: one.name for pk, one in organisations.names_of(bodies, on=today).items()}
    seen, level = queries.visible_to(request.actor, on=today), Level(request.actor.level)
    above, before = queries.over(seen, level), queries.before(seen, level)
    return forms.MakeForm(request.POST or None, bodies=bodies, names=names, above=above, before=before)


def _made(request: HttpRequest, data: dict[str, Any]) -> Programme:
    now, actor = timezone.localtime(), request.actor
    own = organisations.name_of(actor.body_id, on=now.date())
    parties = [actor.body_id, *(body.pk for body in data["partners"])]
    bodies = {body.pk: body for body in organisations.main_bodies(now.date()).filter(place=actor.place_id)}
    document = documents.register(
        kind="coordination_programme",
        number=data["number"],
        title=data["name"],
        issued_on=data["signed_on"].isoformat(),
        period=(str(data["first_year"]), str(data["last_year"])),
        issuers=[own.name, *(organisations.name_of(body.pk, on=now.date()).name for body in data["partners"])],
        by=actor,
        at=now,
    )
    return actions.create(
        document=document,
        name=data["name"],
        short_name=data["short_name"],
        place=Place.objects.get(pk=actor.place_id),
        years=(data["first_year"], data["last_year"]),
        parties=[bodies[pk] for pk in parties if pk in bodies],
        signed_on=data["signed_on"],
        contents=data["contents"],
        predecessor=data["predecessor"],
        cascades_from=data["cascades_from"],
        by=actor,
        at=now,
    )


def _add_content(request: HttpRequest, programme: Programme, data: dict[str, Any]) -> None:
    actions.add_content(programme, **data, by=request.actor, at=timezone.localtime())


def _add_basis(request: HttpRequest, programme: Programme, data: dict[str, Any]) -> None:
    now = timezone.localtime()
    issued = data["issued_on"].isoformat() if data["issued_on"] else ""
    document = documents.register(**{**data, "issued_on": issued}, by=request.actor, at=now)
    actions.add_basis(programme, document=document, by=request.actor, at=now)


def _add_phase(request: HttpRequest, programme: Programme, data: dict[str, Any]) -> None:
    actions.add_phase(programme, **data, by=request.actor, at=timezone.localtime())


def _add_party(request: HttpRequest, programme: Programme, data: dict[str, Any]) -> None:
    actions.add_party(programme, **data, by=request.actor, at=timezone.localtime())


CHANGES: dict[str, Callable[[HttpRequest, Programme, dict[str, Any]], None]] = {
    "content": _add_content,
    "basis": _add_basis,
    "phase": _add_phase,
    "party": _add_party,
}


def _tiles(coverage: queries.Coverage) -> list[dict[str, object]]:
    lags: dict[int, int | float | None] = {one.unit.place_id: one.lag for one in coverage.units}
    return places.tiles(lags, on=coverage.on, href=_unit_href(coverage), missing=_("chưa ký"))


def _unit_href(coverage: queries.Coverage) -> Callable[[places.Name], str]:
    signed = {one.unit.place_id: one.programmes for one in coverage.units}

    def href(name: places.Name) -> str:
        found = signed.get(name.place_id)
        return reverse("programmes:detail", args=[found[0].pk]) if found else reverse("places:place", args=[name.key])

    return href


def _unit_tile(one: queries.Covered) -> dict[str, Any]:
    """One commune as ``unit_tiles`` shows it."""
    words, _kind = COVERED[one.state]
    if one.programmes:
        href = reverse("programmes:detail", args=[one.programmes[0].pk])
    else:
        href = reverse("places:place", args=[one.unit.key])
    kinds = {"signed": "ok", "former": "wait", "missing": "doubt"}
    return {"name": one.unit.name, "full": one.unit.heading, "href": href, "kind": kinds[one.state], "state": words}
