"""The records answer small questions about themselves."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.records import Article, DayRange, Segment

days = st.none() | st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@st.composite
def ranges(draw):
    a, b = draw(days), draw(days)
    if a and b and b < a:
        a, b = b, a
    return DayRange(earliest=a, latest=b)


@given(ranges(), ranges())
def test_ranges_overlap_exactly_when_they_share_days(a, b):
    common = a.intersect(b)
    assert a.overlaps(b) == b.overlaps(a) == (common is not None)
    assert b.intersect(a) == common


@given(ranges(), ranges(), st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_a_day_lies_in_the_intersection_when_it_lies_in_both(a, b, day):
    common = a.intersect(b)
    assert (day in a and day in b) == (common is not None and day in common)


def test_days_are_counted_with_both_ends():
    week = DayRange(earliest=date(2019, 2, 25), latest=date(2019, 3, 3))
    assert week.days == 7 == len(list(week))
    assert not week.is_day
    assert DayRange(earliest=date(2019, 2, 25)).days is None


def test_an_open_range_cannot_be_listed():
    with pytest.raises(ValueError, match="open range"):
        list(DayRange())


def test_an_article_knows_what_lies_at_an_offset():
    segment = Segment(article_id="a", kind="title", start=0, end=5, text="Title")
    article = Article(article_id="a", file="a.txt", sha256="", text="Title\nBody", segments=(segment,))
    assert article.kind_at(4) == "title"
    assert article.kind_at(5) is None
    assert article.passage(6, 10).text == "Body"
