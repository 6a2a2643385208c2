"""How a page was made: versions, parameters and the digests of what went in. Nothing here depends on when or where."""

from __future__ import annotations

from importlib import metadata
from typing import Any

import pandas as pd

import summitry

PACKAGES = ("spacy", "pandas", "numpy", "matplotlib", "papermill", "nbconvert")
NAMES = {
    "principals": "Principals",
    "since": "Since",
    "until": "Until",
    "codebook": "Codebook",
    "language_model": "Language model",
}
DEFAULTS = {"since": "no limit", "until": "no limit", "codebook": "the one summitry ships"}


def tabulate_making(study: Any) -> pd.DataFrame:
    """What, Value: versions of the programs and parameters of the study."""
    rows = [("summitry", summitry.__version__)]
    rows += [(name, metadata.version(name)) for name in PACKAGES]
    rows += [(NAMES.get(key, key), value or DEFAULTS.get(key, "")) for key, value in study.parameters.items()]
    return pd.DataFrame(rows, columns=["What", "Value"])


def tabulate_inputs(study: Any) -> pd.DataFrame:
    """File, SHA-256 of every article."""
    return study.articles[["file", "sha256"]].rename(columns={"file": "File", "sha256": "SHA-256"})
