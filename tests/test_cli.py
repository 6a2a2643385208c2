"""The command line helps, and says in one sentence what is wrong."""

import subprocess
import sys

import pytest

from summitry.__main__ import build_parser, main, parse_arguments

COMMANDS = ("report", "tables", "export", "notebook", "verify", "lab", "accuracy", "bench")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_that_names_its_exit_status(command, capsys):
    with pytest.raises(SystemExit) as stop:
        build_parser().parse_args([command, "--help"])
    assert stop.value.code == 0
    told = capsys.readouterr().out
    assert "usage: python -m summitry " + command in told
    assert "Exit status" in told


def test_help_names_every_command_and_loads_nothing_heavy():
    code = (
        "import sys, summitry.__main__ as m; m.build_parser(); print(*(n in sys.modules for n in ('spacy', 'pandas')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
    told = build_parser().format_help()
    assert all(command in told for command in COMMANDS)


@pytest.mark.parametrize("lead", [[], ["--"]])
def test_options_of_jupyter_reach_it_in_their_order(lead):
    options = ["--no-browser", "--port", "8899", "--ServerApp.token=x", "notebooks/explore.ipynb"]
    assert parse_arguments(["lab", *lead, *options]).arguments == options
    assert parse_arguments(["lab"]).arguments == []


def test_an_option_no_command_knows_is_an_error(capsys):
    with pytest.raises(SystemExit) as stop:
        parse_arguments(["tables", "seeds", "--out", "x", "--nonsense"])
    assert stop.value.code == 2 and "--nonsense" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["tables", "no-such-folder", "--out", "x"], ["no-such-folder"]),
        (["tables", "EMPTY", "--out", "x"], ["EMPTY"]),
        (["tables", "CORPUS", "--out", "x", "--since", "27.2.2019"], ["since", "27.2.2019", "2019-02-27"]),
        (["tables", "CORPUS", "--out", "x", "--codebook", "none.toml"], ["none.toml"]),
        (["bench", "no-such-bench"], ["no-such-bench"]),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(arguments, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "EMPTY").mkdir()
    (tmp_path / "CORPUS").mkdir()
    (tmp_path / "CORPUS" / "a.txt").write_text("A title\n\nA body about nothing.\n")
    assert main(arguments) == 2
    told = capsys.readouterr().err.strip().splitlines()
    assert told[-1].startswith("summitry: ")
    assert all(word in told[-1] for word in words)
    assert not (tmp_path / "x").exists()
