"""The body of a page made ready: headings with permalinks, a contents list, unique ids, links that lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

ARTICLE = re.compile(r"^article-[A-Za-z0-9_-]+\.html(?=#|$)")
PASSAGE = re.compile(r"^(article-[A-Za-z0-9_-]+\.html)#c(\d+)-(\d+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """The body of a page. contents: (id, heading) of its sections. links: every href in it, in order.

    references: (href, id, heading) of every link to a passage: where on the page it stands, and in which section.
    """

    title: str
    html: str
    summary: str = ""
    contents: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()
    references: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A place of the site that rests on words of an article: `page#place`, in the section `heading` of it."""

    start: int
    end: int
    page: str
    title: str
    place: str = ""
    heading: str = ""


def finish_fragment(html: str, *, articles: Collection[str] | None = None) -> Fragment:
    """Make the body of a page ready; its title is its h1, its summary the standfirst.

    articles: the article pages of the site; a link to any other becomes plain words (accuracy is measured on the
    shipped articles, which are no part of the site of another corpus). None: all links stay.
    """
    soup = BeautifulSoup(html, "html.parser")
    title = _settle_title(soup)
    _raise_standfirst(soup)
    _mark_bare_code(soup)
    contents = _settle_headings(soup)
    _settle_ids(soup)
    _settle_links(soup, articles)
    _settle_figures(soup)
    _settle_tables(soup)
    _settle_regions(soup)
    references = _settle_references(soup)
    standfirst = soup.find(class_="standfirst")
    summary = _text_of(standfirst) if standfirst else ""
    links = tuple(a["href"] for a in soup.find_all("a", href=True))
    return Fragment(
        title=title, html=str(soup), summary=summary, contents=tuple(contents), links=links, references=references
    )


def _text_of(tag: Tag) -> str:
    """The words of a tag without its references."""
    parts = [s for s in tag.find_all(string=True) if not s.find_parent(class_="references")]
    return " ".join("".join(parts).split())


def _settle_title(soup: BeautifulSoup) -> str:
    """The h1; a dossier's subject takes its place."""
    heading = soup.find("h1")
    subject = soup.find("p", class_="subject")
    if heading is None:
        return ""
    for link in heading.find_all("a", class_="anchor-link"):
        link.decompose()
    if subject is not None:
        heading.string = subject.get_text()
        subject.decompose()
    heading.attrs = {}
    return " ".join(heading.get_text().split())


def _raise_standfirst(soup: BeautifulSoup) -> None:
    """The answer first: the standfirst goes up to the title, over what a notebook must do to compute it."""
    heading, standfirst = soup.find("h1"), soup.find(class_="standfirst")
    if heading is not None and standfirst is not None:
        heading.insert_after(standfirst.extract())


def _mark_bare_code(soup: BeautifulSoup) -> None:
    """Cells that show nothing but their folded code are set in one line with each other."""
    for cell in soup.find_all("div", class_="code"):
        rest = [tag for tag in cell.find_all(True, recursive=False) if "code" not in tag.get("class", ())]
        if not rest and not cell.get_text("", strip=True).replace(cell.find("details").get_text("", strip=True), ""):
            cell["class"] = [*cell["class"], "bare"]


def _settle_headings(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """Every h2 and h3 gets an id from its words and a permalink; gives (id, heading) of the h2."""
    seen: Counter[str] = Counter()
    contents = []
    for heading in soup.find_all(["h2", "h3"]):
        for link in heading.find_all("a", class_="anchor-link"):
            link.decompose()
        words = " ".join(heading.get_text().split())
        slug = re.sub(r"[^a-z0-9]+", "-", words.lower().replace("’", "")).strip("-")[:60] or "section"
        seen[slug] += 1
        slug = slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"
        heading.attrs = {"id": slug}
        link = soup.new_tag("a", href=f"#{slug}", attrs={"class": "permalink", "aria-label": f"Link to: {words}"})
        link.string = "#"
        heading.append(" ")
        heading.append(link)
        if heading.name == "h2":
            contents.append((slug, words))
    return contents


def _settle_ids(soup: BeautifulSoup) -> None:
    """An id that stands twice keeps only its first place."""
    seen: set[str] = set()
    for tag in soup.find_all(id=True):
        if tag["id"] in seen:
            del tag["id"]
        else:
            seen.add(tag["id"])


def _settle_links(soup: BeautifulSoup, articles: Collection[str] | None) -> None:
    """Links between notebooks become links between pages; those to articles of another corpus plain words."""
    for link in soup.find_all("a", href=True):
        page = ARTICLE.match(link["href"])
        if articles is not None and page and page[0] not in articles:
            link.unwrap()
            continue
        link["href"] = re.sub(r"^(?:\./)?([A-Za-z0-9_-]+)\.ipynb(?=#|$)", r"\1.html", link["href"])


def _settle_figures(soup: BeautifulSoup) -> None:
    """Below each figure of the study: where to get it."""
    for figure in soup.find_all("figure", attrs={"data-slug": True}):
        caption, slug = figure.find("figcaption"), figure["data-slug"]
        if caption is None:
            continue
        caption.append(" ")
        for kind in ("png", "svg", "csv"):
            link = soup.new_tag("a", href=f"figures/{slug}.{kind}", attrs={"class": "download"})
            link.string = kind.upper()
            caption.append(link)
            caption.append(" ")


# Said outright, since browsers take a table for none once its rows are set one below the other on a narrow page.
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
SLIM = 42  # letters of the longest row of a table that fits on a phone as it is
HEADER_ROLES = {"col": "columnheader", "row": "rowheader"}


def _settle_tables(soup: BeautifulSoup) -> None:
    """Every cell knows the heading of its column, which a narrow page shows beside it."""
    for table in soup.select(".table > table"):
        heads = [th.get_text() for th in table.select("thead th")]
        for tag in (table, *table.find_all(ROLES)):
            tag["role"] = ROLES[tag.name]
        rows = [len(row.get_text(" ")) for row in table.select("tr")]
        if len(heads) <= 3 and max(rows, default=0) <= SLIM:
            table["class"] = "slim"
        for header in table.find_all("th", scope=True):
            header["role"] = HEADER_ROLES[header["scope"]]
        for row in table.select("tbody tr"):
            for head, cell in zip(heads, row.find_all(["th", "td"], recursive=False), strict=False):
                if cell.name == "td":
                    cell["data-label"] = head
                    value = soup.new_tag("span", attrs={"class": "value"})
                    value.extend(list(cell.contents))
                    cell.append(value)


def _settle_references(soup: BeautifulSoup) -> tuple[tuple[str, str, str], ...]:
    """Every link to a passage gets an id, so that the passage can lead back to it."""
    found, heading = [], ""
    for tag in soup.find_all(["h2", "a"]):
        if tag.name == "h2":
            heading = " ".join(tag.get_text().removesuffix("#").split())
        elif PASSAGE.match(tag.get("href", "")):
            tag["id"] = f"r{len(found) + 1}"
            found.append((tag["href"], tag["id"], heading))
    return tuple(found)


def _settle_regions(soup: BeautifulSoup) -> None:
    """What scrolls can be reached by keyboard, and a second region of the same name is numbered."""
    for tag in soup.find_all("pre"):
        tag["tabindex"] = "0"
    seen: Counter[str] = Counter()
    for tag in soup.find_all(attrs={"role": "region", "aria-label": True}):
        seen[tag["aria-label"]] += 1
        if seen[tag["aria-label"]] > 1:
            tag["aria-label"] = f"{tag['aria-label']} ({seen[tag['aria-label']]})"


def list_uses(fragments: dict[str, Fragment]) -> dict[str, list[Use]]:
    """{article page: its uses}: which places of the site lead to which words of an article.

    A section that leads to the same words several times is listed once, at the first.
    """
    found: dict[str, dict[tuple, Use]] = {}
    for file, fragment in fragments.items():
        for href, place, heading in fragment.references:
            page, start, end = PASSAGE.match(href).groups()
            use = Use(start=int(start), end=int(end), page=file, title=fragment.title, place=place, heading=heading)
            found.setdefault(page, {}).setdefault((use.start, use.end, file, heading), use)
    return {page: sorted(uses.values(), key=lambda u: (u.start, u.end)) for page, uses in sorted(found.items())}
