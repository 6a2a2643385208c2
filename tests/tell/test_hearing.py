"""Sentences about whose press, how directly, to whom, and who is never quoted, on a study built by hand."""

import pandas as pd
import pytest

from summitry import tell
from summitry.tell.counts import hearer_of, side_of

ONE, TWO = "Marta Lund", "Idris Kone"


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
    rows = [
        {"article_id": s.article_id, "speaker": s.speaker, "addressee": s.addressee, "form": s.form, "text": s.text,
         "tier": s.tier}
        for s in made.records.statements
    ]  # fmt: skip
    made.statements = pd.DataFrame(rows)
    return made


def told(sentences):
    return [s.text for s in sentences]


def test_whose_press_quotes_whom(study):
    assert told(tell.describe_press(study)) == [
        "The press of Norway (one article) quotes Lund with 6 and Kone with 0 words."
    ]


def test_how_directly(study):
    assert told(tell.describe_directness(study)) == [
        "Of one statement of Lund, one comes with words quoted.",
        "Of one statement of Kone, none comes with words quoted.",
    ]


def test_what_is_said_to_whom(study):
    assert told(tell.describe_hearers(study)) == [
        "Of Lund, one statement names its hearer: one to the other leader.",
        "Of Kone, one statement names its hearer: one to reporters and media.",
    ]


def test_who_is_never_quoted(study):
    (sentence,) = tell.describe_secondhand(study)
    assert sentence.text == (
        "Of three sources two are never quoted, only reported: Idris Kone (1) and the Malian ministry (1)."
    )
    assert [p.text for p in sentence.evidence] == ["to help", "was late"]


def test_sides_in_balance(study):
    assert told(tell.describe_balance(study)) == [
        "Leaders, officials and offices taken together, Norway has one statement and 6 words quoted and Mali has two "
        "statements and 0 words quoted."
    ]


def test_nothing_is_told_of_nothing(builder):
    builder.article("a", "They met")
    made = builder.build()
    made.statements = pd.DataFrame(columns=["article_id", "speaker", "addressee", "form", "text", "tier"])
    for name in ("press", "directness", "hearers", "secondhand", "balance"):
        assert getattr(tell, f"describe_{name}")(made) == ()
    assert tell.list_sides(made).empty


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
    [(ONE, "Norway"), ("the Kremlin", "Russia"), ("two Malian officials", "Mali"), ("an official", None), (None, None)],
)
def test_the_side_a_source_speaks_for(study, speaker, country):
    assert side_of(study, speaker) == country
