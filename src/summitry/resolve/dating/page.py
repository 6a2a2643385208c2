"""An article as the rules of dating read it: sentence by sentence, with the times, people and places of each."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date

from spacy.tokens import Doc

from summitry.extract.times import TimeMention, resolve_time
from summitry.records import Article, Mention, PlaceMention, record

# Sentences of running text that count as the lead: what they tell is the news of the article.
LEAD_SENTENCES = 4
# Where a sentence may end: after a mark that closes one, or with its line.
CLOSING_MARKS, AFTER_MARKS = ".!?…:;", "\"'”’)]"
# Any day will do for asking what an explicit date means.
SOME_DAY = date(2000, 1, 1)


@record
class Sentence:
    """A sentence (never longer than its line), where it stands, and what was found in it."""

    start: int
    end: int
    text: str
    kind: str  # segment kind: title, deck, dateline, byline, caption, body, notice
    number: int  # place among the sentences of running text (title and deck 0), -1 elsewhere
    times: tuple[TimeMention, ...] = ()
    people: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    @property
    def is_lead(self) -> bool:
        return 0 <= self.number <= LEAD_SENTENCES


@record
class Page:
    """One article, read for dating."""

    article: Article
    doc: Doc
    sentences: tuple[Sentence, ...]
    times: tuple[TimeMention, ...]

    def line_of(self, start: int, *, longest: int) -> str | None:
        """The whole line an offset lies in; None where it is longer than `longest` characters."""
        text = self.article.text
        before, after = text[max(0, start - longest - 1) : start], text[start : start + longest + 1]
        first, last = before.rfind("\n"), after.find("\n")
        if (first < 0 and len(before) > longest) or (last < 0 and len(after) > longest):
            return None
        line = before[first + 1 :] + (after if last < 0 else after[:last])
        return line if len(line) <= longest else None


def read_page(
    article: Article,
    doc: Doc,
    times: Sequence[TimeMention],
    mentions: Sequence[Mention],
    places: Sequence[PlaceMention],
) -> Page:
    """Lay an article out for the rules of dating. Chrome and credits are left out."""
    times = tuple(sorted(times, key=lambda t: (t.start, t.end)))
    times_in, people_in, places_in = _between(times), _between(mentions), _between(places)
    sentences, number = [], 0
    for start, end in _spans(doc):
        kind = article.kind_at((start + end) // 2) or "body"  # a dateline may open the first sentence
        if kind in ("chrome", "credit"):
            continue
        if kind == "body":
            number += 1
        sentences.append(
            Sentence(
                start=start,
                end=end,
                text=article.text[start:end],
                kind=kind,
                number=number if kind == "body" else (0 if kind in ("title", "deck") else -1),
                times=times_in(start, end),
                people=frozenset(k for m in people_in(start, end) for k in person_keys(m)),
                places=frozenset(p.place for p in places_in(start, end) if p.kind != "country"),
            )
        )
    return Page(article=article, doc=doc, sentences=tuple(sentences), times=times)


def _between[Marked: (TimeMention, Mention, PlaceMention)](
    found: Sequence[Marked],
) -> Callable[[int, int], tuple[Marked, ...]]:
    """What answers "which of these start between two offsets?", in order of start."""
    ordered = sorted(found, key=lambda f: f.start)
    starts = [f.start for f in ordered]
    return lambda start, end: tuple(ordered[bisect_left(starts, start) : bisect_left(starts, end)])


def _spans(doc: Doc) -> list[tuple[int, int]]:
    """Sentences without the white space around them; one the parser cut before its end is made whole again."""
    spans: list[tuple[int, int]] = []
    text = doc.text
    for sent in doc.sents:
        tokens = [t for t in sent if not t.is_space]
        if not tokens:
            continue
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        if spans and "\n" not in text[spans[-1][1] : start] and not _is_closed(text, *spans[-1]):
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def _is_closed(text: str, start: int, end: int) -> bool:
    """Whether the words between two offsets end with a mark that closes a sentence."""
    while end > start and text[end - 1] in AFTER_MARKS:
        end -= 1
    return end > start and text[end - 1] in CLOSING_MARKS


def person_keys(mention: Mention) -> tuple[str, ...]:
    """What identifies the people of a mention over articles: their ids, else the family name, else nothing."""
    if mention.people:
        return mention.people
    if mention.person_id:
        return (mention.person_id,)
    if mention.kind == "name" and mention.name:
        return (mention.name.split()[-1].casefold(),)
    return ()


def explicit_days(mention: TimeMention) -> tuple[date, date] | None:
    """The days an explicit date stands for; None when the words depend on the day of publication."""
    if mention.type not in ("DATE", "TIME") or not mention.is_explicit or mention.spec.year is None:
        return None
    _, earliest, latest = resolve_time(mention, SOME_DAY)
    return (earliest, latest) if earliest and latest else None


def is_bare_weekday(mention: TimeMention) -> bool:
    """Whether a mention is a weekday and nothing more, counted from the day of publication."""
    spec = mention.spec
    return (
        spec.kind == "weekday"
        and spec.shift is None
        and mention.type in ("DATE", "TIME")
        and mention.reference is None
        and mention.anchor == "publication"
        and mention.scope in ("text", "dateline")
    )


def is_bare_month(mention: TimeMention) -> bool:
    """Whether a mention is a month without day and year, counted from the day of publication."""
    spec = mention.spec
    return spec.kind == "date" and spec.month is not None and spec.day is None and spec.year is None


def contains(text: str, words: Sequence[str]) -> bool:
    """Whether one of the words or phrases stands in a text, whatever the case."""
    return bool(words) and _any_of(tuple(words)).search(text) is not None


@functools.cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    any_word = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words)
    return re.compile(rf"(?<!\w)(?:{any_word})(?!\w)", re.IGNORECASE)
