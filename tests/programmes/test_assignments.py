"""Who follows which programme: given by two people, dated, audited, and what the officer then sees."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from phoihop.accounts import actions as accounts
from phoihop.accounts.models import User
from phoihop.audit import queries as audit
from phoihop.audit.models import Entry
from phoihop.core.actor import Actor, Role
from phoihop.core.refusal import Refused
from phoihop.programmes import actions, queries, rules, wording
from phoihop.programmes.models import Assignment, Programme
from tests.reports.line import Line, a_line, a_programme, an_actor

AT = datetime(2026, 12, 9, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TODAY = AT.date()
pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> Line:
    return a_line()


@pytest.fixture
def programme(line) -> Programme:
    """The form's programme, with Ninh Bình's police as its standing body."""
    found = line.form.programme
    found.standing_body = line.bodies["NB"]
    found.save()
    return found


def an_officer(line: Line, where: str, *roles: Role, username: str = "lan.nt") -> User:
    made = accounts.make_account(
        username=username, name="Ngô Thị Lan", password="bốn con trâu gặm cỏ", by=None, at=AT
    ).user
    for role in roles:
        accounts.assign(made, body=line.bodies[where], role=role, valid_from=date(2026, 1, 1), by=None, at=AT)
    return made


def an_acting(line: Line, where: str, *roles: Role) -> Actor:
    return an_actor(line.bodies[where], *roles, account=0)


def code_of(act, *args, **kwargs) -> str:
    before = (list(Assignment.objects.values()), Entry.objects.count())
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    assert (list(Assignment.objects.values()), Entry.objects.count()) == before
    return refused.value.refusal.code


@pytest.mark.parametrize(
    ("where", "role"), [("NB", Role.COMPILER), ("NB", Role.LEADER), ("NB", Role.ADMIN), ("TW", Role.ADMIN)]
)
def test_the_standing_body_or_an_administrator_has_an_officer_follow_a_programme(line, programme, where, role):
    lan, other = an_officer(line, "NB", Role.ENTRY), a_programme("Chương trình khác")
    for one in (programme, other):
        one.place = line.bodies["NB"].place
        one.save()
    seen = an_actor(line.bodies["NB"], Role.ENTRY, account=lan.pk)
    assert set(queries.visible_to(seen, on=TODAY)) == {programme, other}

    actions.assign(
        lan, body=line.bodies["NB"], programme=programme, valid_from=TODAY, by=an_acting(line, where, role), at=AT
    )

    assert set(queries.visible_to(seen, on=TODAY)) == {programme}
    assert set(queries.visible_to(seen, on=TODAY - timedelta(days=1))) == {programme, other}
    logged = Entry.objects.get(action="programme.assigned")
    assert logged.subject == f"programmes.programme:{programme.pk}"


@pytest.mark.parametrize(
    ("where", "role", "code"),
    [
        ("NB", Role.ENTRY, "not_for_you_to_assign"),
        ("GV", Role.COMPILER, "not_for_you_to_assign"),
        ("HT", Role.ADMIN, "not_for_you_to_assign"),
        ("TW", Role.LEADER, "not_for_you_to_assign"),
    ],
)
def test_others_may_not(line, programme, where, role, code):
    lan = an_officer(line, "NB", Role.ENTRY)
    asked = {"body": line.bodies["NB"], "programme": programme, "valid_from": TODAY, "at": AT}

    assert code_of(actions.assign, lan, by=an_acting(line, where, role), **asked) == code


def test_nobody_assigns_or_frees_himself(line, programme):
    ha, own = an_officer(line, "NB", Role.COMPILER), line.bodies["NB"]
    herself, leader = an_actor(own, Role.COMPILER, account=ha.pk), an_acting(line, "NB", Role.LEADER)
    asked = {"body": own, "programme": programme, "valid_from": TODAY, "at": AT}
    assert code_of(actions.assign, ha, by=herself, **asked) == "own_assignment"

    given = actions.assign(ha, by=leader, **asked)

    assert code_of(actions.end_assignment, given, by=herself, at=AT) == "own_assignment"


def test_only_who_works_there_on_content_is_given_a_programme_once_over_days_in_order(line, programme):
    own, leader = line.bodies["NB"], an_acting(line, "NB", Role.LEADER)
    admin = an_officer(line, "NB", Role.ADMIN, username="quan.tri")
    far = an_officer(line, "HT", Role.ENTRY, username="xa.xa")
    lan = an_officer(line, "NB", Role.ENTRY)
    asked = {"body": own, "programme": programme, "valid_from": TODAY, "by": leader, "at": AT}

    assert code_of(actions.assign, admin, **asked) == "not_an_officer"
    assert code_of(actions.assign, far, **asked) == "not_an_officer"
    assert code_of(actions.assign, lan, valid_to=TODAY, **asked) == "assignment_reversed"
    actions.assign(lan, **asked)
    assert code_of(actions.assign, lan, **asked) == "assigned_already"
    assert list(queries.officers(own.pk, on=TODAY)) == [lan]


def test_an_assignment_ends_today_and_one_of_today_is_taken_back(line, programme):
    own, leader, lan = line.bodies["NB"], an_acting(line, "NB", Role.LEADER), an_officer(line, "NB", Role.ENTRY)
    asked = {"body": own, "programme": programme, "by": leader, "at": AT}
    old = actions.assign(lan, valid_from=TODAY - timedelta(days=30), **asked)

    actions.end_assignment(old, by=leader, at=AT)
    old.refresh_from_db()
    assert old.valid_to == TODAY
    assert code_of(actions.end_assignment, old, by=leader, at=AT) == "assignment_over"
    actions.end_assignment(actions.assign(lan, valid_from=TODAY, **asked), by=leader, at=AT)

    assert [one.pk for one in queries.followers(programme, body_id=own.pk)] == [old.pk]
    assert Entry.objects.filter(action="programme.assignment_ended").count() == 2
    sealed = dict(audit.otherwise())
    assert sealed[f"programmes.programme:{programme.pk}"] is None


def test_the_programmes_page_assigns_and_ends(line, programme, signed_in_as):
    lan = an_officer(line, "NB", Role.ENTRY)
    programme.place = line.bodies["NB"].place
    programme.save()
    leader = signed_in_as(line.bodies["NB"], Role.LEADER)
    page = f"/chuong-trinh/{programme.pk}/phan-cong/"
    assert "Chưa phân công riêng" in leader.get(page).content.decode()

    answer = leader.post(page, {"user": lan.pk, "valid_from": "2026-01-01", "valid_to": ""})

    assert (answer.status_code, answer["Location"]) == (302, page)
    made = Assignment.objects.get()
    assert (made.user, made.body, made.programme) == (lan, line.bodies["NB"], programme)
    again = leader.post(page, {"user": lan.pk, "valid_from": "2026-02-01", "valid_to": ""})
    assert again.status_code == 422
    assert "đang được phân công theo dõi chương trình này" in again.content.decode()
    assert "Ngô Thị Lan" in leader.get(f"/chuong-trinh/{programme.pk}/").content.decode()
    leader.post(f"{page}{made.pk}/thoi/")
    assert [one.valid_to is not None for one in Assignment.objects.all()] == [True]


def test_who_may_not_assign_finds_no_form(line, programme, signed_in_as):
    programme.place = line.bodies["NB"].place
    programme.save()
    lan = an_officer(line, "NB", Role.ENTRY)
    clerk = signed_in_as(line.bodies["NB"], Role.ENTRY)
    page = f"/chuong-trinh/{programme.pk}/phan-cong/"

    assert 'name="user"' not in clerk.get(page).content.decode()
    refused = clerk.post(page, {"user": lan.pk, "valid_from": "2026-01-01", "valid_to": ""})
    assert refused.status_code == 422
    assert str(wording.WORDING["not_for_you_to_assign"]) in refused.content.decode()


def test_an_administrator_assigns_on_the_officers_page(line, programme, signed_in_as):
    lan = an_officer(line, "NB", Role.ENTRY)
    admin = signed_in_as(line.bodies["NB"], Role.ADMIN)
    page = f"/quan-tri/tai-khoan/{lan.pk}/chuong-trinh/"
    assert "Cán bộ xem được mọi chương trình của cơ quan" in admin.get(page).content.decode()
    asked = {"body": line.bodies["NB"].pk, "programme": programme.pk, "valid_from": "2026-01-01", "valid_to": ""}

    assert admin.post(page, asked)["Location"] == page

    made = Assignment.objects.get()
    assert (made.user, made.programme) == (lan, programme)
    assert admin.post(page, asked).status_code == 422
    admin.post(f"{page}{made.pk}/thoi/")
    assert [one.valid_to is not None for one in Assignment.objects.all()] == [True]


def test_for_who_does_not_administer_the_officers_page_does_not_exist(line, signed_in_as):
    lan = an_officer(line, "NB", Role.ENTRY)
    leader = signed_in_as(line.bodies["NB"], Role.LEADER)

    assert leader.get(f"/quan-tri/tai-khoan/{lan.pk}/chuong-trinh/").status_code == 404


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (3, 3)])
def test_followers_cost_one_query_whatever_their_number(line, programme, django_assert_num_queries, count, expected):
    for number in range(count):
        who = an_officer(line, "NB", Role.ENTRY, username=f"can.bo.{number}")
        Assignment.objects.create(user=who, body=line.bodies["NB"], programme=programme, valid_from=TODAY)

    with django_assert_num_queries(1):
        names = [one.user.name for one in queries.followers(programme, body_id=line.bodies["NB"].pk)]

    assert len(names) == expected


def test_the_rule_needs_no_database():
    actor = Actor(1, "Việt", 1, 1, "cong_an", "tinh", frozenset({Role.LEADER}), "37")
    asked = {"actor": actor, "own_account": False, "in_branch": True, "standing": True, "serves": True}

    assert rules.refusal_to_assign(**asked) is None
    assert rules.refusal_to_assign(**{**asked, "standing": False}).code == "not_for_you_to_assign"
