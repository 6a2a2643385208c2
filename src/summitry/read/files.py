"""A corpus on disk -> articles."""

from __future__ import annotations

import csv
import hashlib
from datetime import date
from pathlib import Path

from summitry.read.segments import segment_page
from summitry.records import UNKNOWN_DAYS, Article, Corpus, DayRange


def read_corpus(folder: str | Path) -> Corpus:
    """First cut: every .txt of a folder, with metadata.csv when there is one."""
    folder = Path(folder)
    meta = {}
    if (folder / "metadata.csv").exists():
        with open(folder / "metadata.csv", newline="", encoding="utf8") as handle:
            meta = {row["file"]: row for row in csv.DictReader(handle)}
    articles = []
    for path in sorted(folder.glob("*.txt")):
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
        row = meta.get(path.name, {})
        published = UNKNOWN_DAYS
        if row.get("published"):
            day = date.fromisoformat(row["published"][:10])
            published = DayRange(earliest=day, latest=day)
        articles.append(
            Article(
                article_id=path.stem, file=path.name, sha256=hashlib.sha256(data).hexdigest(), text=text,
                title=row.get("title") or "", published=published,
                published_basis="metadata" if row.get("published") else "",
                segments=segment_page(path.stem, text),
            )
        )
    return Corpus(articles=tuple(articles))
