"""What is named by an object or a phrase: called the plan "dead", praised the army, called for talks, accused X of Y.

Acts done with words are attitudes as long as none of the words is given; with words in quotation marks they are speech.
"""

from __future__ import annotations

import bisect

from spacy.tokens import Token

from summitry.extract.statements.clauses import (
    NOTHING,
    Found,
    clause_under,
    has_to,
    is_finite,
    starts_with_that,
    with_joined_noun,
)
from summitry.extract.statements.cues import Cue, cue_of, lemma_of, word_list
from summitry.extract.statements.grammar import VERBAL, Page, Span, sentence_around, trim_content
from summitry.extract.statements.nouns import NOUN_CUES

COMPLETING = {"as", "for", "of", "to"}
# Verbs of wanting, liking, siding: no act of speech whatever stands in quotation marks behind them.
STATES = word_list("state of mind")
FARTHEST_QUOTATION = 9  # tokens between a cue and the quotation that its object or phrase holds


def named_by_object(page: Page, token: Token, cue: Cue) -> Found:
    """The object of a cue with what it is called, up to a quotation in it: the plan "dead"; the talks as "frank"."""
    tier = cue.frames.get("object", "")
    if not tier or (token.tag_ == "VBN" and token.dep_ == "acl"):  # an exhibition called "..."
        return NOTHING
    parts = _parts(token)
    spans = [s for c in parts for s in clause_under(page, c, token)]
    span = (min(s for s, _ in spans), max(e for _, e in spans)) if spans else None
    quoted = _to_quotation(page, token, span)
    if quoted is None and (span is None or _is_bare(parts)):
        return NOTHING
    told = quoted is not None and lemma_of(token) not in STATES
    if in_a_report(token) or told:
        tier = "speech"
    return [quoted or span], "quoted object" if told else "object", tier


def _parts(token: Token) -> list[Token]:
    """The object and what completes it: she called [the plan] [a disaster]; described [the talks] [as frank]."""
    after = [c for c in token.children if c.i > token.i]
    objects = [c for c in after if c.dep_ == "dobj" and c.tag_ not in ("WDT", "WP")]
    first = objects[0].i if objects else token.i
    rest = [c for c in after if c.i > first and (c.dep_ == "oprd" or _is_small_clause(c))]
    if objects:
        rest += [c for c in after if c.i > first and c.dep_ == "prep" and c.lower_ in COMPLETING]
    return objects + rest


def _is_small_clause(clause: Token) -> bool:
    """The talks a success: a clause without a verb of its own, as the parser reads what something is called."""
    if clause.dep_ != "ccomp" or starts_with_that(clause):
        return False
    return clause.pos_ not in VERBAL and not any(is_finite(c) or c.tag_ == "TO" for c in clause.children)


def _is_bare(parts: list[Token]) -> bool:
    """Nothing but a pronoun: praised him."""
    return len(parts) == 1 and (parts[0].pos_ == "PRON" or parts[0].tag_ == "DT")


def _to_quotation(page: Page, token: Token, span: Span | None) -> Span | None:
    """A span widened to the quotation in it or right behind the cue in its clause; None if there is none."""
    after, end = token.idx + len(token), sentence_around(page, token)[1]
    n = bisect.bisect_left(page.opens, after)
    if n >= len(page.quotations) or page.quotations[n].start >= max(end, span[1] if span else 0):
        return None
    q = page.quotations[n]
    between = page.tokens(after, q.start)
    inside = span is not None and span[0] <= q.inner_start < span[1]
    if not inside and (len(between) > FARTHEST_QUOTATION or any(_parts_clauses(t) for t in between)):
        return None
    first = min(span[0], q.start) if inside else between[0].idx if between else q.start
    last = max(q.end, span[1] if span is not None else 0)
    while n + 1 < len(page.quotations) and page.text[last : page.quotations[n + 1].start].strip() in (
        "and",
        "or",
        ", and",
    ):
        n += 1
        last = page.quotations[n].end
    return first, last


def _parts_clauses(token: Token) -> bool:
    """Does a word show that another clause begins?"""
    return is_finite(token) or token.text in (",", ":", ";", "—", "–", "--") or cue_of(token) is not None


def named_by_phrase(page: Page, token: Token, cue: Cue) -> Found:
    """The phrase of a cue's preposition: warned of [war]; called on [the king to go]; called for [talks]."""
    for child in token.children:
        frame = f"prep:{child.lower_}"
        if frame not in cue.frames or child.dep_ not in ("prep", "prt"):
            continue
        inner = [c for c in child.children if c.dep_ in ("pobj", "pcomp") and c.ent_type_ not in ("DATE", "TIME")]
        spans = [s for c in inner for s in clause_under(page, c, token)]
        if not spans:
            continue
        spans = with_joined_noun(page, spans)
        asked = [c for c in token.children if c.dep_ in ("xcomp", "advcl") and c.i > child.i and has_to(c)]
        spans = [(spans[0][0], max(e for _, e in [*spans, *(s for c in asked for s in clause_under(page, c, token))]))]
        quoted = _to_quotation(page, token, spans[0])
        tier = cue.frames[frame]
        if quoted and tier == "attitude" and lemma_of(token) not in STATES:
            return [quoted], "quoted preposition", "speech"
        return [quoted or spans[0]], "preposition", tier
    return NOTHING


def presented(page: Page, token: Token, cue: Cue) -> Found:
    """In his report, X showed [what is in it]: the object to the end of the sentence."""
    if "presented" not in cue.frames or not in_a_report(token):
        return NOTHING
    spans = [s for c in _parts(token) for s in clause_under(page, c, token)]
    span = trim_content(page, min(s for s, _ in spans), sentence_around(page, token)[1]) if spans else None
    return ([span], "object", "speech") if span else NOTHING


def in_a_report(token: Token) -> bool:
    """In his report, X showed ...; in a statement, X condemned ..."""
    return any(
        c.dep_ == "prep" and c.lower_ == "in" and any(g.lower_ in NOUN_CUES for g in c.children) for c in token.children
    )
