"""What a worker does with one partition of the articles, or with one hand of ledger blocks.

A task reads files of the store and writes files of the store; what it returns is small, and kept in the store too, so
that a task that was done is not done again.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from spacy.tokens import DocBin

from summitry import tables
from summitry.garbage import rarely_collected
from summitry.joins import gather_records, join_ledger, news_days
from summitry.knowledge.codebook import read_codebook
from summitry.language import ParsedArticles, load_vocabulary
from summitry.read.files import read_table_rows, with_segments, words_key
from summitry.read.rows import parquet_rows
from summitry.records import (
    UNKNOWN_DAYS,
    Article,
    DayRange,
    Discrepancy,
    Meeting,
    MeetingReport,
    Person,
    Problem,
    record,
)
from summitry.resolve.audit import Wording, find_discrepancies
from summitry.resolve.dating.links import Occasion, Opening
from summitry.resolve.ledger import find_basis
from summitry.resolve.people import Named, NameUse, sum_tallies, tally_names
from summitry.scale.blocks import Mark, hand_of, marks_of
from summitry.scale.store import Store
from summitry.steps import Found, Spotted, attach_all, find_all, spot_words
from summitry.study import tabulate_records

# The tables whose every row is one article's own: written partition by partition.
OWN_TABLES = (
    "articles", "segments", "mentions", "times", "places", "statements", "reports", "codes", "stances", "dating",
)  # fmt: skip
BLOCK_TABLES = ("meetings", "basis")


@record
class Job:
    """What every task of a run needs to know. `run` names the folder of its files: a digest of input and program."""

    store: str
    run: str
    model: str
    codebook: str
    days: DayRange
    hands: int
    partitions: int

    def name(self, kind: str, number: int) -> str:
        """The file of a kind for a partition or hand."""
        return f"_work/{self.run}/{kind}/{number:06}"


def kept(task: Callable) -> Callable:
    """A task whose result is kept in the store, and taken from there when it was done before."""

    @functools.wraps(task)
    @rarely_collected()
    def run(job: Job, number: int, *arguments: Any) -> Any:
        store, name = Store(job.store), job.name(f"{task.__name__}-done", number)
        if not store.has(name):
            store.put(name, task(job, store, number, *arguments))
        return store.get(name)

    return run


@record
class Source:
    """Rows of a Parquet file of articles: from `first` on, `count` of them."""

    store: str
    file: str
    first: int
    count: int
    mark: str  # changes with the file


@kept
def read_rows(job: Job, store: Store, part: int, source: Source) -> tuple[list[tuple[str, str, str]], list[Problem]]:
    """The articles of some rows; returns (article_id, file, words) of each, the words as a digest."""
    rows = list(parquet_rows(source.file, Store(source.store).read(source.file)))
    problems: list[Problem] = []
    articles = read_table_rows(source.file, rows[source.first : source.first + source.count], problems)
    return put_articles(job, store, part, articles), problems


def put_articles(job: Job, store: Store, part: int, articles: Sequence[Article]) -> list[tuple[str, str, str]]:
    """Write a partition's articles; returns (article_id, file, digest of its words) of each."""
    store.put(job.name("articles", part), tuple(with_segments(articles)))
    return [(a.article_id, a.file, _digest(words_key(a))) for a in articles]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@kept
def spot(job: Job, store: Store, part: int, dropped: Collection[str]) -> dict[str, NameUse]:
    """Parse a partition, keep its Docs, take step 1; returns how its names are used."""
    articles = tuple(a for a in store.get(job.name("articles", part)) if a.article_id not in dropped)
    store.put(job.name("kept", part), articles)
    docs, found = DocBin(store_user_data=False), []
    for article, doc in ParsedArticles(articles, model=job.model, cache=False, alive=0).each():
        docs.add(doc)
        found.append(spot_words(article, doc))
    store.write(job.name("docs", part), docs.to_bytes())
    store.put(job.name("spotted", part), tuple(found))
    return sum_tallies(tally_names(s.mentions) for s in found)


@kept
def find(
    job: Job, store: Store, part: int, named: Named
) -> tuple[dict[str, tuple[Sequence[Occasion], Sequence[Opening]]], set[frozenset[Mark]]]:
    """Step 2; returns what dates other articles and what they may date, and the marks of the reports."""
    found = _find(job, store, part, named, {})
    store.put(job.name("found", part), found)
    return {k: (f.dated.occasions, f.dated.openings) for k, f in found.items()}, _marks(found)


@kept
def find_again(
    job: Job, store: Store, part: int, named: Named, helped: Mapping[str, Sequence[Occasion]]
) -> set[frozenset[Mark]]:
    """Step 2 once more for the articles that others help to date; returns the marks of all reports."""
    found = store.get(job.name("found", part)) | _find(job, store, part, named, helped)
    store.put(job.name("found-again", part), found)
    return _marks(found)


def _find(
    job: Job, store: Store, part: int, named: Named, helped: Mapping[str, Sequence[Occasion]]
) -> dict[str, Found]:
    articles: tuple[Article, ...] = store.get(job.name("kept", part))
    spotted: tuple[Spotted, ...] = store.get(job.name("spotted", part))
    docs = DocBin().from_bytes(store.read(job.name("docs", part))).get_docs(load_vocabulary(job.model)[0])
    book = read_codebook(job.codebook or None)
    return {
        a.article_id: find_all(a, doc, s, named, book, occasions=helped.get(a.article_id, ()))
        for a, s, doc in zip(articles, spotted, docs, strict=True)
        if not helped or a.article_id in helped
    }


def _marks(found: Mapping[str, Found]) -> set[frozenset[Mark]]:
    return {marks_of(r, f.dated.dating.days) for f in found.values() for r in f.reports}


def _latest(job: Job, store: Store, part: int) -> dict[str, Found]:
    again = job.name("found-again", part)
    return store.get(again if store.has(again) else job.name("found", part))


@record
class Telling:
    """An article with the reports of one block: what the ledger needs of it."""

    block: Mark
    part: int
    article: Article
    found: Found
    people: tuple[Person, ...]
    news: DayRange | None  # the days of the meeting the article is about


@kept
def deal(job: Job, store: Store, part: int, named: Named, blocks: Mapping[Mark, Mark]) -> set[int]:
    """Deal a partition's reports out by block; `blocks` has the block of a mark of each. Returns the hands dealt to."""
    articles = {a.article_id: a for a in store.get(job.name("kept", part))}
    hands: dict[int, list[Telling]] = {}
    for key, found in _latest(job, store, part).items():
        by_block: dict[Mark, list[MeetingReport]] = {}
        for report in found.reports:
            by_block.setdefault(blocks[min(marks_of(report, found.dated.dating.days))], []).append(report)
        ids = {i for m in found.mentions for i in (m.person_id, *m.people) if i}
        people = tuple(named.by_id[i] for i in sorted(ids) if i in named.by_id)
        for block, reports in by_block.items():
            told = replace(found, reports=tuple(reports), statements=(), codes=())
            about = {"article": articles[key], "people": people, "news": news_days(found)}
            telling = Telling(block=block, part=part, found=told, **about)
            hands.setdefault(hand_of(block, job.hands), []).append(telling)
    store.put_dealt(job.name("dealt", part), hands)
    return set(hands)


@kept
def merge(job: Job, store: Store, hand: int, parts: Sequence[int]) -> tuple[list[Meeting], list[Discrepancy]]:
    """The ledger of the blocks of one hand, dealt by `parts`; returns its meetings and where their reports differ."""
    by_block: dict[Mark, list[Telling]] = {}
    for dealt in store.get_dealt([job.name("dealt", part) for part in parts], hand):
        for telling in dealt:
            by_block.setdefault(telling.block, []).append(telling)
    meetings, differing, grounds, marked = [], [], [], {}
    for block in sorted(by_block):
        told = sorted(by_block[block], key=lambda t: (t.part, t.article.file))
        found = {t.article.article_id: t.found for t in told}
        mine, reports = join_ledger(found, job.days)
        people = list({p.person_id: p for t in told for p in t.people}.values())
        mentions = {key: f.mentions for key, f in found.items()}
        articles = [t.article for t in told]
        differing += [d for d in find_discrepancies(articles, mentions, people, reports, mine, ()) if d.kind != "name"]
        times, places = ({key: getattr(f, name) for key, f in found.items()} for name in ("times", "places"))
        news = {t.article.article_id: t.news for t in told}
        grounds += find_basis(mine, reports, articles, times, places, news=news)
        meetings += mine
        part_of = {t.article.article_id: t.part for t in told}
        for report in reports:
            marked.setdefault(part_of[report.article_id], []).append(report)
    store.put_dealt(job.name("merged", hand), marked)
    rows = {"meetings": tables.meeting_rows(meetings), "basis": tables.basis_rows(grounds)}
    for table in BLOCK_TABLES:
        store.put_frame(f"{table}/part-{hand:06}.parquet", tables.tabulate(table, rows[table]))
    return meetings, differing


@record
class Finished:
    """What is left to join after step 3 of a partition."""

    articles: tuple[Article, ...]  # those that make claims, and where names are misspelt
    wordings: Mapping[str, tuple[Wording, ...]]
    published: Mapping[str, DayRange]
    reports: tuple[MeetingReport, ...]  # of those articles
    last: DayRange  # the last days on which an article was written
    misspelt: tuple[Discrepancy, ...]
    problems: tuple[Problem, ...]
    count: int


@kept
def finish(job: Job, store: Store, part: int, named: Named, hands: Sequence[int]) -> Finished:
    """Step 3, and the partition's rows of every table."""
    articles: tuple[Article, ...] = store.get(job.name("kept", part))
    reports: dict[str, list[MeetingReport]] = {}
    for marked in store.get_dealt([job.name("merged", hand) for hand in hands], part):
        for report in marked:
            reports.setdefault(report.article_id, []).append(report)
    latest, found = _latest(job, store, part), {}
    for article in articles:
        own = latest[article.article_id]
        order = {replace(r, meeting_id=None): n for n, r in enumerate(own.reports)}
        told = sorted(reports.get(article.article_id, ()), key=lambda r: order[replace(r, meeting_id=None)])
        found[article.article_id] = attach_all(article, own, told)
    store.put(job.name("attached", part), found)
    records = gather_records(
        articles,
        found,
        read_codebook(job.codebook or None),
        people=(),
        meetings=(),
        claims=(),
        discrepancies=(),
        basis=(),
    )
    frames = tabulate_records(records)
    for table in OWN_TABLES:
        store.put_frame(f"{table}/part-{part:06}.parquet", frames[table])
    mentions = {key: f.mentions for key, f in found.items()}
    wordings = {key: f.wordings for key, f in found.items() if f.wordings}
    return Finished(
        articles=tuple(a for a in articles if a.article_id in wordings),
        wordings=wordings,
        published={key: found[key].dated.dating.days for key in wordings},
        reports=tuple(r for key in wordings for r in found[key].reports),
        last=max(
            (f.dated.dating.days for f in found.values()), key=lambda d: d.latest or date.min, default=UNKNOWN_DAYS
        ),
        misspelt=find_discrepancies(articles, mentions, named.people, (), (), ()),
        problems=tuple(p for f in found.values() for p in f.problems),
        count=len(articles),
    )
