"""Clauses that no rule speaks of: what they look like tells whether they are items."""

import pytest

from phoihop.reading import read
from phoihop.reading.finders.items import learnt

NEWS = (
    "Hội nghị sơ kết công tác phối hợp\n\nThứ Hai, 12/8/2024\n\n"
    "Sáng 11/8, Công an huyện và Ủy ban MTTQ huyện tổ chức hội nghị sơ kết.\n\n"
)
TASK = "Mỗi quý nên chọn một thôn làm điểm, rút kinh nghiệm rồi mới nhân ra."
REQUEST = "Ông Nam đề nghị hai ngành tiếp tục đổi mới nội dung tuyên truyền; nhân rộng mô hình hay."


def items_of(text):
    return [(fact.role, fact.text) for fact in read(NEWS + text).facts if fact.type == "item"]


def test_a_task_that_no_rule_speaks_of_is_told_by_its_words(monkeypatch):
    with_weights = items_of(TASK)
    monkeypatch.setattr(learnt, "kept", dict)
    by_rules_alone = items_of(TASK)

    assert (by_rules_alone, with_weights) == ([], [("direction", TASK.rstrip("."))])


def test_what_the_rules_found_stays_as_it_is(monkeypatch):
    with_weights = items_of(REQUEST)
    monkeypatch.setattr(learnt, "kept", dict)

    assert with_weights == items_of(REQUEST)
    assert len(with_weights) == 2


@pytest.mark.parametrize(
    "told",
    [
        "Đêm hội có năm tiết mục, khán giả đứng kín sân đình.",
        "Ngày ấy cả làng phải gánh nước từ con suối cách nhà hai cây số.",
        "Các đại biểu cắt băng khánh thành nhà văn hóa thôn.",
    ],
)
def test_what_is_told_is_no_item(told):
    assert items_of(told) == []


def test_of_a_clause_without_known_features_nothing_is_said():
    assert learnt.chances(["w unheard"], {"w known": [100, 0, -100]}) == (0.25, 0.25, 0.25)


def test_a_feature_moves_the_chances_by_its_weight():
    content, direction, limitation = learnt.chances(["w known"], {"w known": [200, 0, -200]})

    assert content > direction > limitation
