"""The whole chain: the five seeds come out right, and so they do with other leaders and on other days."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

import summitry
from summitry.study import StudyError

pytestmark = pytest.mark.model

SEEDS = Path(__file__).parent.parent / "seeds"

# seeds/README.md and the reference behind it: (days, city, status) of each article's main meeting.
MAIN_MEETINGS = {
    "000": ("2016-04-21", "Moscow", "announced"),
    "001": ("2018-01-29", "Moscow", "announced"),
    "002": ("2017-08-23", "Sochi", "announced"),
    "003": ("2019-02-27", "Moscow", "held"),
    "004": ("2018-05-09", "Moscow", "held"),
}
PUBLISHED = {
    "000": ("2016-04-15", "2016-04-17"),
    "001": ("2018-01-28", "2018-01-28"),
    "002": ("2017-08-20", "2017-08-20"),
    "003": ("2019-02-27", "2019-02-28"),
    "004": ("2018-05-09", "2018-05-15"),
}
PAIR = "Benjamin Netanyahu; Vladimir Putin"


def reports(study, number, participants=PAIR):
    frame = study.reports
    return frame[frame.article_id.str.startswith(number) & (frame.participants == participants)]


def days(row):
    return str(row.earliest)[:10], str(row.latest)[:10]


@pytest.mark.parametrize("number", PUBLISHED)
def test_each_seed_is_dated(seeds_study, number):
    (row,) = seeds_study.articles[seeds_study.articles.article_id.str.startswith(number)].itertuples()
    assert (str(row.published_earliest)[:10], str(row.published_latest)[:10]) == PUBLISHED[number]
    assert row.published_basis


@pytest.mark.parametrize("number", MAIN_MEETINGS)
def test_each_seed_tells_of_its_main_meeting_once(seeds_study, number):
    day, city, status = MAIN_MEETINGS[number]
    fits = [r for r in reports(seeds_study, number).itertuples() if days(r) == (day, day)]
    assert [(r.city, r.status, r.format) for r in fits] == [(city, status, "in_person")]


@pytest.mark.parametrize("number", ["000", "001"])
def test_outside_knowledge_is_marked_where_it_dated_an_article(seeds_study, number):
    rows = seeds_study.dating[seeds_study.dating.article_id.str.startswith(number) & seeds_study.dating.used]
    assert rows.outside.any()
    assert (rows[rows.outside].source != "").all()


def test_sochi_is_one_meeting_told_in_two_articles(seeds_study):
    rows = seeds_study.meetings[seeds_study.meetings.earliest == "2017-08-23"]
    (row,) = rows.itertuples()
    assert [a[:3] for a in row.articles.split("; ")] == ["002", "001"]
    assert (row.city, row.status, row.n_reports) == ("Sochi", "held", 2)
    told = seeds_study.reports[(seeds_study.reports.meeting_id == row.meeting_id)]
    passages = {r.article_id[:3]: json.loads(r.passages) for r in told.itertuples()}
    words = " ".join(seeds_study.article(told.article_id.iloc[0]).text[a:b] for a, b in passages["001"])
    assert "August 23, 2017" in words
    assert "last met" in words


@pytest.mark.parametrize(
    ("number", "participants", "earliest", "latest", "city", "meeting_format"),
    [
        ("002", PAIR, "2017-07-01", "2017-07-31", "", "phone"),
        ("002", PAIR, "2017-03-01", "2017-03-31", "", "in_person"),
        ("002", PAIR, "2013-11-20", "2013-11-20", "", "in_person"),
        ("003", PAIR, "2018-11-01", "2018-11-30", "Paris", "sidelines"),
        ("003", PAIR, "2018-07-01", "2018-07-31", "", "in_person"),
    ],
)
def test_the_other_meetings_are_found(seeds_study, number, participants, earliest, latest, city, meeting_format):
    fits = [r for r in reports(seeds_study, number, participants).itertuples() if days(r) == (earliest, latest)]
    assert [r.format for r in fits] == [meeting_format]
    assert not city or fits[0].city == city


def test_rivlin_met_putin_about_a_month_before(seeds_study):
    (row,) = reports(seeds_study, "000", "Reuven Rivlin; Vladimir Putin").itertuples()
    assert str(row.earliest)[:10] <= "2016-03-16" <= str(row.latest)[:10]
    assert (row.latest - row.earliest).days <= 31


def test_what_is_no_meeting_is_none(seeds_study):
    names = set("; ".join(seeds_study.meetings.participants).split("; "))
    assert not {n for n in names if "Soleimani" in n}
    for row in seeds_study.reports.itertuples():
        text = seeds_study.article(row.article_id).text
        for start, end in json.loads(row.passages):
            assert "speak frequently" not in text[start:end]


def test_the_count_of_eleven_is_set_against_the_public_record(seeds_study):
    claims = seeds_study.claims[(seeds_study.claims.kind == "count") & (seeds_study.claims.against == "public record")]
    (row,) = [r for r in claims.itertuples() if "11" in r.text]
    assert row.verdict == "contradicted"
    assert "7" in row.arithmetic
    assert "September 2015" in row.arithmetic


@pytest.mark.parametrize("table", ["segments", "mentions", "times", "places", "codes", "dating", "claims"])
def test_every_row_has_its_words(seeds_study, table):
    for row in getattr(seeds_study, table).itertuples():
        if row.start is None or str(row.start) == "<NA>":
            continue
        text = seeds_study.article(row.article_id).text[row.start : row.end]
        assert text.strip()
        if hasattr(row, "text"):
            assert text == row.text


def test_statements_have_their_words(seeds_study):
    for row in seeds_study.statements.itertuples():
        text = seeds_study.article(row.article_id).text
        pieces = json.loads(row.contents)
        assert pieces == sorted(pieces)
        assert all(text[a:b].strip() for a, b in pieces)
        if str(row.cue_start) != "<NA>":
            assert text[row.cue_start : row.cue_end] == row.cue


def test_nothing_is_taken_from_furniture(seeds_study):
    for table in ("mentions", "times", "places", "codes"):
        for row in getattr(seeds_study, table).itertuples():
            assert seeds_study.article(row.article_id).kind_at(row.start) not in ("chrome", "credit")


RENAMED = {
    "Benjamin": "Tobias",
    "Netanyahu": "Ferrante",
    "Netanyhau": "Ferrnate",
    "Vladimir": "Anatol",
    "Putin": "Malinov",
}


@pytest.fixture(scope="session")
def renamed_and_shifted(tmp_path_factory):
    """Articles 002 and 003 with other leaders, 52 weeks later: dates in words move, weekdays stay."""
    folder = tmp_path_factory.mktemp("renamed")
    for path in sorted(SEEDS.glob("00[23]*.txt")):
        text = path.read_text("utf-8")
        for old, new in RENAMED.items():
            text = text.replace(old, new)
        (folder / path.name).write_text(re.sub(r"([A-Z][a-z]+\.?) (\d{1,2}), (\d{4})", _later, text), "utf-8")
    return summitry.analyse(folder)


def _later(match):
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    day = date(int(match[3]), months.index(match[1][:3]) + 1, int(match[2])) + timedelta(weeks=52)
    return f"{day:%B} {day.day}, {day.year}"


@pytest.mark.parametrize(("number", "day"), [("002", "2018-08-22"), ("003", "2020-02-26")])
def test_other_leaders_on_other_days_come_out_as_right(renamed_and_shifted, number, day):
    rows = reports(renamed_and_shifted, number, "Anatol Malinov; Tobias Ferrante")
    assert (day, day) in [days(r) for r in rows.itertuples()]
    spoken = renamed_and_shifted.statements[renamed_and_shifted.statements.article_id.str.startswith(number)]
    assert "Tobias Ferrante" in set(spoken.speaker)
    told = " ".join(renamed_and_shifted.findings[renamed_and_shifted.findings.holds].statement)
    assert "Netanyahu" not in told
    assert "Putin" not in told


def test_the_invented_corpus_is_one_series_of_meetings(invented_study):
    assert invented_study.principals == ("Ingrid Halvorsen", "Mateo Quiroga")
    pair = invented_study.meetings[invented_study.meetings.participants == "Ingrid Halvorsen; Mateo Quiroga"]
    dated = {(str(r.earliest)[:10], r.city, r.format, r.status) for r in pair.itertuples()}
    assert ("2024-03-12", "Bergen", "in_person", "held") in dated
    assert ("2024-05-20", "", "phone", "held") in dated
    bergen = pair[pair.earliest == "2024-03-12"].iloc[0]
    assert bergen.n_reports == 3
    assert "announced" in bergen.status_history


def test_principals_may_be_family_names_and_a_slip_is_answered():
    study = summitry.analyse(SEEDS, principals="Netanyahu; Putin")
    assert study.principals == ("Benjamin Netanyahu", "Vladimir Putin")
    with pytest.raises(StudyError, match="did you mean Vladimir Putin"):
        summitry.analyse(SEEDS, principals="Netanyahu; Vladimir Puttin")


def test_since_and_until_bound_the_ledger():
    study = summitry.analyse(SEEDS, since="2018-01-01", until="2018-12-31")
    assert len(study.meetings)
    assert (study.meetings.earliest.dt.year.dropna() == 2018).all()
    with pytest.raises(StudyError, match="lies after"):
        summitry.analyse(SEEDS, since="2019-01-01", until="2018-01-01")
