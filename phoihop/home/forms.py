"""What the pages of home ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phoihop.organisations.models import Body
from phoihop.programmes import queries as programmes
from phoihop.programmes.models import Programme
from phoihop.web.forms import Form

__all__ = ["FollowForm"]

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FollowForm(Form):
    """Which programme an officer follows for which body, over which days."""

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Cơ quan"), empty_label=None)
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Chương trình"), empty_label=_("Chọn chương trình")
    )
    valid_from = forms.DateField(label=_("Từ ngày"), widget=_DAY)
    valid_to = forms.DateField(
        label=_("Đến trước ngày"), widget=_DAY, required=False, help_text=_("Để trống nếu chưa xác định.")
    )

    def __init__(self, *args: Any, bodies: QuerySet[Body], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Programme.objects.none()
        for body in bodies:
            found = found | programmes.followable(body, on=on)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["body"].label_from_instance = lambda body: body.shown  # type: ignore[attr-defined]
        self.fields["programme"].queryset = found.distinct()  # type: ignore[attr-defined]
