from datetime import date, timedelta
from uuid import uuid4

import pytest

from phoihop.audit.models import Entry
from phoihop.core.actor import Level, Role, System
from phoihop.core.refusal import Refused
from phoihop.figures import queries as figures
from phoihop.figures.rules.values import Coverage, Standing
from phoihop.programmes.models import Party
from phoihop.reports import actions, queries
from phoihop.reports.models import Cell, Closing, Comment, Report
from phoihop.reports.rules import State
from tests.reports.line import DECEMBER_9, YEAR, a_body, a_place, an_actor

TODAY = DECEMBER_9.date()


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.refusal


def value(line, number, where="GV", **more):
    row = line.rows[number]
    stands = figures.stands(line.bodies[where].pk, YEAR, **more)
    key = (row.indicator.code, row.breakdown.code if row.breakdown else None, Coverage.OWN)
    return (stands[key].value, stands[key].standing) if key in stands else None


@pytest.mark.parametrize(("where", "seen"), [("NB", 2), ("TW", 3), ("HT", 1), ("GV", 1)])
def test_what_was_sent_is_seen_by_the_branch_above_and_nobody_beside(line, where, seen):
    for commune in ("GV", "GH", "KA"):
        line.sent(commune)

    assert queries.visible_to(line.reviewer(where), on=TODAY).count() == seen


def test_drafts_of_others_do_not_exist(line):
    line.fill(line.report())

    assert queries.visible_to(line.officer(), on=TODAY).count() == 1
    assert queries.visible_to(line.reviewer(), on=TODAY).count() == 0


def test_the_standing_body_of_the_programme_reads_all_and_accepts_only_its_own_line(line):
    front = a_body(line.bodies["TW"].place, "UBTW MTTQ Việt Nam", System.FRONT)
    line.form.programme.standing_body = front
    line.form.programme.save()
    party = Party.objects.create(programme=line.form.programme, body=line.bodies["TW"])
    report = line.sent().report
    standing = an_actor(front, Role.COMPILER)

    assert queries.visible_to(standing, on=TODAY).count() == 0
    Party.objects.filter(pk=party.pk).update(confirmed_at=DECEMBER_9)

    assert queries.visible_to(standing, on=TODAY).get() == report
    assert refused(actions.accept_report, report, by=standing, at=DECEMBER_9).code == "not_your_line"


def test_a_provinces_programme_asks_its_own_communes_alone_and_opens_only_theirs(line):
    programme, north = line.form.programme, line.bodies["NB"]
    foreign = line.sent("KA").report
    programme.place, programme.level, programme.standing_body = north.place, Level.PROVINCE, north
    programme.save()
    Party.objects.create(programme=programme, body=north, confirmed_at=DECEMBER_9)

    assert [len(queries.index(line.officer(where), on=TODAY)) for where in ("GV", "KA")] == [1, 0]
    assert [queries.collections(line.reviewer(where), on=TODAY).count() for where in ("NB", "HT")] == [1, 0]
    assert len(queries.board(line.window, line.reviewer("HT"), on=TODAY).places) == 0
    assert len(queries.board(line.window, line.reviewer("NB"), on=TODAY).places) == 2
    assert not queries.visible_to(line.reviewer("NB"), on=TODAY).filter(pk=foreign.pk).exists()
    foreign_officer = {"by": line.officer("KA"), "at": DECEMBER_9}
    assert refused(actions.open_report, line.window, **foreign_officer).code == "form_not_for_you"


def test_only_the_next_level_takes_reports_in_and_the_one_above_where_there_is_none(line):
    assert set(queries.subordinates(line.reviewer("NB"), on=TODAY)) == {line.bodies["GV"], line.bodies["GH"]}
    assert set(queries.subordinates(line.reviewer("TW"), on=TODAY)) == {line.bodies["NB"], line.bodies["HT"]}

    line.bodies["HT"].valid_to = TODAY
    line.bodies["HT"].save()

    assert set(queries.subordinates(line.reviewer("TW"), on=TODAY)) == {line.bodies["NB"], line.bodies["KA"]}
    assert queries.superior_name(line.bodies["KA"], on=TODAY) == "Bộ Công an"
    assert queries.superior_name(line.bodies["GV"], on=TODAY) == "Công an tỉnh Ninh Bình"
    assert queries.superior_name(line.bodies["TW"], on=TODAY) == ""


def test_acceptance_makes_the_figures_count_at_once(line):
    report = line.sent().report
    assert value(line, "1", accepted_only=True) is None

    actions.accept_report(report, by=line.reviewer(), at=DECEMBER_9)

    assert value(line, "1", accepted_only=True) == (36, Standing.ACCEPTED)
    assert refused(actions.accept_report, report, by=line.reviewer(), at=DECEMBER_9).code == "not_waiting"


@pytest.mark.parametrize(("where", "code"), [("HT", "not_your_line"), ("TW", "not_your_line"), ("GV", "not_your_line")])
def test_nobody_else_accepts_returns_or_opens(line, where, code):
    report = line.sent().report
    by = {"by": line.reviewer(where), "at": DECEMBER_9}

    assert refused(actions.accept_report, report, **by).code == code
    assert refused(actions.open_for_review, report, **by).code == code
    assert refused(actions.return_report, report, reasons={line.rows["1"].pk: "?"}, **by).code == code


def test_entry_officers_of_the_level_above_do_not_accept(line):
    report = line.sent().report

    assert refused(actions.accept_report, report, by=line.officer("NB", Role.ENTRY), at=DECEMBER_9).code == (
        "reviewers_only"
    )


def test_a_leader_reads_what_came_in_and_takes_none_of_it_in(line):
    report, leader = line.sent().report, {"by": line.officer("NB", Role.LEADER), "at": DECEMBER_9}

    assert refused(actions.accept_report, report, **leader).code == "reviewers_only"
    assert refused(actions.open_for_review, report, **leader).code == "reviewers_only"
    assert refused(actions.return_report, report, reasons={line.rows["1"].pk: "?"}, **leader).code == "reviewers_only"
    until = DECEMBER_9.date()
    assert refused(actions.let_in_late, line.window, line.bodies["GV"], until=until, **leader).code == "reviewers_only"


def test_a_cell_that_was_sent_back_goes_up_again_with_another_number_or_another_reason(line):
    report = line.fill(line.report())
    line.type(report, "4", "4865", note="Thêm ba trường học")
    send = {"by": line.officer(), "at": DECEMBER_9}
    actions.submit_report(report, key=uuid4(), **send)
    actions.return_report(report, reasons={line.rows["4"].pk: "Ghi rõ lý do"}, by=line.reviewer(), at=DECEMBER_9)
    report.refresh_from_db()

    unmoved = refused(actions.submit_report, report, key=uuid4(), **send)
    assert (unmoved.code, unmoved.facts["wrong"]) == ("wrong_cells", ("4",))
    line.type(report, "4", "4865", note="Ba trường mới mở từ tháng 9, mỗi trường 1.200 em")
    assert actions.submit_report(report, key=uuid4(), **send).values[str(line.rows["4"].pk)][1] == 4865


def test_a_return_names_cells_withdraws_the_figures_and_opens_only_those_cells(line):
    report = line.sent().report
    row = line.rows["4"].pk

    actions.return_report(
        report, reasons={row: "6 tháng báo 5.100"}, note="Mời sửa trong ngày", by=line.reviewer(), at=DECEMBER_9
    )

    assert value(line, "1") is None
    assert [(c.row_id, c.text) for c in Comment.objects.all()] == [
        (row, "6 tháng báo 5.100"),
        (None, "Mời sửa trong ngày"),
    ]
    report.refresh_from_db()
    assert refused(line.type, report, "1", "40").code == "only_flagged_cells"
    line.type(report, "4", "5.120")
    actions.submit_report(report, key=uuid4(), by=line.officer(), at=DECEMBER_9)
    assert value(line, "4") == (5120, Standing.SUBMITTED)
    assert Cell.objects.filter(flagged=True).count() == 0
    first, second = queries.receipts(report)
    assert (first.values[str(row)][1], second.values[str(row)][1]) == (4865, 5120)
    assert (first.number[-2:], second.number[-2:]) == ("/1", "/2")


def test_a_returned_report_is_sent_again_also_after_the_window_has_closed(line):
    report = line.sent().report
    actions.return_report(report, reasons={line.rows["4"].pk: "Xem lại"}, by=line.reviewer(), at=DECEMBER_9)
    line.type(report, "4", "4866")

    later = DECEMBER_9 + timedelta(days=30)
    assert actions.submit_report(report, key=uuid4(), by=line.officer(), at=later).at == later


@pytest.mark.parametrize("reasons", [{}, {"4": "  "}])
def test_a_return_without_a_reason_is_refused(line, reasons):
    report = line.sent().report
    given = {line.rows[number].pk: text for number, text in reasons.items()}

    assert refused(actions.return_report, report, reasons=given, by=line.reviewer(), at=DECEMBER_9).code == (
        "say_what_to_mend"
    )
    assert refused(actions.return_report, report, reasons={10**6: "x"}, by=line.reviewer(), at=DECEMBER_9).code == (
        "no_such_row"
    )
    assert Report.objects.get().state == State.SUBMITTED


def test_an_amendment_leaves_the_accepted_value_in_force_until_it_is_accepted_itself(line):
    report = line.sent().report
    actions.accept_report(report, by=line.reviewer(), at=DECEMBER_9)

    amend = {"by": line.officer(), "at": DECEMBER_9}
    assert refused(actions.amend_report, report, reason=" ", **amend).code == "say_why_amended"
    actions.amend_report(report, reason="Đếm sót thôn 5", **amend)
    report.refresh_from_db()
    line.type(report, "4", "5.000")
    receipt = actions.submit_report(report, key=uuid4(), by=line.officer(), at=DECEMBER_9)

    assert receipt.supplement == 1
    assert value(line, "4", accepted_only=True) == (4865, Standing.ACCEPTED)
    assert value(line, "4") == (5000, Standing.SUBMITTED)
    actions.accept_report(report, by=line.reviewer(), at=DECEMBER_9)
    assert value(line, "4", accepted_only=True) == (5000, Standing.ACCEPTED)


def test_a_returned_or_recalled_amendment_gives_the_accepted_value_back(line):
    report = line.sent().report
    actions.accept_report(report, by=line.reviewer(), at=DECEMBER_9)
    actions.amend_report(report, reason="Đếm sót", by=line.officer(), at=DECEMBER_9)
    report.refresh_from_db()
    line.type(report, "4", "5.000")
    actions.submit_report(report, key=uuid4(), by=line.officer(), at=DECEMBER_9)

    actions.recall_report(report, by=line.officer(), at=DECEMBER_9)
    assert value(line, "4") == (4865, Standing.ACCEPTED)
    assert Report.objects.get().state == State.AMENDED
    actions.submit_report(report, key=uuid4(), by=line.officer(), at=DECEMBER_9)
    actions.return_report(report, reasons={line.rows["4"].pk: "Vì sao?"}, by=line.reviewer(), at=DECEMBER_9)

    assert value(line, "4") == (4865, Standing.ACCEPTED)
    assert Report.objects.get().state == State.RETURNED


def test_an_amendment_given_up_leaves_everything_as_accepted(line):
    report = line.sent().report
    actions.accept_report(report, by=line.reviewer(), at=DECEMBER_9)
    actions.amend_report(report, reason="Đếm sót", by=line.officer(), at=DECEMBER_9)
    report.refresh_from_db()
    line.type(report, "4", "5.000")

    actions.discard_amendment(report, by=line.officer(), at=DECEMBER_9)

    assert Cell.objects.get(row=line.rows["4"]).value == 4865
    assert (Report.objects.get().state, Report.objects.get().supplement) == (State.ACCEPTED, 0)


def test_an_unsent_report_cannot_be_amended_nor_a_sent_one(line):
    report = line.fill(line.report())
    amend = {"reason": "Sót", "by": line.officer(), "at": DECEMBER_9}

    assert refused(actions.amend_report, report, **amend).code == "not_accepted_yet"
    actions.submit_report(report, key=uuid4(), by=line.officer(), at=DECEMBER_9)
    assert refused(actions.amend_report, report, **amend).code == "not_accepted_yet"


def test_several_are_accepted_at_once_or_none(line):
    receipts = [line.sent("GV"), line.sent("GH")]
    returned = receipts[1].report
    actions.return_report(returned, reasons={line.rows["4"].pk: "?"}, by=line.reviewer(), at=DECEMBER_9)

    with pytest.raises(Refused):
        actions.accept_many(receipts, by=line.reviewer(), at=DECEMBER_9)

    assert Report.objects.filter(state=State.ACCEPTED).count() == 0
    line.type(returned, "4", "4866")
    again = actions.submit_report(returned, key=uuid4(), by=line.officer("GH"), at=DECEMBER_9)
    assert len(actions.accept_many([receipts[0], again], by=line.reviewer(), at=DECEMBER_9)) == 2


def test_what_was_sent_again_is_not_accepted_unseen(line):
    receipt = line.sent()
    report = actions.recall_report(receipt.report, by=line.officer(), at=DECEMBER_9)
    line.type(report, "4", "5.000")
    again = actions.submit_report(report, key=uuid4(), by=line.officer(), at=DECEMBER_9)

    late = {"by": line.reviewer(), "at": DECEMBER_9, "seen": receipt.pk}
    assert refused(actions.accept_report, report, **late).code == "sent_again"
    assert value(line, "4", accepted_only=True) is None

    actions.accept_report(report, by=line.reviewer(), at=DECEMBER_9, seen=again.pk)
    assert value(line, "4", accepted_only=True) == (5000, Standing.ACCEPTED)


def test_an_old_page_cannot_undo_what_was_accepted_later(line):
    first = line.sent()
    report = first.report
    actions.accept_many([first], by=line.reviewer(), at=DECEMBER_9)
    actions.amend_report(report, reason="Đếm sót", by=line.officer(), at=DECEMBER_9)
    report.refresh_from_db()
    line.type(report, "4", "5.000")
    second = actions.submit_report(report, key=uuid4(), by=line.officer(), at=DECEMBER_9)
    actions.accept_many([second], by=line.reviewer(), at=DECEMBER_9)

    undo = {"by": line.reviewer(), "at": DECEMBER_9}
    assert refused(actions.reverse_many, [first], **undo).code == "nothing_to_undo"
    assert value(line, "4", accepted_only=True) == (5000, Standing.ACCEPTED)


def test_an_acceptance_is_undone_and_both_acts_stay_in_the_log(line):
    report = line.sent().report
    actions.accept_report(report, by=line.reviewer(), at=DECEMBER_9)

    actions.reverse_acceptance(report, of=0, by=line.reviewer(), at=DECEMBER_9)

    assert value(line, "1", accepted_only=True) is None
    assert value(line, "1") == (36, Standing.SUBMITTED)
    undo = {"of": 0, "by": line.reviewer(), "at": DECEMBER_9}
    assert refused(actions.reverse_acceptance, report, **undo).code == "nothing_to_undo"
    actions.accept_report(report, by=line.reviewer(), at=DECEMBER_9)
    assert value(line, "1", accepted_only=True) == (36, Standing.ACCEPTED)


def test_undoing_the_acceptance_of_a_supplement_gives_the_earlier_value_its_force_back(line):
    report = line.sent().report
    actions.accept_report(report, by=line.reviewer(), at=DECEMBER_9)
    actions.amend_report(report, reason="Đếm sót", by=line.officer(), at=DECEMBER_9)
    report.refresh_from_db()
    line.type(report, "4", "5.000")
    actions.submit_report(report, key=uuid4(), by=line.officer(), at=DECEMBER_9)
    actions.accept_report(report, by=line.reviewer(), at=DECEMBER_9)

    actions.reverse_acceptance(report, of=1, by=line.reviewer(), at=DECEMBER_9)

    assert value(line, "4", accepted_only=True) == (4865, Standing.ACCEPTED)
    assert value(line, "4") == (5000, Standing.SUBMITTED)
    assert value(line, "1", accepted_only=True) == (36, Standing.ACCEPTED)


def test_a_doubtful_report_is_taken_in_with_the_doubt_named_on_its_cell(line):
    report = line.sent().report

    actions.accept_report(report, by=line.reviewer(), at=DECEMBER_9, doubts={line.rows["4"].pk: "Cao bất thường"})

    assert [(c.kind, c.row_id) for c in Comment.objects.all()] == [("doubt", line.rows["4"].pk)]


def test_what_came_in_is_closed_with_the_gaps_named_and_late_ones_are_a_numbered_supplement(line):
    actions.accept_report(line.sent("GV").report, by=line.reviewer(), at=DECEMBER_9)
    close = {"by": line.reviewer(), "at": DECEMBER_9}

    assert refused(actions.close_collection, line.window, missing=[], **close).code == "name_the_gaps"
    first = actions.close_collection(
        line.window, missing=[line.bodies["GH"].pk], doubtful=[line.bodies["GV"].pk], note="GH mất điện", **close
    )
    assert (first.number, first.missing, first.doubtful) == (0, [line.bodies["GH"].pk], [line.bodies["GV"].pk])
    assert refused(actions.close_collection, line.window, missing=[line.bodies["GH"].pk], **close).code == "nothing_new"

    late = line.sent("GH").report
    actions.accept_report(late, by=line.reviewer(), at=DECEMBER_9)
    second = actions.close_collection(line.window, missing=[], **close)

    assert (second.number, second.missing, list(second.included.all())) == (1, [], [late])
    assert [c.number for c in queries.closings(line.window, line.reviewer())] == [0, 1]
    assert refused(
        actions.close_collection, line.window, missing=[], by=line.officer("NB", Role.ENTRY), at=DECEMBER_9
    ).code == ("reviewers_only")
    assert Closing.objects.count() == 2


def test_a_figure_is_owned_by_the_first_form_that_sent_it(line):
    from phoihop.reports.models import FormVersion, Row, Window

    line.sent()
    other = FormVersion.objects.create(
        code="05-KT", name="Biểu khác", programme=line.form.programme, valid_from=line.form.valid_from
    )
    row = Row.objects.create(form=other, group="A", number="1", indicator=line.rows["4"].indicator, order=1)
    window = Window.objects.create(
        form=other,
        system="cong_an",
        level="xa",
        period=line.period,
        opens=line.window.opens,
        due=line.window.due,
        closed=line.window.closed,
    )
    report = actions.open_report(window, by=line.officer(), at=DECEMBER_9)

    (shown,) = queries.sheet(report)

    assert (shown.entry.value, shown.standing, shown.locked) == (4865, Standing.SUBMITTED, True)
    assert shown.owner.startswith("Số liệu năm 2026")
    typed = {"text": "1", "seen": 0, "by": line.officer(), "at": DECEMBER_9}
    assert refused(actions.save_cell, report, row.pk, **typed).code == "owned_by_another_form"


@pytest.mark.parametrize("communes", [["GV"], ["GV", "GH"]])
def test_lists_cost_the_same_queries_for_one_and_for_many(line, communes, django_assert_num_queries):
    for where in communes:
        line.sent(where)

    with django_assert_num_queries(7):
        found = queries.board(line.window, line.reviewer(), on=TODAY)
    assert len(found.ready) == len(communes)
    assert found.measures["submitted"] == len(communes)
    with django_assert_num_queries(2):
        tasks = queries.index(line.officer(), on=TODAY)
    assert [(task.state, task.rows, task.done) for task in tasks] == [(State.SUBMITTED, 4, 4)]


def test_a_merged_commune_sees_what_the_old_communes_had_the_year_before(line):
    from phoihop.figures import actions as written
    from phoihop.figures.rules.values import Provenance, Value
    from tests.figures.country import becomes

    reform = date(2025, 7, 1)
    heir = line.bodies["GV"].place
    heir.versions.update(valid_from=reform)
    for number, count in enumerate((10, 20, 30)):
        old = a_place(f"xa63:1{number}", Level.COMMUNE, f"Xã cũ {number}", line.bodies["NB"].place)
        old.versions.update(valid_to=reform)
        becomes(old, heir)
        body = a_body(old, f"Công an xã cũ {number}")
        before = Value("TT02", body.pk, YEAR.previous, count)
        source = Provenance(origin=f"reports.report:cu-{number}", label="Báo cáo năm 2025")
        written.put([before], standing=Standing.ACCEPTED, source=source, by=None, at=DECEMBER_9)

    filled = {one.row.number: one.previous for one in queries.sheet(line.report())}

    assert filled == {"1": None, "2": None, "3": None, "4": 60}


def test_a_sheet_costs_the_same_queries_whatever_its_length(line, django_assert_num_queries):
    report = line.fill(line.report())
    line.counted_before("GV", "TT02", 4800)

    with django_assert_num_queries(9):
        sheet = queries.sheet(report)

    assert [(one.row.number, one.entry.value, one.previous) for one in sheet] == [
        ("1", 36, None),
        ("2", 20, None),
        ("3", 16, None),
        ("4", 4865, 4800),
    ]


@pytest.mark.parametrize(
    ("said", "code"),
    [("Nguyễn Văn Mẫu, CCCD 037090001234, ĐT 0912345678 cung cấp tin", "person_in_words"), ("MẬT", "secret_words")],
)
def test_a_note_or_a_word_on_a_cell_keeps_no_person_and_no_secret(line, said, code):
    draft = line.report("GV")
    row = line.rows["1"].pk
    by = an_actor(draft.body)

    with pytest.raises(Refused) as on_talk:
        actions.comment(draft, row_id=row, text=said, by=by, at=DECEMBER_9)
    with pytest.raises(Refused) as on_note:
        actions.save_cell(draft, row, text="12", note=said, seen=0, by=by, at=DECEMBER_9)

    assert (on_talk.value.refusal.code, on_note.value.refusal.code) == (code, code)
    assert (Comment.objects.count(), Cell.objects.filter(note__gt="").count()) == (0, 0)


def test_a_saying_whose_button_was_pressed_twice_is_kept_once_and_said_again_later_it_is_another(line):
    draft = line.report("GV")
    said = {"row_id": line.rows["1"].pk, "text": "Xem lại số này", "by": an_actor(draft.body)}

    kept = [actions.comment(draft, **said, at=DECEMBER_9 + timedelta(seconds=after)).pk for after in (0, 1, 600)]

    assert kept[0] == kept[1] != kept[2]
    assert Comment.objects.count() == Entry.objects.filter(action="report.commented").count() == 2


RESIDENT = "Theo phản ánh của ông Nguyễn Văn An ở thôn 3"


def test_no_reason_names_a_resident(line):
    accepted = actions.accept_report(line.sent().report, by=line.reviewer(), at=DECEMBER_9)
    sent = line.sent("GH").report
    reviewer, officer = line.reviewer(), line.officer()
    acts = [
        lambda: actions.amend_report(accepted, reason=RESIDENT, by=officer, at=DECEMBER_9),
        lambda: actions.return_report(sent, reasons={line.rows["1"].pk: RESIDENT}, by=reviewer, at=DECEMBER_9),
        lambda: actions.close_collection(line.window, missing=[], note=RESIDENT, by=reviewer, at=DECEMBER_9),
    ]

    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.refusal.code == "resident_in_words"
