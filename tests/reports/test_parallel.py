import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def in_its_own_process(*before: str, **variables: str) -> dict:
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.reports.parallel"],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def check(told: dict) -> None:
    """Ten reports sent eightfold with one key, ten with several: one receipt each, no figure doubled."""
    assert [len(answers) for answers in told["one_key"]] == [1] * 10
    for answers in told["two_keys"]:
        assert len([answer for answer in answers if answer.startswith("37-")]) == 1
        assert set(answers) <= {*answers[:1], "already_sent"} | {a for a in answers if a.startswith("37-")}
    assert (told["receipts"], told["lines"], told["figures"]) == (20, 20, 80)
    assert told["faults"] == []


def test_parallel_sendings_of_one_key_are_one_submission_on_a_sqlite_file(tmp_path):
    told = in_its_own_process(DATABASE_URL=f"sqlite:///{tmp_path / 'thu.sqlite3'}")

    assert told["vendor"] == "sqlite"
    check(told)


def test_parallel_sendings_of_one_key_are_one_submission_on_postgresql():
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")) and shutil.which("initdb") is None:
        pytest.skip("PostgreSQL is missing. On Debian 12:  apt-get install -y postgresql")
    told = in_its_own_process(str(ROOT / "script/with-postgres"))

    assert told["vendor"] == "postgresql"
    check(told)
