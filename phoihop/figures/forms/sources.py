"""Choosing among the sources of one number: what each says, which is in force, the sum beside a statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phoihop.core.actor import Actor, Role, System
from phoihop.core.periods import Period
from phoihop.figures.forms.asking import period_label, system_label
from phoihop.figures.forms.saying import address, said_of
from phoihop.figures.queries import scope
from phoihop.figures.queries.standing import Claim, claims
from phoihop.figures.queries.totals import totals
from phoihop.figures.rules.printing import quoted
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.values import Coverage, Standing, State
from phoihop.indicators.models import Indicator
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body
from phoihop.places import queries as places
from phoihop.web.forms import Form
from phoihop.web.params import whole

__all__ = ["ChooseForm", "Key", "claims_of", "key_of", "sources_page", "where"]


@dataclass(frozen=True, slots=True)
class Key:
    """The key whose sources are shown: an indicator of a body for a period, own or for its whole area."""

    indicator: Indicator
    body: Body
    period: Period
    coverage: Coverage
    breakdown: str | None

    @property
    def system(self) -> System:
        return self.body.line


class ChooseForm(Form):
    """Which source counts, whether it takes the place of the sum below, and why."""

    figure = forms.TypedChoiceField(label=_("Nguồn được tính"), coerce=int, widget=forms.RadioSelect)
    over_sum = forms.BooleanField(label=_("Dùng số này thay cho số cộng từ cấp dưới"), required=False)
    reason = forms.CharField(
        label=_("Lý do chọn"), max_length=300, help_text=_("Ví dụ: công văn sau đã đối chiếu sổ theo dõi.")
    )

    def __init__(self, *args: Any, found: list[Claim], key: Key, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure"].choices = [(one.figure, f"{_value(one, key)}: {one.source.label}") for one in found]  # type: ignore[attr-defined]
        if key.coverage is not Coverage.AREA:
            del self.fields["over_sum"]


def where(*, indicator: str, body: int, period: Period, coverage: Coverage, breakdown: str | None = None) -> str:
    """The address of the page of sources of one key."""
    more = f"&phan-to={breakdown}" if breakdown else ""
    given = f"chi-tieu={indicator}&co-quan={body}&ky={period.code}&pham-vi={int(coverage)}{more}"
    return f"{reverse('figures:sources')}?{given}"


def key_of(params: Mapping[str, str], *, actor: Actor, on: date) -> Key:
    """The key of an address; raises ``Http404`` for one outside the actor's scope or unknown."""
    indicator = Indicator.objects.filter(code=params.get("chi-tieu", "")).first()
    body = Body.objects.filter(
        pk=whole(params.get("co-quan")) or 0, place__in=scope.visible_to(actor, on=on)
    ).first()  # fmt: skip
    if indicator is None or body is None:
        raise Http404("no such number")
    try:
        period, coverage = Period.from_code(params.get("ky", "")), Coverage(whole(params.get("pham-vi")) or 1)
    except ValueError as wrong:
        raise Http404(str(wrong)) from wrong
    if not scope.reach(actor, units=[body.place_id], period=period, on=on).rows(indicator, body.line):
        raise Http404("no such number")
    return Key(indicator, body, period, coverage, params.get("phan-to") or None)


def sources_page(key: Key, found: list[Claim], *, actor: Actor, today: date, form: ChooseForm) -> dict[str, Any]:
    """The sources of a key, the one in force first, with the sum that a statement for the whole area stands beside."""
    name = organisations.names_of([key.body.pk], on=today)[key.body.pk].name
    place = places.name(key.body.place_id, on=today)
    question = Question(key.indicator.code, place.key, key.period, today, key.system, key.breakdown)
    beside = None
    if key.coverage is Coverage.AREA:
        made = totals(
            unit=key.body.place_id,
            period=key.period.range,
            on=today,
            indicators=[key.indicator.code],
            systems=[key.system],
            breakdown=key.breakdown,
            calendar=key.period.calendar,
        )
        beside = next((said_of(one, key.indicator) for one in made if one.system == key.system), None)
    return {
        "key": key,
        "body_name": name,
        "period_label": period_label(key.period),
        "system_label": system_label(key.system),
        "area": key.coverage is Coverage.AREA,
        "beside": beside,
        "href": address(question),
        "rows": [
            {
                "value": _value(one, key),
                "label": one.source.label,
                "address": one.source.address,
                "who": one.source.entered_by,
                "accepted": one.source.accepted_by,
                "waits": one.standing is Standing.SUBMITTED,
                "force": one.force.name.lower(),
                "in_force": one.counts,
                "reason": one.reason,
                "chosen_by": one.chosen_by,
                "at": one.at,
                "same": [source.label for source in one.evidence],
            }
            for one in found
        ],
        "form": form,
        "may_choose": actor.may(Role.COMPILER) and bool(found),
    }


def claims_of(key: Key) -> list[Claim]:
    """The sources of a key, the one in force first."""
    return claims(
        indicator=key.indicator.code,
        body=key.body.pk,
        period=key.period,
        coverage=key.coverage,
        breakdown=key.breakdown,
    )


def _value(one: Claim, key: Key) -> str:
    if one.state is State.NOT_APPLICABLE:
        return gettext("không áp dụng")
    if one.value is None:
        return "–"
    indicator = key.indicator
    return quoted(one.value, one.comparator, unit=indicator.unit, scale=indicator.scale, text=one.source.label)
