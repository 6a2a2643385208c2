"""The articles of a study as references: BibTeX and CSL-JSON.

An author stands as the article gives it, never cut into names; a day that was inferred is marked as such.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date
from typing import Any

# What LaTeX would read as a command: https://www.latex-project.org/help/documentation/usrguide.pdf
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]  # BibTeX's own macros


def cite_bibtex(study: Any) -> str:
    """One @article per article. `year` and `month` stand only where all days the article may be of share them.

    >>> print(cite_bibtex(study)[:26])  # doctest: +SKIP
    @article{001_ff27f258d6874
    """
    entries = []
    for key, (article, row) in _keyed(study).items():
        first, last = _days(row)
        fields = {
            "title": f"{{{_latex(row.title or article.file)}}}",
            "author": " and ".join(f"{{{_latex(name)}}}" for name in _authors(article)),
            "journal": _latex(article.publisher),
            "year": str(first.year) if first and last and first.year == last.year else "",
            "month": _MONTHS[first.month - 1] if _one_month(first, last) else "",
            "url": _address(article),
            "note": _latex(_note(first, last, row.published_basis)),
        }
        bare = ("month",)
        lines = [
            f"  {name} = {value if name in bare else '{' + value + '}'}," for name, value in fields.items() if value
        ]
        entries.append("\n".join([f"@article{{{key},", *lines, "}"]))
    return "\n\n".join(entries) + "\n"


def cite_csl(study: Any) -> list[dict[str, Any]]:
    """One CSL-JSON item per article (https://docs.citationstyles.org); an inferred day is marked circa."""
    items = []
    for key, (article, row) in _keyed(study).items():
        first, last = _days(row)
        parts = [[d.year, d.month, d.day] for d in dict.fromkeys((first, last)) if d]
        item: dict[str, Any] = {
            "id": key,
            "type": "article-newspaper",
            "title": row.title or article.file,
            "author": [{"literal": name} for name in _authors(article)],
            "container-title": article.publisher,
            "URL": _address(article),
            "language": "en",
            "note": _note(first, last, row.published_basis),
        }
        if first and last:
            item["issued"] = {"date-parts": parts} | ({} if row.published_basis == "metadata" else {"circa": True})
        items.append({name: value for name, value in item.items() if value})
    return items


def _keyed(study: Any) -> dict[str, tuple[Any, Any]]:
    """{citation key: (article, its row)}; keys are plain letters, digits and underscores, each once."""
    rows = {row.article_id: row for row in study.articles.itertuples()}
    seen: Counter[str] = Counter()
    keyed = {}
    for article in study.records.articles:
        plain = unicodedata.normalize("NFKD", article.article_id).encode("ascii", "ignore").decode()
        key = re.sub(r"[^A-Za-z0-9_]+", "-", plain).strip("-") or "article"
        seen[key.lower()] += 1
        count = seen[key.lower()]
        keyed[key if count == 1 else f"{key}--{count}"] = (article, rows[article.article_id])
    return keyed


def _days(row: Any) -> tuple[date | None, date | None]:
    return tuple(None if cell != cell else cell.date() for cell in (row.published_earliest, row.published_latest))


def _one_month(first: date | None, last: date | None) -> bool:
    return bool(first and last and (first.year, first.month) == (last.year, last.month))


def _note(first: date | None, last: date | None, basis: str) -> str:
    """What a reader must know of the day: nothing where metadata gives exactly one."""
    if not first and not last:
        return "Day of publication not known"
    if basis == "metadata" and first == last:
        return f"Published {first.isoformat()}"
    told = f"on {first}" if first == last else f"between {first or 'an unknown day'} and {last or 'an unknown day'}"
    return f"Published {told}" + ("" if basis == "metadata" else ", inferred by summitry")


def _authors(article: Any) -> list[str]:
    return [name.strip() for name in article.author.split(";") if name.strip()]


def _address(article: Any) -> str:
    """The article's address, if it is one of the web and holds nothing that could end a field."""
    return article.url if re.fullmatch(r"https?://[^\s{}\\\"<>]+", article.url) else ""


def _latex(text: str) -> str:
    return "".join(_SPECIAL.get(c, c) for c in " ".join(text.split()))
