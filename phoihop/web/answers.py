"""How a view answers: a part of a page to HTMX, a whole page otherwise; and a refusal in the words of its part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from phoihop.core.refusal import Refusal
from phoihop.web import print as printed
from phoihop.web.wording import ERRORS, SIGNED_OUT, UNNAMED

__all__ = ["error_page", "is_part", "own_address", "part_or_page", "safe_target", "sentence"]


def is_part(request: HttpRequest) -> bool:
    """Whether HTMX asks for a part of a page (not a boosted or restored whole page)."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def part_or_page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, page: str, status: int = 200
) -> HttpResponse:
    """Answer with a part to HTMX; otherwise go to ``page``, or show it with the same context where it is a template.

    ``page`` is an address ("/bao-cao/12/") or a template name ("figures/explain.html").
    """
    if is_part(request):
        answer = render(request, template, dict(context or {}), status=status)
    elif page.startswith("/"):
        return redirect(page)
    else:
        answer = render(request, page, {**(context or {}), "part": template}, status=status)
    answer.headers["Vary"] = "HX-Request, Cookie"
    return answer


def safe_target(request: HttpRequest, text: str) -> str:
    """Where a form asks to go on (trang tiếp theo): a path of this site, otherwise the front page."""
    host, safely = {request.get_host()}, request.is_secure()
    ours = text.startswith("/") and url_has_allowed_host_and_scheme(text, host, require_https=safely)
    return text if ours else "/"


def own_address(request: HttpRequest) -> str:
    """The page that the reader came from, where it is ours."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return ""
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")


def sentence(refusal: Refusal) -> str:
    """The sentence of a refusal, from the ``wording.WORDING`` of its part, its blanks filled with the facts.

    Facts that ``wording.NAMES`` of the part names are told by these names.
    """
    part = import_module(f"phoihop.{refusal.part}.wording")
    words, names = getattr(part, "WORDING", {}).get(refusal.code), getattr(part, "NAMES", {})
    if words is None:
        return str(UNNAMED).format(code=f"{refusal.part}.{refusal.code}")
    return str(words).format(**{name: _told(fact, names) for name, fact in refusal.facts.items()})


def error_page(
    request: HttpRequest, status: int, *, title: str = "", told: str = "", code: str = "", back: str = "/"
) -> HttpResponse:
    """A page or, to HTMX, a message that says what happened and what to do."""
    named, usual = ERRORS[status]
    if getattr(request, "actor", None) is None:
        usual = SIGNED_OUT.get(status, usual)
    context = {
        "status": status,
        "title": title or named,
        "sentence": told or usual,
        "code": code,
        "back": back,
        "now": timezone.localtime(),
    }
    if is_part(request):
        answer = render(request, "web/_refused.html", context, status=status)
        answer.headers["HX-Retarget"] = "#thong-bao"
        answer.headers["HX-Reswap"] = "beforeend"
        return answer
    return render(request, "web/error.html", context, status=status)


def _told(fact: object, names: Mapping[str, object]) -> object:
    """A fact as it stands in a sentence: lists joined, counts and days in Vietnamese print."""
    if isinstance(fact, tuple | list | frozenset | set):
        return ", ".join(str(_told(item, names)) for item in fact)
    if isinstance(fact, int | float) and not isinstance(fact, bool):
        return printed.number(fact)
    if isinstance(fact, date) and not isinstance(fact, datetime):
        return printed.day(fact)
    return names.get(fact, fact) if isinstance(fact, str) else fact
