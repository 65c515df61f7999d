"""A line of police bodies with a form for 2026, for tests: ministry, two provinces, three communes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.periods import Calendar, Kind
from phoihop.core.periods import Period as PeriodValue
from phoihop.core.text import fold
from phoihop.documents.models import Document
from phoihop.figures import actions as figures
from phoihop.figures.models import Period
from phoihop.figures.rules.values import Provenance, Standing, Value
from phoihop.indicators.models import Indicator
from phoihop.organisations.models import Body, BodyVersion
from phoihop.places.models import Place, PlaceVersion
from phoihop.programmes.models import Programme
from phoihop.reports import actions
from phoihop.reports.models import FormVersion, Receipt, Report, Row, Window

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DECEMBER_9 = datetime(2026, 12, 9, 9, 0, tzinfo=HANOI)
UNTIL = date(2026, 12, 8)
YEAR = PeriodValue(Calendar.ADMINISTRATIVE, Kind.YEAR, 2026)
BOTH = frozenset({Role.ENTRY, Role.APPROVAL})


def a_place(key: str, level: Level, name: str, parent: Place | None) -> Place:
    place = Place.objects.create(key=key, level=level)
    PlaceVersion.objects.create(
        place=place, name=name, kind="", parent=parent, code=key.partition(":")[2], folded=fold(name), source="thử"
    )
    return place


def a_body(place: Place, name: str, system: System = System.POLICE) -> Body:
    body = Body.objects.create(key=f"{system}@{place.key}", system=system, place=place, level=place.level)
    BodyVersion.objects.create(body=body, name=name, short_name=name, folded=fold(name))
    return body


def an_actor(body: Body, *roles: Role, account: int = 1, name: str = "Phạm Quốc Việt") -> Actor:
    chain = "TW" if body.level == Level.COUNTRY else "37"
    return Actor(
        account,
        name,
        body.pk,
        body.place_id,
        System(body.system),
        Level(body.level),
        frozenset(roles) or BOTH,
        chain,
    )


@dataclass
class Line:
    """The bodies by short key, the form with its rows by number, and the window of the communes."""

    bodies: dict[str, Body]
    form: FormVersion
    rows: dict[str, Row]
    window: Window
    period: Period
    more: dict[str, object] = field(default_factory=dict)

    def report(self, where: str = "GV", at: datetime = DECEMBER_9) -> Report:
        """The opened report of a commune."""
        return actions.open_report(self.window, by=self.officer(where), at=at)

    def officer(self, where: str = "GV", *roles: Role) -> Actor:
        return an_actor(self.bodies[where], *roles)

    def reviewer(self, where: str = "NB") -> Actor:
        return an_actor(self.bodies[where], Role.COMPILER, account=9, name="Trần Thu Hà")

    def type(self, report: Report, number: str, text: str, **more: object) -> object:
        """Type into a row as the officer of the report's body, having seen what stands."""
        cell = report.cells.filter(row=self.rows[number]).first()
        given = {"seen": cell.version if cell else 0, "by": an_actor(report.body), "at": DECEMBER_9} | more
        return actions.save_cell(report, self.rows[number].pk, text=text, **given)  # type: ignore[arg-type]

    def fill(self, report: Report, **texts: str) -> Report:
        """Fill every row (1 to 4 unless told otherwise) and say up to which day it counts."""
        said = {"1": "36", "2": "20", "3": "16", "4": "4865"} | {key.removeprefix("r"): t for key, t in texts.items()}
        for number, text in said.items():
            self.type(report, number, text)
        return actions.state_counted_until(report, day=UNTIL, by=an_actor(report.body), at=DECEMBER_9)

    def sent(self, where: str = "GV", *, key: UUID | None = None, at: datetime = DECEMBER_9, **texts: str) -> Receipt:
        """A commune's report, filled and sent."""
        report = self.fill(self.report(where), **texts)
        return actions.submit_report(report, key=key or uuid4(), by=self.officer(where), at=at)

    def counted_before(self, where: str, code: str, value: int) -> None:
        """What the year before had, accepted."""
        before = Value(code, self.bodies[where].pk, YEAR.previous, value)
        source = Provenance(origin=f"reports.report:before-{where}-{code}", label="Báo cáo năm 2025")
        figures.put([before], standing=Standing.ACCEPTED, source=source, by=None, at=DECEMBER_9)


def an_indicator(code: str, name: str, unit: str, **more: object) -> Indicator:
    facts: dict[str, object] = {
        "group": "Tuyên truyền",
        "nature": "count",
        "over_units": "sum",
        "over_time": "sum",
        "levels": "X,T,TW",
        "frequencies": "N",
        "order": Indicator.objects.count(),
    } | more
    return Indicator.objects.create(code=code, name=name, unit=unit, **facts)


def a_programme(name: str = "Chương trình 09") -> Programme:
    document = Document.objects.create(kind="coordination_programme", title=name, folded=fold(name))
    country = Place.objects.get(key="VN")
    return Programme.objects.create(
        document=document, name=name, short_name="CT 09", level="tw", place=country, first_year=2022, last_year=2026
    )


def a_period(value: PeriodValue) -> Period:
    return Period.objects.get_or_create(
        calendar=value.calendar,
        kind=value.kind,
        year=value.year,
        number=value.number,
        defaults={"start": value.range.start, "end": value.range.end, "kept": value.kind is Kind.YEAR},
    )[0]


def a_line() -> Line:
    """Two communes under Ninh Bình, one under Hà Tĩnh; a form of an indicator with two parts, and another."""
    country = a_place("VN", Level.COUNTRY, "Việt Nam", None)
    north = a_place("tinh:37", Level.PROVINCE, "Ninh Bình", country)
    south = a_place("tinh:42", Level.PROVINCE, "Hà Tĩnh", country)
    bodies = {
        "TW": a_body(country, "Bộ Công an"),
        "NB": a_body(north, "Công an tỉnh Ninh Bình"),
        "HT": a_body(south, "Công an tỉnh Hà Tĩnh"),
        "GV": a_body(a_place("xa:14239", Level.COMMUNE, "Gia Viễn", north), "Công an xã Gia Viễn"),
        "GH": a_body(a_place("xa:14242", Level.COMMUNE, "Gia Hưng", north), "Công an xã Gia Hưng"),
        "KA": a_body(a_place("xa:18754", Level.COMMUNE, "Kỳ Anh", south), "Công an xã Kỳ Anh"),
    }
    sessions = an_indicator("TT01", "Buổi tuyên truyền tập trung", "buổi")
    people = an_indicator("TT02", "Lượt người dự", "lượt người")
    village = sessions.breakdowns.create(
        code="thon", name="Ở thôn, tổ dân phố", dimension="nơi", kind="partition", order=1
    )
    school = sessions.breakdowns.create(code="truong", name="Ở trường học", dimension="nơi", kind="partition", order=2)
    form = FormVersion.objects.create(
        code="02-TH", name="Số liệu năm 2026", programme=a_programme(), valid_from=date(2026, 1, 1)
    )
    given = [("1", sessions, None), ("2", sessions, village), ("3", sessions, school), ("4", people, None)]
    rows = {
        number: Row.objects.create(
            form=form, group="A. Tuyên truyền", number=number, indicator=indicator, breakdown=part, order=int(number)
        )
        for number, indicator, part in given
    }
    period = a_period(YEAR)
    window = Window.objects.create(
        form=form,
        system=System.POLICE,
        level=Level.COMMUNE,
        period=period,
        opens=date(2026, 11, 15),
        due=datetime(2026, 12, 16, 17, 0, tzinfo=HANOI),
        closed=date(2026, 12, 20),
    )
    return Line(bodies, form, rows, window, period)
