"""Rows of the ledger that may be one meeting: kept distinct, because nothing decides, and named with the reason.

Two rows of the same people that no article tells of apart may be one where a day is missing, where their days overlap,
or where they lie a day apart (clocks differ, and so do editors). A row with fewer people on the same day in the same
place may be the same meeting told less fully.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from summitry.records import UNKNOWN_DAYS, DayRange, Meeting
from summitry.resolve.ledger.rows import days_of, format_class

NEAR_DAYS = 3  # two tellings of the same people in the same place so few days apart may be one meeting
AHEAD_DAYS = 92  # a plan without a day is looked for within a quarter of a year
MANY = 3  # of more candidates none is named: the row could be any of them
NO_DAY, OVERLAP, NEAR, FEWER = (
    "no day is told",
    "the days of both overlap",
    "the days lie close together",
    "the same day and place, with fewer people named",
)


def find_doubles(
    meetings: Sequence[Meeting], published: Mapping[str, DayRange]
) -> dict[str, tuple[tuple[str, str], ...]]:
    """{meeting_id: the other rows it may be, each with the reason}; a pair stands under both its ids."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for one, other, reason in [*_of_same_people(meetings, published), *_of_fewer_people(meetings)]:
        found[one.meeting_id].setdefault(other.meeting_id, reason)
        found[other.meeting_id].setdefault(one.meeting_id, reason)
    return {key: tuple(sorted(others.items())) for key, others in found.items()}


def _of_same_people(
    meetings: Sequence[Meeting], published: Mapping[str, DayRange]
) -> Iterator[tuple[Meeting, Meeting, str]]:
    groups: dict[tuple, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        groups[(*sorted(meeting.participants), format_class(meeting.format))].append(meeting)
    for same in groups.values():
        dated = sorted((m for m in same if days_of(m).is_bounded), key=lambda m: (m.earliest, m.latest, m.meeting_id))
        starts = [m.earliest for m in dated]
        for meeting in same:
            window = _window(meeting, published)
            if window is None:
                continue
            first = bisect.bisect_left(starts, window.earliest - timedelta(days=366))
            last = bisect.bisect_right(starts, window.latest)
            near = [m for m in dated[first:last] if m is not meeting and _may_be(meeting, m, window)]
            if len(near) <= MANY:
                yield from ((meeting, m, _reason(meeting, m)) for m in near)


def _window(meeting: Meeting, published: Mapping[str, DayRange]) -> DayRange | None:
    """The days on which another row of the same people would be looked for."""
    days = days_of(meeting)
    if days.is_bounded:
        slack = timedelta(days=NEAR_DAYS if days.is_day else 0)
        return DayRange(earliest=_moved(days.earliest, -slack), latest=_moved(days.latest, slack))
    written = [w for a in meeting.articles if (w := published.get(a, UNKNOWN_DAYS)).is_bounded]
    if not written:
        return None
    first, last = min(w.earliest for w in written), max(w.latest for w in written)
    if {s for _, s in meeting.status_history} == {"announced"}:
        return DayRange(earliest=first, latest=_moved(last, timedelta(days=AHEAD_DAYS)))
    return DayRange(earliest=_moved(first, timedelta(days=-366)), latest=last)


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min


def _may_be(meeting: Meeting, other: Meeting, window: DayRange) -> bool:
    if set(meeting.articles) & set(other.articles) or not days_of(other).overlaps(window):
        return False
    if (meeting.status == "cancelled") != (other.status == "cancelled"):
        return False
    if meeting.city and other.city:
        return meeting.city == other.city
    return not (meeting.country and other.country and meeting.country != other.country)


def _reason(meeting: Meeting, other: Meeting) -> str:
    if not days_of(meeting).is_bounded:
        return NO_DAY
    return OVERLAP if days_of(meeting).overlaps(days_of(other)) else NEAR


def _of_fewer_people(meetings: Sequence[Meeting]) -> Iterator[tuple[Meeting, Meeting, str]]:
    """Pairs on one day of which one names some of the people of the other."""
    by_day: dict[tuple, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        if days_of(meeting).is_day:
            for person in meeting.participants:
                by_day[person, meeting.earliest, format_class(meeting.format)].append(meeting)
    for same in by_day.values():
        for one in same:
            for other in same:
                if set(one.participants) < set(other.participants) and _may_be(one, other, days_of(one)):
                    yield one, other, FEWER
