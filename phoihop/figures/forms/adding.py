"""How an indicator adds up (cách cộng): what stands, what another rule would give, who ruled what and when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phoihop.core.actor import Actor, Level
from phoihop.figures.forms.asking import Asking, period_label, system_label
from phoihop.figures.forms.saying import SYSTEMS, TIME, UNITS, address, said_of
from phoihop.figures.forms.sheet import chosen
from phoihop.figures.models import EditionTotal
from phoihop.figures.queries import scope
from phoihop.figures.queries.reckoned import Reckoned, reckoned
from phoihop.figures.rules.printing import Form as Print
from phoihop.figures.rules.printing import printed
from phoihop.figures.rules.values import Comparator
from phoihop.indicators.models import Adding, Indicator
from phoihop.indicators.queries import adding_of, catalogue
from phoihop.indicators.rules import adds_over_systems, keeps_the_catalogue
from phoihop.places import queries as places
from phoihop.web.forms import Form
from phoihop.web.print import day

__all__ = ["AddingForm", "adding_page", "catalogue_page"]

#: How an indicator may add over systems, as the keeper of the catalogue chooses, and what each means.
CHOICES = (
    ("apart", gettext_lazy("Để riêng từng hệ thống"), gettext_lazy("Mỗi hệ thống một số, không có số chung các bên.")),
    ("sum", gettext_lazy("Cộng các hệ thống"), gettext_lazy("Dùng khi các bên không bao giờ đếm cùng một việc.")),
    (
        "union",
        gettext_lazy("Cộng, trừ phần trùng đã ghi"),
        gettext_lazy("Dùng khi các bên có việc làm chung mà bên nào cũng ghi. Phần trùng ghi kèm căn cứ."),
    ),
)


class AddingForm(Form):
    """The rule over systems, and why it changes."""

    how = forms.ChoiceField(label=gettext_lazy("Cách cộng các bên"), widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=8)
    reason = forms.CharField(
        label=gettext_lazy("Lý do, căn cứ"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: Hướng dẫn 05/HD-BCA ngày 10/11/2026, hai bên cùng ghi buổi tổ chức chung."),
    )

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, initial={"how": indicator.over_systems, "seen": indicator.over_systems}, **kwargs)
        self.fields["how"].choices = [(code, f"{name}. {told}") for code, name, told in CHOICES]  # type: ignore[attr-defined]


def adding_page(asked: Asking, form: AddingForm, *, actor: Actor) -> dict[str, Any]:
    """Everything that the page of one indicator shows; the form is for whoever keeps the catalogue."""
    indicator, question = asked.indicator, asked.question
    adds = adds_over_systems(over_units=indicator.over_units, half=indicator.half)
    keeper = keeps_the_catalogue(actor)
    every = scope.systems_for(asked.reach, indicator, unit_level=Level(asked.place.level)) is None
    found = reckoned(question, indicator, unit=asked.place.pk) if adds and every else None
    held = EditionTotal.objects.filter(indicator=indicator.pk, system=0).order_by()
    return {
        "asked": asked,
        "question": question,
        "indicator": indicator,
        "chosen": chosen(asked) | {"systems": [], "editions": [], "breakdowns": []},
        "unit_name": places.name(asked.place.pk, on=question.on).over_all,
        "period_label": period_label(question.period),
        "axes": [
            (_("Theo đơn vị"), UNITS[indicator.over_units]),
            (_("Theo thời gian"), _first_capital(str(TIME[indicator.over_time]))),
            (_("Theo hệ thống"), {code: name for code, name, _told in CHOICES}[indicator.over_systems]),
        ],
        "adds": adds,
        "would": _would(found, indicator) if found else [],
        "parties": [(system_label(one.system), said_of(one, indicator)) for one in found.parties] if found else [],
        "history": [_ruled(row) for row in adding_of(indicator)],
        "editions": held.values("edition").distinct().count(),
        "href": address(question),
        "form": form if keeper and adds else None,
        "keeper": keeper,
    }


def catalogue_page() -> dict[str, Any]:
    """The catalogue with how each indicator adds up (danh mục chỉ tiêu)."""
    names = {code: name for code, name, _told in CHOICES}
    made: dict[str, list[dict[str, Any]]] = {}
    for row in catalogue():
        made.setdefault(row.group, []).append(
            {
                "row": row,
                "units": UNITS[row.over_units],
                "time": _first_capital(str(TIME[row.over_time])),
                "systems": names[row.over_systems],
                "rate": row.numerator_id is not None,
            }
        )
    return {"groups": list(made.items())}


def _would(found: Reckoned, indicator: Indicator) -> list[tuple[str, str, bool]]:
    """What all parties together would have by each rule: (rule, number, whether it stands)."""
    said = {"apart": _("không có số chung"), "sum": _bare(found.sum, indicator), "union": _union(found, indicator)}
    return [(str(name), said[code], code == indicator.over_systems) for code, name, _told in CHOICES]


def _union(found: Reckoned, indicator: Indicator) -> str:
    total = _bare(found.sum - found.taken, indicator)
    if not found.taken:
        return _("{total} (chưa ghi phần trùng nào)").format(total=total)
    return _("{total} (đã trừ {taken})").format(total=total, taken=_bare(found.taken, indicator))


def _ruled(row: Adding) -> dict[str, str]:
    return {
        "day": day(timezone.localtime(row.at)),
        "rule": f"{UNITS[row.over_units]}; {TIME[row.over_time]}; {SYSTEMS[row.over_systems]}",
        "who": row.name,
        "reason": row.reason or _("theo danh mục đã nạp"),
    }


def _bare(value: int, indicator: Indicator) -> str:
    return printed(value, Comparator.EQ, unit=indicator.unit, scale=indicator.scale, form=Print.BARE)


def _first_capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
