"""What the pages of accounts ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from phoihop.accounts.models import ROLES, User
from phoihop.organisations.models import Body
from phoihop.web.forms import Form, PickField

__all__ = ["AccountForm", "AssignForm", "EndForm", "HandOverForm", "PasswordForm", "SignInForm", "UnlockForm"]

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _password(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": autocomplete})


class SignInForm(Form):
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


class UnlockForm(Form):
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": _("Nhập mật khẩu.")},
    )


class PasswordForm(Form):
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


class _TermForm(Form):
    """A body of the branch, found by searching, and the days of a term."""

    body = PickField(
        Body.objects.none(),
        label=_("Cơ quan"),
        help_text=_("Gõ tên rồi chọn trong danh sách gợi ý; tỉnh, thành phố ghi ở dòng dưới."),
        error_messages={
            "required": _("Cơ quan: gõ tên rồi chọn trong danh sách gợi ý."),
            "invalid_choice": _("Cơ quan: mời chọn cơ quan trong ngành dọc, có trong danh sách gợi ý."),
        },
    )
    valid_from = forms.DateField(label=_("Từ ngày"), widget=_DAY)
    valid_to = forms.DateField(
        label=_("Đến trước ngày"), widget=_DAY, required=False, help_text=_("Để trống nếu chưa định ngày kết thúc.")
    )

    def __init__(
        self, *args: Any, bodies: Any, find: Callable[[str], list[tuple[int, str]]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["body"].search = find  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = data.get("valid_from"), data.get("valid_to")
        if begins and ends and ends <= begins:
            self.add_error("valid_to", _("Đến trước ngày: chọn ngày sau ngày bắt đầu, hoặc để trống."))
        return data


class AccountForm(_TermForm):
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    office = forms.CharField(label=_("Chức vụ"), max_length=160, required=False)
    username = forms.CharField(label=_("Tên đăng nhập"), max_length=64, help_text=_("Ví dụ: viet.pq.giavien"))
    roles = forms.MultipleChoiceField(label=_("Vai trò"), choices=ROLES, widget=forms.CheckboxSelectMultiple)

    field_order = ("name", "office", "username", "body", "roles", "valid_from", "valid_to")


class AssignForm(_TermForm):
    role = forms.ChoiceField(label=_("Vai trò"), choices=ROLES)

    field_order = ("role", "body", "valid_from", "valid_to")


class _Heirs(ModelChoiceIterator[Any]):
    """The receivers in groups: of the same unit, of the same province, of others."""

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        for (same, near), found in groupby(self.queryset, key=lambda user: (user.same, user.near)):
            name = _("Cùng đơn vị") if same else _("Đơn vị khác cùng tỉnh, thành phố") if near else _("Đơn vị khác")
            yield name, [self.choice(user) for user in found]


class _HeirField(forms.ModelChoiceField):  # type: ignore[type-arg]
    iterator = _Heirs

    def label_from_instance(self, obj: Any) -> str:
        named = f"{obj.name} ({obj.username})"
        return f"{named}, {obj.unit}" if obj.unit else named


class HandOverForm(Form):
    to = _HeirField(
        User.objects.none(),
        label=_("Người nhận bàn giao"),
        empty_label=_("Chọn người nhận"),
        error_messages={"required": _("Chọn người nhận bàn giao.")},
    )
    on = forms.DateField(
        label=_("Từ ngày"),
        widget=_DAY,
        help_text=_("Người nhận đảm nhiệm từ ngày này; người bàn giao kết thúc phân công cùng ngày."),
    )
    whole = forms.BooleanField(
        label=_("Bàn giao cùng lúc mọi vai trò khác còn giữ"),
        help_text=_("Cùng người nhận, cùng ngày."),
        required=False,
    )
    elsewhere = forms.BooleanField(label=_("Tôi xác nhận giao vai trò này cho người của đơn vị khác"), required=False)

    def __init__(self, *args: Any, users: Any, others: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not others:
            del self.fields["whole"]
        self.fields["to"].queryset = users  # type: ignore[attr-defined]


class EndForm(Form):
    on = forms.DateField(label=_("Kết thúc từ ngày"), widget=_DAY)
