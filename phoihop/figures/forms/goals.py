"""What units are to reach: one field a unit, with the document that says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.core.actor import System
from phoihop.core.alphabet import sort_key
from phoihop.figures.forms.asking import Asking, period_label, system_label
from phoihop.figures.forms.rows import Row, rows_of
from phoihop.figures.forms.saying import said_of
from phoihop.figures.forms.sheet import chosen, target_words
from phoihop.figures.forms.typed import typed_number
from phoihop.figures.queries.totals import targets
from phoihop.figures.rules.printing import Form as Print
from phoihop.figures.rules.printing import printed
from phoihop.figures.rules.values import Comparator
from phoihop.web.forms import Form

__all__ = ["GoalsForm", "goals_page"]


class GoalsForm(Form):
    """The targets of a unit and of those right below it for one indicator, period and system."""

    label = forms.CharField(
        label=_("Văn bản giao chỉ tiêu"), max_length=300, help_text=_("Ví dụ: Kế hoạch 12/KH-CAT ngày 15/01/2026.")
    )

    def __init__(self, *args: Any, asked: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows, unit = rows_of(asked)
        below = sorted((row for row in rows if row.kind == "all"), key=lambda row: sort_key(row.name))
        self.units: list[Row] = [unit, *below]
        self.indicator, self.scale, question = asked.indicator, asked.indicator.scale, asked.question
        known = targets(units=[row.unit for row in self.units], period=question.period, indicators=[question.indicator])
        self.known = {row.unit: known.get((row.unit, question.indicator, question.system)) for row in self.units}
        for row in self.units:
            self.fields[f"so-{row.unit}"] = forms.CharField(
                label=row.name,
                required=False,
                max_length=24,
                initial=self._said(row.unit),
                show_hidden_initial=True,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        for row in self.units:
            name = f"so-{row.unit}"
            text = self.cleaned_data.pop(name, "")
            if name not in self.data or name not in self.changed_data:
                continue
            try:
                value = typed_number(text, scale=self.scale)
                seen = typed_number(self.data.get(self.add_initial_prefix(name), ""), scale=self.scale)
            except forms.ValidationError as unclear:
                self.add_error(name, f"{row.name}: {unclear.messages[0]}")
                self.cleaned_data[name] = None
                continue
            if value == 0:
                self.add_error(name, _("%s: nhập số lớn hơn 0, hoặc bỏ trống nếu không giao.") % row.name)
            elif self.known[row.unit] not in (seen, value):
                now = self._said(row.unit) or _("bỏ trống")
                told = _("%(name)s: người khác vừa ghi %(now)s, ô này đang ghi %(typed)s. Để số cần giữ rồi ghi lại.")
                self.add_error(name, told % {"name": row.name, "now": now, "typed": text or _("bỏ trống")})
            self.cleaned_data[name] = value
        return self.cleaned_data

    @property
    def values(self) -> Mapping[int, int | None]:
        """What each unit is to reach, by place: those alone that the person changed from what the page showed."""
        return {
            row.unit: self.cleaned_data[name] for row in self.units if (name := f"so-{row.unit}") in self.cleaned_data
        }

    @property
    def seen(self) -> Mapping[int, int | None]:
        """What each of these units was to reach when the form was checked, by place."""
        return {unit: self.known[unit] for unit in self.values}

    @property
    def lines(self) -> list[tuple[Row, forms.BoundField, str, str, str, str]]:
        """Each unit, its field, what the field holds, its target today, what it has by now, what that is of it."""
        found = []
        for row in self.units:
            box, today = self[f"so-{row.unit}"], self._said(row.unit)
            typed = self.data.get(box.html_name, "") if self.is_bound and box.name in self.changed_data else today
            found.append((row, box, typed, today, said_of(row.now, self.indicator), target_words(row)))
        return found

    def _said(self, unit: int) -> str:
        value = self.known[unit]
        return "" if value is None else printed(value, Comparator.EQ, unit="", scale=self.scale, form=Print.BARE)


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
