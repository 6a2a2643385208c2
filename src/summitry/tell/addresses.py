"""Where things are on the site: the pages of articles and meetings, and the place of every passage."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import summitry
from summitry.records import Passage

# Where `make report` puts the pages of the checkout this runs from.
BUILT = Path(summitry.__file__).resolve().parents[2] / "build" / "site"
LOOKS = "color: var(--jp-content-link-color, LinkText); text-decoration: underline"
PAGE_LINK = re.compile(r'<a ([^>]*?)href="((?:article|dossier)-[^"#]+\.html)(#[^"]*)?"')
# Set by Jupyter's server in the kernel of an open notebook, and by nothing else.
OPEN_NOTEBOOK = "JPY_SESSION_NAME"


def article_page(article_id: str) -> str:
    """The file name of an article's page, safe on every disk and in every URL.

    >>> article_page("001_ff27")
    'article-001_ff27.html'
    """
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", article_id).strip("-")
    if safe != article_id:
        safe = f"{safe[:40]}-{hashlib.sha256(article_id.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    return f"article-{safe}.html"


def dossier_page(meeting_id: str) -> str:
    """The file name of a meeting's dossier.

    >>> dossier_page("2017-08-23-sochi")
    'dossier-2017-08-23-sochi.html'
    """
    return f"dossier-{meeting_id}.html"


def passage_link(passage: Passage) -> str:
    """The address of a passage: the article's page, at the words.

    >>> passage_link(Passage(article_id="a", start=5, end=8, text="met"))
    'article-a.html#c5-8'
    """
    return f"{article_page(passage.article_id)}#c{passage.start}-{passage.end}"


def lead_from_lab(html: str) -> str:
    """The same HTML with links that work where it is shown.

    In a notebook that is open in JupyterLab they lead to the pages `make report` built, in a tab of their own, and
    words whose page was not built are no link: it would leave the notebook for nothing. Anywhere else (the pages
    themselves, papermill) nothing is changed.
    """
    if OPEN_NOTEBOOK not in os.environ:
        return html
    root = f"{os.environ.get('JUPYTERHUB_SERVICE_PREFIX', '/')}files/build/site/"

    def lead(link: re.Match[str]) -> str:
        before, page, place = link.groups(default="")
        if not (BUILT / page).is_file():
            return f"<a {before}"
        return f'<a {before}style="{LOOKS}" target="_blank" href="{root}{page}{place}"'

    return PAGE_LINK.sub(lead, html)
