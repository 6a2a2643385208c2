"""Meetings found in invented sentences and in the seeds: the whole of extract.meetings, with the parse."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitry.extract.meetings import extract_meetings
from summitry.extract.meetings.words import word_rows
from summitry.extract.people import extract_people
from summitry.extract.places import extract_places
from summitry.extract.times import extract_times
from summitry.language import load_language, mark_lines, parsable_text
from summitry.read import read_corpus
from summitry.records import FORMATS, STATUSES, UNKNOWN_DAYS, Article, DayRange, Segment
from summitry.resolve.people import resolve_people

ROOT = Path(__file__).parents[2]
CASES = [json.loads(line) for line in (ROOT / "tests/cases/meetings.jsonl").read_text("utf-8").splitlines()]
KINDS = ("verb", "host", "phrase", "noun", "light", "together", "party", "travel", "format", "status", "cancel", "seat")

pytestmark = pytest.mark.model


def article_of(text, *, title=False):
    """An invented article of body lines; with `title`, its first line is the title."""
    segments, at = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            kind = "title" if title and number == 0 else "body"
            segments.append(Segment(article_id="x", kind=kind, start=at, end=at + len(line), text=line))
        at += len(line) + 1
    return Article(article_id="x", file="x.txt", sha256="", text=text, segments=tuple(segments))


def meetings_of(article, published):
    nlp = load_language()
    doc = nlp(mark_lines(nlp.make_doc(parsable_text(article))))
    people, mentions = resolve_people({"x": extract_people(article, doc)})
    times, places = extract_times(article, doc, published), extract_places(article, doc)
    return extract_meetings(article, doc, mentions["x"], people, times, places, published)


def only(text):
    day = date.fromisoformat(text)
    return DayRange(earliest=day, latest=day)


def as_row(report):
    days = [d.isoformat() if d else None for d in (report.earliest, report.latest)]
    return dict(
        zip(("earliest", "latest", "city", "format", "status"), (*days, report.city, report.format, report.status))
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{c['group']}-{n}" for n, c in enumerate(CASES)])
def test_case(case):
    article = article_of(case["text"], title="\n" in case["text"])
    found = [as_row(r) for r in meetings_of(article, only(case["published"])) if "Anna Berg" in r.participants]
    key = json.dumps
    assert sorted(found, key=key) == sorted(case["meetings"], key=key)
