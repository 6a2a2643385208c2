"""Find the time expressions of an article: the grammar's spans, minus what is no time, plus scope and direction."""

from __future__ import annotations

from spacy.tokens import Doc

from summitry.extract.times.direction import find_direction
from summitry.extract.times.grammar import find_spans
from summitry.extract.times.mention import TimeMention
from summitry.records import Article

SCOPES = {"caption": "caption", "credit": "caption", "dateline": "dateline", "byline": "dateline", "notice": "notice"}


def find_times(article: Article, doc: Doc) -> tuple[TimeMention, ...]:
    """The time expressions of an article in order, recognised but not yet resolved (see TimeMention)."""
    mentions = []
    for found in find_spans(doc.text):
        span = doc.char_span(found.start, found.end, alignment_mode="expand")
        if span is None:
            continue
        explicit = found.spec.year is not None or found.spec.kind in ("century", "vague")
        scope = SCOPES.get(article.kind_at(found.start) or "", "text")
        mentions.append(
            TimeMention(
                article_id=article.article_id,
                start=found.start,
                end=found.end,
                text=article.text[found.start : found.end],
                type=found.type,
                spec=found.spec,
                direction=find_direction(found.spec, span),
                scope=scope,
                anchor="none" if explicit else "publication",
                rule=found.rule,
            )
        )
    return tuple(mentions)
