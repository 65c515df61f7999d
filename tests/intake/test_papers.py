"""A paper at the door: what is refused keeps nothing, what is read is proposed, what is confirmed becomes records."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from phoihop.audit.models import Entry
from phoihop.commendations.models import Award
from phoihop.core.actor import Actor, Role
from phoihop.core.periods import Calendar, Kind, Period
from phoihop.core.refusal import Refused
from phoihop.documents.models import Document, Source
from phoihop.figures import queries as figures
from phoihop.figures.models import Counted, Figure
from phoihop.indicators.models import Indicator
from phoihop.intake import actions, queries
from phoihop.intake.actions import Given
from phoihop.intake.models import Alias, Paper
from phoihop.intake.queries import sure_of
from phoihop.intake.rules import Decision, Remember, State
from phoihop.organisations.models import Body
from phoihop.web.answers import sentence

pytestmark = pytest.mark.django_db
PAPERS = Path(__file__).resolve().parents[2] / "phoihop/config/demo/papers"
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
REPORT = "ha-tinh-bao-cao-2022-2026.txt"
SPAN = Period(Calendar.ADMINISTRATIVE, Kind.SPAN, 2022, 2026)


@pytest.fixture
def hand_in(officer: Actor) -> Callable[..., tuple[Paper, bool]]:
    def handing(*files: Given, drop_lists: bool = False, by: Actor = officer) -> tuple[Paper, bool]:
        about = Body.objects.get(pk=by.body_id)
        return actions.receive(files, about=about, programme=None, drop_lists=drop_lists, by=by, at=NOON)

    return handing


def sample(name: str) -> Given:
    return Given(name, (PAPERS / name).read_bytes())


def text(name: str, said: str) -> Given:
    return Given(name, said.encode())


def accept(paper: Paper, officer: Actor, *codes: str) -> None:
    for proposal in paper.proposals.filter(indicator__code__in=codes):
        actions.decide(proposal, decision=Decision.ACCEPTED, by=officer, at=NOON)


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


BAD = [
    (Given("rong.docx", b""), "empty"),
    (Given("nang.pdf", b"%PDF-1.7" + b"0" * (60 * 1024 * 1024)), "too_large"),
    (Given("bao-cao.docx", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"), "kind_mismatch"),
    (Given("chuong-trinh.exe", b"MZ\x90\0" + b"\0" * 500), "unsupported"),
    (sample("khong-nhan-dong-dau-mat.txt"), "secret"),
    (sample("khong-nhan-danh-sach-nguoi.txt"), "list_of_people"),
]


@pytest.mark.parametrize(("given", "code"), BAD, ids=[code for _, code in BAD])
def test_what_may_not_come_in_gets_a_sentence_and_keeps_nothing(given, code, hand_in, tmp_path):
    before = Entry.objects.count()

    with pytest.raises(Refused) as refused:
        hand_in(given)

    assert refused.value.refusal.code == code
    assert "mời" in sentence(refused.value.refusal).lower()
    assert (Paper.objects.count(), Source.objects.count(), Entry.objects.count()) == (0, 0, before)
    assert kept(tmp_path) == []


def test_nothing_handed_in_and_a_foreign_role_are_refused(hand_in, officer):
    with pytest.raises(Refused) as nothing:
        hand_in()
    with pytest.raises(Refused) as role:
        hand_in(sample(REPORT), by=replace(officer, roles=frozenset({Role.LEADER})))

    assert (nothing.value.refusal.code, role.value.refusal.code) == ("nothing_given", "not_your_role")


def test_a_list_of_people_can_be_left_out_and_its_count_stays(hand_in, tmp_path):
    paper, _ = hand_in(sample("khong-nhan-danh-sach-nguoi.txt"), drop_lists=True)

    assert "[danh sách 6 người]" in paper.source.text
    assert all(b"001080000001" not in path.read_bytes() for path in kept(tmp_path))
    assert {proposal.fact["value"] for proposal in paper.proposals.filter(type="figure")} >= {12, 640}


def test_the_page_offers_to_leave_the_list_out(officer, signed_in_as, tmp_path):
    client = signed_in_as(Body.objects.get(pk=officer.body_id), Role.COMPILER)
    given = sample("khong-nhan-danh-sach-nguoi.txt")

    refused = client.post("/van-ban/tiep-nhan/nop/", {"text": given.content.decode()})
    taken = client.post("/van-ban/tiep-nhan/nop/", {"text": given.content.decode(), "drop_lists": "on"})

    page = refused.content.decode()
    assert (refused.status_code, 'name="drop_lists" id="id_drop_lists" checked' in page) == (409, True)
    assert "giữ số lượng” hoặc bỏ danh sách" in page
    assert (taken.status_code, "[danh sách 6 người]" in Paper.objects.get().source.text) == (302, True)


def test_a_report_is_proposed_with_the_words_that_say_it(hand_in):
    paper, new = hand_in(sample(REPORT))

    found = {p.indicator.code: p for p in paper.proposals.filter(indicator__isnull=False).select_related("indicator")}
    values = {code: proposal.fact["value"] for code, proposal in found.items() if code != "NT02"}
    assert new
    assert values == {
        "TT01": 1860,
        "TT02": 214000,
        "TT03": 3427,
        "MH01": 128,
        "MH03": 386,
        "MH02": 42,
        "NT01": 24300,
        "TH01": 57,
        "TH02": 4870,
    }
    start, end = found["TT01"].fact["evidence"][0]
    assert "1.860" in paper.source.text[start:end]
    assert {found[code].period for code in ("TT01", "MH01", "NT01")} == {SPAN.code}
    assert figures.stands(paper.about_id, SPAN) == {}


def test_confirmed_figures_stand_with_their_sentence_and_come_once(hand_in, officer):
    paper, _ = hand_in(sample(REPORT))
    accept(paper, officer, "TT01", "NT01")
    done = actions.confirm(paper, by=officer, at=NOON)
    again, new = hand_in(sample(REPORT))

    stands = figures.stands(paper.about_id, SPAN)
    assert (done.figures, done.evidence, new, again.pk) == (2, 0, False, paper.pk)
    assert {code: row.value for (code, _, _), row in stands.items()} == {"TT01": 1860, "NT01": 24300}
    source = Figure.objects.get(indicator__code="TT01").source
    assert source.paper.text[source.start : source.end].startswith("hơn 1.860 buổi")
    assert Figure.objects.count() == 2


def test_the_same_numbers_in_another_paper_add_evidence_only(hand_in, officer):
    first, _ = hand_in(sample(REPORT))
    accept(first, officer, "TT01")
    actions.confirm(first, by=officer, at=NOON)
    second, new = hand_in(Given("ban-chep.txt", sample(REPORT).content + b"\nB\n"))
    accept(second, officer, "TT01")
    done = actions.confirm(second, by=officer, at=NOON)

    assert (new, done.evidence, done.aside) == (True, 1, 0)
    assert (Figure.objects.count(), Counted.objects.count()) == (2, 1)


def test_another_number_for_the_same_key_stands_aside(hand_in, officer):
    first, _ = hand_in(sample(REPORT))
    accept(first, officer, "TT01")
    actions.confirm(first, by=officer, at=NOON)
    second, _ = hand_in(text("khac.txt", sample(REPORT).content.decode().replace("1.860", "1.900")))
    accept(second, officer, "TT01")
    done = actions.confirm(second, by=officer, at=NOON)

    stands = figures.stands(first.about_id, SPAN)
    assert (done.aside, [row.value for row in stands.values()]) == (1, [1860])


def test_a_figure_without_indicator_or_period_keeps_the_whole_paper_back(hand_in, officer):
    paper, _ = hand_in(text("thu.txt", "Đã trồng 500 cây xanh tại nhà văn hóa."))
    with pytest.raises(Refused) as at_once:
        actions.decide(paper.proposals.get(type="figure"), decision=Decision.ACCEPTED, by=officer, at=NOON)
    paper.proposals.filter(type="figure").update(decision=Decision.ACCEPTED, decided_by=officer.name)  # as of before

    with pytest.raises(Refused) as refused:
        actions.confirm(paper, by=officer, at=NOON)

    paper.refresh_from_db()
    assert "chỉ tiêu, kỳ" in sentence(at_once.value.refusal)
    assert (refused.value.refusal.code, paper.state, Figure.objects.count()) == ("unplaced", State.READ, 0)


def test_a_half_of_a_session_is_not_counted(hand_in, officer):
    paper, _ = hand_in(text("thu.txt", "Năm 2026, xã tổ chức 12 buổi tuyên truyền."))
    proposal = paper.proposals.get(type="figure")
    actions.decide(proposal, decision=Decision.ACCEPTED, corrections={"value": 1.5}, by=officer, at=NOON)

    with pytest.raises(Refused) as refused:
        actions.confirm(paper, by=officer, at=NOON)

    assert "số nguyên" in sentence(refused.value.refusal)
    assert Figure.objects.count() == 0


def test_documents_and_awards_become_records_with_evidence(hand_in, officer):
    paper, _ = hand_in(sample(REPORT))
    for proposal in paper.proposals.filter(type__in=["document", "award"]):
        actions.decide(proposal, decision=Decision.ACCEPTED, by=officer, at=NOON)
    done = actions.confirm(paper, by=officer, at=NOON)

    award = Award.objects.get()
    assert (done.documents, done.awards) == (2, 1)
    assert (award.form, award.collectives, award.individuals) == ("giay_khen", 18, 35)
    assert Document.objects.get(number="412/BC-CAT").mentions.get().source == paper.source


def test_a_corrected_mapping_is_remembered_and_can_be_forgotten(hand_in, officer):
    said = "Năm 2026, xã tổ chức {} buổi trà đàm."
    paper, _ = hand_in(text("mot.txt", said.format(7)))
    chosen = Indicator.objects.get(code="DD01")
    first = paper.proposals.get(type="figure")
    actions.decide(first, decision=Decision.ACCEPTED, indicator=chosen, remember=Remember.BODY, by=officer, at=NOON)
    again, _ = hand_in(text("hai.txt", said.format(9)))

    assert again.proposals.get(type="figure").indicator == chosen
    assert again.proposals.get(type="figure").match_reason.startswith("Cách gọi đã nhớ")
    actions.forget_alias(queries.learnt(officer).get(), by=officer, at=NOON)
    assert Alias.objects.count() == 0


def test_another_bodys_paper_cannot_be_touched(hand_in, officer):
    paper, _ = hand_in(sample(REPORT))
    body = Body.objects.get(key="cong_an@tinh:38")
    stranger = replace(officer, account_id=3, body_id=body.pk, place_id=body.place_id, chain="38")

    assert not queries.visible_to(stranger, on=NOON.date()).exists()
    with pytest.raises(Refused) as refused:
        actions.decide(paper.proposals.first(), decision=Decision.ACCEPTED, by=stranger, at=NOON)
    assert refused.value.refusal.code == "not_yours"


def a_sheet() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Biểu 02")
    rows = [
        ["Stt", "Chỉ tiêu", "Đơn vị tính", "Năm 2025", "Năm 2026"],
        [1, "Buổi tuyên truyền, vận động tập trung", "buổi", 28, 31],
        [2, "Lượt người dự tuyên truyền", "lượt người", 3900, 4120],
        [3, "Nguồn tin nhân dân cung cấp về ANTT", "tin", 0, "1,234"],
    ]
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def test_a_table_is_proposed_cell_by_cell_and_doubtful_cells_are_asked(hand_in):
    paper, _ = hand_in(Given("bieu.xlsx", a_sheet()))

    rows = paper.proposals.filter(indicator__isnull=False).select_related("indicator")
    cells = {(row.indicator.code, row.period): row.fact["value"] for row in rows}
    years = [Period(Calendar.ADMINISTRATIVE, Kind.YEAR, year).code for year in (2025, 2026)]
    assert cells["TT01", years[1]] == 31
    assert cells["TT02", years[0]] == 3900
    assert cells["NT01", years[0]] == 0
    assert cells["NT01", years[1]] is None


def test_a_batch_goes_on_past_its_bad_files_and_says_why(officer, tmp_path):
    from phoihop.accounts.models import Term, User
    from phoihop.intake.tasks import read_batch
    from phoihop.jobs.models import Job

    user = User.objects.create(username="th42", name="Nguyễn Thị Mẫu")
    Term.objects.create(user=user, body_id=officer.body_id, role=Role.COMPILER, valid_from=NOON.date())
    by = replace(officer, account_id=user.pk)
    names = [REPORT, "khong-nhan-dong-dau-mat.txt", "thanh-hoa-tin-hoi-nghi.txt"]
    files = [*map(sample, names), Given("hong.docx", b"PK\x03\x04" + b"\0" * 40)]
    job = actions.receive_many(
        files, about=Body.objects.get(pk=by.body_id), programme=None, drop_lists=False, by=by, at=NOON
    )
    read_batch.func(job.pk)

    job = Job.objects.get(pk=job.pk)
    assert (job.state, job.done, job.failed) == ("done", 4, 2)
    assert dict(Paper.objects.values_list("name", "state")) == {
        REPORT: State.READ,
        "khong-nhan-dong-dau-mat.txt": State.REFUSED,
        "thanh-hoa-tin-hoi-nghi.txt": State.READ,
        "hong.docx": State.FAILED,
    }
    assert list((tmp_path / "quarantine").iterdir()) == []


def test_the_list_page_costs_the_same_queries_for_one_and_three(hand_in, signed_in_as, django_assert_max_num_queries):
    client = signed_in_as(Body.objects.get(key="cong_an@tinh:42"), Role.COMPILER)
    client.get("/van-ban/tiep-nhan/")
    counts = []
    for papers in ((1,), (2, 3)):
        for number in papers:
            hand_in(text(f"{number}.txt", f"Năm 2026 tổ chức {number} buổi tuyên truyền."))
        with django_assert_max_num_queries(40) as counted:
            assert client.get("/van-ban/tiep-nhan/").status_code == 200
        counts.append(len(counted))

    assert counts[0] == counts[1]


def test_a_single_identity_number_is_masked_before_anything_is_kept(hand_in, tmp_path):
    said = "Năm 2026, xã tổ chức 12 buổi tuyên truyền. Liên hệ ông Nguyễn Văn Mẫu, số căn cước 001080000001."
    paper, _ = hand_in(text("thu.txt", said))

    assert "001080000001" not in paper.source.text
    assert all(b"001080000001" not in path.read_bytes() for path in kept(tmp_path))
    assert paper.proposals.get(indicator__code="TT01").fact["value"] == 12


def test_a_phone_and_a_birth_beside_a_name_are_masked_and_tables_stay(hand_in, tmp_path):
    said = "Năm 2026, xã tổ chức 12 buổi tuyên truyền.\nÔng Nguyễn Văn Mẫu, điện thoại 0912.345.678, sinh 12/03/1975."
    paper, _ = hand_in(text("thu.txt", said))

    assert "Ông Nguyễn Văn Mẫu, điện thoại ••••.•••.•••, sinh ••/••/••••." in paper.source.text
    assert all(b"0912.345.678" not in path.read_bytes() for path in kept(tmp_path))


def test_a_comment_that_names_a_person_keeps_the_whole_file_out(hand_in, tmp_path):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write_comment("A1", "Ông Nguyễn Văn Mẫu, CCCD 037090001234")
    book.worksheets()[0].write_row(0, 0, ["Chỉ tiêu", "2026"])
    book.close()

    with pytest.raises(Refused) as refused:
        hand_in(Given("bieu.xlsx", out.getvalue()))

    assert refused.value.refusal.code == "hidden_parts"
    assert (Paper.objects.count(), kept(tmp_path)) == (0, [])


@pytest.mark.parametrize(
    ("said", "sure"),
    [
        ("Năm 2026 tổ chức 55 buổi tuyên truyền.", [55]),
        ("Năm 2026 MTTQ tỉnh Nghệ An tổ chức 321 buổi tuyên truyền.", []),
        ("Năm 2026, giảm 30 buổi tuyên truyền so với năm 2025.", []),
        ("Năm 2026, còn thiếu 40 buổi tuyên truyền so với kế hoạch.", []),
    ],
)
def test_only_plain_results_of_the_body_itself_are_taken_in_one_go(hand_in, said, sure):
    paper, _ = hand_in(text("bao-cao.txt", said))

    taken = sure_of(paper.proposals.filter(type="figure"))

    assert [proposal.fact["value"] for proposal in taken] == sure


def test_a_form_opened_for_another_body_keeps_nothing(officer, signed_in_as):
    client = signed_in_as(Body.objects.get(pk=officer.body_id), Role.COMPILER)
    said = {"text": "Năm 2026 tổ chức 55 buổi tuyên truyền."}

    old = client.post("/van-ban/tiep-nhan/nop/", said | {"acting_for": str(officer.body_id + 1)})
    assert (old.status_code, Paper.objects.count()) == (409, 0)
    assert "đang làm việc cho cơ quan khác" in old.content.decode()

    assert client.post("/van-ban/tiep-nhan/nop/", said | {"acting_for": str(officer.body_id)}).status_code == 302
    assert f'name="acting_for" value="{officer.body_id}"' in client.get("/van-ban/tiep-nhan/").content.decode()


def test_a_form_that_says_something_impossible_is_shown_again(officer, signed_in_as):
    client = signed_in_as(Body.objects.get(pk=officer.body_id), Role.COMPILER)

    answer = client.post("/van-ban/tiep-nhan/nop/", {"text": "Năm 2026 tổ chức 55 buổi.", "about": "999999"})

    assert (answer.status_code, Paper.objects.count()) == (422, 0)
