"""The public record of meetings in `knowledge/public_record.csv`, counts over it, and what of it the ledger covers.

Outside knowledge: nothing here is evidence from the articles, and every table made of it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from summitry.knowledge import read_rows
from summitry.records import DayRange, Meeting, record

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
IN_PERSON = frozenset({"in_person", "sidelines"})


@record
class RecordedMeeting:
    """One row of the public record. `format` is in_person, sidelines, phone or cancelled."""

    days: DayRange
    participants: tuple[str, ...]
    format: str
    city: str
    country: str
    venue: str
    occasion: str
    sources: tuple[str, ...]


def read_public_record() -> tuple[RecordedMeeting, ...]:
    """The rows of the public record in order of days; an entry without a day holds its month."""
    rows = [
        RecordedMeeting(
            days=_days(row["date"]),
            participants=tuple(sorted(name.strip() for name in row["participants"].split(";"))),
            format=row["format"],
            city=row["city"],
            country=row["country"],
            venue=row["venue"],
            occasion=row["occasion"],
            sources=tuple(row["sources"].split()),
        )
        for row in read_rows("public_record", required=("date", "participants", "format", "sources"))
    ]
    return tuple(sorted(rows, key=lambda r: (r.days.earliest, r.days.latest, r.format)))


def _days(text: str) -> DayRange:
    if len(text) == 10:
        day = date.fromisoformat(text)
        return DayRange(earliest=day, latest=day)
    first = date.fromisoformat(f"{text}-01")
    return DayRange(earliest=first, latest=_next_month(first) - timedelta(days=1))


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def recorded_between(
    rows: Sequence[RecordedMeeting],
    participants: Sequence[str],
    first: date,
    last: date,
    *,
    formats: frozenset[str] = IN_PERSON,
    country: str | None = None,
) -> list[RecordedMeeting]:
    """Rows of these participants from `first` to `last`, both included."""
    wanted = set(participants)
    return [
        r
        for r in rows
        if wanted <= set(r.participants)
        and r.format in formats
        and r.days.earliest >= first
        and r.days.latest <= last
        and (country is None or r.country == country)
    ]


def count_by_start(
    rows: Sequence[RecordedMeeting],
    participants: Sequence[str],
    until: date,
    *,
    formats: frozenset[str] = IN_PERSON,
) -> tuple[tuple[str, int], ...]:
    """How many meetings one reaches counting from each month: (start month "2015-09", count to `until` included).

    Starts with the month of the first meeting the record has of these participants; empty when it has none.
    Talks on the sidelines count as meetings in person, `until` itself counts.

    >>> rows = read_public_record()
    >>> dict(count_by_start(rows, ("Benjamin Netanyahu", "Vladimir Putin"), date(2019, 2, 27)))["2015-09"]
    11
    """
    known = recorded_between(rows, participants, date.min, until, formats=formats)
    if not known:
        return ()
    month, counts = known[0].days.earliest.replace(day=1), []
    while month <= until:
        counts.append((f"{month:%Y-%m}", sum(r.days.earliest >= month for r in known)))
        month = _next_month(month)
    return tuple(counts)


def say_days(days: DayRange) -> str:
    """Days as a reader says them: "23 August 2017", "July 2018", "1 May 2018 to 9 May 2018"; "a day not told".

    >>> say_days(DayRange(earliest=date(2018, 7, 1), latest=date(2018, 7, 31)))
    'July 2018'
    """
    first, last = days.earliest, days.latest
    if first is None or last is None:
        return f"from {say_day(first)}" if first else f"until {say_day(last)}" if last else "a day not told"
    if first == last:
        return say_day(first)
    if (first.day, last) == (1, _next_month(last.replace(day=1)) - timedelta(days=1)):
        if (first.year, first.month) == (last.year, last.month):
            return f"{MONTHS[first.month - 1]} {first.year}"
        if (first.month, last.month, first.year) == (1, 12, last.year):
            return str(first.year)
    return f"{say_day(first)} to {say_day(last)}"


def say_day(day: date) -> str:
    """A day as a reader says it: "23 August 2017"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _month(text: str) -> str:
    """ "2015-09" -> "September 2015", whatever the locale."""
    return f"{MONTHS[int(text[5:7]) - 1]} {text[:4]}"


def describe_starts(counts: Sequence[tuple[str, int]], claimed: int) -> str:
    """Which start months reach the claimed number, and what the other starts reach, in words."""
    runs: list[list] = []  # [count, first month, last month]
    for month, count in counts:
        if runs and runs[-1][0] == count:
            runs[-1][2] = month
        else:
            runs.append([count, month, month])

    def span(run: list) -> str:
        return _month(run[1]) if run[1] == run[2] else f"{_month(run[1])} to {_month(run[2])}"

    hits = [span(r) for r in runs if r[0] == claimed]
    head = f"{claimed} are reached only counting from {' or '.join(hits)}" if hits else f"no start reaches {claimed}"
    return f"{head}; by start month: " + ", ".join(f"{span(r)}: {r[0]}" for r in runs)


def coverage(meetings: Sequence[Meeting], rows: Sequence[RecordedMeeting]) -> tuple[dict[str, str], ...]:
    """Which meetings of the record the ledger has, and which of the ledger's the record lacks.

    One dict per recorded meeting (days, format, city, occasion, coverage, meeting_id, articles), then one per ledger
    meeting of the record's people that it lacks. coverage: documented (the news of an article, or announced by one),
    recalled (told only as an earlier meeting), missing, or "not on record". A ledger meeting is matched when its days
    allow only one recorded meeting.
    """
    matched: dict[int, Meeting] = {}
    unmatched = []
    known = {r.participants for r in rows}
    for meeting in meetings:
        people = tuple(sorted(meeting.participants))
        if people not in known:
            continue
        fitting = [n for n, r in enumerate(rows) if r.participants == people and matches(meeting, r)]
        if len(fitting) == 1 and fitting[0] not in matched:
            matched[fitting[0]] = meeting
        else:
            unmatched.append(meeting)
    table = [_coverage_row(r, matched.get(n)) for n, r in enumerate(rows)]
    table += [
        {
            "days": m.meeting_id[:10] if m.earliest and m.earliest == m.latest else _range(m.earliest, m.latest),
            "format": m.format,
            "city": m.city or "",
            "occasion": m.occasion or "",
            "coverage": "not on record",
            "meeting_id": m.meeting_id,
            "articles": "; ".join(m.articles),
        }
        for m in unmatched
    ]
    return tuple(table)


def _range(earliest: date | None, latest: date | None) -> str:
    return "" if earliest is None and latest is None else f"{earliest or ''}..{latest or ''}"


def matches(meeting: Meeting, row: RecordedMeeting) -> bool:
    """Whether a ledger meeting can be a recorded one: days, format and town agree."""
    if meeting.earliest is None or meeting.latest is None:
        return False
    if not DayRange(earliest=meeting.earliest, latest=meeting.latest).overlaps(row.days):
        return False
    if row.format == "cancelled" or meeting.status == "cancelled":
        return row.format == meeting.status
    if (row.format in IN_PERSON) != (meeting.format in IN_PERSON):
        return False
    day = meeting.earliest == meeting.latest
    return day or not meeting.city or not row.city or meeting.city in row.city or meeting.country == row.country


def _coverage_row(row: RecordedMeeting, meeting: Meeting | None) -> dict[str, str]:
    told = {status for _, status in meeting.status_history} if meeting else set()
    how = "missing" if meeting is None else "documented" if told - {"recalled"} else "recalled"
    first, last = row.days.earliest, row.days.latest
    return {
        "days": first.isoformat() if first == last else f"{first:%Y-%m}",
        "format": row.format,
        "city": row.city,
        "occasion": row.occasion,
        "coverage": how,
        "meeting_id": meeting.meeting_id if meeting else "",
        "articles": "; ".join(meeting.articles) if meeting else "",
    }
