"""Give time expressions their days: from one day of publication, a range of them, or none at all."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from summitry.extract.times.mention import TimeMention
from summitry.extract.times.values import resolve_time, underspecified
from summitry.records import Article, DayRange, TimeExpression

LONG_RANGE = 120  # days; of a longer range only both ends are tried, which is enough: what is told grows with the day
END_DAYS = 28


def counts_from_sunday(mentions: Sequence[TimeMention], day: date) -> bool:
    """Whether this article's weeks begin on Sunday, if it was published on `day`.

    Only a Sunday shows it: "this week" said there of what lies ahead means the week that begins that day.
    Monday-first (ISO 8601) where there is no evidence.
    """
    if day.weekday() != 6:
        return False
    this_week = {m.direction for m in mentions if (m.spec.kind, m.spec.unit, m.spec.shift) == ("unit", "week", 0)}
    return "ahead" in this_week and "past" not in this_week


def dateline_day(mentions: Sequence[TimeMention]) -> date | None:
    """The day an article puts over itself: a full date alone on a line at its head; None without one or with two."""
    days = {(m.spec.year, m.spec.month, m.spec.day) for m in mentions if m.scope == "dateline" and m.rule in FULL_DATES}
    full = [p for p in days if None not in p and p[2] <= monthrange(p[0], p[1])[1]]
    return date(*full[0]) if len(full) == 1 else None


FULL_DATES = ("month_day", "day_month", "iso_date", "numeric_date")


def anchor_times(article: Article, mentions: Sequence[TimeMention], published: DayRange) -> tuple[TimeExpression, ...]:
    """Every mention as a TimeExpression with TIMEX3 value and days.

    With one day of publication: values. With a range: the value if all days agree, else an underspecified one with
    the union of the days. Without: explicit ones resolved, relative ones underspecified and without days.
    """
    if not published.is_bounded:
        return tuple(_express(m, *_unanchored(m)) for m in mentions)
    days = [(day, counts_from_sunday(mentions, day)) for day in _telling_days(published)]
    return tuple(_express(m, *_agreed(m, days)) for m in mentions)


def _telling_days(published: DayRange) -> list[date]:
    """The days to try: all of a short range, the first and last weeks of a long one."""
    if published.days <= LONG_RANGE:
        return list(published)
    first, last = published.earliest.toordinal(), published.latest.toordinal()
    return [date.fromordinal(n) for n in (*range(first, first + END_DAYS), *range(last - END_DAYS + 1, last + 1))]


def _agreed(mention: TimeMention, days: Sequence[tuple[date, bool]]):
    answers = [resolve_time(mention, day, sunday_first=sunday_first) for day, sunday_first in days]
    values = {value for value, _, _ in answers}
    value = answers[0][0] if len(values) == 1 else underspecified(mention)
    if any(first is None or last is None for _, first, last in answers):
        return value, None, None
    return value, min(first for _, first, _ in answers), max(last for _, _, last in answers)


def _unanchored(mention: TimeMention):
    if mention.is_explicit or mention.spec.kind in ("vague", "set"):
        return resolve_time(mention, date(2000, 1, 1))
    if mention.spec.kind == "duration":
        return resolve_time(mention, date(2000, 1, 1))[0], None, None
    return underspecified(mention), None, None


def _express(mention: TimeMention, value: str, earliest: date | None, latest: date | None) -> TimeExpression:
    return TimeExpression(
        article_id=mention.article_id,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        type=mention.type,
        value=value,
        earliest=earliest,
        latest=latest,
        anchor=mention.anchor,
        rule=mention.rule,
    )
