"""Find quotations by their marks, character by character, before any parsing.

Knows curly, straight, low and angle marks, `` '' pairs, and single marks (British usage, headings). One stray mark
never shifts the rest: the end of a paragraph (a line) closes whatever is open. A paragraph that opens with a mark
while the one before was never closed continues the same quotation.
"""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import dataclass

DOUBLE = re.compile(r"[“”„‟«»‹›「」『』\"]|``|''|,,")
OPENING = {"“", "„", "‟", "«", "‹", "「", "『", "``", ",,"}
CLOSING = {"”", "»", "›", "」", "』"}
STRAIGHT = {'"', "''"}
# Words whose leading apostrophe is no opening mark ('em, 'til, '90s).
ELISION = re.compile(r"['’‘](?:em|til|tis|twas|cause|bout|n|cos|nuff|round|\d\ds?)\b", re.I)
SINGLE_OPEN = re.compile(r"(?<![\w'’`])['‘`](?=[\w$£€\[(…“\"]|\.\.\.)")
SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…)\]%”\"])['’](?![\w'])")
SURE_CLOSE = re.compile(r"(?<=[.,!?…])['’](?![\w'])")

Marked = tuple[int, int, int, int, bool]  # start, end, inner start, inner end, closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quotation's marks and words: `start`-`end` with its marks, `inner_start`-`inner_end` without.

    `closed` tells whether a closing mark ended it (else the paragraph's end did); `continues` whether it goes on
    with the quotation before it (the paragraph before was left open, as style guides ask).
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    continues: bool = False


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """The (start, end) of every line with something on it, white space at both ends left out."""
    return [(m.start(), m.start() + len(m.group().rstrip())) for m in re.finditer(r"\S[^\n\r]*", text)]


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of a text, in order, never overlapping, none running over the end of a line."""
    found: list[Quotation] = []
    left_open = ""  # the mark that the paragraph before never closed
    for start, end in find_paragraphs(text):
        spans = _outermost(_scan_double(text, start, end), _scan_single(text, start, end))
        for number, (s, e, i, j, closed) in enumerate(spans):
            goes_on = number == 0 and s == start and left_open == text[s]
            found.append(Quotation(start=s, end=e, inner_start=i, inner_end=j, closed=closed, continues=goes_on))
        is_open = bool(spans) and not spans[-1][4] and _ends_in_stop(text, start, end)
        left_open = text[spans[-1][0]] if is_open else ""
    return tuple(found)


def _outermost(double: list[Marked], single: list[Marked]) -> list[Marked]:
    """The quotations of a line that lie in no other; where marks of both kinds cross, the double ones are believed."""
    sure = [s for s in single if all(not _crosses(s, d) for d in _meeting(double, s))]
    spans = sorted((*double, *sure), key=lambda m: (m[0], -m[1]))
    kept: list[Marked] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _meeting(spans: list[Marked], one: Marked) -> list[Marked]:
    """Those of a line's spans (in order) that share a place with one."""
    first = bisect.bisect_right(spans, one[0], key=lambda m: m[1])
    return list(itertools.takewhile(lambda m: m[0] < one[1], itertools.islice(spans, first, None)))


def _crosses(one: Marked, other: Marked) -> bool:
    """Do two spans share a place, neither lying in the other?"""
    inside = (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])
    return one[0] < other[1] and other[0] < one[1] and not inside


def _scan_double(text: str, start: int, end: int) -> list[Marked]:
    """Double-marked spans of one line, those within another left out."""
    marks = [(m.start() + start, m.end() + start, m.group()) for m in DOUBLE.finditer(text[start:end])]
    balances = _balances(marks)
    spans: list[Marked] = []
    opened: tuple[int, int, str] | None = None
    depth = 0  # marks nested in the open quotation
    for number, (s, e, mark) in enumerate(marks):
        before = text[s - 1] if s > start else " "
        after = text[e] if e < end else " "
        role = _role(mark, before, after, opened)
        if role == "open" and opened is None:
            opened = (s, e, mark)
        elif role == "open" and _is_nested(opened, mark, balances[number], len(marks) - number - 1):
            depth += 1
        elif role == "open" and (ended := _ended_before(text, opened, s, mark)) is not None:
            if ended > opened[1]:
                spans.append((opened[0], ended, opened[1], ended, True))
            opened = (s, e, mark)
        elif role == "close" and opened is not None and depth:
            depth -= 1
        elif role == "close" and opened is not None:
            if s > opened[1]:
                spans.append((opened[0], e, opened[1], s, True))
            opened = None
    if opened is not None and end > opened[1]:
        spans.append((opened[0], end, opened[1], end, False))
    return spans


def _balances(marks: list[tuple[int, int, str]]) -> list[int]:
    """For each mark of a line, how many more closing than opening marks follow on it."""
    signs = [(mark in CLOSING or mark == "''") - (mark in OPENING) for _, _, mark in marks]
    sums = list(itertools.accumulate(reversed(signs)))
    return [0, *sums][len(signs) - 1 :: -1] if signs else []


def _is_nested(opened: tuple[int, int, str], mark: str, balance: int, following: int) -> bool:
    """Does a second opening mark begin a quotation inside the open one: are there marks to close both on the line?"""
    if mark in STRAIGHT and opened[2] in STRAIGHT:
        return following % 2 == 0 and following > 0
    return mark not in STRAIGHT and balance >= 2


def _ended_before(text: str, opened: tuple[int, int, str], at: int, mark: str) -> int | None:
    """Where an open quotation ended that was never closed, when a new one opens at `at`; None if it goes on, its own
    mark's place if that mark was a stray one."""
    last = _rstrip(text, opened[1], at)
    stops = last > opened[1] and text[last - 1] in ".!?,"
    if mark in STRAIGHT and opened[2] in STRAIGHT:
        return last if stops else opened[1]
    return last if stops else None


def _role(mark: str, before: str, after: str, opened: tuple[int, int, str] | None) -> str:
    """Does this mark open, close, or neither? `before` and `after` are the characters beside it."""
    gap_before = before.isspace() or before in "([{—–-/"
    if mark == ",,":  # low marks typed as commas: only where a word follows and none goes before
        return "open" if gap_before and after.isalnum() and opened is None else "none"
    if opened is not None and (opened[2], mark) in (("„", "“"), ("»", "«"), ("›", "‹")):  # „so“, »so«
        return "close"
    if mark == "“" and opened is not None and (after.isspace() or not (gap_before or after.isalnum())):  # “so“
        return "close"
    if mark in OPENING:
        return "open"
    if mark in CLOSING:
        if opened is None:  # a closing mark used as an opening one (”so”)
            return "open" if gap_before and not after.isspace() and after.isalnum() else "none"
        return "close"
    if opened is None:
        starts = not after.isspace() and (gap_before or not before.isalnum()) and after not in ",.;:!?)"
        return "open" if starts else "none"
    if before.isspace() and not after.isspace() and after not in ",.;:!?)—–-":
        return "open"
    if opened[2] == "“" and before in "([" and not after.isspace():
        return "open"
    return "close"


def _ends_in_stop(text: str, start: int, end: int) -> bool:
    """Is the last mark before the end of a line, quotation marks and brackets aside, one that ends a clause?"""
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in ".!?…:,":
        end -= 1
    return end > start and text[end - 1] in ".!?…:,"


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _scan_single(text: str, start: int, end: int) -> list[Marked]:
    """Single-marked spans of one line. An apostrophe closes nothing unless a mark is open and no better one follows."""
    line = text[start:end]
    spans: list[Marked] = []
    opens = [m.start() for m in SINGLE_OPEN.finditer(line) if not ELISION.match(line, m.start())]
    closes = [m.start() for m in SINGLE_CLOSE.finditer(line)] if opens else []
    sure = [m.start() for m in SURE_CLOSE.finditer(line)] if opens else []
    at = 0
    for number, here in enumerate(opens):
        if here < at:
            continue
        until = opens[number + 1] if number + 1 < len(opens) else len(line)
        close = _first_between(sure, here + 1, until) or _first_between(closes, here + 1, until)
        if close is None:  # an inner mark stands between: nested
            close = _first_between(sure, until, len(line))
        if close is not None:
            spans.append((start + here, start + close + 1, start + here + 1, start + close, True))
            at = close + 1
        elif here == 0:
            spans.append((start, end, start + 1, end, False))
            at = len(line)
    return spans


def _first_between(places: list[int], low: int, high: int) -> int | None:
    """The first of some sorted places that lies behind `low` and before `high`."""
    n = bisect.bisect_right(places, low)
    return places[n] if n < len(places) and places[n] < high else None
