"""Ages: "Kevin Rudd, 50," was written in the year between two birthdays.

The age stands behind the name ("Martin Winterkorn, 68,", "Mr Winterkorn (68)") or before it ("the 91-year-old Mikhail
Gorbachev"). A family name alone will do where the article has the full name. Sentences that name a year tell an age of
long ago and are left out. Days of birth are knowledge from outside the articles (knowledge/births.csv).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from summitry.knowledge import read_rows
from summitry.resolve.dating.days import between
from summitry.resolve.dating.offices import LOOKED_BACK, NAME, family_name
from summitry.resolve.dating.page import Page, Sentence
from summitry.resolve.dating.solve import Reason

BEHIND = re.compile(rf"(?P<name>{NAME})(?:,\s+(?:aged\s+)?|\s+\()(?P<age>[1-9]\d|10\d)(?=[,)]|\s+and\b)")
BEFORE = re.compile(rf"\b(?P<age>[1-9]\d|10\d)-year-old\s+(?:[a-z]+\s+){{0,3}}(?P<name>{NAME})")
A_DAY = timedelta(days=1)


def reasons_from_ages(page: Page) -> list[Reason]:
    """One reason for every person of known birth whose age the article gives (tier chronology)."""
    named = _people_of(page.article.text)
    found = {}
    for sentence in page.sentences if named else ():
        if sentence.kind in ("notice", "caption"):
            continue
        for person, born, match in _ages_in(sentence, named):
            if LOOKED_BACK.search(sentence.text, 0, match.start()):
                continue
            age = int(match["age"])
            first, last = _birthday(born, age), _birthday(born, age + 1)
            start, end = sentence.start + match.start(), sentence.start + match.end()
            found.setdefault(
                (person, age),
                Reason(
                    start=start,
                    end=end,
                    text=page.article.text[start:end],
                    rule="age-of-person",
                    tier="chronology",
                    strength=0.55,
                    allowed=between(first - A_DAY, last),
                    outside=True,
                    source=f"{person}, born {born} (knowledge/births.csv)",
                ),
            )
    return list(found.values())


@functools.cache
def _births() -> dict[str, date]:
    rows = read_rows("births", required=("person", "born", "certainty", "source"))
    return {row["person"]: date.fromisoformat(row["born"]) for row in rows}


def _people_of(text: str) -> dict[str, tuple[str, date]]:
    """Names under which a text may give an age: full names it holds, and family names that only one of them has."""
    births = _births()
    full = {n: (n, births[n]) for m in re.finditer(NAME, text) for n in _endings(m.group()) if n in births}
    by_family: dict[str, list[tuple[str, date]]] = {}
    for person, day in full.values():
        by_family.setdefault(family_name(person), []).append((person, day))
    alone = {family: held[0] for family, held in by_family.items() if len({day for _, day in held}) == 1}
    return alone | full


def _endings(words: str) -> Iterator[str]:
    """ "President Kevin Rudd": every run of words that ends a name, or begins it."""
    parts = words.split()
    for size in range(len(parts), 0, -1):
        yield " ".join(parts[-size:])
        if size < len(parts):
            yield " ".join(parts[:size])


def _ages_in(sentence: Sentence, named: Mapping[str, tuple[str, date]]) -> Iterator[tuple[str, date, re.Match[str]]]:
    for pattern in (BEHIND, BEFORE):
        for match in pattern.finditer(sentence.text):
            known = next((named[n] for n in _endings(match["name"]) if n in named), None)
            if known is not None:
                yield (*known, match)


def _birthday(born: date, age: int) -> date:
    """The day on which somebody reaches an age; of a 29 February the first of March."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
