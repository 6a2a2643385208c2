"""The public names: found first, explained with an example that runs, and shown as cards in JupyterLab."""

import doctest
import importlib
import re
from dataclasses import replace
from datetime import date

import pytest

import summitry
from summitry.records import Article, DayRange, Meeting, Segment, Statement

NAMES = [name for name in summitry.__all__ if not name.startswith("__")]
EVIL = '<script>alert(1)</script> & "x"'


def test_dir_shows_the_public_names_only():
    assert [name for name in dir(summitry) if not name.startswith("__")] == sorted(NAMES)
    assert 8 <= len(NAMES) <= 12
    for name in NAMES:
        assert getattr(summitry, name).__name__ == name


def test_every_name_that_tell_offers_is_there():
    missing = [name for name in summitry.tell.__all__ if not callable(getattr(summitry.tell, name, None))]
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_explained_with_an_example(name):
    words = getattr(summitry, name).__doc__
    assert words and ">>> " in words and len(words.split("\n")[0]) > 20


@pytest.mark.parametrize("module", ["records", "knowledge.codebook", "exports.dictionary", "exports.events"])
def test_the_examples_run(module):
    done = doctest.testmod(importlib.import_module(f"summitry.{module}"))
    assert done.attempted and not done.failed


TEXT = "Lind met Moe\n\nAnna Lind met Ola Moe in Bergen."
ARTICLE = Article(
    article_id="a",
    file="a.txt",
    sha256="",
    text=TEXT,
    publisher="The Courier",
    published=DayRange(earliest=date(2021, 6, 3), latest=date(2021, 6, 4)),
    segments=(
        Segment(article_id="a", kind="title", start=0, end=12, text=TEXT[:12]),
        Segment(article_id="a", kind="body", start=14, end=len(TEXT), text=TEXT[14:]),
    ),
)
STATEMENT = Statement(
    statement_id="a-1",
    article_id="a",
    form="direct",
    contents=((1, 6), (9, 12)),
    text="“We agree,”",
    speaker="Anna Lind",
    addressee="Ola Moe",
    via="Reuters",
    cue="said",
    earliest=date(2021, 6, 3),
    latest=date(2021, 6, 3),
)
MEETING = Meeting(
    meeting_id="m",
    participants=("Anna Lind", "Ola Moe"),
    earliest=None,
    latest=date(2021, 6, 4),
    city="Bergen",
    country="Norway",
    venue=None,
    format="phone",
    status="held",
    status_history=(("a", "announced"), ("b", "held")),
    occasion=None,
    articles=("a", "b"),
    n_reports=2,
)


def words(record):
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"</?a\b[^>]*>", "", record._repr_html_())).split())


def test_cards_say_what_the_record_holds():
    assert words(ARTICLE) == (
        "Lind met Moe The Courier · published 2021-06-03 to 2021-06-04 · 10 words · a.txt "
        "title Lind met Moe body Anna Lind met Ola Moe in Bergen."
    )
    assert words(STATEMENT) == (
        "“We agree,” Anna Lind to Ola Moe direct · “said” · through Reuters · 2021-06-03 · a, characters 1–6, 9–12"
    )
    assert words(MEETING) == (
        "Anna Lind and Ola Moe held 2021-06-04 or earlier · Bergen, Norway · phone a: announced b: held"
    )
    assert "<mark>“We agree,”</mark>" in STATEMENT._repr_html_()


def test_cards_lead_to_the_pages_and_in_jupyterlab_to_the_built_ones_in_a_new_tab(tmp_path, monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert 'href="article-a.html#c1-6">1–6</a>' in STATEMENT._repr_html_()
    assert '<a href="article-a.html">Lind met Moe</a>' in ARTICLE._repr_html_()
    assert '<a href="dossier-m.html">Anna Lind and Ola Moe</a>' in MEETING._repr_html_()
    monkeypatch.setenv("JPY_SESSION_NAME", "/somewhere/notebooks/02-meetings.ipynb")
    monkeypatch.setattr("summitry.tell.addresses.BUILT", tmp_path)
    (tmp_path / "article-a.html").write_text("")
    live = STATEMENT._repr_html_()
    assert 'target="_blank" href="/files/build/site/article-a.html#c9-12">9–12</a>' in live.replace("/user", "")
    assert "<a >Anna Lind and Ola Moe</a>" in MEETING._repr_html_()  # no such page was built
    assert "article-b.html" not in MEETING._repr_html_() and "article-a.html" in MEETING._repr_html_()


@pytest.fixture(scope="module")
def kernel():
    """A kernel as JupyterLab starts one."""
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(kernel_name="python3", startup_timeout=120)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def answer(client, request, **asked):
    """What the kernel answers to one request."""
    number = getattr(client, request)(**asked)
    while True:
        reply = client.get_shell_msg(timeout=60)
        if reply["parent_header"].get("msg_id") == number:
            return reply["content"]


@pytest.mark.notebook
def test_in_a_kernel_tab_offers_the_public_names_first(kernel):
    assert answer(kernel, "execute", code="import summitry")["status"] == "ok"
    offered = answer(kernel, "complete", code="summitry.", cursor_pos=9)["matches"]
    offered = [name.removeprefix("summitry.").removeprefix(".") for name in offered]
    assert sorted(offered[: len(NAMES)]) == sorted(NAMES) and len(NAMES) == 10


@pytest.mark.notebook
@pytest.mark.parametrize("name", NAMES)
def test_in_a_kernel_a_question_mark_shows_an_example(name, kernel):
    answer(kernel, "execute", code="import summitry")
    told = answer(kernel, "inspect", code=f"summitry.{name}", cursor_pos=len(f"summitry.{name}"))
    assert told["found"] and ">>> " in told["data"]["text/plain"]


def test_cards_of_bare_records():
    assert words(Article(article_id="a", file="a.txt", sha256="", text="Yes.")) == "a.txt 1 word · a.txt Yes."
    bare = Statement(statement_id="a-1", article_id="a", form="indirect", contents=(), text="that")
    assert "speaker not sure" in words(bare) and "None" not in words(bare)
    undated = replace(MEETING, earliest=None, latest=None, city=None, country=None, format="in_person")
    assert "on a day not told" in words(undated) and "None" not in words(undated)


@pytest.mark.parametrize(
    "record",
    [
        replace(ARTICLE, title=EVIL, publisher=EVIL, file=EVIL, segments=(replace(ARTICLE.segments[1], text=EVIL),)),
        replace(ARTICLE, text=EVIL, segments=()),
        replace(STATEMENT, text=EVIL, speaker=EVIL, addressee=EVIL, via=EVIL, cue=EVIL, occasion=EVIL),
        replace(
            MEETING, participants=(EVIL, EVIL), city=EVIL, venue=EVIL, occasion=EVIL, status_history=((EVIL, EVIL),)
        ),
    ],
)
def test_cards_of_hostile_words_are_words(record):
    html = record._repr_html_()
    assert "<script" not in html and "&lt;script&gt;" in html


def test_a_long_article_is_cut_and_says_so():
    long = replace(ARTICLE, segments=(replace(ARTICLE.segments[1], text="word " * 500),))
    assert len(long._repr_html_()) < 1500 and "…" in long._repr_html_()
