from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.conferences.wording import KINDS, MODES
from phoihop.programmes.models import Programme


class RecordConference(forms.Form):
    """What the register asks of a conference that was held."""

    title = forms.CharField(label=_("Tên cuộc họp"), max_length=300)
    kinds = forms.MultipleChoiceField(label=_("Loại"), choices=list(KINDS.items()), widget=forms.CheckboxSelectMultiple)
    day = forms.DateField(label=_("Ngày"), widget=forms.DateInput(attrs={"type": "date"}))
    venue = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    mode = forms.ChoiceField(label=_("Hình thức họp"), choices=list(MODES.items()), required=False)
    site_count = forms.IntegerField(label=_("Số điểm cầu"), min_value=1, required=False)
    hosts = forms.CharField(
        label=_("Đơn vị tổ chức"), max_length=600, help_text=_("Nhiều đơn vị thì ngăn bằng dấu chấm phẩy.")
    )
    programmes = forms.ModelMultipleChoiceField(
        label=_("Thực hiện chương trình"), queryset=Programme.objects.order_by("name"), required=False
    )
    conclusions = forms.CharField(
        label=_("Kết luận"), required=False, widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Mỗi dòng một việc.")
    )

    @property
    def given(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        data = dict(self.cleaned_data)
        return {
            **data,
            "day": data["day"].isoformat(),
            "hosts": [(name.strip(), None) for name in data["hosts"].split(";") if name.strip()],
            "conclusions": [line.strip() for line in data["conclusions"].splitlines() if line.strip()],
        }
