"""What is meant by the words that name speakers and addressees: persons, offices, sources, and the chain between.

`resolve_speakers` fills what `extract_statements` leaves open; `resolve_pronouns` says whom he, she and they mean.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from spacy.tokens import Doc

from summitry.extract.statements.grammar import Page, read_page
from summitry.records import UNKNOWN_DAYS, Article, DayRange, Mention, Person, Statement, TimeExpression
from summitry.resolve.speakers.carried import described_before
from summitry.resolve.speakers.chain import addressee_of, via_of
from summitry.resolve.speakers.names import Namer
from summitry.resolve.speakers.pronouns import resolve_pronouns
from summitry.resolve.speakers.setting import days_of, occasion_of

__all__ = ["resolve_pronouns", "resolve_speakers"]


def resolve_speakers(
    article: Article,
    doc: Doc,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    people: Sequence[Person],
    times: Sequence[TimeExpression],
    *,
    published: DayRange = UNKNOWN_DAYS,
    page: Page | None = None,
) -> tuple[Statement, ...]:
    """Statements with speaker, addressee, via, occasion and speech days; in the same order, offsets unchanged.

    `mentions` are those of the article with persons resolved (`resolve_people`, `resolve_pronouns`; the latter is run
    here when nobody ran it before). A speaker who is nobody on record is named as the article
    describes the source; one that cannot be told is None. Nothing is said after the last day of `published`.
    `page` is what `read_page` made of the article, if that was done before.
    """
    page = page or read_page(doc, article.text)
    if not any(m.kind == "pronoun" and (m.person_id or m.people) for m in mentions):
        mentions = resolve_pronouns(article, doc, mentions, people, page=page)
    namer = Namer(page, mentions, people)
    named = [m.start for m in mentions if m.kind == "name"]
    resolved: list[Statement] = []
    for statement in statements:
        name, person = namer.name_source(statement.speaker_start, statement.speaker_end)
        if person is None:
            name = described_before(namer, statement, resolved, named) or name
        statement = dataclasses.replace(statement, speaker=name, speaker_id=person)
        to, to_id, contents = addressee_of(page, namer, statement, resolved)
        if contents != statement.contents:
            text = " ... ".join(article.text[s:e] for s, e in contents)
            statement = dataclasses.replace(statement, contents=contents, text=text)
        via = via_of(page, namer, statement, statements, to)
        occasion = occasion_of(page, statement, resolved)
        earliest, latest = days_of(page, statement, times, published)
        resolved.append(
            dataclasses.replace(
                statement,
                addressee=to,
                addressee_id=to_id,
                via=via,
                occasion=occasion,
                earliest=earliest,
                latest=latest,
            )
        )
    return tuple(resolved)
