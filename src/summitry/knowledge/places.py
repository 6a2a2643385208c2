"""Countries and places: the rows of `countries.csv` and `places.csv`, and look-ups over them.

`countries.csv`: country, aliases, adjectives, people, capital, metonyms (words that stand for its government),
source; lists inside a cell are separated by `;`. `places.csv`: place, kind (city, country, region, venue), country,
latitude, longitude (degrees, empty where not sure), aliases, city (of a venue), source. Coordinates marked GeoNames
are GeoNames' (CC BY 4.0), rounded to two decimals.
"""

from __future__ import annotations

import contextlib
import functools
import unicodedata

from summitry.knowledge import read_rows


@functools.lru_cache(maxsize=100_000)
def fold_word(text: str) -> str:
    """Text without accents, capitals and typographic apostrophes: the key of every look-up here.

    >>> fold_word("Élysée"), fold_word("Ze’ev")
    ('elysee', "ze'ev")
    """
    text = unicodedata.normalize("NFC", text)
    if "Ã" in text:  # UTF-8 once read as Latin-1, common on scraped pages
        with contextlib.suppress(UnicodeError):
            text = text.encode("cp1252").decode("utf-8")
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‑", "-").replace("ı", "i"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip()


def split_cell(cell: str) -> list[str]:
    """The items of a `;`-separated cell."""
    return [item.strip() for item in cell.split(";") if item.strip()]


def country_rows() -> tuple[dict[str, str], ...]:
    """Every row of countries.csv, checked."""
    return read_rows("countries", required=("country", "source"))


def place_rows() -> tuple[dict[str, str], ...]:
    """Every row of places.csv, checked."""
    return read_rows("places", required=("place", "kind", "source"))


@functools.cache
def _country_index() -> dict[str, dict[str, str]]:
    """{how the country is pointed at: {folded words: country}}; the first row to claim a word keeps it."""
    index: dict[str, dict[str, str]] = {"name": {}, "adjective": {}, "people": {}, "metonym": {}}
    columns = (("name", "aliases"), ("adjective", "adjectives"), ("people", "people"), ("metonym", "metonyms"))
    for row in country_rows():
        index["name"].setdefault(fold_word(row["country"]), row["country"])
        for how, column in columns:
            for word in split_cell(row[column]):
                index[how].setdefault(fold_word(word), row["country"])
        if row["capital"]:
            index["metonym"].setdefault(fold_word(row["capital"]), row["country"])
    return index


@functools.lru_cache(maxsize=100_000)
def find_country(words: str, *, by: tuple[str, ...] = ("name", "adjective", "people", "metonym")) -> str | None:
    """The country that words point at: its name, adjective, people, capital or government's metonym; else None.

    `by` narrows the ways. Case matters for "US" (never the pronoun "us") and nothing else.

    >>> find_country("Russian"), find_country("the Kremlin"), find_country("Israelis"), find_country("us")
    ('Russia', 'Russia', 'Israel', None)
    """
    if words in ("us", "Us"):
        return None
    key = fold_word(words)
    index = _country_index()
    for how in by:
        country = index[how].get(key) or index[how].get(key.removeprefix("the "))
        if country:
            return country
    return None


@functools.cache
def capital_of(country: str) -> str | None:
    """The capital of a country by its name in countries.csv, or None.

    >>> capital_of("China")
    'Beijing'
    """
    return next((row["capital"] or None for row in country_rows() if row["country"] == country), None)


@functools.cache
def first_place_words() -> frozenset[str]:
    """The first words of `place_index`, and "the": no place begins otherwise."""
    return frozenset({"the", *(key.split()[0] for key in place_index())})


@functools.cache
def place_index() -> dict[str, dict[str, str]]:
    """{folded name or alias: row of places.csv}; names go before aliases, cities before regions and countries."""
    index: dict[str, dict[str, str]] = {}
    for row in place_rows():
        index.setdefault(fold_word(row["place"]), row)
    for row in place_rows():
        for alias in split_cell(row["aliases"]):
            index.setdefault(fold_word(alias), row)
    return index


@functools.lru_cache(maxsize=100_000)
def find_place(words: str) -> dict[str, str] | None:
    """The gazetteer's row for a place name or alias, whatever its accents and capitals; else None.

    >>> find_place("St. Petersburg")["place"]
    'Saint Petersburg'
    """
    if words in ("us", "Us"):
        return None
    key = fold_word(words)
    return place_index().get(key) or place_index().get(key.removeprefix("the "))
