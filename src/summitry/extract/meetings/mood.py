"""Whether a telling tells of one real meeting, and as what: announced, held, recalled or called off.

What is denied, refused, merely possible or a habit is no meeting. Tense and modal words speak first; the days of
the meeting, once known, have the last word (see `gather`).
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from summitry.extract.meetings.scene import Scene, Trigger, spine
from summitry.extract.meetings.words import SAYING, phrases, word_rows
from summitry.records import TimeExpression

# Nouns of meeting whose plural is one event: "held talks".
PLURAL_SINGLES = frozenset(["talk", "discussion", "consultation", "negotiation"])
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
        if token.dep_ == "advcl" and not is_infinitive(token):
            break
        if token.dep_ == "ccomp" and token.i < token.head.i and token.head.lemma_.lower() not in SAYING:
            break  # "X received Y, pictures of which were not liked": side by side, not one inside the other
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


def is_infinitive(token: Token) -> bool:
    """ "to meet", "to be received"."""
    passive = token.tag_ == "VBN" and any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in token.children)
    return (token.tag_ == "VB" or passive) and any(c.tag_ == "TO" for c in token.children)


def veto(scene: Scene, trigger: Trigger) -> str | None:
    """Why a trigger tells of no single real meeting (denial, possible, modal, habit, count), or None."""
    token = scene.doc[trigger.token]
    chain = mood_chain(token)
    if (trigger.kind == "noun" and is_count(scene, token)) or _is_counted(token):
        return "count"
    if token.tag_ == "NNS" and any(c.lower_ in MUTUAL for c in token.children):
        return "habit"
    if _is_habit(scene, token, chain):
        return "habit"
    reported = any(_says(t) for t in chain[1:])
    for place, word in enumerate(chain):
        lemma = word.lemma_.lower()
        particles = [f"{lemma} {c.lower_}" for c in word.children if c.dep_ in ("prt", "prep")]
        if place and lemma == "ask" and is_infinitive(chain[place - 1]):
            return "possible"  # "asked to see him"
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
            none = child.dep_ == "det" and (low == "no" or (low in ("any", "neither") and place == 0))
            if child.dep_ == "neg" or none:
                return "denial"
            if child.dep_ == "preconj" and low == "neither":
                return "denial"
            modal = _modal(child) if child.dep_ == "aux" else None
            if modal and not (modal == "would" and (reported or is_future_in_past(word))):
                return "modal"
            if child.dep_ == "mark" and low in ("if", "whether", "unless"):
                return "possible"
            if place == 0 and child.dep_ in ("amod", "advmod") and child.lemma_.lower() in word_rows("possible"):
                return "possible"
            if low == "never" or (
                child.dep_ == "advmod" and low in ("hardly", "possibly", "perhaps", "maybe", "probably")
            ):
                return "denial"
        if place == 1 and (_is_judged(token, word) or _is_called_possible(token, word)):
            return "possible"
        if place < 3 and _is_conditional(word, reported):
            return "possible"
    first = token.sent[0].lower_
    if (first == "had" and "would have" in token.sent.text) or (
        first in ("were", "should") and "?" not in token.sent.text
    ):
        return "possible"  # "Had X met Y last year, the strike would have been avoided", "Were the two to meet, ..."
    if any(t.lower_ in word_rows("untrue") for t in scene.doc[token.i + 1 : min(token.sent.end, token.i + 16)]):
        return "denial"  # "called a meeting of the presidents unimaginable"
    if phrases("apart").search(token.sent.text):
        return "apart"
    return "effigy" if _is_effigy(token) else _lead_in(scene, token)


def _is_effigy(token: Token) -> bool:
    """Whether a poster or painting shows them: named in the sentence, or, of what is told as standing there, beside it.

    "From the side of the building X shakes hands with Y. Next to it hangs a second poster."
    """
    if phrases("effigy").search(token.sent.text):
        return True
    if token.tag_ not in ("VBZ", "VBP", "VBG") or any(c.dep_ == "aux" for c in token.children):
        return False
    start, end = token.sent.start, token.sent.end
    beside = [token.doc[at].sent.text for at in (start - 1, end) if 0 <= at < len(token.doc)]
    return any(phrases("effigy").search(text) for text in beside)


MUTUAL = frozenset(["reciprocal", "mutual", "regular", "frequent", "annual", "periodic"])  # "resume mutual visits"


def _is_called_possible(token: Token, verb: Token) -> bool:
    """ "A meeting is possible only once a treaty is ready"."""
    told = [c for c in verb.children if c.dep_ == "acomp"] if verb.lemma_ in ("be", "remain", "seem") else []
    return token.dep_ == "nsubj" and any(c.lemma_.lower() in word_rows("possible") for c in told)


def _is_judged(token: Token, verb: Token) -> bool:
    """ "a meeting now would be useful": what would be of some kind or other is not arranged."""
    would = any(c.dep_ == "aux" and c.lower_ in ("would", "’d", "'d") for c in verb.children)
    judged = any(c.dep_ == "acomp" and not any(g.dep_ == "prep" for g in c.children) for c in verb.children)
    vague = not any(c.dep_ in ("det", "poss") and c.lower_ not in ("a", "an", "any", "such") for c in token.children)
    return token.dep_ == "nsubj" and verb.lemma_ == "be" and would and judged and vague


def _is_conditional(word: Token, reported: bool) -> bool:
    """ "would agree to a meeting if the circumstances were right": what hangs on a condition is no plan yet."""
    would = any(c.dep_ == "aux" and c.lower_ in ("would", "’d", "'d") for c in word.children)
    clauses = [c for c in word.children if c.dep_ == "advcl"]
    marked = any(m.dep_ == "mark" and m.lower_ in ("if", "unless", "provided") for c in clauses for m in c.children)
    return marked or (would and reported and bool(re.search(r"\b(?:if|unless|provided)\b", word.sent.text)))


def _says(word: Token) -> bool:
    """A verb of saying; the noun ("reports that they met") says nothing yet."""
    return word.lemma_.lower() in SAYING and word.pos_ in ("VERB", "AUX")


TIMES = re.compile(
    r"(?:each other |one another |(?:with|to) (?:\w+ ){1,3}|\w+ )?(?:at least |more than |some |about )?"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|dozens of|several|many|a dozen)"
    r" times\b",
    re.IGNORECASE,
)


def _is_counted(token: Token) -> bool:
    """ "have met eight times", "spoke twice": a number of meetings is none of them; "once" is one."""
    if TIMES.match(token.doc[token.i + 1 : min(token.sent.end, token.i + 9)].text):
        return True
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
    for start, end, time in scene.times:
        if token.i < start < token.sent.end and time.earliest:
            beside = scene.doc[start - 1].lower_ == "since"
            if beside or _is_of_meeting_since(scene.doc[start:end].root):
                return time
    return None


def _is_of_meeting_since(root: Token) -> bool:
    """ "since the president's visit to Israel on October 18": the day of the meeting or visit after "since"."""
    link = root.head if root.head.pos_ == "ADP" else root
    noun = link.head
    known = noun.lemma_.lower() in word_rows("noun") or noun.lemma_.lower() in ("visit", "trip")
    return known and noun.dep_ == "pobj" and noun.head.lower_ == "since"


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


def is_future_in_past(word: Token) -> bool:
    """ "said that he would meet": the future as seen from a past verb of saying above."""
    return any(t.lemma_.lower() in SAYING for _, t in spine(word)) or (
        word.dep_ in ("ccomp", "parataxis") and word.head.lemma_.lower() in SAYING
    )


def is_count(scene: Scene, token: Token) -> bool:
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
