"""What the chronology says: an article that speaks of a dated event, and how it places that event in time.

"A first delivery arrived this week": the days of publication whose week holds the delivery. Without an expression of
time a past event bounds publication from below, a coming one from above. The chronology is knowledge from outside the
articles and marked so.
"""

from __future__ import annotations

import re
from datetime import timedelta

import numpy as np
from spacy.tokens import Doc, Token

from summitry.extract.times import TimeMention
from summitry.resolve.dating.chronology import Almanac, Event, events_in
from summitry.resolve.dating.days import DaySet, between
from summitry.resolve.dating.page import Page, Sentence, contains, explicit_days, is_bare_weekday
from summitry.resolve.dating.reckon import days_when
from summitry.resolve.dating.solve import Reason
from summitry.resolve.dating.wording import cues

STRENGTH = {"read": 0.5, "general knowledge": 0.5, "from memory": 0.45}
# What is called recent lies at most this many days back.
RECENT_DAYS = 75
# ... and the word stands within this many characters of the event's own.
RECENT_REACH = 12
# "About a month after": days of slack either way, by the unit counted in.
LOOSE = {"day": 0, "week": 3, "month": 14, "year": 120}
UNIT_DAYS = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
AFTER_EVENT = re.compile(
    r"(?P<about>about|around|roughly|nearly|almost|some|over|more\s+than|less\s+than|just)?\s*"
    rf"\b(?P<number>the|a|an|\d+|{'|'.join(NUMBERS[1:])})\s+(?P<unit>day|week|month|year)s?\s+(?P<side>after|before)\b",
    re.IGNORECASE,
)
SAME_DAY = re.compile(r"\b(?:on\s+)?the\s+same\s+day\s+(?:as|that|when)\b", re.IGNORECASE)
PAST_LINK = re.compile(r"\b(?:since|after|following|in response to|over)\b", re.IGNORECASE)
# An offset or "the same day" governs an event named within this many characters behind it.
GOVERNED = 60
NEAR_WORDS = 40
# Words such as "is set to" stand among the event's words or within so many characters before them.
AHEAD_REACH = 25
# An expression of time this close to one of the event's words is its own ("Lehman Brothers last autumn").
BESIDE = 4


def reasons_from_events(page: Page, almanac: Almanac) -> list[Reason]:
    """Reasons from the chronology. Of several events of one series in a sentence any may be meant."""
    reasons = []
    for position, sentence in enumerate(page.sentences):
        if sentence.kind == "notice":
            continue
        by_series: dict[str, list[tuple[Event, list[tuple[int, int]]]]] = {}
        for event, spans in events_in(sentence.text, almanac.dated):
            by_series.setdefault(event.series, []).append((event, spans))
        for matches in by_series.values():
            found = [r for event, spans in matches if (r := _placed(page, position, event, spans)) is not None]
            if found and len(found) == len(matches):
                reasons.append(_either(found))
    return reasons


def _either(found: list[Reason]) -> Reason:
    """One reason that allows what any of them allows."""
    if len(found) == 1:
        return found[0]
    first = found[0]
    return Reason(
        start=first.start,
        end=first.end,
        text=first.text,
        rule=first.rule,
        tier=first.tier,
        strength=min(r.strength for r in found),
        allowed=np.logical_or.reduce([r.allowed for r in found]),
        outside=True,
        source="; or ".join(r.source for r in found),
    )


def _placed(page: Page, position: int, event: Event, spans: list[tuple[int, int]]) -> Reason | None:
    """What one sentence says about one event it names, or None when it says nothing about when."""
    sentence = page.sentences[position]
    start = min(s for s, _ in spans)
    outcome = (
        _after_event(sentence, event, start)
        or _same_day(page, position, event, start)
        or _by_expression(page, sentence, event, spans)
        or _by_tense(page.doc, sentence, event, spans)
    )
    if outcome is None:
        return None
    rule, allowed, weight, first, last = outcome
    return Reason(
        start=first,
        end=last,
        text=page.article.text[first:last],
        rule=rule,
        tier="chronology",
        strength=STRENGTH[event.certainty] + weight,
        allowed=allowed,
        outside=True,
        source=event.cited,
    )


Outcome = tuple[str, DaySet, float, int, int]


def _after_event(sentence: Sentence, event: Event, start: int) -> Outcome | None:
    """ "About a month after X", "the day after X": the day of the sentence's own story, counted from the event."""
    for match in AFTER_EVENT.finditer(sentence.text):
        if not 0 <= start - match.end() <= GOVERNED or match["unit"].lower() == "year":
            continue
        word, unit = match["number"].lower(), match["unit"].lower()
        number = int(word) if word.isdigit() else NUMBERS.index(word) if word in NUMBERS else 1
        days = round(number * UNIT_DAYS[unit]) * (1 if match["side"].lower() == "after" else -1)
        slack = LOOSE[unit] if unit != "day" else (2 if match["about"] else 0)
        at = (event.last if days > 0 else event.first) + timedelta(days=days)
        low, high = at - timedelta(days=slack), at + timedelta(days=slack)
        if (match["about"] or "").lower().startswith("less"):
            low, high = (event.last, at) if days > 0 else (at, event.first)
        first, last = sentence.start + match.start("number"), sentence.start + start
        last = max(last, sentence.start + match.end())
        if contains(sentence.text[: match.start()], cues("ahead")):
            return "counted-from-event", between(low - timedelta(days=31), high), 0.1, first, last
        if sentence.is_lead and unit == "day":
            return "counted-from-event", between(low, high + timedelta(days=6)), 0.1, first, last
        return "counted-from-event", between(low, None), 0.1, first, last
    return None


def _same_day(page: Page, position: int, event: Event, start: int) -> Outcome | None:
    """ "The same day as X": the weekday the text named just before is the day of the event."""
    sentence = page.sentences[position]
    match = next((m for m in SAME_DAY.finditer(sentence.text) if 0 <= start - m.end() <= GOVERNED), None)
    if match is None:
        return None
    earlier = [t for s in page.sentences[max(0, position - 1) : position + 1] for t in s.times if is_bare_weekday(t)]
    earlier = [t for t in earlier if t.start < sentence.start + match.start() and t.direction != "unknown"]
    if not earlier:
        return None
    allowed = days_when(earlier[-1], event.first, event.first, slack=0)
    return "same-day-as-event", allowed, 0.15, sentence.start + match.start(), sentence.start + match.end()


def _by_expression(page: Page, sentence: Sentence, event: Event, spans: list[tuple[int, int]]) -> Outcome | None:
    """The expression of time that hangs on the event's own words."""
    mention = expression_of(page.doc, sentence, spans)
    if mention is None:
        return None
    explicit = explicit_days(mention)
    if explicit is not None:
        return None
    allowed = days_when(mention, event.first, event.last, slack=1)
    if not allowed.any():
        return None
    if mention.direction == "past":
        allowed = allowed & between(event.first, None)
    if mention.direction == "ahead":
        allowed = allowed & between(None, event.last)
    return "event-and-time", allowed, 0.1, mention.start, mention.end


def expression_of(doc: Doc, sentence: Sentence, spans: list[tuple[int, int]]) -> TimeMention | None:
    """The expression of time that belongs to the words at `spans` (offsets within the sentence), or None.

    It belongs to them when it hangs on the verb of more than half of those behind the first (which is who, not what),
    when it stands right beside one, or when their verb is part of it ("since September, when ... shot down"). Of
    several the nearest.
    """
    places = [(sentence.start + s, sentence.start + e) for s, e in spans]
    verbs = [v.i for place in places if (v := verb_of(doc, *place)) is not None]
    deeds = verbs[1:] or verbs
    fitting = []
    for mention in sentence.times:
        if mention.type not in ("DATE", "TIME") or mention.spec.kind in ("vague", "feast", "clock"):
            continue
        if mention.reference is not None or mention.spec.name in ("narrative", "event"):
            continue  # counted from another time of the story
        gap = min(max(mention.start - end, start - mention.end, 0) for start, end in places)
        own = verb_of(doc, mention.start, mention.end)
        words = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        inside = {t.i for t in words} if words is not None else set()
        # one word is who, or a name: what they do on a day ("Breivik smiled on Friday") need not be the event
        linked = own is not None and len(places) > 1 and 2 * deeds.count(own.i) > len(deeds)
        clause = any(doc[v].head.i in inside for v in verbs)
        if gap <= BESIDE or linked or clause:
            fitting.append((gap, mention.start, mention))
    return min(fitting, key=lambda f: f[:2])[2] if fitting else None


def verb_of(doc: Doc, start: int, end: int) -> Token | None:
    """The verb that governs the words between two offsets (the first verb above them, or the root)."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    token = span.root
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def _by_tense(doc: Doc, sentence: Sentence, event: Event, spans: list[tuple[int, int]]) -> Outcome | None:
    """No expression of time: a past event is behind, a coming one ahead, one only thought of says nothing."""
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    around = sentence.text[max(0, start - NEAR_WORDS) : end + NEAR_WORDS]
    first, last = sentence.start + start, sentence.start + end
    if contains(around, cues("unreal")):
        return None
    past = _is_told_as_past(doc, sentence, spans)
    if contains(sentence.text[max(0, start - AHEAD_REACH) : end], cues("ahead")) and not past:
        return "event-ahead", between(None, event.last), -0.1, first, last
    if contains(around, cues("ahead")) and not PAST_LINK.search(sentence.text[max(0, start - NEAR_WORDS) : start]):
        return None  # something near is still to come: which, cannot be told
    if any(contains(sentence.text[max(0, s - RECENT_REACH) : s + RECENT_REACH], cues("recent")) for s, _ in spans):
        until = event.last + timedelta(days=RECENT_DAYS)
        return "recent-event", between(event.first, until), 0.0, first, last
    if past or PAST_LINK.search(sentence.text[max(0, start - NEAR_WORDS) : end]):
        return "event-behind", between(event.first, None), -0.05, first, last
    return None


def _is_told_as_past(doc: Doc, sentence: Sentence, spans: list[tuple[int, int]]) -> bool:
    """Whether a verb that governs the event's words is in the past or the perfect."""
    for start, end in spans:
        verb = verb_of(doc, sentence.start + start, sentence.start + end)
        if verb is not None and verb.tag_ in ("VBD", "VBN"):
            return True
    return False
