"""What a result was made from and with: digests of the articles, of the program and of the lock file, and versions.

Nothing here depends on when, where or in which language something ran, nor on the order in which a folder lists its
files. Digests are SHA-256 in hexadecimal; that of several files is the digest of the lines `<digest>  <name>`, sorted.
"""

from __future__ import annotations

import functools
import hashlib
import platform
import re
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

import summitry
from summitry.model import model_version

CODE_SUFFIXES = frozenset([".py", ".csv", ".toml", ".json", ".mplstyle", ".j2", ".css", ".js", ".ipynb"])
CORPUS_SUFFIXES = (".txt", ".html", ".htm", ".jsonl", ".csv", ".parquet")
GOLD = "gold"  # the folder of a corpus with its hand annotation
_LOCKED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)


def digest_file(path: Path) -> str:
    """SHA-256 of a file's bytes, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_files(files: Mapping[str, Path]) -> str:
    """One digest for several files under their names ("" for none)."""
    lines = sorted(f"{digest_file(path)}  {name}\n" for name, path in files.items())
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest() if lines else ""


def list_inputs(corpus: str | Path) -> dict[str, str]:
    """{name: digest} of every file of a corpus that can tell in a report, sorted by name.

    corpus: a folder (its articles, metadata.csv and gold/) or a single file. Links that lead out of a folder and
    what is no regular file are not opened, as `read_corpus` does not open them.
    """
    corpus = Path(corpus)
    if not corpus.is_dir():
        return {corpus.name: digest_file(corpus)}
    home = corpus.resolve()
    found = [*corpus.iterdir(), *(corpus / GOLD).rglob("*")]
    files = {
        path.relative_to(corpus).as_posix(): path
        for path in found
        if path.name.lower().endswith(CORPUS_SUFFIXES) and not path.name.startswith(".")
        if path.is_file() and path.resolve().is_relative_to(home)
    }
    return {name: digest_file(files[name]) for name in sorted(files)}


@functools.cache
def digest_code() -> str:
    """One digest for the program with its knowledge, and the notebooks beside it where it runs from a checkout."""
    package = Path(summitry.__file__).resolve().parent
    files = _files_below(package, "summitry")
    return digest_files(files | _files_below(package.parents[1] / "notebooks", "notebooks"))


def _files_below(folder: Path, name: str) -> dict[str, Path]:
    found = {path.relative_to(folder): path for path in folder.rglob("*") if path.suffix in CODE_SUFFIXES}
    hidden = (".", "__pycache__")
    return {
        f"{name}/{inside.as_posix()}": path
        for inside, path in found.items()
        if not any(part.startswith(hidden) for part in inside.parts)
    }


def digest_lock() -> str:
    """The digest of requirements.lock; "" where summitry was installed without its checkout."""
    lock = _lock()
    return digest_file(lock) if lock.is_file() else ""


def _lock() -> Path:
    return Path(summitry.__file__).resolve().parents[2] / "requirements.lock"


def list_packages() -> dict[str, str]:
    """{name: version} of what is installed of the packages the lock file names (without it: of summitry's needs)."""
    lock = _lock()
    if lock.is_file():
        names = _LOCKED.findall(lock.read_text("utf-8"))
    else:
        names = [re.split(r"[^A-Za-z0-9._-]", need)[0] for need in metadata.requires("summitry") or ()]
    found = {}
    for name in sorted(set(names)):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:  # a package of another platform
            continue
    return found


def describe_model(name: str) -> str:
    """Name and version of a language model, such as "core_web_md 3.8.0"; raises LanguageError when it is not there."""
    return " ".join(model_version(name))


def describe_versions(language_model: str) -> dict[str, str]:
    """{what: version or digest} of everything a report is made with; raises LanguageError without the model."""
    return {
        "summitry": summitry.__version__,
        "code": digest_code(),
        "lock": digest_lock(),
        "python": platform.python_version(),
        "language_model": describe_model(language_model),
    }
