"""What notebooks show: valid HTML, nothing of an article unescaped, no raw ids, every sentence with its words."""

from datetime import date

import html5lib
import numpy as np
import pandas as pd
import pytest
from invented_ledger import make_study

from summitry import tell
from summitry.records import DayRange, Passage
from summitry.tell.addresses import article_page, passage_link
from summitry.tell.dating_words import say_reckoning
from summitry.tell.describe import Sentence
from summitry.tell.display import cell_html, sentence_html
from summitry.tell.words import (
    distinguish,
    family_names,
    label_articles,
    say_count,
    say_days,
    say_list,
    say_period,
)

HOSTILE = '<script>alert(1)</script> "onmouseover=x() & <img src=http://evil.example/x>'


def parse(html):
    """Raises for anything that is not well-formed HTML."""
    return html5lib.HTMLParser(strict=True).parseFragment(html)


SHOWN = {
    "figure": lambda s: tell.show_figure(tell.plot_timeline(s)),
    "articles": lambda s: tell.show_table(tell.list_articles(s), "Articles"),
    "meetings": lambda s: tell.show_table(tell.list_meetings(s), "Ledger", most=2),
    "statements": lambda s: tell.show_table(tell.list_statements(s), "Statements"),
    "codes": lambda s: tell.show_table(tell.list_codes(s), "Codes"),
    "evidence": lambda s: tell.show_table(tell.list_evidence(s), "Evidence"),
    "people": lambda s: tell.show_table(tell.list_people(s), "People"),
    "sentences": lambda s: tell.show_sentences(tell.describe_dating(s)),
    "standfirst": lambda s: tell.show_standfirst(tell.describe_meetings(s)),
    "passages": lambda s: tell.show_passages(s, [s.article("000").passage(0, 9)]),
    "made": lambda s: tell.show_made_how(s),
    "dossier": lambda s: tell.show_dossier_head(s, tell.find_meeting(s)),
    "paragraph": lambda s: tell.show_paragraph(tell.describe_voices(s)),
    "stances": lambda s: tell.show_table(tell.list_stances(s), "Stances"),
    "joined": lambda s: tell.show_figure(tell.plot_joined(s)),
    "basis": lambda s: tell.show_table(tell.list_basis(s), "Basis"),
    "histories": lambda s: tell.show_table(tell.list_histories(s), "Histories"),
    "brief": lambda s: tell.show_table(tell.list_brief(s, tell.find_meeting(s)), "Brief"),
    "themes of a meeting": lambda s: tell.show_table(tell.list_meeting_themes(s, tell.find_meeting(s)), "Themes"),
    "sources": lambda s: tell.show_table(tell.list_sources(s, tell.find_meeting(s)), "Sources"),
    "uncertain": lambda s: tell.show_sentences(tell.describe_uncertain(s, tell.find_meeting(s))),
}


@pytest.mark.parametrize("name", list(SHOWN))
@pytest.mark.parametrize("size", [1, 6])
def test_what_is_shown_is_well_formed_and_hostile_text_stays_text(name, size):
    html = SHOWN[name](make_study(size, hostile=HOSTILE, one="A <i>B</i>", two='C "D"')).data
    parse(html)
    assert "<script" not in html and "<img src=http" not in html and "<i>" not in html


WITHOUT_IDS = [name for name in SHOWN if name not in ("figure", "joined", "made", "passages")]


@pytest.mark.parametrize("name", WITHOUT_IDS)
def test_readers_see_no_raw_ids(name):
    html = SHOWN[name](make_study(6)).data
    words = html5lib.parseFragment(html, namespaceHTMLElements=False).itertext()
    assert not [w for w in words if "meeting-" in w or "_" in w]


@pytest.mark.parametrize("size", [0, 1])
def test_an_empty_study_is_said_in_sentences(size):
    study = make_study(size)
    for describe in (tell.describe_meetings, tell.describe_voices, tell.describe_themes):
        assert all(s.text.endswith(".") for s in describe(study))
    assert "There is no timeline" in tell.show_figure(tell.plot_timeline(make_study(0))).data
    assert "none" in tell.show_table(pd.DataFrame({"A": []}), "Nothing").data


def test_a_figure_has_alt_caption_and_its_data():
    picture = tell.plot_timeline(make_study(3))
    tree = html5lib.parseFragment(tell.show_figure(picture).data, namespaceHTMLElements=False)
    image = tree.find(".//img")
    assert image.get("alt") == picture.alt and image.get("src").startswith("data:image/png;base64,")
    assert tree.find(".//figcaption").text == picture.caption
    assert len(tree.findall(".//tbody/tr")) == 3


def test_tables_have_captions_and_scoped_headers():
    frame = pd.DataFrame({"When": ["now", "then"], "How many": [1, 2]})
    tree = html5lib.parseFragment(tell.show_table(frame, "Two rows").data, namespaceHTMLElements=False)
    assert tree.find(".//caption").text == "Two rows"
    assert [h.get("scope") for h in tree.findall(".//thead/tr/th")] == ["col", "col"]
    assert [h.get("scope") for h in tree.findall(".//tbody/tr/th")] == ["row", "row"]
    region = tree.find(".//div")
    assert (region.get("role"), region.get("tabindex")) == ("region", "0") and region.get("aria-label")


@pytest.mark.parametrize(
    ("cell", "html"),
    [
        (date(2019, 2, 27), "27 February 2019"),
        (pd.Timestamp("2019-02-27"), "27 February 2019"),
        (DayRange(earliest=date(2019, 2, 27), latest=date(2019, 2, 28)), "27–28 February 2019"),
        (0.123456789012, "0.12"),
        (12345.6789, "12,346"),
        (True, "yes"),
        ("a < b & c", "a &lt; b &amp; c"),
        (("x", "y"), "x; y"),
        (7, "7"),
        (np.int64(1598), "1,598"),
    ],
)
def test_cells_read_as_prose(cell, html):
    assert cell_html(cell) == html


def test_shares_of_a_column_have_as_many_decimals_as_each_other():
    frame = pd.DataFrame(
        {"A": ["x", "y", "z"], "F1": [1.0, 0.6, np.nan], "Words": [1598, 3, 4], "Half": [2.0, 3.0, 4.0]}
    )
    cells = tell.show_table(frame, "T").data.split("<tr>")[2:]
    assert [c.split("number")[1][2:].split("<")[0] for c in cells[:2]] == ["1.00", "0.60"]
    assert "–" in cells[2] and "nan" not in cells[2] and "1,598" in cells[0] and ">2<" in cells[0]


@pytest.mark.parametrize(("rows", "folded"), [(4, 0), (6, 0), (7, 3)])
def test_a_fold_is_only_made_for_more_than_a_few_rows(rows, folded):
    html = tell.show_table(pd.DataFrame({"A": range(rows), "B": range(rows)}), "T", most=4).data
    assert (f"{folded} more rows" in html) == bool(folded) and html.count("<details") == bool(folded)


@pytest.mark.parametrize("cell", [None, "", float("nan"), pd.NaT, pd.NA, ()])
def test_an_empty_cell_is_a_dash_and_not_a_word(cell):
    assert "–" in cell_html(cell) and "nan" not in cell_html(cell).lower()


def test_a_sentence_links_to_its_words():
    passage = Passage(article_id="003_ab", start=5, end=9, text="word")
    html = sentence_html(Sentence(text="So it is.", evidence=(passage,)))
    assert 'href="article-003_ab.html#c5-9"' in html and "Evidence 1: word" in html


@pytest.mark.parametrize("key", ["a b", "../../etc/passwd", "ä", "x" * 200 + "/", "é"])
def test_pages_of_odd_article_ids_are_safe_and_distinct(key):
    page = article_page(key)
    assert page.startswith("article-") and page.endswith(".html") and "/" not in page and len(page) < 80
    assert page.isascii() and page != article_page(f"{key}x")


def test_links_go_to_the_offsets():
    assert passage_link(Passage(article_id="a", start=1, end=22, text="")) == "article-a.html#c1-22"


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        (date(2017, 8, 23), date(2017, 8, 23), "23 August 2017"),
        (date(2018, 5, 9), date(2018, 5, 15), "9–15 May 2018"),
        (date(2018, 7, 1), date(2018, 7, 31), "July 2018"),
        (date(2018, 1, 1), date(2018, 12, 31), "2018"),
        (date(2016, 1, 1), date(2018, 12, 31), "2016–2018"),
        (date(2017, 12, 30), date(2018, 1, 2), "30 December 2017 – 2 January 2018"),
        (date(2018, 6, 30), date(2018, 7, 2), "30 June – 2 July 2018"),
        (date(2018, 6, 30), None, "30 June 2018 or later"),
        (None, date(2018, 6, 30), "30 June 2018 or earlier"),
        (None, None, "not known"),
        (date(2018, 6, 1), date(2018, 8, 31), "June–August 2018"),
        (date(2018, 11, 1), date(2019, 1, 31), "November 2018 – January 2019"),
    ],
)
def test_days_as_prose(earliest, latest, said):
    assert say_days(earliest, latest) == said


def test_periods_labels_and_names():
    assert say_period(date(2018, 5, 9), date(2018, 5, 15)) == "May 2018"
    assert say_period(None, None) == "undated"
    assert distinguish({"x": "May 2018", "y": "May 2018", "z": "June"}) == {
        "x": "May 2018 a",
        "y": "May 2018 b",
        "z": "June",
    }
    names = family_names(
        ["Sara Netanyahu", "Benjamin Netanyahu", "Vladimir Putin", "the Kremlin", "Prime Minister’s Office"]
    )
    assert names["Vladimir Putin"] == "Putin" and names["Sara Netanyahu"] == "Sara Netanyahu"
    assert names["the Kremlin"] == "the Kremlin" and names["Prime Minister’s Office"] == "Prime Minister’s Office"
    assert say_list(["a", "b", "c"]) == "a, b and c" and say_list([]) == ""
    assert say_count(1, "reply", "replies") == "one reply" and say_count(20, "reply", "replies") == "20 replies"


def test_article_labels_are_unique_and_follow_the_days():
    labels = label_articles(make_study(12).articles)
    assert len(set(labels.values())) == 12 and list(labels) == sorted(labels)


def test_reckonings_show_days_not_ids():
    study = make_study(3)
    assert (
        say_reckoning("from 2016-09-01 to 2019-02: meeting-0", study.meetings)
        == "from 1 September 2016 to February 2019: 1 March 2015"
    )


def test_a_meeting_that_is_not_there_is_named_with_the_nearest():
    with pytest.raises(ValueError, match="did you mean meeting-1"):
        tell.find_meeting(make_study(2), "meeting-l")


LINKED = '<a class="whence" href="article-a.html#c5-8">met</a> <a href="dossier-x.html">9 May</a> <a href="#r1">up</a>'


def test_links_are_those_of_the_pages_wherever_no_notebook_is_open_in_jupyterlab(monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert tell.display.HTML(LINKED)._repr_html_() == LINKED


@pytest.mark.parametrize(("prefix", "root"), [(None, "/files/"), ("/user/lind/", "/user/lind/files/")])
def test_in_jupyterlab_links_lead_to_the_built_pages_and_to_no_page_that_is_not_there(
    prefix, root, tmp_path, monkeypatch
):
    monkeypatch.setenv("JPY_SESSION_NAME", "/somewhere/notebooks/02-meetings.ipynb")
    monkeypatch.delenv("JUPYTERHUB_SERVICE_PREFIX", raising=False)
    if prefix:
        monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", prefix)
    monkeypatch.setattr("summitry.tell.addresses.BUILT", tmp_path)
    (tmp_path / "article-a.html").write_text("")
    shown = tell.display.HTML(LINKED)
    live = shown._repr_html_()
    assert f'target="_blank" href="{root}build/site/article-a.html#c5-8">met</a>' in live
    assert '<a class="whence" style="' in live and "underline" in live  # widgets have no looks for links of their own
    assert "<a >9 May</a>" in live and '<a href="#r1">up</a>' in live
    assert shown.data == LINKED
