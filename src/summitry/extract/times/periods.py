"""Seasons, quarters, feasts, decades, centuries and fiscal years reckoned from a day."""

from __future__ import annotations

from datetime import date

from summitry.extract.times import calendar as cal
from summitry.extract.times.answers import Answer, day_answer, distance, moderate, pick_year, underspecified, years_near
from summitry.extract.times.feasts import feast_days
from summitry.extract.times.mention import TimeMention

NEAR_FEAST = 45  # days; a feast this near is meant whatever the tense ("wished him well for Passover")


def resolve_season(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    spec = mention.spec
    if spec.year is not None:
        return f"{spec.year:04}-{spec.name}", *cal.season_of(spec.year, spec.name)
    year = pick_year(mention, ground, {y: cal.season_of(y, spec.name or "SU") for y in years_near(ground)})
    if year is None:
        return underspecified(mention), None, None
    return f"{year:04}-{spec.name}", *cal.season_of(year, spec.name)


def resolve_quarter(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
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
            spans = {y: span(y, number) for y in years_near(ground)}
            year = _just_over(mention, ground, spans) or pick_year(mention, ground, spans)
        if year is None:
            return underspecified(mention), None, None
    value = f"{year:04}-{letter}{number}"
    if spec.name == "fiscal":  # fiscal years begin in different months: three quarters of slack, no day claimed
        return value, cal.years_of(year - 1)[0], cal.years_of(year)[1]
    return value, *span(year, number)


REPORTED_WITHIN = 60  # days; companies and states report a quarter within two months of its end


def _just_over(mention: TimeMention, ground: date, spans: dict[int, cal.Span]) -> int | None:
    """ "Expects a fourth-quarter profit", said in January: the quarter whose figures are still to come."""
    if mention.direction != "ahead":
        return None
    fits = [y for y, (_, last) in spans.items() if 0 < (ground - last).days <= REPORTED_WITHIN]
    return fits[-1] if fits and (spans[fits[-1] + 1][0] - ground).days > 3 * REPORTED_WITHIN else None


def resolve_feast(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    spec = mention.spec
    years = (spec.year,) if spec.year is not None else years_near(ground)
    spans = {y: s for y in years if (s := feast_days(spec.name or "", y)) is not None}
    if not spans:
        return underspecified(mention), None, None
    year = min(spans, key=lambda y: distance(spans[y], ground))
    if spec.shift is not None or distance(spans[year], ground) > NEAR_FEAST:
        year = spec.year if spec.year is not None else pick_year(mention, ground, spans)
    if year is None:
        return underspecified(mention), None, None
    first, last = spans[year]
    if spec.mod == "EVE":
        first = last = cal.add_days(first, -1)
    return day_answer(first, spec) if first == last else (_common(first, last), first, last)


def _common(first: date, last: date) -> str:
    """The finest TIMEX3 value that holds all the days of a feast: its month, else its year."""
    return (
        f"{first.year:04}-{first.month:02}"
        if (first.year, first.month) == (last.year, last.month)
        else f"{first.year:04}"
    )


def resolve_period(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    """Decades, centuries and fiscal years by their numbers."""
    spec = mention.spec
    if spec.kind == "century":
        first = (int(spec.number or 1) - 1) * 100
        return f"{first // 100:02}", *cal.years_of(first + 1, first + 100)
    if spec.year is None:
        return underspecified(mention), None, None
    if spec.kind == "decade":
        return moderate(f"{spec.year // 10:03}", *cal.years_of(spec.year, spec.year + 9), spec)
    first, last = cal.years_of(spec.year - 1, spec.year + 1)  # a fiscal year may begin in any month
    return f"FY{spec.year:04}", first, last


def resolve_anniversary(mention: TimeMention, ground: date, sunday_first: bool) -> Answer:
    spec = mention.spec
    if spec.year is None or spec.number is None:
        return underspecified(mention), None, None
    year = spec.year + int(spec.number)
    return f"{year:04}", *cal.years_of(year)
