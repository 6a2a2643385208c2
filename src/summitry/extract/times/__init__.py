"""Time expressions of an article: found, and given TIMEX3 values and days.

`find_times` recognises (no day needed), `resolve_time` reckons one mention for one day of publication, `anchor_times`
reckons them all for what is known of the publication, `extract_times` does both.
"""

from __future__ import annotations

from spacy.tokens import Doc

from summitry.extract.times.anchor import anchor_times, counts_from_sunday, dateline_day
from summitry.extract.times.find import find_times
from summitry.extract.times.mention import TimeMention, TimeSpec
from summitry.extract.times.values import resolve_time
from summitry.records import UNKNOWN_DAYS, Article, DayRange, TimeExpression

__all__ = [
    "TimeMention",
    "TimeSpec",
    "anchor_times",
    "counts_from_sunday",
    "dateline_day",
    "extract_times",
    "find_times",
    "resolve_time",
]


def extract_times(article: Article, doc: Doc, published: DayRange) -> tuple[TimeExpression, ...]:
    """Every time expression of an article with its value and days, as far as `published` allows.

    Where `published` says nothing, a date alone on a line at the article's head stands in for it.
    """
    mentions = find_times(article, doc)
    if published == UNKNOWN_DAYS and (day := dateline_day(mentions)):
        published = DayRange(earliest=day, latest=day)
    return anchor_times(article, mentions, published)
