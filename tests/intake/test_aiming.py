"""Whom a paper's figures are of: a table by commune, a paper of another unit, residents who are named."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from phoihop.conferences.models import Conference
from phoihop.core.actor import Actor, Level, Role
from phoihop.core.refusal import Refused
from phoihop.figures.models import Figure
from phoihop.figures.rules.values import Coverage, Standing
from phoihop.intake import actions, queries
from phoihop.intake.actions import Given
from phoihop.intake.models import Paper, Proposal
from phoihop.intake.rules import BULK, Decision
from phoihop.organisations.models import Body
from phoihop.web.answers import sentence

pytestmark = pytest.mark.django_db
PAPERS = Path(__file__).resolve().parents[2] / "phoihop/config/demo/papers"
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
DAY = NOON.date()
HEAD = ["STT", "Đơn vị", "Số buổi tuyên truyền", "Vụ việc hòa giải thành"]


@pytest.fixture
def hand_in(officer: Actor) -> Callable[..., Paper]:
    def handing(content: bytes | str, *, name: str = "tin.txt", by: Actor = officer) -> Paper:
        given = Given(name, content.encode() if isinstance(content, str) else content)
        about = Body.objects.get(pk=by.body_id)
        return actions.receive([given], about=about, programme=None, drop_lists=False, by=by, at=NOON)[0]

    return handing


def a_table(*rows: tuple[str, int, int], title: str = "KẾT QUẢ PHỐI HỢP NĂM 2026 (số liệu đến 15/11/2026)") -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Bieu")
    sheet.write(0, 0, "CÔNG AN TỈNH HÀ TĨNH")
    sheet.write(1, 0, title)
    sheet.write_row(3, 0, HEAD)
    for at, row in enumerate(rows, start=1):
        sheet.write_row(3 + at, 0, [at, *row])
    sheet.write_row(4 + len(rows), 0, ["", "Tổng cộng", sum(row[1] for row in rows), sum(row[2] for row in rows)])
    book.close()
    return out.getvalue()


def figures_of(paper: Paper) -> list[Proposal]:
    return list(paper.proposals.filter(type="figure").select_related("subject", "indicator").order_by("order"))


def shown(paper: Paper, by: Actor) -> dict[tuple[str, str], str]:
    found = queries.page(paper, actor=by, on=DAY)["proposals"]
    return {(p.shown.whose, p.shown.when): p.shown.value for p in found if p.indicator and p.indicator.code == "TT01"}


def test_each_line_of_a_table_by_commune_is_aimed_at_its_commune_and_a_total_of_some_at_nobody(hand_in, officer):
    paper = hand_in(
        a_table(("Xã Thạch Hà", 24, 12), ("Công an xã Cẩm Xuyên", 31, 18), ("Đức Thọ", 19, 9)), name="a.xlsx"
    )

    assert shown(paper, officer) == {
        ("Công an xã Thạch Hà", "năm 2026"): "24",
        ("Công an xã Cẩm Xuyên", "năm 2026"): "31",
        ("Công an xã Đức Thọ", "năm 2026"): "19",
        ("", "năm 2026"): "74",
    }
    assert {p.note for p in figures_of(paper) if p.subject_id is None} == {
        "Tổng của 3 đơn vị trong biểu, không phải của cả tỉnh."
    }
    assert not paper.proposals.exclude(type="figure").exists()

    actions.accept_sure(paper, by=officer, at=NOON)
    actions.confirm(paper, by=officer, at=NOON)

    stands = {
        (row.body_id == officer.body_id, row.coverage, row.value, row.standing)
        for row in Figure.objects.filter(indicator__code="TT01")
    }
    assert stands == {
        (False, Coverage.OWN, 24, Standing.ACCEPTED), (False, Coverage.OWN, 31, Standing.ACCEPTED),
        (False, Coverage.OWN, 19, Standing.ACCEPTED),
    }  # fmt: skip


def test_a_total_of_some_communes_stays_doubtful_when_their_numbers_are_recorded(hand_in, officer):
    paper = hand_in(a_table(("Xã Thạch Hà", 24, 12), ("Xã Đức Thọ", 19, 9)), name="a.xlsx")
    before = {p.pk for p in queries.sure_of(paper.proposals.select_related("indicator"))}

    actions.accept_sure(paper, by=officer, at=NOON)
    actions.confirm(paper, by=officer, at=NOON)

    assert len(before) == 4
    assert queries.page(paper, actor=officer, on=DAY)["sure"] == 0
    assert actions.accept_sure(paper, by=officer, at=NOON) == 0


def test_what_was_doubtful_when_read_does_not_turn_sure_because_its_parts_were_recorded_since(hand_in, officer):
    hand = a_table(("Xã Thạch Hà", 24, 12), ("Xã Đức Thọ", 19, 9))
    first = hand_in(a_table(("Xã Thạch Hà", 20, 12)), name="cu.xlsx")
    actions.accept_sure(first, by=officer, at=NOON)
    actions.confirm(first, by=officer, at=NOON)
    said = hand_in("Năm 2026, Công an tỉnh Hà Tĩnh tổ chức 39 buổi tuyên truyền.")
    doubtful = said.proposals.get(indicator__code="TT01")

    second = hand_in(hand, name="moi.xlsx")
    actions.accept_sure(second, by=officer, at=NOON)
    actions.confirm(second, by=officer, at=NOON)

    assert doubtful.note == "Lúc đọc văn bản, tổng các đơn vị đã báo cáo là số khác. Mời xem lại."
    assert queries.page(said, actor=officer, on=DAY)["sure"] == 0


def test_a_commune_called_by_a_wrong_kind_is_asked_about_and_offered(hand_in, officer, signed_in_as):
    paper = hand_in(
        "CÔNG AN TỈNH HÀ TĨNH\nCÔNG AN PHƯỜNG ĐỨC THỌ\nBÁO CÁO\nKết quả năm 2026\n\nĐã tổ chức 22 buổi tuyên truyền."
    )
    client = signed_in_as(Body.objects.get(pk=officer.body_id), Role.COMPILER)
    commune = next(pk for pk, name in queries.named_bodies_about(officer, on=DAY) if name == "Công an xã Đức Thọ")

    page = client.get(f"/van-ban/tiep-nhan/{paper.pk}/").content.decode()
    unaimed = [p.subject_id for p in figures_of(paper)]
    client.post(f"/van-ban/tiep-nhan/{paper.pk}/don-vi/", {"about": commune})

    assert "Phần đầu văn bản ghi “phường Đức Thọ”: không tìm thấy phường Đức Thọ; có xã Đức Thọ." in page
    assert "Ghi cho Công an xã Đức Thọ" in page
    assert unaimed == [None]
    assert [p.subject_id for p in figures_of(paper)] == [commune]
    assert 'id="goi-khac"' not in client.get(f"/van-ban/tiep-nhan/{paper.pk}/").content.decode()


def test_a_line_of_a_unit_of_the_former_map_goes_to_its_only_heir_and_a_divided_one_waits(hand_in, officer):
    paper = hand_in(
        a_table(("Xã Thạch Hà", 24, 12), ("Huyện Thạch Hà", 90, 40), ("Cụm thi đua số 3", 7, 5)), name="a.xlsx"
    )
    unknown = [p for p in figures_of(paper) if p.subject_id is None and p.fact["subject"]]

    sure = queries.sure_of(paper.proposals.select_related("indicator"))

    assert {p.fact["subject"] for p in unknown} == {"Huyện Thạch Hà", "Cụm thi đua số 3"}
    assert all("Ghi cho" in p.note for p in unknown)
    assert not {p.pk for p in sure} & {p.pk for p in unknown}


def test_a_person_changes_whose_one_figure_is_and_when(hand_in, officer):
    paper = hand_in(a_table(("Xã Thạch Hà", 24, 12), ("Cụm thi đua số 3", 7, 5)), name="a.xlsx")
    odd = next(p for p in figures_of(paper) if p.fact["subject"] == "Cụm thi đua số 3")
    commune = Body.objects.get(
        pk=next(pk for pk, name in queries.named_bodies_about(officer, on=DAY) if "Đức Thọ" in name)
    )

    actions.decide(
        odd, decision=Decision.ACCEPTED, subject=commune, period="hanh_chinh:nam:2025:1", by=officer, at=NOON
    )
    odd.refresh_from_db()

    assert (odd.subject, odd.coverage, odd.period) == (commune, "own", "hanh_chinh:nam:2025:1")
    with pytest.raises(Refused) as refused:
        actions.decide(
            odd, decision=Decision.ACCEPTED, subject=Body.objects.get(key="cong_an@tinh:38"), by=officer, at=NOON
        )
    assert refused.value.refusal.code == "not_a_body_of_yours"


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("thanh-hoa-tin-hoi-nghi.txt", "tỉnh Thanh Hóa"),
        ("ninh-binh-xa-bao-cao-nam-2026.txt", "xã Gia Viễn, tỉnh Ninh Bình"),
    ],
)
def test_a_paper_of_another_area_is_aimed_at_nobody_and_never_taken_in_bulk(hand_in, officer, name, unit):
    paper = hand_in((PAPERS / name).read_bytes(), name=name)

    assert paper.outside == unit
    assert {(p.outside, p.subject_id) for p in figures_of(paper)} == {(unit, None)}
    assert queries.page(paper, actor=officer, on=DAY)["sure"] == 0
    assert actions.accept_sure(paper, by=officer, at=NOON) == 0


def test_what_is_of_another_area_is_taken_one_by_one_with_a_reason_or_not_at_all(hand_in, officer):
    paper = hand_in((PAPERS / "thanh-hoa-tin-hoi-nghi.txt").read_bytes())
    sessions = paper.proposals.get(indicator__code="TT01")
    own = Body.objects.get(pk=officer.body_id)

    with pytest.raises(Refused) as refused:
        actions.decide(sessions, decision=Decision.ACCEPTED, subject=own, by=officer, at=NOON)
    actions.decide(
        sessions, decision=Decision.ACCEPTED, subject=own, reason="Hoạt động chung hai tỉnh", by=officer, at=NOON
    )
    actions.decide(paper.proposals.get(type="event"), decision=Decision.REJECTED, by=officer, at=NOON)
    actions.confirm(paper, by=officer, at=NOON)

    sessions.refresh_from_db()
    assert (refused.value.refusal.code, "tỉnh Thanh Hóa" in sentence(refused.value.refusal)) == (
        "outside_needs_reason",
        True,
    )
    assert (sessions.reason, Figure.objects.get().body, Conference.objects.count()) == (
        "Hoạt động chung hai tỉnh",
        own,
        0,
    )


def test_the_page_warns_of_a_paper_of_another_area(hand_in, officer, signed_in_as):
    paper = hand_in((PAPERS / "thanh-hoa-tin-hoi-nghi.txt").read_bytes())
    client = signed_in_as(Body.objects.get(pk=officer.body_id), *officer.roles)

    page = client.get(f"/van-ban/tiep-nhan/{paper.pk}/").content.decode()

    assert "Văn bản này có vẻ của tỉnh Thanh Hóa, không phải của đơn vị." in page
    assert 'name="reason"' in page
    assert "mục chắc chắn</button>" not in page


def test_a_paper_of_ones_own_that_names_a_neighbour_stays_ones_own(hand_in, officer):
    said = "Năm 2026, Công an tỉnh Hà Tĩnh tổ chức 12 buổi tuyên truyền. "
    said += "Năm 2026, Công an tỉnh Nghệ An tổ chức 40 buổi tuyên truyền."
    paper = hand_in(said)

    aimed = {p.fact["value"]: (p.subject_id, p.outside) for p in figures_of(paper)}

    assert (paper.outside, aimed) == ("", {12: (officer.body_id, ""), 40: (None, "tỉnh Nghệ An")})


@pytest.mark.parametrize(
    ("said", "aimed", "sure"),
    [
        ("Năm 2026, Công an xã Đức Thọ tổ chức 12 buổi tuyên truyền.", "Công an xã Đức Thọ", [12]),
        ("Năm 2026, MTTQ xã Đức Thọ tổ chức 12 buổi tuyên truyền.", "Công an xã Đức Thọ", []),
        ("Năm 2026, MTTQ tỉnh Hà Tĩnh tổ chức 12 buổi tuyên truyền.", "Công an tỉnh Hà Tĩnh", []),
    ],
)
def test_what_another_body_of_the_same_unit_did_is_never_taken_in_bulk(hand_in, officer, said, aimed, sure):
    paper = hand_in(said)

    taken = queries.sure_of(paper.proposals.filter(type="figure"))

    assert {whose for whose, _when in shown(paper, officer)} == {aimed}
    assert [proposal.fact["value"] for proposal in taken] == sure


def test_a_remark_on_a_sentence_stands_behind_the_one_on_its_unit(hand_in, officer):
    paper = hand_in("Năm 2026, Công an tỉnh Nghệ An giảm 30 buổi tuyên truyền so với năm 2025.")

    (note,) = {proposal.note for proposal in figures_of(paper)}

    assert note.startswith("Có vẻ của tỉnh Nghệ An, ngoài địa bàn của đơn vị. Câu này ")


def test_a_communes_own_number_waits_for_the_level_above(hand_in, officer):
    commune = Body.objects.get(
        pk=next(pk for pk, name in queries.named_bodies_about(officer, on=DAY) if "Đức Thọ" in name)
    )
    clerk = replace(officer, body_id=commune.pk, place_id=commune.place_id, level=Level.COMMUNE)
    paper = hand_in("Năm 2026, Công an xã Đức Thọ tổ chức 12 buổi tuyên truyền.", by=clerk)

    actions.accept_sure(paper, by=clerk, at=NOON)
    actions.confirm(paper, by=clerk, at=NOON)

    assert [(row.body, row.value, row.standing) for row in Figure.objects.all()] == [(commune, 12, Standing.SUBMITTED)]


def test_a_commune_does_not_take_its_provinces_paper_for_its_own(hand_in, officer):
    commune = Body.objects.get(
        pk=next(pk for pk, name in queries.named_bodies_about(officer, on=DAY) if "Đức Thọ" in name)
    )
    clerk = replace(officer, body_id=commune.pk, place_id=commune.place_id, level=Level.COMMUNE)
    said = "Năm 2026, tổ chức {} buổi tuyên truyền."

    provinces = hand_in(f"CÔNG AN TỈNH HÀ TĨNH\nBÁO CÁO\n{said.format(412)}", by=clerk)
    own = hand_in(f"CÔNG AN TỈNH HÀ TĨNH\nCÔNG AN XÃ ĐỨC THỌ\nBÁO CÁO\n{said.format(12)}", by=clerk)

    assert (provinces.outside, own.outside) == ("tỉnh Hà Tĩnh", "")


def test_residents_are_counted_and_not_kept(hand_in, officer):
    said = "Hà Tĩnh: Ông Nguyễn Văn Mẫu, 54 tuổi, cho biết thôn ông có 120 hộ. "
    said += "Phát biểu tại hội nghị, Đại tá Lê Văn Mẫu, Giám đốc Công an tỉnh Hà Tĩnh, đề nghị giữ vững kết quả."
    paper = hand_in(said)

    people = [p.fact["name"] for p in paper.proposals.filter(type="person")]

    assert (people, paper.left_out) == (["Lê Văn Mẫu"], 1)


def test_two_numbers_of_one_paper_for_the_same_thing_are_never_taken_in_bulk(hand_in, officer):
    said = "Năm 2026, tổ chức {} buổi tuyên truyền."
    paper = hand_in("\n\n".join(said.format(value) for value in (15, 16)))

    told = {p.fact["value"]: queries.page(paper, actor=officer, on=DAY)["sure"] for p in figures_of(paper)}

    assert told == {15: 0, 16: 0}


def test_the_work_list_and_the_page_agree_on_what_wants_a_look(hand_in, officer):
    for name in ("thanh-hoa-tin-hoi-nghi.txt", "ha-tinh-bao-cao-2022-2026.txt"):
        paper = hand_in((PAPERS / name).read_bytes(), name=name)
        listed = queries.work_list(Paper.objects.filter(pk=paper.pk)).get()
        marked = sum(p.shown.look for p in queries.page(paper, actor=officer, on=DAY)["proposals"])

        assert (listed.doubtful, marked) == (marked, listed.doubtful)


def test_what_is_taken_in_bulk_is_as_sure_as_the_page_says(hand_in, officer, signed_in_as):
    paper = hand_in(a_table(("Xã Thạch Hà", 24, 12)), name="a.xlsx")
    client = signed_in_as(Body.objects.get(pk=officer.body_id), *officer.roles)
    sure = {p.pk: p.shown.sure for p in queries.page(paper, actor=officer, on=DAY)["proposals"]}

    page = client.get(f"/van-ban/tiep-nhan/{paper.pk}/").content.decode()
    actions.accept_sure(paper, by=officer, at=NOON)

    accepted = paper.proposals.filter(decision=Decision.ACCEPTED).values_list("pk", flat=True)
    assert f"nhận mục chắc, từ {BULK}" in page
    assert accepted
    assert min(sure[pk] for pk in accepted) >= BULK
