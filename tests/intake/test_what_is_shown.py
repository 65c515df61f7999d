"""What a reader of proposals is told: the whole wording of what is not known, two numbers for one cell."""

import io
from datetime import UTC, datetime

import docx
import pytest

from phoihop.intake import actions
from phoihop.intake.actions import Given
from phoihop.organisations.models import Body

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
ROWS = (
    ("TT", "Chỉ tiêu", "ĐVT", "Năm 2026"),
    ("1", "Đợt ra quân dọn vệ sinh môi trường", "đợt", "6"),
    ("2", "Sinh hoạt pháp luật lưu động tại nhà văn hóa", "buổi", "31"),
)


def a_table() -> bytes:
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(ROWS[0]))
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def hand_in(said, officer):
    about = Body.objects.get(pk=officer.body_id)
    given = [Given("bao-cao.txt", said.encode()) if isinstance(said, str) else Given("bao-cao.docx", said)]
    return actions.receive(given, about=about, programme=None, drop_lists=False, by=officer, at=NOON)[0]


def test_what_is_not_known_is_shown_by_its_whole_wording(officer, signed_in_as):
    paper = hand_in(a_table(), officer)
    client = signed_in_as(Body.objects.get(pk=officer.body_id))

    page = client.get(f"/van-ban/tiep-nhan/{paper.pk}/").content.decode()

    assert "Chưa rõ chỉ tiêu: Đợt ra quân dọn vệ sinh môi trường" in page
    assert "Chưa rõ chỉ tiêu: Sinh hoạt pháp luật lưu động tại nhà văn hóa" in page


def test_two_numbers_for_one_cell_are_both_doubtful(officer):
    paper = hand_in("Năm 2026, tổ chức 12 buổi tuyên truyền. Năm 2026, mở 13 buổi tuyên truyền tập trung.", officer)

    found = list(paper.proposals.filter(indicator__code="TT01"))

    assert [proposal.fact["value"] for proposal in found] == [12, 13]
    assert all(proposal.confidence <= 0.6 and "hai số khác nhau" in proposal.note for proposal in found)


def test_the_numbers_of_two_years_are_not(officer):
    paper = hand_in("Năm 2025, tổ chức 12 buổi tuyên truyền. Năm 2026, tổ chức 13 buổi tuyên truyền.", officer)

    assert not any("hai số khác nhau" in proposal.note for proposal in paper.proposals.all())
