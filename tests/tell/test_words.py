"""Small helpers of wording and order that several findings and figures share."""

import pandas as pd
import pytest
from invented_ledger import make_study

from summitry.tell.counts import NARRATION, OTHERS, voices_of
from summitry.tell.figures.columns import busiest_meetings, say_drawn
from summitry.tell.findings.facts import told_meetings
from summitry.tell.findings.phrases import all_of, say_all
from summitry.tell.words import group_by_count


@pytest.mark.parametrize(
    ("count", "noun", "said"),
    [
        (2, "", "both"),
        (2, "meeting", "both meetings"),
        (3, "", "all three"),
        (3, "article", "all three articles"),
        (12, "meeting", "all twelve meetings"),
        (13, "meeting", "all 13 meetings"),
        (1400, "article", "all 1,400 articles"),
    ],
)
def test_the_whole_of_a_count(count, noun, said):
    assert say_all(count, noun) == said
    assert all_of(count) == said.split()[0]


def test_names_of_the_same_count_come_together_in_their_order():
    assert group_by_count([("b", 2), ("a", 2), ("c", 1), ("d", 2)]) == {2: ["b", "a", "d"], 1: ["c"]}
    assert group_by_count(iter(())) == {}


@pytest.mark.parametrize("principals", [(), ("A",), ("B", "A"), ("A", "B", "C")])
def test_the_articles_own_voice_comes_last(principals):
    assert voices_of(principals) == (*principals, OTHERS, NARRATION)


@pytest.mark.parametrize("most", [1, 5, 12, 20])
def test_of_many_meetings_those_with_most_sentences_are_kept_in_order_of_day(most):
    study = make_study(12)
    told = told_meetings(study)
    totals = pd.Series({m.meeting_id: n % 5 for n, m in enumerate(told)})
    kept = busiest_meetings(study, totals, most)
    assert len(kept) == min(most, len(told)) and kept == [m for m in told if m in kept]
    left = [totals[m.meeting_id] for m in told if m not in kept]
    assert not left or max(left) <= min(totals[m.meeting_id] for m in kept)
    assert bool(say_drawn(len(kept), len(told))) == (len(kept) < len(told))
