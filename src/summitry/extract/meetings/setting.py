"""What a time, a place or a word of format hangs on, as seen from a trigger; and the format itself."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from summitry.extract.meetings.scene import SUBJECTS, Scene, Trigger, hosting_verb, spine
from summitry.extract.meetings.words import EVENT_NOUNS, SAYING, phrases

ARRANGED = frozenset(["set", "scheduled", "planned", "due", "slated", "held", "arranged", "expected", "down"])


# "behind closed doors in Oslo", "at a hotel in Oslo": nouns that set the scene, not the agenda.
SCENE_PREPOSITIONS = frozenset(["at", "in", "inside", "outside", "behind", "during", "near", "amid", "aboard"])


BEGINNING = frozenset(["begin", "start", "open", "take", "happen", "occur"])


def levels(scene: Scene, token: Token) -> dict[int, int]:
    """The words a time or place may hang on, with their distance from the trigger."""
    levels = {t.i: n for n, t in spine(token)}
    if (verb := hosting_verb(token)) is not None:
        levels.setdefault(verb.i, 3)
        levels.update({c.i: 3 for c in verb.children if c.dep_ == "dobj" and c.i not in levels})
    if token.pos_ in ("NOUN", "PROPN"):  # "the meeting, set for Moscow on Thursday", wherever the parser hangs it
        verb = next((t for t in token.doc[token.i + 1 : token.sent.end] if t.pos_ in ("VERB", "AUX")), None)
        if verb is not None and verb.lower_ in ARRANGED and verb.tag_ in ("VBN", "VBD"):
            levels.setdefault(verb.i, 1)
    for verb in _which_of_partner(token):
        for word in (verb, *_arranged_below(verb)):
            levels.setdefault(word.i, 1)
    for verb in _tells_which_time(token):
        levels.setdefault(verb.i, 2)
    for child in token.children:
        if child.dep_ == "advcl" and child.lemma_ == "be" and not any(c.dep_ in SUBJECTS for c in child.children):
            levels.setdefault(child.i, 1)  # "the last time they met was in March", as the parser may hang it
        if child.lemma_.lower() in SAYING:
            continue  # "the talks, confirmed on Tuesday"
        if child.dep_ in ("acl", "relcl", "prep", "xcomp", "amod", "advmod") and (
            child.pos_ in ("VERB", "AUX", "ADP") or child.lower_ in ARRANGED
        ):
            levels.setdefault(child.i, 1)
            for below in _arranged_below(child):
                levels.setdefault(below.i, 1)
    return levels


def _which_of_partner(token: Token) -> list[Token]:
    """ "The bilateral with Brazil's president which had been set for Monday": the clause is the meeting's, not his."""
    links = [*token.children, *(token.head.children if token.dep_ == "dobj" else ())]
    partners = [p for c in links if c.lower_ == "with" for p in c.children if p.dep_ == "pobj"]
    clauses = [v for p in partners for v in p.children if v.dep_ == "relcl"]
    return [v for v in clauses if any(c.lower_ == "which" for c in v.children)]


def _tells_which_time(token: Token) -> list[Token]:
    """ "The last time X and Y are known to have met was on Monday": the verb that says when, wherever it stands."""
    start = token.doc[token.sent.start : min(token.sent.start + 4, token.i)].text.lower()
    root = token.sent.root
    return [root] if re.match(r"the (?:last|first|only) time\b", start) and root.lemma_ == "be" else []


def _arranged_below(verb: Token) -> list[Token]:
    """ "a visit that was due to begin on Monday": the words down to the beginning, on which the day hangs."""
    found = []
    for word in verb.children:
        if word.dep_ in ("acomp", "xcomp") and (word.lower_ in ARRANGED or word.lemma_.lower() in BEGINNING):
            found += [word, *_arranged_below(word)]
    return found


def climb(scene: Scene, token: Token, known: dict[int, int], nouns: bool) -> int | None:
    """How far a time or place word hangs from the trigger's spine; None when something else owns it."""
    steps = 0
    while token.i not in known:
        if token.head.i == token.i or steps > 8:
            return None
        head = token.head
        if nouns and token.lower_ in ("since", "until", "before") and token.pos_ in ("ADP", "SCONJ"):
            return None
        if head.i not in known:
            passes = (
                head.pos_ in ("ADP", "SCONJ", "PART", "ADV", "NUM")
                or head.i in scene.place_tokens
                or head.i in scene.time_tokens
                or head.i in scene.people_at
                or (head.lemma_.lower() in EVENT_NOUNS and head.pos_ in ("NOUN", "PROPN"))
                or (head.dep_ in ("pobj", "dobj") and head.pos_ == "NOUN" and _is_partner(head, known))
                or (head.dep_ == "pobj" and head.pos_ == "NOUN" and head.head.lower_ in SCENE_PREPOSITIONS)
                or (nouns and head.pos_ in ("NOUN", "PROPN"))
            )
            if not passes:
                return None
        token, steps = head, steps + 1
    return known[token.i] * 2 + steps


def _is_partner(noun: Token, known: dict[int, int]) -> bool:
    """Whether a noun is whom a trigger is with: "met with officials in Washington"."""
    link = noun.head
    return link.lower_ == "with" and link.head.i in known and known[link.head.i] == 0


def preposition_before(scene: Scene, start: int, root: Token) -> str:
    if root.dep_ in ("poss", "compound", "nmod", "amod") and root.i in scene.time_tokens:
        return ""  # "after Thursday's meeting"
    while root.dep_ in ("conj", "appos") and root.head.i < root.i:
        root = root.head
    if root.dep_ == "pobj" and root.head.i < root.i and root.head.pos_ in ("ADP", "SCONJ"):
        return root.head.lower_
    before = scene.doc[start - 1].lower_ if start else ""
    return before


def format_of(scene: Scene, trigger: Trigger) -> str | None:
    """in_person, phone, video or sidelines as the words of the clause say; None where they leave it open."""
    token = scene.doc[trigger.token]
    if trigger.word in ("visit", "trip", "tour"):
        return trigger.format
    clause = clause_span(token)
    for fmt in ("video", "phone", "sidelines"):
        for match in phrases("format", fmt=fmt).finditer(clause.text):
            hit = scene.doc.char_span(
                clause.start_char + match.start(), clause.start_char + match.end(), alignment_mode="expand"
            )
            if hit is not None and (trigger.token in range(hit.start, hit.end) or _belongs(hit.root, token)):
                return fmt
    if trigger.word in ("call", "phone", "telephone"):
        return "phone"
    return trigger.format


def clause_span(token: Token) -> Span:
    """The sentence of a token."""
    return token.sent


def _belongs(hit: Token, token: Token) -> bool:
    """Whether words of format hang on this trigger rather than on another verb of the sentence."""
    above = {t.i for _, t in spine(token)} if token.pos_ != "VERB" else {token.i}
    seen = 0
    while seen < 10:
        if hit.i in above or hit.i == token.i:
            return True
        if (
            hit.pos_ in ("VERB", "AUX")
            and hit.i != token.i
            and not (hit.dep_ in ("acl", "advcl") and hit.head.i in above)
        ):
            return False
        if hit.head.i == hit.i:
            return False
        hit, seen = hit.head, seen + 1
    return False
