"""A computed sentence, and the small things all sentences need."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from summitry.records import Passage, record
from summitry.tell.words import is_missing


@record
class Sentence:
    """A sentence that was computed, and the passages that support it (none where it counts whole tables)."""

    text: str
    evidence: tuple[Passage, ...] = ()


@record
class Places:
    """Several passages as one cell of a table: their number, with a link to each of the first."""

    passages: tuple[Passage, ...]

    def __len__(self) -> int:
        return len(self.passages)


def gather(*sentences: Sentence | None) -> tuple[Sentence, ...]:
    """The sentences that hold."""
    return tuple(sentence for sentence in sentences if sentence is not None)


def passages_of(study: Any, article_id: str, spans: Any) -> tuple[Passage, ...]:
    """The passages of one article, from pairs of offsets or the JSON list of a table cell."""
    if isinstance(spans, str):
        spans = json.loads(spans) if spans else []
    article = study.article(article_id)
    return tuple(article.passage(int(start), int(end)) for start, end in spans)


def row_passages(study: Any, rows: Iterable[Any]) -> tuple[Passage, ...]:
    """The passages of table rows that have article_id, start and end; rows without offsets are passed over."""
    spans = [(r.article_id, r.start, r.end) for r in rows if not is_missing(r.start)]
    return tuple(study.article(key).passage(int(start), int(end)) for key, start, end in spans)


def report_passages(study: Any, meeting_id: str) -> tuple[Passage, ...]:
    """Where the articles tell of a meeting."""
    rows = study.reports[study.reports.meeting_id == meeting_id]
    return tuple(p for r in rows.itertuples() for p in passages_of(study, r.article_id, r.passages))
