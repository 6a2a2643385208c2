"""What a meeting was part of, who else came, how long it lasted: "the Victory Day Parade", "in the presence of X"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from summitry.extract.meetings.scene import Ids, Scene, Trigger, merged, told_span
from summitry.extract.meetings.setting import climb, levels
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
    """Who else was there: "was also attended by X", "accompanied by Y", "in the presence of Z", "Present were ..."."""
    verb = token if token.pos_ in ("VERB", "AUX") else token.head
    near = {t.i: t for t in (verb, token, *verb.children, *token.children)}
    found: list[Ids] = []
    for word in near.values():
        if word.lemma_.lower() in ("attend", "accompany", "join", "flank") and word.tag_ == "VBN":
            agents = [c for c in word.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")]
            found += [phrase_people(scene, p) for a in agents for p in a.children if p.dep_ == "pobj"]
    end = token.sent.end
    after = scene.doc[end].sent if end < len(scene.doc) else ()
    words = [*token.sent, *after]
    return merged(*found, *(_onlookers(scene, word) for word in words))


def _onlookers(scene: Scene, word: Token) -> Ids:
    """Whom "present", "in the presence of" and "looking on" put into the room."""
    if word.lower_ == "presence" and word.head.lower_ == "in":
        links = [c for c in word.children if c.lower_ == "of"]
        return merged(*(phrase_people(scene, p) for c in links for p in c.children if p.dep_ == "pobj"))
    if word.lower_ == "present" and word.i + 1 < word.sent.end and word.nbor(1).lower_ in ("was", "were"):
        return merged(
            *(scene.people_at.get(t.i, ()) for t in scene.doc[word.i + 2 : word.sent.end] if t.pos_ == "PROPN")
        )
    looks = word.lemma_ in ("look", "watch") and any(c.lower_ == "on" for c in word.children)
    there = word.lower_ == "present" and word.dep_ in ("acomp", "attr", "advcl") and word.head.lemma_ == "be"
    verb = word if looks else word.head if there else None
    if verb is None or any(c.dep_ == "neg" for c in verb.children):
        return ()
    told = [c for c in verb.children if c.dep_ in ("nsubj", "attr") and c.i != word.i]
    return merged(*(phrase_people(scene, t) for t in told))


LASTING = frozenset(["last", "run", "take", "spend", "continue", "go", "talk", "stretch"])
NOT_LASTING = frozenset(["later", "earlier", "before", "after", "ago", "away", "apart", "late", "behind", "until"])


def duration_of(scene: Scene, token: Token) -> str | None:
    """How long a meeting lasted, as printed: "a three-hour meeting", "talked for two hours", "it lasted 40 minutes".

    Hours and minutes only, from the sentence of the telling; not "two hours later".
    """
    span = told_span(scene, token)
    known = levels(scene, token)
    for start, end, time in scene.times:
        if not (span.start <= start and end <= span.end and time.type == "DURATION" and time.value.startswith("PT")):
            continue
        after = scene.doc[end].lower_ if end < len(scene.doc) else ""
        before = scene.doc[start - 1].lower_ if start else ""
        if after in NOT_LASTING or before in ("within", "after", "every", "in"):
            continue
        root = scene.doc[start:end].root
        of_talks = after == "of" and abs(token.i - end) <= 3
        lasts = root.head.lemma_ in LASTING or root.head.head.lemma_ in LASTING
        if of_talks or lasts or climb(scene, root, known, True) is not None:
            return time.text
    return None
