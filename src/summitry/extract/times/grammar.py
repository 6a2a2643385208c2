"""How time expressions are written down as rules, and how the rules are run over a text.

A rule is a TIMEX3 type, a kind of signal word, a pattern and a function from the match to a TimeSpec (None: no time
after all). Nothing matches without its signal (a month's name, a unit, a number), so a pattern is tried only around
those: one walk over the words finds them for all rules. Patterns are
verbose regular expressions in which `_` stands for spaces, `_?` for none or some; a group `span` marks the expression
itself where the pattern has to see more. The rules themselves are in
`explicit.py` (dates by their numbers), `deictic.py` (by the day of speaking), `lengths.py` (durations, sets, clocks,
vague ones).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import NamedTuple

from summitry.extract.times import words
from summitry.extract.times.mention import TimeSpec

Build = Callable[[re.Match[str]], TimeSpec | None]


class Rule(NamedTuple):
    name: str
    type: str
    near: str  # the kind of signal word every match holds, a key of words.SIGNALS; "" tries the whole text
    pattern: re.Pattern[str]
    build: Build


class Found(NamedTuple):
    start: int
    end: int
    rule: str
    type: str
    spec: TimeSpec


def compile_pattern(pattern: str, *, any_case: bool = False) -> re.Pattern[str]:
    """A pattern in the notation of the grammar: verbose, `_` for spaces."""
    spaced = pattern.replace("_?", "[ ]*").replace("[-_]", "[- ]").replace("_", "[ ]+")
    return re.compile(spaced, re.VERBOSE | (re.IGNORECASE if any_case else 0))


def rule(book: list[Rule], type_: str, near: str, pattern: str, *, any_case: bool = False) -> Callable[[Build], Build]:
    """Enter a function in a rule book as the meaning of a pattern."""

    def register(build: Build) -> Build:
        book.append(Rule(build.__name__, type_, near, compile_pattern(pattern, any_case=any_case), build))
        return build

    return register


def edge_of(match: re.Match[str]) -> str | None:
    """The TIMEX3 mod of "early", "late", "the end of": groups `edge` and `edge2`."""
    groups = match.groupdict()
    word = groups.get("edge") or groups.get("edge2")
    return words.EDGES[word.lower()] if word else None


def year_of(match: re.Match[str]) -> int | None:
    digits = match.groupdict().get("year")
    return words.year_value(digits) if digits else None


def shift_of(match: re.Match[str]) -> int | None:
    """-1, 0, 1 for "last", "this", "next" in group `shift`; None without."""
    word = match.groupdict().get("shift")
    if not word:
        return None
    word = " ".join(word.lower().split())
    return words.SHIFTS[word if word in words.SHIFTS else word.removeprefix("the ").removeprefix("this ")]


def find_spans(text: str, rules: Iterable[Rule]) -> list[Found]:
    """Every time expression the rules see in a text, in order; of what overlaps the longest is kept, then the first."""
    found, stretches = [], _stretches(text)
    for name, type_, near, pattern, build in rules:
        for first, last in stretches.get(near, ()):
            for match in pattern.finditer(text, first, last):
                spec = build(match)
                if spec is not None:
                    groups = match.groupdict()
                    start, end = next((match.span(g) for g in ("span", "span2") if groups.get(g)), match.span())
                    found.append(Found(start, end, name, type_, spec))
    found.sort(key=lambda f: (f.start - f.end, f.start))
    kept: list[Found] = []
    starts: list[int] = []
    for one in found:
        place = bisect_left(starts, one.start)
        clear_left = place == 0 or kept[place - 1].end <= one.start
        if clear_left and (place == len(kept) or kept[place].start >= one.end):
            kept.insert(place, one)
            starts.insert(place, one.start)
    return kept


# How far from its signal word a match may reach: longer than any expression of time and what its pattern looks at.
REACH = 64
WORDS = re.compile(r"\d+|[^\W\d_]{3,}")


def _stretches(text: str) -> dict[str, list[tuple[int, int]]]:
    """The stretches of a text around each kind of signal word, and the whole of it for rules that name none."""
    stretches: dict[str, list[tuple[int, int]]] = {"": [(0, len(text))]}
    kinds_of = words.SIGNALS
    for match in WORDS.finditer(text):
        word = match.group()
        for kind in kinds_of["0"] if word.isdigit() else kinds_of.get(word.lower(), ()):
            known = stretches.setdefault(kind, [])
            first, last = max(0, match.start() - REACH), min(len(text), match.end() + REACH)
            if known and known[-1][1] >= first:
                first = known.pop()[0]
            known.append((first, last))
    return stretches


def soften_lines(text: str) -> str:
    """Line breaks inside a sentence made spaces (same length): "February\\n27" on a wrapped page is one date."""
    return re.sub(r"(?<=[\w,.])\n(?=[a-z0-9])", " ", text.replace("\t", " "))
