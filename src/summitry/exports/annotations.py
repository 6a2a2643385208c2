"""The passages of a study as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), in one collection.

One annotation per row of a table that rests on words of an article: its targets are those words, its body the row.
Positions are code points of the article's text, as the model asks; the text itself is named by its digest (RFC 6920),
so that an annotation can never be held against another version of it by mistake.
"""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import summitry
from summitry.records import Article
from summitry.tables import SCHEMA

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # letters of the text before and after a quotation
# table -> why its rows annotate the text (https://www.w3.org/TR/annotation-model/#motivation-and-purpose)
MOTIVATIONS = {
    "segments": "classifying",
    "mentions": "identifying",
    "places": "identifying",
    "codes": "classifying",
    "findings": "commenting",
    "claims": "assessing",
    "stances": "assessing",
}
# Columns that say where a passage lies or repeat its words: the target tells those.
_NO_BODY = {"article_id", "start", "end", "text", "contents", "passages", "evidence", "repeats"}
_NO_BODY |= {"speaker_start", "speaker_end", "cue_start", "cue_end"}


def annotate_passages(study: Any) -> dict[str, Any]:
    """An AnnotationCollection of every passage of a study, as it is written into annotations.jsonld.

    >>> annotate_passages(study)["first"]["items"][0]["target"][0]["selector"][0]  # doctest: +SKIP
    {'type': 'TextPositionSelector', 'start': 0, 'end': 46}
    """
    articles = {a.article_id: a for a in study.records.articles}
    sources = {key: _source(article) for key, article in articles.items()}
    seen: Counter[str] = Counter()
    items = [
        _annotation(table, row, passages, articles, sources, seen)
        for table, frame in study.tables().items()
        for row in frame.to_dict("records")
        if (passages := list_spans(row))
    ]
    own = _identify("collection", *(s["id"] for s in sources.values()))
    return {
        "@context": CONTEXT,
        "id": own,
        "type": "AnnotationCollection",
        "label": f"Passages of {len(articles)} articles",
        "generator": {"type": "Software", "name": f"summitry {summitry.__version__}"},
        "total": len(items),
        "first": {
            "id": _identify("page", own),
            "type": "AnnotationPage",
            "partOf": own,
            "startIndex": 0,
            "items": items,
        },
    }


def list_spans(row: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """(article_id, start, end) of the words a row of any table rests on; none for a row that rests on none."""
    if "evidence" in row:
        return [(key, start, end) for key, start, end in json.loads(row["evidence"] or "[]")]
    if "versions" in row:  # a discrepancy: each passage after the version it stands for
        return [(key, start, end) for _, key, start, end in json.loads(row["passages"] or "[]")]
    pieces = row.get("contents", row.get("passages"))
    if pieces is not None:
        return [(row["article_id"], start, end) for start, end in json.loads(pieces or "[]")]
    if "start" in row and _told(row["start"]) and _told(row["end"]):
        return [(row["article_id"], int(row["start"]), int(row["end"]))]
    return []


def _annotation(
    table: str,
    row: Mapping[str, Any],
    spans: list[tuple[str, int, int]],
    articles: Mapping[str, Article],
    sources: Mapping[str, dict],
    seen: Counter[str],
) -> dict[str, Any]:
    purpose = MOTIVATIONS.get(table, "describing")
    value = "; ".join(f"{column}: {_say(row[column])}" for column in SCHEMA[table] if _shown(column, row[column]))
    key = json.dumps([table, spans, value])
    seen[key] += 1
    return {
        "id": _identify(*(sources[article_id]["id"] for article_id, _, _ in spans), key, str(seen[key])),
        "type": "Annotation",
        "motivation": purpose,
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": table},
            {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "language": "en", "value": value},
        ],
        "target": [_target(articles[key], sources[key], start, end) for key, start, end in spans],
    }


def _target(article: Article, source: dict, start: int, end: int) -> dict[str, Any]:
    text = article.text
    target = {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - AROUND) : start],
                "suffix": text[end : end + AROUND],
            },
        ],
    }
    return target | ({"scope": article.url} if article.url.startswith(("http://", "https://")) else {})


def _source(article: Article) -> dict[str, Any]:
    """The text annotated: named by the digest of its UTF-8 bytes, with the name of its file for people."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(article.text.encode()).digest()).decode().rstrip("=")
    source = {"id": f"ni:///sha-256;{digest}", "type": "Text", "format": "text/plain", "language": "en"}
    return source | {"label": article.file}


def _identify(*parts: str) -> str:
    """An identifier that depends on nothing but what it names."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'summitry:' + json.dumps(parts))}"


def _shown(column: str, cell: Any) -> bool:
    return column not in _NO_BODY and _told(cell)


def _told(cell: Any) -> bool:
    return not (cell is None or cell == "" or type(cell).__name__ in ("NaTType", "NAType") or cell != cell)


def _say(cell: Any) -> str:
    return str(cell.date()) if hasattr(cell, "date") else str(cell)


def read_annotations(collection: Mapping[str, Any]) -> Iterator[tuple[str, int, int, str]]:
    """(source id, start, end, quoted words) of every target of a collection: the way back to the passages."""
    for annotation in collection["first"]["items"]:
        for target in annotation["target"]:
            position, quote = target["selector"]
            yield target["source"]["id"], position["start"], position["end"], quote["exact"]
