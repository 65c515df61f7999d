"""Ways of telling that an event took place, and by whom: each sentence here is our own."""

import pytest

from phoihop.reading import read

HEAD = "Bản tin địa phương\n12/7/2022 08:00\n"


def events(text):
    return [fact for fact in read(text).facts if fact.type == "event"]


def told(sentence):
    """Kinds, day and hosts of the only event of a piece of news."""
    (event,) = events(HEAD + sentence)
    return ", ".join(event.kinds), event.date, list(event.hosts)


@pytest.mark.parametrize(
    ("sentence", "kind", "hosts"),
    [
        ("Sáng 10-7, Hội Phụ nữ tỉnh và Sở Y tế sơ kết 3 năm phối hợp.", "interim_review", "Hội Phụ nữ tỉnh; Sở Y tế"),
        (
            "Hạt Kiểm lâm huyện và Huyện đoàn ngày 10-7 ký quy chế phối hợp.",
            "signing",
            "Hạt Kiểm lâm huyện; Huyện đoàn",
        ),
        (
            "Chiều 10/7, VNPT Hà Giang cùng Hội Nông dân tỉnh ký thỏa thuận hợp tác.",
            "signing",
            "VNPT Hà Giang; Hội Nông dân tỉnh",
        ),
        (
            "Sáng 10/7, Honda Việt Nam phối hợp với Sở Y tế tổ chức lễ trao 50 máy đo.",
            "other",
            "Honda Việt Nam; Sở Y tế",
        ),
        ("Tối 10/7, Công an phường Bến Gỗ đối thoại với hơn 100 hộ dân.", "forum", "Công an phường Bến Gỗ"),
        (
            "Sáng 10-7, Đồn Biên phòng Sơn Hồng và Hội Luật gia tỉnh ngồi lại rút kinh nghiệm.",
            "other",
            "Đồn Biên phòng Sơn Hồng; Hội Luật gia tỉnh",
        ),
        (
            "Ngày 10-7, Huyện đoàn cùng Công ty Xây dựng số 5 khánh thành cầu dân sinh.",
            "other",
            "Huyện đoàn; Công ty Xây dựng số 5",
        ),
        (
            "Ngày hội do Sở Tư pháp cùng Hội Luật gia tỉnh đồng tổ chức sáng 10/7.",
            "festival",
            "Sở Tư pháp; Hội Luật gia tỉnh",
        ),
        (
            "Lễ ra quân do Tỉnh đoàn và Sở Xây dựng phát động sáng 10/7 thu hút 500 người.",
            "launch",
            "Tỉnh đoàn; Sở Xây dựng",
        ),
        (
            "Buổi gặp mặt của Hội Cựu chiến binh phường Quán Bàu sáng 10/7 rất đông vui.",
            "other",
            "Hội Cựu chiến binh phường Quán Bàu",
        ),
        ("Hội nghị giao ban giữa Công an huyện với các ban, ngành diễn ra ngày 10/7.", "other", "Công an huyện"),
        ("Lễ tổng kết được xã Nậm Cắn tổ chức ngày 10/7.", "final_review", "xã Nậm Cắn"),
        (
            "Sáng 10/7, Ban Chỉ đạo vận động hiến máu tình nguyện tỉnh tổ chức lễ tôn vinh.",
            "commendation",
            "Ban Chỉ đạo vận động hiến máu tình nguyện tỉnh",
        ),
        (
            "Ngày 10/7, Bộ Chỉ huy Quân sự tỉnh Xiêng-khoảng (Lào) tổ chức hội đàm.",
            "other",
            "Bộ Chỉ huy Quân sự tỉnh Xiêng-khoảng (Lào)",
        ),
        (
            "Sau 2 năm Sở Y tế và Công an tỉnh thực hiện quy chế, hội nghị sơ kết diễn ra chiều 10/7.",
            "interim_review",
            "Sở Y tế; Công an tỉnh",
        ),
    ],
)
def test_a_sentence_says_who_held_it_in_many_ways(sentence, kind, hosts):
    assert told(sentence) == (kind, "2022-07-10", hosts.split("; "))


def test_two_sides_are_those_named_before():
    text = (
        "Tòa án tỉnh và Viện kiểm sát tỉnh họp liên ngành\n12/7/2022\nSáng 10/7, hai "
        "ngành đã họp liên tịch đánh giá quy chế."
    )

    (event,) = events(text)

    assert event.hosts == ("Tòa án tỉnh", "Viện kiểm sát tỉnh")


def test_the_headline_says_who_held_it_where_the_text_does_not():
    text = (
        "Công an xã Mường Bú tổng kết mô hình kẻng\n12/7/2022\nTại hội nghị tổng kết "
        "chiều 10/7, ông Lò Văn Hặc khen 12 bản."
    )

    assert events(text)[0].hosts == ("Công an xã Mường Bú",)


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        (
            "Ngày 8/7, tại xã Ia Púch, huyện Chư Prông, Gia Lai, Công an xã tổ chức ngày hội.",
            "xã Ia Púch, huyện Chư Prông, Gia Lai",
        ),
        ("Ngày 8/7, tại cửa khẩu quốc tế Lao Bảo, Hải quan tỉnh tổ chức hội nghị.", "cửa khẩu quốc tế Lao Bảo"),
        ("Ngày 8/7, tại bãi biển Mỹ Khê, Tỉnh đoàn tổ chức lễ ra quân.", "bãi biển Mỹ Khê"),
        (
            "Ngày 8/7, Sở Y tế tổ chức hội nghị trực tuyến sơ kết. Điểm cầu chính đặt tại Trường Đại học Vinh.",
            "Trường Đại học Vinh",
        ),
        ("Ngày 8/7, Sở Y tế và Tỉnh đoàn ký quy chế phối hợp. Lễ ký diễn ra ngay tại trạm y tế xã.", "trạm y tế xã"),
        ("Ngày 8/7, tại Hà Nội, Công an thành phố tổ chức hội nghị.", "Hà Nội"),
    ],
)
def test_the_place_is_told_in_many_ways(sentence, place):
    assert [event.place for event in events(HEAD + sentence)] == [place]


def test_news_in_brief_tells_one_event_an_item():
    text = (
        "TIN VẮN\nThứ ba, 12-3-2024\n\n* Lào Cai: Sáng 11-3, Hội Phụ nữ tỉnh và Sở Y tế tổng kết 5 năm phối hợp.\n\n"
        "* Thanh Hóa: Chiều 10-3, Tỉnh đoàn cùng Công an tỉnh phát động “Tháng Thanh niên”.\n\n"
        "* Phú Thọ: Tại lễ ra mắt tổ tự quản (9-3), Công an xã trao 20 bình chữa cháy.\n\n"
        "* Nghệ An: 5 chủ nhà trọ vừa được Giám đốc Công an tỉnh tặng Giấy khen."
    )

    assert [(event.kinds, event.date, event.hosts) for event in events(text)] == [
        (("final_review",), "2024-03-11", ("Hội Phụ nữ tỉnh", "Sở Y tế")),
        (("launch",), "2024-03-10", ("Tỉnh đoàn", "Công an tỉnh")),
        (("launch",), "2024-03-09", ()),
    ]


def test_a_second_event_opens_its_paragraph_with_its_own_day_and_host():
    text = (
        "Huyện Lâm Hà: hai ngành ký kết\n12/7/2022\nChiều 10/7, Liên đoàn Lao động huyện và Công "
        "an huyện ký kết quy chế "
        "phối hợp.\nSáng 11/7, Hội Nông dân huyện tổ chức hội nghị giao ban."
    )

    assert [event.date for event in events(text)] == ["2022-07-10", "2022-07-11"]


def test_what_came_shortly_before_is_a_second_event_and_what_came_long_before_is_none():
    text = (
        "Ngày hội ở Bản Lan\n12/7/2022\nSáng 10/7, UBND xã Bản Lan tổ chức ngày hội.\nTrước đó, chiều 9/7, "
        "tại Đồn Biên phòng Pha Long, Hội Nông dân xã và Đồn Biên phòng Pha Long ký kết chương trình phối hợp.\n"
        "Trước đó, ngày 2/6, Công an xã đã tổ chức hội nghị bàn việc này."
    )

    assert [event.date for event in events(text)] == ["2022-07-10", "2022-07-09"]


@pytest.mark.parametrize(
    "text",
    [
        "Gặp nhau\n12/4/2022\nTháng 5/2019, Công an xã và Hội Nông dân xã ký quy chế phối hợp.",
        "Tai mắt của dân\n12/4/2022\nNgày 20/2/2018, hai bên ký kết chương trình phối hợp số 05.",
        "Nếp mới\n12/4/2022\nNăm 2021, Công an xã phối hợp Hội Phụ nữ tổ chức 15 hội nghị tuyên truyền.",
        "Chuyện làng\n12/4/2022\nNăm nào cũng sơ kết, năm nào cũng cơ bản tốt; cán bộ ngại xuống cơ sở.",
    ],
)
def test_what_is_long_past_or_usual_is_no_event(text):
    assert events(text) == []


def test_the_day_of_a_paper_or_of_a_source_note_is_not_the_day_of_the_event():
    paper = "Hội nghị kiểm điểm Quy chế số 21/QC-HQ (ký ngày 20-12-2021), do Sở Y tế tổ chức ngày 10-7, rất sôi nổi."
    note = "(Báo An Lạc - 12/7/2022) Nhân Ngày hội tại xã An Phú, sáng 10/7, huyện tặng quà 20 hộ."

    assert [told(paper)[1], events(note)[0].date] == ["2022-07-10", "2022-07-10"]
