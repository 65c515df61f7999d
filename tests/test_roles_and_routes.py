"""Which role opens which page: every page that can be read, with a record behind every number in its address."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from phoihop.accounts import actions as accounts
from phoihop.commendations import queries as awards
from phoihop.conferences import queries as conferences
from phoihop.core.actor import OPENS, Matter, Role
from phoihop.documents import queries as documents
from phoihop.figures.queries import scope as figures
from phoihop.home.queries import search
from phoihop.intake import queries as intake
from phoihop.jobs import queries as jobs
from phoihop.programmes import queries as programmes
from phoihop.programmes.models import Assignment
from phoihop.reports import queries as reports
from phoihop.reviews import queries as reviews
from tests.reports.line import an_actor
from tests.world import PASSWORD, World, a_world, routes

TODAY = date(2026, 12, 10)
#: Every URL namespace and what a role must open to enter it; ``None`` is open to every role.
MATTERS = {
    "accounts": None,
    "api": Matter.FIGURES,
    "commendations": Matter.AWARDS,
    "conferences": Matter.CONFERENCES,
    "documents": Matter.PAPERS,
    "figures": Matter.FIGURES,
    "home": None,
    "intake": Matter.PAPERS,
    "jobs": Matter.PAPERS,
    "organisations": None,
    "places": None,
    "programmes": Matter.PROGRAMMES,
    "reports": Matter.REPORTS,
    "reviews": Matter.REVIEWS,
    "web": None,
}
#: What the roles are for, said apart from the code: an administrator reads none of it.
READS = {
    Role.ENTRY: set(Matter),
    Role.APPROVAL: set(Matter),
    Role.COMPILER: set(Matter),
    Role.LEADER: set(Matter),
    Role.SECRETARY: set(Matter) - {Matter.REPORTS},
    Role.COMMENDATION: set(Matter) - {Matter.REPORTS, Matter.REVIEWS},
    Role.ADMIN: set(),
}
#: Pages with a rule of their own beside the role: a report is typed and sent by its own body alone, what is
#: administered is there for administrators, signing out and the idle lock are no pages.
OF_THE_OWN_BODY = {
    "/bao-cao/bieu-trong/<int:window_id>/",
    "/bao-cao/<int:report_id>/",
    "/bao-cao/<int:report_id>/o/<int:row_id>/",
    "/bao-cao/<int:report_id>/kiem-tra/",
    "/bao-cao/<int:report_id>/bien-nhan/<int:receipt_id>/",
}
#: Pages that some of those who read their matter may not open.
NARROWER = {"/tong-ket/<int:review_id>/ban-hanh/": {Role.LEADER, Role.SECRETARY, Role.COMPILER}}
#: Addresses that lead on to a page: where a sending failed, to its form.
LEADS_ON = {"/bao-cao/<int:report_id>/luu/"}
ASK_MORE = {"/so-lieu/nguon/"}  # pages that are nothing without what is asked of them
LEAD_BACK = {"/bao-cao/<int:report_id>/luu/"}  # forms whose address, opened by itself, leads to their page
NOT_PAGES = {"/api/", "/dang-nhap/", "/dang-xuat/", "/gui-tiep/", "/mo-khoa/", "/giao-dien/con-day/", "/co-quan/"}
PAGES = sorted({(space, address) for space, address in routes() if address not in NOT_PAGES | OF_THE_OWN_BODY})


@pytest.fixture
def world(db: None, settings, tmp_path) -> World:
    settings.VAR = tmp_path
    return a_world()


def signed_in(world: World, role: Role, where: str = "NB") -> Client:
    now, client = timezone.localtime(), Client()
    made = accounts.make_account(username=f"can.bo.{role}", name="Trần Thu Hà", password=PASSWORD, by=None, at=now)
    accounts.assign(made.user, body=world.line.bodies[where], role=role, valid_from=date(2026, 1, 1), by=None, at=now)
    client.force_login(made.user)
    return client


def test_the_roles_open_what_they_are_for():
    assert {role: set(opened) for role, opened in OPENS.items()} == READS


def test_every_part_says_which_roles_may_enter():
    assert {space for space, _ in routes()} <= set(MATTERS)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_its_pages_and_no_other(world, role):
    client = signed_in(world, role)
    expected, found = {}, {}
    for space, address in PAGES:
        answer = client.get(world.fill(address))
        if answer.streaming:
            b"".join(answer.streaming_content)  # reading to the end closes the file
        if answer.status_code == 405:
            continue
        matter = MATTERS[space]
        if (address in ASK_MORE or not world.holds(address)) and (matter is None or matter in READS[role]):
            assert answer.status_code != 403, address
            continue
        if address.startswith("/quan-tri/"):
            expected[address] = 200 if role is Role.ADMIN else 404
        else:
            expected[address] = 200 if matter is None or matter in READS[role] else 403
        if expected[address] == 200 and address in LEADS_ON:
            expected[address] = 302
        if expected[address] == 200 and role not in NARROWER.get(address, {role}):
            expected[address] = 404
        if expected[address] == 200 and address in LEAD_BACK:
            expected[address] = 302
        found[address] = answer.status_code

    assert found == expected


@pytest.mark.parametrize("role", list(Role))
def test_a_report_is_opened_by_those_of_its_own_body_whose_role_reads_reports(world, role):
    own = signed_in(world, role, "GV")
    opened = {address: own.get(world.fill(address)).status_code for address in OF_THE_OWN_BODY}
    sent_on = {"/bao-cao/<int:report_id>/kiem-tra/": 302}  # it is sent already: back to its page

    expected = {address: sent_on.get(address, 200) for address in OF_THE_OWN_BODY}
    assert opened == (expected if Matter.REPORTS in READS[role] else dict.fromkeys(expected, 403))


def test_an_administrator_finds_no_content_behind_any_query(world):
    """The door refuses; were it left open, the queries behind it would still find nothing."""
    admin = an_actor(world.body, Role.ADMIN)
    compiler = an_actor(world.body, Role.COMPILER)
    scopes = {
        "reports": reports.visible_to,
        "collections": reports.collections,
        "reviews": reviews.visible_to,
        "papers": intake.visible_to,
        "sources": documents.sources_visible_to,
        "programmes": programmes.visible_to,
        "conferences": conferences.visible_to,
        "conferences kept": conferences.kept_by,
        "awards": awards.visible_to,
        "awards kept": awards.kept_by,
        "figures": figures.visible_to,
    }

    assert {name: scope(admin, on=TODAY).count() for name, scope in scopes.items()} == dict.fromkeys(scopes, 0)
    assert {name for name, scope in scopes.items() if not scope(compiler, on=TODAY).exists()} == set()
    assert (jobs.visible_to(admin).count(), jobs.visible_to(compiler).count()) == (0, 1)
    assert reports.index(admin, on=TODAY) == []
    assert [group.name for group in search("chuong trinh", actor=admin, on=TODAY)] == []


def test_a_role_that_opens_nothing_is_told_what_to_do(world):
    said = signed_in(world, Role.ADMIN).get("/bao-cao/").content.decode()

    assert "Vai trò quản trị chỉ quản lý tài khoản, không xem nội dung nghiệp vụ" in said
    assert signed_in(world, Role.SECRETARY).get("/bao-cao/").status_code == 403


def test_the_rail_shows_an_administrator_no_door_that_is_closed(world):
    said = signed_in(world, Role.ADMIN).get("/").content.decode()

    assert 'href="/quan-tri/"' in said
    for closed in (
        "/bao-cao/",
        "/chuong-trinh/",
        "/tong-ket/",
        "/hoi-nghi/",
        "/khen-thuong/",
        "/van-ban/",
        "/so-lieu/",
    ):
        assert f'href="{closed}' not in said


def test_an_officer_who_follows_other_programmes_no_longer_sees_this_one(world):
    clerk = world.ids["user_id"]
    compiler, colleague = (an_actor(world.body, Role.COMPILER, account=one) for one in (clerk, clerk + 1))
    scopes = (
        reports.visible_to,
        reports.collections,
        reviews.visible_to,
        conferences.visible_to,
        awards.visible_to,
    )
    before = [scope(compiler, on=TODAY).count() for scope in scopes]
    Assignment.objects.create(
        user_id=clerk, body=world.body, programme_id=world.ids["older_id"], valid_from=date(2026, 1, 1)
    )

    assert [scope(compiler, on=TODAY).count() for scope in scopes] == [0] * len(scopes)
    assert [scope(colleague, on=TODAY).count() for scope in scopes] == before
    assert 0 not in before
    assert [one.pk for one in programmes.visible_to(compiler, on=TODAY)] == [world.ids["older_id"]]
    assert intake.visible_to(compiler, on=TODAY).count() == 1
