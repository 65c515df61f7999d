"""Two hands at once, a slow worker, a day in between: nothing is lost and nothing doubles, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connections

from phoihop.accounts.models import Term, User
from phoihop.audit import queries as audit
from phoihop.audit.models import Entry
from phoihop.conferences.models import Conference
from phoihop.core.actor import Actor, Level, Role, System
from phoihop.core.refusal import Refused
from phoihop.documents.models import Document, Source
from phoihop.figures import queries as figures
from phoihop.figures.models import Counted, Figure
from phoihop.indicators.actions import load_catalogue
from phoihop.intake import actions
from phoihop.intake.actions import Given
from phoihop.intake.models import Paper, Proposal, Upload
from phoihop.intake.rules import PIECE, Decision, State
from phoihop.intake.tasks import read_batch
from phoihop.jobs.models import Job
from phoihop.organisations.models import Body, BodyVersion
from phoihop.reading.sandbox import Worker
from tests.figures.country import a_place
from tests.figures.test_writing_together import on_disk

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
SAID = "Năm 2026 tổ chức 12 buổi tuyên truyền. Nhân dân cung cấp 61 nguồn tin năm 2026."
NEWS = (
    "Ngày 15/9/2026, Công an tỉnh tổ chức hội nghị tổng kết Chương trình phối hợp số 09/CTr-BCA-MTTW ngày 01/8/2013.\n"
    "Tại hội nghị, Giám đốc Công an tỉnh tặng Giấy khen cho 12 tập thể, 15 cá nhân.\n{}"
)


@pytest.fixture
def officer(settings, tmp_path) -> Actor:
    """A compiler of a province's police, with an account."""
    settings.VAR = tmp_path
    load_catalogue(by=None, at=NOON)
    place = a_place("tinh:42", Level.PROVINCE, a_place("VN", Level.COUNTRY))
    return a_compiler(place, "Nguyễn Thị Mẫu", System.POLICE)


def a_compiler(place, name: str, system: System) -> Actor:
    body = Body.objects.create(key=f"{system}@{place.key}", system=system, place=place, level=place.level)
    BodyVersion.objects.create(body=body, name=f"Đơn vị {system} tỉnh", short_name=f"{system} tỉnh", folded="dv")
    user = User.objects.create(username=f"th.{body.pk}", name=name)
    Term.objects.create(user=user, body=body, role=Role.COMPILER, valid_from=date(2026, 1, 1))
    roles = frozenset({Role.COMPILER, Role.APPROVAL})
    return Actor(user.pk, name, body.pk, place.pk, system, Level.PROVINCE, roles, "42")


def hand_in(said: str, by: Actor, name: str = "bao-cao.txt") -> Paper:
    given = Given(name, said.encode())
    about = Body.objects.get(pk=by.body_id)
    return actions.receive([given], about=about, programme=None, drop_lists=False, by=by, at=NOON)[0]


def accept(paper: Paper, by: Actor, *types: str) -> None:
    for proposal in paper.proposals.filter(type__in=types).order_by("order"):
        if proposal.type != "figure" or (proposal.indicator_id and proposal.period):
            actions.decide(proposal, decision=Decision.ACCEPTED, by=by, at=NOON)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What comes of acts that begin at one moment, each on a connection of its own: a value, or a refusal's code."""
    start = Barrier(len(acts))

    def act(one: Callable[[], object]) -> object:
        try:
            start.wait()
            return one()
        except Refused as refused:
            return refused.refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def checked(ask: Callable[[], object]) -> object:
    """An answer from the database that the threads wrote to."""
    return at_once(ask)[0]


def whole_log() -> list[object]:
    return [fault for _, _, faults in audit.verify() for fault in faults]


def test_four_people_confirm_the_same_paper_and_each_fact_counts_once(officer, tmp_path, monkeypatch):
    paper = hand_in(f"{SAID}\n{NEWS}", officer)
    accept(paper, officer, "figure", "document", "event", "award")
    on_disk(tmp_path, monkeypatch)
    people = [replace(officer, name=f"{name} Văn Mẫu") for name in ("Lê", "Trần", "Vũ", "Đỗ")]

    said = at_once(*(lambda by=one: actions.confirm(paper, by=by, at=NOON) for one in people))

    def told() -> tuple[object, ...]:
        lines = Entry.objects.filter(action="paper.confirmed").count()
        open_ones = Proposal.objects.filter(decision="accepted", record="").count()
        return Figure.objects.count(), Conference.objects.count(), Document.objects.count(), lines, open_ones

    assert sorted(str(each) for each in said if isinstance(each, str)) == ["recorded_meanwhile"] * 3
    assert checked(told) == (2, 1, 1, 1, 0)
    assert checked(whole_log) == []


def test_one_decides_while_another_confirms_and_no_decision_is_half_recorded(officer, tmp_path, monkeypatch):
    paper = hand_in(SAID, officer)
    first, second = paper.proposals.filter(type="figure").order_by("order")
    actions.decide(first, decision=Decision.ACCEPTED, by=officer, at=NOON)
    on_disk(tmp_path, monkeypatch)

    at_once(
        lambda: actions.confirm(paper, by=officer, at=NOON),
        lambda: actions.decide(second, decision=Decision.ACCEPTED, by=officer, at=NOON),
        lambda: actions.decide(first, decision=Decision.REJECTED, by=officer, at=NOON),
    )

    def told() -> tuple[object, ...]:
        kept = Proposal.objects.filter(type="figure").order_by("order")
        recorded = [p.decision == Decision.ACCEPTED for p in kept if p.record]
        return all(recorded), Figure.objects.count() == len(recorded)

    assert checked(told) == (True, True)


def test_the_same_paper_handed_in_three_times_at_once_is_one(officer, tmp_path, monkeypatch):
    on_disk(tmp_path, monkeypatch)

    papers = at_once(*(lambda: hand_in(SAID, officer).pk for _ in range(3)))

    assert len(set(papers)) == 1
    assert checked(lambda: (Paper.objects.count(), Source.objects.count(), Proposal.objects.count())) == (1, 1, 2)


def test_the_same_paper_of_two_units_is_two_papers_and_each_ones_number(officer, tmp_path, monkeypatch):
    front = a_compiler(Body.objects.get(pk=officer.body_id).place, "Lê Thị Mẫu", System.FRONT)
    on_disk(tmp_path, monkeypatch)

    def through(by: Actor) -> int:
        paper = hand_in(SAID, by)
        accept(paper, by, "figure")
        return actions.confirm(paper, by=by, at=NOON).figures

    assert at_once(lambda: through(officer), lambda: through(front)) == [2, 2]

    def told() -> tuple[object, ...]:
        bodies = sorted(Figure.objects.values_list("body", flat=True))
        return Paper.objects.count(), Source.objects.count(), bodies == sorted([officer.body_id, front.body_id] * 2)

    assert checked(told) == (2, 2, True)
    assert checked(lambda: figures.verify().differences) == ()


def test_two_papers_of_one_event_confirmed_at_once_make_one_conference_document_and_award(
    officer, tmp_path, monkeypatch
):
    papers = [hand_in(NEWS.format(f"Tin thứ {n}."), officer, f"tin-{n}.txt") for n in (1, 2)]
    for paper in papers:
        accept(paper, officer, "document", "event", "award")
    on_disk(tmp_path, monkeypatch)

    at_once(*(lambda one=one: actions.confirm(one, by=officer, at=NOON) for one in papers))

    def told() -> tuple[int, ...]:
        conference, document = Conference.objects.get(), Document.objects.get()
        sources = {row.source_id for row in conference.evidence.all()}
        return len(sources), document.mentions.values("source").distinct().count(), conference.awards.count()

    assert checked(told) == (2, 2, 1)


def test_the_same_number_in_two_papers_confirmed_at_once_is_one_figure_with_evidence(officer, tmp_path, monkeypatch):
    papers = [hand_in(f"{SAID}\nBản {n}.", officer, f"ban-{n}.txt") for n in (1, 2)]
    for paper in papers:
        accept(paper, officer, "figure")
    on_disk(tmp_path, monkeypatch)

    at_once(*(lambda one=one: actions.confirm(one, by=officer, at=NOON) for one in papers))

    assert checked(lambda: (Figure.objects.count(), Counted.objects.count())) == (4, 2)


def a_batch(officer: Actor, *said: str) -> Job:
    files = [Given(f"{n}.txt", text.encode()) for n, text in enumerate(said, 1)]
    about = Body.objects.get(pk=officer.body_id)
    return actions.receive_many(files, about=about, programme=None, drop_lists=False, by=officer, at=NOON)


def test_a_slow_worker_and_the_one_that_took_its_place_read_a_paper_once(officer, tmp_path, monkeypatch):
    job = a_batch(officer, SAID, f"{SAID} Bản hai.")
    one, other = Paper.objects.order_by("pk")
    on_disk(tmp_path, monkeypatch)

    def reading(*papers: Paper) -> list[bool]:
        with Worker(memory_mb=actions.MEMORY_MB) as worker:
            return [actions.read_held(each, worker=worker, by=officer, at=NOON) for each in papers]

    answers = at_once(lambda: reading(one, other), lambda: reading(one, other))

    def told() -> tuple[object, ...]:
        states = sorted(Paper.objects.filter(job=job).values_list("state", flat=True))
        return states, Proposal.objects.count(), Entry.objects.filter(action="paper.read").count()

    assert answers == [[True, True], [True, True]]
    assert checked(told) == ([State.READ, State.READ], 4, 2)
    assert list((tmp_path / "quarantine").iterdir()) == []


def test_a_reading_that_failed_half_way_leaves_nothing_and_is_begun_again(officer, tmp_path, monkeypatch):
    from phoihop.intake.actions import proposing, receiving

    job = a_batch(officer, SAID)
    find, calls = proposing._remark_on_others, []

    def fails_once(*given, **known):
        if not calls:
            calls.append(1)
            raise RuntimeError
        return find(*given, **known)

    monkeypatch.setattr(proposing, "_remark_on_others", fails_once)
    monkeypatch.setattr(receiving.logger, "exception", lambda *_: None)
    read_batch.func(job.pk)
    after_the_fault = (Paper.objects.get().state, Source.objects.count(), Proposal.objects.count())
    again = hand_in(SAID, officer, "1.txt")

    assert after_the_fault == (State.FAILED, 0, 0)
    assert (again.state, again.proposals.count(), Source.objects.count()) == (State.READ, 2, 1)
    assert list((tmp_path / "quarantine").iterdir()) == []


def test_a_paper_handed_in_again_after_the_reader_changed_keeps_what_was_decided_and_recorded(officer, monkeypatch):
    from phoihop.intake.actions import proposing

    paper = hand_in(SAID, officer)
    accept(paper, officer, "figure")
    actions.confirm(paper, by=officer, at=NOON)
    before = list(paper.proposals.order_by("pk").values_list("pk", "decision", "record"))

    monkeypatch.setattr(proposing, "wording", lambda _: "cách đọc mới")
    again = hand_in(SAID, officer)

    assert again.pk == paper.pk
    assert list(again.proposals.order_by("pk").values_list("pk", "decision", "record")) == before
    assert Figure.objects.count() == 2


def an_upload(officer: Actor, content: bytes, *, upto: int, at: datetime = NOON) -> Upload:
    upload = actions.open_upload(name="to.txt", size=len(content), modified=1, by=officer, at=at)
    while upload.received < upto:
        piece = content[upload.received : min(upload.received + PIECE, upto)]
        upload = actions.add_piece(upload, offset=upload.received, content=piece, at=at)
    return upload


LONG = (SAID + "\n" + "Nội dung công tác được triển khai.\n" * 9000).encode()


def test_a_file_cut_in_the_middle_goes_on_the_next_morning_and_begins_anew_after_a_day(officer, tmp_path):
    an_upload(officer, LONG, upto=PIECE)

    next_morning = actions.open_upload(
        name="to.txt", size=len(LONG), modified=1, by=officer, at=NOON + timedelta(hours=20)
    )
    actions.sweep(at=NOON + timedelta(hours=21))
    an_upload(officer, LONG, upto=PIECE + 10, at=NOON + timedelta(hours=22))
    in_two_days = actions.open_upload(
        name="to.txt", size=len(LONG), modified=1, by=officer, at=NOON + timedelta(hours=47)
    )

    assert (next_morning.received, in_two_days.received) == (PIECE, 0)
    assert [path.name for path in (tmp_path / "quarantine").iterdir()] == [in_two_days.held]


def test_a_file_begun_in_two_windows_at_once_is_one_upload(officer, tmp_path, monkeypatch):
    on_disk(tmp_path, monkeypatch)

    def begin() -> int:
        return actions.open_upload(name="to.txt", size=9, modified=1, by=officer, at=NOON).pk

    assert len(set(at_once(begin, begin, begin))) == 1
    assert len(list((tmp_path / "quarantine").iterdir())) == 1


def test_an_upload_handed_in_in_two_windows_at_once_is_taken_in_once(officer, tmp_path, monkeypatch):
    content = SAID.encode()
    upload = an_upload(officer, content, upto=len(content))
    on_disk(tmp_path, monkeypatch)

    def take() -> str:
        about = Body.objects.get(pk=officer.body_id)
        files = [actions.given(Upload(pk=upload.pk, name="to.txt", held=upload.held, size=9, received=9))]
        actions.take_in(files, about=about, programme=None, drop_lists=False, by=officer, at=NOON)
        return "taken"

    answers = at_once(take, take, take)

    assert sorted(map(str, answers)) == ["handed_in_meanwhile", "handed_in_meanwhile", "taken"]
    assert checked(lambda: list(Paper.objects.values_list("state", flat=True))) == [State.READ]
