"""What parties counted together: the list of a unit, and the form that records one more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.core.actor import Actor, Role, System
from phoihop.figures.forms.asking import Asking, period_label, system_label
from phoihop.figures.forms.saying import address, said_of
from phoihop.figures.forms.sheet import chosen
from phoihop.figures.forms.together import parties_of, who_told
from phoihop.figures.forms.typed import typed_number
from phoihop.figures.queries.overlaps import overlaps
from phoihop.figures.queries.totals import totals
from phoihop.figures.rules.printing import Form as Print
from phoihop.figures.rules.printing import printed
from phoihop.figures.rules.values import Comparator
from phoihop.indicators.models import Indicator
from phoihop.places import queries as places
from phoihop.web.forms import Form

__all__ = ["OverlapForm", "overlaps_page"]


class OverlapForm(Form):
    """Which systems counted how much together, and the document that says so."""

    systems = forms.TypedMultipleChoiceField(
        label=_("Các bên cùng đếm"), coerce=System, widget=forms.CheckboxSelectMultiple
    )
    value = forms.CharField(
        label=_("Số trùng"),
        max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_(
            "Số việc mà các bên đều đã ghi vào báo cáo của mình. Số ghi cho cả năm, cả tỉnh đã gồm số ghi cho từng "
            "tháng, từng xã. Ghi 0 để bỏ phần trùng đã ghi."
        ),
    )
    label = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Ví dụ: Biên bản đối chiếu ngày 10/12/2026.")
    )

    def __init__(self, *args: Any, asked: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scale = asked.indicator.scale
        self.fields["systems"].choices = [(one.value, system_label(one)) for one in asked.systems]  # type: ignore[attr-defined]

    def clean_value(self) -> int:
        value = typed_number(self.cleaned_data["value"], scale=self.scale)
        if value is None:
            raise forms.ValidationError(_("Nhập số từ 0 trở lên."))
        return value


def overlaps_page(asked: Asking, form: OverlapForm, *, actor: Actor) -> dict[str, Any]:
    """Everything that the page shows: what each party has, what they counted together, what is left.

    Below the unit a party sees the overlaps that it has a part in.
    """
    question, indicator = asked.question, asked.indicator
    opened = asked.reach.systems(indicator)
    found = [
        row
        for row in overlaps(question, unit=asked.place.pk)
        if row.place_id == asked.place.pk or not opened.isdisjoint(map(System, row.systems.split(",")))
    ]
    names = places.names({row.place_id for row in found} | {asked.place.pk}, on=question.on)
    made = totals(
        unit=asked.place.pk, period=question.period.range, on=question.on, indicators=[indicator.code],
        systems=asked.systems, calendar=question.period.calendar, accepted_only=question.accepted_only,
    )  # fmt: skip
    union = indicator.over_systems == Indicator.OverSystems.UNION
    return {
        "asked": asked,
        "question": question,
        "indicator": indicator,
        "chosen": chosen(asked) | {"systems": [], "editions": [], "breakdowns": []},
        "unit_name": names[asked.place.pk].over_all,
        "period_label": period_label(question.period),
        "union": union,
        "parties": [(system_label(one.system), said_of(one, indicator)) for one in made],
        "href": address(question),
        "rows": [
            {
                "unit": names[row.place_id].over_all,
                "period": period_label(row.period.value),
                "parties": parties_of(row),
                "value": printed(row.value, Comparator.EQ, unit="", scale=indicator.scale, form=Print.BARE),
                "label": row.source.label,
                "who": who_told(row),
            }
            for row in found
        ],
        "form": form if union and actor.may(Role.COMPILER) and len(asked.systems) > 1 else None,
    }
