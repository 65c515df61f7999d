"""The signed paper behind a report: number, day and scan, added when they are there."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from phoihop.audit.models import Entry
from phoihop.core.actor import Role
from phoihop.documents import actions as documents
from phoihop.documents.models import Source
from phoihop.reading.sandbox import Done, Failure
from phoihop.reading.screen import Mark, Screening
from phoihop.reading.values import Loaded, Span, Where
from phoihop.reports.models import Report
from tests.reports.line import Line
from tests.world import a_pdf

SAID = {"number": "31/BC-CAX", "day": "2026-12-09"}


@pytest.fixture
def officer(line: Line, signed_in_as, settings, tmp_path) -> Client:
    settings.VAR = tmp_path
    line.sent()
    return signed_in_as(line.bodies["GV"], Role.ENTRY, Role.APPROVAL)


def a_picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("L", (40, 60), 255).save(drawn, "PNG")
    return drawn.getvalue()


def send(client: Client, scan: SimpleUploadedFile | None):
    report = Report.objects.get()
    return client.post(f"/bao-cao/{report.pk}/van-ban/", SAID | ({"scan": scan} if scan else {}))


def test_number_day_and_scan_stand_on_the_report_and_in_the_queue_above(officer, line, signed_in_as):
    scan = a_picture()

    assert send(officer, SimpleUploadedFile("31-BC-CAX.png", scan)).status_code == 302
    report = Report.objects.get()
    assert (report.paper_number, str(report.paper_date), report.scan.title) == (
        "31/BC-CAX",
        "2026-12-09",
        "31-BC-CAX.png",
    )
    assert "bản chụp" in officer.get(f"/bao-cao/{report.pk}/").content.decode()

    above = signed_in_as(line.bodies["NB"], Role.COMPILER)
    queue = above.get("/bao-cao/duyet/").content.decode()
    assert "31/BC-CAX" in queue
    assert f"/van-ban/nguon/{report.scan_id}/tep/" in queue
    opened = above.get(f"/van-ban/nguon/{report.scan_id}/tep/")
    assert b"".join(opened.streaming_content) == scan


def test_a_number_alone_leaves_the_scan_that_was_there(officer):
    send(officer, SimpleUploadedFile("31.png", a_picture()))
    kept = Report.objects.get().scan_id
    send(officer, None)

    assert Report.objects.get().scan_id == kept


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rong.pdf", b"", "Bản chụp là tệp rỗng"),
        ("nang.pdf", b"%PDF-1.7" + b"0" * (60 * 2**20), "vượt mức 20 MB"),
        ("bao-cao.pdf", b"MZ\x90\0" + b"\0" * 500, "phải là tệp PDF, JPG hoặc PNG"),
        ("hong.pdf", b"%PDF-1.7\nkhong phai", "hỏng hoặc đặt mật khẩu"),
    ],
)
def test_what_is_no_scan_is_told_beside_the_field_and_nothing_changes(officer, name, content, said):
    before = Entry.objects.count()

    answer = send(officer, SimpleUploadedFile(name, content))

    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert (Source.objects.count(), Report.objects.get().paper_number, Entry.objects.count()) == (0, "", before)


def test_a_secret_paper_is_not_kept(officer):
    answer = send(officer, SimpleUploadedFile("mat.pdf", a_pdf("MẬT", "Đã tổ chức 36 buổi.")))

    assert "117/2025/QH15" in answer.content.decode()
    assert Source.objects.count() == 0


def test_a_scan_of_a_secret_paper_is_not_kept(officer, monkeypatch):
    mark = Screening(Mark("MẬT", Span(0, 3), Where(page=1)))
    monkeypatch.setattr(documents, "read_in_child", lambda *_, **__: Done(Loaded("MẬT"), mark))

    answer = send(officer, SimpleUploadedFile("31-BC-CAX.png", a_picture()))

    assert (answer.status_code, Report.objects.get().scan) == (422, None)
    assert "Văn bản đóng dấu “MẬT”" in answer.content.decode()


def test_a_scan_that_no_program_can_read_is_kept_and_the_page_says_so(officer, monkeypatch):
    monkeypatch.setattr(documents, "read_in_child", lambda *_, **__: Failure("needs_program"))

    answer = send(officer, SimpleUploadedFile("31-BC-CAX.png", a_picture()))

    assert "chưa rà được dấu mật" in officer.get(answer.url).content.decode()
