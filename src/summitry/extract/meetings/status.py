"""As what an article tells of a meeting: announced, held, recalled or called off, by the words around the trigger."""

from __future__ import annotations

import re

from spacy.tokens import Token

from summitry.extract.meetings.mood import is_future_in_past, is_infinitive, mood_chain, time_told
from summitry.extract.meetings.scene import (
    Scene,
    Trigger,
    hosting_verb,
)
from summitry.extract.meetings.words import SAYING, phrases, word_rows

EARLIER = frozenset(["last", "previous", "previously"])
EARLIER_ADJECTIVES = frozenset(["earlier", "prior", "past", "former"])
PUT_OFF = frozenset(["postpone", "delay", "defer", "reschedule", "put", "push"])
# The spine of a trigger for its mood: these links keep a clause's mood, others lead into another clause.


def status_of(scene: Scene, trigger: Trigger, kind: str) -> str | None:
    """announced, held, recalled or cancelled by the words around a trigger; None where they leave it open."""
    token = scene.doc[trigger.token]
    chain = mood_chain(token)
    if trigger.kind != "travel" and _is_cancelled(scene, token, chain):
        return "cancelled"
    if _is_recalled(scene, token, chain):
        return "recalled"
    if _was_a_pleasure(token):
        return "held"
    if (rank := _rank_told(token)) is not None:
        return "recalled" if rank == "last" else "held"
    if _is_ahead(scene, token, chain):
        return "announced"
    verbs = [t for t in chain if t.pos_ in ("VERB", "AUX")]
    if not verbs:
        return None
    verb = verbs[0]
    tags = {verb.tag_} | {c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if tags & {"VBD"} or (
        verb.tag_ == "VBN" and any(c.lower_ in ("has", "have", "was", "were") for c in verb.children)
    ):
        return "held"
    if tags & {"VBZ", "VBP"} and kind in ("title", "deck", "caption"):
        return "held"
    if verb.tag_ == "VBG" and len(verbs) > 1 and verbs[1].tag_ == "VBD":
        return "held"
    return None


# Words beside a denial that make it the end of a plan: "will not be meeting X as planned", "will not, after all,".
DROPPED = re.compile(
    r"\b(?:as|originally|had been|was|were) (?:planned|scheduled|expected)\b|\bafter all\b|\bno longer\b", re.IGNORECASE
)
HAPPENING = frozenset(["take", "happen", "go", "proceed", "occur", "materialise", "materialize", "be"])
PLAN_GONE = re.compile(
    r"\bhad (?:been|originally been) (?:expected|due|scheduled|supposed|set|slated|planning|meant) to\b"
    r"|\b(?:was|were) (?:to have|supposed to(?: have)?|meant to(?: have)?) \w+$|\bhad planned to\b",
    re.IGNORECASE,
)


HOURS_BEFORE = re.compile(
    r"\b(?:hours?|minutes|moments|shortly) (?:before|earlier)\b|\bearlier (?:in the|that) day\b", re.I
)


LAST_TIME = re.compile(r"^\W*the last time\b|\bthe last time (?:the|that|they|he|she|both)\b", re.IGNORECASE)


def is_put_off(scene: Scene, trigger: Trigger) -> bool:
    """Whether a meeting called off is only put off, and so announced anew."""
    chain = mood_chain(scene.doc[trigger.token])
    return any(t.lemma_.lower() in PUT_OFF for t in chain[1:3] if t.pos_ == "VERB")


def is_dropped_plan(scene: Scene, trigger: Trigger) -> bool:
    """ "will not be meeting X as planned": what is denied was announced before, and is called off."""
    token = scene.doc[trigger.token]
    if any(c.dep_ == "det" and c.lower_ in ("no", "any") for c in token.children):
        return False  # "no talks were scheduled": there never was a plan
    if DROPPED.search(token.sent.text):
        return True
    verb = token.head
    held = verb.lemma_.lower() in HAPPENING and any(c.lower_ in ("will", "would", "wo") for c in verb.children)
    described = {c.lower_ for c in token.subtree} & {"planned", "scheduled", "set", "due", "slated"}
    definite = any(c.dep_ in ("det", "poss") and c.lower_ not in ("no", "any", "a", "an") for c in token.children)
    return token.dep_ in ("nsubj", "nsubjpass") and held and (bool(described) or definite)


def is_counterfactual(scene: Scene, trigger: Trigger) -> bool:
    """ "had been expected to see X on Sunday", "was to have met him": a plan told as one that came to nothing."""
    token = scene.doc[trigger.token]
    sent = token.sent
    if _is_given_up(token):
        return True
    before = scene.doc[max(sent.start, trigger.token - 8) : trigger.token + 1].text
    return bool(PLAN_GONE.search(before))


def _is_given_up(token: Token) -> bool:
    """ "X, whom Y was to see the same day, will not be coming": a plan whose guest stays away."""
    clause = next((t for t in (token, *token.ancestors) if t.dep_ == "relcl"), None)
    if clause is None or not any(t.lower_ in ("was", "were", "had") for t in (clause, *clause.children)):
        return False
    main = clause.head.head
    negated = any(c.dep_ == "neg" for c in main.children)
    return negated and any(c.lower_ in ("will", "would", "wo") for c in main.children) and main.lemma_ in TRAVELS


TRAVELS = frozenset(["come", "travel", "fly", "go", "attend", "arrive", "visit", "show"])


def _is_cancelled(scene: Scene, token: Token, chain: list[Token]) -> bool:
    """Called off itself, or told inside what is called off: "scrapped a visit, during which she was to meet him"."""
    if token.dep_ == "nsubj" and token.head.lemma_ == "be" and any(c.lower_ == "off" for c in token.head.children):
        return True
    carriers = [t for t in chain[1:] if t.pos_ in ("VERB", "AUX")][:1]
    inside = hosting_verb(token)
    carriers += [inside] if inside is not None else []
    for word in carriers:
        no_longer = any(c.lower_ == "longer" for c in word.children)
        if (no_longer or calls_off(word)) and (word is inside or _is_called_off(token, word)):
            return True
    words = word_rows("cancel")
    return any(c.lemma_.lower() in words and c.dep_ in ("amod", "acl", "relcl") for c in token.children)


def calls_off(word: Token) -> bool:
    """Whether a verb, with its particle, is one of calling off: "scrapped", "put off"."""
    lemma = word.lemma_.lower()
    particles = {c.lower_ for c in word.children if c.dep_ in ("prt", "advmod", "prep")}
    return lemma in word_rows("cancel") or any(f"{lemma} {p}" in word_rows("cancel") for p in particles)


def _is_called_off(token: Token, verb: Token) -> bool:
    """Whether a trigger is what the verb of calling off takes: a noun, or a clause it governs."""
    link = token
    while link.head.i != verb.i and link.head.i != link.i:
        link = link.head
    apart = link.dep_ == "prep" and link.lower_ not in ("of", "out", "from")  # "postponed after a meeting with"
    return (token.pos_ in ("NOUN", "PROPN", "ADJ") and not apart) or token.dep_ in ("xcomp", "pcomp")


def _is_recalled(scene: Scene, token: Token, chain: list[Token]) -> bool:
    """ "last met", "previous meeting", "had met" (but not "said they had met", which only shifts the tense)."""
    if token.head.lower_ == "since":
        return True
    if HOURS_BEFORE.search(token.sent.text):
        return False  # "hours before, they had held their talks": earlier on the day of the news
    time = time_told(token)
    if time is not None and any(c.lower_ in EARLIER or c.lower_ == "first" for c in time.children):
        return token.tag_ in ("VBD", "VBN")
    for word in [token, *[t for t in chain[1:] if t.pos_ in ("VERB", "AUX")][:1]]:
        own = word.i == token.i or word.lemma_.lower() in word_rows("light") or word.lemma_ == "be"
        just = any(c.lower_ == "just" for c in word.children)
        past_perfect = word.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ == "had" for c in word.children)
        after = (
            word.dep_ == "advcl" and word.head.tag_ == "VBD" and {"after", "once"} & {c.lower_ for c in word.children}
        )
        if past_perfect and own and not just and not after and not is_future_in_past(word):
            return True
        for child in word.children:
            if child.i in scene.time_tokens or child.dep_ not in ("amod", "advmod", "npadvmod"):
                continue
            if child.lower_ in EARLIER or (child.lower_ in EARLIER_ADJECTIVES and child.dep_ == "amod"):
                return True
    if LAST_TIME.search(scene.doc[token.sent.start : token.i].text):
        return True
    window = scene.doc[max(token.sent.start, token.i - 3) : token.i + 1].text
    words = phrases("status", status="recalled").search(window)
    return bool(words) and not words.group().lower().startswith(("had", "earlier")) and "first" not in window.lower()


def _links(token: Token) -> list[Token]:
    """The prepositions a trigger hangs on: "before meeting him", "prior to the talks"."""
    links = []
    while token.dep_ in ("pobj", "pcomp", "prep") and len(links) < 4:
        token = token.head
        links.append(token)
    return links


def moment_of(scene: Scene, trigger: Trigger) -> str | None:
    """ "They are meeting": now, as the article is written. "Earlier he met X", "he later met X": the same day.

    "Before the session he met X": the same day and town, beside the meeting told of.

    None where neither is said, or a day or a plan stands beside it.
    """
    token = scene.doc[trigger.token]
    verb = next((t for t in mood_chain(token) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return None
    going = {c.lower_ for c in verb.children if c.dep_ == "aux"} & {"is", "are", "'re", "’re"}
    if (
        verb.tag_ == "VBG"
        and going
        and verb.lemma_.lower() in {*word_rows("verb"), *word_rows("light"), *word_rows("host")}
    ):
        return "now"
    marks = [c for c in verb.children if c.dep_ == "advmod" and c.i not in scene.time_tokens]
    if verb.tag_ == "VBD" and any(c.lower_ in ("earlier", "later", "afterwards", "afterward") for c in marks):
        return "same day"
    if verb.tag_ == "VBD" and any(c.lower_ in ("also", "first", "then", "separately") for c in marks):
        return "also"
    if verb.tag_ == "VBD" and any(_is_beside_event(c) for c in verb.children):
        return "beside"
    return None


def _is_beside_event(link: Token) -> bool:
    """ "before the session", "after the summit": beside the event told of, on its day."""
    if link.lower_ not in ("before", "after", "following") or link.dep_ != "prep":
        return False
    events = [p for p in link.children if p.dep_ == "pobj" and p.lemma_.lower() in word_rows("noun")]
    return any(c.lower_ == "the" for p in events for c in p.children)


PLEASURE = frozenset(["honor", "honour", "pleasure", "privilege", "delight", "great"]) | frozenset(
    ["delighted", "glad", "pleased", "happy", "honored", "honoured"]
)


def _was_a_pleasure(token: Token) -> bool:
    """ "it was an honour to meet him": the infinitive looks back."""
    if not is_infinitive(token):
        return False
    above = list(list(token.ancestors)[:3])
    pleased = any(t.lemma_.lower() in PLEASURE or t.lower_ in PLEASURE for a in above for t in [a, *a.children])
    return pleased and any(t.lemma_ == "be" and t.tag_ == "VBD" for t in above)


def _rank_told(token: Token) -> str | None:
    """ "The last president to meet him was X", "became the first to visit her": told of what has been, and its rank."""
    noun = token.head
    verb = noun.head
    if not (is_infinitive(token) and token.dep_ in ("relcl", "acl") and verb.tag_ == "VBD"):
        return None
    ranks = [c.lower_ for c in (noun, *noun.children) if c.lower_ in ("first", "last", "only")]
    return ranks[0] if ranks and verb.lemma_ in ("be", "become") else None


def _is_aim(token: Token) -> bool:
    """ "is on his way to Oslo for a meeting", "flies there for talks": what a journey under way is for lies ahead."""
    links = _links(token)
    if token.pos_ not in ("NOUN", "PROPN") or not links or links[0].lower_ != "for":
        return False
    verb = links[0].head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    perfect = any(c.dep_ == "aux" and c.lower_ in ("has", "have", "had") for c in verb.children)
    return verb.lemma_.lower() in word_rows("travel") and verb.tag_ in ("VBZ", "VBP", "VBG") and not perfect


def _is_ahead(scene: Scene, token: Token, chain: list[Token]) -> bool:
    ahead = word_rows("status")
    for place, word in enumerate(chain):
        if any(c.dep_ == "aux" and c.lower_ in ("will", "shall", "'ll", "’ll", "would") for c in word.children):
            return True
        if any(c.lower_ == "going" for c in word.children) and is_infinitive(word):
            return True
        lemma = word.lemma_.lower()
        if place and f"{lemma}" in ahead and ahead[lemma]["status"] == "announced" and is_infinitive(chain[place - 1]):
            return True
        if (
            place
            and word.tag_ in ("VBN", "JJ")
            and word.lower_ in ("set", "scheduled", "planned", "slated", "expected", "due")
        ):
            return True
        if place and lemma == "look" and any(c.lower_ == "forward" for c in word.children):
            return True
        if place and lemma == "be" and is_infinitive(chain[place - 1]) and chain[place - 1].dep_ == "xcomp":
            return True  # "is to meet"
        if place and lemma in ("head", "plan", "prepare") and word.tag_ in ("VBZ", "VBP", "VBG"):
            return True
    if (is_infinitive(token) and token.dep_ in ("ROOT", "relcl", "ccomp", "dep", "acl")) or (
        len(chain) > 1 and chain[-1].dep_ == "ROOT" and is_infinitive(chain[-1])
    ):
        return True
    marks = [t for t in _links(token) if t.lower_ in ("before", "prior") and t.pos_ in ("ADP", "ADV", "SCONJ")]
    if marks:  # "looked solemn before shaking hands" tells what then happened, "said before meeting him" does not
        told = token.tag_ == "VBG" and marks[0].head.tag_ == "VBD" and marks[0].head.lemma_.lower() not in SAYING
        return not told
    if any(t.lower_ == "eve" for t in _links(token)) or _is_aim(token):
        return True
    adjectives = {c.lower_ for c in token.children if c.dep_ in ("amod", "acl", "relcl", "compound")}
    if adjectives & {"upcoming", "forthcoming", "coming", "planned", "scheduled", "expected", "impending", "next"}:
        return True
    before = scene.doc[max(token.sent.start, token.i - 6) : token.i].text.lower()
    return token.pos_ == "NOUN" and any(
        w in before
        for w in (
            "ahead of",
            "in advance of",
            "looks forward",
            "looking forward",
            "look forward",
            "prepares for",
            "looked forward",
        )
    )
