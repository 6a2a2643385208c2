"""Sources named without a verb of their own: according to X, X's claim that ..., X made clear that ..., citing X."""

from __future__ import annotations

from spacy.tokens import Token

from summitry.extract.statements.clauses import clause_under, starts_with_that
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
    contents: list[Span] = []
    if page.tokens(start, end)[0] == token:
        after = phrase_of(cited, page)[1] if cited is not None else phrase[1]
        comma = next((t for t in page.tokens(after, end) if t.text == "," and page.quoted[t.i] < 0), None)
        span = trim_content(page, comma.idx + 1, end) if comma is not None else None
        contents = [span] if span else []
    if not contents:
        head = token.head if token.dep_ in ("prep", "advcl", "acl") else to.head
        while head.pos_ not in VERBAL and head.head != head:
            head = head.head
        drop = {t.i for t in token.subtree} | {t.i for t in to.subtree}
        indexes = [t.i for t in head.subtree if t.i not in drop and not t.is_space]
        contents = [s for s in runs(indexes, page) if s[1] - s[0] > 12]
    draft = Draft(contents=contents, cue=(token.idx, to.idx + len(to)), cue_at=token.i, rule="according to")
    draft.source, draft.source_at = phrase, source.i
    if cited is not None:
        draft.source, draft.source_at = phrase_of(cited, page), cited.i
        draft.contents = [s for s in contents if not s[0] <= cited.idx < s[1]] or contents
    return draft


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
