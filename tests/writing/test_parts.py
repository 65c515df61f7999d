"""What holds for any paper: numbers survive, words are spelled, amounts are read aloud, widths suffice."""

import io
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from phoihop.writing import (
    Cell,
    Column,
    Header,
    Issuer,
    Level,
    Number,
    Paper,
    Paragraph,
    PlaceAndDate,
    Row,
    Section,
    Symbol,
    Table,
    charts,
    numbers,
    unbroken,
    write,
)
from phoihop.writing.measure import balanced, width
from phoihop.writing.regimes.front import FRONT
from phoihop.writing.regimes.party import PARTY
from phoihop.writing.regimes.state import STATE
from phoihop.writing.setting import lay_out
from phoihop.writing.spelling import roman, tones
from phoihop.writing.tables import PAD
from tests.writing.papers import bars, by_year, lines, tiles

bound = st.builds(
    lambda value, unbound: Number(numbers.number(value), token="" if unbound else "T", unbound=unbound),
    st.integers(0, 10**9),
    st.booleans(),
)
paragraphs = st.builds(lambda runs: Paragraph(("Đã có ", *runs, " buổi.")), st.lists(bound, min_size=1, max_size=3))
tables = st.builds(
    lambda row: Table(
        (Column(3), *(Column(1, numeric=True) for _ in row)),
        (Row(tuple(Cell((f"C{i}",)) for i in range(len(row) + 1))),),
        (Row((Cell(("Chỉ tiêu",)), *(Cell((one,)) for one in row))),),
    ),
    st.lists(bound, min_size=1, max_size=8),
)
sections = st.builds(
    lambda body: Section(Level.CLAUSE, "Kết quả", tuple(body)), st.lists(paragraphs | tables, min_size=1, max_size=3)
)


def a_paper(body, regime):
    return Paper(
        regime=regime, header=Header((Issuer("Công an tỉnh Hà Tĩnh"),)), kind="Báo cáo", symbol=Symbol("BC", ("CAT",)),
        place_and_date=PlaceAndDate("Hà Tĩnh", date(2026, 11, 21)), subject="Kết quả",
        body=tuple(body), draft="Dự thảo",
    )  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(st.lists(sections | paragraphs, min_size=1, max_size=4), st.sampled_from([STATE, PARTY, FRONT]))
def test_every_number_given_stands_in_both_files(body, regime):
    paper = a_paper(body, regime)
    given_numbers = [number.text for number in paper.numbers()]

    word = Document(io.BytesIO(write(paper, as_="docx")))
    in_word = word.element.body.xpath("string()")
    pdf = pypdfium2.PdfDocument(write(paper, as_="pdf"))
    in_pdf = " ".join(page.get_textpage().get_text_range() for page in pdf)

    assert [text for text in given_numbers if text not in in_word] == []
    assert [text for text in given_numbers if text not in in_pdf] == []


def test_no_number_breaks_in_its_column():
    ready = lay_out(a_paper([by_year()], STATE))
    grid = next(block for block in ready.blocks if getattr(block, "bordered", False))

    assert round(sum(grid.widths), 1) == 165
    for row in grid.rows[grid.head_rows :]:
        for box in row[3:]:
            line = box.content[0]
            need = width(line.pieces[0].text, line.style.size, bold=line.style.bold)
            assert need <= grid.widths[box.column] - 2 * PAD


@pytest.mark.parametrize("chart", [bars(), lines(), tiles()])
def test_a_chart_prints_every_value_and_tells_them_in_words(chart):
    drawn, told = charts.svg(chart, 165), charts.words(chart)
    values = [v for series in chart.series for v in series.values] + [tile.value for tile in chart.tiles]

    for value in values:
        shown = "…" if value is None else numbers.number(value)
        assert f">{shown}<" in drawn
        assert ("chưa có số liệu" if value is None else shown) in told


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.000"),
        (-1234567, "-1.234.567"),
        (Decimal("0.5"), "0,5"),
        (Decimal("1E+3"), "1.000"),
    ],
)
def test_numbers_are_grouped_by_dots(value, printed):
    assert numbers.number(value) == printed


@given(st.integers(-(10**12), 10**12))
def test_the_print_of_a_whole_number_reads_back(value):
    assert int(numbers.number(value).replace(".", "")) == value


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (0, "không"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (1_000, "một nghìn"),
        (2_000_005, "hai triệu không trăm linh năm"),
        (1_250_000_000, "một tỷ hai trăm năm mươi triệu"),
        (-3, "âm ba"),
    ],
)
def test_amounts_are_read_aloud(value, read):
    assert numbers.in_words(value) == read


def test_a_share_of_nothing_is_refused():
    with pytest.raises(ZeroDivisionError):
        numbers.percent(1, 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa", "hoà"), ("HÒA", "HOÀ"), ("Ủy", "Uỷ"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("tòa án", "toà án"),
        ("quý", "quý"), ("quỹ", "quỹ"), ("hoàn", "hoàn"), ("ngoài", "ngoài"), ("thuế", "thuế"),
    ],
)  # fmt: skip
def test_tone_marks_move_both_ways_on_open_syllables_only(old, new):
    assert (tones(old, "new"), tones(new, "old")) == (new, old)


def test_roman_numerals_begin_at_one():
    assert [roman(n) for n in (3, 5, 19)] == ["III", "V", "XIX"]
    with pytest.raises(ValueError, match="no Roman numeral"):
        roman(0)


def test_a_header_line_breaks_evenly_and_keeps_the_breaks_it_was_given():
    name = "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH NINH BÌNH"
    broken = balanced(name, 68, 12, bold=True)

    assert " ".join(broken) == name
    assert len(broken) == 2
    assert max(width(line, 12, bold=True) for line in broken) <= 68
    assert balanced("ỦY BAN\nTỈNH", 68, 12) == ("ỦY BAN", "TỈNH")


def test_a_section_without_title_must_begin_with_a_paragraph():
    with pytest.raises(TypeError, match="begins with a paragraph"):
        lay_out(a_paper([Section(Level.CLAUSE, "", (by_year(),))], STATE))


def test_document_numbers_and_spans_of_years_stay_on_one_line():
    text = "Chương trình số 06-CTr/BTGDVTU-CAT, Thông tư 15/2025/TT-BNV và 22/HD-BCA-V05, giai đoạn 2022-2026"

    kept = [part for part, whole in unbroken.parts(text) if whole]

    assert kept == ["06-CTr/BTGDVTU-CAT", "15/2025/TT-BNV", "22/HD-BCA-V05", "2022-2026"]
    assert "".join(part for part, _ in unbroken.parts(text)) == text
    assert [*unbroken.parts("ngày 01/12/2011, đạt 5-7 buổi")] == [("ngày 01/12/2011, đạt 5-7 buổi", False)]
