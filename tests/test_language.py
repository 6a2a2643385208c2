"""The parse has the article's offsets, sees no site furniture, and comes out of the cache unchanged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry import language
from summitry.model import LanguageError
from summitry.records import Article, Segment


def article(text, *segments):
    found = tuple(
        Segment(article_id="a", kind=kind, start=start, end=end, text=text[start:end]) for kind, start, end in segments
    )
    return Article(article_id="a", file="a.txt", sha256="", text=text, segments=found)


@given(st.text())
def test_the_parsed_copy_has_the_length_of_the_text(text):
    parsable = language.parsable_text(article(text))
    assert len(parsable) == len(text)
    assert [i for i, c in enumerate(text) if c == "\n"] == [i for i, c in enumerate(parsable) if c == "\n"]


def test_furniture_and_credits_are_blank_and_lines_stay():
    text = "Title\nShare\nthis\nBody (AFP)"
    parsable = language.parsable_text(article(text, ("chrome", 6, 16), ("credit", 22, 27)))
    assert parsable == "Title\n     \n    \nBody      "


def test_a_hard_space_is_a_space_in_the_parse():
    assert language.parsable_text(article("11\xa0meetings\r\n")) == "11 meetings \n"


@pytest.mark.model
def test_a_sentence_never_runs_over_a_line():
    doc = language.parse_text("Putin in Moscow tells Netanyahu\n\nthat he will travel. He did\nso")
    starts = [doc.text[s.start_char :].lstrip()[:5] for s in doc.sents]
    assert {"that ", "so"} <= set(starts)


@pytest.mark.model
def test_a_parse_out_of_the_cache_is_the_same(tmp_path, monkeypatch):
    monkeypatch.setenv("SUMMITRY_CACHE", str(tmp_path))
    page = article("Netanyahu met Putin in Sochi.\nHe said:\xa0“We met.”")
    first = language.parse_articles([page])["a"]
    assert len(list(tmp_path.iterdir())) == 1
    again = language.parse_articles([page])["a"]

    def told(doc):
        return [(t.idx, t.text, t.lemma_, t.pos_, t.dep_, t.head.i, t.ent_type_, t.is_sent_start) for t in doc]

    assert told(first) == told(again)
    assert all(len(t.text) == len(page.text[t.idx : t.idx + len(t)]) for t in again)


@pytest.mark.model
def test_a_broken_cache_file_is_parsed_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("SUMMITRY_CACHE", str(tmp_path))
    page = article("Netanyahu met Putin.")
    language.parse_articles([page])
    next(tmp_path.iterdir()).write_bytes(b"cut off")
    assert language.parse_articles([page])["a"][0].text == "Netanyahu"


def test_a_model_that_is_not_there_is_named():
    with pytest.raises(LanguageError, match=r"xx_no_such_model.*make install"):
        language.load_language("xx_no_such_model")
