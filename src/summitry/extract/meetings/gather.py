"""From the passages of an article that tell of meetings to one row per meeting.

Tellings with both sides named and a day found the rows; those with both sides and no day join a row they fit, or
found one; the rest ("the meeting", "will be in Moscow on July 11") only join.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from summitry.extract.meetings.scene import Ids
from summitry.extract.meetings.times import Offset
from summitry.records import DayRange, record

NEWS_AGE = 31  # what lies further back than a month is no news, whatever the article leads with
LEADS_IN = 350  # characters: "X arrived in Sochi on Tuesday. He talked with Y for two hours": the journey led there
RECENT_DAYS = 1  # a held meeting this near to publication that is not the news is still told as held


@record
class Telling:
    """One passage that tells of a meeting."""

    start: int
    end: int
    at: int  # character of the trigger
    kind: str  # title, deck, caption, body
    word: str
    people: Ids
    founds: bool  # may found a row of its own
    definite: bool
    travel: bool
    format: str | None
    status: str | None
    days: DayRange | None
    city: str | None
    country: str | None
    venue: str | None
    occasion: str | None = None
    pointing: bool = False  # "at that meeting": the one told of last
    offset: Offset | None = None  # how far from the other meeting of the sentence ("a month after")
    moment: str | None = None  # now ("they are meeting"), same day ("earlier he met")
    renewed: bool = False  # the meeting to which one was put off
    party: str | None = None  # "delegation", where a party meets rather than persons
    attendees: Ids = ()
    duration: str | None = None
    weak: bool = False  # read off the company of a clause: joins any meeting of two of them that fits


MOST_TELLINGS = 500  # a page that tells of more is a register, not an article


@dataclass(slots=True)
class Row:
    """A meeting in the making: tellings in the order they joined."""

    people: frozenset[str]
    tellings: list[Telling] = field(default_factory=list)

    @property
    def days(self) -> DayRange | None:
        days = None
        for telling in self.tellings:
            if telling.days is not None:
                days = telling.days if days is None else (days.intersect(telling.days) or days)
        return days

    def first(self, name: str):
        """The first known value of a field, tellings with a day before the others, captions last."""
        ordered = sorted(self.tellings, key=lambda t: (t.kind == "caption", t.travel, t.at))
        return next((v for t in ordered if (v := getattr(t, name)) is not None), None)

    @property
    def format(self) -> str | None:
        formats = [t.format for t in self.tellings if t.format]
        for fmt in ("video", "phone", "sidelines"):
            if fmt in formats:
                return fmt
        return formats[0] if formats else None

    @property
    def status(self) -> str | None:
        statuses = [t.status for t in sorted(self.tellings, key=lambda t: (not t.founds, t.at)) if not t.travel]
        if "cancelled" in statuses:
            return "cancelled"
        return next((s for s in statuses if s), None)

    @property
    def has_body(self) -> bool:
        return any(t.kind != "caption" for t in self.tellings)


def gather(tellings: list[Telling], published: DayRange) -> list[Row]:
    """Group tellings into rows, one per meeting, in the order in which the article first tells of each.

    Every telling is held against all others, so that only MOST_TELLINGS of an article are heard, the best first.
    """
    rows: list[Row] = []
    ordered = sorted(tellings, key=lambda t: (_rank(t), t.at))[:MOST_TELLINGS]
    for telling in ordered:
        if telling.renewed and not telling.people:
            telling = _of_those_put_off(telling, rows)
        fitting = [r for r in rows if fits(telling, r, published)]
        row = _best(telling, fitting, published)
        if row is None and telling.founds:
            row = Row(people=frozenset(telling.people))
            rows.append(row)
        if row is not None:
            row.tellings.append(telling)
            row.tellings.sort(key=lambda t: t.at)
    for row in rows:
        if row.days is None:
            _reckon(row, rows)
    rows = _split_title(rows)
    rows = _join_larger(rows)
    rows.sort(key=lambda r: min((t.at for t in r.tellings if t.founds), default=0))
    rows = _join_undated(rows, published)
    return sorted(rows, key=lambda r: min(t.at for t in r.tellings))


def _split_title(rows: list[Row]) -> list[Row]:
    """ "X spoke with Y, Z": two calls, where the story tells of X and Y and of X and Z, and never of the three."""
    kept = list(rows)
    for row in rows:
        parts = [r for r in rows if r.people < row.people]
        whole = len(row.people) > 2 and any(t.founds and t.kind != "title" and not t.weak for t in row.tellings)
        if len(row.people) > 2 and not whole and len({r.people for r in parts}) > 1:
            parts[0].tellings.extend(row.tellings)
            kept = [r for r in kept if r is not row]
    return kept


def _of_those_put_off(telling: Telling, rows: list[Row]) -> Telling:
    """ "but the meeting was put off to Wednesday": on Wednesday those meet who were to meet, and where they were to."""
    row = next((r for r in rows if any(t.at == telling.at and t.status == "cancelled" for t in r.tellings)), None)
    if row is None or telling.days is None:
        return telling
    place = {name: row.first(name) for name in ("city", "country")}
    return replace(telling, people=tuple(sorted(row.people)), founds=True, definite=False, **place)


def _join_larger(rows: list[Row]) -> list[Row]:
    """ "X and Y sat down at a table set by Z. The three spoke in Oslo on Monday": one meeting, of the three.

    A row without day and town goes into one of more people that is told close by.
    """
    kept = []
    for row in rows:
        bare = row.days is None and row.first("city") is None and row.status != "cancelled"
        near = [
            r
            for r in rows
            if bare and row.people < r.people and _format_fit(r.format, row.format)
            and any(abs(t.at - u.at) <= LEADS_IN for t in r.tellings for u in row.tellings)
        ]  # fmt: skip
        near = near or [r for r in rows if row.people < r.people and _in_one_breath(row, r)]
        if len(near) == 1:
            near[0].tellings.extend(row.tellings)
        else:
            kept.append(row)
    return kept


def _in_one_breath(row: Row, other: Row) -> bool:
    """ "have not met since July 6, when Z hosted them": one sentence, one day, one meeting."""
    same = row.days is not None and row.days == other.days and row.days.is_day
    past = row.status == other.status or {row.status, other.status} <= {"held", "recalled"}
    mine, theirs = ({t.start for t in r.tellings} for r in (row, other))
    return same and past and len(mine) == 1 and mine <= theirs


def _join_undated(rows: list[Row], published: DayRange) -> list[Row]:
    """A past meeting told without a day, beside exactly one earlier meeting of the same people, is that one.

    Only where it is not the news itself: "his call with Putin" and, later, "they had talked on November 15".
    """
    news, kept = news_row(rows), []
    for row in rows:
        twins = [
            r
            for r in rows
            if r is not row and r.people == row.people and r.days is not None and is_earlier(r, published)
            and _format_fit(r.format, row.format)
        ]  # fmt: skip
        aside = news is not None and (row is not news) and row.people != news.people
        if row.days is None and row.status == "held" and aside and len(twins) == 1:
            twins[0].tellings.extend(row.tellings)
        else:
            kept.append(row)
    return kept


def _reckon(row: Row, rows: list[Row]) -> None:
    """The days of a meeting told as so long before or after another of the same sentence, whose day is known."""
    for number, telling in enumerate(row.tellings):
        if telling.offset is None:
            continue
        others = [r for r in rows if r is not row and any(t.start == telling.start for t in r.tellings)]
        if len(others) == 1 and others[0].days is not None and others[0].days.is_bounded:
            days = telling.offset.days_from(others[0].days)
            row.tellings[number] = replace(telling, days=days)
            return


def _rank(telling: Telling) -> float:
    """The order of hearing: named and dated, named, pointing back, merely travelling."""
    if telling.travel:
        return 4
    if telling.kind == "caption" and telling.days is None:
        return 3
    if not telling.founds:
        return 2
    return (0 if telling.days is not None else 1) + telling.weak / 2


def _best(telling: Telling, rows: list[Row], published: DayRange) -> Row | None:
    """Of the rows a telling fits: one of the same days, else (where it points back) the one told of last before it."""
    if len(rows) <= 1:
        return rows[0] if rows else None
    if telling.days is not None:
        same = [r for r in rows if r.days == telling.days]
        if same:
            return same[0]
    here = [r for r in rows if any(t.start == telling.start and t.at < telling.at for t in r.tellings)]
    if telling.definite and here:
        return max(here, key=lambda r: max(t.at for t in r.tellings if t.at < telling.at and t.start == telling.start))
    before = [(max((t.at for t in r.tellings if t.at <= telling.at), default=-1), r) for r in rows]
    before = [(at, r) for at, r in before if at >= 0]
    if telling.pointing and before:
        return max(before, key=lambda b: b[0])[1]
    earlier = telling.status == "recalled"
    return min(rows, key=lambda r: (is_earlier(r, published) != earlier, not r.has_body, min(t.at for t in r.tellings)))


def is_earlier(row: Row, published: DayRange) -> bool:
    """Whether a row is of a meeting before the one at hand."""
    return _class(row.status, row.days, published) == "earlier"


def fits(telling: Telling, row: Row, published: DayRange) -> bool:
    """Whether a telling can be of the same meeting as a row."""
    if telling.renewed and row.format in ("phone", "video"):
        return False
    return (
        _people_fit(telling, row)
        and (not telling.travel or _travel_fits(telling, row))
        and _days_fit(telling, row)
        and _format_fit(telling.format, row.format)
        and _place_fit(telling, row)
        and _status_fit(telling, row, published)
    )


def _people_fit(telling: Telling, row: Row) -> bool:
    told = frozenset(telling.people)
    if telling.weak:
        return len(told & row.people) >= 2
    if telling.founds:
        return told == row.people
    if telling.party:
        return any(t.party == telling.party for t in row.tellings)
    return told <= row.people


def _travel_fits(telling: Telling, row: Row) -> bool:
    """A journey belongs to a meeting when its town or its day does; with neither it says nothing of it."""
    days, city = row.days, row.first("city")
    both = telling.days is not None and days is not None
    if both and not (telling.days.overlaps(days) and city in (None, telling.city)):
        return False
    leads = any(t.founds and 0 < t.at - telling.at <= LEADS_IN for t in row.tellings)
    if leads and city is None and telling.city is not None and row.format not in ("phone", "video"):
        return days is None or telling.days is None or telling.days.overlaps(days)
    if telling.days is None:
        return telling.city is not None and telling.city == city
    return city is None or telling.city in (None, city)


def _days_fit(telling: Telling, row: Row) -> bool:
    if telling.days is None or row.days is None:
        return True
    if not telling.days.overlaps(row.days):
        return False
    return (
        telling.status == row.status
        or {telling.status, row.status} != {"announced", "held"}
        or (telling.days == row.days)
    )


def _format_fit(a: str | None, b: str | None) -> bool:
    near = {"in_person", "sidelines"}
    return a is None or b is None or a == b or {a, b} <= near


def _place_fit(telling: Telling, row: Row) -> bool:
    city, country = row.first("city"), row.first("country")
    if telling.days is not None and telling.days == row.days and telling.days.is_day:
        return True
    if telling.city and city and telling.city != city:
        return False
    return not (telling.country and country and telling.country != country)


def _status_fit(telling: Telling, row: Row, published: DayRange) -> bool:
    """Earlier meetings and the one at hand are told apart by their words where no day does it."""
    if telling.status == "cancelled" and not (telling.people or telling.definite) and row.status != "cancelled":
        return False  # "called off a trip to Washington": somebody's, not this one
    if "cancelled" in (telling.status, row.status) and {telling.format, row.format} & {"phone", "video"}:
        return telling.format == row.format
    if telling.days is not None and row.days is not None:
        return True
    mine, theirs = _class(telling.status, telling.days, published), _class(row.status, row.days, published)
    if "cancelled" in (telling.status, row.status) and telling.status != row.status:
        renewed = telling.renewed or any(t.renewed for t in row.tellings)
        return "announced" in (telling.status, row.status) and _format_fit(telling.format, row.format) and not renewed
    if mine is None or theirs is None:
        return not (mine is None and theirs == "earlier" and telling.founds and not telling.definite)
    if mine == theirs:
        return True
    if {mine, theirs} == {"now", "ahead"}:
        return telling.definite or telling.kind == "title"
    return bool(telling.kind == "caption" and telling.days is None)


def _class(status: str | None, days: DayRange | None, published: DayRange) -> str | None:
    """Where a meeting lies as seen from the article: earlier, now, ahead; None where nothing tells."""
    if days is not None and published.is_bounded:
        if days.earliest and days.earliest > published.latest:
            return "ahead"
        if days.latest and (published.earliest - days.latest).days > 10:
            return "earlier"
        if status == "announced" and days.latest and days.latest <= published.latest:
            return "now"  # "looking forward to meeting him today", told beside what came of it
    return {"announced": "ahead", "held": "now", "recalled": "earlier"}.get(status or "")


def news_row(rows: list[Row]) -> Row | None:
    """The row the article is about: told in its title, else the first told outside captions and not as earlier."""
    for kinds in (("title",), ("deck", "body")):
        for row in rows:
            if row.status != "recalled" and any(t.kind in kinds and not t.travel for t in row.tellings):
                return row
    return None


def final_status(row: Row, published: DayRange, is_news: bool, *, aside: bool = False) -> str:
    """The status as of the article: called off; else by its days against publication; else by its words.

    `aside`: a meeting of other people than the news is of; told in the past without a day it is part of the news.
    """
    said, days = row.status, row.days
    if said == "cancelled":
        return "cancelled"
    if days is not None and published.is_bounded:
        if days.earliest is not None and days.earliest > published.latest:
            return "announced"
        if days.latest is not None and days.latest < published.earliest:
            if (published.earliest - days.latest).days > NEWS_AGE:
                return "recalled"
            recent = (published.earliest - days.latest).days <= RECENT_DAYS
            if said == "recalled":
                return "recalled"
            return "held" if is_news or recent else "recalled"
    if said == "announced":
        return "announced"
    if is_news:
        return "recalled" if said == "recalled" else "held"
    return "held" if said == "held" and aside else "recalled"
