"""Agreement: alpha by hand-reckoned examples, intervals that hold it, and the two readers of the seeds."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pytest

from summitry import tell
from summitry.agreement import (
    COLUMNS,
    EVERY,
    SETS,
    describe_alpha,
    list_differences,
    masi_distance,
    measure_agreement,
    read_sides,
)
from summitry.records import ThemeCode


def study_of(tmp_path, first, second=None, codes=(), stances=()):
    """A study with gold: label sets per sentence; sentence n stands at [10 n, 10 n + 10)."""
    gold = tmp_path / "gold"
    gold.mkdir(exist_ok=True)
    for name, given in (("codes", first), ("codes_second", second)):
        if given is None:
            continue
        rows = [
            {"article_id": "a", "start": 10 * n, "end": 10 * n + 10, "themes": sorted(t), "note": f"n{n}"}
            for n, t in enumerate(given)
        ]
        (gold / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    records = SimpleNamespace(codes=tuple(codes), stances=tuple(stances))
    return SimpleNamespace(corpus_dir=str(tmp_path), records=records)


def code(n, theme):
    return ThemeCode(
        article_id="a", start=10 * n + 1, end=10 * n + 9, theme=theme, subtheme=None, speaker=None, meeting_id=None,
        terms=(), form="narration",
    )  # fmt: skip


FIRST = [{"iran"}, {"iran", "syria"}, {"syria"}, {"other"}, {"iran"}, {"other"}]


def row(frame, label, between="first annotation and second annotation"):
    return frame[(frame.label == label) & (frame.between == between)].iloc[0]


def test_equal_annotations_agree_wholly(tmp_path):
    frame = measure_agreement(study_of(tmp_path, FIRST, FIRST))
    told = frame[frame.between == "first annotation and second annotation"]
    assert set(told.label) == {EVERY, SETS, "iran", "syria"}
    assert (told[["alpha", "low", "high"]] == 1).all(axis=None)


def test_alpha_of_one_label_is_as_reckoned_by_hand(tmp_path):
    second = [{"iran"}, {"iran", "syria"}, {"syria"}, {"iran"}, {"iran"}, {"other"}]
    frame = measure_agreement(study_of(tmp_path, FIRST, second))
    # 12 values, 7 of them yes: observed 1 of 6 pairs differ, by chance 2 * 7 * 5 / (12 * 11)
    iran = row(frame, "iran")
    assert iran.alpha == pytest.approx(1 - (1 / 6) / (2 * 7 * 5 / (12 * 11)))
    assert iran.low < iran.alpha < iran.high
    assert (iran.units, iran.left, iran.right) == (6, 3, 4)
    assert row(frame, "syria").alpha == 1
    assert row(frame, EVERY).units == 12


def test_opposite_annotations_agree_less_than_by_chance(tmp_path):
    opposite = [{"other"}, {"other"}, {"other"}, {"iran", "syria"}, {"other"}, {"iran", "syria"}]
    assert row(measure_agreement(study_of(tmp_path, FIRST, opposite)), EVERY).alpha < 0


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ([1, 1], [1, 1], 0),
        ([0, 0], [0, 0], 0),
        ([1, 0], [0, 1], 1),
        ([1, 0], [0, 0], 1),
        ([1, 1, 0], [1, 0, 0], 1 - 1 / 2 * 2 / 3),
        ([1, 1, 0], [0, 1, 1], 1 - 1 / 3 * 1 / 3),
    ],
)
def test_masi_distance(one, other, distance):
    assert masi_distance(np.array(one), np.array(other)) == pytest.approx(distance)
    assert masi_distance(np.array(other), np.array(one)) == pytest.approx(distance)


def test_the_program_is_compared_by_sentence(tmp_path):
    codes = [code(0, "iran"), code(1, "iran"), code(1, "syria"), code(2, "syria"), code(4, "iran"), code(5, "other")]
    study = study_of(tmp_path, FIRST, None, codes)
    assert read_sides(study, "themes")["program"] == read_sides(study, "themes")["first"]
    assert set(measure_agreement(study).between) == {"first annotation and program"}


def test_without_annotation_there_is_nothing(tmp_path):
    study = SimpleNamespace(corpus_dir=str(tmp_path), records=SimpleNamespace(codes=(), stances=()))
    frame = measure_agreement(study)
    assert frame.empty and tuple(frame.columns) == COLUMNS
    assert describe_alpha(frame) == "" and list_differences(study).empty
    assert "no hand annotation" in tell.describe_agreement(frame)[0].text


def test_a_label_nobody_gives_has_no_alpha_of_its_own(tmp_path):
    frame = measure_agreement(study_of(tmp_path, [{"other"}] * 3, [{"other"}] * 3))
    assert frame[frame.between == "first annotation and second annotation"].alpha.isna().all()
    assert "-" in describe_alpha(frame)


def test_differences_are_listed_with_their_notes(tmp_path):
    second = [{"iran"}, {"iran"}, {"syria"}, {"other"}, {"iran"}, {"syria"}]
    frame = list_differences(study_of(tmp_path, FIRST, second))
    assert frame.values.tolist() == [
        ["themes", "a", 10, 20, "iran; syria", "iran", "n1"],
        ["themes", "a", 50, 60, "", "syria", "n5"],
    ]


@pytest.mark.model
def test_the_readers_of_the_seeds_and_the_program(seeds_study):
    frame = measure_agreement(seeds_study)
    assert frame.equals(measure_agreement(seeds_study))
    told = frame[frame.alpha.notna()]
    assert ((told.low <= told.alpha) & (told.alpha <= told.high)).all()
    for between in set(frame.between):
        assert row(frame[frame.layer == "themes"], EVERY, between).alpha > 0.8
    differing = list_differences(seeds_study)
    assert {"themes", "stances"} == set(differing.layer)
    shown = tell.list_reader_differences(seeds_study, differing)
    assert len(shown) == len(differing) and (shown["First reader"] != shown["Second reader"]).all()
    listed = tell.list_agreement(seeds_study, frame)
    assert len(listed) == len(frame.groupby(["layer", "label"])) and set(listed.Layer) == {"Themes", "Stances"}
    sets = row(frame[frame.layer == "themes"], SETS, "second annotation and program")
    shown = listed[(listed.Layer == "Themes") & listed.Label.str.startswith("sets")].iloc[0]
    assert shown["Program and second"].startswith(f"{sets.alpha:.2f} [")
    assert (shown["Second reader"], shown["Program"]) == (sets.left, sets.right)
    assert len(tell.describe_agreement(frame)) == 2
