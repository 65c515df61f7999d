"""Papers as DOCX, read back from the file's own XML."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from phoihop.writing import (
    Header,
    Issuer,
    Level,
    Number,
    Paper,
    Paragraph,
    PlaceAndDate,
    Section,
    Symbol,
    UnboundNumbersError,
    write,
)
from phoihop.writing.regimes.state import STATE
from tests.writing.papers import (
    ALL,
    final_review,
    front_report,
    joint_programme,
    party_letter,
    three_signers,
)


def opened(paper):
    return Document(io.BytesIO(write(paper, as_="docx")))


@cache
def shared(make):
    """The document of a paper, opened once for all tests that only look at it."""
    return opened(make())


def faces(document, text):
    """Size, bold and italic of the first run that holds a text, with the style's own where the run says nothing."""
    for paragraph in every_paragraph(document):
        for run in paragraph.runs:
            if text in run.text:
                font = paragraph.style.font
                bold = font.bold if run.font.bold is None else run.font.bold
                italic = font.italic if run.font.italic is None else run.font.italic
                return font.size.pt, bool(bold), bool(italic)
    raise AssertionError(f"{text!r} is not in the document")


def every_paragraph(document):
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def words(document):
    return "\n".join(paragraph.text for paragraph in every_paragraph(document))


@pytest.mark.parametrize(
    ("paper", "text", "face"),
    [
        (final_review, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, True, False)),
        (final_review, "Độc lập - Tự do - Hạnh phúc", (13, True, False)),
        (final_review, "BỘ CÔNG AN", (12, False, False)),
        (final_review, "CÔNG AN TỈNH NINH BÌNH", (12, True, False)),
        (final_review, "Số: ", (13, False, False)),
        (final_review, "Ninh Bình, ngày", (13, False, True)),
        (final_review, "BÁO CÁO", (14, True, False)),
        (final_review, "Tổng kết 5 năm", (14, True, False)),
        (final_review, "I. CÔNG TÁC LÃNH ĐẠO", (14, True, False)),
        (final_review, "1. Bối cảnh", (14, True, False)),
        (final_review, "KT. GIÁM ĐỐC", (14, True, False)),
        (final_review, "Đại tá Trần Văn Minh", (14, True, False)),
        (final_review, "Nơi nhận:", (12, True, True)),
        (final_review, "- Như trên;", (11, False, False)),
        (final_review, "Phụ lục I", (14, True, False)),
        (final_review, "(Kèm theo Báo cáo số", (14, False, True)),
        (party_letter, "ĐẢNG CỘNG SẢN VIỆT NAM", (15, True, False)),
        (party_letter, "TỈNH UỶ NINH BÌNH", (14, False, False)),
        (party_letter, "Số 318-CV/BTGDVTU", (14, False, False)),
        (party_letter, "về việc tổng kết", (12, False, True)),
        (party_letter, "Kính gửi:", (14, False, True)),
        (party_letter, "K/T TRƯỞNG BAN", (14, False, False)),
        (party_letter, "Lê Thị Hòa", (14, True, False)),
        (joint_programme, "CHƯƠNG TRÌNH", (16, True, False)),
        (joint_programme, "phối hợp công tác dân vận giai đoạn", (15, True, False)),
        (joint_programme, "- Căn cứ Quy định", (14, False, False)),
        (front_report, "BAN THƯỜNG TRỰC", (12, True, False)),
        (front_report, "TM. BAN THƯỜNG TRỰC", (14, True, False)),
    ],
)
def test_each_line_has_the_size_and_face_of_its_regime(paper, text, face):
    assert faces(shared(paper), text) == face


def test_a_state_report_prints_its_parts_in_order():
    text = words(shared(final_review))
    marks = [
        "Kính gửi:", "Phần I\nĐẶC ĐIỂM, TÌNH HÌNH", "1. Bối cảnh", "Phần II\nKẾT QUẢ", "I. CÔNG TÁC", "II. KẾT QUẢ",
        "1. Tham mưu", "a) Công an", "b) Cơ quan", "2. Đổi mới", "Phần III", "I. ƯU ĐIỂM", "Phần IV", "2027-2031./.",
        "Phụ lục I\n", "Phụ lục II\n", "SỐ CHƯA GẮN NGUỒN: 1",
    ]  # fmt: skip
    places = [text.index(mark) for mark in marks]

    assert places == sorted(places)


def test_tone_marks_follow_the_layout_but_names_stay_as_their_owners_write_them():
    party, state = words(shared(party_letter)), words(shared(final_review))

    assert "Đảng uỷ các xã" in party
    assert "Để hoà chung tiến độ" in party
    assert "Lê Thị Hòa" in party
    assert "Tỉnh ủy Ninh Bình" in state
    assert "hòa giải" in state


@pytest.mark.parametrize(
    ("number", "day", "printed"),
    [
        (7, date(2026, 2, 3), ("Số: 07/BC-CAT", "ngày 03 tháng 02 năm 2026")),
        (145, date(2026, 6, 29), ("Số: 145/BC-CAT", "ngày 29 tháng 6 năm 2026")),
        (None, date(2026, 11, 5), ("Số:        /BC-CAT", "ngày 05 tháng 11 năm 2026")),
        (1, None, ("Số: 01/BC-CAT", "Hà Tĩnh, ngày     tháng     năm     ")),
    ],
)
def test_numbers_days_and_months_carry_zeros_and_open_ones_leave_room(number, day, printed):
    text = words(opened(a_paper(number=number, day=day))).replace("\u00a0", " ")

    assert printed[0] in text
    assert printed[1] in text


def a_paper(*, number=1, day=date(2026, 11, 21), body=("Đã làm.",), **more):
    return Paper(
        regime=STATE, header=Header((Issuer("Công an tỉnh Hà Tĩnh", "Bộ Công an"),)), kind="Báo cáo",
        symbol=Symbol("BC", ("CAT",), number), place_and_date=PlaceAndDate("Hà Tĩnh", day), subject="Kết quả",
        body=(Paragraph(body),), **more,
    )  # fmt: skip


def test_the_page_is_a4_with_the_margins_of_the_decree_and_no_number_on_page_one():
    section = shared(final_review).sections[0]
    body = section.header._element.xml

    sides = (section.page_width, section.page_height, section.left_margin, section.right_margin, section.top_margin)
    assert [round(side.mm) for side in sides] == [210, 297, 30, 15, 20]
    assert round(section.bottom_margin.mm) == 20
    assert section.different_first_page_header_footer
    assert "PAGE" in body
    assert "PAGE" not in section.first_page_header._element.xml
    assert "SỐ LIỆU MINH HỌA" in section.first_page_header._element.xml


def test_annexes_count_pages_from_one_and_may_lie_across():
    document = shared(final_review)
    starts = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in document.sections]

    assert starts == ["1"] * 4
    assert [section.orientation for section in document.sections] == [0, 1, 0, 0]


def test_tables_repeat_their_head_never_split_rows_and_keep_their_widths():
    grid = next(table for table in shared(final_review).tables if table.style.name == "Table Grid")
    rows = grid._tbl.tr_lst
    heads = [row.trPr.find(qn("w:tblHeader")) is not None for row in rows]

    assert heads == [True, True] + [False] * 10
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert abs(sum(column.width for column in grid.columns) - Mm(165)) < Mm(0.2)
    assert grid.cell(0, 3)._tc.grid_span == 5
    assert grid.cell(0, 0).text == grid.cell(1, 0).text == "Stt"


def test_bound_numbers_carry_citation_and_link_and_unbound_ones_are_shaded_and_listed():
    file = zipfile.ZipFile(io.BytesIO(write(final_review(), as_="docx")))
    body, links = file.read("word/document.xml").decode(), file.read("word/_rels/document.xml.rels").decode()
    shaded = re.findall(r'w:fill="FFE08A"/></w:rPr><w:t[^>]*>([^<]*)<', body)

    assert shaded == ["khoảng 140", "khoảng 140"]  # in its sentence and in the list
    assert "Số chưa gắn nguồn: 1".upper() in body
    assert "https://phoihop.example/so/TT00" in links
    assert "TT00: báo cáo của 129 xã, phường, bản chốt 2" in file.read("word/comments.xml").decode()


def test_the_copy_for_signature_is_refused_while_numbers_are_unbound_and_carries_no_comments():
    with pytest.raises(UnboundNumbersError) as refused:
        write(final_review(draft=""), as_="docx")
    assert [number.text for number in refused.value.numbers] == ["khoảng 140"]

    document = opened(replace(joint_programme(), draft=""))
    assert len(document.comments) == 0
    assert "DỰ THẢO" not in words(document)


def test_the_keeper_of_the_number_signs_on_the_right_and_three_sign_in_a_grid():
    two = shared(joint_programme).tables[-2]
    assert "Trần Văn Minh" in two.cell(0, 0).text
    assert two.cell(0, 1).text.startswith("K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN")

    three = shared(three_signers).tables[-2]
    assert [("An" in three.cell(0, 0).text), ("Lan" in three.cell(0, 1).text)] == [True, True]
    assert three.cell(1, 0).text == ""
    assert "Đại tá Trần Văn Minh" in three.cell(1, 1).text


@pytest.mark.parametrize("paper", ALL)
def test_only_times_new_roman_is_named_and_the_language_is_vietnamese(paper):
    file = zipfile.ZipFile(io.BytesIO(write(paper(), as_="docx")))
    styles = file.read("word/styles.xml").decode()

    assert set(re.findall(r'w:(?:ascii|hAnsi|cs|eastAsia)="([^"]+)"', styles)) <= {"Times New Roman", "vi-VN"}
    assert "Theme" not in "".join(re.findall(r"<w:rFonts[^>]*>", styles))
    assert '<w:lang w:val="vi-VN"' in styles


@pytest.mark.parametrize("as_", ["docx", "pdf"])
def test_the_same_paper_is_the_same_file(as_):
    assert write(front_report(), as_=as_) == write(front_report(), as_=as_)


def test_a_number_at_the_end_keeps_the_end_mark_outside():
    paper = a_paper(body=("Tổng cộng ", Number("1.306", token="T")))

    assert "Tổng cộng 1.306./." in words(opened(paper))


def test_a_new_line_inside_a_line_is_a_break_that_word_keeps():
    parts = [one for one in shared(final_review).paragraphs if one.style.name == "Phần"]

    assert [len(one._p.findall(f".//{qn('w:br')}")) for one in parts] == [1] * len(parts)
    assert parts[0].text == "Phần I\nĐẶC ĐIỂM, TÌNH HÌNH"


def test_a_heading_with_nothing_below_it_is_kept_with_nothing():
    paper = final_review()
    empty = replace(
        paper,
        body=(Section(Level.HEADING, "Ưu điểm", ()), Section(Level.HEADING, "Hạn chế", (Paragraph(("Còn ít.",)),))),
    )

    styles = {one.text: one.style for one in opened(empty).paragraphs if one.text.startswith(("I. ", "II. "))}

    assert {text: style.paragraph_format.keep_with_next for text, style in styles.items()} == {
        "I. ƯU ĐIỂM": False, "II. HẠN CHẾ": True,
    }  # fmt: skip
