"""One reading of what stays for one page, refusals shown as 409, odd addresses as 400, headers of private pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from phoihop.core.once import one_answer
from phoihop.core.refusal import Refused
from phoihop.web.answers import error_page, own_address, sentence

__all__ = ["OneAnswerMiddleware", "ReadableAddressMiddleware", "RefusalMiddleware", "SecurityHeadersMiddleware"]

Answer = Callable[[HttpRequest], HttpResponse]

#: Browser abilities that no page of ours uses.
UNUSED = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


class OneAnswerMiddleware:
    """A page that only reads sees one state of the units and periods, and reads it once."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with one_answer():
            return self.get_response(request)


class ReadableAddressMiddleware:
    """An address with a NUL, which no text of a database may hold, is refused (400) before anything asks with it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not any("\0" in text for name, values in request.GET.lists() for text in (name, *values)):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": str(_("Địa chỉ có ký tự không hợp lệ."))}, status=400)
        return error_page(request, 400)


class RefusalMiddleware:
    """Show a ``Refused`` raised by an action as 409, in the sentence of its part (báo từ chối).

    An address that only takes forms, opened by itself, says so (405) in place of an empty page.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code != 405 or request.path.startswith("/api/"):
            return answer
        page = error_page(request, 405)
        page.headers["Allow"] = answer.headers.get("Allow", "")
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused) or request.path.startswith("/api/"):
            return None
        refusal = exception.refusal
        return error_page(
            request,
            409,
            told=sentence(refusal),
            code=f"{refusal.part}.{refusal.code}",
            back=own_address(request) or request.path,
        )


class SecurityHeadersMiddleware:
    """Signed-in pages are never stored; every page is cut off from other origins. CSP is django-csp's."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Permissions-Policy", UNUSED)
        if getattr(request, "actor", None) is not None:
            response.headers["Cache-Control"] = "no-store, private"
            patch_vary_headers(response, ["Cookie"])
        return response
