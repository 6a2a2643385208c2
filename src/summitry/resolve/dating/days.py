"""Sets of days: boolean arrays over the days on which an article may have been written.

The axis runs from FIRST to LAST, both included; an array of this length is a set of days. A day that falls outside
the axis is simply not in any set.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from summitry.records import DayRange

FIRST = date(1980, 1, 1)
LAST = date(2035, 12, 31)
ORDINALS = np.arange(FIRST.toordinal(), LAST.toordinal() + 1)
WEEKDAYS = (ORDINALS + 6) % 7  # 0 is Monday, as in datetime
_STAMPS = np.array([FIRST, LAST], dtype="datetime64[D]")
_AXIS = np.arange(_STAMPS[0], _STAMPS[1] + np.timedelta64(1, "D"))
YEARS = _AXIS.astype("datetime64[Y]").astype(int) + 1970
MONTHS = _AXIS.astype("datetime64[M]").astype(int) % 12 + 1
MONTH_DAYS = (_AXIS - _AXIS.astype("datetime64[M]")).astype(int) + 1

DaySet = np.ndarray


def all_days() -> DaySet:
    """Every day of the axis."""
    return np.ones(len(ORDINALS), dtype=bool)


def no_days() -> DaySet:
    """The empty set."""
    return np.zeros(len(ORDINALS), dtype=bool)


def between(earliest: date | None, latest: date | None) -> DaySet:
    """The days from `earliest` to `latest`, both included; None is open on that side."""
    low = FIRST.toordinal() if earliest is None else earliest.toordinal()
    high = LAST.toordinal() if latest is None else latest.toordinal()
    return (low <= ORDINALS) & (high >= ORDINALS)


def near(days: DaySet, *, before: int, after: int) -> DaySet:
    """The days at most `before` days ahead of a day of `days`, or at most `after` days behind one."""
    widened = no_days()
    for index in np.flatnonzero(days):
        widened[max(0, index - before) : index + after + 1] = True
    return widened


def hull(days: DaySet, within: DaySet | None = None) -> DayRange:
    """The range from the first day of a set to its last.

    `within` are the days left by what does not come round again (weekdays and days of the year do); a side on which
    it reaches the end of the axis is open, for there only the calendar bounds the set.
    """
    found = np.flatnonzero(days)
    if not len(found):
        return DayRange()
    bounds = days if within is None else within
    return DayRange(
        earliest=None if bounds[0] else date.fromordinal(int(ORDINALS[found[0]])),
        latest=None if bounds[-1] else date.fromordinal(int(ORDINALS[found[-1]])),
    )
