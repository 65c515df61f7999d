"""What looks like one who acts or like a task and is none: the heading of a part of a report, a place called Giao."""

from phoihop.reading import read

REPORT = "BÁO CÁO\n\n{}\n"


def test_the_heading_of_a_part_is_nobody_whose_figures_follow():
    said = "1. Công tác tuyên truyền: Đã tổ chức 38 buổi tuyên truyền với hơn 4.200 lượt người tham dự."

    found = [(fact.value, fact.subject) for fact in read(REPORT.format(said)).facts if fact.type == "figure"]

    assert found == [(38, None), (4200, None)]


def test_a_unit_whose_name_begins_like_a_verb_is_given_no_task():
    said = "Xã Giao Thủy 30 3500 18 16"
    told = "Chủ tịch UBND tỉnh giao Công an xã chủ trì rà soát các mô hình tự quản trước ngày 30/11."

    assert [fact.text for fact in read(REPORT.format(said)).facts if fact.type == "item"] == []
    assert len([fact for fact in read(REPORT.format(told)).facts if fact.type == "item"]) == 1
