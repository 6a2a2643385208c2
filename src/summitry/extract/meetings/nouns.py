"""Nouns of meeting: "talks", "a call", "their summit"; whose they are is told in `sides`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from summitry.extract.meetings.scene import Ids, Scene, Trigger, merged
from summitry.extract.meetings.sides import GATHERINGS, noun_people, partners_of, subject_before
from summitry.extract.meetings.verbs import PARTNER_PREPOSITIONS, each_with, partner_groups
from summitry.extract.meetings.who import are_foreign_leaders, recent_people
from summitry.extract.meetings.words import phrases, word_rows
from summitry.knowledge.places import find_country


def noun_trigger(scene: Scene, token: Token, lemma: str, pair: Ids) -> Iterator[Trigger]:
    """A noun of meeting with the persons on its sides; nothing where it only describes or names a gathering."""
    key = hyphened(token) or lemma
    row = word_rows("noun").get(key) or next(
        (r for c in token.children if (r := word_rows("noun").get(f"{c.lemma_.lower()} {lemma}"))), None
    )
    if _describes(token):
        return
    if not row or (token.dep_ in ("compound", "amod") and token.head.lemma_.lower() in word_rows("noun")):
        return
    if _is_proper_event(scene, token):
        return
    if token.dep_ == "dobj" and f"{token.head.lemma_.lower()} {lemma}" in word_rows("phrase"):
        return  # "paid a call on": the phrase tells of it
    if (
        token.ent_type_ == "EVENT"
        and key == "summit"
        and token.pos_ == "PROPN"
        and not partners_of(scene, token, pair)[0]
    ):
        return
    people, groups = noun_people(scene, token, pair)
    if len(people) < 2 and _is_process(token):
        return
    if len(people) < 2 and not any(c.dep_ == "poss" for c in token.children) and _is_named_forum(token):
        return
    determined = any(c.dep_ == "det" and c.lower_ in ("the", "that", "this", "both") for c in token.children)
    if not people and not determined and (people := _followed_by(scene, token, pair)):
        groups = True
    for sides in _one_by_one(scene, token, people, pair):
        yield Trigger(
            token=token.i, word=key, kind="noun", format=row["format"] or None, people=sides,
            explicit=len(sides) >= 2 and not groups, definite=groups or (determined and len(sides) < 2),
        )  # fmt: skip


FOLLOWING = frozenset(["follow", "continue", "resume", "begin", "end", "open", "take", "hold", "plan", "schedule"])


def _followed_by(scene: Scene, token: Token, pair: Ids) -> Ids:
    """ "talks at Hyderabad House followed on Tuesday": more of the two who met in the sentence before."""
    verb = token.head
    further = token.dep_ in ("nsubj", "nsubjpass") and verb.lemma_.lower() in FOLLOWING
    stranger = any(c.dep_ == "prep" and c.lower_ in (*PARTNER_PREPOSITIONS, "of") for c in token.children)
    if not further or stranger or token.lemma_.lower() in GATHERINGS:
        return ()
    return pair if pair and set(pair) == set(recent_people(scene, token)) else ()


def _one_by_one(scene: Scene, token: Token, people: Ids, pair: Ids) -> list[Ids]:
    """ "Meetings with Sunak, Meloni and Macron followed": one meeting each, with whom the sentence before is about."""
    groups = partner_groups(scene, token)
    told_apart = each_with(people, groups)
    if len(told_apart) > 1:
        return told_apart
    partners = merged(*groups)
    if token.tag_ != "NNS" or token.lemma_.lower() not in ("meeting", "call", "conversation") or len(partners) < 2:
        return [people]
    others = tuple(i for i in people if i not in partners) or subject_before(scene, token)
    if len(others) != 1 or set(others) & set(partners) or not are_foreign_leaders(scene, partners):
        return [people]
    return [merged(others, (partner,)) for partner in partners]


def _is_process(token: Token) -> bool:
    """ "the peace talks", "the third round of the talks": negotiations of delegations that go on for months."""
    of_round = token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() == "round"
    kinds = {c.lower_ for c in token.children if c.dep_ in ("compound", "amod")}
    return token.lemma_ in ("talk", "negotiation") and (of_round or bool(kinds & PROCESSES))


PROCESSES = frozenset(["peace", "coalition", "disarmament", "ceasefire", "truce", "membership", "accession", "budget"])


def _describes(token: Token) -> bool:
    """ "talk show", "coffee exporters", "dinner table": the word only describes another."""
    return token.dep_ == "compound" and token.lemma_.lower() in (
        "talk",
        "call",
        "coffee",
        "tea",
        "dinner",
        "lunch",
        "match",
    )


def is_noun_like(token: Token) -> bool:
    """ "The bilateral was taken off": a noun of meeting that the tagger takes for an adjective."""
    return (
        token.pos_ == "ADJ"
        and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
        and token.lower_ in word_rows("noun")
    )


def _is_proper_event(scene: Scene, token: Token) -> bool:
    """ "the tenth Asia-Europe Meeting": a gathering by its name."""
    inner = token.i > token.sent.start and token.text[0].isupper() and scene.article.kind_at(token.idx) == "body"
    named = [c for c in token.children if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"]
    return inner and bool(named) and not any(c.i in scene.people_at or find_country(c.text) for c in named)


def hyphened(token: Token) -> str | None:
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


def _is_named_forum(token: Token) -> bool:
    """ "the G20 summit", "the NATO summit": a gathering of many, of nobody in particular."""
    words = token.doc[token.left_edge.i : token.i + 1].text
    return token.lemma_.lower() in ("summit", "meeting", "session") and bool(phrases("gathering").search(words))
