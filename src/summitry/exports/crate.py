"""A site as an RO-Crate (https://w3id.org/ro/crate/1.2): what is in it, from which articles, by which programs.

`ro-crate-metadata.json` lies beside the pages; an archive that takes the folder knows what it has been given. The
articles themselves are named by the digest of their file (RFC 6920) and not part of it. Nothing in it depends on when
or where the site was made: its day is the day of the version of summitry that made it.
"""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import summitry
from summitry.tell.making import tabulate_making

CRATE = "ro-crate-metadata.json"
VERSION = "https://w3id.org/ro/crate/1.2"
PROGRAM = "#summitry"
# What the standard library does not know everywhere.
_TYPES = {
    ".parquet": "application/vnd.apache.parquet",
    ".jsonld": "application/ld+json",
    ".bib": "application/x-bibtex",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".json": "application/json",
}


def describe_crate(
    study: Any, folder: Path, title: str, names: Mapping[str, str], *, later: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The crate of the site in `folder`, as it is written into ro-crate-metadata.json.

    title: of the site; names: {path within it: what a reader would call it}; files not named go by their path. later:
    {path: what it holds} of the files that are written when the crate is done, so that they have no digest here.

    >>> describe_crate(study, Path("build/site"), "Meetings", {})["@context"]  # doctest: +SKIP
    'https://w3id.org/ro/crate/1.2/context'
    """
    later = later or {}
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in (CRATE, *later))
    files = [_file(p, p.relative_to(folder).as_posix(), names) for p in paths]
    files += [_kind(name, names) | {"description": holds} for name, holds in later.items()]
    articles = [_article(row) for row in study.articles.itertuples()]
    settings = [
        {"@id": f"#setting-{n}", "@type": "PropertyValue", "name": row.What, "value": str(row.Value)}
        for n, row in enumerate(tabulate_making(study).itertuples(), start=1)
    ]
    run = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"Every notebook run over {len(articles)} articles",
        "instrument": _ref(PROGRAM),
        "object": [_ref(e["@id"]) for e in (*articles, *settings)],
        "result": [_ref(e["@id"]) for e in files],
    }
    described = [*_frame(title, files), *files, run, _program(), *articles, *settings]
    return {"@context": f"{VERSION}/context", "@graph": described}


def _frame(title: str, files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The crate itself: its descriptor, its root, and whose the rights are."""
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": title,
        "description": "Press articles read into tables, figures, executed notebooks as pages, and the articles' "
        "pages, where every sentence leads to the words it rests on.",
        "datePublished": _day_of_version(),
        "license": _ref("#rights"),
        "hasPart": [_ref(e["@id"]) for e in files],
        "mentions": _ref("#run"),
    }
    rights = {
        "@id": "#rights",
        "@type": "CreativeWork",
        "name": "Rights",
        "description": "Words of the articles, wherever they stand here, belong to their publishers.",
    }
    descriptor = {"@id": CRATE, "@type": "CreativeWork", "conformsTo": _ref(VERSION), "about": _ref("./")}
    return [descriptor, root, rights]


def _ref(name: str) -> dict[str, str]:
    return {"@id": name}


def _file(path: Path, name: str, names: Mapping[str, str]) -> dict[str, Any]:
    data = path.read_bytes()
    return _kind(name, names) | {"contentSize": str(len(data)), "sha256": hashlib.sha256(data).hexdigest()}


def _kind(name: str, names: Mapping[str, str]) -> dict[str, Any]:
    kind = _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return {"@id": name, "@type": "File", "name": names.get(name, name), "encodingFormat": kind}


def _article(row: Any) -> dict[str, Any]:
    """An article that was read: named by its digest, with its days where they are known."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(row.sha256)).decode().rstrip("=")
    days = [None if day != day else day.date().isoformat() for day in (row.published_earliest, row.published_latest)]
    told = {"datePublished": days[0]} if days[0] == days[1] else {"temporalCoverage": "/".join(d or ".." for d in days)}
    entity = {
        "@id": f"ni:///sha-256;{digest}?file={row.article_id}",
        "@type": "NewsArticle",
        "name": row.title or row.file,
        "alternateName": row.file,
        "sha256": row.sha256,
        "creditText": row.publisher,
        "url": row.url if re.match(r"https?://", str(row.url)) else "",
    }
    return {key: value for key, value in (entity | (told if any(days) else {})).items() if value}


def _program() -> dict[str, Any]:
    return {
        "@id": PROGRAM,
        "@type": "SoftwareApplication",
        "name": "summitry",
        "softwareVersion": summitry.__version__,
        "description": "Press articles about leaders' meetings, turned into a documented account of those meetings",
    }


def _day_of_version() -> str:
    """The day on which this version of summitry was released, from CITATION.cff beside its source."""
    path = Path(summitry.__file__).resolve().parents[2] / "CITATION.cff"
    told = re.search(r"^date-released: (\S+)$", path.read_text("utf-8"), re.MULTILINE) if path.is_file() else None
    return told[1] if told else ""
