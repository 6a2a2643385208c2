"""Claims about the series of meetings: found in words, weighed against the ledger and the public record."""

from dataclasses import replace
from datetime import date

import pytest

from summitry.extract.times import extract_times
from summitry.knowledge.public_record import count_by_start, coverage, describe_starts, read_public_record
from summitry.language import load_language, mark_lines
from summitry.records import Article, DayRange, Meeting, MeetingReport, Mention, Person, Segment
from summitry.resolve.audit import audit_claims

PAIR = ("Benjamin Netanyahu", "Vladimir Putin")
IDS = ("benjamin-netanyahu", "vladimir-putin")


def only(text):
    return DayRange(earliest=date.fromisoformat(text), latest=date.fromisoformat(text))


def meeting(first, last=None, *, city="Moscow", fmt="in_person", status="held", articles=("a",), told=("held",)):
    return Meeting(
        meeting_id=f"{first}-{city.lower()}",
        participants=PAIR,
        earliest=date.fromisoformat(first),
        latest=date.fromisoformat(last or first),
        city=city,
        country="Russia",
        venue=None,
        format=fmt,
        status=status,
        status_history=tuple((a, s) for a, s in zip(articles, told, strict=True)),
        occasion=None,
        articles=tuple(articles),
        n_reports=len(articles),
    )


def claims_of(text, published, meetings=(), reports=()):
    """Claims of one article that names Netanyahu and Putin once each, somewhere in its first line."""
    text = f"Netanyahu met Putin.\n{text}"
    segments = (Segment(article_id="x", kind="body", start=0, end=len(text), text=text),)
    article = Article(article_id="x", file="x", sha256="", text=text, segments=segments)
    nlp = load_language()
    doc = nlp(mark_lines(nlp.make_doc(text)))
    mentions = tuple(
        Mention(article_id="x", start=s, end=s + len(w), text=w, kind="name", name=w, person_id=i)
        for w, i, s in (("Netanyahu", IDS[0], 0), ("Putin", IDS[1], 14))
    )
    people = tuple(Person(person_id=i, name=n) for i, n in zip(IDS, PAIR, strict=True))
    times = extract_times(article, doc, only(published))
    found = audit_claims(
        [article], {"x": doc}, {"x": mentions}, people, {"x": times}, meetings, {"x": only(published)}, reports
    )
    assert all(article.text[c.start : c.end] == c.text for c in found)
    return found


def verdicts(found, against="public record"):
    return [(c.kind, c.verdict) for c in found if c.against == against]


def test_count_by_start_of_the_eleven():
    """11 are reached only from September 2015; from December 2015: 9; from September 2016: 7 (seeds.md)."""
    counts = dict(count_by_start(read_public_record(), PAIR, date(2019, 2, 27)))
    assert [m for m, n in counts.items() if n == 11] == ["2015-09"]
    assert (counts["2015-12"], counts["2016-09"], counts["2019-02"]) == (9, 7, 1)


def test_count_includes_the_last_day_and_the_sidelines():
    rows = read_public_record()
    with_day = dict(count_by_start(rows, PAIR, date(2018, 11, 11)))
    without = dict(count_by_start(rows, PAIR, date(2018, 11, 10)))
    assert with_day["2018-11"] == without["2018-11"] + 1


def test_starts_in_words():
    words = describe_starts((("2015-09", 2), ("2015-10", 1), ("2015-11", 1)), 2)
    assert words == (
        "2 are reached only counting from September 2015; by start month: "
        "September 2015: 2, October 2015 to November 2015: 1"
    )
    assert describe_starts((("2015-09", 2),), 5).startswith("no start reaches 5")


def test_nobody_on_record():
    assert count_by_start(read_public_record(), ("Anna Berg", "Carlos Ruiz"), date(2019, 2, 27)) == ()


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "published", "kind", "verdict"),
    [
        ("There were 11 meetings between us since September 2016.", "2019-02-27", "count", "contradicted"),
        ("There were seven meetings between us since September 2016.", "2019-02-27", "count", "supported"),
        ("There were 11 meetings between us since September 2015.", "2019-02-27", "count", "supported"),
        ("There were 12 phone calls between us since January 2019.", "2019-12-31", "count", "cannot be told"),
        ("There were 40 meetings between us since May 2009.", "2019-02-27", "count", "cannot be told"),
        ("It is the third meeting this year.", "2018-07-11", "nth", "supported"),
        ("It is the fourth meeting this year.", "2018-07-11", "nth", "contradicted"),
        ("The two last met in Sochi in August.", "2018-01-28", "last_met", "supported"),
        ("The two last met in Sochi in September.", "2018-01-28", "last_met", "contradicted"),
        ("The two have not held a formal sit-down since last July.", "2019-02-26", "last_met", "supported"),
        ("It was their first meeting since December 2018.", "2019-02-27", "first_since", "supported"),
        ("It was their first meeting since January 2016.", "2019-02-27", "first_since", "contradicted"),
        ("It was their first meeting since the war.", "2019-02-27", "first_since", "cannot be told"),
    ],
)
def test_against_the_record(text, published, kind, verdict):
    assert (kind, verdict) in verdicts(claims_of(text, published))


@pytest.mark.model
def test_arithmetic_is_shown():
    (claim,) = [
        c for c in claims_of("I have counted 11 meetings since September 2016.", "2019-02-27") if c.against != "ledger"
    ]
    assert "from 1 September 2016 to 27 February 2019: 7 (9 March 2017 in Moscow, " in claim.arithmetic
    assert "11 are reached only counting from September 2015" in claim.arithmetic


@pytest.mark.model
def test_ledger_shortfall_proves_nothing_but_excess_does():
    text = "There were two meetings between us since September 2016."
    few, many = [meeting("2017-03-09")], [meeting("2017-03-09"), meeting("2017-08-23"), meeting("2018-01-29")]
    assert verdicts(claims_of(text, "2019-02-27", few), "ledger") == [("count", "cannot be told")]
    assert verdicts(claims_of(text, "2019-02-27", many), "ledger") == [("count", "contradicted")]


@pytest.mark.model
def test_a_claim_does_not_prove_itself():
    text = "The two last met in Sochi in August."
    own = [meeting("2017-08-01", "2017-08-31", city="Sochi", articles=("x",), told=("recalled",))]
    other = [meeting("2017-08-23", city="Sochi", articles=("b",), told=("held",))]
    assert verdicts(claims_of(text, "2018-01-28", own), "ledger") == [("last_met", "cannot be told")]
    assert verdicts(claims_of(text, "2018-01-28", other), "ledger") == [("last_met", "supported")]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The third war this year began.",
        "It was the first snow since March.",
        "There were 11 men in the room.",
        "It was the first step in a transition since they met in May.",
        "It is his first trip abroad since August 2018.",
    ],
)
def test_no_claims(text):
    assert claims_of(text, "2019-02-27") == ()


def test_coverage():
    rows = coverage(
        [
            meeting("2017-08-23", city="Sochi", told=("announced",)),
            meeting("2018-07-01", "2018-07-31", told=("recalled",)),
            meeting("2013-11-20", told=("recalled",)),
            meeting("2018-03-03", told=("recalled",)),
            meeting("2018-01-01", "2018-12-31", told=("recalled",)),
        ],
        read_public_record(),
        date(2019, 6, 1),
    )
    by_day = {(str(r["earliest"]), r["format"]): r["coverage"] for r in rows}
    assert by_day["2017-08-23", "in_person"] == "documented"
    assert by_day["2018-07-11", "in_person"] == "recalled"
    assert by_day["2019-04-04", "in_person"] == "missing"
    assert by_day["2019-09-12", "in_person"] == "later"
    assert by_day["2013-11-20", "in_person"] == "outside the record"
    assert by_day["2018-03-03", "in_person"] == "not on record"
    assert by_day["2018-01-01", "in_person"] == "cannot be told"
    assert len(rows) == len(read_public_record()) + 3


def test_of_people_the_articles_do_not_tell_of_nothing_is_missing():
    assert (
        coverage([replace(meeting("2017-08-23"), participants=("Anna Berg", "Carlos Ruiz"))], read_public_record())
        == ()
    )


@pytest.mark.model
def test_a_first_is_said_of_the_meeting_its_sentence_tells_of():
    """ "At last year's assembly the two had met for the first time": no claim about this year's meeting."""
    text = "At the assembly in September 2017 the two had met for the first time."
    told = [
        meeting("2017-09-01", "2017-09-30", articles=("x",), told=("recalled",)),
        meeting("2018-09-27", articles=("x",)),
    ]
    reports = [
        MeetingReport(
            article_id="x", participants=PAIR, earliest=m.earliest, latest=m.latest, city=None, country=None,
            venue=None, format="in_person", status=m.status_history[0][1], occasion=None, passages=(span,), rule="",
            is_news=news,
        )
        for m, span, news in zip(told, ((21, 90), (0, 20)), (False, True), strict=True)
    ]  # fmt: skip
    assert verdicts(claims_of(text, "2018-09-28", told), "ledger") == [("nth", "contradicted")]
    assert verdicts(claims_of(text, "2018-09-28", told, reports), "ledger") == [("nth", "cannot be told")]


@pytest.mark.model
def test_an_event_the_chronology_dates_is_counted_from_in_the_record_only():
    text = "It was the first meeting since a Russian spy plane was shot down over Syria."
    ledger, record = sorted(claims_of(text, "2019-02-27"), key=lambda c: c.against)
    assert (ledger.verdict, record.verdict) == ("cannot be told", "contradicted")
    assert "11 November 2018 in Paris" in record.arithmetic and "17 September 2018 (chronology)" in record.arithmetic
    formal = text.replace("first meeting", "first formal meeting")
    assert verdicts(claims_of(formal, "2019-02-27")) == [("first_since", "supported")]
