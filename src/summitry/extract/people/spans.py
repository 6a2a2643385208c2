"""A name as found: which words it covers, the title before it, what found it."""

from __future__ import annotations

from summitry.extract.people.titles import Title
from summitry.extract.people.words import NEVER_NAMES, Word
from summitry.knowledge.people import word_list
from summitry.knowledge.places import find_country
from summitry.records import record

PARTICLES = word_list("particle")
SUFFIXES = word_list("suffix")
MONTHS = frozenset(("may", "march", "april", "june", "august"))


@record
class NameSpan:
    """A name: half-open word indices, the title before it, and what found it."""

    first: int
    last: int
    title: Title | None
    rule: str


def is_name_word(word: Word) -> bool:
    """Whether a word can be part of a person's name."""
    return (
        word.is_capital
        and not word.in_place
        and word.folded not in NEVER_NAMES
        and word.text not in ("U.S.", "U.N.", "U.K.", "E.U.", "US", "UN", "UK", "EU", "D.C.")
        and not find_country(word.text, by=("name", "adjective", "people"))
    )
