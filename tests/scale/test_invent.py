"""The invented articles: always the same, and their true ledger is what the study finds in them."""

from itertools import islice

import invent
import pytest

import summitry


def test_the_same_seed_gives_the_same_articles_however_many():
    few, many = (list(islice(invent.articles(7), number)) for number in (20, 50))
    assert few == many[:20]
    assert few != list(islice(invent.articles(8), 20))


def test_nobody_is_in_two_places_on_one_day():
    met = list(islice(invent.meetings(3), 300))
    busy = [(person.name, truth.day) for truth in met for person in (truth.one, truth.other)]
    assert len(busy) == len(set(busy))


def test_the_truth_is_what_the_articles_are_about(tmp_path):
    truths = invent.write_corpus(tmp_path / "a", 30, parts=3)
    assert len(list((tmp_path / "a").iterdir())) == 3
    assert 8 < len(truths) <= 30


@pytest.mark.model
def test_the_study_finds_the_true_ledger(tmp_path):
    truths = invent.write_corpus(tmp_path / "a", 40, seed=5, leaders=20)
    study = summitry.analyse(tmp_path / "a" / "part-0000.parquet")
    found = {(m.participants, str(m.earliest)[:10], m.format) for m in study.meetings.itertuples()}
    true = {("; ".join(sorted((t.one.name, t.other.name))), t.day.isoformat(), t.format) for t in truths}
    by_name = {("; ".join(sorted(names.split("; "))), day, fmt) for names, day, fmt in found}
    assert len(true & by_name) >= 0.85 * len(true)
    assert len(by_name - true) <= 0.15 * len(true)


@pytest.mark.model
def test_two_processes_find_what_one_finds(tmp_path):
    invent.write_corpus(tmp_path / "a", 12, leaders=6)
    corpus = tmp_path / "a" / "part-0000.parquet"
    one, two = (summitry.write_tables(summitry.analyse(corpus, workers=n).tables(), tmp_path / str(n)) for n in (1, 2))
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]
