"""Forms whose messages say which field and what to do (biểu mẫu); the same in the summary and beside the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import BaseValidator
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from phoihop.core.text import fold
from phoihop.web.print import megabytes

__all__ = ["SCAN_HELP", "Form", "ModelForm", "PickField"]


#: Message of each of Django's codes, with the field's label before it.
MESSAGES = {
    "required": _("chưa có. Mời nhập hoặc chọn."),
    "invalid_choice": _("chọn một trong các mục có sẵn."),
    "min_value": _("nhập số từ %(limit_value)s trở lên."),
    "max_value": _("nhập số từ %(limit_value)s trở xuống."),
    "max_length": _("dài quá %(limit_value)d ký tự. Mời viết gọn lại."),
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


#: What a scan of a signed paper may be (bản chụp).
SCAN_HELP = lazy(lambda: _("PDF, JPG hoặc PNG, không quá {most}.").format(most=megabytes(settings.MAX_UPLOAD)), str)()

#: How a day is read: as Vietnamese offices write it, and as a browser's own field sends it; never month first.
DAYS = ["%d/%m/%Y", "%Y-%m-%d"]


#: What Django shows where nothing is chosen.
_DASHES = "---------"


#: How many of the things that a typed name may mean are named.
SHOWN = 6


class _Typed(str):
    """What was typed into a picker out of whose list nothing was taken."""


class _PickInput(forms.HiddenInput):
    """The value of a picker; without one, the text that stands in its search box."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return data.get(name) or _Typed(str(data.get("q", "")).strip())


class PickField(forms.ModelChoiceField[Any]):
    """What is taken out of a picker's list (ô chọn), or typed by its name where the list cannot show (no JavaScript).

    ``search`` answers a text with the keys and full names that it may mean. A text that means one of them is taken;
    else the message names those that it may mean.
    """

    widget = _PickInput
    search: Callable[[str], list[tuple[int, str]]] | None = None

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A form that comes back holds as chosen only what was chosen; what was typed stands in its search box."""
        return "" if isinstance(data, _Typed) else super().bound_data(data, initial)

    def clean(self, value: Any) -> Any:
        return super().clean(self._meant(value) if isinstance(value, _Typed) else value)

    def _meant(self, text: str) -> int | None:
        if not text or self.search is None:
            return None
        found = dict(self.search(text))
        same = [key for key, name in found.items() if fold(name) == fold(text)]
        meant = same or list(found)
        if len(meant) == 1:
            return meant[0]
        if not found:
            told = _("%(label)s: không tìm thấy “%(text)s”. Mời gõ đủ tên, kèm tên tỉnh.")
            raise forms.ValidationError(told, params={"label": self.label, "text": text})
        told = _("%(label)s: “%(text)s” có thể là %(names)s. Mời gõ đủ như một trong các tên này.")
        shown = list(found.values())[:SHOWN]
        names = "; ".join([*shown, "…"] if len(found) > SHOWN else shown)
        raise forms.ValidationError(told, params={"label": self.label, "text": text, "names": names})


class _Spoken:
    """Sets each field's messages to «label: what to do»."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label = field.label or name
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == _DASHES:
                field.empty_label = _("Chưa chọn")
            if type(field) is forms.DateField and "input_formats" not in vars(field):
                field.input_formats = DAYS
            for code, text in MESSAGES.items():
                if not _own(field, code):
                    field.error_messages[code] = _told(label, text)
            expected = next((text for kind, text in EXPECTED.items() if isinstance(field, kind)), None)
            if expected is not None and not _own(field, "invalid"):
                field.error_messages["invalid"] = _told(label, expected)
            for validator in field.validators:
                if isinstance(validator, BaseValidator) and validator.code in MESSAGES:
                    validator.message = _told(label, MESSAGES[validator.code])


def _own(field: forms.Field, code: str) -> bool:
    """Whether a field was given a sentence of its own for a code."""
    usual = [_defaults(kind)[code] for kind in type(field).__mro__ if code in _defaults(kind)]
    return code in field.error_messages and all(field.error_messages[code] is not text for text in usual)


def _defaults(kind: type) -> Mapping[str, Any]:
    found: Mapping[str, Any] = getattr(kind, "default_error_messages", {})
    return found


def _tell(label: Any, text: Any) -> str:
    return f"{label}: {text}"


_told = lazy(_tell, str)


class Form(_Spoken, forms.Form):
    """A plain form with spoken messages."""


class ModelForm(_Spoken, forms.ModelForm):  # type: ignore[type-arg]
    """A model form with spoken messages."""
