"""The page of an article: marks, notes that lead back, tables; also where nothing was found or words are hostile."""

import re
from types import SimpleNamespace

import pytest

from summitry.publish.article_page import LAYERS, article_fragment, list_marks
from summitry.publish.fragments import Use, finish_fragment
from summitry.tables import SCHEMA, tabulate
from summitry.tell.article_listing import list_article_codes, list_article_statements


def test_an_article_without_any_finding_has_empty_tables():
    frames = {name: tabulate(name, []) for name in SCHEMA}
    study = SimpleNamespace(records=SimpleNamespace(codebook=None), **frames)
    assert len(list_article_codes(study, "a")) == 0 == len(list_article_statements(study, "a"))


@pytest.fixture(scope="module")
def page(invented_study):
    key = invented_study.articles.article_id[0]
    mark = next(m for m in sorted(set(list_marks(invented_study, key))) if m.layer == "statement")
    use = {"start": mark.start, "end": mark.end, "page": "05-narrative.html", "title": "<Essay>"}
    uses = [Use(**use, place="r3", heading="Voices"), Use(**use, place="r9", heading="Silences")]
    return key, mark, finish_fragment(article_fragment(invented_study, key, uses)).html


@pytest.mark.model
def test_the_text_is_whole_and_every_mark_has_an_address_and_a_note(page, invented_study):
    key, _, html = page
    article = invented_study.article(key)
    pieces = re.findall(r'data-start="(\d+)"', html)
    assert [int(n) for n in pieces] == sorted(int(n) for n in pieces)
    covered = [(int(a), int(b)) for b, a in re.findall(r'data-end="(\d+)" data-start="(\d+)"', html)]
    assert "".join(article.text[a:b] for a, b in covered) == "".join(s.text for s in article.segments)
    for mark in list_marks(invented_study, key):
        assert f'id="c{mark.start}-{mark.end}"' in html
    assert {layer for layer in LAYERS if f'id="show-{layer}"' in html} == {
        m.layer for m in list_marks(invented_study, key)
    }


@pytest.mark.model
def test_words_lead_back_to_every_place_that_rests_on_them(page):
    _, mark, html = page
    note = html.split(f'id="c{mark.start}-{mark.end}"')[1].split('class="close"')[0]
    assert '<a href="05-narrative.html#r3">Voices</a>, <a href="05-narrative.html#r9">Silences</a>' in note
    assert "&lt;Essay&gt;" in note and f'href="#c{mark.start}-{mark.end}"' in note
    assert "Where it is used" in html and "<Essay>" not in html


@pytest.mark.model
def test_it_says_how_it_was_made(page, invented_study):
    key, _, html = page
    row = invented_study.articles.set_index("article_id").loc[key]
    made = html.split('id="how-this-was-made"')[1]
    assert row.sha256 in made and row.file in made and "Language model" in made
