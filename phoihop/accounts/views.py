"""Doors of accounts: log-in, lock, password, acting body, administration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.accounts import actions, forms, queries
from phoihop.accounts.middleware import BODY, KEPT, SINCE, for_any_body, network_of, open_while_locked
from phoihop.accounts.models import Term, User
from phoihop.accounts.wording import SHOWN
from phoihop.core.actor import Actor, Role
from phoihop.core.refusal import Refusal, Refused
from phoihop.core.text import fold
from phoihop.web.answers import safe_target, sentence
from phoihop.web.print import day as printed_day

__all__ = [
    "account",
    "act_for",
    "assign",
    "bodies",
    "end",
    "hand_over",
    "index",
    "make",
    "me",
    "password",
    "reset",
    "resume",
    "sign_in",
    "sign_out",
    "switch",
    "unlock",
]

PER_PAGE = 50
REASONS = {
    "expired": gettext_lazy("Phiên làm việc đã quá 12 giờ. Mời đăng nhập lại."),
    "no_term": gettext_lazy("Phân công của tài khoản đã kết thúc. Mời liên hệ quản trị của cơ quan."),
    "signed_out": gettext_lazy("Đã đăng xuất."),
}


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or "/"

    return safe_target(request, target)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password (đăng nhập); one plain answer for every way of being wrong."""
    form = forms.SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.localtime()
        try:
            user = actions.check_sign_in(**form.cleaned_data, network=network_of(request), at=now)
        except Refused as refused:
            form.add_error(None, sentence(refused.refusal))
        else:
            request.session.pop(SINCE, None)
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            for acting in queries.acting(user, now.date())[:1]:
                actions.record_sign_in(by=acting.actor, at=now)
            return redirect(_next(request))
    reason = REASONS.get(request.GET.get("ly-do", ""), "")
    return render(request, "accounts/sign_in.html", {"form": form, "next": _next(request), "reason": reason})


@open_while_locked
@for_any_body
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session (đăng xuất).

    The page empties the browser's store itself: on a shared computer that also holds what others could not send.
    """
    logout(request)
    return redirect("/dang-nhap/?ly-do=signed_out")


@open_while_locked
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Open a page that locked itself (mở khóa) and go back to it, or to the form that was kept."""
    form = forms.UnlockForm(request.POST or None)
    kept = KEPT in request.session
    if request.method == "POST" and form.is_valid():
        name, word = request.user.get_username(), form.cleaned_data["password"]
        try:
            user = actions.check_sign_in(name, word, network=network_of(request), at=timezone.localtime())
        except Refused as refused:
            form.add_error("password", sentence(refused.refusal))
        else:
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            return redirect("accounts:resume") if kept else redirect(_next(request))
    context = {"form": form, "next": _next(request), "kept": kept, "officer": request.user}
    return render(request, "accounts/unlock.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Offer the form that was on its way when the page locked (gửi tiếp), or forget it."""
    kept = request.session.get(KEPT)
    if kept is None or request.method == "POST":
        request.session.pop(KEPT, None)
        return redirect(_next(request))
    return render(request, "accounts/resume.html", {"kept": kept})


@for_any_body
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password (đổi mật khẩu); the other sessions of the account end."""
    form = forms.PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.localtime()
        try:
            user = actions.change_password(_account(request), **form.cleaned_data, by=request.actor, at=now)
        except Refused as refused:
            wrong = refused.refusal.code == "wrong_name_or_password"
            form.add_error("old" if wrong else "new", sentence(refused.refusal))
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("Đã đổi mật khẩu. Các máy khác đang đăng nhập đã bị đăng xuất."))
            return redirect("accounts:me")
    first = _account(request).first_password_until is not None
    return render(request, "accounts/password.html", {"form": form, "first": first})


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """The account's own page (tài khoản và bảo mật): bodies, roles, until when."""
    today = timezone.localdate()
    return render(
        request, "accounts/me.html", {"terms": queries.terms_on(_account(request), today), "officer": request.user}
    )


@for_any_body
@require_POST
def act_for(request: HttpRequest) -> HttpResponse:
    """Switch the acting body (đổi cơ quan đang làm việc)."""
    chosen = request.POST.get("body", "")
    if chosen not in {str(one.actor.body_id) for one in request.acting}:
        raise Refused(Refusal("accounts", "no_such_body"))
    request.session[BODY] = int(chosen)
    return redirect(_next(request))


def _account(request: HttpRequest) -> User:
    """The account signed in; the middleware lets nobody else through."""
    user: User = request.user  # type: ignore[assignment]
    return user


def _administrator(request: HttpRequest) -> Actor:
    """The actor, where it administers accounts; for everybody else these pages do not exist."""
    if not request.actor.may(Role.ADMIN):
        raise Http404
    actor: Actor = request.actor
    return actor


def _user(request: HttpRequest, user_id: int) -> User:
    return get_object_or_404(queries.users_under(_administrator(request), on=timezone.localdate()), pk=user_id)


def _term(request: HttpRequest, term_id: int) -> Term:
    return get_object_or_404(queries.visible_terms(_administrator(request), on=timezone.localdate()), pk=term_id)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The accounts and terms of an administrator's branch (tài khoản, phân công)."""
    today, asked = timezone.localdate(), request.GET.get("loc", "").strip()
    shown = request.GET.get("xem", "")
    terms = queries.find_terms(_administrator(request), asked, on=today, shown=shown)
    page = Paginator(terms, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "asked": asked, "shown": shown, "choices": SHOWN, "today": today}
    return render(request, "accounts/index.html", context)


@require_GET
def bodies(request: HttpRequest) -> HttpResponse:
    """Answer the picker of bodies with those of the administrator's branch (gợi ý cơ quan)."""
    asked = request.GET.get("q", "").strip()
    found = queries.find_bodies(_administrator(request), asked, on=timezone.localdate())
    units = [{"id": one.id, "name": one.name, "path": one.above, "full": _full(one)} for one in found]
    return render(request, "web/components/unit_options.html", {"q": asked, "units": units})


def _full(body: queries.FoundBody) -> str:
    """A body's name with its unit above: two of one name are told apart."""
    return ", ".join(filter(None, (body.name, body.above)))


def _finder(actor: Actor, on: date) -> Callable[[str], list[tuple[int, str]]]:
    """What a body typed by its name may mean: those of the administrator's branch."""

    def find(text: str) -> list[tuple[int, str]]:
        asked, _comma, above = text.partition(",")
        found = queries.find_bodies(actor, asked.strip(), on=on)
        within = [one for one in found if fold(above) in fold(one.above)]
        return [(one.id, _full(one)) for one in within]

    return find


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Make an account with its roles (tạo tài khoản); the first password is shown once."""
    actor, now = _administrator(request), timezone.localtime()
    form = forms.AccountForm(
        request.POST or None,
        bodies=queries.named_bodies(actor, on=now.date()),
        find=_finder(actor, now.date()),
        initial={"valid_from": now.date()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_officer(**form.cleaned_data, by=actor, at=now)
        except Refused as refused:
            form.add_error("username", sentence(refused.refusal))
        else:
            terms = queries.visible_terms(actor, on=now.date()).filter(user=made.user)
            return render(request, "accounts/made.html", {"made": made, "terms": terms})
    return render(request, "accounts/make.html", {"form": form})


@require_GET
def account(request: HttpRequest, user_id: int) -> HttpResponse:
    """One account with its terms (tài khoản): give, end and hand over roles, lock, new password."""
    user, today = _user(request, user_id), timezone.localdate()
    terms = queries.visible_terms(request.actor, on=today).filter(user=user)
    assign = forms.AssignForm(bodies=queries.named_bodies(request.actor, on=today), initial={"valid_from": today})
    return render(request, "accounts/account.html", {"officer": user, "terms": terms, "assign": assign})


@require_POST
def assign(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give a role (phân công)."""
    user, now = _user(request, user_id), timezone.localtime()
    bodies = queries.named_bodies(request.actor, on=now.date())
    form = forms.AssignForm(request.POST, bodies=bodies, find=_finder(request.actor, now.date()))
    if not form.is_valid():
        terms = queries.visible_terms(request.actor, on=now.date()).filter(user=user)
        return render(request, "accounts/account.html", {"officer": user, "terms": terms, "assign": form}, status=422)
    given = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
    actions.assign(user, **given, by=request.actor, at=now)
    messages.success(request, _("Đã phân công."))
    return redirect("accounts:account", user_id)


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, term_id: int) -> HttpResponse:
    """Pass a role to another account (bàn giao)."""
    term, now = _term(request, term_id), timezone.localtime()
    asked = "" if request.method == "POST" else request.GET.get("loc", "").strip()
    users = queries.heirs_for(request.actor, term, on=now.date(), asked=asked)
    rest = queries.kept_terms(request.actor, term, on=now.date())
    begins = {"on": now.date() + timedelta(days=1)}
    form = forms.HandOverForm(request.POST or None, users=users, others=rest.count(), initial=begins)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            others = list(rest) if said.pop("whole", False) else []
            heir = actions.hand_over_all([term, *others], **said, by=request.actor, at=now)[0]
        except Refused as refused:
            if refused.refusal.code != "heir_of_another_unit":
                raise
            form.add_error("elsewhere", sentence(refused.refusal))
        else:
            told = _("Đã bàn giao cho {name} từ ngày {on}.").format(
                name=heir.user.name, on=printed_day(heir.valid_from)
            )
            messages.success(request, told)
            return redirect("accounts:account", term.user_id)
    return render(request, "accounts/hand_over.html", {"term": term, "form": form, "asked": asked})


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, term_id: int) -> HttpResponse:
    """End a role (thôi phân công)."""
    term, now = _term(request, term_id), timezone.localtime()
    form = forms.EndForm(request.POST or None, initial={"on": now.date() + timedelta(days=1)})
    if request.method == "POST" and form.is_valid():
        actions.end_term(term, on=form.cleaned_data["on"], by=request.actor, at=now)
        messages.success(request, _("Đã ghi ngày kết thúc phân công."))
        return redirect("accounts:account", term.user_id)
    return render(request, "accounts/end.html", {"term": term, "form": form})


@require_POST
def reset(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give a new first password (cấp lại mật khẩu), shown once."""
    made = actions.reset_password(_user(request, user_id), by=request.actor, at=timezone.localtime())
    return render(request, "accounts/made.html", {"made": made, "again": True})


@require_POST
def switch(request: HttpRequest, user_id: int) -> HttpResponse:
    """Lock an account or open it again (khóa, mở khóa)."""
    user = _user(request, user_id)
    change = actions.disable if user.is_active else actions.enable
    change(user, by=request.actor, at=timezone.localtime())
    messages.success(request, _("Đã khóa tài khoản.") if user.is_active else _("Đã mở khóa tài khoản."))
    return redirect("accounts:account", user_id)
