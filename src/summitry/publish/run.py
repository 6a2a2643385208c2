"""Notebooks through papermill: one with parameters, or all of them over a corpus, with their pages.

Nothing half-written is left: everything is made in a folder beside its place and moved there when it is whole. A
notebook that fails is kept with its error and shown on the site; the others finish, and the exit status tells. A run
cut off from outside (a signal, a full disk, a killed process) leaves the last report as it was, and the next run
from the same articles and program goes on with the notebooks that were finished (`publish.workshop`).
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

import summitry
from summitry.publish.engine import ENGINE, run_each
from summitry.publish.manifest import PARTS, describe_making, hide_place, write_manifest
from summitry.publish.normalise import normalise_notebook
from summitry.publish.notebooks import (
    DOSSIER,
    NOTEBOOKS,
    convert_value,
    find_notebook,
    notebook_folder,
    read_parameters,
)
from summitry.publish.parameters import (
    ParameterError,
    find_corpus,
    study_options,
)
from summitry.publish.workshop import InterruptedRunError, open_workshop, put_in_place, remove, write_whole
from summitry.tell.addresses import OPEN_NOTEBOOK
from summitry.visible import one_line

TIMEOUT = 600  # seconds a cell may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One notebook to run: which, under what name, with which parameters."""

    source: Path
    name: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Executed:
    """A notebook that was run: where it is, and the sentence it failed with ("" when all was well).

    cut: it did not fail by itself, but something outside ended it (a killed process, a full disk).
    """

    name: str
    path: Path
    error: str = ""
    cut: bool = False


def run_report(
    corpus: str,
    out: str,
    *,
    figures: str = "",
    workers: int = 2,
    principals: str = "",
    since: str = "",
    until: str = "",
    codebook: str = "",
    language_model: str = "en_core_web_md",
) -> int:
    """Run every notebook over a corpus and write the site; returns the exit status (0 well, 1 something failed).

    corpus: folder or file of articles. out: folder; gets `notebooks/` (executed) and `site/` (pages, figures,
    tables, build.json). figures: a further folder for the figures, or "". workers: notebooks run at the same time.
    Raises ParameterError for a wrong value and CorpusError for an unreadable corpus, before anything is written, and
    InterruptedRunError when something outside cut the run off; the last report then stays as it was.
    """
    from summitry.tell import save_figures

    given = {"principals": principals, "since": since, "until": until, "codebook": codebook}
    given |= {"corpus_dir": str(corpus), "language_model": language_model}
    options = study_options(given)
    if workers < 1:
        raise ParameterError(f"workers must be 1 or more; it is {workers}")
    say = _Progress()
    making = describe_making(given, codebook=options.get("codebook", ""))
    study = summitry.analyse(**options)
    for problem in study.problems:
        say(problem.message)
    say(f"read {len(study.articles)} articles: {len(study.meetings)} meetings, {len(study.statements)} statements")
    target = Path(out)
    with open_workshop(target, making) as workshop:
        with keep_study(study, options):
            executed = run_jobs(list_jobs(study, given), workshop / "notebooks", workers=workers, say=say, resume=True)
        _check_whole(executed, target)
        _build(study, executed, making, workshop)
        put_in_place(workshop, target, PARTS)
    if figures:
        save_figures(study, figures)
    failed = [item for item in executed if item.error]
    for item in failed:
        say(f"failed: {item.name}: {item.error}")
    say(f"wrote {target / 'site' / 'index.html'}")
    return 1 if failed or study.problems else 0


def _check_whole(executed: list[Executed], target: Path) -> None:
    """Raise InterruptedRunError when a notebook was cut off from outside."""
    cut = [item for item in executed if item.cut]
    if cut:
        raise InterruptedRunError(
            f"{cut[0].name}: {cut[0].error}. The last report in {target} is left as it was; what was finished is kept, "
            "and the same command goes on from there (--workers 1 needs less memory)"
        )


def _build(study: Any, executed: list[Executed], making: Mapping[str, Any], workshop: Path) -> None:
    """The site of the executed notebooks, in the workshop; a site an interrupted run had begun is begun anew."""
    from summitry.publish.pages import write_site

    kept = {item.path for item in executed}
    for path in (workshop / "notebooks").iterdir():
        if path not in kept:
            remove(path)
    remove(workshop / "site")
    write_site(study, executed, workshop / "site")
    write_manifest(making, workshop / "site", workshop / "notebooks")


@contextlib.contextmanager
def keep_study(study: Any, options: Mapping[str, Any]) -> Iterator[None]:
    """Let notebooks run from this process find this study when they ask for the same corpus with the same options.

    The study was made by the same call a moment ago; reading the articles twenty times over would give it again.
    """
    analyse = summitry.analyse

    def remember(corpus: Any, **wanted: Any) -> Any:
        return study if {"corpus": corpus, **wanted} == dict(options) else analyse(corpus, **wanted)

    summitry.analyse = remember
    try:
        yield
    finally:
        summitry.analyse = analyse


def list_jobs(study: Any, given: Mapping[str, str]) -> list[Job]:
    """The notebooks of NOTEBOOKS, and the dossier once per meeting of the ledger.

    Accuracy is measured where there is hand annotation: on this corpus if it has a folder gold/, else on the seeds.
    """
    folder = notebook_folder()
    own = {name: value for name, value in given.items() if value != _default(name)}
    jobs = []
    for name in NOTEBOOKS:
        parameters = own
        if name == "06-accuracy" and not (Path(find_corpus(given["corpus_dir"])) / "gold").is_dir():
            parameters = {key: own[key] for key in ("codebook", "language_model") if key in own}
        jobs.append(Job(source=folder / f"{name}.ipynb", name=name, parameters=parameters))
    for meeting_id in study.meetings.meeting_id:
        parameters = own | {"meeting_id": meeting_id}
        jobs.append(Job(source=folder / f"{DOSSIER}.ipynb", name=f"dossier-{meeting_id}", parameters=parameters))
    return jobs


def _default(name: str) -> str:
    return {"corpus_dir": "seeds", "language_model": "en_core_web_md"}.get(name, "")


def run_jobs(jobs: list[Job], folder: Path, *, workers: int, say: Any, resume: bool = False) -> list[Executed]:
    """Run notebooks, several at a time, and give them in this order; one line of progress as each ends.

    One that was cut off from outside is tried once more, alone. resume: what an interrupted run finished in the
    folder is taken as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{job.name}.ipynb" for job in jobs]
    results: dict[int, Executed] = {}
    if resume:
        results = {n: Executed(name=jobs[n].name, path=p) for n, p in enumerate(paths) if is_finished(p)}
        if results:
            say(f"{len(results)} of {len(jobs)} notebooks were finished by a run that was interrupted; they are kept")
    for crew in (workers, 1):
        todo = [n for n in range(len(jobs)) if n not in results or results[n].cut]
        tasks = [(jobs[n], paths[n]) for n in todo]
        for index, (result, seconds) in run_each(_run_task, tasks, workers=crew, lost=_lose_task):
            results[todo[index]] = result
            state = "cut off" if result.cut else "failed" if result.error else "done"
            say(f"[{len(results):>{len(str(len(jobs)))}}/{len(jobs)}] {result.name} {state} in {seconds:.1f} s")
    return [results[index] for index in range(len(jobs))]


def is_finished(path: Path) -> bool:
    """Is there an executed notebook, whole and without an error in it?"""
    try:
        cells = nbformat.read(path, as_version=4).cells
    except Exception:  # not there, or not a notebook
        return False
    return not any(output.output_type == "error" for cell in cells for output in cell.get("outputs", ()))


def _run_task(task: tuple[Job, Path]) -> tuple[Executed, float]:
    begun = time.monotonic()
    result = execute_notebook(*task, engine=ENGINE)
    return result, time.monotonic() - begun


def _lose_task(task: tuple[Job, Path]) -> tuple[Executed, float]:
    job, path = task
    return Executed(name=job.name, path=path, error="the process that ran it ended without a result", cut=True), 0.0


def execute_notebook(job: Job, path: Path, *, engine: str | None = None) -> Executed:
    """Run one notebook through papermill and leave it, normalised, at `path`; a failed one as far as it got.

    engine: a papermill engine; None runs it in a Jupyter kernel.
    """
    error, cut = "", False
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".part-") as folder, _out_of_lab():
            made = Path(folder) / path.name
            error, cut = _papermill(job, made, engine)
            if made.exists() and not cut:
                places = {name: hide_place(value) for name, value in job.parameters.items()}
                notebook = normalise_notebook(nbformat.read(made, as_version=4), parameters=places)
                write_whole(path, (nbformat.writes(notebook) + "\n").encode())
    except OSError as failure:
        error, cut = _say_disk(failure), True
    return Executed(name=job.name, path=path, error=error, cut=cut)


@contextlib.contextmanager
def _out_of_lab() -> Iterator[None]:
    """What is executed here is not the notebook open in JupyterLab, even where it is run from that one."""
    name = os.environ.pop(OPEN_NOTEBOOK, None)
    try:
        yield
    finally:
        if name is not None:
            os.environ[OPEN_NOTEBOOK] = name


def _papermill(job: Job, path: Path, engine: str | None) -> tuple[str, bool]:
    """Run a notebook; the sentence it failed with or "", and whether that came from outside."""
    import papermill

    logging.getLogger("papermill").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            papermill.execute_notebook(
                str(job.source),
                str(path),
                parameters=dict(job.parameters),
                engine_name=engine,
                kernel_name="python3",
                progress_bar=False,
                record_timing=False,
                request_save_on_cell_execute=False,
                execution_timeout=TIMEOUT,
            )
        except papermill.exceptions.PapermillExecutionError as failure:
            return _sentence(f"{failure.ename}: {failure.evalue}"), False
        except OSError as failure:  # nowhere to write
            return _say_disk(failure), True
        except Exception as failure:  # a dead kernel, a broken notebook: said, and the other notebooks go on
            return _sentence(f"{type(failure).__name__}: {failure}"), False
    return "", False


def _say_disk(failure: OSError) -> str:
    full = failure.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return "the disk is full" if full else _sentence(f"{failure.strerror or failure}")


def _sentence(text: str) -> str:
    return " ".join(text.split())[:400]


def run_notebook(name: str, out: str, *, parameters: Mapping[str, str] | None = None) -> int:
    """Run one notebook with parameters, checked before it starts; returns the exit status (0 well, 1 failed).

    name: such as "05-narrative", or the path of a notebook. out: the executed notebook. parameters: as texts, turned
    into the type the notebook's parameters cell gives them. Raises ParameterError for a wrong name or value.
    """
    source = find_notebook(name)
    kinds = read_parameters(source)
    values = {key: convert_value(key, value, kinds) for key, value in (parameters or {}).items()}
    study_options(values)
    path = Path(out)
    if path.suffix != ".ipynb":
        raise ParameterError(f"the executed notebook must be called <name>.ipynb, not {path.name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".making-") as scratch:
        job = Job(source=source, name=source.stem, parameters=values)
        result = execute_notebook(job, Path(scratch) / path.name)
        if result.error:
            print(f"summitry: {source.stem} failed: {result.error}", file=sys.stderr)
        if result.path.exists():
            os.replace(result.path, path.with_name(f"{path.stem}.failed.ipynb") if result.error else path)
    return 1 if result.error else 0


class _Progress:
    """One line per step on standard error."""

    def __call__(self, line: str) -> None:
        print(f"summitry: {one_line(line)}", file=sys.stderr, flush=True)
