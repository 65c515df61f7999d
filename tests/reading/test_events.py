import pytest

from phoihop.reading import read


def events(text: str) -> list[dict[str, object]]:
    return [
        {
            key: value
            for key, value in fact.as_json().items()
            if key not in ("type", "evidence", "confidence") and value not in (None, [])
        }
        for fact in read(text).facts
        if fact.type == "event"
    ]


def test_one_sentence_says_kind_day_mode_place_hosts_and_sites():
    text = (
        "Tin tỉnh\nSáng 5-3-2020, tại Hà Nội, Bộ Công an phối hợp với Ủy ban Trung ương MTTQ Việt Nam tổ chức hội nghị "
        "trực tuyến sơ kết công tác phối hợp với 64 điểm cầu."
    )

    assert events(text) == [
        {
            "kinds": ["interim_review"],
            "date": "2020-03-05",
            "mode": "online",
            "place": "Hà Nội",
            "hosts": ["Bộ Công an", "Ủy ban Trung ương MTTQ Việt Nam"],
            "sites": 64,
        }
    ]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Công an huyện tổ chức hội nghị tổng kết năm và triển khai nhiệm vụ.", ["final_review", "launch"]),
        ("Công an huyện và Huyện đoàn tổ chức lễ ký kết quy chế phối hợp.", ["signing"]),
        ("Công an huyện họp bàn công tác tổ chức hội nghị tổng kết.", ["preparation"]),
        ("Công an huyện tổ chức lớp tập huấn nghiệp vụ.", ["training"]),
        ("UBND xã tổ chức Ngày hội Toàn dân bảo vệ an ninh Tổ quốc.", ["festival"]),
        ("UBND xã tổ chức diễn đàn “Công an lắng nghe ý kiến nhân dân”.", ["forum"]),
        ("UBND xã tổ chức lễ tuyên dương gương người tốt, việc tốt.", ["commendation"]),
        ("Công an huyện tổ chức lễ ra quân bảo đảm trật tự.", ["launch"]),
        ("UBND huyện đã có buổi làm việc với Công an huyện.", ["other"]),
        ("Công an xã phối hợp Hội Nông dân xã ra mắt mô hình tự quản.", ["launch"]),
    ],
)
def test_the_noun_and_its_words_say_the_kind(sentence, kinds):
    assert [event["kinds"] for event in events(f"Bản tin địa phương\nSáng 7-5, {sentence}")] == [kinds]


@pytest.mark.parametrize(
    ("phrase", "place"),
    [
        ("tại Trụ sở Chính phủ", "Trụ sở Chính phủ"),
        ("tại Nhà văn hóa khu phố 6, phường An Bình", "Nhà văn hóa khu phố 6, phường An Bình"),
        ("tại Trung tâm Hội nghị tỉnh", "Trung tâm Hội nghị tỉnh"),
        ("tại Văn Miếu (Vĩnh Lạc)", "Văn Miếu (Vĩnh Lạc)"),
        ("tại TP Vinh", "TP Vinh"),
        ("tại buổi lễ", None),
    ],
)
def test_the_place_is_the_whole_phrase(phrase, place):
    (event,) = events(f"Bản tin địa phương\nSáng 7-5, {phrase}, Công an tỉnh tổ chức hội nghị sơ kết.")

    assert event.get("place") == place


def test_a_day_without_a_year_takes_the_year_of_the_dateline():
    text = "Tin\n\nThứ Hai, 06/01/2020\n\nNgày 30-12, Công an tỉnh tổ chức hội nghị tổng kết công tác năm."

    assert events(text)[0]["date"] == "2019-12-30"


@pytest.mark.parametrize(
    "text",
    [
        "BÁO CÁO\nKết quả năm\nTrong năm, Công an xã đã tổ chức 25 hội nghị và 02 diễn đàn.",
        "Kế hoạch thi đua\nĐợt một sẽ sơ kết vào cuối năm 2019.",
    ],
)
def test_what_is_counted_or_only_to_come_is_no_event(text):
    assert events(text) == []


def test_an_invitation_says_time_and_place_on_labelled_lines():
    text = (
        "ỦY BAN MTTQ VIỆT NAM TỈNH TÂY HÀ\nSố: 12/GM-MTTQ\nTây Hà, ngày 21 tháng 9 năm 2026\nGIẤY MỜI\n"
        "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh trân trọng kính mời: Lãnh đạo Công an tỉnh\n"
        "Dự Hội nghị tổng kết 5 năm công tác phối hợp.\n"
        "Thời gian: 8 giờ 00, ngày 29 tháng 9 năm 2026.\nĐịa điểm: Hội trường lớn, số 2 đường Hòa Bình."
    )

    assert events(text) == [
        {
            "kinds": ["final_review"],
            "date": "2026-09-29",
            "place": "Hội trường lớn, số 2 đường Hòa Bình",
            "hosts": ["Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh"],
        }
    ]
