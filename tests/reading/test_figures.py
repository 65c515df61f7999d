"""Numbers in unusual print, two periods in one sentence, and whose a number is behind a speaker."""

import pytest

from phoihop.reading import read


def figures(text):
    found = [fact for fact in read("Tin\n\nThứ Hai, 12/8/2024\n\n" + text).facts if fact.type == "figure"]
    return [(fact.value, fact.unit, fact.subject, fact.period) for fact in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hội có 1 250 hội viên.", [(1250, "hội viên", "Hội", None)]),
        ("Hội có 1,250 hội viên.", [(1250, "hội viên", "Hội", None)]),
        ("Xã trồng 1,250 ha rừng.", [(1.25, "ha rừng", "Xã", None)]),
        (
            "Từ năm 2021 đến nay, các tổ đã hòa giải 402 vụ việc.",
            [(402, "vụ việc", "các tổ", ("2021", None))],
        ),
        (
            "Số hộ nghèo giảm từ 120 hộ năm 2019 xuống 50 hộ năm 2021.",
            [(120, "hộ", "Số hộ nghèo", ("2019", "2019")), (50, "hộ", "Số hộ nghèo", ("2021", "2021"))],
        ),
        (
            "Ông Lê Văn An cho biết trong năm 2017 đơn vị đã tặng 200 suất quà.",
            [(200, "suất quà", "đơn vị", ("2017", "2017"))],
        ),
    ],
)
def test_figures_in_unusual_print(text, expected):
    assert figures(text) == expected


def test_a_line_that_breaks_inside_a_number_breaks_no_reading():
    assert figures("Xã xử phạt hành chính 3,68\ntỷ đồng.\n\nMỗi ngày có 300\n- 400 xe.") == [
        (3_680_000_000, "đồng", "Xã", None)
    ]
