"""A province with its police line, a programme with contents and indicators, and people who sign in."""

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from phoihop.accounts.models import Term, User
from phoihop.accounts.queries import actor_for
from phoihop.core.actor import Level, Role, System
from phoihop.core.periods import Calendar, Kind, Period
from phoihop.core.text import fold
from phoihop.documents.models import Document
from phoihop.figures import actions as figures
from phoihop.figures.rules.values import Provenance, Standing, Value
from phoihop.indicators.models import Choice, Indicator
from phoihop.organisations.models import Body, BodyVersion
from phoihop.places.models import Place, PlaceVersion
from phoihop.programmes.models import Content, Party, Programme

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TODAY = NOON.date()


def a_place(key, level, name, parent=None):
    place = Place.objects.create(key=key, level=level)
    PlaceVersion.objects.create(
        place=place,
        name=name,
        kind="tỉnh" if level == Level.PROVINCE else "",
        parent=parent,
        code=key.partition(":")[2],
        folded=fold(name),
        source="thử",
    )
    return place


def a_body(place, name, system=System.POLICE):
    body = Body.objects.create(key=f"{system}@{place.key}", system=system, place=place, level=place.level)
    BodyVersion.objects.create(body=body, name=name, short_name=name, folded=fold(name))
    return body


@pytest.fixture
def bodies(db):
    """The ministry, one province with two communes, and another province."""
    country = a_place("VN", Level.COUNTRY, "Việt Nam")
    north = a_place("tinh:37", Level.PROVINCE, "Ninh Bình", country)
    south = a_place("tinh:42", Level.PROVINCE, "Hà Tĩnh", country)
    return {
        "TW": a_body(country, "Bộ Công an"),
        "NB": a_body(north, "Công an tỉnh Ninh Bình"),
        "HT": a_body(south, "Công an tỉnh Hà Tĩnh"),
        "GV": a_body(a_place("xa:14239", Level.COMMUNE, "Gia Viễn", north), "Công an xã Gia Viễn"),
        "GH": a_body(a_place("xa:14242", Level.COMMUNE, "Gia Hưng", north), "Công an xã Gia Hưng"),
    }


@pytest.fixture
def programme(bodies):
    """A coordination programme of Ninh Bình 2022-2026 with two contents."""
    document = Document.objects.create(
        kind="coordination_programme", number="02-CTr/BDVTU-CAT", title="Công tác dân vận", folded="cong tac dan van"
    )
    made = Programme.objects.create(
        document=document, name="Chương trình phối hợp công tác dân vận giai đoạn 2022-2026", short_name="CTr 02",
        level=Level.PROVINCE, place=bodies["NB"].place, first_year=2022, last_year=2026, signed_on=date(2022, 9, 15),
        sample=True,
    )  # fmt: skip
    Party.objects.create(programme=made, body=bodies["NB"], lead=True)
    Content.objects.create(programme=made, number=1, text="Tuyên truyền, vận động nhân dân")
    Content.objects.create(programme=made, number=2, text="Xây dựng mô hình tự quản")
    return made


@pytest.fixture
def officer(bodies):
    """Make an account with roles for a body."""

    def make(where, *roles):
        user = User.objects.create(username=f"u{uuid4().hex[:8]}", name="Lê Thị Mẫu")
        for role in roles or (Role.COMPILER,):
            Term.objects.create(user=user, body=bodies[where], role=role, valid_from=date(2026, 1, 1))
        return user

    return make


@pytest.fixture
def compiler(officer):
    """The actor who compiles for Ninh Bình."""
    return acting(officer("NB"))


def acting(user):
    return actor_for(user, user.terms.earliest("pk"), TODAY)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def counted(programme, bodies):
    """Figures of the two communes: sessions each year from 2022 to 2026, models at each year's end."""
    contents = list(programme.contents.all())
    for order, (code, name, over_time) in enumerate(
        (("TT01", "Buổi tuyên truyền tập trung", "sum"), ("MH02", "Mô hình đang hoạt động", "last"))
    ):
        indicator = Indicator.objects.create(
            code=code, name=name, unit="buổi" if order == 0 else "mô hình", group="Thử",
            nature="count" if order == 0 else "stock", over_units="sum", over_time=over_time, levels="X,T",
            frequencies="N", order=order,
        )  # fmt: skip
        Choice.objects.create(programme=programme, indicator=indicator, content=contents[order], order=order)
    say("GV", bodies, {"TT01": (100, 120, 140, 160, 180), "MH02": (1, 2, 3, 4, 5)})
    say("GH", bodies, {"TT01": (10, 20, 30, 40, 1500), "MH02": (2, 2, 2, 2, 2)})


def say(where, bodies, numbers, *, number=1, first=2022):
    """Put a commune's accepted figures of the years from ``first`` on."""
    values = [
        Value(code, bodies[where].pk, Period(Calendar.ADMINISTRATIVE, Kind.YEAR, first + at), value)
        for code, series in numbers.items()
        for at, value in enumerate(series)
        if value is not None
    ]
    source = Provenance(
        origin=f"reports.report:{where}{number}", label=f"Báo cáo {where}", address=f"/bao-cao/{number}/"
    )
    figures.put(values, standing=Standing.ACCEPTED, source=source, by=None, at=NOON)
