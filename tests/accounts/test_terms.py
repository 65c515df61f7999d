from datetime import date, timedelta

import pytest

from phoihop.accounts import actions, queries, rules
from phoihop.accounts.models import Term
from phoihop.audit.models import Entry
from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.refusal import Refused

from .conftest import NOON, SPRING, TODAY


def code_of(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.refusal.code


def test_the_actor_has_every_role_held_for_the_body_today_and_the_chain_of_its_province(officer, police, acting):
    viet = officer("viet.pq", "GV", Role.ENTRY, Role.APPROVAL)

    assert acting(viet) == Actor(
        account_id=viet.pk,
        name="Phạm Quốc Việt",
        body_id=police["GV"].pk,
        place_id=police["GV"].place_id,
        system=System.POLICE,
        level=Level.COMMUNE,
        roles=frozenset({Role.ENTRY, Role.APPROVAL}),
        chain="37",
    )


@pytest.mark.parametrize(("where", "chain"), [("TW", "TW"), ("HT", "42"), ("KA", "42")])
def test_the_chain_is_the_province_or_the_centre(officer, acting, where, chain):
    assert acting(officer("mot.hai", where, Role.ENTRY)).chain == chain


def test_a_term_that_ends_today_acts_no_more_and_says_so(officer):
    viet = officer("viet.pq", "GV", Role.ENTRY, until=TODAY)

    assert queries.acting(viet, TODAY) == []
    assert len(queries.acting(viet, TODAY - timedelta(days=1))) == 1
    with pytest.raises(LookupError, match="holds no role"):
        queries.actor_for(viet, Term.objects.get(), TODAY)


def test_the_bodies_to_act_for_cost_one_query_however_many(officer, police, django_assert_num_queries):
    viet = officer("viet.pq", "GV", Role.ENTRY)
    for where in ("GH", "NB"):
        actions.assign(viet, body=police[where], role=Role.ENTRY, valid_from=SPRING, by=None, at=NOON)

    with django_assert_num_queries(1):
        names = {one.short_name for one in queries.acting(viet, TODAY)}

    assert names == {"Công an xã Gia Viễn", "Công an xã Gia Hưng", "Công an tỉnh Ninh Bình"}


@pytest.mark.parametrize(
    ("where", "branch"), [("GV", {"GV"}), ("NB", {"NB", "GV", "GH"}), ("TW", {"TW", "NB", "HT", "GV", "GH", "KA"})]
)
def test_an_administrator_looks_after_its_own_branch(officer, police, acting, where, branch):
    admin = acting(officer("quan.tri", where, Role.ADMIN))

    assert set(queries.bodies_under(admin, on=TODAY)) == {police[key] for key in branch}


def test_a_province_gives_roles_in_its_communes_and_nowhere_else(officer, police, acting):
    admin = acting(officer("quan.tri", "NB", Role.ADMIN))
    viet = officer("viet.pq", "GV", Role.ENTRY)
    given = {"role": Role.APPROVAL, "valid_from": TODAY, "by": admin, "at": NOON}

    term = actions.assign(viet, body=police["GV"], **given)

    assert (term.user, term.body, term.valid_to) == (viet, police["GV"], None)
    assert code_of(actions.assign, viet, body=police["KA"], **given) == "other_branch"
    assert code_of(actions.assign, viet, body=police["GV"], **given) == "already_holds"
    entry = acting(viet)
    assert code_of(actions.assign, viet, body=police["GV"], **{**given, "by": entry}) == "administrators_only"


def test_a_role_is_handed_over_on_a_day_and_the_old_term_names_the_new(officer, acting):
    admin = acting(officer("quan.tri", "NB", Role.ADMIN))
    viet, lan = officer("viet.pq", "GV", Role.ENTRY), officer("lan.nt", "GH", Role.ENTRY)
    term, monday = viet.terms.get(), date(2026, 12, 14)

    heir = actions.hand_over(term, to=lan, on=monday, elsewhere=True, by=admin, at=NOON)

    term.refresh_from_db()
    assert (term.valid_to, term.handed_over_to) == (monday, heir)
    assert (heir.user, heir.body_id, heir.role, heir.valid_from, heir.valid_to) == (
        lan,
        term.body_id,
        "entry",
        monday,
        None,
    )
    assert Entry.objects.filter(action="term.handed_over", chain="37").count() == 1
    assert queries.acting(viet, monday) == []
    again = {"to": lan, "on": monday, "elsewhere": True, "by": admin, "at": NOON}
    assert code_of(actions.hand_over, term, **again) == "already_ended"


def test_an_heir_of_another_unit_is_confirmed_and_one_of_the_same_needs_no_question(officer, acting):
    admin = acting(officer("quan.tri", "NB", Role.ADMIN))
    viet, lan, hoa = officer("viet.pq", "GV", Role.ENTRY), officer("lan.nt", "GH", Role.ENTRY), officer("hoa.vt", "GV")
    actions.assign(hoa, body=viet.terms.get().body, role=Role.APPROVAL, valid_from=SPRING, by=None, at=NOON)
    given = {"on": date(2026, 12, 14), "by": admin, "at": NOON}

    assert code_of(actions.hand_over, viet.terms.get(), to=lan, **given) == "heir_of_another_unit"
    assert actions.hand_over(viet.terms.get(), to=hoa, **given).user == hoa


def test_a_handover_is_refused_to_oneself_to_a_locked_account_and_before_the_term_began(officer, acting):
    admin = acting(officer("quan.tri", "NB", Role.ADMIN))
    viet, lan = officer("viet.pq", "GV", Role.ENTRY), officer("lan.nt", "GH", Role.ENTRY)
    term = viet.terms.get()

    assert code_of(actions.hand_over, term, to=viet, on=TODAY, by=admin, at=NOON) == "same_person"
    assert (
        code_of(actions.hand_over, term, to=lan, on=SPRING, elsewhere=True, by=admin, at=NOON)
        == "ends_before_it_begins"
    )
    actions.disable(lan, by=admin, at=NOON)
    assert code_of(actions.hand_over, term, to=lan, on=TODAY, by=admin, at=NOON) == "disabled_heir"
    assert code_of(actions.assign, lan, body=term.body, role=Role.LEADER, valid_from=TODAY, by=admin, at=NOON) == (
        "disabled_heir"
    )
    assert Term.objects.get(pk=term.pk).valid_to is None


def test_accounts_of_another_branch_cannot_be_locked_nor_ones_own(officer, acting):
    admin = officer("quan.tri", "NB", Role.ADMIN)
    far = officer("xa.ky.anh", "KA", Role.ENTRY)

    assert code_of(actions.disable, far, by=acting(admin), at=NOON) == "other_branch"
    assert code_of(actions.disable, admin, by=acting(admin), at=NOON) == "own_account"
    near = officer("viet.pq", "GV", Role.ENTRY)
    assert actions.disable(near, by=acting(admin), at=NOON).is_active is False
    assert actions.enable(near, by=acting(admin), at=NOON).is_active is True


def test_a_term_ends_on_a_day(officer, acting):
    admin, viet = acting(officer("quan.tri", "NB", Role.ADMIN)), officer("viet.pq", "GV", Role.ENTRY)

    assert actions.end_term(viet.terms.get(), on=TODAY, by=admin, at=NOON).valid_to == TODAY
    assert code_of(actions.end_term, viet.terms.get(), on=TODAY, by=admin, at=NOON) == "already_ended"


@pytest.mark.parametrize(
    ("username", "password", "code"),
    [
        ("Việt PQ", None, "bad_username"),
        ("viet.pq", None, "username_taken"),
        ("moi.nv", "ngắn", "weak_password"),
        ("moi.nv", "12345678901234", "weak_password"),
    ],
)
def test_accounts_with_poor_names_or_passwords_are_not_made(officer, username, password, code):
    officer("viet.pq", "GV", Role.ENTRY)

    with pytest.raises(Refused) as caught:
        actions.make_account(username=username, name="Ai Đó", password=password, by=None, at=NOON)

    assert caught.value.refusal.code == code


def test_a_new_officer_gets_account_and_roles_at_once_or_nothing(officer, police, acting):
    admin = acting(officer("quan.tri", "NB", Role.ADMIN))
    asked = {"name": "Ngô Thị Lan", "office": "Trực ban", "roles": ["entry", "approval"], "by": admin, "at": NOON}

    made = actions.make_officer(username="lan.nt", body=police["GV"], **asked)

    assert {term.role for term in made.user.terms.all()} == {"entry", "approval"}
    assert len(made.password) == 23
    assert code_of(actions.make_officer, username="xa.la", body=police["KA"], **asked) == "other_branch"
    assert not Term.objects.filter(user__username="xa.la").exists()


def test_a_changed_password_is_the_owners_and_a_reset_one_is_the_first_again(officer, acting):
    admin, viet = acting(officer("quan.tri", "NB", Role.ADMIN)), officer("viet.pq", "GV", Role.ENTRY)

    made = actions.reset_password(viet, by=admin, at=NOON)
    assert made.user.first_password_until == NOON + rules.FIRST_PASSWORD_LIVES

    asked = {"by": None, "at": NOON}
    assert code_of(actions.change_password, viet, old="sai", new="x" * 20, **asked) == "wrong_name_or_password"
    assert code_of(actions.change_password, viet, old=made.password, new="ngắn", **asked) == "weak_password"
    changed = actions.change_password(viet, old=made.password, new="năm con nghé ngủ trưa", **asked)
    assert changed.first_password_until is None
    assert changed.check_password("năm con nghé ngủ trưa")


def test_every_refusal_of_the_part_has_its_sentence():
    import ast
    from pathlib import Path

    from phoihop.accounts import wording

    folder = Path(wording.__file__).parent
    codes = {
        node.args[1].value
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal"
    }

    assert codes == set(wording.WORDING)


def test_an_administrator_serves_itself_with_no_role_password_or_end(officer, police, acting):
    """Two people stand behind every role: what an administrator may not read it cannot open for itself."""
    own, second = officer("quan.tri", "NB", Role.ADMIN), officer("quan.tri.2", "TW", Role.ADMIN)
    admin, viet = acting(own), officer("viet.pq", "GV", Role.APPROVAL)
    asked = {"by": admin, "at": NOON}
    before = list(Term.objects.order_by("pk").values())

    given = {"body": police["NB"], "role": Role.LEADER, "valid_from": TODAY}
    assert code_of(actions.assign, own, **given, **asked) == "own_role"
    assert code_of(actions.hand_over, viet.terms.get(), to=own, on=TODAY, **asked) == "own_role"
    assert code_of(actions.end_term, own.terms.get(), on=TODAY, **asked) == "own_administration"
    assert code_of(actions.reset_password, own, **asked) == "own_password"

    assert list(Term.objects.order_by("pk").values()) == before
    assert list(queries.heirs_for(admin, viet.terms.get(), on=TODAY)) == []
    assert actions.assign(own, **given, by=acting(second), at=NOON).role == Role.LEADER
    heir = actions.hand_over(own.terms.get(role=Role.ADMIN), to=viet, on=TODAY, elsewhere=True, **asked)
    assert (heir.user, heir.role) == (viet, Role.ADMIN)


def test_the_own_page_of_an_administrator_offers_nothing_that_is_refused(officer, client):
    own = officer("quan.tri", "NB", Role.ADMIN)
    client.force_login(own)

    page = client.get(f"/quan-tri/tai-khoan/{own.pk}/").content.decode()

    assert "Không tự giao vai trò cho chính mình" in page
    assert "/mat-khau/" in page
    assert f"/quan-tri/tai-khoan/{own.pk}/mat-khau/" not in page
    assert f"/quan-tri/tai-khoan/{own.pk}/khoa/" not in page
    assert "/thoi/" not in page


@pytest.mark.parametrize(
    "changed", [{"role": "admin"}, {"valid_from": date(2020, 1, 1)}, {"valid_to": date(2099, 1, 1)}]
)
def test_a_term_that_its_line_does_not_say_is_named_and_so_is_one_without_a_line(officer, police, changed):
    officer("viet.pq", "GV", Role.ENTRY)
    term = Term.objects.get()
    assert list(queries.told_otherwise()) == []

    Term.objects.update(**changed)
    assert list(queries.told_otherwise()) == [f"role term {term.pk}: it does not say what its lines in the log say"]
    Entry.objects.filter(action="term.given").delete()
    assert list(queries.told_otherwise()) == [f"role term {term.pk}: its line is not in the log"]


def test_a_role_that_was_handed_over_is_told_again_and_its_heir_with_it(officer, police):
    admin, viet = officer("quan.tri", "NB", Role.ADMIN), officer("viet.pq", "GV", Role.ENTRY)
    lan = officer("lan.nt", "GV", Role.LEADER)
    by = queries.actor_for(admin, admin.terms.get(), TODAY)
    heir = actions.hand_over(viet.terms.get(), to=lan, on=TODAY, by=by, at=NOON)
    assert list(queries.told_otherwise()) == []

    Term.objects.filter(pk=heir.pk).update(user=admin)
    assert list(queries.told_otherwise()) == [
        f"role term {heir.pk}: it is not what was handed over from role term {viet.terms.get().pk}"
    ]
