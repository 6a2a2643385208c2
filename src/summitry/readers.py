"""Readers take the steps of `steps` over shares of a corpus: one in this process, others in processes of their own.

Between the steps a reader keeps what only it needs (few Docs, the names as spotted); what it hands back is small.
Shares are dealt out article by article, so that long articles are spread; results are keyed by article_id, so that
the number of readers changes nothing.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager

from summitry.garbage import rarely_collected
from summitry.knowledge.codebook import read_codebook
from summitry.language import ParsedArticles
from summitry.records import Article
from summitry.resolve.dating.links import Occasion
from summitry.resolve.people import Named, NameUse, sum_tallies, tally_names
from summitry.steps import Found, Spotted, find_all, spot_words

SPAWNED = multiprocessing.get_context("spawn")  # a fork of a process with threads, such as a Jupyter kernel, may hang


class ReaderError(RuntimeError):
    """A reading process stopped; the message says what to do."""


class Reader:
    """One share of the articles, read step by step.

    >>> Reader(articles, model="en_core_web_md").spot().keys()  # doctest: +SKIP
    dict_keys(['Vladimir Putin', ...])
    """

    def __init__(self, articles: Iterable[Article], *, model: str, codebook: str = "", progress: bool = False) -> None:
        self._docs = ParsedArticles(articles, model=model)
        self._book = read_codebook(codebook or None)
        self._spotted: dict[str, Spotted] = {}
        self._progress = progress

    def spot(self) -> dict[str, NameUse]:
        """Step 1; returns how the share's names are used."""
        self._spotted = {a.article_id: spot_words(a, doc) for a, doc in self._docs.each(progress=self._progress)}
        return sum_tallies(tally_names(s.mentions) for s in self._spotted.values())

    def find(self, named: Named) -> dict[str, Found]:
        """Step 2; `named` holds the persons of at least this share's names."""
        found = {a.article_id: self._find(a, doc, named, ()) for a, doc in self._docs.each(progress=self._progress)}
        for key, one in found.items():
            if not one.dated.openings:  # no other article can help to date it
                del self._spotted[key]
        return found

    def find_again(self, named: Named, helped: Mapping[str, Sequence[Occasion]]) -> dict[str, Found]:
        """Step 2 once more, for the articles that others help to date."""
        return {a.article_id: self._find(a, doc, named, helped[a.article_id]) for a, doc in self._docs.each(helped)}

    def _find(self, article: Article, doc, named: Named, occasions: Sequence[Occasion]) -> Found:
        spotted = self._spotted[article.article_id]
        return find_all(article, doc, spotted, named, self._book, occasions=occasions)


class Readers:
    """All shares of a corpus, read together. Made by `read_with`."""

    def __init__(self, ask) -> None:
        self._ask = ask

    def spot(self) -> list[dict[str, NameUse]]:
        """The name tallies of the shares."""
        return self._ask("spot", lambda share: ())

    def find(self, named: Named, tallies: Sequence[Collection[str]]) -> dict[str, Found]:
        """Step 2 of every article; `tallies` are those of `spot`, by whose names each share gets its persons."""
        return _merged(self._ask("find", lambda share: (named.only(tallies[share]),)))

    def find_again(
        self, named: Named, tallies: Sequence[Collection[str]], helped: Mapping[str, Sequence[Occasion]]
    ) -> dict[str, Found]:
        """Step 2 of the articles that others help to date."""
        return _merged(self._ask("find_again", lambda share: (named.only(tallies[share]), helped)))


def _merged(parts: Iterable[Mapping[str, Found]]) -> dict[str, Found]:
    return {key: found for part in parts for key, found in part.items()}


@contextmanager
def read_with(
    articles: Sequence[Article], *, model: str, codebook: str = "", workers: int = 1, progress: bool = False
) -> Iterator[Readers]:
    """Readers over the articles: one in this process, and `workers` - 1 in processes of their own.

    Raises LanguageError when the model is not installed, ReaderError when a process is ended from outside.
    """
    workers = max(1, min(workers, len(articles)))
    options = {"model": model, "codebook": codebook}
    own = Reader(articles[::workers], progress=progress, **options)  # says here, once, that a model is not there
    with ExitStack() as stack:
        others = [
            stack.enter_context(ProcessPoolExecutor(1, SPAWNED, _start, (articles[n::workers], options)))
            for n in range(1, workers)
        ]

        def ask(step: str, arguments) -> list:
            asked: list[Future] = [pool.submit(_take, step, arguments(n)) for n, pool in enumerate(others, start=1)]
            mine = getattr(own, step)(*arguments(0))
            return [mine, *(future.result() for future in asked)]

        try:
            yield Readers(ask)
        except BrokenProcessPool as error:
            sentence = "a reading process was ended from outside (out of memory?); try fewer --workers"
            raise ReaderError(sentence) from error


_reader: Reader | None = None  # in a reading process: its reader


def _start(articles: Sequence[Article], options: Mapping) -> None:
    global _reader
    _reader = Reader(articles, **options)


@rarely_collected()
def _take(step: str, arguments: tuple):
    return getattr(_reader, step)(*arguments)
