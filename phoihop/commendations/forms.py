"""What the pages of awards ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phoihop.commendations import rules
from phoihop.commendations.models import Recipient
from phoihop.commendations.wording import FORMS
from phoihop.programmes.models import Programme
from phoihop.web.forms import Form

__all__ = ["CompleteAward", "CorrectDecision", "RecordAward"]

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _number(**more: Any) -> forms.CharField:
    return forms.CharField(label=_("Số quyết định"), max_length=80, help_text=_("Ví dụ: 1250/QĐ-UBND."), **more)


class _Decision(Form):
    """The number and the day of a decision, each in a field of its own."""

    def clean_decision(self) -> str:
        number: str = self.cleaned_data["decision"].strip()
        if number and not rules.is_decision_number(number):
            raise forms.ValidationError(
                _("Số quyết định: ghi số và ký hiệu, ví dụ 1250/QĐ-UBND; ngày ghi ở ô “Ngày quyết định”.")
            )
        return number

    def clean_decided_on(self) -> str:
        day = self.cleaned_data["decided_on"]
        return day.isoformat() if day else ""

    def clean(self) -> dict[str, Any]:
        """A number is asked for its day: none is made up."""
        data = super().clean() or {}
        if data.get("decision") and not data.get("decided_on") and "decided_on" not in self.errors:
            self.add_error("decided_on", _("Ngày quyết định: ghi ngày ban hành trên quyết định có số này."))
        return data


class RecordAward(_Decision):
    """What the register asks of an award."""

    form = forms.ChoiceField(label=_("Hình thức"), choices=list(FORMS.items()))
    authorities = forms.CharField(
        label=_("Cấp khen"), max_length=300, help_text=_("Nhiều cấp cùng khen thì ngăn bằng dấu chấm phẩy.")
    )
    on = forms.DateField(label=_("Ngày khen"), widget=_DAY)
    collectives = forms.IntegerField(label=_("Số tập thể"), min_value=0, max_value=10_000_000, required=False)
    individuals = forms.IntegerField(label=_("Số cá nhân"), min_value=0, max_value=10_000_000, required=False)
    reason = forms.CharField(label=_("Thành tích"), max_length=300, required=False)
    decision = _number(required=False)
    decided_on = forms.DateField(label=_("Ngày quyết định"), widget=_DAY, required=False)
    programme = forms.ModelChoiceField(label=_("Chương trình"), queryset=Programme.objects.none(), required=False)

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """How many were commended is asked for: an award of nobody says nothing."""
        data = super().clean()
        told = data.get("collectives") or data.get("individuals")
        if not told and not {"collectives", "individuals"} & set(self.errors):
            self.add_error("collectives", _("Số tập thể: ghi số tập thể, số cá nhân được khen, hoặc cả hai."))
        return data

    def clean_authorities(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["authorities"].split(";") if name.strip()]

    @property
    def given(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        return {**self.cleaned_data, "on": self.cleaned_data["on"].isoformat()}


class CompleteAward(_Decision):
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
    collective_count = forms.IntegerField(label=_("Số tập thể"), min_value=0, max_value=10_000_000, required=False)
    individual_count = forms.IntegerField(
        label=_("Số cá nhân"),
        min_value=0,
        max_value=10_000_000,
        required=False,
        help_text=_("Tính cả người dân được khen. Để trống thì lấy số người ghi tên."),
    )
    reason = forms.CharField(label=_("Thành tích"), max_length=300, required=False)
    decision = _number(required=False)
    decided_on = forms.DateField(label=_("Ngày quyết định"), widget=_DAY, required=False)

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
        counts = {"collectives": data["collective_count"], "individuals": data["individual_count"]}
        return {"named": named, **counts, **{name: data[name] for name in ("reason", "decision", "decided_on")}}


class CorrectDecision(_Decision):
    """The right number and day of a decision, and why they are mended."""

    decision = _number()
    decided_on = forms.DateField(label=_("Ngày quyết định"), widget=_DAY)
    why = forms.CharField(label=_("Lý do sửa"), max_length=200, help_text=_("Ví dụ: ghi nhầm số khi nhập."))

    @property
    def given(self) -> dict[str, str]:
        data = self.cleaned_data
        return {"number": data["decision"], "decided_on": data["decided_on"], "reason": data["why"]}
