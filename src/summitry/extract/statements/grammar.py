"""What the parse says of a cue: whose it is (source), what was said (content); all as spans of tokens.

Labels are those of spaCy's English models (ClearNLP style). A quotation is a wall: phrases found outside one never
reach into it, because the parser is at its worst there.
"""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from summitry.extract.statements.cues import cue_of
from summitry.extract.statements.marks import Quotation, find_paragraphs, find_quotations

LEFT_OF_NOUN = {"det", "amod", "compound", "poss", "nummod", "nmod", "advmod", "quantmod", "predet", "case", "neg"}
RIGHT_OF_NOUN = {
    "prep",
    "appos",
    "nummod",
    "conj",
    "cc",
    "punct",
    "compound",
    "nmod",
    "amod",
    "npadvmod",
    "case",
    "poss",
    "det",
}
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"}
VERBAL = {"VERB", "AUX"}
FULL_STOPS = (".", "!", "?")

Span = tuple[int, int]


@dataclass(slots=True, kw_only=True, eq=False)
class Page:
    """An article's tokens beside its quotations, paragraphs and sentences.

    `quoted[i]` is the quotation token i lies in, or -1. `sentence[i]` numbers the sentences by full stops and line
    ends, not by the parser, a quotation counting as one word; `bounds` has the first and last token of each.
    """

    text: str
    doc: Doc
    paragraphs: list[Span]
    quotations: tuple[Quotation, ...]
    opens: list[int]
    starts: list[int]
    quoted: list[int]
    sentence: list[int] = field(default_factory=list)
    bounds: list[Span] = field(default_factory=list)

    def first_token(self, offset: int) -> int:
        """Index of the first token that starts at or after an offset."""
        return bisect.bisect_left(self.starts, offset)

    def tokens(self, start: int, end: int) -> list[Token]:
        """The words and marks (no white space) that lie between two offsets."""
        found = self.doc[self.first_token(start) : self.first_token(end)]
        return [t for t in found if not t.is_space and t.idx + len(t) <= end]


@functools.lru_cache(maxsize=2)
def read_page(doc: Doc, text: str) -> Page:
    """Lay quotations, paragraphs and sentences beside the tokens; the last pages are kept (asked for twice)."""
    quotations = tuple(q for q in find_quotations(text) if not _is_nickname(text, q))
    starts = [t.idx for t in doc]
    quoted = [-1] * len(starts)
    for number, q in enumerate(quotations):
        for i in range(bisect.bisect_left(starts, q.start), bisect.bisect_left(starts, q.end)):
            quoted[i] = number
    page = Page(
        text=text, doc=doc, paragraphs=find_paragraphs(text), quotations=quotations,
        opens=[q.start for q in quotations], starts=starts, quoted=quoted,
    )  # fmt: skip
    first = 0
    for i in range(len(starts)):
        page.sentence.append(len(page.bounds))
        if _ends_sentence(page, i) or i + 1 == len(starts):
            page.bounds.append((first, i))
            first = i + 1
    return page


def _ends_sentence(page: Page, i: int) -> bool:
    """Does token i end a sentence: a full stop, a line's end, or a quotation that ends in one before a capital?"""
    token, number = page.doc[i], page.quoted[i]
    if number < 0:
        word = token.text
        return word in FULL_STOPS or (token.is_space and "\n" in word)
    if i + 1 < len(page.quoted) and page.quoted[i + 1] == number:
        return False
    q = page.quotations[number]
    if page.text[q.inner_start : q.inner_end].rstrip(" ’'")[-1:] not in FULL_STOPS:
        return False
    rest = page.text[q.end : q.end + 8].lstrip(" \t\xa0")
    return not rest or rest[0] in "\n\r" or rest.lstrip("“\"‘'([")[:1].isupper()


def sentence_around(page: Page, token: Token) -> Span:
    """Offsets of the sentence a token stands in, from its first word to its last mark."""
    first, last = page.bounds[page.sentence[token.i]]
    while first < token.i and page.doc[first].is_space:
        first += 1
    return page.starts[first], page.starts[last] + len(page.doc[last])


def _is_nickname(text: str, q: Quotation) -> bool:
    """Robert C. "Bobby" Scott: one or two words in quotation marks inside a name."""
    inner = text[q.inner_start : q.inner_end]
    before, after = text[max(0, q.start - 30) : q.start], text[q.end : q.end + 30]
    return bool(
        re.fullmatch(r"[A-Z][\w’'.-]*( [A-Z][\w’'.-]*)?", inner)
        and re.search(r"[A-Z][\w.’'-]*[^\S\n]$", before)
        and re.match(r"[^\S\n][A-Z]", after)
    )


def nearby_subject(page: Page, cue: Token) -> Token | None:
    """The subject of the nearest verb before a cue that has none of its own, outside quotations, in one paragraph."""
    wall = page.quoted[cue.i]
    for i in range(cue.i - 1, max(-1, cue.i - 60), -1):
        token = page.doc[i]
        if token.is_space and "\n" in token.text:
            return None
        if page.quoted[i] != wall:
            continue
        if token.text in (".", "!", "?") and wall == page.quoted[max(i - 1, 0)]:
            return None
        if token.dep_ in ("nsubj", "nsubjpass") and page.quoted[token.head.i] == wall:
            return token
    return None


def subject_of(verb: Token) -> Token | None:
    """Who does what the verb says: its own subject, or that of the verb it hangs on; None if nobody is named."""
    token = verb
    for _ in range(8):
        passive = None
        for child in token.children:
            if child.dep_ == "nsubj":
                return child
            if child.dep_ == "nsubjpass":
                passive = child
        if passive is not None:
            if token == verb:
                return _agent_of(token)
            return passive
        head = token.head
        if head == token:
            return None
        if token.dep_ == "xcomp":
            controlled = [c for c in head.children if c.dep_ == "dobj" and c.i < token.i]
            if controlled and token.tag_ in ("VB", "VBG"):
                return controlled[-1]
        if token.dep_ == "pcomp" or token.dep_ == "prep":
            token = head
            while token.dep_ == "prep" and token.head != token:
                token = token.head
            if token.pos_ not in VERBAL:
                return token if token.pos_ in NOMINAL and token.i < verb.i and token.pos_ == "PROPN" else _up(token)
            continue
        if token.dep_ in ("acl", "relcl") and head.pos_ in NOMINAL:
            return (
                head
                if token.tag_ in ("VBG", "VBD", "VBZ", "VBP", "TO", "VB") or token.dep_ == "relcl"
                else _agent_of(token)
            )
        if head.pos_ in VERBAL and token.dep_ in (
            "conj",
            "xcomp",
            "advcl",
            "ccomp",
            "parataxis",
            "dep",
            "aux",
            "auxpass",
        ):
            token = head
            continue
        return None
    return None


def _up(noun: Token) -> Token | None:
    """For "in a speech saying ...": the subject of the verb above the noun."""
    token = noun
    for _ in range(6):
        if token.pos_ in VERBAL:
            return subject_of(token)
        if token.head == token:
            return None
        token = token.head
    return None


def _agent_of(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def phrase_of(head: Token, page: Page) -> Span:
    """The noun phrase around a head noun: determiners, titles, of-phrases, appositions; no relative clauses.

    Returns offsets. Never crosses a quotation mark or the end of a paragraph.
    """
    wall = page.quoted[head.i]
    left = right = head.i
    for child in sorted(head.lefts, key=lambda t: -t.i):
        edge = child.left_edge.i
        if (
            child.dep_ not in LEFT_OF_NOUN
            or _broken(edge, left, page, wall)
            or (child.pos_ in VERBAL and child.dep_ != "amod")
        ):
            break
        left = edge
    for child in head.rights:
        if child.dep_ not in RIGHT_OF_NOUN:
            break
        edge = child.right_edge.i
        if child.dep_ == "punct":
            if child.text in (",", "(", "-", "–", "—", "[") or child.text in (")", "]"):
                continue
            break
        if child.dep_ in ("conj", "appos") and child.pos_ not in NOMINAL:
            break
        if child.dep_ == "cc" or _broken(right, edge, page, wall):
            if child.dep_ == "cc":
                continue
            break
        if child.dep_ in ("relcl", "acl") and (page.doc[child.left_edge.i - 1].text == "," or _has_cue(child)):
            break
        right = _cut_clauses(child, edge)
        if right < edge:
            break
    return _trim(page, left, right)


def _cut_clauses(token: Token, edge: int) -> int:
    """The last token of a phrase before any clause inside it ("an official in Kyiv who asked ...": Kyiv)."""
    last = edge
    for inner in token.subtree:
        if inner.i > edge:
            break
        nonrestrictive = inner.left_edge.i > 0 and token.doc[inner.left_edge.i - 1].text == ","
        if inner == token and token.dep_ in ("relcl", "acl"):
            continue
        if inner.dep_ in ("advcl", "ccomp", "parataxis") or (inner.dep_ in ("relcl", "acl") and nonrestrictive):
            last = min(last, inner.left_edge.i - 1)
    return max(last, token.i if token.dep_ != "prep" else token.i - 1)


def _has_cue(clause: Token) -> bool:
    """Does a clause report something itself (a letter saying that ...)? Then it is no part of a source's name."""
    return any(t.dep_ == "ccomp" for t in clause.children) and cue_of(clause) is not None


def _broken(first: int, last: int, page: Page, wall: int) -> bool:
    """Does a stretch of tokens leave its paragraph or cross a quotation's mark?"""
    return any(page.quoted[i] != wall or "\n" in page.doc[i].text for i in range(first, last + 1))


def _trim(page: Page, left: int, right: int) -> Span:
    doc = page.doc
    while right > left and (
        (doc[right].is_punct and doc[right].text not in (")", "]"))
        or doc[right].is_space
        or doc[right].lower_ in ("and", "'s", "’s", "’")
    ):
        right -= 1
    while left < right and ((doc[left].is_punct and doc[left].text not in ("(",)) or doc[left].is_space):
        left += 1
    start, end = doc[left].idx, doc[right].idx + len(doc[right])
    inside = page.text[start:end]
    if inside.count("(") > inside.count(")") and page.text[end : end + 1] == ")":
        end += 1
    elif inside.endswith(")") and inside.count(")") > inside.count("("):
        end -= 1
    return start, end


def clause_spans(head: Token, page: Page, *, without: Token | None = None) -> list[Span]:
    """The words under a token as runs of offsets, those under `without` left out, marks at the ends trimmed."""
    drop = {t.i for t in without.subtree} if without is not None else set()
    indexes = [t.i for t in head.subtree if t.i not in drop and not t.is_space]
    return runs(indexes, page)


def runs(indexes: list[int], page: Page) -> list[Span]:
    """Token indexes as runs of offsets: gaps of white space and punctuation alone do not break a run."""
    spans: list[Span] = []
    doc = page.doc
    first = previous = None
    for i in indexes:
        if previous is not None and all(doc[j].is_space or doc[j].is_punct for j in range(previous + 1, i)):
            previous = i
            continue
        if first is not None:
            spans.append((first, previous))
        first = previous = i
    if first is not None:
        spans.append((first, previous))
    return [span for a, b in spans for span in [trim_content(page, doc[a].idx, doc[b].idx + len(doc[b]))] if span]


def trim_content(page: Page, start: int, end: int) -> Span | None:
    """Trim white space and separating marks; keep quotation marks that pair, and a final full stop's quotation."""
    text = page.text
    while start < end and (text[start].isspace() or text[start] in ",;:—–-)]"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:.—–-(["):
        end -= 1
    return (start, end) if re.search(r"\w", text[start:end]) else None


def snap_to_quotations(page: Page, span: Span) -> Span:
    """Widen a content so that it never cuts a quotation in two; a cut of a mere mark is cut away instead."""
    start, end = span
    for n in {page.quoted[i] for i in (_token_at(page, start), _token_at(page, end - 1)) if i is not None}:
        if n < 0:
            continue
        q = page.quotations[n]
        if q.start < start < q.end:
            start = q.start
        if q.start < end < q.end:
            end = q.end
    return start, end


def _token_at(page: Page, offset: int) -> int | None:
    i = bisect.bisect_right(page.starts, offset) - 1
    return i if i >= 0 else None
