"""The tables and the essay of the seeds, kept word for word: a change shows in the diff of tests/golden."""

import re

import pytest

import summitry
from summitry.tell.narrative import count_essay_words

pytestmark = pytest.mark.model

KEPT = (
    "articles",
    "people",
    "times",
    "statements",
    "reports",
    "meetings",
    "codes",
    "findings",
    "dating",
    "claims",
    "discrepancies",
    "basis",
    "coverage",
    "stances",
)


@pytest.mark.parametrize("name", KEPT)
def test_table(name, seeds_study, golden, tmp_path):
    (path,) = summitry.write_tables({name: getattr(seeds_study, name)}, tmp_path)
    golden(f"{name}.csv", path.read_text("utf-8"))


def test_narrative(seeds_study, golden):
    essay = summitry.write_narrative(seeds_study)
    plain = "\n\n".join(f"## {section.heading}\n\n{_words(section)}" for section in essay)
    golden("narrative.md", plain + "\n")
    assert 1200 <= count_essay_words(essay) <= 2000


def _words(section):
    return re.sub(r" ?<sup>.*?</sup>", "", section.markdown).strip()
