"""Reported speech without, or with only some, quotation marks: the clause, infinitive, object or phrase a cue takes."""

from __future__ import annotations

from spacy.attrs import LEMMA, LOWER, POS, TAG
from spacy.symbols import AUX, VERB
from spacy.tokens import Token

from summitry.extract.statements.beside import around_the_cue, beside_the_parse
from summitry.extract.statements.clauses import (
    NOTHING,
    Found,
    clause_under,
    has_to,
    is_unreal,
    misread_clause,
    speaks_anew,
    starts_with_that,
    without_crumbs,
)
from summitry.extract.statements.cues import (
    Cue,
    adjective_cue_of,
    cue_of,
    lemma_of,
    noun_cue_of,
    participles,
    read_cues,
    word_list,
)
from summitry.extract.statements.direct import Draft
from summitry.extract.statements.grammar import (
    VERBAL,
    Page,
    clause_spans,
    snap_to_quotations,
)
from summitry.extract.statements.named import (
    according_to,
    can_speak,
    cited_beside,
    claim_that,
    in_the_words_of,
    made_clear,
    made_clear_that,
    sure_that,
)
from summitry.extract.statements.objects import named_by_object, named_by_phrase, presented
from summitry.extract.statements.source import is_passive, nearby_subject, phrase_of, subject_beside, subject_of

NOBODY = {"i", "you", "it", "there", "one", "that", "this", "which", "nobody", "anyone", "what"}
# Words that tell whose words or views a sentence gives: in the words of X, in X's view, as X put it.
TELLING = word_list("words of") | word_list("view") | {"put", "puts"}
IDLE = {"PUNCT", "SPACE", "DET", "PRON", "NUM", "CCONJ", "PART", "SYM"}


def report_clauses(page: Page) -> list[Draft]:
    """Every reported statement of a page whose cue stands outside quotation marks."""
    drafts = []
    for token in _candidates(page):
        if token.lower_ == "according":
            draft = according_to(page, token)
        elif token.lower_ in TELLING and (said := in_the_words_of(page, token)) is not None:
            draft = said
        elif (cue := cue_of(token)) is not None:
            draft = _reported(page, token, cue)
        elif token.lower_ == "clear" and (verb := made_clear(token)) is not None:
            draft = made_clear_that(page, token, verb)
        elif (cue := noun_cue_of(token)) is not None:
            draft = claim_that(page, token, cue)
        elif (cue := adjective_cue_of(token)) is not None:
            draft = sure_that(page, token, cue)
        else:
            draft = None
        if draft is not None and draft.contents:
            drafts.append(draft)
    return drafts


def _candidates(page: Page) -> list[Token]:
    """The tokens outside quotation marks that can be a cue: verbs, adjectives, and the words the lists know."""
    strings = page.doc.vocab.strings
    known = {strings[w] for w in read_cues("noun")} | {strings[w] for w in read_cues("adjective")}
    lower = {strings[w] for w in (*TELLING, "according", "clear", "said", "says", *participles())}
    rows = page.doc.to_array([POS, LOWER, LEMMA, TAG]).tolist() if len(page.doc) else []
    verbs = {strings[tag] for tag in ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")}
    return [
        page.doc[i]
        for i, (pos, word, lemma, tag) in enumerate(rows)
        if page.quoted[i] < 0 and (pos in (VERB, AUX) or tag in verbs or lemma in known or word in lower)
    ]


def _reported(page: Page, token: Token, cue: Cue) -> Draft | None:
    if token.dep_ in ("amod", "compound") or _is_prompt(token) or _is_quoting(token):
        return None
    contents, rule, tier = around_the_cue(page, token) if cue.frames.get("clause") == "speech" else NOTHING
    if not contents:
        contents, rule, tier = _contents(page, token, cue)
    if not contents and cue.tier == "speech":
        contents, rule, tier = beside_the_parse(page, token, cue)
    if not contents or all(
        len(page.tokens(*s)) < 2 and page.doc[page.first_token(s[0])].pos_ in IDLE for s in contents
    ):
        return None
    source = subject_of(token)
    if source is None or page.quoted[source.i] >= 0:
        source = subject_beside(page, token)
    if source is None and token.tag_ in ("VBG", "VB") and not is_passive(token):
        source = nearby_subject(page, token)
    if tier == "attitude" and (source is None or source.lower_ in NOBODY or is_unreal(token)):
        return None  # an attitude is worth telling only as somebody's own
    draft = Draft(contents=[snap_to_quotations(page, s) for s in contents], rule=rule, tier=tier)
    draft.cue, draft.cue_at = (token.idx, token.idx + len(token)), token.i
    source = cited_beside(page, token) or source
    if source is not None:
        draft.source, draft.source_at = phrase_of(source, page), source.i
    return draft


def _is_prompt(token: Token) -> bool:
    """Asked whether ..., he said ...; when pressed on ...; who asked not to be named: nothing the speaker says."""
    if token.tag_ == "VBN" and token.dep_ == "advcl" and not any(c.dep_ in ("nsubj", "aux") for c in token.children):
        return lemma_of(token) in ("ask", "press", "tell", "inform", "remind")
    unnamed = ("name", "identify", "quote", "specify")
    return lemma_of(token) in ("ask", "request") and any(
        c.dep_ in ("xcomp", "ccomp") and lemma_of(c) in unnamed and _is_passive_or_denied(c) for c in token.children
    )


def _is_passive_or_denied(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "neg") for c in verb.children)


def _is_quoting(token: Token) -> bool:
    """Reuters quoted X as saying ...: the cue is "saying"; Reuters reported, citing X: the cue is "reported"."""
    if token.lower_ in ("citing", "quoting") and any(c.dep_ == "dobj" and can_speak(c) for c in token.children):
        return True
    return lemma_of(token) in ("quote", "cite") and any(
        c.lower_ == "as" and any(g.dep_ == "pcomp" for g in c.children) for c in token.children
    )


def _contents(page: Page, token: Token, cue: Cue) -> Found:
    """The spans of what is reported, the rule that found them, and their tier."""
    children = list(token.children)
    frames = cue.frames
    if "clause" in frames:
        clauses = [c for c in children if c.dep_ == "ccomp"]
        spans = [s for c in clauses if c == clauses[0] or not speaks_anew(c) for s in clause_under(page, c, token)]
        if clauses and starts_with_that(clauses[0]):  # nothing before the cue belongs to what stands behind "that"
            spans = [s for s in spans if s[0] > token.idx] or spans
        if spans:
            return without_crumbs(spans), "clause", frames["clause"]
        told = [g for c in children if c.dep_ == "dobj" and cue.addressee == "dative" for g in c.children]
        spans = [
            s for g in told if g.dep_ in ("acl", "relcl") and starts_with_that(g) for s in clause_under(page, g, token)
        ]
        if spans:
            return without_crumbs(spans), "clause", frames["clause"]
        if token.dep_ == "parataxis" and cue.tier == "speech":
            return clause_spans(token.head, page, without=token), "parenthetical", "speech"
        repaired = misread_clause(page, token)
        if repaired:
            return repaired, "clause, repaired", frames["clause"]
    if "infinitive" in frames and not is_unreal(token):
        open_clauses = [
            c
            for c in children
            if (c.dep_ == "xcomp" and c.pos_ in VERBAL)
            or (has_to(c) and (c.dep_ == "ccomp" or (c.dep_ == "advcl" and _is_bidden(token, cue))))
        ]
        spans = [s for c in open_clauses for s in clause_under(page, c, token)]
        if spans:
            return spans, "infinitive", frames["infinitive"]
    if is_unreal(token):
        return NOTHING
    found = named_by_phrase(page, token, cue)
    if found[0] or is_passive(token):
        return found
    found = named_by_object(page, token, cue)
    return found if found[0] else presented(page, token, cue)


def _is_bidden(token: Token, cue: Cue) -> bool:
    """Does a verb of bidding have whom it bids as its object (exhorted the army to stop)?"""
    return cue.addressee == "dative" and any(c.dep_ == "dobj" for c in token.children)
