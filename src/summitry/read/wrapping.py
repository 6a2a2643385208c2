"""Hard-wrapped pages: line breaks that a mail program or an archive set inside sentences, read as spaces.

A page is hard-wrapped where most of its lines are as full as they can be (the next word would not have fitted) and many
go on with a small letter. Only the breaks after full lines are softened: a short line ends its paragraph. The length
of the text stays as it was, so that offsets into it are offsets into the file.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import quantiles

NARROWEST, WIDEST = 40, 120  # columns; nobody wraps narrower, and longer lines are paragraphs
FULL = 0.85  # of the width, next word included: wrapping by hand is ragged
LEAST = 3  # breaks inside a sentence, before a page counts as wrapped
MOST_FULL, RUNNING_ON = 0.4, 0.3  # shares of the breaks that are full, and of those that run on with a small letter

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_BREAK = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t]*")


def unwrap(text: str) -> str:
    """The same text with the line breaks of hard wrapping made spaces, one for one; other pages come back unchanged.

    >>> print(unwrap("A short line.\\nAnother."))
    A short line.
    Another.
    """
    breaks = [
        (one, two) for one, two in pairwise(_LINE.finditer(text)) if _BREAK.fullmatch(text, one.end(), two.start())
    ]
    if len(breaks) < LEAST:
        return text
    width = quantiles([len(one.group().rstrip()) for one, _ in breaks], n=20, method="inclusive")[-1]
    if not NARROWEST <= width <= WIDEST:
        return text
    full = [(one, two) for one, two in breaks if _filled(one, two) >= FULL * width]
    running_on = sum(two.group().lstrip()[0].islower() for _, two in full)
    if running_on < max(LEAST, RUNNING_ON * len(full)) or len(full) < MOST_FULL * len(breaks):
        return text
    pieces, at = [], 0
    for one, two in full:
        pieces += text[at : one.end()], " " * (two.start() - one.end())
        at = two.start()
    return "".join((*pieces, text[at:]))


def _filled(line: re.Match[str], following: re.Match[str]) -> int:
    """How long a line would be with the first word of the next one."""
    return len(line.group().rstrip()) + 1 + len(following.group().split(maxsplit=1)[0])
