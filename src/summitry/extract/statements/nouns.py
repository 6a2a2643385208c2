"""Quotations that a noun or a "how" gives to somebody: "..." was her verdict; "..." is how he put it; his answer."""

from __future__ import annotations

from spacy.tokens import Token

from summitry.extract.statements.cues import lemma_of, word_list
from summitry.extract.statements.grammar import NOMINAL, VERBAL

NOUN_CUES = word_list("noun cue")


def how_it_was_put(tokens: list[Token]) -> tuple[Token, Token] | None:
    """(cue, source) of the words behind a quotation: was how she put it; that is how the minister described it."""
    opening = tokens[:3]
    how = next((t for t in opening if t.lower_ == "how"), None)
    if how is None or not any(t.lemma_.lower() == "be" or t.lower_ in ("'s", "’s") for t in opening if t.i < how.i):
        return None
    verb = next((t for t in tokens if t.i > how.i and t.pos_ in VERBAL and t.dep_ not in ("aux", "auxpass")), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i > how.i), None) if verb is not None else None
    return (verb, subject) if subject is not None else None


def whose_words_it_was(tokens: list[Token]) -> tuple[Token, Token] | None:
    """(cue, source) of the words behind a quotation: was the minister's verdict; was the answer of the king."""
    if not tokens or tokens[0].lemma_.lower() != "be" or tokens[0].pos_ not in VERBAL:
        return None
    noun = next((t for t in tokens[1:9] if t.pos_ == "NOUN" and lemma_of(t) in NOUN_CUES), None)
    owner = owner_of(noun) if noun is not None else None
    return (noun, owner) if owner is not None and owner.i > tokens[0].i else None


def owner_of(noun: Token) -> Token | None:
    """Whose an answer, a verdict, a message is: the king's answer; the answer of the king; the answer from Paris."""
    if noun.pos_ != "NOUN" or lemma_of(noun) not in NOUN_CUES:
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    link = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "from", "by")), None)
    return next((c for c in link.children if c.dep_ == "pobj" and c.pos_ in NOMINAL), None) if link else None
