"""Outlines, first words and refusals, without a database."""

from dataclasses import replace
from datetime import date

import pytest

from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.refusal import Refusal
from phoihop.indicators.actions import DATA
from phoihop.indicators.queries import phrases
from phoihop.reviews.rules import drafting, letterheads, states
from phoihop.reviews.rules.outlines import Depth, Fill, outline
from phoihop.reviews.rules.states import Kind, State
from phoihop.reviews.wording import WORDING
from phoihop.web.answers import sentence

CONTENTS = ["Tuyên truyền, vận động", "Xây dựng mô hình"]


def an_actor(*roles, body=7):
    return Actor(1, "Trần Thị Mẫu", body, 8, System.POLICE, Level.PROVINCE, frozenset(roles), "37")


COMPILER = an_actor(Role.COMPILER)
DAY = date(2026, 11, 21)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("level", Level)
def test_every_outline_holds_each_content_once_and_ends_with_the_table(kind, level):
    laid = outline(kind, level, CONTENTS)

    assert [at for item, at in laid if item.fill is Fill.CONTENT] == [0, 1]
    assert [item.title for item, at in laid if at is not None] == CONTENTS
    assert (laid[-1][0].depth, laid[-1][0].fill) == (Depth.ANNEX, Fill.BY_YEAR)


def test_a_final_review_of_a_province_has_the_five_parts_of_practice():
    parts = [item.title for item, _ in outline(Kind.FINAL, Level.PROVINCE, CONTENTS) if item.depth is Depth.PART]

    assert parts == [
        "Đặc điểm, tình hình",
        "Kết quả thực hiện",
        "Đánh giá chung",
        "Phương hướng, nhiệm vụ, giải pháp",
        "Kiến nghị, đề xuất",
    ]


def a_row(code="TT01", *, name="Buổi tuyên truyền", years=(10, 30, 20), previous=40, units=(), stock=False):
    total = years[-1] if stock else sum(v for v in years if v is not None)
    return drafting.Row(
        code, name, "buổi", tuple((2022 + i, drafting.Amount(v, f"{code}.{2022 + i}")) for i, v in enumerate(years)),
        drafting.Amount(total, code), drafting.Amount(previous, f"{code}.p"),
        tuple((unit, drafting.Amount(v, f"{code}.{unit}")) for unit, v in units), stock,
    )  # fmt: skip


def test_a_content_is_told_by_total_change_best_year_and_units():
    units = (("xã A", 5), ("xã B", 30), ("xã C", 20), ("xã D", 2), ("xã E", None))
    rows = [a_row(units=units), a_row("MH01", name="Mô hình đang hoạt động", stock=True)]

    assert drafting.contents(rows, first=2022, last=2024, below="xã, phường", whole="toàn tỉnh") == (
        "Trong giai đoạn 2022-2024, toàn tỉnh tổ chức [[TT01]] buổi tuyên truyền, "
        "tăng so với giai đoạn 2019-2021 ([[TT01.p]] buổi). "
        "Trong đó, năm 2023 đạt cao nhất ([[TT01.2023]] buổi), năm 2022 thấp nhất ([[TT01.2022]] buổi). "
        "Trong các xã, phường có báo cáo, cao nhất là xã B ([[TT01.xã B]] buổi), xã C ([[TT01.xã C]] buổi); "
        "thấp nhất là xã D ([[TT01.xã D]] buổi), xã A ([[TT01.xã A]] buổi).",
        "Bên cạnh đó, mô hình đang hoạt động đạt [[MH01]] buổi.",
    )


@pytest.mark.parametrize(
    ("previous", "said"),
    [(40, "tổ chức [[TT01]] buổi tuyên truyền, tăng so với"), (80, "tuyên truyền. "), (60, "tuyên truyền. ")],
)
def test_while_the_last_year_runs_only_what_is_more_already_is_compared(previous, said):
    told = drafting.contents([a_row(previous=previous)], first=2022, last=2024, below="xã", unfinished=2024)

    assert said in told[0]
    assert ("so với" in told[0]) == (previous == 40)
    assert "giảm" not in told[0]


def test_nothing_counted_drafts_nothing_and_one_year_has_no_best_year():
    nothing = drafting.Row("X", "x", "x", (), drafting.Amount(None, "X"), drafting.Amount(None, "Xp"))

    assert drafting.contents([nothing], first=2022, last=2026, below="xã") == ()
    assert drafting.contents([a_row(years=(7,), previous=None)], first=2022, last=2022, below="xã") == (
        "Trong năm 2022, tổ chức [[TT01]] buổi tuyên truyền.",
    )


def test_a_year_that_still_runs_is_not_called_the_lowest():
    rows = [a_row(years=(30, 40, 5), previous=None)]
    told = drafting.contents(rows, first=2022, last=2024, below="xã", unfinished=2024)

    assert told[0].startswith(
        "Trong giai đoạn 2022-2024 (năm 2024 chưa đủ số liệu), tổ chức [[TT01]] buổi tuyên truyền."
    )
    assert told[0].endswith(
        "Trong các năm 2022 - 2023, năm 2023 đạt cao nhất ([[TT01.2023]] buổi), "
        "năm 2022 thấp nhất ([[TT01.2022]] buổi)."
    )


def best_and_weakest(row):
    return drafting.contents([row], first=2022, last=2024, below="xã")[0].partition("buổi tuyên truyền. ")[2]


def test_years_that_tie_are_named_together():
    assert best_and_weakest(a_row(years=(50, 20, 50), previous=None)) == (
        "Trong đó, năm 2022 và 2024 đạt cao nhất ([[TT01.2024]] buổi), năm 2023 thấp nhất ([[TT01.2023]] buổi)."
    )


@pytest.mark.parametrize(
    "row",
    [
        replace(a_row(previous=None), steady=False),
        replace(
            a_row(previous=None),
            years=((2022, drafting.Amount(40, "a", exact=False)), (2023, drafting.Amount(45, "b"))),
        ),
        a_row(years=(20, 20, 20), previous=None),
    ],
)
def test_no_best_year_where_other_units_reported_or_a_number_is_not_exact_or_all_tie(row):
    assert best_and_weakest(row) == ""


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((1, 1, 1, 1, 1), ""),
        ((10, 5, 5, 5, 1), "cao nhất là A ([[TT01.A]] buổi); thấp nhất là E ([[TT01.E]] buổi)."),
        ((10, 5, 5, 5), "cao nhất là A ([[TT01.A]] buổi)."),
        (
            (9, 8, 3, 3),
            "cao nhất là A ([[TT01.A]] buổi), B ([[TT01.B]] buổi); "
            "thấp nhất là D ([[TT01.D]] buổi), C ([[TT01.C]] buổi).",
        ),
    ],
)
def test_units_that_tie_stand_or_fall_together(values, said):
    told = best_and_weakest(a_row(years=(7, 7, 7), previous=None, units=tuple(zip("ABCDE", values, strict=False))))

    assert told == (f"Trong các xã có báo cáo, {said}" if said else "")


def test_units_with_a_number_that_is_not_exact_are_not_ranked():
    units = tuple((name, drafting.Amount(at, name, exact=at != 3)) for at, name in enumerate("ABCDE"))

    assert best_and_weakest(replace(a_row(years=(7, 7, 7), previous=None), units=units)) == ""


def test_a_total_that_the_unit_states_for_its_area_says_so():
    row = replace(a_row(previous=None), total=drafting.Amount(777, "T", stated=True))

    assert (
        "tổ chức [[T]] buổi tuyên truyền (theo báo cáo của đơn vị)."
        in drafting.contents([row], first=2022, last=2024, below="xã")[0]
    )


def test_brackets_may_ask_for_the_total_and_for_each_year():
    assert drafting.numbers([a_row(years=(1, 2))]) == {
        "TT01": "TT01", "TT01/2022": "TT01.2022", "TT01/2023": "TT01.2023",
    }  # fmt: skip


def test_difficulties_name_their_unit_and_the_programme_its_signing():
    assert drafting.difficulties([("Công an xã A", "Thiếu cán bộ. "), ("Công an xã B", " ")]) == (
        "Công an xã A: Thiếu cán bộ.",
    )
    signed = drafting.Signed(
        "Chương trình phối hợp công tác dân vận", "22-CTr/ĐUCA-V28", ("A", "B", "C"), "14/4/2022", 6, ""
    )
    assert drafting.programme(signed) == (
        "Chương trình phối hợp công tác dân vận số 22-CTr/ĐUCA-V28 do A, B và C ký kết ngày 14/4/2022, "
        "gồm 6 nội dung phối hợp.",
    )


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (
            states.refusal_to_start(actor=an_actor(Role.SECRETARY), exists=False, first_year=1, last_year=2),
            "editors_only",
        ),
        (states.refusal_to_start(actor=COMPILER, exists=False, first_year=3, last_year=2), "ends_before_it_begins"),
        (states.refusal_to_start(actor=COMPILER, exists=True, first_year=1, last_year=2), "already_begun"),
        (states.refusal_to_start(actor=COMPILER, exists=False, first_year=1, last_year=2), None),
        (states.refusal_to_edit(actor=COMPILER, body_id=8, state=State.DRAFT), "not_yours"),
        (states.refusal_to_edit(actor=an_actor(), body_id=7, state=State.DRAFT), "editors_only"),
        (states.refusal_to_edit(actor=COMPILER, body_id=7, state=State.READY), "ready_for_signature"),
        (states.refusal_to_edit(actor=COMPILER, body_id=7, state=State.DRAFT), None),
        (states.refusal_to_edit(actor=COMPILER, body_id=7, state=State.ISSUED), "already_issued"),
        (states.refusal_to_reopen(actor=COMPILER, body_id=7, state=State.ISSUED), "already_issued"),
        (states.refusal_to_issue(actor=COMPILER, body_id=8, state=State.READY, dated=DAY, today=DAY), "not_yours"),
        (states.refusal_to_issue(actor=an_actor(), body_id=7, state=State.READY, dated=DAY, today=DAY), "issuers_only"),
        (states.refusal_to_issue(actor=COMPILER, body_id=7, state=State.DRAFT, dated=DAY, today=DAY), "not_ready_yet"),
        (
            states.refusal_to_issue(actor=COMPILER, body_id=7, state=State.ISSUED, dated=DAY, today=DAY),
            "already_issued",
        ),
        (
            states.refusal_to_issue(actor=COMPILER, body_id=7, state=State.READY, dated=date(2026, 11, 22), today=DAY),
            "signed_on_a_day_to_come",
        ),
        (
            states.refusal_to_issue(actor=an_actor(Role.SECRETARY), body_id=7, state=State.READY, dated=DAY, today=DAY),
            None,
        ),
        (states.refusal_to_reopen(actor=COMPILER, body_id=8, state=State.READY), "not_yours"),
        (states.refusal_to_reopen(actor=an_actor(), body_id=7, state=State.READY), "editors_only"),
        (states.refusal_to_reopen(actor=COMPILER, body_id=7, state=State.DRAFT), "still_a_draft"),
        (states.refusal_to_reopen(actor=COMPILER, body_id=7, state=State.READY), None),
    ],
)
def test_who_may_do_what(refusal, code):
    assert (refusal.code if refusal else None) == code


def test_a_copy_for_signature_needs_every_number_bound_and_every_section_written():
    def asked(**facts):
        given = {"actor": COMPILER, "body_id": 7, "state": State.DRAFT, "open_numbers": 0, "unwritten": ()}
        return states.refusal_to_finish(**(given | facts))

    assert asked() is None
    assert asked(open_numbers=3) == Refusal("reviews", "open_numbers", count=3)
    assert asked(unwritten=("Ưu điểm",)) == Refusal("reviews", "unwritten", count=1, titles=("Ưu điểm",))
    assert asked(open_numbers=3, unwritten=("A", "B")) == Refusal("reviews", "open_and_unwritten", count=3, sections=2)
    assert asked(state=State.READY).code == "ready_for_signature"


def test_every_refusal_has_a_sentence_that_says_what_to_do():
    given = {
        "first_year": "2026",
        "last_year": "2022",
        "by": "Lê Thị Mẫu",
        "numbers": ("99",),
        "count": 3,
        "sections": 2,
        "titles": ("A",),
    }
    told = {code: sentence(Refusal("reviews", code, **given)) for code in WORDING}

    assert all("{" not in words and len(words) > 30 for words in told.values())
    assert told["open_numbers"].startswith("Còn 3 số chưa gắn nguồn.")


def test_letterheads_follow_the_system_and_forget_unknown_names():
    front = letterheads.suggested(
        system=System.FRONT, level=Level.PROVINCE, body="Ủy ban MTTQ Việt Nam tỉnh Ninh Bình", place="Ninh Bình",
        superior="Ủy ban Trung ương MTTQ Việt Nam",
    )  # fmt: skip
    police = letterheads.suggested(
        system=System.POLICE, level=Level.COMMUNE, body="Công an xã Gia Viễn", place="Gia Viễn", superior="Công an tỉnh"
    )

    assert (front.issuer, front.superior, front.acting) == (
        "Ban Thường trực", "Ủy ban MTTQ Việt Nam tỉnh Ninh Bình", "TM. Ban Thường trực",
    )  # fmt: skip
    assert (police.issuer, police.superior, police.symbol) == ("Công an xã Gia Viễn", "Công an tỉnh", "CAX")
    assert police.lines("recipients")[0] == "Như trên"
    assert letterheads.Letterhead.of({"place": "Hà Tĩnh", "gone": "x"}) == letterheads.Letterhead(place="Hà Tĩnh")


@pytest.mark.parametrize(
    ("name", "unit", "told"),
    [
        ("Lượt người dự tuyên truyền", "lượt người", "thu hút [[X]] lượt người dự tuyên truyền"),
        ("Diễn đàn (hội nghị) lắng nghe", "cuộc", "tổ chức [[X]] cuộc diễn đàn (hội nghị) lắng nghe"),
        ("Câu lạc bộ (CLB) tham gia", "CLB", "có [[X]] câu lạc bộ (CLB) tham gia"),
        ("Nguồn tin nhân dân cung cấp", "tin", "có [[X]] nguồn tin nhân dân cung cấp"),
        ("Lớp tập huấn", "lớp", "mở [[X]] lớp tập huấn"),
        ("Tỷ lệ hòa giải thành", "%", "tỷ lệ hòa giải thành đạt [[X]]%"),
    ],
)
def test_what_was_counted_is_told_as_something_done(name, unit, told):
    lead = drafting.Row("TT", "Buổi họp", "buổi", (), drafting.Amount(1, "L"), drafting.Amount(None, "p"))
    row = drafting.Row("X", name, unit, (), drafting.Amount(5, "X"), drafting.Amount(None, "p"))

    assert drafting.contents([lead, row], first=2022, last=2026, below="xã")[1] == f"Bên cạnh đó, {told}."


def test_what_stands_today_and_what_came_of_a_number_are_told_by_their_phrases():
    def a_phrased(code, unit, phrase, **more):
        amounts = drafting.Amount(5, code), drafting.Amount(None, "p")
        return drafting.Row(code, code, unit, (), *amounts, phrase=phrase, **more)

    rows = [
        a_phrased("NT01", "tin", "tiếp nhận {} nguồn tin"),
        a_phrased("NT02", "vụ", "làm rõ {} vụ việc", whole="NT01"),
        a_phrased("MH03", "mô hình", "duy trì {} mô hình hoạt động hiệu quả", stock=True),
        a_phrased("MH02", "CLB", "có {} câu lạc bộ", stock=True),
    ]
    assert drafting.contents(rows, first=2022, last=2026, below="xã", whole="toàn tỉnh") == (
        "Trong giai đoạn 2022-2026, toàn tỉnh tiếp nhận [[NT01]] nguồn tin, qua đó làm rõ [[NT02]] vụ việc.",
        "Bên cạnh đó, đến nay duy trì [[MH03]] mô hình hoạt động hiệu quả; có [[MH02]] câu lạc bộ.",
    )


def test_every_phrase_is_of_an_indicator_of_the_catalogue_and_holds_one_number():
    known = {line.partition(",")[0] for line in (DATA / "catalogue.csv").read_text(encoding="utf-8").splitlines()}

    assert set(phrases()) <= known
    assert {phrase.count("{}") for phrase in phrases().values()} == {1}
