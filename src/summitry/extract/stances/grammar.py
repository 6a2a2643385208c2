"""Small questions about a clause: its subject, its object, what a preposition leads to, its complement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def subject_of(verb: Token) -> Token | None:
    """Who does it: the subject, the agent of a passive, what a relative clause hangs on, or the subject of the verb
    this one is joined to or hangs on."""
    for _ in range(5):
        own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if is_passive(verb):
            return next((p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
        if own is not None:
            return _antecedent(own, verb)
        if verb.dep_ in ("acl", "relcl"):
            return verb.head if verb.tag_ == "VBG" else None
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "dep", "ccomp") or verb.head == verb:
            return None
        verb = verb.head if verb.head.pos_ in ("VERB", "AUX") else verb.head.head
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    clause = verb
    while clause.dep_ in ("conj", "xcomp") and clause.head != clause:
        clause = clause.head
    if subject.lower_ in ("who", "which", "that") and clause.dep_ == "relcl":
        return clause.head
    return subject


def is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in verb.children)


def object_of(verb: Token) -> Token | None:
    """What it is done to: the object, or the subject of a passive; for "that"/"which" the noun before."""
    if is_passive(verb):
        found = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        found = found or (verb.head if verb.dep_ in ("acl", "relcl") else None)
    else:
        found = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"), None)
        found = found or next(
            (p for c in verb.children if c.dep_ == "prt" for p in c.children if p.dep_ == "pobj"), None
        )
    if found is not None and found.lower_ in ("which", "that", "whom") and verb.dep_ == "relcl":
        return verb.head
    return found


def after(verb: Token, prepositions: Iterable[str], *, helpers: Sequence[Token] = ()) -> Token | None:
    """What stands behind the last of some prepositions of a verb, or of the words given that go with it."""
    return next(all_after(verb, prepositions, helpers=helpers), None)


def all_after(verb: Token, prepositions: Iterable[str], *, helpers: Sequence[Token] = ()) -> Iterator[Token]:
    """All that `after` may mean, what stands last first ("on Wednesday called on Iran")."""
    wanted = tuple(prepositions)
    for head in (verb, *helpers):
        for prep in reversed(list(head.children)):
            if prep.dep_ in ("prep", "dative", "agent", "prt") and prep.lower_ in wanted:
                yield from (c for c in prep.children if c.dep_ in ("pobj", "pcomp"))


def complement_of(verb: Token) -> Token | None:
    """The verb of the clause or infinitive that completes it, also behind an adjective ("determined to strike")."""
    heads = [verb, *(c for c in verb.children if c.dep_ in ("acomp", "dobj", "oprd"))]
    return next((c for h in heads for c in h.children if c.dep_ in ("xcomp", "ccomp", "acl") and c != verb), None)


def main_verb(verb: Token) -> Token:
    """What is really done: "continue hitting" -> hitting."""
    while verb.lemma_.lower() in ("continue", "keep", "go", "start", "begin", "resume", "proceed"):
        further = next((c for c in verb.children if c.dep_ == "xcomp"), None)
        if further is None:
            return verb
        verb = further
    return verb


def reach(verb: Token) -> Iterator[Token]:
    """The nouns a verb acts on or is directed at, nearest first."""
    found = object_of(verb) if not is_passive(verb) else None
    if found is not None:
        yield found
    for child in verb.children:
        if child.dep_ in ("prep", "dative") and child.lower_ in ("against", "at", "on", "to", "from", "in"):
            yield from (c for c in child.children if c.dep_ == "pobj")
    inner = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp")), None)
    if inner is not None:
        yield from (c for c in inner.children if c.dep_ in SUBJECTS)
        yield from reach(inner)


def has_subject(verb: Token) -> bool:
    return any(c.dep_ in SUBJECTS for c in verb.children)
