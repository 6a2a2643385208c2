"""Executed notebooks and a study -> a site of plain HTML pages: index, notebooks, dossiers, articles.

The site opens from disk, asks nothing of any network and works without scripts. A page is a fragment (what it says)
in `template/page.html.j2` (what all pages share).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import jinja2
import nbformat
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

import summitry
from summitry.exports import write_exports
from summitry.exports.crate import CRATE, describe_crate
from summitry.publish.article_page import article_fragment
from summitry.publish.fragments import Fragment, finish_fragment, list_uses
from summitry.publish.front_page import front_fragment
from summitry.publish.manifest import MANIFEST, MANIFEST_HOLDS
from summitry.tell.addresses import article_page
from summitry.tell.figures.saving import draw_figures, save_figures
from summitry.tell.words import label_articles, say_list
from summitry.visible import show_unprinted

TEMPLATES = Path(__file__).parent / "template"
ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the site before it is written."""

    file: str
    kind: str  # notebook, dossier, article, front
    fragment: Fragment
    error: str = ""

    @property
    def name(self) -> str:
        """A word or two for a list of pages: "Meetings" for 02-meetings.html."""
        return re.sub(r"^\d+-|\.html$", "", self.file).replace("-", " ").capitalize()


def write_site(study: Any, executed: Sequence[Any], folder: Path) -> list[Path]:
    """Write the whole site of a study into a folder that is empty or not there; returns the paths of its pages.

    executed: the notebooks that were run (`publish.run.Executed`), failed ones included.
    """
    folder.mkdir(parents=True, exist_ok=True)
    articles = {article_page(article_id) for article_id in label_articles(study.articles)}
    pages = [_notebook_page(item, articles) for item in executed]
    pictures = draw_figures(study)
    front = front_fragment(study, pages, pictures)
    pages.insert(0, Page(file="index.html", kind="front", fragment=finish_fragment(front)))
    uses = list_uses({page.file: page.fragment for page in pages})
    for article_id in label_articles(study.articles):
        fragment = article_fragment(study, article_id, uses.get(article_page(article_id), []))
        pages.append(Page(file=article_page(article_id), kind="article", fragment=finish_fragment(fragment)))
    save_figures(study, folder / "figures", pictures=pictures)
    write_exports(study, folder / "tables")
    paths = [_write(page, pages, site_title(study), folder) for page in pages]
    titles = {page.file: page.fragment.title for page in pages}
    crate = describe_crate(study, folder, site_title(study), titles, later={MANIFEST: MANIFEST_HOLDS})
    (folder / CRATE).write_text(json.dumps(crate, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return paths


def site_title(study: Any) -> str:
    """What the site is about, in a few words."""
    return f"Meetings of {say_list(study.principals)}" if study.principals else "Meetings of leaders"


def _notebook_page(item: Any, articles: Collection[str]) -> Page:
    kind = "dossier" if item.name.startswith("dossier") else "notebook"
    if not item.path.exists():
        why = f"This notebook did not run: {escape(item.error)}"
        body = f'<h1>{escape(item.name)}</h1><div class="problems"><p>{why}</p></div>'
    else:
        body = notebook_fragment(item.path)
    fragment = finish_fragment(body, articles=articles)
    return Page(file=f"{item.name}.html", kind=kind, fragment=fragment, error=item.error)


def notebook_fragment(path: Path) -> str:
    """An executed notebook as HTML: prose and outputs in full, code folded."""
    config = Config()
    config.HTMLExporter.template_name = "edition"
    config.TemplateExporter.extra_template_basedirs = [str(TEMPLATES)]
    exporter = HTMLExporter(config=config)
    body, _ = exporter.from_notebook_node(nbformat.read(path, as_version=4))
    return body


def render_page(page: Page, pages: Sequence[Page], title: str) -> str:
    """The whole HTML of a page: it carries its style and script itself, so that it can be moved, mailed and opened
    in JupyterLab's sandbox. pages: those of its site, for the ways to others; title: that of the site."""
    beside = [p for p in pages if p.kind == page.kind and p.kind != "front"]
    at = beside.index(page) if page in beside else 0
    return ENVIRONMENT.get_template("page.html.j2").render(
        page=page,
        site=title,
        notebooks=[p for p in pages if p.kind == "notebook"],
        dossiers=any(p.kind == "dossier" for p in pages),
        before=beside[at - 1] if at else None,
        after=beside[at + 1] if at + 1 < len(beside) else None,
        version=summitry.__version__,
    )


def _write(page: Page, pages: Sequence[Page], title: str, folder: Path) -> Path:
    path = folder / page.file
    html = show_unprinted(render_page(page, pages, title))
    path.write_text(html, encoding="utf-8", newline="\n")
    return path
