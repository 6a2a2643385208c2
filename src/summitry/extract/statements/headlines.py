"""Statements in headings, which the parser reads as one long name: "X: Y", "X Says Y", "Y: X".

A heading is a line of the segments title and deck, or a line without a full stop whose words are mostly capitalised.
"""

from __future__ import annotations

import re

from summitry.extract.statements.cues import read_cues, word_list
from summitry.extract.statements.direct import Draft
from summitry.extract.statements.grammar import Page, Span
from summitry.records import Article

SMALL_WORDS = word_list("small word of titles")
NO_NAMES = word_list("no speaker")
NAME = r"[A-Z][\w.’'-]*"
# A name or an office of one to five words, of which the last begins with a capital.
SPEAKER = rf"(?:{NAME})(?:[^\S\n]+(?:of|the|for|de|van|von|bin|al|{NAME})){{0,4}}"
SAYS = r"(?:[Ss]ays?|[Ss]aid|[Tt]ells?|[Ww]arns?|[Vv]ows?|[Ii]nsists?|[Cc]laims?|[Aa]dmits?|[Aa]rgues?)"
BEFORE = re.compile(rf"(?P<who>{SPEAKER})[^\S\n]*:[^\S\n]+(?P<what>\S.*)")
AFTER = re.compile(rf"(?P<what>\S.*?\S)[^\S\n]*(?P<mark>[:,–—]|[^\S\n]-)[^\S\n]+(?P<who>{SPEAKER})")
SAID_AFTER = re.compile(rf"(?P<what>\S.*?\S),[^\S\n]+(?P<who>{SPEAKER})[^\S\n]+(?P<cue>{SAYS})\.?")
SAID_BEFORE = re.compile(rf"(?P<who>{SPEAKER})[^\S\n]+(?P<cue>{SAYS})[^\S\n]+(?:[Tt]hat[^\S\n]+)?(?P<what>\S.*)")
FEWEST_WORDS = 3


def read_headlines(article: Article, page: Page, people: frozenset[str], drafts: list[Draft]) -> list[Draft]:
    """Statements of headings that no other rule found.

    `people` are the words of names that the body gives as speakers or persons: "X: Y" is a statement only of somebody
    the article names (never of "Analysis: ..." or "Syria: ..."). `drafts` are the statements found so far.
    """
    taken = [span for d in drafts for span in d.contents]
    found = []
    for start, end in page.paragraphs:
        if not _is_heading(article, page, start, end) or any(s < end and start < e for s, e in taken):
            continue
        draft = _said_in(page, start, end, people)
        if draft is not None:
            found.append(draft)
    return found


def _is_heading(article: Article, page: Page, start: int, end: int) -> bool:
    kind = article.kind_at(start)
    if kind in ("title", "deck"):
        return True
    words = re.findall(r"[^\W\d_][\w’'-]*", page.text[start:end])
    plain = [w for w in words if w.lower() not in SMALL_WORDS]
    return kind == "body" and len(plain) >= 4 and len(words) <= 20 and all(w[0].isupper() for w in plain)


def _said_in(page: Page, start: int, end: int, people: frozenset[str]) -> Draft | None:
    line = page.text[start:end]
    for pattern in (SAID_AFTER, SAID_BEFORE):
        match = pattern.fullmatch(line)
        if match and _is_clause(match["what"]) and not _is_noun_of(match["who"]):
            return _draft(page, start, match, "heading")
    match = BEFORE.fullmatch(line)
    if match and match["who"].lower() not in NO_NAMES and _names(match["who"], people) and _is_clause(match["what"]):
        return _draft(page, start, match, "heading, colon")
    match = AFTER.fullmatch(line)
    colon = match is not None and match["mark"].strip() == ":"
    if colon and _names(match["who"], people) and _is_clause(match["what"]):
        return _draft(page, start, match, "heading, colon")
    return None


def _is_clause(what: str) -> bool:
    return len(re.findall(r"\w+", what)) >= FEWEST_WORDS


def _is_noun_of(who: str) -> bool:
    """Words that begin a heading but name nobody: What X Says."""
    return who.split()[0].lower() in ("what", "why", "how", "who", "when", "where", "as", "if", "after", "everything")


def _names(who: str, people: frozenset[str]) -> bool:
    """Is the last word of a heading's speaker a name the article knows?"""
    return who.split()[-1].removesuffix("’s").removesuffix("'s") in people


def _draft(page: Page, start: int, match: re.Match, rule: str) -> Draft:
    def span(group: str) -> Span:
        return start + match.start(group), start + match.end(group)

    cue = span("cue") if "cue" in match.groupdict() else None
    quoted = re.fullmatch(r"[“\"‘'].*[”\"’']", match["what"])
    return Draft(
        contents=[span("what")],
        cue=cue,
        cue_at=page.first_token(cue[0]) if cue else None,
        source=span("who"),
        source_at=page.first_token(span("who")[1]) - 1,
        rule=rule,
        form="direct" if quoted else "",
    )


def known_names(page: Page, drafts: list[Draft]) -> frozenset[str]:
    """The last words of names in an article: of persons the model sees, and of whoever speaks in it."""
    people = {ent.text.removesuffix("’s").removesuffix("'s").split()[-1] for ent in page.doc.ents if _is_person(ent)}
    speakers = {page.text[slice(*d.source)].split()[-1] for d in drafts if d.source is not None}
    verbs = read_cues()
    return frozenset(w for w in people | speakers if w[:1].isupper() and w.lower() not in verbs)


def _is_person(ent) -> bool:
    return ent.label_ == "PERSON" and bool(ent.text.split())
