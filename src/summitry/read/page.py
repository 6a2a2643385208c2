"""A page as lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summitry.read.furniture import fold_line
from summitry.read.lines import glued_title_length, scraped_day_length
from summitry.read.photos import credit_start

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")


@dataclass(slots=True)
class Line:
    """One line without the blanks around it, and what it is taken for (None: the article's own prose)."""

    start: int
    text: str
    gap: bool  # an empty line stands before it
    kind: str | None = None
    opens: str = ""


def split_lines(text: str) -> list[Line]:
    lines, end = [], 0
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words[0])
            gap = text.count("\n", end, start) != 1 if lines else True
            cut = scraped_day_length(words)
            if 0 < cut < len(words):
                lines.append(Line(start, words[:cut], gap))
                rest = words[cut:].lstrip()
                start, words, gap = start + len(words) - len(rest), rest, True
            lines.append(Line(start, words, gap))
            end = start + len(words)
    return lines


def split_title(lines: list[Line]) -> list[Line]:
    """Cut a headline off the first line when it was run into the story."""
    cut = glued_title_length(lines[0].text) if lines else 0
    if not cut:
        return lines
    first = lines[0]
    rest = first.text[cut:].lstrip()
    start = first.start + len(first.text) - len(rest)
    return [Line(first.start, first.text[:cut], first.gap), Line(start, rest, True), *lines[1:]]


def bare_words(text: str) -> str:
    """The words of a line without a credit at its end, folded, for comparison."""
    return " ".join(re.findall(r"\w+", fold_line(text[: credit_start(text)])))
