"""Secrecy marks that nobody types plainly: apart, drawn, turned, in a damaged file; and what only looks like one."""

from io import BytesIO

import docx
import pytest
import typst
import xlsxwriter
from docx.oxml.parser import parse_xml

from phoihop.reading.load import load
from phoihop.reading.screen import screen
from tests.reading.test_screening import FONTS

BODY = ("CÔNG AN TỈNH A", "Số: 12/BC-CAT", "BÁO CÁO", "Năm 2026, Công an tỉnh tổ chức 12 buổi tuyên truyền.")
VML = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml">'
    '<w:pict><v:shape><v:textpath string="{}"/></v:shape></w:pict></w:r>'
)


def level(data) -> str | None:
    mark = screen(load(data)).secret
    return mark.level if mark else None


@pytest.mark.parametrize(
    ("line", "means"),
    [
        ("M  Ậ  T", "MẬT"),
        ("M\u00a0\u00a0Ậ\u00a0\u00a0T", "MẬT"),
        ("M\tẬ\tT", "MẬT"),
        ("M-Ậ-T", "MẬT"),
        ("M_Ậ_T", "MẬT"),
        ("T  Ố  I   M  Ậ  T", "TỐI MẬT"),
        ("T-U-Y-Ệ-T M-Ậ-T", "TUYỆT MẬT"),
        ("M\nẬ\nT", "MẬT"),
        ("T\nỐ\nI\nM\nẬ\nT", "TỐI MẬT"),
        ("МẬТ", "MẬT"),  # the first and the last letter are Cyrillic
        ("│ MẬT │", "MẬT"),
        ("【TỐI MẬT】", "TỐI MẬT"),
        ("MẬT - Thời hạn bảo vệ: 10 năm", "MẬT"),
        ("MẬT (bản số 03)", "MẬT"),
        ("TỐI MẬT Ngày 12/3/2026", "TỐI MẬT"),
        ("BÁO CÁO MẬT", "MẬT"),
        ("BÁO CÁO TUYỆT MẬT", "TUYỆT MẬT"),
        ("BÍ MẬT NHÀ NƯỚC ĐỘ MẬT", "MẬT"),
        ("ĐỘ MẬT: TỐI", "TỐI MẬT"),
        ("Số: 12/BC-CAT(MẬT)", "MẬT"),
        ("BÍ MẬT NHÀ NƯỚC", None),
        ("BẢO VỆ BÍ MẬT NHÀ NƯỚC", None),
        ("BÁO CÁO MẬT ĐỘ DÂN SỐ", None),
        ("M. A. T", None),
        ("T\nT\n1", None),
        ("SẢN PHẨM OCOP: ONG MẬT", None),
    ],
)
def test_a_line_that_is_a_stamp_and_one_that_is_none(line, means):
    assert level("\n".join((line, *BODY))) == means


@pytest.mark.parametrize("tail", [b"\xff", "ậ".encode()[:2], b"\xc3 "])
def test_a_stray_byte_or_a_cut_letter_does_not_hide_the_stamp(tail):
    loaded = load("\n".join(("TỐI MẬT", *BODY)).encode() + tail)

    assert loaded.warnings == ("damaged_letters",)
    assert screen(loaded).secret.level == "TỐI MẬT"


def test_bytes_of_an_old_encoding_are_not_taken_for_damaged_letters():
    text = "Công an huyện tổ chức tuyên truyền, vận động nhân dân tham gia phong trào. " * 3

    assert load(text.encode("cp1258", "ignore")).warnings != ("damaged_letters",)


def a_paper(*, head=BODY, drawn=None, watermark=None) -> bytes:
    paper = docx.Document()
    for line in head:
        paper.add_paragraph(line)
    if drawn:
        paper.paragraphs[0]._p.append(parse_xml(VML.format(drawn)))
    if watermark:
        paper.sections[0].header.paragraphs[0]._p.append(parse_xml(VML.format(watermark)))
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def test_letters_drawn_as_a_picture_and_a_watermark_are_stamps():
    assert level(a_paper(drawn="TUYỆT MẬT")) == "TUYỆT MẬT"
    assert level(a_paper(watermark="MẬT")) == "MẬT"
    assert level(a_paper(drawn="Chào mừng hội nghị", watermark="DỰ THẢO")) is None


def test_cells_of_one_letter_and_the_form_of_a_number_are_stamps():
    def a_book(row, form=None):
        out = BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        sheet = book.add_worksheet("Biểu")
        sheet.write_row(0, 0, row)
        sheet.write_row(1, 0, ["Chỉ tiêu", "Năm 2026"])
        sheet.write_row(2, 0, ["Buổi tuyên truyền", 12])
        if form:
            sheet.write_number(0, 4, 1, book.add_format({"num_format": form}))
        book.close()
        return out.getvalue()

    assert level(a_book(["M", "Ậ", "T"])) == "MẬT"
    assert level(a_book(["Biểu số liệu"], '"MẬT"')) == "MẬT"
    assert level(a_book(["Biểu số liệu"], '0" buổi"')) is None


@pytest.mark.parametrize(
    ("source", "means"),
    [
        ("#set page(footer: [MẬT])\n#text[Báo cáo]", "MẬT"),
        ("#set page(background: rotate(45deg, text(60pt, gray)[MẬT]))\nBáo cáo", "MẬT"),
        ("#rotate(90deg, reflow: true)[TUYỆT MẬT]\n\nBáo cáo", "TUYỆT MẬT"),
        ("#set page(footer: [Trang 1])\nBáo cáo về MẬT ĐỘ dân cư", None),
    ],
)
def test_a_stamp_at_a_pages_foot_behind_it_or_turned_is_met(source, means):
    made = typst.compile(f'#set page("a4")\n#set text(font: "Tinos")\n{source}'.encode(), font_paths=[str(FONTS)])

    assert level(made) == means


def test_a_stamp_in_a_menu_or_a_picture_of_a_web_page_stops_it():
    page = "<html><body><nav>{}</nav><article><h1>Tin</h1>" + "<p>Công an xã tổ chức 12 buổi tuyên truyền.</p>" * 8

    assert not screen(load((page.format("MẬT") + "</article></body></html>").encode())).clean
    assert not screen(load((page.format('<img alt="TỐI MẬT">') + "</article></body></html>").encode())).clean
    assert screen(load((page.format("Bảo mật") + "</article></body></html>").encode())).clean
