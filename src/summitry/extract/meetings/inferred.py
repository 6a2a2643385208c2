"""What no sentence of a meeting says and the article yet tells: its day from the lead, its town from the title.

Each inference is named in `rule`. The publication day is never one of them, unless a page tells its day hour by hour.
"""

from __future__ import annotations

import re
from datetime import timedelta

from summitry.extract.meetings.gather import Row
from summitry.extract.meetings.places import Where
from summitry.extract.meetings.scene import Scene
from summitry.extract.meetings.times import is_of_since
from summitry.extract.meetings.words import SAYING, phrases, word_rows
from summitry.knowledge.places import find_place
from summitry.records import EVIDENCE_KINDS, DayRange, PlaceMention

NEWS_DAYS = 7  # news is at most a week old
LONGEST_STAY = 3  # nights: a visit of some days is in one town
LEAD_DAYS = 7  # the day a lead names for a held meeting lies in the week that ends with publication
HERE = ("in", "at", "inside", "outside", "near")
# "half past four on Saturday", "March 3": says the day itself, unlike "a few minutes later".
DAY_NAME = re.compile(r"day\b|[A-Z][a-z]+\.? \d|\d [A-Z]|\btonight\b", re.IGNORECASE)
LIVE = re.compile(r"\blive\b|\bas it happened\b|\bminute by minute\b", re.IGNORECASE)
STAMP = re.compile(r"^\W*\d{1,2}[:.h]\d{2}\b", re.MULTILINE)


def days_inferred(scene: Scene, row: Row, news: Row | None, status: str) -> tuple[DayRange | None, str]:
    """The days of a meeting of which no sentence names one, and the rule; (None, "") where nothing tells."""
    published = scene.published
    if (moment := _told_moment(row, published, news, status)) is not None:
        return moment
    if _joins_news(row, news):
        return news.days, "joined the meeting of the news"
    if status != "held":
        return None, ""
    if published.is_day and is_live(scene):
        return published, "told live"
    first = min((t.at for t in row.tellings if t.founds), default=0)
    if days := days_before(scene, first, row.people, published):
        return days, "day of the sentence before"
    if row is news and (days := lead_days(scene, published)):
        return days, "day of the lead"
    if _is_near_lead(scene, row) and (days := news_days(published)):
        return days, f"held within {NEWS_DAYS} days before the article"
    return None, ""


def town_inferred(
    scene: Scene, row: Row, rows: list[Row], news: Row | None, status: str, days: DayRange | None
) -> tuple[Where, str]:
    """The town of a meeting in person of which no sentence names one, and the rule; an empty Where if nothing tells."""
    seat = residence_of(scene, row, rows) if row is news and status == "held" else Where()
    if seat.city:
        return seat, "seat of one of them"
    if row is news and status == "held":
        for place, rule in (
            (title_city(scene), "town of the title"),
            (dateline_city(scene, row.people), "town of the dateline"),
        ):
            if place is not None:
                return Where(city=place.place, country=place.country), rule
    if news is not None and row is not news and any(t.moment == "beside" for t in row.tellings):
        return Where(city=news.first("city"), country=news.first("country")), "beside the meeting of the news"
    if (place := town_before(scene, row, rows)) is not None:
        return Where(city=place.place, country=place.country), "town of the sentences before"
    same = [r for r in rows if r is not row and _is_same_day(r, days) and r.people & row.people and r.first("city")]
    if days is not None and len({r.first("city") for r in same}) == 1 and not any(t.travel for t in row.tellings):
        return Where(city=same[0].first("city"), country=same[0].first("country")), "one of them met there the same day"
    return Where(), ""


def _is_same_day(row: Row, days: DayRange | None) -> bool:
    if days is None or not days.is_day or row.days is None or row.format in ("phone", "video"):
        return False
    stay = row.days.is_bounded and (row.days.latest - row.days.earliest).days <= LONGEST_STAY
    return row.days == days or (stay and row.days.earliest <= days.earliest <= row.days.latest)


def town_before(scene: Scene, row: Row, rows: list[Row]) -> PlaceMention | None:
    """The one town after "in" or "at" in the nearest of the two sentences before that names one of a meeting's people.

    Not a town that belongs to another meeting told there, nor one of a sentence that reports what somebody said.
    """
    taken = {r.first("city") for r in rows if r is not row}
    for telling in sorted((t for t in row.tellings if t.founds), key=lambda t: t.at):
        token = next((t for t in scene.doc if t.idx <= telling.at < t.idx + len(t)), None)
        start = token.sent.end if token is not None else 0
        for _ in range(3):  # its own sentence, where the town hangs on something else, and the two before
            before = scene.doc[start - 1].sent if start else None
            if before is None or scene.article.kind_at(before[-1].idx) not in ("body", "deck"):
                break
            start = before.start
            named = {i for t in before for i in scene.people_at.get(t.i, ())}
            towns = [p for a, _, p in scene.places if before.start < a < before.end and p.kind == "city"
                     and scene.doc[a - 1].lower_ in HERE
                     and scene.doc[a - 1].head.lemma_.lower() not in SAYING]  # fmt: skip
            if named & row.people and len({p.place for p in towns}) == 1 and towns[0].place not in taken:
                return towns[0]
    return None


def _told_moment(row: Row, published: DayRange, news: Row | None, status: str) -> tuple[DayRange, str] | None:
    """The day of a meeting told as going on, or as held earlier or later on the day of the news."""
    moments = {t.moment for t in row.tellings}
    if "now" in moments and row is news and status == "held" and published.is_day:
        return published, "going on as the article is written"
    if (
        (moments & {"same day", "beside"} or ("also" in moments and news is not None and row.people & news.people))
        and news is not None
        and row is not news
        and news.days is not None
        and news.days.is_day
    ):
        return news.days, "earlier or later on the day of the news"
    return None


def _joins_news(row: Row, news: Row | None) -> bool:
    """ "Vucic joined Putin and Netanyahu for the march": a third at the meeting of the news, on its day."""
    if news is None or row is news or news.days is None or not news.days.is_day:
        return False
    return news.people < row.people and any(t.word == "join" for t in row.tellings)


def _is_near_lead(scene: Scene, row: Row) -> bool:
    """Whether a meeting is told in the first third of the story: what comes later without a day may lie years back."""
    body = [s for s in scene.article.segments if s.kind == "body"]
    if not body:
        return True
    third = body[0].start + (body[-1].end - body[0].start) / 3
    return min((t.at for t in row.tellings if t.founds), default=0) <= max(third, body[min(2, len(body) - 1)].end)


def lead_days(scene: Scene, published: DayRange) -> DayRange | None:
    """The one day the first sentence of the story names, for a held meeting of which no sentence says the day."""
    first = next((s for s in scene.article.segments if s.kind == "body"), None)
    if first is None or not published.is_bounded:
        return None
    window = DayRange(earliest=published.earliest - timedelta(days=LEAD_DAYS), latest=published.latest)
    end = next((s.end_char for s in scene.doc.sents if s.start_char <= first.start < s.end_char), first.end)
    days = {
        (t.earliest, t.latest)
        for at, _, t in scene.times
        if not is_of_since(scene, scene.doc[at].sent[0], at)
        and first.start <= t.start < end
        and t.earliest
        and t.earliest == t.latest
        and t.earliest in window
    }
    if len(days) != 1:
        return None
    earliest, latest = days.pop()
    return DayRange(earliest=earliest, latest=latest)


def days_before(scene: Scene, at: int, people: frozenset[str], published: DayRange) -> DayRange | None:
    """The one day of the last week in the nearest of the two sentences before a telling that names one of its people.

    "On Saturday Trump came down the steps, and there was Macron. For half an hour the three spoke."
    """
    token = next((t for t in scene.doc if t.idx <= at < t.idx + len(t)), None)
    if token is None or not published.is_bounded:
        return None
    window = DayRange(earliest=published.earliest - timedelta(days=LEAD_DAYS), latest=published.latest)
    start = token.sent.start
    for _ in range(2):
        before = scene.doc[start - 1].sent if start else None
        if before is None or scene.article.kind_at(before[-1].idx) != "body":
            return None
        start = before.start
        named = {i for t in before for i in scene.people_at.get(t.i, ())}
        told = [t for a, _, t in scene.times if before.start <= a < before.end and DAY_NAME.search(t.text)]
        days = {(t.earliest, t.latest) for t in told if t.earliest and t.earliest == t.latest}
        if len(days) == 1 and named & people and min(days)[0] in window:
            return DayRange(earliest=min(days)[0], latest=min(days)[1])
    return None


def is_live(scene: Scene) -> bool:
    """Whether a page tells a day hour by hour: called live, with three entries or more that begin with the hour."""
    text = scene.article.text
    return bool(LIVE.search(text[:300])) and len(STAMP.findall(text)) >= 3


def news_days(published: DayRange) -> DayRange | None:
    """Where no sentence names a day: a meeting told as news was held in the week that ends with publication.

    A range and never a day, so that nobody takes the publication day for the meeting's.
    """
    if not published.is_bounded:
        return None
    return DayRange(earliest=published.earliest - timedelta(days=NEWS_DAYS), latest=published.latest)


def title_city(scene: Scene) -> PlaceMention | None:
    """The one town a title names after "in" or "at", or anyhow if the story says "in" or "at" it too.

    "Midnight in Ankara: Somalia and Ethiopia shake hands", "Helsinki, the morning after"
    """
    inside = [(a, p) for a, _, p in scene.places if p.kind == "city" and scene.article.kind_at(p.start) == "title"]
    if len({p.place for _, p in inside}) != 1:
        return None
    place = inside[0][1]
    same = [
        a for a, _, p in scene.places if p.place == place.place and scene.article.kind_at(p.start) in EVIDENCE_KINDS
    ]
    return place if any(scene.doc[a - 1].lower_ in HERE for a in same if a) else None


def dateline_city(scene: Scene, people: frozenset[str]) -> PlaceMention | None:
    """The dateline's town, if it lies in the country of one of those who met, or in one where nobody keeps an office.

    From Washington, London or Beirut news of the whole world is sent (`bureau` rows); from Panmunjom only its own.
    """
    homes = {scene.persons[i].country for i in people if i in scene.persons} - {None}
    lines = [p for _, _, p in scene.places if p.kind == "city" and scene.article.kind_at(p.start) == "dateline"]
    if len({p.place for p in lines}) != 1:
        return None
    return lines[0] if lines[0].country in homes or lines[0].place.lower() not in word_rows("bureau") else None


def residence_of(scene: Scene, row: Row, rows: list[Row]) -> Where:
    """The seat of one of those who met, if the article is at, in or inside exactly one such seat; else nothing.

    "the White House said" is no place; "entered the White House" and "in the Oval Office" are. Not a seat of a sentence
    that tells of another meeting.
    """
    homes = {scene.persons[i].country for i in row.people if i in scene.persons} - {None}
    own = {t.start for t in row.tellings}
    others = [(t.start, t.end) for r in rows if r is not row for t in r.tellings if t.founds and t.start not in own]
    found = []
    for start, end, place in scene.places:
        if any(a <= place.start < b for a, b in others):
            continue
        root = scene.doc[start:end].root
        inside = root.dep_ == "pobj" and root.head.lower_ in ("at", "in", "inside", "into", "to", "outside")
        entered = root.dep_ == "dobj" and root.head.lemma_.lower() in ("enter", "visit", "leave", "reach")
        town = (find_place(place.place) or {}).get("city")
        if (
            place.kind == "venue"
            and phrases("seat").search(place.place)
            and town
            and place.country in homes
            and (inside or entered)
        ):
            found.append((town, place))
    if len({town for town, _ in found}) != 1:
        return Where()
    town, place = found[0]
    return Where(city=town, country=place.country, venue=place.place)
