"""Every address has its rule: public by name, or behind log-in; administration for administrators."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from phoihop.accounts.models import Term
from phoihop.core.actor import Role
from phoihop.core.text import fold
from phoihop.organisations.models import BodyVersion
from phoihop.places.models import PlaceVersion

PUBLIC = {"accounts:sign_in", "web:theme", "web:gallery"}


def routes(resolver: URLResolver, namespace: str = "", route: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for entry in resolver.url_patterns:
        path = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, f"{entry.namespace or ''}:" if entry.namespace else namespace, path)
        else:
            yield f"{namespace}{entry.name}", path, entry


ROUTES = {name: (path, entry) for name, path, entry in routes(get_resolver())}


def filled(path: str) -> str:
    for part in ("<int:", "<slug:", "<str:", "<uuid:", "<path:"):
        while part in path:
            begin = path.index(part)
            end = path.index(">", begin)
            value = "00000000-0000-4000-8000-000000000000" if part == "<uuid:" else "987654321"
            path = path[:begin] + value + path[end + 1 :]
    return "/" + path


def test_only_the_named_routes_are_open_without_an_account():
    open_routes = {name for name, (_, entry) in ROUTES.items() if not getattr(entry.callback, "login_required", True)}

    assert open_routes <= PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(ROUTES) - PUBLIC))
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_every_other_route_sends_a_stranger_to_the_log_in_page(client, name, method):
    answer = getattr(client, method)(filled(ROUTES[name][0]))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/dang-nhap/?next=")


@pytest.mark.django_db
def test_a_post_without_the_forms_token_is_refused():
    strict = Client(enforce_csrf_checks=True)

    for name, (path, entry) in ROUTES.items():
        expected = 302 if getattr(entry.callback, "csrf_exempt", False) else 403
        assert strict.post(filled(path), {"username": "a", "password": "b"}).status_code == expected, name


def test_only_reading_addresses_of_the_interface_for_programs_go_without_the_forms_token():
    exempt = {name for name, (_, entry) in ROUTES.items() if getattr(entry.callback, "csrf_exempt", False)}

    assert {name.partition(":")[0] for name in exempt} <= {"api"}
    assert {
        method
        for name in exempt
        for operation in getattr(getattr(ROUTES[name][1].callback, "__self__", None), "operations", [])
        for method in operation.methods
    } <= {"GET"}


@pytest.fixture
def signed_in(client, officer):
    def go(username: str, where: str, *roles: Role) -> Client:
        client.force_login(officer(username, where, *roles))
        return client

    return go


@pytest.mark.parametrize("name", sorted(name for name in ROUTES if ROUTES[name][0].startswith("quan-tri/")))
def test_administration_does_not_exist_for_those_who_do_not_administer(signed_in, officer, name):
    client, far = signed_in("viet.pq", "GV", Role.ENTRY, Role.APPROVAL), officer("xa.ky.anh", "KA", Role.ENTRY)
    path = ROUTES[name][0].replace("<int:user_id>", str(far.pk)).replace("<int:term_id>", str(far.terms.get().pk))

    assert {client.get(f"/{path}").status_code, client.post(f"/{path}").status_code} <= {404, 405}


@pytest.mark.parametrize("what", ["", "phan-cong/", "mat-khau/", "khoa/"])
def test_a_foreign_account_is_the_same_as_none_and_nothing_is_written(signed_in, officer, what):
    client, far = signed_in("quan.tri", "NB", Role.ADMIN), officer("xa.ky.anh", "KA", Role.ENTRY)
    method = client.post if what else client.get

    with CaptureQueriesContext(connection) as queries:
        foreign = method(f"/quan-tri/tai-khoan/{far.pk}/{what}", {"role": "admin"})
        absent = method(f"/quan-tri/tai-khoan/999999/{what}", {"role": "admin"})

    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert len(foreign.content.replace(b"/%d/" % far.pk, b"")) == len(absent.content.replace(b"/999999/", b""))
    assert all(query["sql"].startswith("SELECT") for query in queries)


def test_a_form_moves_only_the_fields_it_lists(signed_in, officer):
    client, viet = signed_in("quan.tri", "NB", Role.ADMIN), officer("viet.pq", "GV", Role.ENTRY)
    term = viet.terms.get()

    client.post(
        f"/quan-tri/phan-cong/{term.pk}/thoi/",
        {"on": "2027-01-01", "role": "admin", "user": "1", "valid_from": "2020-01-01", "is_active": "0"},
    )

    term.refresh_from_db()
    assert (term.role, term.user_id, str(term.valid_from), str(term.valid_to)) == (
        "entry",
        viet.pk,
        "2026-03-02",
        "2027-01-01",
    )


@pytest.mark.parametrize("communes", [1, 2])
def test_the_list_of_terms_costs_the_same_queries_for_one_and_for_many(signed_in, officer, communes):
    client = signed_in("quan.tri", "NB", Role.ADMIN)
    for number, where in enumerate(["GV", "GH"][:communes]):
        officer(f"can.bo.{number}", where, Role.ENTRY, Role.APPROVAL)

    with CaptureQueriesContext(connection) as queries:
        page = client.get("/quan-tri/")

    assert page.status_code == 200
    assert len(queries) == 5


def test_an_administrator_makes_an_account_hands_over_and_locks(signed_in, officer, police):
    client, viet = signed_in("quan.tri", "NB", Role.ADMIN), officer("viet.pq", "GV", Role.ENTRY)

    made = client.post(
        "/quan-tri/tai-khoan/moi/",
        {"name": "Ngô Thị Lan", "office": "", "username": "lan.nt", "body": police["GV"].pk, "roles": ["approval"],
         "valid_from": "2026-12-01", "valid_to": "2027-06-01"},
    )  # fmt: skip
    assert "Mật khẩu ban đầu" in made.content.decode()
    lan = viet.__class__.objects.get(username="lan.nt")
    assert lan.terms.values_list("valid_from", "valid_to").get() == (date(2026, 12, 1), date(2027, 6, 1))
    page = client.get(f"/quan-tri/phan-cong/{viet.terms.get().pk}/ban-giao/").content.decode()
    assert "Ngô Thị Lan (lan.nt)" in page
    client.post(f"/quan-tri/phan-cong/{viet.terms.get().pk}/ban-giao/", {"to": lan.pk, "on": "2027-01-01"})
    assert lan.terms.filter(role="entry").exists()
    client.post(f"/quan-tri/tai-khoan/{lan.pk}/khoa/")
    lan.refresh_from_db()
    assert lan.is_active is False
    assert "Đang khóa" in client.get(f"/quan-tri/tai-khoan/{lan.pk}/").content.decode()
    refused = client.post(f"/quan-tri/tai-khoan/{lan.pk}/phan-cong/", {"role": "entry"})
    assert refused.status_code == 422
    assert "Cấp lại" in client.get(f"/quan-tri/tai-khoan/{lan.pk}/").content.decode()


def test_a_receiver_is_told_by_its_unit_found_by_searching_and_confirmed_where_it_is_another(signed_in, officer):
    client, viet = signed_in("quan.tri", "NB", Role.ADMIN), officer("viet.pq", "GV", Role.ENTRY)
    lan = officer("lan.nt", "GH", Role.ENTRY)
    officer("hoa.vt", "GV", Role.APPROVAL)
    path, said = f"/quan-tri/phan-cong/{viet.terms.get().pk}/ban-giao/", {"to": lan.pk, "on": "2027-01-01"}

    page = client.get(path).content.decode()
    assert page.index("Cùng đơn vị") < page.index("(hoa.vt), Công an xã Gia Viễn") < page.index("Đơn vị khác")
    assert "(lan.nt), Công an xã Gia Hưng" in page
    assert "tôi xác nhận" not in page.lower()
    found = client.get(f"{path}?loc=gia hưng").content.decode()
    assert "(lan.nt)" in found
    assert "(hoa.vt)" not in found

    asked = client.post(path, said).content.decode()
    assert "Người nhận thuộc Công an xã Gia Hưng, không thuộc cơ quan của vai trò này." in asked
    assert viet.terms.get().valid_to is None
    client.post(path, {**said, "elsewhere": "on"})
    assert viet.terms.get().valid_to == date(2027, 1, 1)
    assert "ban-giao" not in client.get(f"/quan-tri/tai-khoan/{viet.pk}/").content.decode()


def test_an_empty_account_form_names_each_field_that_is_missing(signed_in):
    answer = signed_in("quan.tri", "NB", Role.ADMIN).post("/quan-tri/tai-khoan/moi/", {"name": ""}).content.decode()

    for label in ("Họ và tên", "Tên đăng nhập", "Vai trò", "Từ ngày"):
        assert f"{label}: chưa có. Mời nhập hoặc chọn." in answer
    assert "Cơ quan: gõ tên rồi chọn trong danh sách gợi ý." in answer
    assert "Trường này là bắt buộc" not in answer


def test_a_body_is_picked_by_searching_and_told_from_its_namesakes_by_the_province(signed_in, police):
    PlaceVersion.objects.filter(name="Ninh Bình").update(kind="tỉnh")
    client = signed_in("quan.tri", "TW", Role.ADMIN)

    page = client.get("/quan-tri/tai-khoan/moi/").content.decode()
    found = client.get("/quan-tri/co-quan/?q=gia vien").content.decode()

    assert 'hx-get="/quan-tri/co-quan/"' in page
    assert "Công an xã Kỳ Anh" not in page
    assert f'data-id="{police["GV"].pk}"' in found
    assert "tỉnh Ninh Bình" in found
    assert "Kỳ Anh" not in found


@pytest.mark.parametrize("typed", ["Công an xã Gia Viễn", "gia vien", "Công an xã Gia Viễn, tỉnh Ninh Bình"])
def test_without_a_script_a_body_is_taken_by_its_name(signed_in, police, typed):
    PlaceVersion.objects.filter(name="Ninh Bình").update(kind="tỉnh")
    said = {"name": "Lê Thị Mẫu", "username": "mau.lt", "roles": ["entry"], "valid_from": "2026-12-10", "body": ""}

    signed_in("quan.tri", "TW", Role.ADMIN).post("/quan-tri/tai-khoan/moi/", {**said, "q": typed})

    assert Term.objects.get(user__username="mau.lt").body == police["GV"]


def test_a_typed_name_of_several_or_of_none_names_those_it_may_mean(signed_in, police):
    client, said = (
        signed_in("quan.tri", "NB", Role.ADMIN),
        {"name": "Lê Thị Mẫu", "username": "mau.lt", "roles": ["entry"]},
    )

    several = client.post("/quan-tri/tai-khoan/moi/", {**said, "valid_from": "2026-12-10", "q": "công an xã"})
    none = client.post("/quan-tri/tai-khoan/moi/", {**said, "valid_from": "2026-12-10", "q": "Kỳ Anh"})

    told = "Cơ quan: “công an xã” có thể là Công an xã Gia Hưng"
    assert told in several.content.decode()
    assert "Cơ quan: không tìm thấy “Kỳ Anh”" in none.content.decode()
    assert not Term.objects.filter(user__username="mau.lt").exists()


def test_the_search_of_bodies_ends_with_the_branch_and_is_an_administrators(signed_in, police):
    assert "Kỳ Anh" not in signed_in("quan.tri", "NB", Role.ADMIN).get("/quan-tri/co-quan/?q=ky anh").content.decode()
    assert signed_in("nhap", "NB", Role.ENTRY).get("/quan-tri/co-quan/?q=gia").status_code == 404


@pytest.mark.parametrize("ends", ["2026-12-01", "2026-11-30"])
def test_a_term_ends_after_it_begins(signed_in, officer, police, ends):
    client, viet = signed_in("quan.tri", "NB", Role.ADMIN), officer("viet.pq", "GV", Role.ENTRY)

    answer = client.post(
        f"/quan-tri/tai-khoan/{viet.pk}/phan-cong/",
        {
            "role": "approval",
            "body": police["GV"].pk,
            "q": "Công an xã Gia Viễn",
            "valid_from": "2026-12-01",
            "valid_to": ends,
        },
    )

    assert answer.status_code == 422
    assert "chọn ngày sau ngày bắt đầu" in answer.content.decode()
    assert 'value="Công an xã Gia Viễn"' in answer.content.decode()


def test_who_holds_the_role_already_is_not_offered_as_receiver(signed_in, officer):
    client, viet = signed_in("quan.tri", "NB", Role.ADMIN), officer("viet.pq", "GV", Role.ENTRY)
    officer("lan.nt", "GV", Role.ENTRY)
    officer("hoa.vt", "GV", Role.APPROVAL)

    page = client.get(f"/quan-tri/phan-cong/{viet.terms.get().pk}/ban-giao/").content.decode()

    assert "(hoa.vt)" in page
    assert "(lan.nt)" not in page


def test_the_accents_as_typed_come_first_and_the_chosen_body_shows_its_province(signed_in, police):
    client, name = signed_in("quan.tri", "TW", Role.ADMIN), "Công an phường Gia Viên"
    PlaceVersion.objects.filter(place__level="tinh").update(kind="tỉnh")
    BodyVersion.objects.filter(body=police["KA"]).update(name=name, folded=fold(name))

    answer = client.get("/quan-tri/co-quan/?q=Gia Viễn").content.decode()

    shown = re.findall('data-name="([^"]+)"', answer)
    assert shown == ["Công an xã Gia Viễn, tỉnh Ninh Bình", "Công an phường Gia Viên, tỉnh Hà Tĩnh"]


def test_what_was_made_is_named_with_its_body_and_role(signed_in, police):
    client = signed_in("quan.tri", "NB", Role.ADMIN)
    made = client.post(
        "/quan-tri/tai-khoan/moi/",
        {"name": "Ngô Thị Lan", "office": "", "username": "lan.nt", "body": police["GV"].pk, "roles": ["approval"],
         "valid_from": "2026-12-01", "valid_to": ""},
    ).content.decode()  # fmt: skip
    assert "Duyệt: Công an xã Gia Viễn" in made


def test_all_roles_held_pass_at_once_where_the_giver_wishes_and_one_alone_where_not(signed_in, officer):
    client, viet = signed_in("quan.tri", "NB", Role.ADMIN), officer("viet.pq", "GV", Role.ENTRY, Role.APPROVAL)
    lan = officer("lan.nt", "GV", Role.SECRETARY)
    path = f"/quan-tri/phan-cong/{viet.terms.get(role=Role.ENTRY).pk}/ban-giao/"
    assert "Bàn giao cùng lúc mọi vai trò khác còn giữ" in client.get(path).content.decode()

    client.post(path, {"to": lan.pk, "on": "2027-01-01", "whole": "on"})

    assert set(lan.terms.values_list("role", flat=True)) == {Role.ENTRY, Role.APPROVAL, Role.SECRETARY}
    assert set(viet.terms.values_list("valid_to", flat=True)) == {date(2027, 1, 1)}
    single = f"/quan-tri/phan-cong/{lan.terms.get(role=Role.SECRETARY).pk}/ban-giao/"
    assert "mọi vai trò khác" in client.get(single).content.decode()
