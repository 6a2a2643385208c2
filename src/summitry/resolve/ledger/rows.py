"""The rows of one set of participants: which reports tell of the same meeting.

Exact days come first, then ranges from narrow to wide, then reports without days, so that what is told loosely finds
what is told closely. What a row holds is kept in sums (towns, articles, bounds), so that ten thousand tellings of one
summit cost no more than ten thousand summits; candidates are found by bisection.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from summitry.records import UNKNOWN_DAYS, DayRange, MeetingReport

# A range no wider than this may stand for one meeting without its place being told ("in August").
MONTH_DAYS = 31
# "The leaders met", told as the news without a day, is this near to the article's publication.
NEWS_DAYS = 3
# An undated plan for a town and a meeting there are one when no more than this lies between (a month, then refuse).
PLAN_DAYS = 31
IN_PERSON = frozenset({"in_person", "sidelines"})


def days_of(record: MeetingReport) -> DayRange:
    """The days a report (or a meeting) names."""
    return DayRange(earliest=record.earliest, latest=record.latest)


def format_class(fmt: str) -> str:
    """A talk on the sidelines is a meeting in person, told more closely."""
    return "in_person" if fmt in IN_PERSON else fmt


@dataclass(slots=True)
class Row:
    """A meeting in the making: the positions of its reports, the days left, and what its reports have in common.

    `apart` marks the row of reports that could be of several others. `told` is when an undated row was first told of.
    """

    days: DayRange
    kind: str
    told: DayRange = UNKNOWN_DAYS
    status: str = ""
    apart: bool = False
    reports: list[int] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    cities: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    venues: set[str] = field(default_factory=set)
    is_news: bool = False
    not_before: date = date.min  # an announcement was written on this day
    not_after: date = date.max  # a look back was

    def add(self, number: int, report: MeetingReport, written: DayRange) -> None:
        """Take a report in."""
        self.days = self.days.intersect(days_of(report)) or self.days
        self.reports.append(number)
        self.articles.add(report.article_id)
        self.is_news |= report.is_news
        for values, value in (
            (self.cities, report.city),
            (self.countries, report.country),
            (self.venues, report.venue),
        ):
            if value:
                values.add(value)
        if report.status == "announced" and written.earliest:
            self.not_before = max(self.not_before, written.earliest)
        if report.status in ("held", "recalled") and written.latest:
            self.not_after = min(self.not_after, written.latest)


def order_key(report: MeetingReport, published: Mapping[str, DayRange]) -> tuple:
    """What decides between reports: what they say and when, and only for reports that say the same their article's
    name; so neither the order of the input nor the names of the files matter."""
    written = published.get(report.article_id, UNKNOWN_DAYS)
    return (
        written.earliest or date.max,
        written.latest or date.max,
        not report.is_news,
        report.format,
        report.status,
        report.city or "",
        report.venue or "",
        report.occasion or "",
        report.passages,
        report.article_id,
    )


def merge_group(
    reports: Sequence[MeetingReport], numbers: Sequence[int], published: Mapping[str, DayRange]
) -> list[Row]:
    """The meetings of one set of participants."""

    def order(number: int) -> tuple:
        days = days_of(reports[number])
        tier = 0 if days.is_day else 1 if days.is_bounded else 2
        return (tier, days.days or 0, days.earliest or date.max, order_key(reports[number], published))

    rows, dated, undated = [], _Index(), _Index()
    for number in sorted(numbers, key=order):
        report, days = reports[number], days_of(reports[number])
        written = published.get(report.article_id, UNKNOWN_DAYS)
        fitting = [r for r in _near(report, written, dated) if _fits(rows[r], report, written)]
        if not fitting and not days.is_bounded:
            near = undated.overlapping(_around(written, NEWS_DAYS, NEWS_DAYS)) if written.is_bounded else ()
            fitting = [r for r in near if _same_undated(rows[r], report) and _fits(rows[r], report, written)]
        target = choose(rows, report, fitting)
        if target is None:
            target = len(rows)
            rows.append(Row(days=days, kind=format_class(report.format), status=report.status, apart=bool(fitting)))
            if days.is_bounded:
                dated.add(days, target)
            elif written.is_bounded:
                rows[target].told = written
                undated.add(written, target)
        rows[target].add(number, report, written)
    return rows


@dataclass(slots=True)
class _Index:
    """Ranges of days, found by the days they share with another range."""

    entries: list[tuple[date, date, int]] = field(default_factory=list)  # (latest, earliest, row)
    widest: int = 0

    def add(self, days: DayRange, row: int) -> None:
        bisect.insort(self.entries, (days.latest, days.earliest, row))
        self.widest = max(self.widest, days.days)

    def overlapping(self, days: DayRange) -> Iterator[int]:
        last = _later(days.latest, self.widest)
        for number in range(bisect.bisect_left(self.entries, (days.earliest, date.min, -1)), len(self.entries)):
            latest, earliest, row = self.entries[number]
            if latest > last:
                return
            if earliest <= days.latest:
                yield row


def _later(day: date, days: int) -> date:
    return day + timedelta(days=days) if (date.max - day).days > days else date.max


def _around(days: DayRange, before: int, after: int) -> DayRange:
    first = days.earliest - timedelta(days=before) if (days.earliest - date.min).days > before else date.min
    return DayRange(earliest=first, latest=_later(days.latest, after))


def _near(report: MeetingReport, written: DayRange, dated: _Index) -> Iterator[int]:
    """Dated rows a report may mean: those of its days or, where it has none, the news of these days and the plan for
    a town that was carried out there."""
    days = days_of(report)
    if not days.is_bounded:
        if not written.is_bounded:
            return iter(())
        if report.is_news and report.status == "held":
            days = _around(written, NEWS_DAYS, 0)
        elif report.status == "announced" and report.city:
            days = _around(written, 0, PLAN_DAYS)
        else:
            return iter(())
    return dated.overlapping(days)


def _same_undated(row: Row, report: MeetingReport) -> bool:
    """Whether two reports without days, written within the same few days, tell of one meeting: both the news, both a
    plan, or both a look back to the same town. (A look back without a town may be to any meeting.)"""
    if row.status != report.status:
        return False
    if report.status == "recalled":
        return bool(report.city) and report.city in row.cities
    return report.status != "held" or (row.is_news and report.is_news)


def _fits(row: Row, report: MeetingReport, written: DayRange) -> bool:
    """Whether a report may tell of the meeting of a row: format, place, days and the time of telling allow it."""
    days = days_of(report)
    if row.kind != format_class(report.format) or report.article_id in row.articles or not row.days.overlaps(days):
        return False  # an article that told of them apart means two
    if not _same_place(row, report, days):
        return False
    same_city = bool(report.city) and report.city in row.cities
    if days.is_bounded and days.days > MONTH_DAYS and not same_city:
        return False
    if not days.is_bounded and row.days.is_bounded and report.status == "announced" and not same_city:
        return False
    return _time_allows(row, report, written)


def _same_place(row: Row, report: MeetingReport, days: DayRange) -> bool:
    """The same country and town, as far as both are told; two towns of a country only on one and the same day."""
    if report.country and row.countries - {report.country}:
        return False
    if report.city and row.cities and report.city not in row.cities:
        return days.is_day and row.days == days and bool(report.country) == bool(row.countries)
    return True


def _time_allows(row: Row, report: MeetingReport, written: DayRange) -> bool:
    """What is announced lies ahead of its article, what is held or recalled behind it, for all reports of the row."""
    days = row.days.intersect(days_of(report)) or row.days
    not_before, not_after = row.not_before, row.not_after
    if report.status == "announced" and written.earliest:
        not_before = max(not_before, written.earliest)
    if report.status in ("held", "recalled") and written.latest:
        not_after = min(not_after, written.latest)
    return not (days.latest and days.latest < not_before) and not (days.earliest and days.earliest > not_after)


def choose(rows: Sequence[Row], report: MeetingReport, fitting: Sequence[int]) -> int | None:
    """The one row a report tells of, None where that is left open.

    Of several the one of its town and of exactly its days; of rows of one day and place the one of its venue, the
    news for the news, the one most told of (an article that tells of a morning and an evening does not keep all
    others apart); else the row of those reports that were left open before.
    """
    days, left = days_of(report), list(fitting)
    left = _narrowed(left, lambda r: bool(report.city) and report.city in rows[r].cities)
    left = _narrowed(left, lambda r: rows[r].days == days)
    one_place = len(set().union(*(rows[r].cities for r in left))) < 2 if left else False
    if len(left) > 1 and days.is_day and one_place:
        left = _narrowed(left, lambda r: bool(report.venue) and report.venue in rows[r].venues)
        left = _narrowed(left, lambda r: rows[r].is_news == report.is_news)
        return max(left, key=lambda r: (len(rows[r].reports), -r))
    left = _narrowed(left, lambda r: rows[r].apart)
    return left[0] if len(left) == 1 else None


def _narrowed(left: list[int], test: Callable[[int], bool]) -> list[int]:
    """Those that pass a test, or all where none does."""
    return [r for r in left if test(r)] or left
