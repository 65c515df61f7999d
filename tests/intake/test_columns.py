"""A whole column or table accepted in one act: what is plain at once, what is doubtful where ticked, undone as one."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import docx
import pytest
import xlsxwriter

from phoihop.accounts.models import Term, User
from phoihop.audit.models import Entry
from phoihop.core.actor import Actor, Role
from phoihop.core.refusal import Refused
from phoihop.figures.models import Figure
from phoihop.intake import actions, queries
from phoihop.intake.actions import Given
from phoihop.intake.models import Paper
from phoihop.intake.rules import Decision
from phoihop.organisations.models import Body
from phoihop.web.answers import sentence

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
DAY = NOON.date()
HEAD = ["STT", "Đơn vị", "Số buổi tuyên truyền", "Vụ việc hòa giải thành"]
UNITS = [("Xã Đức Thọ", 12, 3), ("Xã Thạch Hà", 21, 0), ("Xã Can Lộc", 17, 5), ("Xã Cẩm Bình", 9, 4)]


def a_sheet(rows=UNITS, name="Bieu 02") -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet(name)
    sheet.write(0, 0, "CÔNG AN TỈNH HÀ TĨNH")
    sheet.write(1, 0, "KẾT QUẢ PHỐI HỢP NĂM 2026")
    sheet.write_row(3, 0, HEAD)
    for at, row in enumerate(rows, start=1):
        sheet.write_row(3 + at, 0, [at, *row])
    book.close()
    return out.getvalue()


@pytest.fixture
def hand_in(officer: Actor) -> Callable[..., Paper]:
    def handing(content: bytes, name: str = "bieu.xlsx") -> Paper:
        about = Body.objects.get(pk=officer.body_id)
        given = Given(name, content)
        return actions.receive([given], about=about, programme=None, drop_lists=False, by=officer, at=NOON)[0]

    return handing


def tables(paper: Paper) -> list[queries.Grid]:
    listed = list(paper.proposals.select_related("indicator").order_by("order"))
    return queries.grids(paper, listed, standing=queries.standing_for(listed), beside=())


def taken(paper: Paper) -> dict[str, int]:
    found: dict[str, int] = {}
    for proposal in paper.proposals.filter(decision="accepted"):
        found[proposal.indicator.code] = found.get(proposal.indicator.code, 0) + 1
    return found


def test_a_sheet_has_its_columns_by_their_heads_with_what_waits(hand_in):
    paper = hand_in(a_sheet())

    (grid,) = tables(paper)

    assert (grid.whole.name, grid.whole.waiting) == ("Trang tính “Bieu 02”", 8)
    assert [(c.key, c.name, len(c.plain), len(c.doubtful)) for c in grid.columns] == [
        ("0.2", "Số buổi tuyên truyền", 4, 0),
        ("0.3", "Vụ việc hòa giải thành", 4, 0),
    ]


def test_a_table_of_a_word_file_has_them_too(hand_in):
    document = docx.Document()
    document.add_paragraph("CÔNG AN TỈNH HÀ TĨNH\nKẾT QUẢ PHỐI HỢP NĂM 2026")
    table = document.add_table(0, 4)
    for row in [HEAD, *([str(at), *map(str, row)] for at, row in enumerate(UNITS, 1))]:
        for cell, said in zip(table.add_row().cells, row, strict=True):
            cell.text = said
    out = io.BytesIO()
    document.save(out)

    (grid,) = tables(hand_in(out.getvalue(), "bieu.docx"))

    assert [grid.whole.name, *(column.name for column in grid.columns)] == ["Bảng 1", *HEAD[2:]]


def test_a_column_is_accepted_in_one_act_and_recorded_as_any_other(hand_in, officer):
    paper = hand_in(a_sheet())

    orders = actions.accept_column(paper, key="0.2", shown=4, by=officer, at=NOON)
    done = actions.confirm(paper, by=officer, at=NOON)

    (line,) = Entry.objects.filter(action="proposals.accepted")
    assert line.facts["proposals"] == orders
    assert (line.facts["key"], line.facts["column"], line.facts["doubtful"]) == ("0.2", "Số buổi tuyên truyền", [])
    assert (taken(paper), done.figures) == ({"TT01": 4}, 4)
    assert sorted(Figure.objects.values_list("value", flat=True)) == [9, 12, 17, 21]


def test_a_whole_sheet_is_accepted_in_one_act(hand_in, officer):
    paper = hand_in(a_sheet())

    assert len(actions.accept_column(paper, key="0", shown=8, by=officer, at=NOON)) == 8


def doubted(paper: Paper):
    """One cell bears a remark, one lacks its period."""
    first, second, *_rest = paper.proposals.filter(indicator__code="TT01").order_by("order")
    first.note = "Câu này nêu giả định, không phải kết quả. Mời xem lại."
    second.period = ""
    first.save()
    second.save()
    return first, second


def test_doubtful_cells_are_left_out_unless_they_are_ticked_and_what_lacks_something_always(hand_in, officer):
    paper = hand_in(a_sheet())
    doubtful, lacking = doubted(paper)
    column = tables(paper)[0].columns[0]

    actions.accept_column(paper, key="0.2", shown=2, by=officer, at=NOON)
    left = set(paper.proposals.filter(indicator__code="TT01", decision="pending"))
    actions.accept_column(paper, key="0.2", shown=0, also=[doubtful.order], by=officer, at=NOON)

    assert (column.doubtful, column.held, column.waiting) == ([doubtful], [lacking], 4)
    assert left == {doubtful, lacking}
    assert set(paper.proposals.filter(indicator__code="TT01", decision="pending")) == {lacking}
    assert Entry.objects.filter(action="proposals.accepted").last().facts["doubtful"] == [doubtful.order]


def test_a_number_that_disagrees_with_one_in_force_is_doubtful(hand_in, officer):
    first = hand_in(a_sheet())
    actions.accept_column(first, key="0.2", shown=4, by=officer, at=NOON)
    actions.confirm(first, by=officer, at=NOON)

    second = hand_in(a_sheet([("Xã Đức Thọ", 13, 3), *UNITS[1:]]), "bieu-2.xlsx")

    column = tables(second)[0].columns[0]
    assert [p.fact["value"] for p in column.doubtful] == [13]
    assert len(column.plain) == 3


def test_a_planned_number_and_one_of_a_unit_outside_are_taken_one_by_one(hand_in):
    paper = hand_in(a_sheet([*UNITS, ("Xã Đông Hải, tỉnh Cà Mau", 4, 1)]))
    planned = paper.proposals.filter(indicator__code="TT01").first()
    planned.fact["planned"] = True
    planned.save()

    column = tables(paper)[0].columns[0]

    assert planned in column.held
    assert len(column.held) == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"key": "0.2", "shown": 3}, "column_changed"),
        ({"key": "0.9", "shown": 2}, "column_changed"),
        ({"key": "0.2", "shown": 2, "also": [999]}, "not_to_be_ticked"),
        ({"key": "0.2", "shown": 2, "also": ["lacking"]}, "not_to_be_ticked"),
        ({"key": "0.9", "shown": 0}, "nothing_accepted"),
    ],
)
def test_a_refused_column_accepts_nothing_at_all(hand_in, officer, given, code):
    paper = hand_in(a_sheet())
    _doubtful, lacking = doubted(paper)
    given = given | {"also": [lacking.order if each == "lacking" else each for each in given.get("also", ())]}

    with pytest.raises(Refused) as refused:
        actions.accept_column(paper, **given, by=officer, at=NOON)

    assert refused.value.refusal.code == code
    assert sentence(refused.value.refusal)
    assert not paper.proposals.filter(decision="accepted").exists()
    assert not Entry.objects.filter(action="proposals.accepted").exists()


@pytest.mark.parametrize(("change", "code"), [({"body_id": 0}, "not_yours"), ({"roles": frozenset()}, "not_your_role")])
def test_who_may_not_confirm_accepts_no_column_and_puts_none_back(hand_in, officer, change, code):
    paper, other = hand_in(a_sheet()), replace(officer, **change)

    for act in (
        lambda: actions.accept_column(paper, key="0.2", shown=4, by=other, at=NOON),
        lambda: actions.put_back(paper, accepted_at=NOON, by=other, at=NOON),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.refusal.code == code


def test_what_was_accepted_at_once_is_put_back_at_once_and_what_is_recorded_stays(hand_in, officer):
    paper = hand_in(a_sheet())
    later = NOON + timedelta(minutes=3)
    actions.accept_column(paper, key="0.2", shown=4, by=officer, at=NOON)
    actions.accept_column(paper, key="0.3", shown=4, by=officer, at=later)

    count = actions.put_back(paper, accepted_at=later, by=officer, at=later)
    actions.confirm(paper, by=officer, at=later)
    with pytest.raises(Refused) as refused:
        actions.put_back(paper, accepted_at=NOON, by=officer, at=later)

    assert (count, taken(paper)) == (4, {"TT01": 4})
    assert refused.value.refusal.code == "nothing_to_put_back"
    assert Entry.objects.get(action="proposals.put_back").facts["proposals"] == sorted(
        paper.proposals.filter(decision=Decision.PENDING).values_list("order", flat=True)
    )


@pytest.fixture
def signed_in(officer: Actor, client):
    user = User.objects.create(username="th42", name=officer.name)
    Term.objects.create(user=user, body_id=officer.body_id, role=Role.COMPILER, valid_from=date(2026, 1, 1))
    client.force_login(user)
    return client


def test_the_page_takes_a_column_without_script_and_offers_to_undo_it(hand_in, signed_in):
    paper = hand_in(a_sheet())
    doubtful, lacking = doubted(paper)
    page = f"/van-ban/tiep-nhan/{paper.pk}/"

    listed = signed_in.get(page).content.decode()
    chosen = signed_in.get(f"{page}?cot=0.2").content.decode()
    part = signed_in.get(f"{page}?cot=0.2", headers={"HX-Request": "true"}).content.decode()
    answer = signed_in.post(f"{page}nhan-cot/", {"key": "0.2", "shown": "2", "also": str(doubtful.order)})
    after = signed_in.get(answer.url).content.decode()
    moment = paper.proposals.filter(decision="accepted").first().decided_at
    undone = signed_in.post(f"{page}hoan-tac/", {"accepted_at": moment.isoformat()}, follow=True).content.decode()

    assert "Số buổi tuyên truyền</a>" in listed
    assert 'name="shown"' not in listed
    assert "Nhận 2 ô và ô đánh dấu" in chosen
    assert part.lstrip().startswith('<div id="ca-cot">')
    assert f'name="also" value="{doubtful.order}"' in chosen
    assert f'href="#p{lacking.order}">{lacking.order}</a>' in chosen
    assert "Vừa nhận 3 mục một lần." in after
    assert "Đã hoàn tác: 3 mục lại chờ xem." in undone
    assert taken(paper) == {}


@pytest.mark.parametrize(
    "wrong", [{}, {"key": "x", "shown": "1"}, {"key": "0.2", "shown": "-1"}, {"key": "0.2", "shown": "1"}]
)
def test_a_wrong_form_takes_nothing_and_says_so_on_the_page(hand_in, signed_in, wrong):
    paper = hand_in(a_sheet())
    page = f"/van-ban/tiep-nhan/{paper.pk}/"

    answer = signed_in.post(f"{page}nhan-cot/", wrong, follow=True)

    assert answer.status_code == 200
    assert "Mời" in answer.content.decode()
    assert taken(paper) == {}


@pytest.mark.parametrize("moment", ["", "hôm qua", "2026-11-21T05:00:00"])
def test_no_known_moment_puts_nothing_back(hand_in, signed_in, moment):
    paper = hand_in(a_sheet())
    page = f"/van-ban/tiep-nhan/{paper.pk}/"

    answer = signed_in.post(f"{page}hoan-tac/", {"accepted_at": moment}, follow=True)

    assert "Không rõ lần nhận nào." in answer.content.decode()
    assert signed_in.get(f"{page}?vua-nhan={moment}").status_code == 200


def test_the_page_costs_the_same_queries_for_small_and_large_tables(hand_in, signed_in, django_assert_max_num_queries):
    counts = []
    for number, rows in enumerate((UNITS[:2], UNITS)):
        paper = hand_in(a_sheet(rows), f"{number}.xlsx")
        with django_assert_max_num_queries(60) as counted:
            signed_in.get(f"/van-ban/tiep-nhan/{paper.pk}/?cot=0")
        counts.append(len(counted))

    assert counts[0] == counts[1]
