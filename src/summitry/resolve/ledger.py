"""The ledger: one row per real meeting over all articles.

Reports of the same people are one meeting when their days, places and formats are compatible and only one meeting
fits. What cannot be decided stays apart, and `basis` says so. Only what the articles say is used: no chronology.
Exact days are looked up by day, ranges by bisection, so the work grows with the number of reports times its log.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from summitry.records import UNKNOWN_DAYS, DayRange, Meeting, MeetingReport

# A range no wider than this may stand for one meeting without its place being told ("in August").
MONTH_DAYS = 31
# "The leaders met", told as the news without a day, is this near to the article's publication.
NEWS_DAYS = 3
# An undated plan for a town and a meeting there are one when no more than this lies between (a month, then refuse).
PLAN_DAYS = 31
IN_PERSON = frozenset({"in_person", "sidelines"})
# Family names that come first, for short ids only.
FAMILY_FIRST = frozenset(
    [
        "Xi",
        "Kim",
        "Moon",
        "Li",
        "Wang",
        "Hu",
        "Jiang",
        "Wen",
        "Deng",
        "Mao",
        "Zhou",
        "Zhang",
        "Liu",
        "Chen",
        "Yang",
        "Park",
        "Lee",
        "Roh",
        "Yoon",
        "Ban",
        "Nguyen",
        "Tran",
        "Pham",
        "Tsai",
        "Ma",
    ]
)


@dataclass(slots=True)
class _Row:
    """A meeting in the making: the positions of its reports, and the days left."""

    days: DayRange
    reports: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def merge_reports(
    reports: Sequence[MeetingReport], published: Mapping[str, DayRange]
) -> tuple[tuple[Meeting, ...], tuple[MeetingReport, ...]]:
    """One Meeting per real meeting, and the reports, in the order given, with their meeting_id.

    `published` gives the day or days on which each article was written; an article not in it has unknown days.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        groups[tuple(sorted(report.participants))].append(number)
    rows: list[_Row] = []
    for participants in sorted(groups):
        rows.extend(_merge_group(reports, groups[participants], published))
    rows.sort(key=lambda row: _row_key(reports, row))
    meetings, ids, taken = [], {}, Counter()
    for row in rows:
        meeting = _meeting(reports, row, published)
        taken[meeting.meeting_id] += 1
        if taken[meeting.meeting_id] > 1:
            meeting = replace(meeting, meeting_id=f"{meeting.meeting_id}-{taken[meeting.meeting_id]}")
        meetings.append(meeting)
        ids.update(dict.fromkeys(row.reports, meeting.meeting_id))
    return tuple(meetings), tuple(replace(r, meeting_id=ids[n]) for n, r in enumerate(reports))


def _row_key(reports: Sequence[MeetingReport], row: _Row) -> tuple:
    first = reports[row.reports[0]]
    return (
        row.days.earliest or row.days.latest or date.max,
        row.days.latest or date.max,
        first.participants,
        min(_tie(reports[n]) for n in row.reports),
    )


def _tie(report: MeetingReport) -> tuple:
    """What decides between reports otherwise alike, so that their order in the input never does."""
    return (report.article_id, report.passages, report.format, report.status, report.city or "", report.venue or "")


def _days(report: MeetingReport) -> DayRange:
    return DayRange(earliest=report.earliest, latest=report.latest)


def _merge_group(
    reports: Sequence[MeetingReport], numbers: Sequence[int], published: Mapping[str, DayRange]
) -> list[_Row]:
    """The meetings of one set of participants: exact days first, then ranges from narrow to wide, then no days."""

    def order(number: int) -> tuple:
        report = reports[number]
        days = _days(report)
        return (
            0 if days.is_day else 1 if days.is_bounded else 2,
            days.days or 0,
            days.earliest or date.max,
            _tie(report),
        )

    rows: list[_Row] = []
    index: list[tuple[date, date, int]] = []  # (latest, earliest, row) of bounded rows, sorted
    widest = 0
    for number in sorted(numbers, key=order):
        report, days = reports[number], _days(reports[number])
        near = _near(days, rows, index, widest, report, published.get(report.article_id, UNKNOWN_DAYS))
        fitting = [r for r in near if _fits(reports, report, rows[r], published)]
        target = _only(reports, report, rows, fitting)
        if target is None:
            row = _Row(days=days)
            if len(fitting) > 1:
                row.notes.append(f"{report.article_id} leaves open which of {len(fitting)} meetings it tells of")
            rows.append(row)
            target = len(rows) - 1
            if days.is_bounded:
                bisect.insort(index, (days.latest, days.earliest, target))
                widest = max(widest, days.days)
        else:
            rows[target].days = rows[target].days.intersect(days) or rows[target].days
        rows[target].reports.append(number)
    return rows


def _near(
    days: DayRange, rows: list[_Row], index: list, widest: int, report: MeetingReport, published: DayRange
) -> list[int]:
    """Rows whose days may be those of a report: overlapping ones, or, for a report without days, those it may mean."""
    if not days.is_bounded:
        if report.is_news and report.status == "held" and published.is_bounded:
            days = DayRange(earliest=published.earliest - timedelta(days=NEWS_DAYS), latest=published.latest)
        elif report.status == "announced" and published.is_bounded and report.city:
            days = DayRange(earliest=published.earliest, latest=published.latest + timedelta(days=PLAN_DAYS))
        else:
            return []
    first = bisect.bisect_left(index, (days.earliest, date.min, -1))
    found = []
    for latest, earliest, row in index[first:]:
        if latest > days.latest + timedelta(days=widest):
            break
        if earliest <= days.latest and rows[row].days.overlaps(days):
            found.append(row)
    return found


def _fits(
    reports: Sequence[MeetingReport], report: MeetingReport, row: _Row, published: Mapping[str, DayRange]
) -> bool:
    """Whether a report may tell of the meeting of a row: format, place, and the time of telling allow it."""
    told = [reports[n] for n in row.reports]
    if any(_format_class(report.format) != _format_class(r.format) for r in told):
        return False
    if any(not _same_place(report, r) for r in told):
        return False
    days = _days(report)
    same_city = any(report.city and report.city == r.city for r in told)
    if days.is_bounded and not days.is_day and days.days > MONTH_DAYS and not same_city:
        return False
    if not days.is_bounded and report.status == "announced" and not same_city:
        return False
    same_article = [r for r in told if r.article_id == report.article_id]
    if same_article:  # an article that told of them apart means two
        return False
    written = published.get(report.article_id, UNKNOWN_DAYS)
    return _time_allows(report.status, row.days, written)


def _time_allows(status: str, days: DayRange, written: DayRange) -> bool:
    """What is announced lies ahead of its article, what is held or recalled behind it."""
    if status == "announced" and written.earliest and days.latest and days.latest < written.earliest:
        return False
    return not (status in ("held", "recalled") and written.latest and days.earliest and days.earliest > written.latest)


def _format_class(fmt: str) -> str:
    return "in_person" if fmt in IN_PERSON else fmt


def _same_place(a: MeetingReport, b: MeetingReport) -> bool:
    if a.country and b.country and a.country != b.country:
        return False
    if a.city and b.city and a.city != b.city:
        return _days(a).is_day and _days(a) == _days(b) and a.country == b.country
    return True


def _only(reports: Sequence[MeetingReport], report: MeetingReport, rows: list[_Row], fitting: list[int]) -> int | None:
    """The one row a report fits; of several the one of the same town, if that is one."""
    if len(fitting) > 1:
        town = [r for r in fitting if report.city and any(reports[n].city == report.city for n in rows[r].reports)]
        same = [r for r in fitting if rows[r].days == _days(report)]
        fitting = town if len(town) == 1 else same if len(same) == 1 else fitting
    return fitting[0] if len(fitting) == 1 else None


def _meeting(reports: Sequence[MeetingReport], row: _Row, published: Mapping[str, DayRange]) -> Meeting:
    def order(report: MeetingReport) -> tuple:
        days = published.get(report.article_id, UNKNOWN_DAYS)
        return (days.earliest or days.latest or date.max, days.latest or date.max, _tie(report))

    told = sorted((reports[n] for n in row.reports), key=order)
    city, country, venue = (_most_told(told, name) for name in ("city", "country", "venue"))
    fmt = "sidelines" if any(r.format == "sidelines" for r in told) else _most_told(told, "format")
    participants = told[0].participants
    return Meeting(
        meeting_id=meeting_slug(row.days, city or fmt, participants),
        participants=participants,
        earliest=row.days.earliest,
        latest=row.days.latest,
        city=city,
        country=country,
        venue=venue,
        format=fmt,
        status=overall_status(told),
        status_history=tuple((r.article_id, r.status) for r in told),
        occasion=_most_told([r for r in told if r.is_news], "occasion") or _most_told(told, "occasion"),
        articles=tuple(dict.fromkeys(r.article_id for r in told)),
        n_reports=len(told),
        basis=_basis(told, row),
    )


def _most_told(told: Sequence[MeetingReport], name: str) -> str | None:
    """The value most reports give, of equals the first told."""
    values = [v for r in told if (v := getattr(r, name))]
    counts = Counter(values)
    return max(values, key=lambda v: (counts[v], -values.index(v))) if values else None


def overall_status(told: Sequence[MeetingReport]) -> str:
    """held once any article reports or recalls it; else what the latest article says: announced or cancelled.

    `told` is in order of publication. A photograph of a meeting shows that it took place.
    """
    statuses = [r.status for r in told]
    return "held" if {"held", "recalled"} & set(statuses) else statuses[-1]


def meeting_slug(days: DayRange, place: str, participants: Sequence[str]) -> str:
    """ "2017-08-23-sochi-netanyahu-putin": day, month or year as far as known, town or format, family names."""
    first, last = days.earliest, days.latest
    if first is None or last is None:
        when = "undated"
    elif first == last:
        when = first.isoformat()
    elif (first.year, first.month) == (last.year, last.month):
        when = f"{first:%Y-%m}"
    else:
        when = f"{first:%Y}"
    names = [_slug(family_name(p))[:30] for p in participants[:5]]  # a file is named after it: no disk takes any length
    return "-".join([when, _slug(place)[:40], *names])


def family_name(name: str) -> str:
    """The family name of a full name, for short labels: "Xi" of Xi Jinping, "Netanyahu" of Benjamin Netanyahu."""
    words = [w for w in name.split() if w.rstrip(".").lower() not in ("jr", "sr", "ii", "iii")] or [name]
    first_is_family = words[0] in FAMILY_FIRST or bool(re.search(r"-[a-z]", words[-1]) and len(words) == 2)
    return words[0] if len(words) > 1 and first_is_family else words[-1]


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"


def _basis(told: Sequence[MeetingReport], row: _Row) -> str:
    """Why these days and this place, in words, with the articles; both versions where they differ."""
    parts = []
    by_days: dict[str, list[str]] = {}
    for report in told:
        by_days.setdefault(describe_days(_days(report)), []).append(report.article_id)
    parts.append("days: " + "; ".join(f"{days} in {', '.join(dict.fromkeys(ids))}" for days, ids in by_days.items()))
    if len(by_days) > 1:
        parts.append(f"what all leave open: {describe_days(row.days)}")
    for name in ("city", "venue", "format"):
        versions: dict[str, list[str]] = {}
        for report in told:
            if value := getattr(report, name):
                versions.setdefault(value, []).append(report.article_id)
        if len(versions) > 1 or (name == "city" and versions):
            told_by = "; ".join(f"{v} in {', '.join(dict.fromkeys(ids))}" for v, ids in versions.items())
            parts.append(f"{name}: {told_by}")
    return ". ".join([*parts, *row.notes])


def describe_days(days: DayRange) -> str:
    """A range of days in ISO form: a day, "from .. to ..", or "no day"."""
    if days.is_day:
        return days.earliest.isoformat()
    if days.is_bounded:
        return f"{days.earliest.isoformat()} to {days.latest.isoformat()}"
    if days.earliest:
        return f"from {days.earliest.isoformat()}"
    return f"until {days.latest.isoformat()}" if days.latest else "no day"
