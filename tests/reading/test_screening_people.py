"""Lists and single people in every form that they are typed in, and in what a file holds out of sight."""

from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter
from docx import Document

from phoihop.reading.load import load
from phoihop.reading.screen import masked, screen, told_of, without_lists

PEOPLE = [
    ("Nguyễn Văn Mẫu", 37090001234, "12", "03", "1975"),
    ("Trần Thị Bình", 37091001235, "13", "04", "1976"),
    ("Lê Văn Cường", 37092001236, "14", "05", "1977"),
    ("Phạm Thị Dung", 37093001237, "15", "06", "1978"),
    ("Vũ Thị Giang", 37095001239, "17", "08", "1980"),
]


def rows_in(data) -> list[int]:
    return [found.rows for found in screen(load(data)).people_lists]


def a_book(rows, *, note: str = "") -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Biểu 01")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    if note:
        sheet.write_comment("B2", note)
    book.close()
    return out.getvalue()


def a_paper(change) -> bytes:
    document = Document()
    document.add_paragraph("BÁO CÁO")
    change(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = BytesIO(data)
    with ZipFile(out, "a") as package:
        package.writestr(name, content)
    return out.getvalue()


def test_identity_numbers_that_a_sheet_keeps_as_numbers_are_met_without_their_zero():
    assert rows_in(a_book([[at, name, number] for at, (name, number, *_) in enumerate(PEOPLE, 1)])) == [5]
    assert rows_in(a_book([["Tên", "Số"], *([name, 1090001234 + at] for at, (name, *_) in enumerate(PEOPLE))])) == [5]


def test_what_is_paid_or_counted_beside_names_is_no_identity():
    assert rows_in(a_book([["Tên", "Kinh phí (đồng)"], *([name, number] for name, number, *_ in PEOPLE)])) == []
    assert rows_in(a_book([["Tên", "Số buổi"], *([name, 1250 + at] for at, (name, *_) in enumerate(PEOPLE))])) == []


@pytest.mark.parametrize(
    "form",
    [
        "{name}, {day}-{month}-{year}",
        "{name} ({day}/{month}/{year})",
        "{name}, ngày {day} tháng {month} năm {year}",
        "{name}, 0370 9000 12{day}",
        "{name}, 370900012{day}",
        "{name}, sinh năm {year}, trú tại xóm 3",
    ],
)
def test_a_list_is_met_in_every_form_of_births_and_numbers(form):
    lines = [form.format(name=name, day=day, month=month, year=year) for name, _, day, month, year in PEOPLE]

    assert rows_in("BÁO CÁO\n" + "\n".join(lines)) == [5]


@pytest.mark.parametrize(
    "form",
    [
        "{name}, ngày {day} tháng {month} năm 2026",
        "{name}, Trưởng phòng, {day}-{month}-{year}",
        "Đồng chí {name} phát biểu ngày {day}/{month}/{year}",
        "{name}, sinh năm {year}",
    ],
)
def test_later_days_and_days_that_belong_to_no_name_make_no_list(form):
    lines = [form.format(name=name, day=day, month=month, year=year) for name, _, day, month, year in PEOPLE]

    assert rows_in("BÁO CÁO\n" + "\n".join(lines)) == []


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("ông Nguyễn Văn Mẫu, số điện thoại 0912.345.678", "ông Nguyễn Văn Mẫu, số điện thoại ••••.•••.•••"),
        ("ông Nguyễn Văn Mẫu, 0912 - 345 - 678", "ông Nguyễn Văn Mẫu, •••• - ••• - •••"),
        ("Nguyễn Văn Mẫu, 12/03/1975, xóm 3", "Nguyễn Văn Mẫu, ••/••/••••, xóm 3"),
        ("Số định danh 0370 9000 1234", "Số định danh •••• •••• ••••"),
        ("hộ chiếu B1234567", "hộ chiếu ••••••••"),
        ("Người cung cấp tin là ông Nguyễn Văn Mẫu ở xóm 3", "Người cung cấp tin là ông •••••• ••• ••• ở xóm 3"),
        ("Tổ chức 12 buổi ngày 12/03/2026", "Tổ chức 12 buổi ngày 12/03/2026"),
        (
            "Lê Văn Cường cung cấp thông tin tại họp báo",
            "Lê Văn Cường cung cấp thông tin tại họp báo",
        ),
    ],
)
def test_single_people_are_masked_and_the_rest_stays(said, kept):
    assert masked(load(said)).text.rstrip("\n") == kept


LIST = "\n".join(f"{name}, CCCD 0{number}" for name, number, *_ in PEOPLE)


def hidden(document) -> None:
    document.add_paragraph().add_run(LIST).font.hidden = True


def commented(document) -> None:
    run = document.add_paragraph("Nội dung").runs[0]
    document.add_comment([run], text=LIST)


@pytest.mark.parametrize(
    "data",
    [
        a_paper(hidden),
        a_paper(commented),
        with_part(a_paper(lambda _: None), "customXml/item9.xml", f"<a>{LIST}</a>".encode()),
        with_part(a_paper(lambda _: None), "word/embeddings/bang.xlsx", a_book([[n, i] for n, i, *_ in PEOPLE])),
        a_book([["Chỉ tiêu", "2026"], ["Số buổi", 12]], note="Ông Nguyễn Văn Mẫu, CCCD 037090001234"),
    ],
    ids=["hidden text", "comment", "custom XML", "workbook inside", "cell comment"],
)
def test_what_a_file_holds_out_of_sight_is_looked_through_too(data):
    met = screen(load(data))

    assert (met.hidden, met.clean, met.people_lists) == (True, False, ())


def test_a_harmless_comment_and_hidden_word_stand_in_nobodys_way():
    def remark(document) -> None:
        run = document.add_paragraph("Nội dung").runs[0]
        document.add_comment([run], text="Xem lại số buổi của quý III, ngày 12/03/2026.")
        document.add_paragraph().add_run("nháp").font.hidden = True

    assert screen(load(a_paper(remark))).clean
    assert screen(load(a_book([["Chỉ tiêu", "2026"], ["Số buổi", 12]], note="Lấy theo sổ, 1250 lượt"))).clean


@pytest.mark.parametrize(
    ("said", "against"),
    [
        ("Nguyễn Văn Mẫu, CCCD 037090001234, ĐT 0912345678 cung cấp tin", "person"),
        ("MẬT", "secret"),
        ("Tăng 12 buổi do có hội thi ngày 12/3/2026; kinh phí 125.000.000 đồng.", ""),
        ("Đồng chí Lê Văn Cường đã kiểm tra số liệu của 12 xã.", ""),
    ],
)
def test_typed_words_are_looked_through(said, against):
    assert told_of(said) == against


NAMED = ("Nguyễn Văn Bình", "Trần Thị Hoa", "Lê Văn Cường", "Phạm Thị Dung", "Hoàng Văn Em")


def a_word_table(*rows):
    def add(document) -> None:
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    return a_paper(add)


def a_word_of(*lines):
    def add(document) -> None:
        for line in lines:
            document.add_paragraph(line)

    return a_paper(add)


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (
            a_word_table(
                ("STT", "Họ và tên", "Địa chỉ", "Ghi chú"),
                *((str(n), name, f"Thôn {n}", "nghiện") for n, name in enumerate(NAMED, start=1)),
            ),
            [5],
        ),
        (a_word_table(*((str(n), name, f"Thôn {n}") for n, name in enumerate(NAMED))), [5]),
        (a_word_of(f"Các đối tượng nghiện gồm: {'; '.join(NAMED)}."), [5]),
        (a_word_of(*(f"- {name}: thôn {n}, được cảm hóa" for n, name in enumerate(NAMED))), [5]),
        (
            a_book(
                [["Chỉ tiêu", "2026", "", "Họ tên"], ["Số buổi", 12, "", f"{NAMED[0]} CCCD 037060000000"]]
                + [["", "", "", f"{name} CCCD 03706000000{n}"] for n, name in enumerate(NAMED[1:], start=1)]
            ),
            [5],
        ),
        (
            a_word_table(
                ("STT", "Họ và tên", "Chức vụ", "Địa chỉ"),
                *((str(n), name, "Trưởng thôn", f"Thôn {n}") for n, name in enumerate(NAMED)),
            ),
            [],
        ),
        (
            a_word_of(f"Tặng Giấy khen các đồng chí: {'; '.join(NAMED)} có thành tích đấu tranh với đối tượng."),
            [],
        ),
        (a_word_of("Đại biểu dự hội nghị:", *(f"- Đồng chí {name}, cán bộ xã" for name in NAMED)), []),
    ],
    ids=["table", "no heads", "in a sentence", "dashes", "sheet's column", "officials", "laureates", "participants"],
)
def test_names_beside_a_home_or_a_private_matter_are_a_list_without_any_number(data, rows):
    loaded = load(data)

    assert [found.rows for found in screen(loaded).people_lists] == rows
    assert screen(without_lists(loaded)).people_lists == ()
