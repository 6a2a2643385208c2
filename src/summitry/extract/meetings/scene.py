"""The article as the meeting grammar sees it: which token names which persons, and who is the subject of what."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from summitry.extract.meetings.words import GROUP_WORDS, HE, SAYING, THEY
from summitry.records import UNKNOWN_DAYS, Article, DayRange, Mention, Person, PlaceMention, TimeExpression, record

SUBJECTS = ("nsubj", "nsubjpass")
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
    top = sorted(counts, key=lambda i: (-counts[i], i))[:2]
    return Scene(
        article=article,
        doc=doc,
        people_at={i: tuple(ids) for i, ids in people_at.items() if ids},
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
    )


def merged(*groups: Sequence[str]) -> Ids:
    """Ids of several groups, each once, in order of first appearance."""
    return tuple(dict.fromkeys(i for group in groups for i in group))


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
    if not own and is_group(scene, token):
        own = group_by_countries(scene, token) or (pair if _size_fits(token, pair) else ())
    linked = [
        c for c in token.children if c.dep_ == "conj" or (c.dep_ == "appos" and (not own or _is_person(scene, c)))
    ]
    if not own and token.pos_ == "NOUN":  # "the speaker of the parliament Gulmira Asanova"
        named = [p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children]
        linked += [a for p in named for a in p.children if a.dep_ == "appos" and _is_person(scene, a)]
    return merged(own, *(phrase_people(scene, c, pair=pair, depth=depth + 1) for c in linked))


def _size_fits(token: Token, pair: Ids) -> bool:
    """ "the three leaders" are three."""
    words = {c.lower_ for c in token.children} | {token.lower_}
    size = 3 if words & {"three", "trio"} else 2 if words & {"two", "pair", "both", "duo"} else None
    return size is None or len(pair) == size


def _is_person(scene: Scene, token: Token) -> bool:
    return token.i in scene.people_at


NOT_IN_OFFICE = re.compile(r"elect\b|former|\bex-|candidate|nominee|vice|deputy|designate", re.I)
EMPTY = frozenset(["it", "what", "there"])
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
    definite = any(c.lower_ in ("the", "both", "two", "these") for c in token.children) or token.lower_ in (
        "two",
        "both",
    )
    plural = token.tag_ in ("NNS", "NNPS", "CD") or token.lower_ in ("pair", "duo", "both", "trio")
    return definite and plural and token.lemma_.lower() in GROUP_WORDS


def antecedent(scene: Scene, token: Token) -> Ids:
    """Whom "he" or "she" means: the latest subject before it, in this or the previous two sentences."""
    mention = scene.mention_at.get(token.i)
    gender = (mention.gender if mention else None) or ("f" if token.lower_ in ("she", "her") else "m")
    floor = token.sent.start
    for _ in range(2):
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
        if before.dep_ in SUBJECTS or (taken and before.sent == token.sent):
            return ids
        fallback = fallback or (ids if taken else ())
    return fallback


def _co_arguments(scene: Scene, token: Token) -> Ids:
    """The subject of the verb an object pronoun hangs on: "Netanyahu met with him" is not about himself."""
    if token.dep_ in SUBJECTS or token.dep_ == "poss":
        return ()
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


def told_span(scene: Scene, token: Token) -> Span:
    """The sentence of a token within its segment; a fragment before it that no full stop ended belongs to it."""
    start, end = token.sent.start, token.sent.end
    segment = scene.article.segment_at(token.idx)
    low, high = (segment.start, segment.end) if segment else (0, len(scene.article.text))
    while start > 0:
        before = scene.doc[start - 1]
        if before.idx < low or before.is_space or before.text[-1] in ".!?:;”\"’'":
            break
        start = before.sent.start
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
            return [_first_of_list(token)]
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


def subject_people(scene: Scene, token: Token, *, pair: Ids = ()) -> Ids:
    """The persons who do what a verb says."""
    return merged(*(phrase_people(scene, t, pair=pair) for t in subject_tokens(token)))


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
