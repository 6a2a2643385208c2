"""Web pages -> articles: what is taken from them, what they state of themselves, and hostile ones."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from summitry.read import CorpusError, read_corpus
from summitry.records import UNKNOWN_DAYS, DayRange

BODY = """<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<h1>Lind receives Moe in <i>Bergen</i></h1>
<article><figure><img src="x.jpg"><figcaption>Lind and Moe in Bergen on June 3, 2021. (Reuters)</figcaption></figure>
<p>President Anna Lind received Prime Minister Ola Moe in Bergen on Thursday, her office said in a statement.</p>
<p>&#8220;We will talk about <a href="javascript:alert(1)">fish</a> and about the <b>border</b>,&#8221; Lind told
reporters before the meeting at the town hall of Bergen.</p>
<p onclick="alert(2)">Moe said that he would receive Lind in Oslo next month &lt;script&gt;alert(3)&lt;/script&gt;.</p>
<script>alert("x")</script></article>
<div id="comments"><p>I hate this, said a reader of the paper.</p></div><footer>Copyright The Courier</footer>"""


def page(head: str = "", body: str = BODY) -> str:
    title = "<title>Lind receives Moe | The Courier</title>"
    return f'<!doctype html><html lang="en"><head>{title}{head}</head><body>{body}</body></html>'


def read(folder: Path, content: str | bytes, name: str = "a.html"):
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_corpus(folder)


def meta(day: str, name: str = "article:published_time") -> str:
    return f'<meta property="{name}" content="{day}">'


def ld(*things: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(t)}</script>' for t in things)


def test_the_article_is_taken_from_the_page(tmp_path):
    head = '<meta property="og:site_name" content="The Courier"><link rel="canonical" href="https://courier.example/1">'
    corpus = read(tmp_path, page(head))
    [article] = corpus.articles
    assert corpus.problems == ()
    assert (article.article_id, article.file, article.title) == ("a", "a.html", "Lind receives Moe in Bergen")
    assert (article.publisher, article.url) == ("The Courier", "https://courier.example/1")
    assert [(s.kind, s.text.split()[0]) for s in article.segments[:3]] == [
        ("title", "Lind"),
        ("caption", "Lind"),
        ("body", "President"),
    ]
    assert "“We will talk about fish and about the border,” Lind told" in " ".join(article.text.split())
    assert all(s.text == article.text[s.start : s.end] for s in article.segments)
    for other in ("Home", "reader of the paper", "Copyright", "javascript:", 'alert("x")', "onclick"):
        assert other not in article.text


@pytest.mark.parametrize(
    ("head", "first", "last"),
    [
        (meta("2021-06-03T09:00:00+02:00"), "2021-06-03", "2021-06-03"),
        (ld({"@type": "NewsArticle", "datePublished": "2021-06-03"}), "2021-06-03", "2021-06-03"),
        (
            ld({"@graph": [{"@type": "WebSite"}, {"@type": ["Article"], "datePublished": "2021-06-03"}]}),
            "2021-06-03",
            "2021-06-03",
        ),
        ('<meta name="DC.date.issued" content="2021/06/03">', "2021-06-03", "2021-06-03"),
        ('<meta itemprop="datePublished" content="2021-06-03">', "2021-06-03", "2021-06-03"),
        # the first kind of statement is believed before the others
        (meta("2021-06-03") + ld({"@type": "Article", "datePublished": "2021-09-01"}), "2021-06-03", "2021-06-03"),
        # one hour told in two time zones
        (
            ld(*({"@type": "Article", "datePublished": d} for d in ("2021-06-03T23:00-04:00", "2021-06-04T03:00Z"))),
            "2021-06-03",
            "2021-06-04",
        ),
    ],
)
def test_the_day_is_the_one_the_page_states(tmp_path, head, first, last):
    [article] = read(tmp_path, page(head)).articles
    assert article.published == DayRange(earliest=date.fromisoformat(first), latest=date.fromisoformat(last))
    assert article.published_basis == "metadata of the page"


@pytest.mark.parametrize(
    "head",
    [
        "",
        meta("2021-06-05", "article:modified_time"),
        meta("yesterday"),
        meta("2021-02-31"),
        meta("1970-01-01T00:00:00Z"),
        '<link rel="canonical" href="https://courier.example/2021/06/03/lind">',
        ld({"@type": "WebPage", "related": {"@type": "NewsArticle", "datePublished": "2021-06-03"}}),
        ld([[[]]], "x", None, 5),
        '<script type="application/ld+json">{"@type": </script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">' + '{"@graph":' * 900 + "1" + "}" * 900 + "</script>",
    ],
)
def test_a_day_the_page_does_not_state_is_not_guessed(tmp_path, head):
    [article] = read(tmp_path, page(head)).articles
    assert article.published == UNKNOWN_DAYS and article.published_basis == ""


def test_a_page_that_contradicts_itself_is_named_and_gives_no_day(tmp_path):
    corpus = read(tmp_path, page(meta("2021-06-03") + meta("2019-01-01")))
    assert corpus.articles[0].published == UNKNOWN_DAYS
    assert [p.message for p in corpus.problems] == [
        "a.html gives several days of publication (2019-01-01, 2021-06-03), of which none is used."
    ]


def test_metadata_csv_goes_before_the_page(tmp_path):
    (tmp_path / "metadata.csv").write_text("file,title,published\na.html,Mine,2020\n")
    corpus = read(tmp_path, page(meta("2021-06-03") + meta("2019-01-01")))
    [article] = corpus.articles
    assert article.title == "Mine" and article.published.earliest == date(2020, 1, 1)
    assert article.published_basis == "metadata" and corpus.problems == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (page(body=""), "a.html is a web page on which no article was found; save its text as a .txt file."),
        (page(body="<script>document.write('Lind met Moe')</script>"), "no article was found"),
        ("<div>" * 20_000 + "Lind met Moe in Bergen.", "no article was found"),
        (b"", "a.html is empty"),
        (b"\xff\xfe<\0h\0", "a.html is encoded in UTF-16"),
        (b"<html>\0\0", "a.html is a binary file"),
        (b"<html><p>Lind met M\xf8e", "a.html is not UTF-8: byte 19"),
        (b'<html><meta charset="zip"><p>Lind met M\xf8e', "a.html is not UTF-8"),
        (b'<html><meta charset="no-such"><p>Lind met M\xf8e', "a.html is not UTF-8"),
    ],
)
def test_a_page_that_yields_nothing_is_named_in_one_sentence(tmp_path, content, words):
    (tmp_path / "good.txt").write_text("Lind met Moe in Bergen.")
    corpus = read(tmp_path, content)
    assert [a.article_id for a in corpus.articles] == ["good"]
    [problem] = corpus.problems
    assert words in problem.message and "\n" not in problem.message and problem.file == "a.html"


def test_a_page_in_the_encoding_it_declares(tmp_path):
    html = page('<meta charset="iso-8859-1">').replace("Moe", "Møe").replace("&#8220;", "“").replace("&#8221;", "”")
    [article] = read(tmp_path, html.encode("cp1252")).articles
    assert "Ola Møe" in article.text and "“We" in article.text


def test_hostile_words_are_shown_as_words_only(tmp_path):
    """A title, an address and a text made to break out of a page stay text."""
    from summitry.tell.display import cell_html

    evil = '<meta property="og:url" content="javascript:alert(1)"><meta property="og:site_name" content="<b>x">'
    [article] = read(tmp_path, page(evil).replace("<i>Bergen</i>", "&lt;img src=x onerror=alert(1)&gt;")).articles
    assert article.url == "" and article.title.endswith("<img src=x onerror=alert(1)>")
    for words in (article.title, article.publisher, article.passage(0, len(article.text))):
        assert "<img" not in cell_html(words) and "<b" not in cell_html(words) and "<script" not in cell_html(words)


def test_the_text_file_is_read_where_both_are_there(tmp_path):
    (tmp_path / "a.txt").write_text("Lind met Moe in Bergen.")
    corpus = read(tmp_path, page())
    assert [a.file for a in corpus.articles] == ["a.txt"]
    assert "a.html has the same name as a.txt" in corpus.problems[0].message


def test_one_page_is_a_corpus_and_reads_the_same_twice(tmp_path):
    (tmp_path / "a.htm").write_text(page())
    one, two = (read_corpus(tmp_path / "a.htm").articles[0] for _ in range(2))
    assert one == two and one.article_id == "a"


def frame(**columns: list) -> pd.DataFrame:
    return pd.DataFrame({"text": ["Moe flew home.", "Lind met\r\nMoe."], "file": ["b.txt", "a.txt"]} | columns)


def test_parquet_is_read_like_the_other_tables(tmp_path):
    days = pd.to_datetime(["2021-06-03", None])
    frame(published=days, other=[1, 2]).to_parquet(tmp_path / "t.parquet")
    corpus = read_corpus(tmp_path / "t.parquet")
    assert [(a.article_id, a.text) for a in corpus.articles] == [("a", "Lind met\r\nMoe."), ("b", "Moe flew home.")]
    assert corpus.articles[1].published == DayRange(earliest=date(2021, 6, 3), latest=date(2021, 6, 3))
    assert corpus.articles[0].published == UNKNOWN_DAYS and corpus.problems == ()


def test_what_is_no_parquet_is_named(tmp_path):
    (tmp_path / "t.parquet").write_bytes(b"PAR1 not at all")
    with pytest.raises(CorpusError, match=r"^t\.parquet is no Parquet file that can be read; [^\n]+$"):
        read_corpus(tmp_path / "t.parquet")
    frame().rename(columns={"text": "words"}).to_parquet(tmp_path / "u.parquet")
    with pytest.raises(CorpusError, match=r"^u\.parquet has no column `text`"):
        read_corpus(tmp_path / "u.parquet")


DECK = "The two leaders want to share the fish of the sound before the season begins."
STORY = """<p>President Anna Lind received Prime Minister Ola Moe in Bergen on Thursday, her office said in a
statement.</p><p>Moe said that he would receive Lind in Oslo next month, where the border
will be talked about at some length.</p>"""


def told(html, folder):
    [article] = read(folder, html).articles
    return [s.text for s in article.segments if s.kind == "deck"], article.text


@pytest.mark.parametrize(
    "marked",
    [
        f'<h2 class="article__standfirst">{DECK}</h2>',
        f'<p data-testid="sub-headline">{DECK}</p>',
        f'<div class="dek"><p>{DECK}</p></div>',
        f'<p itemprop="description">{DECK}</p>',
        f'<h2 class="x-7f">{DECK}</h2><!-- and the description of the page says the same -->',
    ],
)
def test_the_standfirst_that_is_printed_is_kept_as_deck(tmp_path, marked):
    head = f'<meta property="og:description" content="{DECK}">' if "<!--" in marked else ""
    body = f"<header><h1>Lind receives Moe</h1>{marked}</header><article>{STORY}</article>"
    decks, text = told(page(head, body), tmp_path)
    assert decks == [DECK] and text.count(DECK) == 1
    assert text.index("Lind receives Moe") < text.index(DECK) < text.index("President Anna Lind")


def test_what_is_only_described_and_part_of_the_story_stays_so(tmp_path):
    """Many pages take their description from the first sentences of the story."""
    head = '<meta property="og:description" content="President Anna Lind received Prime Minister Ola Moe in…">'
    decks, text = told(page(head, f"<h1>Lind receives Moe</h1><article>{STORY}</article>"), tmp_path)
    assert decks == [] and text.count("President Anna Lind") == 1


def test_a_description_that_was_cut_finds_the_whole_standfirst(tmp_path):
    head = f'<meta name="description" content="{DECK[:50]}…">'
    body = f"<header><h1>Lind receives Moe</h1><h2>{DECK}</h2></header><article>{STORY}</article>"
    assert told(page(head, body), tmp_path)[0] == [DECK]


@pytest.mark.parametrize(
    ("head", "extra"),
    [
        (f'<meta property="og:description" content="{DECK}">', ""),  # not printed
        ("", f'<nav><p class="dek">{DECK}</p></nav>'),  # a teaser of another story
        ("", f'<aside><p class="standfirst">{DECK}</p></aside>'),
        ("", '<p class="dek">Short</p>'),
        ("", f'<p class="dekorative">{DECK}</p>'),
    ],
)
def test_what_is_no_standfirst_is_not_taken_for_one(tmp_path, head, extra):
    body = f"<header><h1>Lind receives Moe</h1>{extra}</header><article>{STORY}</article>"
    assert told(page(head, body), tmp_path)[0] == []


def test_a_teaser_after_the_story_has_begun_is_no_standfirst(tmp_path):
    body = f'<h1>Lind receives Moe</h1><article>{STORY}</article><div><p class="dek">{DECK}</p></div>'
    assert told(page("", body), tmp_path)[0] == []
