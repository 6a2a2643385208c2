"""The parameters of notebooks: checked before anything runs, by the notebook itself and by the runner.

papermill only warns of a parameter a notebook does not have, and turns `-p since 2016` into a number; both would
give a report about something else than was asked for. Here every wrong name or value stops with one sentence.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import summitry
from summitry.tell.words import as_day

# name -> what a value must be, said to people
STUDY_PARAMETERS = {
    "corpus_dir": 'a folder of articles, such as "seeds"',
    "principals": 'two names, such as "Netanyahu; Putin", or empty',
    "since": 'a day such as "2016-04-21", or empty',
    "until": 'a day such as "2019-02-27", or empty',
    "codebook": "the path of a codebook (.toml), or empty",
    "language_model": 'the name of a spaCy pipeline, such as "en_core_web_md"',
}
TYPES = {"str": str, "int": int, "float": (int, float), "bool": bool}
TYPE_NAMES = {"str": "text in quotation marks", "int": "a whole number", "float": "a number", "bool": "True or False"}


class ParameterError(ValueError):
    """A parameter is unknown, mistyped or out of range; the message names it and what would do."""


class StudyOptions(dict):
    """The keyword arguments for `summitry.analyse`, checked."""

    def __repr__(self) -> str:
        return ", ".join(f"{key}={value!r}" for key, value in self.items())


def check_parameters(namespace: Mapping[str, Any]) -> StudyOptions:
    """Check the parameters of a running notebook; give the arguments for `summitry.analyse`.

    namespace: `globals()` of the notebook, in the cell after the one tagged `parameters`. Every parameter there is
    annotated, which tells its name and type; a cell papermill injected may name no other.
    Raises ParameterError with one sentence.

    >>> check_parameters({"corpus_dir": "seeds", "__annotations__": {"corpus_dir": str}})  # doctest: +SKIP
    corpus='seeds'
    """
    kinds = _annotated(namespace)
    for name in _injected(namespace):
        check_name(name, kinds)
    for name, kind in kinds.items():
        check_value(name, namespace.get(name), kind)
    values = {name: namespace[name] for name in kinds if name in STUDY_PARAMETERS}
    return study_options(values)


def study_options(values: Mapping[str, Any]) -> StudyOptions:
    """Check the values of the parameters all notebooks share; give the arguments for `summitry.analyse`.

    Raises ParameterError for a day that is none, a range upside down, a codebook or corpus that is not there.
    """
    values = {name: value for name, value in values.items() if name in STUDY_PARAMETERS}
    days = {name: _check_day(name, values.get(name, "")) for name in ("since", "until")}
    if days["since"] and days["until"] and days["since"] > days["until"]:
        raise ParameterError(f"since ({values['since']}) lies after until ({values['until']}); exchange them")
    options = StudyOptions(corpus=find_corpus(values.get("corpus_dir", "seeds")))
    options |= {name: value for name, value in values.items() if name != "corpus_dir"}
    if options.get("codebook"):
        options["codebook"] = str(_find_upwards(options["codebook"], "codebook", STUDY_PARAMETERS["codebook"]))
    return options


def check_name(name: str, known: Mapping[str, Any]) -> None:
    """Raise ParameterError, with the nearest known name, for a parameter that is not among `known`."""
    if name in known:
        return
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    raise ParameterError(f"there is no parameter {name!r}; {hint}")


def check_value(name: str, value: Any, kind: str) -> None:
    """Raise ParameterError for a value of another type than the annotation `kind` of the parameter."""
    wanted = TYPES.get(kind)
    if wanted is None or (isinstance(value, wanted) and (kind == "bool" or not isinstance(value, bool))):
        return
    example = f": {STUDY_PARAMETERS[name]}" if name in STUDY_PARAMETERS else ""
    raise ParameterError(f"{name} must be {TYPE_NAMES[kind]}{example}; it is {value!r}")


def find_corpus(corpus_dir: str) -> Path:
    """The folder or file of a corpus: as given, else from a folder above, else beside summitry's own source.

    So that a notebook finds its articles from whatever folder it is run. Raises ParameterError when it is nowhere.
    """
    return _find_upwards(corpus_dir, "corpus_dir", STUDY_PARAMETERS["corpus_dir"])


def _find_upwards(given: str, name: str, wanted: str) -> Path:
    if not str(given).strip():
        raise ParameterError(f"{name} is empty; give {wanted}")
    path = Path(given).expanduser()
    here = Path.cwd()
    homes = [here, *here.parents, Path(summitry.__file__).resolve().parents[2]]
    if path.is_absolute() or path.exists():
        homes = [here]
    for home in homes:
        if (home / path).exists():
            return path if home == here else home / path
    raise ParameterError(f"{name}: there is no {str(given)!r} in {here} or a folder above it; give {wanted}")


def _check_day(name: str, value: Any) -> Any:
    if value == "":
        return None
    day = as_day(value) if isinstance(value, str) and len(value) == 10 else None
    if day is None:
        raise ParameterError(f"{name} must be {STUDY_PARAMETERS[name]}; it is {value!r}")
    return day


def _annotated(namespace: Mapping[str, Any]) -> dict[str, str]:
    """{name: type} of the annotated names of a notebook."""
    annotations = namespace.get("__annotations__") or {}
    if not annotations and callable(namespace.get("__annotate__")):  # Python 3.14 makes them on demand
        annotations = namespace["__annotate__"](1)
    return {
        name: kind if isinstance(kind, str) else getattr(kind, "__name__", "") for name, kind in annotations.items()
    }


def _injected(namespace: Mapping[str, Any]) -> list[str]:
    """The names that papermill set: those assigned in a cell that begins with its heading."""
    names: list[str] = []
    for source in namespace.get("In", ()):
        if source.startswith("# Parameters"):
            tree = ast.parse(source)
            names += [
                t.id
                for node in tree.body
                if isinstance(node, ast.Assign)
                for t in node.targets
                if isinstance(t, ast.Name)
            ]
    return names
