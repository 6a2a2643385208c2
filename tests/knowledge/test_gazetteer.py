"""Every row of what the program knows of countries, places, persons, titles and given names."""

import re
from collections import Counter

import pytest
import spacy

from summitry.extract.people import extract_people
from summitry.knowledge import read_rows
from summitry.knowledge.people import (
    family_rows,
    find_gender,
    find_person,
    find_role,
    is_family_first,
    name_key,
    person_rows,
    role_rows,
)
from summitry.knowledge.places import (
    country_rows,
    find_country,
    find_place,
    fold_word,
    place_rows,
    split_cell,
)
from summitry.records import Article

KINDS = {"city", "country", "venue", "region"}
COUNTRIES = {row["country"] for row in country_rows()}
BLANK = spacy.blank("en")


def mentions(text):
    article = Article(article_id="a", file="a.txt", sha256="", text=text)
    return extract_people(article, BLANK(text))


@pytest.mark.parametrize("row", place_rows(), ids=lambda row: row["place"])
def test_place_row(row):
    assert row["kind"] in KINDS
    assert not row["country"] or row["country"] in COUNTRIES
    assert bool(row["latitude"]) == bool(row["longitude"])
    if row["latitude"]:
        assert -90 <= float(row["latitude"]) <= 90
        assert -180 <= float(row["longitude"]) <= 180
    assert row["kind"] not in ("city", "venue", "country") or row["country"]
    assert find_place(row["place"]) is row
    if row["city"]:
        assert find_place(row["city"])["kind"] in ("city", "country")
        assert find_place(row["city"])["country"] == row["country"]


def test_places_are_named_once():
    counts = Counter(fold_word(row["place"]) for row in place_rows())
    assert [name for name, count in counts.items() if count > 1] == []


def test_an_alias_means_one_place():
    owners = {}
    for row in place_rows():
        for name in {fold_word(n) for n in (row["place"], *split_cell(row["aliases"]))}:
            owners.setdefault(name, []).append(row["place"])
    assert {name: places for name, places in owners.items() if len(places) > 1} == {}


def test_venues_lie_near_their_city():
    far = []
    for row in place_rows():
        city = find_place(row["city"]) if row["city"] else None
        if city and city["latitude"] and row["latitude"]:
            lat = abs(float(city["latitude"]) - float(row["latitude"]))
            lon = abs(float(city["longitude"]) - float(row["longitude"]))
            if lat > 0.5 or lon > 0.6:
                far.append(row["place"])
    assert far == []


@pytest.mark.parametrize("row", country_rows(), ids=lambda row: row["country"])
def test_country_row(row):
    assert find_country(row["country"]) == row["country"]
    assert find_place(row["country"])["country"] == row["country"]
    for alias in split_cell(row["aliases"]):
        assert find_country(alias, by=("name",)) == row["country"]
    if row["capital"] and row["country"] not in ("Djibouti", "Luxembourg", "Monaco"):
        assert find_place(row["capital"])["country"] == row["country"]


def test_adjectives_mean_one_country_or_are_known_to_be_shared():
    owners = {}
    for row in country_rows():
        for adjective in split_cell(row["adjectives"]):
            owners.setdefault(fold_word(adjective), set()).add(row["country"])
    shared = {word: sorted(countries) for word, countries in owners.items() if len(countries) > 1}
    assert shared == {"dominican": ["Dominica", "Dominican Republic"]}


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Russian", "Russia"), ("the Kremlin", "Russia"), ("Moscow", "Russia"), ("Israelis", "Israel"),
        ("U.S.", "United States"), ("US", "United States"), ("us", None), ("White House", "United States"),
        ("Elysée", "France"), ("Ankara", "Turkey"), ("Türkiye", "Turkey"), ("Serb", "Serbia"), ("Dutch", "Netherlands"),
        ("South Korean", "South Korea"), ("Kiev", "Ukraine"), ("Atlantis", None), ("", None),
    ],
)  # fmt: skip
def test_find_country(words, country):
    assert find_country(words) == country


def test_find_country_can_be_narrowed():
    assert find_country("Moscow", by=("name", "adjective")) is None
    assert find_country("Russian", by=("adjective",)) == "Russia"


@pytest.mark.parametrize("row", person_rows(), ids=lambda row: row["name"])
def test_person_row(row):
    assert find_person(row["name"]) is row
    assert row["gender"] in ("m", "f")
    assert row["country"] in COUNTRIES
    for variant in split_cell(row["variants"]) + split_cell(row["misprints"]):
        assert find_person(variant) is row, variant
    for role in split_cell(row["roles"]):
        years = re.search(r" (\d{4})-(\d{4})?$", role)
        assert years, role
        assert not years[2] or int(years[1]) <= int(years[2])
    assert row in family_rows(row["name"].split()[-1]) + family_rows(row["name"].split()[0])


def test_persons_are_named_once():
    counts = Counter(name_key(row["name"]) for row in person_rows())
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("row", person_rows(), ids=lambda row: row["name"])
def test_a_person_is_found_in_running_text(row):
    text = f"Yesterday {row['name']} met reporters."
    names = [m.text for m in mentions(text) if m.kind == "name"]
    assert names == [row["name"].removesuffix(".")]


@pytest.mark.parametrize("row", role_rows(), ids=lambda row: row["role"])
def test_role_example(row):
    assert find_role(row["role"]) is row
    found = [m for m in mentions(row["example"]) if m.kind == "name"]
    if row["rank"] == "honorific":
        assert all(m.role is None for m in found)
        return
    assert len(found) == 1
    assert name_key(found[0].role or "").endswith(name_key(row["role"]))
    assert not row["gender"] or found[0].gender == row["gender"]


def test_given_names_are_named_once_and_have_a_gender():
    rows = read_rows("given_names", required=("name", "gender", "source"))
    assert {row["gender"] for row in rows} == {"m", "f"}
    counts = Counter(fold_word(row["name"]) for row in rows)
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Vladimir", "m"), ("Angela", "f"), ("Jean-Claude", "m"), ("Ursula", "f"), ("Xyz", None), ("", None)],
)
def test_find_gender(name, gender):
    assert find_gender(name) == gender


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Xi Jinping", True), ("Kim Jong-un", True), ("Park Geun-hye", True), ("Wang Yi", True), ("Shinzo Abe", False),
        ("Lee Harvey Oswald", False), ("Vladimir Putin", False), ("Nguyen Xuan Phuc", False),
        ("Moon Jae-in", True), ("Liu Mingyuan", True), ("Bruce Lee", False),
    ],
)  # fmt: skip
def test_is_family_first(name, first):
    assert is_family_first(tuple(name.split())) is first


def test_word_lists_have_no_row_twice():
    rows = read_rows("name_words", required=("list", "word", "source"))
    counts = Counter((row["list"], row["word"]) for row in rows)
    assert [key for key, count in counts.items() if count > 1] == []
