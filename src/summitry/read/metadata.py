"""metadata.csv: what is known about the articles of a folder beside their text."""

from __future__ import annotations

import calendar
import csv
import difflib
import io
import re
from datetime import date
from pathlib import Path

from summitry.read.decode import Unreadable, read_bytes
from summitry.records import UNKNOWN_DAYS, DayRange, Problem, record

LONGEST_METADATA = 100_000_000  # bytes
MOST_GUESSED = 500  # names among which a misspelt one is looked for
METADATA_COLUMNS = ("file", "title", "published", "publisher", "url", "author", "licence")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@record
class MetadataRow:
    """One row of metadata.csv; an empty cell is "" and an unknown day of publication an open range."""

    title: str = ""
    published: DayRange = UNKNOWN_DAYS
    publisher: str = ""
    url: str = ""
    author: str = ""
    licence: str = ""


def parse_published(text: str) -> DayRange | None:
    """A day YYYY-MM-DD, a month YYYY-MM, a year YYYY, two of these with "/" between (ISO 8601), or nothing, as days.

    None when the text is none of these. "2018-05" is the range from the first to the last day of May 2018.
    """
    if not text:
        return UNKNOWN_DAYS
    first, slash, last = text.partition("/")
    start, end = _parse_one(first), _parse_one(last if slash else first)
    if start is None or end is None or start.earliest > end.latest:
        return None
    return DayRange(earliest=start.earliest, latest=end.latest)


def _parse_one(text: str) -> DayRange | None:
    match = _DAY.fullmatch(text.strip(), endpos=len(text.strip()))
    if not match or not match[0].isascii():
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return DayRange(earliest=first, latest=first)
    last_month = month or 12
    return DayRange(earliest=first, latest=date(year, last_month, calendar.monthrange(year, last_month)[1]))


def suggest_column(column: str) -> str:
    """ "; did you mean `publisher`?" for a column name near a known one, else the list of known ones."""
    near = difflib.get_close_matches(column.strip().casefold(), METADATA_COLUMNS, n=1)
    return f"; did you mean `{near[0]}`" + "?" if near else f"; the columns are {', '.join(METADATA_COLUMNS)}"


def read_metadata(path: Path, files: set[str], problems: list[Problem]) -> dict[str, MetadataRow]:
    """Read metadata.csv into {file name: row}; what is wrong with it goes to `problems`, the rest is used.

    `files` are the names of the articles there are. A row whose file is none of these is named and left out.
    """
    name = path.name

    def complain(rest: str) -> None:
        problems.append(Problem(file=name, message=f"{name} {rest}"))

    try:
        text = read_bytes(path, most=LONGEST_METADATA).decode("utf-8-sig")
    except Unreadable as error:
        problems.append(Problem(file=name, message=str(error)))
        return {}
    except UnicodeDecodeError as error:
        complain(f"is not UTF-8 (byte {error.start}); save it as UTF-8.")
        return {}
    return _read_rows(text, files, complain)


def _read_rows(text: str, files: set[str], complain) -> dict[str, MetadataRow]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows: dict[str, MetadataRow] = {}
    try:
        columns = [(c or "").strip() for c in reader.fieldnames or ()]
        reader.fieldnames = columns
        if "file" not in columns:
            complain(f"has no column `file`{_near_file(columns)}; its first line must name the columns.")
            return {}
        for column in columns:
            if column not in METADATA_COLUMNS:
                complain(f"has a column {column!r} that is not used{suggest_column(column)}")
        for row in reader:
            _read_row(row, reader.line_num, files, rows, complain)
    except csv.Error as error:
        complain(
            f"is not well-formed CSV at line {reader.reader.line_num} ({error}); mend it, the rows above are used."
        )
    return rows


def _near_file(columns: list[str]) -> str:
    near = difflib.get_close_matches("file", [c.casefold() for c in columns], n=1, cutoff=0.5)
    return f" (rename `{near[0]}`?)" if near else ""


def _read_row(row: dict, line: int, files: set[str], rows: dict[str, MetadataRow], complain) -> None:
    cells = {key: (row.get(key) or "").strip() for key in METADATA_COLUMNS}
    name = cells.pop("file")
    if not name:
        complain(f"has no file name in line {line}; fill it in or remove the line.")
    elif "/" in name or "\\" in name or name in (".", ".."):
        complain(f"names {name!r} in line {line}, which lies outside the folder; use the plain name of a file in it.")
    elif name not in files:
        near = difflib.get_close_matches(name[:200], sorted(files), n=1) if len(files) <= MOST_GUESSED else []
        hint = f"did you mean {near[0]}?" if near else "add the file or remove the line."
        complain(f"names {name!r} in line {line}, but there is no such article; {hint}")
    elif name in rows:
        complain(f"names {name} again in line {line}; the first row is used, remove the other.")
    else:
        published = parse_published(cells.pop("published"))
        if published is None:
            complain(
                f"gives {row['published']!r} as the day of {name} in line {line}, which is no date; "
                "write YYYY-MM-DD, YYYY-MM, YYYY or nothing."
            )
        rows[name] = MetadataRow(**cells, published=published or UNKNOWN_DAYS)
