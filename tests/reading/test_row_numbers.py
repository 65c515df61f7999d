"""What only counts lines is no value; what a table states is never dropped; what was recognised is looked at."""

from dataclasses import replace

import pytest

from phoihop.reading import read
from phoihop.reading.load import load
from phoihop.reading.match import CatalogueRow, match
from phoihop.reading.numbered import row_numbers
from phoihop.reading.tables import Row, read_table
from phoihop.reading.values import Award, Cell, Figure, Loaded, Piece, Table, Where

LINES = ("Tin, bài, phóng sự", "Mô hình xây dựng mới", "Nguồn tin nhân dân cung cấp", "Vụ, việc hòa giải thành")
VALUES = ("13", "1", "36", "14")


def a_table(*rows) -> Table:
    return Table(
        tuple(
            tuple(Cell(0, 0, text, r, c, where=Where(table=0, row=r, col=c)) for c, text in enumerate(row))
            for r, row in enumerate(rows)
        )
    )


def said(reading):
    return [(f.row.label, str(f.said.value)) for f in reading.figures if f.said.state == "number"]


@pytest.mark.parametrize("head", ["TT", "STT", "Stt.", "S.T.T", "Số TT", "Số tt", "SỐ THỨ TỰ", "Số", "#", "No.", ""])
@pytest.mark.parametrize(
    "numbers", [("1", "2", "3", "4"), ("01.", "02.", "03.", "04."), ("I", "1", "2", "3"), ("a)", "b)", "c)", "d)")]
)
def test_the_column_of_row_numbers_is_never_a_value(head, numbers):
    rows = [(number, line, value) for number, line, value in zip(numbers, LINES, VALUES, strict=True)]

    assert said(read_table(a_table((head, "Chỉ tiêu", "Kết quả"), *rows))) == list(zip(LINES, VALUES, strict=True))


def test_a_row_that_numbers_the_columns_is_none_either():
    rows = (
        ("TT", "Chỉ tiêu", "ĐVT", "Năm 2025", "Năm 2026"),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        ("1", LINES[2], "tin", "30", "36"),
    )

    assert said(read_table(a_table(*rows))) == [(LINES[2], "30"), (LINES[2], "36")]


def test_a_column_called_number_that_does_not_count_the_lines_is_a_value():
    assert said(read_table(a_table(("Chỉ tiêu", "Số"), (LINES[0], "13"), (LINES[2], "36")))) == [
        (LINES[0], "13"),
        (LINES[2], "36"),
    ]


def test_a_number_typed_before_the_words_is_no_part_of_them():
    reading = read_table(a_table(("Chỉ tiêu", "Kết quả"), ("1. Tin, bài", "13"), ("2) Mô hình mới", "1")))

    assert said(reading) == [("Tin, bài", "13"), ("Mô hình mới", "1")]


@pytest.mark.parametrize(
    "text",
    [
        "TT Chỉ tiêu Kết quả\n1 Tin, bài, phóng sự 13 tin, bài\nđăng\n2 Mô hình về ANTT 1 mô hình\n"
        "3 Nguồn tin nhân dân 36 tin",
        "1 Tin, bài, phóng sự 13 tin, bài\n2 Mô hình về ANTT 1 mô hình\n3 Nguồn tin nhân dân 36 tin",
        "1. Tin, bài, phóng sự 13 tin, bài\n2. Mô hình về ANTT 1 mô hình\n3. Nguồn tin nhân dân 36 tin",
        "STT Chỉ tiêu\n1 Tin, bài, phóng sự 13 tin, bài\n2 Mô hình về ANTT 1 mô hình và 36 nguồn tin",
    ],
)
def test_row_numbers_of_recognised_lines_are_no_counts(text):
    assert [fact.value for fact in read(text.replace("\\\n", "\n")).facts if isinstance(fact, Figure)] == [13, 1, 36]


def test_lines_that_begin_with_counts_are_counts():
    assert row_numbers("12 mô hình mới\n13 câu lạc bộ\n5 tổ tự quản") == frozenset()
    assert row_numbers("1 mô hình mới; 2 câu lạc bộ") == frozenset()


def test_a_recognised_fact_is_never_sure():
    text = "Năm 2026, tổ chức 21 buổi tuyên truyền."
    scanned = Loaded(text, "pdf", (Piece(0, len(text), "paragraph", Where(page=1), 0.99),))

    assert [round(fact.confidence, 2) for fact in read(scanned).facts] == [0.89]
    assert read(text).facts[0].confidence >= 0.9
    assert read(replace(scanned, pieces=(Piece(0, len(text), "paragraph", confidence=0.5),))).facts[0].confidence == 0.5


def test_rows_of_a_table_are_no_sentences_in_any_format():
    rows = "TT\tChỉ tiêu\tKết quả\n17\tTập thể được khen thưởng\t1\n18\tCá nhân được khen thưởng\t4"
    facts = read(load(rows.replace("\\\t", "\t").replace("\\\n", "\n"))).facts

    assert [fact for fact in facts if isinstance(fact, Award)] == []
    assert [fact.value for fact in facts if isinstance(fact, Figure)] == [1, 4]


@pytest.mark.parametrize(
    "head", ["Nguồn tin", "Nguồn tin nhân dân cung cấp", "Nguồn vốn vay", "Nguồn kinh phí", "Minh chứng"]
)
def test_a_column_of_numbers_is_no_note_whatever_it_is_called(head):
    reading = read_table(a_table(("Đơn vị", "Buổi tuyên truyền", head), ("Xã A", "20", "33"), ("Xã B", "23", "37")))

    assert [value for label, value in said(reading) if label == head] == ["33", "37"]


def test_a_column_of_notes_stays_one():
    reading = read_table(
        a_table(("Đơn vị", "Buổi", "Nguồn số liệu"), ("Xã A", "20", "Báo cáo 12"), ("Xã B", "23", "Báo cáo 7"))
    )

    assert said(reading) == [("Buổi", "20"), ("Buổi", "23")]


@pytest.mark.parametrize(("total", "doubts"), [("76", ()), ("67", ("total_differs",))])
@pytest.mark.parametrize("first", [False, True])
def test_a_line_of_totals_is_checked_against_the_lines_above(total, doubts, first):
    lines = [("1", "Xã A", "26"), ("2", "Xã B", "19"), ("3", "Xã C", "31")]
    sums = ("", "Tổng cộng", total)
    reading = read_table(a_table(("TT", "Đơn vị", "Buổi tuyên truyền"), *([sums, *lines] if first else [*lines, sums])))

    assert [figure.doubts for figure in reading.figures if figure.total] == [doubts]


def test_two_groups_with_a_total_each_and_one_of_all():
    sums = ("1", "2", "3", "4", "5", "9", "12")
    places = ("Xã A", "Xã B", "Cộng", "Xã C", "Xã D", "Cộng", "Tổng cộng")
    rows = [(place, number, "") for place, number in zip(places, sums, strict=True)]
    reading = read_table(a_table(("Đơn vị", "Buổi tuyên truyền", "Ghi chú"), *rows))

    assert [figure.doubts for figure in reading.figures if figure.total] == [(), (), ()]


@pytest.mark.parametrize(
    ("text", "value", "printed"),
    [
        ("Đã mở hai mươi bảy (27) buổi tuyên truyền.", 27, "hai mươi bảy (27) buổi tuyên truyền"),
        ("Có hơn một trăm hai mươi (120) lượt người dự.", 120, "hơn một trăm hai mươi (120) lượt người"),
        ("Thành lập ba(03) mô hình mới.", 3, "ba(03) mô hình"),
    ],
)
def test_a_number_in_words_with_its_numeral_is_one_figure(text, value, printed):
    (figure,) = [fact for fact in read(text).facts if isinstance(fact, Figure)]

    assert figure.value == value
    assert text[slice(*figure.evidence[0])].startswith(printed)


def test_words_and_numeral_that_differ_are_no_figure():
    assert [fact for fact in read("Đã mở hai mươi bảy (72) buổi tuyên truyền.").facts if isinstance(fact, Figure)] == []


CATALOGUE = (
    CatalogueRow("MH01", "Mô hình về ANTT xây dựng mới, nhân rộng trong kỳ", "mô hình"),
    CatalogueRow("MH03", "Mô hình đang duy trì hoạt động hiệu quả", "mô hình"),
    CatalogueRow("MH08", "Hệ thống camera an ninh", "hệ thống"),
    CatalogueRow("TT01", "Buổi tuyên truyền, vận động tập trung", "buổi (cuộc)"),
)


def tied(text, value):
    figure = next(f for f in read(text).facts if isinstance(f, Figure) and f.value == value)
    found = match(figure, CATALOGUE, text=text)
    return found.code if found else None


def test_a_difference_counts_nothing():
    text = (
        "Ra mắt 03 mô hình mới (tăng 01 mô hình mới so với năm 2025), "
        "nâng tổng số mô hình đang hoạt động lên 11 mô hình."
    )

    assert [tied(text, value) for value in (3, 1, 11)] == ["MH01", None, "MH03"]


def test_a_model_called_camera_is_no_system_of_cameras():
    assert tied("Năm 2026 xây dựng mới 1 mô hình “Camera an ninh”.", 1) in ("MH01", None)
    assert match(Row("Mô hình Camera an ninh", "mô hình"), CATALOGUE) is None


def test_tt_behind_a_session_is_propaganda():
    assert match(Row("Số buổi TT"), CATALOGUE).code == "TT01"
