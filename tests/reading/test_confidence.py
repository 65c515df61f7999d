import importlib.machinery
import importlib.util
import subprocess
import sys
from pathlib import Path

from phoihop.reading import confidence, read
from phoihop.reading.values import Figure

ROOT = Path(__file__).parents[2]


def the_training_script():
    loader = importlib.machinery.SourceFileLoader("train_reader", str(ROOT / "script" / "train_reader"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("train_reader", loader))
    loader.exec_module(module)
    return module


def test_the_kept_weights_are_those_that_the_script_learns():
    done = subprocess.run(
        [sys.executable, ROOT / "script" / "train_reader", "--check"], capture_output=True, text=True, check=False
    )

    assert done.stdout.strip() == "weights are in step"


def test_of_the_facts_that_are_sure_nearly_all_are_right():
    training = the_training_script()

    judged = training.by_leaving_out(list(training.examples(training.SAMPLES)))
    sure = [right for _, probability, right in judged if probability >= 0.9]
    may_be = [kind for kind, _, _ in judged if kind not in ("item", "award")]  # these two stay under 0.9 by design

    assert len(sure) >= len(may_be) * 0.98
    assert sum(sure) / len(sure) >= 0.97


def test_a_clearer_place_gives_more_confidence():
    clear, doubtful = (confidence.rated([Figure(value=12, unit="mô hình", confidence=c)])[0] for c in (0.96, 0.8))

    assert 0.5 < doubtful.confidence < clear.confidence < 1


def test_every_fact_carries_a_probability():
    reading = read("Sáng 11/3/2019, Công an tỉnh tổ chức hội nghị sơ kết; đã xây dựng 77 mô hình. Đề nghị nhân rộng.")

    assert reading.facts
    assert all(0 < fact.confidence < 1 for fact in reading.facts)
