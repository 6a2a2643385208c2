"""The ledger on hand-built reports: what is one meeting, what are two, and what the ledger says of it."""

import json
import random
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.records import DayRange, MeetingReport
from summitry.resolve.ledger import family_name, meeting_slug, merge_reports, overall_status

ROOT = Path(__file__).parents[2]
CASES = [json.loads(line) for line in (ROOT / "tests/cases/ledger.jsonl").read_text("utf-8").splitlines()]
PAIR = ("Anna Berg", "Carlos Ruiz")


def day(text):
    return date.fromisoformat(text) if text else None


def only(text):
    return DayRange(earliest=day(text), latest=day(text))


def report(article_id, earliest, latest, city=None, fmt="in_person", status="held", *, participants=PAIR, **more):
    return MeetingReport(
        article_id=article_id,
        participants=tuple(participants),
        earliest=day(earliest),
        latest=day(latest),
        city=city,
        country=more.pop("country", None),
        venue=None,
        format=fmt,
        status=status,
        occasion=None,
        passages=((0, 1),),
        rule="",
        **more,
    )


def days_told(meeting):
    first, last = meeting.earliest, meeting.latest
    return str(first) if first == last else f"{first} to {last}"


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_case(case):
    """Each case: reports with the day their article was written, and which of them are one meeting."""
    reports = [report(f"a{n}", *row["report"], is_news=row.get("news", False)) for n, row in enumerate(case["rows"])]
    published = {f"a{n}": only(row["published"]) for n, row in enumerate(case["rows"])}
    meetings, marked = merge_reports(reports, published)
    groups = {}
    for number, marked_report in enumerate(marked):
        groups.setdefault(marked_report.meeting_id, []).append(number)
    assert sorted(groups.values()) == case["groups"]
    assert sorted(m.status for m in meetings) == sorted(case["status"])
    if "days" in case:
        assert [days_told(m) for m in meetings] == case["days"]
    if "may_be" in case:
        ids = [m.meeting_id for m in meetings]
        pairs = {(*sorted((ids.index(m.meeting_id), ids.index(o))), why) for m in meetings for o, why in m.may_be}
        assert sorted(map(list, pairs)) == case["may_be"]


def test_sochi_is_one_meeting_of_three_passages():
    """2017-08-23: announced by one article, recalled by the caption and the text of another (the seeds)."""
    reports = [
        report("001", "2017-08-23", "2017-08-23", "Sochi", status="recalled"),
        report("002", "2017-08-23", "2017-08-23", "Sochi", status="announced"),
    ]
    (meeting,), marked = merge_reports(reports, {"001": only("2018-01-28"), "002": only("2017-08-20")})
    assert meeting.meeting_id == "2017-08-23-sochi-berg-ruiz"
    assert meeting.status_history == (("002", "announced"), ("001", "recalled"))
    assert meeting.status == "held"
    assert {r.meeting_id for r in marked} == {meeting.meeting_id}
    assert meeting.may_be == ()


def test_other_people_make_another_meeting():
    reports = [
        report("a", "2017-08-23", "2017-08-23", "Sochi"),
        report("b", "2017-08-23", "2017-08-23", "Sochi", participants=("Anna Berg", "Nils Holm")),
    ]
    assert len(merge_reports(reports, {})[0]) == 2


def test_undecidable_report_stays_apart_and_says_so():
    reports = [
        report("a", "2017-08-03", "2017-08-03"),
        report("b", "2017-08-23", "2017-08-23"),
        report("c", "2017-08-01", "2017-08-31", status="recalled"),
    ]
    meetings, _ = merge_reports(reports, {k: only("2017-09-05") for k in "abc"})
    assert len(meetings) == 3
    left_open = next(m for m in meetings if m.articles == ("c",))
    assert left_open.may_be == (
        ("2017-08-03-in-person-berg-ruiz", "the days of both overlap"),
        ("2017-08-23-in-person-berg-ruiz", "the days of both overlap"),
    )


def test_the_town_most_tell_is_kept():
    reports = [
        report("a", "2017-08-23", "2017-08-23", "Sochi", country="Russia"),
        report("b", "2017-08-23", "2017-08-23", "Adler", country="Russia"),
    ]
    (meeting,), _ = merge_reports(reports, {"a": only("2017-08-24"), "b": only("2017-08-25")})
    assert meeting.city == "Sochi"


def test_clashing_ids_get_a_number():
    reports = [report("a", None, None), report("b", None, None)]
    meetings, _ = merge_reports(reports, {})
    assert [m.meeting_id for m in meetings] == ["undated-in-person-berg-ruiz", "undated-in-person-berg-ruiz-2"]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (["announced"], "announced"),
        (["announced", "held"], "held"),
        (["announced", "recalled"], "held"),
        (["announced", "cancelled"], "cancelled"),
        (["cancelled", "announced"], "announced"),
        (["held", "cancelled"], "held"),
    ],
)
def test_overall_status(told, status):
    assert overall_status([report("a", None, None, status=s) for s in told]) == status


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Benjamin Netanyahu", "Netanyahu"),
        ("Xi Jinping", "Xi"),
        ("Kim Jong-un", "Kim"),
        ("Narendra Modi", "Modi"),
        ("Lula", "Lula"),
    ],
)
def test_family_name(name, family):
    assert family_name(name) == family


@pytest.mark.parametrize(
    ("first", "last", "slug"),
    [
        ("2019-02-27", "2019-02-27", "2019-02-27-moscow-berg-ruiz"),
        ("2019-02-01", "2019-02-28", "2019-02-moscow-berg-ruiz"),
        ("2019-01-01", "2019-12-31", "2019-moscow-berg-ruiz"),
        (None, None, "undated-moscow-berg-ruiz"),
    ],
)
def test_slug(first, last, slug):
    assert meeting_slug(DayRange(earliest=day(first), latest=day(last)), "Moscow", PAIR) == slug


DAYS = st.dates(date(2017, 1, 1), date(2017, 12, 31))
REPORTS = st.builds(
    lambda article, first, width, city, fmt, status, who: report(
        article, first.isoformat(), (first + timedelta(days=width)).isoformat(), city, fmt, status, participants=who
    ),
    st.sampled_from("abcdef"),
    DAYS,
    st.sampled_from([0, 0, 0, 2, 30, 200]),
    st.sampled_from([None, "Oslo", "Madrid"]),
    st.sampled_from(["in_person", "phone", "sidelines"]),
    st.sampled_from(["announced", "held", "recalled", "cancelled"]),
    st.sampled_from([PAIR, ("Anna Berg", "Nils Holm")]),
)


@given(st.lists(REPORTS, max_size=12), st.randoms(use_true_random=False))
def test_ledger_properties(reports, random_source):
    """Every report is in one meeting of its own people and days; the order of the reports does not matter."""
    published = {a: only("2017-07-01") for a in "abcdef"}
    meetings, marked = merge_reports(reports, published)
    by_id = {m.meeting_id: m for m in meetings}
    assert len(by_id) == len(meetings)
    assert sum(m.n_reports for m in meetings) == len(reports) == len(marked)
    for given_report, marked_report in zip(reports, marked, strict=True):
        meeting = by_id[marked_report.meeting_id]
        assert meeting.participants == given_report.participants
        assert meeting.earliest >= given_report.earliest
        assert meeting.latest <= given_report.latest
    shuffled = list(reports)
    random_source.shuffle(shuffled)
    assert merge_reports(shuffled, published)[0] == meetings


def test_a_hundred_tellings_are_one_row():
    reports = [report(f"a{n:03d}", "2017-08-23", "2017-08-23", "Sochi") for n in range(100)]
    (meeting,), _ = merge_reports(reports, {r.article_id: only("2017-08-24") for r in reports})
    assert meeting.n_reports == 100


def test_time_grows_almost_with_the_number_of_reports():
    source = random.Random(1)

    def cost(count):
        days = [(date(1950, 1, 1) + timedelta(days=source.randrange(25000))).isoformat() for _ in range(count)]
        reports = [report(f"a{n}", d, d, "Oslo") for n, d in enumerate(days)]
        start = time.process_time()
        merge_reports(reports, {})
        return time.process_time() - start

    cost(200)
    assert cost(4000) < 60 * max(cost(400), 0.004)  # quadratic growth would be a hundredfold


def test_ten_thousand_reports_are_merged_in_seconds():
    """A hundred pairs, a hundred tellings each, over forty years: exact days, months and no day at all."""
    source = random.Random(5)
    reports, published = [], {}
    for number in range(10_000):
        pair = (f"Anna Berg{number % 100}", "Carlos Ruiz")
        day = date(1980, 1, 1) + timedelta(days=source.randrange(15_000))
        width = source.choice([0, 0, 0, 30])
        days = (None, None) if source.random() < 0.1 else (day.isoformat(), (day + timedelta(days=width)).isoformat())
        status = source.choice(["announced", "held", "recalled"])
        reports.append(report(f"a{number}", *days, source.choice([None, "Oslo"]), status=status, participants=pair))
        published[f"a{number}"] = DayRange(earliest=day, latest=day)
    start = time.process_time()
    _, marked = merge_reports(reports, published)
    assert time.process_time() - start < 10
    assert len(marked) == 10_000


TELLINGS = {
    -3: [
        "{a} will receive {b} in Oslo on Thursday.",
        "{b} is to travel to Oslo on Thursday for talks with {a}.",
        "A meeting between {a} and {b} is set for Thursday in Oslo.",
        "{a} and {b} are due to meet in Oslo on May 19.",
        "{b} flies to Oslo on Thursday to meet {a}.",
    ],
    1: [
        "{a} met {b} in Oslo on Thursday.",
        "{b} was received by {a} in Oslo on Thursday.",
        "{a} and {b} held talks in Oslo on Thursday.",
        "{a} and {b} sat down together in Oslo on May 19.",
        "{b} shook hands with {a} in Oslo on Thursday.",
    ],
    40: [
        "{a} last met {b} in Oslo in May.",
        "{a} and {b} had met in Oslo on May 19.",
        "{b} and {a} last saw each other in May, in Oslo.",
        "{a} had received {b} in Oslo on May 19.",
        "{a} and {b} had talks in Oslo on May 19.",
    ],
}


@pytest.mark.model
def test_a_hundred_tellings_of_one_summit_are_one_row(tmp_path):
    """A hundred articles, fifteen wordings, three names for each: announced, reported, recalled; in any order."""
    import summitry

    names = [
        ("Norwegian President Anna Berg", "Spanish Prime Minister Carlos Ruiz"),
        ("Norway's President Anna Berg", "Spain's Prime Minister Carlos Ruiz"),
        ("President Anna Berg of Norway", "Prime Minister Carlos Ruiz of Spain"),
    ]
    wordings = [(shift, text) for shift, texts in TELLINGS.items() for text in texts]
    rows = []
    for number in range(100):
        shift, text = wordings[number % len(wordings)]
        a, b = names[number // len(wordings) % len(names)]
        told = text.format(a=a, b=b)
        told += f" Officials in both capitals declined to say more. About {number + 200} reporters were told to wait."
        day = date(2016, 5, 19) + timedelta(days=shift)
        rows.append({"file": f"t{number:03d}", "text": told, "published": day.isoformat()})
    random.Random(3).shuffle(rows)
    corpus = tmp_path / "tellings.jsonl"
    corpus.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    meetings = summitry.analyse(corpus).meetings
    assert list(meetings.meeting_id) == ["2016-05-19-oslo-berg-ruiz"]
    assert meetings.n_reports[0] == 100
    assert meetings.status[0] == "held"


def test_the_id_of_a_meeting_of_many_is_short_enough_for_a_file():
    crowd = [f"Anna {'Very' * 9}long{n}" for n in range(40)]
    assert len(meeting_slug(DayRange(), "x" * 300, crowd)) < 220
