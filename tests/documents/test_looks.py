"""A kept paper as it looks: the page's picture with marks over it, the sheet's grid, the text's tables."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
import typst
import xlsxwriter
from PIL import Image

from phoihop.core.actor import Actor, Level, Role, System
from phoihop.documents import actions, queries
from phoihop.documents.models import Source
from phoihop.documents.queries import Mark, looks
from phoihop.documents.queries.looks import Line, Table
from phoihop.organisations.models import Body
from phoihop.reading.load import load
from phoihop.reading.pictures import WIDTH, page_picture

FONTS = Path(__file__).resolve().parents[2] / "fonts/paper"
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
PAGE = """#set page(paper: "a4", margin: 2cm)
#set text(font: "Tinos", size: 13pt)
Năm 2026 tổ chức 12 buổi tuyên truyền.
#pagebreak()
Trang hai: 34 mô hình."""


def a_pdf(text: str = PAGE) -> bytes:
    return typst.compile(text.encode(), font_paths=[str(FONTS)])


@pytest.fixture
def keep(bodies: None, settings, tmp_path) -> Callable[[str, bytes], Source]:
    """Keep a file as intake does, for the police of Hà Tĩnh."""
    from phoihop.intake.actions.keeping import kept

    settings.VAR = tmp_path
    body = Body.objects.get(key="cong_an@tinh:42")
    by = Actor(1, "Trần Thị Mẫu", body.pk, body.place_id, System.POLICE, Level.PROVINCE, frozenset(Role), "42")

    def keeping(name: str, content: bytes) -> Source:
        loaded = load(content, name=name)
        return actions.keep_paper(
            title=name,
            text=loaded.text,
            loaded=kept(loaded),
            content=content,
            media_type=loaded.kind,
            pasted=False,
            sample=True,
            by=by,
            at=NOON,
        )[0]

    return keeping


def the(source: Source, words: str, **known: str) -> Mark:
    start = source.text.index(words)
    return Mark(start, start + len(words), **known)


@pytest.mark.django_db
def test_a_pdf_is_shown_page_by_page_with_the_words_boxed_where_they_stand(keep):
    source = keep("bao-cao.pdf", a_pdf())

    shown = looks(source, [the(source, "12 buổi", anchor="f1"), the(source, "34 mô hình", anchor="f2")])

    assert (shown.drawn, [page.number for page in shown.pages]) == (True, [1, 2])
    first, second = (page.boxes[0] for page in shown.pages)
    assert (first.mark.anchor, second.mark.anchor, first.first) == ("f1", "f2", True)
    # "Năm 2026 tổ chức " stands before it: about 103 points of type from the margin of 57
    assert 150 < float(first.x) < 170
    assert 30 < float(first.width) < 50


@pytest.mark.django_db
def test_the_letters_of_a_pdf_can_be_asked_for_instead(keep):
    source = keep("bao-cao.pdf", a_pdf())

    shown = looks(source, [the(source, "12 buổi", anchor="f1")], as_text=True)

    assert (shown.pages, shown.drawn) == ((), True)
    assert [run.text for run in shown.lines[0].runs] == ["Năm 2026 tổ chức ", "12 buổi", " tuyên truyền."]


@pytest.mark.django_db
def test_a_sheet_is_a_grid_with_its_letters_numbers_and_merged_cells(keep):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Biểu 02")
    sheet.merge_range("A1:C1", "KẾT QUẢ NĂM 2026")
    sheet.write_row(2, 0, ["Chỉ tiêu", "Đơn vị", "Số"])
    sheet.write_row(3, 0, ["Buổi tuyên truyền", "buổi", 31])
    book.close()
    source = keep("bieu.xlsx", out.getvalue())

    (grid,) = looks(source, [the(source, "31", anchor="f1", href="#p1")]).sheets

    assert (grid.name, grid.columns, [number for number, _ in grid.rows]) == ("Biểu 02", ("A", "B", "C"), [1, 2, 3, 4])
    last = grid.rows[3][1][2]
    assert (last.number, last.runs[0].mark.anchor) == (True, "f1")


@pytest.mark.django_db
def test_word_text_keeps_its_headings_and_tables(keep):
    document = docx.Document()
    letterhead = document.add_table(1, 2)
    letterhead.rows[0].cells[0].text = "CÔNG AN TỈNH A"
    letterhead.rows[0].cells[1].text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    document.add_heading("I. KẾT QUẢ", 1)
    document.add_paragraph("Tổ chức 12 buổi.")
    table = document.add_table(2, 3)
    table.style = "Table Grid"
    for row, words in zip(table.rows, (("Stt", "Chỉ tiêu", "Số"), ("1", "Mô hình", "34")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    source = keep("bao-cao.docx", out.getvalue())

    lines = looks(source, [the(source, "34")]).lines

    assert [line.kind for line in lines] == ["letterhead", "heading", "paragraph", "table"]
    assert [len(side) for side in (lines[0].left, lines[0].right)] == [1, 2]
    assert isinstance(lines[3], Table)
    assert lines[3].rows[1][2].runs[0].mark is not None


def test_where_two_marks_meet_the_shorter_one_has_the_letters():
    source = Source(text="Lắp camera tại 7 xóm giáp ranh")

    (line,) = looks(source, [Mark(0, 30, label="1"), Mark(15, 20, label="2")]).lines

    assert isinstance(line, Line)
    assert [(run.text, run.mark.label) for run in line.runs if run.mark] == [
        ("Lắp camera tại ", "1"),
        ("7 xóm", "2"),
        (" giáp ranh", "1"),
    ]


@pytest.mark.django_db
def test_a_page_is_drawn_once_beside_its_file_and_only_for_those_who_may_read_it(keep, signed_in_as, monkeypatch):
    source = keep("bao-cao.pdf", a_pdf())
    address = f"/van-ban/nguon/{source.pk}/trang/{{}}/"
    client = signed_in_as(Body.objects.get(key="cong_an@tinh:42"), Role.COMPILER)

    first = client.get(address.format(1))
    monkeypatch.setattr(actions, "page_picture", lambda *asked: pytest.fail("drawn again"))
    again = client.get(address.format(1))

    picture = b"".join(first.streaming_content)
    assert Image.open(io.BytesIO(picture)).size == (WIDTH, 1754)
    assert (first["Content-Type"], b"".join(again.streaming_content)) == ("image/webp", picture)
    assert queries.picture_path(source, 1).read_bytes() == picture
    assert [client.get(address.format(number)).status_code for number in (0, 3)] == [404, 404]
    client.logout()
    stranger = signed_in_as(Body.objects.get(key="cong_an@tinh:38"), Role.COMPILER)
    assert stranger.get(address.format(1)).status_code == 404


@pytest.mark.django_db
def test_the_source_page_marks_the_sentence_on_the_picture(keep, signed_in_as):
    source = keep("bao-cao.pdf", a_pdf())
    start = source.text.index("34 mô hình")
    client = signed_in_as(Body.objects.get(key="cong_an@tinh:42"), Role.COMPILER)

    page = client.get(f"/van-ban/nguon/{source.pk}/?tu={start}&den={start + 10}").content.decode()
    letters = client.get(f"/van-ban/nguon/{source.pk}/?xem=chu&tu={start}&den={start + 10}").content.decode()

    assert f'src="/van-ban/nguon/{source.pk}/trang/2/"' in page
    assert 'class="fact" id="doan"' in page
    assert '<mark class="fact" id="doan">34 mô hình</mark>' in letters


def test_a_damaged_file_has_no_picture(tmp_path):
    broken = tmp_path / "a.pdf"
    broken.write_bytes(a_pdf()[:400])

    assert page_picture(broken, 1) is None
