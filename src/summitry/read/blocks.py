"""Blocks of furniture: what follows a heading such as "Most Popular" or "Republish this story"."""

from __future__ import annotations

import itertools

from summitry.read.furniture import reads_like_reporting, speaks_to_reader
from summitry.read.page import Line


def mark_blocks(lines: list[Line]) -> None:
    """Let headings of furniture take in what follows them.

    A list of other stories goes on through headlines, that is, short lines without a full stop. An appeal to the reader
    and terms of republishing go on while the page speaks to its reader; a line or two that do not are theirs only
    if more of it follows. A line that reads like reporting ends every block.
    """
    block, kind, waiting = "", "", []
    for line in lines:
        if line.opens:
            _take(waiting, kind)
            block, kind, waiting = line.opens, line.kind, []
        elif not block:
            continue
        elif block == "list":
            block = "list" if line.kind is not None or _is_headline(line.text) else ""
            _take([line] if block and line.kind is None else [], kind)
        elif line.kind is None and reads_like_reporting(line.text):
            block, waiting = "", []
        elif _is_addressed(line):
            _take([*waiting, line], kind)
            waiting = []
        elif len(waiting) < 2:
            waiting.append(line)
        else:
            block, waiting = "", []


def mark_bullets(lines: list[Line]) -> None:
    """Points listed right under a line of furniture ("Sign in to ...") are furniture too."""
    for above, line in itertools.pairwise(lines):
        points = line.text[0] in "•▪►·*" and len(line.text.split()) <= 14
        if line.kind is None and above.kind == "chrome" and points and not reads_like_reporting(line.text):
            line.kind = "chrome"


def _take(lines: list[Line], kind: str) -> None:
    for line in lines:
        line.kind = kind


def _is_headline(text: str) -> bool:
    return len(text.split()) <= 18 and not text.endswith((".", "”", '"', "!", ":"))


def _is_addressed(line: Line) -> bool:
    """Does a line of an appeal or of terms turn to the reader, is it furniture, or a few words or a signature?"""
    few = len(line.text.split()) < 8
    return speaks_to_reader(line.text) or line.kind in ("chrome", "notice") or few
