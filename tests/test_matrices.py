"""Products through numpy's library give the annotations that BLIS gives, on one thread only while a parse runs."""

from __future__ import annotations

import pytest
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, ORTH, POS, SENT_START, TAG
from threadpoolctl import threadpool_info

from summitry.language import load_language
from summitry.matrices import one_thread
from summitry.model import model_path

pytestmark = pytest.mark.model
ANNOTATED = [ORTH, TAG, DEP, POS, MORPH, LEMMA, HEAD, SENT_START, ENT_TYPE, ENT_IOB]


def test_annotations_are_those_of_the_pipeline_as_it_comes(seeds_study, invented_study):
    texts = [a.text for study in (seeds_study, invented_study) for a in study.records.articles]
    ours, bare = load_language(), spacy.load(model_path("en_core_web_md"))
    for plain, quick in zip(bare.pipe(texts), ours.pipe(texts), strict=True):
        assert (plain.to_array(ANNOTATED) == quick.to_array(ANNOTATED)).all(), plain.text[:80]


def test_threads_are_one_for_a_while():
    def threads():
        return {info["num_threads"] for info in threadpool_info() if info["user_api"] == "blas"}

    before = threads()
    with one_thread():
        assert threads() == {1}
    assert threads() == before
