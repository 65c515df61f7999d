from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phoihop.core.refusal import Refusal, Refused
from phoihop.intake import actions, queries
from phoihop.intake.forms import COMPARATORS, AcceptColumn, Aim, Decide, HandIn, PutBack, SetPeriods, asked_upload
from phoihop.intake.models import Paper, Proposal, Upload
from phoihop.intake.rules import BULK, PIECE
from phoihop.jobs import queries as jobs
from phoihop.jobs.rules import minutes_left
from phoihop.organisations import queries as organisations
from phoihop.programmes import queries as programmes
from phoihop.web.answers import is_part, part_or_page, sentence
from phoihop.web.print import megabytes

#: What a person can put right in the row itself.
ASKED = ("lacks", "outside_needs_reason", "planned_needs_reason", "choice_needs_reason", "names_a_resident")


def _hand_in(request: HttpRequest, data: object = None, **initial: object) -> HandIn:
    on = timezone.localdate()
    bodies = queries.bodies_about(request.actor, on=on)
    return HandIn(
        data,
        bodies=bodies,
        names={pk: body.name for pk, body in organisations.names_of(bodies, on=on).items()},
        programmes=programmes.visible_to(request.actor, on=on),
        initial={"about": request.actor.body_id, **initial},
    )


def _paper(request: HttpRequest, paper_id: int) -> Paper:
    return get_object_or_404(queries.visible_to(request.actor, on=timezone.localdate()), pk=paper_id)


def index(request: HttpRequest) -> HttpResponse:
    """The papers handed in, those that wait first, and the form to hand in more."""
    dropping = {"drop_lists": "bo-danh-sach" in request.GET}
    return _index(request, _hand_in(request, **dropping))


def _index(request: HttpRequest, form: HandIn, *, offer: str = "", status: int = 200) -> HttpResponse:
    visible = queries.visible_to(request.actor, on=timezone.localdate())
    newest = request.GET.get("xep") == "moi"
    page = Paginator(queries.work_list(visible, newest=newest), 50).get_page(request.GET.get("trang"))
    queries.tell(page.object_list, on=timezone.localdate())
    context = {"pages": page, "form": form, "uploads": list(queries.uploads_of(request.actor)), "offer": offer}
    context["running"] = queries.readings_of(request.actor)
    context["unfinished"] = queries.unfinished(request.actor).count() if queries.may_confirm(request.actor) else 0
    context |= {"newest": newest, "piece": PIECE, "limit": settings.MAX_UPLOAD}
    context["most"] = megabytes(settings.MAX_UPLOAD)
    return render(request, "intake/index.html", context, status=status)


@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Answer the button "Đọc văn bản": one paper at once, many or slow ones in the background."""
    form = _hand_in(request, request.POST)
    if not form.is_valid():
        return _index(request, form, status=422)
    try:
        taken = actions.take_in(
            _given(request, form),
            about=form.about_or(request.actor.body_id),
            programme=form.cleaned_data.get("programme"),
            drop_lists=form.cleaned_data["drop_lists"],
            by=request.actor,
            at=timezone.now(),
        )
    except Refused as refused:
        if refused.refusal.code != "list_of_people":
            raise
        again = _hand_in(request, {**request.POST.dict(), "drop_lists": "on"})
        return _index(request, again, offer=sentence(refused.refusal), status=409)
    if not isinstance(taken, tuple):
        return redirect("intake:reading", taken.pk)
    paper, new = taken
    if not new:
        messages.info(request, _("Văn bản này đã tiếp nhận trước đây, không ghi trùng. Dưới đây là bản đã đọc."))
    return redirect("intake:paper", paper.pk)


def _given(request: HttpRequest, form: HandIn) -> list[actions.Given]:
    """Files that came by pieces, files that came with the form, those left out for their size, and a pasted text."""
    uploads = list(queries.uploads_of(request.actor).filter(key__in=form.uploads))
    if len(uploads) < len(set(form.uploads)):
        raise Refused(Refusal("intake", "handed_in_meanwhile"))
    files = [actions.given(upload) for upload in uploads]
    sent = request.FILES.getlist("files")
    for each in sent:
        name, size = each.name or "", each.size or 0
        if not 0 < size <= settings.MAX_UPLOAD:
            files.append(actions.Given(name, weighs=size))
        else:
            files.append(actions.Given(name, held=actions.hold(each.chunks())))
    files += [actions.Given(name, weighs=size) for name, size in form.left_out]
    if pasted := form.cleaned_data.get("text", "").strip():
        files.append(actions.Given(queries.title_of(pasted), pasted.encode()))
    return files


def reading(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far the papers of one handing in are read, each with its page as soon as it has one; one alone opens."""
    tasks = [actions.READ_BATCH, actions.READ_AGAIN]
    job = get_object_or_404(jobs.visible_to(request.actor).filter(task__in=tasks), pk=job_id)
    now = timezone.localtime()
    again = job.task == actions.READ_AGAIN
    read = queries.visible_to(request.actor, on=now.date()).filter(**{"again" if again else "job": job})
    papers = list(read.order_by("pk"))
    queries.tell(papers, on=now.date())
    if not job.running and job.total == 1 and (address := queries.opens(job, papers)):
        return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)
    minutes = minutes_left(done=job.done, total=job.total, started=job.started_at or now, now=now)
    lists = any(each.reason == "list_of_people" for each in papers)
    count = queries.count_of(job, papers)
    context = {"job": job, "papers": papers, "minutes": minutes, "lists": lists, "count": count}
    context["again"] = again
    return render(request, "intake/_reading.html" if request.htmx else "intake/reading.html", context)


@require_POST
def open_upload(request: HttpRequest) -> HttpResponse:
    """Begin or go on with a file that comes by pieces (tus 1.0: creation, creation-with-upload)."""
    asked = asked_upload(request.headers)
    if asked is None:
        return HttpResponse(status=400)
    try:
        upload = actions.open_upload(**asked, by=request.actor, at=timezone.now())
    except Refused as refused:
        return HttpResponse(sentence(refused.refusal), status=409, content_type="text/plain; charset=utf-8")
    if request.body and not upload.received:
        upload = actions.add_piece(upload, offset=0, content=request.body, at=timezone.now())
    answer = _told(upload, status=201)
    answer["Location"] = reverse("intake:upload", args=[upload.key])
    return answer


@require_http_methods(["HEAD", "PATCH", "POST", "DELETE"])
def upload(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say how much of a file is here (HEAD), add a piece to it (PATCH), drop it (DELETE; POST from a plain form)."""
    found = get_object_or_404(queries.uploads_of(request.actor), key=key)
    if request.method == "PATCH":
        offset = request.headers.get("Upload-Offset", "")
        if not offset.isdecimal() or len(offset) > 12:
            return HttpResponse(status=400)
        try:
            found = actions.add_piece(found, offset=int(offset), content=request.body, at=timezone.now())
        except Refused:
            found.refresh_from_db()
            return _told(found, status=409)
        except Upload.DoesNotExist:  # handed in or dropped in another window this moment
            return HttpResponse(status=404)
    elif request.method != "HEAD":
        actions.drop_upload(found)
        return HttpResponse(status=204) if request.method == "DELETE" else redirect("intake:index")
    return _told(found, status=204 if request.method == "PATCH" else 200)


def _told(upload: Upload, *, status: int) -> HttpResponse:
    answer = HttpResponse(status=status)
    answer["Tus-Resumable"], answer["Upload-Key"] = "1.0.0", str(upload.key)
    answer["Upload-Offset"], answer["Upload-Length"] = str(upload.received), str(upload.size)
    return answer


def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """One paper beside what it would become; for HTMX its columns alone, with the one that was chosen."""
    context = _page_of(request, _paper(request, paper_id))
    return part_or_page(request, "intake/_columns.html", context, page="intake/paper.html")


@require_POST
def decide(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Answer the buttons "Nhận", "Bỏ" and "Xem lại sau" of one proposal."""
    visible = queries.visible_to(request.actor, on=timezone.localdate())
    proposal = get_object_or_404(Proposal.objects.filter(paper__in=visible), pk=proposal_id)
    form = Decide(request.POST, bodies=queries.named_bodies_about(request.actor, on=timezone.localdate()))
    if form.is_valid():
        try:
            actions.decide(proposal, by=request.actor, at=timezone.now(), **form.given)
        except Refused as refused:
            if refused.refusal.code not in ASKED:
                raise
            form.add_error(None, sentence(refused.refusal))
            if not is_part(request):
                messages.error(request, f"{proposal.order}. {sentence(refused.refusal)}")
    context = _page_of(request, proposal.paper)
    shown = next(each for each in context["proposals"] if each.pk == proposal.pk)
    if not form.is_valid():
        queries.keep_typed(shown, request.POST)
    context |= {"proposal": shown, "open": not form.is_valid(), "form": form, "swap": True}
    return part_or_page(request, "intake/_decided.html", context, page=f"/van-ban/tiep-nhan/{proposal.paper_id}/")


@require_POST
def accept_column(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Answer the button "Nhận … ô" of a column or a table; the page then offers to undo it."""
    form, paper, now = AcceptColumn(request.POST), _paper(request, paper_id), timezone.now()
    if not form.is_valid():
        messages.error(request, _("Chưa chọn cột. Mời chọn một cột hoặc cả bảng."))
        return redirect("intake:paper", paper_id)
    chosen = form.cleaned_data
    try:
        orders = actions.accept_column(
            paper, key=chosen["key"], shown=chosen["shown"], also=form.also, by=request.actor, at=now
        )
    except Refused as refused:
        if refused.refusal.code not in ("column_changed", "not_to_be_ticked", "nothing_accepted"):
            raise
        messages.error(request, sentence(refused.refusal))
        return redirect(f"{reverse('intake:paper', args=[paper_id])}?{urlencode({'cot': chosen['key']})}")
    messages.success(request, _("Đã nhận %(n)s ô. Chưa có gì được ghi vào hồ sơ.") % {"n": len(orders)})
    return redirect(f"{reverse('intake:paper', args=[paper_id])}?{urlencode({'vua-nhan': now.isoformat()})}")


@require_POST
def put_back(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Answer the button "Hoàn tác" beside what was accepted at once."""
    form, paper = PutBack(request.POST), _paper(request, paper_id)
    if form.is_valid():
        at = form.cleaned_data["accepted_at"]
        count = actions.put_back(paper, accepted_at=at, by=request.actor, at=timezone.now())
        messages.success(request, _("Đã hoàn tác: %(n)s mục lại chờ xem.") % {"n": count})
    else:
        messages.error(request, _("Không rõ lần nhận nào. Mời tải lại trang."))
    return redirect("intake:paper", paper_id)


@require_POST
def accept_sure(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Answer the button "Nhận các mục chắc"; the page then offers to undo it."""
    now = timezone.now()
    count = actions.accept_sure(_paper(request, paper_id), by=request.actor, at=now)
    told = _("Đã nhận %(n)s mục có độ tin cậy từ %(least)s trở lên, đủ chỉ tiêu, đơn vị và kỳ.")
    messages.success(request, told % {"n": count, "least": BULK})
    return redirect(f"{reverse('intake:paper', args=[paper_id])}?{urlencode({'vua-nhan': now.isoformat()})}")


@require_POST
def aim(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Answer the button "Đổi đơn vị"."""
    form = Aim(request.POST, bodies=queries.bodies_about(request.actor, on=timezone.localdate()))
    if form.is_valid():
        about = form.cleaned_data["about"]
        actions.aim(_paper(request, paper_id), about=about, by=request.actor, at=timezone.localtime())
    return redirect("intake:paper", paper_id)


@require_POST
def set_periods(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Answer the button "Đặt kỳ cho các mục chưa rõ kỳ"."""
    form, paper = SetPeriods(request.POST), _paper(request, paper_id)
    if form.is_valid():
        period = form.cleaned_data["period"]
        count = actions.set_periods(paper, period=period, by=request.actor, at=timezone.now())
        told = _("Đã đặt kỳ %(period)s cho %(n)s mục.")
        messages.success(request, told % {"n": count, "period": queries.period_name(period)})
    else:
        messages.error(request, _("Chưa chọn kỳ. Mời chọn một kỳ trong danh sách."))
    return redirect("intake:paper", paper_id)


@require_POST
def read_again(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Answer the button "Đọc lại" of one paper."""
    job = actions.ask_again([_paper(request, paper_id)], by=request.actor, at=timezone.now())
    return redirect("intake:reading", job.pk)


@require_POST
def read_unfinished_again(request: HttpRequest) -> HttpResponse:
    """Answer the button "Đọc lại … văn bản chưa xong"."""
    papers = list(queries.unfinished(request.actor))
    job = actions.ask_again(papers, by=request.actor, at=timezone.now())
    return redirect("intake:reading", job.pk)


@require_POST
def confirm(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Answer the button "Ghi … mục đã nhận"."""
    try:
        done = actions.confirm(_paper(request, paper_id), by=request.actor, at=timezone.now())
    except Refused as refused:
        if refused.refusal.code not in ("unplaced", "doubled", "choice_unreasoned", "name_residents"):
            raise
        messages.error(request, sentence(refused.refusal))  # the page itself lists what holds it up
    else:
        messages.success(request, queries.told(done))
    return redirect("intake:paper", paper_id)


def aliases(request: HttpRequest) -> HttpResponse:
    """The wordings that the body's people tied to indicators."""
    context = {"aliases": queries.learnt(request.actor), "may_tell_all": queries.may_tell_all(request.actor)}
    return render(request, "intake/aliases.html", context)


@require_POST
def forget_alias(request: HttpRequest, alias_id: int) -> HttpResponse:
    """Answer the button "Bỏ cách gọi này"."""
    actions.forget_alias(
        get_object_or_404(queries.learnt(request.actor), pk=alias_id), by=request.actor, at=timezone.now()
    )
    return redirect("intake:aliases")


def _page_of(request: HttpRequest, paper: Paper) -> dict[str, object]:
    as_text = request.GET.get("xem") == "chu"
    column = request.GET.get("cot", "")
    page = queries.page(paper, actor=request.actor, on=timezone.localdate(), as_text=as_text, column=column)
    back = PutBack({"accepted_at": request.GET.get("vua-nhan", "")})
    moment = back.cleaned_data["accepted_at"] if back.is_valid() else None
    just = sum(each.decided_at == moment and not each.record for each in page["proposals"]) if moment else 0
    return {
        **page,
        "just_accepted": {"count": just, "at": moment.isoformat()} if moment and just else None,
        "comparators": COMPARATORS,
        "bodies": queries.named_bodies_about(request.actor, on=timezone.localdate()),
    }
