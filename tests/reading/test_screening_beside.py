"""A list of private people that rides in a file beside what its pages show is met, whatever carries it."""

import io
import zipfile

import docx
import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image, PngImagePlugin

from phoihop.reading.load import load
from phoihop.reading.sandbox import Done, Failure, read_in_child
from phoihop.reading.screen import screen, told_of

NAMES = ["Nguyễn Văn Bình", "Trần Thị Hoa", "Lê Văn Cường", "Phạm Thị Lan", "Hoàng Văn Dũng", "Vũ Đức Long"]
ROWS = [f"{name}, CCCD 03709000123{at}, trú thôn 3" for at, name in enumerate(NAMES)]
LIST = "\n".join(ROWS)


def a_workbook(put) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Chỉ tiêu", "Đơn vị", "Năm 2026"])
    book.active.append(["Buổi tuyên truyền, vận động tập trung", "buổi", 31])
    put(book, book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_name(book, _sheet):
    book.defined_names["ds"] = DefinedName("ds", attr_text=f'"{"; ".join(ROWS)}"')


def choices(_book, sheet, said=None):
    rule = DataValidation(type="list", formula1=f'"{said or ",".join(ROWS)[:240]}"')
    sheet.add_data_validation(rule)
    rule.add("C2")


def a_message(_book, sheet):
    rule = DataValidation(type="whole", promptTitle="Xem", prompt=LIST[:250], operator="greaterThan", formula1="0")
    sheet.add_data_validation(rule)
    rule.add("C2")


def a_head(_book, sheet):
    sheet.oddHeader.center.text = "; ".join(NAMES)


def a_foot(_book, sheet):
    sheet.oddFooter.center.text = "; ".join(NAMES)


def a_title(_book, sheet):
    sheet.title = "Nguyễn Văn Bình nghiện"


def a_form_of_numbers(_book, sheet):
    sheet["C2"].number_format = '0" Nguyễn Văn Bình 037090001234"'


@pytest.mark.parametrize("put", [a_name, choices, a_message, a_head, a_foot, a_title, a_form_of_numbers])
def test_what_a_workbook_says_beside_its_cells_is_looked_through(put):
    assert screen(load(a_workbook(put))).hidden


def usual(book, sheet):
    choices(book, sheet, "Có,Không,Không áp dụng")
    book.defined_names["vung"] = DefinedName("vung", attr_text="Sheet!$A$1:$C$65536")
    sheet.title = "Gia Viễn"
    sheet.oddHeader.center.text = "&B Biểu 01, Công an tỉnh Ninh Bình"
    sheet.oddFooter.center.text = "Người lập: Nguyễn Văn An, 0912345678. Trang &P"
    sheet["C2"].number_format = '#,##0" buổi"'


def test_an_ordinary_workbook_is_clean():
    assert screen(load(a_workbook(usual))).clean


def packed(data: bytes, name: str = "", part: str = "", *, remark: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, old.read(each))
        if name:
            new.writestr(name, part)
        new.comment = remark
    return out.getvalue()


def a_document() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("Năm 2026, tổ chức 31 buổi tuyên truyền.")
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "given",
    [{"name": "x.txt", "part": LIST}, {"name": "word/extra/ds.xml", "part": f"<a>{LIST}</a>"},
     {"name": "docProps/ds.bin", "part": LIST}, {"remark": LIST.encode()}],
    ids=["text", "xml", "bytes", "remark of the container"],
)  # fmt: skip
def test_a_part_that_readers_do_not_know_is_looked_through(given):
    assert screen(load(packed(a_document()))).clean
    assert screen(load(packed(a_document(), **given))).hidden


@pytest.mark.parametrize(
    "row",
    [lambda at, name: f"{name}, CCCD {chr(0x200B).join(f'03709000123{at}')}",
     lambda at, name: f"{name}, CCCD {' '.join(f'03709000123{at}')}",
     lambda at, name: f"{name} - 09.12.34.56.7{at}"],
    ids=["signs without width", "digits apart", "phones with dots"],
)  # fmt: skip
def test_a_list_whose_numbers_are_pulled_apart_is_a_list(row):
    rows = [row(at, name) for at, name in enumerate(NAMES)]

    met = screen(load(("Năm 2026, tổ chức 31 buổi tuyên truyền.\n" + "\n".join(rows)).encode()))

    assert [found.rows for found in met.people_lists] == [6]
    assert told_of(rows[0]) == "person"


def test_days_and_counts_apart_are_no_numbers_of_anybody():
    text = "Ngày 03.12.2026 15 giờ 30\n0 3 7 0 9 0 0 0 1 2 3 4\nmục 03.11.22.33"

    assert screen(load(text.encode())).contacts == ()


def wide(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def a_pdf(*, page="", root="", info="<< /Producer (x) >>", more=(), after="", body=None) -> bytes:
    """A small PDF with a page of text, and ``more`` objects from number 10 on."""
    text = "BT /F1 12 Tf 72 720 Td (Bao cao ket qua nam 2026) Tj 0 -20 Td (To chuc 31 buoi tuyen truyen.) Tj ET"
    text = text if body is None else body
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << /F1 5 0 R >> >> {page} >>",
        4: f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        6: info,
        **dict(enumerate(more, start=10)),
    }
    out, places = b"%PDF-1.7\n", {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    last, count = len(out), max(objects) + 1
    out += f"xref\n0 {count}\n0000000000 65535 f \n".encode()
    for number in range(1, count):
        out += (f"{places[number]:010d} 00000 n \n" if number in places else "0000000000 65535 f \n").encode()
    return out + f"trailer << /Size {count} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{last}\n%%EOF{after}".encode()


def a_stream(kind: str, content: str) -> str:
    return f"<< {kind} /Length {len(content.encode())} >>\nstream\n{content}\nendstream"


NOTE = f"<< /Type /Annot /Subtype /Text /Rect [50 50 70 70] /Contents {wide(LIST)} >>"
FIELD = f"<< /FT /Tx /T (ds) /V {wide(LIST)} /Type /Annot /Subtype /Widget /Rect [0 0 1 1] >>"
PDFS = {
    "properties": {"info": f"<< /Title {wide('Báo cáo')} /Subject {wide(LIST)} >>"},
    "remark on the page": {"page": "/Annots [10 0 R]", "more": [NOTE]},
    "file attached": {
        "root": "/Names << /EmbeddedFiles << /Names [(ds.txt) 11 0 R] >> >>",
        "more": [a_stream("/Type /EmbeddedFile", LIST), "<< /Type /Filespec /F (ds.txt) /EF << /F 10 0 R >> >>"],
    },
    "bookmarks": {
        "root": "/Outlines 10 0 R",
        "more": ["<< /Type /Outlines /First 11 0 R /Last 11 0 R /Count 1 >>",
                 f"<< /Title {wide(LIST)} /Parent 10 0 R >>"],
    },
    "XMP": {"root": "/Metadata 10 0 R", "more": [a_stream("/Type /Metadata /Subtype /XML", f"<x><d>{LIST}</d></x>")]},
    "field of a form": {
        "root": "/AcroForm << /Fields [10 0 R] >>", "page": "/Annots [10 0 R]", "more": [FIELD],
    },
    "object that nothing leads to": {"more": [f"<< /Note ({LIST}) >>"]},
    "bytes after its end": {"after": "\n" + LIST},
}  # fmt: skip


@pytest.mark.parametrize("where", PDFS)
def test_what_a_pdf_holds_beside_its_pages_is_looked_through(where):
    assert screen(load(a_pdf(info="<< /Title (Bao cao) /CreationDate (D:20260305093012+07'00') >>"))).clean

    assert screen(load(a_pdf(**PDFS[where]))).hidden


@pytest.mark.parametrize(
    "where", ["<!-- {} -->", "<meta name='description' content='{}'>", "<script>var x='{}'</script>"]
)
def test_what_a_web_page_does_not_show_is_looked_through(where):
    page = "<html><head><title>Tin</title>{}</head><body><p>Năm 2026, tổ chức 31 buổi tuyên truyền.</p></body></html>"

    assert screen(load(page.format(where.format(LIST)).encode())).hidden
    assert screen(load(page.format(where.format("Đường dây nóng 0912345678")).encode())).clean


def a_picture(kind: str) -> bytes:
    out, known = io.BytesIO(), PngImagePlugin.PngInfo()
    picture = Image.new("RGB", (200, 100), "white")
    if kind == "PNG":
        known.add_itxt("Comment", LIST, zip=True)
        picture.save(out, "PNG", pnginfo=known)
    elif kind == "EXIF":
        exif = Image.Exif()
        exif[0x9C9C] = LIST.encode("utf-16-le")
        picture.save(out, "JPEG", exif=exif)
    elif kind == "after its end":
        picture.save(out, "JPEG")
        out.write(LIST.encode())
    else:
        picture.save(out, "JPEG", comment=LIST.encode())
    return out.getvalue()


@pytest.mark.parametrize("kind", ["comment", "EXIF", "after its end", "PNG"])
def test_what_stands_beside_the_pixels_of_a_scan_is_looked_through_also_without_letters(kind):
    read = read_in_child(a_picture(kind), facts=False, scan=True, seconds=40)

    assert isinstance(read, Done)
    assert read.screening.hidden


def test_a_scan_of_a_blank_page_hides_nothing():
    plain = io.BytesIO()
    Image.new("RGB", (200, 100), "white").save(plain, "JPEG", comment=b"Scanned by office machine 12")

    read = read_in_child(plain.getvalue(), facts=False, scan=True, seconds=40)

    assert isinstance(read, Failure) or not read.screening.hidden
