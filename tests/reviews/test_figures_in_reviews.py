"""Figures in a review: drafted bound, printed as bound, flagged where they changed."""

import io
from datetime import date
from uuid import uuid4

import pytest
from docx import Document as Word

from phoihop.core.actor import Level
from phoihop.core.periods import Calendar
from phoihop.core.periods import Kind as PeriodKind
from phoihop.core.refusal import Refused
from phoihop.figures.models import Period
from phoihop.indicators.models import Choice, Indicator
from phoihop.reading import read
from phoihop.reading.values import Figure
from phoihop.reports.models import FormVersion, Receipt, Report, Row
from phoihop.reviews import actions, letters, queries
from phoihop.reviews.models import Paragraph, Review, Section
from phoihop.reviews.rules.states import Kind
from tests.reviews.conftest import NOON, a_body, a_place, acting, say, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(officer):
    return officer("NB")


@pytest.fixture
def review(counted, programme, user):
    return actions.start(programme, kind=Kind.FINAL, first_year=2022, last_year=2026, by=acting(user), at=NOON)


def told(review, title):
    standing = next(s for s in queries.sections(review) if s.section.title == title)
    shown = queries.prints(review, [token for one in standing.paragraphs for token in one.tokens])
    return ["".join(shown[p.token].text if p.token else p.text for p in one.pieces) for one in standing.paragraphs]


def test_each_content_is_told_with_bound_numbers_only(review):
    assert told(review, "Tuyên truyền, vận động nhân dân") == [
        "Trong giai đoạn 2022-2026 (năm 2026 chưa đủ số liệu), toàn tỉnh tổ chức 2.300 buổi tuyên truyền, vận động tập "
        "trung. Trong các năm 2022 - 2025, năm 2025 đạt cao nhất (200 buổi), năm 2022 thấp nhất (110 buổi).",
    ]
    assert told(review, "Xây dựng mô hình tự quản") == [
        "Đến cuối giai đoạn 2022-2026 (năm 2026 chưa đủ số liệu), toàn tỉnh có 7 câu lạc bộ tham gia bảo đảm an ninh, "
        "trật tự. Trong các năm 2022 - 2025, cuối năm 2025 đạt cao nhất (6 mô hình), cuối năm 2022 thấp nhất "
        "(3 mô hình)."
    ]
    assert queries.open_count(queries.sections(review)) == 0


@pytest.mark.parametrize(
    ("before", "compared"),
    [
        ({"GV": (100,) * 5, "GH": (20,) * 5}, "+283,3"),
        ({"GV": (1,) * 5}, ""),
        ({"GV": (100,) * 5, "GH": (None,) * 5}, ""),
        ({"GV": (None, None, None, None, 500), "GH": (None, None, None, None, 100)}, ""),  # one year beside five
        ({"GV": (125,) * 4, "GH": (25,) * 4}, ""),
    ],
)
def test_the_span_before_is_compared_only_where_the_same_units_reported_the_same_years(
    counted, programme, user, bodies, before, compared
):
    for where, series in before.items():
        say(where, bodies, {"TT01": series}, number=2, first=2017)
    review = actions.start(programme, kind=Kind.FINAL, first_year=2022, last_year=2026, by=acting(user), at=NOON)
    sentence = told(review, "Tuyên truyền, vận động nhân dân")[0]
    document = Word(io.BytesIO(letters.export(review, as_="docx")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]

    assert ("tăng so với giai đoạn 2017-2021 (600 buổi)" in sentence) == bool(compared)
    assert ("So kỳ trước (%)" in cells) == bool(compared)
    assert [cell for cell in cells if cell.startswith("+")] == [compared][: bool(compared)]


def test_a_part_is_told_within_its_whole_with_its_share(review, bodies, programme, user):
    content = programme.contents.get(number=1)
    for at, (code, name) in enumerate((("HG03", "Vụ, việc tiếp nhận hòa giải"), ("HG04", "Vụ, việc hòa giải thành"))):
        added = Indicator.objects.create(
            code=code, name=name, unit="vụ", group="Thử", nature="count", over_units="sum", over_time="sum",
            levels="X,T", frequencies="N", order=10 + at,
        )  # fmt: skip
        Choice.objects.create(programme=programme, indicator=added, content=content, order=10 + at)
    ends = {"numerator": Indicator.objects.get(code="HG04"), "denominator": Indicator.objects.get(code="HG03")}
    Indicator.objects.create(
        code="HG05", name="Tỷ lệ hòa giải thành", unit="%", group="Thử", nature="percent", over_units="none",
        over_time="none", scale=2, levels="X,T", frequencies="N", order=12, **ends,
    )  # fmt: skip
    say("GH", bodies, {"HG03": (10, 20, 30, 40, 100), "HG04": (5, 15, 20, 30, 80)}, number=2)
    actions.take_changes(review, by=acting(user), at=NOON)
    review.refresh_from_db()
    section = Section.objects.get(review=review, content=content)
    said = "Bên cạnh đó, tiếp nhận hòa giải 200 vụ, việc, trong đó hòa giải thành 150 vụ, việc (75%)."
    actions.draft_section(section, by=acting(user), at=NOON)
    assert told(review, section.title)[-1] == said

    say("GH", bodies, {"HG03": (10, 20, 30, 40, 200)}, number=2)
    actions.draft_section(section, by=acting(user), at=NOON)
    assert told(review, section.title)[-1] == said
    assert queries.open_count(queries.sections(review)) == 0


def test_the_table_by_year_goes_out_with_every_number(review):
    word = Word(io.BytesIO(letters.export(review, as_="docx", site="https://phoihop.example")))
    rows = [[cell.text for cell in row.cells] for row in word.tables[-1].rows]

    assert rows[0][-1] == "Cộng / cuối kỳ\n2022-2026"
    assert rows[1][3:8] == ["2022", "2023", "2024", "2025", "Năm 2026 (đến 21/11)"]
    assert rows[2:] == [
        ["1", "Buổi tuyên truyền tập trung", "buổi", "110", "140", "170", "200", "1.680", "2.300"],
        ["2", "Mô hình đang hoạt động (số cuối kỳ)", "mô hình", "3", "4", "5", "6", "7", "7"],
    ]


def test_a_number_stays_as_it_was_bound_until_the_new_one_is_taken(review, bodies, user):
    say("GH", bodies, {"TT01": (10, 20, 30, 40, 500)}, number=1)
    first = told(review, "Tuyên truyền, vận động nhân dân")[0]
    page = signed_in(user).get(f"/tong-ket/{review.pk}/").content.decode()

    assert "2.300" in first
    assert "<b>1.300</b>" in page

    frozen = Review.objects.get(pk=review.pk)
    assert (frozen.edition_number, frozen.edition.totals.filter(value=2300).count()) == (1, 1)

    assert actions.take_changes(review, by=acting(user), at=NOON) == 2
    taken = Review.objects.get(pk=review.pk)
    assert (taken.edition_number, taken.edition.totals.filter(value=1300).count()) == (2, 1)
    assert "1.300" in told(review, "Tuyên truyền, vận động nhân dân")[0]
    assert actions.take_changes(review, by=acting(user), at=NOON) == 0


def test_a_bracket_binds_a_figure_of_the_programme(review, user):
    section = Section.objects.get(review=review, title="Ưu điểm")
    actions.add_paragraph(section, typed="Đạt [TT01] buổi, năm 2025 là [TT01/2025].", by=acting(user), at=NOON)

    assert told(review, "Ưu điểm") == ["Đạt 2.300 buổi, năm 2025 là 200."]


def test_an_edited_paragraph_keeps_its_bound_numbers(review, user):
    paragraph = Paragraph.objects.filter(section__title="Tuyên truyền, vận động nhân dân").order_by("order")[0]
    text = queries.typed_text(paragraph)
    actions.save_paragraph(paragraph, typed=text.replace(" tổ chức ", " đã tổ chức "), seen=1, by=acting(user), at=NOON)

    assert "[2.300]" in text
    assert told(review, "Tuyên truyền, vận động nhân dân")[0].startswith(
        "Trong giai đoạn 2022-2026 (năm 2026 chưa đủ số liệu), toàn tỉnh đã tổ chức 2.300 buổi tuyên truyền, vận động "
    )


def test_every_number_of_a_review_is_of_its_edition_until_the_newer_ones_are_taken(review, bodies, user):
    section, annex = (Section.objects.get(review=review, **one) for one in ({"title": "Ưu điểm"}, {"fill": "by_year"}))
    contents = "Tuyên truyền, vận động nhân dân"
    say("GH", bodies, {"TT01": (10, 20, 30, 45, 500)})

    actions.add_paragraph(section, typed="Có [TT01] buổi, năm 2025 [TT01/2025].", by=acting(user), at=NOON)
    drafted = Section.objects.get(review=review, title=contents)
    actions.draft_section(drafted, by=acting(user), at=NOON)
    assert actions.draft_section(annex, by=acting(user), at=NOON) == 2
    assert told(review, "Ưu điểm") == ["Có 2.300 buổi, năm 2025 200."]
    assert told(review, contents)[0] == told(review, contents)[1]
    assert told(review, "Biểu số liệu theo từng năm")[0] == "110 140 170 200 1.680 2.300 "
    page = queries.page(review, acting(user), section=str(section.pk))
    assert [shown for row, shown in page["offered"] if row.code == "TT01"] == ["2.300"]
    assert (page["bound"], len(page["changes"])) == (12, 3)
    shown = signed_in(user).get(f"/tong-ket/{review.pk}/?muc={section.pk}").content.decode()
    assert ">2.300<small>nay 1.305</small>" in shown

    assert actions.take_changes(review, by=acting(user), at=NOON) == 4
    review.refresh_from_db()
    actions.add_paragraph(section, typed="Đạt [TT01] buổi.", by=acting(user), at=NOON)
    assert review.edition_number == 2
    assert told(review, "Ưu điểm") == ["Có 1.305 buổi, năm 2025 205.", "Đạt 1.305 buổi."]
    assert told(review, "Biểu số liệu theo từng năm")[0] == "110 140 170 205 680 1.305 "
    assert queries.page(review, acting(user), section="")["changes"] == []


def test_what_is_first_counted_after_the_edition_comes_in_with_the_newer_numbers(review, bodies, programme, user):
    section = Section.objects.get(review=review, title="Ưu điểm")
    indicator = Indicator.objects.create(
        code="TT02", name="Lượt người dự tuyên truyền", unit="lượt người", group="Thử", nature="count",
        over_units="sum", over_time="sum", levels="X,T", frequencies="N", order=9,
    )  # fmt: skip
    Choice.objects.create(programme=programme, indicator=indicator, order=9)
    say("GH", bodies, {"TT02": (1, 2, 3, 4, 5)}, number=2)
    with pytest.raises(Refused) as refused:
        actions.add_paragraph(section, typed="Có [TT02] lượt", by=acting(user), at=NOON)
    page = signed_in(user).get(f"/tong-ket/{review.pk}/?muc={section.pk}").content.decode()
    assert refused.value.refusal.code == "unknown_numbers"
    assert "1 chỉ tiêu có số mới hơn bản chốt của báo cáo" in page

    assert actions.take_changes(review, by=acting(user), at=NOON) == 0
    review.refresh_from_db()
    actions.add_paragraph(section, typed="Có [TT02] lượt", by=acting(user), at=NOON)
    assert told(review, "Ưu điểm") == ["Có 15 lượt"]
    assert told(review, "Biểu số liệu theo từng năm")[-1] == "1 2 3 4 5 15 "
    assert queries.newer(review) == ()


def test_a_wrong_code_leaves_the_typed_paragraph_in_its_box(review, user):
    section = Section.objects.get(review=review, title="Ưu điểm")
    answer = signed_in(user).post(f"/tong-ket/muc/{section.pk}/them/", {"text": "Đạt [XX99] buổi", "version": 0})

    assert answer.status_code == 409
    assert "Không tìm thấy số trong ngoặc vuông: XX99" in answer.content.decode()
    assert ">Đạt [XX99] buổi</textarea>" in answer.content.decode()
    assert not section.paragraphs.exists()


def test_a_map_token_of_another_kind_is_refused_by_name(review, user):
    section = Section.objects.get(review=review, title="Ưu điểm")
    with pytest.raises(Refused) as refused:
        actions.add_paragraph(section, typed="Có [TT01/2030] buổi", by=acting(user), at=NOON)

    assert dict(refused.value.refusal.facts) == {"numbers": ("TT01/2030",)}


def test_what_is_written_is_read_back_to_the_same_figures(review):
    reading = read(letters.export(review, as_="docx"))
    found = {(fact.value, *fact.period) for fact in reading.facts if isinstance(fact, Figure) and fact.period}

    assert {(110 + 30 * at, str(2022 + at), str(2022 + at)) for at in range(4)} <= found
    assert {(1680, "2026", "2026"), (2300, "2022", "2026"), (7, "2026", "2026")} <= found


def all_words(review):
    return [line.text for line in Word(io.BytesIO(letters.export(review, as_="docx"))).paragraphs]


def test_a_running_year_says_once_at_the_head_of_the_results_how_many_units_stand_in_it(
    programme, bodies, counted, user
):
    third = a_body(a_place("xa:14245", Level.COMMUNE, "Gia Trấn", bodies["NB"].place), "Công an xã Gia Trấn")
    say("GT", {"GT": third}, {"MH02": (None, None, None, 3, None)})
    review = actions.start(programme, kind=Kind.FINAL, first_year=2022, last_year=2026, by=acting(user), at=NOON)
    section = Section.objects.get(review=review, title="Ưu điểm")
    actions.add_paragraph(section, typed="Đã tổ chức [TT01] buổi.", by=acting(user), at=NOON)
    note = "Số liệu năm 2026 tính đến ngày 21/11/2026, mới có số liệu của 2 trên 3 đơn vị."

    words = all_words(review)
    assert review.coverage == {"units": 3, "reported": 2, "carried": {"MH02": 1}}
    assert words.count(note) == 2  # at the head of the results, under the table
    assert words[words.index(note) - 1] == "II. KẾT QUẢ THỰC HIỆN CÁC NỘI DUNG PHỐI HỢP"
    assert words[words.index(note) + 1].endswith("Tuyên truyền, vận động nhân dân")
    assert "Đơn vị chưa có số năm 2026, lấy số năm gần nhất: Mô hình đang hoạt động: 1 đơn vị." in words
    assert "Cột rỗng: năm chưa đủ số liệu." in words
    client = signed_in(user)
    first = Section.objects.get(review=review, title="Tuyên truyền, vận động nhân dân")
    pages = [client.get(f"/tong-ket/{review.pk}/?muc={one.pk}").content.decode() for one in (first, section)]
    assert [page.count(note) for page in pages] == [1, 0]


def test_a_running_year_is_counted_to_the_day_that_its_accepted_reports_name(programme, bodies, counted, user):
    form = FormVersion.objects.create(programme=programme, code="01-BC", name="Biểu", valid_from=date(2026, 1, 1))
    Row.objects.create(form=form, indicator=Indicator.objects.get(code="TT01"), order=1, number="1")
    period = Period.objects.get(calendar=Calendar.ADMINISTRATIVE, kind=PeriodKind.YEAR, year=2026)
    for where, day, accepted in (("GV", 15, NOON), ("GH", 12, NOON), ("NB", 20, None)):
        report = Report.objects.create(form=form, body=bodies[where], period=period)
        Receipt.objects.create(
            report=report, number=where, key=uuid4(), content="", at=NOON, by_name="Mẫu", head="", values={},
            counted_until=date(2026, 11, day), accepted_at=accepted,
        )  # fmt: skip

    review = actions.start(programme, kind=Kind.FINAL, first_year=2022, last_year=2026, by=acting(user), at=NOON)

    assert (review.coverage["since"], review.coverage["until"]) == ("2026-11-12", "2026-11-15")
    range_ = "Số liệu năm 2026 tính đến ngày báo cáo của từng đơn vị, từ 12/11/2026 đến 15/11/2026, đã có số liệu của 2"
    assert f"{range_} trên 2 đơn vị." in all_words(review)
    assert queries.running_head(review, 2026) == "Năm 2026 (đến 12/11 - 15/11)"
    Receipt.objects.filter(report__body=bodies["GH"]).delete()
    review.coverage = queries.coverage(review)
    assert "Số liệu năm 2026 tính đến ngày 15/11/2026, đã có số liệu" in queries.running_note(review)
    assert queries.running_head(review, 2026) == "Năm 2026 (đến 15/11)"


def test_a_section_that_counts_finished_years_only_bears_no_caveat(review, user):
    section = Section.objects.get(review=review, title="Ưu điểm")
    actions.add_paragraph(section, typed="Năm 2025 có [TT01/2025] buổi.", by=acting(user), at=NOON)

    assert "tính đến ngày" not in signed_in(user).get(f"/tong-ket/{review.pk}/?muc={section.pk}").content.decode()


def test_no_paragraph_keeps_who_a_resident_is_officials_are_named(review, user):
    section = Section.objects.get(review=review, title="Ưu điểm")
    refused = []
    for said in ("Ông Nguyễn Văn Bình ở thôn 3 nghiện ma túy.", "Nguyễn Văn Bình, CCCD 037060001234, vi phạm."):
        with pytest.raises(Refused) as told:
            actions.add_paragraph(section, typed=said, by=acting(user), at=NOON)
        refused.append(told.value.refusal.code)
    actions.add_paragraph(section, typed="Đồng chí Lê Văn Cường, Trưởng Công an xã, chủ trì.", by=acting(user), at=NOON)

    assert refused == ["private_name_in_words", "person_in_words"]
    assert [p.text for p in section.paragraphs.all() if "Lê Văn" in p.text or "Nguyễn Văn" in p.text] == [
        "Đồng chí Lê Văn Cường, Trưởng Công an xã, chủ trì."
    ]


def test_a_year_in_which_fewer_reported_is_no_lowest_year_and_a_unit_of_one_year_no_weakest(
    counted, programme, user, bodies
):
    say("GV", bodies, {"TT01": (1,)}, number=3, first=2021)
    review = actions.start(programme, kind=Kind.FINAL, first_year=2021, last_year=2025, by=acting(user), at=NOON)

    assert "thấp nhất" not in told(review, "Tuyên truyền, vận động nhân dân")[0]


def test_a_frozen_number_is_explained_as_it_was_frozen_and_a_newer_one_as_it_is(review, bodies, user):
    section = Section.objects.get(review=review, title="Tuyên truyền, vận động nhân dân")
    standing = next(one for one in queries.sections(review) if one.section.pk == section.pk)
    frozen = standing.paragraphs[0].tokens[0]
    say("GH", bodies, {"TT01": (10, 20, 30, 40, 500)})
    newer = queries.prints(review, [frozen])[frozen].token
    shown = queries.prints(review, [frozen, newer])

    titles = [signed_in(user).get(shown[token].url).context["ex"]["title"] for token in (frozen, newer)]
    assert titles == [f"{shown[token].text} buổi" for token in (frozen, newer)]
    assert titles[0] != titles[1]
