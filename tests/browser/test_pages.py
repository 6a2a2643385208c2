"""The pages in a real browser: accessible, nothing cut off, nothing from elsewhere, every link leads somewhere.

Skipped where there is no Chromium, unless SUMMITRY_REQUIRE_BROWSER=1 makes its absence a failure.
"""

import os
import re
import shutil
from pathlib import Path
from urllib.parse import urlparse

import pytest

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRED = os.environ.get("SUMMITRY_REQUIRE_BROWSER") == "1"
VIEWS = [(1280, "light"), (320, "dark")]
LARGEST = 1_500_000  # bytes of a page


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site of the seeds: the one `make report` built, else built here."""
    built = ROOT / "build" / "site"
    if (built / "index.html").is_file() and not os.environ.get("SUMMITRY_FRESH_SITE"):
        return built
    from summitry.publish.run import run_report

    out = tmp_path_factory.mktemp("report")
    assert run_report(str(ROOT / "seeds"), str(out)) == 0
    return out / "site"


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        if REQUIRED:
            pytest.fail("SUMMITRY_REQUIRE_BROWSER=1, and there is no chromium on PATH")
        pytest.skip("there is no chromium on PATH (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module", params=VIEWS, ids=lambda view: f"{view[0]}-{view[1]}")
def view(request, browser):
    """A page of one width and colour scheme, what it asked for, and what its console said."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page, width, asked, errors
    context.close()


def pages(site):
    return sorted(site.glob("*.html"))


def _one_of_each(site):
    """The first dossier, the first article, and every other page."""
    kinds = {re.sub(r"^(dossier|article)-.*", r"\1", path.name): path.name for path in reversed(pages(site))}
    return set(kinds.values())


def test_every_page_is_accessible_and_whole_in_this_view(site, view):
    from axe_core_python.sync_playwright import Axe

    page, width, asked, errors = view
    axe, wrong = Axe(), []
    for path in pages(site):
        page.goto(path.as_uri())
        for opened in (False, True):
            page.evaluate("open => document.querySelectorAll('main details').forEach(d => d.open = open)", opened)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{path.name} is wider than {width} px")
        if width < 1280 and path.name not in _one_of_each(site):
            continue  # narrow, the rules are asked of one page of each kind: they are made alike
        found = axe.run(page)["violations"]
        wrong += [f"{path.name}: {v['id']} ({len(v['nodes'])}): {v['nodes'][0]['html'][:120]}" for v in found]
    assert wrong == []
    assert [url for url in asked if urlparse(url).scheme not in ("file", "data")] == []
    assert errors == []


def test_every_link_leads_somewhere(site):
    ids = {path.name: set(re.findall(r'\bid="([^"]+)"', path.read_text("utf-8"))) for path in pages(site)}
    dead = []
    for path in pages(site):
        for href in re.findall(r'<a\b[^>]*\bhref="([^"]+)"', path.read_text("utf-8")):
            if re.match(r"https?://", href):
                continue
            target, _, anchor = href.partition("#")
            target = target or path.name
            if not (site / target).is_file() or (anchor and anchor not in ids.get(target, ())):
                dead.append(f"{path.name} -> {href}")
    assert dead == []


def test_pages_are_light_ids_unique_and_images_described(site):
    for path in pages(site):
        html = path.read_text("utf-8")
        assert len(html.encode()) < LARGEST, path.name
        ids = re.findall(r'\bid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), path.name
        alts = re.findall(r'<img\b[^>]*\balt="([^"]*)"', html)
        assert len(alts) == html.count("<img ") and all(alts) and len(set(alts)) == len(alts), path.name
        assert '<html lang="en">' in html and html.count("<h1") == 1, path.name


ROUTES = {
    "a finding": ("05-narrative.html", ".references a"),
    "a finding of the front page": ("index.html", ".findings .references a"),
    "a mark of the key figure": ("index.html", "a.point"),
    "a mark of a figure": ("04-themes.html", "a.point"),
    "a row of the ledger": ("02-meetings.html", ".table td a[href^=article-]"),
    "a row of a dossier": ("dossier-", ".table td a[href^=article-]"),
    "a passage of the explorer": ("explore.html", ".passages a.whence"),
    "a person": ("01-articles.html", ".table td a[aria-label]"),
}


@pytest.mark.parametrize("start", ROUTES)
def test_one_click_leads_to_the_words_and_one_back(start, site, browser):
    """From a sentence, row or mark to the words, lit, with a note; from the note back to just that sentence or row."""
    name, where = ROUTES[start]
    path = next(p for p in pages(site) if p.name.startswith(name))
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri())
    link = page.locator(where).first
    href, place = link.get_attribute("href"), link.get_attribute("id")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".lit")
    first, last = map(int, re.search(r"#c(\d+)-(\d+)", href).groups())
    lit = page.evaluate("[...document.querySelectorAll('.lit')].map(p => [+p.dataset.start, +p.dataset.end])")
    assert min(a for a, _ in lit) == first and max(b for _, b in lit) == last
    note = page.locator(".address:target + .note")
    assert note.is_visible() and note.bounding_box()["y"] < 900
    note.locator(f'a[href^="{path.name}#"]').first.click()
    page.wait_for_function("name => location.pathname.endsWith(name)", arg=path.name)
    back = page.locator(":target")
    assert back.get_attribute("href") == href and back.is_visible(), (place, page.url)
    page.close()


def _article(site):
    return next(p for p in pages(site) if p.name.startswith("article-"))


def test_every_kind_of_mark_has_a_switch_that_shows_and_hides_it(site, browser):
    page = browser.new_page()
    page.goto(_article(site).as_uri())
    style = """s => { const c = getComputedStyle(document.querySelector(s));
        return c.backgroundColor + c.boxShadow + c.textDecorationLine }"""
    switches = page.locator(".switches input")
    assert switches.count() == 6
    for number in range(switches.count()):
        switch = switches.nth(number)
        mark = f".m-{switch.get_attribute('id').removeprefix('show-')}"
        switches.evaluate_all("all => all.forEach(s => { s.checked = false })")
        plain = page.evaluate(style, mark)
        switch.focus()
        page.keyboard.press("Space")
        assert page.evaluate(style, mark) != plain, mark
    page.close()


def test_a_click_on_marked_words_opens_their_note_and_escape_shuts_it(site, browser):
    page = browser.new_page()
    page.goto(_article(site).as_uri())
    page.locator(".text .m-time").first.click()
    assert page.locator(".note:visible").count() == 1 and page.locator(".note:visible .of-time").count() >= 1
    page.keyboard.press("Escape")
    assert page.locator(".note:visible").count() == 0
    page.close()


def test_without_scripts_a_link_still_opens_the_note(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    link = re.search(r'href="(article-[^"#]+#c[\d-]+)"', (site / "05-narrative.html").read_text("utf-8"))[1]
    page.goto(f"{site.as_uri()}/{link}")
    assert page.locator(".address:target + .note").is_visible()
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_an_open_note_is_accessible_and_whole(width, site, browser):
    from axe_core_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 900})
    link = re.search(r'href="(article-[^"#]+#c[\d-]+)"', (site / "05-narrative.html").read_text("utf-8"))[1]
    page.goto(f"{site.as_uri()}/{link}")
    assert Axe().run(page)["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_on_a_phone_no_table_of_words_scrolls_sideways_and_each_cell_has_its_heading(site, browser):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto((site / "02-meetings.html").as_uri())
    wide = page.evaluate(
        "[...document.querySelectorAll('.table')].filter(t => t.scrollWidth > t.clientWidth + 1).map(t => t.ariaLabel)"
    )
    assert wide == []
    shown, told = page.evaluate(
        """[...document.querySelectorAll('table:not(.slim) td')].slice(0, 1).flatMap(
        cell => [getComputedStyle(cell, '::before').content, cell.dataset.label])"""
    )
    assert told and shown == f'"{told}"'
    page.close()


def test_on_a_desk_no_table_scrolls_sideways(site, browser):
    """Save the data of a figure, which may have a column for every meeting."""
    page, wide = browser.new_page(viewport={"width": 1280, "height": 900}), []
    for path in pages(site):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('main details:not(.code)').forEach(d => d.open = true)")
        wide += page.evaluate(
            """[...document.querySelectorAll('main .table')].filter(t => !t.closest('figure') &&
            t.scrollWidth > t.clientWidth + 1).map(t => location.pathname.split('/').pop() + ': ' + t.ariaLabel)"""
        )
    assert wide == []
    page.close()


def test_on_dark_paper_figures_are_turned_and_in_print_they_are_not(site, browser):
    page = browser.new_page(color_scheme="dark")
    page.goto((site / "index.html").as_uri())
    filters = "[...document.querySelectorAll('main img')].map(image => getComputedStyle(image).filter)"
    assert all("invert" in name for name in page.evaluate(filters))
    page.emulate_media(media="print", color_scheme="dark")
    assert set(page.evaluate(filters)) == {"none"}
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    page.close()


def test_print_leaves_out_what_only_serves_a_screen(site, browser):
    page = browser.new_page()
    page.goto(_article(site).as_uri())
    page.emulate_media(media="print")
    for thing in ("header.site", ".switches", ".contents", ".beside", "details:not([open], .rest)"):
        assert page.locator(f"{thing} >> visible=true").count() == 0, thing
    assert page.locator(".text").is_visible()
    page.close()


def test_on_paper_a_folded_rest_of_rows_is_said_to_be_left_out(site, browser):
    page = browser.new_page()
    page.goto((site / "02-meetings.html").as_uri())
    page.emulate_media(media="print")
    rest = page.locator("details.rest").first
    assert (
        re.fullmatch(r"\d+ more rows", rest.locator("summary").inner_text()) and not rest.locator("table").is_visible()
    )
    said = "getComputedStyle(document.querySelector('details.rest > summary'), '::after').content"
    assert "on the page itself" in page.evaluate(said)
    page.close()


def test_no_figure_takes_so_much_of_a_printed_page_that_the_page_before_stays_half_empty(site, browser):
    """A4 has 261 mm between its margins; a figure with its caption leaves half of that to the text before it."""
    page = browser.new_page(viewport={"width": 666, "height": 986})  # 176 by 261 mm
    page.emulate_media(media="print")
    for path in pages(site):
        page.goto(path.as_uri())
        heights = page.evaluate(
            "[...document.querySelectorAll('figure:not(:has(.tall))')].map(f => f.getBoundingClientRect().height)"
        )
        assert all(height < 0.55 * 986 for height in heights), (path.name, heights)
    page.close()


@pytest.mark.parametrize(("width", "told"), [(390, True), (1280, False)])
def test_where_a_figure_is_wider_than_the_page_it_says_so(width, told, site, browser):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((site / "05-narrative.html").as_uri())
    said = page.evaluate("getComputedStyle(document.querySelector('.picture'), '::before').content")
    wider = page.evaluate("(p => p.scrollWidth > p.clientWidth + 1)(document.querySelector('.picture'))")
    assert ("Scroll sideways" in said, wider) == (told, told)
    page.close()


def test_the_skip_link_comes_first_and_print_hides_code(site, browser):
    page = browser.new_page()
    page.goto((site / "02-meetings.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('details.code')).display") == "none"
    page.close()


TABLE = """<h1>T</h1>
<div class="table" role="region" tabindex="0" aria-label="Table: T"><table><caption>T</caption><thead><tr>
<th scope="col">Name</th><th scope="col" class="number">Count</th><th scope="col">When</th></tr></thead><tbody>
<tr><th scope="row">b</th><td class="number">1,000</td><td>Wednesday 27 February 2019</td></tr>
<tr><th scope="row">C</th><td class="number">9</td><td>27–28 January 2018</td></tr>
<tr><th scope="row">a10</th><td class="number">10</td><td>no day given</td></tr>
<tr><th scope="row">a9</th><td class="number"><span class="none">–</span></td><td>2016</td></tr>
</tbody></table></div><details class="rest"><summary>6 more rows</summary><div class="table" role="region" tabindex="0"
aria-label="Table: T (continued)"><table><caption>T (continued)</caption><thead><tr><th scope="col">Name</th>
<th scope="col" class="number">Count</th><th scope="col">When</th></tr></thead><tbody>
<tr><th scope="row">d</th><td class="number">2.5</td><td>Jul 2017</td></tr>
<tr><th scope="row">e</th><td class="number">9</td><td>3 July 2017 or earlier</td></tr>
<tr><th scope="row">f</th><td class="number">11</td><td>1 March 2019</td></tr>
<tr><th scope="row">g</th><td class="number">12</td><td>2 March 2019</td></tr>
<tr><th scope="row">h</th><td class="number">13</td><td>3 March 2019</td></tr>
<tr><th scope="row">i</th><td class="number">1,400</td><td>4 March 2019</td></tr></tbody></table></div></details>
"""
SORTED = {
    "Name": ["a9", "a10", "b", "C", "d", "e", "f", "g", "h", "i"],
    "Count": ["d", "C", "e", "a10", "f", "g", "h", "b", "i", "a9"],
    "When": ["a9", "d", "e", "C", "b", "f", "g", "h", "i", "a10"],
}


@pytest.fixture
def sortable(tmp_path):
    from summitry.publish.fragments import finish_fragment
    from summitry.publish.pages import Page, render_page

    page = Page(file="t.html", kind="notebook", fragment=finish_fragment(TABLE))
    (tmp_path / "t.html").write_text(render_page(page, [page], "S"), encoding="utf-8")
    return (tmp_path / "t.html").as_uri()


@pytest.mark.parametrize("column", SORTED)
def test_a_long_table_is_sorted_by_keyboard_and_says_how(sortable, column, browser):
    """Numbers as numbers, days as days, words whatever their case; empty cells last, up and down; folded rows too."""
    from axe_core_python.sync_playwright import Axe

    page = browser.new_page()
    page.goto(sortable)
    assert page.locator("button.sort").count() == 3
    header = page.locator("th[scope=col]", has=page.get_by_role("button", name=column, exact=True))
    assert header.get_attribute("aria-sort") is None
    names = lambda: page.locator("tbody th").all_text_contents()  # noqa: E731
    header.locator("button").focus()
    page.keyboard.press("Enter")
    assert names() == SORTED[column] and header.get_attribute("aria-sort") == "ascending"
    assert page.locator("details").count() == 0 and page.locator("[aria-sort]").count() == 1
    page.keyboard.press("Space")
    assert header.get_attribute("aria-sort") == "descending"
    empty = {"Count": ["a9"], "When": ["a10"]}.get(column, [])
    assert (
        names()[len(names()) - len(empty) :] == empty
        and names()[0] == [n for n in SORTED[column] if n not in empty][-1]
    )
    assert Axe().run(page)["violations"] == []
    page.close()


def test_without_scripts_a_table_is_a_plain_table(sortable, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sortable)
    assert page.locator("button").count() == 0 and page.locator("tbody tr").count() == 10
    context.close()


def test_a_column_of_numbered_links_is_not_sorted_by(site, browser):
    page = browser.new_page()
    page.goto((site / "01-articles.html").as_uri())
    heads = page.locator("th[scope=col]", has_text=re.compile("^First named$"))
    assert heads.count() and heads.locator("button").count() == 0
    assert page.locator("th[scope=col]", has_text=re.compile("^Person$")).locator("button").count()
    page.close()


def test_short_tables_keep_plain_headers_and_long_ones_of_the_site_sort(site, browser):
    page = browser.new_page()
    page.goto((site / "02-meetings.html").as_uri())
    lengths = page.evaluate(
        """[...document.querySelectorAll('.table table')].filter(t => !t.caption.textContent.endsWith('(continued)')
        && !t.closest('.table').nextElementSibling?.matches('details')).map(
        t => [t.tBodies[0].rows.length, t.tHead.rows[0].cells.length, t.querySelectorAll('button.sort').length > 0])"""
    )
    assert any(sorts for *_, sorts in lengths)
    assert all(sorts == (rows >= 10 and columns >= 3) for rows, columns, sorts in lengths)
    page.close()
