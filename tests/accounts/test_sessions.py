import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

import phoihop
from phoihop.accounts import actions
from phoihop.accounts.middleware import SEEN
from phoihop.accounts.models import User
from phoihop.core.actor import Role

from .conftest import NOON, PASSWORD, SPRING, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def sign_in(client: Client, username: str, password: str = PASSWORD, **extra):
    return client.post("/dang-nhap/", {"username": username, "password": password, **extra})


def test_the_log_in_page_needs_no_account_allows_pasting_and_names_the_fields(client, clock):
    page = client.get("/dang-nhap/").content.decode()

    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page


def test_signing_in_leads_back_to_the_page_asked_for_with_a_new_session(client, clock, officer):
    officer("viet.pq", "GV", Role.ENTRY)
    asked = client.get("/tai-khoan/")
    assert asked.headers["Location"] == "/dang-nhap/?next=%2Ftai-khoan%2F"
    client.session["x"] = 1
    before = client.session.session_key

    answer = sign_in(client, "viet.pq", next="/tai-khoan/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/tai-khoan/")
    assert client.session.session_key != before
    page = client.get("/tai-khoan/")
    assert "Công an xã Gia Viễn" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store, private"


def test_an_address_of_another_site_is_not_followed_after_log_in(client, clock, officer):
    officer("viet.pq", "GV", Role.ENTRY)

    assert sign_in(client, "viet.pq", next="https://example.org/").headers["Location"] == "/"


def test_every_wrong_log_in_gets_the_same_page(client, clock, officer):
    officer("viet.pq", "GV", Role.ENTRY)

    known, unknown = (
        re.sub(r'csrf\w*" (value|content)="\w+"', "", sign_in(client, name, "sai").content.decode())
        for name in ("viet.pq", "khong.co")
    )

    assert known.replace("viet.pq", "") == unknown.replace("khong.co", "")
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in known


@pytest.mark.parametrize(("role", "minutes"), [(Role.ENTRY, 60), (Role.APPROVAL, 15), (Role.ADMIN, 15)])
def test_the_page_locks_when_idle_and_goes_on_at_the_same_place(client, clock, officer, role, minutes):
    officer("viet.pq", "GV", role)
    sign_in(client, "viet.pq")
    clock.shift(timedelta(minutes=minutes - 1))
    assert client.get("/tai-khoan/").status_code == 200

    clock.shift(timedelta(minutes=minutes))
    locked = client.get("/tai-khoan/?x=1")

    assert locked.headers["Location"] == "/mo-khoa/?next=%2Ftai-khoan%2F%3Fx%3D1"
    assert client.get("/mo-khoa/").status_code == 200
    wrong = client.post("/mo-khoa/", {"password": "sai", "next": "/tai-khoan/?x=1"})
    assert "chưa đúng" in wrong.content.decode()
    opened = client.post("/mo-khoa/", {"password": PASSWORD, "next": "/tai-khoan/?x=1"})
    assert opened.headers["Location"] == "/tai-khoan/?x=1"
    assert client.get("/tai-khoan/?x=1").status_code == 200


def test_a_form_sent_after_the_lock_is_kept_and_offered_again(client, clock, officer):
    officer("viet.pq", "GV", Role.ENTRY)
    sign_in(client, "viet.pq")
    clock.shift(timedelta(hours=2))

    answer = client.post("/tai-khoan/mat-khau/", {"old": "cũ & <b>", "new": ["một", "hai"]})

    assert answer.status_code == 302
    opened = client.post("/mo-khoa/", {"password": PASSWORD})
    assert opened.headers["Location"] == "/gui-tiep/"
    page = client.get("/gui-tiep/").content.decode()
    assert 'action="/tai-khoan/mat-khau/"' in page
    assert 'name="old" value="cũ &amp; &lt;b&gt;"' in page
    assert page.count('name="new"') == 2
    client.post("/gui-tiep/", {"next": "/"})
    assert client.get("/gui-tiep/").status_code == 302


def test_a_cell_saved_after_the_lock_is_answered_401_so_that_the_browser_keeps_it(client, clock, officer):
    officer("viet.pq", "GV", Role.ENTRY)
    sign_in(client, "viet.pq")
    clock.shift(timedelta(hours=2))

    for script in ({"HX-Request": "true"}, {"Accept": "application/json"}, {"Accept": "*/*"}):
        answer = client.post("/tai-khoan/mat-khau/", {"old": "1"}, headers=script)
        assert answer.status_code == 401
        assert answer.headers["HX-Redirect"].startswith("/mo-khoa/")
    assert "kept" not in client.session


def test_background_requests_do_not_keep_a_session_awake(client, clock, officer):
    officer("viet.pq", "GV", Role.ENTRY)
    sign_in(client, "viet.pq")
    for _ in range(3):
        clock.shift(timedelta(minutes=25))
        answer = client.get("/tai-khoan/", headers={"X-Background": "1"})

    assert answer.status_code == 302


def test_twelve_hours_end_every_session_however_busy(client, clock, officer):
    officer("viet.pq", "GV", Role.ENTRY)
    sign_in(client, "viet.pq")
    for _ in range(23):
        clock.shift(timedelta(minutes=30))
        assert client.get("/tai-khoan/").status_code == 200
    clock.shift(timedelta(minutes=30))

    assert client.get("/tai-khoan/").headers["Location"].startswith("/dang-nhap/")


def test_unlocking_does_not_lengthen_the_twelve_hours(client, clock, officer):
    officer("viet.pq", "GV", Role.ENTRY)
    sign_in(client, "viet.pq")
    clock.shift(timedelta(hours=11))
    client.post("/mo-khoa/", {"password": PASSWORD})
    assert client.get("/tai-khoan/").status_code == 200
    clock.shift(timedelta(minutes=59))
    client.get("/tai-khoan/")
    clock.shift(timedelta(minutes=1))

    assert "ly-do=expired" in client.get("/tai-khoan/").headers["Location"]


@pytest.mark.parametrize("why", ["disabled", "term_ended", "password"])
def test_a_session_dies_within_one_request(client, clock, officer, acting, why):
    admin, viet = acting(officer("quan.tri", "NB", Role.ADMIN)), officer("viet.pq", "GV", Role.ENTRY)
    sign_in(client, "viet.pq")
    assert client.get("/tai-khoan/").status_code == 200

    if why == "disabled":
        actions.disable(viet, by=admin, at=NOON)
    elif why == "term_ended":
        actions.end_term(viet.terms.get(), on=TODAY, by=admin, at=NOON)
    else:
        actions.reset_password(viet, by=admin, at=NOON)

    assert client.get("/tai-khoan/").headers["Location"].startswith("/dang-nhap/")
    assert client.get("/tai-khoan/").headers["Location"] == "/dang-nhap/?next=%2Ftai-khoan%2F"


def test_signing_out_ends_the_session_and_leaves_what_others_typed_on_the_same_computer(client, clock, officer):
    officer("viet.pq", "GV", Role.ENTRY)
    sign_in(client, "viet.pq")

    answer = client.post("/dang-xuat/")

    assert "Clear-Site-Data" not in answer.headers
    assert Session.objects.count() == 0
    assert client.get("/tai-khoan/").status_code == 302


def test_a_changed_password_ends_the_other_sessions_only(clock, officer):
    officer("viet.pq", "GV", Role.ENTRY)
    desk, phone = Client(), Client()
    sign_in(desk, "viet.pq")
    sign_in(phone, "viet.pq")

    answer = desk.post("/tai-khoan/mat-khau/", {"old": PASSWORD, "new": "năm con nghé ngủ trưa"})

    assert answer.headers["Location"] == "/tai-khoan/"
    assert desk.get("/tai-khoan/").status_code == 200
    assert phone.get("/tai-khoan/").status_code == 302


def test_a_first_password_is_changed_before_anything_else(client, clock, police):
    made = actions.make_account(username="moi.nv", name="Người Mới", by=None, at=NOON)
    actions.assign(made.user, body=police["GV"], role=Role.ENTRY, valid_from=SPRING, by=None, at=NOON)
    sign_in(client, "moi.nv", made.password)

    assert client.get("/tai-khoan/").headers["Location"] == "/tai-khoan/mat-khau/"
    client.post("/tai-khoan/mat-khau/", {"old": made.password, "new": "năm con nghé ngủ trưa"})
    assert client.get("/tai-khoan/").status_code == 200


def test_the_acting_body_is_switched_in_the_header_to_ones_own_bodies_only(client, clock, officer, police):
    viet = officer("viet.pq", "GV", Role.ENTRY)
    actions.assign(viet, body=police["GH"], role=Role.ENTRY, valid_from=SPRING, by=None, at=NOON)
    sign_in(client, "viet.pq")
    assert "Công an xã Gia Hưng" in client.get("/tai-khoan/").content.decode()

    client.post("/co-quan/", {"body": police["GH"].pk, "next": "/tai-khoan/"})

    assert client.get("/tai-khoan/").wsgi_request.actor.body_id == police["GH"].pk
    refused = client.post("/co-quan/", {"body": police["KA"].pk})
    assert refused.status_code == 409
    assert "Mời chọn lại ở đầu trang" in refused.content.decode()


def test_a_form_opened_for_one_body_is_not_taken_for_another(client, clock, officer, police):
    viet = officer("viet.pq", "GV", Role.ADMIN)
    actions.assign(viet, body=police["GH"], role=Role.ADMIN, valid_from=SPRING, by=None, at=NOON)
    sign_in(client, "viet.pq")
    opened_for = client.get("/quan-tri/").wsgi_request.actor.body_id
    page = client.get("/quan-tri/tai-khoan/moi/").content.decode()
    other = next(body.pk for body in (police["GV"], police["GH"]) if body.pk != opened_for)
    carried = {"acting_for": opened_for}
    assert page.count(f'name="acting_for" value="{opened_for}"') == page.count('method="post"') > 1

    switched = client.post("/co-quan/", carried | {"body": other, "next": "/tai-khoan/"})
    again = client.post("/co-quan/", carried | {"body": other, "next": "/tai-khoan/"})
    late = client.post("/quan-tri/tai-khoan/moi/", carried | {"username": "moi.nv", "name": "Người Mới"})

    assert (switched.status_code, again.status_code, late.status_code) == (302, 302, 409)
    assert "mở khi đang làm việc cho cơ quan khác nên chưa lưu gì" in late.content.decode()
    assert list(User.objects.values_list("username", flat=True)) == ["viet.pq"]
    assert client.post("/dang-xuat/", carried).status_code == 302


def test_every_form_that_posts_carries_its_token():
    templates = list(Path(phoihop.__file__).parent.rglob("*.html"))
    forms = [
        (path.name, form)
        for path in templates
        for form in re.findall(r'<form[^>]*method="post".*?(?:</form>|$)', path.read_text(encoding="utf-8"), re.DOTALL)
        if not form.startswith('<form method="post" data-grid="KEY"')  # told of in a comment
    ]
    lacking = [name for name, form in forms if "{% csrf_token %}" not in form]

    assert len(forms) > 50
    assert lacking == []


def test_reading_a_page_writes_nothing_and_costs_three_queries_for_the_actor(client, clock, officer):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    officer("viet.pq", "GV", Role.ENTRY)
    sign_in(client, "viet.pq")

    with CaptureQueriesContext(connection) as queries:
        client.get("/tai-khoan/")

    assert len(queries) == 5  # session, account, terms; the page's own list of terms; the work under way in its head
    assert all(query["sql"].startswith("SELECT") for query in queries)


def test_the_seen_cookie_of_another_session_is_not_believed(client, clock, officer):
    officer("viet.pq", "GV", Role.ENTRY)
    other = Client()
    sign_in(client, "viet.pq")
    sign_in(other, "viet.pq")
    clock.shift(timedelta(minutes=59))
    other.get("/tai-khoan/")
    clock.shift(timedelta(minutes=30))

    client.cookies[SEEN] = other.cookies[SEEN].value

    assert client.get("/tai-khoan/").headers["Location"].startswith("/mo-khoa/")
    assert other.get("/tai-khoan/").status_code == 200


def test_times_are_judged_by_the_servers_clock(clock):
    assert timezone.localtime() == datetime.fromisoformat("2026-12-09T12:00:00+07:00")
