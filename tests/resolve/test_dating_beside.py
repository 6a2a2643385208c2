"""Times counted from an event that only the chronology dates."""

from datetime import date

import pytest

from summitry.extract.times import anchor_times, find_times
from summitry.language import parse_text
from summitry.records import UNKNOWN_DAYS, Article, DayRange
from summitry.resolve.dating import date_beside_events

pytestmark = pytest.mark.model

ROWS = [
    {"event": "Fall of Strelsau", "first_day": "2011-03-08", "last_day": "2011-03-08", "certainty": "read",
     "source": "invented", "series": "", "terms": "Strelsau;fell|fall"},
    {"event": "Siege of Zenda", "first_day": "2011-02-01", "last_day": "2011-03-01", "certainty": "read",
     "source": "invented", "series": "", "terms": "Zenda;siege"},
]  # fmt: skip


def times_of(text, published=UNKNOWN_DAYS):
    article = Article(article_id="x", file="x.txt", sha256="", text=text)
    mentions = find_times(article, parse_text(text))
    times = anchor_times(article, mentions, published)
    return {t.text: t for t in date_beside_events(article, mentions, times, published, chronology=ROWS)}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The king fled the day after Strelsau fell to the rebels.", "the day after", "2011-03-09"),
        ("They had met the day before the fall of Strelsau.", "the day before", "2011-03-07"),
        ("He returned the year after Strelsau fell.", "the year after", "2012"),
    ],
)
def test_an_event_of_the_chronology_gives_the_day(text, words, value):
    found = times_of(text)[words]
    assert (found.value, found.anchor) == (value, "chronology")


@pytest.mark.parametrize(
    "text",
    [
        "The king fled the day after the castle fell.",  # no event of the chronology
        "The king fled the day after the siege of Zenda.",  # the event has many days
        "The king fled the day after the vote. Strelsau fell.",  # another sentence
    ],
)
def test_what_the_chronology_does_not_date_stays_open(text):
    found = times_of(text)["the day after"]
    assert (found.earliest, found.anchor) == (None, "none")


def test_an_article_older_than_the_event_means_another():
    old = DayRange(earliest=date(2001, 1, 1), latest=date(2001, 1, 1))
    assert times_of("The king fled the day after Strelsau fell.", old)["the day after"].earliest is None
