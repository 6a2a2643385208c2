"""The same words twice: headings, decks, captions and pull quotes repeat what the body quotes, and are no second
statement; attitudes told inside somebody's speech are none either."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from summitry.extract.statements.direct import Draft
from summitry.extract.statements.grammar import Page
from summitry.records import Article

DISPLAYED = ("title", "deck", "caption")
ALIKE = 0.85  # share of the shorter one's words that stand in the longer one
FEWEST_WORDS = 4


ACTS = ("quoted object", "quoted preposition")  # rules of what is named rather than told


def drop_nested(drafts: list[Draft]) -> list[Draft]:
    """Drafts without the attitudes and names told inside somebody's speech: she said she hopes to win, he said that
    what he calls "fraud" must end are one statement each."""
    spans = [(s, e, d) for d in drafts if d.tier == "speech" for s, e in d.contents]

    def is_inside(draft: Draft) -> bool:
        return draft.cue is not None and any(s <= draft.cue[0] < e and d is not draft for s, e, d in spans)

    return [d for d in drafts if (d.tier == "speech" and d.rule not in ACTS) or not is_inside(d)]


def drop_echoes(article: Article, page: Page, drafts: list[Draft]) -> list[Draft]:
    """Drafts without those that only show again, outside the running text, what the running text quotes.

    Shown again are: statements of a segment that repeats another; quotations in headings, decks and captions whose
    words the body quotes too; a paragraph that is nothing but a quotation and stands word for word in another.
    """
    words = [_words(page, d) for d in drafts]
    kept = []
    for number, draft in enumerate(drafts):
        segment = article.segment_at(draft.contents[0][0])
        if segment is not None and segment.repeats is not None:
            continue
        shown = segment is not None and segment.kind in DISPLAYED
        if (shown or _is_pull_quote(draft)) and _is_repeated(article, number, drafts, words, shown):
            continue
        kept.append(draft)
    return kept


def _words(page: Page, draft: Draft) -> list[str]:
    return [w for s, e in draft.contents for w in re.findall(r"\w+", page.text[s:e].lower())]


def _is_pull_quote(draft: Draft) -> bool:
    """A paragraph of its own without a cue that says whose it is."""
    return draft.cue is None and draft.form == "direct"


def _is_repeated(article: Article, number: int, drafts: list[Draft], words: list[list[str]], shown: bool) -> bool:
    own = Counter(words[number])
    few = len(words[number]) < FEWEST_WORDS  # so few words are repeated only as a whole
    if few and not shown:
        return False
    for other, draft in enumerate(drafts):
        if other == number or draft.tier != "speech":
            continue
        if article.kind_at(draft.contents[0][0]) in DISPLAYED or (not shown and draft.cue is None and other > number):
            continue
        if few and words[other] != words[number]:
            continue
        shared = sum((own & Counter(words[other])).values())
        if shared >= (ALIKE if shown else 1) * len(words[number]) and _in_order(words[number], words[other]):
            return True
    return False


def _in_order(short: list[str], long: list[str]) -> bool:
    """Do most words of the shorter text stand one behind another in the longer one?"""
    pairs = set(itertools.pairwise(long))
    run = sum(pair in pairs for pair in itertools.pairwise(short))
    return run >= 0.7 * (len(short) - 1)
