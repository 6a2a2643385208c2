"""An event that is the news: headline and first sentences tell of it, on its own weekday.

A report of the day names its event at the top and says "on Tuesday"; a later piece that looks back names it elsewhere,
or in a clause with "since" or "anniversary". So an event of the chronology whose terms are met by headline and lead
together, on a day the lead names, was news within the week. Without a day the headline must tell it by itself;
that is weaker, and allows two weeks.
"""

from __future__ import annotations

from datetime import timedelta

from summitry.extract.times import TimeMention
from summitry.resolve.dating.chronology import Almanac, Event, events_in
from summitry.resolve.dating.days import between
from summitry.resolve.dating.events import verb_of
from summitry.resolve.dating.page import Page, Sentence, contains, is_bare_weekday
from summitry.resolve.dating.solve import Reason
from summitry.resolve.dating.wording import OPENING, cues

# An event on this many days or fewer has weekdays of its own; longer ones (a war, the Olympic Games) have all seven.
MOST_DAYS = 4
WITHIN_WEEK = timedelta(days=6)
FORTNIGHT = timedelta(days=13)
# A word such as "since" governs an event named within this many characters behind it.
GOVERNED = 60


def reasons_from_news(page: Page, almanac: Almanac) -> list[Reason]:
    """One reason for every event that title and first sentences tell as the news."""
    opening = [s for s in page.sentences if 0 <= s.number <= OPENING]
    if not opening or any(s.number == 0 and contains(s.text, cues("ahead")) for s in opening):
        return []  # news of what is to come
    text = " ".join(s.text for s in opening)
    told = [t for s in opening for t in s.times if _is_day(t)]
    found = []
    for event, spans in events_in(text, almanac.dated):
        if (event.last - event.first).days >= MOST_DAYS or _is_looked_back_on(text, spans):
            continue
        days = [t for t in told if _can_be(t, event) and not _is_named_by(t, opening, spans)]
        if days and _is_told(page, opening, days, spans):
            found.append(_reason(opening, text, spans, event, "event-in-the-news", WITHIN_WEEK, 0.05))
        elif not told and _is_headline(opening[0], event, almanac):
            found.append(_reason(opening, text, spans, event, "event-in-the-headline", FORTNIGHT, -0.1))
    return found


def _is_day(mention: TimeMention) -> bool:
    """Whether a mention can be the day of the news: a weekday, or a day of a month, that is not ahead."""
    spec = mention.spec
    dated = spec.kind == "date" and spec.day is not None and spec.month is not None and mention.scope == "text"
    return mention.direction != "ahead" and (is_bare_weekday(mention) or dated)


def _can_be(mention: TimeMention, event: Event) -> bool:
    """Whether a mention names a day of an event, or the day after, on which papers tell of it."""
    spec = mention.spec
    for day in (event.first + timedelta(days=n) for n in range((event.last - event.first).days + 2)):
        same = spec.weekday in (None, day.weekday()) and spec.day in (None, day.day)
        if same and spec.month in (None, day.month) and spec.year in (None, day.year):
            return True
    return False


def _is_looked_back_on(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether words such as "anniversary" or "since" stand close before the event's words, or among them."""
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    return contains(text[max(0, start - GOVERNED) : min(end, start + 3 * GOVERNED)], cues("looking_back"))


def _is_named_by(mention: TimeMention, opening: list[Sentence], spans: list[tuple[int, int]]) -> bool:
    """Whether a day is part of the event's own name, as in "the Sept. 11 attacks", and so no day of the news."""
    for start, end in spans:
        sentence, begins = _sentence_at(opening, start)
        shift = sentence.start - begins
        if start + shift < mention.end and mention.start < end + shift:
            return True
    return False


def _is_told(page: Page, opening: list[Sentence], days: list[TimeMention], spans: list[tuple[int, int]]) -> bool:
    """Whether most of the event's words stand in the headline or hang on a verb that the lead's day hangs on."""
    verbs = {verb.i for t in days if (verb := verb_of(page.doc, t.start, t.end)) is not None}
    told = 0
    for start, end in spans:
        sentence, begins = _sentence_at(opening, start)
        shift = sentence.start - begins
        verb = verb_of(page.doc, start + shift, end + shift)
        told += sentence.number == 0 or (verb is not None and verb.i in verbs)
    return 2 * told > len(spans)


def _sentence_at(opening: list[Sentence], place: int) -> tuple[Sentence, int]:
    """The sentence of the opening in which a place of the joined text lies, and where it begins there."""
    shift = 0
    for sentence in opening:
        if place <= shift + len(sentence.text):
            return sentence, shift
        shift += len(sentence.text) + 1
    return opening[-1], shift - len(opening[-1].text) - 1


def _is_headline(title: Sentence, event: Event, almanac: Almanac) -> bool:
    """Whether the title alone tells the event, as done and not as planned or thought of."""
    if title.number != 0 or contains(title.text, cues("unreal")) or contains(title.text, cues("ahead")):
        return False
    return any(event is named for named, _ in events_in(title.text, almanac.dated))


def _reason(
    opening: list[Sentence],
    text: str,
    spans: list[tuple[int, int]],
    event: Event,
    rule: str,
    reach: timedelta,
    more: float,
) -> Reason:
    """The reason, marked at the sentence that holds the event's first word; the others' words are told with it."""
    at, begins = _sentence_at(opening, spans[0][0])
    start, end = (at.start + place - begins for place in spans[0])
    words = " + ".join(dict.fromkeys(text[s:e] for s, e in sorted(spans)))
    return Reason(
        start=start,
        end=end,
        text=text[spans[0][0] : spans[0][1]],
        rule=rule,
        tier="chronology",
        strength=0.5 + more,
        allowed=between(event.first, event.last + reach),
        outside=True,
        source=event.cited,
        words=words,
    )
