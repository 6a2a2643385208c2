"""A corpus on disk -> articles, and one clear sentence for everything that could not be read.

The text of an article is its file decoded as UTF-8 and nothing else: a byte order mark at the very front is dropped,
line ends (CRLF too), no-break and thin spaces stay as they are. All offsets count code points of that text.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from summitry.read.metadata import METADATA_COLUMNS, MetadataRow, parse_published, read_metadata, suggest_column
from summitry.read.segments import segment_page
from summitry.read.wrapping import unwrap
from summitry.records import UNKNOWN_DAYS, Article, Corpus, Problem

METADATA_FILE = "metadata.csv"
_TABLE_SUFFIXES = (".jsonl", ".csv")
_PAGE_SUFFIXES = (".html", ".htm")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LEAST_ARTICLE = "put in .txt articles encoded in UTF-8"
csv.field_size_limit(2**31 - 1)


class CorpusError(ValueError):
    """Nothing can be read at all; the message is one sentence that names the path and the remedy."""


class _Unreadable(ValueError):
    """One article cannot be used; the message is the sentence for the Problem."""


def read_corpus(path: str | Path) -> Corpus:
    """Read a folder of .txt articles (with an optional metadata.csv), or one .txt, .jsonl or .csv file.

    In a folder an article's id is the stem of its file; articles come sorted by file name. A .jsonl or .csv file holds
    one article a line: `text`, `file` (optional; else the table's stem and the row's number) and the other columns of
    metadata.csv.
    Files that cannot be used are left out and named in `Corpus.problems`. Raises CorpusError when nothing can be read.
    """
    path = Path(path)
    if not path.exists():
        raise CorpusError(f"{path} does not exist; name a folder of .txt articles, or a .jsonl or .csv file.")
    problems: list[Problem] = []
    if path.is_dir():
        articles = _read_folder(path, problems)
    elif path.suffix.lower() == ".txt":
        articles = _read_pages([path], {}, problems)
    elif path.suffix.lower() in _TABLE_SUFFIXES:
        articles = _read_table(path, problems)
    else:
        raise CorpusError(
            f"{path} is not a kind of file summitry reads; name a folder, or a .txt, .jsonl or .csv file."
        )
    articles = _drop_duplicates(articles, problems)
    if not articles:
        reasons = " ".join(p.message for p in problems[:3]) or f"{path} holds no articles."
        raise CorpusError(f"No article could be read from {path}: {reasons}")
    articles = [replace(a, segments=segment_page(a.article_id, a.text)) for a in articles]
    return Corpus(articles=tuple(articles), problems=tuple(problems))


def _read_folder(folder: Path, problems: list[Problem]) -> list[Article]:
    try:
        names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        raise CorpusError(f"The folder {folder} cannot be opened ({error.strerror}); check its permissions.") from error
    paths = [folder / name for name in names if name.lower().endswith(".txt")]
    pages = [name for name in names if name.lower().endswith(_PAGE_SUFFIXES)]
    for name in pages:
        problems.append(_problem(name, "is a web page, which is not read yet; save its text as a .txt file."))
    if not paths:
        found = f"its {len(pages)} web pages are not read yet" if pages else "it holds no .txt file"
        raise CorpusError(f"The folder {folder} has no article to read ({found}); {_LEAST_ARTICLE}.")
    meta = {}
    if METADATA_FILE in names:
        meta = read_metadata(folder / METADATA_FILE, {p.name for p in paths}, problems)
    return _read_pages(paths, meta, problems)


def _read_pages(paths: Iterable[Path], meta: dict[str, MetadataRow], problems: list[Problem]) -> list[Article]:
    """Read .txt files in the order given, leaving out those that cannot be used."""
    articles: dict[str, Article] = {}
    for path in paths:
        if path.stem in articles:
            first = articles[path.stem].file
            problems.append(_problem(path.name, f"has the same name as {first} up to its ending; rename one of them."))
            continue
        try:
            data = _read_bytes(path)
            text = _decode(path.name, data)
            _check_text(path.name, text)
        except _Unreadable as error:
            problems.append(Problem(file=path.name, message=str(error)))
            continue
        articles[path.stem] = _make_article(path.stem, path.name, data, text, meta.get(path.name, MetadataRow()))
    return list(articles.values())


def _read_bytes(path: Path) -> bytes:
    """The bytes of a file that lies in its folder; raises _Unreadable with the sentence to show."""
    if path.is_symlink():
        folder = path.parent.resolve()
        if not path.exists():
            raise _Unreadable(f"{path.name} is a link to a file that does not exist; remove it or mend the link.")
        if not path.resolve().is_relative_to(folder):
            raise _Unreadable(
                f"{path.name} is a link that leads out of the corpus; copy the article itself into the folder."
            )
    if not path.is_file():
        raise _Unreadable(f"{path.name} is not a regular file; remove it or put the article's text in its place.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise _Unreadable(f"{path.name} cannot be opened ({error.strerror}); check its permissions.") from error


def _decode(name: str, data: bytes) -> str:
    """Decode UTF-8, dropping a byte order mark at the front; raises _Unreadable naming the first bad byte."""
    if not data:
        raise _Unreadable(f"{name} is empty; put the article's text in it or remove it.")
    if data.startswith(_UTF16_MARKS):
        raise _Unreadable(f"{name} is encoded in UTF-16 (or UTF-32); save it as UTF-8.")
    if b"\0" in data:
        where = data.index(b"\0")
        raise _Unreadable(f"{name} is a binary file (a zero byte at byte {where}); save the article as UTF-8 text.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        raise _Unreadable(
            f"{name} is not UTF-8: byte {where} (0x{data[where]:02x}) cannot be decoded; save it as UTF-8."
        ) from error


def _check_text(name: str, text: str) -> None:
    if not text.strip():
        raise _Unreadable(f"{name} holds nothing but white space; put the article's text in it or remove it.")
    if not any(c.isalpha() for c in text):
        raise _Unreadable(f"{name} has no letters in it; put the article's text in it or remove it.")


def _make_article(article_id: str, name: str, data: bytes, text: str, row: MetadataRow) -> Article:
    return Article(
        article_id=article_id,
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        text=unwrap(text),
        title=row.title,
        publisher=row.publisher,
        url=row.url,
        author=row.author,
        licence=row.licence,
        published=row.published,
        published_basis="" if row.published == UNKNOWN_DAYS else "metadata",
    )


def _drop_duplicates(articles: Iterable[Article], problems: list[Problem]) -> list[Article]:
    """Keep the first of articles whose words are the same, white space aside."""
    first: dict[str, str] = {}
    kept = []
    for article in articles:
        key = " ".join(article.text.split())
        if key in first:
            problems.append(
                _problem(article.file, f"has the same text as {first[key]} and is left out; remove one of them.")
            )
        else:
            first[key] = article.file
            kept.append(article)
    return kept


def _read_table(path: Path, problems: list[Problem]) -> list[Article]:
    """One article a row of a .jsonl or .csv file."""
    try:
        text = _decode(path.name, _read_bytes(path))
    except _Unreadable as error:
        raise CorpusError(str(error)) from error
    rows = (
        _jsonl_rows(path.name, text, problems)
        if path.suffix.lower() == ".jsonl"
        else _csv_rows(path.name, text, problems)
    )
    articles: dict[str, Article] = {}
    for number, row in rows:
        where = f"{path.name}, row {number}"
        try:
            article = _row_article(row, where, f"{path.stem}-{number:04}", problems)
            if article.article_id in articles:
                raise _Unreadable(f"{where} names {article.file} a second time; give every article its own name.")
        except _Unreadable as error:
            problems.append(Problem(file=path.name, message=str(error)))
            continue
        articles[article.article_id] = article
    return [articles[key] for key in sorted(articles, key=lambda key: articles[key].file)]


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
                _problem(f"{name}, row {number}", "is not a JSON object; mend or remove that line.", file=name)
            )


def _csv_rows(name: str, text: str, problems: list[Problem]) -> Iterator[tuple[int, dict]]:
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        if "text" not in (reader.fieldnames or ()):
            raise CorpusError(f"{name} has no column `text`; name the column that holds the articles `text`.")
        for column in reader.fieldnames:
            if column not in (*METADATA_COLUMNS, "text"):
                problems.append(_problem(name, f"has a column {column!r} that is not used{suggest_column(column)}."))
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        problems.append(
            _problem(
                name,
                f"is no well-formed CSV at line {reader.reader.line_num} ({error}); mend it, the rows above are used.",
            )
        )


def _row_article(row: dict, where: str, spare_id: str, problems: list[Problem]) -> Article:
    """One row as an article; raises _Unreadable with the sentence to show."""
    text = row.get("text")
    if not isinstance(text, str) or not text:
        raise _Unreadable(f"{where} has no `text`; put the article's text there or remove the row.")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise _Unreadable(f"{where} holds half of a character (a lone surrogate); write the text in proper UTF-8.")
    _check_text(where, text)
    cells = {key: _cell(row.get(key)) for key in METADATA_COLUMNS}
    name = cells.pop("file") or spare_id
    if re.search(r"[/\\\x00-\x1f]", name) or name.startswith("."):
        raise _Unreadable(f"{where} names the file {name!r}; use a plain file name without folders.")
    days = parse_published(cells.pop("published"))
    if days is None:
        problems.append(
            _problem(where, f"has no readable `published` ({row['published']!r}); write YYYY-MM-DD, YYYY-MM or YYYY.")
        )
    meta = MetadataRow(**cells, published=days or UNKNOWN_DAYS)
    stem = Path(name).stem if name.lower().endswith((".txt", *_PAGE_SUFFIXES)) else name
    return _make_article(stem, name, text.encode("utf-8"), text, meta)


def _cell(value: object) -> str:
    """A cell of a table as words; what is neither words nor a number counts as empty."""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _problem(subject: str, rest: str, *, file: str | None = None) -> Problem:
    return Problem(file=file or subject.partition(", row ")[0], message=f"{subject} {rest}")
