"""Ways of telling what persons do at an event, and who signed an instrument when."""

import pytest

from phoihop.reading import read


def facts(kind, text):
    return [fact for fact in read(text).facts if fact.type == kind]


HEAD = "Bản tin địa phương\n12/7/2022 08:00\nSáng 10/7, Sở Y tế tổ chức hội nghị sơ kết.\n"


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("Bà Nông Thị Duyên, Chi cục trưởng Chi cục Thuế, thẳng thắn: có lúc còn chậm.", {"speaks"}),
        ("Bà Nông Thị Duyên, Chi cục trưởng Chi cục Thuế ở đây. Theo bà, cần làm sớm.", {"speaks"}),
        ("Đại úy Nông Thị Duyên, Trưởng Công an xã, lặng đi. Chị kể chuyện bản xa.", {"speaks"}),
        ("- Bà Nông Thị Duyên, Phó Giám đốc Sở: Vì việc chung thôi.", {"speaks"}),
        ("Phóng viên trò chuyện với bà Nông Thị Duyên, Phó Giám đốc Sở, về chuyện ấy.", {"speaks"}),
        ("Bà Nông Thị Duyên (Chủ tịch Hội Nông dân tỉnh) đã đặt bút ký vào bản thỏa thuận.", {"signs"}),
        ("Bà Nông Thị Duyên, Giám đốc Sở, thay mặt hai bên ký văn bản.", {"signs"}),
        ("Có mặt tại lễ ra quân, bà Nông Thị Duyên, Bí thư Huyện đoàn cùng 60 đoàn viên.", {"attends"}),
        ("Ảnh 2: Bà Nông Thị Duyên, Bí thư Huyện đoàn gói bánh cùng bà con.", {"attends"}),
        ("Đồng chủ trì tại điểm cầu tỉnh có bà Nông Thị Duyên, Giám đốc Sở Y tế.", {"chairs"}),
    ],
)
def test_a_role_is_told_in_many_ways(sentence, roles):
    (person,) = facts("person", HEAD + sentence)

    assert (person.name, set(person.roles)) == ("Nông Thị Duyên", roles)


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong biên bản, ông Nông Văn Duyên, Trưởng thôn, ký bằng nét chữ run run.",
        "Ông Nông Văn Duyên, Trưởng thôn, là người ở đây. Theo cán bộ xã, còn 12 hộ.",
    ],
)
def test_what_only_looks_like_a_role_is_none(sentence):
    (person,) = facts("person", HEAD + sentence)

    assert person.roles == ()


def test_a_caption_gives_no_role_to_who_does_something_else_there():
    sentence = "Ảnh 5: Bà Nông Thị Duyên, Phó Chủ tịch UBND xã trao Giấy khen của Chủ tịch UBND tỉnh cho 3 hộ."

    (person,) = facts("person", HEAD + sentence)

    assert person.roles == ("presents_award",)


def test_a_past_office_in_brackets_is_an_office():
    sentence = "Bà Y Thoa, Phó Chủ tịch UBND huyện (nguyên Hạt trưởng Hạt Kiểm lâm huyện), nhấn mạnh việc giữ rừng."

    (person,) = facts("person", HEAD + sentence)

    assert person.positions == ("Phó Chủ tịch UBND huyện", "nguyên Hạt trưởng Hạt Kiểm lâm huyện")


@pytest.mark.parametrize(
    ("sentence", "issued", "parties", "period"),
    [
        (
            "Tháng 3/2017, Hội Nông dân huyện và Hạt Kiểm lâm huyện ký Quy chế phối hợp số 01/QCPH-ND-KL.",
            "2017-03",
            ("Hội Nông dân huyện", "Hạt Kiểm lâm huyện"),
            None,
        ),
        ("Quy chế phối hợp số 01/QCPH-ND-KL hai bên ký kết hồi tháng 7/2018 rất hay.", "2018-07", (), None),
        (
            "Chương trình phối hợp số 15/CTPH-CAT-CCB được Công an tỉnh và Hội Nông dân tỉnh ký ngày 24/11/2009.",
            "2009-11-24",
            ("Công an tỉnh", "Hội Nông dân tỉnh"),
            None,
        ),
        (
            "Ngày 24/4/2012, Agribank Sa Đéc cùng Hội Nông dân tỉnh ký Thỏa thuận liên ngành số 65/TTLN-NH-HND về cho "
            "vay phát triển nông nghiệp, nông thôn giai đoạn 2012-2015.",
            "2012-04-24",
            ("Agribank Sa Đéc", "Hội Nông dân tỉnh"),
            ("2012", "2015"),
        ),
        (
            "Hội nghị kiểm điểm Quy chế phối hợp số 21/QCPH-BP-HQ (ký ngày 20-12-2013), do Cục Hải quan tỉnh và Sở Y "
            "tế đồng tổ chức.",
            "2013-12-20",
            (),
            None,
        ),
    ],
)
def test_a_paper_says_who_signed_it_when(sentence, issued, parties, period):
    (paper,) = facts("document", f"Bản tin địa phương\n\n{sentence}")

    assert (paper.issued_on, paper.parties, paper.period) == (issued, parties, period)


def test_a_programme_without_a_number_that_two_hosts_review_is_theirs():
    text = (
        "Tin\n\nSáng 6/12, Sở Y tế phối hợp với Công an tỉnh tổ chức hội nghị tổng kết 5 năm thực hiện Chương trình "
        "phối hợp về “Bảo đảm an ninh bệnh viện” giai đoạn 2020 - 2024."
    )

    assert [paper.parties for paper in facts("document", text)] == [("Sở Y tế", "Công an tỉnh")]


def test_two_sides_of_a_numbered_paper_are_the_hosts_of_its_review():
    text = (
        "Tin\n\nSáng 6/12, Sở Y tế và Công an tỉnh tổ chức hội nghị sơ kết Nghị quyết liên tịch "
        "số 02/NQLT-YT-CAT ký ngày "
        "20/10/2020 giữa hai đơn vị."
    )

    assert [paper.parties for paper in facts("document", text)] == [("Sở Y tế", "Công an tỉnh")]
