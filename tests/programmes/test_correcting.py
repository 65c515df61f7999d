"""A programme registered wrongly: what it may stand under and after, setting it right, taking it back."""

from datetime import date

import pytest

from phoihop.audit import queries as audit
from phoihop.audit.models import Entry
from phoihop.config.verifying import LASTING, TAKEN_BACK
from phoihop.documents.models import Document
from phoihop.programmes import actions, queries, rules, wording
from phoihop.programmes.models import Party, Programme
from tests.programmes.test_programmes import AT, TODAY, a_document, a_programme, an_actor, body, place, refusal_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bodies")]


def a_provinces(title="Hà Tĩnh 2022 - 2026", **changes):
    given = {
        "place": place("tinh:42"),
        "parties": [body("cong_an@tinh:42"), body("mttq@tinh:42")],
        "signed_on": date(2022, 9, 15),
    }
    return a_programme(title, **{**given, **changes})


def as_it_stands(programme, **changes):
    """What a correction names of a programme when it changes only the given."""
    given = {
        "name": programme.name,
        "short_name": programme.short_name,
        "signed_on": programme.signed_on,
        "years": (programme.first_year, programme.last_year),
        "cascades_from": programme.cascades_from,
        "predecessor": programme.predecessor,
        "contents": {},
        "reason": "Ghi nhầm khi đăng ký",
        "by": an_actor("cong_an@tinh:42"),
        "at": AT,
    }
    return {**given, **changes}


def test_a_central_programme_never_puts_a_provinces_into_effect():
    document, provinces = a_document("Trung ương"), a_provinces()

    refusal = refusal_of(a_programme, "Trung ương", document=document, cascades_from=provinces)

    assert (refusal.code, refusal.facts["name"]) == ("parent_not_above", "Hà Tĩnh 2022 - 2026")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"signed_on": date(2022, 4, 13)}, "signed_before"),
        ({"years": (2027, 2031)}, "parent_years"),
        ({"place": "tinh:38"}, None),
    ],
)
def test_the_programme_above_is_signed_before_and_runs_in_the_same_years(change, code):
    above, document = a_programme(), a_document("Cấp dưới")
    if "place" in change:
        there = [body("cong_an@tinh:38")]
        assert a_provinces(document=document, place=place("tinh:38"), parties=there, cascades_from=above).pk
        return
    assert refusal_of(a_provinces, document=document, cascades_from=above, **change).code == code


def test_another_provinces_programme_is_neither_above_nor_before():
    other = a_provinces("Thanh Hóa", place=place("tinh:38"), parties=[body("cong_an@tinh:38")], years=(2017, 2021))
    document = a_document("Hà Tĩnh")
    assert refusal_of(a_provinces, document=document, cascades_from=other).code == "parent_not_above"
    assert refusal_of(a_provinces, document=document, predecessor=other).code == "other_line"


def test_what_a_programme_continues_began_before_it():
    newer = a_provinces("Sau", years=(2027, 2031), signed_on=date(2026, 11, 20))
    document = a_document("Trước")
    assert refusal_of(a_provinces, document=document, predecessor=newer).code == "predecessor_later"


def test_an_offices_programme_may_stand_under_that_of_its_main_body():
    main = rules.Signed("Bộ", rules.Level.COUNTRY, True, None, 2022, 2026)
    office = rules.Signed("Cục", rules.Level.COUNTRY, False, None, 2022, 2026)
    assert rules.refusal_to_put_under(below=office, above=main, in_area=True) is None
    assert rules.refusal_to_put_under(below=main, above=main, in_area=True).code == "parent_not_above"


def test_a_correction_keeps_in_the_log_what_stood_before_and_why():
    above = a_programme()
    programme = a_provinces(contents=["Tham mưu", "Ghi nhầm"])

    actions.correct(
        programme,
        **as_it_stands(
            programme,
            name="Chương trình phối hợp tỉnh Hà Tĩnh",
            signed_on=date(2022, 9, 16),
            cascades_from=above,
            contents={1: "Tham mưu cấp ủy", 2: ""},
        ),
    )

    programme.refresh_from_db()
    assert (programme.name, programme.signed_on) == ("Chương trình phối hợp tỉnh Hà Tĩnh", date(2022, 9, 16))
    assert programme.cascades_from == above
    assert [(one.number, one.text) for one in programme.contents.all()] == [(1, "Tham mưu cấp ủy")]
    document = Document.objects.get(pk=programme.document_id)
    assert (document.title, document.issued_on) == ("Chương trình phối hợp tỉnh Hà Tĩnh", "2022-09-16")
    line = Entry.objects.get(action="programme.corrected")
    assert line.facts["before"] == {"name": "Hà Tĩnh 2022 - 2026", "signed_on": "2022-09-15", "cascades_from_id": None}
    assert line.facts["contents"] == {"1": "Tham mưu", "2": "Ghi nhầm"}
    assert (line.facts["reason"], line.facts["anew"]) == ("Ghi nhầm khi đăng ký", [])


def test_wider_years_are_confirmed_anew_narrower_ones_are_not():
    programme = a_provinces()
    confirmed = Party.objects.filter(programme=programme, confirmed_at__isnull=False)
    actions.correct(programme, **as_it_stands(programme, years=(2023, 2026)))
    assert confirmed.count() == 2
    programme.refresh_from_db()

    actions.correct(programme, **as_it_stands(programme, years=(2022, 2027)))

    assert [party.body.key for party in confirmed] == ["cong_an@tinh:42"]
    widened = Entry.objects.filter(action="programme.corrected").order_by("number").last()
    assert widened.facts["anew"] == [body("mttq@tinh:42").pk]


def test_a_party_added_later_has_the_others_confirm_anew():
    programme, police = a_provinces(), an_actor("cong_an@tinh:42")
    actions.add_party(programme, body=body("dan_van@tinh:42"), reason="Bỏ sót khi đăng ký", by=police, at=AT)
    assert [(party.body.key, party.confirmed_at is not None) for party in programme.parties.order_by("order")] == [
        ("cong_an@tinh:42", True),
        ("mttq@tinh:42", False),
        ("dan_van@tinh:42", False),
    ]


def test_a_correction_needs_a_reason_a_change_and_leaves_what_stands_on_it_sound():
    above, programme = a_programme(), a_provinces()
    below = a_provinces("Dưới", cascades_from=above)
    assert refusal_of(actions.correct, programme, **as_it_stands(programme, reason=" ")).code == "no_reason"
    assert refusal_of(actions.correct, programme, **as_it_stands(programme)).code == "nothing_changed"
    reversed_ = as_it_stands(programme, years=(2027, 2022))
    assert refusal_of(actions.correct, programme, **reversed_).facts == {"first": "2027", "last": "2022"}
    later = as_it_stands(above, signed_on=date(2023, 1, 1), by=None)
    refusal = refusal_of(actions.correct, above, **later)
    assert (refusal.code, refusal.facts["name"]) == ("breaks_another", below.name)
    older = a_provinces("Trước", years=(2017, 2021), signed_on=date(2017, 3, 1))
    actions.correct(programme, **as_it_stands(programme, predecessor=older))
    refusal = refusal_of(actions.correct, older, **as_it_stands(older, years=(2022, 2023)))
    assert refusal.code == "breaks_another"
    stranger = as_it_stands(programme, by=an_actor("cong_an@tinh:38"), name="Khác")
    assert refusal_of(actions.correct, programme, **stranger).code == "not_a_party"


def test_a_content_that_something_rests_on_is_not_taken_away():
    older = a_provinces("Trước", years=(2017, 2021), signed_on=date(2017, 3, 1), contents=["Tham mưu"])
    newer = a_provinces(predecessor=older, contents=["Tham mưu"])
    police = an_actor("cong_an@tinh:42")
    actions.continue_content(newer.contents.get(), older=older.contents.get(), by=police, at=AT)
    assert refusal_of(actions.correct, older, **as_it_stands(older, contents={1: ""})).code == "content_in_use"

    actions.correct(newer, **as_it_stands(newer, predecessor=None))

    assert newer.contents.get().continues is None


def test_a_programme_is_withdrawn_only_while_nothing_stands_on_it():
    above, police = a_programme(), an_actor("cong_an@tinh:42")
    programme = a_provinces(cascades_from=above)
    stands = refusal_of(actions.withdraw, above, reason="Đăng ký nhầm", by=None, at=AT)
    assert (stands.code, stands.facts["stands"]) == ("something_stands", ("chương trình cụ thể hóa của cấp dưới",))
    assert refusal_of(actions.withdraw, programme, reason="", by=police, at=AT).code == "no_reason"
    key, document = programme.pk, programme.document_id

    actions.withdraw(programme, reason="Đăng ký hai lần", by=police, at=AT)

    assert not Programme.objects.filter(pk=key).exists()
    line = Entry.objects.get(action="programme.withdrawn")
    assert (line.subject, line.facts["reason"]) == (f"programmes.programme:{key}", "Đăng ký hai lần")
    gone = {wrong for _name, wrong in audit.kept(LASTING, taken_back=TAKEN_BACK) if wrong}
    assert gone == set()
    assert a_provinces(document=Document.objects.get(pk=document)).pk != key


def test_a_programme_that_goes_without_a_line_is_still_named():
    programme = a_provinces()
    name = f"programmes.programme:{programme.pk}"
    programme.delete()
    gone = {wrong for _name, wrong in audit.kept(LASTING, taken_back=TAKEN_BACK) if wrong}
    assert gone == {f"{name}: its line is in the log, the record is gone"}


def test_everything_that_may_stand_on_a_programme_has_words():
    own = {"parties", "bases", "contents", "phases"}
    names = {one.get_accessor_name() for one in Programme._meta.related_objects} - own
    assert names == set(wording.STANDS)


def test_the_page_says_the_lag_as_the_board_counts_it(signed_in_as):
    above = a_programme()
    merged = actions.record_cascade(above, place=place("tinh:37"), signed_on=date(2025, 7, 18), by=None, at=AT)
    board = {one.unit.key: one.lag for one in queries.coverage(above, on=TODAY).units}

    page = signed_in_as(body("cong_an@tinh:37")).get(f"/chuong-trinh/{merged.pk}/").content.decode()

    assert board["tinh:37"] == 17
    assert "ký sau 17 ngày kể từ ngày đơn vị được thành lập, 01/7/2025" in page


def test_a_usual_lag_is_told_from_five_units_on():
    above = a_programme()
    for number, key in enumerate(("tinh:42", "tinh:38", "tinh:40", "tinh:01", "tinh:12"), start=1):
        if number == 5:
            assert queries.coverage(above, on=TODAY).median_lag is None
        actions.record_cascade(above, place=place(key), signed_on=date(2022, 4, 14 + number), by=None, at=AT)
    assert queries.coverage(above, on=TODAY).median_lag == 3


def test_a_province_sets_right_and_withdraws_what_it_registered_on_pages(signed_in_as):
    above = a_programme()
    police = body("cong_an@tinh:42")
    programme = a_provinces(contents=["Tham mưu"])
    client, page = signed_in_as(police), f"/chuong-trinh/{programme.pk}/sua/"
    assert 'name="content_1"' in client.get(page).content.decode()
    said = {
        "name": programme.name,
        "short_name": "Hà Tĩnh",
        "signed_on": "2021-09-15",
        "first_year": 2022,
        "last_year": 2026,
        "cascades_from": above.pk,
        "content_1": "Tham mưu cấp ủy",
        "reason": "Ghi nhầm ngày ký",
    }

    early = client.post(page, said)
    right = client.post(page, {**said, "signed_on": "2022-09-16"})
    added = client.post(
        f"/chuong-trinh/{programme.pk}/cap-nhat/",
        {"form": "party", "bk-body": body("dan_van@tinh:42/ban-dan-van").pk, "bk-reason": "Bỏ sót"},
    )
    gone = client.post(f"/chuong-trinh/{programme.pk}/thu-hoi/", {"th-reason": "Đăng ký hai lần"})

    assert (early.status_code, list(early.context["form"].errors)) == (422, ["signed_on"])
    assert 'value="Ghi nhầm ngày ký"' in early.content.decode()
    assert (right.status_code, added.status_code, gone.status_code) == (302, 302, 302)
    assert list(Programme.objects.all()) == [above]


def test_who_is_no_party_reads_why_the_page_is_not_for_it(signed_in_as):
    programme = a_programme()
    page = signed_in_as(body("cong_an@tinh:42")).get(f"/chuong-trinh/{programme.pk}/sua/").content.decode()
    assert "Chương trình này do các bên ký kết cập nhật." in page
    assert 'name="short_name"' not in page


def test_reversed_years_are_told_without_a_thousands_point(signed_in_as):
    client = signed_in_as(body("cong_an@tinh:42"))
    said = {
        "name": "Chương trình",
        "short_name": "CTr",
        "signed_on": "2026-11-20",
        "first_year": 2031,
        "last_year": 2027,
        "partners": [body("mttq@tinh:42").pk],
        "contents": "Tham mưu",
    }
    answer = client.post("/chuong-trinh/moi/", said)
    told = "Năm cuối (2027) ở trước năm đầu (2031). Mời sửa lại giai đoạn."
    assert (answer.status_code, answer.context["form"].errors) == (422, {"last_year": [told]})


def test_a_form_of_a_province_offers_only_programmes_above_and_before(signed_in_as):
    above = a_programme()
    a_provinces("Thanh Hóa", place=place("tinh:38"), parties=[body("cong_an@tinh:38")])
    form = signed_in_as(body("cong_an@tinh:42")).get("/chuong-trinh/moi/").context["form"]
    assert list(form.fields["cascades_from"].queryset) == [above]
    assert list(form.fields["predecessor"].queryset) == []


def test_what_was_corrected_added_and_withdrawn_stands_as_the_log_says():
    programme, other = a_provinces(contents=["Tham mưu", "Ghi nhầm"]), a_provinces("Khác")
    police = an_actor("cong_an@tinh:42")
    actions.correct(programme, **as_it_stands(programme, years=(2022, 2027), contents={2: ""}))
    actions.add_party(programme, body=body("dan_van@tinh:42"), reason="Bỏ sót", by=police, at=AT)
    actions.withdraw(other, reason="Đăng ký hai lần", by=police, at=AT)
    wrong = [told for _name, told in audit.otherwise() if told and "programmes." in told]
    assert wrong == []
