"""The same articles give the same bytes wherever, whenever and however they are read: `python tests/reproduce.py`.

Tables are made in every setting below, each changed alone; the whole report is compared with one made with everything
changed at once. On a difference the setting to blame is found by halving, and the first file and line that differ are
named. `.ci/run` calls this after `make report`, so that the report it built is the first of the two.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ("de_DE", "tr_TR")


class Workplace:
    """A scratch folder with the same articles in several places and orders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.locales = make_locales(folder / "locales")
        self.plain = self._copy(folder / "plain" / "seeds", lambda names: sorted(names))
        self.turned = self._copy(folder / "elsewhere, über dort" / "seeds", lambda names: sorted(names)[::-1])
        self.home = self._untidy_home(folder / "home")
        self.jsonl = [self._rows(folder / name / "rows.jsonl", turn) for name, turn in (("a", 1), ("b", -1))]

    def _copy(self, target: Path, order: Callable) -> Path:
        """The seeds and the invented articles, written one after the other in this order, their gold included."""
        target.mkdir(parents=True)
        found = [*(ROOT / "seeds").glob("*.*"), *(ROOT / "tests" / "corpus").glob("*.txt")]
        paths = {path.name: path for path in found}
        for age, name in enumerate(order(paths)):
            shutil.copyfile(paths[name], target / name)
            os.utime(target / name, (1_000_000_000 + age, 1_000_000_000 + age))
        shutil.copytree(ROOT / "seeds" / "gold", target / "gold")
        return target

    def _rows(self, path: Path, turn: int) -> Path:
        """The same articles as one table, from the first or from the last."""
        with (self.plain / "metadata.csv").open(encoding="utf-8", newline="") as file:
            meta = {row["file"]: row for row in csv.DictReader(file)}
        rows = [
            meta.get(p.name, {}) | {"file": p.name, "text": p.read_bytes().decode()}
            for p in sorted(self.plain.glob("*.txt"))[::turn]
        ]
        path.parent.mkdir()
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    def _untidy_home(self, home: Path) -> Path:
        """The home of somebody with settings of their own for the programs that are used."""
        for place, text in {
            ".config/matplotlib/matplotlibrc": "font.size: 23\nsavefig.dpi: 31\naxes.facecolor: red\n",
            ".ipython/profile_default/startup/00.py": "print('good morning')\n",
            ".ipython/profile_default/ipython_config.py": "c = get_config()\nc.InteractiveShell.autocall = 2\n",
            ".jupyter/jupyter_nbconvert_config.py": "c = get_config()\nc.HTMLExporter.exclude_input = True\n",
        }.items():
            (home / place).parent.mkdir(parents=True, exist_ok=True)
            (home / place).write_text(text, encoding="utf-8")
        return home


def make_locales(folder: Path) -> dict[str, str]:
    """{name: folder for LOCPATH} of the locales that can be made here; says which cannot."""
    folder.mkdir()
    made = {}
    for name in LOCALES:
        target = folder / f"{name}.UTF-8"
        with contextlib.suppress(FileNotFoundError):
            subprocess.run(["localedef", "-i", name, "-f", "UTF-8", target], capture_output=True, check=False)
        if target.is_dir():
            made[name] = str(folder)
        else:
            print(f"reproduce: there is no localedef or no source of {name} here: it is set by name only")
    return made


def settings(place: Workplace) -> dict[str, dict]:
    """name -> what it changes: environment (None: unset), and under capitals what is no environment."""

    def locale(name: str) -> dict:
        return {"LC_ALL": f"{name}.UTF-8", "LANG": f"{name}.UTF-8", "LOCPATH": place.locales.get(name)}

    return {
        "folder": {"CORPUS": place.turned, "CWD": place.turned.parent},
        "locale C, without UTF-8": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        "locale de_DE": locale("de_DE"),
        "locale tr_TR": locale("tr_TR"),
        "time zone": {"TZ": "Pacific/Kiritimati"},
        "time zone west": {"TZ": "America/St_Johns"},
        "hash seed": {"PYTHONHASHSEED": "4242"},
        "umask": {"UMASK": 0o077},
        "cache": {"SUMMITRY_CACHE": str(place.folder / "cold")},
        "cache of one article": {"SUMMITRY_CACHE": str(_half_warm(place))},
        "study made before": {"SUMMITRY_CACHE": str(_made_before(place)), "SUMMITRY_REMEMBER": "1"},
        "threads": {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"},
        "home and terminal": {"HOME": str(place.home), "TERM": "xterm-256color", "COLUMNS": "37", "FORCE_COLOR": "1"},
        "one process": {"WORKERS": 1},
    }


def _half_warm(place: Workplace) -> Path:
    """A cache that knows one article only, so that the others are parsed in other company."""
    cache, one = place.folder / "half warm", place.folder / "one"
    one.mkdir(exist_ok=True)
    shutil.copyfile(sorted(place.plain.glob("*.txt"))[2], one / "one.txt")
    run(["tables", "one", "--out", place.folder / "one-tables"], {"SUMMITRY_CACHE": str(cache), "CWD": place.folder})
    return cache


def _made_before(place: Workplace) -> Path:
    """A cache that holds the whole study; everywhere else each study is made anew."""
    cache = place.folder / "made before"
    changes = {"SUMMITRY_CACHE": str(cache), "SUMMITRY_REMEMBER": "1", "CWD": place.folder}
    run(["tables", place.plain, "--out", place.folder / "before-tables"], changes)
    return cache


def run(arguments: list, changes: Mapping) -> None:
    """`python -m summitry ...` in a setting."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "PYTHONHASH"))}
    environment |= {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0", "SUMMITRY_REMEMBER": "0"}
    path = [str(ROOT / "src"), environment.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(part for part in path if part)
    for key, value in changes.items():
        if key in ("CORPUS", "CWD", "UMASK", "WORKERS"):
            continue
        environment |= {} if value is None else {key: value}
    done = subprocess.run(
        [sys.executable, "-m", "summitry", *map(str, arguments)],
        cwd=changes.get("CWD", ROOT),
        env=environment,
        umask=changes.get("UMASK", 0o022),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"reproduce: {arguments} ended with {done.returncode}:\n{done.stderr.decode(errors='replace')}")


def digests(folder: Path) -> dict[str, str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}


def compare(one: Path, two: Path) -> str:
    """ "" when two folders hold the same files, else the first that differ and how."""
    before, after = digests(one), digests(two)
    names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    if not names:
        return ""
    return f"{len(names)} of {len(before)} files differ: {', '.join(names[:6])}; {_first_line(one, two, names[0])}"


def _first_line(one: Path, two: Path, name: str) -> str:
    if not ((one / name).is_file() and (two / name).is_file()):
        return f"{name} is in one of them only"
    for number, pair in enumerate(
        zip((one / name).read_bytes().split(b"\n"), (two / name).read_bytes().split(b"\n"), strict=False), start=1
    ):
        if pair[0] != pair[1]:
            at = next((i for i, (a, b) in enumerate(zip(*pair, strict=False)) if a != b), 0)
            told = " | ".join(repr(line[max(0, at - 60) : at + 60]) for line in pair)
            return f"{name} line {number}: {told}"
    return f"{name} differs in length"


def check_tables(place: Workplace) -> list[str]:
    """Tables in every setting, each alone, and from a table of articles read from either end."""

    def tables(name: str, changes: Mapping) -> tuple[str, Path]:
        out = place.folder / "tables" / name
        run(["tables", changes.get("CORPUS", place.plain), "--out", out], changes)
        return name, out

    first = tables("first", {})[1]
    ways = {name: change for name, change in settings(place).items() if "WORKERS" not in change}
    ways |= {f"rows in order {n}": {"CORPUS": path} for n, path in enumerate(place.jsonl)}
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as crew:
        made = dict(crew.map(lambda item: tables(*item), ways.items()))
    return [f"tables, {name}: {told}" for name, out in made.items() if (told := compare(first, out))]


def check_report(place: Workplace, built: Path) -> list[str]:
    """The whole report with everything changed at once against the one that was built; the culprit by halving."""
    corpus = place.folder / "elsewhere, über dort" / "bare" / "seeds"  # what `make report` reads: the seeds alone
    corpus.parent.mkdir()
    shutil.copytree(ROOT / "seeds", corpus)
    everything = settings(place) | {"folder": {"CWD": corpus.parent}}
    single = ("locale de_DE", "locale C, without UTF-8", "time zone west", "cache of one article", "study made before")
    for other in single:
        del everything[other]
    told = ""

    def differs(names: list[str]) -> bool:
        nonlocal told
        changes: dict = {key: value for name in names for key, value in everything[name].items()}
        out = Path(tempfile.mkdtemp(dir=place.folder))
        run(["report", "--corpus", "seeds", "--out", out, "--workers", changes.get("WORKERS", 2)], changes)
        found = compare(built / "site", out / "site") or compare(built / "notebooks", out / "notebooks")
        told = found or told
        return bool(found)

    suspects = list(everything)
    if not differs(suspects):
        return []
    while len(suspects) > 1:
        half = suspects[: len(suspects) // 2]
        suspects = half if differs(half) else suspects[len(suspects) // 2 :]
    return [f"report, {suspects[0]}: {told}"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", choices=("tables", "report", "all"), default="all")
    parser.add_argument("--built", type=Path, default=ROOT / "build", help="a report of the seeds (default: build)")
    args = parser.parse_args()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="summitry-reproduce-") as folder:
        place = Workplace(Path(folder))
        if args.what != "report":
            wrong += check_tables(place)
        if args.what != "tables":
            wrong += check_report(place, args.built.resolve())
    for sentence in wrong:
        print(f"reproduce: {sentence}")
    print(f"reproduce: {args.what}: {'not the same' if wrong else 'the same bytes in every setting'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
