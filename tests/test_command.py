"""The command line where there is nothing to work on: one clear sentence, exit code 2, nothing made."""

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAPERS = Path(__file__).resolve().parents[1] / "phoihop/config/demo/papers"


def phoihop(*words: str, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "phoihop.config.command", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    return done.returncode, done.stdout, done.stderr


def test_a_file_that_is_not_there_is_not_read(tmp_path):
    missing = tmp_path / "khong-co.docx"

    assert phoihop("read", str(missing)) == (2, "", f"phoihop read: {missing}: no such file or directory.\n")


def test_a_stamped_paper_prints_nothing_of_itself():
    stamped = PAPERS / "khong-nhan-dong-dau-mat.txt"

    code, said, why = phoihop("read", str(stamped), "--json")

    assert (code, said, why.count("\n")) == (2, "", 1)
    assert "it is stamped “MẬT”" in why


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rong.txt", b"", "the file is empty"),
        ("hong.docx", b"PK\x03\x04" + b"\0" * 40, "the file is damaged"),
        ("gia.docx", b"%PDF-1.4\n", "its name ends in “docx” but it is pdf inside"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)

    assert phoihop("read", str(tmp_path / name)) == (2, "", f"phoihop read: {tmp_path / name}: {said}.\n")


@pytest.mark.parametrize("words", [("figures", "verify"), ("audit", "verify")])
def test_without_a_database_there_is_nothing_to_verify_and_none_is_made(tmp_path, words):
    code, said, why = phoihop(*words, PHOIHOP_VAR=str(tmp_path), DATABASE_URL="")

    assert (code, said) == (2, "")
    assert why == (
        f"phoihop {' '.join(words)}: there is no Phối Hợp database at {tmp_path / 'phoihop.sqlite3'}. "
        "Set DATABASE_URL or PHOIHOP_VAR, or build one with “phoihop prepare”.\n"
    )
    assert not (tmp_path / "phoihop.sqlite3").exists()


def test_without_a_database_nothing_is_served_and_none_is_made(tmp_path):
    code, said, why = phoihop("serve", PHOIHOP_VAR=str(tmp_path), DATABASE_URL="")

    base = tmp_path / "phoihop.sqlite3"
    assert (code, said) == (2, "")
    assert why == f"phoihop serve: there is no Phối Hợp database at {base}. Build one with “phoihop prepare”.\n"
    assert not base.exists()


@pytest.mark.parametrize(
    ("migration", "told"),
    [
        ("0001_initial", "of an older version of the product. Run “phoihop prepare”, then serve."),
        ("0999_to_come", "of a newer version of the product. Serve it with that version."),
    ],
)
def test_a_database_of_another_version_is_not_served(tmp_path, migration, told):
    base = tmp_path / "phoihop.sqlite3"
    with closing(sqlite3.connect(base)) as made:
        made.execute("CREATE TABLE django_migrations (id integer PRIMARY KEY, app text, name text, applied text)")
        made.execute("INSERT INTO django_migrations VALUES (1, 'audit', ?, '2026-11-01')", [migration])
        made.commit()

    assert phoihop("serve", PHOIHOP_VAR=str(tmp_path), DATABASE_URL="") == (
        2,
        "",
        f"phoihop serve: the database at {base} is {told}\n",
    )


def test_the_recipe_of_a_backup_works_as_written_and_leaves_no_key(tmp_path):
    home, folder = tmp_path / "home", tmp_path / "var"
    home.mkdir()
    given = {**os.environ, "HOME": str(home), "PHOIHOP_VAR": str(folder), "DATABASE_URL": ""}
    made = [sys.executable, "-m", "phoihop.config.command", "manage", "migrate", "-v", "0"]
    subprocess.run(made, check=True, env=given, cwd=ROOT)
    _, recipe = (ROOT / "docs/how-to.md").read_text(encoding="utf-8").split("## Back it up")
    lines = [line[4:] for line in recipe.split("PostgreSQL:")[0].splitlines() if line.startswith("    ")]
    shell = "\n".join(["set -e", *lines]).replace(".venv/bin/python", sys.executable)
    shell = shell.replace(".venv/bin/phoihop", f"{sys.executable} -m phoihop.config.command")

    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False, env=given, cwd=ROOT)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("all right") == 2
    (copy,) = home.iterdir()
    assert [one.name for one in copy.iterdir()] == ["phoihop.sqlite3"]


def test_a_taken_port_is_told_at_once_with_how_to_choose_another(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        told = phoihop("serve", "--check", PHOIHOP_VAR=str(tmp_path), DATABASE_URL="", PHOIHOP_BIND=bind)
    assert told == (
        2,
        "",
        f"phoihop serve: {bind} is taken by another program; "
        "choose another address, such as PHOIHOP_BIND=127.0.0.1:8001.\n",
    )


def test_the_demo_looks_for_its_port_before_it_builds_and_names_the_choice():
    script = (ROOT / "script/demo").read_text(encoding="utf-8")
    said = subprocess.run(["bash", "script/demo", "--help"], capture_output=True, text=True, check=True, cwd=ROOT)
    assert script.index("phoihop serve --check") < script.index("phoihop demo\n")
    assert said.stdout == (
        "Usage: script/demo [--build-only] [--fresh]; PHOIHOP_BIND=127.0.0.1:8001 chooses another port\n"
    )
