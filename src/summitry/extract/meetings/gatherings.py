"""Gatherings of many and the talks of two beside them: "will meet him on Friday at the Munich Security Conference".

The press says "on the sidelines" once and then takes it as known. A meeting of two at a gathering (`gathering` rows of
meeting_words.csv), or in its town on its days, is a talk on the sidelines, and is in the gathering's town.
"""

from __future__ import annotations

import re
from datetime import timedelta

from spacy.tokens import Span

from summitry.extract.meetings.gather import Row
from summitry.extract.meetings.inferred import dateline_city
from summitry.extract.meetings.places import Where
from summitry.extract.meetings.scene import Scene, token_span, told_span
from summitry.extract.meetings.words import phrases
from summitry.records import EVIDENCE_KINDS, DayRange, record

NEAR = 7  # days: a gathering the title tells of is on within a week of publication
AT = re.compile(r"\b(?:at|during|attending|for|in)\s+(?:[\w’'.-]+\s+){0,5}$", re.IGNORECASE)
BESIDE = re.compile(r"\b(?:sideline|margin|fringe|edge)s? of\s+(?:[\w’'.-]+\s+){0,5}$", re.IGNORECASE)
NOT_YET = re.compile(r"\b(?:ahead|before|eve|after|since|until|prior|following|goes? on|went on)\b", re.IGNORECASE)
NEW_YORK = Where(city="New York", country="United States")  # where the General Assembly of the UN sits, always


@record
class Gathering:
    """A gathering of many, where the article names it, and its town as far as the words beside it tell."""

    at: int  # token
    where: Where
    led: bool  # somebody is at it: "at", "during", "for"
    beside: bool  # "on the sidelines of"
    kind: str  # of the segment


def find_gatherings(scene: Scene) -> list[Gathering]:
    """Every gathering of many that the article names."""
    found = []
    for match in phrases("gathering").finditer(scene.doc.text):
        span = token_span(scene.doc, match.start(), match.end())
        kind = scene.article.kind_at(match.start())
        if span is None or kind not in EVIDENCE_KINDS:
            continue
        sentence = told_span(scene, span[0])
        before = scene.doc[sentence.start : span.start].text if sentence.start < span.start else ""
        led = AT.search(before + " ")
        here = bool(led) and not NOT_YET.search(before[-40:])
        beside = bool(BESIDE.search(before + " "))
        found.append(Gathering(at=span.start, where=_town_of(scene, span), led=here, beside=beside, kind=kind))
    return found


def _town_of(scene: Scene, span: Span) -> Where:
    """The town in a gathering's name ("Munich Security Conference") or after it ("G7 summit in Biarritz")."""
    if "general assembly" in span.text.lower():
        return NEW_YORK
    end = span.end
    while end < span.sent.end and end < span.end + 6 and scene.doc[end].lower_ not in ("in", "at"):
        if scene.doc[end].is_punct or scene.doc[end].pos_ in ("VERB", "AUX"):
            return _named_in(scene, span)
        end += 1
    after = [p for a, _, p in scene.places if p.kind == "city" and end < a <= end + 2]
    return Where(city=after[0].place, country=after[0].country) if after else _named_in(scene, span)


def _named_in(scene: Scene, span: Span) -> Where:
    inside = [p for a, _, p in scene.places if p.kind == "city" and span.start - 1 <= a < span.end]
    return Where(city=inside[0].place, country=inside[0].country) if inside else Where()


def gathering_of(scene: Scene, row: Row, days: DayRange | None, gatherings: list[Gathering]) -> Gathering | None:
    """The gathering of those the article names beside which a meeting of two is held, or None.

    It is named in the sentence that tells of the meeting, as where they are; or the title names it, and the meeting
    is in its town, or in no town told, within a week of publication.
    """
    countries = {scene.persons[i].country for i in row.people if i in scene.persons}
    if (len(row.people) != 2 and len(countries) != 2) or row.format in ("phone", "video"):
        return None
    city = row.first("city")
    for telling in row.tellings:
        sentence = token_span(scene.doc, telling.start, telling.end)
        if sentence is None or not telling.founds:
            continue
        for each in gatherings:
            same = city is None or each.where.city in (None, city)
            there = each.led or (each.beside and telling.format == "sidelines")
            if sentence.start <= each.at < sentence.end and there and same:
                return each
    return _of_the_title(scene, gatherings, city, days)


def town_of_gathering(scene: Scene, row: Row, gathering: Gathering, told: Where) -> Where:
    """The town of a gathering; of one the title tells of, else the town from which its news is sent."""
    if gathering.where.city:
        return gathering.where
    line = dateline_city(scene, row.people) if gathering.kind == "title" else None
    return Where(city=line.place, country=line.country) if line is not None else told


def _of_the_title(
    scene: Scene, gatherings: list[Gathering], city: str | None, days: DayRange | None
) -> Gathering | None:
    published = scene.published
    titled = any(g.kind == "title" for g in gatherings)
    towns = {g.where.city: g for g in gatherings if g.where.city}
    if not titled or len(towns) > 1 or days is None or not days.is_bounded or not published.is_bounded:
        return None
    near = timedelta(days=NEAR)
    if days.latest < published.earliest - near or days.earliest > published.latest + near:
        return None
    titled = next(g for g in gatherings if g.kind == "title")
    town, each = next(iter(towns.items()), (None, titled))
    return each if city is None or city == town else None
