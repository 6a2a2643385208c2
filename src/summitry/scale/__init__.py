"""More articles than one machine holds: the steps of `steps` over Dask, the joins between them on small sums.

The articles are cut into partitions; a partition is read, parsed and taken through each step by one task, whose files
stay in the store (`store`), so that a worker that is killed loses nothing: its tasks go to others and begin where its
files end. An interrupted run goes on in the same way when it is started again. Tasks are in `tasks`; what one machine
does is here:

- **Names.** A partition tells how its names are used (`NameUse`: counts of offices, countries and genders, forms,
  articles). These sums are added up, `resolve.people.join_names` decides which names are one person's by looking at
  names that share a first, last or family word only, and each partition gets the persons of its own names back.
- **Days.** A partition tells what it dates in full (occasions) and what an occasion could date (openings). They meet in
  a place and with two people (`match_occasions`); only the articles that are helped are read a second time.
- **Ledger.** A partition deals its reports out by blocks (`blocks`: pair of people, month); each block is merged by
  itself, and its reports go back to their partitions, which give statements and themes their meetings.
- **Claims and findings.** Claims ("the third meeting since") are few, and weighed here against the meetings of their
  pair. Findings are sentences about the whole study: they are made for up to MOST_FOR_FINDINGS articles.

Tables are written partition by partition: OUT/statements/part-000007.parquet. They hold the rows that one process
finds, in another order.

What 20,000 short articles cost here, and what a hundred million would: see the README's section on scale.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import summitry
from summitry.joins import gather_records
from summitry.knowledge.codebook import read_codebook
from summitry.language import load_vocabulary
from summitry.read import CorpusError, read_corpus
from summitry.records import Claim, DayRange, Discrepancy, Meeting, Problem
from summitry.resolve.audit import find_discrepancies, weigh_claims
from summitry.resolve.dating import match_occasions
from summitry.resolve.people import Named, join_names
from summitry.scale import tasks
from summitry.scale.blocks import Blocks
from summitry.scale.store import MISSING, ScaleError, Store
from summitry.study import Study, choose_principals, cover_record, study_days, tabulate_records

__all__ = ["ScaleError", "tabulate_with_dask"]
PARTITION = 200  # articles
RETRIES = 5  # of a task whose worker was lost
MOST_FOR_FINDINGS = 10_000


def tabulate_with_dask(
    corpus: str,
    out: str,
    *,
    scheduler: str = "",
    workers: int = 2,
    partition: int = PARTITION,
    principals: str = "",
    since: str = "",
    until: str = "",
    codebook: str = "",
    language_model: str = "en_core_web_md",
    progress: bool = False,
) -> tuple[int, int, tuple[Problem, ...]]:
    """Read a corpus and write every table as partitioned Parquet; returns how many articles and meetings, and problems.

    corpus: what `read_corpus` takes, or a folder (also s3://, gs:// ...) of Parquet files with its columns. out: a
    folder, or an address that fsspec knows and every worker can write to. scheduler: the address of a Dask scheduler;
    empty for `workers` processes here. Other options as for `analyse`. Raises ScaleError where Dask is not installed.
    """
    load_vocabulary(language_model)
    store = Store(out)
    with _client(scheduler, workers) as client:
        run = _Run(client, store, progress)
        run.prepare(corpus, partition, language_model, codebook, study_days(since, until))
        return run.write(principals, {"since": since, "until": until, "codebook": codebook, "model": language_model})


@contextlib.contextmanager
def _client(scheduler: str, workers: int) -> Iterator[Any]:
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        raise ScaleError(MISSING) from None
    with contextlib.ExitStack() as stack:
        stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": RETRIES}))
        if not scheduler:
            scheduler = stack.enter_context(
                LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50)
            )
        try:
            yield stack.enter_context(Client(scheduler, timeout="20s"))
        except OSError as error:
            if isinstance(scheduler, str):
                raise ScaleError(f"no Dask scheduler answers at {scheduler}") from error
            raise


class _Run:
    """One run: the tasks in their order, and what is joined between them."""

    def __init__(self, client: Any, store: Store, progress: bool) -> None:
        self.client, self.store, self.progress = client, store, progress
        self.problems: list[Problem] = []

    def _each(self, task: Callable, arguments: Mapping[int, tuple]) -> dict[int, Any]:
        """A task for every number, on whichever worker is free; the results by number."""
        if self.progress:
            print(f"{task.__name__}: {len(arguments)} tasks", file=sys.stderr)
        asked = {
            number: self.client.submit(task, self.job, number, *given, pure=False, retries=RETRIES)
            for number, given in arguments.items()
        }
        return {number: future.result() for number, future in asked.items()}

    def prepare(self, corpus: str, partition: int, model: str, codebook: str, days: DayRange) -> None:
        """Cut the corpus into partitions, read them, and leave out what is there twice."""
        text = Path(codebook).read_text("utf-8") if codebook else ""
        read_codebook(codebook or None)
        sources, shares = _sources(corpus, partition), {}
        if sources is None:
            read = read_corpus(corpus)
            self.problems += read.problems
            given = read.articles
            shares = {n: given[i : i + partition] for n, i in enumerate(range(0, len(given), partition))}
        parts = sources or shares
        digest = _digest(
            [summitry.__version__, _program(), model, text, str(days), str(partition), *map(repr, parts.values())]
        )
        self.job = tasks.Job(
            store=self.store.address, run=digest, model=model, codebook=codebook, days=days,
            hands=max(1, len(parts) // 4), partitions=len(parts),
        )  # fmt: skip
        if sources is None:
            told = {n: tasks.put_articles(self.job, self.store, n, share) for n, share in shares.items()}
        else:
            done = self._each(tasks.read_rows, {n: (source,) for n, source in sources.items()})
            told = {n: rows for n, (rows, _) in done.items()}
            self.problems += [p for _, problems in done.values() for p in problems]
        self.dropped, doubles = _doubles(told)
        self.problems += doubles
        if not any(len(rows) > len(self.dropped[n]) for n, rows in told.items()):
            raise CorpusError(f"No article could be read from {corpus}.")

    def write(self, principals: str, parameters: Mapping[str, str]) -> tuple[int, int, tuple[Problem, ...]]:
        """Every step over every partition, the joins between them, and the tables."""
        tallies = self._each(tasks.spot, {n: (dropped,) for n, dropped in self.dropped.items()})
        named = join_names(tallies.values())
        own = {n: named.only(tally) for n, tally in tallies.items()}
        del tallies
        blocks = self._marks(own)
        dealt = self._deal(own, blocks)
        hands = sorted(set().union(*dealt.values()))
        by_hand = {hand: ([n for n, to in dealt.items() if hand in to],) for hand in hands}
        merged = self._each(tasks.merge, by_hand)
        meetings = [m for mine, _ in merged.values() for m in mine]
        differing = [d for _, found in merged.values() for d in found]
        for table in tasks.BLOCK_TABLES:
            self._clear(table, {f"part-{hand:06}.parquet" for hand in hands})
        done = self._each(tasks.finish, {n: (only, sorted(dealt[n])) for n, only in own.items()})
        claims = self._claims(done.values(), named, meetings)
        differing += _spellings(done.values()) + _counts(done.values(), claims)
        chosen = choose_principals(principals, named.people, meetings)
        self.problems += [p for f in done.values() for p in f.problems]
        count = sum(f.count for f in done.values())
        self._write_joined(
            named, meetings, claims, differing, chosen, count, parameters, [f.last for f in done.values()]
        )
        self.store.remove(f"_work/{self.job.run}")
        return count, len(meetings), tuple(self.problems)

    def _marks(self, own: Mapping[int, Named]) -> Blocks:
        """Step 2; the marks of all reports, joined into blocks."""
        found = self._each(tasks.find, {n: (only,) for n, only in own.items()})
        helped = match_occasions({key: told for dating, _ in found.values() for key, told in dating.items()})
        again = {
            n: (own[n], {key: helped[key] for key in dating if key in helped})
            for n, (dating, _) in found.items()
            if any(key in helped for key in dating)
        }
        self.marks = {n: marks for n, (_, marks) in found.items()} | self._each(tasks.find_again, again)
        blocks = Blocks()
        for marks in self.marks.values():
            for together in marks:
                blocks.add(together)
        return blocks

    def _deal(self, own: Mapping[int, Named], blocks: Blocks) -> dict[int, set[int]]:
        keys = {n: {min(together) for together in marks} for n, marks in self.marks.items()}
        return self._each(tasks.deal, {n: (own[n], {key: blocks.block(key) for key in keys[n]}) for n in own})

    def _claims(self, done: Iterable[tasks.Finished], named: Named, meetings: Sequence[Meeting]) -> tuple[Claim, ...]:
        wordings = {key: told for f in done for key, told in f.wordings.items()}
        published = {key: days for f in done for key, days in f.published.items()}
        reports = [r for f in done for r in f.reports]
        return weigh_claims(wordings, {i: p.name for i, p in named.by_id.items()}, meetings, published, reports)

    def _write_joined(
        self, named: Named, meetings: Sequence[Meeting], claims: tuple[Claim, ...], differing: list[Discrepancy],
        chosen: tuple[str, ...], count: int, parameters: Mapping[str, str], published: Sequence[DayRange],
    ) -> None:  # fmt: skip
        joined = {"people": named.people, "claims": claims, "discrepancies": tuple(differing), "basis": ()}
        book = read_codebook(self.job.codebook or None)
        frames = tabulate_records(gather_records((), {}, book, meetings=(), **joined))
        frames["coverage"] = cover_record(meetings, published)
        if count <= MOST_FOR_FINDINGS:
            frames["findings"] = self._findings(tuple(meetings), joined, chosen, parameters)
        else:
            sentence = f"findings are made for at most {MOST_FOR_FINDINGS} articles; the table is empty"
            self.problems.append(Problem(file="the corpus", message=sentence))
        for table in ("people", "claims", "discrepancies", "coverage", "findings"):
            self.store.put_frame(f"{table}/part-000000.parquet", frames[table])
        for table in tasks.OWN_TABLES:
            self._clear(table, {f"part-{n:06}.parquet" for n in range(self.job.partitions)})

    def _findings(self, meetings, joined, chosen, parameters):
        """The findings, which are sentences about the whole study: all its records are fetched."""
        from summitry.tell.findings import add_findings

        articles, found = [], {}
        for part in range(self.job.partitions):
            articles += self.store.get(self.job.name("kept", part))
            found |= self.store.get(self.job.name("attached", part))
        articles.sort(key=lambda a: a.file)
        found = {a.article_id: found[a.article_id] for a in articles}
        meetings = tuple(sorted(meetings, key=lambda m: m.meeting_id))
        book = read_codebook(self.job.codebook or None)
        records = gather_records(tuple(articles), found, book, meetings=meetings, **joined)
        study = Study(
            corpus_dir="", principals=chosen, parameters={"principals": "; ".join(chosen), **parameters}, problems=(),
            records=records, **tabulate_records(records),
        )  # fmt: skip
        return add_findings(study).findings

    def _clear(self, table: str, kept: set[str]) -> None:
        """Remove parts that an earlier run with other partitions left."""
        for name in set(self.store.names(table, suffix=".parquet")) - kept:
            self.store.remove(f"{table}/{name}")


def _sources(corpus: str, partition: int) -> dict[int, tasks.Source] | None:
    """The rows of a folder of Parquet files, by partition; None for a corpus that `read_corpus` reads."""
    import pyarrow.parquet

    if "://" not in corpus and not Path(corpus).is_dir():
        return None
    folder = Store(corpus)
    names = folder.names(suffix=".parquet")
    if not names:
        if "://" in corpus:
            raise CorpusError(f"{corpus} holds no .parquet files.")
        return None
    pieces = []
    for name in names:
        with folder.open(name) as file:
            rows = pyarrow.parquet.ParquetFile(file).metadata.num_rows
        pieces += [
            tasks.Source(store=corpus, file=name, first=first, count=partition, mark=folder.mark(name))
            for first in range(0, rows, partition)
        ]
    return dict(enumerate(pieces))


def _doubles(told: Mapping[int, list[tuple[str, str, str]]]) -> tuple[dict[int, set[str]], list[Problem]]:
    """Articles to leave out of each partition: a second one of the same name, or with the same words."""
    dropped: dict[int, set[str]] = {n: set() for n in told}
    names: dict[str, int] = {}
    words: dict[str, str] = {}
    problems = []
    for n, rows in told.items():
        for article_id, file, digest in rows:
            if names.setdefault(article_id, n) != n:
                raise CorpusError(f"{file} is the name of two articles; give every article its own name.")
            if digest in words:
                dropped[n].add(article_id)
                same = f"{file} has the same text as {words[digest]} and is left out; remove one of them."
                problems.append(Problem(file=file, message=same))
            words.setdefault(digest, file)
    return dropped, problems


def _spellings(done: Iterable[tasks.Finished]) -> list[Discrepancy]:
    """Names misspelt the same way in several partitions, each once."""
    found: dict[tuple[str, str], Discrepancy] = {}
    for one in (d for f in done for d in f.misspelt):
        ((spelling, passages),) = one.versions
        known = found.get((one.about, spelling))
        before = known.versions[0][1] if known else ()
        found[one.about, spelling] = replace(one, versions=((spelling, (*before, *passages)),))
    return list(found.values())


def _counts(done: Iterable[tasks.Finished], claims: tuple[Claim, ...]) -> list[Discrepancy]:
    """Claims that differ from each other or from what is known."""
    articles = [a for f in done for a in f.articles]
    return list(find_discrepancies(articles, {}, (), (), (), claims))


def _program() -> str:
    """A digest of the program's own files: another program finds other things."""
    folder = Path(summitry.__file__).parent
    files = sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".csv", ".toml", ".json"))
    return _digest([f"{p.relative_to(folder)} {hashlib.sha256(p.read_bytes()).hexdigest()}" for p in files])


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
