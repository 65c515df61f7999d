"""A log that was cut or wiped together with its head is given away by what receipts and editions hold."""

import pytest
from django.db import transaction

from phoihop.audit import queries
from phoihop.audit.actions import record
from phoihop.audit.models import Chain, Entry
from phoihop.audit.rules import Witness
from tests.audit.test_chain import NOON, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def witness():
    with transaction.atomic():
        record("report.saved", "reports.report:1", by=an_officer("37"), at=NOON)
        line = record("report.submitted", "reports.report:1", by=an_officer("37"), at=NOON, receipt="1", content="ab")
    return Witness("receipt 1", "report.submitted", "reports.report:1", {"receipt": "1", "content": "ab"}, line.digest)


def wrong(witness):
    return [said for _, said in queries.compare([witness])]


def faults():
    return [fault for _, _, found in queries.verify() for fault in found]


def test_a_witness_of_an_untouched_log_says_nothing(witness):
    assert wrong(witness) == [None]


def test_a_wiped_chain_is_named(witness):
    Entry.objects.all().delete()
    Chain.objects.all().delete()

    assert (faults(), wrong(witness)) == ([], ["receipt 1: its line is not in the log"])


def test_lines_cut_off_with_the_head_set_back_are_named(witness):
    Entry.objects.filter(number=2).delete()
    Chain.objects.update(length=1, head=Entry.objects.get().digest)

    assert (faults(), wrong(witness)) == ([], ["receipt 1: its line is not in the log"])


def test_a_log_written_anew_is_named(witness):
    Entry.objects.filter(number=2).update(digest="0" * 64)

    assert wrong(witness) == ["receipt 1: the line that it names is no longer in the log"]


def test_a_record_that_no_longer_says_what_its_line_says_is_named(witness):
    other = Witness(witness.name, witness.action, witness.subject, {"content": "cd"}, witness.digest)

    assert wrong(other) == ["receipt 1: it does not say what its line in the log says"]


def test_a_seal_is_compared_where_the_line_holds_one(witness):
    with transaction.atomic():
        record("figures.frozen", "figures.edition:1", by=None, at=NOON, name="A")
        record("figures.frozen", "figures.edition:2", by=None, at=NOON, name="A", seal="x")
    old, new = (
        Witness("edition", "figures.frozen", f"figures.edition:{number}", {"name": "A", "seal": "y"})
        for number in (1, 2)
    )

    assert (wrong(old), wrong(new)) == ([None], ["edition: it does not say what its line in the log says"])
