"""Reading in a limited child process."""

import pickle
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from phoihop.reading.sandbox import Done, Failure, Worker, _Plain, read_files, read_in_child

REPORT = "CÔNG AN TỈNH A\nNgày 05/3/2026\nĐã tổ chức 1.250 buổi tuyên truyền."


def in_child(code: str, *, confined: bool = True) -> str:
    head = "from phoihop.reading import sandbox; left = sandbox.confine(300)\n" if confined else ""
    return subprocess.run([sys.executable, "-I", "-c", head + code], capture_output=True, text=True, check=False).stderr


def test_a_file_comes_back_with_text_screening_facts_and_tables(tmp_path):
    file = tmp_path / "báo cáo.txt"
    file.write_text(REPORT, "utf-8")

    outcome = read_in_child(file, published=date(2026, 3, 5))

    assert isinstance(outcome, Done)
    assert outcome.loaded.text.startswith("CÔNG AN TỈNH A")
    assert (outcome.screening.clean, outcome.reading.published, outcome.tables) == (True, "2026-03-05", ())


def test_a_file_with_a_secrecy_mark_is_not_read_further():
    outcome = read_in_child(f"MẬT\n{REPORT}".encode())

    assert (outcome.screening.secret.level, outcome.reading) == ("MẬT", None)


def test_refusals_come_back_as_values():
    assert read_in_child(b"%PDF-1.7 x", name="a.docx") == Failure("kind_mismatch", (("found", "pdf"), ("said", "docx")))
    assert read_in_child(b"x" * 50, limit=10) == Failure("too_large", (("limit", 10), ("size", 50)))
    assert read_in_child(Path("/nowhere/a.txt")).code == "damaged"


def test_a_worker_survives_a_timeout_and_goes_on():
    with Worker() as worker:
        assert worker.read(REPORT.encode(), seconds=0.0) == Failure("timeout", (("seconds", 0),))
        assert isinstance(worker.read(REPORT.encode()), Done)


def test_a_worker_that_dies_is_replaced():
    with Worker() as worker:
        assert isinstance(worker.read(REPORT.encode()), Done)
        worker._child.kill()
        assert worker.read(REPORT.encode()) == Failure("crashed")
        assert isinstance(worker.read(REPORT.encode()), Done)


def test_a_file_that_takes_too_long_is_stopped_in_time_and_its_child_is_gone():
    with Worker() as worker:
        assert isinstance(worker.read(REPORT.encode()), Done)
        stuck = worker._child
        stuck.send_signal(signal.SIGSTOP)  # as a file that a reader never comes to an end of
        began = time.monotonic()

        assert worker.read(REPORT.encode(), seconds=1) == Failure("timeout", (("seconds", 1),))
        assert 1 <= time.monotonic() - began < 10
        assert stuck.poll() == -signal.SIGKILL
        assert isinstance(worker.read(REPORT.encode()), Done)


def test_a_child_has_no_network():
    assert "PermissionError: socket" in in_child("import socket; socket.socket()")


def test_where_the_kernel_allows_a_child_has_no_way_out_even_past_python():
    """The C library itself is asked for a connection to a listener of ours, behind the back of Python's own lock."""
    knock = (
        "import ctypes, struct, sys\n"
        "libc = ctypes.CDLL(None)\n"
        "port = int.from_bytes(struct.pack('!H', {port}), sys.byteorder)\n"
        "where = struct.pack('=HH4s8x', 2, port, bytes([127, 0, 0, 1]))\n"
        "sys.stderr.write(f'{{left}} {{libc.connect(libc.socket(2, 1, 0), where, 16)}}')"
    )
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        outside = in_child("left = False\n" + knock.format(port=port), confined=False)
        inside = in_child(knock.format(port=port))

    assert outside == "False 0"
    if inside.startswith("False"):
        pytest.skip("this kernel gives no network namespace; sockets are blocked in Python alone")
    assert inside == "True -1"


def test_a_child_has_no_more_memory_than_its_limit():
    assert "MemoryError" in in_child("bytearray(400 * 1024 * 1024)")


def test_a_file_that_takes_more_memory_than_its_child_has_is_a_value_and_the_next_one_is_read():
    with Worker() as worker:
        assert isinstance(worker.read(REPORT.encode()), Done)
        child = worker._child.pid
        status = Path(f"/proc/{child}/status").read_text()
        now = int(re.search(r"VmSize:\s+(\d+) kB", status)[1]) * 1024
        resource.prlimit(child, resource.RLIMIT_AS, (now + 16 * 2**20, resource.prlimit(child, resource.RLIMIT_AS)[1]))

        outcome = worker.read(b"word " * 700_000, seconds=60, facts=False)

        assert outcome == Failure("memory", (("limit_mb", 700),))
        assert isinstance(worker.read(REPORT.encode()), Done)


def test_only_values_of_the_reader_are_taken_from_a_child(tmp_path):
    class Evil:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "x",))

    with pytest.raises(pickle.UnpicklingError):
        _Plain(__import__("io").BytesIO(pickle.dumps(Evil()))).load()
    assert not (tmp_path / "x").exists()


def test_one_bad_file_of_many_stops_nothing_and_progress_counts_up(tmp_path):
    files = []
    for at in range(12):
        file = tmp_path / f"{at}.txt"
        file.write_bytes(b"" if at == 5 else f"{REPORT} Lần {at}.".encode())
        files.append(file)

    steps = list(read_files(files))

    assert [step.done for step in steps] == list(range(1, 13))
    assert {step.at for step in steps} == set(range(12))
    assert {step.source.name: step.outcome.code for step in steps if isinstance(step.outcome, Failure)} == {
        "5.txt": "empty"
    }
    assert steps[-1].seconds_left == 0
