"""The steps of `steps` over all articles of a corpus, and the joins between them: names, days, ledger, claims.

This is the one place where the wings are joined; the order of the calls is the order in which data passes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from summitry.knowledge.codebook import Codebook
from summitry.readers import Readers, read_with
from summitry.records import Article, DayRange, Meeting, MeetingReport, Person, Problem
from summitry.resolve.audit import find_discrepancies, weigh_claims
from summitry.resolve.dating import match_occasions
from summitry.resolve.ledger import days_of, find_basis, merge_reports
from summitry.resolve.people import join_names
from summitry.steps import Found, attach_all, attempt
from summitry.study import StudyRecords

Say = Callable[[str], None]


def find_records(
    articles: tuple[Article, ...],
    book: Codebook,
    days: DayRange,
    *,
    model: str,
    codebook: str = "",
    workers: int = 1,
    progress: bool = False,
) -> tuple[StudyRecords, tuple[Problem, ...]]:
    """Every record of the articles, and what failed on the way; options as for `study.analyse`.

    book is the codebook at the path `codebook`; days are those between which a meeting must lie to be counted.
    """
    problems: list[Problem] = []
    say = _say if progress else lambda what: None
    with read_with(articles, model=model, codebook=codebook, workers=workers, progress=progress) as readers:
        return _find(articles, readers, book, days, problems, say), tuple(problems)


def _find(
    articles: tuple[Article, ...], readers: Readers, book: Codebook, days: DayRange, problems: list[Problem], say: Say
) -> StudyRecords:
    """Every record of a corpus: the steps of `steps`, and the joins between them."""
    say("names, places and times")
    tallies = readers.spot()
    named = join_names(tallies)
    say("who said what, and the meetings")
    found = readers.find(named, tallies)
    helped = match_occasions({key: (f.dated.occasions, f.dated.openings) for key, f in found.items()})
    if helped:
        found |= readers.find_again(named, tallies, helped)
    found = {a.article_id: found[a.article_id] for a in articles}
    say("the ledger")
    meetings, reports = join_ledger(found, days)
    by_article: dict[str, list[MeetingReport]] = {a.article_id: [] for a in articles}
    for report in reports:
        by_article[report.article_id].append(report)
    for article in articles:
        key = article.article_id
        found[key] = attach_all(article, found[key], by_article[key])
        problems += found[key].problems
    return _joined(articles, found, named.people, meetings, reports, book, problems)


def join_ledger(found: Mapping[str, Found], days: DayRange) -> tuple[tuple[Meeting, ...], tuple[MeetingReport, ...]]:
    """The meetings between `days` that articles tell of, and the articles' reports of them."""
    published = {key: f.dated.dating.days for key, f in found.items()}
    return _between(*merge_reports([r for f in found.values() for r in f.reports], published), days)


def _joined(
    articles: tuple[Article, ...],
    found: Mapping[str, Found],
    people: tuple[Person, ...],
    meetings: tuple[Meeting, ...],
    reports: tuple[MeetingReport, ...],
    book: Codebook,
    problems: list[Problem],
) -> StudyRecords:
    """The records of all articles, with what only shows in all of them: claims weighed, discrepancies."""
    names = {p.person_id: p.name for p in people}
    published = {key: f.dated.dating.days for key, f in found.items()}
    wordings = {key: f.wordings for key, f in found.items()}
    mentions = {key: f.mentions for key, f in found.items()}
    whole = "the corpus"
    claims = attempt("claims", whole, lambda: weigh_claims(wordings, names, meetings, published, reports), (), problems)
    differing = attempt(
        "discrepancies",
        whole,
        lambda: find_discrepancies(articles, mentions, people, reports, meetings, claims),
        (),
        problems,
    )
    by_noun = ({key: getattr(f, name) for key, f in found.items()} for name in ("times", "places"))
    news = {key: news_days(f) for key, f in found.items()}
    grounds = attempt(
        "reasons", whole, lambda: find_basis(meetings, reports, articles, *by_noun, news=news), (), problems
    )
    return gather_records(
        articles,
        found,
        book,
        people=people,
        meetings=meetings,
        claims=tuple(claims),
        discrepancies=tuple(differing),
        basis=tuple(grounds),
    )


def news_days(found: Found) -> DayRange | None:
    """The days of the meeting an article is about, as it tells them; None where it is about none."""
    told = [days_of(r) for r in found.reports if r.is_news]
    return told[-1] if told else None


def _say(what: str) -> None:
    print(f"finding {what}", file=sys.stderr)


def _between(
    meetings: tuple[Meeting, ...], reports: tuple[MeetingReport, ...], days: DayRange
) -> tuple[tuple[Meeting, ...], tuple[MeetingReport, ...]]:
    kept = tuple(m for m in meetings if days.overlaps(DayRange(earliest=m.earliest, latest=m.latest)))
    ids = {m.meeting_id for m in kept}
    return kept, tuple(r for r in reports if r.meeting_id in ids)


def gather_records(
    articles: tuple[Article, ...], found: Mapping[str, Found], book: Codebook, **joined: tuple
) -> StudyRecords:
    """The records of articles after step 3; `joined` are those that are not any article's own."""

    def all_of(name: str) -> dict[str, tuple]:
        return {key: getattr(f, name) for key, f in found.items()}

    def flat(name: str) -> tuple:
        return tuple(item for f in found.values() for item in getattr(f, name))

    return StudyRecords(
        articles=articles,
        mentions=all_of("mentions"),
        times=all_of("times"),
        places=all_of("places"),
        dating={key: f.dated.dating for key, f in found.items()},
        statements=flat("statements"),
        reports=flat("reports"),
        codes=flat("codes"),
        stances=flat("stances"),
        codebook=book,
        **joined,
    )
