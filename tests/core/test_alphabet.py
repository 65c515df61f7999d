"""The order of Vietnamese names."""

from phoihop.core.alphabet import compare, sort_key

NAMES = [
    "Ân Thi", "An Lão", "Ba Vì", "Ăng Ten", "Dũng Tiến", "Đại Từ", "Xuân Trường", "Ý Yên", "Hiển Khánh", "Hải Hậu",
    "Ông Đình", "Ơn Nghĩa", "Oanh Kiều", "Ung Văn", "Ứng Hòa",
]  # fmt: skip
IN_ORDER = [
    "An Lão", "Ăng Ten", "Ân Thi", "Ba Vì", "Dũng Tiến", "Đại Từ", "Hải Hậu", "Hiển Khánh", "Oanh Kiều", "Ông Đình",
    "Ơn Nghĩa", "Ung Văn", "Ứng Hòa", "Xuân Trường", "Ý Yên",
]  # fmt: skip


def test_letters_with_marks_follow_their_plain_ones_and_tones_come_after_all_letters():
    assert sorted(NAMES, key=sort_key) == IN_ORDER
    assert sorted(["Hoàng An", "Hoang Yên", "Hoàn Kiếm"], key=sort_key) == ["Hoàn Kiếm", "Hoàng An", "Hoang Yên"]
    assert (compare("Đ", "D") > 0, compare("Ý", "Đ") > 0, compare("an", "an")) == (True, True, 0)
