"""The many ways in which reports and news say one thing: awards conferred, weaknesses, tasks, agreed contents."""

import json
from pathlib import Path

import pytest

from phoihop.reading import read

WORDINGS = Path(__file__).parent / "wordings"
HEAD = "Tin trong tỉnh\n\nThứ Hai, 12/8/2024\n\n"
NEWS = (
    "Hội nghị sơ kết công tác phối hợp\n\nThứ Hai, 12/8/2024\n\n"
    "Sáng 11/8, Công an huyện và Ủy ban MTTQ huyện tổ chức hội nghị sơ kết.\n\n"
)


def sayings(name):
    lines = (WORDINGS / name).read_text(encoding="utf-8").splitlines()
    return [pytest.param(each, id=each["says"][:60]) for each in map(json.loads, lines)]


@pytest.mark.parametrize("wording", sayings("awards.jsonl"))
def test_an_award_is_read_however_it_is_said(wording):
    found = [
        [fact.form, list(fact.authorities), fact.collectives, fact.individuals, fact.recipients]
        for fact in read(HEAD + wording["says"]).facts
        if fact.type == "award"
    ]

    assert sorted(found, key=str) == sorted(wording["awards"], key=str)


@pytest.mark.parametrize("wording", sayings("items.jsonl"))
def test_items_are_told_apart_however_they_are_said(wording):
    found = [[fact.role, fact.text] for fact in read(NEWS + wording["says"]).facts if fact.type == "item"]

    assert found == wording["items"]
