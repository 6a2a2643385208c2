"""Who "he", "she" and "they" are: the most salient person before them who fits, in the manner of centering.

A person is salient as the subject of the sentence before, as the one just quoted, as the one the last pronoun meant;
less as an object, less with every sentence in between. Gender must fit. What another person says inside quotation
marks neither offers nor takes antecedents. A pronoun in a clause that opens its sentence looks ahead to the subject.
After Grosz, Joshi and Weinstein (1995), "Centering", and Lappin and Leass (1994); weights are our own.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from summitry.extract.statements.cues import cue_of
from summitry.extract.statements.grammar import VERBAL, Page, read_page
from summitry.records import Article, Mention, Person

FARTHEST = 9  # sentences between a pronoun and its antecedent
SPEAKS_ON = 0.8  # whoever spoke last speaks on
UNKNOWN_GENDER = 0.5
NEXT_LINE = 1.0  # what a new line adds to the distance, in sentences
INTRODUCED = 3.2  # somebody named for the first time, with who they are, is about to speak
MARGIN = 0.25  # how much better the best antecedent must be than the next person
PLURAL = {"they", "them", "their", "theirs", "themselves"}
POSSESSIVE = {"his", "her", "hers", "its"}
ROLE_WEIGHT = {
    "nsubj": 3.0,
    "nsubjpass": 2.7,
    "agent": 1.5,
    "dobj": 1.2,
    "dative": 1.2,
    "pobj": 0.9,
    "poss": 1.0,
    "appos": 1.5,
}


@dataclasses.dataclass(slots=True, kw_only=True)
class Candidate:
    """A person mentioned: where, in which grammatical role, in which sentence."""

    person: str
    gender: str | None
    start: int
    token: Token
    sentence: float
    weight: float
    quoted: int
    pronoun: bool = False
    speaks: bool = False


def resolve_pronouns(
    article: Article, doc: Doc, mentions: Sequence[Mention], people: Sequence[Person], *, page: Page | None = None
) -> tuple[Mention, ...]:
    """The same mentions, pronouns with the `person_id` (or, for they, the `people`) they point at where it is clear.

    Takes mentions whose names and offices already carry their person_id. Order and everything else stay as they are.
    `page` is what `read_page` made of the article, if that was done before.
    """
    page = page or read_page(doc, article.text)
    genders = {p.person_id: p.gender for p in people}
    sentences = _places(page)
    seen: list[Candidate] = []
    groups: list[tuple[float, tuple[str, ...], int]] = []  # sentence, people, quotation
    counts: Counter[str] = Counter()
    resolved: dict[int, Mention] = {}
    order = sorted(range(len(mentions)), key=lambda k: (mentions[k].start, -mentions[k].end))
    for k in order:
        mention = mentions[k]
        token = head_token(page, mention.start, mention.end)
        if token is None:
            continue
        if mention.kind == "pronoun":
            mention = _resolve(page, mention, token, seen, groups, counts, sentences, mentions, genders)
            resolved[k] = mention
        if mention.person_id:
            gender = mention.gender or genders.get(mention.person_id)
            new = counts[mention.person_id] == 0
            seen.append(_candidate(page, mention, token, gender, sentences, new=new))
            counts[mention.person_id] += 1
        if len(mention.people) > 1:
            groups.append((sentences[token.i], mention.people, page.quoted[token.i]))
    return tuple(resolved.get(k, m) for k, m in enumerate(mentions))


def _places(page: Page) -> list[float]:
    """Per token how far into the text its sentence stands: a step for each sentence, a part of one for each line."""
    places, place, fresh = [], 0.0, True
    for first, last in page.bounds:
        words = [t for t in page.doc[first : last + 1] if not t.is_space]
        place += (1 if words else 0) + (NEXT_LINE if words and fresh else 0)
        fresh = (fresh and not words) or "\n" in page.doc[last].text
        places.append(place)
    return [places[n] for n in page.sentence]


def head_token(page: Page, start: int, end: int) -> Token | None:
    """The token of a span that hangs on something outside it."""
    first = page.first_token(start)
    tokens = [t for t in page.doc[first : page.first_token(end)] if not t.is_space]
    if not tokens and 0 < first <= len(page.doc):
        tokens = [page.doc[first - 1]]
    inside = {t.i for t in tokens}
    for token in reversed(tokens):
        if token.head.i not in inside or token.head.i == token.i:
            return token
    return tokens[-1] if tokens else None


def _candidate(
    page: Page, mention: Mention, token: Token, gender: str | None, sentences: list[float], *, new: bool
) -> Candidate:
    weight = _weight(token)
    if new and mention.kind == "name" and any(c.dep_ == "appos" for c in token.children):
        weight = max(weight, INTRODUCED)
    return Candidate(
        person=mention.person_id or "",
        gender=gender,
        start=mention.start,
        token=token,
        sentence=sentences[token.i],
        weight=weight,
        quoted=page.quoted[token.i],
        pronoun=mention.kind == "pronoun",
        speaks=_speaks(token),
    )


def _weight(token: Token) -> float:
    """How salient the grammatical role of a mention makes it; a name in apposition has the role of its noun."""
    while token.dep_ == "appos" and token.head.i < token.i:  # his counterpart, X: as his counterpart
        token = token.head
    if token.dep_ == "conj":
        return 0.8 * ROLE_WEIGHT.get(_first_conjunct(token).dep_, 1.0)
    if token.dep_ == "compound" or (token.dep_ == "poss" and token.head.dep_ == "nsubj"):
        return 1.5
    if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("relcl", "advcl", "ccomp", "acl"):
        return 0.8 * ROLE_WEIGHT[token.dep_]
    return ROLE_WEIGHT.get(token.dep_, 0.8)


def _speaks(token: Token) -> bool:
    """Is a mention the subject of a verb of speech?"""
    while token.dep_ == "appos" and token.head.i < token.i:
        token = token.head
    cue = cue_of(token.head) if token.dep_ == "nsubj" and token.head.dep_ != "ccomp" else None
    return cue is not None and cue.frames.get("clause") == "speech"


def _first_conjunct(token: Token) -> Token:
    for _ in range(10):
        if token.dep_ != "conj":
            break
        token = token.head
    return token


def _resolve(
    page: Page,
    mention: Mention,
    token: Token,
    seen: list[Candidate],
    groups: list[tuple[float, tuple[str, ...], int]],
    counts: Counter[str],
    sentences: list[float],
    mentions: Sequence[Mention],
    genders: Mapping[str, str | None],
) -> Mention:
    wall = page.quoted[token.i]
    if mention.text.lower() in PLURAL:
        people = _plural(token, seen, groups, sentences[token.i], wall)
        return dataclasses.replace(mention, people=people, rule="group before") if people else mention
    scores: dict[str, float] = {}
    speaks = _speaks(token)
    now = sentences[token.i]
    for candidate in reversed(seen[-60:]):
        distance = now - candidate.sentence
        if distance > FARTHEST:
            break
        if candidate.quoted != wall or not _fits(mention.gender, candidate.gender) or _clashes(token, candidate.token):
            continue
        score = candidate.weight - 1.1 * distance
        score += 0.6 if candidate.pronoun and candidate.token.dep_ == "nsubj" else 0.0
        score += min(counts[candidate.person], 8) * 0.08
        score += SPEAKS_ON if candidate.speaks and speaks else 0.0
        score -= UNKNOWN_GENDER if candidate.gender is None else 0.0
        scores[candidate.person] = max(scores.get(candidate.person, -99.0), score)
    ahead = _ahead(page, token, mentions, sentences)
    if ahead is not None and _fits(mention.gender, ahead.gender or genders.get(ahead.person_id)):
        scores[ahead.person_id] = max(scores.get(ahead.person_id, -99.0), 0.0) + 2.5
    if not scores:
        return mention
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN:
        return mention
    return dataclasses.replace(mention, person_id=ranked[0][0], rule="most salient before")


def _fits(pronoun: str | None, person: str | None) -> bool:
    return pronoun is None or person is None or pronoun == person


def _clashes(pronoun: Token, other: Token) -> bool:
    """Two arguments of one verb are two persons (Putin met him), unless the pronoun is a possessive or reflexive."""
    if (pronoun.lower_ in POSSESSIVE and pronoun.dep_ == "poss") or pronoun.lower_.endswith("self"):
        # his own: "Putin's his"? never the noun it belongs to
        return other.i == pronoun.head.i
    a, b = _verb_of(pronoun), _verb_of(_first_conjunct(other))
    return a is not None and b is not None and a == b and pronoun.i != other.i


def _verb_of(token: Token) -> Token | None:
    """The verb whose argument a token is, through prepositions; None below nouns or in other positions."""
    for _ in range(4):
        if token.dep_ in ("nsubj", "nsubjpass", "dobj", "dative", "agent", "iobj") and token.head.pos_ in VERBAL:
            return token.head
        if token.dep_ in ("pobj", "prep") and token.head != token:
            token = token.head
            if token.pos_ in VERBAL:
                return token
            if token.dep_ == "prep" and token.head.pos_ in VERBAL:
                return token.head
            continue
        return None
    return None


def _ahead(page: Page, token: Token, mentions: Sequence[Mention], sentences: list[float]) -> Mention | None:
    """For a pronoun in a phrase that opens its sentence (In his report, Cohen ...): the subject that follows."""
    climbing = token
    for _ in range(12):
        if climbing.head == climbing:
            return None
        if climbing.dep_ in ("prep", "advcl") and climbing.head.pos_ in VERBAL and climbing.head.i > climbing.i:
            verb = climbing.head
            subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > token.i), None)
            if subject is None or sentences[subject.i] != sentences[token.i]:
                return None
            return next((m for m in mentions if m.person_id and m.start <= subject.idx < m.end), None)
        climbing = climbing.head
    return None


def _plural(
    token: Token, seen: list[Candidate], groups: list[tuple[float, tuple[str, ...], int]], now: float, wall: int
) -> tuple[str, ...]:
    """The group last named near by; else persons joined by "and"; else the two of the sentence before."""
    for sentence, people, quoted in reversed(groups[-6:]):
        if quoted == wall and now - sentence <= 3:
            return people
    near = [c for c in seen[-12:] if c.quoted == wall and 0 <= now - c.sentence < 2]
    for candidate in reversed(near):
        if candidate.token.dep_ == "conj":
            first = _first_conjunct(candidate.token)
            joined = sorted({c.person for c in near if _first_conjunct(c.token) == first})
            if len(joined) > 1:
                return tuple(joined)
    before = sorted({c.person for c in near if c.sentence < now})
    return tuple(before) if len(before) == 2 else ()
