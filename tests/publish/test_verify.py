"""A published report is run again from what it says of itself; every way to differ is told, and told apart."""

import json
import shutil

import nbformat
import pytest

from summitry.__main__ import main
from summitry.publish import run
from summitry.publish.verify import verify

pytestmark = [pytest.mark.model, pytest.mark.notebook]
STORY = (
    "Lind receives Moe in Bergen\n\nBERGEN, 4 May 2017 - President Anna Lind of Norway met Prime Minister Ola Moe of "
    "Denmark in Bergen on Thursday, her office said.\n\n“We talked about fishing,” Lind said.\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small report: one notebook, the dossiers of one article."""
    folder = tmp_path_factory.mktemp("verify")
    (folder / "press").mkdir()
    (folder / "press" / "lind.txt").write_text(STORY, encoding="utf-8")
    patch = pytest.MonkeyPatch()
    patch.setattr(run, "NOTEBOOKS", ("01-articles",))
    assert run.run_report(str(folder / "press"), str(folder / "report")) == 0
    yield folder
    patch.undo()


@pytest.fixture
def report(made, tmp_path):
    """A copy of it, to be tampered with; the articles lie beside it."""
    shutil.copytree(made, tmp_path / "copy")
    return tmp_path / "copy" / "report"


def change(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_manifest_tells_everything_but_where_it_ran(made):
    text = (made / "report" / "site" / "build.json").read_text("utf-8")
    told = json.loads(text)
    assert told["parameters"]["corpus_dir"] == "press" and list(told["inputs"]) == ["lind.txt"]
    assert {"summitry", "code", "lock", "python", "language_model", "packages"} == set(told["made_with"])
    assert {"site/tables/meetings.csv", "site/index.html", "notebooks/01-articles.ipynb"} <= set(told["files"])
    for path in (made / "report").rglob("*.*"):
        if path.suffix in (".html", ".ipynb", ".json", ".csv"):
            assert str(made) not in path.read_text("utf-8"), path


def test_an_untouched_report_is_identical_wherever_it_lies(report):
    assert verify(str(report)) == []


def test_what_was_tampered_with_is_named(report):
    change(report / "site" / "tables" / "meetings.csv", "Bergen", "Oslo")
    (report / "site" / "extra.html").write_text("x")
    (report / "site" / "ro-crate-metadata.json").unlink()
    told = verify(str(report / "site" / "index.html"))
    assert "files differ (changed after the report was published): site/tables/meetings.csv" in told
    assert "files differ (not part of it): site/extra.html" in told
    assert "files differ (missing): site/ro-crate-metadata.json" in told
    assert "files differ (not the same when run again): site/tables/meetings.csv" in told
    assert not any(sentence.startswith(("inputs", "versions")) for sentence in told)


def test_a_changed_input_is_told_apart(report, capsys):
    change(report.parent / "press" / "lind.txt", "Bergen", "Oslo")
    (report.parent / "press" / "new.txt").write_text("Moe flew home.", encoding="utf-8")
    assert main(["verify", str(report), "--corpus", str(report.parent / "press")]) == 1
    told = capsys.readouterr().out.splitlines()
    assert "inputs changed: lind.txt is not what it was" in told and "inputs changed: new.txt is new" in told
    assert any("(not the same when run again): notebooks/01-articles.ipynb" in line for line in told)


def test_another_parameter_gives_other_files(report):
    change(report / "site" / "build.json", '"since": ""', '"since": "2018-01-01"')
    told = verify(str(report))
    assert told and all(sentence.startswith("files differ") for sentence in told)


def test_other_versions_are_told(report):
    path = report / "site" / "build.json"
    told = json.loads(path.read_text("utf-8"))
    told["made_with"]["lock"] = "0" * 64
    told["made_with"]["language_model"] = "core_web_md 3.7.0"
    told["made_with"]["packages"]["numpy"] = "0.1"
    path.write_text(json.dumps(told), encoding="utf-8")
    differing = verify(str(report))
    assert len(differing) == 3 and all(sentence.startswith("versions differ") for sentence in differing)
    assert "requirements.lock" in differing[0] and "numpy 0.1 then" in differing[2]
    assert "it was core_web_md 3.7.0, here it is core_web_md 3.8.0" in differing[1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"corpus_dir": "press"', '"corpus_dir": "gone"', "the report's articles (gone) are not here"),
        (
            '"language_model": "en_core_web_md"',
            '"language_model": "/tmp/evil"',
            "as its language model, which is no name",
        ),
        ('"since": ""', '"since": "soon"', "since must be"),
        ('"since": ""', '"sense": ""', "'sense' that this version does not know"),
        ('"since": ""', '"since": 4', "something else than words"),
        ('"inputs"', '"outputs"', "is not the build.json of a report"),
        ("{", "", "cannot be read as the build.json"),
    ],
)
def test_what_cannot_be_run_again_is_said_in_one_sentence(report, old, new, said, capsys):
    change(report / "site" / "build.json", old, new)
    assert main(["verify", str(report)]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_without_a_report(tmp_path, capsys):
    assert main(["verify", str(tmp_path)]) == 2
    assert "is no published report" in capsys.readouterr().err


def test_one_notebook_is_verified_from_its_own_footer(report):
    path, press = report / "notebooks" / "01-articles.ipynb", report.parent / "press"
    assert verify(str(path), corpus=str(press)) == []
    notebook = nbformat.read(path, as_version=4)
    shown = next(o for c in notebook.cells for o in c.get("outputs", ()) if "Bergen" in o["data"].get("text/html", ""))
    shown["data"]["text/html"] = shown["data"]["text/html"].replace("Bergen", "Oslo")
    nbformat.write(notebook, path)
    change(press / "lind.txt", "fishing", "whaling")
    told = verify(str(path), corpus=str(press))
    assert told[0] == "inputs changed: lind.txt is not what it was"
    assert told[1].startswith("files differ (not the same when run again): cell ")


def test_a_notebook_of_somebody_else(tmp_path, capsys):
    path = tmp_path / "x.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Mine")]), path)
    assert main(["verify", str(path)]) == 2
    assert "begins like no notebook of summitry" in capsys.readouterr().err
