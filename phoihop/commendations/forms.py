from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.commendations.wording import FORMS
from phoihop.programmes.models import Programme


class RecordAward(forms.Form):
    """What the register asks of an award."""

    form = forms.ChoiceField(label=_("Hình thức"), choices=list(FORMS.items()))
    authorities = forms.CharField(
        label=_("Cấp khen"), max_length=300, help_text=_("Nhiều cấp cùng khen thì ngăn bằng dấu chấm phẩy.")
    )
    on = forms.DateField(label=_("Ngày khen"), widget=forms.DateInput(attrs={"type": "date"}))
    collectives = forms.IntegerField(label=_("Số tập thể"), min_value=0, required=False)
    individuals = forms.IntegerField(label=_("Số cá nhân"), min_value=0, required=False)
    reason = forms.CharField(label=_("Thành tích"), max_length=300, required=False)
    decision = forms.CharField(
        label=_("Số quyết định"), max_length=80, required=False, help_text=_("Ví dụ: 1250/QĐ-UBND.")
    )
    programme = forms.ModelChoiceField(
        label=_("Chương trình"), queryset=Programme.objects.order_by("name"), required=False
    )

    def clean_authorities(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["authorities"].split(";") if name.strip()]

    @property
    def given(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        return {**self.cleaned_data, "on": self.cleaned_data["on"].isoformat()}
