"""Events of the chronology, and where the sentences of an article speak of them.

A row of `knowledge/chronology.csv` is `event, first_day, last_day, certainty, source, series, terms, example`. `terms`
are groups separated by ";": every group must be met within one sentence. A group lists alternatives separated by
"|"; "*" at the end of one stands for any ending; a group that begins with "!" must not be met. Rows of one `series` are
events that the same words can mean. A feast of every year has days without a year (MM-DD). Where a group holds a word
of a list `same_...` of knowledge/dating.toml ("elected"), it stands for the whole list ("won", "swept to victory").
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from summitry.knowledge import KnowledgeError, read_rows, read_toml
from summitry.records import record

# Words as an event's first term begins: letters or figures ("9/11", "O.J." begin with "9" and "O").
WORD = re.compile(r"\w+")
CERTAINTIES = ("read", "general knowledge", "from memory", "yearly")


@record
class Event:
    """Something dated that happened in the world. Yearly feasts have `yearly` (month, day) instead of days."""

    name: str
    first: date | None
    last: date | None
    yearly: tuple[int, int] | None
    certainty: str
    source: str
    series: str
    terms: tuple[str, ...]  # groups as the row has them; patterns are made when a text first asks for them
    barred: tuple[str, ...] = ()
    keys: tuple[frozenset[str], ...] = ()  # beginnings of each group's words, one of each of which a text must hold

    @property
    def cited(self) -> str:
        """The event with its days and source, as a reader of the evidence sees it."""
        if self.yearly:
            days = f"every year on {self.yearly[0]:02}-{self.yearly[1]:02}"
        else:
            days = str(self.first) if self.first == self.last else f"{self.first} to {self.last}"
        return f"{self.name}, {days} ({self.source})"


@record
class Almanac:
    """Events by the beginnings of the words of their first terms: those of one date, and the yearly ones."""

    dated: Mapping[str, tuple[Event, ...]]
    yearly: Mapping[str, tuple[Event, ...]]


# Events are looked up by so many letters of a word that begins one of their terms.
KEY = 4


def read_events(rows: Iterable[Mapping[str, str]] | None = None) -> tuple[Event, ...]:
    """The events of the chronology that have terms; `rows` stand in for knowledge/chronology.csv.

    Raises KnowledgeError naming the event whose row is broken.
    """
    if rows is None:
        return _shipped_events()
    return tuple(_event(row) for row in rows if row.get("terms"))


@functools.cache
def _shipped_events() -> tuple[Event, ...]:
    return read_events(read_rows("chronology", required=("event", "first_day", "last_day", "certainty", "source")))


@functools.cache
def shipped_almanac() -> Almanac:
    """The events of knowledge/chronology.csv, ready to be looked up."""
    return index_events(_shipped_events())


def _event(row: Mapping[str, str]) -> Event:
    try:
        yearly = None
        first = last = None
        if row["certainty"] == "yearly":
            month, day = row["first_day"].split("-")
            yearly = (int(month), int(day))
        else:
            first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
            if last < first:
                raise ValueError("it ends before it begins")
        if row["certainty"] not in CERTAINTIES:
            raise ValueError(f"unknown certainty {row['certainty']!r}")
    except ValueError as error:
        raise KnowledgeError(f"knowledge/chronology.csv, {row['event']!r}: {error}") from error
    groups = [g.strip() for g in row["terms"].split(";") if g.strip()]
    return Event(
        name=row["event"],
        first=first,
        last=last,
        yearly=yearly,
        certainty=row["certainty"],
        source=row["source"],
        series=row.get("series") or row["event"],
        terms=tuple(g for g in groups if not g.startswith("!")),
        barred=tuple(g[1:] for g in groups if g.startswith("!")),
        keys=tuple(
            frozenset(WORD.findall(word.lower())[0][:KEY] for word in _wordings(g, widened=i > 0))
            for i, g in enumerate(groups)
            if not g.startswith("!")
        ),
    )


class _Same(NamedTuple):
    """Words that stand for each other: all of them, those meant as they are, and the beginnings of the others."""

    words: tuple[str, ...]
    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def has(self, word: str) -> bool:
        """Whether a term is one of the words, with or without an ending ("resigned" is one of "resign*")."""
        return word in self.whole or word.rstrip("*").startswith(self.beginnings)


@functools.cache
def _synonyms() -> tuple[_Same, ...]:
    lists = [tuple(entry["words"]) for name, entry in read_toml("dating").items() if name.startswith("same_")]
    return tuple(_Same(w, frozenset(w), tuple(x[:-1] for x in w if x.endswith("*"))) for w in lists)


@functools.cache
def _wordings(group: str, *, widened: bool) -> tuple[str, ...]:
    """The alternatives of a group, and where it is widened what news says instead of one of them."""
    named = [word.strip() for word in group.split("|")]
    more = [w for same in _synonyms() if widened and any(same.has(n) for n in named) for w in same.words]
    return tuple(dict.fromkeys([*named, *more]))


@functools.cache
def _pattern(group: str, *, widened: bool = True) -> re.Pattern[str]:
    """One group of terms as a pattern: whole words, white space and dashes loose, "*" any ending, case ignored."""
    words = []
    for word in _wordings(group, widened=widened):
        escaped = re.escape(word.rstrip("*")).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s–-]?")
        words.append(escaped + (r"\w*" if word.endswith("*") else ""))
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE)


def index_events(events: Iterable[Event]) -> Almanac:
    """Events by the first letters of the words that can begin a naming, so that a text asks only for a few of them."""
    dated: dict[str, list[Event]] = {}
    yearly: dict[str, list[Event]] = {}
    for event in events:
        for key in sorted(event.keys[0]):
            (yearly if event.yearly else dated).setdefault(key, []).append(event)
    return Almanac(
        dated={key: tuple(found) for key, found in dated.items()},
        yearly={key: tuple(found) for key, found in yearly.items()},
    )


def events_in(text: str, by_key: Mapping[str, tuple[Event, ...]]) -> list[tuple[Event, list[tuple[int, int]]]]:
    """The events a text names, with one span for each group of their terms, in the order of their days.

    `by_key` is one side of the almanac. One pass over the words: only events each of whose groups can begin with one
    of them are looked for.
    """
    words = set(WORD.findall(text.lower()))
    keys = {word[:KEY] for word in words} | {word[: KEY - 1] for word in words}
    candidates = {
        id(event): event
        for key in keys & by_key.keys()
        for event in by_key[key]
        if not any(group.isdisjoint(keys) for group in event.keys)
    }
    found = [(e, spans) for e in candidates.values() if (spans := find_event(e, text)) is not None]
    return sorted(found, key=lambda item: (item[0].first or date.min, item[0].name))


def find_event(event: Event, text: str) -> list[tuple[int, int]] | None:
    """Where a text names every group of an event's terms: one span per group, or None.

    Of the places where a group is met the one nearest to the first group's is taken.
    """
    if any(_pattern(group, widened=False).search(text) for group in event.barred):
        return None
    first, *rest = event.terms
    head = _pattern(first, widened=False).search(text)
    if head is None:
        return None
    spans = [head.span()]
    for pattern in (_pattern(group) for group in rest):
        found = [m.span() for m in pattern.finditer(text)]
        if not found:
            return None
        spans.append(min(found, key=lambda s: (max(s[0] - head.end(), head.start() - s[1], 0), s)))
    return spans
