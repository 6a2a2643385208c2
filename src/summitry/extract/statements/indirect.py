"""Reported speech without, or with only some, quotation marks: the clause a cue takes, and according-to phrases."""

from __future__ import annotations

from spacy.tokens import Token

from summitry.extract.statements.cues import Cue, cue_of, lemma_of, noun_cue_of, word_list
from summitry.extract.statements.direct import NOUN_CUES, Draft
from summitry.extract.statements.grammar import (
    VERBAL,
    Page,
    Span,
    clause_spans,
    runs,
    sentence_around,
    snap_to_quotations,
    trim_content,
)
from summitry.extract.statements.source import is_passive, nearby_subject, phrase_of, subject_beside, subject_of

NOBODY = {"i", "you", "it", "there", "one", "that", "this", "which", "nobody", "anyone", "what"}
IDLE = {"PUNCT", "SPACE", "DET", "PRON", "NUM", "CCONJ", "PART", "SYM"}
Found = tuple[list[Span], str, str]  # contents, rule, tier
NOTHING: Found = ([], "", "")
# Nouns of the occasion on which something is said, and of the reporter's comment on it.
SETTINGS = word_list("setting") | word_list("comment")
SUBORDINATE = {"when", "while", "although", "though", "after", "before", "as", "if", "because", "since", "asked"}
SPEAKERS = word_list("audience") | word_list("cited")
MODALS = {"will", "would", "could", "should", "may", "might", "can", "must", "shall", "'ll", "’ll", "'d", "’d"}


def report_clauses(page: Page) -> list[Draft]:
    """Every reported statement of a page whose cue stands outside quotation marks."""
    drafts = []
    for token in page.doc:
        if page.quoted[token.i] >= 0 or token.pos_ in IDLE:
            continue
        if token.lower_ == "according":
            draft = _according_to(page, token)
        elif (cue := cue_of(token)) is not None:
            draft = _reported(page, token, cue)
        elif token.lower_ == "clear" and (verb := _made_clear(token)) is not None:
            draft = _made_clear_that(page, token, verb)
        elif (cue := noun_cue_of(token)) is not None:
            draft = _claim_that(page, token, cue)
        else:
            draft = None
        if draft is not None and draft.contents:
            drafts.append(draft)
    return drafts


def _according_to(page: Page, token: Token) -> Draft | None:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    if to is None and token.i + 1 < len(page.doc) and page.doc[token.i + 1].lower_ == "to":
        to = page.doc[token.i + 1]
    source = next((c for c in to.children if c.dep_ in ("pobj", "pcomp")), None) if to is not None else None
    if source is None or page.quoted[source.i] >= 0:
        return None
    start, end = sentence_around(page, token)
    phrase = phrase_of(source, page)
    cited = _cited(page, phrase[1], end)
    contents: list[Span] = []
    if page.tokens(start, end)[0] == token:
        after = phrase_of(cited, page)[1] if cited is not None else phrase[1]
        comma = next((t for t in page.tokens(after, end) if t.text == "," and page.quoted[t.i] < 0), None)
        span = trim_content(page, comma.idx + 1, end) if comma is not None else None
        contents = [span] if span else []
    if not contents:
        head = token.head if token.dep_ in ("prep", "advcl", "acl") else to.head
        while head.pos_ not in VERBAL and head.head != head:
            head = head.head
        drop = {t.i for t in token.subtree} | {t.i for t in to.subtree}
        indexes = [t.i for t in head.subtree if t.i not in drop and not t.is_space]
        contents = [s for s in runs(indexes, page) if s[1] - s[0] > 12]
    draft = Draft(contents=contents, cue=(token.idx, to.idx + len(to)), cue_at=token.i, rule="according to")
    draft.source, draft.source_at = phrase, source.i
    if cited is not None:
        draft.source, draft.source_at = phrase_of(cited, page), cited.i
        draft.contents = [s for s in contents if not s[0] <= cited.idx < s[1]] or contents
    return draft


def _cited(page: Page, offset: int, end: int) -> Token | None:
    """Behind the name of a paper or agency: whom it cites (according to Reuters, citing two officials)."""
    tokens = page.tokens(offset, end)[:12]
    if len(tokens) < 3 or tokens[0].text != "," or tokens[1].lower_ not in ("citing", "quoting"):
        return None
    return next((c for c in tokens[1].children if c.dep_ == "dobj" and page.quoted[c.i] < 0 and _can_speak(c)), None)


def _reported(page: Page, token: Token, cue: Cue) -> Draft | None:
    if token.dep_ in ("amod", "compound") or _is_prompt(token) or _is_quoting(token):
        return None
    contents, rule, tier = _contents(page, token, cue)
    if not contents and cue.tier == "speech":
        contents, rule, tier = _beside_the_parse(page, token, cue)
    if not contents:
        return None
    source = subject_of(token)
    if source is None or page.quoted[source.i] >= 0:
        source = subject_beside(page, token)
    if source is None and token.tag_ in ("VBG", "VB") and not is_passive(token):
        source = nearby_subject(page, token)
    if tier == "attitude" and (source is None or source.lower_ in NOBODY or _is_unreal(token)):
        return None  # an attitude is worth telling only as somebody's own
    draft = Draft(contents=[snap_to_quotations(page, s) for s in contents], rule=rule, tier=tier)
    draft.cue, draft.cue_at = (token.idx, token.idx + len(token)), token.i
    source = _cited_beside(page, token) or source
    if source is not None:
        draft.source, draft.source_at = phrase_of(source, page), source.i
    return draft


def _cited_beside(page: Page, token: Token) -> Token | None:
    """Reuters reported, citing two officials, that ...: the officials."""
    end = sentence_around(page, token)[1]
    citing = next(
        (c for c in token.children if c.dep_ == "advcl" and c.lower_ in ("citing", "quoting") and c.i > token.i), None
    )
    if citing is None or citing.idx >= end:
        return None
    return next((c for c in citing.children if c.dep_ == "dobj" and _can_speak(c)), None)


def _can_speak(noun: Token) -> bool:
    """A person or a body, not a thing that is cited (a rise in prices)."""
    return noun.pos_ == "PROPN" or (noun.pos_ == "NOUN" and lemma_of(noun) in SPEAKERS)


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
    if token.lower_ in ("citing", "quoting") and any(c.dep_ == "dobj" and _can_speak(c) for c in token.children):
        return True
    return lemma_of(token) in ("quote", "cite") and any(
        c.lower_ == "as" and any(g.dep_ == "pcomp" for g in c.children) for c in token.children
    )


def _beside_the_parse(page: Page, token: Token, cue: Cue) -> Found:
    """The clause of a finite cue where the parser found none: what goes before "..., X told Y on Monday." to the end of
    a sentence, or the words behind a "that" further on (told Y on condition of anonymity that ...)."""
    if token.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or is_passive(token) or "clause" not in cue.frames:
        return NOTHING
    start, end = sentence_around(page, token)
    if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in token.children):
        return _commented(page, token, start, end)
    after = [t for t in page.tokens(token.idx + len(token), end) if page.quoted[t.i] < 0]
    that = next((t for t in after[:16] if t.lower_ == "that" and t.tag_ in ("IN", "WDT")), None)
    if that is not None and not any(_is_finite(t) or t.text in (",", ":") for t in after if t.i < that.i):
        span = trim_content(page, that.idx + 4, end)
        return ([span], "clause after that", cue.frames["clause"]) if span else NOTHING
    if len(after) > 14 or any(_is_finite(t) or t.text == ":" for t in after):
        return NOTHING
    source = subject_of(token) or subject_beside(page, token)
    if source is None or not start <= source.idx < token.idx:
        return NOTHING
    first = page.first_token(phrase_of(source, page)[0])
    before = page.tokens(start, page.starts[first])
    clause = any(_is_finite(t) and page.quoted[t.i] < 0 for t in before[:-1])
    if first == 0 or page.doc[first - 1].text != "," or not clause or before[0].lower_ in SUBORDINATE:
        return NOTHING
    span = trim_content(page, before[0].idx, before[-1].idx)
    return ([span], "clause before", cue.frames["clause"]) if span else NOTHING


def _commented(page: Page, token: Token, start: int, end: int) -> Found:
    """As the president noted, trade has grown: what stands in the sentence beside the clause with "as"."""
    first, last = token.left_edge.idx, token.idx + len(token)
    before, after = page.tokens(start, first), page.tokens(last, end)
    if before or len(after) < 5 or after[0].text != "," or not any(_is_finite(t) for t in after):
        return NOTHING
    span = trim_content(page, last, end)
    return ([span], "as X said", "speech") if span else NOTHING


def _is_finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD")


def _contents(page: Page, token: Token, cue: Cue) -> Found:
    """The spans of what is reported, the rule that found them, and their tier."""
    children = list(token.children)
    frames = cue.frames
    if "clause" in frames:
        clauses = [c for c in children if c.dep_ == "ccomp"]
        spans = [s for c in clauses if c == clauses[0] or not _speaks_anew(c) for s in _clause(page, c, token)]
        if spans:
            return _without_crumbs(spans), "clause", frames["clause"]
        told = [g for c in children if c.dep_ == "dobj" and cue.addressee == "dative" for g in c.children]
        spans = [
            s for g in told if g.dep_ in ("acl", "relcl") and _starts_with_that(g) for s in _clause(page, g, token)
        ]
        if spans:
            return _without_crumbs(spans), "clause", frames["clause"]
        if token.dep_ == "parataxis" and cue.tier == "speech":
            return clause_spans(token.head, page, without=token), "parenthetical", "speech"
        repaired = _misread_clause(page, token)
        if repaired:
            return repaired, "clause, repaired", frames["clause"]
    if "infinitive" in frames and not _is_unreal(token):
        open_clauses = [
            c for c in children if (c.dep_ == "xcomp" and c.pos_ in VERBAL) or (c.dep_ == "ccomp" and _has_to(c))
        ]
        spans = [s for c in open_clauses for s in _clause(page, c, token)]
        if spans:
            return spans, "infinitive", frames["infinitive"]
    if _is_unreal(token):
        return NOTHING
    for child in children:
        frame = f"prep:{child.lower_}"
        if frame in frames and child.dep_ in ("prep", "prt"):
            inner = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            spans = [s for c in inner for s in _clause(page, c, token)]
            if spans:
                return _with_joined_noun(page, spans), "preposition", frames[frame]
    if is_passive(token):
        return NOTHING
    if "object" in frames:
        return _object(page, token, frames["object"])
    if "presented" in frames and _in_a_report(token):
        spans, rule, tier = _object(page, token, frames["presented"])
        end = sentence_around(page, token)[1]
        return [s for a, _ in spans if (s := trim_content(page, a, end))], rule, tier
    return NOTHING


def _with_joined_noun(page: Page, spans: list[Span]) -> list[Span]:
    """Take in a second noun that the parser read as a verb: (warning of X) and spread of Y."""
    start, end = spans[-1]
    i = page.first_token(end)
    while i < len(page.doc) and page.doc[i].is_space:
        i += 1
    if i + 2 >= len(page.doc) or page.doc[i].lower_ != "and" or page.doc[i + 2].lower_ != "of":
        return spans
    noun = page.doc[i + 1]
    if noun.pos_ != "VERB" or cue_of(noun) is not None or any(c.dep_ == "nsubj" for c in noun.children):
        return spans
    of = page.doc[i + 2]
    last = max(t.i for t in of.subtree)
    return [*spans[:-1], (start, page.starts[last] + len(page.doc[last]))]


def _is_unreal(token: Token) -> bool:
    """To discuss, will call, did not mention: no saying that took place."""
    return token.tag_ == "VB" or any(c.lower_ in MODALS and c.dep_ == "aux" for c in token.children)


def _object(page: Page, token: Token, tier: str) -> Found:
    objects = [c for c in token.children if c.dep_ == "dobj" and c.i > token.i]
    if not objects or objects[0].pos_ == "PRON" or objects[0].tag_ in ("WDT", "WP", "DT"):
        return NOTHING
    spans = [s for c in objects for s in _clause(page, c, token)]
    for child in token.children:
        after = child.i > objects[0].i
        if after and (child.dep_ == "oprd" or (child.dep_ == "prep" and child.lower_ in ("as", "for", "of", "to"))):
            spans.extend(_clause(page, child, token))
    if not spans:
        return NOTHING
    if _in_a_report(token):
        tier = "speech"
    return [(min(s for s, _ in spans), max(e for _, e in spans))], "object", tier


def _in_a_report(token: Token) -> bool:
    """In his report, X showed ...; in a statement, X condemned ..."""
    return any(
        c.dep_ == "prep" and c.lower_ == "in" and any(g.lower_ in NOUN_CUES for g in c.children) for c in token.children
    )


def _misread_clause(page: Page, token: Token) -> list[Span]:
    """A clause the parser hung elsewhere: right after the cue, a noun phrase with a finite verb behind it.

    (... confirming the talks will center on ...; ... announced in December he would withdraw ...)
    """
    if (token.tag_ == "VB" and token.dep_ != "ROOT") or is_passive(token):
        return []
    doc = page.doc
    for i in range(token.i + 1, min(token.i + 8, len(doc))):
        word = doc[i]
        if word.text in (",", ":", ";", ".", "(", "?") or "\n" in word.text or page.quoted[i] != page.quoted[token.i]:
            return []
        if word.pos_ in ("SCONJ", "CCONJ") and word.lower_ not in ("that", "whether", "if"):
            return []
        verb = word.head
        if (
            word.dep_ == "dobj"
            and verb == token
            and i + 1 < len(doc)
            and doc[i + 1].tag_ in ("MD", "VBZ", "VBD", "VBP")
        ):
            last = max(t.i for t in doc[i + 1 : i + 2][0].head.subtree) if doc[i + 1].head.i > i else word.right_edge.i
            return runs([t.i for t in doc[word.left_edge.i : last + 1] if not t.is_space], page)
        subject = word.dep_ in ("nsubj", "nsubjpass") and verb.i > i and verb.i - i < 12
        if (subject and verb.pos_ in VERBAL and verb.tag_ not in ("VBG", "VB")) or (subject and _has_modal(verb)):
            if verb == token or (token.is_ancestor(verb) and verb.dep_ in ("relcl", "advcl")):
                return []
            first = word.left_edge.i
            if first <= token.i:
                first = i
            last = max(t.i for t in verb.subtree)
            end = sentence_around(page, token)[1]
            indexes = [t.i for t in doc[first : last + 1] if not t.is_space and t.idx < end]
            aside = next((i for i in indexes if doc[i].text == "," and i > verb.i and _is_aside(page, doc[i])), None)
            return runs([i for i in indexes if aside is None or i < aside], page)
    return []


def _has_modal(verb: Token) -> bool:
    return any(c.tag_ == "MD" or (c.dep_ == "aux" and c.tag_ in ("VBD", "VBZ", "VBP")) for c in verb.children)


def _made_clear(token: Token) -> Token | None:
    verb = token.head
    return verb if verb.lemma_.lower() == "make" and verb.i < token.i <= verb.i + 3 else None


def _made_clear_that(page: Page, token: Token, verb: Token) -> Draft | None:
    """X made clear (to Y) that ..."""
    clauses = [
        c
        for c in (*token.children, *verb.children)
        if c != token and c.i > token.i and (c.dep_ == "ccomp" or (c.dep_ == "advcl" and _starts_with_that(c)))
    ]
    if token.dep_ == "ccomp" and not clauses:
        return None
    if not clauses:
        return None
    draft = Draft(contents=_clause(page, clauses[0], verb), rule="made clear", tier="speech")
    draft.contents = [snap_to_quotations(page, s) for s in draft.contents]
    draft.cue, draft.cue_at = (verb.idx, token.idx + len(token)), verb.i
    source = subject_of(verb)
    if source is not None and page.quoted[source.i] < 0:
        draft.source, draft.source_at = phrase_of(source, page), source.i
    return draft


def _claim_that(page: Page, token: Token, cue: Cue) -> Draft | None:
    """X's claim that ...; the warning from X that ...; X made the claim that ..."""
    clause = next(
        (c for c in token.children if c.dep_ in ("acl", "ccomp") and c.i > token.i and _starts_with_that(c)), None
    )
    if clause is None:
        return None
    source = next((c for c in token.children if c.dep_ == "poss"), None)
    if source is None:
        by = next(
            (c for c in token.children if c.dep_ == "prep" and c.lower_ in ("by", "from", "of") and c.i < clause.i),
            None,
        )
        source = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if (
        source is None
        and token.dep_ == "dobj"
        and token.head.lemma_.lower() in ("make", "issue", "give", "repeat", "offer", "voice", "express", "raise")
    ):
        source = subject_of(token.head)
    draft = Draft(contents=[snap_to_quotations(page, s) for s in _clause(page, clause, token)], rule="noun cue")
    draft.tier = cue.frames["clause"]
    draft.cue, draft.cue_at = (token.idx, token.idx + len(token)), token.i
    if source is not None and page.quoted[source.i] < 0:
        draft.source, draft.source_at = phrase_of(source, page), source.i
    return draft if source is not None else None


def _has_to(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def _starts_with_that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _clause(page: Page, head: Token, cue: Token) -> list[Span]:
    """The words under a complement, up to a participle or an according-to that reports anew (", adding that ...")."""
    stop = None
    other = _other_voice(head)
    for token in head.subtree:
        if other is not None and token.i >= other:
            stop = other
            break
        if page.quoted[token.i] >= 0 or token.i <= head.i:
            continue
        anew = token.tag_ == "VBG" and token.dep_ in ("advcl", "acl", "conj") and cue_of(token) is not None
        if (anew and page.doc[token.i - 1].text == ",") or token.lower_ == "according":
            stop = token.i
            break
        if token.text == "," and token.i > head.i and _is_aside(page, token):
            stop = token.i
            break
    indexes = [t.i for t in head.subtree if not t.is_space and (stop is None or t.i < stop)]
    first = page.doc[indexes[0]] if indexes else None
    if first is not None and first.lower_ == "that" and (first.dep_ in ("mark", "dobj") or first.tag_ == "IN"):
        indexes = indexes[1:]
    while indexes and (page.doc[indexes[-1]].pos_ == "CCONJ" or page.doc[indexes[-1]].text == ","):
        indexes.pop()
    return runs(indexes, page)


def _other_voice(head: Token) -> int | None:
    """..., and rights groups warned that ...: the first token of a second clause that is another's statement."""
    return next((c.left_edge.i for c in head.children if c.dep_ == "conj" and c.i > head.i and _speaks_anew(c)), None)


def _speaks_anew(verb: Token) -> bool:
    """Is a clause a statement of its own: a finite verb of speech whose subject is no pronoun?"""
    cue = cue_of(verb)
    if cue is None or cue.tier != "speech" or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is None or subject.pos_ != "PRON"


def _is_aside(page: Page, comma: Token) -> bool:
    """Does a comma begin the reporter's own words: when it was said (", in their first meeting since ...") or what
    that amounts to (", in a move that was welcomed by ...")?"""
    following = page.doc[comma.i + 1] if comma.i + 1 < len(page.doc) else None
    if following is None or following.lower_ not in ("in", "at", "during", "on", "after", "before"):
        return False
    noun = next((c for c in following.children if c.dep_ == "pobj"), None)
    return noun is not None and lemma_of(noun) in SETTINGS


def _without_crumbs(spans: list[Span]) -> list[Span]:
    """Leave out one-word runs beside a longer one."""
    longest = max(e - s for s, e in spans)
    return [s for s in spans if s[1] - s[0] > 12 or s[1] - s[0] == longest]
