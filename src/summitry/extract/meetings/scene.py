"""The article as the meeting grammar sees it: which token names which persons, and who is the subject of what."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from summitry.extract.meetings.words import SAYING
from summitry.records import UNKNOWN_DAYS, Article, DayRange, Mention, Person, PlaceMention, TimeExpression, record

STOPS = ".!?:;”\"’'"
LONGEST_TOLD = 150  # words: a page without a full stop is not one sentence
SUBJECTS = ("nsubj", "nsubjpass")
EMPTY = frozenset(["it", "what", "there"])
# A word with one of these links has the subject of the word it hangs on.
SHARES_SUBJECT = frozenset(["xcomp", "conj", "advcl", "pcomp", "prep", "aux", "dep"]) | frozenset(
    ["pobj", "dobj", "npadvmod", "advmod", "attr", "acomp", "oprd"]
)
Ids = tuple[str, ...]


@record
class Scene:
    """One article made ready: persons, times and places by token, and the article's two most mentioned persons."""

    article: Article
    doc: Doc
    people_at: dict[int, Ids]
    people_tokens: tuple[int, ...]  # the keys of people_at, in order
    mention_at: dict[int, Mention]
    names: dict[str, str]
    persons: dict[str, Person]
    published: DayRange
    principals: Ids
    named: Ids  # everyone named, the most mentioned first
    times: tuple[tuple[int, int, TimeExpression], ...]  # first token, token after the last
    places: tuple[tuple[int, int, PlaceMention], ...]
    place_tokens: frozenset[int]
    time_tokens: frozenset[int]
    leads: dict[int, tuple[int, int]]  # start of a sentence -> the fragment before it: first token, last one's offset


def token_span(doc: Doc, start: int, end: int) -> Span | None:
    """The tokens that touch the characters [start, end), or None (as `Doc.char_span`, which walks the whole Doc)."""
    if end <= start or not len(doc) or end > doc[-1].idx + len(doc[-1].text_with_ws):
        return None
    first = bisect.bisect_right(doc, start, key=lambda t: t.idx + len(t))
    last = bisect.bisect_left(doc, end, key=lambda t: t.idx)
    return doc[first:last] if first < last else None


def set_scene(
    article: Article,
    doc: Doc,
    mentions: Sequence[Mention],
    people: Sequence[Person],
    times: Sequence[TimeExpression],
    places: Sequence[PlaceMention],
    published: DayRange = UNKNOWN_DAYS,
) -> Scene:
    """Index an article's mentions, times and places by token."""
    names = {p.person_id: p.name for p in people}
    people_at: dict[int, list[str]] = {}
    mention_at: dict[int, Mention] = {}
    counts: Counter[str] = Counter()
    for mention in sorted(mentions, key=lambda m: (m.end - m.start, m.start)):
        ids = (mention.person_id,) if mention.person_id else mention.people
        span = token_span(doc, mention.start, mention.end)
        if span is None:
            continue
        for token in span:
            mention_at.setdefault(token.i, mention)
            known = people_at.setdefault(token.i, [])
            if not known:  # of nested mentions the shortest speaks
                known.extend(i for i in ids if i)
        if mention.person_id and mention.kind != "pronoun":
            counts[mention.person_id] += 1
    spans_t = tuple((s.start, s.end, t) for t in times if (s := token_span(doc, t.start, t.end)) is not None)
    spans_p = tuple((s.start, s.end, p) for p in places if (s := token_span(doc, p.start, p.end)) is not None)
    people_at = {i: ids for i, ids in people_at.items() if ids}
    top = sorted(counts, key=lambda i: (-counts[i], i))[:2]
    return Scene(
        article=article,
        doc=doc,
        people_at={i: tuple(ids) for i, ids in people_at.items()},
        people_tokens=tuple(sorted(people_at)),
        mention_at=mention_at,
        names=names,
        persons={p.person_id: p for p in people},
        published=published,
        named=tuple(sorted(counts, key=lambda i: (-counts[i], i))),
        principals=tuple(sorted(top)) if len(top) == 2 else (),
        times=spans_t,
        places=spans_p,
        place_tokens=frozenset(i for a, b, _ in spans_p for i in range(a, b)),
        time_tokens=frozenset(i for a, b, _ in spans_t for i in range(a, b)),
        leads=dict(_leads(doc)),
    )


def _leads(doc: Doc) -> Iterator[tuple[int, tuple[int, int]]]:
    for fragment, sentence in pairwise(sentence.start for sentence in doc.sents):
        last = doc[sentence - 1]
        if not last.is_space and last.text[-1] not in STOPS:
            yield sentence, (fragment, last.idx)


def merged(*groups: Sequence[str]) -> Ids:
    """Ids of several groups, each once, in order of first appearance."""
    return tuple(dict.fromkeys(i for group in groups for i in group))


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


def told_span(scene: Scene, token: Token) -> Span:
    """The sentence of a token within its segment; a fragment before it that no full stop ended belongs to it."""
    start, end = token.sent.start, token.sent.end
    segment = scene.article.segment_at(token.idx)
    low, high = (segment.start, segment.end) if segment else (0, len(scene.article.text))
    while (lead := scene.leads.get(start)) and lead[1] >= low and end - start < LONGEST_TOLD:
        start = lead[0]
    while start < end - 1 and (scene.doc[start].idx < low or scene.doc[start].is_space):
        start += 1
    while end - 1 > token.i and (scene.doc[end - 1].idx >= high or scene.doc[end - 1].is_space):
        end -= 1
    return scene.doc[start:end]


def subject_tokens(token: Token) -> list[Token]:
    """The subject of a verb, shared subjects and controllers included; for a participle, the noun it describes."""
    seen: set[int] = set()
    while token.i not in seen:
        seen.add(token.i)
        own = [c for c in token.children if c.dep_ in SUBJECTS]
        if own and own[0].tag_ in ("WDT", "WP") and token.dep_ == "relcl":
            first = _first_of_list(token)
            thing = own[0].lower_ == "which" and first.pos_ == "PROPN"
            return [] if thing else [first]  # "a summit with Kim, which was to be held": the summit
        if own and own[0].lower_ in EMPTY and token.dep_ in ("ccomp", "xcomp", "advcl") and own[0].i != token.i:
            token = token.head  # "said it was an honour to meet him", "told what passed in a talk with him"
            continue
        if own:
            return own
        if token.dep_ in ("acl", "relcl"):
            owners = [c for c in token.head.children if c.dep_ == "poss"]
            return owners if owners and token.tag_ == "VB" else [token.head]
        if token.dep_ == "xcomp":  # object control: "invited Putin to meet"
            objects = [
                c
                for c in token.head.children
                if c.dep_ == "dobj" and token.head.lemma_ in ("invite", "urge", "ask", "allow")
            ]
            if objects:
                return objects
        if token.dep_ in SHARES_SUBJECT:
            token = token.head
        else:
            return []
    return []


def _first_of_list(verb: Token) -> Token:
    """Whom a relative clause describes: of "X and Y, who met in Oslo" both, so the first of the list."""
    head = verb.head
    partners = any(c.dep_ in ("dobj", "dative") or c.lower_ == "with" for c in verb.children)
    after_comma = verb.left_edge.i > 0 and verb.doc[verb.left_edge.i - 1].text == ","
    while after_comma and not partners and head.dep_ == "conj" and head.head.pos_ == head.pos_:
        head = head.head
    return head


def hosting_verb(token: Token) -> Token | None:
    """The verb of the clause that "where" or "during which" sets a trigger's clause in, or None.

    "will fly to Oslo on Thursday, where she is to be received": the parser hangs the clause on the nearest noun.
    """
    clause = token
    while clause.dep_ in ("xcomp", "conj", "dobj", "ccomp") and clause.head.i != clause.i:
        clause = clause.head
    if clause.dep_ not in ("relcl", "advcl"):
        return None
    marks = [c for c in clause.children if c.lower_ == "where"]
    marks += [p for c in clause.children if c.dep_ == "prep" for p in c.children if p.lower_ == "which"]
    if not marks or min(m.i for m in marks) > token.i:
        return None
    verb = clause.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    return verb if verb.pos_ in ("VERB", "AUX") else None


def spine(token: Token) -> Iterator[tuple[int, Token]]:
    """The words above a trigger that its mood, time and place may hang on, with their distance.

    Stops below a verb of saying that reports the trigger's clause, and where a clause only describes something else.
    """
    steps = 0
    yield steps, token
    while token.head.i != token.i:
        if token.dep_ in ("ccomp", "parataxis") and token.head.lemma_.lower() in SAYING:
            return
        if token.dep_ in ("relcl", "appos", "poss") and steps > 0:
            return
        if token.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in token.children):
            return
        token, steps = token.head, steps + 1
        yield steps, token
