"""Doors of the shell itself: theme, keeping a session alive, error pages; the component page in debug."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phoihop.web.answers import error_page, own_address, part_or_page, safe_target
from phoihop.web.context import THEMES
from phoihop.web.gallery import examples
from phoihop.web.wording import STALE_FORM

__all__ = ["alive", "bad_request", "forbidden", "gallery", "not_found", "server_error", "stale_form", "theme"]

YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark (nền sáng, tối) in a cookie; empty follows the machine."""
    chosen, target = request.POST.get("theme", ""), request.POST.get("next", "/")

    answer = redirect(safe_target(request, target))
    if chosen in THEMES:
        answer.set_cookie("nen", chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        answer.delete_cookie("nen", samesite="Lax")
    return answer


@require_POST
def alive(request: HttpRequest) -> HttpResponse:
    """Answer the key that extends the session before the idle lock; accounts' middleware notes the time."""
    return JsonResponse({"signed_in": getattr(request, "actor", None) is not None})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return error_page(request, 403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of an older session, or of another site (CSRF): nothing was taken in, and how to send it again."""
    title, told = STALE_FORM
    return error_page(request, 403, title=str(title), told=str(told), back=own_address(request) or "/")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(request, 500)


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """All components in all states (giao diện), for those who build and review pages; only in debug."""
    context = examples(request)
    if request.GET.get("phan") == "giai-thich":
        return part_or_page(
            request, "web/components/explanation.html", {"ex": context["explanation"]}, page="web/gallery.html"
        )
    return render(request, "web/gallery.html", context)
