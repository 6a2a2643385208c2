"""Every published notebook: how it is written, and what it shows when papermill runs it, anywhere, on any corpus."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

from summitry.publish.engine import ENGINE
from summitry.publish.notebooks import NOTEBOOKS, notebook_folder
from summitry.publish.run import Job, execute_notebook

ALL = [*NOTEBOOKS, "dossier"]
ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "tests" / "corpus"


def read(name):
    return nbformat.read(notebook_folder() / f"{name}.ipynb", as_version=4)


def shown(path):
    """What a reader sees of an executed notebook: its prose and outputs without tags."""
    book = nbformat.read(path, as_version=4)
    parts = [c.source for c in book.cells if c.cell_type == "markdown"]
    parts += [
        o.data.get("text/html", "") for c in book.cells if c.cell_type == "code" for o in c.outputs if "data" in o
    ]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r'src="data:[^"]+"', "", " ".join(parts))))


def run(name, folder, *, engine=ENGINE, **parameters):
    job = Job(source=notebook_folder() / f"{name}.ipynb", name=name, parameters=parameters)
    return execute_notebook(job, Path(folder) / f"{name}.ipynb", engine=engine)


@pytest.mark.parametrize("name", ALL)
def test_it_is_stored_clean_and_written_as_the_house_writes(name):
    book = read(name)
    assert book.metadata.kernelspec.name == "python3"
    code = [c for c in book.cells if c.cell_type == "code"]
    assert all(not c.outputs and c.execution_count is None for c in code)
    tagged = [c for c in code if "parameters" in c.metadata.get("tags", [])]
    assert len(tagged) == 1 and code[0] is tagged[0]
    for line in tagged[0].source.splitlines():
        assert re.fullmatch(r"[a-z_]+: (str|int|float|bool) = \S.*?  # \S.+", line), line
    for cell in code[1:]:
        lines = cell.source.splitlines()
        assert len(lines) <= 5, cell.source
        kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
        assert not kinds & {
            ast.FunctionDef,
            ast.ClassDef,
            ast.For,
            ast.While,
            ast.Lambda,
            ast.ListComp,
            ast.GeneratorExp,
        }
        assert "import re" not in cell.source
    assert book.cells[0].cell_type == "markdown" and book.cells[0].source.startswith("# ")
    assert "check_parameters(globals())" in code[1].source
    headings = [
        line
        for c in book.cells
        if c.cell_type == "markdown"
        for line in c.source.splitlines()
        if line.startswith("## ")
    ]
    assert headings[-1] == "## How this was made"


@pytest.mark.parametrize("name", ALL)
def test_no_number_is_typed_into_its_prose(name):
    prose = " ".join(c.source for c in read(name).cells if c.cell_type == "markdown")
    assert not re.findall(r"\b\d+\b", re.sub(r"`[^`]*`|F1", "", prose))


FACTS = {
    "01-articles": ["15 April 2016 and 17 April 2016", "Sunday 28 January 2018", "Sunday 20 August 2017"],
    "02-meetings": [
        "Wednesday 23 August 2017",
        "Thursday 21 April 2016",
        "Monday 29 January 2018",
        "Wednesday 9 May 2018",
        "Wednesday 27 February 2019",
        "contradicted by the public record",
        "11 are reached only counting from September 2015",
    ],
    "03-voices": ["Netanyahu has 370, about four times as many as Putin (90)", "never quoted, only reported"],
    "04-themes": ["Syria leads with 33 of 68", "seven words of praise (two each for Russia and Putin)"],
    "05-narrative": ["Putin names neither Iran nor Syria"],
    "06-accuracy": ["marked by hand"],
    "dossier": ["23 August 2017 in Sochi"],
    "explore": ["every one of them shown; in JupyterLab they can be chosen", "Passages by theme", "Vladimir Putin"],
}


@pytest.mark.notebook
@pytest.mark.parametrize("name", ALL)
def test_with_its_defaults_it_tells_what_is_true_of_the_seeds(name, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    done = run(name, tmp_path)
    assert done.error == ""
    text = shown(done.path)
    assert [fact for fact in FACTS[name] if fact not in text] == []
    assert not re.search(r"\d\.\d{5,}|\bNaN\b|\bNone\b(?! of )|\bnan\b", text)


@pytest.mark.notebook
@pytest.mark.parametrize("name", [n for n in ALL if n != "06-accuracy"])
def test_it_runs_on_other_leaders_from_another_folder(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(name, tmp_path, corpus_dir=str(INVENTED))
    assert done.error == ""
    text = shown(done.path)
    assert "Quiroga" in text or "Halvorsen" in text
    assert "Netanyahu" not in text and "Putin" not in text


@pytest.mark.notebook
def test_plain_papermill_finds_the_seeds_from_another_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("02-meetings", tmp_path, engine=None)
    assert done.error == "" and "23 August 2017" in shown(done.path)


@pytest.mark.notebook
@pytest.mark.parametrize(
    ("name", "parameters", "said"),
    [
        ("02-meetings", {"principal": "A; B"}, "there is no parameter 'principal'; did you mean principals?"),
        ("02-meetings", {"since": "yesterday"}, "since must be a day such as"),
        ("02-meetings", {"corpus_dir": "nowhere"}, "corpus_dir: there is no 'nowhere'"),
        ("dossier", {"meeting_id": "2017-08-23-sotchi"}, "did you mean 2017-08-23-sochi-netanyahu-putin"),
        ("04-themes", {"theme": "iranian"}, "theme: there is no 'iranian'"),
        ("explore", {"people": "Puttin"}, "people: there is no 'Puttin' here; did you mean Vladimir Putin?"),
        ("explore", {"last_day": "1 May"}, "last_day must be a day such as"),
    ],
)
def test_a_wrong_parameter_stops_with_one_sentence(name, parameters, said, tmp_path):
    assert said in run(name, tmp_path, **parameters).error
