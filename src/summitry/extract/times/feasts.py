"""The days of feasts, fixed and movable, from `knowledge/feasts.csv`.

A row is `name, aliases, rule, days, source, example`; the rule is `MM-DD`, `hebrew M-D`, `islamic M-D`, `easter+N`,
`orthodox+N`, `weekday W N M` (the Nth weekday W of month M, -1 the last) or a full date for what came but once, or
`varies` for what falls on another day in every country and is refused. Movable feasts are computed
(convertdate, dateutil.easter). Feasts of the Jewish calendar
begin on the evening before the day given here.
"""

from __future__ import annotations

import functools
import warnings
from datetime import date, timedelta

from convertdate import hebrew, islamic
from dateutil.easter import EASTER_ORTHODOX, easter

from summitry.knowledge import read_rows


@functools.cache
def feasts() -> dict[str, dict[str, str]]:
    """Rows by every name a feast goes by, lower case."""
    names = {}
    for row in read_rows("feasts", required=("name", "rule", "days", "source")):
        for name in (row["name"], *filter(None, (a.strip() for a in row["aliases"].split(";")))):
            names[name.lower()] = row
    return names


@functools.cache
def feast_days(name: str, year: int) -> tuple[date, date] | None:
    """First and last day of a feast in a year; None for an unknown name or a year out of the calendars' reach."""
    row = feasts().get(name.lower())
    if row is None or not 1600 <= year <= 2200:
        return None
    first = _first_day(row["rule"], year)
    if first is None:
        return None
    slack = timedelta(days=1 if row["rule"].startswith("islamic") else 0)  # a month begins when its moon is seen
    return first - slack, first + timedelta(days=int(row["days"]) - 1) + slack


def _first_day(rule: str, year: int) -> date | None:
    if rule == "varies":
        return None
    kind, _, rest = rule.partition(" ")
    if kind == "hebrew":
        return _converted(hebrew.to_gregorian, (year + 3760, year + 3761), rest, year)
    if kind == "islamic":
        guess = int((year - 622) * 33 / 32)
        return _converted(islamic.to_gregorian, (guess - 1, guess, guess + 1, guess + 2), rest, year)
    if kind.startswith("easter"):
        return easter(year) + timedelta(days=int(kind.removeprefix("easter") or 0))
    if kind.startswith("orthodox"):
        return easter(year, EASTER_ORTHODOX) + timedelta(days=int(kind.removeprefix("orthodox") or 0))
    if kind == "weekday":
        return _nth_weekday(year, *(int(n) for n in rest.split()))
    if rule.count("-") == 2:
        return date.fromisoformat(rule) if rule.startswith(f"{year:04}-") else None
    month, day = rule.split("-")
    return date(year, int(month), int(day))


def once_year(name: str) -> int | None:
    """The year of a day that came but once ("D-Day"), None for what comes back every year."""
    rule = feasts()[name.lower()]["rule"]
    return int(rule[:4]) if rule.count("-") == 2 else None


def _converted(convert, years: tuple[int, ...], rest: str, year: int) -> date | None:
    month, day = (int(n) for n in rest.split("-"))
    leap_adar = convert is hebrew.to_gregorian and month == 12  # feasts of Adar move to Adar II in leap years
    with warnings.catch_warnings():  # convertdate calls a function of its own that it has deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        days = [date(*convert(y, 13 if leap_adar and hebrew.leap(y) else month, day)) for y in years]
    return next((d for d in days if d.year == year), None)


def _nth_weekday(year: int, weekday: int, nth: int, month: int) -> date:
    if nth < 0:
        last = (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
