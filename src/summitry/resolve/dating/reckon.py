"""On which days of publication does an expression of time mean a given day? `resolve_time`, asked backwards."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import date

from summitry.extract.times import TimeMention, resolve_time
from summitry.resolve.dating.days import FIRST, MONTHS, ORDINALS, DaySet, between, near, no_days
from summitry.resolve.dating.page import is_bare_month

# How many days publication can lie from what an expression of this unit means ("last week", "a month ago").
REACH = {"day": 45, "week": 60, "fortnight": 90, "weekend": 30, "month": 420, "quarter": 700}
FARTHEST = 1500
# "Three months ago" is said until nearly four have passed: so many days more.
ROUNDED = {"week": 3, "month": 15, "year": 180}


def days_when(mention: TimeMention, first: date, last: date, *, slack: int = 0) -> DaySet:
    """The days of publication on which `mention` means a day from `first` to `last`.

    `slack` days are allowed on either side where the expression means a single day (agencies report a day late, and
    time zones differ). Weeks count from Sunday or from Monday: a day is in when it fits under either.
    A month without a year, looked back on, is never the running one, nor the same month a year later.
    """
    fitting = _days_when(*_essence(mention), first, last, slack)
    spec = mention.spec
    if is_bare_month(mention) and mention.direction == "past":
        fitting = fitting & (spec.month != MONTHS)
    if spec.kind == "date" and spec.day and spec.year is None and mention.direction == "past" and fitting.any():
        fitting = fitting | between(first, date(first.year, 12, 31))  # news leaves out the year in the year itself
    if spec.kind == "offset" and mention.direction == "past" and spec.unit in ROUNDED:
        fitting = near(fitting, before=0, after=ROUNDED[spec.unit])
    return fitting


def _essence(mention: TimeMention) -> tuple:
    """A mention without its place, so that equal expressions are reckoned once; and its reach in days."""
    spec = mention.spec
    if is_bare_month(mention) and spec.shift is None and mention.direction == "past":
        spec = replace(spec, shift=-1)
    bare = replace(mention, article_id="", start=0, end=0, text="", rule="", spec=spec)
    if spec.kind == "weekday":
        reach = 20
    elif spec.kind in ("unit", "offset") and spec.unit in REACH:
        reach = REACH[spec.unit] * max(1, int(spec.number or 1))
    elif spec.kind == "date" and spec.month is not None:
        reach = 420
    else:
        reach = FARTHEST
    return bare, min(reach, FARTHEST)


@functools.lru_cache(maxsize=4096)
def _days_when(mention: TimeMention, reach: int, first: date, last: date, slack: int) -> DaySet:
    fitting = no_days()
    low = max(0, first.toordinal() - reach - FIRST.toordinal())
    high = min(len(ORDINALS), last.toordinal() + reach + 1 - FIRST.toordinal())
    by_weeks = mention.spec.unit in ("week", "fortnight") or mention.spec.shift is not None
    conventions = (False, True) if by_weeks else (False,)
    for index in range(low, high):
        day = date.fromordinal(int(ORDINALS[index]))
        fitting[index] = any(_means(mention, day, sunday, first, last, slack) for sunday in conventions)
    fitting.setflags(write=False)
    return fitting


def _means(mention: TimeMention, day: date, sunday_first: bool, first: date, last: date, slack: int) -> bool:
    _, earliest, latest = resolve_time(mention, day, sunday_first=sunday_first)
    if earliest is None or latest is None:
        return False
    spare = slack if earliest == latest else 0
    return earliest.toordinal() <= last.toordinal() + spare and latest.toordinal() >= first.toordinal() - spare
