"""Figures whose period their sentence does not print, and figures that lack what they would be recorded under."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from phoihop.core.actor import Actor, Role
from phoihop.core.periods import Period
from phoihop.core.refusal import Refused
from phoihop.figures import queries as figures
from phoihop.intake import actions, queries
from phoihop.intake.actions import Given
from phoihop.intake.models import Paper, Proposal
from phoihop.intake.rules import Decision
from phoihop.organisations.models import Body
from phoihop.web.answers import sentence

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
YEAR = "hanh_chinh:nam:2026:1"
TITLED = """CÔNG AN TỈNH HÀ TĨNH
BÁO CÁO
Kết quả công tác phối hợp dân vận năm 2026

1. Tuyên truyền: tổ chức 38 buổi tuyên truyền.
2. Năm 2025, nhân dân cung cấp 61 nguồn tin.
"""
OPENED = "Công an tỉnh Hà Tĩnh báo cáo kết quả năm 2026 như sau:\n\n1. Đã tổ chức 38 buổi tuyên truyền.\n"
TEN_MONTHS = (
    "BÁO CÁO\nKết quả phong trào 10 tháng đầu năm 2026\n\nTrong 10 tháng năm 2026, tổ chức 22 buổi tuyên truyền."
)
BARE = "Tổ chức 38 buổi tuyên truyền. Nhân dân cung cấp 61 nguồn tin."


@pytest.fixture
def hand_in(officer: Actor) -> Callable[[str], Paper]:
    def handing(said: str) -> Paper:
        about = Body.objects.get(pk=officer.body_id)
        given = Given("bao-cao.txt", said.encode())
        return actions.receive([given], about=about, programme=None, drop_lists=False, by=officer, at=NOON)[0]

    return handing


def figure(paper: Paper, code: str) -> Proposal:
    return paper.proposals.get(type="figure", indicator__code=code)


def rows_of(paper: Paper, code: str, by: Actor) -> dict[str, str]:
    found = queries.page(paper, actor=by, on=NOON.date())["proposals"]
    return dict(next(p.shown.rows for p in found if p.indicator and p.indicator.code == code))


def test_a_figure_without_a_period_holds_for_the_period_of_its_papers_title_and_says_so(hand_in, officer):
    paper = hand_in(TITLED)

    assert (figure(paper, "TT01").period, figure(paper, "NT01").period) == (YEAR, "hanh_chinh:nam:2025:1")
    assert rows_of(paper, "TT01", officer)["Kỳ"] == (
        "năm 2026, theo tiêu đề văn bản: “BÁO CÁO Kết quả công tác phối hợp dân vận năm 2026”"
    )
    assert rows_of(paper, "NT01", officer)["Kỳ"] == "năm 2025"


def test_the_opening_sentence_of_a_report_names_its_period_too(hand_in, officer):
    paper = hand_in(OPENED)

    assert figure(paper, "TT01").period == YEAR
    assert rows_of(paper, "TT01", officer)["Kỳ"] == "năm 2026, theo tiêu đề văn bản: “kết quả năm 2026 như sau”"


def test_the_first_months_of_a_year_are_a_period_that_closes_on_its_own_day(hand_in, officer):
    paper = hand_in(TEN_MONTHS)
    sessions = figure(paper, "TT01")
    actions.decide(sessions, decision=Decision.ACCEPTED, by=officer, at=NOON)
    actions.confirm(paper, by=officer, at=NOON)

    ten = Period.from_code(sessions.period)
    assert (sessions.period, sessions.note) == ("hanh_chinh:dau_nam:2026:10", "")
    assert rows_of(paper, "TT01", officer)["Kỳ"] == "10 tháng đầu năm 2026 (đến 14/10/2026)"
    assert [row.value for row in figures.stands(officer.body_id, ten).values()] == [22]
    assert figures.stands(officer.body_id, Period.from_code(YEAR)) == {}


def test_days_that_close_the_first_months_name_them(hand_in):
    said = "BÁO CÁO\nKết quả từ 15/12/2025 đến 14/11/2026\n\nTổ chức 38 buổi tuyên truyền."

    assert figure(hand_in(said), "TT01").period == "hanh_chinh:dau_nam:2026:11"


def test_months_that_are_no_reporting_period_are_named_and_left_to_a_person(hand_in):
    sessions = figure(hand_in("Trong 5 tháng cuối năm 2026, tổ chức 22 buổi tuyên truyền."), "TT01")

    assert sessions.period == ""
    assert sessions.note == (
        "Văn bản nêu từ tháng 8 đến tháng 12 năm 2026, danh sách kỳ báo cáo không có kỳ này. Mời chọn kỳ."
    )


def test_one_act_gives_all_figures_without_a_period_the_same_one(hand_in, officer, signed_in_as):
    paper = hand_in(BARE)
    client = signed_in_as(Body.objects.get(pk=officer.body_id), Role.COMPILER)
    page = client.get(f"/van-ban/tiep-nhan/{paper.pk}/").content.decode()

    answer = client.post(f"/van-ban/tiep-nhan/{paper.pk}/ky/", {"period": YEAR}, follow=True)

    assert "Đặt kỳ cho 2 mục chưa rõ kỳ" in page
    assert {(p.period, p.note) for p in paper.proposals.filter(type="figure")} == {(YEAR, "")}
    assert "Đã đặt kỳ năm 2026 cho 2 mục." in answer.content.decode()
    assert 'id="dat-ky"' not in answer.content.decode()


def test_a_figure_without_period_or_indicator_is_refused_at_once_with_what_it_lacks(hand_in, officer):
    paper = hand_in(BARE)

    with pytest.raises(Refused) as refused:
        actions.decide(figure(paper, "TT01"), decision=Decision.ACCEPTED, by=officer, at=NOON)
    taken = actions.decide(figure(paper, "TT01"), decision=Decision.ACCEPTED, period=YEAR, by=officer, at=NOON)

    assert sentence(refused.value.refusal) == ("Mục này chưa đủ để nhận, còn thiếu: kỳ. Mời chọn cho đủ rồi bấm Nhận.")
    assert (taken.decision, taken.period, taken.note) == (Decision.ACCEPTED, YEAR, "")


def test_the_row_that_lacks_something_opens_its_form_and_keeps_what_was_typed(hand_in, officer, signed_in_as):
    one = figure(hand_in(BARE), "TT01")
    client = signed_in_as(Body.objects.get(pk=officer.body_id), Role.COMPILER)

    answer = client.post(
        f"/van-ban/tiep-nhan/de-xuat/{one.pk}/", {"decision": "accepted", "value": "39"}, headers={"HX-Request": "true"}
    )

    row = answer.content.decode()
    one.refresh_from_db()
    assert (answer.status_code, one.decision) == (200, "pending")
    assert "Mục này chưa đủ để nhận, còn thiếu: kỳ." in row
    assert 'class="fixing" open' in row
    assert 'value="39"' in row


def test_what_holds_up_recording_is_named_on_the_page_itself(hand_in, officer, signed_in_as):
    paper = hand_in(BARE)
    paper.proposals.filter(type="figure").update(decision="accepted", decided_by="Nguyễn Thị Mẫu")
    client = signed_in_as(Body.objects.get(pk=officer.body_id), Role.COMPILER)

    answer = client.post(f"/van-ban/tiep-nhan/{paper.pk}/ghi/", follow=True)

    page = answer.content.decode()
    assert (answer.status_code, "2 mục đã nhận còn thiếu" in page) == (200, True)
    assert all(f'href="#p{p.order}"' in page for p in paper.proposals.filter(type="figure"))
