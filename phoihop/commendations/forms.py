"""What the pages of awards ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phoihop.commendations.models import Recipient
from phoihop.commendations.wording import FORMS
from phoihop.programmes.models import Programme
from phoihop.web.forms import Form

__all__ = ["CompleteAward", "RecordAward"]


class RecordAward(Form):
    """What the register asks of an award."""

    form = forms.ChoiceField(label=_("Hình thức"), choices=list(FORMS.items()))
    authorities = forms.CharField(
        label=_("Cấp khen"), max_length=300, help_text=_("Nhiều cấp cùng khen thì ngăn bằng dấu chấm phẩy.")
    )
    on = forms.DateField(label=_("Ngày khen"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    collectives = forms.IntegerField(label=_("Số tập thể"), min_value=0, max_value=10_000_000, required=False)
    individuals = forms.IntegerField(label=_("Số cá nhân"), min_value=0, max_value=10_000_000, required=False)
    reason = forms.CharField(label=_("Thành tích"), max_length=300, required=False)
    decision = forms.CharField(
        label=_("Số quyết định"), max_length=80, required=False, help_text=_("Ví dụ: 1250/QĐ-UBND.")
    )
    programme = forms.ModelChoiceField(label=_("Chương trình"), queryset=Programme.objects.none(), required=False)

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]

    def clean_authorities(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["authorities"].split(";") if name.strip()]

    @property
    def given(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        return {**self.cleaned_data, "on": self.cleaned_data["on"].isoformat()}


class CompleteAward(Form):
    """Whom the award names, one a line; people only with the office they hold."""

    collectives = forms.CharField(
        label=_("Tập thể"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Mỗi dòng một tập thể."),
    )
    individuals = forms.CharField(
        label=_("Cá nhân"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Mỗi dòng: họ và tên, chức vụ. Chỉ ghi người được khen với chức vụ công tác."),
    )
    reason = forms.CharField(label=_("Thành tích"), max_length=300, required=False)
    decision = forms.CharField(label=_("Số quyết định"), max_length=80, required=False)

    def clean_individuals(self) -> str:
        text: str = self.cleaned_data["individuals"]
        bare = [line.strip() for line in text.splitlines() if line.strip() and "," not in line]
        if bare:
            raise forms.ValidationError(_("Cá nhân: ghi thêm chức vụ sau dấu phẩy cho “%(name)s”.") % {"name": bare[0]})
        return text

    @property
    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        collectives = [line.strip() for line in data["collectives"].splitlines() if line.strip()]
        people = [line.partition(",") for line in data["individuals"].splitlines() if line.strip()]
        named = [(Recipient.Kind.COLLECTIVE.value, name, "") for name in collectives]
        named += [(Recipient.Kind.INDIVIDUAL.value, name.strip(), office.strip()) for name, _comma, office in people]
        return {"named": named, "reason": data["reason"], "decision": data["decision"]}
