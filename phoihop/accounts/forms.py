"""What the pages of accounts ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.accounts.models import ROLES, User
from phoihop.organisations.models import Body

__all__ = ["AccountForm", "AssignForm", "EndForm", "HandOverForm", "PasswordForm", "SignInForm", "UnlockForm"]

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _password(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": autocomplete})


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=64,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
        error_messages={"required": _("Nhập tên đăng nhập.")},
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=256,
        strip=False,
        widget=_password("current-password"),
        error_messages={"required": _("Nhập mật khẩu.")},
    )


class UnlockForm(forms.Form):
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": _("Nhập mật khẩu.")},
    )


class PasswordForm(forms.Form):
    old = forms.CharField(
        label=_("Mật khẩu đang dùng"), max_length=256, strip=False, widget=_password("current-password")
    )
    new = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=256,
        strip=False,
        widget=_password("new-password"),
        help_text=_("Từ 14 ký tự trở lên. Nên ghép vài từ dễ nhớ; được dán từ trình quản lý mật khẩu."),
    )


class AccountForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    office = forms.CharField(label=_("Chức vụ"), max_length=160, required=False)
    username = forms.CharField(label=_("Tên đăng nhập"), max_length=64, help_text=_("Ví dụ: viet.pq.giavien"))
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Cơ quan"), empty_label=_("Chọn cơ quan"))
    roles = forms.MultipleChoiceField(label=_("Vai trò"), choices=ROLES, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["body"].label_from_instance = lambda body: body.shown  # type: ignore[attr-defined]


class AssignForm(forms.Form):
    role = forms.ChoiceField(label=_("Vai trò"), choices=ROLES)
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Cơ quan"), empty_label=_("Chọn cơ quan"))
    valid_from = forms.DateField(label=_("Từ ngày"), widget=_DAY)
    valid_to = forms.DateField(label=_("Đến trước ngày"), widget=_DAY, required=False)

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["body"].label_from_instance = lambda body: body.shown  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        User.objects.none(), label=_("Người nhận bàn giao"), error_messages={"required": _("Chọn người nhận bàn giao.")}
    )
    on = forms.DateField(
        label=_("Từ ngày"),
        widget=_DAY,
        help_text=_("Người nhận đảm nhiệm từ ngày này; người bàn giao kết thúc phân công cùng ngày."),
    )

    def __init__(self, *args: Any, users: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = users  # type: ignore[attr-defined]
        self.fields["to"].label_from_instance = lambda user: f"{user.name} ({user.username})"  # type: ignore[attr-defined]


class EndForm(forms.Form):
    on = forms.DateField(label=_("Kết thúc từ ngày"), widget=_DAY)
