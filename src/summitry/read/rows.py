"""One file of many articles (.jsonl, .csv, .parquet) -> its rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from summitry.read.decode import LONGEST_TABLE, CorpusError, Unreadable, decode_text, name_problem, read_bytes
from summitry.read.metadata import METADATA_COLUMNS, suggest_column
from summitry.records import Problem

TABLE_SUFFIXES = (".jsonl", ".csv", ".parquet")
csv.field_size_limit(2**31 - 1)


def read_rows(path: Path, problems: list[Problem]) -> Iterator[tuple[int, dict]]:
    """(number, row) of every row of a table of articles, numbered from 1; rows that are none go to `problems`.

    Raises CorpusError, in one sentence, for a file that is no such table.
    """
    try:
        data = read_bytes(path, most=LONGEST_TABLE)
        if path.suffix.lower() == ".parquet":
            return _parquet_rows(path.name, data)
        text = decode_text(path.name, data)
    except Unreadable as error:
        raise CorpusError(str(error)) from error
    read = _jsonl_rows if path.suffix.lower() == ".jsonl" else _csv_rows
    return read(path.name, text, problems)


def _jsonl_rows(name: str, text: str, problems: list[Problem]) -> Iterator[tuple[int, dict]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            yield number, row
        else:
            problems.append(
                name_problem(f"{name}, row {number}", "is not a JSON object; mend or remove that line.", file=name)
            )


def _csv_rows(name: str, text: str, problems: list[Problem]) -> Iterator[tuple[int, dict]]:
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        if "text" not in (reader.fieldnames or ()):
            raise CorpusError(f"{name} has no column `text`; name the column that holds the articles `text`.")
        for column in reader.fieldnames:
            if column not in (*METADATA_COLUMNS, "text"):
                problems.append(
                    name_problem(name, f"has a column {column!r} that is not used{suggest_column(column)}.")
                )
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        problems.append(
            name_problem(
                name,
                f"is no well-formed CSV at line {reader.reader.line_num} ({error}); mend it, the rows above are used.",
            )
        )


def _parquet_rows(name: str, data: bytes) -> Iterator[tuple[int, dict]]:
    """Days and times become ISO text, so that `published` may be a column of dates."""
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.read_table(io.BytesIO(data))
        kept = [column for column in ("text", *METADATA_COLUMNS) if table.column_names.count(column) == 1]
        if "text" not in kept:
            raise CorpusError(f"{name} has no column `text`; name the column that holds the articles `text`.")
        rows = table.select(kept).to_pylist()
    except (pyarrow.ArrowException, ValueError, OSError) as error:
        if isinstance(error, CorpusError):
            raise
        raise CorpusError(
            f"{name} is no Parquet file that can be read; write it anew, or as .csv or .jsonl."
        ) from error
    plain = ({key: _plain(value) for key, value in row.items()} for row in rows)
    return enumerate(plain, start=1)


def _plain(cell: object) -> object:
    return cell.isoformat()[:10] if isinstance(cell, date) else cell
