"""Meetings read off the company a clause keeps: leaders of different countries, a word of presence, a day or a place.

The grammar of `verbs` and `nouns` needs both sides where it expects them. Much of the press tells it otherwise: "on a
bench by the sea, on Monday, X and Y had their photograph taken", "two hours X was alone with Y". Here the clause is
asked who takes part in it, wherever the parser hung them, and whether a word of presence (any word of meeting, or a
`presence` row of meeting_words.csv) stands in it. Only leaders and ministers of different countries count: of others
the same words tell too little.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from summitry.extract.meetings.acts import APART, is_any_act
from summitry.extract.meetings.mood import is_count
from summitry.extract.meetings.scene import SUBJECTS, Ids, Scene, Trigger, merged, told_span
from summitry.extract.meetings.verbs import with_objects
from summitry.extract.meetings.who import LEADING, are_foreign_leaders, phrase_people
from summitry.extract.meetings.words import phrases, word_rows

# Prepositions that put their object on the scene.
BESIDE = frozenset(["with", "alongside", "between", "among", "beside", "opposite", "by", "behind", "facing", "without"])
CLAUSES = frozenset(["relcl", "ccomp", "parataxis", "csubj"])
MEALS = frozenset(["lunch", "dinner", "breakfast", "supper", "tea", "coffee", "banquet", "reception", "drink", "meal"])
# Words of meeting that as often tell of one person's journey, of speech or of anything at all.
VAGUE = frozenset(
    ["be", "have", "call", "attend", "visit", "trip", "session", "summit", "conference", "join", "discuss"]
)
TALK = frozenset(["talk", "speak"])
VAGUE |= TALK
# What is a person's own and yet brings him along: "the hand of X", "X's guest".
OWN = frozenset(
    ["hand", "guest", "host", "visitor", "side", "arm", "shoulder", "arrival", "company", "presence", "car"]
)
UNREAL = frozenset(["not", "n't", "n’t", "never", "nobody", "neither", "nor", "if", "unless", "whether"]) | frozenset(
    ["would", "could", "might", "may", "should", "can", "must"]
)
# "a few minutes later": tells when, not how long.
PASSING = frozenset(["later", "earlier", "before", "after", "ago", "away"])
# Links by which a phrase that the parser hung too low still belongs to the scene: "at a table in the hall with X".
SETTING = frozenset(["in", "at", "on", "over", "during", "after", "for"])


def clause_of(token: Token) -> Token:
    """The word that heads a token's clause; participles, infinitives and joined verbs belong to the clause above."""
    while token.head.i != token.i:
        if token.dep_ in CLAUSES and token.pos_ in ("VERB", "AUX"):
            break
        marked = any(c.dep_ == "mark" or (c.dep_ == "advmod" and c.tag_ == "WRB") for c in token.children)
        if token.dep_ == "advcl" and marked and token.tag_ != "VB":
            break
        if token.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in token.children):
            break
        if token.dep_ == "pcomp" and token.head.lower_ in ("before", "after", "since"):
            break
        token = token.head
    return token


def clause_triggers(scene: Scene, token: Token, told: Sequence[Ids]) -> Iterator[Trigger]:
    """What the clauses of a token's sentence tell by their company; `told`: whose meetings it has told already."""
    span = told_span(scene, token)
    for top, people in _companies(scene, span):
        if len(people) < 2 or any(set(people) & set(t) for t in told):
            continue
        clause = [t for t in span if clause_of(t) == top]
        cue = _word_of_presence(scene, clause, top) or _act_at_one_place(scene, clause, top, people)
        if (
            cue is None
            or _are_in_two_towns(scene, clause)
            or _is_unreal(clause)
            or not _is_anchored(scene, span, people)
        ):
            continue
        row = word_rows("presence").get(cue.lemma_.lower()) or {}
        yield Trigger(
            token=cue.i, word=cue.lemma_.lower(), kind="company", format=row.get("format") or "in_person",
            people=people, explicit=True, definite=False,
        )  # fmt: skip


def _companies(scene: Scene, span: Span) -> list[tuple[Token, Ids]]:
    """The clauses of a sentence that leaders of different countries take part in, with those leaders."""
    found: dict[int, list[str]] = {}
    torn: set[int] = set()  # "he sent a team to meet them": a group that is met by one of its own
    last = None
    named = scene.people_tokens
    for i in named[bisect_left(named, span.start) : bisect_left(named, span.end)]:
        word, mention, ids = scene.doc[i], scene.mention_at.get(i), scene.people_at[i]
        if mention is last:
            continue
        last = mention
        root = _root_of(scene, word, mention)
        top = clause_of(root)
        if takes_part(scene, root, top):
            here = found.setdefault(top.i, [])
            if len(ids) > 1 and len(set(here)) == 1 and set(here) < set(ids) and root.dep_ in ("dobj", "pobj"):
                torn.add(top.i)
            here.extend(ids)
        for clause in root.children:  # "X, whom Y was to see"
            if clause.dep_ == "relcl" and any(t.lower_ in ("whom", "who") for t in clause.children):
                found.setdefault(clause.i, []).extend(ids)
    return [(scene.doc[i], _leaders(scene, merged(ids))) for i, ids in found.items() if i not in torn]


def _root_of(scene: Scene, word: Token, mention) -> Token:
    """The word of a mention by which it hangs on the rest of the sentence."""
    while word.head.i != word.i and scene.mention_at.get(word.head.i) is mention:
        word = word.head
    return word


def takes_part(scene: Scene, root: Token, top: Token) -> bool:
    """Whether a person named at `root` is on the scene of a clause, rather than an owner or a topic in it."""
    word, beside = root, False
    while word != top and word.head.i != word.i:
        head = word.head
        noun = head.lemma_.lower()
        if word.dep_ == "appos" and head.i not in scene.people_at and _before(word.left_edge) != ",":
            return True  # "In the hall of the castle X and Y signed": a subject that the parser took for a name
        shared = noun in OWN or noun in word_rows("noun") or noun in word_rows("presence")
        if word.dep_ == "poss" and not shared:
            return False
        cut = (
            head.pos_ == "PROPN" and head.i not in scene.place_tokens and len(scene.mention_at[root.i].text.split()) > 1
        )
        if word.dep_ in ("compound", "nmod", "amod") and not shared and head.i not in scene.people_at and not cut:
            return False
        if word.dep_ in ("pobj", "pcomp"):
            if not (_puts_on_scene(head) or (beside and head.lower_ in SETTING)):
                return False
            beside = True
        word = head
    return True


def _before(token: Token) -> str:
    """The word before, in lower case; nothing before the first."""
    return token.nbor(-1).lower_ if token.i else ""


def _puts_on_scene(link: Token) -> bool:
    noun = link.head.lemma_.lower()
    if link.lower_ in BESIDE or (link.lower_ == "to" and "next" in (link.head.lower_, _before(link))):
        return True
    if link.lower_ == "from":
        return _before(link) == "across"
    if link.lower_ == "of":
        if LEADING.search(link.head.text):
            return True  # "President of Belarus Alexander Lukashenko"
        return noun in OWN or noun in word_rows("noun") or noun in ("front", "group", "trio", "pair", "company")
    if link.lower_ == "for":
        return noun in MEALS or link.head.lemma_ in ("wait", "host", "give")
    return link.lower_ == "to" and noun in ("host", "welcome", "visit", "hand", "hold", "give", "introduce", "talk")


def _leaders(scene: Scene, people: Ids) -> Ids:
    """Of those present the leaders, the first named of each country; () where they are not of two countries."""
    chosen: dict[str | None, str] = {}
    for person_id in people:
        person = scene.persons.get(person_id)
        if person is not None and person.country and are_foreign_leaders(scene, (person_id,)):
            chosen.setdefault(person.country, person_id)
    return tuple(chosen.values()) if len(chosen) >= 2 else ()


def _word_of_presence(scene: Scene, clause: list[Token], top: Token) -> Token | None:
    """The word of a clause that tells of presence: of meeting before others, the first of equals."""
    for group in (("verb", "noun", "together", "host"), ("presence",)):
        rows = {w for kind in group for w in word_rows(kind)} - VAGUE
        for token in clause:
            known = token.lemma_.lower() in rows or (token.lemma_.lower() in TALK and _talks_together(token))
            if known and token.i not in scene.people_at and _is_said(scene, token):
                return top if token.pos_ in ("ADV", "ADP", "ADJ") and top.pos_ in ("VERB", "AUX") else token
    return None


def _talks_together(token: Token) -> bool:
    """ "had spoken face to face in Oslo", "talked with X": no speech about somebody, and none to the press."""
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    return token.pos_ == "VERB" and after in ("face", "by", "with", "on", "in", "for", "over", "alone", "again")


def _act_at_one_place(scene: Scene, clause: list[Token], top: Token, people: Ids) -> Token | None:
    """Any act that two leaders are the subjects of, or one with the other, on a day and in a town its clause names."""
    if top.pos_ not in ("VERB", "AUX") or not is_any_act(top.lemma_.lower()):
        return None
    subjects = [c for c in top.children if c.dep_ in SUBJECTS]
    actors = merged(*(phrase_people(scene, t) for t in [*subjects, *with_objects(top)]))
    inside = {t.i for t in clause}
    days = any(a in inside and t.earliest and t.earliest == t.latest for a, _, t in scene.times)
    towns = [scene.doc[a] for a, _, p in scene.places if a in inside and p.kind in ("city", "venue")]
    here = any(t.head.lower_ in ("in", "at", "into", "inside", "to") or t.dep_ == "compound" for t in towns)
    many = phrases("gathering").search(top.sent.text) is not None
    return top if days and here and not many and len(set(actors) & set(people)) >= 2 else None


def _is_said(scene: Scene, token: Token) -> bool:
    """Whether a word of presence is no denial ("without lunch"), count ("six calls") or time ("an hour later")."""
    if token.lemma_ == "part" and token.pos_ == "NOUN":
        return False  # "took part" may be from anywhere; "parted" is not
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    denied = any(c.lower_ in ("no", "any") for c in token.children) or token.head.lower_ == "without"
    of_many = token.dep_ == "compound" and is_count(scene, token.head)
    meeting = token.lemma_.lower() in word_rows("noun")
    if token.lemma_ in ("hour", "minute") and token.head.lower_ == "within":
        return False  # "arrived within an hour of each other"
    return not (denied or after in PASSING or of_many or (meeting and is_count(scene, token)))


def _are_in_two_towns(scene: Scene, clause: list[Token]) -> bool:
    """ "X sat in Oslo and Y in Madrid", "they took part from Oslo and Madrid": each in a town of his own."""
    inside = {t.i for t in clause}
    towns = set()
    for at, _, place in scene.places:
        if at in inside and place.kind == "city":
            word = scene.doc[at]
            first = word.head if word.dep_ == "conj" else word
            if first.head.lower_ in ("in", "from"):
                towns.add(place.place)
    return len(towns) > 1


def _is_unreal(clause: list[Token]) -> bool:
    """Whether a clause denies, asks or supposes."""
    words = [t for t in clause if t.lower_ in UNREAL]
    return bool(words) or clause[-1].sent[-1].text == "?" or bool(APART.search(clause[0].sent.text))


def _is_anchored(scene: Scene, span: Span, people: Ids) -> bool:
    """Whether the sentence, or one of the two before it that names one of the persons, has a day or a town."""
    start, end = span.start, span.end
    for _ in range(3):
        here = [t for a, _, t in scene.times if start <= a < end and t.earliest and t.earliest == t.latest]
        here += [p for a, _, p in scene.places if start <= a < end and p.kind in ("city", "venue")]
        named = {i for t in scene.doc[start:end] for i in scene.people_at.get(t.i, ())}
        if here and named & set(people):
            return True
        if start == 0:
            return False
        before = scene.doc[start - 1].sent
        start, end = before.start, before.end
    return False
