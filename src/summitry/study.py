"""analyse(corpus) -> Study: the whole reading of a corpus, every table a notebook needs.

The reading itself is in `joins`, `readers` and `steps`, and spaCy with it; a study that was made before is remembered
(`remembered`), so that opening a notebook needs neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import combinations
from pathlib import Path

import pandas as pd

from summitry import remembered, tables
from summitry.garbage import rarely_collected
from summitry.knowledge.codebook import Codebook, read_codebook
from summitry.knowledge.public_record import coverage, read_public_record
from summitry.model import DEFAULT_MODEL
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
    Stance,
    Statement,
    ThemeCode,
    TimeExpression,
)


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
    stances: tuple[Stance, ...]
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
    stances: pd.DataFrame

    def article(self, article_id: str) -> Article:
        """The article of that id; raises KeyError naming it."""
        return next(a for a in self.records.articles if a.article_id == article_id)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name, in the order of the schema."""
        return {name: getattr(self, name) for name in tables.SCHEMA}


@rarely_collected()
def analyse(
    corpus: str | Path | Corpus,
    *,
    principals: str = "",
    since: str = "",
    until: str = "",
    codebook: str = "",
    language_model: str = DEFAULT_MODEL,
    workers: int = 1,
    progress: bool = False,
) -> Study:
    """Read a corpus and find everything in it.

    corpus: a folder or file of articles (see `read_corpus`), or a Corpus already read. principals: "A; B", the two
    people whose meetings the story is about; empty for the two who share most meetings. since, until: days
    (YYYY-MM-DD) between which a meeting must lie to be counted. codebook: path of a codebook of your own. workers: how
    many processes read; the result is the same.
    Raises CorpusError when nothing can be read, CodebookError for a broken codebook, StudyError for principals or
    days that do not fit.

    >>> study = analyse("seeds")  # doctest: +SKIP
    >>> study.meetings[["earliest", "city", "status"]]  # doctest: +SKIP
    """
    days = study_days(since, until)
    book = read_codebook(codebook or None)
    read = corpus if isinstance(corpus, Corpus) else read_corpus(corpus)
    known = remembered.Place(read.articles, days, codebook=codebook, model=language_model)
    records, problems = known.recall(), ()
    if records is None:
        from summitry.joins import find_records  # spaCy and all that reads come with it

        records, problems = find_records(
            read.articles, book, days, model=language_model, codebook=codebook, workers=workers, progress=progress
        )
        if not problems:
            known.keep(records)
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
        problems=(*read.problems, *problems),
        records=records,
    )


def _tabulated(*, records: StudyRecords, **rest) -> Study:
    return Study(records=records, **tabulate_records(records), **rest)


def tabulate_records(records: StudyRecords) -> dict[str, pd.DataFrame]:
    """Every table of the records; findings, which are made from the others, has no rows yet."""

    def flat(by_article: Mapping[str, Iterable]) -> list:
        return [item for items in by_article.values() for item in items]

    segments = [s for a in records.articles for s in a.segments]
    evidence = [e for dated in records.dating.values() for e in dated.evidence]
    return {
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
        "coverage": cover_record(records.meetings, (dated.days for dated in records.dating.values())),
        "stances": tables.tabulate("stances", tables.record_rows(records.stances)),
    }


def cover_record(meetings: Iterable[Meeting], published: Iterable[DayRange]) -> pd.DataFrame:
    """The table `coverage`: the ledger against the public record (outside knowledge), up to the last day told of."""
    meetings = sorted(meetings, key=lambda m: (m.earliest or date.max, m.latest or date.max, m.meeting_id))
    days = [told.latest for told in (*published, *meetings) if told.latest is not None]
    return tables.tabulate("coverage", coverage(meetings, read_public_record(), max(days, default=None)))


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


def study_days(since: str, until: str) -> DayRange:
    """The days between which a meeting must lie to be counted. Raises StudyError for days that are none."""
    days = DayRange(earliest=_day("since", since), latest=_day("until", until))
    if days.is_bounded and days.earliest > days.latest:
        raise StudyError(f"since ({since}) lies after until ({until})")
    return days


def _day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise StudyError(f"{name} must be a day such as 2019-02-27 or empty, not {text!r}") from None
