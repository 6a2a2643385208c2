"""The essay on corpora it was not written for: other leaders, other days, several pairs, three leaders, none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from test_narrative import check_essay, words_of

import summitry
from summitry.tell.narrative import write_narrative

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
RENAMED = {
    "Netanyhau": "Oyelaran",
    "Benjamin": "Tunde",
    "Netanyahu": "Oyelaran",
    "Vladimir": "Ragnar",
    "Putin": "Bjorn",
}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def essay_of(study, *principals):
    study = replace(study, principals=principals) if principals else study
    essay = write_narrative(study)
    check_essay(essay, study)
    return words_of(essay)


@pytest.fixture(scope="module")
def blind():
    return summitry.analyse(ROOT / "tests" / "blind")


@pytest.fixture(scope="module")
def renamed(tmp_path_factory):
    """The seeds with other leaders, 52 weeks later: dates in words move, weekdays stay."""
    folder = tmp_path_factory.mktemp("renamed")
    for path in (ROOT / "seeds").glob("*.txt"):
        text = path.read_text("utf-8")
        for old, new in RENAMED.items():
            text = text.replace(old, new)
        (folder / path.name).write_text(re.sub(r"([A-Z][a-z]+\.?) (\d{1,2}), (\d{4})", _later, text), "utf-8")
    return summitry.analyse(folder)


def _later(match):
    day = date(int(match[3]), MONTHS.index(match[1][:3]) + 1, int(match[2])) + timedelta(weeks=52)
    return f"{day:%B} {day.day}, {day.year}"


def test_renamed_and_shifted_seeds(renamed):
    text = essay_of(renamed)
    assert "Netanyahu" not in text and "Putin" not in text
    assert "Tunde Oyelaran" in text and "Ragnar Bjorn" in text
    assert "On 26 February 2020, Bjorn names neither Iran nor Syria" in text
    assert "Of the two, only Oyelaran is reported to speak of Iran" in text
    assert "27 February 2019" not in text and "does not agree with the public record" not in text


def test_the_invented_corpus(invented_study):
    text = essay_of(invented_study)
    assert "about two meetings of Ingrid Halvorsen and Mateo Quiroga, on 12 March 2024 and on 20 May 2024" in text
    assert "One is reported as held: by telephone on 20 May 2024." in text
    assert "What was announced for the meeting of 12 March 2024 can be set against" in text
    assert "Trade and the economy are in five of six coded sentences" in text
    assert "per cent" not in text.replace("at 95 per cent", "").replace(
        "words, trade and the economy have 66 per cent", ""
    )


@pytest.mark.parametrize(
    ("principals", "facts", "never"),
    [
        (
            ("Rustam Yuldashev", "Shahnawaz Qureshi"),
            ["on 2 February 2023, in Tashkent", "It is reported as held"],
            ["Bangkok"],
        ),
        (("Nadir Benhaddou", "Odile Marchetti"), ["called off"], ["is reported as held"]),
        (("Baek Seung-min", "Kurosawa Haruka"), ["on 16 November 2022, in Bangkok"], ["Tashkent"]),
        (("Eleanor Hartnell", "Wanjiru Mbogo"), ["on 17 October 2023, in London"], ["Bangkok"]),
        (("Kurosawa Haruka",), ["of Kurosawa Haruka"], ["two leaders"]),
    ],
    ids=lambda p: "-".join(n.split()[-1] for n in p) if isinstance(p, tuple) else "",
)
def test_other_pairs_of_the_blind_corpus(blind, principals, facts, never):
    text = essay_of(blind, *principals)
    assert [f for f in facts if f not in text] == []
    assert [n for n in never if n in text] == []


def test_three_principals(blind):
    names = [m.participants for m in blind.records.meetings if m.format == "video" and len(m.participants) == 3]
    text = essay_of(blind, *names[0])
    assert "on 5 December 2024" in text and "the two leaders" not in text
    assert "Of the two" not in text and "Both are heard" not in text


def test_no_principals_speak_of_all_leaders_and_of_no_pair(blind):
    study = replace(blind, principals=())
    essay = write_narrative(study)
    check_essay(essay, study)
    assert re.search(r"meetings of \d+ leaders", words_of(essay))
    assert "two leaders" not in words_of(essay)


def test_a_corpus_without_a_meeting(tmp_path):
    (tmp_path / "a.txt").write_text("Fleet returns\n\nThe fleet of the northern port came home on Monday.\n", "utf-8")
    study = summitry.analyse(tmp_path)
    essay = write_narrative(study)
    assert [s.id for s in essay] == ["standfirst", "method"]
    assert "no meeting was found that an article is about" in essay[0].text
    assert "no reports of no meetings" in essay[1].text
