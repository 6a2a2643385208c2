"""What the furniture of a news page sounds like: set phrases of menus, share bars, appeals, rights and reprint notices.

The phrases are rows of `knowledge/page_furniture.csv`: `how` says whether they are a whole line, its beginning or
stand within it; `opens` says that a block follows (`list`: headlines of other stories, `letter`: an appeal to the
reader, `notice`: terms of republishing). Numbers are all alike ("3 comments"). Wrongly taking words of
the article for furniture loses evidence, so a line that reads like reporting is never furniture by its beginning or
its middle alone.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from summitry.knowledge import read_rows

LONGEST_PHRASE = 60  # words a line may have and still be furniture
_REPORTING = re.compile(
    r"\b(?:said|says|told|announced|met|discussed|added|stated|declared|reported|according to|spoke|visited|"
    r"stressed|warned|praised|thanked|noted|urged|agreed|asked|replied|called|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_SPOKEN = re.compile(r"\b(?:said|told)\b")
_READER = re.compile(r"\b(?:we|we're|we've|our|us|you|you're|you've|your)\b", re.IGNORECASE)
_QUOTATION = re.compile(r"[“\"][^“”\"]{1,2000}[”\"]")
_LONG_QUOTATION = re.compile(r"[“\"](?:[^\s“”\"]+\s+){4}")
_DIGITS = re.compile(r"\d+")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "…": " "})


class Furniture(NamedTuple):
    """What a line of furniture is (`chrome` or `notice`) and which block it opens, if any."""

    kind: str
    opens: str


def fold_line(line: str) -> str:
    """A line for comparison: lower case, plain quotes, dashes and blanks, no marks at either end."""
    return " ".join(line.translate(_PLAIN).casefold().split()).strip(' .:;,!?>»<«|-*•·+#[]→›‹/\\"')


def speaks_to_reader(line: str) -> bool:
    """Does the page itself (not somebody quoted) say "we" or "you" here?"""
    return bool(_READER.search(_QUOTATION.sub(" ", line.translate(_PLAIN))))


def reads_like_reporting(line: str) -> bool:
    """Does a line of some length report, quote or name a weekday, without turning to the reader?"""
    plain = line.translate(_PLAIN)
    reports = _REPORTING.search(plain) or _LONG_QUOTATION.search(plain)
    return len(line.split()) >= 8 and bool(reports) and not speaks_to_reader(line)


def find_furniture(line: str) -> Furniture | None:
    """Whether a line is site furniture or a notice, and what it opens; None for anything unknown."""
    folded = fold_line(line)
    whole, starts, within = _phrases()
    if (any_number := _DIGITS.sub("#", folded)) in whole:
        return whole[any_number]
    if len(folded.split()) > LONGEST_PHRASE or not folded:
        return None
    opening = _DIGITS.sub("#", folded.lstrip("("))
    start = next((starts[opening[:n]] for n in _lengths() if _begins(opening, n, starts)), None)
    inside = next((found for words, found in within if words in folded), None)
    found = start or inside
    if found and found.kind == "chrome" and (reads_like_reporting(line) or _SPOKEN.search(line)):
        return None
    return found


def find_inside(line: str) -> list[tuple[int, int]]:
    """Where furniture was run into a line of the story ("Click to share on Facebook (Opens in new window)"), as (start,
    end), in order. Only phrases no story says (`how` is `inside`; ".." stands for one to four words)."""
    pattern, words = _inside()
    low = line.casefold()  # most lines have no word of any phrase, and need no search
    return [match.span() for match in pattern.finditer(line)] if any(word in low for word in words) else []


@functools.cache
def _inside() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """All phrases of `inside` as one pattern, longest first, and the longest word of each (a line must have one)."""
    rows = read_rows("page_furniture", required=("kind", "how", "words", "source"))
    phrases = sorted((row["words"] for row in rows if row["how"] == "inside"), key=lambda words: (-len(words), words))
    words = r"\s\S{1,30}(?:\s\S{1,30}){0,3}?\s"
    parts = [words.join(r"\s".join(map(re.escape, p.split())) for p in phrase.split(" .. ")) for phrase in phrases]
    words_needed = {max(phrase.split(), key=len).casefold() for phrase in phrases}
    pattern = re.compile("|".join(rf"(?<!\w){part}(?!\w)" for part in parts), re.IGNORECASE)
    return pattern, tuple(sorted(words_needed))


def _begins(folded: str, length: int, starts: dict[str, Furniture]) -> bool:
    """Do the first characters make a phrase that ends where a word ends?"""
    at_word_end = len(folded) <= length or not (folded[length - 1].isalnum() and folded[length].isalnum())
    return at_word_end and folded[:length] in starts


@functools.cache
def _phrases() -> tuple[dict[str, Furniture], dict[str, Furniture], tuple[tuple[str, Furniture], ...]]:
    whole, starts, within = {}, {}, []
    for row in read_rows("page_furniture", required=("kind", "how", "words", "source")):
        found = Furniture(row["kind"], row["opens"])
        words = " ".join(row["words"].translate(_PLAIN).casefold().split())
        match row["how"]:
            case "line":
                whole[_DIGITS.sub("#", fold_line(words))] = found
            case "start":
                starts[_DIGITS.sub("#", words.lstrip("("))] = found
                whole.setdefault(_DIGITS.sub("#", fold_line(words)), found)
            case "within":
                within.append((words, found))
    return whole, starts, tuple(within)


@functools.cache
def _lengths() -> tuple[int, ...]:
    """How long the opening phrases are, longest first."""
    return tuple(sorted({len(words) for words in _phrases()[1]}, reverse=True))
