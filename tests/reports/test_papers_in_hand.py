"""A unit whose paper lies in intake is not told as silent: it has sent a paper that is no numbers yet."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from phoihop.accounts import actions as accounts
from phoihop.core.actor import Role
from phoihop.documents.models import Document, Source
from phoihop.intake.models import Paper
from phoihop.intake.queries import in_hand
from phoihop.programmes.models import Programme
from phoihop.reports import queries
from phoihop.reports.forms import reminders
from phoihop.reports.queries import InHand
from tests.reports.line import DECEMBER_9

pytestmark = pytest.mark.django_db
BOARD = "/bao-cao/theo-doi/"
TODAY = DECEMBER_9.date()


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(DECEMBER_9, tick=False):
        yield


@pytest.fixture
def province(line) -> Client:
    user = accounts.make_account(
        username="th.nb", name="Trần Thu Hà", password="x" * 9 + "Q7z2mk", by=None, at=DECEMBER_9
    ).user
    accounts.assign(
        user, body=line.bodies["NB"], role=Role.COMPILER, valid_from=date(2026, 1, 1), by=None, at=DECEMBER_9
    )
    client = Client()
    client.force_login(user)
    return client


def a_paper(line, *, by: str = "NB", about: str = "GV", state: str = "read", **more: object) -> Paper:
    source = Source.objects.create(kind="file", title="Báo cáo năm", added_by="x", added_at=DECEMBER_9)
    given = {
        "name": "bao-cao.docx",
        "state": state,
        "source": source if state in ("read", "confirmed") else None,
        "received_by": "Trần Thu Hà",
        "received_at": DECEMBER_9 - timedelta(days=2),
    }
    return Paper.objects.create(body=line.bodies[by], about=line.bodies[about], **(given | more))


def told(line, where: str = "NB") -> dict[int, InHand]:
    bodies = [body.pk for body in line.bodies.values()]
    return in_hand(line.window, bodies, line.reviewer(where), TODAY)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_board_tells_who_sent_a_paper_and_opens_it(line, province):
    before = text_of(province.get(BOARD))
    paper = a_paper(line)

    answer = province.get(BOARD)

    assert "Đã gửi văn bản" not in before
    assert "Công an xã Gia Viễn Đã gửi văn bản, chưa nhập số Mở 1 văn bản" in text_of(answer)
    assert "Công an xã Gia Hưng Chưa bắt đầu" in text_of(answer)
    assert f'href="/van-ban/tiep-nhan/{paper.pk}/"' in answer.content.decode()
    assert text_of(province.get(f"{BOARD}{line.window.pk}/")) == text_of(answer)
    assert "1. Công an xã Gia Hưng: chưa bắt đầu 2. Công an xã Gia Viễn: đã gửi văn bản, chưa nhập số" in " ".join(
        reminders(queries.board(line.window, line.reviewer(), on=TODAY).knowing(told(line))).split()
    )


def test_a_unit_that_types_already_is_told_as_typing_with_its_paper(line, province):
    line.type(line.report("GV"), "1", "36")
    a_paper(line)

    said = text_of(province.get(BOARD))

    assert "Đang nhập 1/4 Mở 1 văn bản" in said


def test_the_page_of_a_refused_closing_tells_it_too(line, province):
    a_paper(line)

    answer = province.post(f"{BOARD}{line.window.pk}/chot/", {})

    assert answer.status_code == 422
    assert "Đã gửi văn bản, chưa nhập số" in text_of(answer)


@pytest.mark.parametrize("state", ["confirmed", "refused", "failed"])
def test_a_paper_that_is_recorded_or_was_not_taken_in_is_not_in_hand(line, state):
    a_paper(line, state=state)

    assert told(line) == {}


def test_what_came_before_the_window_or_is_of_another_programme_is_not_for_it(line):
    document = Document.objects.create(kind="coordination_programme", title="CT 10", folded="ct 10")
    form = line.form.programme
    other = Programme.objects.create(
        document=document,
        name="CT 10",
        short_name="CT 10",
        level="tw",
        place=form.place,
        first_year=2022,
        last_year=2026,
    )
    a_paper(line, received_at=datetime(2026, 11, 1, tzinfo=UTC))
    a_paper(line, programme=other)
    assert told(line) == {}

    a_paper(line, programme=form)

    assert set(told(line)) == {line.bodies["GV"].pk}


def test_several_papers_or_one_not_read_yet_open_the_list(line):
    a_paper(line)
    a_paper(line, about="GH", state="waiting")
    a_paper(line)

    listed = "/van-ban/tiep-nhan/"
    assert told(line) == {line.bodies["GV"].pk: InHand(2, listed), line.bodies["GH"].pk: InHand(1, listed)}


def test_who_may_not_see_a_paper_is_told_that_it_is_there_and_no_more(line, province):
    a_paper(line, by="HT")

    answer = province.get(BOARD)

    assert told(line) == {line.bodies["GV"].pk: InHand(1, "")}
    assert "Công an xã Gia Viễn Đã gửi văn bản, chưa nhập số" in text_of(answer)
    assert "văn bản</a>" not in answer.content.decode()


def test_the_board_costs_the_same_queries_with_one_paper_and_with_many(line, province):
    counts = []
    for about in (["GV"], ["GV", "GH", "GH"]):
        for one in about:
            a_paper(line, about=one)
        province.get(BOARD)
        with CaptureQueriesContext(
            connection,
        ) as counted:
            province.get(BOARD)
        counts.append(len(counted))

    assert counts[0] == counts[1]
