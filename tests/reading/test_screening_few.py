"""Short lists of private people: refused from the first name where they say what they are, else their cells covered."""

from io import BytesIO

import pytest
import xlsxwriter
from docx import Document

from phoihop.reading import read
from phoihop.reading.load import load
from phoihop.reading.screen import masked, names_someone, screen, without_lists

HEAD = ("STT", "Họ và tên", "Năm sinh", "Số CCCD", "Địa chỉ", "Điện thoại")
PEOPLE = (
    ("1", "Nguyễn Văn Thử", "1975", "037075001234", "Xóm 3, xã Khánh Thiện", "0912345678"),
    ("2", "Trần Thị Nghiệm", "1982", "037182004321", "Xóm 5", "0987654321"),
    ("3", "Lê Văn Kiểm", "1969", "037069007777", "Xóm 1", "0903111222"),
)
NOTHING_OF = ("Thử", "Nghiệm", "Kiểm", "1975", "1982", "1969", "037075001234", "Xóm 3", "0912345678")


def a_paper(heading, rows, *, before=(), style=None):
    document = Document()
    for line in ("CÔNG AN XÃ KHÁNH THIỆN", "BÁO CÁO", *before, heading):
        document.add_paragraph(line)
    document.add_paragraph("Kính gửi: Công an tỉnh Ninh Bình")
    document.add_paragraph("Năm 2026, Công an xã tổ chức 17 buổi tuyên truyền; nhân dân cung cấp 4 nguồn tin.")
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = style
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return kept(document)


def kept(document):
    out = BytesIO()
    document.save(out)
    return load(out.getvalue())


def a_book(rows, *, sheet="Biểu 01"):
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet(sheet)
    for at, row in enumerate(rows):
        page.write_row(at, 0, row)
    book.close()
    return load(out.getvalue())


def figures_of(loaded):
    return [(f.value, f.unit) for f in read(loaded).facts if f.type == "figure"]


@pytest.mark.parametrize(
    "heading",
    [
        "Danh sách quần chúng cung cấp nguồn tin năm 2026",
        "Danh sách người dân tham gia tố giác tội phạm",
        "Danh sách các đối tượng trên địa bàn",
        "DANH SÁCH NGƯỜI NGHIỆN MA TÚY CÓ HỒ SƠ QUẢN LÝ",
        "Bảng theo dõi người chấp hành xong án phạt tù về địa phương",
        "Danh sách công dân gửi đơn khiếu nại, kiến nghị",
        "Trích ngang đối tượng sưu tra",
        "Danh sách cơ sở bí mật",
        "Danh sách nạn nhân bạo lực gia đình",
        "Người đang được quản lý, giáo dục tại xã",
    ],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_whoever_is_never_named_is_refused_from_the_first_name_on(heading, rows):
    met = screen(a_paper(heading, (HEAD, *PEOPLE[:rows])))

    assert [found.rows for found in met.people_lists] == [rows]
    assert not met.clean


@pytest.mark.parametrize("head", ["Họ tên người cung cấp tin", "Người tố giác", "Đối tượng", "Tên đối tượng", "Bị can"])
def test_the_head_of_a_column_says_so_as_well(head):
    rows = (("TT", head, "Nội dung"), ("1", "Nguyễn Văn Thử", "mất xe"))

    assert [found.rows for found in screen(a_paper("Kết quả năm 2026", rows)).people_lists] == [1]
    assert [found.rows for found in screen(a_book(rows)).people_lists] == [1]


def test_the_name_of_a_sheet_says_so_as_well():
    assert [found.rows for found in screen(a_book((HEAD, PEOPLE[0]), sheet="DS người tố giác")).people_lists] == [1]


def test_without_the_list_its_count_stays():
    cut = without_lists(a_paper("Danh sách quần chúng cung cấp nguồn tin", (HEAD, *PEOPLE)))

    assert "[danh sách 3 người]" in cut.text
    assert not any(word in cut.text for word in NOTHING_OF)
    assert screen(cut).clean


@pytest.mark.parametrize(
    ("heading", "head", "row"),
    [
        ("Danh sách cán bộ quản lý đối tượng", "TT|Họ và tên|Chức vụ", "1|Lê Văn Kiểm|Phó Trưởng Công an xã"),
        ("Danh sách tổ công tác giúp đỡ người lầm lỗi", "TT|Họ tên|Đơn vị", "1|Lê Văn Kiểm|Hội Phụ nữ xã"),
        ("Danh sách mô hình phòng, chống ma túy", "TT|Tên mô hình|Chủ nhiệm|Số người", "1|Cổng sáng|Lê Văn Kiểm|12"),
        ("Kết quả tiếp nhận tố giác, tin báo", "TT|Đơn vị|Cán bộ phụ trách|Số tin", "1|Xã A|Lê Văn Kiểm|12"),
    ],
)
def test_who_works_with_them_is_named(heading, head, row):
    loaded = a_paper(heading, [head.split("|"), row.split("|")])

    assert screen(loaded).clean
    assert "Lê Văn Kiểm" in masked(loaded).text


@pytest.mark.parametrize(
    "heading", ["Danh sách tặng Giấy khen", "Danh sách quần chúng được khen thưởng trong phong trào tố giác tội phạm"]
)
def test_the_honoured_keep_name_and_unit_alone(heading):
    head, row = (*HEAD, "Đơn vị"), (*PEOPLE[0], "Hội Nông dân xã")
    loaded = a_paper(heading, (head, row))

    left = masked(loaded).text

    assert screen(loaded).clean
    assert "Nguyễn Văn Thử" in left
    assert "Hội Nông dân xã" in left
    assert not any(word in left for word in ("1975", "037075001234", "Xóm 3", "0912345678"))


@pytest.mark.parametrize("columns", [(0, 1, 3), (0, 1, 5), (0, 1, 2, 4), (0, 1, 2), (0, 1, 4), (1, 2, 3, 4, 5)])
@pytest.mark.parametrize("make", [lambda rows: a_paper("Phụ lục", rows), a_book])
def test_of_any_short_list_nothing_tells_who_it_is(columns, make):
    loaded = make([[row[column] for column in columns] for row in (HEAD, *PEOPLE)])

    met, left = screen(loaded), masked(loaded)

    assert met.clean
    assert names_someone(loaded, met.contacts)
    assert [found.rows for found in met.narrowed] == [3]
    assert not any(word in left.text for word in NOTHING_OF)
    assert not any(
        word in cell.text for table in left.tables for row in table.rows for cell in row for word in NOTHING_OF
    )


def test_a_private_matter_beside_a_name_covers_the_name():
    loaded = a_paper("Phụ lục", (("TT", "Họ tên", "Hành vi"), ("1", "Nguyễn Văn Thử", "đánh bạc")))

    assert "Thử" not in masked(loaded).text


def test_five_rows_of_a_name_and_a_year_of_birth_are_a_list():
    five = [(str(at), f"Nguyễn Văn {name}", str(1970 + at)) for at, name in enumerate(("An", "Bé", "Cả", "Du", "Em"))]

    assert [found.rows for found in screen(a_book([("TT", "Họ và tên", "Năm sinh"), *five])).people_lists] == [5]


def test_officials_keep_their_names_and_lose_their_numbers():
    rows = (("TT", "Họ và tên", "Chức vụ", "Điện thoại"), ("1", "Lê Văn Kiểm", "Trưởng Công an xã", "0903111222"))
    left = masked(a_paper("Đầu mối liên hệ", rows)).text

    assert "Lê Văn Kiểm\tTrưởng Công an xã" in left
    assert "0903111222" not in left


def test_no_cell_of_a_list_of_people_is_a_figure():
    for loaded in (a_paper("Phụ lục", (HEAD, *PEOPLE)), a_book((HEAD, *PEOPLE))):
        for each in (loaded, masked(loaded)):
            assert [found for found in figures_of(each) if found[1] not in ("buổi tuyên truyền", "nguồn tin")] == []


def test_recognised_letters_of_a_table_are_lines_and_are_met_there():
    said = "\n".join(" ".join(row) for row in PEOPLE)
    head = "BÁO CÁO\nDanh sách quần chúng cung cấp nguồn tin\nKính gửi: Công an tỉnh\n" + " ".join(HEAD) + "\n"

    assert [found.rows for found in screen(load(head + said)).people_lists] == [3]
    left = masked(load("Phụ lục\n" + said)).text
    assert not any(word in left for word in NOTHING_OF)


def test_tabs_and_bars_of_a_text_part_a_table_as_well():
    for mark in ("\t", " | "):
        left = masked(load("Phụ lục\n" + "\n".join(mark.join(row) for row in (HEAD, *PEOPLE)))).text
        assert not any(word in left for word in NOTHING_OF)


def test_a_form_filled_in_for_one_person_keeps_nothing_of_it():
    said = "Họ và tên: Nguyễn Văn Thử\nNăm sinh: 1975\nSố CCCD: 037075001234\nĐịa chỉ: Xóm 3\nNội dung: đèn đường hỏng"
    left = masked(load(said)).text

    assert "Nội dung: đèn đường hỏng" in left
    assert not any(word in left for word in NOTHING_OF)


def test_a_sentence_that_tells_birth_and_home_keeps_neither_them_nor_the_name():
    said = "Ngày 3/5, ông Nguyễn Văn Thử, sinh năm 1975, trú tại xóm 3, báo mất xe. Tổ chức 17 buổi tuyên truyền."
    left = masked(load(said)).text

    assert "Tổ chức 17 buổi tuyên truyền." in left
    assert not any(word in left.lower() for word in ("thử", "1975", "xóm 3"))


@pytest.mark.parametrize(
    "said",
    [
        "Danh sách kèm theo công văn này gồm:\nNguyễn Văn Thử, Trưởng Công an xã\nHà Nội, ngày 12 tháng 11 năm 2026",
        "Kết quả tiếp nhận nguồn tin\nNơi nhận:\n- Công an tỉnh;\n- Lưu: VT.\nTRƯỞNG CÔNG AN XÃ\nĐại úy Nguyễn Văn Thử",
        "Đồng chí Nguyễn Văn Thử, sinh năm 1975, trú tại xóm 3, Trưởng Công an xã, được bầu.",
    ],
)
def test_officials_in_lines_are_left_alone(said):
    assert screen(load(said)).clean
    assert "Nguyễn Văn Thử" in masked(load(said)).text


@pytest.mark.parametrize(
    "rows",
    [
        ("TT|Họ và tên đệm|Tên|Nơi ở", "1|Nguyễn Văn|Thử|Xóm 3"),
        ("TT|Họ và tên|Năm sinh||Nơi ở", "||Nam|Nữ|", "1|Nguyễn Văn Thử||1975|Xóm 3"),
        ("TT|Họ và tên người hỏi|Nội dung ý kiến", "1|Nguyễn Văn Thử|đường hỏng"),
        ("TT|Họ, tên, năm sinh|Nơi ở", "1|Nguyễn Văn Thử, 1975|Xóm 3"),
        ("TT|Ho va ten|Nam sinh|Dia chi", "1|nguyễn văn Thử|1975|Xóm 3"),
        ("TT|Chủ hộ|Thôn|Số khẩu", "1|Nguyễn Văn Thử|Xóm 3|4"),
    ],
)
def test_a_name_is_met_however_its_table_is_drawn(rows):
    left = masked(a_book([row.split("|") for row in rows])).text

    assert not any(word in left for word in ("Thử", "1975", "037075001234"))


def test_the_title_may_be_the_first_row_of_the_table():
    rows = [("Danh sách người tố giác tội phạm",) * 6, HEAD, *PEOPLE]

    assert [found.rows for found in screen(a_paper("Phụ lục", rows, style="Table Grid")).people_lists] == [3]


def test_who_once_worked_is_an_informant_all_the_same():
    rows = (("TT", "Họ và tên", "Nghề nghiệp"), ("1", "Nguyễn Văn Thử", "cán bộ hưu trí"))

    assert [found.rows for found in screen(a_paper("Danh sách người cung cấp nguồn tin", rows)).people_lists] == [1]


def test_parties_to_a_dispute_are_never_named():
    rows = (("TT", "Vụ việc", "Bên A", "Bên B"), ("1", "đất đai", "Nguyễn Văn Thử", "Trần Thị Nghiệm"))

    assert [found.rows for found in screen(a_book(rows)).people_lists] == [1]


def test_names_behind_a_label_that_says_who_they_are():
    left = masked(load("Người cung cấp tin: ông Nguyễn Văn Thử (1975, Xóm 3), bà Trần Thị Nghiệm (1982).")).text

    assert not any(word in left for word in NOTHING_OF)
