"""What is found in one article: three steps, each a pure function of the article and of what a join hands it.

Between the steps the articles are joined, on small sums, never on their texts or parses:

1. `spot_words`: names, places and times, from the article and its Doc. Joined over all articles by
   `resolve.people.join_names`: which names are one person's, and what is known of each.
2. `find_all`: everything else that the article and its Doc give, with the persons of its own names. Joined by
   `resolve.dating.match_occasions`: an article that another one helps to date is read a second time, with the
   occasions that date it; and by `resolve.ledger`: which reports tell of one meeting.
3. `attach_all`: statements and themes get their meetings; no Doc is needed.

Every engine (one process, several, Dask) runs these steps and those joins and nothing else, so all give the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from typing import Any

from spacy.tokens import Doc

from summitry.extract.meetings import extract_meetings
from summitry.extract.people import extract_people
from summitry.extract.places import extract_places
from summitry.extract.stances import extract_stances
from summitry.extract.statements import extract_statements
from summitry.extract.statements.grammar import read_page
from summitry.extract.themes import extract_themes
from summitry.extract.times import TimeMention, anchor_times, find_times
from summitry.knowledge.codebook import Codebook
from summitry.records import (
    Article,
    Dating,
    MeetingReport,
    Mention,
    PlaceMention,
    Problem,
    Stance,
    Statement,
    ThemeCode,
    TimeExpression,
    record,
)
from summitry.resolve.attach import attach_codes, attach_stances, attach_statements
from summitry.resolve.audit import Wording, word_claims
from summitry.resolve.dating import Dated, date_beside_events, date_page, day_against_words, lay_out
from summitry.resolve.dating.links import Occasion
from summitry.resolve.people import Named, name_people
from summitry.resolve.speakers import resolve_pronouns, resolve_speakers


@record
class Spotted:
    """What step 1 finds in an article: `mentions` are not yet anybody, `times` have no days."""

    article_id: str
    mentions: tuple[Mention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def names(self) -> set[str]:
        """The names whose persons step 2 needs."""
        return {m.name for m in self.mentions if m.kind == "name" and m.name}


@record
class Found:
    """What is known of an article after step 2; after step 3 its statements, codes and stances have their meetings."""

    article_id: str
    mentions: tuple[Mention, ...]
    places: tuple[PlaceMention, ...]
    dated: Dated
    times: tuple[TimeExpression, ...]
    statements: tuple[Statement, ...]
    reports: tuple[MeetingReport, ...]
    codes: tuple[ThemeCode, ...]
    stances: tuple[Stance, ...]
    wordings: tuple[Wording, ...]
    problems: tuple[Problem, ...] = field(default=())


def spot_words(article: Article, doc: Doc) -> Spotted:
    """Step 1: the names, places and times of an article."""
    attempt = _Attempts(article)
    return Spotted(
        article_id=article.article_id,
        mentions=attempt("people", lambda: extract_people(article, doc), ()),
        places=attempt("places", lambda: extract_places(article, doc), ()),
        times=attempt("times", lambda: find_times(article, doc), ()),
        problems=tuple(attempt.problems),
    )


def find_all(
    article: Article,
    doc: Doc,
    spotted: Spotted,
    named: Named,
    book: Codebook,
    *,
    occasions: Sequence[Occasion] = (),
) -> Found:
    """Step 2: who is meant, when it was written, who said what, which meetings and themes it tells of.

    `named` may hold more persons than the article names. `occasions` are those of other articles that date it.
    """
    attempt, text = _Attempts(article), article.text
    known = attempt("persons", lambda: name_people(spotted.mentions, named), spotted.mentions)
    page = attempt("marks and lines", lambda: read_page(doc, text), None)
    mentions = attempt("pronouns", lambda: resolve_pronouns(article, doc, known, named.people, page=page), known)

    def date() -> Dated:
        laid_out = lay_out(article, doc, spotted.times, mentions, spotted.places)
        return date_page(laid_out, occasions=occasions)

    dated = attempt("day of publication", date, _undated(article))
    days = dated.dating.days
    attempt.problems += [p for p in [day_against_words(article, dated.dating)] if p is not None]
    times = attempt("days", lambda: anchor_times(article, spotted.times, days), ())

    def say() -> tuple[Statement, ...]:
        found = extract_statements(article, doc, page=page)
        return resolve_speakers(article, doc, found, mentions, named.people, times, published=days, page=page)

    said = attempt("statements", say, ())
    told = attempt(
        "meetings", lambda: extract_meetings(article, doc, mentions, named.people, times, spotted.places, days), ()
    )
    parties = _parties(told, named)
    codes = attempt("themes", lambda: extract_themes(article, doc, said, book, parties=parties), ())
    return Found(
        article_id=article.article_id,
        mentions=mentions,
        places=spotted.places,
        dated=dated,
        # outside knowledge comes last: meetings and statements get their days from the article's own words
        times=attempt("days of known events", lambda: date_beside_events(article, spotted.times, times, days), times),
        statements=said,
        reports=told,
        codes=codes,
        stances=attempt("stances", lambda: extract_stances(article, doc, said, mentions, named.people, codes), ()),
        wordings=attempt("claims", lambda: word_claims(article, doc, mentions, times), ()),
        problems=(*spotted.problems, *attempt.problems),
    )


def attach_all(article: Article, found: Found, reports: Sequence[MeetingReport]) -> Found:
    """Step 3: what was found, with the article's reports as the ledger has them, and the meetings of its words."""
    attempt = _Attempts(article)
    said = attempt(
        "the meeting of each statement", lambda: attach_statements(article, found.statements, reports), found.statements
    )
    codes = attempt("the meeting of each theme", lambda: attach_codes(article, found.codes, reports, said), found.codes)
    stances = attempt(
        "the meeting of each stance", lambda: attach_stances(article, found.stances, reports, said), found.stances
    )
    problems = (*found.problems, *attempt.problems)
    return replace(found, statements=said, codes=codes, stances=stances, reports=tuple(reports), problems=problems)


def _parties(reports: Sequence[MeetingReport], named: Named) -> frozenset[str]:
    """Names and countries of those who meet, by the article, now or soon; old and failed meetings are left out."""
    names = {n for r in reports if r.status in ("held", "announced") for n in r.participants}
    return frozenset(names | {p.country for p in named.people if p.country and p.name in names})


def _undated(article: Article) -> Dated:
    dating = Dating(article_id=article.article_id, days=article.published, basis=article.published_basis)
    return Dated(dating=dating, occasions=(), openings=())


class _Attempts:
    """Try one thing on an article; a fault in it is kept as a Problem and the others go on.

    With SUMMITRY_STRICT set (as the tests do) the fault is raised instead, so that it is found and mended.
    """

    def __init__(self, article: Article) -> None:
        self.file = article.file
        self.problems: list[Problem] = []

    def __call__(self, what: str, find: Callable[[], Any], default: Any) -> Any:
        return attempt(what, self.file, find, default, self.problems)


def attempt(what: str, file: str, find: Callable[[], Any], default: Any, problems: list[Problem]) -> Any:
    """What `find` finds; where it fails, `default`, and a Problem more."""
    try:
        return find()
    except Exception as error:
        if os.environ.get("SUMMITRY_STRICT"):
            raise
        fault = f"{type(error).__name__}: {error}"
        sentence = f"{file}: its {what} could not be found ({fault}); everything else was; please report this"
        problems.append(Problem(file=file, message=sentence))
        return default
