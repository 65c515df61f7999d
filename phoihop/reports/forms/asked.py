"""What the screens of reports ask for besides the cells."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from phoihop.web.forms import SCAN_HELP, Form

__all__ = ["AmendForm", "CheckForm", "CloseForm", "CommentForm", "LateForm", "PaperForm"]

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PaperForm(Form):
    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản đã ký"), max_length=80, help_text=gettext_lazy("Ví dụ: 31/BC-CAX")
    )
    day = forms.DateField(label=gettext_lazy("Ngày ký"), widget=_DAY)
    scan = forms.FileField(
        label=gettext_lazy("Bản chụp văn bản"),
        required=False,
        allow_empty_file=True,
        help_text=SCAN_HELP,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class CheckForm(Form):
    """The day up to which the figures count; it belongs to the form that sends (``id="gui-bao-cao"``)."""

    counted_until = forms.DateField(
        label=gettext_lazy("Số liệu tính đến ngày"),
        widget=forms.DateInput(attrs={"type": "date", "form": "gui-bao-cao"}, format="%Y-%m-%d"),
        required=False,
    )


class AmendForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do bổ sung, đính chính"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class CommentForm(Form):
    text = forms.CharField(label=gettext_lazy("Nội dung trao đổi"), max_length=1000)


class LateForm(Form):
    body = forms.IntegerField(widget=forms.HiddenInput)
    until = forms.DateField(label=gettext_lazy("Cho nộp muộn đến hết ngày"), widget=_DAY)


class CloseForm(Form):
    missing = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Đơn vị còn thiếu, tôi xác nhận"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    doubtful = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Đơn vị số liệu còn nghi ngờ"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, waiting: list[tuple[int, str]], accepted: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["missing"].choices = waiting  # type: ignore[attr-defined]
        self.fields["doubtful"].choices = accepted  # type: ignore[attr-defined]
        if not waiting:
            del self.fields["missing"]

    def clean_missing(self) -> list[int]:
        """Every gap is confirmed by name: the message names those that are not."""
        ticked: list[int] = self.cleaned_data["missing"]
        listed: dict[int, str] = dict(self.fields["missing"].choices)  # type: ignore[attr-defined]
        left = [name for body, name in listed.items() if body not in ticked]
        if not ticked:
            told = gettext_lazy(
                "Đơn vị còn thiếu: chưa xác nhận đơn vị nào trong %(count)s đơn vị. Mời đánh dấu từng đơn vị hoặc chọn "
                "tất cả."
            )
            raise forms.ValidationError(told, params={"count": len(listed)})
        if left:
            told = gettext_lazy("Đơn vị còn thiếu: chưa xác nhận %(names)s. Mời đánh dấu thêm.")
            raise forms.ValidationError(told, params={"names": ", ".join(left)})
        return ticked
