"""Sources described once, then only pointed at: an official, then the official; two diplomats, then they."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from summitry.extract.statements.cues import lemma_of, word_list
from summitry.extract.statements.grammar import VERBAL, Page
from summitry.records import Statement
from summitry.resolve.speakers.names import Namer
from summitry.resolve.speakers.pronouns import head_token

BODIES = word_list("institution") | word_list("press")
ANAPHOR = re.compile(r"(?:the|this|that|these|those)\s+\w+", re.I)
FARTHEST = 2500  # code points between a source and the words that point back at it


def described_before(
    namer: Namer, statement: Statement, earlier: Sequence[Statement], mentioned: Sequence[int]
) -> str | None:
    """The description that a statement's pronoun or "the official" points back at, or None.

    `earlier` are the statements before it with their speakers; `mentioned` the offsets of persons named, in order: a
    pronoun points at a described source only when nobody is named between the two.
    """
    page, start, end = namer.page, statement.speaker_start, statement.speaker_end
    head = head_token(page, start, end) if start is not None else None
    if head is None:
        return None
    if head.lower_ == "it":
        body = _body_behind_it(head)
        return namer.name_token(body)[0] if body is not None else None
    if head.pos_ == "PRON":
        return _behind_pronoun(page, head, earlier, mentioned)
    if ANAPHOR.fullmatch(page.text[start:end]):
        return _fuller(page, head, earlier)
    return None


def _behind_pronoun(page: Page, head: Token, earlier: Sequence[Statement], mentioned: Sequence[int]) -> str | None:
    for statement in _told_before(earlier, head)[:1]:
        source = head_token(page, statement.speaker_start, statement.speaker_end)
        named = any(statement.speaker_start < offset < head.idx for offset in mentioned)
        if source is None or named or statement.speaker_id is not None or not _agrees(head, source):
            return None
        return statement.speaker
    return None


def _agrees(pronoun: Token, noun: Token) -> bool:
    plural = noun.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in noun.children)
    if pronoun.lower_ in ("they", "them"):
        return plural
    one = noun.pos_ == "NOUN" and not plural and lemma_of(noun) not in BODIES
    return pronoun.lower_ in ("he", "she", "him", "her", "his") and one


def _fuller(page: Page, head: Token, earlier: Sequence[Statement]) -> str | None:
    """The last description with the same noun that says more: "the official" -> "one senior security official"."""
    for statement in _told_before(earlier, head):
        source = head_token(page, statement.speaker_start, statement.speaker_end)
        if source is None or source.lower_ != head.lower_ or statement.speaker_id is not None:
            continue
        return statement.speaker if not ANAPHOR.fullmatch(statement.speaker or "") else None
    return None


def _told_before(earlier: Sequence[Statement], head: Token) -> list[Statement]:
    """Statements with a told source before a word and not far from it, the nearest first."""
    near = [
        s
        for s in earlier
        if s.speaker
        and s.speaker_start is not None
        and 0 < head.idx - s.speaker_start < FARTHEST
        and s.speaker_end <= head.idx
    ]
    return sorted(near, key=lambda s: -s.speaker_start)


def _body_behind_it(head: Token) -> Token | None:
    """The Coast Guard released a video that it said showed ...: the subject above "it", if it is a body."""
    verb = head.head
    for above in verb.ancestors:
        subject = next((c for c in above.children if c.dep_ == "nsubj"), None) if above.pos_ in VERBAL else None
        if subject is not None and subject.pos_ != "PRON":
            return subject if subject.pos_ == "PROPN" or lemma_of(subject) in BODIES else None
    return None
