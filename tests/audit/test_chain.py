from datetime import UTC, datetime

import pytest
from django.db import transaction

from phoihop.audit import queries
from phoihop.audit.actions import record
from phoihop.audit.models import Chain, Entry
from phoihop.core.actor import Actor, Level, Role, System

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


def an_officer(chain: str) -> Actor:
    return Actor(1, "Trần Thị Mẫu", 7, 8, System.POLICE, Level.COMMUNE, frozenset({Role.ENTRY}), chain)


def faults() -> list[str]:
    return [fault for _, _, found in queries.verify() for fault in found]


@pytest.fixture
def written():
    with transaction.atomic():
        for n in range(5):
            record("report.saved", f"reports.report:{n}", by=an_officer("37"), at=NOON, cell=f"TT0{n}")
        record("account.made", "accounts.user:1", by=None, at=NOON)


def test_each_province_has_a_chain_of_its_own_and_untouched_chains_verify(written):
    assert {(key, length) for key, length, _ in queries.verify()} == {("37", 5), ("TW", 1)}
    assert faults() == []


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda: Entry.objects.filter(chain="37", number=3).update(name="Người khác"), "line 3 was changed"),
        (lambda: Entry.objects.filter(chain="37", number=3).delete(), "line 3 is missing"),
        (lambda: Entry.objects.filter(chain="37", number=5).delete(), "5 lines were written, 4 are there"),
        (lambda: Chain.objects.filter(key="37").delete(), "head was deleted"),
        (lambda: Chain.objects.filter(key="37").update(head="0" * 64), "head is not the digest"),
        (lambda: Entry.objects.filter(chain="37", number=2).update(facts={"cell": "TT99"}), "line 2 was changed"),
    ],
)
def test_every_kind_of_tampering_is_named(written, tamper, said):
    tamper()

    assert any(said in fault for fault in faults())


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction():
    with pytest.raises(RuntimeError, match="outside the transaction"):
        record("report.saved", "reports.report:1", by=None, at=NOON)

    assert Entry.objects.count() == 0
