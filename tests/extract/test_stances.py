"""Stances: who threatens, praises, demands, commits to or denies what, on invented sentences with counter-examples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import summitry
from summitry.extract.stances import extract_stances
from summitry.extract.stances.words import STANCES, stance_rows
from summitry.knowledge import read_rows
from summitry.language import parse_text
from summitry.records import Article, Corpus, Segment

pytestmark = pytest.mark.model
CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases/stances.jsonl").read_text("utf-8").splitlines()
]
WORDS = read_rows("stance_words")


def analysed(texts):
    """One article of one body segment per text, all analysed together."""
    articles = []
    for n, text in enumerate(texts):
        segment = Segment(article_id=f"x{n:04}", kind="body", start=0, end=len(text), text=text)
        articles.append(Article(article_id=f"x{n:04}", file=f"x{n:04}.txt", sha256="", text=text, segments=(segment,)))
    return summitry.analyse(Corpus(articles=tuple(articles)))


def stances_of(study, n):
    return [s for s in study.records.stances if s.article_id == f"x{n:04}"]


@pytest.fixture(scope="module")
def cases():
    return analysed([case["text"] for case in CASES])


@pytest.fixture(scope="module")
def words():
    return analysed([row["example"] for row in WORDS])


@pytest.mark.parametrize("n", range(len(CASES)), ids=lambda n: CASES[n]["text"][:60])
def test_who_takes_which_stance_towards_whom(cases, n):
    assert [[s.stance, s.holder, s.target] for s in stances_of(cases, n)] == CASES[n]["stances"]


@pytest.mark.parametrize("n", range(len(WORDS)), ids=lambda n: f"{WORDS[n]['kind']}: {WORDS[n]['word']}")
def test_every_row_of_words_shows_what_it_does(words, n):
    stances = {s.stance for s in stances_of(words, n)}
    wanted = WORDS[n]["stance"]
    assert stances == set() if wanted == "none" else stances if wanted == "any" else wanted in stances


def test_rows_are_of_known_stances_and_kinds():
    assert {row.stance for row in stance_rows()} <= {*STANCES, "any", "none"}
    assert all(row.slots for row in stance_rows() if row.kind == "act")


def test_a_stance_lies_in_its_article_and_names_its_statement(cases):
    texts = {a.article_id: a.text for a in cases.records.articles}
    statements = {s.statement_id: s for s in cases.records.statements}
    assert len(cases.records.stances) > 40
    for s in cases.records.stances:
        assert texts[s.article_id][s.start : s.end] == s.text
        assert s.stance in STANCES and s.holder and s.rule.startswith(s.stance)
        assert all(word in s.text for word in s.cue.split())
        assert s.statement_id is None or statements[s.statement_id].article_id == s.article_id


def test_themes_are_those_whose_words_the_clause_has():
    text = "Israeli Prime Minister Benjamin Netanyahu vowed to fight terrorism, while oil prices rose in Asia."
    assert [s.theme for s in stances_of(analysed([text]), 0)] == ["terrorism"]


def test_furniture_takes_no_stance():
    words = "Readers demand the truth."
    pieces = [
        Segment(article_id="x", kind=kind, start=start, end=start + len(words), text=words)
        for kind, start in (("chrome", 0), ("notice", len(words) + 1))
    ]
    article = Article(article_id="x", file="x", sha256="", text=f"{words}\n{words}", segments=tuple(pieces))
    assert extract_stances(article, parse_text(article.text), (), (), ()) == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(["Iran", "must", "said", "“", "”", "we", "will", "strike", "thank", "you", "if", "not", "\n",
                         "denied", "🙂", "a lie", "is", "great", ".", "?", "called on", "to", "leave", "\u2028"]),
        max_size=25,
    )
)  # fmt: skip
def test_any_text_keeps_the_law_of_offsets(words):
    text = " ".join(words)
    for s in summitry.analyse(
        Corpus(articles=(Article(article_id="x", file="x.txt", sha256="", text=text),))
    ).records.stances:
        assert text[s.start : s.end] == s.text
