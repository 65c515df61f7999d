"""What may not come in, walked in one go: each is told in Vietnamese what to do, and nothing has changed."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from phoihop.accounts.models import User
from phoihop.audit.models import Entry
from phoihop.core.actor import Role
from phoihop.documents.models import Source
from phoihop.figures.models import Figure
from phoihop.intake.models import Paper
from phoihop.reports.models import Cell, Receipt, Report, Window
from tests.reports.line import DECEMBER_9, UNTIL, Line, a_line

SECRET = Path(__file__).resolve().parents[1] / "phoihop/config/demo/papers/khong-nhan-dong-dau-mat.txt"
PAPERS = [
    ("an empty file", "rong.docx", b"", "Tệp rỗng"),
    ("60 MB", "nang.pdf", b"%PDF-1.7" + b"0" * (60 * 2**20), "vượt mức 20 MB"),
    ("a PDF under a false name", "bao-cao.docx", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF", "bên trong là loại khác"),
    ("a paper marked MẬT", "mat.txt", SECRET.read_bytes(), "117/2025/QH15"),
]


@pytest.fixture
def line(db: None, settings, tmp_path) -> Line:
    settings.VAR = tmp_path
    return a_line()


def kept() -> dict[str, int]:
    """How much of everything there is."""
    tables = (Source, Paper, Figure, Cell, Receipt, Report, Entry)
    return {table.__name__: table.objects.count() for table in tables}


def save(client: Client, report: Report, row: int, value: str):
    said = {"cell": row, "value": value, "seen": "0", "key": str(uuid4())}
    return client.post(f"/bao-cao/{report.pk}/o/", said)


def test_bad_input_is_told_what_to_do_and_changes_nothing(line, signed_in_as):
    client = signed_in_as(line.bodies["GV"], Role.ENTRY, Role.APPROVAL)
    before = kept()
    for what, name, content, said in PAPERS:
        answer = client.post("/van-ban/tiep-nhan/nop/", {"files": SimpleUploadedFile(name, content)}, follow=True)
        assert said in answer.content.decode(), what
        assert kept() == before, what

    with time_machine.travel(DECEMBER_9, tick=False):
        client.force_login(User.objects.get())
        report = line.report()
        before = kept()
        sessions = line.rows["1"].pk
        for value, said in (("-3", "nhập số từ 0 trở lên"), ("1,5", "nhập số nguyên từ 0 trở lên. Ô đang ghi “1,5”")):
            answer = save(client, report, sessions, value)
            assert (answer.status_code, said in answer.json()["message"]) == (422, True), value
            assert kept() == before, value

        line.fill(report)
        key = {"key": str(uuid4())}
        window = Window.objects.filter(pk=line.window.pk)
        window.update(opens=UNTIL.replace(day=1, month=11), due=DECEMBER_9.replace(day=1), closed=UNTIL)
        before = kept()
        late = client.post(f"/bao-cao/{report.pk}/gui/", key)
        assert late.status_code == 409
        assert "Kỳ này nhận báo cáo từ 01/11/2026 đến trước 08/12/2026" in late.content.decode()
        assert kept() == before

        window.update(closed=line.window.closed)
        first = client.post(f"/bao-cao/{report.pk}/gui/", key)
        before = kept()
        again = client.post(f"/bao-cao/{report.pk}/gui/", key)
        other = client.post(f"/bao-cao/{report.pk}/gui/", {"key": str(uuid4())})
        assert (first.status_code, again.status_code, again["Location"]) == (302, 302, first["Location"])
        assert (other.status_code, "Báo cáo đã gửi rồi" in other.content.decode()) == (409, True)
        assert kept() == before


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["abc", "//xa.example", "/bao-cao/"])
def test_a_form_goes_on_to_a_page_of_this_site_only(asked):
    answer = Client().post("/giao-dien/nen/", {"theme": "toi", "next": asked})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/bao-cao/" if asked == "/bao-cao/" else "/")
