"""What the rooms of reckoning share: underspecified values, dated answers, and which year a sentence means."""

from __future__ import annotations

from datetime import date

from summitry.extract.times import calendar as cal
from summitry.extract.times.mention import TimeMention, TimeSpec

Answer = tuple[str, date | None, date | None]


def underspecified(mention: TimeMention) -> str:
    """The TIMEX3 value of a mention whose day cannot be reckoned: XXXX-WXX-4, XXXX-02-27, XXXX-XX-XX."""
    spec = mention.spec
    tail = time_tail(spec)
    if spec.kind == "clock":
        return f"XXXX-XX-XX{tail}"
    if spec.kind == "offset" and spec.number is None:  # "a few weeks later": of what, hardly matters
        return "PAST_REF" if (spec.shift or -1) < 0 else "FUTURE_REF"
    if spec.kind == "date" and spec.name == "either":
        return f"{spec.year:04}-XX-XX{tail}"
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


def distance(span: cal.Span, day: date) -> int:
    return max((span[0] - day).days, (day - span[1]).days, 0)


def exists(year: int, month: int, day: int | None) -> bool:
    return 1 <= year <= 9999 and (day is None or day <= cal.month_of(year, month)[1].day)


def dated(year: int, month: int | None, day: int | None, spec: TimeSpec) -> Answer:
    if month is None:
        first, last = cal.years_of(year)
        return moderate(f"{year:04}", first, last, spec)
    if day is None:
        return moderate(f"{year:04}-{month:02}", *cal.month_of(year, month), spec)
    if not exists(year, month, day):
        return f"{year:04}-{month:02}-{day:02}", None, None
    return day_answer(date(year, month, day), spec)


def moderate(value: str, first: date, last: date, spec: TimeSpec, ground: date | None = None) -> Answer:
    """Narrow a span by "earlier" and "later" (than `ground`); "early", "mid" and "late" are too loose to narrow it."""
    if ground is not None and first <= ground <= last:
        if spec.mod == "BEFORE":
            return value, first, ground
        if spec.mod == "AFTER":
            return value, ground, last
    return value, first, last


def day_answer(when: date, spec: TimeSpec) -> Answer:
    """A day, with the part of it or the time that was said; midnight touches the day that follows."""
    last = cal.add_days(when, 1) if spec.hour == 24 else when
    return when.isoformat() + time_tail(spec), when, last


def time_tail(spec: TimeSpec) -> str:
    """TEV for an evening, T16:30Z for a time of day, "" for none."""
    if spec.part:
        return f"T{spec.part}"
    if spec.hour is not None:
        return f"T{spec.hour:02}:{spec.minute or 0:02}{spec.zone or ''}"
    return ""


def month_unit(unit: str, when: date) -> Answer:
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


def pick_year(mention: TimeMention, ground: date, spans: dict[int, cal.Span]) -> int | None:
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
    return min(spans, key=lambda y: (distance(spans[y], ground), y), default=None)


def years_near(ground: date) -> range:
    return range(max(2, ground.year - 2), min(9998, ground.year + 2) + 1)


def slack(first: date, last: date, days: int) -> cal.Span:
    return cal.add_days(first, -days), cal.add_days(last, days)
