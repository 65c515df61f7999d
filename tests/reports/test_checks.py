from dataclasses import replace

from phoihop.indicators.queries import needed, related
from phoihop.reports.rules import Content, Entry, Line, Shape, findings
from phoihop.web.answers import sentence

BLANK, NA = Entry(Content.BLANK), Entry(Content.NOT_APPLICABLE)
TOTAL, PART, OF_WHICH = Shape("TT01"), Shape("TT01", "nơi", partition=True), Shape("TT01", "nữ")


def n(value: int) -> Entry:
    return Entry(Content.NUMBER, value)


def a_line(key: int, shape: Shape, entry: Entry, **more) -> Line:
    return Line(key, str(key), shape, entry, **more)


def found(*lines: Line) -> list[tuple[int, str, bool]]:
    return [(one.key, one.refusal.code, one.blocking) for one in findings(lines)]


def test_a_form_whose_parts_make_the_total_is_clean():
    assert found(a_line(1, TOTAL, n(36)), a_line(2, PART, n(20)), a_line(3, PART, n(16))) == []


def test_a_blank_row_is_named_but_zero_and_not_applicable_are_answers():
    assert found(a_line(1, TOTAL, BLANK), a_line(2, Shape("A"), n(0)), a_line(3, Shape("B"), NA)) == [
        (1, "blank", True)
    ]


def test_a_total_under_its_parts_names_the_rows():
    lines = [a_line(1, TOTAL, n(45)), a_line(2, PART, n(40)), a_line(3, PART, n(12))]

    assert found(*lines) == [(1, "total_under_parts", True)]
    assert sentence(findings(lines)[0].refusal) == "Tổng (45) nhỏ hơn cộng các dòng (52). Xem lại dòng 2, 3."


def test_a_total_over_its_parts_is_found_once_all_parts_are_there():
    assert found(a_line(1, TOTAL, n(45)), a_line(2, PART, n(40)), a_line(3, PART, n(2))) == [
        (1, "total_over_parts", True)
    ]
    assert found(a_line(1, TOTAL, n(45)), a_line(2, PART, n(40)), a_line(3, PART, BLANK)) == [(3, "blank", True)]


def test_an_of_which_stays_under_its_total_and_need_not_add_up():
    assert found(a_line(1, TOTAL, n(45)), a_line(2, OF_WHICH, n(40))) == []
    assert found(a_line(1, TOTAL, n(45)), a_line(2, OF_WHICH, n(46))) == [(2, "part_over_total", True)]


def test_a_jump_asks_for_a_sentence_and_with_it_becomes_a_hint_for_the_reviewer():
    assert found(a_line(1, TOTAL, n(48), previous=6)) == [(1, "say_why", True)]
    assert found(a_line(1, TOTAL, n(48), previous=6, note="Lắp mới 42 hệ thống")) == [(1, "moved_with_note", False)]


def test_what_was_counted_before_and_now_does_not_apply_is_a_hint():
    assert found(a_line(1, TOTAL, NA, previous=6)) == [(1, "was_counted_before", False)]
    assert found(a_line(1, TOTAL, NA, previous=0)) == []


def test_rows_that_are_not_typed_here_are_never_asked_about():
    assert found(a_line(1, TOTAL, BLANK, previous=6, locked=True)) == []


def test_a_part_that_is_more_than_its_related_whole_is_advice_until_a_note_says_why():
    over, whole = a_line(1, Shape("HG04"), n(30)), a_line(2, Shape("HG03"), n(24))
    pairs = [("HG04", "HG03")]

    told = findings([over, whole], pairs)

    assert [(one.key, one.refusal.code, one.blocking) for one in told] == [(1, "over_related", False)]
    assert sentence(told[0].refusal).startswith("Chỉ tiêu 1 (30) lớn hơn chỉ tiêu 2 (24)")
    assert findings([replace(over, note="Có vụ từ năm trước."), whole], pairs) == []
    assert findings([over, a_line(2, Shape("HG03"), BLANK)], pairs)[0].refusal.code == "blank"


def test_a_note_that_a_jump_asked_for_does_not_silence_the_advice_on_its_whole():
    """26 cases solved from 20 tips: the reason given for the jump says nothing about the tips."""
    tips, solved = a_line(1, Shape("NT01"), n(20)), a_line(2, Shape("NT02"), n(26), previous=9)

    asked = findings([tips, solved], related())
    answered = findings([tips, replace(solved, note="Mở đợt cao điểm")], related())

    assert [one.refusal.code for one in asked] == ["say_why", "over_related"]
    assert [(one.refusal.code, one.blocking) for one in answered] == [
        ("moved_with_note", False),
        ("over_related", False),
    ]


def test_people_without_the_classes_that_they_went_to_are_asked_about():
    none, people = a_line(1, Shape("TH01"), n(0)), a_line(2, Shape("TH02"), n(60))
    pairs = [("TH01", "TH02")]

    told = findings([none, people], pairs, pairs)

    assert [(one.key, one.refusal.code, one.blocking) for one in told] == [(1, "none_but_related", False)]
    assert sentence(told[0].refusal).startswith("Chỉ tiêu 1 là 0 nhưng chỉ tiêu 2 là 60.")
    assert findings([replace(none, note="Dự lớp của tỉnh mở."), people], pairs, pairs) == []
    assert findings([none, replace(people, entry=n(0))], pairs, pairs) == []
    assert ("TH01", "TH02") in needed()


def test_a_number_other_than_the_one_offered_is_asked_about_until_a_reason_says_why():
    offered = {"offered": 33, "offered_by": "bao-cao-xa.pdf"}
    found_ = findings([a_line(1, TOTAL, n(40), **offered)])

    assert [(one.refusal.code, one.blocking) for one in found_] == [("differs_from_offer", False)]
    assert sentence(found_[0].refusal) == (
        "Chỉ tiêu 1: ghi 40, số đề nghị theo bao-cao-xa.pdf là 33. Mời kiểm tra lại."
    )
    assert found(a_line(1, TOTAL, n(33), **offered)) == []
    assert found(a_line(1, TOTAL, n(40), note="Văn bản ghi thiếu một thôn.", **offered)) == []
