"""What a paragraph's text means: bound, owned and open numbers."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from phoihop.reviews.rules import notation


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Đã tổ chức 18.937 buổi, thu hút hơn 2,76 triệu lượt người", ["18.937", "hơn 2,76"]),
        ("Tỷ lệ hòa giải thành đạt 94,7%, tăng 46 %", ["94,7%", "46 %"]),
        ("129/129 xã, phường có mô hình", ["129/129"]),
        ("Tổng số 3.412 buổi; trong số 20 mô hình", ["3.412", "20"]),
        ("Trao thưởng cho 02 tập thể, 04 cá nhân", ["02", "04"]),
        ("Ngày 15/9/2022, ngày 5 tháng 6 năm 2026, quý 3", []),
        ("giai đoạn 2022-2026, trong 5 năm, 10 năm 2013 – 2023", []),
        ("Chương trình số 09/CTr-BCA-MTTW và 38-CTr/BDVTW-BCA", []),
        ("Điều 5, khoản 1, mục 3; lần thứ 2; PV05; lúc 8 giờ 30 phút", []),
        ("Trong năm 1.234 buổi; số 85.000 lượt người", ["1.234", "85.000"]),
        ("lần thứ 9.999, in 12.000-15.000 tờ rơi, giảm -9.999", ["9.999", "12.000-15.000", "-9.999"]),
        ("tổ chức ba nghìn buổi, hai trăm lượt người", ["ba nghìn", "hai trăm"]),
        ("lần thứ 5, số 12/KH-UBND, năm 2025 tổ chức, hai bên, năm nội dung, một buổi", []),
        ("từ 5-7 buổi, 3 – 5 xã", ["5-7", "3 – 5"]),
        ("Thông tư số 1.234/TT-BCA, ngày 24-26/7, nhiệm kỳ 2024-2029", []),
        ("gồm 6 nội dung phối hợp giữa 2 bên", []),
    ],
)
def test_counts_are_found_and_dates_orders_and_names_are_left(words, found):
    assert [words[start:end] for start, end in notation.open_numbers(words)] == found


def test_an_edited_text_keeps_its_bound_numbers_by_what_they_print():
    before = "Có [[A]] buổi, [[B]] lượt, {{140}} tin"
    prints = {"A": "12", "B": "12"}

    assert notation.editable(before, prints) == "Có [12] buổi, [12] lượt, {140} tin"
    assert notation.kept("Có [12] buổi, [12] lượt, {140} tin", before=before, prints=prints, ask={}.get) == (before, ())


def test_a_bracket_may_ask_for_a_figure_and_unknown_ones_are_named():
    asked = {"TT01": "tok", "TT01/2025": "tok25"}
    text, unknown = notation.kept(
        "Đạt [TT01] buổi, năm 2025 [TT01/2025], [99] tin", before="", prints={}, ask=asked.get
    )

    assert text == "Đạt [[tok]] buổi, năm 2025 [[tok25]], [99] tin"
    assert unknown == ("99",)


def test_a_number_taken_out_of_its_bracket_is_open_again():
    text, _ = notation.kept("Có 12 buổi", before="Có [[A]] buổi", prints={"A": "12"}, ask={}.get)

    assert [piece.text for piece in notation.pieces(text) if piece.open] == ["12"]


def test_owning_numbers_leaves_none_open():
    owned = notation.owned("Có [[A]] buổi, khoảng 140 lượt, {{3}} tin, 25 xã")

    assert owned == "Có [[A]] buổi, {{khoảng 140}} lượt, {{3}} tin, {{25}} xã"
    assert not any(piece.open for piece in notation.pieces(owned))


words = st.text(alphabet="ab à0123456789.,/%-", max_size=30)
parts = st.one_of(words, st.just("[[T]]"), st.just("{{7}}"), st.just("hơn 1.500 buổi"))


@example("0000- 0")
@given(st.lists(parts, max_size=6).map(" ".join))
def test_pieces_hold_the_whole_text_and_owning_leaves_no_number_open(text):
    again = "".join(
        f"[[{p.token}]]" if p.token else "{{" + p.text + "}}" if p.own else p.text for p in notation.pieces(text)
    )
    owned = notation.owned(text)

    assert again == text
    assert not any(piece.open for piece in notation.pieces(owned))
