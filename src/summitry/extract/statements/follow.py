"""Quotations without a cue of their own: they follow on the one before, or the sentence that leads up to them."""

from __future__ import annotations

import bisect
import itertools
import re

from spacy.tokens import Token

from summitry.extract.statements.cues import cue_of, is_speech
from summitry.extract.statements.direct import Draft, paragraph_of
from summitry.extract.statements.grammar import VERBAL, Page, Span
from summitry.extract.statements.marks import Quotation
from summitry.extract.statements.source import phrase_of, source_of, subject_of

# Rules that make a statement of its own of a quotation without a cue.
ALONE = ("says this", "follows on", "sentence before", "quotation alone")
FEWEST_WORDS = 6  # of a block quotation


def follow_quotations(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Give every whole-sentence quotation that nobody claimed yet to the statement or subject it follows."""
    owner: dict[int, Draft] = {}
    for draft in drafts:
        for start, end in draft.contents:
            for n in quotations_inside(page, start, end):
                owner.setdefault(n, draft)
    kept = list(drafts)
    for number, q in enumerate(page.quotations):
        if number in owner:
            continue
        low, _ = paragraph_of(page, q.start)
        previous = number - 1 if number else None
        if q.continues and previous in owner:
            owner[previous].contents.append((q.start, q.end))
            owner[number] = owner[previous]
            continue
        goes_on = previous in owner and page.quotations[previous].start >= low if previous is not None else False
        if not _is_sentence(page, q, low, fewest=1 if goes_on else 3):
            continue
        draft = _follow(page, number, owner, low)
        if draft is None:
            continue
        if draft.rule in ALONE and draft.contents == [(q.start, q.end)]:
            kept.append(draft)
        owner[number] = draft
    return kept + block_quotations(page, kept)


def block_quotations(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Paragraphs without marks behind a line that ends in a cue and a colon (The minister added:), one for each."""
    taken = [span for d in drafts for span in d.contents]
    found = []
    for (start, end), block in itertools.pairwise(page.paragraphs):
        words = page.text[slice(*block)]
        if page.text[end - 1] != ":" or len(words.split()) < FEWEST_WORDS or words.rstrip("”\"’'")[-1] not in ".!?…":
            continue
        if any(s < block[1] and block[0] < e for s, e in taken) or words.rstrip().endswith(":"):
            continue
        cue = _last_cue(page, start, end)
        source = source_of(cue, page) if cue is not None else None
        if source is None or not start <= source.idx < end:
            continue
        draft = Draft(contents=[block], source=phrase_of(source, page), source_at=source.i, form="direct")
        draft.cue, draft.cue_at, draft.rule = (cue.idx, cue.idx + len(cue)), cue.i, "block quotation"
        found.append(draft)
    return found


def _last_cue(page: Page, start: int, end: int) -> Token | None:
    """The verb of speech near the end of a line, nothing but its hearers and its setting behind it."""
    for token in reversed(page.tokens(start, end)[-12:]):
        if page.quoted[token.i] >= 0 or token.text in (".", "!", "?", ";"):
            return None
        if is_speech(token):
            return token if not any(c.dep_ == "ccomp" and c.i > token.i for c in token.children) else None
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return None
    return None


def quotations_inside(page: Page, start: int, end: int) -> list[int]:
    """Numbers of the quotations that lie wholly between two offsets."""
    starts = page.opens
    n = bisect.bisect_left(starts, start)
    found = []
    while n < len(starts) and page.quotations[n].start < end:
        if page.quotations[n].end <= end + 1:
            found.append(n)
        n += 1
    return found


def _is_sentence(page: Page, q, low: int, *, fewest: int) -> bool:
    """Does the quotation stand on its own: begins a paragraph or follows a full stop, and has so many words? One of
    less than three must end in a stop ("We waited," he said. "Too long.")."""
    before = page.text[low : q.start].rstrip()
    inner = page.text[q.inner_start : q.inner_end]
    words = len(re.findall(r"\w+", inner))
    if words < fewest or (words < 3 and not (inner[:1].isupper() and inner.rstrip()[-1:] in ".!?")):
        return False
    return not before or before[-1] in ".!?:”\"'’"


def _follow(page: Page, number: int, owner: dict[int, Draft], low: int) -> Draft | None:
    q = page.quotations[number]
    piece = (q.start, q.end)
    before = page.text[low : q.start]
    previous = number - 1
    if previous >= 0 and page.quotations[previous].start >= low and previous in owner:
        owner[previous].contents.append(piece)
        return owner[previous]
    following = number + 1
    if following in owner and _adjoins(page, q, page.quotations[following]):
        owner[following].contents.append(piece)
        return owner[following]
    if before.strip():
        return _from_sentence(page, piece, low, q.start)
    n = bisect.bisect_right(page.paragraphs, (low, 1 << 60)) - 2
    if n < 0:
        return _says_this(page, piece)
    start, end = page.paragraphs[n]
    if page.text[start:end].endswith(":"):
        return _from_sentence(page, piece, start, end)
    first = bisect.bisect_left(page.opens, start)
    last = [m for m in range(first, bisect.bisect_left(page.opens, end)) if m in owner]
    if last:
        model = owner[last[-1]]
        return Draft(contents=[piece], source=model.source, source_at=model.source_at, rule="follows on", form="direct")
    said = _says_this(page, piece)
    if said is not None:
        return said
    if n == 0 and not page.text[start:end].endswith(":"):  # nothing but the title goes before
        return Draft(contents=[piece], rule="quotation alone", form="direct")
    return _from_sentence(page, piece, start, end)


def _says_this(page: Page, piece: Span) -> Draft | None:
    """A quotation alone, and then: X says this with his hands over a fire."""
    n = bisect.bisect_right(page.paragraphs, (piece[0], 1 << 60))
    if n >= len(page.paragraphs):
        return None
    for token in page.tokens(*page.paragraphs[n])[:12]:
        if token.text in (".", "!", "?"):
            return None
        this = any(c.dep_ in ("dobj", "advmod") and c.lower_ in ("this", "so", "that") for c in token.children)
        source = subject_of(token) if this and is_speech(token) else None
        if source is not None:
            draft = Draft(contents=[piece], source=phrase_of(source, page), source_at=source.i, form="direct")
            draft.cue, draft.cue_at, draft.rule = (token.idx, token.idx + len(token)), token.i, "says this"
            return draft
    return None


def _adjoins(page: Page, q: Quotation, following: Quotation) -> bool:
    """Does one quotation follow on another at once; over a line's end only with the same mark?"""
    between = page.text[q.end : following.start]
    return not between.strip() and ("\n" not in between or page.text[q.start] == page.text[following.start])


def _from_sentence(page: Page, piece, start: int, end: int) -> Draft | None:
    """The subject of the last sentence before the quotation."""
    tokens = page.tokens(start, end)
    while tokens and tokens[-1].text in (".", ":", "!", "?"):
        tokens.pop()
    k = len(tokens)
    while k and tokens[k - 1].text not in (".", "!", "?"):
        k -= 1
    sentence = [t for t in tokens[k:] if page.quoted[t.i] < 0]
    best = None
    for token in sentence:
        if token.pos_ not in VERBAL:
            continue
        source = subject_of(token)
        if source is None or source.i < sentence[0].i or page.quoted[source.i] >= 0:
            continue
        score = (cue_of(token) is not None and cue_of(token).tier == "speech", token.dep_ == "ROOT")
        if best is None or score > best[0]:
            best = (score, token, source)
    if best is None:
        return None
    _, verb, source = best
    draft = Draft(
        contents=[piece], source=phrase_of(source, page), source_at=source.i, rule="sentence before", form="direct"
    )
    if cue_of(verb) is not None:
        draft.cue, draft.cue_at = (verb.idx, verb.idx + len(verb)), verb.i
    return draft
