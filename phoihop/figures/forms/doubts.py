"""The page of figures to look at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from statistics import median
from typing import Any

from phoihop.core.actor import Level
from phoihop.core.alphabet import sort_key
from phoihop.core.periods import Period
from phoihop.figures.forms.asking import CLOSED, Asking, period_label, system_label
from phoihop.figures.forms.saying import address, said_of
from phoihop.figures.forms.sheet import chosen
from phoihop.figures.forms.sources import where
from phoihop.figures.forms.trends import open_day
from phoihop.figures.queries import scope
from phoihop.figures.queries.doubting import not_counted, over_related, rivals, stated
from phoihop.figures.queries.editions import diff
from phoihop.figures.queries.geography import groups_of
from phoihop.figures.queries.totals import Table, table
from phoihop.figures.rules.doubts import unusual
from phoihop.figures.rules.grouping import Group
from phoihop.figures.rules.printing import Form, printed
from phoihop.figures.rules.values import Coverage
from phoihop.figures.wording import moved as moved_by
from phoihop.indicators.queries import by_code, needed, related
from phoihop.places import queries as places
from phoihop.web.print import number

__all__ = ["doubts"]

BACK = 6


def doubts(asked: Asking) -> dict[str, Any]:
    """Unusual counts, sums beside statements, differing sources, changes since the last edition."""
    question = asked.question
    periods = [question.period]
    while len(periods) <= BACK:
        periods.append(periods[-1].previous)
    shown = asked.lines_open_in if asked.lines_open else asked.open_in
    periods = [period for period in periods if shown(period)]
    found, own = (
        asked.below.shown(
            table(
                unit=asked.place.pk,
                ranges=[period.range for period in periods],
                on=question.on,
                indicators=[question.indicator],
                systems=[question.system] if question.system else None,
                calendar=question.period.calendar,
                accepted_only=question.accepted_only,
                children=children,
            )
        )
        for children in (True, False)
    )
    units = [line.unit for line in found.lines if line.kind == "all"] if asked.lines_open else []
    named = places.names([*units, asked.place.pk], on=question.on)
    names = {pk: name.over_all for pk, name in named.items()}
    return {
        "asked": asked,
        "question": question,
        "indicator": asked.indicator,
        "chosen": chosen(asked) | {"editions": [], "breakdowns": []},
        "open": open_day(question.period, asked),
        "unit_name": names[asked.place.pk],
        "period_label": period_label(question.period),
        "system_label": system_label(question.system),
        "unusual": _unusual(asked, found, named, periods),
        "stated": _stated(asked, found, own, named),
        "related": _related(asked, named),
        "rivals": _rivals(asked, [*units, asked.place.pk])
        if asked.reach.rows(asked.indicator, question.system)
        else [],
        "left_out": _left_out(asked) if asked.reach.rows(asked.indicator, question.system) else [],
        "closed": "" if asked.lines_open else CLOSED,
        "since": _since(asked, named, told=asked.reach.rows(asked.indicator, question.system)),
    }


def _unusual(asked: Asking, found: Table, named: dict[int, places.Name], periods: list[Period]) -> list[dict[str, Any]]:
    code, system = asked.question.indicator, asked.question.system
    rows: list[tuple[float, dict[str, Any]]] = []
    for line in found.lines:
        series = [found.get(line, place, code, system) for place in range(len(periods))]
        now = series[0]
        past = [total.value for total in series[1:] if total is not None and total.value is not None]
        if line.kind != "all" or now is None or now.value is None:
            continue
        far = unusual(past, now.value)
        if far is not None:
            usual, unit, scale = round(median(past)), asked.indicator.unit, asked.indicator.scale
            told = {
                "name": named[line.unit].over_all,
                "now": said_of(now, asked.indicator),
                "href": _href(asked, named[line.unit]),
                "past": "; ".join(_bare(asked, value) for value in past),
                "usual": _bare(asked, usual),
                "moved": moved_by(now.value, usual, unit=unit, scale=scale),
            }
            rows.append((abs(far), told))
    return [told for _, told in sorted(rows, key=lambda row: -row[0])]


def _stated(asked: Asking, found: Table, own: Table, named: dict[int, places.Name]) -> list[dict[str, Any]]:
    """The unit and those below it whose own statement for the whole area differs from the sum of what lies below."""
    question, indicator = asked.question, asked.indicator
    rows = []
    units = [one for one in named if one == asked.place.pk or asked.lines_open]
    for one in stated(indicator, question.period, units):
        sums = own if one.place == asked.place.pk else found
        total = sums.get(Group(one.place), 0, question.indicator, question.system)
        if one.system != question.system or total is None or total.value is None or total.standin or total.forced:
            continue
        if total.value != one.value:
            said = printed(one.value, one.comparator, unit=indicator.unit, scale=indicator.scale, form=Form.BARE)
            rows.append(
                {
                    "name": named[one.place].over_all,
                    "sum": said_of(total, indicator),
                    "href": _href(asked, named[one.place]),
                    "said": said,
                    "choose": where(
                        indicator=indicator.code, body=one.body, period=question.period, coverage=Coverage.AREA
                    ),
                    "difference": ("+" if one.value > total.value else "−")
                    + _bare(asked, abs(one.value - total.value)),
                }
            )
    return rows


def _related(asked: Asking, named: dict[int, places.Name]) -> list[dict[str, Any]]:
    """Units below whose part is more than the whole, for all related indicators of the system and period."""
    question = asked.question
    known = by_code({code for pair in related() for code in pair})
    may = scope.readable(asked.reach, known.values(), question.system, unit_level=Level(asked.place.level))
    pairs = [pair for pair in related() if may.issuperset(pair)]
    both = [pair for pair in needed() if may.issuperset(pair)]
    found = over_related(
        pairs,
        question.period,
        unit=asked.place.pk,
        on=question.on,
        systems=[question.system] if question.system else None,
        children=len(named) > 1,
        needed=both,
    )
    ordered = sorted(found, key=lambda one: (one.against - one.value, sort_key(named[one.unit].over_all)))
    rows = []
    for one in ordered:
        ask = replace(question, unit=named[one.unit].key, system=one.system, line="all", breakdown=None, edition=None)
        rows.append(
            {
                "name": named[one.unit].over_all,
                "part": f"{one.part} {known[one.part].name}",
                "whole": f"{one.whole} {known[one.whole].name}",
                "value": number(one.value / 10 ** known[one.part].scale),
                "against": number(one.against / 10 ** known[one.whole].scale),
                "value_href": address(replace(ask, indicator=one.part)),
                "against_href": address(replace(ask, indicator=one.whole)),
            }
        )
    return rows


def _rivals(asked: Asking, units: list[int]) -> list[dict[str, Any]]:
    indicator = asked.indicator
    return [
        {
            "body": one.body,
            "value": printed(one.value, one.comparator, unit=indicator.unit, scale=indicator.scale, form=Form.BARE),
            "label": one.label,
            "address": one.address,
            "in_force": one.in_force,
            "choose": where(
                indicator=indicator.code, body=one.body_id, period=asked.question.period, coverage=one.coverage
            ),
        }
        for several in rivals(
            indicator, asked.question.period, units, on=asked.question.on, system=asked.question.system
        )
        for one in several
    ]


def _left_out(asked: Asking) -> list[dict[str, Any]]:
    """Accepted values that no total holds, each with the choice among its sources."""
    question, indicator = asked.question, asked.indicator
    groups = groups_of(asked.place.pk, question.on, children=False)
    return [
        {
            "name": one.body,
            "period": period_label(one.period),
            "said": printed(one.value, one.comparator, unit=indicator.unit, scale=indicator.scale, form=Form.BARE),
            "href": where(indicator=indicator.code, body=one.body_id, period=one.period, coverage=Coverage.OWN),
        }
        for one in not_counted(question, indicator, groups)
    ]


def _since(asked: Asking, named: dict[int, places.Name], *, told: bool) -> dict[str, Any] | None:
    """What has changed since the unit's last edition, for this indicator; why, where single reports may be read."""
    if not asked.editions:
        return None
    edition = asked.editions[0]
    rows = [
        one
        for one in diff(edition)
        if one.indicator == asked.question.indicator
        and one.system == (asked.question.system or "")
        and (asked.open_in if one.unit == asked.place.pk else asked.lines_open_in)(Period.from_code(one.period))
    ]
    missing = {one.unit for one in rows} - named.keys()
    known = named | places.names(missing, on=edition.map_date)
    return {
        "edition": edition,
        "rows": [
            {
                "name": known[one.unit].over_all,
                "period": period_label(Period.from_code(one.period)),
                "before": _bare(asked, one.before),
                "before_href": _href(asked, known[one.unit], one.period, edition=edition.pk, on=edition.map_date),
                "after": _bare(asked, one.after),
                "after_href": _href(asked, known[one.unit], one.period),
                "why": "; ".join(dict.fromkeys(reason.reason for reason in one.corrections if reason.reason))
                if told
                else str(CLOSED),
            }
            for one in rows
        ],
    }


def _bare(asked: Asking, value: int | None) -> str:
    return number(None if value is None else value / 10**asked.indicator.scale)


def _href(
    asked: Asking, name: places.Name, period: str = "", *, edition: int | None = None, on: date | None = None
) -> str:
    """Where the number of a unit is explained."""
    question = asked.question
    return address(
        replace(
            question,
            unit=name.key,
            period=Period.from_code(period) if period else question.period,
            on=on or question.on,
            edition=edition,
            breakdown=None,
            line="all",
        )
    )
