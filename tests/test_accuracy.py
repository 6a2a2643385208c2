"""Accuracy on the hand annotation of the seeds never falls below its floors, and floors follow gains.

`floors.toml` holds, per noun and measure, the F1 reached, and a digest of the gold it was reached on. A floor goes
down only with `pytest --lower-floors "why"` and an entry in CHANGES.md.
"""

import hashlib
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from summitry.accuracy import AccuracyError, describe_scores, list_errors, score_study

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
FLOORS = ROOT / "tests" / "floors.toml"
SLACK = 0.02  # how far a figure may run ahead of its floor before the floor must be raised


def digest_gold():
    files = sorted((SEEDS / "gold").glob("*.jsonl"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


@pytest.fixture(scope="module")
def scores(seeds_study):
    return {f"{row.noun}: {row.measure}": round(row.f1, 3) for row in score_study(seeds_study).itertuples()}


@pytest.mark.model
def test_no_figure_is_below_its_floor(scores, request):
    kept = tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"floors": {}, "gold": ""}
    if request.config.getoption("--update-golden"):
        lowered = [name for name, floor in kept["floors"].items() if scores.get(name, 0) < floor]
        assert not lowered or request.config.getoption("--lower-floors"), f"--lower-floors REASON for {lowered}"
        lines = [f'gold = "{digest_gold()}"', "", "[floors]", *(f'"{name}" = {f1}' for name, f1 in scores.items())]
        FLOORS.write_text("\n".join(lines) + "\n")
        kept = tomllib.loads(FLOORS.read_text("utf-8"))
    assert kept["gold"] == digest_gold(), "the gold changed: look at the scores, then --update-golden"
    assert set(scores) == set(kept["floors"])
    fallen = {name: (scores[name], floor) for name, floor in kept["floors"].items() if scores[name] < floor}
    assert not fallen
    ahead = {name: (scores[name], floor) for name, floor in kept["floors"].items() if scores[name] > floor + SLACK}
    assert not ahead, "a gain: raise the floors with --update-golden"


@pytest.mark.model
def test_every_error_is_listed_with_its_article(seeds_study):
    scores, errors = score_study(seeds_study), list_errors(seeds_study)
    assert set(errors.article_id) <= set(seeds_study.articles.article_id)
    for noun, rows in scores.groupby("noun"):
        complete = (rows.right == rows[["gold", "found"]].max(axis=1)).all()
        assert complete == errors[errors.noun == noun].empty
    assert "F1" in describe_scores(scores, errors)


@pytest.mark.model
def test_a_corpus_without_gold_is_said_so(invented_study):
    with pytest.raises(AccuracyError, match="no annotation"):
        score_study(invented_study)


def test_scores_as_text_are_aligned():
    scores = pd.DataFrame([{"noun": "times", "measure": "found", "gold": 10, "found": 8, "right": 8, "f1": 0.889}])
    header, line = describe_scores(scores).splitlines()
    assert len(header) == len(line)
    assert line.endswith("0.889")
