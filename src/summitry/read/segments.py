"""A page's text -> its segments.

A page is read line by line. First every line is judged by itself (`furniture`, `lines`); then by its place: the
headline is the first line that could be one, a deck stands under it, a block of furniture runs on after its heading.
Last, lines are cut where two kinds share one: a dateline before the first sentence, a credit behind a caption.

Being too eager is worse than being shy: chrome and credits are hidden from every extractor, so an unknown line is body.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from summitry.read.furniture import find_furniture, fold_line, reads_like_reporting, speaks_to_reader
from summitry.read.lines import (
    count_sentences,
    credit_start,
    dateline_length,
    is_byline,
    is_caption,
    is_credit,
    is_place_line,
    is_stamp,
    scraped_day_length,
    sentence_starts,
)
from summitry.records import Segment

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_GLUED = re.compile(r"[a-z][A-Z][a-z]")
_INLINE_CREDIT = re.compile(
    r"\((?:photo|image|picture|file photo|photo credit)\s?(?:credit|by)?\s?:[^()\n]{2,160}\)", re.I
)
_NO_PROSE = re.compile(r"(?:\S{0,40}\s?pic\.twitter\.com/|https?://)\S{1,300}")  # a link alone
_REPORT = re.compile(r"\b(?:said|told|according to|announced|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|[“\"]")
_HEAD = 14  # lines in which a headline may still begin
_LONGEST_TITLE = 35  # words


@dataclass(slots=True)
class _Line:
    """One line without the blanks around it, and what it is taken for (None: the article's own prose)."""

    start: int
    text: str
    gap: bool  # an empty line stands before it
    kind: str | None = None
    opens: str = ""


def segment_page(article_id: str, text: str) -> tuple[Segment, ...]:
    """Divide a page into segments, in order, without overlap, covering everything but white space.

    `repeats` of a segment is the start of an earlier one of the same kind with the same words (a caption set twice).
    """
    lines = _split_lines(text)
    for line in lines:
        line.kind, line.opens = _judge_line(line.text)
    _mark_repeated_lines(lines)
    _mark_captions_by_credit(lines)
    _mark_blocks(lines)
    _mark_head(lines)
    pieces = [piece for line in lines for piece in _cut_line(line)]
    return _make_segments(article_id, text, pieces)


def _split_lines(text: str) -> list[_Line]:
    lines, end = [], 0
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words[0])
            gap = text.count("\n", end, start) != 1 if lines else True
            cut = scraped_day_length(words)
            if 0 < cut < len(words):
                lines.append(_Line(start, words[:cut], gap))
                rest = words[cut:].lstrip()
                start, words, gap = start + len(words) - len(rest), rest, True
            lines.append(_Line(start, words, gap))
            end = start + len(words)
    return lines


def _judge_line(line: str) -> tuple[str | None, str]:
    """What a line is by itself, and the block it opens."""
    if found := find_furniture(line):
        return found.kind, found.opens
    if is_stamp(line):
        return "dateline", ""
    if is_credit(line):
        return "credit", ""
    if is_byline(line):
        return "byline", ""
    if is_caption(line):
        return "caption", ""
    if _is_glued(line) or _NO_PROSE.fullmatch(line) or not any(c.isalpha() for c in line):
        return "chrome", ""
    return None, ""


def _is_glued(line: str) -> bool:
    """Is the line a menu whose items were run together ("NewsWorldBusinessSport")?"""
    glued = len(_GLUED.findall(line))
    return glued >= 3 and glued * 4 >= len(line.split()) and not line.endswith((".", "!", "?", "”", '"'))


def _mark_repeated_lines(lines: list[_Line]) -> None:
    """A line set twice in succession is the caption of a photo; the first line of the page set twice is the title."""
    prose = [line for line in lines if line.kind in (None, "caption")]
    for number, (line, again) in enumerate(itertools.pairwise(prose)):
        if number and len(line.text.split()) >= 4 and _bare_words(line.text) == _bare_words(again.text):
            line.kind = again.kind = "caption"


def _mark_captions_by_credit(lines: list[_Line]) -> None:
    """One sentence straight above a line of credit is its caption, unless it is the headline or reports."""
    seen_prose = False
    for line, below in itertools.pairwise(lines):
        fits = count_sentences(line.text) == 1 and 4 <= len(line.text.split()) <= 50
        close = below.kind == "credit" and not below.gap
        if line.kind is None and close and seen_prose and fits and not reads_like_reporting(line.text):
            line.kind = "caption"
        seen_prose = seen_prose or line.kind is None


def _mark_blocks(lines: list[_Line]) -> None:
    """Let headings of furniture take in what follows them.

    A list of other stories goes on through short lines without a full stop; an appeal or terms of republishing go on
    to the next heading, and to the end of the page if nothing that reads like reporting comes after; else only as long
    as the page keeps speaking to its reader.
    """
    last_report = max(
        (n for n, line in enumerate(lines) if line.kind in (None, "caption") and reads_like_reporting(line.text)),
        default=-1,
    )
    last_report = max(last_report, _first_prose(lines))
    block, kind = "", ""
    for number, line in enumerate(lines):
        if line.opens:
            block, kind = line.opens, line.kind
            continue
        if not block:
            continue
        if number <= last_report:
            block = block if line.kind == kind or _continues(line, block, inside=True) else ""
        elif not _continues(line, block, inside=False):
            block = ""
        if block:
            line.kind = kind


def _first_prose(lines: list[_Line]) -> int:
    return next((n for n, line in enumerate(lines) if line.kind is None), -1)


def _continues(line: _Line, block: str, *, inside: bool) -> bool:
    """Does a line still belong to the block above it? `inside`: the article goes on further down."""
    if block == "list":
        short = len(line.text.split()) <= 18 and not line.text.endswith((".", "”", '"'))
        return short and not inside
    return speaks_to_reader(line.text) or line.kind in ("chrome", "notice") or not inside


def _mark_head(lines: list[_Line]) -> None:
    """Find the title among the first lines, labels of the page before it, and a deck after it."""
    title = _find_title(lines)
    if title is None:
        return
    for line in lines[:title]:
        if line.kind is None:
            line.kind = "chrome"
    lines[title].kind = "title"
    _mark_deck(lines, title)


def _find_title(lines: list[_Line]) -> int | None:
    """The number of the line that is the title, or None when the page starts with its first sentence."""
    after_furniture = False
    for number, line in enumerate(lines[:_HEAD]):
        if line.kind == "chrome":
            after_furniture = True
        if line.kind is not None:
            continue
        if _is_label(line, lines[number + 1 : number + 4], after_furniture=after_furniture):
            after_furniture = True
            continue
        return number if _could_be_title(line, lines[number + 1 : number + 2]) else None
    return None


def _is_label(line: _Line, below: list[_Line], *, after_furniture: bool) -> bool:
    """Is a short line above the headline a tagline or the name of a section?"""
    words = line.text.split()
    better = any(b.kind is None and len(b.text.split()) >= 4 and _could_be_title(b, []) for b in below)
    if not better or len(words) > 6:
        return False
    lower = line.text == line.text.lower()
    tagline = line.text.isupper() and len(re.findall(r"\w\.", line.text)) >= 2
    return lower or tagline or (after_furniture and len(words) <= 3)


def _could_be_title(line: _Line, below: list[_Line]) -> bool:
    words = len(line.text.split())
    if words > _LONGEST_TITLE or count_sentences(line.text) > 2 or dateline_length(line.text):
        return False
    if not line.text.endswith((".", ".”", '."')):
        return count_sentences(line.text) == 1 or words <= 20
    return words <= 18 and count_sentences(line.text) == 1 and bool(below)


def _mark_deck(lines: list[_Line], title: int) -> None:
    """Up to two lines under the title that sum up the story: without a full stop, taken from the body, or set above
    the photo or the date."""
    number, decks = title + 1, 0
    while number < len(lines) and decks < 2:
        line = lines[number]
        if line.kind is None:
            if not decks and is_place_line(line.text):
                line.kind = "dateline"
            elif line.text.isascii() and line.text.isalpha() and line.text.islower():
                line.kind = "chrome"  # the name of a style, left by the page's template
            elif _is_deck(line, lines[number - 1], lines[number + 1 :]):
                line.kind, decks = "deck", decks + 1
            else:
                return
        elif line.kind == "credit":
            return
        number += 1


def _is_deck(line: _Line, above: _Line, below: list[_Line]) -> bool:
    words = len(line.text.split())
    if words < 3 or words > 45 or dateline_length(line.text) or not any(b.kind is None for b in below):
        return False
    if above.text.endswith(";"):
        return count_sentences(line.text) == 1
    if not line.text.endswith((".", "!", "?", "”", '"', "’", "'", ":", ",")) or not re.search(r"[.!?]", line.text[-3:]):
        return not line.text.endswith((":", ","))
    if count_sentences(line.text) > 2:
        return False
    set_apart = bool(below) and below[0].kind in ("caption", "dateline", "byline", "credit")
    return (set_apart and not _REPORT.search(line.text)) or _stands_again(line.text, below)


def _stands_again(sentence: str, below: list[_Line]) -> bool:
    """Do most runs of four words of a sentence stand together in one paragraph further down?"""
    words = _bare_words(sentence).split()
    runs = {tuple(words[n : n + 4]) for n in range(len(words) - 3)}
    for line in below if runs else ():
        there = _bare_words(line.text).split()
        found = {run for n in range(len(there) - 3) if (run := tuple(there[n : n + 4])) in runs}
        if len(found) * 2 >= len(runs):
            return True
    return False


def _bare_words(text: str) -> str:
    """The words of a line without a credit at its end, folded, for comparison."""
    return " ".join(re.findall(r"\w+", fold_line(text[: credit_start(text)])))


def _cut_line(line: _Line) -> list[tuple[int, int, str]]:
    """Cut a line into (start, end, kind) in code points of the page."""
    kind = line.kind or "body"
    marks: list[tuple[int, str]] = [(0, kind)]
    length = len(line.text)
    if kind in ("body", "title", "deck"):
        cut = dateline_length(line.text)
        if 0 < cut < length:
            marks = [(0, "dateline"), (cut, kind)]
    if kind == "caption" and (credit := credit_start(line.text)) is not None:
        marks.append((credit, "credit"))
    if kind == "body":
        marks += _cut_body(line.text, marks[-1][0])
    ends = [start for start, _ in marks[1:]] + [length]
    pieces = []
    for (start, piece), end in zip(marks, ends, strict=True):
        words = line.text[start:end]
        if words.strip():
            left = start + len(words) - len(words.lstrip())
            pieces.append((line.start + left, line.start + start + len(words.rstrip()), piece))
    return pieces


def _cut_body(text: str, floor: int) -> list[tuple[int, str]]:
    """Cuts inside a paragraph: a photo's credit with its caption, and a notice as the last sentence."""
    marks: list[tuple[int, str]] = []
    starts = sentence_starts(text)
    for match in _INLINE_CREDIT.finditer(text, floor):
        begin = max((s for s in starts if s <= match.start()), default=floor)
        if begin >= (marks[-1][0] if marks else floor) and is_caption(text[begin : match.end()]):
            marks.append((begin, "caption"))
        marks += [(match.start(), "credit"), (match.end(), "body")]
    tail = starts[-1] if starts else 0
    if tail > (marks[-1][0] if marks else floor) and (found := find_furniture(text[tail:])) and found.kind == "notice":
        marks.append((tail, "notice"))
    return marks


def _make_segments(article_id: str, text: str, pieces: list[tuple[int, int, str]]) -> tuple[Segment, ...]:
    first: dict[tuple[str, str], int] = {}
    segments: list[Segment] = []
    for start, end, kind in pieces:
        words = text[start:end]
        if kind == "credit":  # the same photographer's other photo repeats nothing
            above = segments[-1] if segments and segments[-1].kind == "caption" else None
            key = (kind, fold_line(words) + " | " + _bare_words(above.text if above else ""))
        else:
            key = (kind, _bare_words(words) if kind == "caption" else fold_line(words))
        earlier = first.setdefault(key, start) if kind != "chrome" else start
        repeats = earlier if earlier != start else None
        segments.append(Segment(article_id=article_id, kind=kind, start=start, end=end, text=words, repeats=repeats))
    return tuple(segments)
