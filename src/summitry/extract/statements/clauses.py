"""The clause a cue takes: what hangs under it in the parse, cut where another voice begins, mended where misread."""

from __future__ import annotations

from spacy.tokens import Token

from summitry.extract.statements.cues import cue_of, lemma_of, word_list
from summitry.extract.statements.grammar import VERBAL, Page, Span, runs, sentence_around
from summitry.extract.statements.source import is_passive

Found = tuple[list[Span], str, str]  # contents, rule, tier
NOTHING: Found = ([], "", "")
# Nouns of the occasion on which something is said, and of the reporter's comment on it.
SETTINGS = word_list("setting") | word_list("comment")
MODALS = {"will", "would", "could", "should", "may", "might", "can", "must", "shall", "'ll", "’ll", "'d", "’d"}


def clause_under(page: Page, head: Token, cue: Token) -> list[Span]:
    """The words under a complement, up to a participle or an according-to that reports anew (", adding that ...")."""
    stop = None
    other = _other_voice(head)
    for token in head.subtree:
        if other is not None and token.i >= other:
            stop = other
            break
        if page.quoted[token.i] >= 0 or token.i <= head.i:
            continue
        anew = token.tag_ == "VBG" and token.dep_ in ("advcl", "acl", "conj") and cue_of(token) is not None
        if (anew and page.doc[token.i - 1].text == ",") or token.lower_ == "according":
            stop = token.i
            break
        if token.text == "," and token.i > head.i and is_aside(page, token):
            stop = token.i
            break
    indexes = [t.i for t in head.subtree if not t.is_space and (stop is None or t.i < stop)]
    first = page.doc[indexes[0]] if indexes else None
    if first is not None and first.lower_ == "that" and (first.dep_ in ("mark", "dobj") or first.tag_ == "IN"):
        indexes = indexes[1:]
    while indexes and (page.doc[indexes[-1]].pos_ == "CCONJ" or page.doc[indexes[-1]].text == ","):
        indexes.pop()
    return runs(indexes, page)


def _other_voice(head: Token) -> int | None:
    """..., and rights groups warned that ...: the first token of a second clause that is another's statement."""
    return next((c.left_edge.i for c in head.children if c.dep_ == "conj" and c.i > head.i and speaks_anew(c)), None)


def speaks_anew(verb: Token) -> bool:
    """Is a clause a statement of its own: a finite verb of speech whose subject is no pronoun?"""
    cue = cue_of(verb)
    if cue is None or cue.tier != "speech" or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is None or subject.pos_ != "PRON"


def is_aside(page: Page, comma: Token) -> bool:
    """Does a comma begin the reporter's own words: when it was said (", in their first meeting since ...") or what
    that amounts to (", in a move that was welcomed by ...")?"""
    following = page.doc[comma.i + 1] if comma.i + 1 < len(page.doc) else None
    if following is None or following.lower_ not in ("in", "at", "during", "on", "after", "before"):
        return False
    noun = next((c for c in following.children if c.dep_ == "pobj"), None)
    return noun is not None and lemma_of(noun) in SETTINGS


def without_crumbs(spans: list[Span]) -> list[Span]:
    """Leave out one-word runs beside a longer one."""
    longest = max(e - s for s, e in spans)
    return [s for s in spans if s[1] - s[0] > 12 or s[1] - s[0] == longest]


def with_joined_noun(page: Page, spans: list[Span]) -> list[Span]:
    """Take in a second noun that the parser read as a verb: (warning of X) and spread of Y."""
    start, end = spans[-1]
    i = page.first_token(end)
    while i < len(page.doc) and page.doc[i].is_space:
        i += 1
    if i + 2 >= len(page.doc) or page.doc[i].lower_ != "and" or page.doc[i + 2].lower_ != "of":
        return spans
    noun = page.doc[i + 1]
    if noun.pos_ != "VERB" or cue_of(noun) is not None or any(c.dep_ == "nsubj" for c in noun.children):
        return spans
    of = page.doc[i + 2]
    last = max(t.i for t in of.subtree)
    return [*spans[:-1], (start, page.starts[last] + len(page.doc[last]))]


def misread_clause(page: Page, token: Token) -> list[Span]:
    """A clause the parser hung elsewhere: right after the cue, a noun phrase with a finite verb behind it.

    (... confirming the talks will center on ...; ... announced in December he would withdraw ...)
    """
    if (token.tag_ == "VB" and token.dep_ != "ROOT") or is_passive(token):
        return []
    doc = page.doc
    for i in range(token.i + 1, min(token.i + 8, len(doc))):
        word = doc[i]
        if word.text in (",", ":", ";", ".", "(", "?") or "\n" in word.text or page.quoted[i] != page.quoted[token.i]:
            return []
        if word.pos_ in ("SCONJ", "CCONJ") and word.lower_ not in ("that", "whether", "if"):
            return []
        verb = word.head
        if (
            word.dep_ == "dobj"
            and verb == token
            and i + 1 < len(doc)
            and doc[i + 1].tag_ in ("MD", "VBZ", "VBD", "VBP")
        ):
            last = max(t.i for t in doc[i + 1 : i + 2][0].head.subtree) if doc[i + 1].head.i > i else word.right_edge.i
            return runs([t.i for t in doc[word.left_edge.i : last + 1] if not t.is_space], page)
        subject = word.dep_ in ("nsubj", "nsubjpass") and verb.i > i and verb.i - i < 12
        if (subject and verb.pos_ in VERBAL and verb.tag_ not in ("VBG", "VB")) or (subject and _has_modal(verb)):
            if verb == token or (token.is_ancestor(verb) and verb.dep_ in ("relcl", "advcl")):
                return []
            first = word.left_edge.i
            if first <= token.i:
                first = i
            last = max(t.i for t in verb.subtree)
            end = sentence_around(page, token)[1]
            indexes = [t.i for t in doc[first : last + 1] if not t.is_space and t.idx < end]
            aside = next((i for i in indexes if doc[i].text == "," and i > verb.i and is_aside(page, doc[i])), None)
            return runs([i for i in indexes if aside is None or i < aside], page)
    return []


def _has_modal(verb: Token) -> bool:
    return any(c.tag_ == "MD" or (c.dep_ == "aux" and c.tag_ in ("VBD", "VBZ", "VBP")) for c in verb.children)


def is_finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD")


def is_unreal(token: Token) -> bool:
    """To discuss, will call, did not mention: no saying that took place."""
    if lemma_of(token) == "like":  # would like to stay: a wish of today
        return not any(c.tag_ == "MD" for c in token.children)
    return token.tag_ == "VB" or any(c.lower_ in MODALS and c.dep_ == "aux" for c in token.children)


def has_to(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def starts_with_that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
