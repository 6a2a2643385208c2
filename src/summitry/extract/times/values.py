"""What a time expression means on a given day of publication: `resolve_time`, a pure function.

Values are TIMEX3 (ISO-TimeML 1.2.1, Pustejovsky et al. 2010): 2019-02-27, 2019-W09, 2019-02-27TEV, 2018-SU, 199,
P2Y, PRESENT_REF. The days are the widest the words allow, both ends included.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from summitry.extract.times import calendar as cal
from summitry.extract.times.feasts import feast_days
from summitry.extract.times.mention import TimeMention, TimeSpec

Answer = tuple[str, date | None, date | None]
UNIT_LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "weekend": "WE", "week": "W", "fortnight": "W",
    "month": "M", "quarter": "Q", "half": "H", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip


def resolve_time(mention: TimeMention, day: date, *, sunday_first: bool = False) -> Answer:
    """A mention's TIMEX3 value and its earliest and latest day, if the article was published on `day`.

    A mention with a `reference` is reckoned from that mention's days. Days are None where the words name none
    (a duration, "recently"), or where what it hangs on is not known.
    """
    if (
        mention.anchor == "none"
        and not mention.is_resolvable
        and mention.spec.kind in ("offset", "unit", "date", "weekday")
    ):
        return underspecified(mention), None, None
    resolve = RESOLVERS[mention.spec.kind]
    if mention.reference is None:
        return resolve(mention, day, sunday_first)
    _, first, last = resolve_time(mention.reference, day, sunday_first=sunday_first)
    if first is None or last is None:
        return underspecified(mention), None, None
    low = resolve(mention, first, sunday_first)
    high = low if first == last else resolve(mention, last, sunday_first)
    value = low[0] if low[0] == high[0] else underspecified(mention)
    if low[1] is None or high[2] is None:
        return value, None, None
    return value, min(low[1], high[1]), max(low[2], high[2])


def underspecified(mention: TimeMention) -> str:
    """The TIMEX3 value of a mention whose day cannot be reckoned: XXXX-WXX-4, XXXX-02-27, XXXX-XX-XX."""
    spec = mention.spec
    tail = f"T{spec.part}" if spec.part else ""
    if spec.kind == "weekday":
        return f"XXXX-WXX-{spec.weekday + 1}{tail}"
    if spec.kind == "date" and spec.year is None:
        month = "XX" if spec.month is None else f"{spec.month:02}"
        return f"XXXX-{month}" + (f"-{spec.day:02}{tail}" if spec.day else "")
    if spec.kind == "season" and spec.year is None:
        return f"XXXX-{spec.name}"
    if spec.kind in ("quarter", "half") and spec.year is None:
        return f"XXXX-{'Q' if spec.kind == 'quarter' else 'H'}{int(spec.number or 0) or 'X'}"
    unit = spec.unit or "day"
    shapes = {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "fortnight": "XXXX-WXX", "month": "XXXX-XX",
              "quarter": "XXXX-QX", "half": "XXXX-HX", "year": "XXXX", "decade": "XXX", "century": "XX"}  # fmt: skip
    return shapes.get(unit, "XXXX-XX-XX") + (tail if unit not in shapes else "")


def _date(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    spec = mention.spec
    if spec.year is not None:
        return _dated(spec.year, spec.month, spec.day, spec)
    if spec.month is None:
        return _day_of_month(mention, ground)
    year = ground.year + (spec.shift or 0) if spec.unit == "year" else choose_year(mention, ground)
    if year is None:
        return underspecified(mention), None, None
    return _dated(year, spec.month, spec.day, spec)


def choose_year(mention: TimeMention, ground: date) -> int | None:
    """The year of "27 February" or "February" without one; None where no year near has that day (29 February).

    Looking back: the last such time that has begun; ahead: the first not yet over. `shift` serves "last July"
    and "next July": never the running month. Unknown: the nearest. A weekday beside the date leaves only the years
    in which it falls on that weekday, if one is near.
    """
    spec, month = mention.spec, mention.spec.month or 1
    reach = 1 if spec.weekday is None and (month, spec.day) != (2, 29) else 6
    fits = [
        y for y in range(max(2, ground.year - reach), min(9998, ground.year + reach) + 1) if _exists(y, month, spec.day)
    ]
    if spec.weekday is not None and spec.day:
        agree = [y for y in fits if date(y, month, spec.day).weekday() == spec.weekday]
        if any(abs(y - ground.year) <= 1 for y in agree):
            fits = agree
    spans = {y: ((date(y, month, spec.day),) * 2 if spec.day else cal.month_of(y, month)) for y in fits}
    year = _pick(mention, ground, spans)
    unsure = mention.direction == "unknown" and spec.shift is None
    return None if unsure and year is not None and _distance(spans[year], ground) > UNSURE_DAYS else year


UNSURE_DAYS = (
    100  # without a direction a yearless date is the nearest one only if that is clearly nearer than the other
)


def _distance(span: cal.Span, day: date) -> int:
    return max((span[0] - day).days, (day - span[1]).days, 0)


def _exists(year: int, month: int, day: int | None) -> bool:
    return 1 <= year <= 9999 and (day is None or day <= cal.month_of(year, month)[1].day)


def _dated(year: int, month: int | None, day: int | None, spec: TimeSpec) -> Answer:
    if month is None:
        first, last = cal.years_of(year)
        return _moderate(f"{year:04}", first, last, spec)
    if day is None:
        return _moderate(f"{year:04}-{month:02}", *cal.month_of(year, month), spec)
    if not _exists(year, month, day):
        return f"{year:04}-{month:02}-{day:02}", None, None
    when = date(year, month, day)
    return when.isoformat() + (f"T{spec.part}" if spec.part else ""), when, when


def _moderate(value: str, first: date, last: date, spec: TimeSpec, ground: date | None = None) -> Answer:
    """Narrow a span by "early", "mid", "late" (thirds, a little wide) and by "earlier", "later" (than `ground`)."""
    if ground is not None and first <= ground <= last:
        if spec.mod == "BEFORE":
            return value, first, ground
        if spec.mod == "AFTER":
            return value, ground, last
    length = (last - first).days
    if spec.mod == "START":
        last = cal.add_days(first, length * 2 // 5)
    elif spec.mod == "END":
        first = cal.add_days(last, -(length * 2 // 5))
    elif spec.mod == "MID":
        first, last = cal.add_days(first, length // 4), cal.add_days(last, -(length // 4))
    return value, first, last


def _day_of_month(mention: TimeMention, ground: date) -> Answer:
    """ "The 27th", "Thursday the 21st": the nearest one in the direction of the sentence."""
    spec = mention.spec
    if spec.day is None:
        return underspecified(mention), None, None
    first = ground.replace(day=1)
    shifts = (spec.shift,) if spec.unit == "month" and spec.shift is not None else range(-7, 8)
    months = [cal.add_months(first, shift) for shift in shifts]
    days = [m.replace(day=spec.day) for m in months if _exists(m.year, m.month, spec.day)]
    if spec.weekday is not None:
        days = [d for d in days if d.weekday() == spec.weekday]
    if mention.direction == "past" and len(days) > 1:
        days = [d for d in days if d <= ground][-1:]
    elif mention.direction == "ahead" and len(days) > 1:
        days = [d for d in days if d >= ground][:1]
    if not days:
        return underspecified(mention), None, None
    when = min(days, key=lambda d: abs((d - ground).days))
    return _day_value(when, spec), when, when


def _day_value(when: date, spec: TimeSpec) -> str:
    return when.isoformat() + (f"T{spec.part}" if spec.part else "")


def _weekday(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    """A weekday: the last one up to the ground, or the first from it on.

    "This Thursday" without a direction is the one of the running week, "next Thursday" never today, "Thursday next
    week" the one of that week. From a day of the story or of a speech, the day itself does not count.
    """
    spec = mention.spec
    weekday = spec.weekday or 0
    same = mention.reference is None or (spec.name is None and mention.anchor == "caption")
    if spec.unit == "week":
        when = cal.weekday_after(cal.week_of(ground, shift=spec.shift or 0, sunday_first=sunday_first)[0], weekday)
    elif spec.shift == 0 and mention.direction == "unknown":
        when = cal.weekday_after(cal.week_of(ground, sunday_first=sunday_first)[0], weekday)
    elif mention.direction == "unknown" and spec.shift is None:
        return underspecified(mention), cal.weekday_before(ground, weekday), cal.weekday_after(ground, weekday)
    elif spec.shift == 1 or (mention.direction == "ahead" and spec.shift != -1):
        when = cal.weekday_after(ground, weekday, same=same and spec.shift != 1)
    else:
        when = cal.weekday_before(ground, weekday, same=same and spec.shift != -1)
    return _day_value(when, spec), when, when


def _unit(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    """Deictic units: "today", "last week", "next month", "this year", "the weekend"."""
    spec, shift = mention.spec, mention.spec.shift or 0
    if spec.unit == "day":
        when = cal.add_days(ground, shift)
        return _day_value(when, spec), when, when
    if spec.unit in ("week", "fortnight"):
        first, last = cal.week_of(ground, shift=shift, sunday_first=sunday_first)
        value = cal.iso_week(cal.add_days(ground, 7 * shift), sunday_first=sunday_first)
        return _moderate(value, first, last, spec, ground)
    if spec.unit == "weekend":
        first, last = _weekend(mention, ground)
        return f"{cal.iso_week(first)}-WE", first, last
    months = cal.MONTHS_IN.get(spec.unit or "", 0)
    if not months:
        return "PRESENT_REF", None, None
    when = cal.add_months(ground.replace(day=1), shift * months)
    return _moderate(*_month_unit(spec.unit or "year", when), spec, ground)


def _weekend(mention: TimeMention, ground: date) -> cal.Span:
    """ "Last weekend" is the last one over or running out, "next weekend" the one of next week; else by direction."""
    shift = mention.spec.shift
    if shift == 1 and mention.spec.name != "narrative":
        return cal.weekend_of(ground, shift=1)
    back = cal.weekend_of(cal.weekday_before(ground, 5))
    if shift == -1:
        return back if back[1] < ground else cal.weekend_of(ground, shift=-1)
    if mention.direction == "past":
        return back
    return cal.weekend_of(ground)


def _month_unit(unit: str, when: date) -> Answer:
    """The month, quarter, half, year, decade or century a day lies in."""
    year = when.year
    if unit == "month":
        return f"{year:04}-{when.month:02}", *cal.month_of(year, when.month)
    if unit == "quarter":
        number = (when.month + 2) // 3
        return f"{year:04}-Q{number}", *cal.quarter_of(year, number)
    if unit == "half":
        number = 1 if when.month < 7 else 2
        return f"{year:04}-H{number}", *cal.half_of(year, number)
    if unit == "decade":
        return f"{year // 10:03}", *cal.years_of(year // 10 * 10, year // 10 * 10 + 9)
    if unit == "century":
        return f"{year // 100:02}", *cal.years_of(year // 100 * 100, year // 100 * 100 + 99)
    return f"{year:04}", *cal.years_of(year)


def _offset(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    """ "Three days ago", "two weeks later": the unit reached, and half a unit of slack where the words are loose."""
    spec, sign = mention.spec, mention.spec.shift or -1
    if spec.number is None:
        return ("PAST_REF" if sign < 0 else "FUTURE_REF"), None, None
    number, unit = spec.number, spec.unit or "day"
    if unit in ("hour", "minute", "second"):
        return ("PAST_REF" if sign < 0 else "FUTURE_REF"), ground, ground
    if unit == "day":
        when = cal.add_days(ground, sign * round(number))
        value = when.isoformat() + (f"T{spec.part}" if spec.part else "")
        return value, *_slack(when, when, 1 if spec.mod else 0)
    if unit in ("week", "fortnight", "weekend"):
        when = cal.add_days(ground, sign * round(7 * number * (2 if unit == "fortnight" else 1)))
        loose = 7 if spec.mod else 3
        return cal.iso_week(when, sunday_first=sunday_first), *_slack(when, when, loose)
    months = round(number * cal.MONTHS_IN[unit])
    when = cal.add_months(ground, sign * months)
    if unit == "month":
        value = f"{when.year:04}-{when.month:02}"
        return value, *_slack(when, when, 21 if spec.mod else 15)
    if mention.reference is not None and unit == "year" and mention.reference.spec.kind == "quarter":
        unit = "quarter"  # "a year earlier" than a quarter is a quarter
    value, *_ = _month_unit(unit if number == int(number) else "year", when)
    return value, *_slack(when, when, {"quarter": 45, "half": 92}.get(unit, 183 if months < 120 else 366))


def _slack(first: date, last: date, days: int) -> cal.Span:
    return cal.add_days(first, -days), cal.add_days(last, days)


def _season(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    spec = mention.spec
    if spec.year is not None:
        return f"{spec.year:04}-{spec.name}", *cal.season_of(spec.year, spec.name)
    year = _pick(mention, ground, {y: cal.season_of(y, spec.name or "SU") for y in _years_near(ground)})
    if year is None:
        return underspecified(mention), None, None
    return f"{year:04}-{spec.name}", *cal.season_of(year, spec.name)


def _pick(mention: TimeMention, ground: date, spans: dict[int, cal.Span]) -> int | None:
    """The year whose span the sentence means: the last begun, the first not over, or the nearest."""
    shift, direction = mention.spec.shift, mention.direction
    if shift == 0 and ground.year in spans:
        return ground.year
    past = [y for y, s in spans.items() if s[0] <= ground and (shift != -1 or s[1] < ground)]
    ahead = [y for y, s in spans.items() if s[1] >= ground and (shift != 1 or s[0] > ground)]
    if shift == -1 or (direction == "past" and shift != 1):
        return past[-1] if past else None
    if shift == 1 or direction == "ahead":
        return ahead[0] if ahead else None
    return min(spans, key=lambda y: (_distance(spans[y], ground), y), default=None)


def _years_near(ground: date) -> range:
    return range(max(2, ground.year - 2), min(9998, ground.year + 2) + 1)


def _quarter(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    spec = mention.spec
    letter, span = ("Q", cal.quarter_of) if spec.kind == "quarter" else ("H", cal.half_of)
    if spec.number is None:
        return underspecified(mention), None, None
    number = int(spec.number)
    year = spec.year
    if year is None:
        if spec.shift is not None:
            year = ground.year + spec.shift
        else:
            year = _pick(mention, ground, {y: span(y, number) for y in _years_near(ground)})
        if year is None:
            return underspecified(mention), None, None
    value = f"{year:04}-{letter}{number}"
    if spec.name == "fiscal":  # fiscal years begin in different months: three quarters of slack, no day claimed
        return value, cal.years_of(year - 1)[0], cal.years_of(year)[1]
    return value, *span(year, number)


def _feast(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    spec = mention.spec
    years = (spec.year,) if spec.year is not None else _years_near(ground)
    spans = {y: s for y in years if (s := feast_days(spec.name or "", y)) is not None}
    if not spans:
        return underspecified(mention), None, None
    year = min(spans, key=lambda y: _distance(spans[y], ground))
    if spec.shift is not None or _distance(spans[year], ground) > NEAR_FEAST:
        year = spec.year if spec.year is not None else _pick(mention, ground, spans)
    if year is None:
        return underspecified(mention), None, None
    first, last = spans[year]
    if spec.mod == "EVE":
        first = last = cal.add_days(first, -1)
    return (_day_value(first, spec) if first == last else _common(first, last)), first, last


NEAR_FEAST = 45  # days; a feast this near is meant whatever the tense ("wished him well for Passover")


def _common(first: date, last: date) -> str:
    """The finest TIMEX3 value that holds all the days of a feast: its month, else its year."""
    return (
        f"{first.year:04}-{first.month:02}"
        if (first.year, first.month) == (last.year, last.month)
        else f"{first.year:04}"
    )


def _period(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    """Decades, centuries and fiscal years by their numbers."""
    spec = mention.spec
    if spec.kind == "century":
        first = (int(spec.number or 1) - 1) * 100
        return f"{first // 100:02}", *cal.years_of(first + 1, first + 100)
    if spec.year is None:
        return underspecified(mention), None, None
    if spec.kind == "decade":
        return _moderate(f"{spec.year // 10:03}", *cal.years_of(spec.year, spec.year + 9), spec)
    first, last = cal.years_of(spec.year - 1, spec.year + 1)  # a fiscal year may begin in any month
    return f"FY{spec.year:04}", first, last


def _anniversary(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    spec = mention.spec
    if spec.year is None or spec.number is None:
        return underspecified(mention), None, None
    year = spec.year + int(spec.number)
    return f"{year:04}", *cal.years_of(year)


def _clock(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    """A time of day; the day it belongs to is the ground it is given (its reference, else the publication day)."""
    spec = mention.spec
    time = "TXX:XX" if spec.hour is None else f"T{spec.hour:02}:{spec.minute or 0:02}{spec.zone or ''}"
    return ground.isoformat() + time, ground, ground


def _duration(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    """A length of time; "the past two years" and "the next two years" also have days."""
    spec = mention.spec
    value = duration_value(spec.number, spec.unit or "day")
    if spec.shift is None or spec.number is None or spec.unit not in (*cal.DAYS_IN, *cal.MONTHS_IN):
        return value, None, None
    other = move(ground, spec.unit, spec.shift * spec.number)
    return value, min(ground, other), max(ground, other)


def duration_value(number: float | None, unit: str) -> str:
    """P2Y, PT30M, P2.5Y; PXM where the number is not said.

    >>> duration_value(2, "year"), duration_value(30, "minute"), duration_value(None, "month")
    ('P2Y', 'PT30M', 'PXM')
    """
    amount = "X" if number is None else f"{number:g}"
    if unit == "fortnight" and number is not None:
        amount = f"{2 * number:g}"
    return f"P{'T' if UNIT_LETTERS[unit].startswith('T') else ''}{amount}{UNIT_LETTERS[unit].removeprefix('T')}"


def move(day: date, unit: str, number: float) -> date:
    """A day moved by a number of units (days and longer)."""
    if unit in cal.DAYS_IN:
        return cal.add_days(day, round(number * cal.DAYS_IN[unit]))
    return cal.add_months(day, round(number * cal.MONTHS_IN[unit]))


def _vague(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    return mention.spec.name or "PRESENT_REF", None, None


RESOLVERS: dict[str, Callable[[TimeMention, date, bool], Answer]] = {
    "date": _date, "weekday": _weekday, "unit": _unit, "offset": _offset, "season": _season, "quarter": _quarter,
    "half": _quarter, "feast": _feast, "decade": _period, "century": _period, "fiscal": _period,
    "anniversary": _anniversary, "clock": _clock, "duration": _duration, "set": _duration, "vague": _vague,
}  # fmt: skip
