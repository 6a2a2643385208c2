"""Which sentences are evidence, and whether a bare name in one of them is a subject of it or only passes by."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from summitry.extract.themes.match import CodeSearch, Hit, Matcher, SentenceWords
from summitry.records import EVIDENCE_KINDS, Article, Statement, record

HEADLINE_KINDS = ("title", "deck")
SUBJECTS = ("nsubj", "nsubjpass", "agent", "csubj")
MODIFIERS = ("amod", "compound", "poss", "nmod", "nummod", "appos")
LEAD_SENTENCES = 3
LARGE_SHARE, LARGE_NUMBER = 0.4, 4
# How a meeting is told; a power named in the lead beside one of these is a party to it.
# fmt: off
MEETING_WORDS = frozenset([
    "meet", "meeting", "talk", "talks", "summit", "visit", "visiting", "host", "receive", "welcome", "greet", "call",
    "phone", "speak", "conversation", "sit", "confer", "discuss", "transition", "join", "joint", "handshake",
])
# fmt: on


@record
class EvidenceSentence:
    """The words of one sentence that stand in title, deck, caption or body; offsets of the article, half-open."""

    number: int
    start: int
    end: int
    kind: str
    words: SentenceWords


def evidence_sentences(article: Article, doc: Doc, matcher: Matcher) -> list[EvidenceSentence]:
    """The sentences a reader would take as the article's words: no furniture, credit, dateline or repeated caption."""
    sentences = []
    evidence = _evidence_spans(article)
    for sent in doc.sents:
        tokens = [t for t in sent if not t.is_space and _is_within(evidence, t.idx)]
        if not any(t.is_alpha for t in tokens):
            continue
        sentences.append(
            EvidenceSentence(
                number=len(sentences),
                start=tokens[0].idx,
                end=tokens[-1].idx + len(tokens[-1]),
                kind=article.kind_at(tokens[0].idx) or "body",
                words=matcher.read(tokens),
            )
        )
    return sentences


def _evidence_spans(article: Article) -> tuple[list[int], list[int]]:
    """Where the segments that are evidence start and end, in order; the whole text where nothing is segmented."""
    if not article.segments:
        return [0], [len(article.text)]
    kept = [s for s in article.segments if s.kind in EVIDENCE_KINDS and s.repeats is None]
    return [s.start for s in kept], [s.end for s in kept]


def _is_within(spans: tuple[list[int], list[int]], offset: int) -> bool:
    starts, ends = spans
    number = bisect_right(starts, offset) - 1
    return number >= 0 and offset < ends[number]


def supports(hit: Hit, sentence: EvidenceSentence, statements: Sequence[Statement], *, framed: bool) -> bool | None:
    """Whether a name is a subject of its sentence: True; open until the article is known: False; never: None.

    True in title or deck, in a sentence with a topic frame, as subject or object of a clause, in what somebody says.
    None where the name belongs to the words for who speaks, or stands in a list of three or more without a frame.
    """
    if any(_in_speaker(t, statements) for t in hit.tokens):
        return None
    if sentence.kind in HEADLINE_KINDS or framed:
        return True
    if any(_is_listed(t) for t in hit.tokens):
        return None
    if any(_acts_or_is_acted_on(t) for t in hit.tokens):
        return True
    return any(a <= t.idx < b for s in statements for a, b in s.contents for t in hit.tokens)


def is_party(search: CodeSearch, sentences: Sequence[EvidenceSentence], parties: Iterable[str] | None) -> bool:
    """Whether the names of a third party are a party of the meeting the article is about: one of `parties` (names and
    countries of those who meet).

    Where those are not known they are when one takes part in something in the title, or in a meeting in the lead, or
    when they stand in so many sentences (LARGE_SHARE) that the article is about them.
    """
    if parties is not None:
        return search.code.is_named(parties)
    bodies = [s for s in sentences if s.kind == "body"]
    for sentence in [s for s in sentences if s.kind == "title"] + bodies[:LEAD_SENTENCES]:
        hits = _names_in(search, sentence.words)
        told = hits and (sentence.kind == "title" or sentence.words.has_any(MEETING_WORDS))
        if told and any(_takes_part(h) for h in hits):
            return True
    named = sum(bool(_names_in(search, s.words)) for s in bodies)
    return named >= LARGE_NUMBER and named >= LARGE_SHARE * len(bodies)


def convenes(hit: Hit) -> bool:
    """Whether a name is the subject of a verb whose object is a meeting: whoever calls or holds it takes part in it."""
    head = hit.tokens[-1]
    while head.dep_ in MODIFIERS and head.head.i != head.i:
        head = head.head
    if head.dep_ not in SUBJECTS:
        return False
    verb = head.head
    called = [t for t in verb.children if t.dep_ in ("dobj", "nsubjpass")]
    for pronoun in [
        t for t in called if t.lower_ in ("that", "which")
    ]:  # "a meeting of leaders in Bali that Biden called"
        before = reversed(verb.doc[verb.sent.start : pronoun.i])
        called += itertools.takewhile(lambda t: t.pos_ not in ("VERB", "AUX"), before)
    return any(t.lemma_.lower() in MEETING_WORDS for t in called)


def _names_in(search: CodeSearch, words: SentenceWords) -> list[Hit]:
    names = search.names or search.hints
    if not any(words.find_all(name) for name in names):
        return []
    own = words.without(t for s in search.except_in for hit in words.find_all(s) for t in hit.tokens)
    return [hit for name in names for hit in own.find_all(name)]


def _takes_part(hit: Hit) -> bool:
    """Subject, object, or companion ("with", "and") of something, and not merely the owner of a plan or the place."""
    head = hit.tokens[-1]
    while head.dep_ in ("compound", "amod", "nmod", "appos") and head.head.pos_ == "PROPN" and head.head.i != head.i:
        head = head.head
    if head.pos_ not in ("PROPN", "NOUN"):
        return False
    if head.dep_ in SUBJECTS or head.dep_ in ("dobj", "conj", "ROOT"):
        return True
    return head.dep_ == "pobj" and head.head.lower_ in ("with", "between", "by", "and", "of")


def _in_speaker(token: Token, statements: Sequence[Statement]) -> bool:
    return any(s.speaker_start is not None and s.speaker_start <= token.idx < s.speaker_end for s in statements)


def _is_listed(token: Token) -> bool:
    """In a list of three or more, itself or the noun it stands before ("the Russian, Turkish and Iranian envoys")."""
    heads = [token]
    if token.dep_ in MODIFIERS:
        heads.append(token.head)
    return any(len(head.conjuncts) >= 2 for head in heads)


def _acts_or_is_acted_on(token: Token) -> bool:
    """Subject of a clause, itself or as modifier of the subject ("Iran's efforts"), or itself what a verb acts on."""
    head = token
    while head.dep_ in MODIFIERS and head.head.i != head.i:
        head = head.head
    return head.dep_ in SUBJECTS or (head.dep_ == "dobj" and head.pos_ == "PROPN")
