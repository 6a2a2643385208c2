"""Who stands on the sides of a noun of meeting: owners, partners, holders, the rest of its sentence."""

from __future__ import annotations

import re

from spacy.tokens import Token

from summitry.extract.meetings.scene import Ids, Scene, merged, subject_tokens, told_span
from summitry.extract.meetings.verbs import PARTNER_PREPOSITIONS, with_objects
from summitry.extract.meetings.who import (
    are_foreign_leaders,
    is_group,
    is_subject,
    leaders_of,
    party_people,
    phrase_people,
    seat_holder,
    subject_people,
)
from summitry.extract.meetings.words import HE, SAYING, THEY, word_rows
from summitry.knowledge.places import find_country

WITHIN = frozenset(["in", "during", "at", "from", "after", "over", "following"])
# Prepositions by which a noun of meeting may hang on a sentence that names its two sides.
BY = WITHIN | frozenset(["for", "of", "through", "to", "into"])
# Nouns that as often name a gathering of many or a journey as a meeting of two.
GATHERINGS = frozenset(["summit", "session", "visit", "trip", "conference"])


def noun_people(scene: Scene, token: Token, pair: Ids) -> tuple[Ids, bool]:
    """The persons whose meeting a noun names, and whether a group word ("their talks") stood for some."""
    partners, groups = partners_of(scene, token, pair)
    owners = [c for c in token.children if c.dep_ == "poss" and c.i not in scene.time_tokens]
    owned: Ids = ()
    for owner in owners:
        if owner.lower_ in THEY and owner.i not in scene.people_at:
            owned, groups = _clause_people(scene, token) or pair, True
        elif owner.lower_ in HE and owner.i not in scene.people_at:
            owned = merged(owned, tuple(i for i in _antecedent_besides(scene, owner, partners)))
        else:
            owned = merged(owned, _joint_owner(scene, owner), phrase_people(scene, owner, pair=pair))
            groups = groups or is_group(scene, owner)
    states = leaders_of(scene, _state_names(token)) if not partners and not owners else ()
    named = states or merged(
        *(_compound_people(scene, c) for c in token.children if c.dep_ in ("compound", "nmod", "amod"))
    )
    holders = [c for c in token.children if c.dep_ == "relcl"]
    held_by = merged(*(_holders(scene, c, pair) for c in holders)) if not partners and not owners else ()
    people = merged(named, owned, partners, held_by)
    one_sided = partners and not owners and not named and _is_with(token)
    if (len(people) < 2 and not owners) or one_sided:
        people = merged(_governing_people(scene, token, bool(partners), pair), people)
    if not people and token.head.lower_ == "since":  # "their first talk since the meeting in Oslo in March"
        return pair, True
    if len(people) == 1 and token.lemma_.lower() in ("visit", "trip", "call"):
        people = merged(people, seat_holder(scene, token, people[0]))
    if len(people) < 2 and token.lemma_.lower() not in GATHERINGS:
        others = _others_of_sentence(scene, token, people) or _topic(scene, token, people)
        people = merged(people, others) if len(people) + len(others) == 2 else people
    return people, groups


def partners_of(scene: Scene, token: Token, pair: Ids) -> tuple[Ids, bool]:
    """Persons after "with", "between", "of" or "by", also where the parser hung the "with" on the verb."""
    links = [
        c for c in token.children if c.dep_ in ("prep", "agent") and c.lower_ in (*PARTNER_PREPOSITIONS, "of", "by")
    ]
    after = scene.doc[token.i + 1] if token.i + 1 < token.sent.end else None
    if after is not None and after.lower_ in PARTNER_PREPOSITIONS and after not in links:
        links.append(after)
    tokens = [p for c in links for p in c.children if p.dep_ == "pobj"]
    tokens += [p for c in links if c.lower_ == "with" and c.n_rights == 0 for p in _person_after(scene, c)]
    ids = merged(*(phrase_people(scene, t, pair=pair) for t in tokens))
    if len(ids) < 2 and (apart := _between_apart(scene, token) or _below_between(scene, links)):
        ids, tokens = apart, []
    return ids, any(is_group(scene, t) for t in tokens)


def _below_between(scene: Scene, links: list[Token]) -> Ids:
    """ "between President X of Norway and Prime Minister Y of Spain": two, wherever the parser hung the second."""
    start = next((c.i for c in links if c.lower_ == "between"), None)
    if start is None:
        return ()
    rest = scene.doc[start + 1 : links[0].sent.end]
    verb = next((t.i for t in rest if t.pos_ in ("VERB", "AUX")), start + 1)
    ids = merged(*(scene.people_at.get(t.i, ()) for t in scene.doc[start + 1 : verb] if t.pos_ == "PROPN"))
    return ids if len(ids) == 2 else ()


def _between_apart(scene: Scene, token: Token) -> Ids:
    """ "A call took place between X and Y", "the talks will be the first between X and Y": the two, told apart."""
    for after in scene.doc[token.i + 1 : token.sent.end]:
        if after.lemma_.lower() in word_rows("noun") or after.lemma_.lower() in word_rows("verb"):
            return ()
        if after.lower_ == "between":
            ids = merged(*(phrase_people(scene, p) for p in after.children if p.dep_ == "pobj"))
            return ids if len(ids) >= 2 else ()
    return ()


def _person_after(scene: Scene, link: Token) -> list[Token]:
    """The first person named after a "with" that the parser left without an object."""
    return [t for t in scene.doc[link.i + 1 : min(link.i + 9, link.sent.end)] if t.i in scene.people_at][-1:]


def _others_of_sentence(scene: Scene, token: Token, people: Ids) -> Ids:
    """The other side, where a sentence names just two persons and its noun of meeting hangs by a preposition.

    "stepped over the border to greet Kim, then brought him back for 50 minutes of talks", "told Biden on Friday that
    conflict was in no one's interest, in a video call". Not where the noun says otherwise whom it is with.
    """
    span = told_span(scene, token)
    link = token.head if token.head.pos_ == "ADP" else None
    strangers = [c for c in token.children if c.lower_ in PARTNER_PREPOSITIONS and c.dep_ == "prep"]
    pointing = any(c.dep_ == "det" and c.lower_ in ("the", "that", "this") for c in token.children)
    if not people and (link is None or link.lower_ not in BY or strangers or pointing):
        return ()
    if people and _has_unknown_subject(scene, token):
        return ()
    named: list[str] = []
    for word in span:
        ids = scene.people_at.get(word.i, ())
        if len(ids) == 1 and word.pos_ != "PRON" and not _is_owner_of_other(word, token):
            named += ids
    found = merged(named)
    if len(found) != 2 or not set(people) <= set(found) or not are_foreign_leaders(scene, found):
        return ()
    return tuple(i for i in found if i not in people)


def _has_unknown_subject(scene: Scene, token: Token) -> bool:
    """Whether somebody we do not know by name does the meeting: "Melania, who had a meeting with X"."""
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    subjects = subject_tokens(verb) if verb.pos_ in ("VERB", "AUX") else []
    return any(t.pos_ in ("PROPN", "NOUN") and t.i not in scene.people_at for t in subjects)


def _is_owner_of_other(word: Token, token: Token) -> bool:
    """Whether a person only owns something else: "Putin's spokesman", "Trump's tariffs"."""
    return word.dep_ == "poss" and word.head.i != token.i


def _topic(scene: Scene, token: Token, people: Ids) -> Ids:
    """ "The talks with his Russian counterpart went on for hours": the subject of the clause or the sentence before."""
    if len(people) != 1 or token.dep_ not in ("nsubj", "nsubjpass") or not _is_with(token):
        return ()
    here = [t for t in scene.doc[token.sent.start : token.left_edge.i] if is_subject(t)]
    found = merged(*(scene.people_at.get(t.i, ()) for t in here)) or subject_before(scene, token)
    return found if len(found) == 1 and not set(found) & set(people) else ()


def subject_before(scene: Scene, token: Token) -> Ids:
    """The person who is the subject of the sentence before, if it is one."""
    start = token.sent.start
    before = scene.doc[start - 1].sent if start else ()
    return merged(*(scene.people_at.get(t.i, ()) for t in before if is_subject(t)))


def _is_with(token: Token) -> bool:
    """Whether a noun's partners stand after "with", so that the other side stands elsewhere."""
    after = token.i + 1
    beside = after < token.sent.end and token.doc[after].lower_ == "with"
    return beside or any(c.dep_ == "prep" and c.lower_ == "with" for c in token.children)


def _joint_owner(scene: Scene, owner: Token) -> Ids:
    """ "Netanyahu and Putin's meeting": the first owner, where the parser took the second alone."""
    first = owner.left_edge.i
    while first > 0 and scene.mention_at.get(first - 1) is scene.mention_at.get(owner.i) is not None:
        first -= 1
    if first >= 2 and scene.doc[first - 1].lower_ in ("and", "&"):
        return scene.people_at.get(first - 2, ())
    return ()


def _state_names(token: Token) -> list[str]:
    """The countries before a noun of meeting: "the U.S.-North Korea summit"; at least two, or none."""
    before = token.doc[token.left_edge.i : token.i].text
    words = [w for w in re.split(r"(?<=\w|\.)[-–—](?=\w)|\s+and\s+|/", before) if w]
    countries = [find_country(re.sub(r"^(?:the|a|an|coming|first|second)\s+", "", w.strip())) for w in words]
    tail = [find_country(w.strip().split()[-1]) if w.strip() else None for w in words[:1]]
    found = [c or (tail[0] if n == 0 else None) for n, c in enumerate(countries)]
    return [c for c in found if c] if len(found) >= 2 and all(found) else []


def _holders(scene: Scene, verb: Token, pair: Ids) -> Ids:
    """ "the meeting that X and Y were expected to hold": who holds it."""
    verbs = [verb, *[t for t in verb.subtree if t.dep_ == "xcomp"]]
    if not any(v.lemma_.lower() in word_rows("light") for v in verbs):
        return ()
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.tag_ not in ("WDT", "WP")]
    return merged(*(phrase_people(scene, s, pair=pair) for s in subjects))


def _compound_people(scene: Scene, token: Token) -> Ids:
    return merged(*(scene.people_at.get(t.i, ()) for t in token.subtree))


def _antecedent_besides(scene: Scene, owner: Token, partners: Ids) -> Ids:
    """Whose "his" is: the subject of the clause if it is not the partner, else the latest subject before."""
    subjects = subject_people(scene, owner.head)
    found = tuple(i for i in subjects if i not in partners)
    return found if len(found) == 1 else tuple(i for i in phrase_people(scene, owner) if i not in partners)


def _clause_people(scene: Scene, token: Token) -> Ids:
    """Subject and object of the verb a noun hangs on, if they are two persons: "told Rivlin during their meeting"."""
    head = token
    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
        head = head.head
    objects = [c for c in head.children if c.dep_ in ("dobj", "dative")]
    people = merged(subject_people(scene, head), *(phrase_people(scene, o) for o in objects))
    return people if len(people) >= 2 else ()


def _governing_people(scene: Scene, token: Token, has_partner: bool, pair: Ids) -> Ids:
    """The subject of the clause a noun stands in: of a light verb ("held talks"), or of any if the noun has "with"."""
    if token.dep_ in ("nsubj", "nsubjpass", "ROOT", "conj", "appos"):
        return ()
    head = token.head
    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i and head.dep_ not in ("nsubj", "nsubjpass"):
        head = head.head
    if head.i in scene.people_at and has_partner:
        return phrase_people(scene, head)
    if head.pos_ not in ("VERB", "AUX"):
        return ()
    guests = [c for c in head.children if c.dep_ in ("dobj", "dative") and c.i in scene.people_at]
    if guests and head.lemma_ in ("have", "host", "welcome", "receive", "join", "invite") and not has_partner:
        return merged(subject_people(scene, head, pair=pair), *(phrase_people(scene, g) for g in guests))
    light = token.dep_ == "dobj" and head.lemma_.lower() in word_rows("light")
    if head.lemma_ == "attend" and any(c.dep_ == "det" and c.lower_ in ("the", "that", "this") for c in token.children):
        return ()  # who attended the meeting told of before came along
    light = light or (token.dep_ == "pobj" and token.head.lower_ == "at" and head.lemma_ == "be")
    if not light and not has_partner:
        return _meeting_within(scene, token, head, pair)
    if light and not has_partner:
        given = [c for c in head.children if c.dep_ == "dative"] if head.lemma_ == "give" else []
        extra = merged(*(phrase_people(scene, p, pair=pair) for p in [*with_objects(head), *given]))
        return merged(subject_people(scene, head, pair=pair), extra)
    if head.lemma_.lower() in SAYING and token.dep_ == "dobj":
        return ()
    found = subject_people(scene, head, pair=pair)
    subjects = subject_tokens(head)
    found = found or merged(*(party_people(scene, t) for t in subjects))
    events = [t for t in subjects if t.lemma_.lower() in word_rows("noun")]  # "her visit included talks with him"
    owners = [c for t in events for c in t.children if c.dep_ == "poss"]
    return found or merged(*(phrase_people(scene, o, pair=pair) for o in owners))


def _meeting_within(scene: Scene, token: Token, verb: Token, pair: Ids) -> Ids:
    """ "X and Y emerged from talks", "X and Y clashed in a call", "X thanked Y during the call": they are its sides.

    Only where the noun hangs by such a preposition on the verb and no "of" says whose meeting it is.
    """
    link = token
    while link.head.i != verb.i and link.head.i != link.i:
        link = link.head
    preposition = link.lower_ if link.dep_ == "prep" else ""
    owned = any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children)
    if preposition not in WITHIN or owned or token.lemma_.lower() in GATHERINGS:
        return ()
    subjects = subject_people(scene, verb, pair=pair)
    if len(subjects) >= 2:
        return subjects
    if preposition not in ("in", "during", "at") or verb.lemma_.lower() in word_rows("verb"):
        return ()
    objects = merged(*(phrase_people(scene, c) for c in verb.children if c.dep_ in ("dobj", "dative")))
    return merged(subjects, objects) if len(subjects) == len(objects) == 1 else ()
