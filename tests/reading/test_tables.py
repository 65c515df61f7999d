"""Tables of indicators: cells to numbers, heads to roles, rows and columns to figures."""

import random
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import typst
import xlsxwriter
from docx import Document

from phoihop.reading import read
from phoihop.reading.load import load
from phoihop.reading.tables import cell_value, read_table, read_tables
from phoihop.reading.values import Cell, Figure, Table, Where

FONTS = Path(__file__).parents[2] / "fonts" / "paper"


def table(*rows) -> Table:
    """Rows of texts; ``(text, rowspan, colspan)`` is a merged cell."""
    done: list[list[Cell]] = []
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        line, col = [], 0
        for entry in row:
            text, height, width = entry if isinstance(entry, tuple) else (entry, 1, 1)
            while (r, col) in taken:
                col += 1
            taken |= {(r + i, col + j) for i in range(height) for j in range(width)}
            line.append(Cell(0, 0, text, r, col, height, width, Where(table=0, row=r, col=col)))
            col += width
        done.append(line)
    return Table(tuple(map(tuple, done)))


def told(reading):
    return [(f.row.label, f.row.unit, f.said.state, f.said.value, f.period, f.place, f.total) for f in reading.figures]


def test_indicators_down_and_years_across():
    reading = read_table(
        table(
            ["Stt", "Chỉ tiêu", "ĐVT", "2024", "2025", "Cộng", "Ghi chú"],
            ["I", ("Tuyên truyền", 1, 6)],
            ["1", "Buổi tuyên truyền", "buổi", "600", "650", "1.250", ""],
            ["", "Trong đó: cấp xã", "buổi", "", "500", "500", ""],
            ["2", "Điểm nóng", "điểm", "0", "-", "0", ""],
            [("Ghi chú: số liệu đến 14/12", 1, 7)],
        )
    )

    years = [("2024", "2024"), ("2025", "2025"), None]
    assert told(reading) == [
        *[
            ("Buổi tuyên truyền", "buổi", "number", Decimal(v), y, None, y is None)
            for v, y in zip((600, 650, 1250), years, strict=True)
        ],
        ("cấp xã", "buổi", "blank", None, years[0], None, False),
        ("cấp xã", "buổi", "number", Decimal(500), years[1], None, False),
        ("cấp xã", "buổi", "number", Decimal(500), None, None, True),
        ("Điểm nóng", "điểm", "number", Decimal(0), years[0], None, False),
        ("Điểm nóng", "điểm", "dash", None, years[1], None, False),
        ("Điểm nóng", "điểm", "number", Decimal(0), None, None, True),
    ]
    part = reading.figures[3].row
    assert (part.part, part.parents) == (True, ("Tuyên truyền", "Buổi tuyên truyền"))
    assert reading.notes == ("Ghi chú: số liệu đến 14/12",)


def test_communes_down_and_indicators_across_take_the_period_of_the_title():
    reading = read_table(
        table(
            [("TT", 2, 1), ("Đơn vị", 2, 1), ("Tuyên truyền", 1, 2), ("Mô hình mới", 2, 1)],
            ["Số buổi", "Lượt người dự"],
            ["1", "Xã An Bình", "12", "1.500", "2"],
            ["2", "Phường Hòa Phú", "8", "", "không áp dụng"],
            [("Tổng cộng", 1, 2), "20", "1.500", "2"],
        ),
        title="Kết quả 6 tháng đầu năm 2026",
    )

    half = ("2026-01", "2026-06")
    assert told(reading) == [
        ("Số buổi", "", "number", Decimal(12), half, "Xã An Bình", False),
        ("Lượt người dự", "", "number", Decimal(1500), half, "Xã An Bình", False),
        ("Mô hình mới", "", "number", Decimal(2), half, "Xã An Bình", False),
        ("Số buổi", "", "number", Decimal(8), half, "Phường Hòa Phú", False),
        ("Lượt người dự", "", "blank", None, half, "Phường Hòa Phú", False),
        ("Mô hình mới", "", "not_applicable", None, half, "Phường Hòa Phú", False),
        ("Số buổi", "", "number", Decimal(20), half, None, True),
        ("Lượt người dự", "", "number", Decimal(1500), half, None, True),
        ("Mô hình mới", "", "number", Decimal(2), half, None, True),
    ]
    assert reading.figures[0].row.parents == ("Tuyên truyền",)


def test_targets_and_comparisons_are_not_figures():
    reading = read_table(
        table(
            [("Stt", 2, 1), ("Nội dung", 2, 1), ("Năm 2025", 1, 2), ("So sánh (%)", 2, 1)],
            ["Kế hoạch", "Thực hiện"],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["1", "Mô hình xây dựng mới", "20", "25", "125"],
        ),
        title="(Đơn vị tính: mô hình)",
    )

    assert [(f.kind, f.said.value, f.period, f.row.unit) for f in reading.figures] == [
        ("target", Decimal(20), ("2025", "2025"), "mô hình"),
        ("figure", Decimal(25), ("2025", "2025"), "mô hình"),
        ("comparison", Decimal(125), None, "mô hình"),
    ]


def test_columns_may_stand_in_any_order():
    head = ["Ghi chú", "Năm 2025", "ĐVT", "Chỉ tiêu", "TT"]
    reading = read_table(
        table(head, ["", "12", "buổi", "Buổi tuyên truyền", "1"], ["", "3", "lớp", "Lớp tập huấn", "2"])
    )

    assert [(f.row.label, f.row.unit, f.said.value) for f in reading.figures] == [
        ("Buổi tuyên truyền", "buổi", Decimal(12)),
        ("Lớp tập huấn", "lớp", Decimal(3)),
    ]


def test_this_and_the_previous_period_are_told_apart():
    reading = read_table(table(["Chỉ tiêu", "Kỳ trước", "Kỳ này"], ["Vụ hòa giải thành", "10", "12"]), title="Năm 2025")

    assert [(f.relative, f.period) for f in reading.figures] == [("previous", None), ("current", ("2025", "2025"))]


def test_places_across_are_places_and_a_total_that_does_not_add_up_is_doubted():
    reading = read_table(
        table(
            [("Chỉ tiêu", 2, 1), ("Xã", 1, 2), ("Cộng", 2, 1)], ["Xã A", "Xã B"], ["Buổi tuyên truyền", "1", "2", "4"]
        )
    )

    assert [(f.place, f.total, f.doubts) for f in reading.figures] == [
        ("Xã A", False, ()),
        ("Xã B", False, ()),
        (None, True, ("total_differs",)),
    ]


def test_heads_that_are_not_merged_and_number_their_columns_name_group_and_indicator():
    reading = read_table(
        table(
            ["TT", "Xã, phường", "Tổng số mô hình", "Trong đó", ""],
            ["", "", "", "Xây dựng mới", "Duy trì"],
            ["A", "B", "1=2+3", "2", "3"],
            ["", "TOÀN TỈNH", "30", "10", "20"],
            ["1", "Xã A", "30", "10", "20"],
        ),
        title="Biểu 02 (từ 15/12/2024 đến 14/12/2025)",
    )

    assert [(f.row.label, f.row.parents, f.said.value, f.place, f.total) for f in reading.figures] == [
        ("Tổng số mô hình", (), Decimal(30), None, True),
        ("Xây dựng mới", ("Tổng số mô hình",), Decimal(10), None, True),
        ("Duy trì", ("Tổng số mô hình",), Decimal(20), None, True),
        ("Tổng số mô hình", (), Decimal(30), "Xã A", False),
        ("Xây dựng mới", ("Tổng số mô hình",), Decimal(10), "Xã A", False),
        ("Duy trì", ("Tổng số mô hình",), Decimal(20), "Xã A", False),
    ]
    assert {f.period for f in reading.figures} == {("2025", "2025")}


def test_years_below_indicators_tell_the_time_and_not_the_name():
    reading = read_table(
        table(
            ["Đơn vị", "Buổi tuyên truyền", "", "Lớp tập huấn", ""],
            ["", "2024", "2025", "2024", "2025"],
            ["Xã A", *"1234"],
        )
    )

    assert [(f.row.label, f.period, f.said.value) for f in reading.figures] == [
        ("Buổi tuyên truyền", ("2024", "2024"), Decimal(1)),
        ("Buổi tuyên truyền", ("2025", "2025"), Decimal(2)),
        ("Lớp tập huấn", ("2024", "2024"), Decimal(3)),
        ("Lớp tập huấn", ("2025", "2025"), Decimal(4)),
    ]


def test_months_down_are_periods_of_the_titles_year():
    rows = [["Tháng", "Số buổi", "Ghi chú"], ["Tháng 1", "12", ""], ["2", "10", ""], ["Cộng", "22", ""]]

    reading = read_table(table(*rows), title="Năm 2025")

    assert [(f.period, f.said.value, f.total) for f in reading.figures] == [
        (("2025-01", "2025-01"), Decimal(12), False),
        (("2025-02", "2025-02"), Decimal(10), False),
        (("2025", "2025"), Decimal(22), True),
    ]


def test_the_same_time_last_year_is_as_long_as_this_one():
    reading = read_table(
        table(["Chỉ tiêu", "Cùng kỳ 2024", "6 tháng 2025", "Tỷ lệ %"], ["Vụ hòa giải", "175", "180", "102,9"])
    )

    assert [(f.period, f.relative, f.kind) for f in reading.figures] == [
        (("2024-01", "2024-06"), "previous", "figure"),
        (("2025-01", "2025-06"), None, "figure"),
        (None, None, "comparison"),
    ]


def test_a_column_headed_don_vi_is_a_unit_of_count_where_it_holds_such():
    reading = read_table(table(["TT", "Nội dung", "Đơn vị", "2025"], ["1", "Số khu dân cư", "KDC", "10/12"]))

    (figure,) = reading.figures
    assert (figure.row.unit, figure.place, figure.said.value, figure.said.of) == ("KDC", None, Decimal(10), Decimal(12))


@pytest.mark.parametrize(
    "rows",
    [
        [["Stt", "Họ và tên", "Chức vụ"], ["1", "Nguyễn Văn An", "Trưởng phòng"]],
        [["a", "b"], ["c", "d"]],
        [["Stt", "Nội dung", "Thời gian"], ["1", "Khai mạc", "8h00"]],
        [["1"]],
        [],
    ],
)
def test_tables_of_other_things_are_left_out(rows):
    assert read_table(table(*rows)) is None


SPELLINGS = [
    ("", "blank", None), ("  ", "blank", None), ("-", "dash", None), ("–", "dash", None), ("...", "dash", None),
    ("không áp dụng", "not_applicable", None), ("KAD", "not_applicable", None), ("Không", "ask", None),
    ("0", "number", "0"), ("00", "number", "0"), ("02", "number", "2"), ("1234", "number", "1234"),
    ("1.234", "number", "1234"), ("1.234.567", "number", "1234567"), ("12,5", "number", "12.5"),
    ("1.234,5", "number", "1234.5"), ("0,125", "number", "0.125"), ("12,7 triệu", "number", "12700000"),
    ("613 ngàn", "number", "613000"), ("2 vạn", "number", "20000"), ("1,5 tỷ đồng", "number", "1500000000"),
    ("78,24%", "number", "78.24"), ("100 %", "number", "100"), ("135/175", "number", "135"),
    ("1.012/1.718 dòng họ", "number", "1012"), ("hơn 1.500", "number", "1500"), (">= 5", "number", "5"),
    ("1,234", "ask", None), ("1,234,567", "ask", None), ("1,234.5", "ask", None), ("1.5", "ask", None),
    ("12.50", "ask", None), ("0.5", "ask", None), ("1.2345", "ask", None), ("01.234", "ask", None),
    ("1_000", "ask", None), ("1 000", "ask", None), ("１２", "ask", None), ("١٢", "ask", None), ("1２", "ask", None),
    ("NaN", "ask", None), ("inf", "ask", None), ("1e3", "ask", None), ("-5", "ask", None), ("(5)", "ask", None),
    ("+2", "ask", None), ("5/3/2026", "ask", None), ("12/2025", "ask", None), ("15-60", "ask", None),
    ("½", "ask", None),
    ("10 + 2", "ask", None), ("#DIV/0!", "ask", None), ("12 (trong đó 3 nữ)", "ask", None), ("5%/năm", "ask", None),
    ("1.234.56", "ask", None), ("1..2", "ask", None), ("12,", "ask", None), ("tốt", "words", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "state", "value"), SPELLINGS)
def test_a_cell_is_read_strictly_or_asked(text, state, value):
    said = cell_value(text)

    assert (said.state, said.value) == (state, None if value is None else Decimal(value))


def spellings(count: int) -> list[tuple[str, Decimal | None]]:
    """Seeded numbers in sure and in doubtful spellings; ``None`` where they must be asked."""
    chance = random.Random(17)
    done: list[tuple[str, Decimal | None]] = []
    while len(done) < count:
        whole, part = chance.choice((chance.randrange(1000), chance.randrange(10_000_000))), chance.randrange(1, 100)
        grouped = f"{whole:,}".replace(",", ".")
        english = f"{whole:,}"
        done += [
            (str(whole), Decimal(whole)),
            (grouped, Decimal(whole)),
            (f"{grouped},{part:02d}", Decimal(f"{whole}.{part:02d}")),
            (f"{whole}.{part:02d}", None),
            (f"{whole}_000", None),
            (english, Decimal(whole) if whole < 1000 else None),
            (f"{whole}.", None),
            (str(whole).translate({48 + n: 0xFF10 + n for n in range(10)}), None),
        ]
    return done[:count]


def as_xlsx(cells):
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Năm 2025")
    sheet.write_row(0, 0, ["Chỉ tiêu", "Năm 2025"])
    for at, text in enumerate(cells, 1):
        sheet.write(at, 0, f"Chỉ tiêu số {at}")
        sheet.write_string(at, 1, text)
    book.close()
    return out.getvalue()


def as_docx(cells):
    document = Document()
    made = document.add_table(0, 2)
    made.style = "Table Grid"
    for left, right in [("Chỉ tiêu", "Năm 2025"), *((f"Chỉ tiêu số {at}", text) for at, text in enumerate(cells, 1))]:
        row = made.add_row()._tr.tc_lst
        for cell, text in zip(row, (left, right), strict=True):
            cell.p_lst[0].add_r().text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(cells):
    rows = "".join(f"[Chỉ tiêu số {at}], [#text({chr(34)}{text}{chr(34)})]," for at, text in enumerate(cells, 1))
    source = f'#set text(font: "Tinos", size: 11pt)\n#table(columns: 2, [Chỉ tiêu], [Năm 2025], {rows})'
    return typst.compile(source.encode(), font_paths=[str(FONTS)], format="pdf")


@pytest.mark.parametrize("made", [as_xlsx, as_docx, as_pdf])
def test_four_hundred_spellings_are_never_read_silently_wrong(made):
    expected = spellings(400)

    (reading,) = read_tables(load(made([text for text, _ in expected])))

    got = [figure.said.value if figure.said.state == "number" else None for figure in reading.figures]
    assert len(got) == 400
    assert [(t, v) for (t, v), g in zip(expected, got, strict=True) if g != v] == []


def test_a_number_typed_into_an_english_sheet_is_asked():
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Chỉ tiêu", "Năm 2025"])
    sheet.write_row(1, 0, ["Buổi tuyên truyền", 1.234])
    sheet.write_row(2, 0, ["Lượt người", 1234])
    book.close()

    (reading,) = read_tables(load(out.getvalue()))

    assert [(f.said.state, f.said.value, f.where.cell) for f in reading.figures] == [
        ("ask", None, "B2"),
        ("number", Decimal(1234), "B3"),
    ]


def test_every_figure_points_at_its_cell_and_its_label():
    loaded = load(as_docx(["12", "15"]))

    (reading,) = read_tables(loaded)

    assert [[loaded.text[s:e] for s, e in figure.evidence] for figure in reading.figures] == [
        ["12", "Chỉ tiêu số 1"],
        ["15", "Chỉ tiêu số 2"],
    ]


def test_a_reading_takes_the_cells_and_not_the_numbers_of_the_lines():
    document = Document()
    document.add_paragraph("Đã tổ chức 12 buổi tuyên truyền.")
    made = document.add_table(0, 4)
    made.style = "Table Grid"
    for row in (
        ["Stt", "Chỉ tiêu", "ĐVT", "Năm 2025"],
        ["1", "Buổi tuyên truyền", "buổi", "650"],
        ["2", "Lớp", "lớp", "-"],
    ):
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    out = BytesIO()
    document.save(out)

    facts = read(out.getvalue()).facts

    assert [(fact.value, fact.unit, fact.period) for fact in facts if fact.type == "figure"] == [
        (12, "buổi tuyên truyền", None),
        (650, "buổi tuyên truyền", ("2025", "2025")),
    ]


def test_a_table_drawn_with_bars_in_plain_text_is_read_as_a_table():
    text = (
        "Kết quả như sau:\n\n"
        "| Chỉ tiêu | ĐVT | Năm 2023 | Năm 2024 |\n"
        "|---|---|---|---|\n"
        "| Buổi tuyên truyền | buổi | 1.204 | 1.350 |\n"
        "| Mô hình tự quản | mô hình | 31 | 35 |\n\n"
        "Ngoài ra, đã tặng 12 suất quà."
    )

    figures = [fact for fact in read(text).facts if isinstance(fact, Figure)]

    assert [(f.value, f.unit, f.period, next(text[a:b] for a, b in f.evidence)) for f in figures] == [
        (12, "suất quà", None, "12 suất quà"),
        (1204, "buổi tuyên truyền", ("2023", "2023"), "1.204"),
        (1350, "buổi tuyên truyền", ("2024", "2024"), "1.350"),
        (31, "mô hình tự quản", ("2023", "2023"), "31"),
        (35, "mô hình tự quản", ("2024", "2024"), "35"),
    ]
