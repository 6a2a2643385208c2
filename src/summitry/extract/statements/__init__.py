"""Who said what: statements in direct, indirect and mixed speech, their cues and the words that name the source."""

from __future__ import annotations

import bisect
import re

from spacy.tokens import Doc

from summitry.extract.statements.cues import cue_of
from summitry.extract.statements.direct import Draft, attribute_quotations
from summitry.extract.statements.echoes import drop_echoes, drop_nested
from summitry.extract.statements.follow import follow_quotations, quotations_inside
from summitry.extract.statements.grammar import Page, read_page, sentence_around
from summitry.extract.statements.headlines import known_names, read_headlines
from summitry.extract.statements.indirect import report_clauses
from summitry.extract.statements.marks import Quotation
from summitry.extract.statements.transcript import transcribe_turns
from summitry.records import Article, Statement

DATELINE = re.compile(
    r"[A-Z][A-Z .,’'-]{2,}(?:,?[^\S\n]+[A-Z][a-z]+\.?[^\S\n]+\d{1,2})?(?:[^\S\n]+\([^)\n]{2,30}\))?"
    r"[^\S\n]+(?:--?|–|—)[^\S\n]+"
)
SKIPPED_KINDS = ("chrome", "credit", "notice")


def extract_statements(article: Article, doc: Doc, *, page: Page | None = None) -> tuple[Statement, ...]:
    """The statements of an article in the order of the text; speakers as spans of the text only.

    `doc` is the parse of the article (offsets of `article.text`); `page` what `read_page` made of both, if that was
    done before. Never raises, whatever the text.
    """
    page = page or read_page(doc, article.text)
    turns = transcribe_turns(page)
    direct, claimed = attribute_quotations(page)
    indirect = report_clauses(page)
    drafts = _merge(page, direct, indirect, claimed)
    _reach_quotations(page, drafts)
    drafts = turns + _outside(turns, follow_quotations(page, turns + drafts))
    drafts += read_headlines(article, page, known_names(page, drafts), drafts)
    drafts = drop_echoes(article, page, drafts)
    return _finish(article, page, drafts)


def _outside(turns: list[Draft], drafts: list[Draft]) -> list[Draft]:
    """Drafts that are no turn and lie in none."""
    spans = sorted(span for turn in turns for span in turn.contents)
    starts = [s for s, _ in spans]
    kept = []
    for draft in drafts:
        if draft.form == "transcript":
            continue
        n = bisect.bisect_right(starts, draft.contents[0][1] - 1) - 1
        if n < 0 or spans[n][1] <= draft.contents[0][0]:
            kept.append(draft)
    return kept


def _merge(page: Page, direct: list[Draft], indirect: list[Draft], claimed: set[int]) -> list[Draft]:
    """Reported clauses beside direct quotations: what a quotation's own cue already claims is not reported again."""
    quotes = [page.quotations[n] for n in sorted(claimed)]
    starts = [q.start for q in quotes]
    by_cue = {d.cue_at: d for d in direct if d.cue_at is not None}
    kept = list(direct)
    for draft in indirect:
        draft.contents = [s for s in draft.contents if not _mostly_quoted(s, quotes, starts)]
        if not draft.contents:
            continue
        twin = by_cue.get(draft.cue_at)
        if twin is not None:
            continue
        kept.append(draft)
    return drop_nested(kept)


def _reach_quotations(page: Page, drafts: list[Draft]) -> None:
    """Let reported speech reach a quotation that its own sentence ends with: spoke of X as Y to prevent "Z"."""
    taken = {n for d in drafts for s, e in d.contents for n in quotations_inside(page, s, e)}
    spoken = [d for d in drafts if d.cue_at is not None and d.tier == "speech" and d.form != "direct"]
    for draft in spoken:
        end = max(e for _, e in draft.contents)
        cue = page.doc[draft.cue_at]
        last = sentence_around(page, cue)[1]
        n = bisect.bisect_left(page.opens, end)
        if n >= len(page.quotations) or n in taken or page.quotations[n].end > last or end < cue.idx:
            continue
        q = page.quotations[n]
        between = page.tokens(end, q.start)
        inside = next(iter(page.tokens(q.start, q.end)), None)
        if inside is None or len(between) >= 14 or any(cue_of(t) for t in between):
            continue
        if any(cue.is_ancestor(t) for t in (inside, *between)):
            index = max(range(len(draft.contents)), key=lambda k: draft.contents[k][1])
            draft.contents[index] = (draft.contents[index][0], q.end)
            taken.add(n)


def _mostly_quoted(span: tuple[int, int], quotes: list[Quotation], starts: list[int]) -> bool:
    """Does a content lie for the most part in quotations that have a cue of their own?"""
    n = bisect.bisect_right(starts, span[1])
    covered = sum(max(0, min(span[1], q.end) - max(span[0], q.start)) for q in quotes[max(0, n - 40) : n])
    return covered >= 0.6 * (span[1] - span[0])


def _outermost(contents: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted contents without those that lie in an earlier or longer one; overlapping ones become one."""
    kept: list[tuple[int, int]] = []
    for start, end in contents:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return kept


def _past_dateline(text: str, start: int, end: int) -> tuple[int, int]:
    """A content that begins a line, without the dateline it begins with (PORTO, March 3 (Reuters) - ...)."""
    match = DATELINE.match(text, start, end) if start == 0 or text[start - 1] == "\n" else None
    return (match.end(), end) if match and match.end() < end else (start, end)


def _finish(article: Article, page: Page, drafts: list[Draft]) -> tuple[Statement, ...]:
    found = []
    for draft in drafts:
        contents = sorted({(s, e) for s, e in draft.contents if 0 <= s < e <= len(article.text)})
        contents = [_past_dateline(article.text, s, e) for s, e in _outermost(contents)]
        if not contents or article.kind_at(contents[0][0]) in SKIPPED_KINDS:
            continue
        found.append((contents, draft))
    found.sort(key=lambda pair: (pair[0][0][0], pair[0][-1][1], pair[1].cue or (0, 0)))
    statements = []
    for number, (contents, draft) in enumerate(found, start=1):
        start, end = draft.cue or (None, None)
        statements.append(
            Statement(
                statement_id=f"{article.article_id}-s{number:02d}",
                article_id=article.article_id,
                form=_form(page, contents, draft),
                contents=tuple(contents),
                text=" ... ".join(article.text[s:e] for s, e in contents),
                speaker_start=draft.source[0] if draft.source else None,
                speaker_end=draft.source[1] if draft.source else None,
                cue=article.text[start:end] if draft.cue else None,
                cue_start=start,
                cue_end=end,
                tier=draft.tier,
                rule=draft.rule,
            )
        )
    return tuple(statements)


def _form(page: Page, contents, draft: Draft) -> str:
    """Direct when every word stands in quotation marks of its own, mixed when only some do or the quotation is a
    part of the reporter's sentence (thanked him for "..."), else indirect."""
    if draft.form == "transcript":
        return "transcript"
    if draft.rule == "block quotation":
        return "direct"
    total = quoted = 0
    embedded = draft.rule.endswith(("preposition", "object", "infinitive", "noun cue"))
    for s, e in contents:
        for token in page.tokens(s, e):
            if token.is_punct:
                continue
            total += 1
            quoted += page.quoted[token.i] >= 0
    whole = 0.8 * total if draft.form == "direct" and "embedded" not in draft.rule else total
    if total and quoted >= whole and not embedded:
        return "direct"
    return "mixed" if quoted else "indirect"
