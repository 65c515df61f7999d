"""The units below one on a map, each with the units of another map that it came from, and what is left over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from phoihop.core.actor import Level
from phoihop.core.alphabet import sort_key
from phoihop.figures.forms.asking import Asking
from phoihop.figures.forms.saying import address, said_of
from phoihop.figures.queries.geography import geography
from phoihop.figures.queries.origins import Origin, at_units, origins
from phoihop.figures.queries.totals import Total
from phoihop.figures.rules.comparators import compared, of_sum
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.printing import WORDS
from phoihop.figures.rules.values import Comparator
from phoihop.places import queries as places
from phoihop.web.print import number

__all__ = ["paired"]


def paired(
    asked: Asking,
    new: Mapping[Group, Total],
    old: Mapping[Group, Total],
    *,
    totals: tuple[int | None, int | None],
    first: date,
) -> dict[str, Any] | None:
    """The rows of the page, new units with the old ones under each; ``None`` where no unit has one on the other map.

    ``new`` are the lines below the unit on the question's map, ``old`` those on the map of ``first``, ``totals`` what
    the unit makes on both, old first. An old unit that was divided stands under each of its heirs and is added to none.
    """
    question, on = asked.question, asked.question.on
    tree = geography().tree(on)
    units = sorted(tree.children(asked.place.pk)) if asked.lines_open and asked.place.pk in tree.parents else []
    found = origins(units, on=on, beside=first)
    if not any(found.values()) or question.system is None:
        return None
    if asked.place.level == Level.COUNTRY:
        held = {line.unit: total for line, total in old.items() if line.kind == "all"}
    else:
        held = dict(at_units(question, asked.indicator, unit=asked.place.pk, on=first))
    names = places.names(units, on=on)
    old_names = places.names({one.place for kin in found.values() for one in kin}, on=first)
    rows: list[dict[str, Any]] = []
    for unit in units:
        total, kin = new.get(Group(unit)), found.get(unit, [])
        whole = [held[one.place] for one in kin if one.whole and one.place in held]
        rows.append(
            {
                "name": names[unit].over_all,
                "said": said_of(total, asked.indicator),
                "href": address(replace(question, unit=names[unit].key, edition=None)) if total else "",
                "value": total.value if total else None,
                "sum": _number(asked, sum(one.value or 0 for one in whole), of_sum(one.comparator for one in whole))
                if whole
                else "",
                "olds": [_old(asked, one, old_names[one.place], held.get(one.place), first) for one in kin],
            }
        )
    rows.sort(key=lambda row: (-(row["value"] or 0), sort_key(row["name"])))
    shown = {one.place for kin in found.values() for one in kin}
    lines = [new[Group(unit)] for unit in units if Group(unit) in new]
    return {
        "rows": rows,
        "new_rest": _rest(asked, totals[1], lines),
        "old_rest": _rest(asked, totals[0], [held[place] for place in sorted(shown) if place in held]),
        "divided": any(not one.whole for kin in found.values() for one in kin),
    }


def _old(asked: Asking, one: Origin, name: places.Name, total: Total | None, first: date) -> dict[str, Any]:
    return {
        "name": name.over_all,
        "said": said_of(total, asked.indicator),
        "href": address(replace(asked.question, unit=name.key, on=first, edition=None)) if total else "",
        "whole": one.whole,
    }


def _rest(asked: Asking, total: int | None, parts: list[Total]) -> str:
    """What a total holds beside its parts, as printed; nothing where they make it up."""
    rest = None if total is None else total - sum(part.value or 0 for part in parts)
    return _number(asked, rest, compared(*(part.comparator for part in parts))) if rest else ""


def _number(asked: Asking, value: int, word: Comparator) -> str:
    return WORDS[word] + number(Decimal(value).scaleb(-asked.indicator.scale))
