"""The docs fail when they fall behind the code."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

ADDRESS = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def test_every_setting_is_documented_and_every_documented_one_exists():
    code = "".join(path.read_text() for path in [*(ROOT / "phoihop/config").glob("*.py"), ROOT / "script/demo"])
    used = set(re.findall(r"PHOIHOP_[A-Z_]+|DATABASE_URL", code))
    told = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))

    assert used == told


def test_the_guide_names_the_size_of_a_file_that_the_server_takes(settings):
    told = re.findall(r"quá (\d+) MB", (ROOT / "docs/vi/tiep-nhan.md").read_text())

    assert {int(each) * 2**20 for each in told} == {settings.MAX_UPLOAD}


def test_every_link_and_picture_of_the_docs_leads_somewhere():
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in ADDRESS.findall(page.read_text())
        if not (page.parent / target).exists()
    ]

    assert broken == []


def test_the_command_line_lists_what_the_readme_names():
    shown = subprocess.run([sys.executable, "-m", "phoihop.config.command"], capture_output=True, text=True, check=True)
    named = set(re.findall(r"`\.venv/bin/phoihop ([a-z]+(?: verify| score)?)", (ROOT / "README.md").read_text()))

    assert named == {"serve", "prepare", "read", "reading score", "figures verify", "audit verify", "bench"}
    assert all(f"  {name} " in shown.stdout for name in named)
