"""Where an article speaks of a meeting: verbs, nouns and phrases of meeting, and who stands on either side of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from summitry.extract.meetings.scene import (
    Ids,
    Scene,
    is_group,
    leaders_of,
    merged,
    phrase_people,
    subject_people,
    subject_tokens,
    told_span,
)
from summitry.extract.meetings.words import HE, SAYING, THEY, phrases, word_rows
from summitry.knowledge.places import find_country
from summitry.records import record

PARTNER_PREPOSITIONS = ("with", "between", "among", "alongside")
PHRASE_PREPOSITIONS = ("with", "to", "on", "from", "opposite", "upon")
# "met a need", "called it a day": these objects make no meeting, only persons do.


WITHIN = frozenset(["in", "during", "at", "from", "after", "over", "following"])
# Nouns that as often name a gathering of many or a journey as a meeting of two.
GATHERINGS = frozenset(["summit", "session", "visit", "trip", "conference"])


@record
class Trigger:
    """A word that tells of a meeting. `people` are the persons found on its sides; `definite`: it points back."""

    token: int
    word: str
    kind: str  # verb, host, phrase, noun, travel
    format: str | None
    people: Ids
    explicit: bool  # both sides are named right here
    definite: bool


def find_triggers(scene: Scene, token: Token, pair: Ids) -> Iterator[Trigger]:
    """The trigger a token is, if it is one: none or one."""
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX") or (token.pos_ == "NOUN" and token.tag_ == "VBG"):
        yield from _verb_trigger(scene, token, lemma, pair)
    elif token.pos_ in ("NOUN", "PROPN") or _hyphened(token):
        yield from _noun_trigger(scene, token, lemma, pair)


def _verb_trigger(scene: Scene, token: Token, lemma: str, pair: Ids) -> Iterator[Trigger]:
    for kind in ("verb", "host"):
        row = word_rows(kind).get(lemma)
        if row:
            people, groups = _verb_people(scene, token, kind, pair)
            if _is_naming(scene, token, lemma) or (kind == "host" and len(people) < 2):
                continue
            yield Trigger(
                token=token.i, word=lemma, kind=kind, format=row["format"] or None, people=people,
                explicit=len(people) >= 2 and not groups, definite=groups,
            )  # fmt: skip
            return
    for phrase, row in word_rows("phrase").items():
        verb, other = phrase.split()
        mark = (
            next((c for c in token.children if other in (c.lower_, c.lemma_.lower())), None) if lemma == verb else None
        )
        if mark is not None and not (other == "on" and _has_infinitive(token)):
            people, groups = _phrase_people(scene, token, mark, pair)
            if len(people) >= 2:
                yield Trigger(
                    token=token.i, word=phrase, kind="phrase", format=row["format"] or None, people=people,
                    explicit=not groups, definite=groups,
                )  # fmt: skip
                return
    if lemma in word_rows("together"):
        people, groups = _verb_people(scene, token, "verb", pair)
        aside = {c.lower_ for c in token.children} & {"together", "both"} or lemma == "be"
        if len(people) >= 2 and aside and _stands_somewhere(scene, token):
            yield Trigger(
                token=token.i, word=lemma, kind="together", format="in_person", people=people, explicit=not groups,
                definite=groups,
            )  # fmt: skip
            return
    if lemma in word_rows("travel"):
        people = subject_people(scene, token)
        hosts = _purpose_people(scene, token) if len(people) == 1 else ()
        if hosts and not set(hosts) & set(people):
            yield Trigger(
                token=token.i, word=lemma, kind="phrase", format="in_person", people=merged(people, hosts),
                explicit=True, definite=False,
            )  # fmt: skip
        elif len(people) == 1:
            yield Trigger(
                token=token.i, word=lemma, kind="travel", format=None, people=people, explicit=False, definite=False
            )


def _phrase_people(scene: Scene, token: Token, mark: Token, pair: Ids) -> tuple[Ids, bool]:
    """Subject and partner of "shake hands with", "play host to", "sit across from", "call on"."""
    people, groups = _verb_people(scene, token, "verb", pair)
    if len(people) >= 2:
        return people, groups
    links = [c for c in (mark, *mark.children, *token.children) if c.dep_ in ("prep", "prt", "dative")]
    after = [p for c in links if c.lower_ in PHRASE_PREPOSITIONS for p in c.children if p.dep_ == "pobj"]
    ids = merged(*(phrase_people(scene, p) for p in after)) or _next_with(scene, token)
    return merged(subject_people(scene, token, pair=pair), ids), groups


def _purpose_people(scene: Scene, token: Token) -> Ids:
    """ "heads to Oslo to patch things up with X": whom a journey is made to deal with."""
    known = {*word_rows("verb"), *word_rows("host"), *word_rows("light")}
    aims = [c for c in token.children if c.dep_ in ("advcl", "xcomp") and c.tag_ == "VB" and c.lemma_ not in known]
    return merged(*(phrase_people(scene, p) for a in aims for p in _with_objects(a)))


def _has_infinitive(token: Token) -> bool:
    """ "called on him to resign": an appeal, no visit."""
    return any(c.dep_ in ("xcomp", "advcl", "ccomp") and c.tag_ == "VB" for c in token.children)


def _stands_somewhere(scene: Scene, token: Token) -> bool:
    """Whether a town or venue follows "were at", and no forum that many attend."""
    after = [c for c in token.children if c.dep_ == "prep" and c.lower_ in ("in", "at") and c.i > token.i]
    at_place = any(p.i in scene.place_tokens for c in after for p in c.children)
    return at_place and not phrases("gathering").search(token.sent.text)


def _verb_people(scene: Scene, token: Token, kind: str, pair: Ids) -> tuple[Ids, bool]:
    """Persons on the two sides of a verb, and whether a group word ("they") stood for some."""
    subjects = subject_tokens(token)
    passive = any(c.dep_ == "agent" for c in token.children)
    objects = [c for c in token.children if c.dep_ in ("dobj", "dative", "oprd")]
    objects += [p for c in token.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"]
    if token.lemma_ == "discuss":
        objects = []
    if kind != "host":
        objects += _with_objects(token)
    left = merged(*(phrase_people(scene, t, pair=pair) or party_people(scene, t) for t in subjects))
    right = merged(*(phrase_people(scene, t, pair=pair) for t in objects))
    mutual = len(left) >= 2 and any(t.lower_ in ("other", "another") for t in objects)
    if len(left) == 1 and any(t.lower_ in ("other", "another") for t in objects):
        span = told_span(scene, token)  # the subject may stand in a fragment the parser cut off
        before = merged(*(scene.people_at.get(t.i, ()) for t in scene.doc[span.start : token.i]))
        left, mutual = (before, True) if len(before) == 2 else (left, mutual)
    if kind == "host" and not passive and not mutual and not (left and right):
        return (), False
    if token.lemma_ == "have" and not any(c.dep_ == "prep" and c.lower_ in ("in", "at", "for") for c in token.children):
        return (), False
    if kind != "host" and not right and not objects:
        right = _next_with(scene, token)
    if token.lemma_ == "discuss" and not right:
        return (), False
    if (
        (
            kind != "host"
            and objects
            and not right
            and not any(is_group(scene, t) or t.lower_ in ("other", "another") for t in objects)
        )
        and any(t.dep_ == "dobj" and not _tells_on(t, left) for t in objects)
        and token.lemma_ == "meet"
    ):
        return (), False
    groups = any(is_group(scene, t) for t in [*subjects, *objects])
    if token.lemma_ == "join" and any(is_group(scene, t) or t.lower_ in THEY for t in objects):
        return right, True  # who joins two others comes along; the meeting stays theirs
    return merged(left, right), groups


def _tells_on(noun: Token, left: Ids) -> bool:
    """What two who met are said to have met, and is no need or target: "face to face", "..., the first talks since"."""
    if len(left) < 2:
        return False
    return noun.lower_ == "face" or noun.lemma_.lower() in word_rows("noun")


def trigger_party(scene: Scene, trigger: Trigger) -> str | None:
    """The party a trigger's subject is ("delegation"), or None."""
    token = scene.doc[trigger.token]
    if token.pos_ in ("NOUN", "PROPN"):
        while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
            token = token.head
    return next((p for t in subject_tokens(token) if (p := party_of(t))), None)


def _with_objects(token: Token) -> list[Token]:
    """What stands after "with" (or "to" after speak and talk), also where the parser hung it one word lower."""
    wanted = PARTNER_PREPOSITIONS + (("to",) if token.lemma_ in ("speak", "talk", "chat") else ())
    preps = [c for c in token.children if c.dep_ in ("prep", "dative") and c.lower_ in wanted]
    return [p for prep in preps for p in prep.children if p.dep_ in ("pobj", "pcomp")]


def _next_with(scene: Scene, token: Token) -> Ids:
    """The person after the next "with" of the sentence, unless another verb stands between."""
    for after in scene.doc[token.i + 1 : min(token.sent.end, token.i + 14)]:
        if after.pos_ == "VERB":
            return ()
        if after.lower_ in PARTNER_PREPOSITIONS:
            return merged(*(phrase_people(scene, p) for p in after.children if p.dep_ == "pobj"))
    return ()


def party_of(token: Token) -> str | None:
    """ "delegation" where a party meets rather than a person."""
    return token.lemma_.lower() if token.lemma_.lower() in word_rows("party") else None


def party_people(scene: Scene, token: Token) -> Ids:
    """Who leads a delegation: "a delegation led by X", "the delegation was led by X"."""
    if not party_of(token):
        return ()
    verbs = [c for c in token.children if c.dep_ in ("acl", "relcl")]
    if token.dep_ in ("nsubjpass", "nsubj"):
        verbs.append(token.head)
    agents = [c for v in verbs if v.lemma_.lower() in ("lead", "head") for c in v.children if c.dep_ == "agent"]
    return merged(*(phrase_people(scene, p) for a in agents for p in a.children if p.dep_ == "pobj"))


def _is_naming(scene: Scene, token: Token, lemma: str) -> bool:
    """ "called him unfit", "calls for", "called on": no telephone. "see him as", "welcomed the move": no reception."""
    kinds = {c.dep_ for c in token.children}
    dated = {c.i for c in token.children if any(p.i in scene.time_tokens for p in c.children)}
    words = {c.lower_ for c in token.children if c.dep_ in ("prep", "prt", "mark") and c.i not in dated}
    if lemma == "call":
        return (
            bool(kinds & {"oprd", "ccomp", "xcomp"})
            or bool(words & {"for", "on", "off", "out", "as"})
            or token.tag_ == "VBN"
        )
    if lemma in ("speak", "talk") and "of" in words and not any(c.lower_ == "with" for c in token.children):
        return True
    if lemma in ("see", "speak", "talk", "join", "receive", "greet"):
        return bool(words & {"as"}) or bool(kinds & {"ccomp", "oprd"})
    return False


def _noun_trigger(scene: Scene, token: Token, lemma: str, pair: Ids) -> Iterator[Trigger]:
    key = _hyphened(token) or lemma
    row = word_rows("noun").get(key) or next(
        (r for c in token.children if (r := word_rows("noun").get(f"{c.lemma_.lower()} {lemma}"))), None
    )
    if not row or (token.dep_ in ("compound", "amod") and token.head.lemma_.lower() in word_rows("noun")):
        return
    if token.dep_ == "dobj" and f"{token.head.lemma_.lower()} {lemma}" in word_rows("phrase"):
        return  # "paid a call on": the phrase tells of it
    if (
        token.ent_type_ == "EVENT"
        and key == "summit"
        and token.pos_ == "PROPN"
        and not _partners(scene, token, pair)[0]
    ):
        return
    people, groups = _noun_people(scene, token, pair)
    if len(people) < 2 and not any(c.dep_ == "poss" for c in token.children) and _is_named_forum(token):
        return
    determined = any(c.dep_ == "det" and c.lower_ in ("the", "that", "this", "both") for c in token.children)
    yield Trigger(
        token=token.i, word=key, kind="noun", format=row["format"] or None, people=people,
        explicit=len(people) >= 2 and not groups, definite=groups or (determined and len(people) < 2),
    )  # fmt: skip


def _hyphened(token: Token) -> str | None:
    """ "face-to-face", "sit-down", "tête-à-tête" where a token heads such a noun of meeting; the parser splits it."""
    start = end = token.i
    doc = token.doc
    while start >= 2 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_ and start > token.sent.start + 1:
        start -= 2
    while end + 2 < len(doc) and doc[end + 1].text == "-" and not doc[end].whitespace_:
        end += 2
    if start == end:
        return None
    span = doc[start : end + 1]
    word = span.text.lower()
    whole = word if word in word_rows("noun") else None
    described = span.root.dep_ in ("compound", "amod", "nmod", "advmod") and span.root.head.pos_ in ("NOUN", "PROPN")
    return whole if span.root.i == token.i and not described else None


def _partners(scene: Scene, token: Token, pair: Ids) -> tuple[Ids, bool]:
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
    if len(ids) < 2 and (apart := _between_apart(scene, token)):
        ids, tokens = apart, []
    return ids, any(is_group(scene, t) for t in tokens)


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


def _noun_people(scene: Scene, token: Token, pair: Ids) -> tuple[Ids, bool]:
    partners, groups = _partners(scene, token, pair)
    owners = [c for c in token.children if c.dep_ == "poss"]
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
    return people, groups


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


def _is_named_forum(token: Token) -> bool:
    """ "the G20 summit", "the NATO summit": a gathering of many, of nobody in particular."""
    words = token.doc[token.left_edge.i : token.i + 1].text
    return token.lemma_.lower() in ("summit", "meeting", "session") and bool(phrases("gathering").search(words))


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
        extra = merged(*(phrase_people(scene, p, pair=pair) for p in _with_objects(head)))
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
