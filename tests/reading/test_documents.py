import pytest

from phoihop.reading import read


def documents(text: str) -> list[dict[str, object]]:
    """The documents without evidence and without empty fields."""
    return [
        {
            key: value
            for key, value in fact.as_json().items()
            if key not in ("type", "evidence", "confidence") and value not in (None, [])
        }
        for fact in read(text).facts
        if fact.type == "document"
    ]


def test_a_numbered_programme_says_date_parties_title_and_period():
    text = (
        "Chương trình phối hợp số 09/CTr-BCA-MTTW ngày 1-8-2013 giữa Bộ Công an và Ủy ban Trung ương MTTQ Việt Nam "
        "về “Giữ gìn bình yên”, giai đoạn 2013-2018."
    )

    assert documents(text) == [
        {
            "kind": "coordination_programme",
            "number": "09/CTr-BCA-MTTW",
            "title": "Giữ gìn bình yên",
            "issued_on": "2013-08-01",
            "parties": ["Bộ Công an", "Ủy ban Trung ương MTTQ Việt Nam"],
            "period": ["2013", "2018"],
        }
    ]


def test_a_bare_number_behind_the_full_one_is_the_same_instrument():
    reading = read("Thực hiện Chương trình phối hợp số 22- Ctr/ĐUCA-V28. Qua 5 năm, chương trình số 22 có kết quả.")
    (fact,) = (fact for fact in reading.facts if fact.type == "document")

    assert fact.number == "22-Ctr/ĐUCA-V28"
    assert [reading.text[start:end] for start, end in fact.evidence] == [
        "Chương trình phối hợp số 22- Ctr/ĐUCA-V28",
        "chương trình số 22",
    ]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("theo Chỉ thị 05 của Bộ Chính trị", "directive", "05"),
        ("Nghị định 98/2023/NĐ-CP của Chính phủ", "decree", "98/2023/NĐ-CP"),
        ("Thông báo số 64/TB-VPCP ngày 6-4-2016", "other", "64/TB-VPCP"),
        ("Nghị quyết liên tịch số 01/NQLT", "resolution", "01/NQLT"),
        ("Kế hoạch liên ngành số 03/KHLN-BĐBP-TWĐ", "plan", "03/KHLN-BĐBP-TWĐ"),
        ("Quy định số 37-QĐ/TW", "regulation", "37-QĐ/TW"),
        ("Quy chế phối hợp số 01/QCPH/UBND-UBMTTQ", "regulation", "01/QCPH/UBND-UBMTTQ"),
        ("Hướng dẫn số 12-HD/BTCTW", "guidance", "12-HD/BTCTW"),
        ("căn cứ 15/CT-TTg", "directive", "15/CT-TTg"),
    ],
)
def test_numbers_of_every_regime_are_read(text, kind, number):
    assert [(found["kind"], found["number"]) for found in documents(text)] == [(kind, number)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("sơ kết 5 năm thực hiện Luật Hợp tác xã", "Luật Hợp tác xã"),
        ("theo Luật Phòng, chống ma túy và các văn bản", "Luật Phòng, chống ma túy"),
        ("gắn với Nghị quyết Trung ương 4 (khóa XII)", "Nghị quyết Trung ương 4 (khóa XII)"),
        ("thực hiện Nghị quyết Đại hội XIII của Đảng", "Nghị quyết Đại hội XIII của Đảng"),
        ("theo Điều lệ Công đoàn Việt Nam", "Điều lệ Công đoàn Việt Nam"),
        ("triển khai Đề án “Xây dựng xã hội học tập” đến năm 2030", "Xây dựng xã hội học tập"),
    ],
)
def test_named_instruments_keep_their_names(text, title):
    assert [found["title"] for found in documents(text)] == [title]


def test_what_the_event_signs_has_its_date_and_the_hosts_as_parties():
    text = (
        "Tin\nChiều 9-6-2020, tại Hà Nội, Tổng cục Thuế và Bộ Tư pháp tổ chức lễ ký kết Quy chế phối hợp công tác "
        "giai đoạn 2020-2025."
    )

    assert documents(text) == [
        {
            "kind": "regulation",
            "issued_on": "2020-06-09",
            "parties": ["Tổng cục Thuế", "Bộ Tư pháp"],
            "period": ["2020", "2025"],
        }
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Triển khai các chỉ thị, nghị quyết của Trung ương về an ninh.",
        "Các đơn vị đã ký kết 05 quy chế phối hợp.",
        "Đề nghị sớm ban hành chương trình phối hợp giai đoạn 2027 - 2031.",
        "Ý thức chấp hành pháp luật được nâng lên; luật sư tham gia.",
        "Kế hoạch 5 năm và nghị quyết đã đi vào cuộc sống.",
        "Tỷ lệ 24/7, biển số 62 R. 001.08, ngày 1-8-2013.",
    ],
)
def test_what_names_no_instrument_is_none(text):
    assert documents(text) == []


def test_of_a_numbered_instrument_only_a_quotation_is_the_title():
    (found,) = documents("Kế hoạch số 12/KH-CAT ngày 08/01/2026 của Công an tỉnh Nam về xây dựng phong trào năm 2026.")

    assert "title" not in found
    assert found["parties"] == ["Công an tỉnh Nam"]


def test_a_paper_is_itself_an_instrument():
    text = "CÔNG AN TỈNH LAM GIANG\nSố: 9/BC-CAT\nLam Giang, ngày 05 tháng 6 năm 2026\nBÁO CÁO\nCông tác quý II/2026\n."

    assert documents(text) == [
        {
            "kind": "report",
            "number": "9/BC-CAT",
            "issued_on": "2026-06-05",
            "parties": ["CÔNG AN TỈNH LAM GIANG"],
            "period": ["2026-04", "2026-06"],
        }
    ]


@pytest.mark.parametrize(
    ("text", "parties", "issued_on"),
    [
        ("Cũng trong năm 2013, Bộ Y tế có Chỉ thị 09/CT-BYT về an ninh bệnh viện.", ("Bộ Y tế",), "2013"),
        (
            "Năm 2019, Công an tỉnh và Hội Nông dân (HND) tỉnh đã ký Nghị quyết liên tịch số 03/NQLT-CAT-HND.",
            ("Công an tỉnh", "Hội Nông dân tỉnh"),
            "2019",
        ),
        ("UBND tỉnh ban hành Chỉ thị 15-CT/TU; ngày 1/8/2013, hội nghị khai mạc.", ("UBND tỉnh",), None),
    ],
)
def test_who_signed_or_issued_it_and_when_stands_before_it_too(text, parties, issued_on):
    (document,) = [fact for fact in read("Tin\n\nThứ Hai, 12/8/2024\n\n" + text).facts if fact.type == "document"]

    assert (document.parties, document.issued_on) == (parties, issued_on)


def test_a_decision_that_is_a_verb_is_no_instrument():
    text = "Hội Khuyến học quyết định tặng Kỷ niệm chương “Vì sự nghiệp khuyến học” cho bà Trần Thị Lan."

    assert [fact for fact in read(text).facts if fact.type == "document"] == []
