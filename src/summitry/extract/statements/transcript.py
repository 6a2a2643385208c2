"""Turns of a transcript: a name, a colon and what was said, without quotation marks ("Vladimir Putin: ...")."""

from __future__ import annotations

import re

from summitry.extract.statements.cues import word_list
from summitry.extract.statements.direct import Draft
from summitry.extract.statements.grammar import Page

# A name or office of one to six words, capitalised or in capitals, at the start of a line, perhaps behind a mark.
TURN = re.compile(
    r"""(?P<mark>["“«]?)(?P<name>(?:[A-Z][\w.'’-]*|of|the|for|and|de|van|von|bin|al|el)(?:[^\S\n]+(?:[A-Z][\w.'’-]*|of|the|for|and|de|van|von|bin|al|el)){0,7}
    (?:[^\S\n]*\([^)\n]{1,60}\))?)[^\S\n]*:[^\S\n]+(?=\S)""",
    re.X,
)
STAGE = re.compile(r"""^["“]?[(\[][^)\]\n]*[)\]][.”"]?$""")
INLINE_STAGE = re.compile(
    r"[(\[](?:applause|laughter|laughs|crosstalk|inaudible|pause|through interpreter|cheers)[^)\]\n]*[)\]]", re.I
)
NO_NAMES = word_list("no speaker")
MOST_LINES_BETWEEN = 6


def transcribe_turns(page: Page) -> list[Draft]:
    """The turns of a transcript, if the page holds one: at least three lines, by at least two names or one name twice.

    Lines between two turns belong to the first of them (up to six); after the last turn only its own line does.
    Stage directions are left out.
    """
    turns = []
    for number, (start, end) in enumerate(page.paragraphs):
        match = TURN.match(page.text, start, end)
        if match and match["name"].lower() not in NO_NAMES and not match["name"].islower():
            turns.append((number, match))
    turns = _dense(turns)
    names = [m["name"] for _, m in turns]
    if len(names) < 3 or len(set(names)) == len(names):
        return []
    drafts = []
    for k, (number, match) in enumerate(turns):
        following = turns[k + 1][0] if k + 1 < len(turns) else number + 1
        if following - number > MOST_LINES_BETWEEN:
            following = number + 1
        contents = _said(page, match.end(), page.paragraphs[number][1])
        for line in range(number + 1, following):
            contents.extend(_said(page, *page.paragraphs[line]))
        if contents:
            drafts.append(
                Draft(
                    contents=contents,
                    source=match.span("name"),
                    source_at=page.first_token(match.start("name")),
                    rule="turn of a transcript",
                    form="transcript",
                )
            )
    return drafts


def _dense(turns: list) -> list:
    """Only turns that have another turn near by."""
    kept = []
    for k, (number, match) in enumerate(turns):
        near = [abs(turns[j][0] - number) for j in (k - 1, k + 1) if 0 <= j < len(turns)]
        if near and min(near) <= MOST_LINES_BETWEEN + 1:
            kept.append((number, match))
    return kept


def _said(page: Page, start: int, end: int) -> list[tuple[int, int]]:
    """What is said on a line, its stage directions cut out; marks at its ends trimmed."""
    if STAGE.match(page.text[start:end].strip()):
        return []
    pieces, at = [], start
    for match in INLINE_STAGE.finditer(page.text, start, end):
        pieces.append((at, match.start()))
        at = match.end()
    pieces.append((at, end))
    found = []
    for s, e in pieces:
        while s < e and page.text[s] in ' \t\xa0"“”«':
            s += 1
        while s < e and page.text[e - 1] in ' \t\xa0"“”»':
            e -= 1
        if re.search(r"\w", page.text[s:e]):
            found.append((s, e))
    return found
