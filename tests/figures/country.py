"""A small country for tests: provinces, communes, bodies, indicators."""

from __future__ import annotations

from datetime import UTC, date, datetime

from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.periods import Calendar, Kind, Period
from phoihop.core.validity import BEGINNING
from phoihop.figures.rules.values import Comparator, Coverage, Provenance, Standing, State, Value
from phoihop.indicators.models import Breakdown, Indicator
from phoihop.organisations.models import Body
from phoihop.places.models import Place, PlaceVersion, Succession

REFORM = date(2025, 7, 1)
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


def year(number: int) -> Period:
    return Period(Calendar.ADMINISTRATIVE, Kind.YEAR, number)


def month(of: int, number: int) -> Period:
    return Period(Calendar.ADMINISTRATIVE, Kind.MONTH, of, number)


def quarter(of: int, number: int) -> Period:
    return Period(Calendar.ADMINISTRATIVE, Kind.QUARTER, of, number)


def half(of: int, number: int) -> Period:
    return Period(Calendar.ADMINISTRATIVE, Kind.HALF, of, number)


def nine_months(of: int) -> Period:
    return Period(Calendar.ADMINISTRATIVE, Kind.NINE_MONTHS, of, 1)


def span(first: int, last: int) -> Period:
    return Period(Calendar.ADMINISTRATIVE, Kind.SPAN, first, last)


def a_place(
    key: str,
    level: Level,
    parent: Place | None = None,
    *,
    valid_from: date = BEGINNING,
    valid_to: date | None = None,
) -> Place:
    place = Place.objects.create(key=key, level=level)
    PlaceVersion.objects.create(
        place=place,
        name=key,
        kind=level,
        parent=parent,
        code=key[-8:],
        valid_from=valid_from,
        valid_to=valid_to,
        folded=key,
        source="thử",
    )
    return place


def becomes(old: Place, *heirs: Place, on: date = REFORM, shares: tuple[int, ...] = ()) -> None:
    for number, heir in enumerate(heirs):
        Succession.objects.create(
            predecessor=old,
            heir=heir,
            on=on,
            kind="whole" if len(heirs) == 1 else "part",
            share_millionths=shares[number] if shares else None,
            legal_act="NQ thử",
            source="thử",
        )


def a_body(place: Place, system: System = System.FRONT, suffix: str = "") -> Body:
    return Body.objects.create(
        key=f"{system}@{place.key}{suffix}", system=system, place=place, level=place.level, main=not suffix
    )


def an_indicator(
    code: str, *, units: str = "sum", time: str = "sum", systems: str = "apart", **more: object
) -> Indicator:
    return Indicator.objects.create(
        code=code,
        name=f"Chỉ tiêu {code}",
        unit="buổi",
        group="Thử",
        nature="stock" if time == "last" else "count",
        over_units=units,
        over_time=time,
        over_systems=systems,
        levels="X,T,TW",
        frequencies="T,N",
        order=Indicator.objects.count(),
        **more,
    )


def a_breakdown(indicator: Indicator, code: str, dimension: str, kind: str = "partition") -> Breakdown:
    return Breakdown.objects.create(indicator=indicator, code=code, name=code, dimension=dimension, kind=kind)


def a_value(
    indicator: str,
    body: Body,
    period: Period,
    value: int | None,
    *,
    comparator: Comparator = Comparator.EQ,
    coverage: Coverage = Coverage.OWN,
    breakdown: str | None = None,
    state: State = State.NUMBER,
) -> Value:
    return Value(indicator, body.pk, period, value, state, comparator, coverage, breakdown)


def from_report(number: int) -> Provenance:
    return Provenance(origin=f"reports.report:{number}", label=f"Báo cáo số {number}/BC", address=f"/bao-cao/{number}/")


def a_compiler(body: Body) -> Actor:
    return Actor(
        1,
        "Lê Thị Mẫu",
        body.pk,
        body.place_id,
        System(body.system),
        Level(body.level),
        frozenset({Role.COMPILER}),
        "TW",
    )


ACCEPTED, SUBMITTED = Standing.ACCEPTED, Standing.SUBMITTED
