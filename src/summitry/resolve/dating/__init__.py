"""Dating an article from its own words, with the reasons.

Every piece of evidence is a set of days on which the article may have been written (`days`); reasons are gathered
tier by tier - the words alone (`wording`, `links`), feasts and anniversaries (`feasts`), terms of office (`offices`),
the chronology of events (`events`), other articles (`links`) - and `solve` keeps those that agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc

from summitry.extract.times import TimeMention
from summitry.records import Article, Dating, Mention, PlaceMention, record
from summitry.resolve.dating.ages import reasons_from_ages
from summitry.resolve.dating.beside import date_beside_events
from summitry.resolve.dating.chronology import Almanac, index_events, read_events, shipped_almanac
from summitry.resolve.dating.events import reasons_from_events
from summitry.resolve.dating.feasts import reasons_from_feasts
from summitry.resolve.dating.links import (
    Occasion,
    Opening,
    find_occasions,
    find_openings,
    match_occasions,
    reasons_from_other_articles,
    reasons_from_own_occasions,
)
from summitry.resolve.dating.metadata import day_against_words, hold_against
from summitry.resolve.dating.news import reasons_from_news
from summitry.resolve.dating.offices import reasons_from_offices
from summitry.resolve.dating.page import Page
from summitry.resolve.dating.page import read_page as lay_out
from summitry.resolve.dating.solve import Reason, agreed_days, solve
from summitry.resolve.dating.wording import reasons_from_wording

__all__ = [
    "Dated", "date_articles", "date_beside_events", "date_page", "day_against_words", "lay_out", "match_occasions",
]  # fmt: skip


def date_articles(
    articles: Sequence[Article],
    docs: Mapping[str, Doc],
    times: Mapping[str, Sequence[TimeMention]],
    mentions: Mapping[str, Sequence[Mention]],
    places: Mapping[str, Sequence[PlaceMention]],
    *,
    chronology: Iterable[Mapping[str, str]] | None = None,
    offices: Sequence[Mapping[str, str]] | None = None,
) -> dict[str, Dating]:
    """When each article was written: {article_id: Dating}, in the order of `articles`.

    `days` is the range of days that agree with all evidence used (open where nothing bounds it); `basis` is
    "metadata", or the last tier that narrowed the days, or "" when nothing is known; `evidence` lists every reason
    with the days left before and after it. `chronology` and `offices` are rows in place of
    knowledge/chronology.csv and knowledge/offices.csv. Metadata wins; evidence against it is listed with `used=False`.
    """
    known = {"chronology": chronology, "offices": offices}
    pages = [
        lay_out(a, docs[a.article_id], times.get(a.article_id, ()), mentions.get(a.article_id, ()),
                places.get(a.article_id, ()))
        for a in articles
    ]  # fmt: skip
    alone = [date_page(page, **known) for page in pages]
    helped = match_occasions({a.dating.article_id: (a.occasions, a.openings) for a in alone})
    return {
        key: date_page(page, occasions=helped[key], **known).dating if key in helped else own.dating
        for page, own in zip(pages, alone, strict=True)
        for key in [own.dating.article_id]
    }


@record
class Dated:
    """When an article was written, what it can tell about other articles, and what they might tell about it."""

    dating: Dating
    occasions: tuple[Occasion, ...]
    openings: tuple[Opening, ...]


def date_page(
    page: Page,
    *,
    occasions: Sequence[Occasion] = (),
    chronology: Iterable[Mapping[str, str]] | None = None,
    offices: Sequence[Mapping[str, str]] | None = None,
) -> Dated:
    """When one article was written, from its own words and the `occasions` that other articles date.

    Without occasions the answer holds as long as `match_occasions` finds none for it.
    """
    almanac = index_events(read_events(chronology)) if chronology is not None else shipped_almanac()
    reasons = reasons_about(page, almanac, offices)
    left = agreed_days(reasons)
    reasons += reasons_from_other_articles(page, occasions, left)
    reasons = [r for r in reasons if r.allowed.any()]  # what lies off the axis bounds nothing on it
    dating = hold_against(page.article, solve(page.article.article_id, reasons), reasons)
    return Dated(dating=dating, occasions=tuple(find_occasions(page)), openings=tuple(find_openings(page, left)))


def reasons_about(page: Page, almanac: Almanac, offices: Iterable[Mapping[str, str]] | None = None) -> list[Reason]:
    """Every reason one article gives by itself."""
    return [
        *reasons_from_wording(page),
        *reasons_from_own_occasions(page),
        *reasons_from_feasts(page, almanac),
        *reasons_from_offices(page, offices),
        *reasons_from_ages(page),
        *reasons_from_news(page, almanac),
        *reasons_from_events(page, almanac),
    ]
