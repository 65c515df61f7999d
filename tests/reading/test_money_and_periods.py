"""Tables of money and of parts of a year: what is printed in triệu, tỷ is told in đồng, a quarter is a quarter."""

import pytest

from phoihop.reading import read
from phoihop.reading.load import load
from phoihop.reading.values import Figure

HEAD = "<p>CÔNG AN XÃ GIA VIỄN</p><p>BÁO CÁO</p><p>Kết quả thực hiện chương trình phối hợp năm 2026</p>"


def said(rows: list[list[str]], above: str = "") -> list[tuple[object, str, tuple[str | None, str | None] | None]]:
    """Value, unit and period of each figure of a paper that holds one table."""
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<html><body>{HEAD}<p>{above}</p><table>{table}</table></body></html>"
    facts = read(load(page.encode())).facts
    return [(fact.value, fact.unit, fact.period) for fact in facts if isinstance(fact, Figure)]


@pytest.mark.parametrize(
    ("unit", "cell", "value"),
    [
        ("triệu đồng", "3.250", 3_250_000_000),
        ("tỷ đồng", "12", 12_000_000_000),
        ("nghìn đồng", "450.000", 450_000_000),
        ("đồng", "450.000", 450_000),
        ("triệu đồng", "3 tỷ 250 triệu", 3_250_000_000),
        ("triệu đồng", "450.000 đồng", 450_000),
    ],
)
def test_money_is_told_in_dong_whatever_the_table_counts_in(unit, cell, value):
    told = said([["Nội dung", "ĐVT", "Năm 2026"], ["Trị giá hỗ trợ an sinh xã hội", unit, cell]])

    assert told == [(value, "đồng", ("2026", "2026"))]


def test_a_unit_above_the_table_is_that_of_its_cells_and_names_nobody():
    told = said(
        [["Nội dung", "Năm 2025", "Năm 2026"], ["Kinh phí thực hiện", "3.100", "3.250,5"]], "Đơn vị tính: triệu đồng"
    )

    assert told == [(3_100_000_000, "đồng", ("2025", "2025")), (3_250_500_000, "đồng", ("2026", "2026"))]


def test_quarters_are_quarters_of_the_tables_year():
    told = said([["Chỉ tiêu", "Quý I", "Quý II", "Cả năm 2026"], ["Buổi tuyên truyền", "5", "6", "11"]])

    assert [(value, period) for value, _, period in told] == [
        (5, ("2026-01", "2026-03")),
        (6, ("2026-04", "2026-06")),
        (11, ("2026", "2026")),
    ]


def test_the_periods_own_number_is_read_and_a_running_sum_beside_it_is_in_doubt():
    page = [["Chỉ tiêu", "Cùng kỳ", "Kỳ báo cáo", "Lũy kế"], ["Buổi tuyên truyền", "20", "24", "96"]]

    assert [(value, period) for value, _, period in said(page)] == [
        (20, None),
        (24, ("2026", "2026")),
        (96, ("2026", "2026")),
    ]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in page)
    facts = read(load(f"<html><body>{HEAD}<table>{table}</table></body></html>".encode())).facts
    assert {fact.value: fact.confidence >= 0.9 for fact in facts if isinstance(fact, Figure)} == {
        20: True, 24: True, 96: False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Đã huy động 3 tỷ 250 triệu đồng.", 3_250_000_000),
        ("Đã huy động 45 triệu 500 nghìn đồng.", 45_500_000),
        ("Đã tổ chức 1 nghìn 200 buổi tuyên truyền.", 1_200),
        ("Đã huy động 2 tỷ đồng, 300 triệu đồng của xã.", 2_000_000_000),
    ],
)
def test_a_number_of_several_parts_is_one_number(text, value):
    figures = [fact for fact in read(load(text.encode())).facts if isinstance(fact, Figure)]

    assert figures[0].value == value
