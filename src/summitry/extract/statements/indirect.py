"""Reported speech without, or with only some, quotation marks: the clause a cue takes, and according-to phrases."""

from __future__ import annotations

from spacy.tokens import Token

from summitry.extract.statements.cues import Cue, cue_of
from summitry.extract.statements.direct import Draft
from summitry.extract.statements.grammar import (
    VERBAL,
    Page,
    Span,
    clause_spans,
    is_passive,
    nearby_subject,
    phrase_of,
    runs,
    snap_to_quotations,
    subject_of,
)


def report_clauses(page: Page) -> list[Draft]:
    """Every reported statement of a page whose cue stands outside quotation marks."""
    drafts = []
    for token in page.doc:
        if page.quoted[token.i] >= 0:
            continue
        if token.lower_ == "according":
            draft = _according_to(page, token)
        else:
            cue = cue_of(token)
            draft = _reported(page, token, cue) if cue is not None else None
        if draft is not None and draft.contents:
            drafts.append(draft)
    return drafts


def _according_to(page: Page, token: Token) -> Draft | None:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    if to is None:
        following = page.doc[token.i + 1] if token.i + 1 < len(page.doc) else None
        to = following if following is not None and following.lower_ == "to" else None
    if to is None:
        return None
    source = next((c for c in to.children if c.dep_ in ("pobj", "pcomp")), None)
    if source is None:
        return None
    top = token if token.dep_ in ("prep", "advcl", "acl") else to
    head = top.head
    drop = {t.i for t in token.subtree} | {t.i for t in to.subtree}
    while head.pos_ not in VERBAL and head.head != head:
        head = head.head
    indexes = [t.i for t in head.subtree if t.i not in drop and not t.is_space]
    contents = [s for s in runs(indexes, page) if s[1] - s[0] > 12]
    return Draft(
        contents=contents, cue=(token.idx, to.idx + len(to)), cue_at=token.i, source=phrase_of(source, page),
        source_at=source.i, rule="according to", form="indirect",
    )  # fmt: skip


def _reported(page: Page, token: Token, cue: Cue) -> Draft | None:
    if token.dep_ in ("amod", "compound"):
        return None
    contents, rule = _contents(page, token, cue)
    if not contents:
        return None
    source = subject_of(token)
    if source is None or page.quoted[source.i] >= 0:
        source = nearby_subject(page, token) if token.tag_ in ("VBG", "VB") and not is_passive(token) else None
    draft = Draft(contents=[snap_to_quotations(page, s) for s in contents], rule=rule, form="indirect", tier=cue.tier)
    draft.cue, draft.cue_at = (token.idx, token.idx + len(token)), token.i
    if source is not None:
        draft.source, draft.source_at = phrase_of(source, page), source.i
    return draft


def _contents(page: Page, token: Token, cue: Cue) -> tuple[list[Span], str]:
    """The spans of what is reported, and the rule that found them."""
    children = list(token.children)
    if cue.clause:
        clauses = [c for c in children if c.dep_ == "ccomp"]
        if clauses:
            spans = [s for c in clauses for s in _clause(page, c, token)]
            return _beside(page, spans, token), "clause"
    if token.dep_ in ("parataxis",) and cue.tier == "speech" and cue.clause:
        return [s for s in clause_spans(token.head, page, without=token)], "parenthetical"
    if cue.infinitive:
        open_clauses = [c for c in children if c.dep_ == "xcomp" and c.pos_ in VERBAL]
        if open_clauses:
            return [s for c in open_clauses for s in _clause(page, c, token)], "infinitive"
    if cue.prepositions:
        for child in children:
            if child.dep_ in ("prep", "prt") and child.lower_ in cue.prepositions:
                inner = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
                if inner:
                    return [s for c in inner for s in _clause(page, c, token)], "preposition"
    if cue.object and not is_passive(token):
        objects = [c for c in children if c.dep_ == "dobj" and c.i > token.i]
        if objects and objects[0].pos_ != "PRON":
            spans = [s for c in objects for s in _clause(page, c, token)]
            tail = [
                c
                for c in children
                if c.dep_ in ("oprd", "prep")
                and c.i > objects[0].i
                and (c.dep_ == "oprd" or c.lower_ in ("as", "for", "of"))
            ]
            for c in tail:
                spans.extend(_clause(page, c, token))
            return _join(spans), "object"
    return [], ""


def _join(spans: list[Span]) -> list[Span]:
    return [(min(s for s, _ in spans), max(e for _, e in spans))] if spans else []


def _clause(page: Page, head: Token, cue: Token) -> list[Span]:
    """The words under a complement, up to a following participle that reports anew (", adding that ...")."""
    stop = None
    for token in head.subtree:
        if (
            token.tag_ == "VBG"
            and token.i > head.i
            and token.dep_ in ("advcl", "acl", "conj")
            and cue_of(token) is not None
        ):
            previous = token.nbor(-1) if token.i else token
            if previous.text == "," and page.quoted[token.i] < 0:
                stop = token.i
                break
        if token.lower_ == "according" and page.quoted[token.i] < 0:
            stop = token.i if token.i > head.i else None
            if stop:
                break
    indexes = [t.i for t in head.subtree if not t.is_space and (stop is None or t.i < stop)]
    return runs(indexes, page)


def _beside(page: Page, spans: list[Span], cue: Token) -> list[Span]:
    """Leave out crumbs: one-word runs beside a longer one."""
    if len(spans) > 1:
        longest = max(e - s for s, e in spans)
        spans = [s for s in spans if s[1] - s[0] > 12 or s[1] - s[0] == longest]
    return spans
