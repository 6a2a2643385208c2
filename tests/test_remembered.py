"""A study made before is the same study, is found by what it was made from only, and its file can call nothing."""

from __future__ import annotations

import gzip
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import summitry
from summitry import joins, remembered
from summitry.records import DayRange, Problem
from summitry.study import study_days

SEEDS = Path(__file__).parent.parent / "seeds"
ALWAYS = DayRange(earliest=None, latest=None)
MODEL = "en_core_web_md"


@pytest.fixture
def remembering(tmp_path, monkeypatch):
    monkeypatch.setenv("SUMMITRY_CACHE", str(tmp_path))
    monkeypatch.setenv("SUMMITRY_REMEMBER", "1")
    return tmp_path / "studies"


def place_of(study, **changed):
    given = {"days": ALWAYS, "codebook": "", "model": MODEL, "articles": study.records.articles} | changed
    return remembered.Place(given["articles"], given["days"], codebook=given["codebook"], model=given["model"])


def test_what_is_recalled_is_what_was_kept(remembering, seeds_study):
    place_of(seeds_study).keep(seeds_study.records)
    assert place_of(seeds_study).recall() == seeds_study.records


def test_a_second_reading_reads_nothing_and_finds_the_same(remembering, seeds_study, monkeypatch):
    place_of(seeds_study).keep(seeds_study.records)
    monkeypatch.setattr(joins, "find_records", lambda *given, **options: pytest.fail("read anew"))
    again = summitry.analyse(SEEDS, principals="Putin; Netanyahu")
    for name, table in seeds_study.tables().items():
        if name != "findings":  # whose order follows the principals
            assert table.equals(getattr(again, name)), name


def test_a_study_is_found_by_all_it_was_made_from(remembering, seeds_study, tmp_path):
    book = tmp_path / "book.toml"
    book.write_text("", "utf-8")
    first, *rest = seeds_study.records.articles
    places = [
        place_of(seeds_study),
        place_of(seeds_study, days=study_days("2016-01-01", "")),
        place_of(seeds_study, codebook=str(book)),
        place_of(seeds_study, articles=rest),
        place_of(seeds_study, articles=[*rest, first]),
        place_of(seeds_study, articles=[replace(first, text=first.text + " "), *rest]),
        place_of(seeds_study, articles=[replace(first, segments=first.segments[1:]), *rest]),
    ]
    book.write_text("# changed", "utf-8")
    places.append(place_of(seeds_study, codebook=str(book)))
    assert len({place.path for place in places}) == len(places)


def test_a_broken_or_foreign_file_is_no_study(remembering, seeds_study):
    place = place_of(seeds_study)
    assert place.recall() is None
    place.path.parent.mkdir()
    place.keep(seeds_study.records)
    whole = place.path.read_bytes()
    for content in (b"", b"\x80", pickle.dumps(print), gzip.compress(pickle.dumps(print)), whole[:-100]):
        place.path.write_bytes(content)
        assert place.recall() is None


class Calls:
    def __reduce__(self):
        return os.mkdir, (str(Path(os.environ["SUMMITRY_CACHE"]) / "called"),)


class CallsOurs:
    def __reduce__(self):
        from summitry.knowledge import read_rows

        return read_rows, ("people",)


@pytest.mark.parametrize("bad", [Calls, CallsOurs])
def test_a_file_in_the_cache_calls_nothing(remembering, seeds_study, bad):
    place = place_of(seeds_study)
    place.path.parent.mkdir()
    place.path.write_bytes(gzip.compress(pickle.dumps(bad())))
    assert place.recall() is None
    assert not (remembering.parent / "called").exists()


def test_what_failed_is_tried_anew(remembering, seeds_study, monkeypatch):
    failed = Problem(file="a.txt", message="a.txt: no times were found (a fault of summitry)")
    monkeypatch.setattr(joins, "find_records", lambda *given, **options: (seeds_study.records, (failed,)))
    assert failed in summitry.analyse(SEEDS).problems
    assert not remembering.exists()


def test_the_study_not_asked_for_longest_goes_first(remembering, seeds_study, monkeypatch):
    monkeypatch.setattr(remembered, "KEPT", 2)
    places = [place_of(seeds_study, days=study_days(f"20{year}-01-01", "")) for year in (10, 11, 12)]
    for when, place in enumerate(places[:2]):
        place.keep(seeds_study.records)
        os.utime(place.path, (when, when))
    assert places[0].recall() is not None  # asked for: now the younger of the two
    places[2].keep(seeds_study.records)
    assert [place.path.exists() for place in places] == [True, False, True]


def test_studies_have_only_so_much_room(remembering, seeds_study, monkeypatch):
    places = [place_of(seeds_study, days=study_days(f"20{year}-01-01", "")) for year in (10, 11, 12)]
    places[0].keep(seeds_study.records)
    monkeypatch.setattr(remembered, "MOST_BYTES", int(2.5 * places[0].path.stat().st_size))
    for when, place in enumerate(places):
        place.keep(seeds_study.records)
        os.utime(place.path, (when, when))
    assert [place.path.exists() for place in places] == [False, True, True]
    monkeypatch.setattr(remembered, "MOST_BYTES", 1)
    places[0].keep(seeds_study.records)
    assert [place.path.exists() for place in places] == [True, False, False]


def test_one_may_have_every_study_made_anew(remembering, seeds_study, monkeypatch):
    monkeypatch.setenv("SUMMITRY_REMEMBER", "0")
    place_of(seeds_study).keep(seeds_study.records)
    assert not remembering.exists()


def test_a_folder_that_cannot_be_written_is_no_error(remembering, seeds_study):
    remembering.write_text("in the way", "utf-8")
    place_of(seeds_study).keep(seeds_study.records)
    assert place_of(seeds_study).recall() is None


@pytest.mark.model
def test_opening_a_notebook_again_loads_neither_spacy_nor_matplotlib(remembering):
    cell = (
        "import sys; from summitry import analyse, tell; study = analyse('seeds')\n"
        "print(len(study.meetings), *sorted({'spacy', 'matplotlib'} & set(sys.modules)))"
    )
    told = [
        subprocess.run([sys.executable, "-c", cell], capture_output=True, text=True, check=True, cwd=SEEDS.parent)
        for _ in range(2)
    ]
    first, again = (done.stdout.split() for done in told)
    assert again == [first[0]] and "spacy" in first
