"""What a time expression means on a given day of publication: `resolve_time`, a pure function.

Values are TIMEX3 (ISO-TimeML 1.2.1, Pustejovsky et al. 2010): 2019-02-27, 2019-W09, 2019-02-27TEV, 2018-SU, 199,
P2Y, PRESENT_REF. The days are the widest the words allow, both ends included.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from summitry.extract.times import calendar as cal
from summitry.extract.times.amounts import resolve_duration, resolve_offset, resolve_set, resolve_vague
from summitry.extract.times.answers import (
    Answer,
    dated,
    day_answer,
    distance,
    exists,
    moderate,
    month_unit,
    pick_year,
    underspecified,
)
from summitry.extract.times.mention import TimeMention, TimeSpec
from summitry.extract.times.periods import (
    resolve_anniversary,
    resolve_feast,
    resolve_period,
    resolve_quarter,
    resolve_season,
)


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


def _date(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    spec = mention.spec
    if spec.name == "either":
        return _either(mention, ground)
    if spec.year is not None:
        return _in_week(dated(spec.year, spec.month, spec.day, spec), spec)
    if spec.month is None:
        return _day_of_month(mention, ground)
    year = ground.year + (spec.shift or 0) if spec.unit == "year" else choose_year(mention, ground)
    if year is None:
        return underspecified(mention), None, None
    return _in_week(dated(year, spec.month, spec.day, spec), spec)


def _in_week(answer: Answer, spec: TimeSpec) -> Answer:
    """ "The week of May 5": the week, not the day."""
    if spec.unit not in ("week", "weekend") or answer[1] is None:
        return answer
    if spec.unit == "weekend":
        first, last = cal.weekend_of(answer[1])
        return f"{cal.iso_week(first)}-WE", first, last
    return cal.iso_week(answer[1]), *cal.week_of(answer[1])


def _either(mention: TimeMention, ground: date) -> Answer:
    """3/4/2009, where nothing in the article tells the month: the one day that fits the ground, else both."""
    spec = mention.spec
    days = sorted(date(spec.year, m, d) for m, d in ((spec.month, spec.day), (spec.day, spec.month)))
    near = [d for d in days if abs((d - ground).days) <= NEAR_DAYS]
    fits = near or [d for d in days if (d <= ground if mention.direction != "ahead" else d >= ground)]
    if len(fits) == 1:
        return day_answer(fits[0], spec)
    return underspecified(mention), *days


NEAR_DAYS = 7


def choose_year(mention: TimeMention, ground: date) -> int | None:
    """The year of "27 February" or "February" without one; None where no year near has that day (29 February).

    Looking back: the last such time that has begun; ahead: the first not yet over. `shift` serves "last July"
    and "next July": never the running month. Unknown: the nearest. A weekday beside the date leaves only the years
    in which it falls on that weekday, if one is near.
    """
    spec, month = mention.spec, mention.spec.month or 1
    reach = 1 if spec.weekday is None and (month, spec.day) != (2, 29) else 6
    fits = [
        y for y in range(max(2, ground.year - reach), min(9998, ground.year + reach) + 1) if exists(y, month, spec.day)
    ]
    if spec.weekday is not None and spec.day:
        agree = [y for y in fits if date(y, month, spec.day).weekday() == spec.weekday]
        if any(abs(y - ground.year) <= 1 for y in agree):
            fits = agree
    end = int(spec.number) if spec.number else spec.day  # "3 to 5 March"
    spans = {y: _days_named(y, month, spec.day, end) for y in fits}
    year = pick_year(mention, ground, spans)
    unsure = mention.direction == "unknown" and spec.shift is None
    return None if unsure and year is not None and distance(spans[year], ground) > UNSURE_DAYS else year


def _days_named(year: int, month: int, day: int | None, end: int | None) -> cal.Span:
    """The month, or the day in it; of the first of several days, up to the last of them."""
    if day is None:
        return cal.month_of(year, month)
    return date(year, month, day), date(year, month, end if end and exists(year, month, end) else day)


UNSURE_DAYS = (
    100  # without a direction a yearless date is the nearest one only if that is clearly nearer than the other
)


def _day_of_month(mention: TimeMention, ground: date) -> Answer:
    """ "The 27th", "Thursday the 21st": the nearest one in the direction of the sentence."""
    spec = mention.spec
    if spec.day is None:
        return underspecified(mention), None, None
    first = ground.replace(day=1)
    shifts = (spec.shift,) if spec.unit == "month" and spec.shift is not None else range(-7, 8)
    months = [cal.add_months(first, shift) for shift in shifts]
    days = [m.replace(day=spec.day) for m in months if exists(m.year, m.month, spec.day)]
    if spec.weekday is not None:
        days = [d for d in days if d.weekday() == spec.weekday]
    if mention.direction == "past" and len(days) > 1:
        days = [d for d in days if d <= ground][-1:]
    elif mention.direction == "ahead" and len(days) > 1:
        days = [d for d in days if d >= ground][:1]
    if not days:
        return underspecified(mention), None, None
    when = min(days, key=lambda d: abs((d - ground).days))
    return day_answer(when, spec)


def _weekday(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    """A weekday: the last one up to the ground, or the first from it on.

    "This Thursday" without a direction is the one of the running week, "next Thursday" never today, "Thursday next
    week" the one of that week. From a day of the story or of a speech, the day itself does not count.
    """
    spec = mention.spec
    weekday = spec.weekday or 0
    same = mention.reference is None or (spec.name is None and mention.anchor == "caption")
    if spec.number is not None:  # "a week from Friday", "two weeks ago Monday"
        near = cal.weekday_after(ground, weekday) if spec.shift == 1 else cal.weekday_before(ground, weekday)
        return day_answer(cal.add_days(near, round(7 * spec.number) * (spec.shift or 1)), spec)
    if spec.unit == "week":
        when = cal.weekday_after(cal.week_of(ground, shift=spec.shift or 0, sunday_first=sunday_first)[0], weekday)
    elif spec.shift == 0 and mention.direction == "unknown":
        when = cal.weekday_after(cal.week_of(ground, sunday_first=sunday_first)[0], weekday)
    elif mention.direction == "unknown" and spec.shift is None:
        return underspecified(mention), cal.weekday_before(ground, weekday), cal.weekday_after(ground, weekday)
    elif spec.shift == 1 or (mention.direction == "ahead" and spec.shift != -1):
        when = cal.weekday_after(ground, weekday, same=same and spec.shift != 1)
        if spec.shift == 1 and mention.reference is None and (when - ground).days == 1:
            when = cal.add_days(when, 7)  # nobody calls tomorrow "next Wednesday"
    else:
        when = cal.weekday_before(ground, weekday, same=same and spec.shift != -1)
    return day_answer(when, spec)


def _unit(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    """Deictic units: "today", "last week", "next month", "this year", "the weekend"."""
    spec, shift = mention.spec, mention.spec.shift or 0
    if spec.unit == "day":
        when = cal.add_days(ground, shift)
        return day_answer(when, spec)
    if spec.unit in ("week", "fortnight"):
        first, last = cal.week_of(ground, shift=shift, sunday_first=sunday_first)
        value = cal.iso_week(cal.add_days(ground, 7 * shift), sunday_first=sunday_first)
        return moderate(value, first, last, spec, ground)
    if spec.unit == "weekend":
        first, last = _weekend(mention, ground)
        return f"{cal.iso_week(first)}-WE", first, last
    months = cal.MONTHS_IN.get(spec.unit or "", 0)
    if not months:
        return "PRESENT_REF", None, None
    shift += _edge_shift(mention, ground)
    when = cal.add_months(ground.replace(day=1, year=spec.year or ground.year), shift * months)
    if spec.name == "fiscal":  # a fiscal year may begin in any month
        return f"FY{when.year:04}", *cal.years_of(when.year - 1, when.year + 1)
    return moderate(*month_unit(spec.unit or "year", when), spec, ground)


def _edge_shift(mention: TimeMention, ground: date) -> int:
    """ "Had cash at the end of the year" looks back on the end that has come, "starts at the start of" to the next."""
    spec = mention.spec
    if spec.shift != 0 or mention.reference is not None or spec.unit not in ("month", "quarter", "year"):
        return 0
    _, first, last = month_unit(spec.unit, ground)
    part = (ground - first).days / (last - first).days
    if spec.mod == "END" and mention.direction == "past" and part < EDGE:
        return -1
    return 1 if spec.mod == "START" and mention.direction == "ahead" and part > 1 - EDGE else 0


EDGE = 0.8  # of a month, quarter or year: before that its end has not come


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


def _clock(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    """A time of day; the day it belongs to is the ground it is given (its reference, else the publication day)."""
    spec = mention.spec
    return day_answer(ground, spec)


RESOLVERS: dict[str, Callable[[TimeMention, date, bool], Answer]] = {
    "date": _date, "weekday": _weekday, "unit": _unit, "clock": _clock, "season": resolve_season,
    "quarter": resolve_quarter, "half": resolve_quarter, "feast": resolve_feast, "decade": resolve_period,
    "century": resolve_period, "fiscal": resolve_period, "anniversary": resolve_anniversary,
    "offset": resolve_offset, "duration": resolve_duration, "set": resolve_set, "vague": resolve_vague,
}  # fmt: skip
