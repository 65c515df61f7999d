"""Ways of telling whose a figure is and for when: each sentence here is our own."""

import pytest

from phoihop.reading import read


def figures(text):
    return [(fact.value, fact.subject, fact.period) for fact in read(f"Tin\n\n{text}").facts if fact.type == "figure"]


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        ("“Trong 11 tháng, hai bên trao đổi 412 tin”, ông kể.", ["hai bên"]),
        ("Ngay sau lễ, 240 nữ công nhân được khám miễn phí.", [None]),
        ("Hội đã giúp 12 hộ; 1.270 lá đơn được hội viên gửi tới công an.", ["Hội", "hội viên"]),
        ("Tổ Bình Châu là một trong 346 mô hình do hội viên các cấp gây dựng.", ["hội viên các cấp"]),
        ("Anh đứng đầu một trong 26 tổ do cựu chiến binh huyện Sa Thầy đảm nhận.", ["cựu chiến binh huyện Sa Thầy"]),
        ("Quân y đồn khám, phát thuốc cho 230 lượt người.", ["Quân y đồn"]),
        ("Hạt Kiểm lâm có 29 biên chế, trong khi phải trông coi 3.000 ha rừng.", ["Hạt Kiểm lâm", "Hạt Kiểm lâm"]),
        ("Số vụ vi phạm giảm từ 98 vụ xuống 35 vụ.", ["Số vụ vi phạm", "Số vụ vi phạm"]),
        ("Tăng ni, phật tử trồng 640 cây.", ["Tăng ni, phật tử"]),
        ("Công ty May Đô Lương ủng hộ 350 triệu đồng.", ["Công ty May Đô Lương"]),
    ],
)
def test_whose_a_figure_is_is_told_in_many_ways(sentence, subjects):
    assert [subject for _, subject, _ in figures(sentence)] == subjects


def test_a_year_in_brackets_holds_for_the_number_before_it():
    said = "Số vụ giảm từ 98 vụ (năm 2016) xuống còn 35 vụ (năm 2019)."

    assert [period for _, _, period in figures(said)] == [("2016", "2016"), ("2019", "2019")]


def test_a_year_behind_who_reports_holds_for_the_whole_sentence():
    said = "Theo báo cáo, chỉ trong năm 2023, bà con góp 412 buổi tuần tra; 37 hộ nhận giữ mốc."

    assert {period for _, _, period in figures(said)} == {("2023", "2023")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Hội được giao phải trồng 500 cây.",
        "Mỗi hộ một căn nhà 80 triệu đồng.",
    ],
)
def test_what_must_be_done_or_holds_for_each_is_no_result(sentence):
    assert figures(sentence) == []
