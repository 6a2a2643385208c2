"""analyse(corpus) -> Study: the whole reading of a corpus, every table a notebook needs.

This is the one place where the wings are joined; the order of the calls is the order in which data passes.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
from spacy.tokens import Doc

from summitry import tables
from summitry.extract.meetings import extract_meetings
from summitry.extract.people import extract_people
from summitry.extract.places import extract_places
from summitry.extract.statements import extract_statements
from summitry.extract.statements.grammar import read_page
from summitry.extract.themes import extract_themes
from summitry.extract.times import anchor_times, find_times
from summitry.knowledge.codebook import Codebook, read_codebook
from summitry.language import DEFAULT_MODEL, parse_articles
from summitry.read import read_corpus
from summitry.records import (
    Article,
    Basis,
    Claim,
    Corpus,
    Dating,
    DayRange,
    Discrepancy,
    Meeting,
    MeetingReport,
    Mention,
    Person,
    PlaceMention,
    Problem,
    Statement,
    ThemeCode,
    TimeExpression,
)
from summitry.resolve.attach import attach_codes, attach_statements
from summitry.resolve.audit import audit_claims, coverage, find_discrepancies, read_public_record
from summitry.resolve.dating import date_articles, date_beside_events, day_against_words
from summitry.resolve.ledger import find_basis, merge_reports
from summitry.resolve.people import resolve_people
from summitry.resolve.speakers import resolve_pronouns, resolve_speakers


class StudyError(ValueError):
    """A parameter of the study does not fit the corpus; the message says what would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRecords:
    """The records behind the tables; what belongs to articles is keyed by article_id."""

    articles: tuple[Article, ...]
    people: tuple[Person, ...]
    mentions: Mapping[str, tuple[Mention, ...]]
    times: Mapping[str, tuple[TimeExpression, ...]]
    places: Mapping[str, tuple[PlaceMention, ...]]
    dating: Mapping[str, Dating]
    statements: tuple[Statement, ...]
    reports: tuple[MeetingReport, ...]
    meetings: tuple[Meeting, ...]
    codes: tuple[ThemeCode, ...]
    claims: tuple[Claim, ...]
    discrepancies: tuple[Discrepancy, ...]
    basis: tuple[Basis, ...]
    codebook: Codebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What was found in a corpus: one DataFrame per table (see `tables.SCHEMA`), and the records behind them.

    >>> study.statements[study.statements.speaker == "Vladimir Putin"]  # doctest: +SKIP
    """

    corpus_dir: str
    principals: tuple[str, ...]
    parameters: Mapping[str, str]
    problems: tuple[Problem, ...]
    records: StudyRecords
    docs: Mapping[str, Doc]
    articles: pd.DataFrame
    segments: pd.DataFrame
    people: pd.DataFrame
    mentions: pd.DataFrame
    times: pd.DataFrame
    places: pd.DataFrame
    statements: pd.DataFrame
    reports: pd.DataFrame
    meetings: pd.DataFrame
    codes: pd.DataFrame
    findings: pd.DataFrame
    dating: pd.DataFrame
    claims: pd.DataFrame
    discrepancies: pd.DataFrame
    basis: pd.DataFrame
    coverage: pd.DataFrame

    def article(self, article_id: str) -> Article:
        """The article of that id; raises KeyError naming it."""
        return next(a for a in self.records.articles if a.article_id == article_id)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name, in the order of the schema."""
        return {name: getattr(self, name) for name in tables.SCHEMA}


def analyse(
    corpus: str | Path | Corpus,
    *,
    principals: str = "",
    since: str = "",
    until: str = "",
    codebook: str = "",
    language_model: str = DEFAULT_MODEL,
    progress: bool = False,
) -> Study:
    """Read a corpus and find everything in it.

    corpus: a folder or file of articles (see `read_corpus`), or a Corpus already read. principals: "A; B", the two
    people whose meetings the story is about; empty for the two who share most meetings. since, until: days
    (YYYY-MM-DD) between which a meeting must lie to be counted. codebook: path of a codebook of your own.
    Raises CorpusError when nothing can be read, CodebookError for a broken codebook, StudyError for principals or
    days that do not fit.

    >>> study = analyse("seeds")  # doctest: +SKIP
    >>> study.meetings[["earliest", "city", "status"]]  # doctest: +SKIP
    """
    days = DayRange(earliest=_day("since", since), latest=_day("until", until))
    if days.is_bounded and days.earliest > days.latest:
        raise StudyError(f"since ({since}) lies after until ({until})")
    book = read_codebook(codebook or None)
    read = corpus if isinstance(corpus, Corpus) else read_corpus(corpus)
    docs = parse_articles(read.articles, model=language_model, progress=progress)
    attempts = _Attempts(progress=progress)
    records = _find(read.articles, docs, book, days, attempts)
    chosen = choose_principals(principals, records.people, records.meetings)
    parameters = {
        "principals": "; ".join(chosen),
        "since": since,
        "until": until,
        "codebook": codebook,
        "language_model": language_model,
    }
    return _tabulated(
        corpus_dir="" if isinstance(corpus, Corpus) else str(corpus),
        principals=chosen,
        parameters=parameters,
        problems=(*read.problems, *attempts.problems),
        records=records,
        docs=docs,
    )


def _find(
    articles: tuple[Article, ...], docs: Mapping[str, Doc], book: Codebook, days: DayRange, attempt: _Attempts
) -> StudyRecords:
    """Every record of a corpus, in the order in which one is needed for the next."""

    def each(step: str, find: Callable[[Article, Doc], Any], default: Any = ()) -> dict[str, Any]:
        return {a.article_id: attempt(step, a, lambda a=a: find(a, docs[a.article_id]), default) for a in articles}

    people, mentions = resolve_people(each("people", extract_people))
    named, pages = mentions, each("marks and lines", lambda a, doc: read_page(doc, a.text), None)
    mentions = {
        a.article_id: attempt(
            "pronouns",
            a,
            lambda a=a: resolve_pronouns(a, docs[a.article_id], named[a.article_id], people, page=pages[a.article_id]),
            named[a.article_id],
        )
        for a in articles
    }
    places = each("places", extract_places)
    spotted = each("times", find_times)
    undated = {
        a.article_id: Dating(article_id=a.article_id, days=a.published, basis=a.published_basis) for a in articles
    }
    dating = attempt(
        "days of publication", None, lambda: date_articles(articles, docs, spotted, mentions, places), undated
    )
    published = {key: dated.days for key, dated in dating.items()}
    attempt.problems += [p for a in articles if (p := day_against_words(a, dating[a.article_id])) is not None]
    times = each("days", lambda a, _: anchor_times(a, spotted[a.article_id], published[a.article_id]))

    def say(a: Article, doc: Doc) -> tuple[Statement, ...]:
        key = a.article_id
        found = extract_statements(a, doc, page=pages[key])
        known = {"published": published[key], "page": pages[key]}
        return resolve_speakers(a, doc, found, mentions[key], people, times[key], **known)

    def meet(a: Article, doc: Doc) -> tuple[MeetingReport, ...]:
        key = a.article_id
        return extract_meetings(a, doc, mentions[key], people, times[key], places[key], published[key])

    said, told = each("statements", say), each("meetings", meet)
    meetings, reports = _between(*merge_reports([r for rs in told.values() for r in rs], published), days)
    by_article = {a.article_id: [r for r in reports if r.article_id == a.article_id] for a in articles}
    said = each(
        "the meeting of each statement", lambda a, _: attach_statements(a, said[a.article_id], by_article[a.article_id])
    )

    def code(a: Article, doc: Doc) -> tuple[ThemeCode, ...]:
        own = said[a.article_id]
        return attach_codes(a, extract_themes(a, doc, own, book), by_article[a.article_id], own)

    codes = each("themes", code)
    claims = attempt(
        "claims", None, lambda: audit_claims(articles, docs, mentions, people, times, meetings, published, reports), ()
    )
    differing = attempt(
        "discrepancies", None, lambda: find_discrepancies(articles, mentions, people, reports, meetings, claims), ()
    )
    grounds = attempt("reasons", None, lambda: find_basis(meetings, reports, articles, times, places), ())
    # outside knowledge comes last: meetings and statements get their days from the articles' own words
    times = {
        a.article_id: attempt(
            "days of known events",
            a,
            lambda a=a: date_beside_events(a, spotted[a.article_id], times[a.article_id], published[a.article_id]),
            times[a.article_id],
        )
        for a in articles
    }
    return StudyRecords(
        articles=articles,
        people=people,
        mentions=mentions,
        times=times,
        places=places,
        dating=dating,
        statements=tuple(s for items in said.values() for s in items),
        reports=reports,
        meetings=meetings,
        codes=tuple(c for items in codes.values() for c in items),
        claims=tuple(claims),
        discrepancies=tuple(differing),
        basis=tuple(grounds),
        codebook=book,
    )


def _tabulated(*, records: StudyRecords, **rest) -> Study:
    def flat(by_article: Mapping[str, Iterable]) -> list:
        return [item for items in by_article.values() for item in items]

    segments = [s for a in records.articles for s in a.segments]
    evidence = [e for dated in records.dating.values() for e in dated.evidence]
    frames = {
        "articles": tables.tabulate("articles", tables.article_rows(records.articles, records.dating)),
        "segments": tables.tabulate("segments", tables.record_rows(segments)),
        "people": tables.tabulate("people", tables.person_rows(records.people)),
        "mentions": tables.tabulate("mentions", tables.record_rows(flat(records.mentions))),
        "times": tables.tabulate("times", tables.record_rows(flat(records.times))),
        "places": tables.tabulate("places", tables.record_rows(flat(records.places))),
        "statements": tables.tabulate("statements", tables.statement_rows(records.statements)),
        "reports": tables.tabulate("reports", tables.report_rows(records.reports, records.dating)),
        "meetings": tables.tabulate("meetings", tables.meeting_rows(records.meetings)),
        "codes": tables.tabulate("codes", tables.code_rows(records.codes)),
        "findings": tables.tabulate("findings", []),
        "dating": tables.tabulate("dating", tables.record_rows(evidence)),
        "claims": tables.tabulate("claims", tables.record_rows(records.claims)),
        "discrepancies": tables.tabulate("discrepancies", tables.discrepancy_rows(records.discrepancies)),
        "basis": tables.tabulate("basis", tables.basis_rows(records.basis)),
        "coverage": tables.tabulate("coverage", _coverage(records)),
    }
    return Study(records=records, **frames, **rest)


def _coverage(records: StudyRecords) -> tuple[dict[str, object], ...]:
    """The ledger against the public record (outside knowledge), up to the day of the last article."""
    days = [d for dated in records.dating.values() if (d := dated.days.latest) is not None]
    days += [m.latest for m in records.meetings if m.latest is not None]
    return coverage(records.meetings, read_public_record(), max(days, default=None))


def choose_principals(wanted: str, people: Iterable[Person], meetings: Iterable[Meeting]) -> tuple[str, ...]:
    """The two people the story is about: those named in "A; B", else the pair that shares most meetings.

    Names may be family names. Raises StudyError, with the nearest name, for one that is not in the corpus.
    """
    people = list(people)
    if wanted.strip():
        return tuple(_person_named(name.strip(), people) for name in wanted.split(";") if name.strip())
    pairs = Counter(pair for m in meetings for pair in combinations(sorted(m.participants), 2))
    if pairs:
        return min(pairs, key=lambda pair: (-pairs[pair], pair))
    return ()


def _person_named(name: str, people: list[Person]) -> str:
    fits = [p for p in people if name == p.name]
    fits = fits or [p for p in people if name.casefold() in {a.casefold() for a in (*p.aliases, p.name.split()[-1])}]
    if fits:
        return max(fits, key=lambda p: len(p.articles)).name
    names = [p.name for p in people]
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"people named there: {', '.join(sorted(names)[:8]) or 'none'}"
    raise StudyError(f"principals: nobody called {name!r} in these articles; {hint}")


def _between(
    meetings: tuple[Meeting, ...], reports: tuple[MeetingReport, ...], days: DayRange
) -> tuple[tuple[Meeting, ...], tuple[MeetingReport, ...]]:
    kept = tuple(m for m in meetings if days.overlaps(DayRange(earliest=m.earliest, latest=m.latest)))
    ids = {m.meeting_id for m in kept}
    return kept, tuple(r for r in reports if r.meeting_id in ids)


def _day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise StudyError(f"{name} must be a day such as 2019-02-27 or empty, not {text!r}") from None


class _Attempts:
    """Try one step on one article; a fault in it is kept as a Problem and the others go on.

    With SUMMITRY_STRICT set (as the tests do) the fault is raised instead, so that it is found and mended.
    """

    def __init__(self, *, progress: bool) -> None:
        self.progress = progress
        self.problems: list[Problem] = []
        self._told = ""

    def __call__(self, step: str, article: Article | None, find: Callable[[], Any], default: Any) -> Any:
        if self.progress and step != self._told:
            self._told = step
            print(f"finding {step}", file=sys.stderr)
        try:
            return find()
        except Exception as error:
            if os.environ.get("SUMMITRY_STRICT"):
                raise
            file = article.file if article else "the corpus"
            fault = f"{type(error).__name__}: {error}"
            sentence = f"{file}: its {step} could not be found ({fault}); everything else was; please report this"
            self.problems.append(Problem(file=file, message=sentence))
            return default
