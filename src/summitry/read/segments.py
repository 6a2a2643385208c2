"""A page's text -> its segments."""

from __future__ import annotations

import re

from summitry.records import Segment


def segment_page(article_id: str, text: str) -> tuple[Segment, ...]:
    """First cut: the first line is the title, every other line is body."""
    found = []
    for match in re.finditer(r"\S[^\n]*", text):
        kind = "body" if found else "title"
        found.append(Segment(article_id=article_id, kind=kind, start=match.start(), end=match.end(), text=match.group()))
    return tuple(found)
