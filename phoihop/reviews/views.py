"""Doors of reviews: the list, the editor, the paper."""

from __future__ import annotations

import hashlib
from typing import Literal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.core.refusal import Refused
from phoihop.documents.actions import Scan
from phoihop.reviews import actions, letters, queries
from phoihop.reviews.forms import IssueForm, LetterheadForm, ParagraphForm, StartForm
from phoihop.reviews.models import Paragraph, Review, Section
from phoihop.reviews.rules.states import Kind
from phoihop.web.answers import sentence

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The page "Sơ kết, tổng kết": reviews of the actor's branch, newest years first."""
    today = timezone.localdate()
    form = StartForm(programmes=queries.programmes_for(request.actor, on=today))
    context = {"reviews": queries.listed(request.actor, on=today), "form": form}
    return render(request, "reviews/index.html", context)


def start(request: HttpRequest) -> HttpResponse:
    """The form "Lập báo cáo" and its answer."""
    programmes = queries.programmes_for(request.actor, on=timezone.localdate())
    form = StartForm(request.POST if request.method == "POST" else None, programmes=programmes)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        review = actions.start(
            asked["programme"],
            kind=Kind(asked["kind"]),
            first_year=asked["first_year"],
            last_year=asked["last_year"],
            by=request.actor,
            at=timezone.localtime(),
        )
        return redirect("reviews:show", review.pk)
    return render(request, "reviews/start.html", {"form": form})


@require_GET
def show(request: HttpRequest, review_id: int) -> HttpResponse:
    """The editor: outline, one section as it will be printed, its numbers."""
    review = _seen(request, review_id)
    return render(request, "reviews/show.html", queries.page(review, request.actor, section=request.GET.get("muc", "")))


def edit(request: HttpRequest, paragraph_id: int) -> HttpResponse:
    """The text of one paragraph for editing, and the button "Lưu"."""
    paragraph = _paragraph(request, paragraph_id)
    if request.method != "POST":
        form = ParagraphForm(initial={"text": queries.typed_text(paragraph), "version": paragraph.version})
        return _editing(request, paragraph, form)
    form = ParagraphForm(request.POST)
    if not form.is_valid():
        return _editing(request, paragraph, form, status=422)
    asked, now = form.cleaned_data, timezone.localtime()
    try:
        actions.save_paragraph(paragraph, typed=asked["text"], seen=asked["version"], by=request.actor, at=now)
    except Refused as refused:
        paragraph.refresh_from_db()
        form = ParagraphForm(initial={"text": asked["text"], "version": paragraph.version})
        theirs = queries.typed_text(paragraph) if refused.refusal.code == "changed_meanwhile" else ""
        return _editing(request, paragraph, form, told=sentence(refused.refusal), theirs=theirs, status=409)
    return _section_page(paragraph.section)


@require_POST
def add(request: HttpRequest, section_id: int) -> HttpResponse:
    """Answer the button "Thêm đoạn"; what was refused stays in its box, the reason beside it."""
    section = _section(request, section_id)
    form = ParagraphForm(request.POST)
    if not form.is_valid():
        return _section_page(section)
    typed = form.cleaned_data["text"]
    try:
        actions.add_paragraph(section, typed=typed, by=request.actor, at=timezone.localtime())
    except Refused as refused:
        context = queries.page(section.review, request.actor, section=str(section.pk))
        if not context["may_edit"]:
            raise
        context |= {"adding": typed, "not_added": sentence(refused.refusal)}
        return render(request, "reviews/show.html", context, status=409)
    return _section_page(section)


@require_POST
def draft(request: HttpRequest, section_id: int) -> HttpResponse:
    """Answer the button "Soạn từ số liệu"."""
    section = _section(request, section_id)
    made = actions.draft_section(section, by=request.actor, at=timezone.localtime())
    if not made:
        messages.warning(request, _("Chưa có số liệu để soạn mục này."))
    return _section_page(section)


@require_POST
def own(request: HttpRequest, paragraph_id: int) -> HttpResponse:
    """Answer the button "Xác nhận là số nhập tay"."""
    paragraph = _paragraph(request, paragraph_id)
    actions.own_numbers(paragraph, by=request.actor, at=timezone.localtime())
    return _section_page(paragraph.section)


@require_POST
def remove(request: HttpRequest, paragraph_id: int) -> HttpResponse:
    """Answer the button "Bỏ đoạn"."""
    paragraph = _paragraph(request, paragraph_id)
    actions.remove_paragraph(paragraph, by=request.actor, at=timezone.localtime())
    return _section_page(paragraph.section)


def letterhead(request: HttpRequest, review_id: int) -> HttpResponse:
    """The form "Thể thức": number, date, addressees, signer, recipients."""
    review = _seen(request, review_id)
    kept = {**queries.papers_head(review).as_dict(), "number": review.number, "dated": review.dated}
    form = LetterheadForm(request.POST if request.method == "POST" else None, initial=kept)
    if request.method == "POST" and form.is_valid():
        actions.save_letterhead(
            review,
            letterhead=form.letterhead(),
            number=form.cleaned_data["number"],
            dated=form.cleaned_data["dated"],
            by=request.actor,
            at=timezone.localtime(),
        )
        return redirect("reviews:show", review.pk)
    return render(request, "reviews/letterhead.html", {"review": review, "form": form})


@require_POST
def take(request: HttpRequest, review_id: int) -> HttpResponse:
    """Answer the button "Cập nhật các số mới"."""
    review = _seen(request, review_id)
    actions.take_changes(review, by=request.actor, at=timezone.localtime())
    return redirect("reviews:show", review.pk)


@require_POST
def finish(request: HttpRequest, review_id: int) -> HttpResponse:
    """Answer the button "Hoàn thành bản trình ký"; a refusal stands on the page with the sections that it means."""
    review = _seen(request, review_id)
    try:
        actions.finish(review, by=request.actor, at=timezone.localtime())
    except Refused as refused:
        if refused.refusal.code not in ("open_numbers", "unwritten", "open_and_unwritten"):
            raise
        context = queries.page(review, request.actor, section="") | {"stopped": sentence(refused.refusal)}
        return render(request, "reviews/show.html", context, status=409)
    return redirect("reviews:show", review.pk)


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, review_id: int) -> HttpResponse:
    """The form "Ghi số, ngày ban hành" and its answer."""
    review = _seen(request, review_id)
    if not queries.may_issue(request.actor, review):
        raise Http404
    known = {"number": review.number, "dated": review.dated, "signer": queries.papers_head(review).signer}
    form = IssueForm(request.POST or None, request.FILES or None, initial=known)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        scan = Scan(given["scan"].name, given["scan"].read()) if given["scan"] else None
        said = {"number": given["number"], "dated": given["dated"], "signer": given["signer"]}
        try:
            actions.issue(review, **said, scan=scan, by=request.actor, at=timezone.localtime())
        except Refused as refused:
            late = refused.refusal.code == "signed_on_a_day_to_come"
            form.add_error("dated" if late else None, sentence(refused.refusal))
            status = 409
        else:
            messages.success(request, _("Đã ghi số, ngày ban hành. Bản in mang số và ngày này."))
            return redirect("reviews:show", review.pk)
    context = {"review": review, "form": form, "head": queries.papers_head(review)}
    return render(request, "reviews/issue.html", context, status=status)


@require_POST
def reopen(request: HttpRequest, review_id: int) -> HttpResponse:
    """Answer the button "Mở lại dự thảo"."""
    review = actions.reopen(_seen(request, review_id), by=request.actor, at=timezone.localtime())
    return redirect("reviews:show", review.pk)


@require_GET
def download(request: HttpRequest, review_id: int, form: str) -> HttpResponse:
    """The paper as DOCX or PDF; that it was taken away is recorded."""
    review = _seen(request, review_id)
    if form not in TYPES:
        raise Http404
    as_: Literal["docx", "pdf"] = "pdf" if form == "pdf" else "docx"
    content = letters.export(review, as_=as_, site=request.build_absolute_uri("/").rstrip("/"))
    digest = hashlib.sha256(content).hexdigest()
    actions.note_download(review, form=form, digest=digest, by=request.actor, at=timezone.localtime())
    answer = HttpResponse(content, content_type=TYPES[form])
    how = "inline" if form == "pdf" else "attachment"
    answer.headers["Content-Disposition"] = f'{how}; filename="{letters.filename(review, form)}"'
    return answer


def _seen(request: HttpRequest, review_id: int) -> Review:
    seen = queries.visible_to(request.actor, on=timezone.localdate())
    return get_object_or_404(seen.select_related("body__place", "programme", "edition"), pk=review_id)


def _section(request: HttpRequest, section_id: int) -> Section:
    seen = queries.visible_to(request.actor, on=timezone.localdate())
    return get_object_or_404(
        Section.objects.select_related("review__body__place", "review__programme", "review__edition"),
        pk=section_id,
        review__in=seen,
    )


def _paragraph(request: HttpRequest, paragraph_id: int) -> Paragraph:
    seen = queries.visible_to(request.actor, on=timezone.localdate())
    paragraphs = Paragraph.objects.select_related(
        "section__review__body__place", "section__review__programme", "section__review__edition"
    )
    return get_object_or_404(paragraphs, pk=paragraph_id, section__review__in=seen)


def _section_page(section: Section) -> HttpResponse:
    return redirect(f"{reverse('reviews:show', args=[section.review_id])}?muc={section.pk}")


def _editing(
    request: HttpRequest,
    paragraph: Paragraph,
    form: ParagraphForm,
    *,
    told: str = "",
    theirs: str = "",
    status: int = 200,
) -> HttpResponse:
    context = queries.page(paragraph.section.review, request.actor, section=str(paragraph.section_id))
    context |= {"editing": paragraph, "form": form, "told": told, "theirs": theirs}
    return render(request, "reviews/show.html", context, status=status)
