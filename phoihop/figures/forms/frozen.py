"""Editions as pages: those of a unit, one beside another or beside today, and the form that freezes a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phoihop.core.actor import Actor, Level, System
from phoihop.core.periods import YEARS, Period
from phoihop.figures.forms.asking import CLOSED, MAPS, WHOLE, period_label, system_label
from phoihop.figures.forms.saying import SYSTEMS, TIME, UNITS, address
from phoihop.figures.forms.together import parties_of
from phoihop.figures.models import Edition, Overlap
from phoihop.figures.queries import scope
from phoihop.figures.queries.corrections import Correction
from phoihop.figures.queries.editions import Difference, diff, digest_of
from phoihop.figures.queries.geography import unit_names
from phoihop.figures.queries.periods import all_periods
from phoihop.figures.rules.printing import Form as Print
from phoihop.figures.rules.printing import printed
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.values import Comparator
from phoihop.indicators.models import Adding, Indicator
from phoihop.organisations.queries import BodyName, names_of
from phoihop.places import queries as places
from phoihop.places.models import Place
from phoihop.web.forms import Form
from phoihop.web.print import day, number

__all__ = ["FreezeForm", "edition_page", "listed"]

PER_PAGE = 100
#: How many of the corrections behind one total are told; the rest is counted.
TOLD = 6


class FreezeForm(Form):
    """What an edition needs: a name, a period, the map, why."""

    name = forms.CharField(
        label=_("Tên số liệu chốt"), max_length=160, help_text=_("Ví dụ: Tổng kết 2022 – 2026, chốt lần 1.")
    )
    period = forms.ChoiceField(label=_("Kỳ, giai đoạn"))
    map_date = forms.DateField(
        label=_("Theo địa giới hành chính ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Các đơn vị cũ được quy về địa giới của ngày này."),
    )
    reason = forms.CharField(label=_("Lý do chốt"), max_length=300, help_text=_("Ví dụ: phục vụ báo cáo tổng kết."))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [row for row in all_periods().values() if row.period.kind in WHOLE and row.start <= today]
        rows.sort(key=lambda row: (row.end, row.days), reverse=True)
        choices = [(row.period.code, period_label(row.period)) for row in rows]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]

    def clean_period(self) -> Period:
        return Period.from_code(self.cleaned_data["period"])

    def clean_map_date(self) -> date:
        found: date = self.cleaned_data["map_date"]
        if found < MAPS[0].replace(year=2000) or found.year not in YEARS:
            raise forms.ValidationError(_("Chọn ngày từ năm 2000 đến năm 2100."))
        return found


def listed(place: Place, *, on: date) -> dict[str, Any]:
    """The editions of a unit, newest first."""
    rows = Edition.objects.filter(place=place).select_related("period").order_by("-pk")
    return {
        "unit_name": places.name(place.pk, on=on).over_all,
        "place": place,
        "question": {"unit": place.key, "query": f"don-vi={place.key}", "live_query": f"don-vi={place.key}"},
        "rows": [(row, period_label(row.period.value)) for row in rows],
    }


def edition_page(edition: Edition, other: Edition | None, *, actor: Actor, page: str | None = None) -> dict[str, Any]:
    """An edition beside another one of its unit, or beside what stands now where ``None``.

    Only systems that the actor may read. The digest is counted again from the rows that the edition holds.
    """
    first, second = (edition, other) if other is None or edition.pk < other.pk else (other, edition)
    found = diff(first, second)
    codes = {row.code: row for row in Indicator.objects.filter(code__in={one.indicator for one in found})}
    units = {one.unit for one in found} | {edition.place_id}
    names = unit_names(units, on=edition.map_date, edition=edition) | places.names(units, on=edition.map_date)
    reach = scope.reach(
        actor, units=[edition.place_id], period=edition.period.value, on=timezone.localdate()
    )  # fmt: skip
    wide = reach.all_of(codes.values())

    def rows_open(one: Difference) -> bool:
        return one.indicator in wide or one.system in reach.systems(codes[one.indicator])

    may_read = [one for one in found if rows_open(one) or _shared(reach, codes[one.indicator], names[one.unit])]
    pages = Paginator(may_read, PER_PAGE).get_page(page)
    told = {correction.body for one in pages for correction in one.corrections[:TOLD]}
    bodies = names_of(told, on=edition.map_date)
    return {
        "edition": edition,
        "first": first,
        "second": second,
        "unit_name": names[edition.place_id].over_all,
        "period": period_label(edition.period.value),
        "pages": pages,
        "rows": [
            _row(
                one,
                codes[one.indicator],
                names[one.unit],
                second or first,
                first,
                bodies if rows_open(one) else None,
            )
            for one in pages
        ],
        "party": system_label(System(edition.system)) if edition.system else "",
        "intact": digest_of(edition.pk) == edition.digest,
        "others": Edition.objects.filter(place=edition.place_id).exclude(pk=edition.pk).order_by("-pk"),
        "ask": _ask(edition, names[edition.place_id].key),
        "redrawn": second is not None and first.map_date != second.map_date,
    }


def _shared(reach: scope.Reach, indicator: Indicator, unit: places.Name) -> bool:
    """Whether every party may read the total, as `queries.scope.systems_for` says for one indicator."""
    return unit.level in (Level.COUNTRY, Level.PROVINCE) and not reach.keeps(indicator) and reach.follows(indicator)


def _row(
    one: Difference,
    indicator: Indicator,
    unit: places.Name,
    shown: Edition,
    first: Edition,
    bodies: Mapping[int, BodyName] | None,
) -> dict[str, Any]:
    """One difference; who corrected what is shown to those who may read the single reports."""
    system = System(one.system) if one.system else None
    question = Question(one.indicator, unit.key, Period.from_code(one.period), first.map_date, system, edition=first.pk)
    now = replace(question, edition=None if shown.pk == first.pk else shown.pk)
    return {
        "unit": unit.over_all,
        "indicator": f"{indicator.code} {indicator.name}",
        "system": system_label(system),
        "period": period_label(question.period),
        "before": _bare(one.before, indicator),
        "after": _bare(one.after, indicator),
        "change": f"{'+' if one.change > 0 else '−'}{number(abs(one.change) / 10**indicator.scale)}",
        "before_href": address(question),
        "after_href": address(now),
        "why": [
            *(_other_rule(row) for row in one.adding),
            *(_told_since(row, indicator) for row in _open_overlaps(one, every=bodies is not None)),
            *_corrected(one, indicator, bodies),
        ],
        "further": 0 if bodies is None else len(one.corrections[TOLD:]),
    }


def _corrected(one: Difference, indicator: Indicator, bodies: Mapping[int, BodyName] | None) -> list[str]:
    if bodies is None:
        told_already = not one.corrections and (one.adding or one.overlaps)
        return [] if told_already else [str(CLOSED)]
    return [_why(told, indicator, bodies.get(told.body)) for told in one.corrections[:TOLD]]


def _open_overlaps(one: Difference, *, every: bool) -> list[Overlap]:
    """The overlaps to tell behind a difference: of units below only to those who read their reports."""
    return [row for row in one.overlaps if every or row.place_id == one.unit][:TOLD]


def _other_rule(row: Adding) -> str:
    """Who said that the indicator adds up otherwise, and why."""
    told = gettext("{day}, {who} đổi cách cộng thành: {rule}")
    rule = f"{UNITS[row.over_units]}; {TIME[row.over_time]}; {SYSTEMS[row.over_systems]}"
    words = told.format(day=day(timezone.localtime(row.at)), who=row.name, rule=rule)
    return f"{words}. {row.reason}" if row.reason else f"{words}."


def _told_since(row: Overlap, indicator: Indicator) -> str:
    """What parties were said to have counted together after the figures were frozen."""
    told = gettext("{day}, {who} ghi phần trùng {value} của {parties}: {label}")
    return told.format(
        day=day(timezone.localtime(row.at)),
        who=row.source.entered_by,
        value=_bare(row.value, indicator),
        parties=parties_of(row),
        label=row.source.label,
    )


def _bare(value: int | None, indicator: Indicator) -> str:
    return printed(value, Comparator.EQ, unit=indicator.unit, scale=indicator.scale, form=Print.BARE)


def _why(correction: Correction, indicator: Indicator, body: BodyName | None) -> str:
    """Who accepted, withdrew or corrected what of whom; only what was accepted before needs a reason."""
    if correction.before is None:
        told = gettext("{day}, {by} nhận {after} của {body}")
    elif correction.after is None:
        told = gettext("{day}, {by} rút {before} của {body}")
    else:
        told = gettext("{day}, {by} sửa {before} thành {after} của {body}")
    said = told.format(
        day=day(timezone.localtime(correction.at)),
        by=correction.by,
        before=_bare(correction.before, indicator),
        after=_bare(correction.after, indicator),
        body=body.name if body else gettext("một đơn vị"),
    )
    if correction.reason:
        return f"{said}: {correction.reason}"
    return said if correction.before is None else gettext("{told}, không ghi lý do").format(told=said)


def _ask(edition: Edition, key: str) -> str:
    """Where the totals of the edition are asked."""
    return f"don-vi={key}&ky={edition.period.value.code}&ban-chot={edition.pk}"
