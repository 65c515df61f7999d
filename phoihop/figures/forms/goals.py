"""What units are to reach: one field a unit, with the document that says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.core.actor import System
from phoihop.figures.forms.asking import Asking, period_label, system_label
from phoihop.figures.forms.panel import said_of
from phoihop.figures.forms.rows import Row, rows_of
from phoihop.figures.forms.sheet import chosen, target_words
from phoihop.figures.queries.totals import targets
from phoihop.figures.rules.printing import Form as Print
from phoihop.figures.rules.printing import printed
from phoihop.figures.rules.values import Comparator
from phoihop.web.forms import Form

__all__ = ["NUMBER", "GoalsForm", "goals_page"]

#: A number as typed, once its groups are closed up and its comma is a dot.
NUMBER = re.compile(r"[0-9]{1,16}(\.[0-9]{1,6})?")


class GoalsForm(Form):
    """The targets of a unit and of those right below it for one indicator, period and system."""

    label = forms.CharField(
        label=_("Văn bản giao chỉ tiêu"), max_length=300, help_text=_("Ví dụ: Kế hoạch 12/KH-CAT ngày 15/01/2026.")
    )

    def __init__(self, *args: Any, asked: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows, unit = rows_of(asked)
        self.units: list[Row] = [unit, *sorted((row for row in rows if row.kind == "all"), key=lambda row: row.name)]
        self.indicator, self.scale, question = asked.indicator, asked.indicator.scale, asked.question
        known = targets(units=[row.unit for row in self.units], period=question.period, indicators=[question.indicator])
        self.known = {row.unit: known.get((row.unit, question.indicator, question.system)) for row in self.units}
        for row in self.units:
            value = self.known[row.unit]
            said = "" if value is None else printed(value, Comparator.EQ, unit="", scale=self.scale, form=Print.BARE)
            self.fields[f"so-{row.unit}"] = forms.CharField(
                label=row.name,
                required=False,
                max_length=24,
                initial=said,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        for row in self.units:
            name = f"so-{row.unit}"
            text = self.cleaned_data.get(name, "").replace(".", "").replace(" ", "").replace(",", ".")
            value = None
            if text:
                value = Decimal(text).scaleb(self.scale) if NUMBER.fullmatch(text) else Decimal(-1)
            if value is not None and not (0 < value < 10**15 and value == value.to_integral_value()):
                value = None
                self.add_error(name, _("%s: nhập số lớn hơn 0, hoặc bỏ trống nếu không giao.") % row.name)
            self.cleaned_data[name] = None if value is None else int(value)
        return self.cleaned_data

    @property
    def values(self) -> Mapping[int, int | None]:
        """What each unit is to reach, by place; units without a target now or before are left out."""
        told = {row.unit: self.cleaned_data[f"so-{row.unit}"] for row in self.units}
        return {unit: value for unit, value in told.items() if value is not None or self.known[unit] is not None}

    @property
    def lines(self) -> list[tuple[Row, forms.BoundField, str, str]]:
        """Each unit, its field, what it has by now, what that is of its target."""
        return [
            (row, self[f"so-{row.unit}"], said_of(row.now, self.indicator), target_words(row)) for row in self.units
        ]


def goals_page(asked: Asking, form: GoalsForm, *, may: bool) -> dict[str, Any]:
    """Everything that the page shows."""
    system: System | None = asked.question.system
    return {
        "asked": asked,
        "question": asked.question,
        "indicator": asked.indicator,
        "chosen": chosen(asked),
        "unit_name": form.units[0].name,
        "period_label": period_label(asked.question.period),
        "system_label": system_label(system),
        "form": form,
        "may": may,
    }
