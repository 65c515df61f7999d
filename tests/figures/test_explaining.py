"""What the panel says of a number: how many units are behind it, who is missing, what an edition held."""

from dataclasses import replace
from datetime import date

import pytest

from phoihop.core.actor import Level, System
from phoihop.core.periods import Calendar, Kind, Period
from phoihop.documents.models import Source as Paper
from phoihop.figures import actions, queries
from phoihop.figures.forms.panel import panel
from phoihop.figures.models import Figure
from phoihop.figures.rules.questions import Question
from phoihop.figures.rules.values import Comparator, Coverage, Provenance, SourceKind, Value
from phoihop.organisations.models import Body, BodySuccession, BodyVersion
from phoihop.places import actions as places
from tests.figures.country import (
    ACCEPTED,
    NOON,
    REFORM,
    SUBMITTED,
    a_body,
    a_compiler,
    a_place,
    a_value,
    becomes,
    from_report,
    month,
    year,
)

TODAY = date(2026, 11, 21)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def question(unit="tinh:37", **more):
    return replace(Question("TT01", unit, year(2026), TODAY, System.FRONT), **more)


def test_the_panel_says_how_many_of_how_many_units_and_leads_to_the_missing(story):
    a_place("xa:77", Level.COMMUNE, story.province)

    shown = panel(queries.explain(question()), sample=False)

    assert dict(shown["facts"])["Độ phủ"] == "3 trên 4 đơn vị có số liệu, 1 đơn vị chưa có."
    assert shown["steps"][1]["name"] == "3 trên 4 đơn vị có số liệu"
    assert [name for name, _ in shown["silent"]] == ["Xa xa:77"]
    assert "don-vi=xa%3A77" in shown["silent"][0][1]


def test_an_edition_is_explained_by_the_rows_of_its_change_number_down_to_the_cell(story):
    edition = actions.freeze(
        name="Bản 1", place=story.country.pk, period=year(2026), map_date=TODAY, by=None, at=NOON
    )  # fmt: skip
    actions.put([a_value("TT01", story.communes[1], month(2026, 1), 40)], standing=ACCEPTED, source=from_report(2),
                by=None, at=NOON, reason="Nộp bổ sung")  # fmt: skip
    cited = question("VN", edition=edition.pk)

    country = queries.explain(cited)
    assert (country.total.value, country.now.value) == (54, 84)
    assert [(line.name, line.total.value) for line in country.parts] == [("Tinh tinh:37", 54)]

    province = queries.explain(country.parts[0].question)
    assert [line.total.value for line in province.parts] == [29, 15, 10]
    assert province.below == (3, 3)

    commune = queries.explain(province.parts[2].question)
    assert [(one.value, one.change <= edition.change) for one in commune.said] == [(10, True)]
    words = dict(panel(commune, sample=False)["facts"])["Số liệu chốt"]
    assert words.endswith("Số chốt là 10; hiện nay là 40.")


def test_a_month_that_the_edition_does_not_hold_is_read_from_its_rows(story):
    edition = actions.freeze(
        name="Bản 1", place=story.province.pk, period=year(2026), map_date=TODAY, by=None, at=NOON
    )  # fmt: skip
    actions.put([a_value("TT01", story.communes[0], month(2026, 1), 9)], standing=ACCEPTED, source=from_report(1),
                by=None, at=NOON, reason="Đếm lại")  # fmt: skip

    found = queries.explain(question(period=month(2026, 1), edition=edition.pk))

    assert (found.total.value, found.now.value) == (30, 34)
    assert [line.total.value for line in found.parts] == [15, 10, 5]


def test_the_panel_keeps_the_word_of_the_paper(story):
    body = story.communes[0]
    said = "đã tổ chức trên 1.500 buổi tuyên truyền"
    paper = Paper.objects.create(kind="paste", title="Báo cáo", text=said, added_by="Thử", added_at=NOON,
                                 sha256="1" * 64, body=body)  # fmt: skip
    actions.put(
        [Value("TT01", body.pk, year(2024), 1500, comparator=Comparator.GT, span=(0, len(said)))],
        standing=ACCEPTED,
        source=Provenance(
            origin=f"documents.source:{paper.pk}", label="Báo cáo", kind=SourceKind.PAPER, paper=paper.pk
        ),
        by=None,
        at=NOON,
    )

    shown = panel(queries.explain(question(body.place.key, period=year(2024))), sample=False)

    assert shown["steps"][0]["value"] == "trên 1.500"


def test_the_panel_sets_the_number_against_the_inhabitants_or_says_that_they_are_unknown(story):
    shown = panel(queries.explain(question()), sample=False)
    assert dict(shown["facts"])["Trên 1 vạn dân"] == "Chưa có dân số của đơn vị này, nên không tính được."

    places.state_population({"tinh:37": 40_000}, on=date(2025, 12, 31), source="Niên giám 2025", by=None, at=NOON)

    shown = panel(queries.explain(question()), sample=False)
    assert dict(shown["facts"])["Trên 1 vạn dân"] == (
        "13,5 (dân số 40.000 người, tính đến 31/12/2025, nguồn: Niên giám 2025)."
    )


def test_a_body_that_another_took_over_from_says_who_that_is_today(story):
    old = a_body(story.communes[0].place, System.MASS, "/ban-dan-van")
    heir = a_body(story.communes[0].place, System.MASS)
    for body, name, first, last in (
        (old, "Ban Dân vận", date(2015, 1, 1), REFORM),
        (heir, "Ban Tuyên giáo và Dân vận", REFORM, None),
    ):
        BodyVersion.objects.create(
            body=body, name=name, short_name=name, folded=name, valid_from=first, valid_to=last
        )  # fmt: skip
        Body.objects.filter(pk=body.pk).update(valid_from=first, valid_to=last)
    BodySuccession.objects.create(predecessor=old, heir=heir, on=REFORM, legal_act="QĐ thử")
    actions.put([a_value("TT01", old, year(2024), 6)], standing=ACCEPTED, source=from_report(800), by=None, at=NOON)

    asked = question("xa:1", period=year(2024), system=System.MASS)
    step = panel(queries.explain(asked), sample=False)["steps"][0]

    assert (step["name"], step["value"]) == ("Ban Dân vận", "6")
    assert "nay là Ban Tuyên giáo và Dân vận" in step["note"]


def stated(body, value):
    actions.put([a_value("TT01", body, year(2026), value, coverage=Coverage.AREA)], standing=ACCEPTED,
                source=from_report(90), by=None, at=NOON)  # fmt: skip


def test_a_statement_of_a_unit_with_nothing_below_says_so(story):
    a_place("xa:88", Level.COMMUNE, story.other)
    stated(story.bodies["HT"], 70)

    shown = panel(queries.explain(question("tinh:42")), sample=False)

    assert shown["steps"][0]["note"] == (
        "Lấy theo báo cáo của đơn vị cho cả địa bàn, vì các đơn vị bên dưới chưa có số."
    )
    facts = dict(shown["facts"])
    assert facts["Độ phủ"] == "Chưa có số liệu của đơn vị nào trong 1 đơn vị bên dưới."
    assert "Đơn vị tự báo cáo" not in facts


def test_above_it_the_panel_counts_the_units_whose_statement_stands_in(story):
    a_place("xa:88", Level.COMMUNE, story.other)
    stated(story.bodies["HT"], 70)

    steps = panel(queries.explain(question("VN")), sample=False)["steps"]

    assert steps[0]["note"] == (
        "Ở 1 trong 2 đơn vị bên dưới, nơi nào cấp dưới chưa có số thì dùng số đơn vị đó báo cáo cho cả địa bàn."
    )


def test_a_commune_that_states_for_its_area_has_nobody_below_to_wait_for(story):
    commune = a_body(a_place("xa:88", Level.COMMUNE, story.other))
    BodyVersion.objects.create(body=commune, name="MTTQ xã", short_name="MTTQ xã", folded="mttq xa")
    stated(commune, 7)

    shown = panel(queries.explain(question("xa:88")), sample=False)

    assert [step["name"] for step in shown["steps"]] == ["MTTQ xã"]
    assert "Độ phủ" not in dict(shown["facts"])


def test_all_successions_are_told_three_of_them_at_once(story):
    heir = a_place("xa:88", Level.COMMUNE, story.province, valid_from=REFORM)
    for number in range(1, 6):
        old = a_place(f"xa63:{number}", Level.COMMUNE, story.province, valid_to=REFORM)
        becomes(old, heir)
        body = a_body(old)
        BodyVersion.objects.create(body=body, name=f"MTTQ {number}", short_name=f"MTTQ {number}", folded="mttq")
        actions.put([a_value("TT01", body, year(2024), number)], standing=ACCEPTED, source=from_report(100 + number),
                    by=None, at=NOON)  # fmt: skip

    shown = panel(queries.explain(question("xa:88", period=year(2024))), sample=False)

    words = dict(shown["facts"])["Địa giới"]
    assert (words.count("→"), words.endswith("Và 2 lần sắp xếp khác, xem ở dưới.")) == (3, True)
    assert [told.partition(" → ")[0] for told in shown["joined"]] == ["Xa xa63:4", "Xa xa63:5"]
    assert shown["maps"].startswith("/so-lieu/hai-dia-gioi/?")


def test_the_whole_path_below_a_province_is_told_at_once_not_of_the_country(story):
    deep = queries.explain(question(), deep=True)

    assert sorted(one.value for one in deep.said) == [5, 10, 15, 24]
    assert sum(line.total.value for line in deep.parts) == sum(one.value for one in deep.said)
    assert queries.explain(question()).said == ()
    assert queries.explain(question("VN"), deep=True).said == ()
    assert queries.explain(question(), deep=True, evidence=False).said == ()


def test_how_an_indicator_adds_up_is_said_in_plain_words(story):
    shown = panel(queries.explain(question("tinh:37")), sample=False)

    assert dict(shown["facts"])["Cách cộng"] == (
        "Cộng các đơn vị; cộng số của các kỳ, đã có số của cả kỳ dài (như cả năm) thì dùng số đó; "
        "mỗi hệ thống một số, không cộng chung."
    )


def test_a_statement_put_over_the_sum_explains_itself_and_the_sum_stands_beside_it(story):
    story.stated(70)
    stated = Figure.objects.latest("pk").pk
    by = a_compiler(story.bodies["NB"])
    actions.choose_claim(stated, over_sum=True, reason="Nhiều xã chưa báo cáo", by=by, at=NOON)

    found = queries.explain(question())
    shown = panel(found, sample=False)

    assert (found.total.value, [(one.value, one.forced) for one in found.said]) == (70, [(70, True)])
    own = next(step for step in shown["steps"] if "doc" in step)
    assert (own["value"], f"{by.name} chọn thay số cộng, vì: Nhiều xã chưa báo cáo" in own["note"]) == ("70", True)
    below = next(step for step in shown["steps"] if "parts" in step)
    assert (below["value"], "để bên cạnh số đã chọn" in below["note"]) == ("54", True)


def test_a_supplement_that_was_accepted_says_what_stood_before_and_why(story):
    commune, source = story.communes[1], from_report(90)
    for value, reason in ((19, ""), (21, "Đếm lại")):
        actions.put([a_value("TT01", commune, year(2023), value)], standing=SUBMITTED, source=source, by=None,
                    at=NOON, reason=reason)  # fmt: skip
        actions.accept(source.origin, by=None, at=NOON)

    shown = panel(queries.explain(question(commune.place.key, period=year(2023))), sample=False)

    assert "trước đây ghi 19, sửa vì: Đếm lại" in shown["steps"][-1]["note"]


def test_what_a_unit_states_for_its_whole_area_is_not_called_its_own_work(story):
    half = Period(Calendar.ADMINISTRATIVE, Kind.HALF, 2024, 1)
    actions.put([a_value("TT01", story.bodies["NB"], half, 100, coverage=Coverage.AREA)], standing=ACCEPTED,
                source=from_report(80), by=None, at=NOON)  # fmt: skip
    second = replace(half, number=2)
    actions.put([a_value("TT01", story.communes[0], second, 10)], standing=ACCEPTED, source=from_report(81), by=None,
                at=NOON)  # fmt: skip

    found = queries.explain(question(period=year(2024)))
    shown = panel(found, sample=False)

    assert found.total.value == 110
    below = next(step for step in shown["steps"] if "parts" in step)
    assert {part["name"]: part["value"] for part in below["parts"]} == {
        "Cơ quan cấp này, gồm số báo cáo cho cả địa bàn": "100",
        "Xa xa:1": "10",
    }
    assert [one.value for one in found.said] == [100]


@pytest.fixture
def divided(story):
    """A commune of before that was divided: 40 % of it by one act, 60 % by the same; it had said 100 and 7."""
    old = a_place("xa:cu", Level.COMMUNE, story.province, valid_to=REFORM)
    heirs = [a_place(f"xa:moi{n}", Level.COMMUNE, story.province, valid_from=REFORM) for n in (1, 2)]
    becomes(old, *heirs, shares=(400_000, 600_000))
    body = a_body(old)
    BodyVersion.objects.create(body=body, name="MTTQ xã cũ", short_name="MTTQ", folded="mttq xa cu")
    for number, (of, value) in enumerate(((2023, 100), (2024, 7))):
        actions.put([a_value("TT01", body, year(of), value)], standing=ACCEPTED, source=from_report(50 + number),
                    by=None, at=NOON)  # fmt: skip
    return story


@pytest.mark.parametrize("frozen", [False, True])
def test_rows_of_a_divided_unit_add_up_to_the_number_and_name_the_share_with_its_act(divided, frozen):
    span = Period(Calendar.ADMINISTRATIVE, Kind.SPAN, 2022, 2026)
    edition = actions.freeze(name="Chốt", place=divided.province.pk, period=span, map_date=TODAY, by=None, at=NOON)
    found = queries.explain(question("xa:moi1", period=span, edition=edition.pk if frozen else None))
    steps = [step for step in panel(found, sample=False)["steps"] if "doc" in step]
    content = queries.manifest(found).content

    assert found.total.value == 43
    assert [step["value"] for step in steps] == ["3", "40"]
    assert "đã ghi 100, tính 40\N{NO-BREAK SPACE}% theo NQ thử" in steps[1]["note"]
    assert [(row["value"], row["stated"], row["share_millionths"], row["share_acts"]) for row in content["rows"]] == [
        (3, 7, 400_000, ["NQ thử"]), (40, 100, 400_000, ["NQ thử"]),
    ]  # fmt: skip
    assert {row["share_millionths"] for row in content["successions"]} == {400_000, 600_000}


def test_rows_below_a_province_that_has_all_the_heirs_count_whole(divided):
    found = queries.explain(question("tinh:37", period=year(2023)), deep=True)

    assert [(one.value, one.stated, one.portion) for one in found.said] == [(100, 100, None)]


def test_what_is_left_of_a_divided_stock_is_told_as_such(divided):
    body = Body.objects.get(place__key="xa:cu")
    heir = a_body(divided.province.__class__.objects.get(key="xa:moi2"))
    BodyVersion.objects.create(body=heir, name="MTTQ xã mới", short_name="MTTQ", folded="mttq xa moi")
    for body_of, of, value in ((body, 2024, 10), (heir, 2026, 9)):
        actions.put([a_value("MH03", body_of, year(of), value)], standing=ACCEPTED, source=from_report(60),
                    by=None, at=NOON)  # fmt: skip
    span = Period(Calendar.ADMINISTRATIVE, Kind.SPAN, 2022, 2026)

    found = queries.explain(question("xa:moi1", indicator="MH03", period=span))
    steps = [step for step in panel(found, sample=False)["steps"] if "doc" in step]

    assert found.total.value == 4 == sum(one.value for one in found.said)
    assert "đã ghi 10, chỉ tính phần của các đơn vị kế thừa chưa có số mới hơn" in steps[0]["note"]
