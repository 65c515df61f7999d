"""Programmes: signing, cascade with days of lag, scope, one beside its predecessor."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from phoihop.accounts.models import User
from phoihop.audit.models import Entry
from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.refusal import Refusal, Refused
from phoihop.documents import actions as documents
from phoihop.organisations.models import Body
from phoihop.places.models import Place
from phoihop.programmes import actions, queries, rules, wording
from phoihop.programmes.models import Assignment, Programme

AT = datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TODAY = AT.date()
SIGNED = date(2022, 4, 14)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bodies")]


def body(key):
    return Body.objects.get(key=key)


def place(key):
    return Place.objects.get(key=key)


def an_actor(key, *roles):
    own = body(key)
    roles = frozenset(roles or (Role.COMPILER,))
    return Actor(1, "Phạm Quốc Việt", own.pk, own.place_id, System(own.system), Level(own.level), roles, "TW")


def a_document(title, **facts):
    return documents.register(kind="coordination_programme", title=title, by=None, at=AT, **facts)


def a_programme(title="Dân vận 2022 - 2026", **changes):
    given = {
        "document": changes.get("document") or a_document(title),
        "name": title,
        "short_name": title[:60],
        "place": place("VN"),
        "years": (2022, 2026),
        "parties": [body("dan_van@VN/ban-dan-van"), body("cong_an@VN")],
        "signed_on": SIGNED,
        "contents": ["Tham mưu cấp ủy", "Tập huấn cán bộ"],
        "by": None,
        "at": AT,
    }
    return actions.create(**{**given, **changes})


def refusal_of(act, *args, **kwargs):
    before = (Programme.objects.count(), Entry.objects.count())
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    assert (Programme.objects.count(), Entry.objects.count()) == before
    return refused.value.refusal


def test_a_programme_keeps_its_parties_in_order_the_first_leading():
    programme = a_programme(bases=[a_document("Chỉ thị 09")], phases=[("Sơ kết", 2022, 2024)])
    page = queries.page(programme, today=TODAY)
    assert [(one.name.name, one.lead, [heir.name for heir in one.heirs]) for one in page.parties] == [
        ("Ban Dân vận Trung ương", True, ["Ban Tuyên giáo và Dân vận Trung ương"]),
        ("Bộ Công an", False, []),
    ]
    assert [(one.number, one.text) for one in page.contents] == [(1, "Tham mưu cấp ủy"), (2, "Tập huấn cán bộ")]
    assert [basis.document.title for basis in page.bases] == ["Chỉ thị 09"]
    assert page.standing is rules.Standing.LAST_YEAR
    assert (
        Entry.objects.filter(action="programme.registered", subject=f"programmes.programme:{programme.pk}").count() == 1
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"parties": []}, "no_parties"),
        ({"years": (2026, 2022)}, "years_reversed"),
    ],
)
def test_a_programme_without_parties_or_with_reversed_years_is_refused(change, code):
    document = a_document("Chương trình sai")
    assert refusal_of(a_programme, document=document, **change).code == code


def test_a_document_is_the_document_of_one_programme_and_a_body_signs_once():
    first = a_programme()
    other = a_document("Khác")
    assert refusal_of(a_programme, document=first.document).code == "document_taken"
    police = body("cong_an@VN")
    assert refusal_of(a_programme, document=other, parties=[police, police]).code == "party_twice"


def test_who_took_over_from_a_party_may_change_a_programme_others_may_not():
    programme = a_programme()
    heir = an_actor("dan_van@VN")
    content = actions.add_content(programme, text="Trao đổi thông tin", by=heir, at=AT)
    assert content.number == 3
    stranger = an_actor("mttq@VN")
    assert refusal_of(actions.add_content, programme, text="x", by=stranger, at=AT) == Refusal(
        "programmes", "not_a_party"
    )
    clerk = an_actor("cong_an@VN", Role.ENTRY)
    assert refusal_of(actions.add_content, programme, text="x", by=clerk, at=AT) == Refusal("programmes", "no_role")
    assert refusal_of(actions.add_content, programme, text="x", number=3, by=heir, at=AT).code == "content_number"


def test_parties_bases_and_phases_are_added_once_each():
    programme, heir = a_programme(), an_actor("dan_van@VN")
    actions.add_party(programme, body=body("mttq@VN"), reason="Bỏ sót khi đăng ký", by=heir, at=AT)
    basis = a_document("Nghị quyết liên tịch 01")
    actions.add_basis(programme, document=basis, by=heir, at=AT)
    actions.add_phase(programme, name="Tổng kết", first=2025, last=2026, by=heir, at=AT)
    assert [party.body.key for party in programme.parties.all()][-1] == "mttq@VN"
    again = {"body": body("mttq@VN"), "reason": "Bỏ sót", "by": heir, "at": AT}
    assert refusal_of(actions.add_party, programme, **again).code == "party_twice"
    assert refusal_of(actions.add_basis, programme, document=basis, by=heir, at=AT).code == "basis_twice"
    assert (
        refusal_of(actions.add_phase, programme, name="x", first=2026, last=2025, by=heir, at=AT).code
        == "years_reversed"
    )


def test_a_province_that_signs_gets_a_programme_of_the_bodies_of_that_day():
    programme = a_programme()
    made = actions.record_cascade(
        programme, place=place("tinh:42"), signed_on=date(2022, 9, 15), by=an_actor("cong_an@tinh:42"), at=AT
    )
    page = queries.page(made, today=TODAY)
    assert [one.name.name for one in page.parties] == ["Ban Dân vận Tỉnh ủy Hà Tĩnh", "Công an tỉnh Hà Tĩnh"]
    assert (page.above, page.above_lag) == (programme, 154)
    assert [one.text for one in page.contents] == ["Tham mưu cấp ủy", "Tập huấn cán bộ"]
    assert made.document.issued_on == "2022-09-15"


def test_a_cascade_is_refused_twice_too_early_elsewhere_or_by_a_stranger():
    programme, police = a_programme(), an_actor("cong_an@VN")
    ha_tinh = place("tinh:42")
    given = {"place": ha_tinh, "signed_on": date(2022, 9, 15), "by": police, "at": AT}
    assert (
        refusal_of(actions.record_cascade, programme, **{**given, "signed_on": date(2022, 4, 13)}).code
        == "signed_before"
    )
    below = actions.record_cascade(programme, **given)
    assert refusal_of(actions.record_cascade, programme, **given).code == "cascaded_already"
    assert refusal_of(actions.record_cascade, below, **{**given, "place": place("tinh:38")}).code == "not_under"
    stranger = an_actor("cong_an@tinh:38")
    other = {**given, "place": place("tinh:40"), "by": stranger}
    assert refusal_of(actions.record_cascade, programme, **other).code == "not_a_party"


def test_the_board_counts_who_signed_on_the_map_of_today():
    programme = a_programme()
    for key, day in [("tinh:42", date(2022, 9, 15)), ("tinh63:36", date(2022, 8, 2)), ("tinh63:30", date(2022, 6, 1))]:
        actions.record_cascade(programme, place=place(key), signed_on=day, by=None, at=AT)
    actions.record_cascade(programme, place=place("tinh:31"), signed_on=date(2025, 7, 31), by=None, at=AT)
    coverage = queries.coverage(programme, on=TODAY)
    by_key = {one.unit.key: one for one in coverage.units}
    assert (len(coverage.units), coverage.signed, coverage.former, coverage.missing) == (34, 2, 1, 31)
    assert (by_key["tinh:42"].state, by_key["tinh:42"].lag) == ("signed", 154)
    assert (by_key["tinh:37"].state, by_key["tinh:37"].lag) == ("former", 110)
    assert (by_key["tinh:31"].state, by_key["tinh:31"].lag) == ("signed", 30)
    assert (by_key["tinh:38"].state, by_key["tinh:38"].waiting) == ("missing", 1682)
    assert (coverage.median_lag, coverage.longest_lag) == (None, 154)


def test_the_board_of_a_province_names_every_commune():
    programme = a_programme()
    province = actions.record_cascade(programme, place=place("tinh:42"), signed_on=date(2022, 9, 15), by=None, at=AT)
    commune = queries.coverage(province, on=TODAY).units[0].unit
    signing = date(2025, 9, 1)
    actions.record_cascade(province, place=Place.objects.get(pk=commune.place_id), signed_on=signing, by=None, at=AT)
    coverage = queries.coverage(province, on=TODAY)
    assert (len(coverage.units), coverage.signed) == (69, 1)


def test_a_province_sees_its_own_the_centres_and_its_former_units_programmes():
    programme = a_programme()
    own = actions.record_cascade(programme, place=place("tinh63:36"), signed_on=date(2022, 8, 2), by=None, at=AT)
    other = actions.record_cascade(programme, place=place("tinh:42"), signed_on=date(2022, 9, 15), by=None, at=AT)
    seen = queries.visible_to(an_actor("mttq@tinh:37"), on=TODAY)
    assert set(seen) == {programme, own}
    assert set(queries.visible_to(an_actor("cong_an@VN"), on=TODAY)) == {programme, own, other}
    follower = User.objects.create(pk=1, username="viet.pq", name="Phạm Quốc Việt")
    Assignment.objects.create(user=follower, body=body("mttq@tinh:37"), programme=own, valid_from=TODAY)
    assert list(queries.visible_to(an_actor("mttq@tinh:37"), on=TODAY)) == [own]
    assert set(queries.visible_to(an_actor("mttq@tinh:37"), on=TODAY - timedelta(days=1))) == {programme, own}


def test_only_the_standing_body_or_its_heir_reads_all_systems():
    programme = a_programme(standing_body=body("dan_van@VN/ban-dan-van"))
    assert queries.reads_all_systems(an_actor("dan_van@VN"), programme, on=TODAY)
    assert not queries.reads_all_systems(an_actor("cong_an@VN"), programme, on=TODAY)


def test_contents_stand_beside_what_they_continue():
    older = a_programme(
        "Chương trình 38", years=(2016, 2021), contents=["Tập huấn cho cán bộ", "Trao đổi thông tin", "Thi đua"]
    )
    newer = a_programme(
        predecessor=older, contents=["Chuyển đổi số", "Tập huấn, bồi dưỡng cho cán bộ", "Trao đổi thông tin"]
    )
    rows = queries.comparison(older, newer)
    assert [
        (row.state, row.suggested, row.older and row.older.number, row.newer and row.newer.number) for row in rows
    ] == [
        ("new", False, None, 1),
        ("changed", True, 1, 2),
        ("kept", True, 2, 3),
        ("dropped", False, 3, None),
    ]
    heir = an_actor("dan_van@VN")
    first, last = newer.contents.get(number=1), older.contents.get(number=3)
    actions.continue_content(first, older=last, by=heir, at=AT)
    assert queries.comparison(older, newer)[0].suggested is False
    stray = a_programme("Khác").contents.get(number=1)
    assert refusal_of(actions.continue_content, first, older=stray, by=heir, at=AT).code == "other_line"


def test_the_words_of_a_changed_content_are_told_apart():
    (row,) = rules.compare(
        [rules.Text(1, 1, "Kiểm tra việc thực hiện")], [rules.Text(2, 1, "Kiểm tra, giám sát việc thực hiện", 1)]
    )
    assert [(piece.words, piece.kind) for piece in row.before] == [
        ("Kiểm", "kept"),
        ("tra", "old"),
        ("việc thực hiện", "kept"),
    ]
    assert " ".join(piece.words for piece in row.after) == "Kiểm tra, giám sát việc thực hiện"


def test_every_refusal_has_its_sentence():
    facts = {"first": 2026, "last": 2022, "unit": "Tỉnh Hà Tĩnh", "signed_on": SIGNED, "parent": SIGNED, "number": 3}
    facts |= {"name": "Ngô Thị Lan", "begins": SIGNED, "on": SIGNED, "stands": "biểu mẫu báo cáo"}
    for code, sentence in wording.WORDING.items():
        assert "{" not in str(sentence).format(**facts), code


def test_pages_show_the_list_one_programme_its_board_and_a_comparison(signed_in_as):
    older = a_programme("Chương trình 38", years=(2016, 2021))
    programme = a_programme(predecessor=older)
    actions.record_cascade(programme, place=place("tinh:42"), signed_on=date(2022, 9, 15), by=None, at=AT)
    client = signed_in_as(body("cong_an@tinh:42"))
    span = "2022\N{NO-BREAK SPACE}-\N{WORD JOINER}\N{NO-BREAK SPACE}2026"
    assert f"Dân vận {span}" in client.get("/chuong-trinh/").content.decode()
    text = client.get(f"/chuong-trinh/{programme.pk}/").content.decode()
    assert "nay là Ban Tuyên giáo và Dân vận Trung ương" in text
    assert "154" in client.get(f"/chuong-trinh/{programme.pk}/cu-the-hoa/").content.decode()
    assert "Giữ nguyên" in client.get(f"/chuong-trinh/{programme.pk}/so-sanh/{older.pk}/").content.decode()


def test_without_a_script_a_unit_that_signed_is_taken_by_its_name(signed_in_as):
    programme = a_programme()
    client = signed_in_as(body("cong_an@tinh:42"))
    board, said = f"/chuong-trinh/{programme.pk}/cu-the-hoa/", {"place": "", "signed_on": "2022-09-15", "number": ""}

    lost = client.post(f"{board}ghi/", {**said, "q": "Không Có Tỉnh Này"}, follow=True).content.decode()
    client.post(f"{board}ghi/", {**said, "q": "tỉnh Hà Tĩnh"})

    assert "Đơn vị đã ký: không tìm thấy “Không Có Tỉnh Này”" in lost
    assert programme.cascaded.get().place == place("tinh:42")


def test_a_signing_is_recorded_from_the_board(signed_in_as):
    programme = a_programme()
    client = signed_in_as(body("cong_an@tinh:42"))
    asked = {"place": place("tinh:42").pk, "signed_on": "2022-09-15", "number": "02-CTr/BDVTU-CAT"}
    answer = client.post(f"/chuong-trinh/{programme.pk}/cu-the-hoa/ghi/", asked)
    assert answer.status_code == 302
    made = programme.cascaded.get()
    assert (made.document.number, made.signed_on) == ("02-CTr/BDVTU-CAT", date(2022, 9, 15))


def test_a_signing_that_is_refused_is_told_at_its_field_and_what_was_typed_stays(signed_in_as):
    programme, unit = a_programme(), place("tinh:42")
    client = signed_in_as(body("cong_an@tinh:42"))
    typed = {"place": unit.pk, "q": "Tỉnh Hà Tĩnh", "signed_on": "2021-09-15", "number": "02-CTr/BDVTU-CAT"}

    early = client.post(f"/chuong-trinh/{programme.pk}/cu-the-hoa/ghi/", typed)
    lost = client.post(f"/chuong-trinh/{programme.pk}/cu-the-hoa/ghi/", {**typed, "place": "", "q": "Hà Tỉnh Cũ"})

    told = "Ngày ký 15/9/2021 ở trước ngày cấp trên ký (14/4/2022). Mời xem lại ngày ký."
    assert (early.status_code, early.context["form"].errors) == (422, {"signed_on": [told]})
    page = early.content.decode()
    for kept in ('value="2021-09-15"', 'value="02-CTr/BDVTU-CAT"', 'value="Tỉnh Hà Tĩnh"', f'value="{unit.pk}"'):
        assert kept in page
    assert list(lost.context["form"].errors) == ["place"]
    assert 'value="Hà Tỉnh Cũ"' in lost.content.decode()
    assert '<input type="hidden" name="place" value="" data-pick-value>' in lost.content.decode()
    assert programme.cascaded.count() == 0


def test_a_province_registers_a_programme_and_adds_to_it(signed_in_as):
    client = signed_in_as(body("cong_an@tinh:37"))
    asked = {
        "name": "Chương trình phối hợp 2027 - 2031",
        "short_name": "CTr 2027",
        "signed_on": "2026-11-20",
        "first_year": 2027,
        "last_year": 2031,
        "partners": [body("mttq@tinh:37").pk],
        "contents": "1. Tham mưu\n2. Tuyên truyền\n",
    }
    assert client.post("/chuong-trinh/moi/", asked).status_code == 302
    made = Programme.objects.get(short_name="CTr 2027")
    assert [content.text for content in made.contents.all()] == ["Tham mưu", "Tuyên truyền"]
    edit = f"/chuong-trinh/{made.pk}/cap-nhat/"
    assert client.post(edit, {"form": "content", "nd-text": "Tập huấn"}).status_code == 302
    assert client.post(edit, {"form": "basis", "cc-kind": "directive", "cc-number": "09-CT/TW"}).status_code == 302
    assert (
        client.post(edit, {"form": "phase", "gd-name": "Sơ kết", "gd-first": 2027, "gd-last": 2029}).status_code == 302
    )
    assert (made.contents.count(), made.bases.count(), made.phases.count()) == (3, 1, 1)
    wrong = client.post(edit, {"form": "basis", "cc-kind": "directive"})
    assert "ghi số hoặc trích yếu" in wrong.content.decode()


def test_a_list_costs_the_same_for_one_programme_as_for_three(signed_in_as):
    def cost():
        with CaptureQueriesContext(connection) as context:
            queries.listing(queries.visible_to(actor, on=TODAY), today=TODAY)
        return len(context)

    actor = an_actor("cong_an@VN")
    a_programme("Một")
    cost()  # what is kept in memory of the units is read once
    one = cost()
    a_programme("Hai")
    a_programme("Ba")
    assert cost() == one


def test_a_board_costs_the_same_for_one_signing_as_for_three():
    def cost():
        with CaptureQueriesContext(connection) as context:
            queries.coverage(programme, on=TODAY)
        return len(context)

    programme = a_programme()
    actions.record_cascade(programme, place=place("tinh:42"), signed_on=date(2022, 9, 15), by=None, at=AT)
    queries.coverage(programme, on=TODAY)
    one = cost()
    for key in ("tinh:38", "tinh:40"):
        actions.record_cascade(programme, place=place(key), signed_on=date(2022, 9, 15), by=None, at=AT)
    assert cost() == one
