"""Mending and completing what the registers hold, and their pages."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phoihop.audit.models import Entry
from phoihop.commendations import actions as awards
from phoihop.commendations import queries as award_queries
from phoihop.commendations.models import Award
from phoihop.conferences import actions, queries
from phoihop.conferences.actions import Guest
from phoihop.conferences.models import Conference
from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.refusal import Refused
from phoihop.organisations.models import Body, BodyVersion
from phoihop.places.models import Place, PlaceVersion

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


def a_place(key, level, name, parent=None):
    place = Place.objects.create(key=key, level=level)
    PlaceVersion.objects.create(place=place, name=name, kind="tỉnh", parent=parent, code=key[-2:], source="test")
    return place


@pytest.fixture
def country():
    return a_place("VN", Level.COUNTRY, "Việt Nam")


@pytest.fixture
def place(country):
    return a_place("tinh:42", Level.PROVINCE, "Hà Tĩnh", country)


@pytest.fixture
def other(country):
    return a_place("tinh:38", Level.PROVINCE, "Thanh Hóa", country)


def a_body(place):
    body, new = Body.objects.get_or_create(
        key=f"cong_an@{place.key}", defaults={"system": System.POLICE, "place": place, "level": place.level}
    )
    if new:
        BodyVersion.objects.create(body=body, name=f"Công an {place.key}", short_name=f"CA {place.key}", folded="ca")
    return body


def an_officer(place, *roles):
    roles = frozenset(roles or (Role.SECRETARY, Role.COMMENDATION))
    return Actor(1, "Trần Thị Mẫu", a_body(place).pk, place.pk, System.POLICE, Level(place.level), roles, "42")


def a_conference(place, **more):
    said = {
        "kinds": ["signing"],
        "day": "2022-09-15",
        "place": place,
        "title": "Hội nghị ký kết",
        "by": None,
        "at": NOON,
    }
    return actions.record_conference(**(said | more))[0]


def an_award(place, **more):
    said = {"form": "giay_khen", "authorities": ["Giám đốc Công an tỉnh"], "place": place, "on": "2023-06-15"}
    return awards.record_award(**({**said, "collectives": 2, "individuals": 1, "by": None, "at": NOON} | more))[0]


def test_a_secretary_adds_people_conclusions_and_sites_once(place):
    conference, secretary = a_conference(place), an_officer(place)
    added = {"guests": [Guest("Lê Văn A", "Đại tá")], "conclusions": ["Nhân rộng mô hình"], "sites": ["Ninh Bình"]}
    actions.complete_conference(conference, **added, by=secretary, at=NOON)
    actions.complete_conference(conference, **added, by=secretary, at=NOON)
    lines = (conference.participants, conference.conclusions, conference.sites)
    assert [manager.count() for manager in lines] == [1, 1, 1]
    first, second = Entry.objects.filter(action="conference.completed").order_by("number")
    assert first.facts == {"added": {"participants": 1, "conclusions": 1, "sites": 1}}
    assert second.facts == {"added": {}}


def test_a_correction_names_what_it_changed_and_a_void_one_writes_nothing(place):
    conference, secretary = a_conference(place), an_officer(place)
    said = {"title": "Hội nghị tổng kết", "day": "2022-09-15", "venue": "Hà Tĩnh", "mode": ""}
    said |= {"site_count": None, "delegates": None}
    actions.correct_conference(conference, **said, by=secretary, at=NOON)
    actions.correct_conference(conference, **said, by=secretary, at=NOON)
    entry = Entry.objects.get(action="conference.corrected")
    assert entry.facts["changed"] == {"title": ["Hội nghị ký kết", "Hội nghị tổng kết"], "venue": ["", "Hà Tĩnh"]}
    with pytest.raises(Refused) as refused:
        actions.correct_conference(conference, **{**said, "site_count": 0}, by=secretary, at=NOON)
    assert refused.value.refusal.code == "bad_sites"


def test_a_line_struck_stays_in_the_log(place):
    conference = a_conference(place, guests=[Guest("Lê Văn A")])
    actions.strike(conference.participants.get(), by=an_officer(place), at=NOON)
    assert conference.participants.count() == 0
    assert Entry.objects.get(action="conference.struck").facts == {"kind": "participant", "text": "Lê Văn A"}


def test_without_the_role_nothing_is_mended(place):
    conference, clerk = a_conference(place, guests=[Guest("Lê Văn A")]), an_officer(place, Role.ENTRY)
    for act, arguments in [
        (actions.complete_conference, {"conference": conference, "conclusions": ["x"]}),
        (actions.strike, {"line": conference.participants.get()}),
    ]:
        with pytest.raises(Refused) as refused:
            act(**arguments, by=clerk, at=NOON)
        assert refused.value.refusal.code == "not_your_role"
    assert (conference.participants.count(), conference.conclusions.count()) == (1, 0)


def test_a_province_reads_its_own_and_the_centres_and_keeps_only_its_own(country, place, other):
    own, central, stranger = a_conference(place), a_conference(country), a_conference(other)
    officer = an_officer(place)
    assert set(queries.visible_to(officer, on=NOON.date())) == {own, central}
    assert set(queries.kept_by(officer, on=NOON.date())) == {own}
    assert stranger in queries.visible_to(an_officer(country), on=NOON.date())
    mine, theirs, national = an_award(place), an_award(other), an_award(country)
    assert set(award_queries.visible_to(officer, on=NOON.date())) == {mine, national}
    assert set(award_queries.kept_by(officer, on=NOON.date())) == {mine}
    assert theirs in award_queries.visible_to(an_officer(other), on=NOON.date())


def test_no_more_are_named_than_were_honoured(place):
    award, officer = an_award(place), an_officer(place)
    named = [("collective", "Công an xã A", ""), ("individual", "Lê Văn B", "Trưởng Công an xã A")]
    awards.complete_award(award, named=named, decision="1250/QĐ-CAT", by=officer, at=NOON)
    awards.complete_award(award, named=named, decision="9/QĐ", reason="Thành tích 5 năm", by=officer, at=NOON)
    award.refresh_from_db()
    assert [(one.kind, one.name) for one in award.named.all()] == [line[:2] for line in named]
    assert (award.decision.number, award.reason) == ("1250/QĐ-CAT", "Thành tích 5 năm")
    with pytest.raises(Refused) as refused:
        awards.complete_award(award, named=[("individual", "Vũ Thị C", "Đội trưởng")], by=officer, at=NOON)
    assert refused.value.refusal.code == "more_than_counted"
    with pytest.raises(Refused) as refused:
        awards.complete_award(award, by=an_officer(place, Role.ENTRY), at=NOON)
    assert refused.value.refusal.code == "not_your_role"
    assert award.named.count() == 2


def test_the_pages_of_a_conference_show_and_take_what_is_added(place, signed_in_as):
    conference = a_conference(place, awards=[an_award(place)])
    client = signed_in_as(a_body(place))
    edit = f"/hoi-nghi/{conference.pk}/cap-nhat/"
    guest = {"form": "guest", "nd-name": "Lê Văn A", "nd-rank": "Đại tá", "nd-positions": "Giám đốc Công an tỉnh"}
    assert client.post(edit, {**guest, "nd-roles": ["chairs", "signs"]}).status_code == 302
    lines = {"form": "lines", "kl-conclusions": "1. Nhân rộng mô hình\n- Tập huấn", "kl-sites": "Kỳ Anh"}
    assert client.post(edit, lines).status_code == 302
    facts = {"form": "facts", "tt-title": "Hội nghị tổng kết", "tt-day": "2022-09-15", "tt-site_count": "12"}
    facts |= {"tt-kinds": ["final_review", "commendation"], "tt-delegates": "350"}
    assert client.post(edit, facts).status_code == 302
    text = client.get(f"/hoi-nghi/{conference.pk}/").content.decode()
    for shown in ("Đại tá Lê Văn A", "chủ trì, ký", "Nhân rộng mô hình", "Tập huấn", "Kỳ Anh", "Hội nghị tổng kết"):
        assert shown in text
    assert "Tổng kết, Lễ trao thưởng" in text
    assert '<dt>Số đại biểu</dt><dd class="n">350</dd>' in text
    assert client.post(edit, {"form": "facts", "tt-title": ""}).status_code == 422
    participant = conference.participants.get().pk
    assert client.post(f"/hoi-nghi/{conference.pk}/bo-dong/", {"participant": participant}).status_code == 302
    assert conference.participants.count() == 0


def test_an_award_of_its_year_is_tied_to_a_conference_and_parted_again(place, other, signed_in_as):
    conference = a_conference(place, day="2023-06-20")
    award, older, elsewhere = an_award(place), an_award(place, on="2022-01-02"), an_award(other)
    client = signed_in_as(a_body(place))
    edit, strike = f"/hoi-nghi/{conference.pk}/cap-nhat/", f"/hoi-nghi/{conference.pk}/bo-dong/"
    assert "Giấy khen Giám đốc Công an tỉnh, 15/6/2023, 2 tập thể, 1 cá nhân" in client.get(edit).content.decode()

    for wrong in (older, elsewhere):
        assert client.post(edit, {"form": "ties", "gan-awards": [wrong.pk]}).status_code == 422
    assert client.post(edit, {"form": "ties", "gan-awards": [award.pk]}).status_code == 302
    assert list(conference.awards.all()) == [award]

    assert client.post(strike, {"award": award.pk}).status_code == 302
    assert (list(conference.awards.all()), Award.objects.count()) == ([], 3)
    assert Entry.objects.filter(action="conference.untied").count() == 1


def test_a_host_struck_by_mistake_is_written_again(place, signed_in_as):
    conference = a_conference(place, hosts=[("Công an tỉnh", None), ("UBTW MTTQ", None)])
    client, edit = signed_in_as(a_body(place)), f"/hoi-nghi/{conference.pk}/cap-nhat/"
    host = conference.hosts.get(name="Công an tỉnh").pk
    client.post(f"/hoi-nghi/{conference.pk}/bo-dong/", {"host": host})
    assert client.post(edit, {"form": "lines", "kl-hosts": "Công an tỉnh\nUBTW MTTQ"}).status_code == 302
    assert sorted(conference.hosts.values_list("name", flat=True)) == ["Công an tỉnh", "UBTW MTTQ"]


def test_another_provinces_conference_and_award_do_not_exist(place, other, signed_in_as):
    conference, award = a_conference(other), an_award(other)
    client = signed_in_as(a_body(place))
    addresses = [f"/hoi-nghi/{conference.pk}/", f"/hoi-nghi/{conference.pk}/cap-nhat/"]
    addresses += [f"/khen-thuong/{award.pk}/", f"/khen-thuong/{award.pk}/bo-sung/"]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404, 404]


def test_the_pages_of_an_award_show_and_take_the_list(place, signed_in_as):
    award = an_award(place)
    client = signed_in_as(a_body(place))
    address = f"/khen-thuong/{award.pk}/bo-sung/"
    bare = client.post(address, {"individuals": "Lê Văn B"})
    assert bare.status_code == 422
    assert "ghi thêm chức vụ sau dấu phẩy" in bare.content.decode()
    many = client.post(address, {"collectives": "Công an xã A\nCông an xã B\nCông an xã C"})
    assert "danh sách ghi tên 3" in many.content.decode()
    good = {"collectives": "Công an xã A", "individuals": "Lê Văn B, Trưởng Công an xã A", "decision": "1250/QĐ-CAT"}
    assert client.post(address, {**good, "decided_on": "2023-06-10"}).status_code == 302
    text = client.get(f"/khen-thuong/{award.pk}/").content.decode()
    for shown in ("Công an xã A", "Lê Văn B", "Trưởng Công an xã A", "1250/QĐ-CAT"):
        assert shown in text


@pytest.mark.parametrize("address", ["/hoi-nghi/", "/khen-thuong/"])
def test_a_register_costs_the_same_for_one_line_as_for_three(address, place, signed_in_as):
    def cost():
        with CaptureQueriesContext(connection) as context:
            assert client.get(address).status_code == 200
        return len(context)

    client = signed_in_as(a_body(place))
    for day in ("2022-09-15", "2022-09-16", "2022-09-17"):
        a_conference(place, day=day, awards=[an_award(place, on=day)], hosts=[("Công an tỉnh", None)])
        if day == "2022-09-15":
            cost()
            one = cost()
    assert cost() == one
    assert (Conference.objects.count(), Award.objects.count()) == (3, 3)


def test_a_conference_is_registered_with_its_people_and_sites_at_once(place, signed_in_as):
    client = signed_in_as(a_body(place), Role.SECRETARY)
    said = {
        "title": "Hội nghị tổng kết",
        "kinds": ["final_review"],
        "day": "2026-11-20",
        "hosts": "Công an tỉnh; Ủy ban MTTQ tỉnh",
        "sites": "1. Điểm cầu tỉnh\n2. Xã Kỳ Anh",
        "guests": "Thiếu tá Vũ Thị Mẫu, Phó Trưởng phòng PV05\n"
        "Đại tá Lê Văn Mẫu, Giám đốc Công an tỉnh (chủ trì, phát biểu)",
        "conclusions": "Ký chương trình giai đoạn tới",
    }

    assert client.post("/hoi-nghi/ghi/", said | {"guests": "Lê Văn Mẫu (vỗ tay)"}).status_code == 422
    assert Conference.objects.count() == 0
    client.post("/hoi-nghi/ghi/", said)

    conference = Conference.objects.get()
    assert [(one.rank, one.name, one.office, one.roles) for one in queries.participants(conference)] == [
        ("Đại tá", "Lê Văn Mẫu", "Giám đốc Công an tỉnh", ("chủ trì", "phát biểu")),
        ("Thiếu tá", "Vũ Thị Mẫu", "Phó Trưởng phòng PV05", ("dự",)),
    ]
    assert [site.name for site in conference.sites.all()] == ["Xã Kỳ Anh", "Điểm cầu tỉnh"]
    shown = client.get(reverse("conferences:edit", args=[conference.pk])).content.decode()
    assert 'Điểm cầu <span class="soft">tỉnh</span>' in shown


def test_who_chairs_stands_first_then_offices_then_ranks(place):
    conference = a_conference(
        place,
        guests=[
            Guest("Trần Thị B", "Trung tá", ("Trưởng phòng PV01",)),
            Guest("Vũ Văn C", "", ("Phó Chủ tịch UBND tỉnh",)),
            Guest("Hồ Văn D", "Đại tá", ("Trưởng phòng PV05",)),
            Guest("Lê Văn Mẫu", "Đại tá", ("Phó Giám đốc Công an tỉnh",), ("chairs", "speaks")),
        ],
    )

    assert [one.name for one in queries.participants(conference)][:2] == ["Lê Văn Mẫu", "Vũ Văn C"]
    assert [one.name for one in queries.participants(conference)][-2:] == ["Hồ Văn D", "Trần Thị B"]


def test_a_person_puts_the_list_in_another_order_and_who_is_added_later_stands_last(place, signed_in_as):
    first, second = Guest("Lê Văn A", "", ("Giám đốc Công an tỉnh",)), Guest("Vũ Văn B", "", ("Đội trưởng",))
    conference = a_conference(place, guests=[first, second])
    client = signed_in_as(a_body(place), Role.SECRETARY)
    low = conference.participants.get(name="Vũ Văn B")
    lines = Entry.objects.count()

    client.post(f"/hoi-nghi/{conference.pk}/thu-tu/", {"up": low.pk})
    client.post(f"/hoi-nghi/{conference.pk}/thu-tu/", {"up": low.pk})

    assert Entry.objects.count() == lines + 1
    assert Entry.objects.latest("pk").action == "conference.reordered"
    actions.complete_conference(
        conference, guests=[Guest("Bùi Văn C", "", ("Bí thư Tỉnh ủy",))], by=an_officer(place), at=NOON
    )
    assert [one.name for one in queries.participants(conference)] == [
        "Vũ Văn B",
        "Lê Văn A",
        "Bùi Văn C",
    ]


@pytest.mark.parametrize("typed", ["QĐ 4120 ngày 10/11", "4120", "4120/11", "số 4120/QĐ-CAT"])
def test_the_number_of_a_decision_is_a_number_with_its_symbol(place, signed_in_as, typed):
    award = an_award(place)
    client = signed_in_as(a_body(place))

    answer = client.post(f"/khen-thuong/{award.pk}/bo-sung/", {"decision": typed, "decided_on": "2026-11-10"})

    assert answer.status_code == 422
    assert "ngày ghi ở ô “Ngày quyết định”" in answer.content.decode()
    assert Award.objects.get(pk=award.pk).decision is None


def test_number_and_day_of_a_decision_are_mended_with_a_reason_that_stays_in_the_log(place, signed_in_as):
    award = an_award(place)
    client, address = signed_in_as(a_body(place)), f"/khen-thuong/{award.pk}/bo-sung/"
    client.post(address, {"decision": "4120/QĐ-CAT", "decided_on": "2026-11-10"})
    right = {"decision": "4210/QĐ-CAT", "decided_on": "2026-11-11"}

    assert client.post(address, {**right, "why": ""}).status_code == 422
    assert client.post(address, {**right, "why": "Ghi nhầm số khi nhập"}).status_code == 302

    decision = Award.objects.get(pk=award.pk).decision
    entry = Entry.objects.filter(action="award.decision_corrected").latest("pk")
    assert (decision.number, decision.issued_on) == ("4210/QĐ-CAT", "2026-11-11")
    assert "Ghi nhầm số khi nhập" in str(entry.facts)
    assert "4120/QĐ-CAT" in str(entry.facts)


@pytest.mark.parametrize("line", ["Nguyễn Văn An, nông dân thôn 3", "Ông Nguyễn Văn An, thôn 3"])
def test_no_private_person_is_named_in_the_register_of_awards(line, place, signed_in_as):
    award = an_award(place)
    client, address = signed_in_as(a_body(place)), f"/khen-thuong/{award.pk}/bo-sung/"
    answer = client.post(address, {"individuals": line})

    assert answer.status_code == 422
    assert "chưa có chức vụ công tác. Chỉ ghi tên người được khen theo chức vụ" in answer.content.decode()
    assert not award.named.exists()


def test_how_many_were_honoured_can_be_added_later_and_those_named_count_where_nothing_is_stated(place, signed_in_as):
    award = an_award(place, collectives=None, individuals=None)
    client, address = signed_in_as(a_body(place)), f"/khen-thuong/{award.pk}/bo-sung/"
    empty = client.get(f"/khen-thuong/{award.pk}/").content.decode()
    assert "Chưa ghi danh sách, số lượng" in empty

    people = "Lê Văn Mẫu, Trưởng Công an xã\nTrần Thị Mẫu, Phó Chủ tịch"
    assert client.post(address, {"collective_count": "4", "individuals": people}).status_code == 302
    award.refresh_from_db()
    assert (award.collectives, award.individuals) == (4, 2)
    assert dict(award_queries.sums(Award.objects.all())) == {"collectives": 4, "individuals": 2, "recipients": 0}

    few = client.post(address, {"individual_count": "1"})
    assert "Số được khen ghi 1, nhưng danh sách ghi tên 2" in few.content.decode()
    assert client.post(address, {"individual_count": "20"}).status_code == 302
    award.refresh_from_db()
    assert (award.collectives, award.individuals) == (4, 20)
    assert Entry.objects.filter(action="award.completed").latest("pk").facts["counts"] == [[4, 2], [4, 20]]


def test_no_award_is_dated_after_today(place, signed_in_as):
    client = signed_in_as(a_body(place))
    said = {"form": "giay_khen", "authorities": "Công an tỉnh", "on": "2999-01-01", "collectives": "1"}
    answer = client.post("/khen-thuong/ghi/", said)
    assert (answer.status_code, Award.objects.count()) == (422, 0)
    assert "Ngày khen, ngày quyết định chưa tới" in answer.content.decode()

    award = an_award(place)
    decided = {"decision": "1/QĐ-CAT", "decided_on": "2999-01-01"}
    assert client.post(f"/khen-thuong/{award.pk}/bo-sung/", decided).status_code == 422
    assert Award.objects.get(pk=award.pk).decision is None


def test_a_decisions_day_is_asked_for_and_never_made_up(place, signed_in_as):
    client = signed_in_as(a_body(place))
    said = {"form": "giay_khen", "authorities": "Công an tỉnh", "on": "2026-11-20", "decision": "12/QĐ-CAT"}

    answer = client.post("/khen-thuong/ghi/", {**said, "collectives": "2"})
    nobody = client.post("/khen-thuong/ghi/", said)

    assert (answer.status_code, Award.objects.count()) == (422, 0)
    assert answer.context["form"].errors == {
        "decided_on": ["Ngày quyết định: ghi ngày ban hành trên quyết định có số này."]
    }
    asked = "Số tập thể: ghi số tập thể, số cá nhân được khen, hoặc cả hai."
    assert nobody.context["form"].errors["collectives"] == [asked]
    award = an_award(place, decision="12/QĐ-CAT")
    assert award.decision.issued_on == ""
