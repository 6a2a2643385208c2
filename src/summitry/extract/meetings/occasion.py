"""What a meeting was part of, and who else came: "the Victory Day Parade", "was also attended by X and Y"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from summitry.extract.meetings.scene import Ids, Scene, Trigger, merged
from summitry.extract.meetings.who import phrase_people

_EVENT = (
    r"parade|ceremony|commemorations?|opening|unveiling|exhibit(?:ion)?|anniversary|forum|conference|funeral"
    r"|inauguration|summit|World Cup|Olympics|games|celebrations?|march|dinner|luncheon|assembly"
)
_ARTICLED = re.compile(
    r"\b(?:for|in|at|during|attend(?:ing)?|participate in|to mark|marking)\s+"
    r"((?:the|a|an)\s+(?:[\w.'’-]+\s+){0,5}?(?:" + _EVENT + r")(?:\s+of\s+(?:the|a|an)\s+[\w-]+)?)\b",
    re.IGNORECASE,
)
_SIDELINES = re.compile(
    r"\b(?:sidelines?|margins?|fringes?) of\s+((?:the\s+|a\s+|an\s+)?(?:[\w.'’-]+\s+){0,5}?(?:" + _EVENT + r"))\b",
    re.IGNORECASE,
)


def occasion_of(scene: Scene, trigger: Trigger, fmt: str | None) -> str | None:
    """The event named in the trigger's sentence as what the meeting was part of, or None."""
    sent = scene.doc[trigger.token].sent
    aside = _SIDELINES.search(sent.text)
    if aside:
        return aside.group(1) if fmt == "sidelines" else None
    match = _ARTICLED.search(sent.text)
    return match.group(1) if match else None


def attendees_of(scene: Scene, token: Token) -> Ids:
    """Who else was there: "the meeting was also attended by X", "accompanied by Y"."""
    verb = token if token.pos_ in ("VERB", "AUX") else token.head
    near = {t.i: t for t in (verb, token, *verb.children, *token.children)}
    found: list[Ids] = []
    for word in near.values():
        if word.lemma_.lower() in ("attend", "accompany", "join", "flank") and word.tag_ == "VBN":
            agents = [c for c in word.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")]
            found += [phrase_people(scene, p) for a in agents for p in a.children if p.dep_ == "pobj"]
    return merged(*found)
