"""How a page was made: versions, parameters and the digests of what went in. Nothing here depends on when or where.

`python -m summitry verify` reads these tables again: their words are what it goes by.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd

import summitry
from summitry.model import LanguageError
from summitry.provenance import describe_model, digest_code, digest_file, digest_lock

PACKAGES = ("spacy", "pandas", "numpy", "matplotlib", "papermill", "nbconvert")
NAMES = {
    "principals": "Principals",
    "since": "Since",
    "until": "Until",
    "codebook": "Codebook",
    "language_model": "Language model",
}
DEFAULTS = {"since": "no limit", "until": "no limit", "codebook": "the one summitry ships"}
CODE, LOCK = "Code and notebooks (SHA-256)", "requirements.lock (SHA-256)"


def tabulate_making(study: Any) -> pd.DataFrame:
    """What, Value: versions of the programs and parameters of the study."""
    rows = [("summitry", summitry.__version__), (CODE, digest_code())]
    rows += [(LOCK, digest)] if (digest := digest_lock()) else []
    rows += [(name, metadata.version(name)) for name in PACKAGES]
    rows += [(NAMES.get(key, key), _say_value(key, value)) for key, value in study.parameters.items()]
    return pd.DataFrame(rows, columns=["What", "Value"])


def _say_value(key: str, value: str) -> str:
    """A parameter as a page shows it: of a codebook its name and digest, not where it lay; of a model its version."""
    if not value:
        return DEFAULTS.get(key, "")
    if key == "codebook":
        return f"{Path(value).name} (SHA-256 {digest_file(Path(value))})" if Path(value).is_file() else value
    if key == "language_model":
        try:
            return f"{value} ({describe_model(value)})"
        except LanguageError:
            return value
    return value


def tabulate_inputs(study: Any) -> pd.DataFrame:
    """File, SHA-256 of every article."""
    return study.articles[["file", "sha256"]].rename(columns={"file": "File", "sha256": "SHA-256"})
