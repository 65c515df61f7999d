"""What receipts keep is compared with the log and with the cells."""

import pytest

from phoihop.audit.queries import compare
from phoihop.reports import queries
from phoihop.reports.models import Cell, Receipt
from tests.reports.line import a_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt():
    return a_line().sent()


def wrong():
    return [said for _, said in compare(queries.witnesses()) if said] + list(queries.changed_after_sending())


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
