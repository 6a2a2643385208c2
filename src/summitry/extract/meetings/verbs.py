"""Verbs and phrases of meeting ("met", "received", "shook hands with") and who stands on either side of them."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from spacy.tokens import Token

from summitry.extract.meetings.scene import (
    SUBJECTS,
    Ids,
    Scene,
    Trigger,
    merged,
    subject_tokens,
    told_span,
)
from summitry.extract.meetings.who import (
    is_group,
    party_people,
    phrase_people,
    seat_holder,
    subject_people,
)
from summitry.extract.meetings.words import THEY, word_rows

PARTNER_PREPOSITIONS = ("with", "between", "among", "alongside", "opposite", "beside")
PHRASE_PREPOSITIONS = ("with", "to", "on", "from", "opposite", "upon")


@functools.cache
def _phrases() -> dict[str, list[tuple[str, str, dict[str, str]]]]:
    """Phrases of a verb and a second word, by the verb: {verb: [(phrase, second word, row), ...]}."""
    found: dict[str, list[tuple[str, str, dict[str, str]]]] = {}
    for phrase, row in word_rows("phrase").items():
        verb, other = phrase.split()
        found.setdefault(verb, []).append((phrase, other, row))
    return found


def verb_trigger(scene: Scene, token: Token, lemma: str, pair: Ids) -> Iterator[Trigger]:
    """A verb or phrase of meeting, with the persons on its sides; a journey with its traveller."""
    for kind in ("verb", "host"):
        row = word_rows(kind).get(lemma)
        if row:
            people, groups = verb_people(scene, token, kind, pair)
            if _is_naming(scene, token, lemma) or (kind == "host" and len(people) < 2):
                continue
            for sides in each_with(people, partner_groups(scene, token)):
                yield Trigger(
                    token=token.i, word=lemma, kind=kind, format=row["format"] or None, people=sides,
                    explicit=len(sides) >= 2 and not groups, definite=groups,
                )  # fmt: skip
            return
    for phrase, other, row in _phrases().get(lemma, ()):
        mark = _mark_of(token, other)
        if mark is not None and not (other == "on" and _has_infinitive(token)):
            people, groups = _phrase_people(scene, token, mark, pair)
            if len(people) >= 2:
                yield Trigger(
                    token=token.i, word=phrase, kind="phrase", format=row["format"] or None, people=people,
                    explicit=not groups, definite=groups,
                )  # fmt: skip
                return
    if lemma in word_rows("travel") and token.dep_ not in ("aux", "auxpass"):
        people = subject_people(scene, token)
        hosts = _purpose_people(scene, token) or seat_holder(scene, token, people[0]) if len(people) == 1 else ()
        if hosts and not set(hosts) & set(people):
            yield Trigger(
                token=token.i, word=lemma, kind="phrase", format="in_person", people=merged(people, hosts),
                explicit=True, definite=False,
            )  # fmt: skip
        elif len(people) == 1:
            yield Trigger(
                token=token.i, word=lemma, kind="travel", format=None, people=people, explicit=False, definite=False
            )


def _mark_of(token: Token, other: str) -> Token | None:
    """The second word of a phrase below its verb; "with" also where the parser hung it lower ("spent an hour with")."""
    below = [*token.children, *(g for c in token.children if c.dep_ == "dobj" and other == "for" for g in c.children)]
    own = next((c for c in below if other in (c.lower_, c.lemma_.lower())), None)
    if own is not None or other != "with" or token.lemma_ != "spend":
        return own
    after = token.doc[token.i + 1 : min(token.sent.end, token.i + 10)]
    return next((t for t in after if t.lower_ == "with" and token.is_ancestor(t)), None)


def _phrase_people(scene: Scene, token: Token, mark: Token, pair: Ids) -> tuple[Ids, bool]:
    """Subject and partner of "shake hands with", "play host to", "sit across from", "call on"."""
    people, groups = verb_people(scene, token, "verb", pair)
    if token.lemma_ == "call" and not _visits(scene, token, pair):
        return (), False  # "what both called a conversation on the seventh floor"
    if len(people) >= 2:
        return people, groups
    links = [c for c in (mark, *mark.children, *token.children) if c.dep_ in ("prep", "prt", "dative")]
    links = [c for c in links if c.i == mark.i or c.lower_ in PHRASE_PREPOSITIONS or c.head.i == mark.i]
    after = [p for c in links for p in c.children if p.dep_ == "pobj"]
    ids = merged(*(phrase_people(scene, p) for p in after)) or _next_with(scene, token)
    return merged(subject_people(scene, token, pair=pair), ids), groups


def _visits(scene: Scene, token: Token, pair: Ids) -> bool:
    """Whether somebody is called on."""
    links = [c for c in token.children if c.lower_ in ("on", "upon")]
    return any(phrase_people(scene, p, pair=pair) for c in links for p in c.children)


def _purpose_people(scene: Scene, token: Token) -> Ids:
    """ "heads to Oslo to patch things up with X": whom a journey is made to deal with."""
    known = {*word_rows("verb"), *word_rows("host"), *word_rows("light")}
    aims = [c for c in token.children if c.dep_ in ("advcl", "xcomp") and c.tag_ == "VB" and c.lemma_ not in known]
    return merged(*(phrase_people(scene, p) for a in aims for p in with_objects(a)))


def _has_infinitive(token: Token) -> bool:
    """ "called on him to resign": an appeal, no visit."""
    return any(c.dep_ in ("xcomp", "advcl", "ccomp") and c.tag_ == "VB" for c in token.children)


def verb_people(scene: Scene, token: Token, kind: str, pair: Ids) -> tuple[Ids, bool]:
    """Persons on the two sides of a verb, and whether a group word ("they") stood for some."""
    subjects = subject_tokens(token)
    objects = [c for c in token.children if c.dep_ in ("dobj", "dative", "oprd")]
    agents = [c for c in token.children if c.dep_ == "agent"] or _agent_below(token)
    passive = bool(agents)
    objects += [p for c in agents for p in c.children if p.dep_ == "pobj"]
    if token.lemma_ == "discuss":
        objects = []
    if kind != "host":
        objects += with_objects(token)
    left = merged(*(phrase_people(scene, t, pair=pair) or party_people(scene, t) for t in subjects))
    left = left or subject_people(scene, token, pair=pair)
    right = merged(*(phrase_people(scene, t, pair=pair) for t in objects))
    mutual = len(left) >= 2 and any(t.lower_ in ("other", "another") for t in objects)
    if len(left) == 1 and any(t.lower_ in ("other", "another") for t in objects):
        span = told_span(scene, token)  # the subject may stand in a fragment the parser cut off
        before = merged(*(scene.people_at.get(t.i, ()) for t in scene.doc[span.start : token.i]))
        left, mutual = (before, True) if len(before) == 2 else (left, mutual)
    if kind == "verb" and right and not left and not any(t.dep_ in SUBJECTS for t in token.children):
        left = _named_before(scene, token)
    if kind == "host" and not passive and not mutual and not (left and right):
        return (), False
    things = [c for c in token.children if c.dep_ == "dobj" and c.i > token.i and c.i not in scene.time_tokens]
    if kind == "host" and things and not phrase_people(scene, things[0], pair=pair) and not mutual and not passive:
        return (), False  # "saw no point in talking with X"
    if token.lemma_ == "have" and not any(c.dep_ == "prep" and c.lower_ in ("in", "at", "for") for c in token.children):
        return (), False
    if kind != "host" and not right and not objects:
        right = _next_with(scene, token)
    if token.lemma_ == "discuss" and not right:
        return (), False
    if kind == "verb" and len(left) == 1 and not right and _with_strangers(scene, token):
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
    apart = (not left and _has_stranger(scene, subjects)) or (len(left) == 1 and set(left) < set(right))
    if kind == "verb" and len(right) >= 2 and not passive and apart:
        return (), False  # "a team was to meet them", "he sent a team to meet them": not they each other
    groups = any(is_group(scene, t) for t in [*subjects, *objects])
    if token.lemma_ == "join" and any(is_group(scene, t) or t.lower_ in THEY for t in objects):
        return right, True  # who joins two others comes along; the meeting stays theirs
    return merged(left, right), groups


def _has_stranger(scene: Scene, subjects: list[Token]) -> bool:
    """Whether the subject is somebody, but nobody we know."""
    return any(t.pos_ in ("NOUN", "PROPN") and t.i not in scene.people_at and not is_group(scene, t) for t in subjects)


def _agent_below(token: Token) -> list[Token]:
    """The "by" of a passive that the parser hung lower: "was greeted at the airport by Netanyahu"."""
    if not any(c.dep_ == "auxpass" for c in token.children):
        return []
    return [t for t in token.subtree if t.i > token.i and t.lower_ == "by" and t.pos_ == "ADP"][:1]


def _named_before(scene: Scene, token: Token) -> Ids:
    """The persons named before a verb that the parser left without a subject: "X, Y and Z of Q, who ..., sat"."""
    before = scene.doc[told_span(scene, token).start : token.i]
    return merged(*(scene.people_at.get(t.i, ()) for t in before if t.pos_ == "PROPN"))


def _with_strangers(scene: Scene, token: Token) -> bool:
    """ "negotiating with Brussels", "spoke with reporters": the other side is none of the persons named."""
    others = [t for t in with_objects(token) if t.pos_ in ("NOUN", "PROPN") and not is_group(scene, t)]
    return bool(others) and all(t.i not in scene.people_at for t in others)


def _tells_on(noun: Token, left: Ids) -> bool:
    """What two who met are said to have met, and is no need or target: "face to face", "..., the first talks since"."""
    if len(left) < 2:
        return False
    return noun.lower_ == "face" or noun.lemma_.lower() in word_rows("noun")


def with_objects(token: Token) -> list[Token]:
    """What stands after "with" (or "to" after speak and talk), also where the parser hung it one word lower."""
    wanted = PARTNER_PREPOSITIONS + (("to",) if token.lemma_ in ("speak", "talk", "chat") else ())
    preps = [c for c in token.children if c.dep_ in ("prep", "dative") and c.lower_ in wanted]
    return [p for prep in preps for p in prep.children if p.dep_ in ("pobj", "pcomp")]


SEPARATE = frozenset(["separately", "separate", "individually", "individual"])


def partner_groups(scene: Scene, token: Token) -> list[Ids]:
    """Whom a word is "with", one group for each meeting: "met with X and with Y", "separate talks with X and Y"."""
    links = [c for c in token.children if c.dep_ == "prep" and c.lower_ == "with"]
    links += [d for c in links for d in c.children if d.dep_ == "conj" and d.lower_ == "with"]
    if token.dep_ == "dobj":  # "held talks with X and, separately, with Y": hung on the verb
        links += [c for c in token.head.children if c.lower_ == "with" and c.i > token.i and c not in links]
    groups = [merged(*(phrase_people(scene, p) for p in c.children if p.dep_ == "pobj")) for c in links]
    groups = [g for g in groups if g]
    if any(c.lower_ in SEPARATE for c in token.children):
        groups = [(i,) for i in merged(*groups)]
    return groups


def each_with(people: Ids, groups: list[Ids]) -> list[Ids]:
    """The sides of each meeting of those who met several others one by one; all of them at once if they did not."""
    partners = merged(*groups)
    left = tuple(i for i in people if i not in partners)
    apart = len(groups) >= 2 and len(partners) == sum(map(len, groups)) and bool(left)
    return [merged(left, group) for group in groups] if apart else [people]


def _next_with(scene: Scene, token: Token) -> Ids:
    """The person after the next "with" of the sentence, unless another verb stands between."""
    for after in scene.doc[token.i + 1 : min(token.sent.end, token.i + 14)]:
        if after.pos_ == "VERB":
            return ()
        if after.lower_ in PARTNER_PREPOSITIONS:
            return merged(*(phrase_people(scene, p) for p in after.children if p.dep_ == "pobj"))
    return ()


def _is_naming(scene: Scene, token: Token, lemma: str) -> bool:
    """ "called him unfit", "calls for", "called on": no telephone. "see him as", "welcomed the move": no reception."""
    kinds = {c.dep_ for c in token.children if c.i > token.i or c.dep_ != "ccomp"}
    dated = {c.i for c in token.children if any(p.i in scene.time_tokens for p in c.children)}
    words = {c.lower_ for c in token.children if c.dep_ in ("prep", "prt", "mark") and c.i not in dated}
    if lemma == "call":
        aims = any(c.dep_ == "xcomp" and c.tag_ == "VB" and c.lemma_ != "be" for c in token.children)
        return (
            bool(kinds & {"oprd", "ccomp"} or ("xcomp" in kinds and not aims))
            or bool(words & {"for", "on", "off", "out", "as"})
            or any(c.lower_ == "together" for c in token.children)
            or token.tag_ == "VBN"
        )
    if lemma in ("speak", "talk") and "of" in words and not any(c.lower_ == "with" for c in token.children):
        return True
    if lemma in ("see", "join", "receive", "greet"):
        return bool(words & {"as"}) or bool(kinds & {"ccomp", "oprd"})
    return False
