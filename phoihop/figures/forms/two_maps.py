"""One indicator on two maps side by side: the units of each day, their totals, and what could not be allocated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from phoihop.core.actor import Level
from phoihop.core.periods import YEARS
from phoihop.figures.forms.asking import CLOSED, MAPS, Asking, period_label, system_label
from phoihop.figures.forms.paired import paired
from phoihop.figures.forms.rows import LINES, live
from phoihop.figures.forms.saying import address, said_of
from phoihop.figures.forms.sheet import chosen
from phoihop.figures.queries.geography import geography, kin_on
from phoihop.figures.queries.origins import at_units
from phoihop.figures.queries.totals import Total
from phoihop.figures.rules.comparators import compared, of_sum
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.printing import WORDS, Form, counted_unit, printed
from phoihop.figures.rules.values import Comparator
from phoihop.figures.wording import doubted
from phoihop.indicators.models import Indicator
from phoihop.places import queries as places
from phoihop.web.print import day, number

__all__ = ["two_maps"]


def two_maps(asked: Asking, params: Mapping[str, str]) -> dict[str, Any]:
    """The unit's total and its parts on two maps; raises ``Http404`` for a day that is none.

    Where the unit does not stand on a map, the units of its line of succession that do stand there are its parts.
    """
    try:
        first = date.fromisoformat(params["ban-do-truoc"]) if params.get("ban-do-truoc") else MAPS[0]
        if first.year not in YEARS:
            raise ValueError(f"no map of {first}")
    except ValueError as wrong:
        raise Http404(str(wrong)) from wrong
    sides = [_side(asked, on) for on in (first, asked.question.on)]
    totals = [side["value"] for side in sides]
    old, new = (side.pop("below", {}) for side in sides)
    pairs = paired(asked, new, old, totals=(totals[0], totals[1]), first=first)
    return {
        "pairs": pairs,
        # The country's old provinces all stand in the pairs; above a commune's list they say what the pairs do not.
        "shown": [] if pairs and asked.place.level == Level.COUNTRY else sides[:1] if pairs else sides,
        "asked": asked,
        "question": asked.question,
        "indicator": asked.indicator,
        "chosen": chosen(asked) | {"editions": []},
        "unit_name": places.name(asked.place.pk, on=asked.question.on).over_all,
        "period_label": period_label(asked.question.period),
        "system_label": system_label(asked.question.system),
        "sides": sides,
        "closed": "" if asked.lines_open else CLOSED,
        "unit": counted_unit(asked.indicator.unit) or asked.indicator.unit,
        "equal": totals[0] == totals[1] and totals[0] is not None,
        "difference": _difference(asked, totals, [side["word"] for side in sides]),
        "map_choices": sorted({asked.question.on, asked.today, *MAPS}, reverse=True),
        "first_choices": sorted({first, *MAPS, asked.today}),
        "first": first,
    }


EQ = Comparator.EQ


def _difference(asked: Asking, totals: Sequence[int | None], words: Sequence[Comparator]) -> str:
    """How far the two maps are apart; about so far where one of them is not exact."""
    first, second = totals
    if first is None or second is None:
        return ""
    return WORDS[compared(*words)] + number(Decimal(abs(second - first)).scaleb(-asked.indicator.scale))


def _side(asked: Asking, on: date) -> dict[str, Any]:
    unit = asked.place.pk
    if unit in geography().tree(on).parents:
        return _standing(asked, unit, on)
    return _kin(asked, kin_on(unit, on), on)


def _standing(asked: Asking, unit: int, on: date) -> dict[str, Any]:
    """A unit that stands on the map: the units right below it there."""
    below, whole = _cells(asked, unit, on, children=True), _cells(asked, unit, on, children=False)
    names = places.names([unit, *(line.unit for line in below)], on=on)
    lines = sorted(
        below.items(), key=lambda item: (item[0].kind != "all", -(item[1].value or 0), names[item[0].unit].over_all)
    )
    rows = [
        _row(asked, names[line.unit], total, on, line, str(LINES.get(line.kind, "")))
        for line, total in lines
        if total.value is not None
    ]
    total = whole.get(Group(unit))
    return _told(
        asked, on, names[unit].over_all, rows, total.value if total else None, total.comparator if total else EQ
    ) | {"below": below}


def _kin(asked: Asking, kin: Sequence[int], on: date) -> dict[str, Any]:
    """A unit that does not stand on the map: the units that went into it, or that it became."""
    names = places.names(kin, on=on)
    held = _held(asked, kin, on)
    found = [(one, held.get(one)) for one in kin]
    rows = [_row(asked, names[one], total, on, Group(one)) for one, total in found if total is not None]
    values = [total for _, total in found if total is not None and total.value is not None]
    value = sum(total.value or 0 for total in values) if values and _adds(asked.indicator) else None
    word = of_sum(total.comparator for total in values)
    heading = _("Không có đơn vị tương ứng")
    if kin:
        heading = _("{n} đơn vị của địa giới này").format(n=number(len(kin)))
    return _told(asked, on, heading, rows, value, word)


def _held(asked: Asking, kin: Sequence[int], on: date) -> Mapping[int, Total]:
    """The totals of some units of one level; the same number of queries for any number of them."""
    geo = geography()
    if len(kin) == 1 or asked.question.system is None or not _adds(asked.indicator):
        return {one: total for one in kin if (total := _below(asked, one, on, children=False).get(Group(one)))}
    if kin and geo.levels[kin[0]] == geo.levels[geo.root] + 1:
        return {line.unit: total for line, total in _below(asked, geo.root, on, children=True).items()
                if line.kind == "all"}  # fmt: skip
    return at_units(asked.question, asked.indicator, unit=asked.place.pk, on=on)


def _adds(indicator: Indicator) -> bool:
    return indicator.over_units == Indicator.OverUnits.SUM and indicator.numerator_id is None


def _cells(asked: Asking, unit: int, on: date, *, children: bool) -> dict[Group, Total]:
    return {} if children and not asked.lines_open else _below(asked, unit, on, children=children)


def _below(asked: Asking, unit: int, on: date, *, children: bool) -> dict[Group, Total]:
    found = live(asked.question, unit, [asked.question.period], on=on, children=children)
    return {line: total for (line, _), total in found.items()}


def _row(asked: Asking, name: places.Name, total: Total, on: date, line: Group, called: str = "") -> dict[str, Any]:
    ask = replace(asked.question, unit=name.key, on=on, line=line.kind, edition=None)
    return {
        "name": called or name.over_all,
        "said": said_of(total, asked.indicator),
        "href": address(ask),
        "unallocated": line.kind == "unallocated",
    }


def _told(
    asked: Asking, on: date, heading: str, rows: list[dict[str, Any]], value: int | None, word: Comparator
) -> dict[str, Any]:
    indicator = asked.indicator
    said = printed(value, word, unit=indicator.unit, scale=indicator.scale, form=Form.BARE)
    doubt = doubted(value, unit=indicator.unit, scale=indicator.scale)
    told = f"{said} ({doubt})" if doubt else said
    return {"on": day(on), "heading": heading, "rows": rows, "value": value, "word": word, "said": told}
