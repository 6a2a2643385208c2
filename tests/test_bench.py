"""What the bench prints is read rightly, and a figure below its floor is named."""

from datetime import date

import pytest

from summitry.bench import BenchError, below_floors, read_figures, score_bench, share_held

QUOTES = """docs 84
(a) direct   gold 10 pred 9 (neutral 1)  span P 90.0 R 80.0 F1 85.0 | source head 90 | joint P 80.0 R 70.0 F1 75.5
(a+) pieces  gold 10 pred 9  span P 90.0 R 80.0 F1 85.0 | source head 90 | joint P 80.0 R 70.0 F1 74.1
(b) all      gold 20 (direct 1 indirect 2 mixed 3) pred 18
    lenient P 90.0 R 80.0 F1 85.0 | strict P 1.0 R 2.0 F1 3.0 | tokens P 1.0 R 2.0 F1 3.0
    recall: direct 1 indirect 2 mixed 3 | source head 4 any 5 | joint P 60.0 R 50.0 F1 54.5
(c) pronouns labelled 73 found 60 resolved 80.1 end-to-end 66.0
-- plain speech and writing verbs only --
(a) direct   gold 10 pred 9 (neutral 1)  span P 1.0 R 1.0 F1 1.0 | source head 90 any 95 | joint P 1.0 R 1.0 F1 1.0
    recall: direct 1 indirect 2 mixed 3 | source head 4 any 5 | joint P 80.0 R 70.0 F1 74.7
"""
TIMES = """docs 90  gold 284  pred 280
strict            P  80.00  R  80.00  F1  80.00
relaxed           P  95.00  R  94.00  F1  94.50
value             P  90.00  R  89.00  F1  89.50  accuracy  95.00
value_lenient     P  91.00  R  90.00  F1  90.50  accuracy  96.00
"""


def test_quote_figures():
    assert read_figures("quotes", QUOTES) == {
        "quotes direct": 75.5,
        "quotes pieces": 74.1,
        "quotes all": 54.5,
        "quotes speech verbs": 74.7,
        "quotes pronouns": 80.1,
    }


def test_times_figures():
    assert read_figures("times", TIMES) == {"times relaxed F1": 94.5, "times value F1": 89.5}


def test_meetings_figures():
    line = "articles 37  gold 57\nmeetings P 0.8 R 0.7 F1 0.747  day 0.900 city 0.8 format 0.7 status 0.6"
    assert read_figures("meetings", line)["meetings F1"] == 0.747
    assert read_figures("meetings", line)["meetings status"] == 0.6


def test_a_line_that_is_not_there_is_named():
    with pytest.raises(BenchError, match="themes P"):
        read_figures("themes", "nothing")


def test_a_figure_below_its_floor_or_without_one_is_named(tmp_path):
    floors = tmp_path / "floors.toml"
    floors.write_text('[floors]\n"themes F1" = 0.7\n"times value F1" = 80\n')
    assert below_floors({"themes F1": 0.7, "times value F1": 85.0}, floors) == []
    assert "below its floor of 0.7" in below_floors({"themes F1": 0.6}, floors)[0]
    assert "has no floor" in below_floors({"new": 1.0}, floors)[0]


def test_a_folder_without_a_bench_is_said_so(tmp_path):
    with pytest.raises(BenchError, match="no bench"):
        score_bench(tmp_path)


def test_only_narrow_ranges_must_hold_the_day():
    days = {"a": (date(2009, 4, 1), date(2009, 5, 1)), "b": (date(2009, 4, 1), date(2009, 5, 2)), "c": (None, None)}
    truth = {"a": "2009-05-01", "b": "1999-01-01", "c": "2001-01-01"}
    assert share_held(days, truth) == 100.0
    assert share_held(days, truth | {"a": "2009-05-02"}) == 0.0
    assert share_held({}, truth) == 100.0
