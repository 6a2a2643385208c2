"""Amounts of time reckoned: "three days ago", "the past two years", every few months, and vague ones."""

from __future__ import annotations

from datetime import date

from summitry.extract.times import calendar as cal
from summitry.extract.times.answers import Answer, month_unit, slack
from summitry.extract.times.mention import TimeMention, TimeSpec

UNIT_LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "weekend": "WE", "week": "W", "fortnight": "W",
    "month": "M", "quarter": "Q", "half": "H", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
YEARS_IN = {"decade": 10, "century": 100}
HALVED = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y"}


def resolve_offset(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    """ "Three days ago", "two weeks later": the unit reached, and half a unit of slack where the words are loose."""
    spec, sign = mention.spec, mention.spec.shift or -1
    if spec.number is None:
        return ("PAST_REF" if sign < 0 else "FUTURE_REF"), None, None
    number, unit = spec.number, spec.unit or "day"
    if spec.day is not None:  # "a year ago today": that very day
        when = _same_day(cal.add_days(ground, spec.day), sign * number, unit)
        if spec.name == "week":
            return cal.iso_week(when, sunday_first=sunday_first), *cal.week_of(when, sunday_first=sunday_first)
        return month_unit(spec.name, when) if spec.name else (when.isoformat(), when, when)
    if unit == "hour" and number % 24 == 0:
        number, unit = number / 24, "day"
    if unit in ("hour", "minute", "second"):
        return ("PAST_REF" if sign < 0 else "FUTURE_REF"), ground, ground
    if unit == "day":
        when = cal.add_days(ground, sign * round(number))
        value = when.isoformat() + (f"T{spec.part}" if spec.part else "")
        return value, *slack(when, when, 1 if spec.mod else 0)
    if unit in ("week", "fortnight", "weekend"):
        when = cal.add_days(ground, sign * round(7 * number * (2 if unit == "fortnight" else 1)))
        loose = 7 if spec.mod else 3
        return cal.iso_week(when, sunday_first=sunday_first), *slack(when, when, loose)
    months = round(number * cal.MONTHS_IN[unit])
    when = cal.add_months(ground, sign * months)
    if unit == "month":
        value = f"{when.year:04}-{when.month:02}"
        return value, *slack(when, when, 21 if spec.mod else 15)
    if mention.reference is not None and unit == "year" and number == 1 and sign < 0:
        unit = _period_of(mention.reference.spec)  # "a year earlier" than a quarter is a quarter
    value, *_ = month_unit(unit if number == int(number) else "year", when)
    return value, *slack(when, when, {"quarter": 45, "half": 92}.get(unit, 183 if months < 120 else 366))


def _same_day(ground: date, number: float, unit: str) -> date:
    """The day so many whole units from another: the same weekday by weeks, the same date by months and years."""
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days:
        return cal.add_days(ground, round(days * number))
    return cal.add_months(ground, round(number * cal.MONTHS_IN.get(unit, 12)))


def _period_of(spec: TimeSpec) -> str:
    """The unit a year's comparison keeps: quarter with quarter, month with month."""
    if spec.kind == "quarter" or spec.unit == "quarter":
        return "quarter"
    is_month = (spec.kind == "date" and spec.month is not None and spec.day is None) or spec.unit == "month"
    return "month" if is_month else "year"


def resolve_duration(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    """A length of time, "the past two years" included: it has no days (seeds/gold/GUIDE.md)."""
    return duration_value(mention.spec.number, mention.spec.unit or "day"), None, None


def resolve_set(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    """What comes back: P1Y for "every year", XXXX-WXX-5 for "every Friday", XXXX-XX-XXTMO for "every morning"."""
    spec = mention.spec
    if spec.weekday is not None:
        return f"XXXX-WXX-{spec.weekday + 1}" + (f"T{spec.part}" if spec.part else ""), None, None
    if spec.part:
        return f"XXXX-XX-XXT{spec.part}", None, None
    return duration_value(spec.number, spec.unit or "day"), None, None


def duration_value(number: float | None, unit: str) -> str:
    """P2Y, PT30M, P2.5Y; PXM where the number is not said.

    >>> duration_value(2, "year"), duration_value(30, "minute"), duration_value(None, "month")
    ('P2Y', 'PT30M', 'PXM')
    """
    if number == 0.5 and unit in HALVED:
        return HALVED[unit]
    if unit in YEARS_IN and number is not None:  # ISO 8601 has no decades
        number, unit = number * YEARS_IN[unit], "year"
    amount = "X" if number is None else f"{number:g}"
    if unit == "fortnight" and number is not None:
        amount = f"{2 * number:g}"
    return f"P{'T' if UNIT_LETTERS[unit].startswith('T') else ''}{amount}{UNIT_LETTERS[unit].removeprefix('T')}"


def resolve_vague(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    return mention.spec.name or "PRESENT_REF", None, None
