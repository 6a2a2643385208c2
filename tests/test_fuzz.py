"""Every article that ever made something fall, and a fixed number of random ones (tests/fuzz.py looks for more)."""

import json

import pytest
from fuzz import CASES, LONGEST, check, check_page, make_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.model
ARTICLES = st.binary(min_size=2, max_size=2 * LONGEST).map(make_text)
FALLEN = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


@pytest.fixture(autouse=True)
def no_cache(monkeypatch, tmp_path_factory):
    monkeypatch.setenv("SUMMITRY_CACHE", str(tmp_path_factory.getbasetemp() / "fuzz"))


@pytest.mark.parametrize("case", FALLEN, ids=lambda case: case["note"][:60])
def test_what_fell_once_stands(case):
    check(case["text"])


@given(text=ARTICLES)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_page_is_segmented_by_the_laws(text):
    check_page(text)


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=300))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_any_text_is_segmented_by_the_laws(text):
    check_page(text)


@given(text=ARTICLES)
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_article_is_read_by_the_laws(text):
    check(text)
