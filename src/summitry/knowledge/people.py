"""Persons, titles and given names: the rows of `people.csv`, `roles.csv` and `given_names.csv`, and look-ups.

`people.csv`: name (as a reader expects it), variants (`;`), misprints (`;`), country, gender, roles (`;`, "Prime
Minister 2009-2021"), source. A variant of one word ("Putin") is a family name distinctive enough to stand for that
person alone; persons whose family name is common ("May", "Clinton") have none. `misprints` are wrong names the press
has printed for the person ("H.R. Masters"), kept apart so that a reader can be told. `roles.csv`: role (lower case),
rank, gender, example, source. `given_names.csv`: name, gender, source. `name_words.csv`: list, word, source.
`not_people.csv`: word, kind, source.
"""

from __future__ import annotations

import functools
import re

from summitry.knowledge import read_list, read_rows
from summitry.knowledge.places import fold_word, split_cell

# Countries whose people are called by the first word of their name in the press.
FAMILY_FIRST_COUNTRIES = frozenset(("China", "North Korea", "South Korea", "Taiwan", "Cambodia", "Singapore"))


def word_list(name: str) -> frozenset[str]:
    """The words of one list of `name_words.csv`."""
    return read_list("name_words", name)


def person_rows() -> tuple[dict[str, str], ...]:
    """Every row of people.csv, checked."""
    return read_rows("people", required=("name", "source"))


def role_rows() -> tuple[dict[str, str], ...]:
    """Every row of roles.csv, checked."""
    return read_rows("roles", required=("role", "rank", "source"))


@functools.cache
def _person_index() -> dict[str, dict[str, str]]:
    index: dict[str, dict[str, str]] = {}
    for row in person_rows():
        index.setdefault(name_key(row["name"]), row)
        for variant in split_cell(row["variants"]) + split_cell(row["misprints"]):
            index.setdefault(name_key(variant), row)
    return index


@functools.lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """A name as a look-up key: no accents, capitals, dots or hyphens.

    >>> name_key("Kim Jong-Un"), name_key("H. R. McMaster") == name_key("H.R. McMaster")
    ('kim jong un', True)
    """
    plain = re.sub(r"[-–]", " ", fold_word(name))
    plain = re.sub(r"\b([a-z])\.\s*(?=[a-z]\.)", r"\1", plain)
    return " ".join(plain.replace(".", " ").split())


@functools.lru_cache(maxsize=100_000)
def find_person(name: str) -> dict[str, str] | None:
    """The row of people.csv whose name or variant these words are; else None.

    >>> find_person("Binyamin Netanyahu")["name"]
    'Benjamin Netanyahu'
    """
    return _person_index().get(name_key(name))


@functools.cache
def _families() -> dict[str, list[dict[str, str]]]:
    index: dict[str, list[dict[str, str]]] = {}
    for row in person_rows():
        words = row["name"].split()
        family = words[0] if row["country"] in FAMILY_FIRST_COUNTRIES else words[-1]
        index.setdefault(name_key(family), []).append(row)
    return index


def family_rows(family: str) -> list[dict[str, str]]:
    """The rows of people.csv with this family name.

    >>> [row["name"] for row in family_rows("Abe")]
    ['Shinzo Abe']
    """
    return _families().get(name_key(family), [])


@functools.cache
def known_names() -> frozenset[str]:
    """The keys (see `name_key`) of every name and variant in people.csv."""
    return frozenset(_person_index())


@functools.cache
def first_name_words() -> frozenset[str]:
    """The first words of `known_names`: no name of people.csv begins otherwise."""
    return frozenset(key.split()[0] for key in known_names())


@functools.cache
def last_role_words() -> frozenset[str]:
    """The last words of `role_index`: no role ends otherwise."""
    return frozenset(role.split()[-1] for role in role_index())


@functools.cache
def role_index() -> dict[str, dict[str, str]]:
    """{role in lower case, dots removed: row of roles.csv}."""
    return {row["role"].replace(".", "").replace("-", " "): row for row in role_rows()}


@functools.lru_cache(maxsize=100_000)
def find_role(words: str) -> dict[str, str] | None:
    """The row of roles.csv for a title ("Prime Minister", "Gen.", "President-elect"); else None."""
    return role_index().get(" ".join(fold_word(words).replace(".", "").replace("-", " ").split()))


@functools.cache
def _genders() -> dict[str, str]:
    return {fold_word(row["name"]): row["gender"] for row in read_rows("given_names", required=("name", "gender"))}


def find_gender(given: str) -> str | None:
    """'m' or 'f' for a given name that is usually one of them; else None.

    >>> find_gender("Vladimir"), find_gender("Angela"), find_gender("Qwrt")
    ('m', 'f', None)
    """
    key = fold_word(given)
    return _genders().get(key) or _genders().get(key.split("-")[0])


@functools.lru_cache(maxsize=100_000)
def is_given_name(word: str) -> bool:
    """Whether a word is a given name we know."""
    return fold_word(word) in _genders()


def is_family_first(words: list[str] | tuple[str, ...]) -> bool:
    """Whether the family name of a full name stands first ("Xi Jinping", "Kim Jong-un")."""
    row = find_person(" ".join(words))
    if row:
        return row["country"] in FAMILY_FIRST_COUNTRIES and fold_word(words[0]) == fold_word(row["name"].split()[0])
    return (
        len(words) > 1
        and fold_word(words[0]) in word_list("family name first")
        and not any(is_given_name(w) for w in words[1:])
    )


def family_name(name: str) -> str:
    """The family name of a full name, for short labels: "Xi" of Xi Jinping, "Netanyahu" of Benjamin Netanyahu.

    >>> family_name("Kim Jong-un"), family_name("John Roberts Jr."), family_name("Lula")
    ('Kim', 'Roberts', 'Lula')
    """
    words = [w for w in name.split() if w.rstrip(".,").lower() not in ("jr", "sr", "ii", "iii")] or [name]
    return words[0] if is_family_first(words) else words[-1]


@functools.cache
def not_people() -> frozenset[str]:
    """Folded words that are never a person by themselves (organisations, peoples, feasts): not_people.csv."""
    return frozenset(fold_word(row["word"]) for row in read_rows("not_people", required=("word", "kind", "source")))


@functools.cache
def no_name_words() -> frozenset[str]:
    """Folded words that no name of a person goes on with: `name_takers` and `not_people`."""
    return name_takers() | not_people()


@functools.cache
def name_takers() -> frozenset[str]:
    """Folded words that, right after a name, make the whole something else ("Trump Tower")."""
    rows = read_rows("not_people", required=("word", "kind", "source"))
    return frozenset(fold_word(row["word"]) for row in rows if row["kind"].startswith("word after"))
