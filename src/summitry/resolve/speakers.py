"""Who the speakers are: first cut, the name as written."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from spacy.tokens import Doc

from summitry.records import Article, Mention, Person, Statement, TimeExpression


def resolve_speakers(
    article: Article,
    doc: Doc,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    people: Sequence[Person],
    times: Sequence[TimeExpression],
) -> tuple[Statement, ...]:
    """Statements with the names of their speakers."""
    names = {p.person_id: p.name for p in people}
    resolved = []
    for statement in statements:
        if statement.speaker_start is None:
            resolved.append(statement)
            continue
        inside = [
            m for m in mentions if m.start >= statement.speaker_start and m.end <= statement.speaker_end and m.person_id
        ]
        words = article.text[statement.speaker_start : statement.speaker_end]
        person = inside[0].person_id if inside else None
        resolved.append(dataclasses.replace(statement, speaker=names.get(person, words), speaker_id=person))
    return tuple(resolved)


def resolve_pronouns(
    article: Article, doc: Doc, mentions: Sequence[Mention], people: Sequence[Person]
) -> tuple[Mention, ...]:
    """Mentions with the pronouns' person_id filled where the text settles it."""
    return tuple(mentions)
