"""--engine dask finds what one process finds, wherever it reads and writes and whoever is killed on the way."""

import csv
import io
import os
import signal
import sys
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import invent
import pandas as pd
import pytest

import summitry
from summitry import tables
from summitry.__main__ import main
from summitry.records import DayRange
from summitry.resolve.ledger import merge_reports

pytest.importorskip("distributed", reason="the extra `scale` is not installed")

from distributed import LocalCluster

from summitry.scale import tabulate_with_dask
from summitry.scale.blocks import Blocks, hand_of, marks_of
from summitry.scale.store import ScaleError, Store

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    """Forty invented articles in four Parquet files, and in one for `read_corpus`."""
    folder = tmp_path_factory.mktemp("invented")
    invent.write_corpus(folder / "parts", 40, leaders=12, parts=4)
    invent.write_corpus(folder / "whole", 40, leaders=12)
    return folder


def rows(frame, name):
    """A table's rows as printed in CSV, sorted."""
    text = tables._encode(frame[list(tables.SCHEMA[name])], "csv").decode()
    return sorted(csv.reader(io.StringIO(text)))


def assert_same(study, out):
    for name, frame in study.tables().items():
        parts = [pd.read_parquet(path) for path in sorted((Path(out) / name).glob("*.parquet"))]
        assert rows(pd.concat(parts, ignore_index=True), name) == rows(frame, name), name


@pytest.mark.model
@pytest.mark.parametrize("corpus", ["seeds", "tests/corpus"])
def test_a_folder_of_articles_gives_the_same_tables(corpus, cluster, tmp_path):
    out = tmp_path / "out"
    tabulate_with_dask(str(ROOT / corpus), str(out), scheduler=cluster.scheduler_address, partition=2)
    assert_same(summitry.analyse(ROOT / corpus), out)
    assert not (out / "_work").exists() or not list((out / "_work").iterdir())


@pytest.mark.model
def test_partitioned_parquet_is_read_and_written_through_addresses(cluster, invented, tmp_path):
    out = f"file://{tmp_path / 'out'}"
    told = tabulate_with_dask(
        f"file://{invented / 'parts'}", out, scheduler=cluster.scheduler_address, partition=6, since="2014-01-01"
    )
    study = summitry.analyse(invented / "whole" / "part-0000.parquet", since="2014-01-01")
    assert told[0] == len(study.articles) == 40
    assert_same(study, tmp_path / "out")


@pytest.mark.model
def test_a_worker_killed_half_way_loses_nothing(invented, tmp_path):
    """One of two workers is killed as soon as a partition has been parsed; what was done is not done again."""
    out = tmp_path / "out"
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        killed = threading.Thread(target=_kill_a_worker, args=(cluster, out))
        killed.start()
        tabulate_with_dask(str(invented / "parts"), str(out), scheduler=cluster.scheduler_address, partition=5)
        killed.join()
    assert_same(summitry.analyse(invented / "whole" / "part-0000.parquet"), out)


def _kill_a_worker(cluster, out):
    while not list(out.glob("_work/*/spot-done/*")):
        time.sleep(0.05)
    os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)


def test_without_dask_one_sentence_says_what_to_install(monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["tables", str(ROOT / "seeds"), "--engine", "dask", "--out", str(tmp_path / "x")]) == 2
    assert capsys.readouterr().err.strip().splitlines()[-1].startswith("summitry: --engine dask needs dask")


@pytest.mark.parametrize("address", ["s3://bucket/articles", "nosuch://bucket"])
def test_an_address_without_its_package_is_one_sentence(address):
    try:
        import s3fs  # noqa: F401

        address = "nosuch://bucket"
    except ImportError:
        pass
    with pytest.raises(ScaleError, match=address):
        Store(address)


def test_a_store_gives_back_what_it_took():
    store = Store("memory://test-store")
    store.put("a/1", {"x": (1, 2)})
    store.put_dealt("hands/1", {0: ["a"], 3: ["b"]})
    store.put_dealt("hands/2", {3: ["c"]})
    assert store.get("a/1") == {"x": (1, 2)}
    assert store.get_dealt(["hands/1", "hands/2"], 3) == [["b"], ["c"]]
    assert store.get_dealt(["hands/1", "hands/2"], 1) == []
    store.remove("hands")
    assert not store.has("hands/1")


@pytest.mark.parametrize("seed", range(6))
def test_merging_by_blocks_is_merging_at_once(seed):
    """Reports with days, months, years and none, of people of whom some share a family name."""
    told, published = invent.reports(400, seed=seed, leaders=9)
    told = [_looser(report, number) for number, report in enumerate(told)]
    meetings, marked = merge_reports(told, published)
    blocks = Blocks()
    on = [marks_of(r, published[r.article_id]) for r in told]
    for marks in on:
        blocks.add(marks)
    by_block = {}
    for report, marks in zip(told, on, strict=True):
        by_block.setdefault(blocks.block(min(marks)), []).append(report)
    assert len(by_block) > 1
    apart = [merge_reports(reports, published) for reports in by_block.values()]
    assert sorted(map(repr, meetings)) == sorted(repr(m) for found, _ in apart for m in found)
    assert sorted(map(repr, marked)) == sorted(repr(r) for _, found in apart for r in found)
    assert {hand_of(b, 4) for b in by_block} <= set(range(4))


def _looser(report, number):
    """Every third report without its exact day; some of three people, some of a namesake."""
    days = DayRange(earliest=report.earliest, latest=report.latest)
    if number % 9 == 0:
        days = DayRange()
    elif number % 9 == 3:
        days = DayRange(earliest=days.earliest.replace(day=1), latest=days.earliest.replace(day=28))
    elif number % 9 == 6:
        days = DayRange(earliest=days.earliest - timedelta(days=40), latest=days.latest + timedelta(days=20))
    who = report.participants
    if number % 10 == 1:
        who = tuple(sorted((*who, "Ann Third")))
    if number % 10 == 2:
        who = tuple(sorted(("Other " + who[0].split()[-1], *who[1:])))
    status = ("held", "announced", "recalled")[number % 3]
    return replace(report, earliest=days.earliest, latest=days.latest, participants=who, status=status)
