"""A study in the formats others read: Parquet, Web Annotation, BibTeX, CSL-JSON, CAMEO and PLOVER events, trips."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from summitry.exports.annotations import annotate_passages
from summitry.exports.citations import cite_bibtex, cite_csl
from summitry.exports.dictionary import list_columns
from summitry.exports.events import list_events
from summitry.exports.spreadsheet import FOLDER, encode_spreadsheet
from summitry.exports.trips import list_trips
from summitry.tables import write_files, write_tables

# file -> what it is, said to a reader; in the order in which they are shown
EXPORTS = {
    "dictionary.csv": "what every column of every table holds",
    "annotations.jsonld": "every passage as a W3C Web Annotation",
    "events.csv": "every report as CAMEO and PLOVER events between pairs of participants",
    "trips.csv": "who travelled where, when, to meet whom: a row per leader and meeting abroad, of the kind COLT has",
    "articles.bib": "the articles, for BibTeX",
    "articles.csl.json": "the articles, for Zotero and other programs that read CSL-JSON",
}


# exports that are tables of their own, written for spreadsheets as well, as every table is
_FRAMES = {"events.csv": list_events, "trips.csv": list_trips}
GUARDED = tuple(_FRAMES)


def write_exports(study: Any, out: str | Path) -> list[Path]:
    """Write a study's tables as CSV and Parquet, and the files of EXPORTS, into a folder; returns the paths.

    The folder `spreadsheet` in it has the tables, events and trips once more, for programs that reckon cells out.
    Each file is whole or not there, and the same study gives the same bytes.

    >>> write_exports(summitry.analyse("seeds"), "exports")  # doctest: +SKIP
    """
    out = Path(out)
    paths = [path for kind in ("csv", "parquet") for path in write_tables(study.tables(), out, file_format=kind)]
    frames = {name: make(study) for name, make in _FRAMES.items()}
    paths += write_files(
        {name: _csv(frames[name]) if name in frames else _MAKERS[name](study) for name in EXPORTS}, out
    )
    frames = {**{f"{name}.csv": table for name, table in study.tables().items()}, **frames}
    guarded = {name: encode_spreadsheet(frame) for name, frame in frames.items()}
    return [*paths, *write_files(guarded, out / FOLDER)]


def _csv(frame: Any) -> bytes:
    return frame.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


_MAKERS = {
    "dictionary.csv": lambda study: _csv(list_columns()),
    "annotations.jsonld": lambda study: json.dumps(annotate_passages(study), ensure_ascii=False).encode() + b"\n",
    "articles.bib": lambda study: cite_bibtex(study).encode(),
    "articles.csl.json": lambda study: _json(cite_csl(study)),
}
