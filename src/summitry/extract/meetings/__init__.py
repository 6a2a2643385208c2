"""Meetings, calls, video conferences and talks on the sidelines that an article tells of, one row per meeting.

`triggers` finds the words that tell of a meeting and who stands on either side; `mood` drops what is denied,
possible or a habit and reads the status; `setting` reads day, place and format; `gather` joins the passages that
tell of the same meeting.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from summitry.extract.meetings.gather import Row, Telling, final_status, gather, news_row
from summitry.extract.meetings.mood import status_of, veto
from summitry.extract.meetings.occasion import occasion_of
from summitry.extract.meetings.scene import Ids, Scene, set_scene
from summitry.extract.meetings.setting import days_of, format_of, place_of, time_of
from summitry.extract.meetings.triggers import Trigger, find_triggers
from summitry.records import (
    EVIDENCE_KINDS,
    Article,
    DayRange,
    MeetingReport,
    Mention,
    Person,
    PlaceMention,
    TimeExpression,
)


def extract_meetings(
    article: Article,
    doc: Doc,
    mentions: Sequence[Mention],
    people: Sequence[Person],
    times: Sequence[TimeExpression],
    places: Sequence[PlaceMention],
    published: DayRange,
) -> tuple[MeetingReport, ...]:
    """One report per meeting the article announces, reports, recalls or calls off.

    `mentions` carry person_ids (groups: `people`), `times` their days; `published` is the day or days on which the
    article was written. Days come from the article's time expressions alone: a meeting of which no day is told has
    none. Returns reports in the order in which the article first tells of each.
    """
    scene = set_scene(article, doc, mentions, people, times, places)
    tellings = find_tellings(scene)
    rows = gather(tellings, published)
    news = news_row(rows)
    return tuple(_report(scene, row, published, row is news) for row in rows)


def find_tellings(scene: Scene) -> list[Telling]:
    """Every passage that tells of a single real meeting, in the order of the article."""
    tellings: list[Telling] = []
    pair: Ids = ()
    for token in scene.doc:
        kind = scene.article.kind_at(token.idx) or "body"
        if kind not in EVIDENCE_KINDS:
            continue
        for trigger in find_triggers(scene, token, pair or scene.principals):
            telling = _telling(scene, token, trigger, kind)
            if telling is None:
                continue
            tellings.append(telling)
            if trigger.explicit:
                pair = telling.people
    return tellings


def _telling(scene: Scene, token: Token, trigger: Trigger, kind: str) -> Telling | None:
    if veto(scene, trigger):
        return None
    where = place_of(scene, trigger, kind)
    days = days_of(time_of(scene, trigger, kind))
    travel = trigger.kind == "travel"
    if travel and days is None and where.city is None and where.venue is None:
        return None
    fmt = format_of(scene, trigger)
    if fmt == "in_person" and trigger.word == "summit":
        fmt = None
    full = len(trigger.people) >= 2
    return Telling(
        start=token.sent.start_char,
        end=token.sent.end_char,
        at=token.idx,
        kind=kind,
        word=trigger.word,
        people=tuple(sorted(trigger.people)),
        founds=full and not travel and not (kind == "caption" and days is None),
        definite=trigger.definite,
        travel=travel,
        format=None if travel else fmt,
        status=status_of(scene, trigger, kind),
        days=days,
        city=where.city,
        country=where.country,
        venue=where.venue,
        occasion=occasion_of(scene, trigger),
    )


def _report(scene: Scene, row: Row, published: DayRange, is_news: bool) -> MeetingReport:
    days = row.days or DayRange()
    passages = sorted({(t.start, t.end) for t in row.tellings})
    return MeetingReport(
        article_id=scene.article.article_id,
        participants=tuple(scene.names.get(i, i) for i in sorted(row.people)),
        earliest=days.earliest,
        latest=days.latest,
        city=row.first("city"),
        country=row.first("country"),
        venue=row.first("venue"),
        format=row.format or "in_person",
        status=final_status(row, published, is_news),
        occasion=row.first("occasion"),
        passages=tuple(passages),
        rule=" + ".join(dict.fromkeys(f"{t.kind}: {t.word}" for t in row.tellings)),
        is_news=is_news,
    )
