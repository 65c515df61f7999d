"""What a paper only plans is no result; what is taken against the odds is taken with a person's own reason."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from phoihop.audit.models import Entry
from phoihop.conferences.models import Conference
from phoihop.core.actor import Actor, Role
from phoihop.core.periods import Period
from phoihop.core.refusal import Refused
from phoihop.figures import queries as figures
from phoihop.figures.models import Change, Figure
from phoihop.figures.rules.values import Coverage
from phoihop.intake import actions, queries
from phoihop.intake.actions import Given
from phoihop.intake.models import Paper, Proposal
from phoihop.intake.rules import Choice, Decision
from phoihop.organisations.models import Body
from phoihop.web.answers import sentence

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
YEAR = Period.from_code("hanh_chinh:nam:2026:1")
DONE = "Năm 2026 tổ chức {} buổi tuyên truyền."
PLANNED = "Theo kế hoạch, năm 2026 tổ chức 50 buổi tuyên truyền."


@pytest.fixture
def hand_in(officer: Actor) -> Callable[..., Paper]:
    def handing(said: str, name: str = "bao-cao.txt") -> Paper:
        about = Body.objects.get(pk=officer.body_id)
        given = Given(name, said.encode())
        return actions.receive([given], about=about, programme=None, drop_lists=False, by=officer, at=NOON)[0]

    return handing


def sessions(paper: Paper) -> Proposal:
    return paper.proposals.get(type="figure", indicator__code="TT01")


def shown(paper: Paper, by: Actor):
    found = queries.page(paper, actor=by, on=NOON.date())
    return next(each.shown for each in found["proposals"] if each.indicator and each.indicator.code == "TT01")


@pytest.mark.parametrize(
    "said",
    [
        PLANNED,
        "Theo kế hoạch năm 2026, đơn vị tổ chức 50 buổi tuyên truyền.",
        "Kế hoạch năm 2026: 50 buổi tuyên truyền.",
        "Chỉ tiêu giao năm 2026 là 50 buổi tuyên truyền.",
        "Năm 2026 đăng ký tổ chức 50 buổi tuyên truyền.",
        "Năm 2026 tổ chức 50 buổi tuyên truyền (theo kế hoạch).",
        "KẾ HOẠCH\nPhối hợp công tác năm 2026\n\nNăm 2026 tổ chức 50 buổi tuyên truyền.",
    ],
)
def test_what_is_planned_is_told_apart_and_taken_in_no_bulk(hand_in, officer, said):
    paper = hand_in(said)

    assert sessions(paper).fact["planned"] is True
    assert (shown(paper, officer).name, shown(paper, officer).look) == (
        "Theo kế hoạch: " + sessions(paper).indicator.name,
        True,
    )
    assert actions.accept_sure(paper, by=officer, at=NOON) == 0


@pytest.mark.parametrize(
    "said",
    [
        "Theo kế hoạch, năm 2026 đã tổ chức 50 buổi tuyên truyền.",
        "Thực hiện Kế hoạch số 12/KH-CAT, năm 2026 tổ chức 50 buổi tuyên truyền.",
        "Năm 2026 tổ chức 50 buổi tuyên truyền, đạt 100% kế hoạch.",
        "BÁO CÁO\nKết quả thực hiện Kế hoạch số 12 năm 2026\n\nNăm 2026 tổ chức 50 buổi tuyên truyền.",
        "KẾ HOẠCH\nPhối hợp năm 2027\n\nNăm 2026 đã tổ chức 50 buổi tuyên truyền.",
    ],
)
def test_what_was_done_by_a_plan_is_a_result(hand_in, officer, said):
    paper = hand_in(said)

    assert "planned" not in sessions(paper).fact
    assert actions.accept_sure(paper, by=officer, at=NOON) >= 1
    assert sessions(paper).decision == Decision.ACCEPTED


def test_a_planned_number_becomes_a_figure_only_with_a_reason_that_is_kept(hand_in, officer):
    paper = hand_in(PLANNED)

    with pytest.raises(Refused) as refused:
        actions.decide(sessions(paper), decision=Decision.ACCEPTED, by=officer, at=NOON)
    actions.decide(sessions(paper), decision=Decision.ACCEPTED, reason="Đã làm đủ, có sổ theo dõi", by=officer, at=NOON)
    actions.confirm(paper, by=officer, at=NOON)

    assert refused.value.refusal.code == "planned_needs_reason"
    assert "mời bấm bỏ" in sentence(refused.value.refusal).lower()
    assert (sessions(paper).reason, Figure.objects.get().value) == ("Đã làm đủ, có sổ theo dõi", 50)
    assert Entry.objects.get(action="proposal.decided").facts["reason"] == "Đã làm đủ, có sổ theo dõi"


def two_numbers(hand_in, officer) -> Paper:
    first = hand_in(DONE.format(12))
    actions.decide(sessions(first), decision=Decision.ACCEPTED, by=officer, at=NOON)
    actions.confirm(first, by=officer, at=NOON)
    return hand_in(DONE.format(15), name="bao-cao-bo-sung.txt")


def test_who_chooses_the_papers_number_says_why_and_the_reason_is_the_persons_own(hand_in, officer):
    second = two_numbers(hand_in, officer)

    with pytest.raises(Refused) as refused:
        actions.decide(sessions(second), decision=Decision.ACCEPTED, choice=Choice.PAPER, by=officer, at=NOON)
    actions.decide(
        sessions(second),
        decision=Decision.ACCEPTED,
        choice=Choice.PAPER,
        reason="Số bổ sung quý IV",
        by=officer,
        at=NOON,
    )
    actions.confirm(second, by=officer, at=NOON)

    assert refused.value.refusal.code == "choice_needs_reason"
    assert list(Change.objects.filter(act="choose").values_list("reason", flat=True)) == ["Số bổ sung quý IV"]
    assert figures.stands(officer.body_id, YEAR)["TT01", None, Coverage.AREA].value == 15


def test_the_row_asks_for_the_reason_and_keeps_what_was_chosen(hand_in, officer, signed_in_as):
    one = sessions(two_numbers(hand_in, officer))
    client = signed_in_as(Body.objects.get(pk=officer.body_id), Role.COMPILER)
    page = client.get(f"/van-ban/tiep-nhan/{one.paper_id}/").content.decode()
    address, asks = f"/van-ban/tiep-nhan/de-xuat/{one.pk}/", {"HX-Request": "true"}

    answer = client.post(address, {"decision": "accepted", "choice": "paper"}, headers=asks)
    taken = client.post(address, {"decision": "accepted", "choice": "paper", "reason": "Số mới hơn"}, headers=asks)

    one.refresh_from_db()
    assert ("Chọn số theo văn bản này thì ghi lý do" in page, answer.status_code) == (True, 200)
    assert "Chưa ghi lý do chọn số theo văn bản." in answer.content.decode()
    assert (taken.status_code, one.decision, one.reason) == (200, Decision.ACCEPTED, "Số mới hơn")


def test_a_choice_that_was_made_before_without_a_reason_is_asked_about_when_recorded(hand_in, officer):
    second = two_numbers(hand_in, officer)
    second.proposals.filter(type="figure").update(decision="accepted", decided_by="Nguyễn Thị Mẫu", choice="paper")

    with pytest.raises(Refused) as refused:
        actions.confirm(second, by=officer, at=NOON)

    assert refused.value.refusal.code == "choice_unreasoned"
    assert figures.stands(officer.body_id, YEAR)["TT01", None, Coverage.AREA].value == 12


NEWS = (
    "Ngày 15/9/2026, Công an tỉnh Hà Tĩnh tổ chức hội nghị tổng kết chương trình phối hợp tại Hà Tĩnh.\n"
    "Phát biểu chỉ đạo hội nghị, đồng chí Lê Văn Mẫu, Giám đốc Công an tỉnh yêu cầu {}; nhân rộng các mô hình."
)
RESIDENT = "giúp đỡ ông Nguyễn Văn Bình ở thôn 3 sửa nhà"


def task(paper: Paper, word: str) -> Proposal:
    return next(p for p in paper.proposals.filter(type="item") if word in p.fact["text"])


def test_a_task_that_names_a_resident_is_never_recorded_and_the_row_says_what_to_do(hand_in, officer):
    paper = hand_in(NEWS.format(RESIDENT))
    named = task(paper, "sửa nhà")

    actions.accept_sure(paper, by=officer, at=NOON)
    with pytest.raises(Refused) as refused:
        actions.decide(named, decision=Decision.ACCEPTED, by=officer, at=NOON)
    actions.decide(paper.proposals.get(type="event"), decision=Decision.ACCEPTED, by=officer, at=NOON)
    actions.decide(task(paper, "nhân rộng"), decision=Decision.ACCEPTED, by=officer, at=NOON)
    actions.confirm(paper, by=officer, at=NOON)

    named.refresh_from_db()
    assert (named.decision, named.note) == (
        Decision.PENDING,
        "Mục này nêu tên riêng của người dân: không ghi vào hồ sơ được.",
    )
    assert (refused.value.refusal.code, "Mời bấm Bỏ" in sentence(refused.value.refusal)) == ("names_a_resident", True)
    assert [each.text for each in Conference.objects.get().conclusions.all()] == ["nhân rộng các mô hình"]


def test_such_a_task_that_was_accepted_before_is_named_when_it_would_be_recorded(hand_in, officer):
    paper = hand_in(NEWS.format(RESIDENT))
    paper.proposals.filter(type__in=["event", "item"]).update(decision="accepted", decided_by="Nguyễn Thị Mẫu")

    with pytest.raises(Refused) as refused:
        actions.confirm(paper, by=officer, at=NOON)

    assert f"Mục {task(paper, 'sửa nhà').order} nêu tên riêng" in sentence(refused.value.refusal)
    assert Conference.objects.count() == 0


def test_a_task_that_names_an_official_in_office_is_recorded(hand_in, officer):
    said = "đồng chí Trần Văn Mẫu, Trưởng Công an xã Đức Thọ báo cáo trước ngày 30/9"
    paper = hand_in(NEWS.format(said))

    for proposal in paper.proposals.filter(type__in=["event", "person", "item"]):
        actions.decide(proposal, decision=Decision.ACCEPTED, by=officer, at=NOON)
    actions.confirm(paper, by=officer, at=NOON)

    conference = Conference.objects.get()
    assert any("Trần Văn Mẫu" in each.text for each in conference.conclusions.all())
    assert "Lê Văn Mẫu" in conference.participants.values_list("name", flat=True)
