"""Meetings told without a word of meeting: what two leaders do together, at one place on one day.

"sat side by side", "the two walked in the garden", "his guest, Benjamin Netanyahu". The verbs are `together` rows of
meeting_words.csv; what any other verb tells is read in `company`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from spacy.tokens import Token

from summitry.extract.meetings.scene import (
    Ids,
    Scene,
    Trigger,
    hosting_verb,
    merged,
    told_span,
)
from summitry.extract.meetings.verbs import verb_people
from summitry.extract.meetings.who import antecedent, phrase_people
from summitry.extract.meetings.words import HE, HOST_AND_GUEST, SAYING, phrases, word_rows
from summitry.knowledge import read_rows


def act_trigger(scene: Scene, token: Token, lemma: str, pair: Ids) -> Iterator[Trigger]:
    """The trigger a verb is by what its persons do together; or "his guest, X" beside a day or a town."""
    people: Ids = ()
    groups = False
    if token.pos_ in ("NOUN", "PROPN"):
        people = _host_and_guest(scene, token)
    elif lemma in word_rows("together"):
        people, groups = verb_people(scene, token, "verb", pair)
        people = people if _is_joint(scene, token) and not _are_of_one_country(scene, people) else ()
    if len(people) >= 2:
        yield Trigger(
            token=token.i, word=lemma, kind="together", format="in_person", people=people, explicit=not groups,
            definite=groups,
        )  # fmt: skip


@functools.cache
def _other_verbs() -> frozenset[str]:
    """Verbs that tell of no presence: of speech and mind, denial, plans, and the `unlike` rows."""
    cues = {row["lemma"] for row in read_rows("cues", required=("lemma",))}
    kinds = ("unlike", "denial", "possible", "cancel", "verb", "host", "travel", "modal")
    return frozenset(cues | SAYING | {w for kind in kinds for w in word_rows(kind)})


def is_any_act(lemma: str) -> bool:
    """Whether a verb may tell of presence: none of speech, of the mind, of plans or denial."""
    return lemma not in _other_verbs()


def _are_of_one_country(scene: Scene, people: Ids) -> bool:
    """Whether all belong to one country: a president and his wife on a tour hold no summit."""
    countries = [scene.persons[i].country for i in people if i in scene.persons]
    return len(set(countries)) == 1 and countries[0] is not None


def _host_and_guest(scene: Scene, token: Token) -> Ids:
    """ "listened as his guest, Benjamin Netanyahu, ...": host and guest, where the sentence has a day or a town."""
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    named = [c for c in token.children if c.dep_ == "appos" and c.i in scene.people_at]
    if token.lemma_.lower() not in HOST_AND_GUEST or owner is None or not named:
        return ()
    span = told_span(scene, token)
    here = any(span.start <= a < span.end and t.earliest for a, _, t in scene.times)
    here = here or any(span.start <= a < span.end and p.kind in ("city", "venue") for a, _, p in scene.places)
    other = antecedent(scene, owner) if owner.lower_ in HE else phrase_people(scene, owner)
    people = merged(other, *(phrase_people(scene, c) for c in named))
    return people if here and len(people) == 2 else ()


BESIDE = re.compile(
    r"\b(?:together|side by side|face to face|hand in hand|arm in arm|each other|one another|opposite|alone)\b",
    re.IGNORECASE,
)
APART = re.compile(r"\b(?:apart|separate(?:ly)?|respectively|in turn)\b", re.IGNORECASE)


def _is_joint(scene: Scene, token: Token) -> bool:
    """Whether what several persons do they do together: "sat side by side", "the two walked in the garden in Oslo".

    "were", "appeared" and "attended" need a town or venue besides, and no forum that many attend; other verbs a word of
    togetherness, a length of time, a day or a town.
    """
    clause = scene.doc[token.left_edge.i : token.right_edge.i + 1]
    if APART.search(clause.text):
        return False
    beside = bool(BESIDE.search(clause.text)) or any(c.lower_ == "both" for c in token.children)
    if token.lemma_ in ("be", "appear", "attend"):
        return (token.lemma_ == "be" and beside) or (
            (beside or token.lemma_ == "be") and _stands_somewhere(scene, token)
        )
    when = any(token.left_edge.i <= a <= token.right_edge.i for a, _, _ in scene.times)
    return beside or when or hosting_verb(token) is not None or _stands_somewhere(scene, token)


def _stands_somewhere(scene: Scene, token: Token) -> bool:
    """Whether a town or venue follows "were at", and no forum that many attend."""
    after = [c for c in token.children if c.dep_ == "prep" and c.lower_ in ("in", "at") and c.i > token.i]
    at_place = any(p.i in scene.place_tokens for c in after for p in c.children)
    return at_place and not phrases("gathering").search(token.sent.text)
