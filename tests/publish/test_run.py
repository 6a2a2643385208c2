"""The runner: one notebook or many, checked first, whole or not there; a failed one is kept and the others finish."""

import os

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from summitry.publish.engine import ENGINE, run_each
from summitry.publish.normalise import HOME, normalise_notebook
from summitry.publish.notebooks import convert_value, find_notebook, notebook_folder, read_parameters
from summitry.publish.parameters import ParameterError
from summitry.publish.run import Job, execute_notebook, run_jobs, run_notebook


def write(path, *sources, parameters='word: str = "a"  # any word'):
    cells = [new_markdown_cell("# T"), new_code_cell(parameters), *map(new_code_cell, sources)]
    cells[1].metadata["tags"] = ["parameters"]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), path)
    return path


def outputs(path):
    return [o for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code" for o in c.outputs]


def test_a_notebook_runs_with_its_parameters_and_shows_what_a_kernel_would(tmp_path):
    source = write(
        tmp_path / "n.ipynb", "print('out')\nword * 2", "from IPython.display import HTML\nHTML('<b>x</b>')", "None"
    )
    here = execute_notebook(
        Job(source=source, name="n", parameters={"word": "xy"}), tmp_path / "a.ipynb", engine=ENGINE
    )
    assert here.error == ""
    found = outputs(here.path)
    assert [o.output_type for o in found] == ["stream", "execute_result", "execute_result"]
    assert (
        found[0].text == "out\n"
        and found[1].data["text/plain"] == "'xyxy'"
        and found[2].data["text/html"] == "<b>x</b>"
    )


@pytest.mark.notebook
def test_the_runner_and_a_kernel_write_the_same_bytes(tmp_path):
    source = write(
        tmp_path / "n.ipynb", "print('out')", "word", "import pandas as pd\npd.DataFrame({'a': [1]})", "display(1)\n2"
    )
    job = Job(source=source, name="n", parameters={"word": "é"})
    one = execute_notebook(job, tmp_path / "one.ipynb", engine=ENGINE).path.read_bytes()
    two = execute_notebook(job, tmp_path / "two.ipynb").path.read_bytes()
    assert one == two


def test_two_runs_are_the_same_bytes_and_name_no_place_or_time(tmp_path):
    source = write(tmp_path / "n.ipynb", "word")
    runs = [execute_notebook(Job(source=source, name="n"), tmp_path / f"{i}.ipynb", engine=ENGINE).path for i in (1, 2)]
    assert runs[0].read_bytes() == runs[1].read_bytes()
    assert str(tmp_path) not in runs[0].read_text()


def test_a_failed_notebook_is_kept_with_its_error_and_the_others_finish(tmp_path):
    jobs = [
        Job(source=write(tmp_path / "bad.ipynb", "1 / 0", "'never'"), name="bad"),
        Job(source=write(tmp_path / "good.ipynb", "'fine'"), name="good"),
        Job(source=write(tmp_path / "dead.ipynb", "import os; os._exit(3)"), name="dead"),
    ]
    lines = []
    done = run_jobs(jobs, tmp_path / "out", workers=2, say=lines.append)
    assert [d.name for d in done] == ["bad", "good", "dead"]
    assert done[0].error == "ZeroDivisionError: division by zero" and done[0].path.exists()
    assert [o.output_type for o in outputs(done[0].path)] == ["error"]
    assert done[1].error == "" and outputs(done[1].path)[0].data["text/plain"] == "'fine'"
    assert "ended without a result" in done[2].error
    assert [d.cut for d in done] == [False, False, True]
    assert len(lines) == 4 and all(line.startswith("[") for line in lines)  # the dead one was tried twice


def test_every_item_gets_a_process_of_its_own():
    results = dict(run_each(_pid, [1, 2, 3], workers=2, lost=lambda item: None))
    assert len(set(results.values())) == 3 and os.getpid() not in results.values()


def _pid(item):
    return os.getpid()


def test_one_notebook_is_written_whole_or_as_failed(tmp_path, capsys):
    good, bad = write(tmp_path / "good.ipynb", "word"), write(tmp_path / "bad.ipynb", "1 / 0")
    assert run_notebook(str(good), str(tmp_path / "o" / "x.ipynb"), parameters={"word": "b"}) == 0
    assert run_notebook(str(bad), str(tmp_path / "o" / "y.ipynb")) == 1
    assert sorted(p.name for p in (tmp_path / "o").iterdir()) == ["x.ipynb", "y.failed.ipynb"]
    assert "bad failed: ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("parameters", "said"),
    [({"wrd": "x"}, "no parameter 'wrd'; did you mean word"), ({"zzz": "x"}, "there are word")],
)
def test_unknown_parameters_stop_before_anything_runs(tmp_path, parameters, said):
    source = write(tmp_path / "n.ipynb", "word")
    with pytest.raises(ParameterError, match=said):
        run_notebook(str(source), str(tmp_path / "out.ipynb"), parameters=parameters)
    assert not (tmp_path / "out.ipynb").exists()


def test_values_take_the_type_of_their_parameter():
    kinds = {"n": "int", "x": "float", "b": "bool", "s": "str"}
    assert convert_value("n", "3", kinds) == 3 and convert_value("x", "2.5", kinds) == 2.5
    assert convert_value("b", "true", kinds) is True and convert_value("s", "007", kinds) == "007"
    for name, value in (("n", "three"), ("x", "y"), ("b", "maybe")):
        with pytest.raises(ParameterError, match=f"{name} must be"):
            convert_value(name, value, kinds)


def test_notebooks_are_found_by_name_and_misspelling():
    assert find_notebook("05-narrative").is_file() and find_notebook("05-narrative.ipynb").is_file()
    with pytest.raises(ParameterError, match="there is no notebook '05-narative'; did you mean 05-narrative"):
        find_notebook("05-narative")


def test_every_notebook_tells_its_parameters():
    for path in sorted(notebook_folder().glob("0*.ipynb")):
        kinds = read_parameters(path)
        assert {"corpus_dir", "principals", "since", "until", "codebook", "language_model"} <= set(kinds), path
        assert set(kinds.values()) == {"str"}


def test_normalising_drops_what_differs_from_run_to_run():
    cell = new_code_cell("1", metadata={"papermill": {"duration": 3}, "tags": ["parameters"]})
    cell.outputs = [
        new_output("stream", name="stderr", text="/tmp/x warns"),
        new_output("stream", name="stdout", text="1"),
    ]
    book = new_notebook(
        cells=[cell],
        metadata={"papermill": {"start_time": "now"}, "kernelspec": {"name": "python3", "display_name": "P"}},
    )
    done = normalise_notebook(book)
    assert set(done.metadata) == {"kernelspec", "language_info"}
    assert done.cells[0].id == "cell-01" and dict(done.cells[0].metadata) == {"tags": ["parameters"]}
    assert [o.name for o in done.cells[0].outputs] == ["stdout"]


def test_a_published_notebook_does_not_tell_where_its_articles_lay():
    cell = new_code_cell(
        '# Parameters\ncorpus_dir = "/home/a/press"\nword = "b"', metadata={"tags": ["injected-parameters"]}
    )
    failed = new_code_cell("1 / 0")
    failed.outputs = [new_output("error", ename="E", evalue="x", traceback=[f"File {HOME}src/summitry/x.py"])]
    done = normalise_notebook(new_notebook(cells=[cell, failed]), parameters={"corpus_dir": "press", "word": "b"})
    assert done.cells[0].source == '# Parameters\ncorpus_dir = "press"\nword = "b"'
    assert done.cells[1].outputs[0].traceback == ["File src/summitry/x.py"]


def test_an_output_holds_no_character_that_steers_a_terminal_or_turns_words_around():
    cell = new_code_cell("1")
    cell.outputs = [new_output("display_data", data={"text/html": "<b>\x1b[31m\u202ex</b>", "image/png": "eA=="})]
    [shown] = normalise_notebook(new_notebook(cells=[cell])).cells[0].outputs
    assert shown.data == {"text/html": "<b>\ufffd[31m\ufffdx</b>", "image/png": "eA=="}
