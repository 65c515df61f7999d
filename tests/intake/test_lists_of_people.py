"""What intake does with short lists of people: refused, or kept narrowed in every place."""

import io
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from django.conf import settings
from django.test import Client

from phoihop.core.refusal import Refused
from phoihop.documents import actions as documents
from phoihop.indicators.models import Indicator
from phoihop.intake import actions
from phoihop.intake.actions import Given
from phoihop.intake.models import Alias, Paper, Proposal
from phoihop.intake.rules import Decision, Remember
from phoihop.organisations.models import Body
from phoihop.web.answers import sentence

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
ROWS = (
    ("STT", "Họ và tên", "Năm sinh", "Số CCCD", "Địa chỉ", "Điện thoại"),
    ("1", "Nguyễn Văn Thử", "1975", "037075001234", "Xóm 3, xã Khánh Thiện", "0912345678"),
    ("2", "Trần Thị Nghiệm", "1982", "037182004321", "Xóm 5", "0987654321"),
)
PRIVATE = [cell for row in ROWS[1:] for cell in row[1:]]


def a_file(heading: str) -> bytes:
    document = docx.Document()
    for line in (heading, "Năm 2026, tổ chức 17 buổi tuyên truyền."):
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=len(ROWS[0]))
    table.style = "Table Grid"
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def hand_in(heading, officer, *, drop_lists=False):
    about = Body.objects.get(pk=officer.body_id)
    given = [Given("bao-cao.docx", a_file(heading))]
    return actions.receive(given, about=about, programme=None, drop_lists=drop_lists, by=officer, at=NOON)[0]


def test_a_list_of_informants_is_refused_and_nothing_of_it_is_kept(officer):
    with pytest.raises(Refused) as refused:
        hand_in("Danh sách quần chúng cung cấp nguồn tin", officer)

    assert (refused.value.refusal.code, refused.value.refusal.facts["rows"]) == ("list_of_people", 2)
    assert "người cung cấp tin" in sentence(refused.value.refusal)
    assert not Paper.objects.exists()


def test_without_its_rows_their_count_is_kept(officer):
    paper = hand_in("Danh sách quần chúng cung cấp nguồn tin", officer, drop_lists=True)

    assert "[danh sách 2 người]" in paper.source.text
    assert not any(cell in paper.source.text for cell in PRIVATE)


def test_a_short_list_is_kept_covered_in_text_file_and_proposals(officer, signed_in_as):
    paper = hand_in("Phụ lục", officer)
    stored = (Path(settings.VAR) / "files" / paper.source.file).read_bytes().decode()
    client: Client = signed_in_as(Body.objects.get(pk=officer.body_id))
    page = client.get(f"/van-ban/tiep-nhan/{paper.pk}/").content.decode()

    for said in (paper.source.text, stored, str(list(paper.proposals.values_list("fact", flat=True))), page):
        assert not any(cell in said for cell in PRIVATE)
    assert [fact["value"] for fact in paper.proposals.values_list("fact", flat=True)] == [17]


def test_a_narrowed_paper_is_handed_out_as_the_text_it_is(officer, signed_in_as):
    source = hand_in("Phụ lục", officer).source
    client: Client = signed_in_as(Body.objects.get(pk=officer.body_id))

    answer = client.get(f"/van-ban/nguon/{source.pk}/tep/")
    answer.getvalue()

    assert source.narrowed
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert ".txt" in answer["Content-Disposition"]
    assert "docx" not in answer["Content-Disposition"]
    assert "Tải bản đã lược" in client.get(f"/van-ban/nguon/{source.pk}/").content.decode()


def test_a_scan_with_a_short_list_is_refused_because_nothing_can_be_covered(a_printed_list):
    with pytest.raises(Refused) as refused:
        documents.look_through(documents.Scan("bao-cao.pdf", a_printed_list))

    assert refused.value.refusal.code == "people_in_scan"


@pytest.fixture
def a_printed_list() -> bytes:
    import typst

    rows = ", ".join(f"[{cell}]" for row in ROWS for cell in row)
    page = f'#set page(width: 27cm)\n#set text(font: "Liberation Serif")\nPhụ lục\n\n#table(columns: 6, {rows})'
    return typst.compile(page.encode(), format="pdf")


@pytest.mark.parametrize(
    "said", [{"wording": "nguyễn văn thử"}, {"wording": "vụ việc do công dân xóm ba báo", "label": "Nguyễn Văn Thử"}]
)
def test_a_persons_name_is_never_a_way_to_call_an_indicator(officer, said):
    paper = hand_in("Phụ lục", officer)
    fact = {"type": "figure", "value": 3, "comparator": "eq", "unit": "nguyễn văn thử", "evidence": [[0, 3]], **said}
    proposal = Proposal.objects.create(
        paper=paper, order=9, type="figure", fact=fact, subject=paper.about, confidence=0.9
    )

    with pytest.raises(Refused) as refused:
        actions.decide(
            proposal,
            decision=Decision.ACCEPTED,
            indicator=Indicator.objects.get(code="TT03"),
            remember=Remember.BODY,
            by=officer,
            at=NOON,
        )

    assert refused.value.refusal.code == "no_person_to_remember"
    assert "không nhớ" in sentence(refused.value.refusal)
    assert not Alias.objects.exists()
