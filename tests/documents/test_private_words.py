"""No field that keeps free words keeps who a private person is: each write asks before it writes."""

from datetime import UTC, date, datetime

import pytest

from phoihop.accounts.actions import make_account
from phoihop.accounts.models import User
from phoihop.commendations.actions import complete_award, record_award
from phoihop.commendations.models import Award
from phoihop.conferences import actions as conferences
from phoihop.conferences.models import Conference
from phoihop.core.actor import Level
from phoihop.core.periods import Calendar, Kind, Period
from phoihop.core.refusal import Refused
from phoihop.core.words import refusal_to_keep_reason, refusal_to_keep_words
from phoihop.documents.actions import cite, register
from phoihop.documents.models import Document
from phoihop.documents.models import Source as Paper
from phoihop.documents.rules import kept_file_name
from phoihop.figures import actions as figures
from phoihop.figures.actions import log
from phoihop.figures.models import Change, Edition, Source
from phoihop.figures.rules.values import Provenance
from phoihop.intake.actions import Given
from phoihop.organisations.models import Body
from phoihop.places.actions import state_population
from phoihop.places.models import Place, Population
from phoihop.programmes import actions as programmes
from phoihop.programmes.models import Programme
from phoihop.web.answers import sentence
from tests.figures.country import a_body, a_place, an_indicator

NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
YEAR = Period(Calendar.ADMINISTRATIVE, Kind.YEAR, 2026)
RESIDENT = "Ông Nguyễn Văn Bình ở thôn 3 nghiện ma túy"
EVERYTHING = "Ông Nguyễn Văn Bình, sinh năm 1960, trú tại thôn 3, CCCD 037060001234, đối tượng nghiện ma túy"
BY = {"by": None, "at": NOON}
OF = {"indicator": "TT01", "period": YEAR, "value": 1, "source": Provenance(origin="thử", label=RESIDENT)}


def country():
    return Place.objects.get(key="VN")


def a_programme(**said):
    document = register(kind="coordination_programme", title="Dân vận 2022 - 2026", **BY)
    given = {"document": document, "name": "Dân vận", "short_name": "Dân vận", "place": country(), "years": None}
    return programmes.create(**{**given, "parties": [Body.objects.get(place__key="VN")], **said}, **BY)


def a_conference(**said):
    given = {"kinds": ["signing"], "day": "2022-09-15", "place": country(), "title": "Hội nghị ký kết"}
    return conferences.record_conference(**{**given, **said}, **BY)[0]


def corrected(conference, **said):
    given = {"title": "Hội nghị", "day": "2022-09-15", "venue": "", "mode": "", "site_count": None, "delegates": None}
    return conferences.correct_conference(conference, **{**given, **said}, **BY)


def an_award(**said):
    given = {"form": "giay_khen", "authorities": ["Công an tỉnh"], "place": country(), "individuals": 1}
    return record_award(**{**given, **said}, **BY)[0]


def frozen(**said):
    given = {"name": "Bản 1", "place": country().pk, "period": YEAR, "map_date": date(2026, 11, 21)}
    return figures.freeze(**{**given, **said}, **BY)


def together(**said):
    return figures.record_overlap(place=country().pk, systems=["cong_an", "mat_tran"], **said, **BY)


GUEST = conferences.Guest("Nguyễn Văn Bình", positions=("người nghiện",))
FIELDS = {
    "edition's name": lambda: frozen(name=RESIDENT),
    "edition's reason": lambda: frozen(reason=RESIDENT),
    "reason of an act on figures": lambda: log.begin("choose", "thử", reason=RESIDENT, **BY),
    "target's document": lambda: figures.set_target(place=country().pk, **OF, **BY),
    "overlap's ground": lambda: together(**OF),
    "offer's ground": lambda: figures.offer(body=Body.objects.get(place__key="VN").pk, **OF, **BY),
    "programme's name": lambda: a_programme(name=RESIDENT),
    "programme's contents": lambda: a_programme(contents=[RESIDENT]),
    "programme's phases": lambda: a_programme(phases=[(RESIDENT, 2022, 2023)]),
    "a content added": lambda: programmes.add_content(a_programme(), text=RESIDENT, **BY),
    "a phase added": lambda: programmes.add_phase(a_programme(), name=RESIDENT, first=2022, last=2023, **BY),
    "document's number": lambda: register(kind="plan", number=RESIDENT, **BY),
    "document's issuer": lambda: register(kind="plan", title="Kế hoạch", issuers=[RESIDENT], **BY),
    "article's title": lambda: cite(title=RESIDENT, publisher="Báo Nhân Dân", **BY),
    "article's publisher": lambda: cite(title="Tin", publisher=RESIDENT, **BY),
    "account's office": lambda: make_account(username="can.bo", name="Lê Văn Mẫu", office=RESIDENT, **BY),
    "account's name": lambda: make_account(username="can.bo", name=RESIDENT, **BY),
    "population's source": lambda: state_population({"VN": 1000}, on=date(2025, 12, 31), source=RESIDENT, **BY),
    "document's title": lambda: register(kind="plan", title=RESIDENT, **BY),
    "award's reason": lambda: an_award(reason=RESIDENT),
    "reason added to an award": lambda: complete_award(an_award(), reason=RESIDENT, **BY),
    "award's authority": lambda: an_award(authorities=[RESIDENT]),
    "conference's host": lambda: a_conference(hosts=[(RESIDENT, None)]),
    "conference's linked place": lambda: a_conference(sites=[RESIDENT]),
    "conference's title": lambda: a_conference(title=RESIDENT),
    "conference's venue": lambda: a_conference(venue=RESIDENT),
    "conference's conclusions": lambda: a_conference(conclusions=[RESIDENT]),
    "conference's guests": lambda: a_conference(guests=[GUEST]),
    "conclusion added": lambda: conferences.complete_conference(a_conference(), conclusions=[RESIDENT], **BY),
    "title mended": lambda: corrected(a_conference(), title=RESIDENT),
}


@pytest.mark.django_db
@pytest.mark.parametrize("field", FIELDS)
def test_no_field_keeps_who_a_resident_is(field):
    an_indicator("TT01")
    a_body(a_place("VN", Level.COUNTRY))

    with pytest.raises(Refused) as refused:
        FIELDS[field]()

    assert refused.value.refusal.code == "private_name_in_words"
    assert "Nguyễn Văn Bình" in str(sentence(refused.value.refusal))
    kept = [
        *Edition.objects.values_list("name", "reason"),
        *Change.objects.values_list("reason"),
        *Document.objects.values_list("number", "title"),
        *Paper.objects.values_list("title", "publisher"),
        *User.objects.values_list("name", "office"),
        *Population.objects.values_list("source"),
        *Source.objects.values_list("label"),
        *Programme.objects.values_list("name", "contents__text", "phases__name"),
        *Award.objects.values_list("reason"),
        *Conference.objects.values_list("title", "venue", "conclusions__text", "participants__name"),
    ]
    assert [row for row in kept if any("Nguyễn Văn Bình" in (word or "") for word in row)] == []


AN, FARMER = "Ông Nguyễn Văn An", "nông dân thôn 3"
NAMED = {
    "individual of an award": lambda: an_award(named=[("individual", "Nguyễn Văn An", FARMER)]),
    "collective of an award": lambda: an_award(named=[("collective", f"Gia đình {AN}", "")]),
    "individual added": lambda: complete_award(an_award(), named=[("individual", "Nguyễn Văn An", FARMER)], **BY),
    "authority of an award": lambda: an_award(authorities=[f"{AN} ở thôn 3"]),
    "conclusion": lambda: a_conference(conclusions=[f"Giúp đỡ {AN} ở thôn 3 sửa nhà"]),
    "conclusion added": lambda: conferences.complete_conference(a_conference(), conclusions=[f"Giúp {AN}"], **BY),
    "guest by trade": lambda: a_conference(guests=[conferences.Guest("Nguyễn Văn An", positions=(FARMER,))]),
    "host": lambda: a_conference(hosts=[(f"Hộ {AN}", None)]),
    "linked place": lambda: a_conference(sites=[f"Nhà {AN}, thôn 3"]),
    "venue mended": lambda: corrected(a_conference(), venue=f"Nhà {AN}"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("field", NAMED)
def test_no_register_names_a_resident_by_name_alone_and_says_what_to_do(field):
    a_body(a_place("VN", Level.COUNTRY))

    with pytest.raises(Refused) as refused:
        NAMED[field]()

    assert refused.value.refusal.code in ("names_a_resident", "resident_in_words")
    assert any(way in sentence(refused.value.refusal) for way in ("chỉ tính vào số", "Mời thay tên bằng số lượng"))
    kept = [*Award.objects.values_list("named__name", "authorities"), *Conference.objects.values_list("venue")]
    kept += Conference.objects.values_list("conclusions__text", "participants__name", "hosts__name", "sites__name")
    assert [row for row in kept if "Nguyễn Văn An" in str(row)] == []


@pytest.mark.django_db
def test_officials_in_office_and_the_bodies_honoured_are_named_in_every_register():
    a_body(a_place("VN", Level.COUNTRY))
    officer = ("individual", "Nguyễn Văn An", "Trưởng Công an xã Gia Viễn")

    award = an_award(named=[officer], authorities=["Chủ tịch UBND tỉnh, ông Lê Văn Mẫu"])
    conference = a_conference(
        guests=[conferences.Guest("Lê Văn Mẫu", "Đại tá", ("Giám đốc Công an tỉnh",), ("chairs",))],
        conclusions=["Đồng chí Trần Văn Mẫu, Trưởng Công an xã, giúp đỡ 3 hộ ở thôn 3 sửa nhà"],
        hosts=[("Ủy ban MTTQ Việt Nam tỉnh", None)],
        sites=["Điểm cầu xã Gia Viễn"],
    )

    assert list(award.named.values_list("name", "office")) == [officer[1:]]
    assert [conference.participants.count(), conference.conclusions.count(), conference.sites.count()] == [1, 1, 1]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (EVERYTHING, "person_in_words"),
        ("Ông Nguyễn Văn Bình, sinh năm 1960, trú tại thôn 3", "private_name_in_words"),
        ("Nguyễn Văn Bình (thôn 3) đã tố giác nhóm buôn lậu", "private_name_in_words"),
        ("Đồng chí Lê Văn Cường, Trưởng Công an xã, nắm 3 đối tượng nghiện.", None),
        ("Ông Trần Văn Dũng được tặng Giấy khen vì tố giác tội phạm.", None),
        ("Học tập tư tưởng Hồ Chí Minh, vận động nhân dân tố giác tội phạm", None),
        ("Có 12 người nghiện ở xã Gia Viễn; hỗ trợ 3 hộ nghèo.", None),
    ],
)
def test_officials_and_the_honoured_are_named_private_people_are_not(said, code):
    told = refusal_to_keep_words(said)

    assert (told and told.code) == code


def test_a_reason_names_no_resident_even_where_nothing_else_is_said():
    refusal = refusal_to_keep_reason("Theo phản ánh của ông Nguyễn Văn An")

    assert refusal is not None
    assert refusal.code == "resident_in_words"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Danh sách nghiện Nguyễn Văn Bình thôn 3.txt", "Danh sách nghiện ••• thôn 3.txt"),
        ("Danh_sách_nghiện_Nguyễn_Văn_Bình.docx", "Danh_sách_nghiện_•••.docx"),
        ("Nghiện CCCD 037060001234.xlsx", "Nghiện CCCD ••••••••••••.xlsx"),
        ("Báo cáo quý III năm 2026.docx", "Báo cáo quý III năm 2026.docx"),
    ],
)
def test_a_file_is_kept_under_a_name_that_tells_of_nobody(given, kept):
    assert (kept_file_name(given), Given(given).name) == (kept, kept)
