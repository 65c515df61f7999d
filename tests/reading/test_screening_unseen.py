"""Names without any number: in what a sheet or a paper does not show, and under a line that says who follows."""

import ctypes
import shutil
import subprocess
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import typst
import xlsxwriter
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from phoihop.reading.load import load
from phoihop.reading.load.hidden import letters_in
from phoihop.reading.screen import screen, without_lists
from tests.reading.test_screening import FONTS, Maker
from tests.reading.test_screening_gaps import open_document
from tests.reading.test_screening_people import a_paper, with_part

EACH = 150
NAMES = ("Nguyễn Văn Bình", "Trần Thị Hoa", "Lê Văn Cường", "Phạm Thị Dung", "Hoàng Văn Em", "Vũ Thị Giang")
UNITS = ("Lê Hồng Phong", "Võ Thị Sáu", "Lý Thường Kiệt", "Thạch Hà", "Cẩm Bình", "Đức Thọ", "Can Lộc", "Kỳ Xuân")


def a_book(rows, *, columns=(), lines=(), sheet_hidden=False, more=None, comments=()) -> bytes:
    """A workbook with a sheet of indicators in sight, and one of ``rows`` with hidden columns or lines."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    shown = book.add_worksheet("Biểu 01")
    shown.write_row(0, 0, ["Chỉ tiêu", "ĐVT", "Năm 2026"])
    shown.write_row(1, 0, ["Số buổi tuyên truyền", "buổi", 12])
    sheet = book.add_worksheet("Phụ lục")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    for column in columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    for line in lines:
        sheet.set_row(line, None, None, {"hidden": True})
    for at, said in enumerate(comments):
        shown.write_comment(at, 4, said, {"author": "Trần Văn Mẫu"})
    if sheet_hidden:
        sheet.hide()
    book.set_properties(more or {})
    book.close()
    return out.getvalue()


BESIDE = [["Chỉ tiêu", "Năm 2026", "Họ và tên"], *([f"Chỉ tiêu {n}", n, name] for n, name in enumerate(NAMES))]


@pytest.mark.parametrize(
    "data",
    [
        a_book(BESIDE, columns=[2]),
        a_book([[name] for name in NAMES], columns=[0]),
        a_book([["Họ và tên", "Ghi chú"], *([name, ""] for name in NAMES)], lines=range(7)),
        a_book([["Họ và tên", "Mã"], *([name, n] for n, name in enumerate(NAMES))], sheet_hidden=True),
        a_book([[name] for name in NAMES], sheet_hidden=True),
        a_book([["Số buổi", 12]], comments=NAMES),
        a_book([["Số buổi", 12]], comments=["; ".join(NAMES)]),
        a_book([["Số buổi", 12]], more={"comments": "\n".join(NAMES)}),
        a_book([["Số buổi", 12]], more={"keywords": ", ".join(NAMES)}),
    ],
    ids=[
        *("column beside figures", "column alone", "rows", "sheet of a table", "sheet of lines", "comments"),
        *("one comment", "remark in the properties", "keywords"),
    ],
)
def test_bare_names_that_a_workbook_does_not_show_keep_it_out(data):
    met = screen(load(data))

    assert (met.hidden, met.clean) == (True, False)


@pytest.mark.parametrize(
    "data",
    [
        a_book(BESIDE),
        a_book([[*row[:2], name] for row, name in zip(BESIDE, ("Người phụ trách", *NAMES), strict=True)], columns=[2]),
        a_book([["Họ và tên", "Chức vụ"], *([name, "Trưởng Công an xã"] for name in NAMES)], columns=[0]),
        a_book([["Họ và tên", "Đơn vị"], *([name, "Phòng PV05"] for name in NAMES)], columns=[0]),
        a_book([["Danh sách khen thưởng"], *([name, ""] for name in NAMES)], sheet_hidden=True),
        a_book([["Xã, phường", "Số buổi"], *([unit, 3] for unit in UNITS)], columns=[0]),
        a_book([[unit] for unit in UNITS], sheet_hidden=True),
        a_book([["Số buổi", 12]], comments=["Xem lại số này, lấy theo sổ quý III.", "Đ/c Lê Văn Cường kiểm tra"]),
        a_book([["Số buổi", 12]], more={"author": NAMES[0], "manager": NAMES[1], "company": "Công an tỉnh"}),
        a_book(BESIDE[:5], columns=[2]),
    ],
    ids=[
        *("in sight", "those in charge", "with offices", "with their bodies", "laureates", "units called after people"),
        *("a sheet of such units", "remarks", "who wrote it", "four names"),
    ],
)
def test_officials_laureates_units_and_remarks_out_of_sight_stand_in_nobodys_way(data):
    assert screen(load(data)).clean


def deleted(document, names=NAMES, before="Nội dung") -> None:
    """Tracked deletions as Word writes them."""
    document.add_paragraph(before)
    for name in names:
        run = OxmlElement("w:r")
        text = OxmlElement("w:delText")
        text.text = name
        run.append(text)
        gone = OxmlElement("w:del")
        gone.set(qn("w:author"), "Trần Văn Mẫu")
        gone.append(run)
        document.add_paragraph()._p.append(gone)


def commented(document) -> None:
    document.add_comment(document.add_paragraph("Nội dung").runs, text="\n".join(NAMES))


def remarks_of_many(document) -> None:
    for name in NAMES:
        document.add_comment(document.add_paragraph("Nội dung").runs, text="Xem lại số buổi", author=name)


def described(document) -> None:
    """A picture whose alternative text names people."""
    drawing = OxmlElement("w:drawing")
    about = OxmlElement("wp:docPr")
    about.set("id", "1")
    about.set("descr", "; ".join(NAMES))
    drawing.append(about)
    document.add_paragraph().add_run()._r.append(drawing)


def moved(document) -> None:
    deleted(document)
    for name in NAMES:
        document.add_paragraph(name)


CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
).format("".join(f'<property name="P{n}"><vt:lpwstr>{name}</vt:lpwstr></property>' for n, name in enumerate(NAMES)))
CACHE = "<pivotCacheDefinition>{}</pivotCacheDefinition>".format("".join(f'<s v="{name}"/>' for name in NAMES))
OUTSIDE = "<externalLink>{}</externalLink>".format("".join(f"<cell><v>{name}</v></cell>" for name in NAMES))
DRAWN = '<xdr:wsDr xmlns:xdr="x" xmlns:a="a">{}</xdr:wsDr>'.format("".join(f"<a:t>{n}</a:t></a:p>" for n in NAMES))
PLAIN_BOOK = a_book([["Số buổi", 12]])


@pytest.mark.parametrize(
    "data",
    [
        a_paper(deleted),
        a_paper(commented),
        a_paper(described),
        with_part(a_paper(lambda _: None), "docProps/custom.xml", CUSTOM.encode()),
        with_part(PLAIN_BOOK, "docProps/custom.xml", CUSTOM.encode()),
        with_part(PLAIN_BOOK, "xl/pivotCache/pivotCacheDefinition1.xml", CACHE.encode()),
        with_part(PLAIN_BOOK, "xl/externalLinks/externalLink1.xml", OUTSIDE.encode()),
        with_part(PLAIN_BOOK, "xl/drawings/drawing9.xml", DRAWN.encode()),
    ],
    ids=[
        *("deleted text", "comment", "alternative text", "custom properties", "custom properties of a book"),
        *("cache of a pivot table", "values of another book", "text on a drawing"),
    ],
)
def test_bare_names_that_a_paper_does_not_show_keep_it_out(data):
    assert screen(load(data)).hidden


@pytest.mark.parametrize(
    "data",
    [
        a_paper(lambda document: deleted(document, before="Danh sách cá nhân được tặng Giấy khen")),
        a_paper(lambda document: deleted(document, before="Đại biểu dự hội nghị:")),
        a_paper(lambda document: deleted(document, names=[f"Đồng chí {name}" for name in NAMES])),
        a_paper(moved),
        a_paper(remarks_of_many),
    ],
    ids=["laureates", "participants", "comrades", "moved", "authors of remarks"],
)
def test_what_was_deleted_of_officials_and_laureates_stands_in_nobodys_way(data):
    assert screen(load(data)).clean


def test_the_letters_of_an_old_workbook_are_looked_through_for_notes_and_properties():
    wide = b"\x1c\x00\x01" + "\n".join(NAMES).encode("utf-16-le") + b"\x3c\x00"
    narrow = b"\x1e\x00\x00\x00" + "; ".join(NAMES).encode() + b"\x00\x00"

    for data in (wide, narrow):
        assert all(name in letters_in(data, shown=()) for name in NAMES)
    assert letters_in(wide, shown=[" ".join(NAMES)]) == ""


def a_pdf(*, remarks=(), keywords=(), attached=b"") -> bytes:
    """A page that says nothing of anybody, with remarks on it, keywords, a file inside."""
    said = ", ".join(f'"{each}"' for each in keywords)
    about = f"#set document(keywords: ({said}{',' if said else ''}))"
    source = f'{about}\n#set text(font: "Tinos")\nTổ chức 12 buổi tuyên truyền.'
    document = pypdfium2.PdfDocument(typst.compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True))
    page = document[0]
    for text in remarks:
        remark = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_TEXT)
        wide = (text + "\0").encode("utf-16-le")
        buffer = ctypes.cast(ctypes.create_string_buffer(wide, len(wide)), ctypes.POINTER(pdfium.FPDF_WCHAR))
        pdfium.FPDFAnnot_SetStringValue(remark, b"Contents", buffer)
        pdfium.FPDFPage_CloseAnnot(remark)
    page.close()
    if attached:
        document.new_attachment("kem.xlsx").set_data(attached)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "hidden"),
    [
        (a_pdf(), False),
        (a_pdf(remarks=["Xem lại số buổi", "Đồng chí Lê Văn Cường kiểm tra"]), False),
        (a_pdf(remarks=NAMES), True),
        (a_pdf(remarks=["Ông Nguyễn Văn Bình, CCCD 037090001234"]), True),
        (a_pdf(keywords=NAMES), True),
        (a_pdf(attached=a_book([[name, n] for n, name in enumerate(NAMES)], sheet_hidden=True)), True),
        (a_pdf(attached=a_book([["Số buổi", 12]])), False),
    ],
    ids=["nothing", "remarks", "names in remarks", "one person", "keywords", "names in a file inside", "file inside"],
)
def test_what_a_pdf_holds_beside_its_pages_is_looked_through(data, hidden):
    assert screen(load(data)).hidden is hidden


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice writes the old workbooks")
def test_old_workbooks_are_looked_through_as_the_new_ones_are(tmp_path):
    books = {
        "cot-an": a_book(BESIDE, columns=[2]),
        "hang-an": a_book([["Tên", "Mã"], *([name, n] for n, name in enumerate(NAMES))], lines=range(7)),
        "ghi-chu": a_book([["Số buổi", 12]], comments=NAMES),
        "thuoc-tinh": a_book([["Số buổi", 12]], more={"comments": "; ".join(NAMES)}),
        "phu-trach": a_book([["Người phụ trách", 1], *([name, 2] for name in NAMES)], columns=[0]),
        "thay-het": a_book(BESIDE),
    }
    for name, content in books.items():
        (tmp_path / f"{name}.xlsx").write_bytes(content)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/p", "--convert-to", "xls"]
    files = [str(tmp_path / f"{name}.xlsx") for name in books]
    subprocess.run([*command, "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=180)

    hidden = {name for name in books if screen(load((tmp_path / f"{name}.xls").read_bytes())).hidden}

    assert hidden == {"cot-an", "hang-an", "ghi-chu", "thuoc-tinh"}


@pytest.mark.parametrize(("visibility", "hidden"), [("collapse", True), ("visible", False)])
def test_a_column_that_an_open_document_does_not_show_is_met(visibility, hidden):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(f"<table:table-row>{cell.format('Mục')}{cell.format(name)}</table:table-row>" for name in NAMES)
    columns = f'<table:table-column/><table:table-column table:visibility="{visibility}"/>'
    content = f'<office:body><office:spreadsheet><table:table table:name="B">{columns}{rows}</table:table>'

    assert screen(load(open_document(f"{content}</office:spreadsheet></office:body>"))).hidden is hidden


HEADS = (
    "Các đối tượng gồm:",
    "Các đối tượng nghiện ma túy trên địa bàn gồm:",
    "Những người tố giác tội phạm như sau:",
    "Nạn nhân:",
    "Hộ nghèo được hỗ trợ gồm có",
    "Danh sách các bị can:",
    "Bắt giữ 06 đối tượng, cụ thể:",
)
PUBLIC_HEADS = (
    "Tổ công tác đấu tranh với các đối tượng gồm:",
    "Các đồng chí cảm hóa đối tượng gồm:",
    "Đại biểu dự hội nghị gồm:",
    "Cá nhân được khen thưởng vì tố giác tội phạm gồm:",
    "Thành phần ban quản lý hộ nghèo:",
    "Cán bộ phụ trách hộ nghèo như sau:",
    "Đối tượng tham dự lớp tập huấn gồm:",
    "Đối tượng, thành phần dự hội nghị:",
    "Danh sách đối tượng bồi dưỡng nghiệp vụ:",
    "Danh sách công dân tiêu biểu",
    "Danh sách cộng tác viên dư luận xã hội",
)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("line", ["{}", "- {}", "1. {};", "- Ông {}"])
def test_bare_names_under_a_line_that_says_who_follows_are_a_list(head, line):
    text = f"BÁO CÁO\n{head}\n" + "\n".join(line.format(name) for name in NAMES) + "\nNăm 2026 tổ chức 12 buổi."
    loaded = load(text)

    assert [found.rows for found in screen(loaded).people_lists] == [6]
    left = without_lists(loaded).text
    assert ("[danh sách 6 người]" in left, "12 buổi" in left) == (True, True)
    assert not [name for name in NAMES if name in left]


@pytest.mark.parametrize("head", PUBLIC_HEADS)
def test_bare_names_of_those_who_work_or_are_honoured_are_none(head):
    assert screen(load(f"BÁO CÁO\n{head}\n" + "\n".join(NAMES) + "\nHết.")).people_lists == ()


def test_officials_under_such_a_line_are_none():
    lines = [f"- {name}, Trưởng Công an xã" for name in NAMES]

    assert screen(load("BÁO CÁO\nPhụ trách địa bàn các đối tượng gồm:\n" + "\n".join(lines))).people_lists == ()


class Hider(Maker):
    """Papers with bare names out of sight or under a head, and papers that only look like them."""

    def people(self) -> list[str]:
        return list(dict.fromkeys(self.name() for _ in range(self.chance.randrange(8, 16))))

    def stopped(self) -> bytes | str:
        people = self.people()
        match self.chance.randrange(6):
            case 0:
                return a_book(
                    [["Chỉ tiêu", "2026", "Tên"], *([f"Mục {n}", n, p] for n, p in enumerate(people))], columns=[2]
                )
            case 1:
                return a_book([["TT", "Họ tên"], *([n, p] for n, p in enumerate(people))], sheet_hidden=True)
            case 2:
                return a_book([["Số buổi", 3]], comments=people)
            case 3:
                return a_paper(lambda document: deleted(document, people))
            case 4:
                return with_part(
                    a_paper(lambda _: None),
                    "customXml/item7.xml",
                    f"<a>{''.join(f'<b>{p}</b>' for p in people)}</a>".encode(),
                )
            case _:
                head = self.chance.choice(HEADS)
                return "\n".join(["BÁO CÁO", *self.prose(2), head, *people, *self.prose(1)])

    def passed(self) -> bytes | str:
        people = self.people()
        match self.chance.randrange(6):
            case 0:
                head = self.chance.choice(["Người phụ trách", "Cán bộ theo dõi", "Người lập biểu", "Lãnh đạo ký"])
                return a_book(
                    [["Chỉ tiêu", "2026", head], *([f"Mục {n}", n, p] for n, p in enumerate(people))], columns=[2]
                )
            case 1:
                rows = [["TT", "Họ tên", "Chức vụ"], *([n, p, "Phó Trưởng Công an xã"] for n, p in enumerate(people))]
                return a_book(rows, sheet_hidden=True)
            case 2:
                return a_book([["Số buổi", 3]], comments=[f"Đề nghị đồng chí {p} xem lại số này" for p in people])
            case 3:
                head = self.chance.choice(
                    ["Danh sách đề nghị khen thưởng", "Thành viên Ban Chỉ đạo", "Đại biểu dự họp"]
                )
                return a_paper(lambda document: deleted(document, people, before=head))
            case 4:
                return a_book([["Xã"], *([unit] for unit in self.chance.sample(UNITS, 8))], columns=[0])
            case _:
                head = self.chance.choice(PUBLIC_HEADS)
                return "\n".join(["BÁO CÁO", *self.prose(2), head, *people, *self.prose(1)])


def test_the_corpus_of_names_out_of_sight_is_stopped_and_let_through_as_it_should():
    hider = Hider(7)
    let_through = [screen(load(hider.stopped())).clean for _ in range(EACH)].count(True)
    stopped = [screen(load(hider.passed())).clean for _ in range(EACH)].count(False)

    assert (let_through <= EACH // 50, stopped) == (True, 0), (let_through, stopped)
