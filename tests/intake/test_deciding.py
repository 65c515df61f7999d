"""What a person says of proposals: the unit, the number in force, wordings that are remembered, many at once."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client

from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.periods import Calendar, Kind, Period
from phoihop.core.refusal import Refused
from phoihop.figures import actions as recorded
from phoihop.figures import queries as figures
from phoihop.figures.models import Figure
from phoihop.figures.rules.values import Comparator, Coverage, Provenance, Standing, Value
from phoihop.indicators.models import Indicator
from phoihop.intake import actions, queries
from phoihop.intake.actions import Given
from phoihop.intake.models import Alias, Paper
from phoihop.intake.rules import Choice, Decision, Remember
from phoihop.organisations import queries as organisations
from phoihop.organisations.models import Body
from phoihop.web.answers import sentence

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
YEAR = Period(Calendar.ADMINISTRATIVE, Kind.YEAR, 2026)
SAID = "Năm 2026, tổ chức {} buổi tuyên truyền."


@pytest.fixture
def hand_in(officer: Actor) -> Callable[..., Paper]:
    def handing(said: str, *, name: str = "bao-cao.txt", by: Actor = officer) -> Paper:
        about = Body.objects.get(pk=by.body_id)
        given = Given(name, said.encode())
        return actions.receive([given], about=about, programme=None, drop_lists=False, by=by, at=NOON)[0]

    return handing


def sessions(paper: Paper):
    return paper.proposals.get(indicator__code="TT01")


def confirmed(paper: Paper, by: Actor, choice: Choice | None = None):
    reason = "Số của báo cáo sau" if choice else ""
    actions.decide(sessions(paper), decision=Decision.ACCEPTED, choice=choice, reason=reason, by=by, at=NOON)
    return actions.confirm(paper, by=by, at=NOON)


def in_force(paper: Paper) -> list[int | None]:
    return [row.value for row in figures.stands(paper.about_id, YEAR).values()]


def a_commune(officer: Actor, at: int = 0) -> tuple[Body, str]:
    bodies = queries.named_bodies_about(officer, on=NOON.date())
    pk, name = [each for each in bodies if each[0] != officer.body_id][at]
    return Body.objects.get(pk=pk), name


def test_a_paper_of_a_commune_is_about_the_commune_of_its_letterhead(hand_in, officer):
    commune, name = a_commune(officer)
    _, other = a_commune(officer, 1)

    one = hand_in(f"CÔNG AN TỈNH HÀ TĨNH\n{name.upper()}\nBÁO CÁO\n{SAID.format(12)}")
    open_one = hand_in(f"{name}\n{other}\nBÁO CÁO\n{SAID.format(13)}")

    assert (one.about, sessions(one).subject) == (commune, commune)
    assert open_one.about_id == officer.body_id


def test_the_unit_of_a_paper_can_be_changed_until_it_is_recorded(hand_in, officer):
    commune, _ = a_commune(officer)
    paper = hand_in(SAID.format(12))

    actions.aim(paper, about=commune, by=officer, at=NOON)
    confirmed(paper, officer)

    paper.refresh_from_db()
    assert (paper.about, Figure.objects.get().body) == (commune, commune)
    with pytest.raises(Refused) as refused:
        actions.aim(paper, about=Body.objects.get(key="cong_an@tinh:38"), by=officer, at=NOON)
    assert refused.value.refusal.code == "not_a_body_of_yours"


def test_another_number_in_force_is_shown_beside_and_stays_unless_a_person_says_otherwise(hand_in, officer):
    first = hand_in(SAID.format(12), name="bao-cao-quy.txt")
    confirmed(first, officer)
    second = hand_in(SAID.format(15))

    shown = next(p for p in queries.page(second, actor=officer, on=NOON.date())["proposals"] if p.type == "figure")
    done = confirmed(second, officer)

    assert (shown.shown.value, shown.shown.other.value, shown.shown.other.beside) == ("15", "12", False)
    assert shown.shown.other.source == "bao-cao-quy.txt, 21/11/2026"
    assert (done.aside, in_force(second)) == (1, [12])


def test_the_papers_number_takes_the_place_where_a_compiler_says_so(hand_in, officer):
    confirmed(hand_in(SAID.format(12)), officer)
    second = hand_in(SAID.format(15))

    done = confirmed(second, officer, Choice.PAPER)

    assert (done.aside, in_force(second)) == (0, [15])
    assert {row.value for row in Figure.objects.all()} == {12, 15}


def test_a_number_said_twice_in_a_paper_is_one_figure_the_exact_one(hand_in, officer):
    paper = hand_in("Năm 2026, tổ chức hơn 15 buổi tuyên truyền.")
    again = sessions(paper)
    again.pk, again.order, again.fact = None, 99, {**again.fact, "comparator": "eq"}  # as a table says it
    again.save()
    for proposal in paper.proposals.filter(indicator__code="TT01"):
        actions.decide(proposal, decision=Decision.ACCEPTED, by=officer, at=NOON)

    done = actions.confirm(paper, by=officer, at=NOON)

    assert (done.figures, Figure.objects.get().comparator) == (1, Comparator.EQ)
    assert len(set(paper.proposals.filter(indicator__code="TT01").values_list("record", flat=True))) == 1


def test_who_is_no_compiler_cannot_choose_and_nothing_is_decided(hand_in, officer):
    clerk = replace(officer, roles=frozenset({Role.ENTRY}))
    paper = hand_in(SAID.format(15))

    with pytest.raises(Refused) as refused:
        actions.decide(sessions(paper), decision=Decision.ACCEPTED, choice=Choice.PAPER, by=clerk, at=NOON)

    assert (refused.value.refusal.code, sessions(paper).decision) == ("only_compilers_choose", Decision.PENDING)


def test_many_at_once_leaves_out_what_is_doubtful_or_disagrees(hand_in, officer):
    table = "Stt\tChỉ tiêu\tĐơn vị tính\tNăm 2026\n1\tBuổi tuyên truyền, vận động tập trung\tbuổi\t{}\n"
    confirmed(hand_in(SAID.format(12)), officer)
    paper = hand_in(table.format(15) + SAID.format(15) + "\nĐã trồng 500 cây xanh.")
    told = queries.page(paper, actor=officer, on=NOON.date())["sure"]

    count = actions.accept_sure(paper, by=officer, at=NOON)

    accepted = paper.proposals.filter(decision=Decision.ACCEPTED)
    assert (count, told) == (accepted.count(), accepted.count())
    assert not accepted.filter(type="figure").exists()


@pytest.mark.parametrize(("remember", "kept"), [(Remember.BODY, 1), (Remember.NOBODY, 0)])
def test_a_corrected_wording_is_remembered_for_the_unit_or_not_at_all(hand_in, officer, remember, kept):
    paper = hand_in("Năm 2026, xã tổ chức 7 buổi trà đàm.")
    chosen = Indicator.objects.get(code="DD01")
    actions.decide(
        paper.proposals.get(type="figure"),
        decision=Decision.ACCEPTED,
        indicator=chosen,
        remember=remember,
        by=officer,
        at=NOON,
    )

    assert Alias.objects.filter(body_id=officer.body_id).count() == kept


def test_a_wording_for_all_is_set_and_taken_back_by_the_centre_alone(hand_in, officer):
    centre_body = Body.objects.get(key="cong_an@VN")
    centre = Actor(
        9, "Lê Văn Mẫu", centre_body.pk, centre_body.place_id, System.POLICE, Level.COUNTRY, officer.roles, "TW"
    )
    chosen = Indicator.objects.get(code="DD01")
    said = "Năm 2026, xã tổ chức {} buổi trà đàm."
    local = hand_in(said.format(7))

    with pytest.raises(Refused) as refused:
        actions.decide(
            local.proposals.get(type="figure"),
            decision=Decision.ACCEPTED,
            indicator=chosen,
            remember=Remember.ALL,
            by=officer,
            at=NOON,
        )
    actions.decide(
        hand_in(said.format(8), by=centre).proposals.get(type="figure"),
        decision=Decision.ACCEPTED,
        indicator=chosen,
        remember=Remember.ALL,
        by=centre,
        at=NOON,
    )
    again = hand_in(said.format(9))
    with pytest.raises(Refused) as forgetting:
        actions.forget_alias(queries.learnt(officer).get(), by=officer, at=NOON)

    assert again.proposals.get(type="figure").indicator == chosen
    assert {refused.value.refusal.code, forgetting.value.refusal.code} == {"only_the_centre_for_all"}
    actions.forget_alias(queries.learnt(centre).get(), by=centre, at=NOON)
    assert Alias.objects.count() == 0


def test_two_people_confirm_the_same_paper_and_it_counts_once(hand_in, officer):
    paper = hand_in(SAID.format(12))
    actions.decide(sessions(paper), decision=Decision.ACCEPTED, by=officer, at=NOON)
    seen_by_both = [Paper.objects.get(pk=paper.pk), Paper.objects.get(pk=paper.pk)]

    actions.confirm(seen_by_both[0], by=officer, at=NOON)
    with pytest.raises(Refused) as refused:
        actions.confirm(seen_by_both[1], by=replace(officer, name="Trần Văn Mẫu"), at=NOON)

    paper.refresh_from_db()
    assert (refused.value.refusal.code, Figure.objects.count()) == ("recorded_meanwhile", 1)
    assert paper.confirmed_by == officer.name


def test_the_work_list_puts_the_most_doubtful_first(hand_in, officer):
    clear = hand_in(SAID.format(12), name="ro.txt")
    doubtful = hand_in("Đã trồng 500 cây xanh. Đã trao 20 suất quà.", name="ngo.txt")
    Paper.objects.filter(pk=clear.pk).update(received_at=NOON.replace(hour=9))

    papers = queries.visible_to(officer, on=NOON.date())

    assert [paper.name for paper in queries.work_list(papers)] == [doubtful.name, clear.name]
    assert [paper.name for paper in queries.work_list(papers, newest=True)] == [clear.name, doubtful.name]


def test_the_pages_forms_change_the_unit_and_accept_what_is_sure(hand_in, officer, signed_in_as):
    client: Client = signed_in_as(Body.objects.get(pk=officer.body_id), Role.COMPILER)
    commune, name = a_commune(officer)
    paper = hand_in(SAID.format(12) + " Chương trình số 09/CTr-BCA-MTTW ngày 01/8/2013.")

    page = client.get(f"/van-ban/tiep-nhan/{paper.pk}/").content.decode()
    client.post(f"/van-ban/tiep-nhan/{paper.pk}/don-vi/", {"about": commune.pk})
    client.post(f"/van-ban/tiep-nhan/{paper.pk}/nhan-muc-chac/")

    paper.refresh_from_db()
    assert 'data-key="shift+n"' in page
    assert organisations.name_of(paper.about_id, on=NOON.date()).name == name
    assert paper.proposals.filter(decision=Decision.ACCEPTED).exists()


def test_a_noun_that_could_mean_anything_is_never_remembered(hand_in, officer):
    chosen = Indicator.objects.get(code="DD01")
    proposal = hand_in("Năm 2026, xã có 7 câu lạc bộ.").proposals.get(type="figure")
    said = {"indicator": chosen, "remember": Remember.BODY, "by": officer, "at": NOON}

    with pytest.raises(Refused) as refused:
        actions.decide(proposal, decision=Decision.ACCEPTED, **said)

    assert sentence(refused.value.refusal).startswith("“câu lạc bộ” là từ chung")
    assert Alias.objects.count() == 0


def test_a_noun_that_was_remembered_before_ties_nothing_any_more_and_can_be_removed(hand_in, officer, signed_in_as):
    chosen = Indicator.objects.get(code="DD01")
    Alias.objects.create(
        body_id=officer.body_id,
        folded="chiếc nón",
        printed="chiếc nón",
        indicator=chosen,
        learnt_from="X",
        learnt_at=NOON,
    )
    client = signed_in_as(Body.objects.get(pk=officer.body_id), Role.COMPILER)

    proposal = hand_in("Năm 2026, xã tặng 7 chiếc nón.").proposals.get(type="figure")
    page = client.get("/van-ban/tiep-nhan/cach-goi/").content.decode()

    assert not proposal.match_reason.startswith("Cách gọi đã nhớ")
    assert "Từ chung nên không còn dùng để ghép." in page
    assert "Bỏ cách gọi này" in page


def test_a_total_of_the_province_is_shown_beside_what_its_units_reported(hand_in, officer, signed_in_as):
    below = [a_commune(officer, at)[0] for at in (0, 1)]
    for body, value in zip(below, (30, 50), strict=True):
        recorded.put(
            [Value(indicator="TT01", body=body.pk, period=YEAR, value=value, coverage=Coverage.OWN)],
            standing=Standing.SUBMITTED,
            source=Provenance(
                origin=f"thu:{body.pk}", label="Báo cáo xã", address="/", entered_by="X", entered_at=NOON
            ),
            by=officer,
            at=NOON,
        )
    client = signed_in_as(Body.objects.get(pk=officer.body_id), Role.COMPILER)
    more, equal = (
        "Năm 2026, toàn tỉnh tổ chức 100 buổi tuyên truyền.",
        "Năm 2026, cả tỉnh tổ chức 80 buổi tuyên truyền.",
    )

    paper, same = hand_in(more), hand_in(equal)
    page = client.get(f"/van-ban/tiep-nhan/{paper.pk}/").content.decode()

    assert "Khác tổng các đơn vị đã báo cáo." in page
    assert "văn bản ghi hơn 20" in page
    assert "2 số đã gửi" in page
    assert actions.accept_sure(paper, by=officer, at=NOON) == 0
    assert "Khác tổng các đơn vị" not in client.get(f"/van-ban/tiep-nhan/{same.pk}/").content.decode()


def test_what_was_recorded_stands_on_the_page_with_the_way_to_each_figure(hand_in, officer, signed_in_as):
    client = signed_in_as(Body.objects.get(pk=officer.body_id), Role.COMPILER)
    paper = hand_in("Năm 2026, toàn tỉnh tổ chức 100 buổi tuyên truyền.")
    proposal = paper.proposals.get(type="figure")
    actions.decide(proposal, decision=Decision.ACCEPTED, by=officer, at=NOON)

    page = client.post(f"/van-ban/tiep-nhan/{paper.pk}/ghi/", follow=True).content.decode()

    href = re.search(r'<section class="note good" id="da-ghi".*?<li><a class="link" href="([^"]+)">', page, re.DOTALL)[
        1
    ]
    explained = client.get(href.replace("&amp;", "&")).content.decode()
    assert "Đã ghi 1 mục vào hồ sơ" in page
    assert "Đã ghi 1 số liệu." in page
    assert paper.name in explained
