"""What articles claim about the series of meetings, set against the ledger and, separately, the public record.

Each claim gets one row per list it is set against: supported, contradicted, or cannot be told, with the arithmetic
in words. The ledger knows only what the articles tell, so a shortfall there proves nothing; the public record is
taken as complete for meetings in person between its first and last entry, and as incomplete for calls.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from spacy.tokens import Doc

from summitry.knowledge.public_record import (
    IN_PERSON,
    RecordedMeeting,
    count_by_start,
    describe_starts,
    read_public_record,
    say_day,
    say_days,
)
from summitry.records import (
    UNKNOWN_DAYS,
    Article,
    Claim,
    DayRange,
    Meeting,
    MeetingReport,
    Mention,
    Person,
    TimeExpression,
    record,
)
from summitry.resolve.audit.discrepancies import find_discrepancies
from summitry.resolve.audit.wording import Wording, find_wordings
from summitry.resolve.dating.chronology import events_in, shipped_almanac

__all__ = ["Wording", "audit_claims", "find_discrepancies", "weigh_claims", "word_claims"]
LEDGER, RECORD = "ledger", "public record"
SUPPORTED, CONTRADICTED, UNTOLD = "supported", "contradicted", "cannot be told"


@record
class Entry:
    """A meeting of either list, as far as a claim is set against it."""

    days: DayRange
    format: str
    city: str
    country: str
    label: str


def audit_claims(
    articles: Sequence[Article],
    docs: Mapping[str, Doc],
    mentions: Mapping[str, Sequence[Mention]],
    people: Sequence[Person],
    times: Mapping[str, Sequence[TimeExpression]],
    meetings: Sequence[Meeting],
    published: Mapping[str, DayRange],
    reports: Sequence[MeetingReport] = (),
) -> tuple[Claim, ...]:
    """Every claim about the series of meetings, once against the ledger and once against the public record.

    A pair of whom the public record has nothing is set against the ledger only. `reports` say which meeting a claim
    speaks of ("at last year's assembly the two had met for the first time" is no claim about this year's).
    """
    told = {
        key: word_claims(a, docs[key], mentions.get(key, ()), times.get(key, ()))
        for a in articles
        for key in [a.article_id]
    }
    return weigh_claims(told, {p.person_id: p.name for p in people}, meetings, published, reports)


def word_claims(
    article: Article, doc: Doc, mentions: Sequence[Mention], times: Sequence[TimeExpression]
) -> tuple[Wording, ...]:
    """The claims of one article as worded, not yet set against anything."""
    return tuple(find_wordings(article, doc, mentions, times, _principals(mentions)))


def weigh_claims(
    told: Mapping[str, Sequence[Wording]],
    names: Mapping[str, str],
    meetings: Sequence[Meeting],
    published: Mapping[str, DayRange],
    reports: Sequence[MeetingReport] = (),
) -> tuple[Claim, ...]:
    """The claims of each article ({article_id: wordings}) set against both lists; `names` are those of person_ids.

    A claim about two people needs only the meetings in which both took part.
    """
    rows = read_public_record()
    together: dict[tuple[str, ...], list[Meeting]] = {}
    for meeting in meetings:
        for pair in combinations(sorted(set(meeting.participants)), 2):
            together.setdefault(pair, []).append(meeting)
    by_article: dict[str, list[MeetingReport]] = {}
    for report in reports:
        by_article.setdefault(report.article_id, []).append(report)
    claims = []
    for key, wordings in told.items():
        for wording in wordings:
            who = tuple(sorted(names.get(i, i) for i in wording.people))
            theirs = together.get(who, ())
            written = published.get(key, UNKNOWN_DAYS)
            until = _day_in_hand(wording, who, by_article.get(key, ())) or _until(key, who, theirs, written)
            if until is None:
                continue
            ledger = _ledger_entries(theirs, who, key, wording.kind)
            claims.append(_claim(wording, LEDGER, _weigh(wording, ledger, until, complete=False)))
            known = [r for r in rows if set(who) <= set(r.participants)]
            if known:
                claims.append(_claim(wording, RECORD, _weigh_record(wording, known, until)))
    return tuple(sorted(claims, key=lambda c: (c.article_id, c.start, c.kind, c.against)))


def _principals(mentions: Sequence[Mention]) -> tuple[str, ...]:
    counts = Counter(m.person_id for m in mentions if m.person_id)
    return tuple(sorted(sorted(counts, key=lambda i: (-counts[i], i))[:2]))


def _day_in_hand(wording: Wording, who: tuple[str, ...], reports: Sequence[MeetingReport]) -> date | None:
    """The last day of the meeting that a "first" or "third" is said of: the one its sentence tells of."""
    if wording.kind not in ("nth", "first_since"):
        return None
    told = [
        r
        for r in reports
        if set(who) <= set(r.participants) and r.latest and any(low <= wording.start < high for low, high in r.passages)
    ]
    told = [r for r in told if r.is_news] or told
    return told[0].latest if len(told) == 1 else None


def _until(article_id: str, who: tuple[str, ...], meetings: Sequence[Meeting], published: DayRange) -> date | None:
    """The last day a claim can speak of: that of the meeting its article reports, else of the article itself."""
    own = [
        m
        for m in meetings
        if set(who) <= set(m.participants)
        and m.earliest
        and m.earliest == m.latest
        and any(a == article_id and s in ("held", "announced") for a, s in m.status_history)
    ]
    near = [m.latest for m in own if m.format in IN_PERSON] or [m.latest for m in own]
    return min(near) if near else published.latest


def _ledger_entries(meetings: Sequence[Meeting], who: Sequence[str], article_id: str, kind: str) -> list[Entry]:
    """The ledger's meetings; for "last met" only what other articles tell of (no claim proves itself)."""
    chosen = [m for m in meetings if set(who) <= set(m.participants) and m.status in ("held", "announced")]
    own = [m for m in chosen if len(m.participants) == len(who)]
    # a round with a third person is no second meeting of the two when it lies within the days of one of theirs
    chosen = own + [m for m in chosen if m not in own and not any(_same_days(m, o) for o in own)]
    if kind in ("last_met", "not_since"):
        chosen = [m for m in chosen if set(m.articles) - {article_id}]
    return [
        Entry(
            days=DayRange(earliest=m.earliest, latest=m.latest),
            format=m.format,
            city=m.city or "",
            country=m.country or "",
            label=_label(m.city, m.format, m) + (" (announced)" if m.status == "announced" else ""),
        )
        for m in chosen
        if m.earliest and m.latest
    ]


def _label(city: str | None, fmt: str, days: Meeting) -> str:
    """A meeting as a reader names it: "23 August 2017 in Sochi", "July 2018", "14 July 2017 by phone"."""
    place = {"phone": " by phone", "video": " by video"}.get(fmt, f" in {city}" if city else "")
    return say_days(DayRange(earliest=days.earliest, latest=days.latest)) + place


def _same_days(a: Meeting, b: Meeting) -> bool:
    return DayRange(earliest=a.earliest, latest=a.latest).overlaps(DayRange(earliest=b.earliest, latest=b.latest))


def _weigh_record(wording: Wording, known: Sequence[RecordedMeeting], until: date) -> tuple[str, str]:
    entries = [
        Entry(
            days=r.days,
            format=r.format,
            city=r.city,
            country=r.country,
            label=say_days(r.days) + (f" in {r.city}" if r.city else ""),
        )
        for r in known
        if r.format != "cancelled"
    ]
    formats = _formats(wording)
    first, last = entries[0].days.earliest, max(e.days.latest for e in entries)
    start = wording.since.earliest if wording.since else None
    if until > last or (start is not None and start < first.replace(day=1)):
        return UNTOLD, f"the public record runs from {say_day(first)} to {say_day(last)}"
    wording, dated = _date_event(wording, until)
    verdict, words = _weigh(wording, entries, until, complete=formats <= IN_PERSON)
    words += dated
    if wording.kind == "count" and wording.number is not None:
        starts = count_by_start(known, known[0].participants, until, formats=formats)
        words = f"{words}; {describe_starts(starts, wording.number)}" if starts else words
    return verdict, words


def _date_event(wording: Wording, until: date) -> tuple[Wording, str]:
    """A "first since" whose event the chronology dates, counted from that day; and the words that say so."""
    events = {e.first: e for e, _ in events_in(wording.event, shipped_almanac().dated) if e.first == e.last < until}
    if len(events) != 1:
        return wording, ""
    ((day, event),) = events.items()
    if wording.since is not None and not DayRange(earliest=day, latest=day).overlaps(wording.since):
        return wording, ""
    days = DayRange(earliest=day, latest=day)
    return replace(wording, since=days), f"; {event.name}: {say_day(day)} (chronology)"


def _formats(wording: Wording) -> frozenset[str]:
    """Which formats a claim counts: calls for calls, else meetings in person, talks on the sidelines included."""
    if any(w in wording.noun for w in ("call", "phone", "conversation", "spoke", "talked")):
        return frozenset({"phone"})
    return IN_PERSON


def _weigh(wording: Wording, entries: Sequence[Entry], until: date, *, complete: bool) -> tuple[str, str]:
    formats = _formats(wording)
    fit = [e for e in entries if e.format in formats and e.days.earliest <= until]
    if wording.kind == "count":
        return _weigh_count(wording, fit, until, complete)
    if wording.kind == "nth":
        return _weigh_turn(wording, fit, until, complete)
    if wording.kind == "first_since":
        return _weigh_first(wording, fit, until, complete)
    return _weigh_last(wording, fit, until, complete)


def _list(entries: Sequence[Entry]) -> str:
    return ", ".join(e.label for e in sorted(entries, key=lambda e: (e.days.earliest, e.label))) or "none"


def _weigh_count(wording: Wording, fit: Sequence[Entry], until: date, complete: bool) -> tuple[str, str]:
    window = wording.since or wording.days
    start = window.earliest if window and window.earliest else date.min
    inside = [e for e in fit if e.days.earliest >= start]
    since = f"from {say_day(start)} " if start != date.min else ""
    words = f"{since}to {say_day(until)}: {len(inside)} ({_list(inside)}), claimed {wording.number}"
    if len(inside) == wording.number:
        return SUPPORTED, words
    if len(inside) > wording.number or (complete and start != date.min):
        return CONTRADICTED, words
    return UNTOLD, words


def _weigh_turn(wording: Wording, fit: Sequence[Entry], until: date, complete: bool) -> tuple[str, str]:
    """ "third trip this year": how many there were from the start of the year named to the one in hand."""
    window = wording.since or wording.days
    if window is not None and window.is_day and wording.since is None:
        window = None  # "met for the first time Thursday": the day of the meeting, not one to count from
    if wording.number == 1 and window is None:
        before = [e for e in fit if e.days.latest < until]
        words = f"before {say_day(until)}: {_list(before)}"
        return (CONTRADICTED if before else UNTOLD), words
    if window is None or window.earliest is None:
        return UNTOLD, "the claim names no days to count from"
    inside = [e for e in fit if e.days.earliest >= window.earliest]
    span = f"from {say_day(window.earliest)} to {say_day(until)}"
    words = f"{span}: {len(inside)} ({_list(inside)}), claimed number {wording.number}"
    if len(inside) == wording.number:
        return SUPPORTED, words
    return (CONTRADICTED if complete or len(inside) > (wording.number or 0) else UNTOLD), words


def _weigh_first(wording: Wording, fit: Sequence[Entry], until: date, complete: bool) -> tuple[str, str]:
    """ "first meeting since X": none may lie between X and the one in hand; talks aside do not count where it says
    "formal" or "significant"."""
    if wording.since is None or wording.since.earliest is None or wording.since.latest is None:
        return UNTOLD, "the claim names an event, not a day, to count from"
    counted = [e for e in fit if not (wording.formal and e.format == "sidelines")]
    between = [e for e in counted if wording.since.earliest <= e.days.earliest and e.days.latest < until]
    surely = [e for e in between if e.days.earliest > wording.since.latest]
    left = [e for e in fit if e not in counted and wording.since.earliest <= e.days.earliest < until]
    words = f"between {say_days(wording.since)} and {say_day(until)}: {_list(between)}"
    if left:
        words += f" (talks on the sidelines not counted: {_list(left)})"
    if surely:
        return CONTRADICTED, words
    if between:
        return UNTOLD, f"{words}; whether before or after the event the claim leaves open"
    return (SUPPORTED if complete else UNTOLD), words


def _weigh_last(wording: Wording, fit: Sequence[Entry], until: date, complete: bool) -> tuple[str, str]:
    """ "last met in Sochi in August", "have not met since July": the latest one before must lie in the days named."""
    if wording.days is None or wording.days.latest is None:
        return UNTOLD, "the claim names no day"
    counted = [e for e in fit if not (wording.formal and e.format == "sidelines") and e.days.latest < until]
    if not counted:
        return UNTOLD, f"nothing before {say_day(until)}"
    last = max(counted, key=lambda e: (e.days.earliest, e.label))
    words = f"the last before {say_day(until)}: {last.label}, claimed {say_days(wording.days)}"
    if last.days.overlaps(wording.days):
        return SUPPORTED, words
    later = last.days.earliest > wording.days.latest
    return (CONTRADICTED if later or complete else UNTOLD), words


def _span(days: DayRange) -> str:
    return days.earliest.isoformat() if days.is_day else f"{days.earliest}..{days.latest}"


def _claim(wording: Wording, against: str, weighed: tuple[str, str]) -> Claim:
    kind = "last_met" if wording.kind == "not_since" else wording.kind
    return Claim(
        article_id=wording.article_id,
        start=wording.start,
        end=wording.end,
        text=wording.text,
        kind=kind,
        claimed=_claimed(wording),
        against=against,
        verdict=weighed[0],
        arithmetic=weighed[1],
    )


def _claimed(wording: Wording) -> str:
    days = wording.since or wording.days
    when = f" since {days.earliest}" if wording.since else f" in {_span(days)}" if days else ""
    if wording.kind == "count":
        return f"{wording.number} {wording.noun}{when}"
    if wording.kind == "nth":
        return f"number {wording.number}{when}"
    if wording.kind == "first_since":
        return f"first{when or ' since an event'}"
    return f"last{when}"
