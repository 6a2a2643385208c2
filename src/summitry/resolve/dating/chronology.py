"""Events of the chronology, and where the sentences of an article speak of them.

A row of `knowledge/chronology.csv` is `event, first_day, last_day, certainty, source, series, terms, example`. `terms`
are groups separated by ";": every group must be met within one sentence. A group lists alternatives separated by
"|"; "*" at the end of one stands for any ending; a group that begins with "!" must not be met. Rows of one `series` are
events that the same words can mean. A feast of every year has days without a year (MM-DD).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from datetime import date

from summitry.knowledge import KnowledgeError, read_rows
from summitry.records import record

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
    terms: tuple[re.Pattern[str], ...]
    barred: tuple[re.Pattern[str], ...] = ()
    stems: tuple[str, ...] = ()  # beginnings of the first group's words, one of which a text must hold

    @property
    def cited(self) -> str:
        """The event with its days and source, as a reader of the evidence sees it."""
        if self.yearly:
            days = f"every year on {self.yearly[0]:02}-{self.yearly[1]:02}"
        else:
            days = str(self.first) if self.first == self.last else f"{self.first} to {self.last}"
        return f"{self.name}, {days} ({self.source})"


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
        terms=tuple(_pattern(g) for g in groups if not g.startswith("!")),
        barred=tuple(_pattern(g[1:]) for g in groups if g.startswith("!")),
        stems=tuple(re.split(r"[\s*-]", word.strip().lower())[0] for word in groups[0].split("|")),
    )


def _pattern(group: str) -> re.Pattern[str]:
    """One group of terms as a pattern: whole words, white space and dashes loose, "*" any ending, case ignored."""
    words = []
    for word in group.split("|"):
        escaped = re.escape(word.strip().rstrip("*")).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s–-]?")
        words.append(escaped + (r"\w*" if word.strip().endswith("*") else ""))
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE)


def may_name(event: Event, lowered: str) -> bool:
    """Whether a whole text in lower case holds what every naming of the event begins with: a quick look."""
    return any(stem in lowered for stem in event.stems)


def find_event(event: Event, text: str) -> list[tuple[int, int]] | None:
    """Where a text names every group of an event's terms: one span per group, or None.

    Of the places where a group is met the one nearest to the first group's is taken.
    """
    if any(p.search(text) for p in event.barred):
        return None
    head = event.terms[0].search(text)
    if head is None:
        return None
    spans = [head.span()]
    for pattern in event.terms[1:]:
        found = [m.span() for m in pattern.finditer(text)]
        if not found:
            return None
        spans.append(min(found, key=lambda s: (max(s[0] - head.end(), head.start() - s[1], 0), s)))
    return spans
