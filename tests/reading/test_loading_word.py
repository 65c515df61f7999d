"""Word files, made here by python-docx and read back."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from phoihop.reading import read
from phoihop.reading.load import LoadRefused, load
from phoihop.reading.load.limits import RATIO_FREE_BYTES


def saved(document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def rewritten(data: bytes, name: str, change) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return out.getvalue()


def texts(loaded, kind=None):
    return [loaded.text[p.start : p.end] for p in loaded.pieces if kind in (None, p.kind)]


def run(text: str):
    return parse_xml(f"<w:r {nsdecls('w')}><w:t>{text}</w:t></w:r>")


def test_insertions_controls_and_smart_tags_are_kept_and_deletions_left_out():
    document = Document()
    paragraph = document.add_paragraph("Gốc ")._p
    for tag in ("w:ins", "w:smartTag", "w:del"):
        element = OxmlElement(tag)
        element.append(run(tag[2:] + " "))
        paragraph.append(element)
    paragraph.append(
        parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt>")
    )
    document.element.body.insert(
        1,
        parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>khối</w:t></w:r></w:p></w:sdtContent></w:sdt>"),
    )

    assert texts(load(saved(document))) == ["Gốc ins smartTag control", "khối"]


def test_hidden_text_is_left_out_with_a_warning():
    document = Document()
    paragraph = document.add_paragraph("Thấy. ")
    paragraph.add_run("Không thấy.").font.hidden = True

    loaded = load(saved(document))

    assert texts(loaded) == ["Thấy."]
    assert loaded.warnings == ("hidden_text_left_out",)


def test_headings_lists_headers_and_footers_are_told_apart():
    document = Document()
    document.add_heading("Phần I. Tình hình", 1)
    document.add_paragraph("một", style="List Number")
    document.add_paragraph("hai", style="List Number")
    document.add_paragraph("gạch", style="List Bullet")
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    document.sections[0].footer.paragraphs[0].text = "Chân trang"

    loaded = load(saved(document))

    assert [(p.kind, loaded.text[p.start : p.end]) for p in loaded.pieces] == [
        ("header", "Đầu trang"),
        ("heading", "Phần I. Tình hình"),
        ("paragraph", "1. một"),
        ("paragraph", "2. hai"),
        ("paragraph", "- gạch"),
        ("footer", "Chân trang"),
    ]


def test_a_table_keeps_its_merges_and_every_cell_its_place():
    document = Document()
    document.add_paragraph("Trước")
    table = document.add_table(3, 4)
    table.style = "Table Grid"
    for r in range(3):
        for c in range(4):
            table.cell(r, c).text = f"{r}{c}"
    table.cell(0, 1).merge(table.cell(0, 3)).text = "Năm"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Xã A"

    loaded = load(saved(document))

    assert loaded.text == "Trước\n00\tNăm\nXã A\t11\t12\t13\n21\t22\t23\n"
    rows = loaded.tables[0].rows
    assert [[(c.text, c.row, c.col, c.rowspan, c.colspan) for c in row] for row in rows] == [
        [("00", 0, 0, 1, 1), ("Năm", 0, 1, 1, 3)],
        [("Xã A", 1, 0, 2, 1), ("11", 1, 1, 1, 1), ("12", 1, 2, 1, 1), ("13", 1, 3, 1, 1)],
        [("21", 2, 1, 1, 1), ("22", 2, 2, 1, 1), ("23", 2, 3, 1, 1)],
    ]
    assert all(loaded.text[cell.start : cell.end] == cell.text for row in rows for cell in row)
    assert (rows[2][1].where.table, rows[2][1].where.row, rows[2][1].where.col) == (0, 2, 2)


def test_the_head_and_the_signature_are_text_and_no_tables():
    document = Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text = "CÔNG AN TỈNH A\nSố: 12/BC-CAT"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nA, ngày 05 tháng 3 năm 2026"
    document.add_paragraph("Nội dung")

    loaded = load(saved(document))

    assert loaded.tables == ()
    assert loaded.text.split("\n")[:4] == [
        "CÔNG AN TỈNH A", "Số: 12/BC-CAT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "A, ngày 05 tháng 3 năm 2026",
    ]  # fmt: skip


def test_legacy_fonts_are_converted_run_by_run():
    document = Document()
    paragraph = document.add_paragraph()
    for font, text in (
        (".VnTime", "Uû ban nh©n d©n "),
        (".VnTimeH", "tØnh "),
        ("VNI-Times", "baùo caùo "),
        ("Arial", "kỳ này"),
    ):
        piece = paragraph.add_run(text)
        piece.font.name = font

    loaded = load(saved(document))

    assert texts(loaded) == ["Uỷ ban nhân dân TỈNH báo cáo kỳ này"]
    assert loaded.warnings == ("legacy_tcvn3", "legacy_vni")


def test_the_soft_hyphen_of_a_tcvn3_run_is_the_letter_that_it_stands_for():
    document = Document()
    paragraph = document.add_paragraph()
    piece = paragraph.add_run("ch")
    piece.font.name = ".VnTime"
    piece._r.append(parse_xml(f"<w:softHyphen {nsdecls('w')}/>"))
    piece._r.append(parse_xml(f"<w:t {nsdecls('w')}>¬ng tr×nh</w:t>"))

    assert texts(load(saved(document))) == ["chương trình"]


def test_text_boxes_are_read_once():
    document = Document()
    box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    names = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document.add_paragraph("Ngoài")._p.append(
        parse_xml(
            f"<w:r {names}><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )

    assert texts(load(saved(document))) == ["Ngoài", "Trong khung"]


def test_the_files_own_title_and_author_are_read():
    document = Document()
    document.core_properties.title, document.core_properties.author = "Báo cáo", "Phòng PV05"
    document.add_paragraph("a")

    meta = load(saved(document)).meta

    assert (meta.title, meta.author, meta.published) == ("Báo cáo", "Phòng PV05", None)


def a_document() -> bytes:
    document = Document()
    document.add_paragraph("Nội dung")
    return saved(document)


@pytest.mark.parametrize(
    ("change", "code", "what"),
    [
        (lambda old: old.replace(b"<w:document", b'<!DOCTYPE a [<!ENTITY x "y">]><w:document', 1), "bomb", "entities"),
        (lambda old: b"<w:p" + old, "damaged", None),
        (lambda old: old[:-40], "damaged", None),
        (lambda old: old.replace(b"N\xe1\xbb\x99i dung", b" " * (RATIO_FREE_BYTES + 9)), "bomb", "ratio"),
        (lambda old: old.replace(b"N\xe1\xbb\x99i dung", b""), "empty", None),
    ],
)
def test_hostile_and_broken_documents_are_refused(change, code, what):
    with pytest.raises(LoadRefused) as caught:
        load(rewritten(a_document(), "word/document.xml", change))

    assert caught.value.code == code
    assert caught.value.facts.get("what") == what


def test_a_part_with_a_climbing_name_is_refused():
    out = BytesIO(a_document())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("../../etc/passwd", "x")

    with pytest.raises(LoadRefused) as caught:
        load(out.getvalue())

    assert (caught.value.code, caught.value.facts["part"]) == ("damaged", "name")


def test_macros_are_ignored_and_said():
    out = BytesIO(a_document())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub AutoOpen")

    loaded = load(out.getvalue(), name="mau.docm")

    assert (texts(loaded), loaded.warnings) == (["Nội dung"], ("macros_ignored",))


FOOTNOTES = (
    f"<w:footnotes {nsdecls('w')}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>kẻ</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:t>Trong đó có 15 mô hình vùng giáo.</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def with_footnotes(data: bytes) -> bytes:
    """The file with a part of footnotes, as word processors write it."""
    out = BytesIO()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "word/_rels/document.xml.rels":
                content = content.replace(
                    b"</Relationships>",
                    f'<Relationship Id="rIdF" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode(),
                )
            new.writestr(part, content)
        new.writestr("word/footnotes.xml", FOOTNOTES)
    return out.getvalue()


def test_footnotes_are_read_and_their_figures_lead_back_to_them():
    document = Document()
    document.add_paragraph("Toàn tỉnh duy trì 77 mô hình.")

    loaded = load(with_footnotes(saved(document)))

    assert texts(loaded, "footnote") == ["Trong đó có 15 mô hình vùng giáo."]
    figures = {f.value: f for f in read(loaded).facts if f.type == "figure"}
    assert sorted(figures) == [15, 77]
    start = figures[15].evidence[0].start
    assert [p.kind for p in loaded.pieces if p.start <= start < p.end] == ["footnote"]
