"""Does a sentence look back or ahead? A time expression, the nouns and prepositions it hangs on, and its verb.

Asked in this order: the expression itself ("next week"), the words before it ("since", "ahead of"), the nouns it
belongs to ("Monday's attack"), the form of headlines and captions, the governing verb (`tense`). Where nothing tells,
the answer is "unknown"; "weak" is "was to" and its like, which the rest of the article may overrule.
"""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.tokens import Span, Token

from summitry.extract.times.mention import TimeSpec
from summitry.extract.times.tense import (
    AHEAD,
    PAST,
    UNKNOWN,
    WEAK,
    governing_verb,
    has_modal,
    is_future,
    is_verb,
    points_ahead,
    verb_direction,
    words_of,
)

SHIFTED_KINDS = ("unit", "offset", "season", "date", "weekday", "duration", "quarter", "feast")
AHEAD_BEFORE = re.compile(
    r"\b(?:ahead of|due(?: on| by| in)?|(?:planned|set|scheduled|slated)(?: for| on)?|expected on|upcoming|coming)"
    r"(?: the| next| this)?$"
    r"|\bno (?:earlier|sooner|later) than$"
)
PAST_BEFORE = re.compile(r"\b(?:since|as of|back in|as early as last)(?: the)?$")


def find_direction(spec: TimeSpec, span: Span, scope: str = "text", *, is_title: bool = False) -> str:
    """past, ahead, weak or unknown for one expression in its sentence."""
    if said := _spec_says(spec):
        return said
    verb = governing_verb(span)
    said = _words_before(span, verb) or _nouns_say(spec, span, verb)
    if said:
        return said
    if is_title and (headline := _headline(span, verb, spec)):
        return headline
    if scope == "caption" and (verb is None or verb.tag_ in ("VBZ", "VBP", "VBG", "VBN")):
        return PAST  # the present of a caption is the moment of the photograph
    if verb is None:
        return UNKNOWN
    said = verb_direction(verb)
    return UNKNOWN if said == AHEAD and _is_idle_present(spec, span, verb) else said


def _spec_says(spec: TimeSpec) -> str | None:
    """ "Last", "next", "earlier this year", "recently"."""
    if spec.kind in SHIFTED_KINDS and spec.shift and spec.name != "event":
        return PAST if spec.shift < 0 else AHEAD
    if spec.kind == "vague":
        return {"PAST_REF": PAST, "FUTURE_REF": AHEAD}.get(spec.name or "", UNKNOWN)
    if spec.kind == "unit" and spec.mod in ("BEFORE", "AFTER"):
        return PAST if spec.mod == "BEFORE" else AHEAD
    if spec.kind in ("duration", "set", "clock"):
        return UNKNOWN
    return None


def _words_before(span: Span, verb: Token | None) -> str | None:
    """ "Since Monday" looks back, "ahead of Thursday's vote" ahead; "until" asks the verb."""
    before = " ".join(t.lower_ for t in span.doc[max(0, span.start - 4) : span.start])
    if PAST_BEFORE.search(before):
        return PAST
    if AHEAD_BEFORE.search(before):
        if verb is not None and verb_direction(verb) == WEAK:
            return WEAK
        return AHEAD
    if (
        verb is not None
        and verb.lemma_ in words_of("deferring")
        and before.endswith((" to", " until", " till", " for"))
    ):
        return AHEAD
    if before.endswith(("until", "till", "until the", "till the")) and verb is not None:
        perfect = any(t.lower_ in ("has", "have", "'ve", "’ve") for t in verb.children if t.dep_ == "aux")
        if perfect or verb_direction(verb) != PAST:
            return AHEAD  # "has cancelled all trips until the end of June"
    return None


def _nouns_say(spec: TimeSpec, span: Span, verb: Token | None) -> str | None:
    """The nouns between a time and its verb: "Monday's attack", "results of Tuesday's vote", "after Sunday's talks"."""
    beyond = span.doc[span.end] if span.end < len(span.doc) else None
    if spec.kind == "date" and spec.day is None and beyond is not None and beyond.lower_ in words_of("forward"):
        return AHEAD
    if spec.kind in ("quarter", "date", "half") and _is_result(span, verb):
        return PAST
    for node in span.root.ancestors:
        if is_verb(node) and not (node.lower_ == "following" and node.dep_ == "prep"):
            return None
        lemma = node.lemma_.lower()
        if node.pos_ in ("NOUN", "PROPN"):
            if lemma in words_of("happening") or (
                lemma in ("result", "outcome") and not (verb is not None and has_modal(verb))
            ):
                return PAST
            if any(t.lemma_.lower() in words_of("ahead_state") for t in node.lefts if not span.start <= t.i < span.end):
                return AHEAD
            if node.dep_ == "dobj" and node.head.lemma_ in words_of("following") and node.head.tag_ != "VB":
                return PAST
        elif node.lower_ == "from" and span.root.dep_ in ("poss", "compound") and node.i < span.start:
            return PAST  # "bounced back from Monday's debate", but not "from Monday on"
        elif node.lower_ in ("after", "following") and node.i < span.start and span.start - node.i <= 4:
            return None if verb is not None and is_future(verb) else PAST
        elif node.lower_ == "before" and node.head == verb and span.root.head != node:
            return None if verb is not None and verb_direction(verb) == PAST else AHEAD
    return None


def _is_result(span: Span, verb: Token | None) -> bool:
    """A period put before the figures it brought: "third-quarter sales", unless they are still expected."""
    above = span.root.head
    if above.lower_ == "for" and words_of("result") & {above.head.lemma_.lower(), above.head.lower_}:
        # "figures for January are due in March": what is to come is their release
        if verb is None or verb.lemma_ in words_of("releasing"):
            return True
        return not (is_future(verb) or points_ahead(verb) or verb.lemma_ in words_of("planning"))
    near = (*span.doc[span.end : span.end + 3], *(t for t in (above,) if t.i >= span.end))
    if not any(t.lemma_.lower() in words_of("result") for t in near):
        return False
    return not (verb is not None and is_future(verb))


def _headline(span: Span, verb: Token | None, spec: TimeSpec) -> str | None:
    """Headlines put what is to come in the infinitive and date it ("Merkel to meet Macron Tuesday").

    What has happened they tell in the present and leave the day out: a weekday beside a headline's present lies ahead.
    """
    sentence = [t for t in span.sent if t.i < span.start]
    infinitive = any(
        a.lower_ == "to" and b.tag_ in ("VB", "VBP", "NN") and b.lower_ == b.lemma_.lower()
        for a, b in pairwise(sentence)
    )
    if infinitive and not any(t.tag_ == "VBD" for t in sentence):
        return AHEAD
    beside = span.root.dep_ in ("npadvmod", "pobj") and span.root.head.pos_ != "NOUN"
    if verb is not None and verb.tag_ in ("VBZ", "VBP") and beside and spec.kind == "weekday":
        return AHEAD if verb.lemma_ not in words_of("reporting") else None
    return None


def _is_idle_present(spec: TimeSpec, span: Span, verb: Token) -> bool:
    """A present that is no timetable: "sales in March are down", "he is raising questions about Monday's debate"."""
    if has_modal(verb) or points_ahead(verb) or verb.lemma_ in words_of("timetable"):
        return False
    helpers = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
    present = verb.tag_ in ("VBZ", "VBP") or (verb.tag_ in ("VBG",) and any(t.tag_ in ("VBZ", "VBP") for t in helpers))
    if not present:
        return False
    if spec.kind != "weekday" and spec.day is None:
        return True
    head = span.root.head
    nominal = head.pos_ == "NOUN" or (head.pos_ == "ADP" and head.head.pos_ == "NOUN")
    return nominal and verb.lemma_ not in ("be", "have")
