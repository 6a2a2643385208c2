"""The command line: thin, and quick to say what it can do."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from summitry.visible import one_line

CORPUS_HELP = "folder of .txt or .html articles, or one .jsonl, .csv or .parquet file"
EPILOG = "Exit status: 0 all well; 1 done, but something on the way was wrong (said on standard error); 2 not done."


def build_parser() -> argparse.ArgumentParser:
    """The parser with every subcommand; importing nothing heavy."""
    parser = argparse.ArgumentParser(
        prog="python -m summitry",
        description="Press articles about leaders' meetings, turned into a documented account of those meetings.",
        epilog=EPILOG,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_report(commands)
    _add_tables(commands)
    _add_export(commands)
    _add_notebook(commands)
    _add_verify(commands)
    _add_lab(commands)
    _add_accuracy(commands)
    _add_bench(commands)
    return parser


def _add_study_options(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("the study")
    group.add_argument(
        "--principals", default="", metavar='"A; B"', help="the two people; default: the pair with most meetings"
    )
    group.add_argument("--since", default="", metavar="DAY", help="count meetings from this day on (YYYY-MM-DD)")
    group.add_argument("--until", default="", metavar="DAY", help="count meetings up to this day (YYYY-MM-DD)")
    group.add_argument("--codebook", default="", metavar="FILE", help="a codebook of your own (.toml)")
    group.add_argument(
        "--language-model", default="en_core_web_md", metavar="NAME", help="spaCy pipeline (default: %(default)s)"
    )


def _study_options(args: argparse.Namespace) -> dict[str, str]:
    names = ("principals", "since", "until", "codebook", "language_model")
    return {name: getattr(args, name) for name in names}


def _add_report(commands) -> None:
    report = commands.add_parser(
        "report",
        help="run every notebook over a corpus and write figures, tables and HTML pages",
        description="Run every notebook over a corpus through papermill, a dossier for every meeting, and write the "
        "pages, figures and tables. A notebook that fails is kept and named; the others finish.",
        epilog=EPILOG,
    )
    report.add_argument("--corpus", default="seeds", metavar="DIR", help="folder of articles (default: %(default)s)")
    report.add_argument("--out", default="build", metavar="DIR", help="where to write (default: %(default)s)")
    report.add_argument("--figures", default="", metavar="DIR", help="also write the figures into this folder")
    report.add_argument("--workers", type=int, default=2, metavar="N", help="processes (default: %(default)s)")
    _add_study_options(report)


def _add_tables(commands) -> None:
    command = commands.add_parser(
        "tables",
        help="read a corpus and write every table",
        description="Read a corpus of articles and write every table, one file each: articles, people, times, "
        "statements, reports, meetings, themes and the others that the README lists, with their columns.",
        epilog=EPILOG,
    )
    command.add_argument("corpus", metavar="CORPUS", help=CORPUS_HELP)
    command.add_argument("--out", required=True, metavar="DIR", help="folder for the tables")
    command.add_argument("--format", choices=("csv", "parquet"), default="csv", help="default: %(default)s")
    command.add_argument("--workers", type=int, default=0, metavar="N", help="processes (default: 1; with dask 2)")
    group = command.add_argument_group("more articles than one machine holds")
    group.add_argument(
        "--engine",
        choices=("local", "dask"),
        default="local",
        help="dask: partitions on Dask (a local cluster, or --scheduler); CORPUS and DIR may be s3://, gs:// ...; "
        "tables are folders of Parquet parts",
    )
    group.add_argument("--scheduler", default="", metavar="ADDRESS", help="of a Dask scheduler (default: one here)")
    group.add_argument(
        "--partition", type=int, default=200, metavar="N", help="articles a task takes (default: %(default)s)"
    )
    _add_study_options(command)


def _add_export(commands) -> None:
    command = commands.add_parser(
        "export",
        help="read a corpus and write its tables in the formats of other programs",
        description="Read a corpus of articles and write every table as CSV and Parquet, a data dictionary, all "
        "passages as W3C Web Annotations (JSON-LD), the reports as CAMEO and PLOVER events, leaders' trips, and the "
        "articles as BibTeX and CSL-JSON.",
        epilog=EPILOG,
    )
    command.add_argument("corpus", metavar="CORPUS", help=CORPUS_HELP)
    command.add_argument("--out", required=True, metavar="DIR", help="folder for the files")
    _add_study_options(command)


def _add_notebook(commands) -> None:
    command = commands.add_parser(
        "notebook",
        help="run one notebook with parameters",
        description="Run one notebook through papermill; parameters are checked before it starts.",
        epilog=EPILOG,
    )
    command.add_argument("name", metavar="NOTEBOOK", help="such as 05-narrative, or the path of a notebook")
    command.add_argument("--out", required=True, metavar="FILE", help="the executed notebook (.ipynb)")
    command.add_argument(
        "-p", "--parameter", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), help="may be repeated"
    )


def _add_lab(commands) -> None:
    """It names no arguments: all of them are passed on, in their order (see parse_arguments)."""
    commands.add_parser(
        "lab",
        usage="%(prog)s [-h] [options of jupyter lab ...]",
        help="open JupyterLab on the notebooks",
        description="Open JupyterLab on the notebooks. Whatever follows is passed on to jupyter lab, such as "
        "--no-browser --port 8899.",
        epilog=EPILOG,
    )


def _add_verify(commands) -> None:
    command = commands.add_parser(
        "verify",
        help="run a published report or notebook again and say whether it comes out the same",
        description="Run a published report again from its build.json (or an executed notebook from its last section): "
        "with the same parameters, on the same articles. Says identical, or what differs: inputs, versions, files.",
        epilog="Exit status: 0 identical; 1 something differs; 2 it could not be run again.",
    )
    command.add_argument("published", metavar="SITE_OR_NOTEBOOK", help="folder of a report or its site, or a notebook")
    command.add_argument("--corpus", default="", metavar="DIR", help="the articles, if they are not where they were")
    command.add_argument("--workers", type=int, default=2, metavar="N", help="processes (default: %(default)s)")


def _add_accuracy(commands) -> None:
    command = commands.add_parser(
        "accuracy",
        help="score the extraction against hand annotation",
        description="Score every noun (segments, times, statements, meetings, themes) against the gold of the seeds.",
        epilog=EPILOG,
    )
    command.add_argument("--corpus", default="seeds", metavar="DIR", help="folder with gold/ (default: %(default)s)")
    command.add_argument("-v", "--verbose", action="store_true", help="list what was missed and what was added")


def _add_bench(commands) -> None:
    command = commands.add_parser(
        "bench",
        help="score the extraction against outside gold",
        description="Score times, quotations, meetings, themes and dating against a folder of outside gold with "
        "scorers; with --floors, fail when a figure is below its floor.",
        epilog=EPILOG,
    )
    command.add_argument("folder", metavar="BENCH", help="folder with bench.py and the gold")
    command.add_argument("--gold", default="", metavar="DIR", help="other gold of the same form, a folder per noun")
    command.add_argument("--floors", default="", metavar="FILE", help="TOML file of floors")
    nouns = ("times", "quotes", "meetings", "themes", "dating")
    command.add_argument("--noun", action="append", choices=nouns, help="only this")


def run_tables(args: argparse.Namespace) -> int:
    import summitry

    if args.engine == "dask":
        return _run_dask(args)
    study = summitry.analyse(args.corpus, workers=args.workers or 1, progress=True, **_study_options(args))
    paths = summitry.write_tables(study.tables(), Path(args.out), file_format=args.format)
    _say_problems(study.problems)
    print(f"{len(study.articles)} articles, {len(study.meetings)} meetings: {len(paths)} tables in {args.out}")
    return 1 if study.problems else 0


def _run_dask(args: argparse.Namespace) -> int:
    from summitry.scale import tabulate_with_dask

    options = {"scheduler": args.scheduler, "workers": args.workers or 2, "partition": args.partition}
    articles, meetings, problems = tabulate_with_dask(
        args.corpus, args.out, progress=True, **options, **_study_options(args)
    )
    _say_problems(problems)
    print(f"{articles} articles, {meetings} meetings: tables of Parquet parts in {args.out}")
    return 1 if problems else 0


def run_export(args: argparse.Namespace) -> int:
    import summitry
    from summitry.exports import write_exports

    study = summitry.analyse(args.corpus, progress=True, **_study_options(args))
    paths = write_exports(study, args.out)
    _say_problems(study.problems)
    print(f"{len(study.articles)} articles, {len(study.meetings)} meetings: {len(paths)} files in {args.out}")
    return 1 if study.problems else 0


def run_report(args: argparse.Namespace) -> int:
    from summitry.publish.run import run_report

    return run_report(args.corpus, args.out, figures=args.figures, workers=args.workers, **_study_options(args))


def run_notebook(args: argparse.Namespace) -> int:
    from summitry.publish.run import run_notebook

    return run_notebook(args.name, args.out, parameters=dict(args.parameter))


def run_verify(args: argparse.Namespace) -> int:
    from summitry.publish.verify import verify

    differing = verify(args.published, corpus=args.corpus, workers=args.workers)
    print("\n".join(differing) if differing else "identical")
    return 1 if differing else 0


def run_lab(args: argparse.Namespace) -> int:
    import subprocess

    from summitry.publish.notebooks import notebook_folder

    command = [sys.executable, "-m", "jupyter", "lab", f"--notebook-dir={notebook_folder().parent}"]
    return subprocess.call([*command, "--LabApp.default_url=/lab/tree/notebooks/05-narrative.ipynb", *args.arguments])


def run_accuracy(args: argparse.Namespace) -> int:
    from summitry.accuracy import describe_scores, list_errors, score_study
    from summitry.agreement import describe_alpha, measure_agreement
    from summitry.study import analyse

    study = analyse(args.corpus)
    print(describe_scores(score_study(study), list_errors(study) if args.verbose else None))
    print(describe_alpha(measure_agreement(study)))
    return 0


def run_bench(args: argparse.Namespace) -> int:
    from summitry.bench import NOUNS, below_floors, score_bench

    figures = score_bench(args.folder, gold=args.gold or None, nouns=tuple(args.noun or NOUNS))
    for name, value in figures.items():
        print(f"{name:24} {value:g}")
    fallen = below_floors(figures, args.floors) if args.floors else []
    for sentence in fallen:
        print(f"summitry: {sentence}", file=sys.stderr)
    return 1 if fallen else 0


def _say_problems(problems) -> None:
    for problem in problems:
        print(f"summitry: {problem.message}", file=sys.stderr)


def parse_arguments(argv: list[str] | None = None) -> argparse.Namespace:
    """The arguments of one subcommand; what `lab` does not know is jupyter's, anywhere else it is an error."""
    parser = build_parser()
    args, rest = parser.parse_known_args(argv)
    if args.command == "lab":
        args.arguments = rest[1:] if rest[:1] == ["--"] else rest
    elif rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return args


def _kept(args: argparse.Namespace) -> str:
    """Where a stopped report keeps what was finished."""
    from summitry.publish.workshop import MAKING

    folder = Path(getattr(args, "out", None) or ".") / MAKING
    return f" from what is kept in {folder}, which any other report there clears away" if folder.is_dir() else ""


def main(argv: list[str] | None = None) -> int:
    """Run one subcommand; returns the exit status. What a user can mend is said in one sentence, without a trace."""
    args = parse_arguments(argv)
    run = {
        "accuracy": run_accuracy,
        "bench": run_bench,
        "export": run_export,
        "lab": run_lab,
        "notebook": run_notebook,
        "report": run_report,
        "tables": run_tables,
        "verify": run_verify,
    }[args.command]
    try:
        return run(args)
    except (ValueError, OSError, RuntimeError) as error:
        if type(error).__module__.startswith("summitry.") or isinstance(error, OSError):
            print(f"summitry: {one_line(str(error))}", file=sys.stderr)
            return 2
        raise
    except KeyboardInterrupt as stop:
        went = "stopped; what stood before is left, and the same command goes on"
        print(f"summitry: {went}{_kept(args)}", file=sys.stderr)
        return getattr(stop, "status", 130)


if __name__ == "__main__":
    sys.exit(main())
