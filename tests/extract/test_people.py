"""The people of an article: cases as data, the seeds, and laws that hold for any text."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.extract.people import extract_people
from summitry.extract.people.same import is_same_name
from summitry.extract.people.words import split_words
from summitry.language import parse_text
from summitry.records import Article, Segment
from summitry.resolve.people import resolve_people

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "people.jsonl").open(encoding="utf8")]
BLANK = spacy.blank("en")


def article(text, kind="body"):
    segments = (Segment(article_id="a", kind=kind, start=0, end=len(text), text=text),)
    return Article(article_id="a", file="a.txt", sha256="", text=text, segments=segments)


def plain_mentions(text, kind="body"):
    """Mentions without the language model."""
    return extract_people(article(text, kind), BLANK(text))


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_case(case):
    text = case["text"]
    _, resolved = resolve_people({"a": extract_people(article(text), parse_text(text))})
    of_kind = {kind: [m for m in resolved["a"] if m.kind == kind] for kind in ("name", "role", "group")}
    assert [[m.text, m.name, m.role, m.country, m.person_id] for m in of_kind["name"]] == case["names"]
    assert [[m.text, m.person_id] for m in of_kind["role"]] == case["roles"]
    assert [[m.text, list(m.people)] for m in of_kind["group"]] == case["groups"]


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("the first of the guests was Russian President Vladimir Putin.", "Vladimir Putin", "President", "Russia"),
        ("the first of the guests was Israel’s Prime Minister Adam Zorn.", "Adam Zorn", "Prime Minister", "Israel"),
        ("the first of the guests was Japan Prime Minister Kenji Arata.", "Kenji Arata", "Prime Minister", "Japan"),
        ("the first of the guests was President-elect Dana Whitlow.", "Dana Whitlow", "President-elect", None),
        ("the first of the guests was President of Russia Pyotr Malkin.", "Pyotr Malkin", "President", "Russia"),
        ("the first of the guests was then-President Dana Whitlow.", "Dana Whitlow", "then-President", None),
        (
            "the first of the guests was Environmental Protection Minister Noa Levin.",
            "Noa Levin",
            "Environmental Protection Minister",
            None,
        ),
        ("the first of the guests was Brig. Gen. Amos Tal.", "Amos Tal", "Brig. Gen.", None),
        ("the first of the guests was Mossad Director Amos Tal.", "Amos Tal", "Mossad Director", None),
        (
            "the first of the guests was Trump's National Security Advisor H.R. Masters.",
            "H.R. Masters",
            "National Security Advisor",
            None,
        ),
        (
            "the first of the guests was former US Secretary of State Ann Poole.",
            "Ann Poole",
            "former Secretary of State",
            "United States",
        ),
        ("the first of the guests was Mr. Malkin.", "Malkin", None, None),
        ("It was Amos Tal.", None, None, None),
    ],
)
def test_titles_before_names(text, name, role, country):
    found = [m for m in plain_mentions(text) if m.kind == "name" and m.text == (name or m.text)]
    assert [(m.text, m.role, m.country) for m in found] == ([(name, role, country)] if name else [])


@pytest.mark.parametrize(
    "text",
    [
        "The General Assembly met.", "President Street is closed.", "The Trump Organization sued.",
        "They met at Trump Tower.", "A Kremlin spokesman spoke.", "In May the talks go on.", "Moscow and Tehran spoke.",
        "United States officials left.", "Prime Minister's Office staff left.", "",
    ],
)  # fmt: skip
def test_no_person(text):
    assert [m.text for m in plain_mentions(text) if m.kind == "name"] == []


def test_the_span_is_the_name_without_its_title():
    (mention,) = [m for m in plain_mentions("Then Prime Minister Benjamin Netanyahu left.") if m.kind == "name"]
    assert mention.text == "Benjamin Netanyahu"
    assert mention.gender == "m"


def test_a_possessive_is_not_part_of_the_name():
    assert [m.text for m in plain_mentions("Putin’s plane and Merkel's car.")] == ["Putin", "Merkel"]


def test_a_pair_joined_by_a_hyphen_is_two_people():
    assert [m.text for m in plain_mentions("A Netanyahu-Putin summit.")] == ["Netanyahu", "Putin"]


def test_names_of_one_person_share_the_fullest_form():
    text = "Putin arrived. President Vladimir Putin left. Vladimir Vladimirovich Putin slept."
    names = {m.name for m in plain_mentions(text) if m.kind == "name"}
    assert len(names) == 1
    assert "Vladimir" in names.pop()


def test_a_slip_of_the_pen_goes_to_the_name_it_means():
    text = "President Viktor Halvorsen spoke. Halvorsne had slept."
    found = {m.text: m.name for m in plain_mentions(text)}
    assert found["Halvorsne"] == "Viktor Halvorsen"


def test_two_spouses_with_one_family_name_are_told_apart_by_title():
    text = "President Anna Stolz met her husband, Senator Karl Stolz. Mrs. Stolz smiled. Senator Stolz did not."
    names = [m.name for m in plain_mentions(text) if m.kind == "name"]
    assert names == ["Anna Stolz", "Karl Stolz", "Anna Stolz", "Karl Stolz"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Benjamin Netanyahu", "Binyamin Netanyahu", True), ("Bill Clinton", "Hillary Clinton", False),
        ("Joe Biden", "Joseph R. Biden", True), ("George W. Bush", "George H.W. Bush", False),
        ("Kim Jong-un", "Kim Yo-jong", False), ("Kim Jong-un", "Kim Jong Un", True),
        ("Enrique Peña Nieto", "Pena Nieto", True), ("Donald Trump", "Donald J. Trump", True),
        ("Donald Trump", "Donald Trump Jr.", False), ("Pavel Dvorak", "Petr Dvorak", False),
        ("Xi Jinping", "Xi Jinpingand", True), ("Tom Hale", "Thomas Hale", True), ("Ann Hale", "Martin Hale", False),
    ],
)  # fmt: skip
def test_same_name(one, other, same):
    assert is_same_name(tuple(one.split()), tuple(other.split())) is same
    assert is_same_name(tuple(other.split()), tuple(one.split())) is same


PIECES = st.sampled_from(
    ["President ", "Putin", "’s ", " the two leaders ", "\n", "Mr. ", "Kim Jong-un", " of ", "Russia", ", ",
     "Benjamin ", "Netanyahu", "-", "é", "\u0303", "PeÃ±a ", "\u00a0",
     "the Russian president ", "he ", "“", "A", ".", " Minister ", "s’ "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join)))
def test_offsets_and_order_hold_for_any_text(text):
    mentions = plain_mentions(text)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text != ""
    assert list(mentions) == sorted(mentions, key=lambda m: (m.start, m.end))
    names = [m for m in mentions if m.kind == "name"]
    assert all(a.end <= b.start for a, b in pairwise(names))
    for word in split_words(article(text), BLANK(text)):
        assert text[word.start : word.end] == word.text
