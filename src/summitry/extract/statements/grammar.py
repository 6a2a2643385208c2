"""An article laid out for reading: its tokens beside its quotations, paragraphs and sentences; words as spans.

Dependency labels are those of spaCy's English models (ClearNLP style).
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from summitry.extract.statements.marks import Quotation, find_paragraphs, find_quotations

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
    ends: list[int]
    blank: list[bool]
    quoted: list[int]
    sentence: list[int] = field(default_factory=list)
    bounds: list[Span] = field(default_factory=list)

    def first_token(self, offset: int) -> int:
        """Index of the first token that starts at or after an offset."""
        return bisect.bisect_left(self.starts, offset)

    def tokens(self, start: int, end: int) -> list[Token]:
        """The words and marks (no white space) that lie between two offsets."""
        first, last = self.first_token(start), self.first_token(end)
        return [self.doc[i] for i in range(first, last) if not self.blank[i] and self.ends[i] <= end]


def read_page(doc: Doc, text: str) -> Page:
    """Lay quotations, paragraphs and sentences beside the tokens."""
    quotations = tuple(q for q in find_quotations(text) if not _is_nickname(text, q))
    words = [t.text for t in doc]
    starts = [t.idx for t in doc]
    quoted = [-1] * len(starts)
    last = set()  # the last token of each quotation
    for number, q in enumerate(quotations):
        first, end = bisect.bisect_left(starts, q.start), bisect.bisect_left(starts, q.end)
        quoted[first:end] = [number] * (end - first)
        if end > first:
            last.add(end - 1)
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    page = Page(
        text=text, doc=doc, paragraphs=find_paragraphs(text), quotations=quotations,
        opens=[q.start for q in quotations], starts=starts, ends=ends,
        blank=[w.isspace() for w in words], quoted=quoted,
    )  # fmt: skip
    first = 0
    for i, word in enumerate(words):
        page.sentence.append(len(page.bounds))
        stops = (word in FULL_STOPS or "\n" in word) if quoted[i] < 0 else i in last and _ends_sentence(page, quoted[i])
        if stops or i + 1 == len(starts):
            page.bounds.append((first, i))
            first = i + 1
    return page


def _ends_sentence(page: Page, number: int) -> bool:
    """Does a quotation end a sentence: a full stop in it, and behind it the line's end or a capital?"""
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
