"""Who speaks: the subject of a cue, through the clauses it hangs in, and the noun phrase around it.

A quotation is a wall: phrases found outside one never reach into it, because the parser is at its worst there.
"""

from __future__ import annotations

from spacy.tokens import Token

from summitry.extract.statements.cues import cue_of, lemma_of, word_list
from summitry.extract.statements.grammar import NOMINAL, VERBAL, Page, Span

RELATIVE = {"who", "which", "that", "whom"}
SETTINGS = word_list("setting")
LEFT_OF_NOUN = {"det", "amod", "compound", "poss", "nummod", "nmod", "advmod", "quantmod", "predet", "case", "neg"}
RIGHT_OF_NOUN = {
    "prep",
    "appos",
    "nummod",
    "conj",
    "cc",
    "punct",
    "compound",
    "nmod",
    "amod",
    "npadvmod",
    "case",
    "poss",
    "det",
}


def source_of(cue: Token, page: Page) -> Token | None:
    """The subject of a cue, not reaching into a quotation the cue stands outside of."""
    subject = subject_of(cue)
    if subject is not None and page.quoted[subject.i] == page.quoted[cue.i]:
        return subject
    return subject_beside(page, cue) or nearby_subject(page, cue)


def subject_beside(page: Page, cue: Token) -> Token | None:
    """The name or noun right before a finite cue that the parser gave no subject (Duarte this week also said ...)."""
    if cue.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    if cue.i and page.doc[cue.i - 1].text == ",":  # ..., says the channel near to the palace
        behind = page.doc[cue.i + 1 : cue.i + 5]
        noun = next((t for t in behind if t.pos_ in ("NOUN", "PROPN", "PRON") and t.dep_ != "compound"), None)
        return noun if noun is not None and page.quoted[noun.i] == page.quoted[cue.i] else None
    k = cue.i - 1
    while k > 0 and (page.doc[k].pos_ in ("ADV", "AUX") or page.doc[k].ent_type_ in ("DATE", "TIME")):
        k -= 1
    if k >= 0 and page.doc[k].pos_ in ("PROPN", "PRON", "NOUN") and page.quoted[k] == page.quoted[cue.i]:
        return page.doc[k]
    return None


def nearby_subject(page: Page, cue: Token) -> Token | None:
    """The subject of the nearest verb before a cue that has none of its own, outside quotations, in one paragraph."""
    wall = page.quoted[cue.i]
    for i in range(cue.i - 1, max(-1, cue.i - 60), -1):
        token = page.doc[i]
        if token.is_space and "\n" in token.text:
            return None
        if page.quoted[i] != wall:
            continue
        if token.text in (".", "!", "?") and wall == page.quoted[max(i - 1, 0)]:
            return None
        if token.dep_ in ("nsubj", "nsubjpass") and page.quoted[token.head.i] == wall:
            return token
    return None


def subject_of(verb: Token) -> Token | None:
    """Who does what the verb says: its own subject, or that of the verb it hangs on; None if nobody is named."""
    if lemma_of(verb) == "quote" and verb.pos_ in VERBAL:
        return _quoted_person(verb)
    subject = _climb(verb)
    for _ in range(4):
        outer = _outer_subject(verb, subject)
        if outer is None:
            break
        subject = outer
    return _past_dateline(subject) if subject is not None else None


def _outer_subject(verb: Token, subject: Token | None) -> Token | None:
    """The subject above, for a verb that the parser hung too low: a trailing participle or a second finite verb inside
    a clause about a pronoun (Keller said he would go, adding that ...; he met a man who had left, arguing ...)."""
    if subject is None or subject.pos_ != "PRON" or subject.head == verb:
        return None
    participle = verb.tag_ == "VBG" and verb.i > 0 and verb.doc[verb.i - 1].text == ","
    if not participle and not (verb.tag_ in ("VBD", "VBZ") and verb.dep_ == "conj"):
        return None
    clause = subject.head
    while clause.dep_ in ("conj", "xcomp", "advcl") and clause.head != clause and clause.dep_ != "ROOT":
        clause = clause.head
    if clause.dep_ == "ccomp" and cue_of(clause.head) is not None:
        return _climb(clause.head)
    if clause.dep_ == "relcl" and subject.lower_ in RELATIVE:
        return _up(clause.head.head) if clause.head.head != clause.head else None
    return None


def _past_dateline(subject: Token) -> Token:
    """BRATISLAVA -- President Lind said ...: the parser may take the place for the subject."""
    doc = subject.doc
    if not (subject.text.isupper() and len(subject) > 2) or (subject.i and "\n" not in doc[subject.i - 1].text):
        return subject
    after = doc[subject.i + 1 : subject.i + 12]
    dash = next((t for t in after if t.text in ("-", "--", "–", "—")), None)
    if dash is None or dash.i + 1 >= len(doc):
        return subject
    return next(
        (t for t in doc[dash.i + 1 : dash.i + 9] if t.pos_ in ("PROPN", "NOUN", "PRON") and t.dep_ != "compound"),
        subject,
    )


def _climb(verb: Token) -> Token | None:
    """The subject of a verb, or else of the verb it hangs on, clause by clause."""
    token = verb
    for _ in range(8):
        passive = None
        for child in token.children:
            if child.dep_ == "nsubj":
                return child
            if child.dep_ == "nsubjpass":
                passive = child
        if passive is not None:
            if token == verb:
                return _agent_of(token)
            return passive
        head = token.head
        if head == token:
            return _first_of_several(token)
        if token.dep_ == "xcomp":
            controlled = [c for c in head.children if c.dep_ == "dobj" and c.i < token.i]
            if controlled and token.tag_ in ("VB", "VBG"):
                return controlled[-1]
        if token.dep_ == "pcomp" or token.dep_ == "prep":
            token = head
            while token.dep_ == "prep" and token.head != token:
                token = token.head
            if lemma_of(token) in ("quote", "cite") and verb.dep_ == "pcomp" and verb.head.lower_ == "as":
                return _quoted_person(token)
            if token.pos_ not in VERBAL:
                return token if token.pos_ in NOMINAL and token.i < verb.i and token.pos_ == "PROPN" else _up(token)
            continue
        if token.dep_ == "acl" and token.tag_ == "VBG" and _is_event(head):
            return _up(head)
        if token.dep_ in ("acl", "relcl") and head.pos_ in NOMINAL:
            return (
                head
                if token.tag_ in ("VBG", "VBD", "VBZ", "VBP", "TO", "VB") or token.dep_ == "relcl"
                else _agent_of(token)
            )
        if head.pos_ in VERBAL and token.dep_ in (
            "conj",
            "xcomp",
            "advcl",
            "ccomp",
            "parataxis",
            "dep",
            "aux",
            "auxpass",
        ):
            token = head
            continue
        return None
    return None


def _is_event(noun: Token) -> bool:
    """At a news conference announcing ...: not the conference announces but who held it."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("at", "during") and lemma_of(noun) in SETTINGS


def _up(noun: Token) -> Token | None:
    """For "in a speech saying ...": the subject of the verb above the noun."""
    token = noun
    for _ in range(6):
        if token.pos_ in VERBAL:
            return subject_of(token)
        if token.head == token:
            return None
        token = token.head
    return None


def _first_of_several(root: Token) -> Token | None:
    """Keller met him, wished him well and conceded ...: the parser may read the first of several verbs as what the
    second says; its subject is theirs."""
    first = next((c for c in root.children if c.dep_ == "ccomp" and c.i < root.i), None)
    cue = cue_of(root)
    if first is None or (cue is not None and cue.tier == "speech"):
        return None
    return next((c for c in first.children if c.dep_ == "nsubj"), None)


def _quoted_person(verb: Token) -> Token | None:
    """Reuters quoted X as saying; X was quoted by Reuters as saying; the paper, quoting X as saying ...: X."""
    named = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    return named[0] if named else _climb(verb)


def _agent_of(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def phrase_of(head: Token, page: Page) -> Span:
    """The noun phrase around a head noun: determiners, titles, of-phrases, appositions; no relative clauses.

    Returns offsets. Never crosses a quotation mark or the end of a paragraph.
    """
    wall = page.quoted[head.i]
    left = right = head.i
    for child in sorted(head.lefts, key=lambda t: -t.i):
        edge = child.left_edge.i
        if (
            child.dep_ not in LEFT_OF_NOUN
            or _broken(edge, left, page, wall)
            or (child.pos_ in VERBAL and child.dep_ != "amod")
        ):
            break
        left = edge
    for child in head.rights:
        if child.dep_ not in RIGHT_OF_NOUN and not _restricts(child, page):
            break
        edge = child.right_edge.i
        if child.dep_ == "punct":
            if child.text in (",", "(", "-", "–", "—", "[") or child.text in (")", "]"):
                continue
            break
        if child.dep_ in ("conj", "appos") and child.pos_ not in NOMINAL:
            break
        if child.dep_ == "cc" or _broken(right, edge, page, wall):
            if child.dep_ == "cc":
                continue
            break
        if child.dep_ in ("relcl", "acl") and (page.doc[child.left_edge.i - 1].text == "," or _has_cue(child)):
            break
        right = _cut_clauses(child, edge)
        if right < edge:
            break
    return _trim(page, left, right)


def _restricts(clause: Token, page: Page) -> bool:
    """A participle that tells which one is meant (a lawyer representing the family), not what was done or said."""
    return (
        clause.dep_ == "acl"
        and clause.tag_ in ("VBG", "VBN")
        and clause.left_edge == clause
        and page.doc[clause.i - 1].text != ","
        and cue_of(clause) is None
        and len(list(clause.subtree)) <= 12
    )


def _cut_clauses(token: Token, edge: int) -> int:
    """The last token of a phrase before any clause inside it ("an official in Kyiv who asked ...": Kyiv)."""
    last = edge
    for inner in token.subtree:
        if inner.i > edge:
            break
        nonrestrictive = inner.left_edge.i > 0 and token.doc[inner.left_edge.i - 1].text == ","
        if inner == token and token.dep_ in ("relcl", "acl"):
            continue
        if inner.dep_ in ("advcl", "ccomp", "parataxis") or (inner.dep_ in ("relcl", "acl") and nonrestrictive):
            last = min(last, inner.left_edge.i - 1)
    return max(last, token.i if token.dep_ != "prep" else token.i - 1)


def _has_cue(clause: Token) -> bool:
    """Does a clause report something itself (a letter saying that ...)? Then it is no part of a source's name."""
    return any(t.dep_ == "ccomp" for t in clause.children) and cue_of(clause) is not None


def _broken(first: int, last: int, page: Page, wall: int) -> bool:
    """Does a stretch of tokens leave its paragraph or cross a quotation's mark?"""
    return any(page.quoted[i] != wall or "\n" in page.doc[i].text for i in range(first, last + 1))


def _trim(page: Page, left: int, right: int) -> Span:
    doc = page.doc
    while right > left and (
        (doc[right].is_punct and doc[right].text not in (")", "]"))
        or doc[right].is_space
        or doc[right].lower_ in ("and", "'s", "’s", "’")
    ):
        right -= 1
    while left < right and ((doc[left].is_punct and doc[left].text not in ("(",)) or doc[left].is_space):
        left += 1
    start, end = doc[left].idx, doc[right].idx + len(doc[right])
    inside = page.text[start:end]
    if inside.count("(") > inside.count(")") and page.text[end : end + 1] == ")":
        end += 1
    elif inside.endswith(")") and inside.count(")") > inside.count("("):
        end -= 1
    return start, end
