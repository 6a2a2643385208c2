"""On which occasion and on which days something was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from spacy.tokens import Token

from summitry.extract.statements.cues import lemma_of, word_list
from summitry.extract.statements.grammar import VERBAL, Page, runs, sentence_around
from summitry.records import DayRange, Statement, TimeExpression
from summitry.resolve.speakers.chain import FARTHEST, cue_token, speaking_before

OPENERS = {
    "at",
    "in",
    "during",
    "on",
    "after",
    "before",
    "following",
    "upon",
    "ahead",
    "prior",
    "while",
    "when",
    "by",
    "over",
    "as",
}
COUNTING = {"first", "second", "third", "fourth", "fifth", "latest", "only"}
OCCASIONS = word_list("setting") | word_list("occasion")


def occasion_of(page: Page, statement: Statement, earlier: Sequence[Statement]) -> str | None:
    """When or where it was said, as printed: "at the start of the meeting", "Before taking off"; None if not told."""
    cue = cue_token(page, statement)
    if cue is None:
        return None
    found = _adjunct(page, cue, statement)
    if found is not None:
        return found
    return _lead_in(page, statement)


def _adjunct(page: Page, cue: Token, statement: Statement) -> str | None:
    start, end = sentence_around(page, cue)
    verbs = [cue]
    while verbs[-1].dep_ in ("conj", "advcl", "xcomp") and verbs[-1].head != verbs[-1] and len(verbs) < 5:
        verbs.append(verbs[-1].head)
    for verb in verbs:
        for child in verb.children:
            inside = start <= child.idx < end and not any(s <= child.idx < e for s, e in statement.contents)
            if inside and page.quoted[child.i] == page.quoted[cue.i] and _is_occasion(child):
                return _words(page, child, statement)
    # An adjunct the parser took for a part of what was said stands right behind the contents.
    last = max(e for _, e in statement.contents)
    match = (
        re.match(r"[^\S\n]*,?[^\S\n]*(?=(?:in|at|during|on|after|before)\b)", page.text[last:end])
        if last < end
        else None
    )
    if match:
        i = page.first_token(last + match.end())
        if i < len(page.doc) and page.doc[i].idx < end and _is_occasion(page.doc[i]):
            return _words(page, page.doc[i], statement)
    return None


def _is_occasion(token: Token) -> bool:
    if _is_comment(token):
        return False
    if token.dep_ in ("prep", "advmod", "pcomp", "mark") and token.lower_ in OPENERS:
        for noun in token.children:
            if noun.dep_ == "pobj" and any(lemma_of(n) in OCCASIONS for n in (noun, *noun.conjuncts)):
                return True
            if noun.dep_ == "pcomp" and token.lower_ in ("before", "after", "upon", "while", "on", "following"):
                return True
            if noun.dep_ == "prep" and token.lower_ in ("ahead", "prior"):
                return True
    return (
        token.dep_ == "advcl"
        and any(c.lower_ in ("before", "after", "while", "when") for c in token.children)
        and token.i < token.head.i
    )


def _is_comment(token: Token) -> bool:
    """..., in the first meeting between the two since May: the reporter's count, not when it was said."""
    if token.i == 0 or token.doc[token.i - 1].text != ",":
        return False
    return any(t.lower_ in COUNTING for t in token.subtree) and any(t.lower_ in ("since", "in") for t in token.subtree)


def _words(page: Page, token: Token, statement: Statement) -> str | None:
    indexes = [t.i for t in token.subtree if not t.is_space and not any(s <= t.idx < e for s, e in statement.contents)]
    spans = runs(indexes, page)
    if not spans or spans[0][1] - spans[0][0] > 160:
        return None
    return page.text[spans[0][0] : spans[0][1]].removesuffix(" that").rstrip(" ,")


def _lead_in(page: Page, statement: Statement) -> str | None:
    """Prior to leaving for Moscow, Netanyahu spoke with reporters. "...": the occasion of the sentence before."""
    start = statement.contents[0][0]
    low = max(page.text.rfind("\n", 0, start) + 1, start - FARTHEST)
    for token in reversed(page.tokens(low, start)):
        if (
            token.pos_ in VERBAL
            and lemma_of(token) in ("speak", "talk", "address", "brief", "meet")
            and page.quoted[token.i] < 0
        ):
            adjunct = next((c for c in token.children if _is_occasion(c)), None)
            return _words(page, adjunct, statement) if adjunct is not None else None
    return None


def days_of(
    page: Page, statement: Statement, times: Sequence[TimeExpression], published: DayRange
) -> tuple[date | None, date | None]:
    """The days on which it was said: a day named beside the cue in its sentence, and no later than the publication.

    Without such a day the range is open at its start: (None, last day of publication).
    """
    earliest, latest = _named_days(page, statement, times)
    last = published.latest
    if last is None:
        return earliest, latest
    if earliest is not None and earliest > last:  # a day to come is not that of the words
        return None, last
    return earliest, min(latest, last) if latest is not None else last


def _named_days(page: Page, statement: Statement, times: Sequence[TimeExpression]) -> tuple[date | None, date | None]:
    cue = cue_token(page, statement)
    if cue is None:
        return None, None
    start, end = sentence_around(page, cue)
    low = page.first_token(start)
    if _is_announced(cue):
        return None, None
    best: tuple[int, TimeExpression] | None = None
    for time in times:
        if time.end <= start or time.start >= end or time.type not in ("DATE", "TIME") or time.earliest is None:
            continue
        if any(s < time.end and time.start < e for s, e in statement.contents):
            continue
        token = page.doc[min(page.first_token(time.start), len(page.doc) - 1)]
        if token.i < low or not _belongs(token, cue):
            continue
        distance = abs(token.i - cue.i)
        if best is None or distance < best[0]:
            best = (distance, time)
    return (best[1].earliest, best[1].latest) if best else (None, None)


def _is_announced(cue: Token) -> bool:
    """A participle beside what is still to come (he will travel on Wednesday, the office confirming ...): that day is
    not the day of the words."""
    verb = cue
    while cue.tag_ == "VBG" and verb.dep_ in ("advcl", "conj", "xcomp", "ccomp", "parataxis") and verb.head != verb:
        verb = verb.head
        if any(c.tag_ == "MD" for c in verb.children):
            return True
    return False


def _belongs(token: Token, cue: Token) -> bool:
    """Does a time hang on the cue (or on the verb the cue's participle hangs on), not on a noun beside it?"""
    for _ in range(8):
        head = token.head
        if head == cue:
            return True
        if head == token:
            return False
        if head.pos_ in VERBAL:
            return (any(head == t for t in cue.ancestors) and cue.tag_ == "VBG") or head == speaking_before(cue)
        below = head.pos_ == "NOUN" and token.dep_ in ("prep", "poss", "nmod", "acl", "relcl")
        if below and lemma_of(head) not in OCCASIONS:
            return False
        token = head
    return False
