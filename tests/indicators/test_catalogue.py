from datetime import UTC, datetime

import pytest
from django.db.models import Count

from phoihop.audit.models import Entry
from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.refusal import Refused
from phoihop.indicators import actions, queries, rules, wording
from phoihop.indicators.models import Breakdown, Choice, Indicator

NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_catalogue_holds_122_indicators_and_the_halves_of_its_rates():
    loaded = actions.load_catalogue(by=None, at=NOON)

    assert (loaded.indicators, loaded.halves) == (122, 20)
    assert queries.catalogue().count() == 122
    assert Indicator.objects.filter(half=True).count() == 20
    assert Breakdown.objects.count() == loaded.breakdowns


@pytest.mark.django_db
def test_a_second_load_changes_nothing_and_a_changed_row_is_mended():
    actions.load_catalogue(by=None, at=NOON)
    assert actions.load_catalogue(by=None, at=NOON).added == 0
    lines = Entry.objects.order_by().values_list("action").annotate(n=Count("pk"))
    assert dict(lines) == {"indicators.loaded": 1, "indicators.entered": Indicator.objects.count()}

    Entry.objects.filter(action="indicators.entered").delete()
    actions.load_catalogue(by=None, at=NOON)
    assert Entry.objects.filter(action="indicators.entered").count() == Indicator.objects.count()

    Indicator.objects.filter(code="TT01").update(name="Khác")
    assert actions.load_catalogue(by=None, at=NOON).changed == 1
    assert Indicator.objects.get(code="TT01").name == "Buổi tuyên truyền, vận động tập trung"


@pytest.mark.django_db
def test_each_word_of_the_catalogue_has_its_rules_on_the_axes():
    actions.load_catalogue(by=None, at=NOON)
    by_code = queries.by_code(["TT01", "MH03", "MH04", "HG05", "AT01", "AT01.TS", "CC06", "NH05"])

    assert {code: (row.over_units, row.over_time) for code, row in by_code.items()} == {
        "TT01": ("sum", "sum"),
        "MH03": ("sum", "last"),
        "MH04": ("none", "last"),
        "HG05": ("none", "none"),
        "AT01": ("none", "none"),
        "AT01.TS": ("sum", "last"),
        "CC06": ("none", "none"),
        "NH05": ("sum", "sum"),
    }
    halves = {code: [row and row.code for row in (by_code[code].numerator, by_code[code].denominator)]
              for code in ("HG05", "AT01", "CC06")}  # fmt: skip
    assert halves == {"HG05": ["HG04", "HG03"], "AT01": ["AT01.TS", "AT01.MS"], "CC06": [None, None]}
    assert (by_code["NH05"].unit, by_code["HG05"].scale) == ("đồng", 2)


def test_an_unknown_rollup_word_is_an_error():
    with pytest.raises(ValueError, match="no rule for the rollup word 'median'"):
        rules.rollup("median")


@pytest.mark.parametrize(
    "name",
    [
        "Họ và tên người được cảm hóa",
        "Số CCCD của thành viên",
        "Ngày sinh đối tượng",
        "Địa chỉ nhà người cung cấp tin",
        "Danh sách đối tượng trong diện quản lý",
        "Tọa độ hộ gia đình",
    ],
)
def test_person_shaped_definitions_are_refused(name):
    assert rules.refusal_to_define(name=name, unit="người").code == "describes_a_person"


@pytest.mark.parametrize("name", ["Người tiến bộ", "Thành viên tham gia (không ghi họ tên)", "Thẻ căn cước đã cấp"])
def test_counts_of_people_are_not_refused(name):
    assert rules.refusal_to_define(name=name, unit="người") is None


def an_actor(*roles: Role, body: int = 1) -> Actor:
    return Actor(1, "Trần Thị Mẫu", body, 1, System.FRONT, Level.COUNTRY, frozenset(roles), "TW")


def test_only_a_compiler_of_the_standing_body_sets_what_a_programme_counts():
    assert rules.refusal_to_choose(actor=an_actor(Role.COMPILER), standing_body=1) is None
    assert rules.refusal_to_choose(actor=None, standing_body=1) is None
    assert rules.refusal_to_choose(actor=an_actor(Role.ENTRY), standing_body=1).code == "only_compilers"
    assert (
        rules.refusal_to_choose(actor=an_actor(Role.COMPILER, body=2), standing_body=1).code == "not_the_standing_body"
    )


@pytest.mark.django_db
def test_a_programme_chooses_its_indicators_in_its_own_order():
    from phoihop.core.actor import Level
    from phoihop.documents.models import Document
    from phoihop.places.models import Place
    from phoihop.programmes.models import Programme

    actions.load_catalogue(by=None, at=NOON)
    programme = Programme.objects.create(
        document=Document.objects.create(kind="coordination_programme", number="09/CTr", folded="09"),
        name="Chương trình",
        short_name="09",
        level=Level.COUNTRY,
        place=Place.objects.create(key="VN", level=Level.COUNTRY),
        first_year=2022,
        last_year=2026,
    )
    actions.choose(programme, ["MH03", "TT01", "MH03"], by=None, at=NOON)
    chosen = Choice.objects.filter(programme=programme).order_by("order")
    assert [row.indicator.code for row in chosen] == ["MH03", "TT01"]

    with pytest.raises(Refused):
        actions.choose(programme, ["TT99"], by=None, at=NOON)
    assert Choice.objects.count() == 2


def test_every_refusal_has_its_sentence():
    codes = {"describes_a_person", "no_unit", "only_compilers", "not_the_standing_body", "unknown_indicator"}
    adding = {"only_the_centre_adds", "systems_cannot_be_added", "adding_changed", "adding_is_so",
              "adding_reason_needed"}  # fmt: skip
    assert codes | adding == set(wording.WORDING)


@pytest.mark.django_db
def test_related_indicators_are_in_the_catalogue_and_no_pair_goes_round():
    actions.load_catalogue(by=None, at=NOON)
    pairs = queries.related()

    assert ("HG04", "HG03") in pairs
    assert {code for pair in pairs for code in pair} <= {row.code for row in queries.catalogue()}
    assert not {(whole, part) for part, whole in pairs} & set(pairs)
