"""A report's outline, whatever way its writer numbers it."""

from io import BytesIO

import pytest
from docx import Document

from phoihop.reading.load import load
from phoihop.reading.outline import body_of, gather, outline

REPORT = """BÁO CÁO
Tổng kết 5 năm thực hiện Chương trình phối hợp
Thực hiện Kế hoạch số 12/KH-CAT, Công an tỉnh báo cáo như sau:
PHẦN I
ĐẶC ĐIỂM, TÌNH HÌNH
1. Thuận lợi
Được sự quan tâm của cấp ủy.
2. Khó khăn
Địa bàn rộng.
PHẦN II
KẾT QUẢ THỰC HIỆN
I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO
Đã ban hành 25 văn bản.
II. KẾT QUẢ THỰC HIỆN CÁC NỘI DUNG
1. Công tác tuyên truyền
a) Tuyên truyền tập trung
- Tổ chức 1.250 buổi;
- Phát 12.000 tờ rơi.
b) Tuyên truyền trên mạng
1. Tổ chức 12 lớp tập huấn cho cán bộ;
2. Xây dựng mô hình: Xây dựng mới 77 mô hình, duy trì 315 mô hình.
PHẦN III
ĐÁNH GIÁ CHUNG
1. Ưu điểm
Phối hợp chặt chẽ.
2. Tồn tại, hạn chế
Một số nơi còn chậm.
3. Nguyên nhân
- Nguyên nhân khách quan: Địa bàn rộng.
- Nguyên nhân chủ quan: Cán bộ kiêm nhiệm.
4. Bài học kinh nghiệm
Một là, bám sát cơ sở.
PHẦN IV
PHƯƠNG HƯỚNG, NHIỆM VỤ
1. Tiếp tục quán triệt các văn bản của cấp trên.
PHẦN V
KIẾN NGHỊ, ĐỀ XUẤT
1. Với Bộ Công an: Hỗ trợ kinh phí.
2. Với Ủy ban nhân dân tỉnh: Bố trí biên chế.
Nơi nhận:
- Như trên;
KT. GIÁM ĐỐC
PHỤ LỤC
Biểu số liệu
"""


def told(text):
    return [(s.level, s.kind, s.title) for s in outline(text)]


def test_a_report_in_five_parts():
    assert told(REPORT) == [
        (1, "situation", "ĐẶC ĐIỂM, TÌNH HÌNH"),
        (2, "situation", "Thuận lợi"),
        (2, "limitations", "Khó khăn"),
        (1, "results", "KẾT QUẢ THỰC HIỆN"),
        (2, "results", "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO"),
        (2, "results", "KẾT QUẢ THỰC HIỆN CÁC NỘI DUNG"),
        (3, "results", "Công tác tuyên truyền"),
        (4, "results", "Tuyên truyền tập trung"),
        (4, "results", "Tuyên truyền trên mạng"),
        (3, "results", "Xây dựng mô hình"),
        (1, "assessment", "ĐÁNH GIÁ CHUNG"),
        (2, "results", "Ưu điểm"),
        (2, "limitations", "Tồn tại, hạn chế"),
        (2, "causes", "Nguyên nhân"),
        (3, "causes", "Nguyên nhân khách quan"),
        (3, "causes", "Nguyên nhân chủ quan"),
        (2, "lessons", "Bài học kinh nghiệm"),
        (1, "directions", "PHƯƠNG HƯỚNG, NHIỆM VỤ"),
        (1, "proposals", "KIẾN NGHỊ, ĐỀ XUẤT"),
        (2, "proposals", "Với Bộ Công an"),
        (2, "proposals", "Với Ủy ban nhân dân tỉnh"),
        (1, "appendix", "PHỤ LỤC"),
    ]


def test_sections_hold_what_stands_below_them_and_stop_at_the_signature():
    sections = {section.title: section for section in outline(REPORT)}

    def body(title):
        start, end = body_of(REPORT, sections[title])
        return REPORT[start:end]

    assert body("Tồn tại, hạn chế") == "Một số nơi còn chậm."
    assert body("Nguyên nhân khách quan") == "Địa bàn rộng."
    assert body("Xây dựng mô hình") == "Xây dựng mới 77 mô hình, duy trì 315 mô hình."
    assert body("Với Ủy ban nhân dân tỉnh") == "Bố trí biên chế."
    assert body("PHỤ LỤC") == "Biểu số liệu"


def test_gathering_takes_the_outermost_section_of_a_kind():
    sections = outline(REPORT)

    assert [each.title for each in gather(sections, "causes", "lessons")] == ["Nguyên nhân", "Bài học kinh nghiệm"]
    assert [each.title for each in gather(sections, "proposals")] == ["KIẾN NGHỊ, ĐỀ XUẤT"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A. KẾT QUẢ\nI. Tuyên truyền\nB. TỒN TẠI",
            [(1, "results", "KẾT QUẢ"), (2, "results", "Tuyên truyền"), (1, "limitations", "TỒN TẠI")],
        ),
        (
            "I- Kết quả đạt được\nII- Hạn chế, nguyên nhân",
            [(1, "results", "Kết quả đạt được"), (1, "limitations", "Hạn chế, nguyên nhân")],
        ),
        (
            "1. Kết quả\n1.1. Tuyên truyền\n1.2. Mô hình\n2. Đề xuất, kiến nghị",
            [
                (1, "results", "Kết quả"),
                (2, "results", "Tuyên truyền"),
                (2, "results", "Mô hình"),
                (1, "proposals", "Đề xuất, kiến nghị"),
            ],
        ),
        (
            "* Hạn chế: Còn chậm.\n* Nguyên nhân: Thiếu người.",
            [(1, "limitations", "Hạn chế"), (1, "causes", "Nguyên nhân")],
        ),
        ("PHẦN THỨ NHẤT: TÌNH HÌNH CHUNG\nNội dung.", [(1, "situation", "TÌNH HÌNH CHUNG")]),
    ],
)
def test_other_ways_of_numbering(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 21-8, Công an tỉnh tổ chức hội nghị.",
        "- Tổ chức 12 buổi tuyên truyền;",
        "1. Tặng Bằng khen cho 12 tập thể và 15 cá nhân;",
        "1.250 lượt người dự.",
        "Kết quả thực hiện rất tốt.",
        "",
    ],
)
def test_lines_that_tell_are_no_headings(text):
    assert outline(text) == ()


def test_word_headings_and_automatic_numbers_open_sections():
    document = Document()
    document.add_heading("Kết quả thực hiện", 1)
    document.add_paragraph("Công tác tuyên truyền", style="List Number")
    document.add_paragraph("Đã tổ chức 12 buổi.")
    document.add_heading("Kiến nghị", 1)
    document.add_paragraph("Hỗ trợ kinh phí.")
    out = BytesIO()
    document.save(out)

    loaded = load(out.getvalue())

    assert [(s.kind, s.title) for s in outline(loaded)] == [
        ("results", "Kết quả thực hiện"),
        ("results", "Công tác tuyên truyền"),
        ("proposals", "Kiến nghị"),
    ]
