from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from phoihop.documents import actions, queries, rules
from phoihop.documents.models import KINDS


def index(request: HttpRequest) -> HttpResponse:
    """The register of documents (sổ văn bản)."""
    q, kind = request.GET.get("q", ""), request.GET.get("loai", "")
    found = queries.documents(request.actor, on=timezone.localdate(), q=q, kind=kind)
    page = Paginator(found, 50).get_page(request.GET.get("trang"))
    context = {"pages": page, "q": q, "kind": kind, "kinds": KINDS}
    return render(request, "documents/index.html", context)


def detail(request: HttpRequest, document_id: int) -> HttpResponse:
    """One document and where it is named."""
    today = timezone.localdate()
    document = get_object_or_404(queries.documents_visible_to(request.actor, on=today), pk=document_id)
    visible = queries.sources_visible_to(request.actor, on=today)
    mentions = document.mentions.filter(source__in=visible).select_related("source").order_by("source", "start")
    return render(request, "documents/detail.html", {"document": document, "mentions": mentions})


def source(request: HttpRequest, source_id: int) -> HttpResponse:
    """A kept paper with the cited stretch marked, or the card of a published article."""
    found = get_object_or_404(queries.sources_visible_to(request.actor, on=timezone.localdate()), pk=source_id)
    span = queries.asked_span(request.GET.get("tu"), request.GET.get("den"), len(found.text))
    as_text = request.GET.get("xem") == "chu"
    mark = queries.Mark(*span, anchor="doan") if span else None
    context = {"source": found, "looks": queries.looks(found, [mark] if mark else [], as_text=as_text), "span": span}
    return render(request, "documents/source.html", {**context, "as_text": as_text})


def page(request: HttpRequest, source_id: int, number: int) -> HttpResponse | FileResponse:
    """The picture of one page of a kept PDF."""
    found = get_object_or_404(queries.sources_visible_to(request.actor, on=timezone.localdate()), pk=source_id)
    path = actions.draw_page(found, number)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/webp")


def file(request: HttpRequest, source_id: int) -> HttpResponse | FileResponse:
    """Hand out the bytes of a kept paper; the download stands in the log."""
    found = get_object_or_404(queries.sources_visible_to(request.actor, on=timezone.localdate()), pk=source_id)
    path = queries.file_path(found)
    if path is None:
        raise Http404
    actions.note_download(found, by=request.actor, at=timezone.now())
    name = rules.download_name(found.title, found.media_type)
    kind = "text/plain; charset=utf-8" if found.narrowed else ""
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind or None)
