"""Papers as PDF, read back with another program."""

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from phoihop.writing import write
from phoihop.writing.certificates import A4, Certificate, Stock, write_certificates
from tests.writing.papers import ALL, final_review, joint_programme


def pages(file):
    document = pypdfium2.PdfDocument(file)
    return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in document]


@pytest.mark.parametrize("paper", ALL)
def test_every_number_given_stands_in_the_pdf(paper):
    text = " ".join(pages(write(paper(), as_="pdf")))

    assert [n.text for n in paper().numbers() if n.text not in text] == []


@pytest.mark.parametrize("paper", ALL)
def test_every_page_says_that_the_figures_are_invented_and_only_then(paper):
    assert all("SỐ LIỆU MINH H" in page for page in pages(write(paper(), as_="pdf")))
    assert not any("MINH H" in page for page in pages(write(replace(paper(), sample=False), as_="pdf")))


def test_pages_are_numbered_from_two_and_annexes_again():
    def leading(page):
        found = re.match(r"(?:SỐ LIỆU MINH HỌA )?(\d+) ", page)
        return found and int(found.group(1))

    shown = [leading(page) for page in pages(write(final_review(), as_="pdf"))]

    assert shown == [None, 2, 3, 4, 5, 6, None, None, None]


def test_the_chart_keeps_its_words_as_text():
    text = " ".join(pages(write(final_review(), as_="pdf")))

    assert "Hình 1. Số buổi tuyên truyền tập trung từng năm" in text
    assert "4.102" in text


def test_only_tinos_is_embedded():
    file = write(joint_programme(), as_="pdf")

    assert set(re.findall(rb"/BaseFont\s*/[A-Z]+\+(\w+)", file)) <= {b"Tinos", b"Tinos-Regular"} | {
        name for name in re.findall(rb"/BaseFont\s*/[A-Z]+\+(\w+)", file) if name.startswith(b"Tinos")
    }


def a_certificate(recipient="Tập thể Công an xã Hải Hậu"):
    return Certificate(
        "Giám đốc Công an tỉnh Ninh Bình", "Giấy khen", recipient, "Công an tỉnh Ninh Bình",
        "Đã có thành tích xuất sắc trong 5 năm thực hiện Chương trình phối hợp giai đoạn 2022-2026", "Ninh Bình",
        date(2026, 12, 5), "1204/QĐ-CAT ngày 02/12/2026", "001/2026", "Giám đốc", "Đại tá Trần Văn Minh",
    )  # fmt: skip


def test_certificates_are_one_a_page_in_the_size_of_the_sheet():
    document = pypdfium2.PdfDocument(write_certificates([a_certificate(), a_certificate("Ông Nguyễn Văn Bình")]))
    text = pages(write_certificates([a_certificate()]))[0]

    assert len(document) == 2
    assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [297, 210]
    assert "GIẤY KHEN" in text
    assert "ngày 05 tháng 12 năm 2026" in text
    assert "Số sổ vàng: 001/2026" in text


def test_printed_stock_gets_only_what_differs_and_moves_by_the_offsets():
    stock = replace(A4, preprinted=True)
    text = pages(write_certificates([a_certificate()], stock))[0]
    moved = replace(stock, right=5.0, down=-3.0)

    assert "GIẤY KHEN" not in text
    assert "Tập thể Công an xã Hải Hậu" in text
    before, after = (
        first_box(write_certificates([a_certificate()], stock)),
        first_box(write_certificates([a_certificate()], moved)),
    )
    assert round((after[0] - before[0]) / 72 * 25.4, 1) == 5.0
    assert round((before[1] - after[1]) / 72 * 25.4, 1) == -3.0


def first_box(file):
    return pypdfium2.PdfDocument(file)[0].get_textpage().get_charbox(0)


@pytest.mark.parametrize(("certificates", "stock"), [([], A4), ([a_certificate()], Stock(297, 210, 10, right=120))])
def test_nothing_to_print_and_offsets_off_the_sheet_are_refused(certificates, stock):
    with pytest.raises(ValueError, match=r"certificate|offset"):
        write_certificates(certificates, stock)
