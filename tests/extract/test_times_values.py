"""The reckoning of times without a parse: the grammar on plain strings and resolve_time on records."""

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.extract.times.calendar import add_months, iso_week, week_of, weekday_after, weekday_before
from summitry.extract.times.feasts import feast_days, feasts
from summitry.extract.times.find import RULES
from summitry.extract.times.grammar import find_spans, soften_lines
from summitry.extract.times.mention import TimeMention, TimeSpec
from summitry.extract.times.references import quoted_spans
from summitry.extract.times.values import RESOLVERS, resolve_time
from summitry.extract.times.words import MONTHS, number_value

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def mention(spec, *, direction="unknown", anchor="publication", reference=None, type_="DATE"):
    return TimeMention(
        article_id="x",
        start=0,
        end=1,
        text="x",
        type=type_,
        spec=spec,
        direction=direction,
        anchor=anchor,
        reference=reference,
    )


DATE_FORMS = [
    "{month} {day}, {year}", "{month} {day} {year}", "{day} {month} {year}", "{day} {month}, {year}",
    "{day}th of {month} {year}",
    "the {day}th of {month}, {year}", "{short}. {day}, {year}", "{short} {day}, {year}", "{day} {short} {year}",
    "{month} {day}th, {year}", "Monday, {month} {day}, {year}", "Monday {day} {month} {year}", "{year}-{m:02}-{day:02}",
    "{m}/{day}/{year}", "{day}.{m:02}.{year}", "{upper} {day}, {year}", "{day}-{short}-{year}",
]  # fmt: skip


@pytest.mark.parametrize("form", DATE_FORMS)
def test_every_month_and_day_in_every_form(form):
    """All months, days and separators of a full date, alone and inside a sentence."""
    for number, month in enumerate(MONTHS, 1):
        for day in (1, 9, 10, 19, 28):
            if "th" in form and day not in (9, 10, 19, 28):
                continue
            words = form.format(month=month.capitalize(), short=month[:3].capitalize(), upper=month.upper(), m=number,
                                day=day, year=2014)  # fmt: skip
            for text in (words, f"They met on {words}, in Oslo.", f"({words})"):
                found = find_spans(text, RULES)
                assert len(found) == 1, (text, found)
                spec = found[0].spec
                assert (spec.year, spec.month, spec.day) == (2014, number, day), text
                assert text[found[0].start : found[0].end] == words


@given(st.text(max_size=200))
def test_grammar_never_raises_and_never_overlaps(text):
    found = find_spans(soften_lines(text), RULES)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


WORDS = st.sampled_from(
    """the last next this two 27 2019 May March Feb. Monday week year ago later in of and , - 1990s quarter day after
    before early every a few half Q3 night noon now 2/27/2019 third century fiscal spring weekend p.m. 6:40""".split()  # noqa: SIM905
)


@given(st.lists(WORDS, max_size=12).map(" ".join), DAYS)
def test_any_string_of_time_words_resolves(text, day):
    for found in find_spans(text, RULES):
        for direction in ("past", "ahead", "unknown"):
            value, first, last = resolve_time(mention(found.spec, direction=direction, type_=found.type), day)
            assert value
            assert first is None or first <= last


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_looking_only_around_signal_words_loses_nothing(text):
    """Every rule names a kind of word that all its matches hold: trying it on the whole text finds no more."""
    assert find_spans(text, RULES) == find_spans(text, [rule._replace(near="") for rule in RULES])


def test_no_case_is_lost_by_looking_only_around_signal_words():
    cases = (Path(__file__).parents[1] / "cases/times.jsonl").read_text("utf-8").splitlines()
    text = "\n".join(json.loads(case)["text"] for case in cases)
    assert find_spans(text, RULES) == find_spans(text, [rule._replace(near="") for rule in RULES])


def test_soften_lines_keeps_every_offset():
    text = "They met in February\n27 days ago.\nTitle\n\nNext line"
    soft = soften_lines(text)
    assert len(soft) == len(text)
    assert soft.count("\n") == text.count("\n") - 1


@pytest.mark.parametrize(
    ("words", "value"),
    [("two", 2), ("a", 1), ("half a", 0.5), ("two and a half", 2.5), ("twenty-one", 21), ("1,200", 1200), ("3.5", 3.5),
     ("a hundred", 100), ("three hundred", 300), ("several", None), ("a few", None), ("a couple of", 2),
     ("a dozen", 12)],
)  # fmt: skip
def test_numbers(words, value):
    assert number_value(words) == value


@given(DAYS, st.integers(0, 6))
def test_weekdays_before_and_after(day, weekday):
    before, after = weekday_before(day, weekday), weekday_after(day, weekday)
    assert before.weekday() == after.weekday() == weekday
    assert before <= day <= after
    assert (after - before).days in (0, 7)
    assert weekday_after(day, weekday, same=False) > day > weekday_before(day, weekday, same=False)


@given(DAYS, st.booleans(), st.integers(-3, 3))
def test_weeks(day, sunday_first, shift):
    first, last = week_of(day, shift=shift, sunday_first=sunday_first)
    assert first.weekday() == (6 if sunday_first else 0)
    assert (last - first).days == 6
    assert first <= day + timedelta(weeks=shift) <= last
    year, week = iso_week(day).split("-W")
    assert date.fromisocalendar(int(year), int(week), 3) in [week_of(day)[0] + timedelta(days=2)]


@given(DAYS, st.integers(-30, 30))
def test_months(day, number):
    moved = add_months(day, number)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == number
    assert moved.day <= day.day


@given(DAYS, st.integers(1, 12), st.sampled_from(["past", "ahead"]), st.sampled_from([None, -1, 1]))
def test_month_without_year_lies_where_the_sentence_looks(day, month, direction, shift):
    _, first, last = resolve_time(mention(TimeSpec(kind="date", month=month, shift=shift), direction=direction), day)
    assert first.month == month
    if shift == -1 or (direction == "past" and shift is None):
        assert first <= day
        assert (day - first).days < 400
    if shift == 1 or (direction == "ahead" and shift is None):
        assert last >= day
        assert (last - day).days < 400
    if shift == -1:
        assert last < day
    if shift == 1:
        assert first > day


def test_weekday_beside_a_date_tells_the_year():
    spec = TimeSpec(kind="date", month=2, day=27, weekday=2)  # a Wednesday: 2019, not 2018 or 2020
    assert resolve_time(mention(spec, direction="past"), date(2020, 1, 10))[0] == "2019-02-27"
    wrong = TimeSpec(kind="date", month=2, day=27, weekday=4)  # no Friday near: the weekday is a slip
    assert resolve_time(mention(wrong, direction="past"), date(2019, 3, 10))[0] == "2019-02-27"


def test_29_february():
    spec = TimeSpec(kind="date", month=2, day=29)
    assert resolve_time(mention(spec, direction="past"), date(2019, 3, 1))[0] == "2016-02-29"
    assert (
        resolve_time(mention(TimeSpec(kind="date", year=2019, month=2, day=29), anchor="none"), date(2019, 3, 1))[1]
        is None
    )


def test_a_reference_that_is_too_coarse_is_refused():
    year = mention(TimeSpec(kind="date", year=1939), anchor="none")
    later = mention(
        TimeSpec(kind="offset", number=2, unit="day", shift=1), direction="ahead", anchor="narrative", reference=year
    )
    value, first, last = resolve_time(later, date(2019, 2, 28))
    assert value == "XXXX-XX-XX"
    assert (first, last) == (date(1939, 1, 3), date(1940, 1, 2))


def test_what_hangs_on_an_undated_event_is_refused():
    spec = TimeSpec(kind="offset", number=1, unit="day", shift=1, name="event")
    assert resolve_time(mention(spec, anchor="none"), date(2019, 2, 28)) == ("XXXX-XX-XX", None, None)


def test_every_kind_has_a_resolver():
    from summitry.extract.times.mention import KINDS

    assert set(RESOLVERS) == set(KINDS)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [("Passover", 2019, date(2019, 4, 20)), ("Rosh Hashanah", 2018, date(2018, 9, 10)),
    ("Purim", 2016, date(2016, 3, 24)),
     ("Yom Kippur", 1973, date(1973, 10, 6)), ("Easter", 2019, date(2019, 4, 21)),
     ("Orthodox Easter", 2018, date(2018, 4, 8)),
     ("Thanksgiving", 2018, date(2018, 11, 22)), ("Good Friday", 1998, date(1998, 4, 10)),
     ("Victory Day", 2018, date(2018, 5, 9)),
     ("Hanukkah", 2016, date(2016, 12, 25)), ("Ash Wednesday", 2018, date(2018, 2, 14))],
)  # fmt: skip
def test_feasts(name, year, day):
    """Dates as the calendars of those years give them."""
    assert feast_days(name, year)[0] == day


def test_every_feast_has_days_or_says_it_varies():
    for name, row in feasts().items():
        years = [int(row["rule"][:4])] if row["rule"].count("-") == 2 else range(1950, 2051)
        for year in years:
            days = feast_days(name, year)
            assert (days is None) == (row["rule"] == "varies"), (name, year)
            assert days is None or days[0] <= days[1]


def test_quotations():
    text = '“One,” he said. “Two.\nThree “four” five\n"Six" seven'
    assert [text[a : b + 1] for a, b in quoted_spans(text)] == ["“One,”", "“Two.\n", "“four”", '"Six"']
