"""Numbers of all parties together: the rule, what was counted together, what an edition keeps."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest

from phoihop.core.actor import System
from phoihop.figures import actions, queries
from phoihop.figures.models import EditionTotal, Overlap
from phoihop.figures.queries import diff, render
from phoihop.figures.rules.questions import Question
from phoihop.indicators.actions import add_systems
from phoihop.indicators.models import Adding, Indicator
from phoihop.organisations.models import Body
from tests.figures.conftest import the_police_report
from tests.figures.country import (
    ACCEPTED,
    NOON,
    a_breakdown,
    a_compiler,
    a_value,
    an_indicator,
    from_report,
    month,
    year,
)

TODAY = date(2026, 11, 21)
BOTH = (System.FRONT, System.POLICE)
REASON = "Hướng dẫn 05/HD-BCA, hai bên cùng ghi"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def freeze(name, place):
    return actions.freeze(name=name, place=place.pk, period=year(2026), map_date=TODAY, by=None, at=NOON)


def late(story, value):
    actions.put([a_value("TT01", story.communes[1], month(2026, 1), value)], standing=ACCEPTED, source=from_report(2),
                by=None, at=NOON, reason="Nộp bổ sung")  # fmt: skip


def rule(how, code="TT01", at=NOON):
    add_systems(code, how, reason=REASON, by=None, at=at)


def together(place, value, period=None, label="Biên bản đối chiếu", at=NOON):
    actions.record_overlap(indicator="TT01", place=place.pk, period=period or year(2026), value=value, systems=BOTH,
                           source=from_report(label), by=None, at=at)  # fmt: skip


def ask(unit="tinh:37", **more):
    return urlencode({"chi-tieu": "TT01", "don-vi": unit, "ky": year(2026).code} | more)


def all_parties(edition=None):
    held = EditionTotal.objects.filter(edition=edition, system=0).order_by("unit")
    return list(held.values_list("unit", "value"))


def shared(story, **more):
    """TT01 is added as a union, the police of the first commune reported 7 in March."""
    Indicator.objects.filter(code="TT01").update(over_systems="union")
    the_police_report(story)
    ask = {"chi-tieu": "TT01", "don-vi": "tinh:37", "ky": year(2026).code}
    return "/so-lieu/phan-trung/?" + urlencode(ask | more)


def test_what_two_parties_counted_together_is_recorded_once_and_taken_off_their_sum(story, reader):
    address, client = shared(story), reader("NB")
    fields = {"systems": ["mttq", "cong_an"], "value": "3", "label": "Biên bản đối chiếu ngày 10/12/2026"}
    assert client.get(address).context["parties"][-1] == ("Các bên", "61")

    assert client.post(address, fields).status_code == 302

    page = client.get(address)
    assert page.context["parties"] == [("Công an", "7"), ("Mặt trận Tổ quốc", "54"), ("Các bên", "58")]
    assert [(row["unit"], row["parties"], row["value"], row["label"]) for row in page.context["rows"]] == [
        ("Tinh tinh:37", "Công an, Mặt trận Tổ quốc", "3", fields["label"])
    ]
    assert client.get(address.replace("phan-trung/", "")).context["said"] == "58 buổi"
    client.post(address, fields | {"value": "0"})
    assert client.get(address).context["parties"][-1] == ("Các bên", "61")


@pytest.mark.parametrize(
    ("given", "word"),
    [({"value": "8"}, "(7)"), ({"systems": ["mttq"]}, "hai hệ thống"), ({"value": "x"}, "mời ghi lại"),
     ({"value": "1.5"}, "mời ghi lại"), ({"value": "0.3"}, "mời ghi lại"), ({"value": "1,5"}, "không có phần lẻ"),
     ({"label": ""}, "")],
)  # fmt: skip
def test_an_overlap_that_cannot_be_is_refused_beside_the_field(story, reader, given, word):
    fields = {"systems": ["mttq", "cong_an"], "value": "3", "label": "Biên bản"} | given
    answer = reader("NB").post(shared(story), fields)

    assert (answer.status_code, Overlap.objects.count()) == (422, 0)
    assert word in " ".join(error for errors in answer.context["form"].errors.values() for error in errors)


def test_indicators_whose_parties_stand_apart_have_no_overlap(story, reader):
    page = reader("NB").get(shared(story).replace("TT01", "MH03"))

    assert (page.context["union"], page.context["form"]) == (False, None)


def test_below_the_unit_a_party_sees_the_overlaps_that_it_has_a_part_in(story, reader):
    address = shared(story)
    shares = [
        (story.communes[0].place_id, (System.POLICE, System.YOUTH)),
        (story.communes[1].place_id, (System.FRONT, System.YOUTH)),
        (story.province.pk, (System.POLICE, System.YOUTH)),
    ]
    for place, systems in shares:
        actions.record_overlap(indicator="TT01", place=place, period=year(2026), value=1, source=from_report(5),
                               systems=systems, by=None, at=NOON)  # fmt: skip

    rows = reader("NB").get(address).context["rows"]

    assert sorted(row["unit"] for row in rows) == ["Tinh tinh:37", "Xa xa:2"]


def test_an_edition_keeps_what_all_parties_made_together(story, reader):
    rule("union")
    the_police_report(story)
    actions.record_overlap(indicator="TT01", place=story.communes[0].place_id, period=month(2026, 3), value=2,
                           systems=[System.FRONT, System.POLICE], source=from_report(5), by=None, at=NOON)  # fmt: skip
    edition = freeze("Lần 1", story.country)
    late(story, 41)
    cited = ask("VN", **{"ban-chot": edition.pk})
    client = reader("TW")

    page = client.get("/so-lieu/?" + cited)
    assert (page.context["said"], page.context["question"].system) == ("59 buổi", None)
    explained = client.get("/so-lieu/giai-thich/?" + cited).context["ex"]
    assert dict(explained["facts"])["Số liệu chốt"].endswith("Số chốt là 59; hiện nay là 90.")
    assert [part["value"] for part in explained["steps"][4]["parts"]] == ["59"]
    question = Question("TT01", "VN", year(2026), TODAY, edition=edition.pk)
    text, [bound] = render(question.token)
    assert (text, bound.changed_to) == ("59 buổi", "90 buổi")
    assert [(one.unit, one.system, one.before, one.after) for one in diff(edition) if not one.system] == [
        (unit.pk, "", 59, 90) for unit in sorted((story.country, story.province), key=lambda unit: unit.pk)
    ]
    assert client.get(f"/so-lieu/ban-chot/{edition.pk}/").context["rows"][0]["system"] == "Các bên"


def test_the_explanation_of_all_parties_names_what_each_has_and_what_they_counted_together(story, reader):
    """The Front's 54 and the police's 7 in the province, 3 of them the same: 58."""
    rule("union")
    the_police_report(story)
    together(story.province, 3)
    together(story.communes[0].place, 2, month(2026, 3), "Sổ của xã")

    ex = reader("NB").get("/so-lieu/giai-thich/?" + ask()).context["ex"]

    assert ex["title"] == "58 buổi"
    steps = [(step["name"], step.get("value", "")) for step in ex["steps"][:4]]
    assert steps == [
        ("Cộng số của 2 bên", "61"), ("Cùng đếm: Công an, Mặt trận Tổ quốc", "−3"),
        ("Phần trùng khác", ""), ("Các bên, đã trừ phần trùng", "58 buổi"),
    ]  # fmt: skip
    assert [(part["name"], part["value"]) for part in ex["steps"][0]["parts"]] == [
        ("Công an", "7"), ("Mặt trận Tổ quốc", "54"),
    ]  # fmt: skip
    assert ex["steps"][1]["doc"]["name"] == "Báo cáo số Biên bản đối chiếu/BC"
    assert ex["steps"][1]["read_note"] == "Hệ thống ghi ngày 21/11/2026"
    assert ex["steps"][3]["note"] == "61 trừ 3 còn 58."
    assert "trừ phần trùng đã ghi" in dict(ex["facts"])["Cách cộng"]


def test_whoever_reads_all_reports_sees_the_overlaps_below_too_with_why_they_are_not_taken_off_again(story):
    rule("union")
    the_police_report(story)
    together(story.province, 3)
    together(story.communes[0].place, 2, month(2026, 3), "Sổ của xã")

    found = queries.explain(Question("TT01", "tinh:37", year(2026), TODAY))

    assert [(told.row.place.key, told.value, told.counts) for told in found.together] == [
        ("tinh:37", 3, True), ("xa:1", 2, False),
    ]  # fmt: skip
    assert (found.taken_off, found.together_below, found.total.value) == (3, 0, 58)
    told = queries.as_data(found)
    assert [(one["value"], one["taken_off"], one["systems"]) for one in told["together"]] == [
        (3, True, ["cong_an", "mttq"]), (2, False, ["cong_an", "mttq"]),
    ]  # fmt: skip
    assert told["parties"] == [{"system": "cong_an", "value": 7}, {"system": "mttq", "value": 54}]


def test_a_commune_of_all_parties_is_explained_by_its_parties(story, reader):
    rule("sum")
    the_police_report(story)

    steps = reader("NB").get("/so-lieu/giai-thich/?" + ask("xa:1", **{"he-thong": "mttq"})).context["ex"]["steps"]
    whole = queries.explain(Question("TT01", "xa:1", year(2026), TODAY))

    assert "Cộng số của 2 bên" not in [step["name"] for step in steps]
    assert [(one.system, one.value) for one in whole.parties] == [(System.POLICE, 7), (System.FRONT, 29)]
    assert (whole.total.value, whole.together) == (36, ())


def test_all_parties_are_not_compared_with_a_year_in_which_another_party_counted(story, reader):
    """In 2025 the Front alone reported (60), in 2026 the police of one commune too."""
    rule("sum")
    client = reader("TW")
    assert client.get("/so-lieu/?" + ask()).context["trend"] == "bằng 90 % cả năm 2025".replace(
        " %", "\N{NO-BREAK SPACE}%"
    )

    the_police_report(story)

    page = client.get("/so-lieu/?" + ask())
    assert page.context["trend"] == "chưa so được với năm 2025 vì các bên có số ở hai kỳ không giống nhau"
    assert "– (khác các bên)" not in page.content.decode()
    country = client.get("/so-lieu/?" + ask("VN", ky=year(2026).code))
    assert "– (khác các bên)" in country.content.decode()


def test_a_part_of_all_parties_says_that_overlaps_are_not_told_by_parts(story, reader):
    rule("union")
    the_police_report(story)
    part = a_breakdown(Indicator.objects.get(code="TT01"), "thon", "nơi")
    for body in (story.communes[0], Body.objects.get(key="cong_an@xa:1")):
        actions.put([a_value("TT01", body, month(2026, 4), 4, breakdown=part.code)], standing=ACCEPTED,
                    source=from_report(f"thon-{body.pk}"), by=None, at=NOON)  # fmt: skip
    together(story.province, 3)

    ex = reader("NB").get("/so-lieu/giai-thich/?" + ask(**{"phan-to": "thon"})).context["ex"]

    assert (ex["title"], dict(ex["facts"])["Phần trùng"]) == (
        "8 buổi", "Ghi cho cả chỉ tiêu, không chia theo phân tổ: số của phân tổ là số cộng."
    )  # fmt: skip


def test_an_overlap_larger_than_what_is_left_says_that_less_is_taken_off(story, reader):
    rule("union")
    the_police_report(story)
    together(story.province, 6)
    the_police_report(story, 4)

    steps = reader("NB").get("/so-lieu/giai-thich/?" + ask()).context["ex"]["steps"]

    note = next(step["note"] for step in steps if step["name"] == "Các bên, đã trừ phần trùng")
    assert note.startswith("58 trừ 4 còn 54. Đã ghi trùng 6, chỉ trừ 4")


@pytest.mark.parametrize(("later", "now"), [("sum", 61), ("apart", None)])
def test_an_edition_keeps_the_rule_that_it_was_frozen_under_and_the_difference_says_who_changed_it(
    story, reader, later, now
):
    """The edition's total, its rule in the panel and its parties stay; what stands now follows the new rule."""
    rule("union")
    the_police_report(story)
    together(story.province, 3)
    edition = freeze("Lần 1", story.province)
    held, cited = all_parties(edition), ask(**{"ban-chot": edition.pk})
    client = reader("NB")

    rule(later, at=NOON + timedelta(hours=1))

    assert all_parties(edition) == held
    assert queries.verify().differences == ()
    page = client.get("/so-lieu/?" + cited)
    assert (page.context["said"], page.context["system_label"]) == ("58 buổi", "Các bên")
    ex = client.get("/so-lieu/giai-thich/?" + cited).context["ex"]
    assert ex["title"] == "58 buổi"
    assert "trừ phần trùng đã ghi" in dict(ex["facts"])["Cách cộng"]
    assert ("Cùng đếm: Công an, Mặt trận Tổ quốc", "−3") in [(step["name"], step.get("value")) for step in ex["steps"]]
    found = {(one.unit, one.system): (one.before, one.after) for one in diff(edition)}
    assert found[story.province.pk, ""] == (58, now)
    rows = client.get(f"/so-lieu/ban-chot/{edition.pk}/").context["rows"]
    why = next(row["why"] for row in rows if (row["unit"], row["system"]) == ("Tinh tinh:37", "Các bên"))
    assert "Hệ thống đổi cách cộng thành" in why[0]
    assert REASON in why[0]
    again = freeze("Lần 2", story.province)
    assert {(one.unit, one.system): (one.before, one.after) for one in diff(edition, again)} == found
    assert "Hệ thống đổi cách cộng thành" in " ".join(
        client.get(f"/so-lieu/ban-chot/{edition.pk}/?voi={again.pk}").context["rows"][0]["why"]
    )


def test_a_rule_said_after_an_edition_that_held_parties_apart_gives_it_no_total_of_all(story, reader):
    the_police_report(story)
    edition = freeze("Lần 1", story.province)

    rule("sum")

    assert all_parties(edition) == []
    page = reader("NB").get("/so-lieu/?" + ask(**{"ban-chot": edition.pk}))
    assert (page.context["system_label"], page.context["said"]) == ("Mặt trận Tổ quốc", "54 buổi")
    found = {(one.unit, one.system): (one.before, one.after) for one in diff(edition)}
    assert found[story.province.pk, ""] == (None, 61)


def test_an_overlap_told_otherwise_after_an_edition_leaves_the_edition_its_own(story, reader):
    rule("union")
    the_police_report(story)
    together(story.province, 3)
    edition = freeze("Lần 1", story.province)
    together(story.province, 5, label="Biên bản sửa", at=NOON + timedelta(hours=1))
    client = reader("NB")

    ex = client.get("/so-lieu/giai-thich/?" + ask(**{"ban-chot": edition.pk})).context["ex"]
    today = client.get("/so-lieu/giai-thich/?" + ask()).context["ex"]

    assert [(step["value"], step["doc"]["name"]) for step in (ex["steps"][1], today["steps"][1])] == [
        ("−3", "Báo cáo số Biên bản đối chiếu/BC"), ("−5", "Báo cáo số Biên bản sửa/BC"),
    ]  # fmt: skip
    assert (ex["title"], today["title"]) == ("58 buổi", "56 buổi")
    assert Overlap.objects.count() == 2
    rows = client.get(f"/so-lieu/ban-chot/{edition.pk}/").context["rows"]
    assert [row["why"] for row in rows] == [
        ["21/11/2026, Hệ thống ghi phần trùng 5 của Công an, Mặt trận Tổ quốc: Báo cáo số Biên bản sửa/BC"]
    ]


def test_an_edition_of_before_goes_by_the_day_that_it_was_made(story):
    rule("union")
    the_police_report(story)
    together(story.province, 3)
    edition = freeze("Lần 1", story.province)
    type(edition).objects.filter(pk=edition.pk).update(overlap=None, adding=None)
    together(story.province, 5, at=NOON + timedelta(hours=1))

    found = queries.explain(Question("TT01", "tinh:37", year(2026), TODAY, edition=edition.pk))

    assert ([told.value for told in found.together], found.indicator.over_systems) == ([], "apart")
    edition.refresh_from_db()
    assert [(one.before, one.after) for one in diff(edition) if not one.system] == [(58, 56)]


def test_of_a_stock_the_latest_overlap_counts_and_none_is_taken_off_twice(story):
    """8 models of the Front and 5 of the police run in each of two months; 4, then 3 of them are the same."""
    an_indicator("MH09", time="last")
    rule("union", "MH09")
    the_police_report(story, 5, codes=("MH09",))
    actions.put([a_value("MH09", story.communes[0], month(2026, 3), 8)], standing=ACCEPTED, source=from_report(70),
                by=None, at=NOON)  # fmt: skip
    for number, value in ((2, 4), (3, 3)):
        actions.record_overlap(indicator="MH09", place=story.communes[0].place_id, period=month(2026, number),
                               value=value, systems=BOTH, source=from_report(71), by=None, at=NOON)  # fmt: skip

    made = queries.totals(unit=story.province.pk, period=year(2026).range, on=TODAY, indicators=["MH09"])

    assert next(one.value for one in made if one.system is None) == 10
    actions.record_overlap(indicator="MH09", place=story.province.pk, period=month(2026, 1), value=2, systems=BOTH,
                           source=from_report(72), by=None, at=NOON)  # fmt: skip
    made = queries.totals(unit=story.province.pk, period=year(2026).range, on=TODAY, indicators=["MH09"])
    assert next(one.value for one in made if one.system is None) == 11


def test_the_keeper_sets_the_rule_on_screen_and_the_page_says_what_each_would_give(story, reader):
    the_police_report(story)
    together(story.province, 3)
    client, address = reader("TW"), "/so-lieu/cach-cong/?" + ask()
    page = client.get(address)
    assert page.context["would"] == [
        ("Để riêng từng hệ thống", "không có số chung", True), ("Cộng các hệ thống", "61", False),
        ("Cộng, trừ phần trùng đã ghi", "58 (đã trừ 3)", False),
    ]  # fmt: skip

    answer = client.post(address, {"how": "union", "seen": "apart", "reason": REASON})

    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    page = client.get(address)
    assert [name for name, _, on in page.context["would"] if on] == ["Cộng, trừ phần trùng đã ghi"]
    assert [(row["who"], row["reason"]) for row in page.context["history"]] == [
        ("Phạm Mẫu", REASON), ("Hệ thống", "theo danh mục đã nạp"),
    ]  # fmt: skip
    assert client.get("/so-lieu/?" + ask()).context["said"] == "58 buổi"
    assert "Phần trùng" in client.get("/so-lieu/?" + ask()).content.decode()


@pytest.mark.parametrize(
    ("given", "word"),
    [({"reason": ""}, "Lý do, căn cứ"), ({"seen": "sum"}, "vừa được người khác đổi"),
     ({"how": "apart"}, "đang cộng theo cách này"), ({"how": "khac"}, "chọn một trong các mục")],
)  # fmt: skip
def test_a_rule_that_cannot_be_set_is_refused_beside_the_field(story, reader, given, word):
    answer = reader("TW").post(
        "/so-lieu/cach-cong/?" + ask(), {"how": "union", "seen": "apart", "reason": REASON} | given
    )

    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert Indicator.objects.get(code="TT01").over_systems == "apart"


def test_who_does_not_keep_the_catalogue_sees_the_rule_and_no_form_and_a_post_is_refused(story, reader):
    the_police_report(story)
    client, address = reader("NB"), "/so-lieu/cach-cong/?" + ask()
    page = client.get(address)
    assert (page.context["form"], len(page.context["would"])) == (None, 3)
    assert "do người tổng hợp của cơ quan trung ương đặt" in page.content.decode()

    answer = client.post(address, {"how": "union", "seen": "apart", "reason": REASON})

    assert answer.status_code in (409, 422)
    assert (Indicator.objects.get(code="TT01").over_systems, Adding.objects.count()) == ("apart", 0)


def test_below_the_province_what_other_parties_have_is_not_reckoned(story, reader):
    the_police_report(story)

    page = reader("NB").get("/so-lieu/cach-cong/?" + ask("xa:1"))

    assert (page.context["would"], page.context["parties"]) == ([], [])


def test_a_rate_shows_its_rule_and_why_parties_are_not_added(story, reader):
    top, bottom = an_indicator("HG04"), an_indicator("HG03")
    an_indicator("HG05", units="none", time="none", numerator=top, denominator=bottom)

    page = reader("TW").get("/so-lieu/cach-cong/?chi-tieu=HG05")

    assert (page.context["form"], page.context["adds"]) == (None, False)
    assert "thì cũng không cộng các bên" in page.content.decode()


def test_the_catalogue_lists_every_indicator_with_its_rule(story, reader):
    rule("union")

    page = reader("NB").get("/so-lieu/danh-muc/")

    [(group, rows)] = page.context["groups"]
    assert (group, [(one["row"].code, str(one["systems"])) for one in rows]) == (
        "Thử", [("TT01", "Cộng, trừ phần trùng đã ghi"), ("MH03", "Để riêng từng hệ thống")],
    )  # fmt: skip


def test_a_compiler_of_a_party_records_what_was_counted_together_by_the_rule_of_the_centre(story):
    rule("union")
    the_police_report(story)

    actions.record_overlap(indicator="TT01", place=story.province.pk, period=year(2026), value=7, systems=BOTH,
                           source=from_report(8), by=a_compiler(story.bodies["NB"]), at=NOON)  # fmt: skip

    assert Overlap.objects.get().source.entered_by == "Lê Thị Mẫu"
