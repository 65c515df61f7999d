"""A file by pieces of 256 kB: gone on with after a broken line and after a reload, screened like any other."""

from base64 import b64encode
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from phoihop.core.actor import Role
from phoihop.intake import actions
from phoihop.intake.actions import receiving
from phoihop.intake.models import Paper, Upload
from phoihop.intake.rules import PIECE, State
from phoihop.intake.tasks import read_batch
from phoihop.jobs import actions as jobs
from phoihop.jobs.models import Job
from phoihop.organisations.models import Body

pytestmark = pytest.mark.django_db
OPEN = "/van-ban/tiep-nhan/tep/"
LINE = "Năm 2026, xã tổ chức 12 buổi tuyên truyền.\n"
LONG = (LINE + "Nội dung công tác được triển khai.\n" * 9000).encode()


@pytest.fixture
def client(officer, signed_in_as: Callable[..., Client]) -> Client:
    return signed_in_as(Body.objects.get(pk=officer.body_id), Role.COMPILER)


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> AbstractContextManager[None]:
    """While it holds, nothing is read in the process that answers."""

    @contextmanager
    def holding():
        with monkeypatch.context() as patched:
            patched.setattr(receiving, "Worker", None)
            yield

    return holding()


def metadata(name: str, modified: int = 1) -> str:
    return f"filename {b64encode(name.encode()).decode()},modified {b64encode(str(modified).encode()).decode()}"


def begin(client: Client, content: bytes, name: str = "bao-cao.txt", first: bytes | None = None):
    heads = {"Upload-Length": str(len(content)), "Upload-Metadata": metadata(name)}
    sent = content[:PIECE] if first is None else first
    return client.post(OPEN, sent, content_type="application/offset+octet-stream", headers=heads)


def go_on(client: Client, address: str, offset: int, piece: bytes):
    heads = {"Upload-Offset": str(offset)}
    return client.patch(address, piece, content_type="application/offset+octet-stream", headers=heads)


def send(client: Client, content: bytes, name: str = "bao-cao.txt") -> str:
    answer = begin(client, content, name)
    offset = int(answer["Upload-Offset"])
    while offset < len(content):
        offset = int(go_on(client, answer["Location"], offset, content[offset : offset + PIECE])["Upload-Offset"])
    return answer["Upload-Key"]


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]


def test_pieces_make_the_file_and_the_paper_is_read(client, tmp_path):
    key = send(client, LONG)

    client.post("/van-ban/tiep-nhan/nop/", {"upload": key})
    read_batch.func(Job.objects.get().pk)

    paper = Paper.objects.get()
    assert (paper.name, paper.source.size, paper.proposals.get(type="figure").fact["value"]) == (
        "bao-cao.txt",
        len(LONG),
        12,
    )
    assert (Upload.objects.count(), list((tmp_path / "quarantine").iterdir())) == (0, [])


def test_a_piece_that_was_lost_or_came_twice_is_put_right(client):
    opened = begin(client, LONG)

    ahead = go_on(client, opened["Location"], PIECE + 7, b"x")
    again = go_on(client, opened["Location"], 0, LONG[:PIECE])
    right = go_on(client, opened["Location"], PIECE, LONG[PIECE : PIECE + 100])

    assert [(a.status_code, a["Upload-Offset"]) for a in (ahead, again, right)] == [
        (409, str(PIECE)),
        (409, str(PIECE)),
        (204, str(PIECE + 100)),
    ]
    assert client.head(opened["Location"])["Upload-Offset"] == str(PIECE + 100)


def test_the_same_file_chosen_again_after_a_reload_goes_on_where_it_stopped(client):
    begin(client, LONG)
    page = client.get("/van-ban/tiep-nhan/").content.decode()

    again = begin(client, LONG, first=b"")

    assert (again.status_code, again["Upload-Offset"], Upload.objects.count()) == (201, str(PIECE), 1)
    assert "Tệp gửi dở" in page


def test_a_file_sent_to_its_end_waits_on_the_page_and_is_read_without_javascript(client):
    key = send(client, LONG)

    page = client.get("/van-ban/tiep-nhan/").content.decode()

    assert f'<input type="checkbox" name="upload" value="{key}" form="nop-tep" checked>' in page


def test_a_file_that_is_not_here_to_its_end_is_not_read(client):
    key = begin(client, LONG)["Upload-Key"]

    answer = client.post("/van-ban/tiep-nhan/nop/", {"upload": key})

    assert answer.status_code == 409
    assert "chưa gửi xong" in answer.content.decode()
    assert (Paper.objects.count(), Upload.objects.count()) == (0, 1)


@pytest.mark.parametrize(("size", "said"), [(0, "rỗng"), (60 * 2**20, "vượt mức 20 MB")])
def test_the_size_is_refused_before_a_byte_is_sent(client, tmp_path, size, said):
    heads = {"Upload-Length": str(size), "Upload-Metadata": metadata("to.pdf")}
    answer = client.post(OPEN, b"", content_type="application/offset+octet-stream", headers=heads)

    assert (answer.status_code, said in answer.content.decode(), Upload.objects.count()) == (409, True, 0)
    assert kept(tmp_path) == []


def test_more_than_a_piece_and_more_than_the_file_are_refused(client):
    opened = begin(client, LONG, first=b"")

    large = go_on(client, opened["Location"], 0, LONG[: PIECE + 1])
    begin(client, b"abc", "nho.txt", first=b"")
    long = go_on(client, f"{OPEN}{Upload.objects.get(name='nho.txt').key}/", 0, b"abcd")

    assert (large.status_code, long.status_code, set(Upload.objects.values_list("received", flat=True))) == (
        409,
        409,
        {0},
    )


@pytest.mark.parametrize(
    "heads",
    [
        {},
        {"Upload-Length": "12"},
        {"Upload-Length": "-1", "Upload-Metadata": metadata("a.txt")},
        {"Upload-Length": "12", "Upload-Metadata": "filename %%%"},
        {"Upload-Length": "9" * 30, "Upload-Metadata": metadata("a.txt")},
    ],
)
def test_heads_that_say_nothing_are_a_bad_request(client, heads):
    answer = client.post(OPEN, b"", content_type="application/offset+octet-stream", headers=heads)

    assert (answer.status_code, Upload.objects.count()) == (400, 0)


def test_a_secret_paper_by_pieces_leaves_nothing(client, tmp_path):
    key = send(client, b"C\xc3\x94NG AN X\xc3\x83 A\n" + "TỐI MẬT\nBÁO CÁO".encode(), "mat.txt")

    answer = client.post("/van-ban/tiep-nhan/nop/", {"upload": key})

    assert (answer.status_code, "117/2025/QH15" in answer.content.decode()) == (409, True)
    assert (Paper.objects.count(), Upload.objects.count(), kept(tmp_path)) == (0, 0, [])


def test_nobody_else_sees_a_file_on_its_way(client, signed_in_as):
    address = begin(client, LONG)["Location"]
    client.logout()
    other = signed_in_as(Body.objects.get(key="cong_an@tinh:38"), Role.COMPILER)

    assert [other.head(address).status_code, go_on(other, address, PIECE, b"x").status_code] == [404, 404]


def test_a_file_can_be_dropped_and_one_forgotten_for_a_day_goes_by_itself(client, tmp_path):
    dropped = begin(client, LONG, "mot.txt")["Location"]
    begin(client, LONG, "hai.txt")
    orphan = tmp_path / "quarantine" / "bi-quen"
    orphan.write_bytes(b"x")

    assert client.delete(dropped).status_code == 204
    assert actions.sweep(at=timezone.now()) == 0
    assert actions.sweep(at=timezone.now() + timedelta(days=1, minutes=5)) == 2
    assert (Upload.objects.count(), list((tmp_path / "quarantine").iterdir())) == (0, [])


def test_one_file_too_large_does_not_stop_the_others_of_its_batch(client):
    keys = [send(client, LINE.encode() + name.encode(), name) for name in ("mot.txt", "hai.txt")]

    answer = client.post("/van-ban/tiep-nhan/nop/", {"upload": keys, "left_out": [f"to.pdf|{60 * 2**20}", "bịa"]})

    assert (answer["Location"], Job.objects.get().total) == (f"/van-ban/tiep-nhan/dang-doc/{Job.objects.get().pk}/", 2)
    assert set(Paper.objects.values_list("name", "state", "reason")) == {
        ("mot.txt", State.WAITING, ""),
        ("hai.txt", State.WAITING, ""),
        ("to.pdf", State.FAILED, "too_large"),
    }


def test_a_cancelled_batch_lets_go_of_what_it_did_not_come_to(client, officer, tmp_path):
    keys = [send(client, LINE.encode() + name.encode(), name) for name in ("mot.txt", "hai.txt")]
    client.post("/van-ban/tiep-nhan/nop/", {"upload": keys})
    job = Job.objects.get()
    jobs.cancel(job, by=officer, at=timezone.now())
    read_batch.func(job.pk)

    assert set(Paper.objects.values_list("state", "reason")) == {(State.FAILED, "cancelled")}
    assert list((tmp_path / "quarantine").iterdir()) == []


def test_a_long_paper_is_read_in_the_background_and_its_page_opens_when_it_is_read(client, no_reading):
    key = send(client, LONG)

    with no_reading:
        there = client.post("/van-ban/tiep-nhan/nop/", {"upload": key})["Location"]
    job = Job.objects.get()
    before = client.get(there)
    list_before = client.get("/van-ban/tiep-nhan/")
    read_batch.func(job.pk)
    after, part = client.get(there), client.get(there, headers={"HX-Request": "true"})

    paper = Paper.objects.get()
    assert there == f"/van-ban/tiep-nhan/dang-doc/{job.pk}/"
    assert "0/1</b> tệp đã đọc, đang chờ đến lượt" in before.content.decode()
    assert there in list_before.content.decode()
    assert (after["Location"], part["HX-Redirect"]) == (f"/van-ban/tiep-nhan/{paper.pk}/",) * 2
    assert there not in client.get("/van-ban/tiep-nhan/").content.decode()


def test_a_small_paper_waits_its_turn_in_the_background_while_another_is_being_read(client, no_reading):
    said = {"text": "BÁO CÁO\nKết quả năm 2026\n\nNăm 2026 tổ chức 12 buổi tuyên truyền."}

    with receiving.READING, no_reading:
        busy = client.post("/van-ban/tiep-nhan/nop/", said)
    read_batch.func(Job.objects.get().pk)
    free = client.post("/van-ban/tiep-nhan/nop/", said)

    paper = Paper.objects.get()
    assert busy["Location"].startswith("/van-ban/tiep-nhan/dang-doc/")
    assert (free["Location"], paper.name) == (f"/van-ban/tiep-nhan/{paper.pk}/", "Báo cáo kết quả năm 2026")


def test_a_long_paper_that_was_handed_in_before_opens_what_was_read(client):
    for _again in range(2):
        answer = client.post("/van-ban/tiep-nhan/nop/", {"upload": send(client, LONG)})
        job = Job.objects.order_by("pk").last()
        read_batch.func(job.pk)

    job.refresh_from_db()
    assert job.address == f"/van-ban/tiep-nhan/{Paper.objects.get().pk}/"
    assert client.get(answer["Location"])["Location"] == job.address


def test_a_refused_paper_of_the_background_says_why_and_how_to_go_on(client):
    people = "".join(f"{n}. Nguyễn Văn Số {n}, 0912345{n:03d}\n" for n in range(100, 112))
    there = client.post("/van-ban/tiep-nhan/nop/", {"upload": send(client, people.encode() + LONG)})["Location"]
    read_batch.func(Job.objects.get().pk)

    told = client.get(there).content.decode()
    again = client.get("/van-ban/tiep-nhan/?bo-danh-sach=1").content.decode()

    assert "Văn bản có danh sách 12 người" in told
    assert "/van-ban/tiep-nhan/?bo-danh-sach=1#nop" in told
    assert 'name="drop_lists" id="id_drop_lists" checked' in again


def test_one_account_holds_so_many_bytes_at_once_over_all_its_bodies(client, officer, monkeypatch):
    monkeypatch.setattr("phoihop.intake.rules.states.HELD", 1_000)
    elsewhere = Body.objects.get(key="cong_an@VN")
    first = begin(client, b"x" * 600, "mot.txt")
    Upload.objects.update(body=elsewhere)

    refused = begin(client, b"x" * 401, "hai.txt")
    taken = begin(client, b"x" * 400, "ba.txt")

    assert (first.status_code, refused.status_code, taken.status_code) == (201, 409, 201)
    assert "bỏ bớt tệp gửi dở" in refused.content.decode()
    assert sorted(Upload.objects.values_list("name", flat=True)) == ["ba.txt", "mot.txt"]


def test_what_nobody_went_on_with_for_a_day_makes_room(client, tmp_path, monkeypatch):
    monkeypatch.setattr("phoihop.intake.rules.states.HELD", 1_000)
    begin(client, b"x" * 900, "mot.txt")
    Upload.objects.update(heard_of_at=timezone.now() - timedelta(days=1, minutes=1))

    assert begin(client, b"x" * 800, "hai.txt").status_code == 201
    assert [upload.name for upload in Upload.objects.all()] == ["hai.txt"]
    assert len(list((tmp_path / "quarantine").iterdir())) == 1
