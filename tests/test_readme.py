"""The README says what the tables say, and what it tells a newcomer to type exists."""

import re
import tomllib
from pathlib import Path

import pytest

import summitry
from summitry.__main__ import parse_arguments
from summitry.publish.readme import fill_readme, find_shown

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.model
def test_its_computed_parts_are_up_to_date(seeds_study):
    assert fill_readme(README, seeds_study) == README, "run `make readme`"
    assert len(find_shown(seeds_study)) == 3


def test_what_it_links_to_is_there():
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert [t for t in targets if not t.startswith("http") and not (ROOT / t).exists()] == []


def test_the_make_targets_it_names_exist():
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?m)(?:`|^)make ([a-z]+)", README))
    assert {"report", "test", "lab"} <= named <= made


def test_the_commands_it_shows_parse():
    shown = re.findall(r"python -m summitry (.+)", README)
    assert shown
    for line in shown:
        words = [w.strip('"') for w in re.findall(r'"[^"]*"|\S+', line)]
        parse_arguments(words)


def shown_python():
    return re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_the_python_it_shows_uses_public_names():
    assert shown_python()
    for code in shown_python():
        compile(code, "README.md", "exec")
        for name in re.findall(r"summitry\.(\w+)", code):
            assert name in summitry.__all__
        for table, columns in re.findall(r"study\.(\w+)\[\[(.+?)\]\]", code):
            wanted = re.findall(r'"(\w+)"', columns)
            assert set(wanted) <= set(summitry.tables.SCHEMA[table])


@pytest.mark.model
@pytest.mark.parametrize("code", shown_python())
def test_the_python_it_shows_runs_and_shows_something(code, tmp_path, monkeypatch, capsys):
    """From the checkout as a reader would, with the invented articles as the reader's own."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    own = code.replace("path/to/folder", str(ROOT / "tests" / "corpus")).replace("Merkel; Macron", "Halvorsen; Quiroga")
    exec(compile(own, "README.md", "exec"), {"__name__": "readme"})
    assert len(capsys.readouterr().out.splitlines()) > 5


@pytest.mark.model
def test_the_codebook_it_shows_codes_its_examples(tmp_path):
    (shown,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "own.toml").write_text(shown, "utf-8")
    theme = tomllib.loads(shown)["theme"][0]
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("\n\n".join(["A title", *theme["examples"], *theme["counterexamples"]]), "utf-8")
    study = summitry.analyse(corpus, codebook=str(tmp_path / "own.toml"))
    text = study.records.articles[0].text
    coded = [text[row.start : row.end] for row in study.codes.itertuples()]
    assert coded == theme["examples"] and set(study.codes.theme) == {theme["id"]}
