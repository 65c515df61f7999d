"""What makes a number of all parties together: each party's own, and what they counted together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from phoihop.core.actor import System
from phoihop.figures.forms.asking import period_label, system_label
from phoihop.figures.forms.saying import address, said_of
from phoihop.figures.models import Overlap
from phoihop.figures.queries.explained import Explanation
from phoihop.figures.queries.geography import unit_names
from phoihop.figures.queries.overlaps import Told
from phoihop.figures.rules.printing import Form, printed
from phoihop.figures.rules.values import Comparator
from phoihop.indicators.models import Indicator
from phoihop.web.print import day, number

__all__ = ["parties_of", "steps_of_all_parties", "who_told"]

SHOWN = 8


def parties_of(row: Overlap) -> str:
    """The systems of an overlap by their names."""
    return ", ".join(system_label(System(one)) for one in row.systems.split(","))


def who_told(row: Overlap) -> str:
    """Who recorded an overlap and on which day."""
    return _("{who} ghi ngày {day}").format(who=row.source.entered_by, day=day(timezone.localtime(row.at)))


def steps_of_all_parties(found: Explanation) -> list[dict[str, Any]]:
    """The steps from the parties' own numbers to their total, none for a number of one party."""
    if not found.parties or found.total is None:
        return []
    question, indicator = found.question, found.indicator
    top = max(abs(one.value or 0) for one in found.parties) or 1
    made = sum(one.value or 0 for one in found.parties)
    steps: list[dict[str, Any]] = [
        {
            "name": _("Cộng số của {n} bên").format(n=len(found.parties)),
            "value": _bare(made, indicator),
            "note": _("Bấm vào từng bên để xem số của bên đó từ đâu ra."),
            "parts": [
                {
                    "name": system_label(one.system),
                    "value": said_of(one, indicator),
                    "share": 100 * abs(one.value or 0) / top,
                    "href": address(replace(question, system=one.system)),
                }
                for one in found.parties
            ],
        }
    ]
    units = {told.row.place_id for told in found.together[:SHOWN]}
    names = unit_names(units, on=question.on, edition=found.edition)
    steps += [_step(told, names[told.row.place_id].over_all, indicator) for told in found.together[:SHOWN]]
    left = len(found.together[SHOWN:]) + found.together_below
    if left:
        more = _("Và {n} phần trùng khác, ghi ở đơn vị cấp dưới. Xem ở trang “Phần trùng”.")
        steps.append({"name": _("Phần trùng khác"), "note": more.format(n=number(left))})
    if found.taken_off or found.together:
        steps.append(
            {
                "name": _("Các bên, đã trừ phần trùng"),
                "value": said_of(found.total, indicator, Form.FULL),
                "note": _taken_words(found, made),
            }
        )
    return steps


def _taken_words(found: Explanation, made: int) -> str:
    """What was taken off, and where that is less than what was told."""
    if found.total is None or found.total.value is None:
        return ""
    sums = _("{sum} trừ {taken} còn {left}.").format(
        sum=_bare(made, found.indicator),
        taken=_bare(found.taken_off, found.indicator),
        left=_bare(found.total.value, found.indicator),
    )
    told = sum(one.value for one in found.together if one.counts)
    if told <= found.taken_off:
        return sums
    less = _("Đã ghi trùng {told}, chỉ trừ {taken}: các bên hiện không cùng đếm được nhiều hơn thế.")
    return f"{sums} {less.format(told=_bare(told, found.indicator), taken=_bare(found.taken_off, found.indicator))}"


def _step(told: Told, unit: str, indicator: Indicator) -> dict[str, Any]:
    row = told.row
    notes = [unit, period_label(row.period.value)]
    if not told.counts:
        notes.append(_("đã nằm trong phần trùng ghi cho địa bàn hoặc kỳ rộng hơn, không trừ thêm"))
    return {
        "name": _("Cùng đếm: {parties}").format(parties=parties_of(row)),
        "value": f"{'−' if told.counts else ''}{_bare(told.value, indicator)}",
        "note": "; ".join(notes),
        "doc": {"name": row.source.label, "href": row.source.address},
        "read_note": who_told(row),
    }


def _bare(value: int, indicator: Indicator) -> str:
    return printed(value, Comparator.EQ, unit="", scale=indicator.scale, form=Form.BARE)
