"""Where verbs place what they tell: past, ahead, or unknown.

The reading of tense in news follows the usage the press agencies prescribe: what has happened is told in the simple
past, what is planned with will, would (in reported speech), the present of a timetable ("leaves on Thursday") or an
infinitive. "Was to", "was due" and the like lay ahead when they were written about and need not any more: `weak`.
"""

from __future__ import annotations

import functools

from spacy.tokens import Span, Token

from summitry.knowledge import read_rows

PAST, AHEAD, WEAK, UNKNOWN = "past", "ahead", "weak", "unknown"


@functools.cache
def words_of(class_: str) -> frozenset[str]:
    """The words of a class in `knowledge/time_words.csv`."""
    rows = read_rows("time_words", required=("class", "word", "source"))
    return frozenset(row["word"] for row in rows if row["class"] == class_)


def is_verb(token: Token) -> bool:
    """A verb by its tag, or a relative clause's that the tagger takes for a plural ("which debuts on Friday")."""
    return (token.pos_ in ("VERB", "AUX") and token.tag_.startswith("V")) or is_mistaken_present(token)


def is_mistaken_present(token: Token) -> bool:
    return token.tag_ == "NNS" and token.dep_ == "relcl"


def governing_verb(span: Span) -> Token | None:
    """The nearest verb a time expression hangs on, up the chain of its heads; "due" counts as one."""
    for node in (span.root, *span.root.ancestors):
        if span.start <= node.i < span.end:
            continue
        if is_verb(node):
            return node
        if node.pos_ == "ADJ" and node.lemma_.lower() in words_of("ahead_state") and node.head.lemma_ != "be":
            return node
    return None


def has_modal(verb: Token) -> bool:
    modals = words_of("ahead_modal")
    return verb.lower_ in modals or any(t.lower_ in modals for t in verb.children if t.dep_ == "aux")


def is_future(verb: Token) -> bool:
    """A future said outright, not by the timetable's present: "will decide after Monday's vote"."""
    return verb_direction(verb) in (AHEAD, WEAK) and verb.tag_ not in ("VBZ", "VBP")


def is_planned(verb: Token) -> bool:
    """ "Will leave", "is to leave", "is leaving", "is due": what is set for a time, not what can or may be."""
    helpers = {t.lower_ for t in verb.children if t.dep_ in ("aux", "auxpass")}
    if verb.tag_ in ("VBZ", "VBP"):
        return verb.lemma_ in words_of("timetable") or points_ahead(verb)
    if verb.tag_ == "VBG" and not helpers & {"will", "would", "'ll", "’ll"}:
        return bool(helpers & {"is", "are", "am", "'s", "’s", "'re", "’re"})
    return verb_direction(verb) in (AHEAD, WEAK) and not helpers & words_of("able_modal")


def verb_direction(verb: Token, *, depth: int = 0) -> str:
    """Where a verb's own form, its auxiliaries and the verbs above it place it in time."""
    if depth > 6:
        return UNKNOWN
    helpers = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
    words = {t.lower_ for t in helpers}
    if has_modal(verb):
        return PAST if any(t.lemma_ == "have" for t in helpers) and not words & {"will", "'ll", "’ll", "wo"} else AHEAD
    if points_ahead(verb):
        if "had" in words:
            return UNKNOWN  # "had been due on Monday": and then was not
        return WEAK if any(t.tag_ == "VBD" for t in helpers) or (verb.lemma_ == "be" and verb.tag_ == "VBD") else AHEAD
    if verb.tag_ == "VB" or "to" in words:
        return _infinitive(verb, helpers, depth)
    if verb.tag_ == "VBD" or any(t.lemma_ == "have" for t in helpers):
        return PAST
    if verb.tag_ == "VBN":  # "is held on Monday" lies ahead, "was held" and the bare "held on Monday" back
        return AHEAD if any(t.lemma_ == "be" and t.tag_ in ("VBZ", "VBP") for t in helpers) else PAST
    if verb.tag_ == "VBG":
        return _gerund(verb, helpers, depth)
    if verb.tag_ in ("VBZ", "VBP") or is_mistaken_present(verb):
        return PAST if verb.lemma_ in words_of("reporting") else AHEAD
    return UNKNOWN


def points_ahead(verb: Token) -> bool:
    """ "Is due", "was scheduled", "plans", "hopes to", "is likely"."""
    states = words_of("ahead_state")
    if verb.lemma_ in ("plan", "expect", "set", "hope", "intend", "aim"):
        return verb.tag_ in ("VBN", "VBZ", "VBP", "VBG") or (verb.tag_ == "VBD" and verb.dep_ in ("acl", "relcl"))
    if verb.lemma_ in states and verb.tag_ in ("VBN", "JJ"):
        return True
    if verb.lemma_ == "be":
        return any(t.dep_ in ("acomp", "attr", "oprd") and t.lemma_.lower() in states for t in verb.children)
    return False


def _infinitive(verb: Token, helpers: list[Token], depth: int) -> str:
    """ "To meet": ahead under plans, the present and headlines; with the deed under verbs of motion and doing."""
    if any((t.lemma_ == "do" and t.tag_ == "VBD") or t.lemma_ == "have" for t in helpers):
        return PAST
    head = verb.head
    passive = any(t.dep_ == "auxpass" for t in helpers)
    if passive and verb.dep_ in ("advcl", "acl", "relcl"):
        return AHEAD  # "greetings for the feast, to be celebrated on Tuesday"
    if head == verb or head.pos_ not in ("VERB", "AUX"):
        if head.pos_ == "NOUN" and _is_told(head, depth):
            return WEAK  # "explained her decision to meet him in June"
        return AHEAD if head == verb or head.pos_ in ("NOUN", "PROPN", "ADJ", "PRON") else UNKNOWN
    if head.lemma_ == "be" and head.tag_ == "VBD":
        return WEAK
    if head.lemma_ in words_of("ahead_state") and verb_direction(head, depth=depth + 1) == WEAK:
        return WEAK
    if head.lemma_ in words_of("planning") or head.lemma_ in words_of("ahead_state"):
        return AHEAD
    if head.lemma_ == "go" and head.tag_ == "VBG":
        return AHEAD
    return verb_direction(head, depth=depth + 1)


def _is_told(noun: Token, depth: int) -> bool:
    """Whether what a noun announces may be over: no plan or proposal by its name, and told in the past."""
    if noun.lemma_.lower() in words_of("planning") | words_of("ahead_state"):
        return False
    above = next((node for node in noun.ancestors if is_verb(node)), None)
    return above is not None and verb_direction(above, depth=depth + 1) == PAST


def _gerund(verb: Token, helpers: list[Token], depth: int) -> str:
    """ "Is meeting on Monday" lies ahead, "was meeting" back; a bare gerund goes with the verb above it."""
    be = [t for t in helpers if t.lemma_ == "be"]
    if be:
        return PAST if any(t.tag_ == "VBD" for t in be) else AHEAD
    if verb.lemma_ in words_of("consequence") and verb.dep_ == "advcl":
        return UNKNOWN  # "announced cuts, resulting in closures in June"
    above = next((node for node in verb.ancestors if is_verb(node)), None)
    return verb_direction(above, depth=depth + 1) if above is not None else UNKNOWN
