"""What summitry knows beyond the articles: rows of data, each with its source.

Every file in this folder is data: `<name>.csv` (a header and rows) or `<name>.toml`. Nothing here is evidence;
wherever a reader sees it used it is marked as outside knowledge.
"""

from __future__ import annotations

import csv
import functools
import tomllib
from importlib import resources
from typing import Any


class KnowledgeError(ValueError):
    """A row or file of knowledge is broken; the message names the file, the row and what is missing."""


@functools.cache
def read_rows(name: str, *, required: tuple[str, ...] = ()) -> tuple[dict[str, str], ...]:
    """Read `knowledge/<name>.csv`.

    `required` names columns that must exist and be filled in every row. Returns one dict per row, cells stripped.
    Raises KnowledgeError naming the file, the line and the empty column.
    """
    text = resources.files(__name__).joinpath(f"{name}.csv").read_text("utf-8")
    reader = csv.DictReader(text.splitlines())
    missing = [c for c in required if c not in (reader.fieldnames or ())]
    if missing:
        raise KnowledgeError(f"knowledge/{name}.csv has no column {', '.join(missing)}")
    rows = []
    for row in reader:
        clean = {key: (cell or "").strip() for key, cell in row.items()}
        empty = [c for c in required if not clean[c]]
        if empty:
            raise KnowledgeError(f"knowledge/{name}.csv, line {reader.line_num}: fill in {', '.join(empty)}")
        rows.append(clean)
    return tuple(rows)


@functools.cache
def read_list(file: str, name: str) -> frozenset[str]:
    """The words of one list of `knowledge/<file>.csv`, whose columns are list, word, source and more.

    >>> "newspaper" in read_list("speech_words", "press")
    True
    """
    return frozenset(r["word"] for r in read_rows(file, required=("list", "word", "source")) if r["list"] == name)


@functools.cache
def read_toml(name: str) -> dict[str, Any]:
    """Read `knowledge/<name>.toml`; raises KnowledgeError naming the file when it cannot be parsed."""
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"knowledge/{name}.toml: {error}") from error
