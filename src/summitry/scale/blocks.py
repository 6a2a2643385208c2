"""Blocks of reports, each of which can be merged into meetings without looking at any other.

The ledger compares reports only of the same people and of near days. So every report is put on marks (pair, month):
one for each two of its people (by their family names, which make the ids of meetings) and each month in which a report
that could be the same meeting may lie. Reports that share a mark, directly or through others, are one block. What can
be said of a year only, or has no day, is put on marks that hold all such reports of the pair. Wide marks make blocks
larger, never wrong: merging by blocks gives the ledger that merging everything at once gives (a test compares them).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

from summitry.records import UNKNOWN_DAYS, DayRange, MeetingReport
from summitry.resolve.ledger import family_name

# How far from its own days a report may meet another; for one without days, from the day it was written.
SLACK = timedelta(days=7)
BEFORE, AFTER = timedelta(days=400), timedelta(days=100)

Mark = tuple[str, str, int]  # two family names and a month (or one of the marks below)
UNDATED, LAST_MONTH = -1, 12 * 10_000


def marks_of(report: MeetingReport, published: DayRange = UNKNOWN_DAYS) -> frozenset[Mark]:
    """The marks a report is on; `published` are the days of its article."""
    families = sorted({family_name(p).casefold() for p in report.participants})
    pairs = list(combinations(families, 2)) or [(families[0], families[0])]
    return frozenset((*pair, month) for pair in pairs for month in _months(report, published))


def _months(report: MeetingReport, published: DayRange) -> Iterator[int]:
    days = DayRange(earliest=report.earliest, latest=report.latest)
    if not days.is_bounded:
        yield UNDATED
        days = DayRange(earliest=published.earliest, latest=published.latest)
        if not days.is_bounded:
            return
        yield from range(_month(days.earliest, -BEFORE), _month(days.latest, AFTER) + 1)
        return
    first, last = _month(days.earliest, -SLACK), _month(days.latest, SLACK)
    if (days.earliest.year, days.earliest.month) != (days.latest.year, days.latest.month):
        first = min(first, 12 * days.earliest.year)  # such a meeting is named by its year: its marks begin there
    yield from range(first, last + 1)


def _month(day: date, by: timedelta) -> int:
    try:
        day += by
    except OverflowError:
        return LAST_MONTH if by > timedelta(0) else 0
    return 12 * day.year + day.month - 1


class Blocks:
    """Marks joined into blocks: `add` the marks of every report, then ask `block` for the block of any mark."""

    def __init__(self) -> None:
        self._parent: dict[Mark, Mark] = {}

    def add(self, marks: Iterable[Mark]) -> None:
        """Marks that belong together, because one report is on all of them."""
        roots = sorted({self.block(mark) for mark in marks})
        for root in roots[1:]:
            self._parent[root] = roots[0]

    def block(self, mark: Mark) -> Mark:
        """The first mark of the block a mark is in."""
        self._parent.setdefault(mark, mark)
        root = mark
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[mark] != root:
            self._parent[mark], mark = root, self._parent[mark]
        return root


def hand_of(block: Mark, hands: int) -> int:
    """Which of `hands` tasks merges a block; the same on every machine."""
    return zlib.crc32(repr(block).encode()) % hands
