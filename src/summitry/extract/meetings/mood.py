"""Whether a telling tells of one real meeting, and as what: announced, held, recalled or called off.

What is denied, refused, merely possible or a habit is no meeting. Tense and modal words speak first; the days of
the meeting, once known, have the last word (see `gather`).
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from summitry.extract.meetings.scene import Scene, hosting_verb, spine
from summitry.extract.meetings.triggers import Trigger
from summitry.extract.meetings.words import SAYING, phrases, word_rows
from summitry.records import TimeExpression

# Nouns of meeting whose plural is one event: "held talks".
PLURAL_SINGLES = frozenset(["talk", "discussion", "consultation", "negotiation"])
EARLIER = frozenset(["last", "previous", "previously"])
EARLIER_ADJECTIVES = frozenset(["earlier", "prior", "past", "former"])
PUT_OFF = frozenset(["postpone", "delay", "defer", "reschedule", "put", "push"])
# The spine of a trigger for its mood: these links keep a clause's mood, others lead into another clause.
MOOD_LINKS = frozenset(
    [
        "xcomp",
        "ccomp",
        "dobj",
        "pobj",
        "prep",
        "nsubj",
        "nsubjpass",
        "acl",
        "attr",
        "pcomp",
        "acomp",
        "dative",
        "oprd",
        "agent",
        "conj",
        "advcl",
        "compound",
        "poss",
    ]
)


def mood_chain(token: Token) -> list[Token]:
    """The trigger and the words above it whose modals, negations and verbs colour it."""
    chain = [token]
    while token.head.i != token.i and (token.dep_ in MOOD_LINKS or is_of_time(token)) and len(chain) < 8:
        if token.dep_ in ("conj", "advcl") and (_own_subject(token) or token.pos_ not in ("VERB", "AUX")):
            break
        if token.dep_ == "advcl" and not _is_infinitive(token):
            break
        if token.dep_ in ("nsubj", "poss", "compound") and token.pos_ in ("VERB", "AUX"):
            break
        if token.dep_ in ("pobj", "prep", "pcomp") and token.head.pos_ in ("VERB", "AUX") and len(chain) > 1:
            # "told Rivlin at the meeting": the verb lends its tense, nothing more
            chain.append(token.head)
            break
        token = token.head
        chain.append(token)
    return chain


def is_of_time(token: Token) -> bool:
    """ "the last time they met": a clause that only says which time."""
    return token.dep_ in ("relcl", "acl") and token.head.lemma_.lower() in ("time", "occasion")


def time_told(token: Token) -> Token | None:
    """The "time" of "the last time they met", whether the parser makes the clause its own or the time the clause's."""
    if is_of_time(token):
        return token.head
    times = [c for c in token.children if c.dep_ == "npadvmod" and c.lemma_ == "time" and c.i < token.i]
    return times[0] if times and any(c.lower_ == "the" for c in times[0].children) else None


def _own_subject(token: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)


def _is_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children)


def veto(scene: Scene, trigger: Trigger) -> str | None:
    """Why a trigger tells of no single real meeting (denial, possible, modal, habit, count), or None."""
    token = scene.doc[trigger.token]
    chain = mood_chain(token)
    if (trigger.kind == "noun" and _is_count(scene, token)) or _is_counted(token):
        return "count"
    if _is_habit(scene, token, chain):
        return "habit"
    reported = any(_says(t) for t in chain[1:])
    for place, word in enumerate(chain):
        lemma = word.lemma_.lower()
        particles = [f"{lemma} {c.lower_}" for c in word.children if c.dep_ in ("prt", "prep")]
        if place and any(w in word_rows("denial") for w in (lemma, *particles)):
            return "denial"
        if place and any(w in word_rows("possible") for w in (lemma, *particles)) and not _agreed(word):
            return "possible"
        if place and any(
            c.dep_ in ("acomp", "attr") and c.lemma_.lower() in word_rows("untrue") for c in word.children
        ):
            return "denial"
        if place and _says(word):
            break  # what is negated above a verb of saying is the saying
        for child in word.children:
            low = child.lower_
            if child.dep_ == "neg" or (child.dep_ == "det" and low in ("no", "any", "neither") and place == 0):
                return "denial"
            if child.dep_ == "preconj" and low == "neither":
                return "denial"
            modal = _modal(child) if child.dep_ == "aux" else None
            if modal and not (modal == "would" and (reported or _future_in_past(word))):
                return "modal"
            if child.dep_ == "mark" and low in ("if", "whether", "unless"):
                return "possible"
            if place == 0 and child.dep_ in ("amod", "advmod") and child.lemma_.lower() in word_rows("possible"):
                return "possible"
            if low == "never" or (child.dep_ == "advmod" and low in ("hardly", "possibly", "perhaps", "maybe")):
                return "denial"
    return _lead_in(scene, token)


def _says(word: Token) -> bool:
    """A verb of saying; the noun ("reports that they met") says nothing yet."""
    return word.lemma_.lower() in SAYING and word.pos_ in ("VERB", "AUX")


def _is_counted(token: Token) -> bool:
    """ "have met eight times", "spoke twice": a number of meetings is none of them; "once" is one."""
    for child in token.children:
        if child.lower_ in ("twice", "thrice"):
            return True
        if child.lower_ == "times" and any(c.dep_ in ("nummod", "amod", "advmod", "det") for c in child.children):
            return True
    return False


def since_time(scene: Scene, trigger: Trigger) -> TimeExpression | None:
    """ "have not held a sit-down since last July": the denied series ends with a meeting in July. Its time, or None."""
    token = scene.doc[trigger.token]
    verbs = [t for t in mood_chain(token) if t.pos_ in ("VERB", "AUX")]
    if not any(c.lower_ in ("has", "have", "had") for v in verbs for c in v.children if c.dep_ == "aux"):
        return None
    for start, _, time in scene.times:
        if token.i < start < token.sent.end and scene.doc[start - 1].lower_ == "since" and time.earliest:
            return time
    return None


def _lead_in(scene: Scene, token: Token) -> str | None:
    """Fixed words right before a trigger: "instead of meeting", "open to meeting", "ruled out a meeting"."""
    before = scene.doc[max(token.sent.start, token.i - 5) : token.i].text
    for kind in ("denial", "possible"):
        for match in phrases(kind).finditer(before):
            if " " in match.group():
                return kind
    return "possible" if before.lower().split()[:1] == ["if"] and token.pos_ == "VERB" else None


def _modal(child: Token) -> str | None:
    low = child.lower_
    return low if low in word_rows("modal") else ("would" if low in ("'d", "’d") else None)


def _agreed(word: Token) -> bool:
    """An accepted invitation or an offer taken up is no mere possibility."""
    return any(t.lemma_.lower() == "accept" for t in word.sent)


def _future_in_past(word: Token) -> bool:
    """ "said that he would meet": the future as seen from a past verb of saying above."""
    return any(t.lemma_.lower() in SAYING for _, t in spine(word)) or (
        word.dep_ in ("ccomp", "parataxis") and word.head.lemma_.lower() in SAYING
    )


def _is_count(scene: Scene, token: Token) -> bool:
    """ "11 meetings", "six phone calls": a number of meetings is none of them."""
    plural = token.tag_ in ("NNS", "NNPS") and token.lemma_.lower() not in PLURAL_SINGLES
    if not plural:
        return False
    counted = any(
        c.dep_ == "nummod" or c.lower_ in ("many", "several", "numerous", "some", "few") for c in token.children
    )
    named = any(c.dep_ == "prep" and c.lower_ in ("with", "between") for c in token.children)
    return counted or not named


def _is_habit(scene: Scene, token: Token, chain: list[Token]) -> bool:
    """Adverbs of habit in the clause, or a time expression of repetition (type SET)."""
    first, last = token.sent.start, token.sent.end
    verbs = [t for t in chain if t.pos_ in ("VERB", "AUX")] or [token]
    lo, hi = min(t.left_edge.i for t in verbs[:2]), max(t.right_edge.i for t in verbs[:2])
    first, last = max(first, lo), min(last, hi + 1)
    clause = scene.doc[first:last]
    near = {t.i for t in clause if abs(t.i - token.i) <= 12}
    for match in phrases("habit").finditer(clause.text):
        hit = scene.doc.char_span(
            clause.start_char + match.start(), clause.start_char + match.end(), alignment_mode="expand"
        )
        if hit is not None and any(t.i in near for t in hit) and _same_clause(hit.root, token):
            return True
    sets = [a for a, _, t in scene.times if t.type == "SET" and a in near]
    return any(_same_clause(scene.doc[a], token) for a in sets)


def _same_clause(word: Token, token: Token) -> bool:
    def clause(t: Token) -> int:
        while t.head.i != t.i and not (t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass", "xcomp")):
            t = t.head
        return t.i

    return clause(word) == clause(token)


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


def is_put_off(scene: Scene, trigger: Trigger) -> bool:
    """Whether a meeting called off is only put off, and so announced anew."""
    chain = mood_chain(scene.doc[trigger.token])
    return any(t.lemma_.lower() in PUT_OFF for t in chain[1:3] if t.pos_ == "VERB")


def is_dropped_plan(scene: Scene, trigger: Trigger) -> bool:
    """ "will not be meeting X as planned": what is denied was announced before, and is called off."""
    sent = scene.doc[trigger.token].sent
    return bool(re.search(r"\b(?:as|originally|had been|was|were) (?:planned|scheduled|expected)\b", sent.text))


def _is_cancelled(scene: Scene, token: Token, chain: list[Token]) -> bool:
    """Called off itself, or told inside what is called off: "scrapped a visit, during which she was to meet him"."""
    if token.dep_ == "nsubj" and token.head.lemma_ == "be" and any(c.lower_ == "off" for c in token.head.children):
        return True
    carriers = [t for t in chain[1:] if t.pos_ in ("VERB", "AUX")][:1]
    inside = hosting_verb(token)
    carriers += [inside] if inside is not None else []
    for word in carriers:
        no_longer = any(c.lower_ == "longer" for c in word.children)
        if (no_longer or _calls_off(word)) and (word is inside or _is_called_off(token, word)):
            return True
    words = word_rows("cancel")
    return any(c.lemma_.lower() in words and c.dep_ in ("amod", "acl", "relcl") for c in token.children)


def _calls_off(word: Token) -> bool:
    lemma = word.lemma_.lower()
    particles = {c.lower_ for c in word.children if c.dep_ in ("prt", "advmod", "prep")}
    return lemma in word_rows("cancel") or any(f"{lemma} {p}" in word_rows("cancel") for p in particles)


def _is_called_off(token: Token, verb: Token) -> bool:
    """Whether a trigger is what the verb of calling off takes: a noun, or a clause it governs."""
    link = token
    while link.head.i != verb.i and link.head.i != link.i:
        link = link.head
    apart = link.dep_ == "prep" and link.lower_ not in ("of", "out", "from")  # "postponed after a meeting with"
    return (token.pos_ in ("NOUN", "PROPN") and not apart) or token.dep_ in ("xcomp", "pcomp")


def _is_recalled(scene: Scene, token: Token, chain: list[Token]) -> bool:
    """ "last met", "previous meeting", "had met" (but not "said they had met", which only shifts the tense)."""
    if token.head.lower_ == "since":
        return True
    time = time_told(token)
    if time is not None and any(c.lower_ in EARLIER or c.lower_ == "first" for c in time.children):
        return token.tag_ in ("VBD", "VBN")
    for word in [token, *[t for t in chain[1:2] if t.pos_ in ("VERB", "AUX")]]:
        own = word.i == token.i or word.lemma_.lower() in word_rows("light")
        just = any(c.lower_ == "just" for c in word.children)
        past_perfect = word.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ == "had" for c in word.children)
        if past_perfect and own and not just and not _future_in_past(word):
            return True
        for child in word.children:
            if child.i in scene.time_tokens or child.dep_ not in ("amod", "advmod", "npadvmod"):
                continue
            if child.lower_ in EARLIER or (child.lower_ in EARLIER_ADJECTIVES and child.dep_ == "amod"):
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
    if not _is_infinitive(token):
        return False
    above = list(list(token.ancestors)[:3])
    pleased = any(t.lemma_.lower() in PLEASURE or t.lower_ in PLEASURE for a in above for t in [a, *a.children])
    return pleased and any(t.lemma_ == "be" and t.tag_ == "VBD" for t in above)


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
        if any(c.lower_ == "going" for c in word.children) and _is_infinitive(word):
            return True
        lemma = word.lemma_.lower()
        if place and f"{lemma}" in ahead and ahead[lemma]["status"] == "announced" and _is_infinitive(chain[place - 1]):
            return True
        if (
            place
            and word.tag_ in ("VBN", "JJ")
            and word.lower_ in ("set", "scheduled", "planned", "slated", "expected", "due")
        ):
            return True
        if place and lemma == "look" and any(c.lower_ == "forward" for c in word.children):
            return True
        if place and lemma == "be" and _is_infinitive(chain[place - 1]) and chain[place - 1].dep_ == "xcomp":
            return True  # "is to meet"
        if place and lemma in ("head", "plan", "prepare") and word.tag_ in ("VBZ", "VBP", "VBG"):
            return True
    if (_is_infinitive(token) and token.dep_ in ("ROOT", "relcl", "ccomp", "dep", "acl")) or (
        len(chain) > 1 and chain[-1].dep_ == "ROOT" and _is_infinitive(chain[-1])
    ):
        return True
    if any(t.lower_ in ("before", "prior") and t.pos_ in ("ADP", "ADV", "SCONJ") for t in _links(token)):
        return True
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
