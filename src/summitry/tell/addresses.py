"""Where things are on the site: the pages of articles and meetings, and the place of every passage."""

from __future__ import annotations

import hashlib
import re

from summitry.records import Passage


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
