"""Does a sentence look back or ahead? The governing verb of a time expression, its tense and its neighbours."""

from __future__ import annotations

from spacy.tokens import Span, Token

from summitry.extract.times.mention import TimeSpec

AHEAD_WORDS = {
    "will",
    "shall",
    "wo",
    "'ll",
    "’ll",
    "due",
    "set",
    "scheduled",
    "expected",
    "slated",
    "upcoming",
    "plans",
}


def find_direction(spec: TimeSpec, span: Span) -> str:
    """past, ahead or unknown for one expression in its sentence."""
    if spec.kind in ("unit", "offset") and spec.shift:
        return "past" if spec.shift < 0 else "ahead"
    verb = _verb(span.root)
    if verb is None:
        return "unknown"
    helpers = {t.lower_ for t in verb.children if t.dep_ in ("aux", "auxpass")} | {verb.lower_}
    if helpers & AHEAD_WORDS or (verb.tag_ == "VB" and "to" in helpers):
        return "ahead"
    if verb.tag_ in ("VBD", "VBN"):
        return "past"
    return "unknown"


def _verb(token: Token) -> Token | None:
    for node in (token, *token.ancestors):
        if node.pos_ in ("VERB", "AUX"):
            return node
    return None
