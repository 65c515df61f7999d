from datetime import timedelta

import pytest

from phoihop.accounts import actions, rules
from phoihop.accounts.hashing import LeanArgon2Hasher
from phoihop.accounts.models import Guess
from phoihop.audit.models import Entry
from phoihop.core.actor import Role
from phoihop.core.refusal import Refused

from .conftest import NOON, PASSWORD

HERE, ELSEWHERE = "203.0.113.7", "198.51.100.9"


def refused(*args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        actions.check_sign_in(*args, **kwargs)
    return caught.value.refusal.code


@pytest.fixture
def viet(officer):
    return officer("viet.pq", "GV", Role.ENTRY)


def test_a_right_name_and_password_sign_in_and_are_written_down(viet, acting):
    assert actions.check_sign_in(" Viet.PQ ", PASSWORD, network=HERE, at=NOON) == viet

    actions.record_sign_in(by=acting(viet), at=NOON)

    entry = Entry.objects.get(action="account.signed_in")
    assert (entry.chain, entry.subject, entry.name) == ("37", f"accounts.user:{viet.pk}", "Phạm Quốc Việt")


@pytest.mark.parametrize("name", ["viet.pq", "khong.co", "khoa"])
def test_a_wrong_password_an_unknown_name_and_a_locked_account_get_one_answer(viet, officer, name):
    locked = officer("khoa", "GV", Role.ENTRY)
    locked.is_active = False
    locked.save()
    password = PASSWORD if name == "khoa" else "sai"

    assert refused(name, password, network=HERE, at=NOON) == "wrong_name_or_password"


def test_five_failures_lock_the_name_on_that_network_only(viet):
    for _ in range(rules.GUESSES_HERE):
        assert refused("viet.pq", "sai", network=HERE, at=NOON) == "wrong_name_or_password"

    assert refused("viet.pq", PASSWORD, network=HERE, at=NOON) == "too_many_guesses"
    assert actions.check_sign_in("viet.pq", PASSWORD, network=ELSEWHERE, at=NOON) == viet
    later = NOON + rules.WINDOW
    assert actions.check_sign_in("viet.pq", PASSWORD, network=HERE, at=later) == viet


def test_strangers_guesses_do_not_lock_the_owner_out_of_the_office_network(viet):
    actions.check_sign_in("viet.pq", PASSWORD, network=HERE, at=NOON)
    for n in range(rules.GUESSES_ON_ACCOUNT):
        assert refused("viet.pq", "sai", network=f"192.0.2.{n}", at=NOON) == "wrong_name_or_password"

    assert refused("viet.pq", PASSWORD, network=ELSEWHERE, at=NOON) == "too_many_guesses"
    assert actions.check_sign_in("viet.pq", PASSWORD, network=HERE, at=NOON) == viet


def test_unknown_names_are_counted_like_known_ones(db):
    for _ in range(rules.GUESSES_HERE):
        refused("khong.co", "sai", network=HERE, at=NOON)

    assert refused("khong.co", "sai", network=HERE, at=NOON) == "too_many_guesses"


def test_good_users_behind_one_address_are_never_blocked(viet):
    for _ in range(30):
        assert actions.check_sign_in("viet.pq", PASSWORD, network=HERE, at=NOON) == viet


def test_a_network_that_tries_many_names_is_stopped(db):
    Guess.objects.create(
        account="x", network=actions.queries.keyed(HERE), failures=rules.GUESSES_ON_NETWORK, since=NOON
    )

    assert refused("ai.do", "sai", network=HERE, at=NOON) == "too_many_guesses"


def test_old_failures_are_forgotten_and_hold_neither_name_nor_address(viet):
    refused("viet.pq", "sai", network=HERE, at=NOON)
    row = Guess.objects.get()
    assert "viet" not in row.account
    assert "203" not in row.network[:3]

    refused("khong.co", "sai", network=HERE, at=NOON + rules.WINDOW + timedelta(seconds=1))

    assert not Guess.objects.filter(pk=row.pk).exists()


def test_a_first_password_dies_after_72_hours(db):
    made = actions.make_account(username="moi.nv", name="Người Mới", by=None, at=NOON)

    assert actions.check_sign_in("moi.nv", made.password, network=HERE, at=NOON) == made.user
    late = NOON + rules.FIRST_PASSWORD_LIVES
    assert refused("moi.nv", made.password, network=HERE, at=late) == "first_password_expired"


@pytest.mark.parametrize("name", ["viet.pq", "khong.co", "khoa"])
def test_every_wrong_log_in_costs_one_hash_so_that_time_tells_no_name(viet, officer, monkeypatch, name):
    officer("khoa", "GV", Role.ENTRY)
    actions.User.objects.filter(username="khoa").update(is_active=False)
    hashed = []
    for work in ("encode", "verify"):
        original = getattr(LeanArgon2Hasher, work)
        monkeypatch.setattr(
            LeanArgon2Hasher, work, lambda *args, original=original: hashed.append(1) or original(*args)
        )

    refused(name, "sai hoàn toàn", network=HERE, at=NOON)

    assert len(hashed) == 1
