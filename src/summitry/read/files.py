"""A corpus on disk -> articles, and one clear sentence for everything that could not be read.

The text of a .txt article is its file decoded as UTF-8 and nothing else: a byte order mark at the very front is
dropped, line ends (CRLF too), no-break and thin spaces stay as they are. The text of a web page is what `read.web`
takes out of it. All offsets count code points of that text.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from summitry.read.decode import (
    LONGEST_PAGE,
    LONGEST_TEXT,
    CorpusError,
    Unreadable,
    check_text,
    decode_text,
    file_name,
    name_problem,
    read_bytes,
)
from summitry.read.metadata import METADATA_COLUMNS, MetadataRow, parse_published, read_metadata
from summitry.read.rows import TABLE_SUFFIXES, read_rows
from summitry.read.segments import segment_page
from summitry.read.web import decode_page, mark_captions, read_page
from summitry.read.wrapping import unwrap
from summitry.records import UNKNOWN_DAYS, Article, Corpus, Problem
from summitry.visible import one_line

METADATA_FILE = "metadata.csv"
_PAGE_SUFFIXES = (".html", ".htm")
_ARTICLE_SUFFIXES = (".txt", *_PAGE_SUFFIXES)
_KINDS = "a folder of .txt or .html articles, or a .jsonl, .csv or .parquet file"


def read_corpus(path: str | Path) -> Corpus:
    """Read a folder of .txt and .html articles (with an optional metadata.csv), or one file of articles.

    In a folder an article's id is the stem of its file; articles come sorted by file name. A .jsonl, .csv or .parquet
    file holds one article a row: `text`, `file` (optional; else the table's stem and the row's number) and the other
    columns of metadata.csv. What a web page says about itself counts where metadata.csv says nothing.
    Files that cannot be used are left out and named in `Corpus.problems`. Raises CorpusError when nothing can be read.

    >>> [article.publisher for article in read_corpus("seeds").articles][1:3]  # doctest: +SKIP
    ['The Jerusalem Post', 'Kehila News Israel']
    """
    path = Path(path)
    if not path.exists():
        raise CorpusError(f"{path} does not exist; name {_KINDS}.")
    problems: list[Problem] = []
    if path.is_dir():
        articles = _read_folder(path, problems)
    elif path.suffix.lower() in _ARTICLE_SUFFIXES:
        articles = _read_files([path], {}, problems)
    elif path.suffix.lower() in TABLE_SUFFIXES:
        articles = _read_table(path, problems)
    else:
        raise CorpusError(f"{path} is not a kind of file summitry reads; name {_KINDS}.")
    articles = _drop_duplicates(articles, problems)
    if not articles:
        reasons = " ".join(p.message for p in problems[:3]) or f"{path} holds no articles."
        raise CorpusError(f"No article could be read from {path}: {reasons}")
    articles = [a if a.segments else replace(a, segments=segment_page(a.article_id, a.text)) for a in articles]
    return Corpus(articles=tuple(articles), problems=tuple(problems))


def _read_folder(folder: Path, problems: list[Problem]) -> list[Article]:
    try:
        names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        raise CorpusError(f"The folder {folder} cannot be opened ({error.strerror}); check its permissions.") from error
    paths = [folder / name for name in names if name.lower().endswith(_ARTICLE_SUFFIXES)]
    if not paths:
        raise CorpusError(
            f"The folder {folder} has no article to read (it holds no .txt or .html file); put in articles."
        )
    meta = {}
    if METADATA_FILE in names:
        known = {os.fsencode(path.name).decode("utf-8", "replace") for path in paths}
        meta = read_metadata(folder / METADATA_FILE, known, problems)
    return _read_files(paths, meta, problems)


def _read_files(paths: Iterable[Path], meta: dict[str, MetadataRow], problems: list[Problem]) -> list[Article]:
    """Read .txt and .html files, leaving out those that cannot be used; where both have one stem the .txt is read."""
    articles: dict[str, Article] = {}
    for path in sorted(paths, key=lambda p: (p.suffix.lower() != ".txt", os.fsencode(p.name))):
        try:
            name = file_name(path)
            stem = name.rpartition(".")[0]
            if stem in articles:
                first = articles[stem].file
                raise Unreadable(f"{name} has the same name as {first} up to its ending; rename one of them.")
            articles[stem] = _read_file(path, name, meta.get(name, MetadataRow()), problems)
        except Unreadable as error:
            problems.append(Problem(file=one_line(path.name), message=str(error)))
    return sorted(articles.values(), key=lambda a: a.file)


def _read_file(path: Path, name: str, row: MetadataRow, problems: list[Problem]) -> Article:
    """One article; raises Unreadable with the sentence to show."""
    stem = name.rpartition(".")[0]
    if path.suffix.lower() not in _PAGE_SUFFIXES:
        data = read_bytes(path, most=4 * LONGEST_TEXT + 3)  # UTF-8 takes four bytes at most, its mark three
        text = decode_text(name, data)
        check_text(name, text)
        return _make_article(stem, name, data, text, row)
    data = read_bytes(path, most=LONGEST_PAGE)
    page = read_page(name, decode_page(name, data))
    check_text(name, page.text)
    merged, basis = _merge(row, page.row)
    if row.published == UNKNOWN_DAYS:
        problems += [name_problem(name, complaint) for complaint in page.complaints]
    article = _make_article(stem, name, data, page.text, merged, basis=basis)
    return replace(article, segments=mark_captions(segment_page(stem, article.text), page.captions, page.deck))


def _merge(given: MetadataRow, own: MetadataRow) -> tuple[MetadataRow, str]:
    """What metadata.csv says, filled up with what the page says of itself; and which of them told the day."""
    cells = {field: getattr(given, field) or getattr(own, field) for field in ("title", "publisher", "url", "author")}
    if given.published != UNKNOWN_DAYS:
        return replace(given, **cells), "metadata"
    return replace(given, **cells, published=own.published), "metadata of the page"


def _make_article(
    article_id: str, name: str, data: bytes, text: str, row: MetadataRow, *, basis: str = "metadata"
) -> Article:
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
        published_basis="" if row.published == UNKNOWN_DAYS else basis,
    )


def _drop_duplicates(articles: Iterable[Article], problems: list[Problem]) -> list[Article]:
    """Keep the first of articles whose words are the same, white space aside."""
    first: dict[str, str] = {}
    kept = []
    for article in articles:
        key = " ".join(article.text.split())
        if key in first:
            problems.append(
                name_problem(article.file, f"has the same text as {first[key]} and is left out; remove one of them.")
            )
        else:
            first[key] = article.file
            kept.append(article)
    return kept


def _read_table(path: Path, problems: list[Problem]) -> list[Article]:
    """One article a row of a .jsonl, .csv or .parquet file."""
    articles: dict[str, Article] = {}
    for number, row in read_rows(path, problems):
        where = f"{path.name}, row {number}"
        try:
            article = _row_article(row, where, f"{path.stem}-{number:04}", problems)
            if article.article_id in articles:
                raise Unreadable(f"{where} names {article.file} a second time; give every article its own name.")
        except Unreadable as error:
            problems.append(Problem(file=path.name, message=str(error)))
            continue
        articles[article.article_id] = article
    return [articles[key] for key in sorted(articles, key=lambda key: articles[key].file)]


def _row_article(row: dict, where: str, spare_id: str, problems: list[Problem]) -> Article:
    """One row as an article; raises Unreadable with the sentence to show."""
    text = row.get("text")
    if not isinstance(text, str) or not text:
        raise Unreadable(f"{where} has no `text`; put the article's text there or remove the row.")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise Unreadable(f"{where} holds half of a character (a lone surrogate); write the text in proper UTF-8.")
    check_text(where, text)
    cells = {key: _cell(row.get(key)) for key in METADATA_COLUMNS}
    name = cells.pop("file") or spare_id
    if re.search(r"[/\\;]", name) or not name.isprintable() or name.startswith("."):
        raise Unreadable(f"{where} names the file {name!r}; use a plain file name without folders or semicolons.")
    days = parse_published(cells.pop("published"))
    if days is None:
        problems.append(
            name_problem(
                where, f"has no readable `published` ({row['published']!r}); write YYYY-MM-DD, YYYY-MM or YYYY."
            )
        )
    meta = MetadataRow(**cells, published=days or UNKNOWN_DAYS)
    stem = Path(name).stem if name.lower().endswith(_ARTICLE_SUFFIXES) else name
    return _make_article(stem, name, text.encode("utf-8"), text, meta)


def _cell(value: object) -> str:
    """A cell of a table as words; what is neither words nor a number counts as empty."""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
