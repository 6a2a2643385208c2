"""summitry: press articles about leaders' meetings, turned into a documented account of those meetings.

>>> import summitry
>>> study = summitry.analyse("seeds")  # doctest: +SKIP
>>> study.meetings[["earliest", "city", "format", "status"]]  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summitry.study import Study

__version__ = "0.4.0"

# The public names and where they live; loaded when first used, so that `python -m summitry --help` is quick.
_PUBLIC = {
    "Article": "records",
    "Meeting": "records",
    "Passage": "records",
    "Statement": "records",
    "Study": "study",
    "read_codebook": "knowledge.codebook",
    "read_corpus": "read",
    "write_narrative": "tell.narrative",
    "write_tables": "tables",
}
__all__ = ["__version__", "analyse", *_PUBLIC]


def analyse(corpus: Any, **options: Any) -> Study:
    """Read a corpus, find everything in it, and state the findings.

    corpus: a folder or file of articles, or a Corpus already read. Options as for `summitry.study.analyse`:
    principals, since, until, codebook, language_model, workers, progress. Returns a Study with one DataFrame per table.

    >>> analyse("seeds", principals="Netanyahu; Putin").meetings.city  # doctest: +SKIP
    """
    from summitry.study import analyse as find
    from summitry.tell.findings import add_findings

    return add_findings(find(corpus, **options))


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(importlib.import_module(f"summitry.{_PUBLIC[name]}"), name)
    raise AttributeError(f"module 'summitry' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
