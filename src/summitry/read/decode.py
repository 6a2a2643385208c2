"""Bytes of a corpus -> text, with one clear sentence for everything that is none.

An article may have LONGEST_TEXT characters, a web page LONGEST_PAGE bytes. Nothing longer is an article of a newspaper
(the longest reports of magazines have some 200,000 characters), and spaCy's own limit is the same; it is refused whole
rather than cut, so that nothing is lost without a word.
"""

from __future__ import annotations

import os
from pathlib import Path

from summitry.records import Problem

LONGEST_TEXT = 1_000_000  # code points of one article; also spaCy's Language.max_length
LONGEST_PAGE = 20_000_000  # bytes of one web page, of which the article is taken out
LONGEST_TABLE = 2_000_000_000  # bytes of one table of articles
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class CorpusError(ValueError):
    """Nothing can be read at all; the message is one sentence that names the path and the remedy."""


class Unreadable(ValueError):
    """One article cannot be used; the message is the sentence for the Problem."""


def file_name(path: Path) -> str:
    """The name of an article's file, whatever the locale; raises Unreadable for one that could not be shown or told.

    ";" stands between names in the tables.
    """
    try:
        name = os.fsencode(path.name).decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable(f"{path.name} has a name that is not UTF-8; rename it.") from None
    if not name.isprintable():
        raise Unreadable(f"{name} has a name with a character that does not print; rename it.")
    if ";" in name:
        raise Unreadable(f"{name} has a name with a semicolon, which stands between names in the tables; rename it.")
    return name


def read_bytes(path: Path, *, most: int) -> bytes:
    """The bytes of a file of its folder, `most` at most; raises Unreadable with the sentence to show."""
    if path.is_symlink():
        folder = path.parent.resolve()
        if not path.exists():
            raise Unreadable(f"{path.name} is a link to a file that does not exist; remove it or mend the link.")
        if not path.resolve().is_relative_to(folder):
            raise Unreadable(
                f"{path.name} is a link that leads out of the corpus; copy the article itself into the folder."
            )
    if not path.is_file():
        raise Unreadable(f"{path.name} is not a regular file; remove it or put the article's text in its place.")
    try:
        size = path.stat().st_size
        if size > most:
            raise Unreadable(f"{path.name} has {size:,} bytes, more than the {most:,} that are read; split it up.")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be opened ({error.strerror}); check its permissions.") from error


def decode_text(name: str, data: bytes) -> str:
    """Decode UTF-8, dropping a byte order mark at the front; raises Unreadable naming the first bad byte."""
    if not data:
        raise Unreadable(f"{name} is empty; put the article's text in it or remove it.")
    if data.startswith(UTF16_MARKS):
        raise Unreadable(f"{name} is encoded in UTF-16 (or UTF-32); save it as UTF-8.")
    if b"\0" in data:
        where = data.index(b"\0")
        raise Unreadable(f"{name} is a binary file (a zero byte at byte {where}); save the article as UTF-8 text.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        raise Unreadable(
            f"{name} is not UTF-8: byte {where} (0x{data[where]:02x}) cannot be decoded; save it as UTF-8."
        ) from error


def check_text(name: str, text: str) -> None:
    if not text.strip():
        raise Unreadable(f"{name} holds nothing but white space; put the article's text in it or remove it.")
    if not any(c.isalpha() for c in text):
        raise Unreadable(f"{name} has no letters in it; put the article's text in it or remove it.")
    if len(text) > LONGEST_TEXT:
        raise Unreadable(
            f"{name} has {len(text):,} characters, more than the {LONGEST_TEXT:,} of one article; split it up."
        )


def name_problem(subject: str, rest: str, *, file: str | None = None) -> Problem:
    return Problem(file=file or subject.partition(", row ")[0], message=f"{subject} {rest}")
