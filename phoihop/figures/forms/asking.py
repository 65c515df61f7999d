"""What a page of figures asks: read from its address, with sensible answers where it says nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phoihop.core.actor import Actor, Level, System
from phoihop.core.periods import YEARS, Calendar, Kind, Period
from phoihop.figures.models import Edition, PeriodTotal
from phoihop.figures.queries import scope
from phoihop.figures.queries.as_of import cites
from phoihop.figures.queries.geography import kin_on
from phoihop.figures.queries.periods import PeriodRow, all_periods
from phoihop.figures.queries.totals import SYSTEMS
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.values import SYSTEM_NUMBERS
from phoihop.indicators.models import Breakdown, Indicator
from phoihop.indicators.queries import adding_as_of
from phoihop.organisations.models import SYSTEMS as SYSTEM_NAMES
from phoihop.places import queries as places
from phoihop.places.models import Place
from phoihop.web.params import whole

__all__ = ["CLOSED", "MAPS", "WHOLE", "Asking", "asking", "period_label", "system_label"]

#: Map dates that pages offer beside today's: the last day of the old map, the first of the new.
MAPS = (date(2025, 6, 30), date(2025, 7, 1))
#: Kinds of periods that pages offer: those that tell of a year or of a large part of it.
WHOLE = (Kind.YEAR, Kind.SPAN, Kind.HALF, Kind.NINE_MONTHS, Kind.FIRST_MONTHS)
#: What stands where lines below a unit are not shown.
CLOSED = gettext_lazy("Chi tiết của hệ thống khác không hiển thị")
_NAMES = {
    Kind.MONTH: gettext_lazy("Tháng {n}/{y}"),
    Kind.FIRST_MONTHS: gettext_lazy("{n} tháng đầu năm {y}"),
    Kind.YEAR: gettext_lazy("Năm {y}"),
    Kind.SPAN: "{y}–{n}",
}


@dataclass(frozen=True, slots=True)
class Asking:
    """One question with what it may be changed to."""

    question: Question
    place: Place
    indicator: Indicator
    indicators: Sequence[Indicator]
    periods: Sequence[Period]
    systems: Sequence[System]
    editions: Sequence[Edition]
    breakdowns: Sequence[Breakdown]
    today: date
    #: The key of the unit that the reader acts for: what lies above it is not shown.
    root: str
    #: Of which systems the lines below the unit are shown.
    below: scope.Below
    #: Of which systems the single reports of the unit and period are shown.
    reach: scope.Reach

    @property
    def lines_open(self) -> bool:
        """Whether the lines below the unit are shown for the system asked for."""
        return self.below.opens(self.question.system)

    def lines_open_in(self, period: Period) -> bool:
        """Whether the lines below the unit are shown for another period too: a programme opens its own years alone."""
        return self.lines_open and self._below_in(period).opens(self.question.system)

    def open_in(self, period: Period) -> bool:
        """Whether the unit's own total is shown for another period too."""
        reach = self.reach.during(period)
        if reach.opened == self.reach.opened:
            return True
        allowed = scope.systems_for(reach, self.indicator, unit_level=Level(self.place.level))
        return allowed is None or self.question.system in allowed

    def _below_in(self, period: Period) -> scope.Below:
        reach = self.reach.during(period)
        if reach.opened == self.reach.opened:
            return self.below
        return scope.below(reach, [self.indicator], unit_level=Level(self.place.level))

    @property
    def elsewhere(self) -> list[tuple[str, Question]]:
        """Where the unit is not on the map asked for: those that stand in its place there, with their questions."""
        kin = kin_on(self.place.pk, self.question.on)
        names = places.names(kin, on=self.question.on) if kin else {}
        return [(names[pk].over_all, replace(self.question, unit=names[pk].key)) for pk in kin]

    @property
    def edition(self) -> Edition | None:
        """The edition that the question cites (số liệu chốt)."""
        return next((row for row in self.editions if row.pk == self.question.edition), None)

    @property
    def maps(self) -> list[date]:
        """The days whose maps may be asked for; an edition has the one that it was frozen on."""
        if self.question.edition:
            return [self.question.on]
        return sorted({self.question.on, self.today, *MAPS}, reverse=True)

    @property
    def counted_to(self) -> date:
        """The day up to which the figures shown go (tính đến ngày): today, or the day that the edition was frozen."""
        return timezone.localtime(self.edition.made_at).date() if self.edition else self.today


def period_label(period: Period) -> str:
    """A period as people say it.

    >>> period_label(Period(Calendar.ADMINISTRATIVE, Kind.HALF, 2026, 1))
    '6 tháng đầu năm 2026'
    """
    if period.kind is Kind.QUARTER:
        return _("Quý {n}/{y}").format(n=("I", "II", "III", "IV")[period.number - 1], y=period.year)
    if period.kind is Kind.HALF:
        half = _("6 tháng đầu năm {y}") if period.number == 1 else _("6 tháng cuối năm {y}")
        return half.format(y=period.year)
    if period.kind is Kind.NINE_MONTHS:
        return _("9 tháng năm {y}").format(y=period.year)
    return str(_NAMES[period.kind]).format(n=period.number, y=period.year)


def system_label(system: System | None) -> str:
    """The name of a system, "Các bên" for all parties together."""
    return str(dict(SYSTEM_NAMES)[system]) if system else _("Các bên")


def asking(params: Mapping[str, str], *, actor: Actor, today: date) -> Asking:
    """The question of an address. Raises ``Http404`` for what is outside the actor's scope or unknown."""
    try:
        given = Question.from_params(params) if params.get("so") else None
        asked = dict(given.params if given else params)
        return _asking(asked, actor, today)
    except (ValueError, KeyError) as wrong:
        raise Http404(str(wrong)) from wrong


def _asking(asked: Mapping[str, str], actor: Actor, today: date) -> Asking:
    rows = all_periods()
    on = date.fromisoformat(asked["ban-do"]) if asked.get("ban-do") else today
    if on.year not in YEARS:
        raise ValueError(f"no map of {on}")
    place = _place(asked.get("don-vi", ""), actor, today)
    only = scope.followed(actor, on=today)
    known = Indicator.objects.all() if only is None else Indicator.objects.filter(pk__in=only)
    indicators = [row for row in _with_figures().order_by("order") if only is None or row.pk in only]
    code = asked.get("chi-tieu", "")
    indicator = next((row for row in indicators if row.code == code), None) if code else _first(indicators, actor)
    if indicator is None:
        indicator = known.filter(code=code).first() if code else next(iter(indicators), None)
    if indicator is None:
        indicator = known.filter(half=False).first() if not code else None
    if indicator is None:
        raise KeyError(f"no indicator {code!r}")
    edition = _edition(asked.get("ban-chot", ""))
    if edition is not None:
        [indicator] = adding_as_of([indicator], edition.adding or 0)
    counted = _counted(indicator, rows)
    period = Period.from_code(asked["ky"]) if asked.get("ky") else _latest([row for row, _by in counted], today)
    reach = scope.reach(actor, units=[place.pk], period=period, on=today)
    allowed = scope.systems_for(reach, indicator, unit_level=Level(place.level))
    # The reader's own system is always there to be chosen, also where it has nothing of this indicator yet.
    systems = sorted({system for _, system in counted if allowed is None or system in allowed} | {actor.system})
    system: System | None = System(asked["he-thong"]) if asked.get("he-thong") else None
    if system is not None and allowed is not None and system not in allowed:
        raise KeyError(f"{system} is outside the scope")
    if system is None and (indicator.over_systems == Indicator.OverSystems.APART or allowed is not None):
        system = actor.system
    question = Question(
        indicator.code,
        place.key,
        period,
        on,
        system,
        breakdown=asked.get("phan-to") or None,
        edition=edition.pk if edition else None,
        accepted_only=asked.get("so-lieu") != "gui",
        line=asked.get("dong") or "all",
    )
    if edition is not None:
        question = _as_frozen(question, edition, place)
    return Asking(
        question,
        place,
        indicator,
        indicators,
        _choices(rows.values(), period.calendar, {row for row, _by in counted}, today),
        systems,
        list(Edition.objects.filter(Q(place=place) | Q(pk=question.edition or 0)).order_by("-pk")),
        list(indicator.breakdowns.all()),
        today,
        place.key if place.pk == actor.place_id else Place.objects.values_list("key", flat=True).get(pk=actor.place_id),
        scope.below(reach, [indicator], unit_level=Level(place.level)),
        reach,
    )


def _first(indicators: Sequence[Indicator], actor: Actor) -> Indicator | None:
    """The indicator to show first: of those with figures the first that the reader's own system counted."""
    own = SYSTEM_NUMBERS[actor.system]
    counted = PeriodTotal.objects.filter(system=own, indicator__in=[row.denominator_id or row.pk for row in indicators])
    theirs = set(counted.values_list("indicator", flat=True).distinct())
    return next((row for row in indicators if (row.denominator_id or row.pk) in theirs), None)


def _edition(text: str) -> Edition | None:
    if not text:
        return None
    number = whole(text)
    found = None if number is None else Edition.objects.filter(pk=number).first()
    if found is None:
        raise KeyError(f"no edition {text[:20]}")
    return found


def _place(key: str, actor: Actor, today: date) -> Place:
    """The unit asked for, inside the actor's territory; by id as the unit picker posts it."""
    visible = scope.visible_to(actor, on=today)
    if not key:
        return Place.objects.get(pk=actor.place_id)
    found = visible.filter(pk=number) if (number := whole(key)) is not None else visible.filter(key=key)
    if (place := found.first()) is None:
        raise KeyError(f"{key} is outside the scope")
    return place


def _with_figures() -> QuerySet[Indicator]:
    totals = PeriodTotal.objects.filter(indicator=OuterRef("pk"))
    return Indicator.objects.filter(
        Exists(totals) | Exists(PeriodTotal.objects.filter(indicator=OuterRef("denominator")))
    ).filter(half=False)


def _counted(indicator: Indicator, rows: Mapping[int, PeriodRow]) -> list[tuple[Period, System]]:
    """For which periods which systems have figures of an indicator (of its denominator, for a rate)."""
    pairs = (
        PeriodTotal.objects.filter(indicator=indicator.denominator_id or indicator.pk)
        .order_by("period", "system")
        .values_list("period", "system")
        .distinct()
    )
    return [(rows[period].period, SYSTEMS[system]) for period, system in pairs]


def _latest(periods: Sequence[Period], today: date) -> Period:
    """The year to show first: the latest that has begun and has figures, else this year."""
    years = {
        Period(period.calendar, Kind.YEAR, period.number if period.kind is Kind.SPAN else period.year)
        for period in periods
    }
    begun = [period for period in years if period.range.start <= today]
    return (
        max(begun, key=lambda period: period.year) if begun else Period(Calendar.ADMINISTRATIVE, Kind.YEAR, today.year)
    )


def _choices(rows: Iterable[PeriodRow], calendar: Calendar, counted: Collection[Period], today: date) -> list[Period]:
    """The periods to choose from: those that hold a figure of the indicator, and those that have not ended."""
    found = [
        row
        for row in rows
        if row.period.calendar is calendar
        and (row.end > today or any(row.range.covers(period.range) for period in counted))
    ]
    wanted = [row for row in found if row.period.kind in WHOLE]
    return [row.period for row in sorted(wanted, key=lambda row: (row.start, -row.days), reverse=True)]


def _as_frozen(question: Question, edition: Edition, place: Place) -> Question:
    """A question that cites an edition, of its unit or of one below it: on its map, of accepted figures alone."""
    if not cites(edition, place.pk):
        raise KeyError(f"no edition {edition.pk}")
    return replace(question, on=edition.map_date, accepted_only=True)
