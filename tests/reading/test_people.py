import pytest

from phoihop.reading import read


def people(text: str) -> dict[str, tuple[str | None, tuple[str, ...], tuple[str, ...]]]:
    """Name to rank, positions and roles."""
    return {fact.name: (fact.rank, fact.positions, fact.roles) for fact in read(text).facts if fact.type == "person"}


def names(text: str) -> list[str]:
    return list(people(text))


def test_commas_part_offices_and_semicolons_part_persons():
    text = (
        "Dự hội nghị có các đồng chí: Lê Thị Vân Khê, Ủy viên Ban Thường vụ, Trưởng Ban Dân vận Tỉnh ủy, "
        "Chủ tịch Ủy ban MTTQ tỉnh; Thiếu tướng Phan Đức Lộc, Giám đốc Công an tỉnh."
    )

    assert people(text) == {
        "Lê Thị Vân Khê": (
            None,
            ("Ủy viên Ban Thường vụ", "Trưởng Ban Dân vận Tỉnh ủy", "Chủ tịch Ủy ban MTTQ tỉnh"),
            ("attends",),
        ),
        "Phan Đức Lộc": ("Thiếu tướng", ("Giám đốc Công an tỉnh",), ("attends",)),
    }


def test_an_office_in_front_belongs_to_the_name_behind_it():
    text = "Phó Bí thư Thành ủy, Chủ tịch UBND thành phố Võ Kha và Chủ tịch HĐND thành phố Đào Lệ Thu chủ trì hội nghị."

    assert people(text) == {
        "Võ Kha": (None, ("Phó Bí thư Thành ủy", "Chủ tịch UBND thành phố"), ("chairs",)),
        "Đào Lệ Thu": (None, ("Chủ tịch HĐND thành phố",), ("chairs",)),
    }


def test_an_office_said_once_goes_to_each_name_of_the_list():
    found = people("Dự lễ có các Phó Chủ tịch UBND tỉnh: Hồ Quang Lâm, Trần Thu Hà và Lý Văn Sáng.")

    assert {name: positions for name, (_, positions, _) in found.items()} == dict.fromkeys(
        ("Hồ Quang Lâm", "Trần Thu Hà", "Lý Văn Sáng"), ("Phó Chủ tịch UBND tỉnh",)
    )


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ông Đỗ Văn Tiệp, Bí thư Huyện ủy phát biểu tại hội nghị.", "speaks"),
        ("Theo ông Đỗ Văn Tiệp, Bí thư Huyện ủy, việc này cần làm ngay.", "speaks"),
        ("Ông Đỗ Văn Tiệp - Bí thư Huyện ủy - cho biết: “Xã đã xong”.", "speaks"),
        ("Phát biểu kết luận, ông Đỗ Văn Tiệp, Bí thư Huyện ủy biểu dương các xã.", "speaks"),
        ("Hội nghị do ông Đỗ Văn Tiệp, Bí thư Huyện ủy chủ trì.", "chairs"),
        ("Ông Đỗ Văn Tiệp, Bí thư Huyện ủy trao Bằng khen cho các tập thể.", "presents_award"),
        ("Ông Đỗ Văn Tiệp, Bí thư Huyện ủy và bà Lê Hạ ký kết chương trình phối hợp.", "signs"),
        ("Tham dự buổi lễ có ông Đỗ Văn Tiệp, Bí thư Huyện ủy.", "attends"),
        ("Ông Đỗ Văn Tiệp, Bí thư Huyện ủy đã đến dự.", "attends"),
    ],
)
def test_the_verb_gives_the_role(text, role):
    assert role in people(text)["Đỗ Văn Tiệp"][2]


def test_a_short_name_speaks_for_the_full_one():
    text = "Dự họp có bà Kiều Thị Mận, Chủ tịch Hội Nông dân xã. “Bà con rất mừng” - bà Mận nói."

    assert people(text)["Kiều Thị Mận"][2] == ("attends", "speaks")


def test_an_office_alone_speaks_for_its_only_holder():
    text = "Dự họp có ông Tạ Hữu Nghĩa, Giám đốc Sở Tư pháp. Giám đốc Sở Tư pháp đề nghị các xã báo cáo."

    assert people(text)["Tạ Hữu Nghĩa"][2] == ("attends", "speaks")


@pytest.mark.parametrize(
    "text",
    [
        "Ký kết chương trình. Ảnh: Lê Văn Tám",
        "Bị cáo Nguyễn Văn Khỏe khai nhận.",
        "Tài xế Trần Văn Nhanh điều khiển xe tải.",
        "Trụ sở ở đường Trần Hưng Đạo, phường Lê Lợi.",
        "Học tập tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
        "Công an xã Bản Lầu Thượng họp.",
        "Trường THCS Lê Hữu Trác khai giảng.",
        "Ông N.V.T ở thôn 3 trình báo.",
    ],
)
def test_who_plays_no_part_is_no_person(text):
    assert names(text) == []


@pytest.mark.parametrize(
    ("tail", "authors"),
    [
        ("\nHà Linh", ["Hà Linh"]),
        ("\nTin, ảnh: Minh Châu", ["Minh Châu"]),
        ("\nThu Ninh – Báo Xứ Đoài 21/8/2018", ["Thu Ninh"]),
        ("\nĐỗ Hạnh – Sao Khuê", ["Đỗ Hạnh", "Sao Khuê"]),
        (" LÂM KHANH", ["LÂM KHANH"]),
        ("\nHoàng Nga - Đội Tham mưu", ["Hoàng Nga"]),
        ("\nH.T", []),
    ],
)
def test_a_byline_names_the_author(tail, authors):
    text = "Bản tin\nSáng 5-3, Công an tỉnh tổ chức hội nghị sơ kết công tác sáu tháng đầu năm tại thành phố." + tail

    assert [name for name, (_, _, roles) in people(text).items() if roles == ("author",)] == authors


def test_signatures_under_a_paper_are_persons_who_sign():
    text = (
        "CÔNG AN TỈNH A\nSố: 9/BC-CAT\nA, ngày 05 tháng 6 năm 2026\nBÁO CÁO\nKết quả năm 2026\nCó 12 mô hình.\n"
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(Đã ký)\nĐại tá Quách Văn Điền"
    )

    assert people(text) == {"Quách Văn Điền": ("Đại tá", ("PHÓ GIÁM ĐỐC",), ("signs",))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Đồng chí K’ Mák, Phó Chủ tịch HĐND tỉnh dự.", "K’ Mák"),
        ("Bà H’Yim Kđoh, Phó Chủ tịch UBND tỉnh dự.", "H’Yim Kđoh"),
        ("Ông Y Thông Niê, Phó Bí thư Tỉnh ủy dự.", "Y Thông Niê"),
        ("Trung tướng, PGS.TS Trần Vi Đan, Cục trưởng dự.", "Trần Vi Đan"),
        ("Bí thư thứ nhất Trung ương Đoàn Lương Thế Kiên dự.", "Lương Thế Kiên"),
        ("Thượng tá Huỳnh công Hạnh, Trưởng phòng dự.", "Huỳnh công Hạnh"),
    ],
)
def test_names_of_all_peoples_and_with_degrees_are_whole(text, name):
    assert names(text) == [name]


def test_a_last_line_that_ends_in_a_quotation_and_a_full_stop_has_no_byline():
    assert [fact.type for fact in read("Báo cáo” .").facts] == []
