"""What stands beside a cue, where the parser found no clause or the wrong one: read off the order of the words."""

from __future__ import annotations

from spacy.tokens import Token

from summitry.extract.statements.clauses import NOTHING, Found, is_finite
from summitry.extract.statements.cues import Cue, cue_of
from summitry.extract.statements.grammar import Page, sentence_around, trim_content
from summitry.extract.statements.source import is_passive, phrase_of, subject_beside, subject_of

SUBORDINATE = {"when", "while", "although", "though", "after", "before", "as", "if", "because", "since", "asked"}
CONDITIONS = {"if", "because", "when"}  # what may go on behind the cue: would return, he said, if all went well
COMPLEMENTS = {"that", "whether", "if", "how", "why", "what", "where", "who", "to"}


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


def around_the_cue(page: Page, token: Token) -> Found:
    """The rest of the sentence around a short clause of a finite cue: "The port, Lind said, would stay shut.",
    "The port will stay shut, the mayor told reporters on Monday."

    The comma before the clause, and the comma or the end of the sentence behind it, tell what the parser often misses.
    """
    if token.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or is_passive(token) or _has_object(token):
        return NOTHING
    start, end = sentence_around(page, token)
    source = subject_of(token) or subject_beside(page, token)
    if source is None or not start <= source.idx < end or page.quoted[source.i] >= 0:
        return NOTHING
    phrase = phrase_of(source, page)
    first = _clause_start(page, token, min(phrase[0], token.idx))
    if first == 0 or page.doc[first - 1].text not in (",", "—", "–", "--", "-"):
        return NOTHING
    before = page.tokens(start, page.doc[first - 1].idx)
    if not before or any(page.quoted[t.i] >= 0 for t in (before[0], before[-1])) or _breaks_off(before):
        return NOTHING
    after = page.tokens(max(phrase[1], token.idx + len(token)), end)
    after = after[:-1] if after and after[-1].text in (".", "!", "?") else after
    stop = next((k for k, t in enumerate(after[:9]) if t.text in (",", "—", "–", "--", "-")), len(after))
    if stop > 8 or any(is_finite(t) or t.text in (":", "“", '"') or t.lower_ in COMPLEMENTS for t in after[:stop]):
        return NOTHING
    clause = any(is_finite(t) and page.quoted[t.i] < 0 for t in before)
    rest = after[stop + 1 :]
    if rest and _goes_on(rest, told=clause):
        head = trim_content(page, before[0].idx, before[-1].idx + len(before[-1]))
        tail = trim_content(page, rest[0].idx, end)
        return [s for s in (head, tail) if s], "around the cue", "speech"
    if not clause or before[0].lower_ in SUBORDINATE or before[0].tag_ in ("VBG", "VBN", "CC"):
        return NOTHING
    span = trim_content(page, before[0].idx, before[-1].idx + len(before[-1]))
    return ([span], "clause before", "speech") if span else NOTHING


def _has_object(token: Token) -> bool:
    """Announced the end of it: what is said is the object behind the cue, not the words before; told X has a hearer."""
    cue = cue_of(token)
    dative = cue is not None and cue.addressee == "dative"
    return not dative and any(c.dep_ == "dobj" and c.i > token.i and not c.ent_type_ for c in token.children)


def _clause_start(page: Page, token: Token, offset: int) -> int:
    """The first token of a cue's own clause: its subject's, or with the subject behind it an adverb's before it."""
    first = page.first_token(offset)
    while first > 0 and page.doc[first - 1].pos_ in ("ADV", "AUX") and page.doc[first - 1].head == token:
        first -= 1
    return first


def _breaks_off(before: list[Token]) -> bool:
    """Words before a comma that are no part of what is said: a dateline, a subject, a participle that introduces."""
    last = before[-1]
    return last.text in (",", ":", ";") or before[0].lower_ in ("asked", "speaking", "responding", "according")


def _goes_on(rest: list[Token], *, told: bool) -> bool:
    """Do the words behind a cue's comma belong to what was said? Not a participle, a relative clause, a new clause with
    a subject of its own; and behind a whole clause only what has a verb."""
    opener = rest[0]
    if opener.tag_ in ("VBG", "VBN", "WP", "WDT", "WP$") or (
        opener.lower_ in SUBORDINATE and opener.lower_ not in CONDITIONS
    ):
        return False
    if opener.pos_ == "CCONJ" and any(cue_of(t) is not None for t in rest):
        return False
    finite = any(is_finite(t) for t in rest)
    return finite if told else finite or len(rest) >= 3
