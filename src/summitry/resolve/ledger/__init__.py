"""The ledger: one row per real meeting over all articles.

Reports of the same people are one meeting when their days, places and formats are compatible and only one meeting
fits (`rows`). What cannot be decided stays apart, and `may_be` says so (`doubles`); why a meeting has its days and
place, with every version told, is in its `Basis` (`basis`). Only what the articles say is used: no chronology.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from summitry.knowledge.people import family_name
from summitry.records import UNKNOWN_DAYS, DayRange, Meeting, MeetingReport
from summitry.resolve.ledger.basis import find_basis
from summitry.resolve.ledger.doubles import find_doubles
from summitry.resolve.ledger.rows import Row, days_of, merge_group, order_key

__all__ = ["days_of", "family_name", "find_basis", "meeting_slug", "merge_reports", "overall_status"]


def merge_reports(
    reports: Sequence[MeetingReport], published: Mapping[str, DayRange]
) -> tuple[tuple[Meeting, ...], tuple[MeetingReport, ...]]:
    """One Meeting per real meeting, and the reports, in the order given, with their meeting_id.

    `published` gives the day or days on which each article was written; an article not in it has unknown days.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        groups[tuple(sorted(report.participants))].append(number)
    rows: list[Row] = []
    for participants in sorted(groups):
        rows.extend(merge_group(reports, groups[participants], published))
    rows.sort(key=lambda row: _row_key(reports, row, published))
    meetings, ids, taken = [], {}, Counter()
    for row in rows:
        meeting = _meeting([reports[n] for n in row.reports], row.days, published)
        taken[meeting.meeting_id] += 1
        if taken[meeting.meeting_id] > 1:
            meeting = replace(meeting, meeting_id=f"{meeting.meeting_id}-{taken[meeting.meeting_id]}")
        meetings.append(meeting)
        ids.update(dict.fromkeys(row.reports, meeting.meeting_id))
    doubles = find_doubles(meetings, published)
    meetings = [replace(m, may_be=doubles.get(m.meeting_id, ())) for m in meetings]
    return tuple(meetings), tuple(replace(r, meeting_id=ids[n]) for n, r in enumerate(reports))


def _row_key(reports: Sequence[MeetingReport], row: Row, published: Mapping[str, DayRange]) -> tuple:
    """Rows by day; those without any by the day they were told of."""
    first = reports[row.reports[0]]
    return (
        row.days.earliest or row.days.latest or date.max,
        row.days.latest or date.max,
        first.participants,
        min(order_key(reports[n], published) for n in row.reports),
    )


def _meeting(told: Sequence[MeetingReport], days: DayRange, published: Mapping[str, DayRange]) -> Meeting:
    def written(report: MeetingReport) -> tuple:
        days = published.get(report.article_id, UNKNOWN_DAYS)
        return (days.earliest or days.latest or date.max, days.latest or date.max)

    told = sorted(told, key=lambda r: (written(r), order_key(r, published)))
    history = sorted(told, key=lambda r: (written(r), r.article_id, r.passages))
    city, country, venue = (_most_told(told, name) for name in ("city", "country", "venue"))
    fmt = "sidelines" if any(r.format == "sidelines" for r in told) else _most_told(told, "format")
    return Meeting(
        meeting_id=meeting_slug(days, city or fmt, told[0].participants),
        participants=told[0].participants,
        earliest=days.earliest,
        latest=days.latest,
        city=city,
        country=country,
        venue=venue,
        format=fmt,
        status=overall_status(told),
        status_history=tuple((r.article_id, r.status) for r in history),
        occasion=_most_told([r for r in told if r.is_news], "occasion") or _most_told(told, "occasion"),
        articles=tuple(dict.fromkeys(r.article_id for r in history)),
        n_reports=len(told),
    )


def _most_told(told: Sequence[MeetingReport], name: str) -> str | None:
    """The value most reports give, of equals the first told."""
    counts = Counter(v for r in told if (v := getattr(r, name)))
    return counts.most_common(1)[0][0] if counts else None


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


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"
