"""The chronology, the terms of office and the cue words: every row sound, every example matched."""

from datetime import date
from itertools import pairwise

import pytest

from summitry.knowledge import KnowledgeError, read_rows, read_toml
from summitry.resolve.dating.chronology import CERTAINTIES, events_in, find_event, index_events, read_events
from summitry.resolve.dating.page import contains

CHRONOLOGY = read_rows(
    "chronology", required=("event", "first_day", "last_day", "certainty", "source", "terms", "example")
)
OFFICES = read_rows("offices", required=("person", "office", "country", "first_day", "certainty", "source"))
CUES = [(name, example) for name, entry in read_toml("dating").items() for example in entry.get("examples", ())]


@pytest.mark.parametrize("row", CHRONOLOGY, ids=[r["event"] for r in CHRONOLOGY])
def test_every_event_is_found_in_its_example(row):
    (event,) = read_events([row])
    assert find_event(event, row["example"])
    almanac = index_events([event])
    assert events_in(row["example"], almanac.yearly if event.yearly else almanac.dated)


def test_no_event_is_found_in_the_example_of_another_series():
    """Terms are narrow: an example names its own event and at most one that shares its words."""
    events = read_events()
    for row in CHRONOLOGY:
        own = row["series"] or row["event"]
        others = {e.series for e in events if e.series != own and find_event(e, row["example"])}
        assert len(others) <= 1, (row["event"], others)


@pytest.mark.parametrize(
    "sentence",
    [
        "The prime minister won praise for the deal in parliament on Monday.",
        "The company said it would buy back shares after sales fell.",
        "A bomb killed three soldiers near the border.",
        "The team won the final after its captain resigned.",
        "The minister will visit a school in the capital on Tuesday.",
        "Russia and Israel spoke about Syria.",
        "The president welcomed the deal and met the press in Vienna.",
        "Leaders discussed trade, the climate and the war.",
        "Trump said he would meet with Kim again.",
    ],
)
def test_common_sentences_name_no_event(sentence):
    assert [e.name for e in read_events() if find_event(e, sentence)] == []


def test_certainties_are_known():
    assert {r["certainty"] for r in CHRONOLOGY} <= set(CERTAINTIES)


def test_a_broken_row_names_its_event():
    row = {**CHRONOLOGY[0], "first_day": "2016-13-01"}
    with pytest.raises(KnowledgeError, match="withdrawal of its main forces"):
        read_events([row])
    with pytest.raises(KnowledgeError, match="ends before it begins"):
        read_events([{**CHRONOLOGY[0], "last_day": "2015-01-01"}])


def test_terms_of_office_are_in_order():
    for row in OFFICES:
        last = date.fromisoformat(row["last_day"]) if row["last_day"] else date.max
        assert date.fromisoformat(row["first_day"]) < last, row


@pytest.mark.parametrize("office", ["president", "prime minister", "chancellor", "secretary of state"])
@pytest.mark.parametrize("country", ["United States", "Russia", "Germany", "United Kingdom", "France", "Israel"])
def test_an_office_has_one_holder_at_a_time(office, country):
    """Spelling variants of one name aside, terms do not overlap by more than the acting months of a hand-over."""
    terms = sorted(
        {
            (r["first_day"], r["last_day"] or "9999-12-31")
            for r in OFFICES
            if (r["office"], r["country"]) == (office, country)
        }
    )
    for (_, ends), (begins, _) in pairwise(terms):
        assert ends <= begins or (date.fromisoformat(ends) - date.fromisoformat(begins)).days <= 120


BIRTHS = read_rows("births", required=("person", "born", "certainty", "source"))


def test_births_are_days_of_people_known_once():
    assert len({row["person"] for row in BIRTHS}) == len(BIRTHS)
    for row in BIRTHS:
        assert date(1890, 1, 1) < date.fromisoformat(row["born"]) < date(2010, 1, 1), row
        assert row["certainty"] in CERTAINTIES


def test_nobody_holds_office_before_he_is_of_age():
    born = {row["person"]: date.fromisoformat(row["born"]) for row in BIRTHS}
    for row in OFFICES:
        if row["person"] in born and row["office"] not in ("king", "queen", "emperor", "chief executive"):
            assert date.fromisoformat(row["first_day"]).year - born[row["person"]].year >= 30, row


def test_an_office_is_held_by_one_row_at_a_time():
    """Of one person in one office no two terms overlap, which would be a row too many."""
    held = {}
    for row in OFFICES:
        key = row["person"], row["office"], row["country"]
        held.setdefault(key, []).append((row["first_day"], row["last_day"] or "9999-12-31"))
    for key, terms in held.items():
        for (_, ends), (begins, _) in pairwise(sorted(terms)):
            assert ends <= begins, key


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Lehman Brothers sought protection from its creditors.", True),
        ("Lehman Brothers went bankrupt.", True),
        ("Lehman Brothers moved its office.", False),
    ],
)
def test_synonyms_stand_for_each_other(said, found):
    (event,) = read_events([r for r in CHRONOLOGY if r["event"] == "Lehman Brothers files for bankruptcy"])
    assert bool(find_event(event, said)) == found


@pytest.mark.parametrize(("name", "example"), CUES)
def test_cue_words_match_their_examples(name, example):
    assert contains(example, read_toml("dating")[name]["words"])
