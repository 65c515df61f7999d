"""Addresses for the tests of the shell: an entry screen that remembers cells, refusals, every part of the rail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_POST

from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.refusal import Refusal, Refused
from phoihop.web import views
from phoihop.web.answers import part_or_page

ACTOR = Actor(1, "Trần Thu Hà", 2, 3, System.POLICE, Level.PROVINCE, frozenset(Role), "37")
SAVED: dict[str, dict[str, str]] = {}
#: Answers the tests want instead of a plain save: cell → (status, body).
ANSWERS: dict[str, tuple[int, dict[str, object]]] = {}

ENTRY_PAGE = """{% extends "web/entry.html" %}{% load ui %}
{% block title %}Nhập số liệu{% endblock %}
{% block crumbs %}<li><a href="/">Báo cáo, số liệu</a></li><li><a href="/">Biểu 02-TH</a></li>{% endblock %}
{% block heading %}Số liệu năm 2026, xã Gia Viễn{% endblock %}
{% block lede %}<p>Kỳ 15/12/2025 – 14/12/2026. Hạn nộp <b>thứ Tư 16/12, 17:00</b>, còn 7 ngày.</p>{% endblock %}
{% block acts %}
<button type="button" class="btn q js-only" data-opens="dan-cot">{% icon "col" "s" %}Dán cột từ Excel</button>
<button type="button" class="btn q" data-print>{% icon "print" "s" %}In biểu</button>{% endblock %}
{% block print_head %}<div class="ponly print-form"><p class="print-right">Biểu 02-TH<br>Kỳ: 15/12/2025 – 14/12/2026</p>
<p><b>CÔNG AN XÃ GIA VIỄN</b></p><p class="print-title">Biểu số liệu năm 2026</p></div>{% endblock %}"""
#: Section → rows of name, unit, previous, value, state; all invented.
ENTRY = {
    "A. Tuyên truyền, vận động": [
        ("Buổi tuyên truyền, vận động tập trung", "buổi", "31", "36", "ok"),
        ("Lượt người dự tuyên truyền", "lượt người", "4.210", "4.865", "ok"),
        ("Tin, bài, phóng sự đăng, phát", "tin, bài", "58", "61", "ok"),
        ("Tờ rơi, pa nô, áp phích, tài liệu phát hành", "bản", "1.200", "1.350", "ok"),
    ],
    "B. Mô hình, câu lạc bộ, điển hình": [
        ("Hệ thống camera an ninh", "hệ thống", "6", "48", "ask"),
        ("Nguồn tin nhân dân cung cấp về an ninh, trật tự", "tin", "97", "12a", "err"),
        ("Câu lạc bộ tham gia bảo đảm an ninh, trật tự", "CLB", "4", "5", "back"),
        ("Lượt gặp gỡ chức sắc, chức việc, người có uy tín", "lượt", "–", "", "na"),
        ("Tỷ lệ ý kiến được giải quyết", "%", "89,2", "91,1", "lock"),
    ],
    "C. Lực lượng nòng cốt, tập huấn": [
        ("Tổ bảo vệ an ninh, trật tự ở cơ sở", "tổ", "18", "", ""),
        ("Lượt tuần tra, canh gác có nhân dân tham gia", "lượt", "912", "", ""),
        ("Lớp tập huấn, bồi dưỡng", "lớp", "2", "", ""),
        ("Lượt cán bộ, hội viên được tập huấn", "lượt người", "118", "", ""),
    ],
}
MESSAGES = {
    "ask": "Tăng gấp 8 lần so với kỳ trước. Nếu đúng, ghi một câu lý do.",
    "err": "Chỉ tiêu 6: nhập số nguyên từ 0 trở lên. Ô đang ghi “12a”.",
    "back": "Công an tỉnh trả lại: kiểm tra lại, 6 tháng báo 6 câu lạc bộ.",
}
CHANGES = {
    "36": "+16,1 %",
    "4.865": "+15,6 %",
    "61": "+5,2 %",
    "1.350": "+12,5 %",
    "48": "gấp 8 lần",
    "91,1": "+1,9 điểm",
}


class ActingMiddleware:
    """Signs everyone in as one compiler, unless the address says ``?ngoai``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None if "ngoai" in request.GET else ACTOR  # type: ignore[attr-defined]
        return self.get_response(request)


def shell(request: HttpRequest) -> dict[str, object]:
    return {
        "acting_body": "Công an tỉnh Ninh Bình",
        "acting_bodies": [
            {"id": 1, "name": "Công an tỉnh Ninh Bình", "note": "tổng hợp, duyệt", "current": True},
            {"id": 2, "name": "Công an xã Gia Viễn", "note": "nhập"},
        ],
        "jobs_running": 1,
    }


def blank(request: HttpRequest) -> HttpResponse:
    return render(request, "web/base.html")


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refused(Refusal("web", "closed", missing=("TT01", "TT02"), count=1500))


def detail(request: HttpRequest, code: str) -> HttpResponse:
    explanation = {"title": f"Chỉ tiêu {code}", "subtitle": "Cách đếm", "facts": [("Đếm gì", "Buổi có hai bên.")]}
    return part_or_page(request, "web/components/explanation.html", {"ex": explanation}, page="/giao-dien/")


def entry(request: HttpRequest) -> HttpResponse:
    page = engines["django"].from_string(ENTRY_PAGE)
    return HttpResponse(page.render(entry_context(), request))


def entry_context() -> dict[str, object]:
    sections, number = [], 0
    for head, rows in ENTRY.items():
        cells = []
        for name, unit, before, value, state in rows:
            number += 1
            code = f"C{number:02}"
            cells.append(
                {
                    "code": code,
                    "number": number,
                    "name": name,
                    "unit": unit,
                    "previous": before,
                    "value": value,
                    "state": state,
                    "message": MESSAGES.get(state, ""),
                    "change": CHANGES.get(value, ""),
                    "decimal": unit == "%",
                    "detail_href": f"/nhap/chi-tiet/{code}/",
                    "version": 1 if value else 0,
                }
            )
        sections.append({"id": f"s{len(sections)}", "name": head, "cells": cells})
    return {
        "caption": "13 chỉ tiêu của biểu 02-TH",
        "previous_head": "Năm 2025",
        "now_head": "Năm 2026",
        "sections": sections,
        "grid_key": "thu",
        "save_href": "/nhap/luu/",
        "action": "/nhap/",
        "submit_label": "Kiểm tra và gửi",
    }


def units(request: HttpRequest) -> HttpResponse:
    """Answers a picker: one unit of today, one old name with its heirs."""
    found = [
        {"id": 11, "name": "Xã Ý Yên", "path": "tỉnh Ninh Bình"},
        {
            "id": 7,
            "name": "Huyện Ý Yên",
            "on": date(2025, 7, 1),
            "heirs": [{"id": 12, "name": "Xã Yên Đồng", "path": "tỉnh Ninh Bình"}],
        },
    ]
    asked = request.GET.get("q", "")
    shown = [unit for unit in found if asked.lower() in str(unit["name"]).lower()]
    return render(request, "web/components/unit_options.html", {"units": shown, "q": asked})


def save(request: HttpRequest) -> HttpResponse:
    cell = request.POST["cell"]
    if cell in ANSWERS:
        status, body = ANSWERS[cell]
        return JsonResponse(body, status=status)
    SAVED[cell] = request.POST.dict()
    return JsonResponse(
        {"state": "ok", "value": request.POST["value"], "version": 2, "na": request.POST.get("na") == "1" or None}
    )


def part(name: str, *pages: str) -> object:
    return path(f"{name}/", include(([path(f"{page}/", blank, name=page) for page in pages], name)))


urlpatterns = [
    path("", include("phoihop.web.urls")),
    path("", blank),
    path("giao-dien/", views.gallery, name="gallery"),
    path("tu-choi/", refuse),
    path("gui/", require_POST(blank)),
    path("nhap/", entry),
    path("don-vi/tim/", units),
    path("nhap/luu/", save),
    path("nhap/chi-tiet/<str:code>/", detail),
    part("home", "index", "search", "help"),
    part("accounts", "index", "act_for", "me", "sign_out"),
    *(part(name, "index") for name in ("programmes", "work", "exemplars", "reports", "reviews", "conferences")),
    *(part(name, "index") for name in ("commendations", "documents", "opinions", "bulletins", "jobs")),
]
handler404 = "phoihop.web.views.not_found"
