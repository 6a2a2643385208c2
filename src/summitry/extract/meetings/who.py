"""Whom words of an article mean: noun phrases, "he", "the two leaders", the leaders of countries, delegations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from summitry.extract.meetings.scene import (
    SUBJECTS,
    Ids,
    Scene,
    Trigger,
    merged,
    subject_tokens,
)
from summitry.extract.meetings.words import GROUP_WORDS, HE, SAYING, THEY, phrases, word_rows
from summitry.knowledge.people import find_gender, find_person, find_role
from summitry.knowledge.places import find_country
from summitry.records import Person


def phrase_people(scene: Scene, token: Token, *, pair: Ids = (), depth: int = 0) -> Ids:
    """The persons a noun phrase names, from its head: "Netanyahu and Putin", "his counterpart, Shinzo Abe".

    `pair` stands for "the two leaders" and "they" where upstream left them open. Possessors and persons in
    relative clauses do not count: "Putin's spokesman" names nobody we know.
    """
    if depth > 6:
        return ()
    own = scene.people_at.get(token.i, ())
    if not own and token.pos_ == "PROPN":
        own = merged(*(scene.people_at.get(c.i, ()) for c in token.children if c.dep_ == "compound"))
    if token.pos_ == "PRON" and token.lower_ in HE:
        # whoever resolved it: nobody meets himself
        own = tuple(i for i in own if i not in _co_arguments(scene, token)) or antecedent(scene, token)
    if len(own) == 2 and _stands_for_two(scene, token):
        own = _others_of_three(scene, token, own) or two_before(scene, token) or own
    if not own and token.lower_ in ("each", "both"):  # "with each of them"
        own = merged(*(_of_them(scene, c) for c in token.children if c.lower_ == "of"))
    if not own and token.tag_ in ("WP", "WDT") and token.lower_ in ("who", "whom", "which"):
        return _whom_relative(scene, token, pair=pair, depth=depth + 1)
    if not own and is_group(scene, token):
        three = two_before(scene, token, count=3) if "three" in _size_words(token) else ()
        known = three or two_before(scene, token) or pair or recent_people(scene, token) or _two_of_the_story(scene)
        own = group_by_countries(scene, token) or (known if _size_fits(token, known) else ())
    if not own:
        own = _other_side(scene, token, pair) or _national(scene, token)
    linked = [
        c for c in token.children if c.dep_ == "conj" or (c.dep_ == "appos" and (not own or _is_person(scene, c)))
    ]
    if not own and token.pos_ == "NOUN":  # "the speaker of the parliament Gulmira Asanova"
        named = [p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children]
        linked += [a for p in named for a in p.children if a.dep_ == "appos" and _is_person(scene, a)]
    if not own:
        linked += _behind_country(scene, token)
    return merged(own, *(phrase_people(scene, c, pair=pair, depth=depth + 1) for c in linked))


def _of_them(scene: Scene, link: Token) -> Ids:
    """ "each of them", where they are not the one who meets them."""
    whole = merged(*(scene.people_at.get(p.i, ()) for p in link.children if p.dep_ == "pobj"))
    each = link.head
    taken = _co_arguments(scene, each)
    others = tuple(i for i in whole if i not in taken)
    return _others_of_three(scene, each, whole) or (others if len(others) > 1 else ())


def _whom_relative(scene: Scene, token: Token, *, pair: Ids, depth: int) -> Ids:
    """ "X, whom Y was to see", "X, with whom Y met": the one the relative clause describes."""
    clause = token
    while clause.dep_ not in ("relcl", "ROOT") and clause.head.i != clause.i:
        clause = clause.head
    head = clause.head
    if clause.dep_ != "relcl" or head.i >= token.i:
        return ()
    while head.i not in scene.people_at and head.dep_ in ("appos", "conj"):
        head = head.head
    own = scene.people_at.get(head.i, ())
    if token.lower_ == "whom" and not own:  # the parser hung the clause on a place or thing after the name
        barred = subject_people(scene, clause)
        named = [scene.people_at.get(t.i, ()) for t in scene.doc[token.sent.start : token.i] if t.pos_ == "PROPN"]
        own = next((ids for ids in reversed(named) if len(ids) == 1 and ids[0] not in barred), ())
    return own if len(own) == 1 else ()


def _behind_country(scene: Scene, token: Token) -> list[Token]:
    """ "President of Belarus Alexander Lukashenko": the name that the parser hung, with the country, below "of"."""
    names = [p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
    if not LEADING.search(token.text):
        return []
    return [p for p in names if p.i in scene.people_at and any(c.i in scene.place_tokens for c in p.subtree)]


def _size_words(token: Token) -> set[str]:
    return {c.lower_ for c in token.children} | {token.lower_}


def _size_fits(token: Token, pair: Ids) -> bool:
    """ "the three leaders" are three."""
    words = _size_words(token)
    size = 3 if words & {"three", "trio"} else 2 if words & {"two", "pair", "both", "duo"} else None
    return size is None or len(pair) == size


def _stands_for_two(scene: Scene, token: Token) -> bool:
    """Whether a word is "they", "the two", "both leaders", whoever resolved it; no countries are named with it."""
    mention = scene.mention_at.get(token.i)
    if token.lower_ in THEY:
        return True
    return mention is not None and mention.kind == "group" and bool(TWO.search(mention.text))


TWO = re.compile(r"\b(?:two|both|pair|duo)\b", re.IGNORECASE)


def two_before(scene: Scene, token: Token, *, count: int = 2) -> Ids:
    """The two leaders (or `count`) of the nearest sentence before a word that names any, if it names just so many.

    "Trump met Kim's envoy on June 1; the two leaders are to shake hands": not the two of the story, Merkel and Macron.
    """
    start, end = token.sent.start, token.i
    for _ in range(4):
        named: list[str] = []
        for word in scene.doc[start:end]:
            mention, ids = scene.mention_at.get(word.i), scene.people_at.get(word.i, ())
            leads = mention is not None and mention.kind in ("name", "role") and are_foreign_leaders(scene, ids)
            named += [i for i in ids if leads and i not in named]
        if named:
            return tuple(sorted(named)) if len(named) == count and are_foreign_leaders(scene, named) else ()
        if start == 0:
            break
        before = scene.doc[start - 1].sent
        start, end = before.start, before.end
    return ()


def _others_of_three(scene: Scene, token: Token, own: Ids) -> Ids:
    """ "X greeted the two", after the three were named: the other two, since nobody greets himself."""
    taken = _co_arguments(scene, token)
    three = two_before(scene, token, count=3) if set(own) & set(taken) else ()
    return tuple(i for i in three if i not in taken) if set(taken) < set(three) else ()


def recent_people(scene: Scene, token: Token) -> Ids:
    """The two persons named last before a word, in its sentence and the three before it; () where there are fewer.

    "Kim Jong Un's train carried him to the spaceport, where Putin was waiting. The two talked for hours."
    """
    floor = token.sent.start
    for _ in range(3):
        floor = scene.doc[floor - 1].sent.start if floor > 0 else floor
    found: list[str] = []
    for before in reversed(scene.doc[floor : token.i]):
        ids = scene.people_at.get(before.i, ())
        if len(ids) == 2:
            return ids
        if len(ids) == 1 and before.pos_ != "PRON" and ids[0] not in found:
            found.append(ids[0])
        if len(found) == 2:
            return tuple(sorted(found)) if are_foreign_leaders(scene, found) else ()
    return ()


def _two_of_the_story(scene: Scene) -> Ids:
    """The two whom an article names most, if they are leaders of different countries: "the same two men"."""
    return scene.principals if are_foreign_leaders(scene, scene.principals) else ()


LEADING = re.compile(
    r"president|premier|minister|chancellor|king|queen|emir|sultan|leader|secretary|prince|emperor|chairman|\bpm\b|diplomat",
    re.IGNORECASE,
)


def are_foreign_leaders(scene: Scene, people: Sequence[str]) -> bool:
    """Whether all are known, by the article or people.csv, as leaders or ministers, of different countries."""
    known = [scene.persons[i] for i in people if i in scene.persons]
    roles = [p.role or (find_person(p.name) or {}).get("roles", "") for p in known]
    countries = {p.country for p in known}
    return len(known) == len(people) == len(countries) and all(LEADING.search(r) for r in roles)


def are_public(scene: Scene, people: Sequence[str]) -> bool:
    """Whether one at least has an office or a country, none is a mere given name, and they are no family.

    "He met his wife, Ana, in Caracas", "the president and his wife Michelle will visit": no meetings.
    """
    known = [p for p in (scene.persons.get(i) for i in people) if p is not None and not _is_given_only(p)]
    public = [p for p in known if p.country or find_person(p.name) or (p.role and find_role(p.role.split(" of ")[0]))]
    names = {p.name.split()[-1] for p in known}
    return len(known) >= 2 and bool(public) and (len(names) >= 2 or len({p.country for p in known}) >= 2)


def _is_given_only(person: Person) -> bool:
    """A person of whom the article gives neither family name, office nor country."""
    bare = not person.role and not person.country and not find_person(person.name)
    return bare and " " not in person.name and find_gender(person.name) is not None


OTHER_SIDES = frozenset(["host", "guest", "visitor", "counterpart", "interlocutor", "colleague"])


def _other_side(scene: Scene, token: Token, pair: Ids) -> Ids:
    """ "his host", "their guest", "her French counterpart": of the two at hand the one who is not the owner."""
    owner = next((c for c in token.children if c.dep_ == "poss" and c.lower_ in HE), None)
    if token.lemma_.lower() not in OTHER_SIDES or owner is None or any(c.dep_ == "appos" for c in token.children):
        return ()
    known = pair or recent_people(scene, token)
    rest = tuple(i for i in known if i not in antecedent(scene, owner))
    return rest if len(known) == 2 and len(rest) == 1 else ()


def _national(scene: Scene, token: Token) -> Ids:
    """ "the American", "the Ukrainian": the one leader of that country whom the article names."""
    definite = any(c.dep_ == "det" and c.lower_ == "the" for c in token.children)
    if not definite or token.tag_ not in ("NN", "NNP", "JJ") or not token.text[0].isupper():
        return ()
    country = find_country(token.text, by=("adjective",))
    if not country:
        return ()
    before = [i for t in scene.doc[max(0, token.i - 120) : token.i] for i in scene.people_at.get(t.i, ())]
    near = [i for i in before if scene.persons[i].country == country and are_foreign_leaders(scene, (i,))]
    return (near[-1],) if near else leaders_of(scene, [country])


def _is_person(scene: Scene, token: Token) -> bool:
    return token.i in scene.people_at


NOT_IN_OFFICE = re.compile(r"elect\b|former|\bex-|candidate|nominee|vice|deputy|designate", re.I)
LEADER_ROLE = re.compile(r"president|prime minister|premier|chancellor|king|queen|emir|sultan|leader|head of", re.I)


def leaders_of(scene: Scene, countries: Sequence[str]) -> Ids:
    """The one leader of each country whom the article names; () when any country has none or two."""
    found = []
    for country in countries:
        here = [i for i in scene.named if i in scene.persons and scene.persons[i].country == country]
        roles = {i: scene.persons[i].role or "" for i in here}
        leaders = [i for i in here if LEADER_ROLE.search(roles[i]) and not NOT_IN_OFFICE.search(roles[i])]
        chosen = leaders if len(leaders) == 1 else here
        if len(chosen) != 1:
            return ()
        found.append(chosen[0])
    return merged(found)


def group_by_countries(scene: Scene, token: Token) -> Ids:
    """ "The leaders of the United States, Canada and Mexico": the persons, if the article names one of each."""
    if token.tag_ != "NNS" or token.lemma_.lower() not in ("leader", "president", "minister"):
        return ()
    heads = [p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
    if not heads:
        return ()
    places = [p.country for a, _, p in scene.places if heads[0].left_edge.i <= a <= heads[0].right_edge.i and p.country]
    countries = list(dict.fromkeys(places))
    return leaders_of(scene, countries) if len(countries) >= 2 else ()


def is_group(scene: Scene, token: Token) -> bool:
    """Whether a word stands for the persons told of before: "they", "the two leaders", "the pair"."""
    if token.i in scene.people_at:
        return False
    if token.lower_ in THEY:
        return True
    definite = any(c.lower_ in ("the", "both", "two", "these", "all") for c in token.children)
    definite = definite or token.lower_ in ("two", "both")
    plural = token.tag_ in ("NNS", "NNPS", "CD") or token.lower_ in ("pair", "duo", "both", "trio")
    return definite and plural and token.lemma_.lower() in GROUP_WORDS


def antecedent(scene: Scene, token: Token) -> Ids:
    """Whom "he" or "she" means: the latest subject before it, in this or the previous two sentences."""
    mention = scene.mention_at.get(token.i)
    gender = (mention.gender if mention else None) or ("f" if token.lower_ in ("she", "her") else "m")
    floor = token.sent.start
    for _ in range(4):  # a quotation between counts for two or three
        floor = scene.doc[floor - 1].sent.start if floor > 0 else floor
    fallback: Ids = ()
    taken = _co_arguments(scene, token)
    reporter = _reporter(token)
    if reporter is not None and token.dep_ in SUBJECTS:  # "X told Y that he would ...": he is X, as a rule
        return scene.people_at.get(reporter.i, ())
    for before in reversed(scene.doc[floor : token.i]):
        ids = scene.people_at.get(before.i, ())
        if len(ids) != 1 or before.pos_ == "PRON" or ids[0] in taken:
            continue
        person = scene.persons.get(ids[0])
        if person and person.gender and person.gender != gender:
            continue
        if is_subject(before) or (taken and before.sent == token.sent):
            return ids
        fallback = fallback or (ids if taken else ())
    return fallback


def is_subject(token: Token) -> bool:
    """Whether a word is a subject, or the name beside one ("Sudan's prime minister, Abdalla Hamdok")."""
    return token.dep_ in SUBJECTS or (token.dep_ == "appos" and token.head.dep_ in SUBJECTS)


def _co_arguments(scene: Scene, token: Token) -> Ids:
    """Whom a pronoun cannot mean: the subject of its verb ("X met with him") or whom it is joined to ("he and X")."""
    joined = merged(*(scene.people_at.get(c.i, ()) for c in token.children if c.dep_ == "conj"))
    if token.dep_ in SUBJECTS or token.dep_ == "poss" or joined:
        return joined
    verb = token.head.head if token.dep_ == "pobj" else token.head
    return merged(*(scene.people_at.get(t.i, ()) for t in subject_tokens(verb)))


def _reporter(token: Token) -> Token | None:
    """The subject of the verb of saying above a pronoun's clause, or None."""
    clause = token.head
    while clause.dep_ in ("xcomp", "conj", "aux") and clause.head.i != clause.i:
        clause = clause.head
    if clause.dep_ != "ccomp" or clause.head.lemma_.lower() not in SAYING:
        return None
    return next((c for c in clause.head.children if c.dep_ in SUBJECTS), None)


def subject_people(scene: Scene, token: Token, *, pair: Ids = ()) -> Ids:
    """The persons who do what a verb says; of "became the first leader to meet him" the one who became it.

    So of "the last president to meet him was X".
    """
    subjects = subject_tokens(token)
    found = merged(*(phrase_people(scene, t, pair=pair) for t in subjects))
    named = [t.head for t in subjects if t.dep_ == "attr" and t.head.lemma_ in ("be", "become")]
    found = found or merged(*(phrase_people(scene, s, pair=pair) for v in named for s in subject_tokens(v)))
    told = [t.head for t in subjects if t.dep_ == "nsubj" and t.head.lemma_ == "be" and t.head.i != token.i]
    return found or merged(*(phrase_people(scene, c) for v in told for c in v.children if c.dep_ == "attr"))


def seat_holder(scene: Scene, token: Token, guest: str) -> Ids:
    """Whom a foreign leader comes to see at a seat of power: "a visit of Erdogan to the White House" is to Biden.

    The one leader of that country whom the article names; () for towns and countries, where many may be met.
    """
    person = scene.persons.get(guest)
    if person is None or not LEADER_ROLE.search(person.role or ""):
        return ()
    for start, end, place in scene.places:
        root = scene.doc[start:end].root
        link = root if root.dep_ == "dobj" else root.head
        reached = link.dep_ == "dobj" or link.lower_ in ("to", "at", "in", "into")
        if reached and link.head.i == token.i and place.kind == "venue" and phrases("seat").search(place.place):
            abroad = place.country is not None and place.country != person.country
            return leaders_of(scene, [place.country]) if abroad else ()
    return ()


def trigger_party(scene: Scene, trigger: Trigger) -> str | None:
    """The party a trigger's subject is ("delegation"), or None."""
    token = scene.doc[trigger.token]
    if token.pos_ in ("NOUN", "PROPN"):
        while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
            token = token.head
    return next((p for t in subject_tokens(token) if (p := party_of(t))), None)


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
