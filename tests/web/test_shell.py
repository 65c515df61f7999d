"""The shell: who sees which part, refusals in words, headers, theme, error pages."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.refusal import Refusal
from phoihop.web import answers, rail
from phoihop.web.gallery import ExampleForm
from phoihop.web.templatetags import ui

ROOT = Path(__file__).resolve().parent.parent.parent
WEB = ROOT / "phoihop/web"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def words(monkeypatch):
    """Give the shell a refusal of its own to show."""
    from phoihop.web import wording

    sentences = {"closed": "Còn thiếu: {missing}. Đã có {count} ô."}
    monkeypatch.setattr(wording, "WORDING", sentences, raising=False)


def an_actor(*roles: Role) -> Actor:
    return Actor(1, "Trần Thu Hà", 2, 3, System.POLICE, Level.PROVINCE, frozenset(roles), "37")


def test_the_rail_shows_parts_in_lifecycle_order_and_marks_the_open_one(shell_site):
    shown = list(rail.shown(an_actor(*Role), "figures"))
    assert [str(entry.name) for entry in shown] == [str(entry.name) for entry in rail.RAIL]
    assert [str(entry.name) for entry in shown if entry.current] == ["Báo cáo, số liệu"]


def test_only_an_administrator_sees_administration(shell_site):
    assert "Quản trị" not in [str(entry.name) for entry in rail.shown(an_actor(Role.ENTRY), "home")]


def test_a_part_whose_address_is_not_there_is_not_shown(settings):
    settings.ROOT_URLCONF = "phoihop.web.urls"
    assert list(rail.shown(an_actor(*Role), "home")) == []


@pytest.mark.django_db
def test_a_refusal_is_a_409_page_in_the_words_of_its_part(shell_site, client, words):
    answer = client.get("/tu-choi/", headers={"Referer": "http://testserver/nhap/?ky=2026"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Còn thiếu: TT01, TT02. Đã có 1.500 ô." in page
    assert 'href="/nhap/?ky=2026"' in page


@pytest.mark.django_db
def test_a_refusal_to_htmx_is_a_message_and_the_page_stays(shell_site, client, words):
    answer = client.get("/tu-choi/", headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (409, "#thong-bao", "beforeend")
    assert "<html" not in answer.content.decode()


def test_a_refusal_without_a_sentence_names_its_code(words):
    assert answers.sentence(Refusal("web", "unknown")).endswith("kèm mã web.unknown.")


@pytest.mark.django_db
def test_an_address_that_takes_forms_only_says_so_when_opened(shell_site, client, caplog):
    answer = client.get("/gui/")
    page = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "<h1>Địa chỉ này không mở riêng được</h1>" in page
    assert 'href="/"' in page


@pytest.mark.django_db
def test_a_strange_referrer_is_not_offered_as_the_way_back(shell_site, client, words):
    page = client.get("/tu-choi/", headers={"Referer": "https://evil.example/x"}).content.decode()
    assert "evil.example" not in page


@pytest.mark.django_db
def test_signed_in_pages_are_not_stored_and_allow_no_inline_code(shell_site, client):
    answer = client.get("/")
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.django_db
def test_the_same_address_is_a_part_to_htmx_and_a_page_to_others(shell_site, client):
    part = client.get("/nhap/chi-tiet/C01/", headers=HTMX)
    whole = client.get("/nhap/chi-tiet/C01/")
    assert part.content.decode().startswith("<header>")
    assert (whole.status_code, whole.url) == (302, "/giao-dien/")


@pytest.mark.django_db
def test_the_theme_is_remembered_and_leads_back_only_to_ourselves(shell_site, client):
    chosen = client.post(reverse("web:theme"), {"theme": "dark", "next": "/nhap/"})
    assert (chosen.url, chosen.cookies["nen"].value) == ("/nhap/", "dark")
    assert 'data-theme="dark"' in client.get("/").content.decode()
    assert client.post(reverse("web:theme"), {"theme": "", "next": "https://evil.example/"}).url == "/"
    assert "data-theme=" not in client.get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "told"),
    [("/khong-co/", "ở ô tìm kiếm đầu trang"), ("/khong-co/?ngoai", "hoặc đăng nhập rồi tìm theo tên")],
)
def test_a_missing_page_says_what_to_do(shell_site, client, address, told):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()
    assert told in answer.content.decode()


@pytest.mark.django_db
def test_a_form_of_an_older_session_says_that_nothing_was_taken_in(shell_site):
    answer = Client(enforce_csrf_checks=True).post("/giao-dien/nen/", HTTP_REFERER="http://testserver/nhap/?a=1")

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Trang này đã cũ" in page
    assert "biểu mẫu vừa gửi CHƯA được nhận" in page
    assert 'href="/nhap/?a=1"' in page
    assert "dành cho vai trò khác" not in page


def test_an_error_names_its_field_and_what_to_do():
    form = ExampleForm({"name": "", "sessions": "12a", "side": "khac", "level": "xa"})
    assert dict(form.errors) == {
        "name": ["Tên mô hình: chưa có. Mời nhập hoặc chọn."],
        "sessions": ["Số buổi: nhập số nguyên từ 0 trở lên."],
        "side": ["Bên chủ trì: chọn một trong các mục có sẵn."],
        "agree": ["Số liệu đã được lãnh đạo đơn vị duyệt: chưa có. Mời nhập hoặc chọn."],
    }
    form = ExampleForm({"name": "Camera", "sessions": "-3", "side": "ca", "level": "xa", "agree": "on"})
    assert dict(form.errors) == {"sessions": ["Số buổi: nhập số từ 0 trở lên."]}


def test_a_wrong_field_is_bound_to_its_error_and_its_help():
    form = ExampleForm({"name": ""})
    html = Template("{% load ui %}{% field form.name %}").render(Context({"form": form}))
    assert 'aria-describedby="id_name-giup id_name-loi"' in html
    assert 'aria-invalid="true"' in html
    assert 'for="id_name"' in html


def test_a_tile_map_shades_by_bounds_and_hatches_the_missing():
    tiles = [
        {"name": "Hà Nội", "col": 3, "row": 2, "value": 4918},
        {"name": "Cà Mau", "col": 2, "row": 13, "value": None},
        {"name": "Đà Nẵng", "col": 5, "row": 7, "value": 1488},
        {"name": "Hoàng Sa", "of": "Đà Nẵng", "special": True, "col": 7, "row": 7, "value": 1},
    ]
    drawn = ui.tile_map(tiles, bounds=[1000, 1750, 2500, 3500])
    assert [tile["shade"] for tile in drawn["tiles"]] == [5, 0, 2, 2]
    assert drawn["steps"][0] == (1, "dưới 1.000")
    assert drawn["steps"][-1] == (5, "từ 3.500")


def test_a_tile_map_of_few_values_keeps_the_darkest_shade_for_the_most():
    one = ui.tile_map([{"name": "Ninh Bình", "col": 3, "row": 3, "value": 3075}])
    assert ([tile["shade"] for tile in one["tiles"]], one["steps"]) == ([5], [])
    two = ui.tile_map([{"name": "A", "col": 0, "row": 0, "value": 1}, {"name": "B", "col": 1, "row": 0, "value": 9}])
    assert [tile["shade"] for tile in two["tiles"]] == [4, 5]
    assert two["steps"] == [(4, "dưới 9"), (5, "từ 9")]


def test_a_tile_map_prints_large_numbers_in_thousands_for_phones():
    tiles = [{"name": "A", "col": 0, "row": 0, "value": 123_456}, {"name": "B", "col": 1, "row": 0, "value": None}]
    drawn = ui.tile_map(tiles)
    assert (drawn["thousands"], [tile.get("brief") for tile in drawn["tiles"]]) == (True, ["123", None])
    assert not ui.tile_map([tiles[0] | {"value": 99_999}])["thousands"]


def test_every_icon_that_a_template_or_tag_names_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="(\w+)"', (WEB / "static/web/icons.svg").read_text(encoding="utf-8")))
    named = {entry.icon for entry in rail.RAIL} | set(ui.STATE_ICONS.values())
    for template in ROOT.glob("phoihop/*/templates/**/*.html"):
        text = template.read_text(encoding="utf-8")
        named |= set(re.findall(r'{% icon "(\w+)"', text)) | set(re.findall(r'{% state "\w*" [^ %]+ "(\w+)" %}', text))
    assert named - drawn == set()


def test_no_template_carries_inline_style_script_or_handlers():
    forbidden = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\shx-on|\son(click|change|submit|load|input)=")
    found = [
        str(template.relative_to(ROOT))
        for template in ROOT.glob("phoihop/*/templates/**/*.html")
        if forbidden.search(template.read_text(encoding="utf-8"))
    ]
    assert found == []
