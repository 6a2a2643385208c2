"""Run a published report again from what it says of itself, and say whether every file comes out the same.

A whole report says so in its build.json; a single executed notebook in the section "How this was made" and in its
parameters. What is read there is not trusted: parameters are checked as if they had been typed in, and files are
compared, never opened by a name that stands in them.
"""

from __future__ import annotations

import ast
import contextlib
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
from bs4 import BeautifulSoup

from summitry.provenance import describe_versions, list_inputs, list_packages
from summitry.publish.manifest import MANIFEST, PARTS, ManifestError, list_files, read_manifest
from summitry.publish.normalise import normalise_notebook
from summitry.publish.notebooks import notebook_folder, read_parameters
from summitry.publish.parameters import STUDY_PARAMETERS, ParameterError, find_corpus, study_options
from summitry.publish.run import Job, execute_notebook, run_report
from summitry.read import read_corpus
from summitry.remembered import made_anew

MOST_NAMED = 12  # of files that differ
WORDS = {
    "summitry": "summitry",
    "code": "the program or its notebooks",
    "lock": "requirements.lock",
    "python": "Python",
    "language_model": "the language model",
}


def verify(published: str, *, corpus: str = "", workers: int = 2) -> list[str]:
    """Run a report or a notebook again; the list of what differs, in sentences, empty when all is identical.

    published: the folder of a report or of its site, or one executed notebook. corpus: where the articles are, when
    they are not where the report says. Raises ManifestError or ParameterError when it cannot be run again.
    """
    path = Path(published)
    if path.suffix == ".ipynb":
        return list(_verify_notebook(path, corpus))
    site = _find_site(path)
    notebooks = site.parent / "notebooks"  # a site may have been published without them
    made = read_manifest(site / MANIFEST)
    given = _parameters(made["parameters"], corpus, site)
    now = describe_versions(given.get("language_model") or "en_core_web_md")
    differing = [
        *_versions({k: v for k, v in made["made_with"].items() if k != "packages"}, now),
        *_packages(made["made_with"].get("packages") or {}, list_packages()),
        *_inputs(made["inputs"], list_inputs(given["corpus_dir"])),
    ]
    parts = PARTS if notebooks.is_dir() else ("site",)
    here = list_files(site, notebooks if notebooks.is_dir() else None)
    then = {name: digest for name, digest in made["files"].items() if name.startswith(parts)}
    differing += _files(then, here, "changed after the report was published")
    with tempfile.TemporaryDirectory(prefix="summitry-verify-") as folder, _silent(), made_anew():
        corpus_dir, rest = given["corpus_dir"], {k: v for k, v in given.items() if k != "corpus_dir"}
        run_report(corpus_dir, folder, workers=workers, **rest)
        again = list_files(Path(folder, "site"), Path(folder, "notebooks") if notebooks.is_dir() else None)
    return [*differing, *_files(again, here, "not the same when run again")]


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    with contextlib.redirect_stderr(io.StringIO()):
        yield


def _find_site(path: Path) -> Path:
    """The folder that holds build.json: the one named, its folder `site`, or that of the page named."""
    for folder in (path, path / "site", path.parent):
        if (folder / MANIFEST).is_file():
            return folder
    raise ManifestError(f"{path} is no published report: there is no {MANIFEST} in it or in its folder site")


def _parameters(recorded: Mapping[str, str], corpus: str, near: Path) -> dict[str, str]:
    """The parameters to run with again, checked; raises ParameterError for one that would not do."""
    given = {name: value for name, value in recorded.items() if name in STUDY_PARAMETERS}
    if unknown := sorted(set(recorded) - set(given)):
        raise ParameterError(f"the report has a parameter {unknown[0]!r} that this version does not know")
    if not re.fullmatch(r"\w+", given.get("language_model", "en_core_web_md"), re.ASCII):
        raise ParameterError(f"the report names {given['language_model']!r} as its language model, which is no name")
    given["corpus_dir"] = str(_corpus(corpus or given.get("corpus_dir", "seeds"), near))
    study_options(given)
    return given


def _corpus(name: str, near: Path) -> Path:
    """Where the articles are: as `find_corpus` finds them, else in a folder above the report."""
    try:
        return find_corpus(name)
    except ParameterError:
        for folder in near.resolve().parents:
            if (folder / name).exists():
                return folder / name
        raise ParameterError(f"the report's articles ({name}) are not here; say where: --corpus FOLDER") from None


def _versions(then: Mapping[str, Any], now: Mapping[str, str]) -> list[str]:
    """What of the program is another one than it was."""
    differing = []
    for key, words in WORDS.items():
        was, is_now = str(then.get(key, "")), now.get(key, "")
        if was != is_now:
            digest = len(was) == 64 or len(is_now) == 64
            told = "" if digest else f" (it was {was or 'not told'}, here it is {is_now})"
            differing.append(f"versions differ: {words} is not the one the report was made with{told}")
    return differing


def _packages(then: Mapping[str, Any], now: Mapping[str, str]) -> list[str]:
    names = [name for name in sorted({*then, *now}) if then.get(name) != now.get(name)]
    told = [f"{name} {then.get(name, 'none')} then, {now.get(name, 'none')} here" for name in names]
    return [f"versions differ: {_some(told)}"] if told else []


def _inputs(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Which files of the corpus changed, went or came."""
    return [
        f"inputs changed: {name} {state}"
        for name in sorted({*then, *now})
        if (state := _state(then.get(name), now.get(name), ("is gone", "is new", "is not what it was")))
    ]


def _files(wanted: Mapping[str, str], here: Mapping[str, str], changed: str) -> list[str]:
    """Which published files are not as wanted; one sentence per way to differ."""
    ways = ("missing", "not part of it", changed)
    found: dict[str, list[str]] = {}
    for name in sorted({*wanted, *here}):
        if state := _state(wanted.get(name), here.get(name), ways):
            found.setdefault(state, []).append(name)
    return [f"files differ ({state}): {_some(names)}" for state, names in found.items()]


def _state(then: str | None, now: str | None, words: tuple[str, str, str]) -> str:
    if then == now:
        return ""
    return words[0] if now is None else words[1] if then is None else words[2]


def _some(names: Iterable[str]) -> str:
    names = [" ".join(name.split())[:200] for name in names]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _verify_notebook(path: Path, corpus: str) -> Iterator[str]:
    """What differs when one executed notebook is run again."""
    try:
        published = nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises whatever its reader of JSON does
        raise ManifestError(f"{path} cannot be read as a notebook") from error
    source = _source_of(published, path)
    values = _notebook_parameters(published)
    known = read_parameters(source)
    own = {name: value for name, value in values.items() if name not in STUDY_PARAMETERS and name in known}
    study = _parameters({name: values[name] for name in values if name in STUDY_PARAMETERS}, corpus, path)
    making, inputs = _footer(published, "Versions and parameters"), _footer(published, "SHA-256 of every article")
    if not making:
        raise ManifestError(f"{path.name} does not tell how it was made; is it an executed notebook of summitry?")
    yield from _versions(_footer_versions(making), describe_versions(study.get("language_model", "en_core_web_md")))
    articles = {a.file: a.sha256 for a in read_corpus(study["corpus_dir"]).articles}
    yield from _inputs(inputs, articles)
    with tempfile.TemporaryDirectory(prefix="summitry-verify-") as folder, made_anew():
        job = Job(source=source, name=source.stem, parameters={**_changed(study, source), **own})
        result = execute_notebook(job, Path(folder) / source.name)
        if result.error:
            yield f"it failed when it was run again: {result.error}"
            return
        again = nbformat.read(result.path, as_version=4)
    yield from _cells(normalise_notebook(published), again)


def _changed(study: Mapping[str, str], source: Path) -> dict[str, str]:
    """The parameters that are not what the notebook itself has."""
    own = _notebook_parameters(nbformat.read(source, as_version=4))
    return {name: value for name, value in study.items() if own.get(name) != value}


def _source_of(published: Any, path: Path) -> Path:
    """The notebook it was made from: the one whose first cell is the same."""
    first = published.cells[0].source if published.cells else ""
    for source in sorted(notebook_folder().glob("*.ipynb")):
        if nbformat.read(source, as_version=4).cells[0].source == first:
            return source
    raise ManifestError(f"{path.name} begins like no notebook of summitry, so it cannot be run again")


def _notebook_parameters(notebook: Any) -> dict[str, Any]:
    """{name: value} of the cells tagged parameters and injected-parameters; what is no literal is passed over."""
    values: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and {"parameters", "injected-parameters"} & set(cell.metadata.get("tags", ())):
            with contextlib.suppress(SyntaxError, ValueError):
                for node in ast.parse(cell.source).body:
                    target = node.target if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [None])[0]
                    if isinstance(target, ast.Name) and getattr(node, "value", None) is not None:
                        values[target.id] = ast.literal_eval(node.value)
    return values


def _footer(notebook: Any, caption: str) -> dict[str, str]:
    """The two columns of the table of that caption in a notebook's outputs."""
    for cell in reversed(notebook.cells):
        for output in cell.get("outputs", ()):
            soup = BeautifulSoup(output.get("data", {}).get("text/html", ""), "html.parser")
            for table in soup.find_all("table"):
                if table.caption is not None and table.caption.get_text().startswith(caption):
                    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")[1:]]
                    return {row[0].get_text(): row[1].get_text() for row in rows if len(row) == 2}
    return {}


def _footer_versions(making: Mapping[str, str]) -> dict[str, str]:
    """The versions of a notebook's footer under the names of build.json; Python's is not shown there."""
    import platform

    from summitry.tell.making import CODE, LOCK, NAMES

    model = re.search(r"\((.*)\)$", making.get(NAMES["language_model"], ""))
    return {
        "summitry": making.get("summitry", ""),
        "code": making.get(CODE, ""),
        "lock": making.get(LOCK, ""),
        "python": platform.python_version(),
        "language_model": model[1] if model else "",
    }


def _cells(published: Any, again: Any) -> list[str]:
    """Which cells of a notebook do not come out the same; where it lay does not count."""
    if len(published.cells) != len(again.cells):
        return [f"files differ: it has {len(published.cells)} cells, and {len(again.cells)} when it is run again"]
    names = []
    for number, (one, two) in enumerate(zip(published.cells, again.cells, strict=True), start=1):
        skipped = "injected-parameters" in one.metadata.get("tags", ())
        if not skipped and (one.source, one.get("outputs")) != (two.source, two.get("outputs")):
            names.append(f"cell {number}")
    return [f"files differ (not the same when run again): {_some(names)}"] if names else []
