"""Who is at the other end: deny by default, the acting body, the idle lock, the end of a session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from phoihop.accounts import queries, rules
from phoihop.core.actor import Actor
from phoihop.core.refusal import Refusal
from phoihop.web.answers import error_page, sentence
from phoihop.web.rail import MATTERS

__all__ = ["KEPT", "SEEN", "ActorMiddleware", "for_any_body", "network_of", "open_while_locked"]

#: The signed cookie that carries the time of the last request; the database is not written for it.
SEEN = "phoihop_seen"
#: Session keys: when it began, when it was last opened by password, the acting body, a form typed into a locked page.
SINCE, OPENED, BODY, KEPT = "since", "opened", "body", "kept"
#: The most that is kept of such a form (characters).
KEPT_AT_MOST = 300_000

View = TypeVar("View", bound=Callable[..., Any])


def open_while_locked(view: View) -> View:
    """Mark a view that a locked session may still call: unlock, sign out."""
    view.open_while_locked = True
    return view


def for_any_body(view: View) -> View:
    """Mark a view that is the person's own affair, whichever body the form was opened for: password, switching."""
    view.for_any_body = True
    return view


def network_of(request: HttpRequest) -> str:
    """The caller's address; behind ``PHOIHOP_PROXIES`` proxies the one that the outermost of them saw."""
    hops = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if hops and len(forwarded) >= hops:
        return forwarded[-hops]
    return str(request.META.get("REMOTE_ADDR", ""))


class ActorMiddleware:
    """Give every request its ``actor``, or send it away.

    A view is open only where it carries Django's ``login_not_required``. ``request.actor`` is a
    ``core.actor.Actor`` or ``None`` (public pages); ``request.acting`` lists the bodies to switch between;
    ``request.idle_minutes`` says when the page locks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None
        request.acting = []
        request.idle_minutes = 60
        response = self.get_response(request)
        if request.actor is not None and request.headers.get("X-Background") != "1":
            response.set_cookie(
                SEEN,
                _signer(request).sign("1"),
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        open_to_all = not getattr(view, "login_required", True)
        if not request.user.is_authenticated:
            return None if open_to_all else _to_sign_in(request)
        now = timezone.localtime()
        refused = self._identify(request, now)
        if refused == "":
            stopped = self._first_password(request, view) or _closed_to(request, request.actor)
            own_affair = getattr(view, "for_any_body", False)
            return _unless(open_to_all, stopped or (None if own_affair else _made_for_another(request, request.actor)))
        if refused == "locked":
            if getattr(view, "open_while_locked", False) or open_to_all:
                return None
            return _to_unlock(request)
        logout(request)
        return None if open_to_all else _to_sign_in(request, reason=refused)

    def _identify(self, request: HttpRequest, now: datetime) -> str:
        """Set the actor; return "" or why there is none: "expired", "no_term", "locked"."""
        began = request.session.get(SINCE)
        since = datetime.fromisoformat(began) if began else None
        if since is None or rules.session_is_over(since=since, now=now):
            return "expired"
        found = queries.acting(request.user, now.date())  # type: ignore[arg-type]
        if not found:
            return "no_term"
        chosen = request.session.get(BODY)
        current = next((one for one in found if one.actor.body_id == chosen), found[0])
        request.idle_minutes = rules.idle_minutes(current.actor.roles)
        opened = datetime.fromisoformat(request.session[OPENED])
        if _idle_for(request, opened, now) >= request.idle_minutes * 60:
            return "locked"
        request.actor = current.actor
        request.acting = found
        return ""

    def _first_password(self, request: HttpRequest, view: Callable[..., HttpResponse]) -> HttpResponse | None:
        """Whoever still has the password that an administrator made changes it before anything else."""
        if request.user.first_password_until is None or getattr(view, "open_while_locked", False):  # type: ignore[union-attr]
            return None
        if request.path == reverse("accounts:password"):
            return None
        return _sent_on(request, reverse("accounts:password"))


def _unless(open_to_all: bool, answer: HttpResponse | None) -> HttpResponse | None:
    return None if open_to_all else answer


def _closed_to(request: HttpRequest, actor: Actor) -> HttpResponse | None:
    """What the pages of a part answer to roles that do not open it; ``None`` where they do."""
    match = request.resolver_match
    matter = MATTERS.get(match.namespaces[0]) if match and match.namespaces else None
    refusal = rules.refusal_to_open(actor=actor, matter=matter) if matter else None
    if refusal is None:
        return None
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": sentence(refusal)}, status=403)
    return error_page(request, 403, told=sentence(refusal), code=f"{refusal.part}.{refusal.code}")


def _made_for_another(request: HttpRequest, actor: Actor) -> HttpResponse | None:
    """What a form answers that was opened for another body than the one that its sender now acts for."""
    acting = request.POST.get("acting_for") if request.method == "POST" else None
    if acting is None or acting == str(actor.body_id):
        return None
    refusal = Refusal("accounts", "made_for_another")
    return error_page(request, 409, told=sentence(refusal), code=f"{refusal.part}.{refusal.code}")


def _signer(request: HttpRequest) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"{SEEN}:{request.session.session_key}")


def _idle_for(request: HttpRequest, opened: datetime, now: datetime) -> float:
    """Seconds since the last request of this session, or since the password was last given."""
    idle = (now - opened).total_seconds()
    cookie = request.COOKIES.get(SEEN, "")
    try:
        _signer(request).unsign(cookie)
    except signing.BadSignature:
        return idle
    return min(idle, now.timestamp() - signing.b62_decode(cookie.split(":")[1]))


def _to_sign_in(request: HttpRequest, reason: str = "") -> HttpResponse:
    told = {"next": _page(request), **({"ly-do": reason} if reason else {})}
    return _sent_on(request, f"{reverse('accounts:sign_in')}?{urlencode(told)}")


def _to_unlock(request: HttpRequest) -> HttpResponse:
    """Ask for the password again; a form that was on its way is kept in the session and offered back."""
    if request.method == "POST" and not _scripted(request):
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
        fields = [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]
        if sum(len(name) + len(value) for name, value in fields) <= KEPT_AT_MOST:
            request.session[KEPT] = {"path": request.get_full_path(), "fields": fields}
    return _sent_on(request, f"{reverse('accounts:unlock')}?{urlencode({'next': _page(request)})}")


def _page(request: HttpRequest) -> str:
    """The page to come back to: the one that asked, or the one on which a part or a form stood."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    host = f"{request.scheme}://{request.get_host()}"
    return came_from.removeprefix(host) if came_from.startswith(f"{host}/") else "/"


def _sent_on(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect; to HTMX and scripts a 401 that names the address, so that nothing is taken for saved."""
    if _scripted(request):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return redirect(address)


def _scripted(request: HttpRequest) -> bool:
    """Whether a script asks (HTMX, the entry grid), which keeps what was typed itself."""
    return bool(request.headers.get("HX-Request")) or "text/html" not in request.headers.get("Accept", "text/html")
