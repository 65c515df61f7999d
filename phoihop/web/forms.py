"""Forms whose messages say which field and what to do (biểu mẫu); the same in the summary and beside the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["Form", "ModelForm"]

#: Message of each of Django's codes, with the field's label before it.
MESSAGES = {
    "required": _("chưa có. Mời nhập hoặc chọn."),
    "invalid_choice": _("chọn một trong các mục có sẵn."),
    "min_value": _("nhập số từ %(limit_value)s trở lên."),
    "max_value": _("nhập số từ %(limit_value)s trở xuống."),
    "max_length": _("dài quá %(limit_value)d chữ. Mời viết gọn lại."),
    "empty": _("tệp không có nội dung. Mời chọn tệp khác."),
}
#: What a wrong value of each kind of field should have been.
EXPECTED: dict[type[forms.Field], Any] = {
    forms.DateTimeField: _("ghi ngày và giờ, ví dụ 16/12/2026 17:00."),
    forms.DateField: _("ghi ngày theo dạng 16/12/2026."),
    forms.IntegerField: _("nhập số nguyên từ 0 trở lên."),
    forms.DecimalField: _("nhập số, dấu phẩy trước phần lẻ."),
    forms.EmailField: _("ghi địa chỉ thư dạng ten@coquan.gov.vn."),
    forms.URLField: _("dán cả địa chỉ trang, bắt đầu bằng https://."),
}


class _Spoken:
    """Sets each field's messages to «label: what to do»."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label = field.label or name
            for code in MESSAGES.keys() & {*field.error_messages, "min_value", "max_value", "max_length"}:
                field.error_messages[code] = _Told(label, MESSAGES[code])
            for kind, text in EXPECTED.items():
                if isinstance(field, kind):
                    field.error_messages["invalid"] = _Told(label, text)
                    break
            for validator in field.validators:
                code = getattr(validator, "code", "")
                if code in MESSAGES:
                    validator.message = _Told(label, MESSAGES[code])  # type: ignore[union-attr]


class _Told:
    """«Label: message», put together when it is printed, so that translation still applies."""

    def __init__(self, label: Any, text: Any) -> None:
        self.label, self.text = label, text

    def __str__(self) -> str:
        return f"{self.label}: {self.text}"

    def __mod__(self, params: Any) -> str:
        return str(self) % params


class Form(_Spoken, forms.Form):
    """A plain form with spoken messages."""


class ModelForm(_Spoken, forms.ModelForm):
    """A model form with spoken messages."""
