"""Forms whose messages say which field and what to do (biểu mẫu); the same in the summary and beside the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import BaseValidator
from django.utils.functional import lazy
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
            for code, text in MESSAGES.items():
                field.error_messages[code] = _told(label, text)
            expected = next((text for kind, text in EXPECTED.items() if isinstance(field, kind)), None)
            if expected is not None:
                field.error_messages["invalid"] = _told(label, expected)
            for validator in field.validators:
                if isinstance(validator, BaseValidator) and validator.code in MESSAGES:
                    validator.message = _told(label, MESSAGES[validator.code])


def _tell(label: Any, text: Any) -> str:
    return f"{label}: {text}"


_told = lazy(_tell, str)


class Form(_Spoken, forms.Form):
    """A plain form with spoken messages."""


class ModelForm(_Spoken, forms.ModelForm):  # type: ignore[type-arg]
    """A model form with spoken messages."""
