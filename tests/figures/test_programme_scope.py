"""What a programme opens to its standing body: confirmed parties' lines, in its area and years, and no more."""

import json
import re
from datetime import date

import pytest
import time_machine

from phoihop.accounts.models import User
from phoihop.core.actor import System
from phoihop.core.refusal import Refused
from phoihop.documents import actions as documents
from phoihop.figures import actions
from phoihop.figures.models import Target
from phoihop.indicators.models import Choice, Indicator
from phoihop.organisations.models import Body, BodyVersion
from phoihop.programmes import actions as programmes
from phoihop.programmes.models import Assignment, Party, Programme
from tests.figures.conftest import asked
from tests.figures.country import ACCEPTED, NOON, a_body, a_compiler, a_value, an_indicator, from_report, year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
POLICE = {"he-thong": "cong_an"}


@pytest.fixture
def _today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def police(story):
    """The province's police, one of whose communes counted in 2025 and 2026."""
    made = a_body(story.province, System.POLICE)
    commune = a_body(story.communes[0].place, System.POLICE)
    for of in (2025, 2026):
        actions.put([a_value("TT01", commune, year(of), 7001)], standing=ACCEPTED, source=from_report(of), by=None,
                    at=NOON)  # fmt: skip
    return made


def registered(story, police, *, by, place=None, years=(2026, 2030), front="NB"):
    """A programme of the front with the police, as the front registers it."""
    document = documents.register(kind="coordination_programme", title=f"CTr {years}", by=None, at=NOON)
    return programmes.create(
        document=document, name="CTr thử", short_name="CTr", place=place or story.province, years=years,
        parties=[story.bodies[front], police], signed_on=date(2026, 11, 1), by=by, at=NOON,
    )  # fmt: skip


def lines(client, of=2026):
    """The units below the province whose police the machine's answer tells, ``None`` where it is refused."""
    answer = client.get(f"/api/so-lieu/giai-thich?{asked(**POLICE, ky=year(of).code)}")
    return [part["value"] for part in json.loads(answer.content)["parts"]] if answer.status_code == 200 else None


def test_a_programme_on_ones_own_word_opens_nothing_until_the_other_party_confirms(story, police, reader):
    client, front = reader("NB"), a_compiler(story.bodies["NB"])
    made = registered(story, police, by=front)

    assert lines(client) == []
    assert client.post(f"/chuong-trinh/{made.pk}/xac-nhan/").status_code == 409
    assert lines(client) == []

    programmes.confirm_party(made, by=a_compiler(police), at=NOON)

    assert lines(client) == [7001]
    assert lines(client, 2025) == []


@pytest.mark.parametrize("at", ["province", "commune"])
def test_the_years_before_a_programme_stay_closed_beside_its_own(story, police, reader, at):
    registered(story, police, by=None)
    commune = a_body(story.communes[1].place, System.POLICE)
    for of, value in ((2024, 4004), (2025, 5005), (2026, 6006)):
        actions.put([a_value("TT01", commune, year(of), value)], standing=ACCEPTED, source=from_report(of + 10),
                    by=None, at=NOON)  # fmt: skip
    another = Body.objects.get(place=story.communes[0].place, system="cong_an")
    actions.put([a_value("TT01", another, year(2024), 1111)], standing=ACCEPTED, source=from_report(1), by=None,
                at=NOON)  # fmt: skip
    unit = (story.communes[1].place if at == "commune" else story.province).key
    address = asked(unit, **POLICE, ky=year(2026).code)
    client = reader("NB")
    texts = [
        client.get(f"/so-lieu/{part}?{address}{more}").content.decode()
        for part, more in (("", ""), ("", "&tai=csv"), ("chat-luong/", ""))
    ]

    assert "6.006" in texts[0]
    assert "6006" in texts[1]
    for text in texts:
        assert re.findall(r"\b(?:4.?004|5.?005)\b", text) == []


def test_it_opens_its_parties_only_and_never_what_is_sensitive(story, police, reader):
    registered(story, police, by=None)
    women = a_body(story.communes[0].place, System.WOMEN)
    an_indicator("NT01", sensitive=True)
    told = [("TT01", women), ("NT01", a_body(story.communes[1].place, System.POLICE))]
    for code, body in told:
        actions.put([a_value(code, body, year(2026), 8002)], standing=ACCEPTED, source=from_report(9), by=None,
                    at=NOON)  # fmt: skip
    client = reader("NB")

    assert lines(client) == [7001]
    women_asked = client.get(f"/api/so-lieu/giai-thich?{asked(**{'he-thong': 'phu_nu'})}")
    assert json.loads(women_asked.content)["parts"] == []
    assert client.get(f"/api/so-lieu/giai-thich?{asked(**POLICE, **{'chi-tieu': 'NT01'})}").status_code == 404


def test_the_years_before_a_programme_stay_closed_below_the_province(story, police, reader):
    """The page compares another party's units with no period that its programme does not open."""
    registered(story, police, by=None)
    page = reader("NB").get(f"/so-lieu/?{asked(**POLICE)}")

    told = [(row.value, row.before) for row in page.context["table"].rows if row.value is not None]
    assert told == [(7001, None)]
    assert page.context["unit"].before.value == 7001
    assert page.context["trend"] == "bằng 100\N{NO-BREAK SPACE}% cả năm 2025"
    line = page.context["trends"]["charts"][1]
    assert line["values"] == [None, None, None, None, 7001]
    assert page.context["closed_before"] == "Năm 2025"
    assert "Số năm 2025 của từng đơn vị không hiển thị" in page.content.decode()


def test_it_opens_its_own_area_only(story, police, reader):
    commune = story.communes[1].place
    registered(story, police, by=None, place=commune)

    assert lines(reader("NB")) == []


def test_targets_for_another_party_need_a_confirmed_programme(story, police):
    front = a_compiler(story.bodies["NB"])
    made = registered(story, police, by=front)
    place = story.communes[0].place_id

    def assign():
        actions.assign_targets({place: 20}, indicator="TT01", period=year(2026), system=System.POLICE, label="KH 12",
                               by=front, at=NOON)  # fmt: skip

    with pytest.raises(Refused) as refused:
        assign()
    assert refused.value.refusal.code == "targets_of_another_system"

    Party.objects.filter(programme=made).update(confirmed_at=NOON)
    assign()

    assert Target.objects.get().value == 20
    Indicator.objects.filter(code="TT01").update(sensitive=True)
    with pytest.raises(Refused):
        assign()


def test_a_party_confirms_once_and_sees_the_button_until_then(story, police, reader):
    made = registered(story, police, by=a_compiler(police))
    for body in (police, story.bodies["NB"]):
        if not body.versions.exists():
            BodyVersion.objects.create(body=body, name=body.key, short_name=body.key, folded=body.key)
    client = reader("NB")
    button = "Xác nhận là bên ký"
    assert button in client.get(f"/chuong-trinh/{made.pk}/").content.decode()

    assert client.post(f"/chuong-trinh/{made.pk}/xac-nhan/").status_code == 302

    assert Party.objects.filter(programme=made, confirmed_at=None).count() == 0
    page = client.get(f"/chuong-trinh/{made.pk}/").content.decode()
    assert (f">{button}<" in page, "Chưa xác nhận" in page) == (False, False)
    assert client.post(f"/chuong-trinh/{made.pk}/xac-nhan/").status_code == 409


def test_a_cascade_that_a_unit_records_itself_confirms_itself_alone(story, police):
    above = registered(story, police, by=None, years=(2022, 2030))
    Programme.objects.filter(pk=above.pk).update(signed_on=date(2026, 1, 5))
    commune = story.communes[0]
    told = {"place": commune.place, "signed_on": date(2026, 2, 1), "at": NOON}

    own = programmes.record_cascade(above, by=a_compiler(commune), **told)
    confirmed = own.parties.filter(confirmed_at__isnull=False).values_list("body__system", flat=True)

    assert sorted(confirmed) == ["mttq"]


def test_the_level_above_confirms_what_it_records_for_the_lines_that_agreed(story, police):
    above = registered(story, police, by=None, years=(2022, 2030))
    commune = story.communes[0]
    told = {"place": commune.place, "signed_on": date(2026, 12, 1), "at": NOON}

    made = programmes.record_cascade(above, by=a_compiler(story.bodies["NB"]), **told)

    assert sorted(made.parties.filter(confirmed_at__isnull=False).values_list("body__system", flat=True)) == [
        "cong_an", "mttq",
    ]  # fmt: skip


def test_contents_are_tied_by_number_alone(story, police, reader):
    made = registered(story, police, by=None)

    answer = reader("NB").post(f"/chuong-trinh/{made.pk}/noi-noi-dung/", {"content": "abc", "older": "x"})

    assert answer.status_code == 404


def test_who_follows_a_programme_reads_the_figures_that_it_counts_and_no_other(story, reader):
    followed, other = Indicator.objects.get(code="TT01"), an_indicator("TM01")
    for indicator in (followed, other):
        actions.put([a_value(indicator.code, story.communes[0], year(2026), 9)], standing=ACCEPTED,
                    source=from_report(indicator.pk), by=None, at=NOON)  # fmt: skip
    client = reader("NB")
    document = documents.register(kind="coordination_programme", title="CTr theo dõi", by=None, at=NOON)
    made = programmes.create(
        document=document, name="CTr", short_name="CTr", place=story.province, years=(2026, 2030),
        parties=[story.bodies["NB"]], signed_on=date(2026, 11, 1), by=None, at=NOON,
    )  # fmt: skip
    Choice.objects.create(programme=made, indicator=followed, order=1)
    pages = ("/so-lieu/", "/so-lieu/giai-thich/", "/so-lieu/chat-luong/", "/so-lieu/bang/", "/api/so-lieu/tong-hop")

    def answers(code):
        return {client.get(f"{page}?{asked(**{'chi-tieu': code})}").status_code for page in pages}

    assert (answers("TT01"), answers("TM01")) == ({200}, {200})

    user = User.objects.latest("pk")
    Assignment.objects.create(user=user, body=story.bodies["NB"], programme=made, valid_from=date(2026, 1, 1))

    assert (answers("TT01"), answers("TM01")) == ({200}, {404})
    crossed = client.get(f"/so-lieu/bang/?chi-tieu=TM01&{asked()}&hang=don-vi&cot=chi-tieu&tai=csv").content.decode()
    assert "Không có trong bảng: TM01." in crossed
    page = client.get(f"/so-lieu/?{asked()}")
    assert [row.code for row in page.context["asked"].indicators] == ["TT01"]
