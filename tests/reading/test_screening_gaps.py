"""Lists of bare names, stamps behind a page's end, and what OpenDocument and RTF files hold out of sight."""

import io
import zipfile

import pytest

from phoihop.reading.load import load
from phoihop.reading.load.archive import Archive
from phoihop.reading.load.hidden import hidden_in_open_document
from phoihop.reading.screen import names_a_resident, screen, without_lists
from phoihop.reading.values import Loaded

NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung", "Hoàng Văn Em")
OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
TEXT = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
STYLE = 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
TABLE = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
PERSON = "Ông Nguyễn Văn An, CCCD 037090001234"


def listed(head: str, line: str = "{}") -> list[int]:
    text = f"CÔNG AN XÃ MẪU\n{head}\n" + "\n".join(line.format(name) for name in NAMES) + "\nHết."
    return [found.rows for found in screen(Loaded(text)).people_lists]


@pytest.mark.parametrize(
    "head",
    ["Danh sách người cung cấp tin", "DANH SÁCH CÁC HỘ DÂN THAM GIA", "Danh sách đối tượng quản lý năm 2026"],
)
@pytest.mark.parametrize("line", ["{}", "- Ông {}, thôn 3", "{};", "1. {}"])
def test_bare_names_under_a_head_that_says_who_they_are_are_a_list(head, line):
    assert listed(head, line) == [5]


@pytest.mark.parametrize(
    "head",
    [
        "Danh sách đại biểu dự hội nghị",
        "Danh sách cá nhân được tặng Giấy khen",
        "Danh sách người dân được biểu dương",
        "Thành phần tham dự",
    ],
)
def test_delegates_and_the_honoured_are_none(head):
    assert listed(head) == []


def test_such_a_list_is_taken_out_and_the_count_stays():
    text = "Năm 2026 tổ chức 12 buổi.\nDanh sách người cung cấp tin\n" + "\n".join(NAMES) + "\nPhần II"

    left = without_lists(load(text)).text

    assert "12 buổi" in left
    assert "Phần II" in left
    assert not [name for name in NAMES if name in left]


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x85", "\u2028"])
def test_a_stamp_behind_the_end_of_a_page_or_line_is_a_stamp(end):
    head = f"CÔNG AN TỈNH MẪU{end}TỐI MẬT{end}Số: 12/BC-CAT"

    for loaded in (Loaded(head), load(head.encode())):
        mark = screen(loaded).secret
        assert mark is not None
        assert mark.level == "TỐI MẬT"


def open_document(content: str, meta: str = "") -> bytes:
    made = io.BytesIO()
    spaces = f"{OFFICE} {TEXT} {STYLE} {TABLE}"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("mimetype", kind)
        parts.writestr("content.xml", f"<office:document-content {spaces}>{content}</office:document-content>")
        parts.writestr("meta.xml", f"<office:meta {OFFICE}>{meta}</office:meta>")
        parts.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "meta"),
    [
        (f"<office:annotation><text:p>{PERSON}</text:p></office:annotation>", ""),
        (f"<text:tracked-changes><text:p>{PERSON}</text:p></text:tracked-changes>", ""),
        (f'<text:p><text:hidden-text text:string-value="{PERSON}"/></text:p>', ""),
        (
            '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
            f'<text:p>Báo cáo <text:span text:style-name="T1">{PERSON}</text:span></text:p>',
            "",
        ),
        ("<text:p>Báo cáo</text:p>", f"<title>{PERSON}</title>"),
    ],
    ids=["comment", "deleted text", "hidden field", "hidden by its style", "properties"],
)
def test_what_an_open_document_holds_out_of_sight_is_screened(content, meta):
    unseen = hidden_in_open_document(Archive(open_document(content, meta), "odt"))

    assert screen(Loaded("Báo cáo", hidden=unseen)).hidden
    assert not hidden_in_open_document(Archive(open_document("<text:p>Báo cáo 12 buổi</text:p>"), "odt"))


def test_a_comment_in_a_spreadsheet_is_met():
    cell = (
        '<office:body><office:spreadsheet><table:table table:name="Biểu"><table:table-row>'
        f'<table:table-cell office:value-type="string"><office:annotation><text:p>{PERSON}</text:p></office:annotation>'
        "<text:p>Số buổi</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
    )

    met = screen(load(open_document(cell)))

    assert (met.hidden, met.people_lists) == (True, ())


@pytest.mark.parametrize("group", ["{\\info{\\title %s}}", "{\\*\\annotation %s}"])
def test_what_a_rich_text_holds_out_of_sight_is_screened(group):
    said = "CCCD 037090001234 Nguyen Van An"

    seen = load(("{\\rtf1\\ansi " + group % said + " Bao cao 12 buoi}").encode())
    plain = load(b"{\\rtf1\\ansi {\\info{\\title Bao cao}} Bao cao 12 buoi}")

    assert "037090001234" not in seen.text
    assert (screen(seen).hidden, screen(plain).hidden) == (True, False)


@pytest.mark.parametrize(
    ("said", "resident"),
    [
        ("Sửa theo phản ánh của ông Nguyễn Văn An ở thôn 3", True),
        ("Bà Trần Thị Bình chưa nộp phiếu", True),
        ("Ông Lê Văn Cường, Trưởng Công an xã, đã xác nhận", False),
        ("Theo ý kiến Chủ tịch UBND xã, ông Phạm Văn Dũng", False),
        ("Công an xã Lê Lợi đếm lại sổ", False),
        ("Tăng 12 buổi do có hội thi", False),
    ],
)
def test_a_reason_may_name_officials_and_no_residents(said, resident):
    assert names_a_resident(said) is resident
