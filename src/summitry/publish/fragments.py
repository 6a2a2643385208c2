"""The body of a page made ready: headings with permalinks, a contents list, unique ids, links that lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

PASSAGE = re.compile(r"^(article-[A-Za-z0-9_-]+\.html)#c(\d+)-(\d+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """The body of a page. contents: (id, heading) of its sections. links: every href in it, in order."""

    title: str
    html: str
    summary: str = ""
    contents: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()


def finish_fragment(html: str) -> Fragment:
    """Make the body of a page ready; its title is its h1, its summary the standfirst."""
    soup = BeautifulSoup(html, "html.parser")
    title = _settle_title(soup)
    _raise_standfirst(soup)
    _mark_bare_code(soup)
    contents = _settle_headings(soup)
    _settle_ids(soup)
    _settle_links(soup)
    _settle_figures(soup)
    _settle_regions(soup)
    standfirst = soup.find(class_="standfirst")
    summary = _text_of(standfirst) if standfirst else ""
    links = tuple(a["href"] for a in soup.find_all("a", href=True))
    return Fragment(title=title, html=str(soup), summary=summary, contents=tuple(contents), links=links)


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


def _settle_links(soup: BeautifulSoup) -> None:
    """Links between notebooks become links between pages."""
    for link in soup.find_all("a", href=True):
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


def _settle_regions(soup: BeautifulSoup) -> None:
    """What scrolls can be reached by keyboard, and a second region of the same name is numbered."""
    for tag in soup.find_all("pre"):
        tag["tabindex"] = "0"
    seen: Counter[str] = Counter()
    for tag in soup.find_all(attrs={"role": "region", "aria-label": True}):
        seen[tag["aria-label"]] += 1
        if seen[tag["aria-label"]] > 1:
            tag["aria-label"] = f"{tag['aria-label']} ({seen[tag['aria-label']]})"


def list_references(fragments: dict[str, Fragment]) -> dict[str, list[tuple[int, int, str, str]]]:
    """{article page: [(start, end, page, its title)]}: which pages lead to which words of an article."""
    found: dict[str, dict[tuple[int, int, str, str], None]] = {}
    for file, fragment in fragments.items():
        for link in fragment.links:
            match = PASSAGE.match(link)
            if match:
                entry = (int(match[2]), int(match[3]), file, fragment.title)
                found.setdefault(match[1], {})[entry] = None
    return {page: sorted(entries) for page, entries in sorted(found.items())}
