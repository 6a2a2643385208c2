"""Studies made before: the records of the same articles by the same program are taken from the user's cache folder.

So opening a second notebook, or choosing other principals, reads nothing anew, and needs neither spaCy nor a model.
What a study depends on is in its name: every article with its segments, the codebook, the days, the program and its
knowledge (`provenance.digest_code`), Python, spaCy and the language model. SUMMITRY_REMEMBER=0 makes every study anew.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import is_dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from summitry.model import model_version
from summitry.provenance import digest_code
from summitry.records import Article, DayRange

if TYPE_CHECKING:
    from summitry.study import StudyRecords

SUFFIX = ".pickle.gz"
SWITCH = "SUMMITRY_REMEMBER"  # an environment variable; "0": every study is made anew
KEPT = 20  # studies, and their bytes together; the one not asked for longest goes first
MOST_BYTES = 500_000_000


def cache_folder() -> Path:
    """Where parses and studies are kept: $SUMMITRY_CACHE, else the user's cache folder."""
    return Path(os.environ.get("SUMMITRY_CACHE") or platformdirs.user_cache_dir("summitry"))


@contextmanager
def made_anew() -> Iterator[None]:
    """While it is open every study is made anew, in this process and in those it starts."""
    before = os.environ.get(SWITCH)
    os.environ[SWITCH] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SWITCH]
        else:
            os.environ[SWITCH] = before


class Place:
    """Where the records of a study are kept.

    articles, days, codebook (its path), model: what the study is made from. Raises LanguageError when the model is not
    installed.
    """

    def __init__(self, articles: Iterable[Article], days: DayRange, *, codebook: str, model: str) -> None:
        name = hashlib.sha256()
        for part in _named(articles, days, codebook, model):
            name.update(part.encode("utf-8", "surrogatepass") + b"\0")
        self.path = cache_folder() / "studies" / f"{name.hexdigest()}{SUFFIX}"
        self.used = os.environ.get(SWITCH) != "0"

    def recall(self) -> StudyRecords | None:
        """The records, or None where the study was not made before or its file is broken."""
        if not self.used:
            return None
        try:
            with gzip.open(self.path) as file:
                records = _Records(file).load()
            os.utime(self.path)
        except Exception:  # a missing, cut-off or foreign file: the study is made anew
            return None
        return records

    def keep(self, records: StudyRecords) -> None:
        """Write beside and rename, so that a run cut off leaves no half file; a full or read-only disk is no error."""
        if not self.used:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with (
                tempfile.NamedTemporaryFile(dir=self.path.parent, delete=False) as file,
                gzip.open(file, "wb", compresslevel=1) as packed,
            ):
                pickle.dump(records, packed, protocol=5)
            os.replace(file.name, self.path)
            _forget_old(self.path.parent)
        except OSError:
            return


def _forget_old(folder: Path) -> None:
    """Remove what goes beyond KEPT and MOST_BYTES; the newest stays whatever its size."""
    room = MOST_BYTES
    for turn, path in enumerate(sorted(folder.glob(f"*{SUFFIX}"), key=lambda p: -p.stat().st_mtime)):
        room -= path.stat().st_size
        if turn and (turn >= KEPT or room < 0):
            path.unlink(missing_ok=True)


class _Records(pickle.Unpickler):
    """Reads records and days only: a file in the cache can name no function to be called."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if module.startswith("summitry.") else None
        if (module, name) == ("datetime", "date"):
            return date
        if isinstance(found, type) and is_dataclass(found):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


def _named(articles: Iterable[Article], days: DayRange, codebook: str, model: str) -> Iterator[str]:
    yield from (digest_code(), sys.version, metadata.version("spacy"), *model_version(model), repr(days))
    yield from (codebook, Path(codebook).read_text("utf-8") if codebook else "")  # the shipped one is in the program
    yield from map(repr, articles)
