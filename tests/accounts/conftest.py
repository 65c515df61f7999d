from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from phoihop.accounts import actions, queries
from phoihop.accounts.models import Term, User
from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.text import fold
from phoihop.organisations.models import Body, BodyVersion
from phoihop.places.models import Place, PlaceVersion

SPRING = date(2026, 3, 2)
NOON = datetime(2026, 12, 9, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TODAY = NOON.date()
PASSWORD = "bốn con trâu gặm cỏ"


def _place(key: str, level: Level, name: str, parent: Place | None) -> Place:
    place = Place.objects.create(key=key, level=level)
    PlaceVersion.objects.create(
        place=place, name=name, kind="", parent=parent, code=key.partition(":")[2], folded=fold(name), source="test"
    )
    return place


def _police(place: Place, name: str) -> Body:
    body = Body.objects.create(key=f"{System.POLICE}@{place.key}", system=System.POLICE, place=place, level=place.level)
    BodyVersion.objects.create(body=body, name=name, short_name=name, folded=fold(name))
    return body


@pytest.fixture
def police(db: None) -> dict[str, Body]:
    """A line of police bodies: the ministry, two provinces, two communes of the first and one of the second."""
    country = _place("VN", Level.COUNTRY, "Việt Nam", None)
    north, south = _place("tinh:37", Level.PROVINCE, "Ninh Bình", country), None
    south = _place("tinh:42", Level.PROVINCE, "Hà Tĩnh", country)
    return {
        "TW": _police(country, "Bộ Công an"),
        "NB": _police(north, "Công an tỉnh Ninh Bình"),
        "HT": _police(south, "Công an tỉnh Hà Tĩnh"),
        "GV": _police(_place("xa:14239", Level.COMMUNE, "Gia Viễn", north), "Công an xã Gia Viễn"),
        "GH": _police(_place("xa:14242", Level.COMMUNE, "Gia Hưng", north), "Công an xã Gia Hưng"),
        "KA": _police(_place("xa:18754", Level.COMMUNE, "Kỳ Anh", south), "Công an xã Kỳ Anh"),
    }


@pytest.fixture
def officer(police: dict[str, Body]) -> Callable[..., User]:
    """Make an account with roles for a body from spring on."""

    def make(username: str, where: str, *roles: Role, until: date | None = None) -> User:
        made = actions.make_account(username=username, name="Phạm Quốc Việt", password=PASSWORD, by=None, at=NOON)
        for role in roles:
            actions.assign(
                made.user, body=police[where], role=role, valid_from=SPRING, valid_to=until, by=None, at=NOON
            )
        return made.user

    return make


def actor_of(user: User) -> Actor:
    """The actor of an account's first term."""
    return queries.actor_for(user, Term.objects.filter(user=user).earliest("pk"), TODAY)


@pytest.fixture
def acting() -> Callable[[User], Actor]:
    return actor_of
