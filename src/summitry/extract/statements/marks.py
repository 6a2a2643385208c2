"""Find quotations by their marks, character by character, before any parsing.

Knows curly, straight, low and angle marks, `` '' pairs, and single marks where an article uses them as its main
marks (British usage). One stray mark never shifts the rest: the end of a paragraph (a line) closes whatever is open.
A paragraph that opens with a mark while the one before was never closed continues the same quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DOUBLE = re.compile(r"[“”„‟«»\"]|``|''|,,")
OPENING = {"“", "„", "‟", "«", "``", ",,"}
CLOSING = {"”", "»"}
# Words whose leading apostrophe is no opening mark ('em, 'til, '90s).
ELISION = re.compile(r"['’‘](?:em|til|tis|twas|cause|bout|n|cos|\d\ds?)\b", re.I)
SINGLE_OPEN = re.compile(r"(?<![\w'’])['‘](?=[\w$£€\[(…]|\.\.\.)")
SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…)\]%])['’](?![\w])")
SURE_CLOSE = re.compile(r"(?<=[.,!?…])['’](?![\w])")


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
    paragraphs = find_paragraphs(text)
    single = _uses_single_marks(text)
    left_open = ""  # the mark that the paragraph before never closed
    for start, end in paragraphs:
        spans = _scan_line(text, start, end)
        if single and not spans:
            spans = _scan_single(text, start, end)
        for number, (s, e, i, j, closed) in enumerate(spans):
            goes_on = number == 0 and s == start and left_open == text[s]
            found.append(Quotation(start=s, end=e, inner_start=i, inner_end=j, closed=closed, continues=goes_on))
        is_open = bool(spans) and not spans[-1][4] and _ends_in_stop(text, start, end)
        left_open = text[spans[-1][0]] if is_open else ""
    return tuple(found)


def _scan_line(text: str, start: int, end: int) -> list[tuple[int, int, int, int, bool]]:
    """Double-marked spans of one line: (start, end, inner start, inner end, closed)."""
    marks = [(m.start() + start, m.end() + start, m.group()) for m in DOUBLE.finditer(text[start:end])]
    if not marks:
        return []
    balances, balance = [0] * len(marks), 0
    for number in range(len(marks) - 1, -1, -1):
        balances[number] = balance
        mark = marks[number][2]
        balance += (mark in CLOSING or mark == "''") - (mark in OPENING)
    spans: list[tuple[int, int, int, int, bool]] = []
    opened: tuple[int, int, str] | None = None
    for number, (s, e, mark) in enumerate(marks):
        before = text[s - 1] if s > start else " "
        after = text[e] if e < end else " "
        role = _role(mark, before, after, opened)
        if role == "open":
            if opened is not None and _restarts(text, opened, s, balances[number]):
                spans.append((opened[0], _rstrip(text, opened[1], s), opened[1], _rstrip(text, opened[1], s), True))
                opened = None
            if opened is None:
                opened = (s, e, mark)
        elif role == "close" and opened is not None:
            if s > opened[1]:
                spans.append((opened[0], e, opened[1], s, True))
            opened = None
    if opened is not None and end > opened[1]:
        spans.append((opened[0], end, opened[1], end, False))
    return spans


def _role(mark: str, before: str, after: str, opened: tuple[int, int, str] | None) -> str:
    """Does this mark open, close, or neither? `before` and `after` are the characters beside it."""
    gap_before = before.isspace() or before in "([{—–-/"
    if mark == ",,":  # low marks typed as commas: only where a word follows and none goes before
        return "open" if gap_before and after.isalnum() and opened is None else "none"
    if mark == "“" and opened is not None and opened[2] == "„":  # German and Slavic marks: „so“
        return "close"
    if mark in OPENING:
        return "open"
    if mark in CLOSING:
        if opened is None:  # a closing mark used as an opening one (”so”)
            return "open" if gap_before and not after.isspace() and after.isalnum() else "none"
        return "close"
    if opened is None:
        return (
            "open"
            if not after.isspace() and (gap_before or not before.isalnum()) and after not in ",.;:!?)"
            else "none"
        )
    if before.isspace() and not after.isspace() and after not in ",.;:!?)—–-":
        return "open"
    if opened[2] == "“" and before in "([" and not after.isspace():
        return "open"
    return "close"


def _restarts(text: str, opened: tuple[int, int, str], at: int, balance: int) -> bool:
    """A second opening mark: is it a new quotation after one that was never closed, or one nested inside?

    `balance` is how many more closing than opening marks follow on the line.
    """
    last = at - 1
    while last >= opened[1] and text[last].isspace():
        last -= 1
    if last < opened[1]:
        return False
    if opened[2] in ('"', "''") and text[at] in "\"'":
        return True
    return text[last] in ".!?," and balance == 1


def _ends_in_stop(text: str, start: int, end: int) -> bool:
    """Is the last mark before the end of a line, quotation marks and brackets aside, one that ends a clause?"""
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in ".!?…:,":
        end -= 1
    return end > start and text[end - 1] in ".!?…:,"


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _uses_single_marks(text: str) -> bool:
    """Are single marks the article's main ones? Yes if sure closing single marks outnumber the double marks."""
    doubles = len(DOUBLE.findall(text))
    if doubles == 0:
        return bool(SINGLE_OPEN.search(text))
    return len(SURE_CLOSE.findall(text)) > doubles


def _scan_single(text: str, start: int, end: int) -> list[tuple[int, int, int, int, bool]]:
    """Single-marked spans of one line. An apostrophe closes nothing unless a mark is open and no better one follows."""
    line = text[start:end]
    spans: list[tuple[int, int, int, int, bool]] = []
    opens = [m.start() for m in SINGLE_OPEN.finditer(line) if not ELISION.match(line, m.start())]
    closes = [m.start() for m in SINGLE_CLOSE.finditer(line)]
    sure = [m.start() for m in SURE_CLOSE.finditer(line)]
    at, next_close, next_sure = 0, 0, 0
    for number, here in enumerate(opens):
        if here < at:
            continue
        until = opens[number + 1] if number + 1 < len(opens) else len(line)
        while next_sure < len(sure) and sure[next_sure] <= here + 1:
            next_sure += 1
        while next_close < len(closes) and closes[next_close] <= here + 1:
            next_close += 1
        close = None
        if next_sure < len(sure) and sure[next_sure] < until:
            close = sure[next_sure]
        elif next_close < len(closes) and closes[next_close] < until:
            close = closes[next_close]
        elif next_sure < len(sure):  # an inner mark stands between: nested
            close = sure[next_sure]
        if close is not None:
            spans.append((start + here, start + close + 1, start + here + 1, start + close, True))
            at = close + 1
        elif here == 0:
            spans.append((start, end, start + 1, end, False))
            at = len(line)
    return spans
