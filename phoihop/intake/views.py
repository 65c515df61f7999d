from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from phoihop.intake import actions, queries
from phoihop.intake.forms import COMPARATORS, Decide, HandIn
from phoihop.intake.models import Paper, Proposal
from phoihop.organisations import queries as organisations
from phoihop.programmes import queries as programmes
from phoihop.web.answers import part_or_page


def _hand_in(request: HttpRequest, data: object = None) -> HandIn:
    on = timezone.localdate()
    bodies = queries.bodies_about(request.actor, on=on)
    return HandIn(
        data,
        bodies=bodies,
        names={pk: body.name for pk, body in organisations.names_of(bodies, on=on).items()},
        programmes=programmes.visible_to(request.actor, on=on),
        initial={"about": request.actor.body_id},
    )


def _paper(request: HttpRequest, paper_id: int) -> Paper:
    return get_object_or_404(queries.visible_to(request.actor, on=timezone.localdate()), pk=paper_id)


def index(request: HttpRequest) -> HttpResponse:
    """The papers handed in, those that wait first, and the form to hand in more."""
    visible = queries.visible_to(request.actor, on=timezone.localdate())
    page = Paginator(queries.work_list(visible), 50).get_page(request.GET.get("trang"))
    queries.tell(page.object_list, on=timezone.localdate())
    return render(request, "intake/index.html", {"pages": page, "form": _hand_in(request)})


@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Answer the button "Đọc văn bản": one paper at once, many in the background."""
    form = _hand_in(request, request.POST)
    form.is_valid()
    files = [actions.Given(each.name or "", each.read()) for each in request.FILES.getlist("files")]
    if pasted := form.cleaned_data.get("text", "").strip():
        files.append(actions.Given(f"{pasted.splitlines()[0][:80]}.txt", pasted.encode()))
    given = {
        "about": form.about_or(request.actor.body_id),
        "programme": form.cleaned_data.get("programme"),
        "by": request.actor,
    }
    if len(files) > 1:
        actions.receive_many(files, at=timezone.now(), **given)
        return redirect("jobs:index")
    paper, new = actions.receive(files, drop_lists=form.cleaned_data["drop_lists"], at=timezone.now(), **given)
    if not new:
        messages.info(request, _("Văn bản này đã tiếp nhận trước đây, không ghi trùng. Dưới đây là bản đã đọc."))
    return redirect("intake:paper", paper.pk)


def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """One paper beside what it would become."""
    return render(request, "intake/paper.html", _page_of(request, _paper(request, paper_id)))


@require_POST
def decide(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Answer the buttons "Nhận", "Bỏ" and "Xem lại sau" of one proposal."""
    visible = queries.visible_to(request.actor, on=timezone.localdate())
    proposal = get_object_or_404(Proposal.objects.filter(paper__in=visible), pk=proposal_id)
    form = Decide(request.POST)
    if form.is_valid():
        actions.decide(proposal, by=request.actor, at=timezone.now(), **form.given)
    context = _page_of(request, proposal.paper)
    shown = next(each for each in context["proposals"] if each.pk == proposal.pk)
    context |= {"proposal": shown, "open": not form.is_valid(), "form": form, "swap": True}
    return part_or_page(request, "intake/_decided.html", context, page=f"/van-ban/tiep-nhan/{proposal.paper_id}/")


@require_POST
def accept_sure(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Answer the button "Nhận các mục chắc"."""
    count = actions.accept_sure(_paper(request, paper_id), at_least=0.95, by=request.actor, at=timezone.now())
    messages.success(request, _("Đã nhận %(n)s mục có độ chắc từ 95 trở lên.") % {"n": count})
    return redirect("intake:paper", paper_id)


@require_POST
def confirm(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Answer the button "Ghi … mục đã nhận"."""
    done = actions.confirm(_paper(request, paper_id), by=request.actor, at=timezone.now())
    messages.success(request, queries.told(done))
    return redirect("intake:paper", paper_id)


def aliases(request: HttpRequest) -> HttpResponse:
    """The wordings that the body's people tied to indicators."""
    return render(request, "intake/aliases.html", {"aliases": queries.learnt(request.actor)})


@require_POST
def forget_alias(request: HttpRequest, alias_id: int) -> HttpResponse:
    """Answer the button "Bỏ cách gọi này"."""
    actions.forget_alias(
        get_object_or_404(queries.learnt(request.actor), pk=alias_id), by=request.actor, at=timezone.now()
    )
    return redirect("intake:aliases")


def _page_of(request: HttpRequest, paper: Paper) -> dict[str, object]:
    as_text = request.GET.get("xem") == "chu"
    page = queries.page(paper, actor=request.actor, on=timezone.localdate(), as_text=as_text)
    return {**page, "comparators": COMPARATORS}
