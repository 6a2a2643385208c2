"""The head of a page: labels of the site, the title, the deck under it."""

from __future__ import annotations

import re

from summitry.read.lines import count_sentences, dateline_length, is_place_line, outlet_words
from summitry.read.page import Line, bare_words

_SPOKEN = re.compile(r"\b(?:said|told|added|announced|according to)\b")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_HEAD = 14  # lines in which a headline may still begin
_LONGEST_TITLE = 35  # words


def mark_head(lines: list[Line]) -> None:
    """Find the title among the first lines, labels of the page before it, and a deck after it."""
    title = _find_title(lines)
    if title is None:
        return
    for line in lines[:title]:
        if line.kind is None:
            line.kind = "chrome"
    lines[title].kind = "title"
    _mark_deck(lines, title)


def _find_title(lines: list[Line]) -> int | None:
    """The number of the line that is the title, or None when the page starts with its first sentence."""
    after_furniture = False
    for number, line in enumerate(lines[:_HEAD]):
        if line.kind == "chrome":
            after_furniture = True
        if line.kind is not None:
            continue
        below = lines[number + 1 : number + 4]
        if after_furniture and below and below[0].kind == "chrome":  # one item of a menu that is unknown
            below = [b for b in lines[number + 1 : _HEAD + 4] if b.kind is None][:3]
        if _is_label(line, below, after_furniture=after_furniture):
            after_furniture = True
            continue
        return number if _could_be_title(line, lines[number + 1 : number + 2]) else None
    return None


def _is_label(line: Line, below: list[Line], *, after_furniture: bool) -> bool:
    """Is a short line above the headline a tagline or the name of a section?"""
    words = line.text.split()
    better = any(b.kind is None and len(b.text.split()) >= 4 and _could_be_title(b, []) for b in below)
    lower = line.text == line.text.lower()
    if not better or len(words) > (10 if lower else 6):
        return False
    tagline = line.text.isupper() and len(re.findall(r"\w\.", line.text)) >= 2
    outlet = any(w.casefold().strip(".") in outlet_words() for w in words) and all(
        w[0].isupper() for w in words if len(w) > 3
    )
    return lower or tagline or (after_furniture and len(words) <= 3) or (outlet and len(words) <= 5)


def _could_be_title(line: Line, below: list[Line]) -> bool:
    words = len(line.text.split())
    if words > _LONGEST_TITLE or count_sentences(line.text) > 2:
        return False
    if dateline_length(line.text) and line.text.endswith((".", "”", '"')):
        return False
    if not line.text.endswith((".", ".”", '."')):
        return count_sentences(line.text) == 1 or words <= 20
    told = words > 10 and (_SPOKEN.search(line.text) or _WEEKDAY.search(line.text))
    return words <= 18 and count_sentences(line.text) == 1 and bool(below) and not told


def _mark_deck(lines: list[Line], title: int) -> None:
    """Up to two lines under the title that sum up the story: without a full stop, taken from the body, or set above
    the photo or the date."""
    number, decks = title + 1, 0
    while number < len(lines) and decks < 5:
        line = lines[number]
        if line.kind is None:
            if not decks and bare_words(line.text) == bare_words(lines[title].text):
                line.kind = "title"
            elif not decks and is_place_line(line.text):
                line.kind = "dateline"
            elif line.text.isascii() and line.text.isalpha() and line.text.islower():
                line.kind = "chrome"  # the name of a style, left by the page's template
            elif (decks < 2 or line.text[0] in "•▪-–") and _is_deck(line, lines[number - 1], lines[number + 1 :]):
                line.kind, decks = "deck", decks + 1
            else:
                return
        elif line.kind == "credit":
            return
        number += 1


def _is_deck(line: Line, above: Line, below: list[Line]) -> bool:
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
    return (set_apart and not _tells_news(line.text)) or _stands_again(line.text, below)


def _tells_news(text: str) -> bool:
    """Does a sentence report speech or the day, as the first sentence of a story does and a deck does not?"""
    return bool(_SPOKEN.search(text) or _WEEKDAY.search(text) or "“" in text or '"' in text)


def _stands_again(sentence: str, below: list[Line]) -> bool:
    """Do most runs of four words of a sentence stand together in one paragraph further down?"""
    words = bare_words(sentence).split()
    runs = {tuple(words[n : n + 4]) for n in range(len(words) - 3)}
    for line in below if runs else ():
        there = bare_words(line.text).split()
        found = {run for n in range(len(there) - 3) if (run := tuple(there[n : n + 4])) in runs}
        if len(found) * 2 >= len(runs):
            return True
    return False
