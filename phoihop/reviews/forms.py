"""What the screens of reviews ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.programmes.models import Programme
from phoihop.reviews.models import KINDS
from phoihop.reviews.rules.letterheads import Letterhead
from phoihop.reviews.rules.states import Kind
from phoihop.web.forms import SCAN_HELP, Form

__all__ = ["IssueForm", "LetterheadForm", "ParagraphForm", "StartForm"]


class StartForm(Form):
    """Begin a review: of which programme, of what kind, over which years."""

    programme: forms.ModelChoiceField[Programme] = forms.ModelChoiceField(
        queryset=Programme.objects.none(), label=_("Chương trình"), empty_label=_("Chọn chương trình")
    )
    kind = forms.ChoiceField(choices=KINDS, label=_("Loại báo cáo"), initial=Kind.FINAL)
    first_year = forms.IntegerField(label=_("Từ năm"), min_value=2000, max_value=2100)
    last_year = forms.IntegerField(label=_("Đến năm"), min_value=2000, max_value=2100)

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        if first := programmes.first():
            begin = {"programme": first, "first_year": first.first_year, "last_year": first.last_year}
            self.initial = {**self.initial, **begin}
        self.fields["programme"].label_from_instance = (  # type: ignore[attr-defined]
            lambda one: f"{one.name} ({one.first_year}–{one.last_year})"
        )


class ParagraphForm(Form):
    """The text of one paragraph and the version that was edited."""

    text = forms.CharField(
        label=_("Đoạn văn"), widget=forms.Textarea(attrs={"rows": 7, "lang": "vi", "class": "paper-input"})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)


class LetterheadForm(Form):
    """Everything of the paper that is not its text."""

    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    superior = forms.CharField(label=_("Cơ quan chủ quản"), max_length=200, required=False)
    symbol = forms.CharField(label=_("Ký hiệu cơ quan"), max_length=60, help_text=_("Ví dụ CAT-PV05"))
    number = forms.IntegerField(label=_("Số"), min_value=1, required=False, help_text=_("Để trống khi chưa lấy số"))
    place = forms.CharField(label=_("Địa danh"), max_length=80)
    dated = forms.DateField(label=_("Ngày ký"), required=False, help_text=_("Dạng 21/11/2026"))
    addressees = forms.CharField(label=_("Kính gửi"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    acting = forms.CharField(
        label=_("Quyền hạn ký"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng một quyền hạn, ví dụ: KT. Giám đốc"),
    )  # fmt: skip
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120)
    signer_rank = forms.CharField(label=_("Cấp bậc hàm"), max_length=40, required=False)
    signer = forms.CharField(label=_("Họ tên người ký"), max_length=120, required=False)
    recipients = forms.CharField(
        label=_("Nơi nhận"), required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Mỗi dòng một nơi")
    )

    def letterhead(self) -> Letterhead:
        """What was entered, less number and date."""
        return Letterhead.of({name: value for name, value in self.cleaned_data.items() if isinstance(value, str)})


class IssueForm(Form):
    """What the paper signed outside the system bears."""

    number = forms.IntegerField(label=_("Số"), min_value=1)
    dated = forms.DateField(label=_("Ngày ký"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    signer = forms.CharField(label=_("Người ký"), max_length=120)
    scan = forms.FileField(
        label=_("Bản chụp văn bản"),
        required=False,
        allow_empty_file=True,
        help_text=SCAN_HELP,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
