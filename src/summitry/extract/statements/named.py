"""Sources named without a verb of their own: according to X, X's claim that ..., X made clear that ..., citing X."""

from __future__ import annotations

import bisect

from spacy.tokens import Token

from summitry.extract.statements.clauses import clause_under, is_finite, starts_with_that
from summitry.extract.statements.cues import Cue, lemma_of, word_list
from summitry.extract.statements.direct import Draft
from summitry.extract.statements.grammar import (
    VERBAL,
    Page,
    Span,
    runs,
    sentence_around,
    snap_to_quotations,
    trim_content,
)
from summitry.extract.statements.source import phrase_of, subject_of

DASHES = (",", "–", "—", "-", "--")
SPEAKERS = word_list("audience") | word_list("cited")


def according_to(page: Page, token: Token) -> Draft | None:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    if to is None and token.i + 1 < len(page.doc) and page.doc[token.i + 1].lower_ == "to":
        to = page.doc[token.i + 1]
    source = next((c for c in to.children if c.dep_ in ("pobj", "pcomp")), None) if to is not None else None
    if source is None or page.quoted[source.i] >= 0:
        return None
    start, end = sentence_around(page, token)
    phrase = phrase_of(source, page)
    cited = _cited(page, phrase[1], end)
    phrase = (phrase[0], _past_apposition(page, phrase[1], end))
    last = phrase_of(cited, page)[1] if cited is not None else phrase[1]
    contents = _around(page, token.idx, last, start, end) or _above(page, token, to)
    draft = Draft(contents=contents, cue=(token.idx, to.idx + len(to)), cue_at=token.i, rule="according to")
    draft.source, draft.source_at = phrase, source.i
    if cited is not None:
        draft.source, draft.source_at = phrase_of(cited, page), cited.i
        draft.contents = [s for s in contents if not s[0] <= cited.idx < s[1]] or contents
    return draft


def in_the_words_of(page: Page, token: Token) -> Draft | None:
    """In the words of X, ...; in X's view, ...; as X put it, ...: the rest of the sentence."""
    source, first, last = None, token.idx, token.idx + len(token)
    if token.dep_ == "pobj" and token.head.lower_ in ("in", "by") and token.pos_ == "NOUN":
        source = next((c for c in token.children if c.dep_ == "poss"), None)
        of = next((c for c in token.children if c.lower_ == "of"), None)
        if source is None and of is not None:
            source = next((c for c in of.children if c.dep_ == "pobj"), None)
        first = token.head.idx
    elif token.pos_ == "VERB" and lemma_of(token) == "put":
        it = next((c for c in token.children if c.dep_ == "dobj" and c.lower_ == "it"), None)
        as_ = next((c for c in token.children if c.lower_ in ("as", "how") and c.i < token.i), None)
        if it is not None and as_ is not None and it.i == token.i + 1 and _ends_there(page, it):
            source = next((c for c in token.children if c.dep_ == "nsubj"), None)
            first, last = as_.idx, it.idx + len(it)
    if source is None or page.quoted[source.i] >= 0 or not (source.pos_ == "PRON" or can_speak(source)):
        return None
    phrase, (start, end) = phrase_of(source, page), sentence_around(page, token)
    contents = _quoted_next(page, max(last, phrase[1]), end) or _around(page, first, max(last, phrase[1]), start, end)
    tier = "attitude" if token.lower_ in word_list("view") else "speech"
    draft = Draft(contents=[snap_to_quotations(page, s) for s in contents], rule="in the words of", tier=tier)
    draft.cue, draft.cue_at = (token.idx, token.idx + len(token)), token.i
    draft.source, draft.source_at = phrase, source.i
    return draft


def _ends_there(page: Page, it: Token) -> bool:
    """As X put it, ...; as X put it in a speech: nothing is put anywhere (as he put it on the list)."""
    after = page.doc[it.i + 1] if it.i + 1 < len(page.doc) else None
    return after is None or after.is_punct or after.lower_ in ("in", "to", "during", "at")


def _quoted_next(page: Page, last: int, end: int) -> list[Span]:
    """The quotation that stands right behind the phrase: was, in his words, "a nobody"."""
    n = bisect.bisect_left(page.opens, last)
    if (
        n == len(page.quotations)
        or page.quotations[n].start >= end
        or page.text[last : page.quotations[n].start].strip(" ,:–—-")
    ):
        return []
    return [(page.quotations[n].start, page.quotations[n].end)]


def _around(page: Page, first: int, last: int, start: int, end: int) -> list[Span]:
    """The rest of a sentence around a phrase that names the source, between `first` and `last`: before the comma
    in front of it and behind the comma at its end, a name in apposition left out."""
    before, after = page.tokens(start, first), page.tokens(last, end)
    head = trim_content(page, before[0].idx, first) if before else None
    if len(before) > 1 and before[-1].text == "," and before[-2].tag_ in ("WRB", "IN", "WDT"):  # when, according to X,
        head = None
    if head is not None and before[-1].text in DASHES and (own := _second_clause(before)):
        head, before = trim_content(page, own[0].idx, first), own  # the phrase stands inside the second of two clauses
    if head is not None and before[-1].text == "," and any(is_finite(t) for t in before):
        closed = not after or after[0].text in (".", "?", "!") or not _resumes(before, after)
        return [head] if closed else [s for s in (head, trim_content(page, after[1].idx, end)) if s]
    if after and after[0].text in (",", ":", "—", "–", "-"):
        tail = trim_content(page, after[0].idx + len(after[0]), end)
        return [s for s in (head, tail) if s]
    return [head] if head is not None and any(is_finite(t) for t in before) else []


def _second_clause(before: list[Token]) -> list[Token]:
    """A is so, and B, according to X, is so too: B, which has no verb yet; nothing where the phrase ends a clause."""
    joint = next(
        (k for k in range(len(before) - 2, 0, -1) if before[k].pos_ == "CCONJ" and before[k - 1].text == ","), 0
    )
    rest = before[joint + 1 :]
    whole = any(is_finite(t) for t in before[:joint]) and not any(is_finite(t) for t in rest)
    return rest if joint and whole and len(rest) > 1 and rest[0].tag_ not in ("VB", "VBN", "VBG") else []


def _past_apposition(page: Page, last: int, end: int) -> int:
    """The end of a source with the name or the office behind its comma: according to the spokesman, Ivan Petrov, ..."""
    after = page.tokens(last, end)
    if not after or after[0].text != ",":
        return last
    comma = next((k for k, t in enumerate(after[1:8], start=1) if t.text == ","), None)
    if comma is None or not _is_apposed(after[1:comma]) or not any(is_finite(t) for t in after[comma:]):
        return last
    return after[comma - 1].idx + len(after[comma - 1])


def _resumes(before: list[Token], after: list[Token]) -> bool:
    """Does the clause go on behind the comma that ends the phrase (was, in the words of X, "a")?"""
    if len(before) > 1 and (before[-2].pos_ in ("AUX", "ADP", "SCONJ") or is_finite(before[-2])):
        return True
    return after[0].text == "," and len(after) > 3 and after[1].tag_ in ("VBD", "VBZ", "VBP", "MD")


def _is_apposed(tokens: list[Token]) -> bool:
    """The words between two commas behind a source: a name, or who somebody is; no clause, no phrase of time."""
    return bool(tokens) and tokens[0].pos_ in ("PROPN", "DET") and not any(is_finite(t) for t in tokens)


def _above(page: Page, token: Token, to: Token) -> list[Span]:
    """The clause that an according-to hangs on in the parse."""
    head = token.head if token.dep_ in ("prep", "advcl", "acl") else to.head
    while head.pos_ not in VERBAL and head.head != head:
        head = head.head
    drop = {t.i for t in token.subtree} | {t.i for t in to.subtree}
    indexes = [t.i for t in head.subtree if t.i not in drop and not t.is_space]
    return [s for s in runs(indexes, page) if s[1] - s[0] > 12]


def _cited(page: Page, offset: int, end: int) -> Token | None:
    """Behind the name of a paper or agency: whom it cites (according to Reuters, citing two officials)."""
    tokens = page.tokens(offset, end)[:12]
    if len(tokens) < 3 or tokens[0].text != "," or tokens[1].lower_ not in ("citing", "quoting"):
        return None
    return next((c for c in tokens[1].children if c.dep_ == "dobj" and page.quoted[c.i] < 0 and can_speak(c)), None)


def cited_beside(page: Page, token: Token) -> Token | None:
    """Reuters reported, citing two officials, that ...: the officials."""
    end = sentence_around(page, token)[1]
    citing = next(
        (c for c in token.children if c.dep_ == "advcl" and c.lower_ in ("citing", "quoting") and c.i > token.i), None
    )
    if citing is None or citing.idx >= end:
        return None
    return next((c for c in citing.children if c.dep_ == "dobj" and can_speak(c)), None)


def can_speak(noun: Token) -> bool:
    """A person or a body, not a thing that is cited (a rise in prices)."""
    return noun.pos_ == "PROPN" or (noun.pos_ == "NOUN" and lemma_of(noun) in SPEAKERS)


def made_clear(token: Token) -> Token | None:
    verb = token.head
    return verb if verb.lemma_.lower() == "make" and verb.i < token.i <= verb.i + 3 else None


def made_clear_that(page: Page, token: Token, verb: Token) -> Draft | None:
    """X made clear (to Y) that ..."""
    clauses = [
        c
        for c in (*token.children, *verb.children)
        if c != token and c.i > token.i and (c.dep_ == "ccomp" or (c.dep_ == "advcl" and starts_with_that(c)))
    ]
    if token.dep_ == "ccomp" and not clauses:
        return None
    if not clauses:
        return None
    draft = Draft(contents=clause_under(page, clauses[0], verb), rule="made clear", tier="speech")
    draft.contents = [snap_to_quotations(page, s) for s in draft.contents]
    draft.cue, draft.cue_at = (verb.idx, token.idx + len(token)), verb.i
    source = subject_of(verb)
    if source is not None and page.quoted[source.i] < 0:
        draft.source, draft.source_at = phrase_of(source, page), source.i
    return draft


def claim_that(page: Page, token: Token, cue: Cue) -> Draft | None:
    """X's claim that ...; the warning from X that ...; X made the claim that ..."""
    clause = next(
        (c for c in token.children if c.dep_ in ("acl", "ccomp") and c.i > token.i and starts_with_that(c)), None
    )
    if clause is None:
        return None
    source = next((c for c in token.children if c.dep_ == "poss"), None)
    if source is None:
        by = next(
            (c for c in token.children if c.dep_ == "prep" and c.lower_ in ("by", "from", "of") and c.i < clause.i),
            None,
        )
        source = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if (
        source is None
        and token.dep_ == "dobj"
        and token.head.lemma_.lower() in ("make", "issue", "give", "repeat", "offer", "voice", "express", "raise")
    ):
        source = subject_of(token.head)
    draft = Draft(contents=[snap_to_quotations(page, s) for s in clause_under(page, clause, token)], rule="noun cue")
    draft.tier = cue.frames["clause"]
    draft.cue, draft.cue_at = (token.idx, token.idx + len(token)), token.i
    if source is not None and page.quoted[source.i] < 0:
        draft.source, draft.source_at = phrase_of(source, page), source.i
    return draft if source is not None else None


def sure_that(page: Page, token: Token, cue: Cue) -> Draft | None:
    """X is sure (confident, adamant) that ...: an adjective behind "be" with a clause."""
    verb = token.head
    clauses = [c for c in token.children if c.dep_ in ("ccomp", "advcl") and c.i > token.i]
    if token.dep_ != "acomp" or verb.lemma_.lower() not in ("be", "feel", "remain", "seem", "sound") or not clauses:
        return None
    source = subject_of(verb)
    if source is None or page.quoted[source.i] >= 0 or source.pos_ not in ("PROPN", "NOUN", "PRON"):
        return None
    if source.lower_ in ("it", "that", "this", "what", "there"):
        return None
    draft = Draft(
        contents=[snap_to_quotations(page, s) for s in clause_under(page, clauses[0], token)], rule="adjective"
    )
    draft.tier = cue.frames["clause"]
    draft.cue, draft.cue_at = (token.idx, token.idx + len(token)), token.i
    draft.source, draft.source_at = phrase_of(source, page), source.i
    return draft
