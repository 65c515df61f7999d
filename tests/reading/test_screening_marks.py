"""Stamps that print, old fonts and scans disguise; and what looks like one and is none."""

from io import BytesIO

import pytest
import xlsxwriter
from docx import Document
from docx.enum.text import WD_BREAK

from phoihop.reading.load import load
from phoihop.reading.screen import screen
from phoihop.reading.values import Loaded, Piece


def level_in(data) -> str | None:
    mark = screen(load(data)).secret
    return mark.level if mark else None


def a_paper(*change) -> bytes:
    document = Document()
    for each in change:
        each(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def said(text: str):
    return lambda document: document.add_paragraph(text)


def in_capitals(text: str):
    def add(document) -> None:
        document.add_paragraph().add_run(text).font.all_caps = True

    return add


def in_font(text: str, font: str):
    def add(document) -> None:
        document.add_paragraph().add_run(text).font.name = font

    return add


def a_book(name: str, *rows: list[object]) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Biểu 01")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.add_worksheet(name)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize(
    "line",
    [
        "TÀI LIỆU MẬT",
        "Đóng dấu chỉ mức độ mật: Mật",
        "TOI MAT",
        "TUYET MAT",
        "DẤU MẬT",
        "TỐI-MẬT",
        "MẬT (A)",
        "TỐI MẬT B",
        "Số: 12/BC-CAT-MẬT",
        "MẬT - Số 2",
        "LƯU HÀNH NỘI BỘ MẬT",
        "Mật",
        "Tối mật",
        "Tối Mật",
        "ＭẬＴ",
        "M\u200bẬT",
        "MẬT\u200b",
        "M.Ậ.T",
        "MậT",
    ],
)
def test_a_disguised_stamp_at_the_head_is_met(line):
    assert level_in(f"CÔNG AN TỈNH A\n{line}\nBÁO CÁO\nKết quả năm 2026") is not None


@pytest.mark.parametrize(
    "line",
    [
        "MẶT TRẬN TỔ QUỐC",
        "MẬT ĐỘ DÂN SỐ",
        "Mật độ",
        "HỒ SƠ MẬT",
        "QUẢN LÝ TÀI LIỆU MẬT",
        "Số: 12/BC-MTTQ",
        "bí mật",
        "MẬT MÃ",
    ],
)
def test_words_like_a_stamp_are_none(line):
    assert level_in(f"CÔNG AN TỈNH A\n{line}\nBÁO CÁO\nKết quả năm 2026") is None


def test_a_list_of_the_three_levels_is_no_stamp():
    assert level_in("CÔNG AN TỈNH A\nTuyệt mật\nTối mật\nMật\nKết quả") is None


def test_capitals_that_only_the_form_of_the_letters_makes_are_read_as_shown():
    assert level_in(a_paper(in_capitals("tuyệt mật"), said("BÁO CÁO"))) == "TUYỆT MẬT"
    assert level_in(a_paper(in_capitals("bảo vệ bí mật"), said("BÁO CÁO"))) is None


@pytest.mark.parametrize(("text", "font"), [("M\u00cbT", ".VnTime"), ("m\u00cbt", ".VnTimeH")])
def test_a_stamp_in_an_old_font_is_met(text, font):
    assert level_in(a_paper(in_font(text, font), said("BÁO CÁO"))) == "MẬT"


def test_a_stamp_in_a_footer_or_at_the_head_of_a_later_page_is_met_and_deep_in_a_page_not():
    def footed(document) -> None:
        document.sections[0].footer.paragraphs[0].text = "TUYỆT MẬT"

    def turned(document) -> None:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    lines = [said(f"Nội dung thứ {at} của công tác dân vận trong năm.") for at in range(60)]

    assert level_in(a_paper(said("BÁO CÁO"), footed)) == "TUYỆT MẬT"
    assert level_in(a_paper(*lines, turned, said("TUYỆT MẬT"), said("Phụ lục"))) == "TUYỆT MẬT"
    assert level_in(a_paper(*lines, said("TUYỆT MẬT"), said("Phụ lục"))) is None


def test_a_cell_of_the_first_rows_or_the_name_of_a_sheet_can_be_the_stamp():
    head = ["TT", "Chỉ tiêu", "ĐVT", "2026"]

    assert level_in(a_book("Biểu 02", [*head, "", "MẬT"], [1, "Buổi tuyên truyền", "buổi", 12])) == "MẬT"
    assert level_in(a_book("MẬT", head, [1, "Buổi tuyên truyền", "buổi", 12])) == "MẬT"
    assert level_in(a_book("Bảo mật", head, [1, "Buổi tập huấn giữ bí mật", "buổi", 12])) is None
    assert level_in(a_book("Biểu 02", ["Loại", "TUYỆT MẬT", "TỐI MẬT", "MẬT"], ["Văn bản", 1, 2, 3])) is None


@pytest.mark.parametrize(
    ("line", "level"), [("TUYẾỆT MẬT", "TUYỆT MẬT"), ("TỐII MẬT", None), ("MẶT", "MẬT"), ("MẶT TRẬN", None)]
)
def test_a_stamp_that_a_scan_misreads_is_met(line, level):
    text = f"{line}\nBÁO CÁO"
    loaded = Loaded(text, "pdf", (Piece(0, len(line), "line", confidence=0.8), Piece(len(line) + 1, len(text), "line")))
    mark = screen(loaded).secret

    assert (mark.level if mark else None) == level
