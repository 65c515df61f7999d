from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from phoihop.audit import queries as audit
from phoihop.audit.models import Entry
from phoihop.core.actor import Role
from phoihop.core.refusal import Refused
from phoihop.figures import queries as figures
from phoihop.figures.models import Figure
from phoihop.figures.rules.values import Coverage, Standing
from phoihop.figures.rules.values import State as Value
from phoihop.reports import actions, queries
from phoihop.reports.models import Cell, Receipt, Report
from phoihop.reports.rules import State
from tests.reports.line import DECEMBER_9, HANOI, UNTIL, YEAR

LATE = DECEMBER_9 + timedelta(days=30)


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.refusal


def said(line, where="GV", **more):
    return {
        (stand.indicator, stand.breakdown): (stand.value, stand.standing)
        for stand in figures.stands(line.bodies[where].pk, YEAR, **more).values()
    }


def test_sending_puts_submitted_figures_gives_a_receipt_and_writes_one_line(line):
    receipt = line.sent()

    assert said(line) == {
        ("TT01", None): (36, Standing.SUBMITTED),
        ("TT01", "thon"): (20, Standing.SUBMITTED),
        ("TT01", "truong"): (16, Standing.SUBMITTED),
        ("TT02", None): (4865, Standing.SUBMITTED),
    }
    assert receipt.number == f"37-2026-{receipt.report_id:05d}/1"
    assert receipt.head == Entry.objects.get(action="report.submitted").digest
    assert receipt.counted_until == UNTIL
    assert [faults for _, _, faults in audit.verify()] == [[]]


def test_sending_twice_with_one_key_is_one_submission_and_one_line_in_the_log(line):
    report, key = line.fill(line.report()), uuid4()

    first = actions.submit_report(report, key=key, by=line.officer(), at=DECEMBER_9)
    again = actions.submit_report(report, key=key, by=line.officer(), at=DECEMBER_9 + timedelta(minutes=1))

    assert again == first
    assert (Receipt.objects.count(), Entry.objects.filter(action="report.submitted").count()) == (1, 1)


def test_a_receipt_of_a_recalled_report_is_not_given_again(line):
    report, key = line.fill(line.report()), uuid4()
    told = {"by": line.officer(), "at": DECEMBER_9}
    receipt = actions.submit_report(report, key=key, **told)
    actions.recall_report(report, **told)

    assert refused(actions.submit_report, report, key=key, **told).code == "key_used"
    report.refresh_from_db()
    assert (report.state, queries.in_force(receipt, report)) == (State.DRAFT, False)
    assert queries.ended(receipt).action == "report.recalled"

    second = actions.submit_report(report, key=uuid4(), **told)
    report.refresh_from_db()
    assert [queries.in_force(one, report) for one in (receipt, second)] == [False, True]


def test_another_key_after_sending_is_refused_and_nothing_changes(line):
    receipt = line.sent()

    refusal = refused(actions.submit_report, receipt.report, key=uuid4(), by=line.officer(), at=DECEMBER_9)

    assert refusal.code == "already_sent"
    assert Receipt.objects.count() == 1


def test_an_old_key_with_other_content_is_refused_after_a_return(line):
    key = uuid4()
    report = line.sent(key=key).report
    actions.return_report(report, reasons={line.rows["4"].pk: "Xem lại"}, by=line.reviewer(), at=DECEMBER_9)
    report.refresh_from_db()
    line.type(report, "4", "4900")

    assert refused(actions.submit_report, report, key=key, by=line.officer(), at=DECEMBER_9).code == "key_used"
    assert Report.objects.get().state == State.RETURNED


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (datetime(2026, 11, 14, 23, 59, tzinfo=HANOI), "outside_window"),
        (datetime(2026, 12, 20, 0, 0, tzinfo=HANOI), "outside_window"),
        (datetime(2027, 2, 1, 8, 0, tzinfo=HANOI), "outside_window"),
    ],
)
def test_a_report_outside_its_window_is_refused_and_nothing_changes(line, day, code):
    report = line.fill(line.report())
    Report.objects.update(counted_until=date(2026, 11, 1))

    refusal = refused(actions.submit_report, report, key=uuid4(), by=line.officer(), at=day)

    assert (refusal.code, refusal.facts["opens"], refusal.facts["closed"]) == (
        code,
        date(2026, 11, 15),
        date(2026, 12, 20),
    )
    assert (Receipt.objects.count(), Figure.objects.count(), Report.objects.get().state) == (0, 0, State.DRAFT)


def test_the_level_above_may_let_one_unit_in_late(line):
    report = line.fill(line.report())
    until = LATE.date()

    assert (
        refused(actions.let_in_late, line.window, line.bodies["GV"], until=until, by=line.reviewer("HT"), at=LATE).code
        == "not_your_line"
    )
    past = until - timedelta(days=1)
    late = {"by": line.reviewer(), "at": LATE}
    assert (
        refused(actions.let_in_late, line.window, line.bodies["GV"], until=past, **late).code == "late_day_has_passed"
    )
    actions.let_in_late(line.window, line.bodies["GV"], until=until, **late)

    assert actions.submit_report(report, key=uuid4(), by=line.officer(), at=LATE).report_id == report.pk


def test_before_the_periods_end_the_sender_states_the_day_counted_to(line):
    report = line.report()
    line.fill(report)
    Report.objects.update(counted_until=None)
    send = {"key": uuid4(), "by": line.officer(), "at": DECEMBER_9}

    assert refused(actions.submit_report, report, **send).code == "state_the_day_counted_to"
    Report.objects.update(counted_until=date(2026, 12, 31))
    assert refused(actions.submit_report, report, **send).code == "counted_to_a_day_to_come"
    after = DECEMBER_9 + timedelta(days=8)
    Report.objects.update(counted_until=None)
    assert actions.submit_report(report, **{**send, "at": after}).counted_until is None


def test_blank_rows_are_named_and_a_jump_needs_its_sentence(line):
    line.counted_before("GV", "TT02", 100)
    report = line.report()
    send = {"key": uuid4(), "by": line.officer(), "at": DECEMBER_9}
    line.type(report, "1", "36")
    actions.state_counted_until(report, day=UNTIL, by=line.officer(), at=DECEMBER_9)

    assert refused(actions.submit_report, report, **send).facts["missing"] == ("2", "3", "4")
    line.fill(report)
    assert refused(actions.submit_report, report, **send).facts["wrong"] == ("4",)
    line.type(report, "4", "4865", note="Thêm ba trường học")
    assert actions.submit_report(report, **send).doubts == ["4"]


def test_a_reason_is_of_the_number_that_it_was_given_for(line):
    line.counted_before("GV", "TT02", 100)
    report = line.fill(line.report())
    line.type(report, "4", "4865", note="Thêm ba trường học")
    line.type(report, "4", "4865")
    assert report.cells.get(row=line.rows["4"]).note == "Thêm ba trường học"

    line.type(report, "4", "4900")

    assert report.cells.get(row=line.rows["4"]).note == ""
    refusal = refused(actions.submit_report, report, key=uuid4(), by=line.officer(), at=DECEMBER_9)
    assert refusal.facts["wrong"] == ("4",)


def test_parts_that_do_not_make_the_total_keep_the_report_at_home(line):
    report = line.fill(line.report(), r2="40", r3="12")

    refusal = refused(actions.submit_report, report, key=uuid4(), by=line.officer(), at=DECEMBER_9)

    assert (refusal.code, refusal.facts["wrong"]) == ("wrong_cells", ("1",))


def test_zero_and_not_applicable_arrive_as_what_they_are(line):
    line.sent(r1="0", r2="0", r3="0", r4="Không áp dụng")

    stands = figures.stands(line.bodies["GV"].pk, YEAR)
    assert (stands["TT01", None, Coverage.OWN].value, stands["TT01", None, Coverage.OWN].state) == (0, Value.NUMBER)
    assert (stands["TT02", None, Coverage.OWN].value, stands["TT02", None, Coverage.OWN].state) == (
        None,
        Value.NOT_APPLICABLE,
    )


def test_an_officer_proposes_and_an_approver_sends_and_no_step_is_skipped(line):
    report = line.fill(line.report())
    entry, approver = line.officer("GV", Role.ENTRY), line.officer("GV", Role.APPROVAL)
    now = {"at": DECEMBER_9}

    assert refused(actions.submit_report, report, key=uuid4(), by=entry, **now).code == "approvers_only"
    assert refused(actions.submit_report, report, key=uuid4(), by=approver, **now).code == "not_proposed"
    assert refused(actions.propose_report, report, by=approver, **now).code == "entry_officers_only"
    actions.propose_report(report, by=entry, **now)
    assert refused(line.type, report, "1", "37").code == "not_open_for_typing"
    actions.take_back(report, by=approver, **now)
    line.type(report, "4", "4866")
    actions.propose_report(report, by=entry, **now)
    assert actions.submit_report(report, key=uuid4(), by=approver, **now).by_name == approver.name
    assert refused(actions.take_back, report, by=approver, **now).code == "not_proposed"


def test_a_neighbour_cannot_type_nor_send(line):
    report = line.fill(line.report())

    assert refused(line.type, report, "1", "1", by=line.officer("GH")).code == "not_yours"
    assert refused(actions.submit_report, report, key=uuid4(), by=line.officer("GH"), at=DECEMBER_9).code == "not_yours"


def test_a_sent_report_is_recalled_until_the_level_above_has_opened_it(line):
    report = line.sent().report
    actions.recall_report(report, by=line.officer(), at=DECEMBER_9)
    assert said(line) == {}
    assert Report.objects.get().submitted_at is None

    actions.submit_report(report, key=uuid4(), by=line.officer(), at=DECEMBER_9)
    actions.open_for_review(report, by=line.reviewer(), at=DECEMBER_9)

    assert refused(actions.recall_report, report, by=line.officer(), at=DECEMBER_9).code == "already_opened"


def test_a_form_is_opened_by_the_bodies_that_owe_it_and_from_its_day_on(line):
    early = datetime(2026, 11, 1, 8, 0, tzinfo=HANOI)

    assert refused(actions.open_report, line.window, by=line.officer("NB"), at=DECEMBER_9).code == "form_not_for_you"
    assert refused(actions.open_report, line.window, by=line.officer(), at=early).code == "not_open_yet"
    assert line.report() == line.report()


def test_number_date_and_scan_of_the_signed_paper_may_follow(line):
    report = line.sent().report

    actions.add_paper(report, number=" 31/BC-CAX ", day=date(2026, 12, 9), by=line.officer(), at=DECEMBER_9)

    report.refresh_from_db()
    assert (report.paper_number, report.paper_date) == ("31/BC-CAX", date(2026, 12, 9))
    paper = {"number": "1", "day": None, "by": line.reviewer(), "at": DECEMBER_9}
    assert refused(actions.add_paper, report, **paper).code == "not_yours"


def test_the_number_of_the_signed_paper_tells_of_no_resident(line):
    report = line.sent().report
    paper = {"day": None, "by": line.officer(), "at": DECEMBER_9}

    said = [refused(actions.add_paper, report, number=number, **paper).code
            for number in ("Ông Nguyễn Văn An ở thôn 3", "CCCD 037090001234")]  # fmt: skip

    report.refresh_from_db()
    assert (said, report.paper_number) == (["resident_in_words", "person_in_words"], "")


def test_a_cell_is_saved_once_however_often_its_save_is_repeated(line):
    report, key = line.report(), uuid4()

    first = line.type(report, "1", "36", seen=0, key=key)
    again = line.type(report, "1", "36", seen=0, key=key)

    assert (first.pk, first.version, again.version) == (again.pk, 1, 1)
    assert Entry.objects.filter(action="cell.saved").count() == 1


def test_typing_over_a_save_whose_answer_was_lost_is_no_conflict_with_oneself(line):
    report, lost, other = line.report(), uuid4(), uuid4()
    line.type(report, "1", "36", seen=0, key=lost)

    assert refused(line.type, report, "1", "40", seen=0, key=uuid4(), tried=[other]).code == "changed_meanwhile"
    assert line.type(report, "1", "40", seen=0, key=uuid4(), tried=[other, lost]).value == 40


def test_two_officers_on_one_cell_see_both_values_and_neither_is_lost(line):
    report = line.report()
    line.type(report, "1", "36", seen=0)

    refusal = refused(line.type, report, "1", "40", seen=0)

    assert (refusal.code, dict(refusal.facts)) == (
        "changed_meanwhile",
        {"number": "1", "theirs": "36", "shown": "36", "typed": "40", "by": "Phạm Quốc Việt", "version": 1},
    )
    assert Cell.objects.get().value == 36
    assert line.type(report, "1", "36", seen=0).version == 1  # the same number is no conflict
    assert line.type(report, "1", "40", seen=1).value == 40


def test_a_wrong_text_saves_nothing(line):
    report = line.report()

    for text, code in (("12a", "not_a_number"), ("-3", "not_negative"), ("1,5", "counts_have_no_decimals")):
        assert refused(line.type, report, "1", text).code == code
    assert refused(actions.save_cell, report, 10**6, text="1", seen=0, by=line.officer(), at=DECEMBER_9).code == (
        "no_such_row"
    )
    assert Cell.objects.count() == 0
