"""What stands beside a cue, where the parser found no clause or the wrong one: read off the order of the words."""

from __future__ import annotations

from spacy.tokens import Token

from summitry.extract.statements.clauses import NOTHING, Found, is_finite
from summitry.extract.statements.cues import Cue
from summitry.extract.statements.grammar import Page, sentence_around, trim_content
from summitry.extract.statements.source import is_passive, phrase_of, subject_beside, subject_of

SUBORDINATE = {"when", "while", "although", "though", "after", "before", "as", "if", "because", "since", "asked"}


def beside_the_parse(page: Page, token: Token, cue: Cue) -> Found:
    """The clause of a finite cue where the parser found none: what goes before "..., X told Y on Monday." to the end of
    a sentence, or the words behind a "that" further on (told Y on condition of anonymity that ...)."""
    if token.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or is_passive(token) or "clause" not in cue.frames:
        return NOTHING
    start, end = sentence_around(page, token)
    if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in token.children):
        return _commented(page, token, start, end)
    after = [t for t in page.tokens(token.idx + len(token), end) if page.quoted[t.i] < 0]
    that = next((t for t in after[:16] if t.lower_ == "that" and t.tag_ in ("IN", "WDT")), None)
    if that is not None and not any(is_finite(t) or t.text in (",", ":") for t in after if t.i < that.i):
        span = trim_content(page, that.idx + 4, end)
        return ([span], "clause after that", cue.frames["clause"]) if span else NOTHING
    if len(after) > 14 or any(is_finite(t) or t.text == ":" for t in after):
        return NOTHING
    source = subject_of(token) or subject_beside(page, token)
    if source is None or not start <= source.idx < token.idx:
        return NOTHING
    first = page.first_token(phrase_of(source, page)[0])
    before = page.tokens(start, page.starts[first])
    clause = any(is_finite(t) and page.quoted[t.i] < 0 for t in before[:-1])
    if first == 0 or page.doc[first - 1].text != "," or not clause or before[0].lower_ in SUBORDINATE:
        return NOTHING
    span = trim_content(page, before[0].idx, before[-1].idx)
    return ([span], "clause before", cue.frames["clause"]) if span else NOTHING


def _commented(page: Page, token: Token, start: int, end: int) -> Found:
    """As the president noted, trade has grown: what stands in the sentence beside the clause with "as"."""
    first, last = token.left_edge.idx, token.idx + len(token)
    before, after = page.tokens(start, first), page.tokens(last, end)
    if before or len(after) < 5 or after[0].text != "," or not any(is_finite(t) for t in after):
        return NOTHING
    span = trim_content(page, last, end)
    return ([span], "as X said", "speech") if span else NOTHING
