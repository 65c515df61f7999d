"""PDF pages, made here by typst, and scans of them."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import which

import pypdfium2
import pytest
import typst

from phoihop.reading import Loaded, Piece, Where, read
from phoihop.reading.load import LoadRefused, load, locate
from phoihop.reading.load.rulings import grids

FONTS = Path(__file__).parents[2] / "fonts" / "paper"
SENTENCE = (
    "Thực hiện Chương trình phối hợp, Công an tỉnh và Ủy ban MTTQ tỉnh đã tổ chức 1.250 buổi tuyên truyền với hơn "
    "87.500 lượt người tham dự, xây dựng mới 77 mô hình, duy trì hoạt động có hiệu quả của 315 mô hình trên địa bàn."
)
HEAD = """#grid(columns: (1fr, 1.4fr), align: center,
  [BỘ CÔNG AN\\ *CÔNG AN TỈNH A*\\ Số: 145/BC-CAT],
  [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*\\ *Độc lập - Tự do - Hạnh phúc*\\ _A, ngày 05 tháng 3 năm 2026_])
"""
ROWS = [["Stt", "Chỉ tiêu", "ĐVT", "2025", "Cộng"], ["1", "Buổi tuyên truyền", "buổi", "650", "1.250"]]


def table(rows: list[list[str]], **options: str) -> str:
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    return f"#table(columns: {len(rows[0])}, {cells})\n"


@cache
def pdf(source: str, page: str = "") -> bytes:
    whole = (
        f'#set page(paper: "a4", margin: (left: 3cm, right: 2cm), numbering: "1", number-align: top + center{page})\n'
        '#set text(font: "Tinos", size: 13pt, lang: "vi")\n'
        "#set par(justify: true, first-line-indent: (amount: 1.27cm, all: true), spacing: 1em)\n" + source
    )
    return typst.compile(whole.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True, format="pdf")


def lines(loaded):
    return [line for line in loaded.text.split("\n") if line]


def rows(loaded, at=0):
    return [[cell.text for cell in row] for row in loaded.tables[at].rows]


def test_heads_side_by_side_are_read_one_after_the_other_and_paragraphs_are_whole():
    loaded = load(pdf(HEAD + "\n#align(center)[*BÁO CÁO*]\n\n" + SENTENCE + "\n\n" + SENTENCE))

    assert lines(loaded) == [
        "BỘ CÔNG AN",
        "CÔNG AN TỈNH A",
        "Số: 145/BC-CAT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "A, ngày 05 tháng 3 năm 2026",
        "BÁO CÁO",
        SENTENCE,
        SENTENCE,
        "1",
    ]


def test_every_figure_leads_to_the_page_and_the_line_that_prints_it():
    loaded = load(pdf(HEAD + "\n" + SENTENCE))
    at = loaded.text.index("1.250")

    (where,) = locate(loaded, (at, at + 5))

    document = pypdfium2.PdfDocument(pdf(HEAD + "\n" + SENTENCE))
    left, top, right, bottom = where.box
    height = document[0].get_height()
    printed = document[0].get_textpage().get_text_bounded(left, height - bottom, right, height - top)
    assert where.page == 1
    assert "1.250" in printed


def test_paragraphs_run_over_the_page_and_its_number_is_furniture():
    loaded = load(pdf("\n\n".join([SENTENCE] * 24)))

    assert lines(loaded)[:24] == [SENTENCE] * 24
    assert {piece.at.page for piece in loaded.pieces} == {1, 2}
    assert [loaded.text[p.start : p.end] for p in loaded.pieces if p.kind == "header"] == ["1", "2"]


def test_a_list_keeps_its_points_apart():
    text = "#set par(first-line-indent: 0pt)\n" + "\n\n".join(
        f"{mark} {SENTENCE}" for mark in ("1\\.", "2\\.", "\\-", "a)")
    )

    assert lines(load(pdf(text)))[:4] == [f"{mark} {SENTENCE}" for mark in ("1.", "2.", "-", "a)")]


def test_a_ruled_table_keeps_its_cells_merges_and_places():
    head = "table.cell(rowspan: 2)[Xã], table.cell(colspan: 2)[Năm], [2024], [2025]"
    source = f"#table(columns: 3, {head}, [Xã A], [1.234], [-])"

    loaded = load(pdf(SENTENCE + "\n\n" + source + "\n\n" + SENTENCE))

    assert [[(c.text, c.row, c.col, c.rowspan, c.colspan) for c in row] for row in loaded.tables[0].rows] == [
        [("Xã", 0, 0, 2, 1), ("Năm", 0, 1, 1, 2)],
        [("2024", 1, 1, 1, 1), ("2025", 1, 2, 1, 1)],
        [("Xã A", 2, 0, 1, 1), ("1.234", 2, 1, 1, 1), ("-", 2, 2, 1, 1)],
    ]
    cell = loaded.tables[0].rows[2][1]
    assert loaded.text[cell.start : cell.end] == "1.234"
    assert (cell.where.page, cell.where.table, cell.where.row, cell.where.col) == (1, 0, 2, 1)
    assert lines(loaded)[0] == lines(loaded)[-2] == SENTENCE


def test_a_table_over_two_pages_is_one_and_its_repeated_head_is_read_once():
    body = [[str(n), f"Chỉ tiêu {n}", "buổi", str(n), str(2 * n)] for n in range(1, 60)]
    head = ", ".join(f"[{cell}]" for cell in ROWS[0])
    cells = ", ".join(f"[{cell}]" for row in body for cell in row)

    loaded = load(pdf(f"#table(columns: 5, table.header({head}), {cells})"))

    assert len(loaded.tables) == 1
    assert rows(loaded) == [ROWS[0], *body]
    assert {cell.where.page for row in loaded.tables[0].rows for cell in row} == {1, 2}


def test_a_framed_box_is_text():
    assert load(pdf(f"#rect[{SENTENCE}]")).tables == ()


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_stored_turned_and_shown_upright_reads_the_same(angle):
    upright = pypdfium2.PdfDocument(pdf(table(ROWS)))
    plain = load(pdf(table(ROWS)))
    page = upright[0]
    width, height = page.get_size()
    matrix = pypdfium2.PdfMatrix().rotate(angle, ccw=True)
    matrix = matrix.translate(*{90: (height, 0), 180: (width, height), 270: (0, width)}[angle])
    for item in page.get_objects():
        item.transform(matrix)
    if angle != 180:
        page.set_mediabox(0, 0, height, width)
    page.gen_content()
    page.set_rotation(angle)
    saved = BytesIO()
    upright.save(saved)

    turned = load(saved.getvalue())

    assert turned.text == plain.text
    there, here = turned.tables[0].rows[1][4].where.box, plain.tables[0].rows[1][4].where.box
    assert there == pytest.approx(here, abs=1)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"%PDF-1.7\n%%EOF", "damaged"), (pdf("a")[:600], "damaged"), (b"%PDF-1.4" + b"\0" * 900, "damaged")],
)
def test_broken_pages_are_refused(data, code):
    with pytest.raises(LoadRefused) as caught:
        load(data)

    assert caught.value.code == code


def scan() -> bytes:
    page = pypdfium2.PdfDocument(pdf(HEAD + "\n" + SENTENCE))[0]
    out = BytesIO()
    page.render(scale=150 / 72, grayscale=True).to_pil().save(out, "pdf", resolution=150)
    return out.getvalue()


@pytest.mark.skipif(not which("tesseract"), reason="Tesseract is not installed")
def test_a_scan_is_recognised_with_the_confidence_shown():
    loaded = load(scan())

    (warning,) = loaded.warnings
    assert re.fullmatch(r"ocr 0\.[89]\d", warning)
    assert "1.250 buổi tuyên truyền" in loaded.text
    assert all(piece.confidence is not None and 0 < piece.confidence <= 1 for piece in loaded.pieces)


def test_a_fact_is_no_surer_than_the_letters_that_it_was_read_from():
    text = "Đã tổ chức 1.250 buổi tuyên truyền."
    where = Where(page=1, box=(0, 0, 100, 12))
    sharp, faint = (
        read(Loaded(text, "pdf", pieces=(Piece(0, len(text), "line", where, sure),))).facts for sure in (None, 0.4)
    )

    assert [fact.type for fact in sharp] == [fact.type for fact in faint] == ["figure"]
    assert sharp[0].confidence > faint[0].confidence == 0.4


def test_a_scan_without_the_program_is_refused_by_its_name(monkeypatch):
    monkeypatch.setattr("phoihop.reading.load.programs._PATH", "/nowhere")

    with pytest.raises(LoadRefused) as caught:
        load(scan())

    assert (caught.value.code, caught.value.facts) == ("needs_program", {"program": "tesseract", "kind": "pdf"})


def test_rulings_close_cells_and_a_missing_line_merges_them():
    across = [(0, y, 100, y) for y in (0, 20, 40)]
    down = [(x, 0, x, 40) for x in (0, 100)]

    assert [cell[1:] for cell in grids([*across, *down, (50, 0, 50, 20)])[0].cells] == [
        (0, 0, 1, 1),
        (0, 1, 1, 1),
        (1, 0, 1, 2),
    ]
    assert grids(across) == []
    assert grids([*across[:1], *down]) == []


def test_body_text_in_two_columns_is_read_column_by_column():
    first = "Chiều 5/3, Công an xã tổ chức 12 buổi tuyên truyền tại các thôn cho hơn 900 lượt người dự. " * 6
    second = "Dịp này, Ủy ban MTTQ xã tặng 40 suất quà cho các hộ nghèo trên địa bàn xã nhân ngày hội. " * 6
    source = f"#columns(2)[\n{first}\n#colbreak()\n{second}\n]\n"

    loaded = load(pdf(source))

    assert " ".join(loaded.text.split()) == " ".join(f"{first} {second} 1".split())
    facts = read(loaded).facts
    assert [(f.value, f.unit) for f in facts if f.type == "figure"] == [
        (12, "buổi tuyên truyền"),
        (900, "lượt người"),
        (40, "suất quà"),
    ]
