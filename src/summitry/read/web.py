"""A web page -> the article on it as plain text, and what the page says about itself in its metadata.

The text is what trafilatura takes to be the article, with the captions of its pictures, below the headline and the
standfirst; no tag,
script or link of the page is kept. Title, publisher, address and author come from the page too. The day of
publication is taken only from metadata that states it (Open Graph, schema.org, Dublin Core and the like), never from
the address or the text, and only where the statements agree.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import webencodings

from summitry.read.decode import UTF16_MARKS, Unreadable, decode_text
from summitry.read.metadata import MetadataRow, parse_published
from summitry.read.standfirst import find_standfirst, list_blocks
from summitry.records import UNKNOWN_DAYS, DayRange, Segment, record

# Where pages state their first day of publication; the first of these that a page has is believed.
# https://ogp.me/#type_article, https://schema.org/datePublished, https://www.dublincore.org/specifications/dublin-core/dcmi-terms/
_STATED_IN = (
    "//meta[@property='article:published_time']/@content",
    "JSON-LD",
    "//*[@itemprop='datePublished']/@content | //*[@itemprop='datePublished']/@datetime",
    "//meta[translate(@name, 'DCTERMISUA', 'dctermisua')='dcterms.issued' or "
    "translate(@name, 'DCTERMISUA', 'dctermisua')='dc.date.issued']/@content",
    "//meta[@name='citation_publication_date' or @name='parsely-pub-date' or @name='pubdate']/@content",
)
_ARTICLE_TYPES = frozenset(
    [
        *("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle"),
        *("BackgroundNewsArticle", "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "Report"),
    ]
)
_DAY = re.compile(r"\s*(\d{4})[-/](\d{2})[-/](\d{2})(?![\d-])")
_EMPTY_CLOCK = "1970-01-01"  # what a page without a day writes when its clock stands at zero
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_MOST_NESTED = 50  # graphs within graphs of JSON-LD


def decode_page(name: str, data: bytes) -> str:
    """The HTML of a page: UTF-8, else the encoding it declares. Raises Unreadable with the sentence to show."""
    try:
        return decode_text(name, data)
    except Unreadable:
        declared = _CHARSET.search(data[:4096])
        if declared is None or b"\0" in data or data.startswith(UTF16_MARKS):
            raise
        # only labels of the web, with their meaning there: https://encoding.spec.whatwg.org/#names-and-labels
        encoding = webencodings.lookup(declared[1].decode("ascii"))
        if encoding is None:
            raise
        with suppress(UnicodeError):
            return encoding.codec_info.decode(data)[0]
        raise


@record
class WebPage:
    """What was taken from a page. `captions` are the lines of the text that were captions of pictures there, `deck` the
    one that was its standfirst; `complaints` what is wrong with its metadata, in sentences without their subject."""

    text: str
    row: MetadataRow
    captions: frozenset[str] = frozenset()
    deck: str = ""
    complaints: tuple[str, ...] = ()


def read_page(name: str, html: str) -> WebPage:
    """The article on a page, and what the page says of it.

    Raises Unreadable, naming the page, where no article can be found on it.
    """
    from trafilatura import bare_extraction, load_html

    for library in ("trafilatura", "htmldate"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    nothing = f"{name} is a web page on which no article was found; save its text as a .txt file."
    tree = load_html(html)
    if tree is None:
        raise Unreadable(nothing)
    facts = list(_json_facts(tree))
    days, complaints = _published(tree, facts)
    row = MetadataRow(published=days, publisher=_publisher(tree, facts), url=_address(tree))
    headlines = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    blocks = list_blocks(tree)
    captions = frozenset(_keep_captions(tree))
    found = bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=True)
    body = (found.text or "").strip() if found else ""
    if not body:
        raise Unreadable(nothing)
    title = headlines[0] if len(headlines) == 1 and headlines[0] else " ".join((found.title or "").split())
    row = replace(row, title=title, author=" ".join((found.author or "").split()))
    deck = find_standfirst(blocks, title, body)
    text = _below_headline(title, body, deck)
    return WebPage(text=text, row=row, captions=captions, deck=deck, complaints=complaints)


def _keep_captions(tree: Any) -> Iterator[str]:
    """Captions are evidence here, and would go with their pictures: let them stand as paragraphs. Gives their words."""
    for tag in tree.iter("figure", "figcaption"):
        if tag.tag == "figcaption":
            yield " ".join(tag.text_content().split())
        tag.tag = "div" if tag.tag == "figure" else "p"


def mark_captions(segments: Iterable[Segment], captions: frozenset[str], deck: str = "") -> tuple[Segment, ...]:
    """The segments of a page's text, with those marked as captions and deck that were so on the page."""
    kinds = dict.fromkeys(captions, "caption") | ({deck: "deck"} if deck else {})
    return tuple(
        s if s.kind in ("title", "credit") else replace(s, kind=kinds.get(" ".join(s.text.split()), s.kind))
        for s in segments
    )


def _below_headline(title: str, body: str, deck: str) -> str:
    """The body below headline and standfirst, each once: a standfirst is sometimes found at the end of the story."""
    if deck:
        body = "\n".join(line for line in body.split("\n") if " ".join(line.split()) != deck).strip()
    first, _, rest = body.partition("\n")
    if title and first.casefold().startswith(title.casefold()):
        return "\n\n".join((first, deck, rest.lstrip("\n"))) if deck else body
    return "\n\n".join(part for part in (title, deck, body) if part)


def _published(tree: Any, facts: list[dict]) -> tuple[DayRange, tuple[str, ...]]:
    """The days on which the page says it was published, and what is wrong with what it says.

    Two statements one day apart (the same hour told in two time zones) give both days; others contradict each other.
    """
    for place in _STATED_IN:
        stated = [f.get("datePublished") for f in facts] if place == "JSON-LD" else tree.xpath(place)
        days = sorted({day.earliest for text in stated if (day := _day(text)) != UNKNOWN_DAYS})
        if days and days[-1] - days[0] > timedelta(days=1):
            told = ", ".join(day.isoformat() for day in days[:4])
            return UNKNOWN_DAYS, (f"gives several days of publication ({told}), of which none is used.",)
        if days:
            return DayRange(earliest=days[0], latest=days[-1]), ()
    return UNKNOWN_DAYS, ()


def _day(text: Any) -> DayRange:
    match = _DAY.match(text) if isinstance(text, str) else None
    iso = "-".join(match.groups()) if match else ""
    return (parse_published(iso) or UNKNOWN_DAYS) if iso != _EMPTY_CLOCK else UNKNOWN_DAYS


def _json_facts(tree: Any) -> Iterator[dict]:
    """The schema.org descriptions of articles that stand at the top of the page's JSON-LD, or in its graph."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            stack = [(json.loads(script.text or "", strict=False), 0)]
        except (ValueError, RecursionError):
            continue
        while stack:
            item, depth = stack.pop()
            if isinstance(item, list) and depth < _MOST_NESTED:
                stack += [(part, depth + 1) for part in reversed(item)]
            elif isinstance(item, dict):
                stack.append((item.get("@graph"), depth + 1))
                kinds = item.get("@type")
                if _ARTICLE_TYPES & {k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)}:
                    yield item


def _publisher(tree: Any, facts: list[dict]) -> str:
    """The site's own name for itself."""
    names = tree.xpath("//meta[@property='og:site_name']/@content")
    names += [f["publisher"].get("name") for f in facts if isinstance(f.get("publisher"), dict)]
    return next((" ".join(n.split()) for n in names if isinstance(n, str) and n.strip()), "")


def _address(tree: Any) -> str:
    """The page's own address for itself, if it is one of the web."""
    found = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return next((a.strip() for a in found if re.fullmatch(r"https?://[^\s\"'<>]+", a.strip())), "")
