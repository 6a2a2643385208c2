"""Terms of office: an article that calls somebody president was written while he was.

Only words that stand before the name are read ("President Park Geun-hye", "Prime Minister Abe"), and not where they
say the office is over, not yet held, or another's ("former", "then", "vice", "under"), nor in sentences that name a
year or tell what was years ago. "President-elect" puts an article between election and term. The terms are knowledge
from outside the articles.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import numpy as np

from summitry.knowledge import read_rows
from summitry.records import record
from summitry.resolve.dating.days import DaySet, all_days, between
from summitry.resolve.dating.page import Page, Sentence, contains
from summitry.resolve.dating.solve import Reason
from summitry.resolve.dating.wording import cues

# Other words for an office of the table, as they stand before a name.
TITLES = {
    "prime minister": ("prime minister", "premier", "pm"),
    "premier": ("premier", "prime minister"),
    "secretary-general": ("secretary-general", "secretary general"),
    "secretary of defense": ("secretary of defense", "defense secretary", "defence secretary"),
    "foreign secretary": ("foreign secretary",),
    "defense minister": ("defense minister", "defence minister"),
}
LOOKED_BACK = re.compile(r"\b(?:19|20)\d\d\b|\byears? ago\b|\bdecades?\b|\bpresidency\b|\bback then\b", re.IGNORECASE)
# A day of grace on either side of a term, for the world's time zones and for reports of the hand-over.
GRACE = timedelta(days=1)
# How long somebody can be president-elect: in the United States from early November to 20 January, elsewhere longer.
ELECT_DAYS = {"United States": timedelta(days=80)}
ELECT_DAYS_ELSEWHERE = timedelta(days=160)


def reasons_from_offices(page: Page, rows: Iterable[Mapping[str, str]] | None = None) -> list[Reason]:
    """One reason for every office-holder the article names in office; `rows` stand in for knowledge/offices.csv."""
    terms = _shipped_terms() if rows is None else _terms(rows)
    reasons: dict[tuple[str, str, str], Reason] = {}
    for sentence in page.sentences:
        if sentence.kind in ("notice", "caption") or LOOKED_BACK.search(sentence.text):
            continue
        for key, found in _in_sentence(sentence, terms):
            reasons.setdefault(key, found)
    return list(reasons.values())


@record
class Term:
    """Who held an office from when to when (None: to this day)."""

    person: str
    country: str
    first: date
    last: date | None


Terms = tuple[dict[tuple[str, str], list[Term]], re.Pattern[str]]


def _terms(rows: Iterable[Mapping[str, str]]) -> Terms:
    """Terms by (office, family name as written), and the pattern of titles before a name."""
    by_name: dict[tuple[str, str], list[Term]] = {}
    for row in rows:
        first = date.fromisoformat(row["first_day"])
        last = date.fromisoformat(row["last_day"]) if row["last_day"] else None
        for name in {row["person"], family_name(row["person"])}:
            for title in TITLES.get(row["office"], (row["office"],)):
                by_name.setdefault((title, name.casefold()), []).append(
                    Term(person=row["person"], country=row["country"], first=first, last=last)
                )
    titles = "|".join(re.escape(t) for t in sorted({t for t, _ in by_name}, key=lambda t: (-len(t), t)))
    names = "|".join(re.escape(n) for n in sorted({n for _, n in by_name}, key=lambda n: (-len(n), n)))
    return by_name, re.compile(
        rf"(?<![\w-])(?P<title>{titles})(?P<elect>-elect)?\s+(?P<name>{names})(?![\w-])", re.IGNORECASE
    )


@functools.cache
def _shipped_terms() -> Terms:
    return _terms(read_rows("offices", required=("person", "office", "country", "first_day", "certainty", "source")))


def family_name(person: str) -> str:
    """The name news uses alone: the first part of Chinese and Korean names, the last of others, with its particle.

    >>> family_name("Xi Jinping"), family_name("Park Geun-hye"), family_name("Jaap de Hoop Scheffer")
    ('Xi', 'Park', 'de Hoop Scheffer')
    """
    words = person.split()
    if words[0] in ("Xi", "Hu", "Wen", "Li", "Jiang", "Wang", "Park", "Moon", "Lee", "Roh", "Yoon", "Ban"):
        return words[0]
    for index, word in enumerate(words[1:], start=1):
        if word in ("de", "al-", "da") or (word.islower() and index < len(words) - 1):
            return " ".join(words[index:])
    return " ".join(words[-2:]) if words[-1] == "Nieto" else words[-1]


def _in_sentence(sentence: Sentence, terms: Terms) -> Iterator[tuple[tuple[str, str, str], Reason]]:
    by_name, pattern = terms
    for match in pattern.finditer(sentence.text):
        held = by_name.get((match["title"].lower(), match["name"].casefold()))
        if held is None or not match["name"][0].isupper():
            continue
        before = sentence.text[max(0, match.start() - 25) : match.start()]
        rule, allowed = "in-office", _while_held(held)
        if match["elect"]:
            rule, allowed = "elected-to-office", _while_elect(held)
        elif re.search(r"\b(?:former|ex|onetime|one-time)[\s-]+(?:\w+[\s-]+)?$", before, re.IGNORECASE):
            rule, allowed = "out-of-office", _once_held(held)
        elif contains(" ".join(re.split(r"[,;:]", before)[-1].split()[-3:]), cues("past_office")):
            continue
        start, end = sentence.start + match.start(), sentence.start + match.end()
        yield (
            (rule, match["title"].lower(), held[0].person),
            Reason(
                start=start,
                end=end,
                text=match.group(),
                rule=rule,
                tier="office",
                strength=0.5 if sentence.is_lead else 0.4,
                allowed=allowed,
                outside=True,
                source=_cited(match["title"].lower(), held),
            ),
        )


def _while_held(held: list[Term]) -> DaySet:
    return np.logical_or.reduce([between(t.first - GRACE, t.last + GRACE if t.last else None) for t in held])


def _while_elect(held: list[Term]) -> DaySet:
    """The days before a term on which its holder was elected already."""
    spans = [(t.first - ELECT_DAYS.get(t.country, ELECT_DAYS_ELSEWHERE), t.first + GRACE) for t in held]
    return np.logical_or.reduce([between(*span) for span in spans])


def _once_held(held: list[Term]) -> DaySet:
    """The days after a first term and outside every later one."""
    ends = [t.last for t in held if t.last is not None]
    if not ends:
        return all_days()
    later = np.logical_or.reduce([between(t.first + GRACE, t.last - GRACE if t.last else None) for t in held])
    return between(min(ends), None) & ~later


def _cited(title: str, held: list[Term]) -> str:
    spans = "; ".join(f"{t.person}, {t.first} to {t.last or 'now'}" for t in held)
    return f"{title}: {spans} (knowledge/offices.csv)"
