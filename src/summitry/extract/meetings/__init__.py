"""Meetings, calls, video conferences and talks on the sidelines that an article tells of, one row per meeting.

`verbs`, `nouns` and `acts` find the words that tell of a meeting and, with `who`, the persons on either side; `mood`
drops what is denied, possible or a habit; `status` reads announced, held, recalled or called off; `times`, `places`
and `setting` read day, place and format; `gather` joins the passages that tell of the same meeting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from summitry.extract.meetings.acts import act_trigger
from summitry.extract.meetings.again import format_told, scenes_told
from summitry.extract.meetings.company import clause_triggers
from summitry.extract.meetings.gather import Row, Telling, final_status, gather, news_row
from summitry.extract.meetings.gatherings import Gathering, find_gatherings, gathering_of, town_of_gathering
from summitry.extract.meetings.inferred import days_inferred, town_inferred
from summitry.extract.meetings.mood import since_time, veto
from summitry.extract.meetings.nouns import hyphened, is_noun_like, noun_trigger
from summitry.extract.meetings.occasion import attendees_of, duration_of, occasion_of
from summitry.extract.meetings.places import Where, place_of, place_pointed_at, points_there
from summitry.extract.meetings.scene import SUBJECTS, Ids, Scene, Trigger, set_scene, told_span
from summitry.extract.meetings.setting import format_of
from summitry.extract.meetings.special import (
    caption_trigger,
    invitation_people,
    is_photo_line,
    postponed_to,
    title_people,
)
from summitry.extract.meetings.status import is_counterfactual, is_dropped_plan, is_put_off, moment_of, status_of
from summitry.extract.meetings.times import (
    by_tense,
    day_beside,
    days_gone_by,
    days_of,
    offset_of,
    only_day,
    planned_days,
    time_of,
    told_within,
)
from summitry.extract.meetings.verbs import verb_trigger
from summitry.extract.meetings.who import are_public, group_by_countries, trigger_party
from summitry.extract.meetings.words import HOST_AND_GUEST, trigger_lemmas
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
    scene = set_scene(article, doc, mentions, people, times, places, published)
    tellings = find_tellings(scene)
    rows = gather(tellings, published)
    news = news_row(rows)
    gatherings = find_gatherings(scene) if rows else []
    return tuple(_report(scene, row, rows, news, gatherings) for row in rows)


def find_tellings(scene: Scene) -> list[Telling]:
    """Every passage that tells of a single real meeting, in the order of the article."""
    tellings: list[Telling] = []
    pair: Ids = ()
    candidates, ends = _candidates(scene.doc), {sentence.end - 1 for sentence in scene.doc.sents}
    segment = None
    for token in scene.doc:
        pair = group_by_countries(scene, token) or pair
        at = token.idx
        if segment is None or not segment.start <= at < segment.end:
            segment = scene.article.segment_at(at)
        kind = segment.kind if segment else "body"
        if kind not in EVIDENCE_KINDS:
            continue
        triggers = list(find_triggers(scene, token, pair)) if token.i in candidates else []
        if segment and at == segment.start and (kind == "caption" or is_photo_line(scene, segment)):
            triggers += caption_trigger(scene, token, segment)
        for trigger in triggers:
            found = [t for part in scenes_told(scene, token) for t in _told_in(part, scene, token, trigger, kind)]
            if trigger.kind == "together" and any(_is_same_visit(t, found) for t in tellings):
                continue
            tellings += found
            if found and trigger.explicit:
                pair = found[0].people
        if kind in ("body", "deck") and token.i in ends:
            tellings += _by_company(scene, token, kind, tellings)
    return tellings


def _candidates(doc: Doc) -> set[int]:
    """The tokens that `find_triggers` must look at: by their lemma, or beside a hyphen ("face-to-face")."""
    words = trigger_lemmas()
    found = {token.i for token in doc if token.lemma_.lower() in words}
    return found | {i for token in doc if token.text == "-" for i in (token.i - 1, token.i + 1)}


def _told_in(part: Scene, scene: Scene, token: Token, trigger: Trigger, kind: str) -> list[Telling]:
    """What a trigger tells in its part of the sentence."""
    found = _tellings(part, token, trigger, kind)
    if part is scene:
        return found
    towns = {p.place: p for a, _, p in part.places if p.kind == "city" and token.sent.start <= a < token.sent.end}
    place = next(iter(towns.values())) if len(towns) == 1 else None
    place = {"city": place.place, "country": place.country} if place else {}
    return [replace(t, format=format_told(token, part, scene, t.format), **place) for t in found]


def _by_company(scene: Scene, token: Token, kind: str, tellings: list[Telling]) -> list[Telling]:
    """What the sentence that ends with `token` tells by the company its clauses keep, besides what it told already."""
    start = token.sent.start_char
    told = [t.people for t in tellings if t.founds and t.at >= start]
    found = [_tellings(scene, scene.doc[t.token], t, kind) for t in clause_triggers(scene, token, told)]
    return [telling for each in found for telling in each]


def _is_same_visit(before: Telling, found: list[Telling]) -> bool:
    """ "the two hugged ..; on the following morning they signed a declaration": one sentence, one visit."""
    alike = [t for t in found if (before.start, before.people) == (t.start, t.people)]
    return before.founds and any(_are_a_day_apart(before.days, t.days) for t in alike)


def _are_a_day_apart(one: DayRange | None, other: DayRange | None) -> bool:
    known = one is not None and other is not None and one.is_day and other.is_day
    return known and abs((one.earliest - other.earliest).days) <= 1


def find_triggers(scene: Scene, token: Token, pair: Ids) -> Iterator[Trigger]:
    """The trigger a token is, if it is one: none or one."""
    lemma, pos = token.lemma_.lower(), token.pos_
    acts = pos == "NOUN" and (token.tag_ == "VBG" or any(c.dep_ in SUBJECTS for c in token.children))
    if pos in ("VERB", "AUX") or acts:
        found = list(verb_trigger(scene, token, lemma, pair))
        yield from found or act_trigger(scene, token, lemma, pair)
    elif pos in ("NOUN", "PROPN") and lemma in HOST_AND_GUEST:
        yield from act_trigger(scene, token, lemma, pair)
    elif pos in ("NOUN", "PROPN") or is_noun_like(token) or hyphened(token):
        yield from noun_trigger(scene, token, lemma, pair)


def _tellings(scene: Scene, token: Token, trigger: Trigger, kind: str) -> list[Telling]:
    """What one trigger tells: nothing, a meeting, or one called off and the one it was put off to."""
    trigger = invitation_people(scene, token, title_people(scene, token, trigger, kind))
    reason = veto(scene, trigger)
    since = since_time(scene, trigger) if reason == "denial" else None
    dropped = reason == "denial" and since is None and is_dropped_plan(scene, trigger)
    if reason and since is None and not dropped and trigger.kind != "invitation":
        return []
    where = place_of(scene, trigger, kind)
    status = "recalled" if since else "cancelled" if dropped else status_of(scene, trigger, kind)
    status = "announced" if trigger.kind == "invitation" else status
    if status in ("announced", "held") and is_counterfactual(scene, trigger):
        status = "cancelled"
    called_off = status == "cancelled"
    time = since or time_of(scene, trigger, kind, cancelled=called_off)
    days = planned_days(time, scene.published, token.sent.text) if called_off else days_of(time)
    if trigger.kind == "company" and days is None:
        days = only_day(scene, token)
    days = by_tense(days, time, status, token)
    if token.head.lower_ == "since":
        days = days_gone_by(days, scene.published)
    if days is None and points_there(scene, token):
        days = day_beside(scene, place_pointed_at(scene, token), token)
    telling = _telling(scene, token, trigger, kind, where, days, status)
    if telling is None:
        return []
    if status != "cancelled" or not is_put_off(scene, trigger):
        return [telling]
    later = days_of(postponed_to(scene, token))
    if later is None and not telling.people:
        return [telling]  # that a visit had been put off tells of no other
    if later and later.latest and scene.published.earliest and later.latest < scene.published.earliest:
        later = None  # nothing is put off to a day gone by
    renewed = replace(telling, status="announced", days=later, renewed=True, city=None, country=None, venue=None)
    return [replace(telling, days=None if telling.days == later else telling.days), renewed]


def _telling(
    scene: Scene, token: Token, trigger: Trigger, kind: str, where: Where, days: DayRange | None, status: str | None
) -> Telling | None:
    travel, full = trigger.kind == "travel", len(trigger.people) >= 2
    party = trigger_party(scene, trigger)
    if travel and where.city is None and (days is None or trigger.word == "be"):
        return None
    if days is not None and status == "held" and _lies_ahead(days, scene.published):
        days = None  # "welcomed him and wished him well for the holiday ahead"
    if not trigger.people and not trigger.definite and not party and trigger.kind != "noun":
        return None
    full = full and are_public(scene, trigger.people)
    fmt = format_of(scene, trigger)
    if travel or (fmt == "in_person" and trigger.word == "summit"):
        fmt = None
    vague = kind == "caption" and not _is_dated_photo(trigger, days)
    vague = vague or (days is None and token.head.lower_ == "since")
    vague = vague or (trigger.kind == "together" and status == "recalled" and days is None and where.city is None)
    sent = told_span(scene, token)
    offset = offset_of(scene, token)
    if offset is not None and not told_within(scene, token, days):
        days = None  # "called on Tuesday, a week after they met": Tuesday is the call's
    return Telling(
        start=sent.start_char,
        end=sent.end_char,
        at=token.idx,
        kind=kind,
        word=trigger.word,
        people=tuple(sorted(trigger.people)),
        founds=full and not travel and not vague and not _is_mere_idea(token, trigger, kind, days, where, status),
        definite=trigger.definite,
        travel=travel,
        format=fmt,
        status=status,
        days=days,
        city=where.city,
        country=where.country,
        venue=where.venue,
        occasion=occasion_of(scene, trigger, fmt),
        party=party,
        attendees=attendees_of(scene, token),
        duration=None if travel else duration_of(scene, token),
        moment=moment_of(scene, trigger),
        weak=trigger.kind == "company",
        pointing=any(c.dep_ == "det" and c.lower_ in ("that", "this") for c in token.children),
        offset=offset,
    )


def _lies_ahead(days: DayRange, published: DayRange) -> bool:
    return bool(days.earliest and published.latest and days.earliest > published.latest)


def _is_mere_idea(
    token: Token, trigger: Trigger, kind: str, days: DayRange | None, where: Where, status: str | None
) -> bool:
    """ "called a meeting of the presidents unimaginable": no tense, day or town says that it is one meeting."""
    definite = any(c.dep_ in ("det", "poss") and c.lower_ not in ("a", "an", "any") for c in token.children)
    open_words = status is None and days is None and where.city is None and where.country is None
    return trigger.kind == "noun" and kind == "body" and open_words and not definite


def _is_dated_photo(trigger: Trigger, days: DayRange | None) -> bool:
    """A caption founds a meeting by its date; where it has no word of meeting the date must be a day."""
    return days is not None and (days.is_day or trigger.kind != "photo")


def _is_told_with(row: Row, news: Row | None) -> bool:
    """ "met with X and with Y on Monday": in the sentence of the news, of the same day, and so news as well."""
    same = news is not None and row.days is not None and row.days == news.days
    return same and bool({t.start for t in row.tellings if t.founds} & {t.start for t in news.tellings if t.founds})


SPEAKING = frozenset(["speak", "talk", "conversation", "discussion", "contact"])


def _was_by_phone(row: Row, rows: list[Row]) -> bool:
    """ "They last spoke on March 18", in an article on a call of the two: by telephone again, no place being told."""
    spoken = all(t.word in SPEAKING and t.city is None and t.venue is None for t in row.tellings)
    return spoken and any(r is not row and r.people == row.people and r.format == "phone" for r in rows)


def _report(scene: Scene, row: Row, rows: list[Row], news: Row | None, gatherings: list[Gathering]) -> MeetingReport:
    published, is_news = scene.published, row is news
    status = final_status(
        row, published, is_news or _is_told_with(row, news), aside=news is not None and row.people != news.people
    )
    rules = [f"{t.kind}: {t.word}" for t in row.tellings]
    fmt = row.format or ("phone" if _was_by_phone(row, rows) else "in_person")
    days, place = row.days, Where(city=row.first("city"), country=row.first("country"), venue=row.first("venue"))
    if days is None:
        days, rule = days_inferred(scene, row, news, status)
        rules.append(rule)
    if fmt in ("phone", "video"):  # a call is nowhere; a town beside it is one caller's
        place = Where()
    elif place.city is None:
        found, rule = town_inferred(scene, row, rows, news, status, days)
        place = replace(found, country=found.country or place.country, venue=place.venue or found.venue)
        rules.append(rule)
    if fmt in ("in_person", "sidelines") and (gathering := gathering_of(scene, row, days, gatherings)) is not None:
        before = (fmt, place)
        fmt = "sidelines"
        if place.city is None:
            place = replace(town_of_gathering(scene, row, gathering, place), venue=place.venue)
        rules += ["beside a gathering of many"] if (fmt, place) != before else []
    days = days or DayRange()
    attending = sorted({i for t in row.tellings for i in t.attendees} - row.people)
    return MeetingReport(
        article_id=scene.article.article_id,
        participants=tuple(scene.names.get(i, i) for i in sorted(row.people)),
        earliest=days.earliest,
        latest=days.latest,
        city=place.city,
        country=place.country,
        venue=place.venue,
        format=fmt,
        status=status,
        occasion=row.first("occasion"),
        passages=tuple(sorted({(t.start, t.end) for t in row.tellings})),
        rule=" + ".join(dict.fromkeys(r for r in rules if r)),
        attendees=tuple(scene.names.get(i, i) for i in attending),
        is_news=is_news,
        duration=row.first("duration") if status in ("held", "recalled") else None,
    )
