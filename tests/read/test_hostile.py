"""Hostile and broken input: each is one clear line, nothing else is stopped, nothing escapes or is lost silently."""

import ast
import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import ALL, FORMULAS, MARKUP, NAMES, SCRIPT, TERMINAL, TURNED, story, write_broken, write_hostile

import summitry
from summitry.exports import write_exports
from summitry.read import CorpusError, read_corpus
from summitry.read.segments import segment_page
from summitry.visible import guard_cell, one_line, show_unprinted

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "summitry"


def test_every_broken_file_is_one_line_and_the_good_one_is_read(tmp_path):
    (tmp_path / "outside").mkdir()
    said = write_broken(tmp_path / "corpus", tmp_path / "outside")
    corpus = read_corpus(tmp_path / "corpus")
    assert [a.article_id for a in corpus.articles] == ["good"]
    told = [p.message for p in corpus.problems]
    assert all(line.isprintable() and len(line) < 420 for line in told)
    for name, words in said.items():
        assert sum(one_line(name) in line and words in line for line in told) == 1, name
    meta = [line for line in told if line.startswith("metadata.csv")]
    assert len(told) == len(said) + len(meta) and len(meta) == 3
    assert sum("lies outside the folder" in line for line in meta) == 2
    assert sum("names good.txt again in line 5; the first row is used" in line for line in meta) == 1
    assert corpus.articles[0].title == "One" and not any("secret that stays" in line for line in told)


def test_names_that_can_be_shown_are_read_as_they_are(tmp_path):
    corpus = read_corpus(write_hostile(tmp_path))
    assert {a.file for a in corpus.articles} == {*NAMES, "page.html"}
    assert corpus.problems == ()


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux only")
def test_a_name_that_is_no_text(tmp_path):
    (tmp_path / "good.txt").write_text(story(""), encoding="utf-8")
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))).write_text("Lind met Moe.")
    corpus = read_corpus(tmp_path)
    assert [a.file for a in corpus.articles] == ["good.txt"]
    assert [p.message for p in corpus.problems] == ["caf\\udce9.txt has a name that is not UTF-8; rename it."]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("name", ["pipe.txt", "metadata.csv"])
def test_a_pipe_is_not_waited_for(tmp_path, name):
    (tmp_path / "good.txt").write_text(story(""), encoding="utf-8")
    os.mkfifo(tmp_path / name)
    [problem] = read_corpus(tmp_path).problems
    assert problem.message.startswith(f"{name} is not a regular file")


def test_ten_thousand_empty_files_do_not_stop_one_article(tmp_path):
    for number in range(10_000):
        (tmp_path / f"{number}.txt").touch()
    (tmp_path / "good.txt").write_text(story(""), encoding="utf-8")
    rows = "".join(f"gone{n}.txt,x\n" for n in range(3_000))
    (tmp_path / "metadata.csv").write_text("file,title\n" + rows, encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert [a.article_id for a in corpus.articles] == ["good"] and len(corpus.problems) == 13_000
    with pytest.raises(CorpusError, match="No article could be read"):
        (tmp_path / "good.txt").unlink()
        read_corpus(tmp_path)


@pytest.mark.parametrize("text", ["A" + '"' * 299_998, "Lind met Moe. " * 21_000, "Lind " + "a" * 290_000], ids=len)
def test_an_article_of_the_largest_size_is_segmented_in_seconds(tmp_path, text):
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    [article] = read_corpus(tmp_path).articles
    assert article.text == text and all(text[s.start : s.end] == s.text for s in article.segments)


def test_runs_without_a_blank_are_set_aside_and_said(tmp_path):
    text = "Lind met Moe in Bergen. " + "x" * 4000 + " Moe met Lind in Oslo after the talks.\n"
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    corpus = read_corpus(tmp_path)
    [problem] = corpus.problems
    assert "has 4,000 characters from 24 on without a blank" in problem.message
    assert [s.text for s in corpus.articles[0].segments if s.kind == "chrome"] == ["x" * 4000]
    words = [s.text for s in segment_page("x", text) if s.kind != "chrome"]
    assert words == ["Lind met Moe in Bergen.", "Moe met Lind in Oslo after the talks."]


@pytest.mark.parametrize(
    "text",
    [
        "Der russische Präsident hat den Ministerpräsidenten in Moskau empfangen, wie der Kreml am Mittwoch mitteilte. "
        * 4,
        "Le président russe a reçu le premier ministre à Moscou, a dit un porte-parole du Kremlin mercredi. " * 4,
        "Президент России принял премьер-министра Израиля в Москве в среду. " * 6,
        "俄罗斯总统在莫斯科会见了以色列总理。" * 30,
        "نشر الرئيس الروسي بيانا بعد لقائه رئيس الوزراء في موسكو يوم الأربعاء. " * 6,
    ],
)
def test_other_languages_are_said_to_be_so(tmp_path, text):
    (tmp_path / "good.txt").write_text(story(""), encoding="utf-8")
    (tmp_path / "other.txt").write_text(text, encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert len(corpus.articles) == 2
    assert [p.message.partition(";")[0] for p in corpus.problems] == ["other.txt does not seem to be English"]


@pytest.mark.parametrize("label", ["rot13", "zip", "unicode_escape", "idna", "punycode", "utf-7", "x-mac-evil"])
def test_a_page_cannot_choose_a_codec_that_is_none_of_the_web(tmp_path, label):
    page = f"<html><head><meta charset={label}></head><body><article><p>Lind met Moe \xe9.</p></article>"
    (tmp_path / "x.html").write_bytes(page.encode("latin-1"))
    with pytest.raises(CorpusError, match="is not UTF-8"):
        read_corpus(tmp_path)


def test_what_does_not_print_is_made_visible():
    assert one_line("a\nb\x1b[31m\u202e\x9b") == "a\\nb\\x1b[31m\\u202e\\x9b" and len(one_line("x" * 10_000)) < 420
    shown = show_unprinted(TERMINAL + TURNED + "a\n\tb")
    assert len(shown) == len(TERMINAL + TURNED + "a\n\tb") and shown.endswith("a\n\tb")
    assert not re.search("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200f]", shown)


@pytest.mark.model
def test_tables_keep_the_words_and_spreadsheets_are_guarded(tmp_path):
    study = summitry.analyse(write_hostile(tmp_path / "corpus"))
    assert study.problems == ()
    texts = {a.article_id: a.text for a in study.records.articles}
    for name in ("segments", "mentions", "times", "places"):
        for row in getattr(study, name).itertuples():
            assert texts[row.article_id][row.start : row.end] == row.text
    write_exports(study, tmp_path / "out")
    began = 0
    for path in sorted((tmp_path / "out" / "spreadsheet").glob("*.csv")):
        plain = list(csv.reader(io.StringIO((tmp_path / "out" / path.name).read_text("utf-8"), newline="")))
        guarded = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        for one, two in zip(plain, guarded, strict=True):
            for before, after in zip(one, two, strict=True):
                assert after == before or after == f"'{before}"
                is_number = re.fullmatch(r"-?\d+(\.\d+)?", after)
                assert is_number or not after.startswith(("=", "+", "-", "@", "\t", "\r")), (path.name, after)
                began += after != before
    assert began >= len(FORMULAS)
    assert guard_cell(" =1") == "' =1" and guard_cell("Moe = Lind") == "Moe = Lind"
    bib = (tmp_path / "out" / "articles.bib").read_text("utf-8")
    assert r"\input{" not in bib and "javascript:" not in re.sub(r"(?m)^\s*(?:title|author|note) = .*$", "", bib)


@pytest.mark.model
def test_no_network_process_or_file_outside_is_asked_for_while_tables_are_made(tmp_path):
    """An audit hook sees every socket, process, and file opened to be written, whatever library asks for it."""
    write_hostile(tmp_path / "corpus")
    (tmp_path / "watch.py").write_text(
        f"""
import os, sys
ALLOWED = ({str(tmp_path)!r}, os.devnull)
def watch(event, args):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")) and event != "socket.gethostname":
        raise SystemExit(f"asked for the network: {{event}} {{args}}")
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn", "pty.spawn"):
        raise SystemExit(f"started a process: {{event}} {{args}}")
    writing = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")
    if writing and isinstance(args[0], (str, bytes)):
        if not os.path.abspath(os.fsdecode(args[0])).startswith(ALLOWED):
            raise SystemExit(f"wrote elsewhere: {{args}}")
from summitry.__main__ import main
import summitry.study, summitry.tell, spacy, trafilatura
sys.addaudithook(watch)
sys.exit(main(sys.argv[1:]))
""",
        encoding="utf-8",
    )
    environment = os.environ | {"SUMMITRY_CACHE": str(tmp_path / "cache"), "TMPDIR": str(tmp_path)}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, tmp_path / "watch.py", "tables", tmp_path / "corpus", "--out", tmp_path / "tables"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "tables" / "meetings.csv").is_file()


def test_no_code_comes_out_of_data():
    """Nothing in the program unpickles, evaluates or loads YAML; what notebooks say is read as literals only."""
    forbidden = {"eval", "exec", "compile", "__import__", "pickle.load", "pickle.loads", "marshal.loads", "yaml.load"}
    forbidden |= {"shelve.open", "pd.read_pickle", "joblib.load", "torch.load", "pd.eval", "os.system", "dill.loads"}
    called = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called.add(ast.unparse(node.func))
            if isinstance(node, ast.keyword) and node.arg in ("shell", "allow_pickle"):
                assert ast.unparse(node.value) != "True", path
    assert called & forbidden == set()
    assert "ast.literal_eval" in called  # the walk sees calls


def test_the_payloads_are_in_the_articles(tmp_path):
    texts = " ".join(a.text for a in read_corpus(write_hostile(tmp_path)).articles)
    assert all(payload in texts for payload in ALL) and MARKUP in texts and SCRIPT in texts
