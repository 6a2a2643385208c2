"""Days, weeks and months reckoned: the arithmetic under `resolve_time`, with nothing of language in it.

Weeks are numbered as in ISO 8601 and TIMEX3 (they begin on Monday). An article that counts its weeks from Sunday
means by "this week", said on a Sunday, the week that begins that day; `week_of` gives the days either way.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Span = tuple[date, date]
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def add_days(day: date, number: int) -> date:
    """`day` moved by a number of days, held inside the calendar (years 1 to 9999)."""
    try:
        return day + timedelta(days=number)
    except OverflowError:
        return date.max if number > 0 else date.min


def add_months(day: date, number: int) -> date:
    """`day` moved by months; the 31st becomes the last day of a shorter month. Held inside the calendar."""
    months = day.year * 12 + day.month - 1 + number
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return date.max if number > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def week_of(day: date, *, shift: int = 0, sunday_first: bool = False) -> Span:
    """The seven days of the week `shift` weeks from the one `day` lies in."""
    back = (day.weekday() + 1) % 7 if sunday_first else day.weekday()
    first = add_days(day, 7 * shift - back)
    return first, add_days(first, 6)


def weekend_of(day: date, *, shift: int = 0) -> Span:
    """Saturday and Sunday of the Monday-first week `shift` weeks from the one `day` lies in."""
    first, last = week_of(day, shift=shift)
    return add_days(first, 5), last


def month_of(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def quarter_of(year: int, quarter: int) -> Span:
    return date(year, 3 * quarter - 2, 1), month_of(year, 3 * quarter)[1]


def half_of(year: int, half: int) -> Span:
    return date(year, 6 * half - 5, 1), month_of(year, 6 * half)[1]


def years_of(first: int, last: int | None = None) -> Span:
    """The days from 1 January of `first` to 31 December of `last`, clipped to the calendar."""
    last = first if last is None else last
    return date(max(1, min(first, 9999)), 1, 1), date(max(1, min(last, 9999)), 12, 31)


def season_of(year: int, season: str) -> Span:
    """The season by meteorological months, northern half: winter of a year is the one that begins in its December.

    TIMEX3 does not fix the days of a season; three whole months, widened by the weeks up to the solstice or equinox,
    hold every usage: spring is March to June, summer June to September, autumn September to December.
    """
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    start = date(year, first, 1)
    return start, add_days(add_months(start, 3), 20)


def iso_week(day: date, *, sunday_first: bool = False) -> str:
    """The TIMEX3 value of the week a day lies in; a Sunday that opens a week belongs to the ISO week after it."""
    year, week, _ = add_days(day, 1 if sunday_first else 0).isocalendar()
    return f"{year:04}-W{week:02}"


def weekday_before(day: date, weekday: int, *, same: bool = True) -> date:
    """The last such weekday up to `day`; `same` lets `day` itself count."""
    back = (day.weekday() - weekday) % 7
    return add_days(day, -(back if back or same else 7))


def weekday_after(day: date, weekday: int, *, same: bool = True) -> date:
    """The first such weekday from `day` on; `same` lets `day` itself count."""
    ahead = (weekday - day.weekday()) % 7
    return add_days(day, ahead if ahead or same else 7)
