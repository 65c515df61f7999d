import unicodedata

import pytest

from phoihop.reading import Loaded, Piece, Where, read
from phoihop.reading.finders import dates, numbers
from phoihop.reading.normalise import clean, fold
from phoihop.reading.segment import context


def sentences(text: str) -> list[str]:
    page = context(text)
    return [page.text[sentence.start : sentence.end] for sentence in page.sentences]


def test_offsets_lead_back_over_invisible_characters():
    given = "Báo\u200b cáo\ufeff số 5"
    plain = clean(given)

    start = plain.text.index("số")

    assert plain.text == "Báo cáo số 5"
    assert given[slice(*plain.to_given(start, start + 2))] == "số"
    assert given[slice(*plain.to_given(0, 3))] == "Báo"


def test_decomposed_text_is_read_in_composed_form():
    reading = read(unicodedata.normalize("NFD", "Ngày 11/3/2019, hội nghị được tổ chức."))

    assert reading.text == "Ngày 11/3/2019, hội nghị được tổ chức."


def test_folding_keeps_the_length_of_any_text():
    odd = "İstanbul Uỷ ban HOÀ ß ﬃ"

    assert len(fold(odd)) == len(odd)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Họp tại TP. Vinh. Sau đó nghỉ.", ["Họp tại TP. Vinh.", "Sau đó nghỉ."]),
        ("Từ ngày 1/7.Tại hội nghị có 5 người.", ["Từ ngày 1/7.", "Tại hội nghị có 5 người."]),
        ("Chương trình giai đoạn 2022. -2026 đã ký. Xong.", ["Chương trình giai đoạn 2022. -2026 đã ký.", "Xong."]),
        ("Ủy viên T.Ư Đảng dự. Có 1.250 người.", ["Ủy viên T.Ư Đảng dự.", "Có 1.250 người."]),
        ("Ông nói: “Tốt lắm.” Mọi người vui.", ["Ông nói: “Tốt lắm.”", "Mọi người vui."]),
        (
            "Ký kết. Ảnh: Hải Nguyễn Tham gia lễ ký có ông A.",
            ["Ký kết.", "Ảnh: Hải Nguyễn", "Tham gia lễ ký có ông A."],
        ),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert sentences(text) == expected


def test_page_furniture_is_blanked_and_offsets_stay():
    text = "Tiêu đề bản tin\n\nSáng 5-3, họp.\n\nBình luận (0)\n\nTrực tuyến: 47"
    page = context(text)

    assert len(page.text) == len(text)
    assert page.text.strip() == "Tiêu đề bản tin\n\nSáng 5-3, họp."


def test_a_line_broken_inside_a_sentence_is_joined():
    first = "Công an tỉnh phối hợp với Ủy ban Mặt trận Tổ quốc tỉnh tổ chức hội nghị sơ kết"

    assert sentences(f"{first}\nnăm năm thực hiện chương trình.") == [f"{first} năm năm thực hiện chương trình."]


def test_running_heads_of_a_file_are_furniture():
    text = "BÁO CÁO NỘI BỘ\nHội nghị diễn ra sáng nay."
    page = context(text, pieces=(Piece(0, 14, "header"), Piece(15, 41, "paragraph")))

    assert [page.text[s.start : s.end] for s in page.sentences] == ["Hội nghị diễn ra sáng nay."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trên 5.100 dự thảo", [(5100, "gt")]),
        ("gần 20 triệu người", [(20_000_000, "approx")]),
        ("52.559 tỷ đồng", [(52_559_000_000_000, "eq")]),
        ("115 nghìn tỷ đồng", [(115_000_000_000_000, "eq")]),
        ("dưới 1%", [(1, "lt")]),
        ("ít nhất 30 mô hình", [(30, "ge")]),
        ("từ 15 người trở lên", [(15, "ge")]),
        ("đạt 13,7%", [(13.7, "eq")]),
        ("từ 15 - 60%", [(15, "approx")]),
        ("152/152 bản", [(152, "eq")]),
        ("02 tập thể", [(2, "eq")]),
        ("613 ngàn lượt", [(613_000, "eq")]),
    ],
)
def test_numbers_are_read_as_printed(text, expected):
    assert [(number.value, number.comparator) for number in numbers.find(context(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngày 11/3/2019, họp", ["2019-03-11"]),
        ("Sáng 1 - 2, họp", ["--02-01"]),
        ("Chiều 9.6, tại Hà Nội", ["--06-09"]),
        ("vào chiều ngày 27/6.", ["--06-27"]),
        ("Sáng nay 26-3, tại hội nghị", ["--03-26"]),
        ("ngày 6-4-2016 của Văn phòng", ["2016-04-06"]),
        ("ngày 05 tháng 8 năm 2021", ["2021-08-05"]),
        ("tỷ lệ 24/7 và 20/63 tỉnh", []),
    ],
)
def test_dates_are_read_as_printed(text, expected):
    assert [day.iso for day in dates.find(context(text))] == expected


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("Thứ Năm, 21/11/2024\n\nHội nghị\n\nThứ Tư, 13/03/2019\n\nNgày 11/3/2019, Bộ họp với tỉnh.", "2019-03-13"),
        ("Print Thứ bảy, 26/01/2019 20:25\n\nSáng 21-8, họp " + "x" * 160, None),
        ("Sở A\n\nĐà Nẵng, ngày 05 tháng 12 năm 2025\n\nBÁO CÁO", "2025-12-05"),
        ("Tiêu đề\n\nSáng 21-8 họp.", None),
    ],
)
def test_the_date_of_the_document_is_its_dateline(whole, expected):
    assert read(whole).published == expected


def test_a_span_leads_back_to_the_piece_it_was_loaded_from():
    loaded = Loaded("Một\nHai", "xlsx", (Piece(0, 3, "cell", Where(cell="A1")), Piece(4, 7, "cell", Where(cell="A2"))))

    assert read(loaded).locate((4, 7)) == Where(cell="A2")
