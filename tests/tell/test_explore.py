"""Choosing among passages: what a choice leaves, what it says, and the panel with and without widgets."""

from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from summitry.records import DayRange
from summitry.tell.explore import (
    FACETS,
    Choice,
    NoSuchChoiceError,
    choose,
    collect_passages,
    count_choices,
    describe_choice,
    find_passages,
    list_spots,
)
from summitry.tell.explorer import WIDGET, answer_html, explore, show_counts

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def passages(invented_study):
    return collect_passages(invented_study)


def test_every_passage_is_of_the_text_and_can_be_chosen(passages, invented_study):
    texts = {a.article_id: a.text for a in invented_study.records.articles}
    assert passages.found
    for found in passages.found:
        assert all(texts[p.article_id][p.start : p.end] == p.text for p in found.spans)
        assert found.article_id in passages.options["articles"] and found.form in passages.options["forms"]
        assert set(found.values("meetings")) <= set(passages.options["meetings"])
        assert set(found.themes) <= set(passages.options["themes"])


def test_every_statement_report_and_coded_sentence_is_there(passages, invented_study):
    from summitry.tell.counts import spoken

    forms = pd.Series([f.form for f in passages.found]).value_counts()
    assert forms["report"] == len(invented_study.reports)
    assert len(spoken(invented_study)) <= sum(forms.drop(["report", "narration"], errors="ignore"))
    for code in invented_study.codes.itertuples():
        assert any(
            f.article_id == code.article_id and any(p.start < code.end and code.start < p.end for p in f.spans)
            for f in passages.found
            if code.theme in f.themes
        ), code


def test_words_that_are_several_things_are_shown_once_with_all_they_are(passages, invented_study):
    spots = list_spots(invented_study, passages.found)
    assert sum(len(s.told) for s in spots) == sum(len(f.spans) for f in passages.found)
    assert any(len(s.told) > 1 for s in spots)
    for one, two in pairwise(spots):
        assert one.whole.article_id != two.whole.article_id or one.whole.end <= two.whole.start
    for spot in spots:
        assert all(spot.whole.start <= p.start < p.end <= spot.whole.end for p, _ in spot.told)


@pytest.mark.parametrize("facet", FACETS)
def test_one_choice_leaves_just_what_has_it(facet, passages):
    for value in passages.options[facet]:
        left = find_passages(passages, Choice(**{facet: (value,)}))
        assert left == tuple(f for f in passages.found if value in f.values(facet))


def test_lists_are_joined_by_or_and_questions_by_and(passages):
    one, two = list(passages.options["articles"])[:2]
    both = find_passages(passages, Choice(articles=(one, two)))
    assert {f.article_id for f in both} == {one, two}
    narrowed = find_passages(passages, Choice(articles=(one, two), forms=("report",)))
    assert narrowed == tuple(f for f in both if f.form == "report")


def test_days_leave_what_can_lie_in_them(passages):
    bounded = [f for f in passages.found if f.days.is_bounded]
    day = bounded[0].days.earliest
    left = find_passages(passages, Choice(days=DayRange(earliest=day, latest=day)))
    assert bounded[0] in left and all(
        f.days != DayRange() and f.days.overlaps(DayRange(earliest=day, latest=day)) for f in left
    )
    assert find_passages(passages, Choice(days=DayRange(earliest=date(2300, 1, 1)))) == tuple(
        f for f in passages.found if f.days != DayRange() and f.days.latest is None
    )


def test_a_choice_can_be_typed(passages):
    person = next(iter(passages.options["people"]))
    article = next(iter(passages.options["articles"]))
    chosen = choose(passages, people=person.split()[-1].lower(), articles=article[:-1], forms="report; narration")
    assert chosen == Choice(people=(person,), articles=(article,), forms=("report", "narration"))
    assert choose(passages, first_day="2020-01-01").days == DayRange(earliest=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"forms": "narrations"}, "forms: there is no 'narrations' here; did you mean narration?"),
        ({"people": "Zzz"}, "people: there is no 'Zzz' here; there are: "),
        ({"first_day": "May"}, "first_day must be a day such as 2019-02-27 or empty; it is 'May'"),
        ({"first_day": "2020-01-02", "last_day": "2020-01-01"}, "first_day .2020-01-02. lies after last_day"),
    ],
)
def test_what_is_not_there_is_said(wanted, said, passages):
    with pytest.raises(NoSuchChoiceError, match=said):
        choose(passages, **wanted)


def test_counts_and_sentence_agree_with_the_passages(passages):
    person = next(iter(passages.options["people"]))
    choice = Choice(people=(person,))
    found = find_passages(passages, choice)
    counts = count_choices(passages, found, "people")
    assert counts.iloc[0].tolist() == [person, len(found)]
    assert counts.Passages.is_monotonic_decreasing
    text = " ".join(s.text for s in describe_choice(passages, choice))
    assert text.startswith(f"Chosen: {person.split()[-1]}.") and " in " in text
    assert "every one of them shown" in describe_choice(passages, Choice())[0].text


def test_without_widgets_the_page_shows_the_same(passages, invented_study):
    bundle = explore(invented_study, passages)._repr_mimebundle_()
    assert set(bundle) == {WIDGET, "text/html", "text/plain"}
    spots = list_spots(invented_study, passages.found)
    assert bundle["text/html"].count("<blockquote>") == len(spots)
    assert bundle["text/html"].count("<li>") == len(spots) + sum(len(f.spans) for f in passages.found)
    assert "<mark>" in bundle["text/html"] and 'href="article-' in bundle["text/html"]


def test_the_panel_answers_when_something_is_chosen(passages, invented_study):
    explorer = explore(invented_study, passages)
    panel = explorer.panel()
    controls = {c.description: c for c in panel.children[0].children}
    assert set(controls) == {*FACETS.values(), "From day", "To day"}
    person = next(iter(passages.options["people"]))
    controls["Person"].value = (person,)
    assert explorer.choice == Choice(people=(person,))
    answer = panel.children[1].children[0].value
    assert (
        panel.children[1].layout.overflow == "auto" and panel.children[1].layout.max_height
    )  # the lists stay in sight
    assert f"Chosen: {person.split()[-1]}" in answer and "<mark>" in answer
    controls["From day"].value = date(2300, 1, 1)
    assert "No passage" in panel.children[1].children[0].value
    labels = [label for label, _ in controls["Person"].options]
    assert labels[0] == f"{person} ({len(find_passages(passages, Choice(people=(person,))))})"


def test_counts_of_nothing_say_so(passages):
    html = show_counts(passages, ()).data
    assert html.count("<p>") == len(FACETS) and "<table>" not in html


def test_hostile_names_stay_words(passages):
    evil = Choice(people=("<img src=x>",))
    options = passages.options | {"people": {"<img src=x>": "<img src=x>"}}
    from dataclasses import replace

    assert "<img" not in answer_html(None, replace(passages, options=options), evil)
