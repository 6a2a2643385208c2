"""The ledger and the dossiers in words: sentences that agree in number, name no ids, and tell what is not known."""

import json
import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from invented_ledger import make_study

from summitry import tables, tell
from summitry.tell.describe.meeting import _say_heard, _say_speakers
from summitry.tell.describe.meetings import say_contradiction, say_occasion, say_of, say_steps
from summitry.tell.meeting_listing import covered, say_tellers


def meeting(study, number):
    return tell.find_meeting(study, f"meeting-{number}")


def words(sentences):
    return " ".join(s.text for s in sentences)


ALL = (
    tell.describe_meetings, tell.describe_days, tell.describe_places, tell.describe_histories, tell.describe_claims,
    tell.describe_discrepancies, tell.describe_record,
)  # fmt: skip
OF_ONE = (
    tell.describe_meeting, tell.describe_announced, tell.describe_telling, tell.describe_words,
    tell.describe_meeting_themes, tell.describe_uncertain, tell.describe_neighbours,
)  # fmt: skip


@pytest.mark.parametrize("size", [0, 1, 2, 7, 30])
@pytest.mark.parametrize("dated", [True, False])
def test_every_sentence_reads_as_one(size, dated):
    """Whatever the ledger: a capital, a full stop, no id, no doubled word or sign, no "one meetings", "two meeting"."""
    study = make_study(size, dated=dated)
    told = [s for describe in ALL for s in describe(study)]
    told += [s for m in study.meetings.itertuples() for describe in OF_ONE for s in describe(study, m)]
    for sentence in told:
        text = sentence.text
        assert text[0].isupper() or text[0] == "“", text
        assert text.endswith(".") and not text.endswith(".."), text
        assert not re.search(r"meeting-\d|nan|None|NaT|  | ,|\b(\w+) \1\b|\bno of\b", text), text
        assert not re.search(
            r"\bone (?:meetings|articles|calls|sentences)|\b(?:two|three) (?:meeting|article|call)\b", text
        ), text
        for passage in sentence.evidence:
            assert study.article(passage.article_id).text[passage.start : passage.end] == passage.text


def test_nothing_is_said_twice_of_a_meeting():
    study = make_study(12)
    for m in study.meetings.itertuples():
        told = [s.text for describe in OF_ONE for s in describe(study, m)]
        assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "were to meet on 1 March 2015 in Bergen, as one article announces."),
        (1, "met on 6 June 2015 in Chile."),
        (3, "were to meet between 17 December 2015 and 16 January 2016 in Bergen, and it was called off."),
        (5, "spoke by phone on 28 June 2016 in"),
        (4, "were to meet in Chile on a day not told, as one article announces."),
    ],
)
def test_the_first_sentence_of_a_dossier(number, said):
    study = make_study(12)
    assert said.split(" in")[0] in words(tell.describe_meeting(study, meeting(study, number)))


def test_what_is_uncertain_is_said():
    study = make_study(12)
    undated, stretch = (words(tell.describe_uncertain(study, meeting(study, n))) for n in (4, 3))
    assert "No article tells its day." in undated and "no article tells." in undated
    assert "Its day is not certain: it lies between 17 December 2015 and 16 January 2016." in stretch
    assert "rests on one article" in undated


def test_another_row_that_may_be_the_same_is_named_with_the_reason():
    study = make_study(3)
    study.meetings.loc[0, "may_be"] = json.dumps([["meeting-2", "no day is told"]])
    told = words(tell.describe_uncertain(study, meeting(study, 0)))
    assert "It may be the same as the meeting of 11 September 2015 in Suva: no day is told." in told


def test_steps_of_a_history():
    study = make_study(4)
    reports = [{"article_id": f"{n:03d}", "status": s} for n, s in enumerate(["announced", "held", "held", "recalled"])]
    steps = say_steps(study, reports)
    assert steps[0] == "announced by an article of 1 March 2015"
    assert steps[1] == "reported as held by two articles" and steps[2].startswith("recalled by one of ")


def test_a_contradicted_count_in_words():
    said = say_contradiction(
        "from 1 May 2016 to 27 May 2019: 2 (1 May 2017, 3 May 2018), claimed 11; 11 are reached only counting from "
        "May 2009; by start month: May 2009: 11",
        pd.DataFrame({"meeting_id": []}),
    )
    assert said == ": it has two from 1 May 2016 to 27 May 2019; eleven are reached only counting from May 2009."


def test_a_meeting_after_a_noun_and_after_a_verb():
    study = make_study(12)
    assert say_of(meeting(study, 4)) == "without a day in Chile"
    assert say_occasion(meeting(study, 0)) == "on 1 March 2015 in Bergen"
    assert say_of(meeting(study, 5)).endswith("by phone")
    assert "phone" not in say_of(meeting(study, 5), form=False)


def test_many_tellers_are_counted():
    study = make_study(5)
    assert say_tellers(study, ["000", "001", "001"]) == "Mar 2015 and Jun 2015"
    assert say_tellers(study, ["000", "001", "002"]) == "three articles"


def test_the_brief_says_what_is_not_told():
    study = make_study(12)
    rows = {r.Point: r.Answer for r in tell.list_brief(study, meeting(study, 4)).itertuples()}
    assert rows["When"] == "Not told" and rows["What"] == "A meeting in person" and "Who else" not in rows
    assert "Where" not in {r.Point for r in tell.list_brief(study, meeting(study, 5)).itertuples()}


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([("A", 8), ("B", 2)], "eight statements of A and two of B"),
        ([("A", 0), ("B", 1)], "one statement of B and none of A"),
        ([("A", 1), ("B", 0), ("C", 0)], "one statement of A and none of B or C"),
        ([("A", 0), ("B", 0)], "no statement of either of them"),
        ([("A", 0), ("B", 0), ("C", 0)], "no statement of any of them"),
    ],
)
def test_how_much_each_side_is_heard(counts, said):
    assert _say_heard(counts) == said


@pytest.mark.parametrize(
    ("ranked", "whole", "said"),
    [
        ([("A", 1)], 1, ", of A"),
        ([("A", 2)], 2, ", both of A"),
        ([("A", 3)], 3, ", all of A"),
        ([("A", 2)], 3, ": two of A"),
        ([("A", 8), ("B", 2), ("C", 2), ("D", 1)], 13, ": eight of A, two each of B and C, one of D"),
        ([("A", 2), *((name, 1) for name in "BCDE")], 6, ": two of A, one each of four others"),
    ],
)
def test_whose_statements_belong_to_a_meeting(ranked, whole, said):
    assert _say_speakers(ranked, whole) == said


def test_the_themes_of_a_meeting_stand_by_theme_with_what_they_hold():
    study = make_study(12)
    rows = tell.list_meeting_themes(study, meeting(study, 3))
    assert list(rows.Theme) == ["Arms", "Iran", "Syria", "Terrorism"] and set(rows.Sentences) == {1}
    codes = study.codes.assign(theme="syria", subtheme=["syria/settlement", *[None] * (len(study.codes) - 1)])
    study.codes = codes
    row = tell.list_meeting_themes(study, meeting(study, 0)).iloc[0]
    assert (row.Theme, row["In particular"]) == ("Syria", "Settlement and the day after (1)")


def test_a_line_printed_twice_is_told_once():
    study = make_study(1)
    (words,) = tell.list_reports(study, "meeting-0").Words
    assert len(words) == 1
    article = study.records.articles[0]
    again = tuple(replace(s, repeats=0) for s in article.segments)
    study.article = lambda key: replace(article, segments=again)
    assert list(tell.list_reports(study, "meeting-0").Words) == [()]


def test_coverage_in_words_and_rows():
    study = make_study(2)
    pair = "; ".join(sorted(study.principals))
    rows = [
        {
            "earliest": date(2015, 3, 1),
            "latest": date(2015, 3, 1),
            "format": "in_person",
            "city": "Bergen",
            "coverage": how,
        }
        for how in ("documented", "recalled", "missing", "missing", "later", "cannot be told")
    ]
    rows[3] |= {"format": "phone", "city": ""}
    study.coverage = tables.tabulate("coverage", [r | {"participants": pair} for r in rows])
    assert words(tell.describe_record(study)) == (
        "Up to the last article, the public record (outside knowledge) has three meetings and one call of Halvorsen "
        "and Quiroga. Of the meetings these articles document one, only recall one and miss one. The one call they "
        "miss. Of the ledger’s own meetings of the two, one cannot be matched with it."
    )
    assert list(tell.list_coverage(study).Here) == ["documented", "only recalled", "missed", "missed"]
    assert list(covered(study, recorded=False).coverage) == ["cannot be told"]


def test_records_can_be_replaced_without_breaking_the_listing():
    study = make_study(3)
    study.records.meetings = tuple(replace(m, venue="<b>Hall</b>") for m in study.records.meetings)
    study.meetings = tables.tabulate("meetings", tables.meeting_rows(study.records.meetings))
    html = tell.show_table(tell.list_meetings(study), "Ledger").data
    assert "&lt;b&gt;Hall&lt;/b&gt;" in html and "<b>" not in html
