"""A page's text -> its segments.

A page is read line by line. First every line is judged by itself (`furniture`, `lines`); then by its place: the
headline is the first line that could be one, a deck stands under it (`head`), a block of furniture runs on after its
heading (`blocks`). Last, lines are cut where two kinds share one: a dateline before the first sentence, a credit
behind a caption.

Being too eager is worse than being shy: chrome and credits are hidden from every extractor, so an unknown line is body.
"""

from __future__ import annotations

import bisect
import itertools
import re

from summitry.read.blocks import mark_blocks, mark_bullets
from summitry.read.furniture import find_furniture, find_inside, fold_line
from summitry.read.head import mark_head
from summitry.read.lines import count_sentences, dateline_length, is_byline, is_stamp, sentence_starts
from summitry.read.page import Line, bare_words, split_lines, split_title
from summitry.read.photos import credit_start, ends_in_agency, is_caption, is_credit, shows_photo
from summitry.records import Segment

_GLUED = re.compile(r"[a-z][A-Z][a-z]")
_INLINE_CREDIT = re.compile(
    r"\((?:photo|image|picture|file photo|photo credit)\s?(?:credit|by)?\s?:[^()\n]{2,160}\)", re.I
)
_NO_PROSE = re.compile(r"(?:\S{0,40}\s?pic\.twitter\.com/|https?://)\S{1,300}|>>.{1,300}")  # a link alone
_TRAIL = re.compile(r"(?:[^\s»›>][^»›>]{0,30}\s?[»›>]\s?){1,6}[^»›>]{1,80}")  # "Home » News » World"
_RUN = re.compile(r"\S{301,}")  # the longest addresses of articles have some 250 characters
_SPOKEN = re.compile(r"\b(?:said|told|added|announced|according to)\b")


def segment_page(article_id: str, text: str) -> tuple[Segment, ...]:
    """Divide a page into segments, in order, without overlap, covering everything but white space.

    `repeats` of a segment is the start of an earlier one of the same kind with the same words (a caption set twice).
    """
    lines = split_title(split_lines(text))
    for line in lines:
        line.kind, line.opens = _judge_line(line.text)
    _mark_desks(lines)
    _mark_repeated_lines(lines)
    _unmark_closing_agencies(lines)
    _mark_captions_by_credit(lines)
    mark_blocks(lines)
    mark_bullets(lines)
    mark_head(lines)
    pieces = [part for line in lines for piece in _cut_line(line) for part in _set_runs_aside(text, *piece)]
    return _make_segments(article_id, text, pieces)


def _judge_line(line: str) -> tuple[str | None, str]:
    """What a line is by itself, and the block it opens."""
    if is_stamp(line):
        return "dateline", ""
    if is_credit(line):
        return "credit", ""
    if (found := find_furniture(line)) and not _ends_in_notice(line):
        return found.kind, found.opens
    if is_byline(line):
        return "byline", ""
    if is_caption(line):
        return "caption", ""
    if (
        _is_glued(line)
        or _is_tags(line)
        or _NO_PROSE.fullmatch(line)
        or _is_trail(line)
        or not any(c.isalpha() for c in line)
    ):
        return "chrome", ""
    return None, ""


def _ends_in_notice(line: str) -> bool:
    """Is it the story whose last sentence alone is a notice ("... he said. Agencies contributed to this report.")?"""
    starts = sentence_starts(line)
    last = find_furniture(line[starts[-1] :]) if starts else None
    return last is not None and last.kind == "notice" and not find_furniture(line[: starts[0]])


def _is_glued(line: str) -> bool:
    """Is the line a menu whose items were run together ("NewsWorldBusinessSport")?"""
    glued = len(_GLUED.findall(line))
    return glued >= 3 and glued * 4 >= len(line.split()) and not line.endswith((".", "!", "?", "”", '"'))


def _is_trail(line: str) -> bool:
    """Is the line the way to this page ("Home » News » World")?"""
    return bool(_TRAIL.fullmatch(line)) and not line.endswith((".", "!", "?", "”", '"'))


def _is_tags(line: str) -> bool:
    """Is the line a list of four or more names without a verb or a stop ("Norway, Denmark, Fish, Bergen")?"""
    items = line.split(",")
    if len(items) < 4 or line.endswith((".", "!", "?", "”", '"', ":", ",")) or len(line) > 400:
        return False
    words = [item.split() for item in items]
    return all(0 < len(item) <= 3 and all(w[0].isupper() or w[0].isdigit() for w in item) for item in words)


def _mark_desks(lines: list[Line]) -> None:
    """A few words under a byline that name a post belong to it ("Political correspondent")."""
    for above, line in itertools.pairwise(lines):
        last = " ".join(line.text.rstrip(".").casefold().split()[-1:])  # a line may be nothing but full stops
        post = last in ("correspondent", "editor", "reporter", "writer", "columnist")
        if above.kind == "byline" and line.kind is None and post and len(line.text.split()) <= 6:
            line.kind = "byline"


def _mark_repeated_lines(lines: list[Line]) -> None:
    """A line set twice in succession is the caption of a photo; the first line of the page set twice is the title."""
    prose = [line for line in lines if line.kind in (None, "caption")]
    for number, (line, again) in enumerate(itertools.pairwise(prose)):
        if number and len(line.text.split()) >= 4 and bare_words(line.text) == bare_words(again.text):
            line.kind = again.kind = "caption"


def _unmark_closing_agencies(lines: list[Line]) -> None:
    """A sentence of the story with an agency behind it ("... next year. (ANI)") closes a report; it is no caption."""
    story = False
    for line in lines:
        if line.kind == "caption" and story and ends_in_agency(line.text) and not shows_photo(line.text):
            line.kind = None
        story = story or (line.kind is None and line.text.endswith((".", "”", '"')) and len(line.text.split()) >= 8)


def _mark_captions_by_credit(lines: list[Line]) -> None:
    """One sentence straight above a line of credit is its caption, unless it is the headline or reports."""
    seen_prose = False
    for line, below in itertools.pairwise(lines):
        fits = count_sentences(line.text) == 1 and len(line.text.split()) <= 50
        close = below.kind == "credit" and not below.gap
        if line.kind is None and close and seen_prose and fits and not _SPOKEN.search(line.text):
            line.kind = "caption"
        seen_prose = seen_prose or line.kind is None


def _cut_line(line: Line) -> list[tuple[int, int, str]]:
    """Cut a line into (start, end, kind) in code points of the page."""
    kind = line.kind or "body"
    marks: list[tuple[int, str]] = [(0, kind)]
    if kind == "caption" and (credit := credit_start(line.text)) is not None:
        marks.append((credit, "credit"))
    if kind == "body":
        marks += _cut_body(line.text)
    ends = [start for start, _ in marks[1:]] + [len(line.text)]
    pieces = []
    for (start, piece), end in zip(marks, ends, strict=True):
        start += len(line.text[start:end]) - len(line.text[start:end].lstrip())
        words = line.text[start:end].rstrip()
        cut = dateline_length(words) if piece == "body" else 0
        if 0 < cut < len(words):
            pieces.append((line.start + start, line.start + start + cut, "dateline"))
            start, words = start + len(words) - len(words[cut:].lstrip()), words[cut:].lstrip()
        if words:
            pieces.append((line.start + start, line.start + start + len(words), piece))
    return pieces


def _cut_body(text: str) -> list[tuple[int, str]]:
    """Cuts inside a paragraph: furniture and credits run into it, a photo's caption, a notice as its last sentence."""
    starts, floor = sentence_starts(text), 0
    cuts = [(start, end, "chrome") for start, end in find_inside(text)]
    cuts += [(*match.span(), "credit") for match in _INLINE_CREDIT.finditer(text)]
    marks: list[tuple[int, str]] = []
    for start, end, kind in sorted(cuts):
        if start < floor:
            continue
        if kind == "credit":
            before = bisect.bisect_left(starts, start)
            begin = max(floor, starts[before - 1] if before else 0)
            if shows_photo(text[begin:start], credited=True):
                marks.append((begin, "caption"))
        marks += [(start, kind), (end, "body")]
        floor = end
    tail = starts[-1] if starts else 0
    if tail > floor and (found := find_furniture(text[tail:])) and found.kind == "notice":
        marks.append((tail, "notice"))
    return marks


def find_runs(text: str) -> list[tuple[int, int]]:
    """(start, end) of the runs of characters without a blank that are too long to be words."""
    return [match.span() for match in _RUN.finditer(text)]


def _set_runs_aside(text: str, start: int, end: int, kind: str) -> list[tuple[int, int, str]]:
    """Cut what cannot be words out of a piece of the page: encoded data, rows of dashes, a whole page run together.

    It is no evidence, and a tokeniser takes time with the square of its length.
    """
    pieces = []
    for match in _RUN.finditer(text, start, end):
        pieces += [(start, match.start(), kind), (*match.span(), "chrome")]
        start = match.end()
    kept = ((a, b, what) for a, b, what in (*pieces, (start, end, kind)) if text[a:b].strip())
    return [_trim(text, *piece) for piece in kept]


def _trim(text: str, start: int, end: int, kind: str) -> tuple[int, int, str]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()), kind


def _make_segments(article_id: str, text: str, pieces: list[tuple[int, int, str]]) -> tuple[Segment, ...]:
    first: dict[tuple[str, str], int] = {}
    segments: list[Segment] = []
    for start, end, kind in pieces:
        words = text[start:end]
        if kind == "credit":  # the same photographer's other photo repeats nothing
            above = segments[-1] if segments and segments[-1].kind == "caption" else None
            key = (kind, fold_line(words) + " | " + bare_words(above.text if above else ""))
        else:
            key = (kind, bare_words(words) if kind == "caption" else fold_line(words))
        earlier = first.setdefault(key, start) if kind != "chrome" else start
        repeats = earlier if earlier != start else None
        segments.append(Segment(article_id=article_id, kind=kind, start=start, end=end, text=words, repeats=repeats))
    return tuple(segments)
