"""Word forms looked up once are those the pipeline itself gives, on every page that is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, ORTH, POS, SENT_START, TAG
from spacy.tokens import Doc

from summitry import wordforms
from summitry.language import load_language, mark_lines, parse_docs
from summitry.wordforms import wordforms_of

pytestmark = pytest.mark.model
HERE = Path(__file__).parent
PAGES = [*sorted((HERE.parent / "seeds").glob("0*.txt")), *sorted(HERE.glob("blind/*.txt"))]
# Patterns that look at two words, and words that a rule gives another part of speech.
PAIRS = (
    "I ain't going. You're gonna see, you gotta go. Let's meet. C'mon! Y'all know there's hope. \n\n There were talks."
)
ANNOTATED = [ORTH, TAG, DEP, POS, MORPH, LEMMA, HEAD, SENT_START, ENT_TYPE, ENT_IOB]


def docs_of(texts: list[str]) -> list[Doc]:
    nlp = load_language()
    return [mark_lines(nlp.make_doc(text)) for text in texts]


def test_annotations_are_those_of_the_pipeline():
    texts = [*(path.read_text("utf-8") for path in PAGES), PAIRS, "", " \n "]
    nlp = load_language()
    for plain, quick in zip(nlp.pipe(docs_of(texts)), parse_docs(nlp, docs_of(texts)), strict=True):
        assert (plain.to_array(ANNOTATED) == quick.to_array(ANNOTATED)).all(), plain.text[:80]


def test_a_rule_on_two_words_fires():
    doc = next(iter(parse_docs(load_language(), docs_of(["They are gonna meet."]))))
    assert [token.lemma_ for token in doc] == ["they", "be", "go", "to", "meet", "."]


def test_memory_starts_anew_when_full(monkeypatch):
    nlp = load_language()
    forms = wordforms_of(nlp)
    monkeypatch.setattr(wordforms, "MOST_KEPT", 3)
    for text in ("The leaders met in Sochi.", "They had talks about Syria."):
        plain = nlp(nlp.make_doc(text))
        quick = forms(nlp(nlp.make_doc(text), disable=wordforms.REPLACED))
        assert (plain.to_array(ANNOTATED) == quick.to_array(ANNOTATED)).all()
    assert len(forms._answers) < 12


def test_a_pipeline_with_other_rules_runs_as_it_is():
    import spacy

    blank = spacy.blank("en")
    assert wordforms_of(blank) is None
    ruler = blank.add_pipe("attribute_ruler")
    ruler.add([[{"SHAPE": "Xxxx"}]], {"POS": "PROPN"})
    blank.add_pipe("lemmatizer", config={"mode": "rule"})
    assert wordforms_of(blank) is None
