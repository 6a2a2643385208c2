"""The standfirst of a web page: the sentences that editors set between the headline and the story.

What takes articles out of pages often leaves it behind, since it stands in the page's head and not in its story. It is
taken where the page prints it, after the headline and before the first paragraph, and marks it as one: in the words
that descriptions of itself give (Open Graph, the description of search engines, schema.org), or by the name its
element has. A description that the page does not print is no part of the article.
"""

from __future__ import annotations

import re
from typing import Any

# What newsrooms call it, as a word of an element's class, id or data-* name.
NAMES = re.compile(
    r"(?<![a-z])(?:stand-?first|dek|deck|sub-?head(?:line|ing)?|sub-?title|sub-?deck|strap-?line|article-?summary|"
    r"article-?description|lede-?text)(?![a-z])"
)
_PROPERTIES = ("description", "alternativeHeadline", "abstract")  # https://schema.org/NewsArticle
_DESCRIBED = "//meta[@property='og:description' or @name='description' or @name='twitter:description']/@content"
_BLOCKS = ("h2", "h3", "h4", "p", "div", "span", "section", "li")
_ASIDE = ("nav", "footer", "aside", "form", "figure", "figcaption", "script", "style", "noscript", "template")
SHORTEST, LONGEST = 25, 500  # letters
NAMED, DESCRIBED = "named", "described"
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")


def list_blocks(tree: Any) -> list[tuple[str, str]]:
    """(words, mark) of every block after the headline, in the page's order; the mark is NAMED, DESCRIBED or "".

    Taken before the article is, since that changes the tree. tree: of lxml.
    """
    described = [_words(text) for text in tree.xpath(_DESCRIBED)]
    body = tree.find("body")
    blocks, below = [], False
    for tag in (tree if body is None else body).iter():
        if not isinstance(tag.tag, str):
            continue
        if tag.tag == "h1":
            blocks, below = [], True
        elif below and tag.tag in _BLOCKS and not any(child.tag in _BLOCKS for child in tag.iterdescendants()):
            words = _words(tag.text_content())
            if words and not any(up.tag in _ASIDE for up in tag.iterancestors()):
                same = any(_is_same(words, told) for told in described)
                blocks.append((words, NAMED if _is_named(tag) else DESCRIBED if same else ""))
    return blocks


def find_standfirst(blocks: list[tuple[str, str]], title: str, body: str) -> str:
    """The words of the standfirst; "" where there is none.

    blocks: from `list_blocks`. body: the text that was taken out of the page, whose paragraphs end the search. Many
    pages describe themselves by the first sentences of the story, which are no standfirst: what is only described is
    one where it was left out of the story.

    >>> find_standfirst([("The two leaders will talk about fish.", NAMED), ("OSLO - Lind", "")], "T", "OSLO - Lind")
    'The two leaders will talk about fish.'
    """
    paragraphs = {_words(line) for line in body.split("\n")}
    for words, mark in blocks:
        fits = SHORTEST <= len(words) <= LONGEST and words.casefold() != _words(title).casefold()
        if fits and (mark == NAMED or (mark == DESCRIBED and words not in paragraphs)):
            return words
        if words in paragraphs and words.casefold() != _words(title).casefold():
            return ""
    return ""


def _is_named(tag: Any) -> bool:
    """By its own name, or that of the element it fills."""
    for own in (tag, tag.getparent()):
        if own is None or (own is not tag and _words(own.text_content()) != _words(tag.text_content())):
            continue
        names = " ".join(v for k, v in own.attrib.items() if k in ("class", "id") or k.startswith("data-"))
        if NAMES.search(names.lower().replace("_", "-")) or own.get("itemprop") in _PROPERTIES:
            return True
    return False


def _is_same(words: str, told: str) -> bool:
    """Whether a description is these words, or their beginning where it was cut."""
    start = _CUT.sub("", told)
    return words == told or (start != told and len(start) >= SHORTEST and words.startswith(start))


def _words(text: str) -> str:
    return " ".join(text.split())
