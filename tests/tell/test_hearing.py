"""Sentences about whose press, how directly, to whom, and who is never quoted, on a study built by hand."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from summitry import tell
from summitry.tell.counts import hearer_of, side_of
from summitry.tell.describe.voices import say_ranked

ONE, TWO = "Marta Lund", "Idris Kone"


def frame(statements):
    columns = ("article_id", "speaker", "addressee", "form", "text", "tier")
    rows = [{name: getattr(s, name) for name in columns} | {"contents": json.dumps(s.contents)} for s in statements]
    return pd.DataFrame(rows)


@pytest.fixture
def study(builder):
    builder.article(
        "a", "They met", "“We are glad to be here,” Lund said.", "Kone agreed to help.", "The ministry was late.",
        publisher="Aftenposten",
    )  # fmt: skip
    builder.say("a", "“We are glad to be here,”", ONE, addressee=TWO)
    builder.say("a", "to help", TWO, form="indirect", addressee="reporters")
    builder.say("a", "was late", "the Malian ministry", form="indirect")
    made = builder.build()
    made.statements = frame(made.records.statements)
    return made


def told(sentences):
    return [s.text for s in sentences]


def test_whose_press_quotes_whom(study):
    assert told(tell.describe_press(study)) == [
        "The press of Norway (one article) quotes Lund with six words and Kone with none."
    ]


def test_how_directly(study):
    (sentence,) = tell.describe_directness(study)
    assert sentence.text == (
        "Words are quoted in Lund’s one statement and not in Kone’s one; the rest is in the reporter’s words."
    )
    assert [p.text for p in sentence.evidence] == ["“We are glad to be here,”"]


def test_the_answer_first(study):
    (words, how, offices) = told(tell.describe_voices(study))
    assert words == "All six words quoted are those of Lund."
    assert how == "Words are quoted in one of three statements."
    assert offices.startswith("Behind one of three statements with a source stands no named person")


def test_who_speaks_to_whom(study):
    assert told(tell.describe_addressees(study)) == [
        "Kone is reported as speaking to reporters once; no statement of reporters is reported.",
        "For one of three statements with a known speaker the articles name no hearer.",
    ]


def test_a_tiny_share_of_the_statements_is_no_headline(study):
    heard = study.records.statements[0]
    study.article = lambda _: study.records.articles[0]
    for silent, sentences, title in (
        (9, 2, "Lund to Kone is the most reported direction: 1 of ten statements"),
        (10, 1, "For ten of eleven statements the articles name no hearer"),
    ):
        study.records.statements = (
            heard,
            *[replace(heard, statement_id=f"q{n}", addressee=None) for n in range(silent)],
        )
        study.statements = frame(study.records.statements)
        assert len(told(tell.describe_addressees(study))) == sentences
        assert tell.plot_who_to_whom(study).title == title


def test_through_whom(study):
    assert "No statement names another medium" in told(tell.describe_chains(study))[0]
    ways = ("Reuters", "the Kremlin", None)
    said = [replace(s, via=way) for s, way in zip(study.records.statements, ways, strict=True)]
    study.records.statements = tuple(said)
    assert told(tell.describe_chains(study)) == [
        "Two of three statements are said to have come through others: Reuters and the Kremlin (one statement each)."
    ]


@pytest.mark.parametrize(
    ("ranked", "words"),
    [
        ([("Reuters", 3)], "Reuters"),
        ([("A", 2), ("B", 2), ("C", 1)], "A and B (two statements each); C (one)"),
        ([("A", 2), ("B", 1), ("C", 1), ("D", 1)], "A (two statements); B (one); and two more"),
    ],
)
def test_names_with_their_counts(ranked, words):
    assert say_ranked(ranked, "statement", most=2 if len(ranked) == 4 else 6) == words


def test_who_is_never_quoted(study):
    (sentence,) = tell.describe_secondhand(study)
    assert sentence.text == (
        "Two of three sources are never quoted, only reported: Idris Kone and the Malian ministry (one statement each)."
    )
    assert [p.text for p in sentence.evidence] == ["to help", "was late"]


def test_sides_in_balance(study):
    assert told(tell.describe_balance(study)) == [
        "Officials and offices included, Norway’s side has one statement with six words quoted and Mali’s side two "
        "statements with no words quoted."
    ]


def test_nothing_is_told_of_nothing(builder):
    builder.article("a", "They met")
    made = builder.build()
    made.statements = pd.DataFrame(columns=["article_id", "speaker", "addressee", "form", "text", "tier"])
    for name in ("press", "directness", "secondhand", "balance", "chains", "addressees"):
        assert getattr(tell, f"describe_{name}")(made) == ()


@pytest.mark.parametrize(
    ("addressee", "kind"),
    [
        (TWO, "the other leader"),
        ("the cabinet", "their own government or parliament"),
        ("reporters in Oslo", "reporters and media"),
        ("Reuters", "reporters and media"),
        ("her sister", "others"),
    ],
)
def test_kinds_of_hearers(study, addressee, kind):
    assert hearer_of(study, ONE, addressee) == kind


@pytest.mark.parametrize(
    ("speaker", "country"),
    [
        (ONE, "Norway"),
        ("the Kremlin", "Russia"),
        ("two Malian officials", "Mali"),
        ("an official", None),
        ("the Japan Times", None),
        (None, None),
    ],
)
def test_the_side_a_source_speaks_for(study, speaker, country):
    assert side_of(study, speaker) == country
