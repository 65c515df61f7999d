"""What receipts keep is compared with the log and with the cells."""

from datetime import timedelta
from uuid import uuid4

import pytest

from phoihop.audit.queries import compare
from phoihop.figures import actions as figures
from phoihop.figures.rules.values import Provenance, Standing, Value
from phoihop.reports import actions, queries
from phoihop.reports.models import Cell, Receipt, Report, Row
from tests.reports.line import DECEMBER_9, a_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt():
    return a_line().sent()


def wrong():
    compared = [said for _, said in compare(queries.witnesses()) if said]
    return [
        *compared,
        *queries.changed_after_sending(),
        *queries.counted_otherwise(),
        *queries.told_otherwise(),
    ]


def test_an_untouched_receipt_agrees_with_the_log_and_the_cells(receipt):
    assert wrong() == []


@pytest.mark.parametrize(
    "changed", [{"values": {}}, {"content": "x"}, {"head": "y"}, {"number": "GIA"}, {"supplement": 5}]
)
def test_a_changed_receipt_is_named(receipt, changed):
    Receipt.objects.update(**changed)

    assert any(f"receipt {changed.get('number', receipt.number)}" in said for said in wrong())


def test_a_cell_changed_after_sending_is_named(receipt):
    Cell.objects.filter(value__isnull=False).update(value=999_999)

    assert wrong() == [f"report {receipt.report_id}: its cells are not what receipt {receipt.number} says"]


LATER = DECEMBER_9 + timedelta(hours=1)


@pytest.fixture
def accepted():
    """A receipt that the province took in."""
    line = a_line()
    receipt = line.sent()
    actions.accept_report(receipt.report, by=line.reviewer(), at=LATER)
    return receipt


def test_an_accepted_report_agrees_with_the_log(accepted):
    assert wrong() == []


def test_a_receipt_that_was_taken_away_is_named(accepted):
    Receipt.objects.all().delete()

    assert wrong() == [
        f"receipt {accepted.number}: its line is in the log, the receipt is gone",
        f"report {accepted.report_id}: it lies sent or accepted and has no receipt",
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"by_name": "Người khác"}, "its line names another day or sender"),
        ({"at": LATER}, "its line names another day or sender"),
        ({"doubts": ["2"]}, "its line names other doubts"),
        ({"accepted_at": None}, "it was not accepted when the log says"),
    ],
)
def test_what_a_receipt_says_beside_its_values_is_compared_with_its_line(accepted, changed, told):
    Receipt.objects.update(**changed)

    assert wrong() == [f"receipt {accepted.number}: {told}"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"state": "draft"}, "it stands as “draft”, the log leaves it “accepted”"),
        ({"supplement": 1}, "it has supplement 1, the log 0"),
        ({"accepted_at": None, "state": "submitted"}, "it was not sent or accepted when the log says"),
        ({"submitted_at": LATER}, "it was not sent or accepted when the log says"),
    ],
)
def test_a_report_that_stands_otherwise_than_its_last_line_leaves_it_is_named(accepted, changed, told):
    Report.objects.update(**changed)

    assert f"report {accepted.report_id}: {told}" in wrong()


def test_every_move_of_a_report_is_told_again():
    places = a_line()
    officer, line = places.officer(), places.reviewer()
    report, row = places.sent().report, places.rows["4"].pk
    moves = [
        lambda at: actions.accept_report(report, by=line, at=at),
        lambda at: actions.reverse_acceptance(report, of=0, by=line, at=at),
        lambda at: actions.return_report(report, reasons={row: "Sai"}, by=line, at=at),
        lambda at: places.type(report, "4", "4866", at=at),
        lambda at: actions.propose_report(report, by=officer, at=at),
        lambda at: actions.take_back(report, by=officer, at=at),
        lambda at: actions.submit_report(report, key=uuid4(), by=officer, at=at),
        lambda at: actions.recall_report(report, by=officer, at=at),
        lambda at: actions.submit_report(report, key=uuid4(), by=officer, at=at),
        lambda at: actions.accept_report(report, by=line, at=at),
        lambda at: actions.amend_report(report, reason="Bổ sung", by=officer, at=at),
        lambda at: actions.discard_amendment(report, by=officer, at=at),
        lambda at: actions.amend_report(report, reason="Bổ sung", by=officer, at=at),
        lambda at: actions.submit_report(report, key=uuid4(), by=officer, at=at),
        lambda at: actions.recall_report(report, by=officer, at=at),
    ]
    for number, move in enumerate(moves, start=1):
        move(LATER + timedelta(minutes=number))
        assert wrong() == []


def test_figures_put_under_a_reports_name_that_its_receipt_does_not_say_are_named(accepted):
    report = accepted.report
    alone = Row.objects.filter(form=report.form, indicator__breakdowns=None).order_by("pk").select_related("indicator")
    asked = next(row for row in alone if accepted.values.get(str(row.pk), [""])[0] == "number")
    row, value = asked.pk, accepted.values[str(asked.pk)][1]
    told = Value(asked.indicator.code, report.body_id, report.period.value, value + 3)
    figures.put(
        [told], standing=Standing.ACCEPTED, source=Provenance(origin=report.origin, label="Biểu"), by=None, at=LATER
    )

    assert wrong() == [f"report {report.pk}: row {row} counts as {value + 3}, receipt {accepted.number} says {value}"]
