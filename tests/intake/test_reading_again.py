"""A kept paper read once more: what people said stands, what the reader says anew is told as new, in one act."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps

from phoihop.accounts.models import Term, User
from phoihop.audit import queries as audit
from phoihop.audit.models import Entry
from phoihop.core.actor import Actor, Role
from phoihop.core.refusal import Refused
from phoihop.documents.models import Source
from phoihop.figures.models import Figure
from phoihop.indicators.models import Indicator
from phoihop.intake import actions, queries, rules
from phoihop.intake.actions import Given
from phoihop.intake.actions.keeping import kept, loaded_of
from phoihop.intake.models import Paper, Proposal
from phoihop.intake.rules import Decision, Remember
from phoihop.intake.tasks import read_again
from phoihop.jobs import actions as jobs
from phoihop.jobs.models import Job
from phoihop.organisations.models import Body
from phoihop.reading.load import load
from phoihop.web.answers import sentence
from tests.intake import papers

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=3)
SAID = (
    "Năm 2026 tổ chức 12 buổi tuyên truyền. Năm 2026, nhân dân cung cấp 61 nguồn tin. "
    "Năm 2026 có 3.120 lượt người dự tuyên truyền. Hiện có 45 mô hình."
)


@pytest.fixture
def compiler(officer: Actor) -> Actor:
    """The officer of the province with an account of her own, as a background job needs one."""
    user = User.objects.create(username="th42", name=officer.name)
    Term.objects.create(user=user, body_id=officer.body_id, role=Role.COMPILER, valid_from=date(2026, 1, 1))
    return replace(officer, account_id=user.pk)


@pytest.fixture
def hand_in(compiler: Actor) -> Callable[..., Paper]:
    def handing(said: str | bytes = SAID, name: str = "bao-cao.txt") -> Paper:
        about = Body.objects.get(pk=compiler.body_id)
        given = Given(name, said.encode() if isinstance(said, str) else said)
        return actions.receive([given], about=about, programme=None, drop_lists=False, by=compiler, at=NOON)[0]

    return handing


def at(paper: Paper, value: int) -> Proposal:
    return paper.proposals.get(type="figure", fact__value=value)


def again(paper: Paper, by: Actor) -> Paper:
    job = actions.ask_again([paper], by=by, at=LATER)
    if not Job.objects.filter(pk=job.pk, state="done").exists():
        read_again.func(job.pk)
    return Paper.objects.get(pk=paper.pk)


def states(paper: Paper) -> dict[int, dict[str, object]]:
    return {row["id"]: row for row in paper.proposals.values()}


def misread(paper: Paper, value: int, once: int) -> Proposal:
    """As if the reader of then had read another number there."""
    proposal = at(paper, value)
    proposal.fact["value"] = once
    proposal.save()
    return proposal


def test_what_a_person_said_of_a_proposal_stands_with_its_record_whatever_the_reader_says_now(hand_in, compiler):
    paper = hand_in()
    by = {"by": compiler, "at": NOON}
    actions.decide(at(paper, 12), decision=Decision.ACCEPTED, **by)
    actions.confirm(paper, **by)
    actions.decide(misread(paper, 61, 6), decision=Decision.REJECTED, **by)
    actions.decide(at(paper, 3120), decision=Decision.ACCEPTED, corrections={"value": 3122}, **by)
    actions.set_periods(paper, period="hanh_chinh:nam:2026:1", **by)
    before, figures = states(paper), list(Figure.objects.values())

    read = again(paper, compiler)

    after = states(paper)
    assert {pk: after[pk] for pk in before} == before
    assert list(Figure.objects.values()) == figures
    assert [(p.fact["value"], p.added) for p in paper.proposals.exclude(pk__in=before)] == [(61, True)]
    assert read.again_told == {"held": len(before), "same": 0, "added": 1, "gone": 0}
    assert [fault for _, _, faults in audit.verify() for fault in faults] == []


def test_what_nobody_touched_is_renewed_what_is_said_no_more_goes_and_what_is_new_is_marked(hand_in, compiler):
    paper = hand_in()
    first = at(paper, 12)
    actions.decide(first, decision=Decision.ACCEPTED, by=compiler, at=NOON)
    same, gone = at(paper, 3120), misread(paper, 61, 611)
    Proposal.objects.filter(pk=same.pk).update(note="lời nhắc của bản đọc cũ", confidence=0.2)
    Paper.objects.filter(pk=paper.pk).update(reader="")
    log = Entry.objects.count()

    read = again(paper, compiler)

    renewed, fresh = Proposal.objects.get(pk=same.pk), at(paper, 61)
    assert (renewed.order, renewed.note, renewed.added) == (same.order, same.note, False)
    assert renewed.confidence == same.confidence
    assert not Proposal.objects.filter(pk=gone.pk).exists()
    assert (fresh.added, fresh.order, fresh.decision) == (True, 5, "pending")
    assert Proposal.objects.get(pk=first.pk).decision == "accepted"
    assert (read.reader, read.again_told["gone"]) == (queries.reader(), 1)
    lines = Entry.objects.filter(pk__gt=0).order_by("pk")[log:]
    assert [line.action for line in lines] == ["job.started", "paper.read_again", "job.ended"]
    assert queries.told_again(read) == "Đã đọc lại: thêm 1 mục mới, bớt 1 mục chưa xem, giữ nguyên 1 mục đã xử lý."


def test_a_paper_that_nobody_has_touched_is_numbered_in_reading_order_again(hand_in, compiler):
    paper = hand_in()
    at(paper, 12).delete()

    again(paper, compiler)

    assert [(p.order, p.fact["value"]) for p in paper.proposals.order_by("order")] == [
        (1, 12),
        (2, 61),
        (3, 3120),
        (4, 45),
    ]


def test_a_paper_read_by_the_same_reader_stays_as_it_is(hand_in, compiler):
    paper = hand_in()
    before = states(paper)

    read = again(paper, compiler)

    assert states(paper) == before
    assert queries.told_again(read) == "Đã đọc lại: không có gì mới."


def test_another_number_at_the_place_of_an_accepted_one_stands_beside_it_and_both_are_never_recorded(hand_in, compiler):
    paper = hand_in()
    actions.decide(misread(paper, 12, 2), decision=Decision.ACCEPTED, by=compiler, at=NOON)

    again(paper, compiler)
    actions.decide(at(paper, 12), decision=Decision.ACCEPTED, by=compiler, at=LATER)
    with pytest.raises(Refused) as refused:
        actions.confirm(paper, by=compiler, at=LATER)

    assert refused.value.refusal.code == "doubled"


def test_a_correction_to_what_the_reader_says_now_is_no_second_proposal(hand_in, compiler):
    paper = hand_in()
    corrected = misread(paper, 12, 2)
    actions.decide(corrected, decision=Decision.ACCEPTED, corrections={"value": 12}, by=compiler, at=NOON)

    again(paper, compiler)

    assert paper.proposals.count() == 4
    assert Proposal.objects.get(pk=corrected.pk).value["value"] == 12


def test_a_wording_remembered_since_ties_what_was_tied_to_nothing(hand_in, compiler):
    said = "Năm 2026 tổ chức 12 phiên chợ nghĩa tình."
    first, second = hand_in(said), hand_in(said + " ", name="bao-cao-2.txt")
    assert at(second, 12).indicator_id is None
    indicator = Indicator.objects.get(code="NT01")
    actions.decide(
        at(first, 12), decision=Decision.ACCEPTED, indicator=indicator, remember=Remember.BODY, by=compiler, at=NOON
    )

    again(second, compiler)

    assert (at(second, 12).indicator, at(second, 12).decision) == (indicator, "pending")


def test_whom_a_person_said_a_paper_is_about_is_not_asked_again(hand_in, compiler):
    paper = hand_in(f"CÔNG AN TỈNH HÀ TĨNH\nCÔNG AN PHƯỜNG ĐỨC THỌ\nBÁO CÁO\nKết quả năm 2026\n\n{SAID}")
    assert at(paper, 12).fact["misnamed"]
    actions.aim(paper, about=Body.objects.get(pk=compiler.body_id), by=compiler, at=NOON)

    again(paper, compiler)

    assert "misnamed" not in at(paper, 12).fact
    assert at(paper, 12).subject_id == compiler.body_id


@pytest.mark.parametrize("make", [papers.a_word_table, papers.a_sheet, papers.a_page, papers.a_pdf, papers.an_old_text])
def test_a_kept_paper_makes_the_same_loaded_file_again_so_that_it_is_read_alike_without_its_file(
    hand_in, compiler, make
):
    made = make(1)
    loaded = load(made.content, name=made.name)
    source = Source(text=loaded.text, loaded=kept(loaded))
    paper = hand_in(made.content, made.name)
    before = states(paper)
    (compiler_files := paper.source.file) and Source.objects.filter(pk=paper.source_id).update(file="")

    again(paper, compiler)

    assert compiler_files
    assert states(paper) == before
    back = loaded_of(source)
    assert (back.text, back.pieces, back.pages) == (loaded.text, loaded.pieces, loaded.pages)
    assert [[[c.text for c in row] for row in t.rows] for t in back.tables] == [
        [[c.text for c in row] for row in t.rows] for t in loaded.tables
    ]


def test_evidence_keeps_to_the_kept_text_where_the_file_gives_another_one(hand_in, compiler):
    paper = hand_in(papers.a_word_report(1).content, "bao-cao.docx")
    text = "Lời đầu. " + paper.source.text
    loaded = {"kind": "docx", "pieces": [[0, len(text), "paragraph", {}]], "tables": [], "pages": []}
    Source.objects.filter(pk=paper.source_id).update(text=text, loaded=loaded)

    again(paper, compiler)

    for proposal in paper.proposals.filter(type="figure"):
        start, end = proposal.fact["evidence"][0]
        assert str(proposal.fact["value"]) in text[start:end].replace(".", "")


def test_what_would_not_be_kept_today_is_not_read_again_and_its_proposals_stay(hand_in, compiler):
    paper = hand_in()
    before = states(paper)
    Source.objects.filter(pk=paper.source_id).update(text="TỐI MẬT\n\n" + paper.source.text, file="")

    read = again(paper, compiler)

    assert states(paper) == before
    assert read.again_told["refused"] == "would_not_be_kept"
    assert "giữ nguyên" in queries.told_again(read)
    assert Entry.objects.get(action="paper.not_read_again").facts["code"] == "would_not_be_kept"
    assert Job.objects.get().message.endswith("1 văn bản không đọc lại được.")


def test_a_fault_in_one_paper_never_stops_the_others(hand_in, compiler, monkeypatch):
    first, second = hand_in(), hand_in(SAID + " Kết thúc.", name="bao-cao-2.txt")
    Paper.objects.update(reader="")
    read = actions.rereading.proposed

    def failing(paper, *args, **kwargs):
        if paper.pk == first.pk:
            raise ZeroDivisionError
        return read(paper, *args, **kwargs)

    monkeypatch.setattr(actions.rereading, "proposed", failing)
    job = actions.ask_again([first, second], by=compiler, at=LATER)
    if not Job.objects.filter(pk=job.pk, state="done").exists():
        read_again.func(job.pk)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.again_told["refused"], second.again_told["same"]) == ("crashed", 4)


def test_a_job_taken_up_again_reads_only_what_is_left(hand_in, compiler):
    first, second = hand_in(), hand_in(SAID + " Kết thúc.", name="bao-cao-2.txt")
    job = actions.ask_again([first, second], by=compiler, at=LATER)

    assert [paper.pk for paper in actions.waiting_again(job)] in ([first.pk, second.pk], [])
    Paper.objects.filter(pk=first.pk).update(again_at=LATER)
    Paper.objects.filter(pk=second.pk).update(again_at=None)
    assert [paper.pk for paper in actions.waiting_again(job)] == [second.pk]


@pytest.mark.parametrize(
    ("who", "code"), [("other", "not_yours"), ("reader", "not_your_role"), ("nobody", "none_to_read_again")]
)
def test_only_who_may_accept_reads_again(hand_in, compiler, who, code):
    paper = hand_in()
    actors = {
        "other": replace(compiler, body_id=compiler.body_id + 1),
        "reader": replace(compiler, roles=frozenset({Role.LEADER})),
        "nobody": compiler,
    }

    with pytest.raises(Refused) as refused:
        actions.ask_again([] if who == "nobody" else [paper], by=actors[who], at=LATER)

    assert refused.value.refusal.code == code
    assert sentence(refused.value.refusal)
    assert not Job.objects.exists()


def test_a_paper_that_is_being_read_again_is_not_put_on_the_list_twice(hand_in, compiler):
    paper = hand_in()
    job = actions.ask_again([paper], by=compiler, at=LATER)
    Job.objects.filter(pk=job.pk).update(state="running", ended_at=None)
    Paper.objects.filter(pk=paper.pk).update(again_at=None, reader="")

    with pytest.raises(Refused) as refused:
        actions.ask_again([paper], by=compiler, at=LATER)

    assert refused.value.refusal.code == "being_read_again"
    assert list(queries.unfinished(compiler)) == []


def test_a_cancelled_job_leaves_papers_as_they_are_and_they_can_be_asked_for_again(hand_in, compiler):
    paper = hand_in()
    before = states(paper)
    job = actions.ask_again([paper], by=compiler, at=LATER)
    Job.objects.filter(pk=job.pk).update(state="waiting", ended_at=None, done=0)
    Paper.objects.filter(pk=paper.pk).update(again_at=None)
    jobs.cancel(job, by=compiler, at=LATER)

    read_again.func(job.pk)

    assert states(paper) == before
    assert again(paper, compiler).again_at is not None


def test_unfinished_are_the_papers_of_the_body_that_wait_and_were_read_by_another_reader(hand_in, compiler):
    done, waiting, current = (hand_in(f"{SAID} Lần {n}.", name=f"{n}.txt") for n in "abc")
    for proposal in done.proposals.all():
        actions.decide(proposal, decision=Decision.REJECTED, by=compiler, at=NOON)
    Paper.objects.filter(pk=done.pk).update(state="confirmed", reader="")
    Paper.objects.filter(pk=waiting.pk).update(reader="")

    assert list(queries.unfinished(compiler)) == [waiting]
    assert current.reader == queries.reader()
    assert list(queries.unfinished(replace(compiler, body_id=compiler.body_id + 1))) == []


def test_rows_of_before_are_marked_as_touched_by_their_decisions_and_the_log(hand_in, compiler):
    paper = hand_in()
    by = {"by": compiler, "at": NOON}
    actions.decide(at(paper, 12), decision=Decision.ACCEPTED, **by)
    actions.decide(at(paper, 61), decision=Decision.ACCEPTED, **by)
    actions.decide(at(paper, 61), decision=Decision.PENDING, **by)
    Proposal.objects.filter(pk=at(paper, 45).pk).update(period="")
    actions.set_periods(paper, period="hanh_chinh:nam:2026:1", **by)
    actions.aim(paper, about=paper.about, **by)
    Proposal.objects.update(touched=False)
    Paper.objects.update(aimed=False)

    importlib.import_module("phoihop.intake.migrations.0005_read_again").touched_before(apps, None)

    assert {p.fact["value"]: p.touched for p in paper.proposals.all()} == {12: True, 61: True, 3120: False, 45: True}
    assert Paper.objects.get().aimed is True


def test_the_pages_offer_to_read_again_and_tell_what_came_of_it(hand_in, compiler, client):
    client.force_login(User.objects.get(pk=compiler.account_id))
    paper = hand_in()
    page, home = f"/van-ban/tiep-nhan/{paper.pk}/", "/van-ban/tiep-nhan/"
    current = client.get(page).content.decode()
    at(paper, 61).delete()
    Paper.objects.update(reader="")
    older, listed = client.get(page).content.decode(), client.get(home).content.decode()

    answer = client.post(f"{home}doc-lai/")
    job = Job.objects.get()
    if job.state != "done":
        waiting, progress = client.get(page).content.decode(), client.get(answer.url).content.decode()
        read_again.func(job.pk)
        assert "đang được đọc lại" in waiting
        assert "chờ đọc lại" in progress

    assert ("ban-doc-cu" in current, ">Đọc lại</button>" in current, "chưa xong" in current) == (False, True, False)
    assert "ban-doc-cu" in older
    assert "Đọc lại 1 văn bản chưa xong" in listed
    assert client.get(answer.url).url == page
    after = client.get(page).content.decode()
    assert "Đã đọc lại: thêm 1 mục mới." in after
    assert "</svg>Mới<" in after
    assert "văn bản chưa xong" not in client.get(home).content.decode()


def test_who_may_not_accept_is_offered_no_reading_again_and_gets_none(hand_in, compiler, signed_in_as):
    paper = hand_in()
    Paper.objects.update(reader="")
    client = signed_in_as(Body.objects.get(pk=compiler.body_id), Role.LEADER)
    page = f"/van-ban/tiep-nhan/{paper.pk}/"

    said = client.get(page)
    answer = client.post(f"{page}doc-lai/")

    assert said.status_code == 200
    assert "Đọc lại" not in said.content.decode()
    assert answer.status_code == 409
    assert not Job.objects.exists()


def test_the_progress_of_many_costs_the_same_queries_as_of_one(
    hand_in, compiler, client, django_assert_max_num_queries
):
    client.force_login(User.objects.get(pk=compiler.account_id))
    counts = []
    for many in (1, 3):
        given = [hand_in(f"{SAID} {many}.{n}", name=f"{many}{n}.txt") for n in range(many)]
        job = actions.ask_again(given, by=compiler, at=LATER)
        Job.objects.filter(pk=job.pk).update(state="running", ended_at=None)
        with django_assert_max_num_queries(40) as counted:
            client.get(f"/van-ban/tiep-nhan/dang-doc/{job.pk}/")
        counts.append(len(counted))

    assert counts[0] == counts[1]


FIGURE = {"type": "figure", "value": 12, "evidence": [[5, 10]]}


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (FIGURE, FIGURE, True),
        (FIGURE, FIGURE | {"evidence": [[7, 20]]}, True),
        (FIGURE, FIGURE | {"evidence": [[10, 20]]}, False),
        (FIGURE, FIGURE | {"value": 13}, False),
        (FIGURE, FIGURE | {"type": "item", "role": "direction"}, False),
        (
            {"type": "person", "name": "Trần Mẫu", "evidence": [[0, 5]]},
            {"type": "person", "name": "Trần Mẫu", "evidence": [[90, 95]]},
            True,
        ),
        (
            {"type": "document", "number": None, "title": "Chương trình", "evidence": [[0, 5]]},
            {"type": "document", "number": None, "title": "Kế hoạch", "evidence": [[0, 5]]},
            False,
        ),
        (
            {"type": "document", "number": "12/KH", "title": None, "evidence": [[0, 5]]},
            {"type": "document", "number": "12/KH", "title": "Kế hoạch", "evidence": [[80, 85]]},
            True,
        ),
    ],
)
def test_facts_of_two_readings_are_the_same_where_they_say_the_same_in_one_place(old, new, same):
    assert rules.paired([[old]], [new]) == ({0: 0} if same else {})


def test_one_fact_of_before_is_one_fact_of_now_only():
    assert rules.paired([[FIGURE]], [FIGURE | {"evidence": [[5, 9]]}, FIGURE]) == {1: 0}
