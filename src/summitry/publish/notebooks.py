"""Which notebooks there are, where they lie, and the parameters they take."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import summitry
from summitry.publish.parameters import ParameterError, check_name, check_value

NOTEBOOKS = ("01-articles", "02-meetings", "03-voices", "04-themes", "05-narrative", "06-accuracy", "explore")
DOSSIER = "dossier"


def notebook_folder() -> Path:
    """Where the notebooks are: in the checkout summitry runs from, else in ./notebooks.

    Raises ParameterError when they are in neither.
    """
    for folder in (Path(summitry.__file__).resolve().parents[2] / "notebooks", Path.cwd() / "notebooks"):
        if (folder / f"{NOTEBOOKS[0]}.ipynb").is_file():
            return folder
    raise ParameterError("the folder notebooks/ is not here; run summitry from a checkout of its repository")


def find_notebook(name: str) -> Path:
    """The path of a notebook by its name or path; raises ParameterError with the nearest name."""
    if name.endswith(".ipynb") and Path(name).is_file():
        return Path(name)
    stem = Path(name).stem if name.endswith(".ipynb") else name
    folder = notebook_folder()
    known = {path.stem: path for path in sorted(folder.glob("*.ipynb"))}
    try:
        check_name(stem, known)
    except ParameterError as error:
        raise ParameterError(str(error).replace("no parameter", "no notebook")) from None
    return known[stem]


def read_parameters(source: Path) -> dict[str, str]:
    """{name: type} of the parameters of a notebook, from its cell tagged `parameters`."""
    import papermill

    found = papermill.inspect_notebook(str(source))
    return {name: details["inferred_type_name"].strip("'\"") for name, details in found.items()}


def convert_value(name: str, text: Any, kinds: Mapping[str, str]) -> Any:
    """A parameter's value from its text, by the type of the parameter; raises ParameterError when it does not fit."""
    check_name(name, kinds)
    kind, value = kinds[name], text
    if isinstance(text, str) and kind in ("int", "float", "bool"):
        try:
            value = (
                {"true": True, "false": False}[text.lower()]
                if kind == "bool"
                else (int if kind == "int" else float)(text)
            )
        except (KeyError, ValueError):
            value = text
    check_value(name, value, kind)
    return value
