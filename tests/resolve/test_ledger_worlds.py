"""The ledger on invented worlds: what is one meeting is known there, and many articles tell of it in many ways."""

import random
import time
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.records import DayRange, MeetingReport
from summitry.resolve.ledger import merge_reports

LEADERS = ("Anna Berg", "Carlos Ruiz", "Nils Holm", "Mei Tanaka", "Ama Boateng", "Ivan Petrov")
CITIES = (("Oslo", "Norway"), ("Madrid", "Spain"), ("Accra", "Ghana"), ("Kyoto", "Japan"))


def only(day):
    return DayRange(earliest=day, latest=day)


def report(article, people, first, last, place=None, *, status="held", fmt="in_person", news=False, venue=None):
    return MeetingReport(
        article_id=article,
        participants=tuple(sorted(people)),
        earliest=first,
        latest=last,
        city=place[0] if place else None,
        country=place[1] if place else None,
        venue=venue,
        format=fmt,
        status=status,
        occasion=None,
        passages=((0, 1),),
        rule="",
        is_news=news,
    )


def month_of(day):
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def tellings(people, day, place, fmt):
    """Six true ways to tell of one meeting: (status, first day, last day, place, written so many days after it)."""
    month = month_of(day)
    week = (day - timedelta(days=day.weekday()), day - timedelta(days=day.weekday()) + timedelta(days=6))
    return (
        ("announced", day, day, place, -3),
        ("held", day, day, place, 1),
        ("held", day, day, None, 0),
        ("recalled", day, day, place, 200),
        ("recalled", *week, place, 12),
        ("recalled", *month, place, 90),
    )


@st.composite
def worlds(draw):
    """Meetings of six leaders over three years, no two of a pair in the same month; up to eight articles on each."""
    world, used = [], set()
    for _ in range(draw(st.integers(1, 12))):
        people = tuple(draw(st.lists(st.sampled_from(LEADERS), min_size=2, max_size=3, unique=True)))
        day = draw(st.dates(date(2015, 1, 1), date(2017, 12, 31)))
        key = (tuple(sorted(people)), day.year, day.month)
        around = {(key[0], d.year, d.month) for d in (day - timedelta(days=31), day, day + timedelta(days=31))}
        if not around & used:
            used |= around
            fmt = draw(st.sampled_from(["in_person", "sidelines", "phone"]))
            place = None if fmt == "phone" else draw(st.sampled_from(CITIES))
            ways = draw(st.lists(st.integers(0, 5), min_size=1, max_size=8))
            world.append((people, day, place, fmt, ways))
    return world


def press(world):
    """(reports, published, the number of the meeting each report tells of)."""
    reports, published, truth = [], {}, []
    for number, (people, day, place, fmt, ways) in enumerate(world):
        for n, way in enumerate(ways):
            status, first, last, where, after = tellings(people, day, place, fmt)[way]
            key = f"m{number}-{n}"
            reports.append(report(key, people, first, last, where, status=status, fmt=fmt))
            published[key] = only(
                max(day + timedelta(days=after), last) if status != "announced" else day + timedelta(days=after)
            )
            truth.append(number)
    return reports, published, truth


def partition(marked):
    groups = defaultdict(set)
    for number, one in enumerate(marked):
        groups[one.meeting_id].add(number)
    return sorted(map(sorted, groups.values()))


@given(worlds())
@settings(max_examples=80, deadline=None)
def test_every_meeting_of_a_world_is_one_row(world):
    """A month apart nothing is open: however a meeting is told of, it is one row, and no two are merged."""
    reports, published, truth = press(world)
    meetings, marked = merge_reports(reports, published)
    groups = defaultdict(list)
    for number, of in enumerate(truth):
        groups[of].append(number)
    assert partition(marked) == sorted(groups.values())
    assert len({m.meeting_id for m in meetings}) == len(meetings)


DAYS = st.dates(date(2017, 5, 1), date(2017, 9, 30))
ANY = st.builds(
    lambda a, first, width, place, fmt, status, people, news, dated, venue: report(
        f"a{a}",
        people,
        first if dated else None,
        first + timedelta(days=width) if dated else None,
        place,
        status=status,
        fmt=fmt,
        news=news,
        venue=venue,
    ),
    st.integers(0, 9),
    DAYS,
    st.sampled_from([0, 0, 0, 1, 6, 30, 200]),
    st.sampled_from([None, *CITIES[:2]]),
    st.sampled_from(["in_person", "phone", "sidelines"]),
    st.sampled_from(["announced", "held", "recalled", "cancelled"]),
    st.sampled_from([LEADERS[:2], LEADERS[:3]]),
    st.booleans(),
    st.sampled_from([True, True, True, False]),
    st.sampled_from([None, None, "Palace"]),
)
WRITTEN = st.lists(st.dates(date(2017, 5, 1), date(2018, 1, 31)), min_size=10, max_size=10)


@given(st.lists(ANY, max_size=14), WRITTEN, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_any_reports_at_all(reports, written, source):
    """Every report is in one row of its own people, form and days; days never lie outside what a report of the row
    leaves; order does not matter; what is open is open both ways."""
    published = {f"a{n}": only(day) for n, day in enumerate(written)}
    meetings, marked = merge_reports(reports, published)
    by_id = {m.meeting_id: m for m in meetings}
    assert sum(m.n_reports for m in meetings) == len(reports) == len(marked)
    for one in marked:
        meeting = by_id[one.meeting_id]
        assert meeting.participants == one.participants
        assert (meeting.format == "phone") == (one.format == "phone")
        if one.earliest:
            assert one.earliest <= meeting.earliest <= meeting.latest <= one.latest
        if one.status == "announced" and meeting.latest:
            assert meeting.latest >= min(published[one.article_id].earliest, one.latest or date.max)
    for meeting in meetings:
        for other, reason in meeting.may_be:
            assert (meeting.meeting_id, reason) in by_id[other].may_be
            assert not set(meeting.articles) & set(by_id[other].articles)
    shuffled = list(reports)
    source.shuffle(shuffled)
    assert merge_reports(shuffled, published)[0] == meetings


@given(st.lists(ANY, max_size=12), WRITTEN, st.integers(-3000, 3000))
@settings(max_examples=100, deadline=None)
def test_a_shifted_world_is_the_shifted_ledger(reports, written, days):
    by = timedelta(days=days)
    published = {f"a{n}": only(day) for n, day in enumerate(written)}
    moved = [replace(r, earliest=r.earliest and r.earliest + by, latest=r.latest and r.latest + by) for r in reports]
    plain, marked = merge_reports(reports, published)
    later, marked_later = merge_reports(moved, {k: only(v.earliest + by) for k, v in published.items()})
    assert partition(marked) == partition(marked_later)
    assert [m.earliest and m.earliest + by for m in plain] == [m.earliest for m in later]
    assert [m.status_history for m in plain] == [m.status_history for m in later]
    assert [len(m.may_be) for m in plain] == [len(m.may_be) for m in later]


@given(st.lists(ANY, max_size=12, unique_by=lambda r: r.article_id), WRITTEN)
@settings(max_examples=100, deadline=None)
def test_neither_the_names_of_people_nor_of_files_matter(reports, written):
    published = {f"a{n}": only(day) for n, day in enumerate(written)}
    names = dict(zip(LEADERS, ("Zora Yusuf", "Bea Quist", "Al Dunn"), strict=False))
    files = {f"a{n}": f"z{(7 * n) % 10}" for n in range(10)}
    other = [
        replace(r, article_id=files[r.article_id], participants=tuple(sorted(names[p] for p in r.participants)))
        for r in reports
    ]
    plain, marked = merge_reports(reports, published)
    renamed, marked_renamed = merge_reports(other, {files[k]: v for k, v in published.items()})
    sizes = [sorted((m.earliest or date.min, m.n_reports, m.status) for m in ledger) for ledger in (plain, renamed)]
    assert sizes[0] == sizes[1]
    if len({(r.participants, r.earliest, r.latest, r.city, r.status, r.format) for r in reports}) == len(reports):
        assert partition(marked) == partition(marked_renamed)


def test_a_trip_with_three_meetings():
    """One leader sees three others on one trip, and the first of them again two days later: four rows."""
    day, oslo = date(2017, 8, 23), CITIES[0]
    pairs = [(LEADERS[0], other) for other in LEADERS[1:4]]
    reports = [report(f"a{n}", pair, day, day, oslo) for n in range(10) for pair in pairs]
    again = day + timedelta(days=2)
    reports += [report(f"b{n}", pairs[0], again, again, oslo) for n in range(10)]
    published = {r.article_id: only(again + timedelta(days=1)) for r in reports}
    meetings, _ = merge_reports(reports, published)
    assert sorted(m.n_reports for m in meetings) == [10, 10, 10, 10]


@pytest.mark.parametrize("places", [(0, 50), (99, 3)])
def test_a_morning_and_an_evening_do_not_keep_a_hundred_tellings_apart(places):
    """Two of a hundred articles tell of talks and a dinner of one day; the others only of "the meeting"."""
    day = date(2017, 8, 23)
    reports = []
    for n in range(100):
        reports.append(report(f"a{n:02d}", LEADERS[:2], day, day, CITIES[0], news=True))
        if n in places:
            reports.append(report(f"a{n:02d}", LEADERS[:2], day, day, CITIES[0], venue="Palace"))
    meetings, _ = merge_reports(reports, {r.article_id: only(day) for r in reports})
    assert sorted(m.n_reports for m in meetings) == [2, 100]


def test_a_round_of_three_told_as_two_is_named_as_possibly_the_same():
    day = date(2017, 8, 23)
    reports = [report("a", LEADERS[:3], day, day, CITIES[0]), report("b", LEADERS[:2], day, day)]
    two, three = sorted(merge_reports(reports, {k: only(day) for k in "ab"})[0], key=lambda m: len(m.participants))
    assert two.may_be == ((three.meeting_id, "the same day and place, with fewer people named"),)
    reports.append(report("a", LEADERS[:2], day, day))
    assert not any(m.may_be for m in merge_reports(reports, {k: only(day) for k in "ab"})[0])


def test_of_many_candidates_none_is_named():
    days = [date(2017, 1, 1) + timedelta(days=10 * n) for n in range(9)]
    reports = [report(f"a{n}", LEADERS[:2], d, d) for n, d in enumerate(days)]
    reports.append(report("z", LEADERS[:2], None, None, status="recalled"))
    published = {f"a{n}": only(d) for n, d in enumerate(days)} | {"z": only(date(2017, 6, 1))}
    assert not any(m.may_be for m in merge_reports(reports, published)[0])


def test_ten_thousand_tellings_of_one_summit_are_cheap():
    source, day = random.Random(2), date(2017, 8, 23)
    reports, published = [], {}
    for n in range(10_000):
        status, first, last, where, after = source.choice(tellings(LEADERS[:2], day, CITIES[0], "in_person"))
        reports.append(report(f"a{n}", LEADERS[:2], first, last, where, status=status))
        published[f"a{n}"] = only(max(day + timedelta(days=after), last) if after > 0 else day + timedelta(days=after))
    start = time.process_time()
    (meeting,), _ = merge_reports(reports, published)
    assert time.process_time() - start < 10
    assert (meeting.n_reports, meeting.earliest, meeting.city) == (10_000, day, "Oslo")
