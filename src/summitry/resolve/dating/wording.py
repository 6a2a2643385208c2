"""What the words of an article alone say about the day it was written.

Rules (each an observation on how news is written; none needs to know the subject):
- publication notices and stamps name the day itself;
- an article is not older than a dated photograph it shows, nor than a past event it dates, nor younger than a day it
  calls coming;
- a day of a month without its year lies within the months around publication; with its weekday it picks the years;
- weekdays without a date lie close together: those behind and those ahead of an article span less than a week,
  or no reader could tell which Sunday was meant; and where it looks back on days that follow each other ("Saturday",
  "Sunday"), it was written on the last of them, where the opening names that day and none outside the run, or no day.
  (A habit on thin ground, hence weak and dropped when anything contradicts it.)
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import numpy as np

from summitry.extract.times import TimeMention
from summitry.knowledge import read_toml
from summitry.resolve.dating.days import (
    MONTH_DAYS,
    MONTHS,
    WEEKDAYS,
    YEARS,
    DaySet,
    between,
    near,
)
from summitry.resolve.dating.page import Page, Sentence, contains, explicit_days, is_bare_weekday
from summitry.resolve.dating.solve import Reason

# How far from publication a day of a month is named without its year: beyond half a year news adds the year.
YEARLESS_REACH = 200
# A stamp stands on a line of its own: at most this many words beside the date.
STAMP_WORDS = 9
LONGEST_STAMP = 400  # characters of such a line
# ... and among the first lines of the page, or at its very end.
HEAD_LINES = 12
# Weekdays named without a date span at most this many days from the first to the last.
WEEKDAY_SPAN = 6
# Sentences of running text in which the day of the news is named.
OPENING = 2
# "Was to have been delivered in May 2008": once ahead, now perhaps behind.
ONCE_PLANNED = re.compile(
    r"\b(?:was|were|had\s+been)\s+(?:first\s+)?(?:to|due|expected|supposed|planned)\b", re.IGNORECASE
)
# "Until 2011", "by 2012": no past of its own, whatever the tense around it; "the referendum of 2000": no future.
UP_TO = re.compile(
    r"\b(?:by|until|till|through|before)(?:\s+(?:the\s+)?(?:end|middle|start|beginning)\s+of)?\s+$", re.IGNORECASE
)
HARKING_BACK = re.compile(r"\b(?:of|since|after|following|from)\s+(?:the\s+)?$", re.IGNORECASE)
LIKENED = re.compile(r"\b(?:compared|than|against|versus|from|over)\b[^,;]*$", re.IGNORECASE)
# Quarterly figures come within so many days of the quarter's end; the annual ones with the last quarter's.
RESULTS_REACH = 125
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)\s*(?:©|\(c\))?\s*(?P<year>(?:19|20)\d\d)(?:\s*[-–]\s*(?P<until>(?:19|20)\d\d))?",
    re.IGNORECASE,
)


def reasons_from_wording(page: Page) -> list[Reason]:
    """Every reason the words alone give (tier text)."""
    return [
        *_explicit(page),
        *_results(page),
        *_copyright(page),
        *_yearless(page),
        *_weekday_span(page),
    ]


@functools.cache
def cues(name: str) -> tuple[str, ...]:
    """The words of one list of knowledge/dating.toml."""
    return tuple(read_toml("dating")[name]["words"])


def reason(mention: TimeMention | Sentence, rule: str, allowed: DaySet, strength: float, **more) -> Reason:
    """A reason of the text tier that points at a mention."""
    fields = {"tier": "text", "text": mention.text, **more}
    return Reason(start=mention.start, end=mention.end, rule=rule, strength=strength, allowed=allowed, **fields)


# --- dates that name their year -------------------------------------------------------------------------------------


def _explicit(page: Page) -> Iterator[Reason]:
    for sentence in page.sentences:
        dated = [(m, days) for m in sentence.times if (days := explicit_days(m)) is not None]
        if not dated:
            continue
        # once for the sentence, not for each of its dates: a sentence may be a page of nothing but years
        planned = ONCE_PLANNED.search(sentence.text) is not None
        ahead = contains(sentence.text, cues("ahead"))
        for mention, days in dated:
            found = _stamp(page, sentence, mention, *days) or _bound(page, sentence, mention, days, planned, ahead)
            if found is not None:
                yield found


def _stamp(page: Page, sentence: Sentence, mention: TimeMention, first: date, last: date) -> Reason | None:
    """A date that is said to be, or by its place on the page is, that of publication."""
    if first != last or mention.scope == "caption":
        return None
    before = page.article.text[max(sentence.start, mention.start - 60) : mention.start]
    if contains(before, cues("updated")):
        return reason(mention, "updated-notice", between(first - timedelta(days=31), first), 0.9)
    if contains(before, cues("published")):
        return reason(mention, "publication-notice", between(first, first), 1.0)
    if mention.scope == "dateline" or sentence.kind in ("dateline", "byline") or _stands_alone(page, mention):
        return reason(mention, "date-line", between(first, first), 0.9)
    return None


def _stands_alone(page: Page, mention: TimeMention) -> bool:
    """Whether a date has its line nearly to itself and no sentence around it."""
    line = page.line_of(mention.start, longest=LONGEST_STAMP)
    if line is None:
        return False
    rest = line.replace(mention.text, " ", 1)
    if (
        len(re.findall(r"[^\W\d_]+", rest)) > STAMP_WORDS
        or "@" in rest
        or rest.rstrip().endswith((".", "!", "?", ")", ":"))
    ):
        return False
    head, foot = _head_and_foot(page.article.text)
    return mention.start <= head or mention.end >= foot


@functools.lru_cache(maxsize=1)
def _head_and_foot(text: str) -> tuple[int, int]:
    """Where the first HEAD_LINES lines after the first end, and where the last line but one begins."""
    ends = [match.start() for match in islice(re.finditer("\n", text), HEAD_LINES + 1)]
    head = ends[HEAD_LINES] if len(ends) > HEAD_LINES else len(text)
    last = text.rfind("\n")
    return head, text.rfind("\n", 0, last) + 1 if last > 0 else 0


def _bound(
    page: Page, sentence: Sentence, mention: TimeMention, days: tuple[date, date], planned: bool, ahead: bool
) -> Reason | None:
    """Past dates bound publication from below, coming ones from above; finer dates weigh more.

    `planned` and `ahead` say whether the sentence tells of what was once planned, or of what is to come.
    """
    first, last = days
    length = (last - first).days
    weight = 0.85 if length == 0 else 0.8 if length <= 31 else 0.7
    if mention.scope == "caption" or sentence.kind == "caption":
        return reason(mention, "dated-caption", between(first, None), 0.95)
    if planned:
        return None
    if mention.scope == "quotation":
        weight -= 0.2
    before = page.article.text[max(sentence.start, mention.start - 24) : mention.start]
    is_limit = length > 31 and UP_TO.search(before) is not None
    if mention.direction == "past" and not is_limit and not (length > 31 and _is_label(page, mention)):
        return reason(mention, "past-date", between(first, None), weight, tentative=length > 31)
    if ahead and not HARKING_BACK.search(before) and (mention.direction == "ahead" or is_limit):
        return reason(mention, "coming-date", between(None, last), weight - 0.1, tentative=length > 31)
    return None


def _is_label(page: Page, mention: TimeMention) -> bool:
    """Whether a year stands before a noun as its name ("the 2012 election"), which tells no tense."""
    span = page.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return span is not None and span.root.dep_ in ("nummod", "compound", "amod") and span.root.head.i >= span.end


def _results(page: Page) -> Iterator[Reason]:
    """ "Lost $6 billion in the first quarter of 2009": figures of a quarter are news within months of its end."""
    for sentence in page.sentences:
        for mention in sentence.times if sentence.is_lead else ():
            if mention.spec.kind != "quarter" or mention.spec.name == "fiscal" or mention.direction == "ahead":
                continue
            days = explicit_days(mention)
            if (
                days is not None
                and contains(sentence.text, cues("results"))
                and not LIKENED.search(sentence.text[: mention.start - sentence.start])
            ):
                allowed = between(days[1], days[1] + timedelta(days=RESULTS_REACH))
                yield reason(mention, "results-of-quarter", allowed, 0.55)


def _copyright(page: Page) -> Iterator[Reason]:
    """A copyright line is as old as the text or younger (a later crawl), so it bounds the text from above only."""
    for match in COPYRIGHT.finditer(page.article.text):
        last = date(int(match["until"] or match["year"]), 12, 31)
        yield Reason(
            start=match.start(),
            end=match.end(),
            text=match.group(),
            rule="copyright-line",
            tier="text",
            strength=0.5,
            allowed=between(None, last),
        )


# --- days of a month without a year ---------------------------------------------------------------------------------


def _yearless(page: Page) -> Iterator[Reason]:
    for mention in page.times:
        spec = mention.spec
        if spec.kind != "date" or spec.year is not None or spec.month is None or spec.day is None:
            continue
        if mention.scope == "caption" or mention.reference is not None or contains(mention.text, cues("named_days")):
            continue
        named = (spec.month == MONTHS) & (spec.day == MONTH_DAYS)
        if spec.weekday is not None:
            named &= spec.weekday == WEEKDAYS
        if mention.scope == "dateline":
            yield reason(mention, "dateline-without-year", near(named, before=0, after=1), 0.8, recurs=True)
            continue
        rule = "day-and-weekday-without-year" if spec.weekday is not None else "day-without-year"
        strength = 0.5 if mention.scope == "quotation" else 0.65
        if spec.unit == "year" and spec.shift is not None:  # "20 January this year": in that year, however far
            yield reason(mention, rule, _same_year(named, -spec.shift), strength, recurs=True)
            continue
        around, behind = near(named, before=YEARLESS_REACH, after=YEARLESS_REACH), _since_in_year(named)
        yield reason(mention, rule, around | behind, strength, recurs=True)
        if mention.direction == "past":  # tense deceives more often than the day
            yield reason(
                mention, rule, near(named, before=0, after=YEARLESS_REACH) | behind, strength - 0.2, recurs=True
            )
        elif mention.direction == "ahead":
            yield reason(mention, rule, near(named, before=YEARLESS_REACH, after=0), strength - 0.2, recurs=True)


def _since_in_year(days: DaySet) -> DaySet:
    """The days of a year behind the first day of a set in it: in its own year news leaves the year out to the end."""
    behind = days.copy()
    for index in np.flatnonzero(days):
        behind[index : index + 366] |= YEARS[index : index + 366] == YEARS[index]
    return behind


def _same_year(days: DaySet, later: int) -> DaySet:
    """Every day of the years `later` years after those that hold a day of a set."""
    return np.isin(YEARS, np.unique(YEARS[days]) + later)


# --- weekdays ----------------------------------------------------------------------------------------------------


def _weekday_span(page: Page) -> Iterator[Reason]:
    """ "Told the cabinet on Sunday", "will fly on Monday": the days of the week on which all of it can be said."""
    named = [m for m in page.times if is_bare_weekday(m) and m.direction in ("past", "ahead")]
    behind = [m for m in named if m.direction == "past"]
    if not behind:
        return
    past, coming = ([m.spec.weekday for m in named if m.direction == d] for d in ("past", "ahead"))
    together = fitting_weekdays(past, coming)
    if coming and 0 < len(together) < 7:
        yield _weekday_reason(named, behind[-1], "weekdays-together", together)
    last = end_of_run(past)
    opening = {t.spec.weekday for s in page.sentences if 0 <= s.number <= OPENING for t in s.times if t in behind}
    if last is not None and opening <= run_to(last, past) and (not opening or last in opening):
        yield _weekday_reason(behind, behind[-1], "days-running", [last])


def _weekday_reason(named: list[TimeMention], at: TimeMention, rule: str, weekdays: list[int]) -> Reason:
    """A habit of news, not a law: dropped without a report where it does not fit the rest."""
    words = " + ".join(dict.fromkeys(m.text for m in sorted(named, key=lambda m: m.start)))
    allowed = np.isin(WEEKDAYS, weekdays)
    return reason(at, rule, allowed, 0.35, words=words, tentative=True, recurs=True)


def fitting_weekdays(behind: list[int], coming: list[int]) -> list[int]:
    """The weekdays (0 is Monday) of publication on which the weekdays behind and coming span less than a week.

    A weekday behind may be the day of publication itself, and so may one to come ("will speak on Thursday").

    >>> fitting_weekdays([5, 6], [0])  # Saturday and Sunday were, Monday is to come
    [0, 6]
    """
    return [
        day
        for day in range(7)
        if max(((day - w) % 7 for w in behind), default=0) + max(((w - day) % 7 for w in coming), default=0)
        <= WEEKDAY_SPAN
    ]


def run_to(last: int, behind: list[int]) -> set[int]:
    """The weekdays of a run, from its last backwards.

    >>> sorted(run_to(6, [5, 6, 2]))
    [5, 6]
    """
    run, days = set(), set(behind)
    while last in days - run:
        run.add(last)
        last = (last - 1) % 7
    return run


def end_of_run(behind: list[int]) -> int | None:
    """The last of two or more weekdays that follow each other: what news looks back on runs up to its own day.

    None unless there is exactly one such run.

    >>> end_of_run([5, 6]), end_of_run([3, 6]), end_of_run([2])
    (6, None, None)
    """
    days = set(behind)
    ends = [d for d in sorted(days) if (d - 1) % 7 in days and (d + 1) % 7 not in days]
    return ends[0] if len(ends) == 1 else None
