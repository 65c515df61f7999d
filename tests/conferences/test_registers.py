from datetime import UTC, datetime

import pytest

from phoihop.audit.models import Entry
from phoihop.commendations.actions import record_award
from phoihop.commendations.models import Award
from phoihop.conferences.actions import Guest, record_conference
from phoihop.conferences.models import Conference
from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.refusal import Refused
from phoihop.documents.actions import cite
from phoihop.documents.models import Document
from phoihop.organisations.models import Body
from phoihop.places.models import Place

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


@pytest.fixture
def place() -> Place:
    return Place.objects.create(key="tinh:42", level=Level.PROVINCE)


def an_officer(place: Place, *roles: Role) -> Actor:
    body = Body.objects.create(key="cong_an@tinh:42", system=System.POLICE, place=place, level=Level.PROVINCE)
    return Actor(1, "Trần Thị Mẫu", body.pk, place.pk, System.POLICE, Level.PROVINCE, frozenset(roles), "42")


def a_signing(place: Place, **more) -> tuple[Conference, bool]:
    said = {"kinds": ["final_review", "signing"], "day": "2022-09-15", "place": place, "by": None, "at": NOON}
    return record_conference(**(said | more))


def test_a_second_report_of_the_same_conference_adds_and_overwrites_nothing(place):
    article = cite(title="Bài thứ nhất", publisher="Báo A", by=None, at=NOON)
    first, new = a_signing(place, title="Hội nghị tổng kết", guests=[Guest("Lê Văn A", "Đại tá")], source=article)
    other = cite(title="Bài thứ hai", publisher="Báo B", by=None, at=NOON)
    again, doubled = a_signing(
        place, kinds=["signing"], title="Tên khác", guests=[Guest("lê văn a"), Guest("Vũ Thị B")], source=other
    )

    assert (new, doubled, again.pk, again.title) == (True, False, first.pk, "Hội nghị tổng kết")
    assert list(again.participants.values_list("name", flat=True)) == ["Lê Văn A", "Vũ Thị B"]
    assert again.evidence.count() == 2


def test_two_conferences_of_one_unknown_day_are_not_taken_for_one(place):
    a_signing(place, day="--09-15")
    a_signing(place, day="--09-15")

    assert Conference.objects.count() == 2


def test_guests_stand_in_the_order_of_protocol(place):
    guests = [
        Guest("Lê Văn A", positions=("Phó Giám đốc Công an tỉnh",)),
        Guest("Trần Thị B", positions=("Tỉnh ủy viên", "Phó Chủ tịch UBND tỉnh")),
        Guest("Vũ Văn C", positions=("Ủy viên Bộ Chính trị", "Bộ trưởng Bộ Công an")),
    ]
    conference, _ = a_signing(place, guests=guests)

    assert list(conference.participants.values_list("name", flat=True)) == ["Vũ Văn C", "Trần Thị B", "Lê Văn A"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kinds": []}, "no_kind"),
        ({"kinds": ["tiec"]}, "unknown_kind"),
        ({"day": "", "title": ""}, "no_day_or_title"),
        ({"site_count": 0}, "bad_sites"),
    ],
)
def test_what_a_conference_lacks_is_refused_and_nothing_is_kept(place, wrong, code):
    with pytest.raises(Refused) as refused:
        a_signing(place, **wrong)

    assert refused.value.refusal.code == code
    assert (Conference.objects.count(), Entry.objects.count()) == (0, 0)


def an_award(place: Place, **more) -> tuple[Award, bool]:
    said = {"form": "giay_khen", "authorities": ["Giám đốc Công an tỉnh"], "place": place, "on": "2023-06-15"}
    return record_award(**({**said, "collectives": 10, "individuals": 15, "by": None, "at": NOON} | more))


def test_the_same_award_said_twice_is_one_with_more_evidence(place):
    first, new = an_award(place, source=cite(title="Bài một", publisher="Báo A", by=None, at=NOON))
    again, doubled = an_award(
        place,
        authorities=["giám đốc Công an tỉnh"],
        source=cite(title="Bài hai", publisher="Báo B", by=None, at=NOON),
    )

    assert (new, doubled, again.pk, again.evidence.count()) == (True, False, first.pk, 2)


def test_an_award_registers_its_decision_as_a_document(place):
    award, _ = an_award(place, decision="1250/QĐ-CAT")

    assert award.decision == Document.objects.get(number="1250/QĐ-CAT", kind="decision")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"authorities": [" "]}, "no_authority"),
        ({"form": "coc"}, "unknown_form"),
        ({"collectives": -1}, "negative_count"),
    ],
)
def test_what_an_award_lacks_is_refused(place, wrong, code):
    with pytest.raises(Refused) as refused:
        an_award(place, **wrong)

    assert refused.value.refusal.code == code
    assert Award.objects.count() == 0


def test_an_account_without_the_role_registers_neither(place):
    officer = an_officer(place, Role.ENTRY)

    with pytest.raises(Refused):
        an_award(place, by=officer)
    with pytest.raises(Refused):
        a_signing(place, by=officer)
