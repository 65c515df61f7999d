"""Workbooks, made here by xlsxwriter and by hand, and read back."""

import datetime
import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from phoihop.reading.load import LoadRefused, load


def workbook(fill) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book)
    book.close()
    return out.getvalue()


def rewritten(data: bytes, name: str, change) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return out.getvalue()


def report(book) -> None:
    sheet = book.add_worksheet("Năm 2025")
    sheet.merge_range("A1:D1", "BIỂU SỐ LIỆU NĂM 2025")
    sheet.write_row("A3", ["Stt", "Chỉ tiêu", "Số lượng", "Tỷ lệ"])
    sheet.write_row("A4", [1, "Buổi tuyên truyền", 1250])
    sheet.write("D4", 0.785, book.add_format({"num_format": "0.0%"}))
    sheet.write_row("A5", [2, "Lượt người", 87500.5, "-"])
    sheet.write("A7", "Ghi chú: số liệu tính đến ngày 14/12/2025")


def test_titles_and_notes_are_paragraphs_and_the_table_between_keeps_its_addresses():
    loaded = load(workbook(report), name="biểu.xlsx")

    assert loaded.text == (
        "BIỂU SỐ LIỆU NĂM 2025\nStt\tChỉ tiêu\tSố lượng\tTỷ lệ\n1\tBuổi tuyên truyền\t1250\t78,5%\n"
        "2\tLượt người\t87500,5\t-\nGhi chú: số liệu tính đến ngày 14/12/2025\n"
    )
    assert [(p.at.sheet, p.at.cell) for p in loaded.pieces if p.kind == "paragraph"] == [
        ("Năm 2025", "A1"),
        ("Năm 2025", "A7"),
    ]
    cell = loaded.tables[0].rows[1][2]
    assert (cell.text, cell.where.sheet, cell.where.cell) == ("1250", "Năm 2025", "C4")


def test_merged_heads_keep_their_size():
    def fill(book):
        sheet = book.add_worksheet("S")
        sheet.merge_range("A1:A2", "Xã")
        sheet.merge_range("B1:C1", "Năm")
        sheet.write_row("B2", [2024, 2025])
        sheet.write_row("A3", ["Xã A", 1, 2])

    rows = load(workbook(fill)).tables[0].rows

    assert [[(c.text, c.col, c.rowspan, c.colspan) for c in row] for row in rows] == [
        [("Xã", 0, 2, 1), ("Năm", 1, 1, 2)],
        [("2024", 1, 1, 1), ("2025", 2, 1, 1)],
        [("Xã A", 0, 1, 1), ("1", 1, 1, 1), ("2", 2, 1, 1)],
    ]


def test_dates_errors_and_formulas_are_printed_as_the_sheet_shows_them():
    def fill(book):
        sheet = book.add_worksheet("S")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row("A1", ["a", "b", "c", "d"])
        sheet.write("A2", datetime.date(2026, 3, 5), day)
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C2", "=600+650", None, 1250)
        sheet.write("D2", 0.1 + 0.2)

    assert [cell.text for cell in load(workbook(fill)).tables[0].rows[1]] == ["05/03/2026", "#DIV/0!", "1250", "0,3"]


def test_a_hidden_sheet_is_read_and_said():
    def fill(book):
        book.add_worksheet("Hiện").write_row("A1", ["a", "b"])
        hidden = book.add_worksheet("Ẩn")
        hidden.write_row("A1", ["c", "d"])
        hidden.hide()

    loaded = load(workbook(fill))

    assert (loaded.text, loaded.warnings) == ("a\tb\nc\td\n", ("hidden_sheet",))


def test_legacy_letters_in_cells_are_converted():
    def fill(book):
        sheet = book.add_worksheet("S")
        sheet.write_row("A1", ["ChØ tiªu", "Sè l­îng tuyªn truyÒn"])
        sheet.write_row("A2", ["Buæi tuyªn truyÒn, vËn ®éng", 12])

    loaded = load(workbook(fill))

    assert loaded.text.split("\n")[0] == "Chỉ tiêu\tSố lượng tuyên truyền"
    assert loaded.warnings == ("legacy_tcvn3",)


@pytest.mark.parametrize(
    ("part", "change", "code"),
    [
        ("xl/worksheets/sheet1.xml", lambda old: old.replace(b'r="D4"', b'r="XFD1048576"'), "bomb"),
        ("xl/sharedStrings.xml", lambda old: b'<!DOCTYPE a [<!ENTITY b "c">]>' + old[55:], "bomb"),
        ("xl/workbook.xml", lambda old: old[:100], "damaged"),
    ],
)
def test_hostile_workbooks_are_refused(part, change, code):
    with pytest.raises(LoadRefused) as caught:
        load(rewritten(workbook(report), part, change))

    assert caught.value.code == code


def ods(rows: str) -> bytes:
    out = BytesIO()
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        archive.writestr("META-INF/manifest.xml", f'<?xml version="1.0"?><manifest:manifest {manifest}/>')
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
            f'<table:table table:name="Biểu">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def test_an_opendocument_sheet_reads_alike_and_its_repetition_is_limited():
    word = '<table:table-cell office:value-type="string"><text:p>Buổi</text:p></table:table-cell>'
    number = '<table:table-cell {} office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell>'
    fine = f"<table:table-row>{word}{number.format('')}</table:table-row>"
    repeated = number.format('table:number-columns-repeated="99999"')
    bomb = f"<table:table-row>{word}{repeated}</table:table-row>"

    assert load(ods(fine), name="a.ods").text == "Buổi\t12\n"
    with pytest.raises(LoadRefused) as caught:
        load(ods(bomb))
    assert caught.value.code == "bomb"
