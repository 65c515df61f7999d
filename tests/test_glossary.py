"""Every term of the glossary names something that exists."""

import re
from importlib import import_module
from pathlib import Path

import pytest

GLOSSARY = Path(__file__).resolve().parent.parent / "docs/glossary.md"
LINES = re.findall(r"^\| [^|]+ \| ([A-Z]\w+(?:, [A-Z]\w+)*) \| (`[^|]+`) \|$", GLOSSARY.read_text(), re.MULTILINE)


@pytest.mark.parametrize(("names", "modules"), LINES, ids=[names for names, _ in LINES])
def test_a_term_stands_where_the_glossary_says(names, modules):
    for module in re.findall(r"`([^`]+)`", modules):
        for name in names.split(", "):
            assert hasattr(import_module(f"phoihop.{module}"), name)


def test_the_glossary_was_read():
    assert len(LINES) > 30
