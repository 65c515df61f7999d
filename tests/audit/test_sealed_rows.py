"""Rows that decide who may do what and how numbers are told: what their last line says is what they say."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from phoihop.accounts import actions as accounts
from phoihop.accounts.models import User
from phoihop.audit import queries
from phoihop.audit.models import Entry
from phoihop.indicators import actions as indicators
from phoihop.indicators.models import Breakdown, Indicator
from phoihop.places import actions as places
from phoihop.places.models import PlaceVersion, Succession
from phoihop.places.queries import tables_told_otherwise

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
pytestmark = pytest.mark.django_db


def wrong():
    return [sentence for _, sentence in queries.otherwise() if sentence]


@pytest.fixture
def account():
    made = accounts.make_account(username="can-bo", name="Phạm Mẫu", password="mat-khau-that-dai", by=None, at=NOON)
    return made.user


@pytest.mark.parametrize("tampered", [{"is_active": False}, {"password": "argon2$khac"}, {"name": "Người khác"}])
def test_an_account_that_no_act_changed_is_named(account, tampered):
    assert wrong() == []

    User.objects.filter(pk=account.pk).update(**tampered)

    assert wrong() == [f"accounts.user:{account.pk}: it does not say what its last line in the log says"]


def test_an_account_changed_by_its_act_is_whole_and_one_slipped_in_is_named(account):
    accounts.change_password(account, old="mat-khau-that-dai", new="mat-khau-moi-cung-dai", by=None, at=NOON)
    assert wrong() == []

    added = User.objects.create(username="len-vao", name="Lẻn Vào")

    assert wrong() == [f"accounts.user:{added.pk}: no line of the log tells of it"]


def test_an_indicator_whose_scale_or_parts_were_changed_by_hand_is_named():
    indicators.load_catalogue(by=None, at=NOON)
    assert wrong() == []
    one = Indicator.objects.get(code="TT01")
    part = Breakdown.objects.exclude(indicator=one).order_by("pk").first()

    Indicator.objects.filter(pk=one.pk).update(scale=1)
    Breakdown.objects.filter(pk=part.pk).update(kind="khac")

    assert {sentence.split(": ")[0] for sentence in wrong()} == {
        f"indicators.indicator:{one.pk}",
        f"indicators.indicator:{part.indicator_id}",
    }


def test_a_line_of_before_holds_no_seal_and_passes(account):
    Entry.objects.filter(subject=f"accounts.user:{account.pk}").update(facts={"username": "can-bo"})

    assert wrong() == []


def test_the_tables_of_units_are_as_the_last_load_left_them():
    places.load_units(by=None, at=NOON)
    assert list(tables_told_otherwise()) == []
    divided = Succession.objects.filter(kind="split").order_by("pk").first() or Succession.objects.earliest("pk")

    for rows, change in (
        (Succession.objects.filter(pk=divided.pk), {"share_millionths": 500_000}),
        (PlaceVersion.objects.filter(place__key="tinh:37"), {"name": "Tên khác"}),
    ):
        before = rows.values(*change).first()
        rows.update(**change)
        assert list(tables_told_otherwise()) == [
            "tables of units: they do not say what the last line of the log on them says"
        ]
        rows.update(**before)
    assert list(tables_told_otherwise()) == []
