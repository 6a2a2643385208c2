"""Scores against outside gold, and floors under them.

The bench is a folder outside this project (its texts belong to their publishers) with a `bench.py` that prepares a
corpus per noun and scores the tables made from it. What it prints is read here and compared with floors, so that no
change loses what an earlier one won.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

NOUNS = ("times", "quotes", "meetings", "themes", "dating")
# An interval of so many days or fewer claims to know when; it must hold the truth.
NARROW_DAYS = 31
A_YEAR = 366


class BenchError(RuntimeError):
    """The bench is not there or did not run; the message says which part."""


def score_bench(
    folder: str | Path, *, gold: str | Path | None = None, nouns: tuple[str, ...] = NOUNS
) -> dict[str, float]:
    """Run the whole chain over the bench's articles and return {"noun figure": value}.

    `gold` is another folder with a gold of the same form per noun, scored by the bench's scorers. `meetings` and
    `themes` share their articles, which are read once; `dating` reads those of `times` without their days, where it
    has none of its own. Values are as the bench prints them: percent for times, quotes and dating, shares for meetings
    and themes. Raises BenchError when `folder` holds no bench.
    """
    script = Path(folder) / "bench.py"
    if not script.is_file():
        raise BenchError(f"there is no bench at {folder}")
    data = Path(gold or folder)
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for noun in nouns:
            own = data / ("meetings" if noun == "themes" else noun)
            if noun == "dating":
                file = (own if own.is_dir() else data / "times") / "gold.jsonl"
                figures |= _score_dating(script.parent, file, Path(scratch))
                continue
            tables = _tables_for(script, own, Path(scratch))
            figures |= read_figures(noun, _run([sys.executable, script, "score", noun, tables, "--data", own]))
    return figures


def _score_dating(bench: Path, gold: Path, scratch: Path) -> dict[str, float]:
    """Date the articles of `times` with their day hidden, and score the ranges of articles.csv.

    `best`, which the scorer wants for a year, is the middle of a range of at most a year.
    """
    scorer = bench / "score_dating.py"
    hidden, corpus, tables = scratch / "hidden.jsonl", scratch / "dating.jsonl", scratch / "dating-tables"
    _run([sys.executable, scorer, "hide", gold, "-o", hidden, "--strip-dateline"])
    documents = [json.loads(line) for line in hidden.read_text("utf-8").splitlines()]
    pages = [{"file": f"{i:04}.txt", "published": "", "text": d["text"]} for i, d in enumerate(documents)]
    corpus.write_text("".join(json.dumps(page) + "\n" for page in pages), "utf-8")
    _run([sys.executable, "-m", "summitry", "tables", corpus, "--out", tables], accept=(0, 1))
    with open(tables / "articles.csv", encoding="utf-8", newline="") as file:
        found = {documents[int(row["article_id"])]["doc"]: _range_of(row) for row in csv.DictReader(file)}
    predicted = scratch / "predicted.jsonl"
    predicted.write_text("".join(json.dumps(_prediction(doc, *days)) + "\n" for doc, days in found.items()), "utf-8")
    printed = json.loads(_run([sys.executable, scorer, "score", gold, "--pred", predicted]))
    truth = {d["doc"]: (d["dct"] or "")[:10] for d in map(json.loads, gold.read_text("utf-8").splitlines())}
    return {
        "dating to the year": float(printed["year"]),
        "dating coverage": float(printed["coverage"]),
        "dating narrow": share_held(found, truth),
    }


Range = tuple[date | None, date | None]


def _range_of(row: Mapping[str, str]) -> Range:
    low, high = (row[c] for c in ("published_earliest", "published_latest"))
    return date.fromisoformat(low) if low else None, date.fromisoformat(high) if high else None


def _prediction(doc: str, low: date | None, high: date | None) -> dict[str, str | None]:
    is_year = low is not None and high is not None and (high - low).days < A_YEAR
    best = low + (high - low) / 2 if is_year else None
    days = {"lo": low, "hi": high, "best": best}
    return {"doc": doc, **{name: day and day.isoformat() for name, day in days.items()}}


def share_held(found: Mapping[str, Range], truth: Mapping[str, str]) -> float:
    """Of the ranges of at most NARROW_DAYS days, the per cent that hold the true day (100 when there is none).

    >>> share_held({"a": (date(2009, 4, 1), date(2009, 4, 7)), "b": (date(2009, 4, 1), None)}, {"a": "2009-04-03"})
    100.0
    """
    narrow = {doc: days for doc, days in found.items() if None not in days and (days[1] - days[0]).days < NARROW_DAYS}
    held = [low.isoformat() <= truth.get(doc, "") <= high.isoformat() for doc, (low, high) in narrow.items()]
    return round(100 * sum(held) / len(held), 1) if held else 100.0


def _tables_for(script: Path, gold: Path, scratch: Path) -> Path:
    noun = gold.name
    tables = scratch / f"{noun}-tables"
    if not tables.exists():
        corpus = scratch / noun
        _run([sys.executable, script, "prepare", noun, corpus, "--data", gold])
        # exit status 1 means: done, though an article was odd (one of the bench has no date that can be read)
        _run([sys.executable, "-m", "summitry", "tables", corpus, "--out", tables], accept=(0, 1))
    return tables


def _run(command: list, *, accept: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode not in accept:
        raise BenchError(f"{' '.join(map(str, command))} stopped:\n{done.stderr[-2000:]}")
    return done.stdout


def read_figures(noun: str, printed: str) -> dict[str, float]:
    """The figures in what the bench printed for a noun.

    >>> read_figures("themes", "themes P 0.800 R 0.700 F1 0.747")
    {'themes F1': 0.747}
    """
    if noun == "times":
        rows = {name: rf"^{name}\s.*F1\s+([\d.]+)" for name in ("relaxed", "value")}
        return {f"times {name} F1": _number(pattern, printed) for name, pattern in rows.items()}
    if noun == "themes":
        return {"themes F1": _number(r"^themes P .*F1 ([\d.]+)", printed)}
    if noun == "meetings":
        last = printed.strip().splitlines()[-1]
        names = ("F1", "day", "city", "format", "status")
        return {f"meetings {name}": _number(rf"{name} ([\d.]+)", last) for name in names}
    return _quote_figures(printed)


def _quote_figures(printed: str) -> dict[str, float]:
    plain, _, speech = printed.partition("-- plain speech")
    joint = r".*joint.*F1\s+([\d.]+)"
    return {
        "quotes direct": _number(r"^\(a\) direct" + joint, plain),
        "quotes pieces": _number(r"^\(a\+\) pieces" + joint, plain),
        "quotes all": _number(r"^ +recall:" + joint, plain),
        "quotes speech verbs": _number(r"^ +recall:" + joint, speech),
        "quotes pronouns": _number(r"^\(c\) pronouns.*resolved ([\d.]+)", plain),
    }


def _number(pattern: str, text: str) -> float:
    match = re.search(pattern, text, re.MULTILINE)
    if match is None:
        raise BenchError(f"the bench printed no line like {pattern}:\n{text[-1500:]}")
    return float(match.group(1))


def below_floors(figures: dict[str, float], floors_file: str | Path) -> list[str]:
    """One sentence for each figure below its floor, or that has no floor; `floors_file` is TOML, name = value."""
    floors = tomllib.loads(Path(floors_file).read_text("utf-8"))["floors"]
    missing = [f"{name} has no floor in {floors_file}: add it" for name in figures if name not in floors]
    return missing + [
        f"{name} fell to {figures[name]:g}, below its floor of {floor:g}"
        for name, floor in floors.items()
        if name in figures and figures[name] < floor
    ]
