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


def coverage(
    meetings: Sequence[Meeting], rows: Sequence[RecordedMeeting], last_day: date | None = None
) -> tuple[dict[str, object], ...]:
    """Which meetings of the record the ledger has, and which of the ledger's the record lacks: one dict per meeting.

    Only people of whom the record and the ledger both have something. Of recorded meetings `coverage` says documented
    (announced or reported by an article), recalled (told only as an earlier meeting), missing, or later (than
    `last_day`, on which the last article was written, so that none can tell of it). Of the ledger's other meetings
    of these people: not on record, outside the record (before its first or after its last entry), or cannot be told
    (its days are unknown, or allow several).
    """
    met = {tuple(sorted(m.participants)) for m in meetings}
    rows = [r for r in rows if r.participants in met]
    matched: dict[int, Meeting] = {}
    others: list[tuple[Meeting, str]] = []
    for meeting in meetings:
        people = tuple(sorted(meeting.participants))
        same = [n for n, r in enumerate(rows) if r.participants == people]
        fitting = [n for n in same if matches(meeting, rows[n])]
        if len(fitting) == 1 and fitting[0] not in matched:
            matched[fitting[0]] = meeting
        elif same:
            others.append((meeting, _why_unmatched(meeting, [rows[n] for n in same], fitting)))
    last = last_day or date.max
    table = [_recorded_row(r, matched.get(n), last) for n, r in enumerate(rows)]
    table += [
        _coverage_row(DayRange(earliest=m.earliest, latest=m.latest), m.participants, m, how, m) for m, how in others
    ]
    return tuple(table)


def _why_unmatched(meeting: Meeting, rows: Sequence[RecordedMeeting], fitting: Sequence[int]) -> str:
    days = DayRange(earliest=meeting.earliest, latest=meeting.latest)
    if fitting or not days.is_bounded:
        return "cannot be told"
    whole = DayRange(earliest=min(r.days.earliest for r in rows), latest=max(r.days.latest for r in rows))
    return "not on record" if days.overlaps(whole) else "outside the record"


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


def _recorded_row(row: RecordedMeeting, meeting: Meeting | None, last: date) -> dict[str, object]:
    told = {status for _, status in meeting.status_history} if meeting else set()
    how = "documented" if told - {"recalled"} else "recalled" if told else "missing"
    if how == "missing" and row.days.earliest > last:
        how = "later"
    return _coverage_row(row.days, row.participants, row, how, meeting) | {"source": " ".join(row.sources)}


def _coverage_row(days: DayRange, people: Sequence[str], known, how: str, meeting: Meeting | None) -> dict[str, object]:
    return {
        "earliest": days.earliest,
        "latest": days.latest,
        "participants": "; ".join(people),
        "format": known.format,
        "city": known.city,
        "occasion": known.occasion,
        "coverage": how,
        "meeting_id": meeting.meeting_id if meeting else "",
        "articles": "; ".join(meeting.articles) if meeting else "",
    }
