"""The site as a whole: what failed is shown and named, every page leads on, nothing half-made is left."""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from summitry.exports import EXPORTS
from summitry.publish.pages import write_site
from summitry.publish.run import Executed

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def site(invented_study, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    good, bad = folder / "02-meetings.ipynb", folder / "04-themes.ipynb"
    nbformat.write(new_notebook(cells=[new_markdown_cell("# The ledger\n\n## One\n\n## Two")]), good)
    failed = new_code_cell("1 / 0", outputs=[new_output("error", ename="ZeroDivisionError", evalue="<zero>")])
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Themes"), failed]), bad)
    key = invented_study.meetings.meeting_id[0]
    executed = [
        Executed(name="02-meetings", path=good),
        Executed(name="04-themes", path=bad, error="ZeroDivisionError: <zero>"),
        Executed(name=f"dossier-{key}", path=folder / "never.ipynb", error="the process ended"),
    ]
    write_site(invented_study, executed, folder / "site")
    return folder / "site"


def read(site, name):
    return (site / name).read_text("utf-8")


def test_a_failed_notebook_is_shown_and_named_on_the_front_page(site):
    assert "This cell failed" in read(site, "04-themes.html") and "&lt;zero&gt;" in read(site, "04-themes.html")
    front = read(site, "index.html")
    assert "Failed: ZeroDivisionError: &lt;zero&gt;" in front
    assert "did not run: the process ended" in read(site, next(p.name for p in site.glob("dossier-*.html")))
    assert re.search(r'<a href="dossier-[^"]+">', front) and ">failed</span>" in front


def test_everything_that_can_be_taken_away_is_linked_from_the_front_page(site):
    front = read(site, "index.html")
    for path in [*(site / "tables").rglob("*.*"), *site.glob("figures/*.*"), site / "ro-crate-metadata.json"]:
        name = path.relative_to(site).as_posix()
        assert f'href="{name}"' in front or name == "figures/README.md", name
    assert {p.name for p in (site / "tables").iterdir()} >= set(EXPORTS)


def test_every_page_says_how_it_was_made_and_carries_its_own_style(site, invented_study):
    made = [p for p in site.glob("*.html") if not re.match(r"0|dossier", p.name)]
    assert len(made) == 1 + len(invented_study.articles)
    for path in site.glob("*.html"):
        html = path.read_text("utf-8")
        assert "<style>" in html and "<script>" in html and 'rel="stylesheet"' not in html
        if path in made:
            assert 'id="how-this-was-made"' in html and "Language model" in html, path.name
    assert all(sha in read(site, "index.html") for sha in invented_study.articles.sha256)


def test_pages_of_a_kind_follow_one_another(site, invented_study):
    pages = sorted(p.name for p in site.glob("article-*.html"))
    ahead = {name: re.findall(r'rel="next" href="([^"]+)"', read(site, name)) for name in pages}
    assert sorted(len(links) for links in ahead.values()) == [0] + [1] * (len(pages) - 1)
    assert {link for links in ahead.values() for link in links} < set(pages)


def test_every_table_says_what_it_holds(invented_study):
    from summitry.publish.front_page import TABLE_NOTES

    assert set(invented_study.tables()) == set(TABLE_NOTES)


@pytest.mark.parametrize(
    ("text", "width", "kept"),
    [
        ("They met in St. Petersburg. They spoke of trade and of the war.", 40, "They met in St. Petersburg."),
        (
            "The program finds 840 exactly so. It agrees most on times (F1 1.00).",
            50,
            "The program finds 840 exactly so.",
        ),
        ("He said “no.” Then the two spoke of H.R. McMaster.", 45, "He said “no.”"),
        ("Of 622 words he has 90 (one in seven). The rest is others’.", 50, "Of 622 words he has 90 (one in seven)."),
        ("One sentence that is longer than its card can be", 20, "One sentence that…"),
        ("Short. And whole.", 20, "Short. And whole."),
    ],
)
def test_a_card_ends_with_a_sentence(text, width, kept):
    from summitry.publish.front_page import clip_to_sentences

    assert clip_to_sentences(text, width) == kept
