"""Times told from an event that the article does not date and the chronology does: "the day after Trump pulled out".

The chronology is knowledge from outside the articles: such a time says so by its anchor. A time whose event is not
known, or may be one of several, or lies after the article, stays without a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from summitry.extract.times import TimeMention, resolve_time
from summitry.records import Article, DayRange, TimeExpression
from summitry.resolve.dating.chronology import Event, events_in, index_events, read_events, shipped_almanac

ANCHOR = "chronology"
CLAUSE = re.compile(r"[^.;:!?\n]{0,160}")  # how far the words that name the event may run on


def date_beside_events(
    article: Article,
    mentions: Sequence[TimeMention],
    times: Sequence[TimeExpression],
    published: DayRange,
    *,
    chronology: Iterable[Mapping[str, str]] | None = None,
) -> tuple[TimeExpression, ...]:
    """The article's times, those counted from an event of the chronology with value and days (anchor "chronology").

    `times` are the expressions of `mentions`, in the same order; `chronology` are rows in place of
    knowledge/chronology.csv.
    """
    waiting = [m.spec.name == "event" and t.earliest is None for m, t in zip(mentions, times, strict=True)]
    if not any(waiting):
        return tuple(times)
    almanac = shipped_almanac() if chronology is None else index_events(read_events(chronology))
    return tuple(
        _dated(article, mention, time, published, almanac.dated) if waits else time
        for mention, time, waits in zip(mentions, times, waiting, strict=True)
    )


def _dated(
    article: Article,
    mention: TimeMention,
    time: TimeExpression,
    published: DayRange,
    by_key: Mapping[str, tuple[Event, ...]],
) -> TimeExpression:
    clause = CLAUSE.match(article.text, mention.end).group()
    events = {event.first: event for event, _ in events_in(clause, by_key) if event.first == event.last}
    if len(events) != 1:
        return time
    (day,) = events
    if published.latest is not None and day > published.latest:
        return time
    bare = replace(mention, spec=replace(mention.spec, name=None), anchor="narrative", reference=None)
    value, earliest, latest = resolve_time(bare, day)
    return replace(time, value=value, earliest=earliest, latest=latest, anchor=ANCHOR)
