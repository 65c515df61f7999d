"""The least quality that any change must keep, on our own samples and on the shared articles where they are at hand."""

import subprocess
import sys
from pathlib import Path

import pytest

from phoihop.reading import score

SAMPLES = Path(__file__).parent / "samples"
SHARED = Path(__file__).parents[2].parent / "shared" / "reading"
LEAST = {"document": 0.95, "event": 0.93, "person": 0.97, "figure": 0.95, "award": 0.95, "item": 0.88}
LEAST_SHARED = {
    "0*": {"document": 0.96, "event": 0.96, "person": 0.97, "figure": 0.97, "award": 0.97, "item": 0.90},
    "n*": {"document": 0.94, "event": 0.94, "person": 0.97, "figure": 0.95, "award": 0.94, "item": 0.84},
}


def those_below(tallies, least):
    return {kind: tally.fact[2] for kind, tally in tallies.items() if tally.fact[2] < least[kind]}


def test_our_samples_are_read_as_well_as_before():
    assert those_below(score.score_dir(SAMPLES / "gold", SAMPLES / "articles"), LEAST) == {}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared articles are not here")
@pytest.mark.parametrize("pattern", LEAST_SHARED)
def test_the_shared_articles_are_read_as_well_as_before(pattern):
    tallies = score.score_dir(SHARED / "gold", SHARED / "articles", pattern)

    assert those_below(tallies, LEAST_SHARED[pattern]) == {}


def test_the_table_of_the_docs_is_in_step():
    root = Path(__file__).parents[2]

    done = subprocess.run(
        [sys.executable, root / "script" / "reading_table", "--check"], capture_output=True, text=True, check=False
    )

    assert done.stdout.strip() == "the table is in step"
