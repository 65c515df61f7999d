import importlib.util
import json
import random
from pathlib import Path

import pytest

from phoihop.reading import read, score

SHARED = Path(__file__).parents[2].parent / "shared" / "reading"


def an_altered(facts, seed):
    rnd = random.Random(seed)
    altered = []
    for fact in facts:
        fact = json.loads(json.dumps(fact))
        if rnd.random() < 0.2:
            continue
        for name, value in fact.items():
            if name == "type" or rnd.random() < 0.8:
                continue
            if isinstance(value, str):
                fact[name] = value[: len(value) // 2]
            elif isinstance(value, int):
                fact[name] = value + 1
            elif isinstance(value, list):
                fact[name] = value[1:]
        altered += [fact] * (2 if rnd.random() < 0.1 else 1)
    rnd.shuffle(altered)
    return altered


@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="the shared scoring program is not here")
def test_the_counts_equal_those_of_the_shared_program():
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "score.py")
    shared = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(shared)
    for path in sorted((SHARED / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))["facts"]
        for seed in range(3):
            predicted = an_altered(gold, seed)
            theirs = shared.score_doc(gold, predicted, shared.Judge())
            for kind, ours in score.score_facts(gold, predicted).items():
                them = theirs[kind]
                assert (ours.matched, ours.gold, ours.predicted) == (them.tp, them.gold, them.pred)
                assert (ours.fields_right, ours.fields_gold, ours.fields_predicted) == (
                    them.f_right,
                    them.f_gold,
                    them.f_pred,
                )


def test_gold_against_itself_is_perfect():
    fact = {"type": "figure", "value": 5, "comparator": "eq", "unit": "mô hình", "evidence": [[0, 4]]}

    tally = score.score_facts([fact], [fact])["figure"]

    assert tally.fact == (1.0, 1.0, 1.0)
    assert tally.evidence == 1.0


def test_most_pairs_come_before_most_weight():
    assert score.best_pairs([[1, 5, None], [None, 4, None], [3, None, None]]) == [(0, 1), (2, 0)]


@pytest.mark.parametrize(
    ("gold", "found", "paired"),
    [
        ({"type": "person", "name": "Lê Thị Hoà"}, {"type": "person", "name": "Lê Thị Hòa"}, True),
        ({"type": "person", "name": "Lê Thị Hoà"}, {"type": "person", "name": "Lê Thị Hoá"}, False),
        ({"type": "document", "number": "09"}, {"type": "document", "number": "09/CTr-BCA"}, False),
        ({"type": "figure", "value": 3, "unit": "lượt người"}, {"type": "figure", "value": 3, "unit": "người"}, True),
        ({"type": "figure", "value": 3, "unit": "cuộc"}, {"type": "figure", "value": 3, "unit": "buổi"}, False),
    ],
)
def test_key_fields_decide_what_may_pair(gold, found, paired):
    assert score.may_pair(gold["type"], gold, found) is paired


def test_a_folder_is_scored_article_by_article(tmp_path, capsys):
    (tmp_path / "articles").mkdir()
    (tmp_path / "gold").mkdir()
    text = "Dự họp có ông X."
    (tmp_path / "articles" / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "gold" / "a.json").write_text(json.dumps(read(text).as_json("a")), encoding="utf-8")

    assert score.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("micro")
