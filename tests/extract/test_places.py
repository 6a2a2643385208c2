"""The places of an article: cases as data and laws that hold for any text."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.extract.places import extract_places
from summitry.knowledge.places import find_place, place_rows, split_cell
from summitry.language import parse_text
from summitry.records import Article

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "places.jsonl").open(encoding="utf8")]
BLANK = spacy.blank("en")


def article(text):
    return Article(article_id="a", file="a.txt", sha256="", text=text)


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_case(case):
    found = extract_places(article(case["text"]), parse_text(case["text"]))
    assert [[m.text, m.place, m.kind] for m in found] == case["places"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Moscow has said it will keep Iran out.", "government"), ("They met in Moscow.", "city"),
        ("He flew to Moscow.", "city"), ("Moscow accused the West.", "government"),
        ("Moscow is a city of palaces.", "city"), ("He blamed Moscow for the war.", "government"),
        ("The talks in Moscow failed.", "city"), ("Israel carried out hundreds of strikes.", "government"),
        ("He returned to Israel.", "country"), ("The Kremlin denied the report.", "government"),
        ("They met at the Kremlin.", "venue"), ("A Kremlin spokesman left.", "government"),
        ("The White House announced the visit.", "government"), ("She walked into the White House.", "venue"),
    ],
)  # fmt: skip
def test_governments_are_told_from_places(text, kind):
    assert extract_places(article(text), parse_text(text))[0].kind == kind


@pytest.mark.parametrize("row", [r for r in place_rows() if r["kind"] == "venue"], ids=lambda row: row["place"])
def test_every_venue_is_found_by_every_name(row):
    for name in (row["place"], *split_cell(row["aliases"])):
        text = f"They met at {name} on Monday."
        (mention,) = extract_places(article(text), BLANK(text))
        assert (mention.text, mention.place, mention.country) == (name, row["place"], row["country"])


def test_coordinates_come_from_the_gazetteer():
    (sochi,) = extract_places(article("They met in Sochi."), BLANK("They met in Sochi."))
    row = find_place("Sochi")
    assert (sochi.latitude, sochi.longitude) == (float(row["latitude"]), float(row["longitude"]))
    assert sochi.country == "Russia"


@pytest.mark.parametrize(
    "text", ["Let us meet.", "The Russian president left.", "the gulf between them", "in nice weather"]
)
def test_no_place(text):
    assert extract_places(article(text), BLANK(text)) == ()


PIECES = st.sampled_from(
    ["Moscow", " the ", "The Hague", "New York", "’s ", "U.S.", " ", "\n", "St. Petersburg", ".", ", ", "Élysée Palace",
     "A", "Washington, D.C.", "-", "\u0301", "10 Downing Street", "Jerusalem’s Old City"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=20).map("".join)))
def test_offsets_hold_for_any_text(text):
    mentions = extract_places(article(text), BLANK(text))
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text != ""
    assert all(a.end <= b.start for a, b in pairwise(mentions))
