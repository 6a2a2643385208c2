"""What the plain grammar of triggers does not reach: titles, captions, invitations, postponements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Token

from summitry.extract.meetings.scene import Ids, Scene, Trigger, merged
from summitry.extract.meetings.times import WEEKDAY
from summitry.extract.meetings.who import phrase_people, subject_people
from summitry.records import DayRange, Segment, TimeExpression


def people_between(scene: Scene, start: int, end: int) -> Ids:
    """The persons named between two characters, in order."""
    span = scene.doc.char_span(start, end, alignment_mode="contract")
    return merged(*(scene.people_at.get(t.i, ()) for t in span)) if span is not None else ()


def title_people(scene: Scene, token: Token, trigger: Trigger, kind: str) -> Trigger:
    """Headlines drop the little words that grammar needs: a title of meeting that names two persons means them."""
    if kind != "title" or len(trigger.people) >= 2 or trigger.kind == "travel":
        return trigger
    segment = scene.article.segment_at(token.idx)
    people = people_between(scene, segment.start, segment.end) if segment else ()
    return replace(trigger, people=people, explicit=True, definite=False) if len(people) == 2 else trigger


def caption_trigger(scene: Scene, token: Token, segment: Segment) -> Iterator[Trigger]:
    """A photograph that names two or three persons and no verb of meeting: they stand together in it."""
    people = people_between(scene, segment.start, segment.end)
    span = scene.doc.char_span(segment.start, segment.end, alignment_mode="contract")
    split = span is not None and any(t.text in (";", "combo", "combination", "composite") for t in span)
    if 2 <= len(people) <= 3 and not split:
        yield Trigger(
            token=token.i, word="photo", kind="photo", format="in_person", people=people, explicit=True, definite=False
        )


def is_photo_line(scene: Scene, segment: Segment) -> bool:
    """ "X with Y in Oslo, 2 May 2015": a line without a verb, with a day, that the page does not mark as a caption."""
    if segment.kind not in ("deck", "body"):
        return False
    span = scene.doc.char_span(segment.start, segment.end, alignment_mode="contract")
    if span is None or len(span) > 40 or not re.search(r"\b(?:with|and)\b", segment.text):
        return False
    dated = any(span.start <= a < span.end and t.earliest and t.earliest == t.latest for a, _, t in scene.times)
    return dated and not any(t.pos_ in ("VERB", "AUX") for t in span)


def invitation_people(scene: Scene, token: Token, trigger: Trigger) -> Trigger:
    """An invitation that the guest accepts announces a meeting of guest and host; any other stays a wish.

    "Netanyahu invited Putin to come to Jerusalem ... Putin accepted the invitation" (article 003 of the seeds).
    """
    if trigger.kind != "travel":
        return trigger
    verb = token.head
    if token.dep_ != "xcomp" or verb.lemma_.lower() != "invite":
        return trigger
    guests = merged(*(phrase_people(scene, c) for c in verb.children if c.dep_ == "dobj"))
    hosts = subject_people(scene, verb)
    people = merged(hosts, guests)
    if len(people) != 2 or not _accepts(scene, guests):
        return trigger
    return replace(trigger, kind="invitation", people=people, explicit=True)


def _accepts(scene: Scene, guests: Ids) -> bool:
    """Whether the article says that a guest accepts an invitation (and not that he declines it)."""
    for token in scene.doc:
        if token.lemma_.lower() != "accept" or not set(subject_people(scene, token)) & set(guests):
            continue
        objects = {c.lemma_.lower() for c in token.children if c.dep_ == "dobj"}
        negated = any(c.dep_ == "neg" for c in token.children)
        if objects & {"invitation", "invite", "it"} and not negated:
            return True
    return False


def postponed_to(scene: Scene, token: Token) -> TimeExpression | None:
    """ "postponed the meeting to Thursday", "The new date is April 26" in one of the next sentences: it, or None."""
    for start, _, time in scene.times:
        inside = token.sent.start <= start < token.sent.end and time.earliest is not None
        if inside and start > 0 and scene.doc[start - 1].lower_ in ("to", "until", "till"):
            return _weekday_ahead(time, scene.published)
    end = token.sent.end
    for _ in range(4):
        after = scene.doc[end].sent if end < len(scene.doc) else None
        if after is None:
            return None
        end = after.end
        if NEW_DATE.search(after.text):
            return next((t for a, _, t in scene.times if after.start <= a < after.end and t.earliest), None)
    return None


def _weekday_ahead(time: TimeExpression, published: DayRange) -> TimeExpression:
    """ "was put off to Wednesday": of a bare weekday the one to come, whatever the tense of the verb."""
    bare = WEEKDAY.fullmatch(time.text) and time.earliest == time.latest
    if not bare or not published.is_day or time.earliest >= published.earliest:
        return time
    day = time.earliest + timedelta(days=7)
    return replace(time, earliest=day, latest=day) if day >= published.earliest else time


NEW_DATE = re.compile(r"\bnew (?:date|day)\b|\bnow (?:set|planned|scheduled|due) for\b|\brescheduled for\b", re.I)
