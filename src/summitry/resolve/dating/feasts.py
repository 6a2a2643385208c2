"""Feasts and anniversaries: an article that tells of a parade on Victory Day was written about then.

A feast that is the news of an article (in its lead, with a word such as "parade" or "attend") puts publication within
the week after it, or the weeks before it when it is still to come. "73 years after 1945" and "the 75th anniversary of"
count years from an event that the sentence dates, or that the chronology knows (then marked as outside knowledge).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from summitry.extract.times.feasts import feast_days
from summitry.resolve.dating.chronology import Almanac, events_in
from summitry.resolve.dating.days import FIRST, LAST, WEEKDAYS, YEARS, DaySet, between, near, no_days
from summitry.resolve.dating.events import NUMBERS
from summitry.resolve.dating.page import Page, Sentence, contains, explicit_days, is_bare_weekday
from summitry.resolve.dating.solve import Reason
from summitry.resolve.dating.wording import cues

ALL_YEARS = range(FIRST.year - 1, LAST.year + 2)
# News of a feast is written within the week; one to come is spoken of for some weeks.
WITHIN_WEEK = 6
FORETOLD = 30
NUMBER = rf"\d{{1,3}}|{'|'.join(NUMBERS[1:])}"
YEARS_AFTER = re.compile(rf"\b(?P<number>{NUMBER})\s+years?\s+(?:after|since)\b", re.IGNORECASE)
ANNIVERSARY = re.compile(r"\b(?P<number>\d{1,3})(?:st|nd|rd|th)[\s-]+anniversary\s+of\b", re.IGNORECASE)
CENTENARY = re.compile(r"\b(?:centenary|centennial)\s+of\b", re.IGNORECASE)
THIS_YEAR = re.compile(r"\b(?:earlier\s+|later\s+)?this\s+year\b", re.IGNORECASE)


def reasons_from_feasts(page: Page, almanac: Almanac) -> list[Reason]:
    """Reasons of the feast tier: feasts in the news, and counted years."""
    found = []
    for sentence in page.sentences:
        if sentence.kind in ("notice", "dateline", "byline"):
            continue
        for start, end, days, source in _feasts_in(sentence, almanac):
            found.extend(_feast_reasons(page, sentence, start, end, days, source))
        found.extend(_counted_years(page, sentence, almanac))
    return found


# --- feasts ----------------------------------------------------------------------------------------------------------


def _feasts_in(sentence: Sentence, almanac: Almanac) -> Iterator[tuple[int, int, DaySet, str]]:
    """Feasts a sentence names: offsets, their days in all years, source."""
    taken = []
    for event, spans in events_in(sentence.text, almanac.yearly):
        start, end = sentence.start + spans[0][0], sentence.start + spans[0][1]
        taken.append((start, end))
        yield start, end, _every_year(*event.yearly), event.cited
    for mention in sentence.times:
        if mention.spec.kind != "feast" or any(s < mention.end and mention.start < e for s, e in taken):
            continue
        spans = [feast_days(mention.spec.name or "", year) for year in ALL_YEARS]
        sets = [between(*span) for span in spans if span is not None]
        if sets and mention.spec.year is None:
            yield mention.start, mention.end, np.logical_or.reduce(sets), f"{mention.spec.name} (knowledge/feasts.csv)"


def _every_year(month: int, day: int) -> DaySet:
    days = no_days()
    for year in ALL_YEARS:
        try:
            days |= between(date(year, month, day), date(year, month, day))
        except ValueError:  # 29 February
            continue
    return days


def _feast_reasons(page: Page, sentence: Sentence, start: int, end: int, days: DaySet, source: str) -> Iterator[Reason]:
    if not sentence.is_lead or not contains(sentence.text, cues("commemorated")):
        return
    ahead = contains(sentence.text, cues("ahead"))
    allowed = near(days, before=FORETOLD, after=0) if ahead else near(days, before=0, after=WITHIN_WEEK)
    text = page.article.text[start:end]
    base = {
        "start": start,
        "end": end,
        "text": text,
        "tier": "feast",
        "outside": True,
        "source": source,
        "recurs": True,
    }
    rule = "feast-ahead" if ahead else "feast-in-the-news"
    yield Reason(rule=rule, strength=0.5, allowed=allowed, **base)
    weekday = _only_weekday(page)
    if weekday is not None and not ahead:
        mention, number = weekday
        fitting = near(days & (number == WEEKDAYS), before=0, after=WITHIN_WEEK)
        told = {"text": mention.text, "words": f"{text} + {mention.text}"}
        base |= {"start": mention.start, "end": mention.end, **told}
        yield Reason(rule="feast-on-weekday", strength=0.4, allowed=fitting, **base)


def _only_weekday(page: Page):
    """The one weekday on which everything the article tells took place: (mention, weekday), or None."""
    named = [t for t in page.times if is_bare_weekday(t)]
    if not named or len({t.spec.weekday for t in named}) != 1 or any(t.direction == "ahead" for t in named):
        return None
    return named[0], named[0].spec.weekday


# --- counted years ---------------------------------------------------------------------------------------------------


def _counted_years(page: Page, sentence: Sentence, almanac: Almanac) -> Iterator[Reason]:
    """ "73 years after the Holocaust", "the 75th anniversary of the end of the siege (… to January 1944)"."""
    for pattern in (YEARS_AFTER, ANNIVERSARY, CENTENARY):
        for match in pattern.finditer(sentence.text):
            word = match.groupdict().get("number", "100").lower()
            number = int(word) if word.isdigit() else NUMBERS.index(word)
            if pattern is YEARS_AFTER and number < 5:
                continue  # "two years after his election": a story told, not a count up to now
            for first, last, source in _counted_from(sentence, match.end(), almanac):
                allowed = _years_on(first, last, number, sentence.text, exact=pattern is not YEARS_AFTER)
                if allowed is None or not allowed.any():
                    continue
                start, end = sentence.start + match.start(), sentence.start + match.end()
                yield Reason(
                    start=start,
                    end=end,
                    text=page.article.text[start:end],
                    rule="years-after" if pattern is YEARS_AFTER else "anniversary",
                    tier="feast",
                    strength=0.55 if source else 0.6,
                    allowed=allowed,
                    outside=bool(source),
                    source=source,
                )


def _counted_from(sentence: Sentence, offset: int, almanac: Almanac) -> Iterator[tuple[date, date, str]]:
    """What years are counted from: days and source (empty where the sentence itself dates it)."""
    rest = sentence.text[offset:]
    ends = re.match(r"\s*(?:the\s+)?end\b", rest, re.IGNORECASE) is not None
    dates = [d for t in sentence.times if t.start >= sentence.start + offset and (d := explicit_days(t)) is not None]
    if dates:
        yield (*(max(dates) if ends else min(dates)), "")
    for event, spans in events_in(rest, almanac.dated):
        if min(s for s, _ in spans) > 60:
            continue
        # Of a war or siege the end counts when the words say so or its years are past counting otherwise.
        day = event.last if ends or event.last.year - event.first.year > 0 else event.first
        yield day, day, event.cited


def _years_on(first: date, last: date, number: int, text: str, *, exact: bool) -> DaySet | None:
    """The days of publication that stand `number` years after the days `first` to `last`."""
    try:
        low, high = first.replace(year=first.year + number), last.replace(year=last.year + number)
        year_later = high.replace(year=high.year + 1)
    except ValueError:  # 29 February, or past the calendar
        return None
    match = THIS_YEAR.search(text)
    if exact and match:
        year = low.year == YEARS
        return year & (between(low, None) if "earlier" in match.group().lower() else between(None, None))
    if exact and contains(text, cues("ahead")):
        return between(low - timedelta(days=365), high)
    if exact:
        return between(low - timedelta(days=183), year_later)
    return between(date(low.year, 1, 1), year_later)
