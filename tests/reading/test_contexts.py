"""Numbers that are true in their sentence and wrong in a sum."""

import pytest

from phoihop.reading.contexts import doubt_of, is_others


def doubt_in(said: str, number: str):
    start = said.index(number)
    return doubt_of(said, start, start + len(number) + 5)


@pytest.mark.parametrize(
    ("said", "number", "doubt"),
    [
        ("Năm 2026, giảm 30 buổi so với năm 2025.", "30", "difference"),
        ("Năm 2026, tổ chức vượt 25 buổi so với chỉ tiêu.", "25", "difference"),
        ("Năm 2026, còn thiếu 40 buổi.", "40", "missing"),
        ("Công an tỉnh chưa tổ chức đủ 500 buổi.", "500", "missing"),
        ("Năm 2026 đã hủy bỏ 15 buổi do mưa bão.", "15", "denied"),
        ("Báo chí đưa tin sai rằng đã tổ chức 999 buổi.", "999", "denied"),
        ("Năm 2026, nếu có 100 buổi thì đạt chỉ tiêu.", "100", "condition"),
        ("So với 700 buổi của Công an tỉnh Nghệ An, kết quả còn thấp.", "700", "compared"),
        ("Đạt 240 buổi, năm trước là 120 buổi.", "120", "compared"),
        ("Từ 120 buổi năm 2025 tăng lên 150 buổi năm 2026.", "150", "change"),
        ("Tổ chức 45 buổi, trong đó 12 buổi do MTTQ tổ chức.", "12", "part"),
        ("Năm 2026, 1 250 buổi được tổ chức.", "250", "grouping"),
        ("Năm 2026, 1,250 buổi được tổ chức.", "1,250", "grouping"),
        ("Năm 2026 đã tổ chức 12 buổi với 3.200 lượt người.", "12", None),
        ("So với năm 2025, đã tổ chức thêm nhiều mô hình, đạt 45 buổi.", "45", None),
        ("Chưa kể các xã, tỉnh tổ chức 45 buổi.", "45", None),
        ("Năm 2025 giảm mạnh. Năm 2026 tổ chức 45 buổi.", "45", None),
        ("Tổ chức 45 buổi, đạt 102% kế hoạch.", "45", None),
    ],
)
def test_what_the_words_around_a_number_say_of_it(said, number, doubt):
    assert doubt_in(said, number) == doubt


@pytest.mark.parametrize(
    ("subject", "others"),
    [
        (None, False),
        ("Công an tỉnh Hà Tĩnh", False),
        ("Công an tỉnh", False),
        ("các đơn vị", False),
        ("Năm 2026", False),
        ("MTTQ tỉnh Hà Tĩnh", True),
        ("Công an tỉnh Nghệ An", True),
    ],
)
def test_whose_result_it_is(subject, others):
    assert is_others(subject, "Công an tỉnh Hà Tĩnh") is others
