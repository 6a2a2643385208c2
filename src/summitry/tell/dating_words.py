"""How the evidence for a day, and the reckoning of a claim, are put into words: no rule names, no ISO days, no ids."""

from __future__ import annotations

import re
from typing import Any

from summitry.tell.words import MONTHS, is_missing, say_days

# What dates an article, as a reader would say it.
BASES = {
    "text": "its own words",
    "chronology": "a chronology of public events (outside knowledge)",
    "feast": "a feast or anniversary (outside knowledge)",
    "office": "who held which office (outside knowledge)",
    "articles": "other articles of this corpus",
    "metadata": "its metadata",
}


def say_basis(basis: Any) -> str:
    """What dates an article, in words."""
    return "" if is_missing(basis) else BASES.get(str(basis), str(basis))


# What a piece of dating evidence says, by the rule that read it.
RULES = {
    "publication-notice": "says when it was published",
    "updated-notice": "says when the page was last changed",
    "date-line": "is dated at its head or foot",
    "copyright-line": "has a copyright line, never older than the text",
    "dated-caption": "shows a photograph of that day",
    "past-date": "looks back on that date",
    "coming-date": "looks ahead to that date",
    "results-of-quarter": "tells the figures of that quarter as news",
    "dateline-without-year": "is dated so, without a year",
    "day-without-year": "names that day without its year",
    "day-and-weekday-without-year": "names day and weekday without the year",
    "weekdays-together": "names these weekdays, which span less than a week",
    "days-running": "looks back on these days, of which the last is its own",
    "same-occasion": "speaks of an occasion it dates elsewhere",
    "photograph-of-the-news": "shows a photograph of the news it tells",
    "feast-in-the-news": "tells of the feast as news",
    "feast-ahead": "looks ahead to the feast",
    "feast-on-weekday": "has the feast fall on that weekday",
    "years-after": "counts years up to its own",
    "anniversary": "tells of the anniversary",
    "in-office": "names the holder in office",
    "elected-to-office": "names the holder as elected, not yet in office",
    "out-of-office": "names the holder as no longer in office",
    "takes-office": "tells that a term begins",
    "leaves-office": "tells that a term ends",
    "age-of-person": "gives the age of somebody of known birth",
    "event-in-the-news": "tells the event as news, on its day",
    "event-in-the-headline": "tells the event in its headline",
    "event-and-time": "says how long ago or on which day the event was",
    "counted-from-event": "counts days or weeks from the event",
    "same-day-as-event": "names the day of the event",
    "recent-event": "calls the event recent",
    "event-behind": "looks back on the event",
    "event-ahead": "looks ahead to the event",
    "occasion-in-other-article": "tells of an occasion that another article dates",
    "metadata": "came with its day of publication",
}


def say_rule(rule: Any) -> str:
    """What evidence under a rule says, as a clause about the article; a rule without one in its own words.

    >>> say_rule("past-date"), say_rule("some-rule")
    ('looks back on that date', 'some rule')
    """
    words = "" if is_missing(rule) else str(rule)
    return RULES.get(words, words.replace("-", " ").replace("_", " "))


# The tiers of dating evidence, as a reader would say them.
TIERS = {
    "metadata": "metadata",
    "text": "the words alone",
    "feast": "feasts, anniversaries",
    "office": "terms of office",
    "chronology": "dated events, lives",
    "articles": "other articles",
}


def say_tier(tier: Any) -> str:
    """What dating evidence rests on, in words."""
    return "" if is_missing(tier) else TIERS.get(str(tier), str(tier))


def say_iso_days(text: Any) -> str:
    """A text whose ISO days are written as a reader would write them; its pointers into the program's files left out.

    >>> say_iso_days("Lehman fails, 2008-09-15 (Wikipedia: Lehman)")
    'Lehman fails, 15 September 2008 (Wikipedia: Lehman)'
    """
    words = "" if is_missing(text) else re.sub(r" \(knowledge/\w+\.csv\)", "", str(text))
    words = re.sub(r"every year on (\d\d)-(\d\d)", lambda m: f"every {int(m[2])} {MONTHS[int(m[1]) - 1]}", words)
    words = re.sub(r"https?://(?:www\.)?([^/\s)]+)[^\s)]*", r"\1", words)  # of an address the site will do
    day = r"\d{4}-\d\d-\d\d"
    words = re.sub(rf"\b({day}) to ({day})\b", lambda m: say_days(m[1], m[2]), words)
    return re.sub(rf"\b{day}\b", lambda m: say_days(m[0], m[0], unknown=m[0]), words)


def say_reckoning(text: Any, meetings: Any) -> str:
    """A reckoning with its meeting ids and ISO days as a reader would say them.

    meetings: the ledger, whose ids may stand in the text.
    """
    words = "" if is_missing(text) else str(text)
    ledger = {row.meeting_id: row for row in meetings.itertuples()}
    for key in sorted(ledger, key=len, reverse=True):
        row = ledger[key]
        words = words.replace(key, say_days(row.earliest, row.latest, unknown="an undated one"))
    words = re.sub(r"\b(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)\b", lambda m: say_days(m[1], m[2]), words)
    words = re.sub(r"\b\d{4}-\d\d-\d\d\b", lambda m: say_days(m[0], m[0], unknown=m[0]), words)
    return re.sub(r"\b(\d{4})-(0[1-9]|1[0-2])\b", lambda m: f"{MONTHS[int(m[2]) - 1]} {m[1]}", words)
