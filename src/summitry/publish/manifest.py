"""build.json: what a published report was made from and with, and the digest of every file of it.

It is written into the site and names no place, person or time; `publish.verify` runs a report again from it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from summitry.provenance import GOLD, describe_versions, digest_file, digest_files, list_inputs, list_packages
from summitry.publish.parameters import find_corpus

MANIFEST = "build.json"
MANIFEST_HOLDS = "What the report was made from and with, and the digest of every file of it, this crate's too."
PARTS = ("notebooks", "site")  # the folders of a report


class ManifestError(ValueError):
    """There is no build.json, or it is none; the message says what to name instead."""


def describe_making(given: Mapping[str, str], *, codebook: str = "") -> dict[str, Any]:
    """Everything a report depends on. given: its parameters as they were given; codebook: where that file was found.

    `seeds` is the digest of the shipped articles where the accuracy shown is measured on them, else empty.
    """
    corpus = Path(find_corpus(given["corpus_dir"]))
    model = given.get("language_model") or "en_core_web_md"
    own_gold = (corpus / GOLD).is_dir()
    seeds = {} if own_gold else list_inputs(find_corpus("seeds"))
    return {
        "made_with": describe_versions(model) | {"packages": list_packages()},
        "parameters": {name: hide_place(value) for name, value in given.items()},
        "inputs": list_inputs(corpus),
        "codebook": digest_file(Path(codebook)) if codebook else "",
        "seeds": digest_files({name: Path(find_corpus("seeds")) / name for name in seeds}),
    }


def hide_place(value: Any) -> Any:
    """A parameter as it is published: of an absolute path only its last part, so that no page tells where it ran."""
    path = Path(value) if isinstance(value, str) and value else None
    return path.name if path is not None and path.is_absolute() else value


def list_files(site: Path, notebooks: Path | None = None) -> dict[str, str]:
    """{path: digest} of every file of a site but build.json itself, and of the executed notebooks, sorted.

    The paths begin with site/ and notebooks/, whatever the folders are called now.
    """
    folders = {name: folder for name, folder in zip(PARTS, (notebooks, site), strict=True) if folder is not None}
    files = {
        f"{name}/{path.relative_to(folder).as_posix()}": path
        for name, folder in folders.items()
        for path in folder.rglob("*")
        if path.is_file() and path != site / MANIFEST
    }
    return {name: digest_file(files[name]) for name in sorted(files)}


def write_manifest(making: Mapping[str, Any], site: Path, notebooks: Path) -> None:
    """Write build.json into a site that is otherwise finished."""
    text = json.dumps({**making, "files": list_files(site, notebooks)}, indent=1)
    (site / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_manifest(path: Path) -> dict[str, Any]:
    """What a build.json says; raises ManifestError, in one sentence, for anything else."""
    try:
        made = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ManifestError(f"{path} cannot be read as the {MANIFEST} of a report; name the folder of one") from error
    wanted = {"made_with": dict, "parameters": dict, "inputs": dict, "files": dict}
    if not isinstance(made, dict) or not all(isinstance(made.get(k), kind) for k, kind in wanted.items()):
        raise ManifestError(f"{path} is not the {MANIFEST} of a report (it lacks {', '.join(wanted)})")
    cells = [*made["parameters"].values(), *made["inputs"].values(), *made["files"].values()]
    if not all(isinstance(cell, str) for cell in cells):
        raise ManifestError(f"{path} holds something else than words where parameters and digests should stand")
    return made
