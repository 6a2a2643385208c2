"""The whole site of a hostile corpus in a browser: nothing of an article runs, asks for anything or is an element."""

import re

import pytest
from hostile import CITIES, write_hostile
from test_pages import browser  # noqa: F401  (the fixture)

pytestmark = [pytest.mark.browser, pytest.mark.notebook, pytest.mark.model]

LOOK = """() => ({
  events: [...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames().filter(n => n.startsWith('on'))),
  addresses: [...document.querySelectorAll('[href], [src]')].map(e => e.getAttribute('href') ?? e.getAttribute('src')),
  scripts: [...document.querySelectorAll('script')].map(e => e.getAttribute('src') ?? e.textContent.trim()),
  foreign: document.querySelectorAll('iframe, object, embed, form, svg, base, meta[http-equiv], body style').length,
  ran: window.ran ?? [],
})"""
WATCH = "window.ran = []; for (const f of ['alert', 'prompt', 'confirm']) window[f] = x => window.ran.push(`${x}`);"
UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    from summitry.publish.run import run_report

    folder = tmp_path_factory.mktemp("hostile")
    assert run_report(str(write_hostile(folder / "corpus")), str(folder / "out")) == 0
    return folder / "out" / "site"


def test_nothing_of_an_article_runs_in_any_page(site, browser):  # noqa: F811
    from summitry.publish.pages import TEMPLATES

    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    asked, said, dialogs = [], [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    pages = sorted(site.glob("*.html"))
    assert len(pages) > len(CITIES)
    for path in pages:
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.wait_for_timeout(50)
        found = page.evaluate(LOOK)
        assert found["events"] == [] and found["ran"] == [] and found["foreign"] == 0, path.name
        assert found["scripts"] == [(TEMPLATES / "page.js").read_text("utf-8").strip()], path.name
        wrong = [a for a in found["addresses"] if re.match(r"\\s*(?!https?:|data:image/)[a-z]+:|//", a, re.IGNORECASE)]
        assert wrong == [], path.name
        assert not UNPRINTED.search(path.read_text("utf-8")), path.name
    assert {url for url in asked if not url.startswith(("file:", "data:"))} == set()
    assert said == [] and dialogs == []
    context.close()


def test_the_site_stays_in_its_folder_and_shows_the_words(site):
    assert sorted(p.name for p in site.parent.iterdir()) == ["notebooks", "site"]
    shown = " ".join(path.read_text("utf-8") for path in site.glob("article-*.html"))
    for words in ("&lt;img src=x onerror=alert(1)&gt;", "&lt;script&gt;alert(2)", "{{ 7*7 }}", "\\input{/etc/passwd}"):
        assert words in shown
    assert "root:" not in shown and "evil.example/x.png" in shown
