"""Themes: what a sentence is about, by context; whose words carry it; and that every code shows its terms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.extract.themes import NARRATION, extract_themes
from summitry.knowledge.codebook import parse_codebook, read_codebook
from summitry.language import parse_text
from summitry.records import Article, Segment, Statement

pytestmark = pytest.mark.model
BOOK = read_codebook()
CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases/themes.jsonl").read_text("utf-8").splitlines()
]


def article_of(*pieces: tuple[str, str]) -> Article:
    """An article of (kind, text) lines."""
    segments, text = [], ""
    for kind, words in pieces:
        start = len(text)
        text += words + "\n"
        same = next((s.start for s in segments if s.text == words), None)
        segments.append(
            Segment(article_id="x", kind=kind, start=start, end=start + len(words), text=words, repeats=same)
        )
    return Article(article_id="x", file="x.txt", sha256="", text=text, segments=tuple(segments))


def statement(article: Article, words: str, speaker: str, **more) -> Statement:
    start = article.text.index(words)
    rest = {"form": "direct", "statement_id": f"x-{start}", "meeting_id": "m1"} | more
    return Statement(article_id="x", contents=((start, start + len(words)),), text=words, speaker=speaker, **rest)


def code(article: Article, statements=()):
    return extract_themes(article, parse_text(article.text), statements, BOOK)


def themes(article: Article, statements=()) -> set[str]:
    return {c.theme for c in code(article, statements)} - {"other"}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_what_a_sentence_is_about(case):
    assert sorted(themes(article_of(("body", case["text"])))) == case["themes"]


def test_codes_span_their_sentence_and_show_their_terms():
    article = article_of(("title", "Two leaders meet"), ("body", "They met at noon. Iran’s nuclear programme came up."))
    found = code(article)
    assert {c.theme for c in found} == {"iran", "nuclear"}
    for c in found:
        assert article.text[c.start : c.end] == "Iran’s nuclear programme came up."
        assert all(part in article.text[c.start : c.end] for term in c.terms for part in term.split(" … "))


def test_words_belong_to_the_statement_they_lie_in():
    article = article_of(("body", "“Iran threatens us all,” Lund said, while Syria burned."))
    said = statement(article, "“Iran threatens us all,”", "Marta Lund")
    by_theme = {c.theme: c for c in code(article, [said])}
    assert (by_theme["iran"].speaker, by_theme["iran"].form, by_theme["iran"].meeting_id) == (
        "Marta Lund",
        "direct",
        "m1",
    )
    assert (by_theme["syria"].speaker, by_theme["syria"].form) == (None, NARRATION)


def test_what_was_not_mentioned_is_the_article_s_word():
    article = article_of(("body", "Kone did not mention Iran in his remarks."))
    start = article.text.index("mention")
    said = statement(article, "Iran", "Idris Kone", form="indirect", cue_start=start, cue_end=start + 7, cue="mention")
    assert {(c.theme, c.speaker, c.form) for c in code(article, [said])} == {("iran", None, NARRATION)}


def test_a_country_in_the_words_for_the_speaker_is_no_theme():
    article = article_of(("body", "The weather is fine, an Iranian official said."))
    source = "an Iranian official"
    start = article.text.index(source)
    said = statement(
        article, "The weather is fine", source, form="indirect", speaker_start=start, speaker_end=start + len(source)
    )
    assert themes(article, [said]) == set()


def test_a_bare_name_counts_when_the_article_comes_back_to_it():
    once = article_of(("body", "The guests came by way of Iran. They were tired."))
    twice = article_of(("body", "The guests came by way of Iran. They were tired. The cargo went on to Iran."))
    assert themes(once) == set()
    assert themes(twice) == {"iran"}


def test_furniture_and_repeated_captions_are_no_evidence():
    caption = "The presidents discuss Iran in Sochi."
    article = article_of(
        ("caption", caption), ("caption", caption), ("chrome", "Iran: read more"), ("credit", "Iran Photo")
    )
    assert [(c.theme, c.start) for c in code(article)] == [("iran", 0)]


def test_a_power_at_the_table_is_no_third_party():
    at_the_table = article_of(
        ("title", "Trump and Kone meet"), ("body", "President Donald Trump met Kone. Trump announced a plan.")
    )
    beside = article_of(
        ("title", "Lund and Kone meet"), ("body", "Lund met Kone in Oslo. They ate fish. Trump announced a plan.")
    )
    assert "us_role" not in themes(at_the_table)
    assert "us_role" in themes(beside)


FISH = parse_codebook(
    {
        "theme": [
            {
                "id": "fishing", "label": "Fishing", "definition": "Fish.",
                "terms": ["fishing quota*"], "hints": ["trawler*"],
            },
            {"id": "weather", "label": "Weather", "definition": "Weather.", "terms": ["storm*"]},
        ]
    },
    file="fish.toml",
)  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "coded"),
    [
        (["The trawlers lay in the harbour."], []),
        (["The trawlers lay in the harbour.", "The fishing quotas were the quarrel."], [0, 1]),
        (["The trawlers lay in the harbour.", "A trawler was seized in May."], [0, 1]),
        (["The trawlers lay in the harbour.", "A storm came up."], []),
        (["The harbour was closed.", "The fishing quotas were the quarrel."], [1]),
    ],
    ids=["one hint alone", "a hint beside a term", "two hints", "a hint beside another theme", "no hint"],
)
def test_a_hint_counts_only_beside_the_theme_or_a_second_hint(lines, coded):
    article = article_of(*(("body", line) for line in lines))
    found = extract_themes(article, parse_text(article.text), (), FISH)
    fishing = [article.text[c.start : c.end] for c in found if c.theme == "fishing"]
    assert fishing == [lines[n] for n in coded]


def test_a_theme_gives_way_to_its_subthemes():
    found = code(article_of(("body", "Iran must not gain a foothold in Syria, he warned.")))
    iran = [c.subtheme for c in found if c.theme == "iran"]
    assert "iran/entrenchment" in iran and None not in iran


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Iran", "said", "“", "Syria", "\n", "S-300", "🙂", "nuclear deal", "the", ".", "\u2028"]),
        max_size=25,
    )
)
def test_any_text_keeps_the_law_of_offsets(words):
    text = " ".join(words)
    article = Article(article_id="x", file="x.txt", sha256="", text=text)
    for c in extract_themes(article, parse_text(text), (), BOOK):
        assert 0 <= c.start < c.end <= len(text)
        assert c.terms and all(part in " ".join(text.split()) for t in c.terms for part in t.split(" … "))
