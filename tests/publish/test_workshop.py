"""An interrupted run leaves the last good report in place, keeps what was finished, and the next run goes on."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from test_run import write
from test_verify import STORY

from summitry.publish import run
from summitry.publish.engine import run_each
from summitry.publish.run import Job, execute_notebook, run_jobs
from summitry.publish.workshop import InterruptedRunError, Stopped, open_workshop, put_in_place

ROOT = Path(__file__).parents[2]
FEW = "import sys, summitry.publish.run as r; r.NOTEBOOKS = ('01-articles', '02-meetings', '03-voices'); "
MAIN = FEW + "from summitry.__main__ import main; sys.exit(main(sys.argv[1:]))"


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def report(corpus, out, **more):
    command = [sys.executable, "-c", MAIN, "report", "--corpus", str(corpus), "--out", str(out), "--workers", "1"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **more)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "lind.txt").write_text(STORY, encoding="utf-8")
    return folder


def test_the_workshop_is_kept_when_interrupted_and_goes_when_all_is_done(tmp_path):
    with pytest.raises(ZeroDivisionError), open_workshop(tmp_path, {"a": 1}) as folder:
        (folder / "kept").write_text("x")
        1 / 0  # noqa: B018
    with open_workshop(tmp_path, {"a": 1}) as folder:
        assert (folder / "kept").read_text() == "x"
    assert list(tmp_path.iterdir()) == []


def test_what_was_made_from_something_else_is_cleared_away(tmp_path):
    with pytest.raises(ZeroDivisionError), open_workshop(tmp_path, {"a": 1}) as folder:
        (folder / "kept").write_text("x")
        1 / 0  # noqa: B018
    with open_workshop(tmp_path, {"a": 2}) as folder:
        assert not (folder / "kept").exists()


def test_two_at_work_in_one_place_are_told(tmp_path):
    with open_workshop(tmp_path, {}):
        child = os.fork()
        if child == 0:
            try:
                with open_workshop(tmp_path, {}):
                    os._exit(0)
            except InterruptedRunError as error:
                os._exit(7 if "another report is being written" in str(error) else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_a_request_to_end_is_heard_before_or_after_but_not_amid_the_exchange(tmp_path, monkeypatch):
    made, target = tmp_path / "made", tmp_path / "target"
    for folder, text in ((made, "new"), (target, "old")):
        (folder / "site").mkdir(parents=True)
        (folder / "site" / "x").write_text(text)
    replace = os.replace

    def stop_amid(one, two):
        os.kill(os.getpid(), signal.SIGTERM)
        replace(one, two)

    monkeypatch.setattr(os, "replace", stop_amid)
    with pytest.raises(Stopped) as stopped:
        put_in_place(made, target, ["site"])
    assert stopped.value.status == 143 and (target / "site" / "x").read_text() == "new"


def test_a_request_to_end_that_comes_while_a_process_forks_is_heard(tmp_path):
    """Python prints and forgets what a handler raises in the callbacks of a fork."""
    asked = [True]
    os.register_at_fork(after_in_parent=lambda: asked and asked.pop() and os.kill(os.getpid(), signal.SIGTERM))
    with pytest.raises(Stopped), open_workshop(tmp_path, {"a": 1}):
        list(run_each(str, [1, 2, 3], workers=1, lost=str))
    assert not asked


def test_a_machine_that_failed_amid_the_exchange_finds_the_last_good_report(tmp_path):
    (tmp_path / ".old-site").mkdir()
    (tmp_path / ".old-site" / "x").write_text("old")
    with open_workshop(tmp_path, {}):
        assert (tmp_path / "site" / "x").read_text() == "old"


def test_finished_notebooks_are_kept_and_others_run(tmp_path):
    good, bad = write(tmp_path / "good.ipynb", "word"), write(tmp_path / "bad.ipynb", "1 / 0")
    out, lines = tmp_path / "out", []
    out.mkdir()
    for job in (Job(source=good, name="good"), Job(source=bad, name="bad")):
        execute_notebook(job, out / f"{job.name}.ipynb")
    before = (out / "good.ipynb").stat().st_mtime_ns
    (out / "cut.ipynb").write_text('{"cells": [')
    jobs = [Job(source=good, name=name) for name in ("good", "bad", "cut")]
    done = run_jobs(jobs, out, workers=1, say=lines.append, resume=True)
    assert [d.error for d in done] == ["", "", ""] and (out / "good.ipynb").stat().st_mtime_ns == before
    assert lines[0].startswith("1 of 3 notebooks were finished") and len(lines) == 3


def test_a_killed_process_is_given_a_second_chance(tmp_path):
    look = f"from pathlib import Path; p = Path({str(tmp_path / 'seen')!r}); seen = p.exists(); p.touch()"
    source = write(tmp_path / "n.ipynb", look, "import os", "seen or os.kill(os.getpid(), 9)")
    lines = []
    [done] = run_jobs([Job(source=source, name="n")], tmp_path / "out", workers=2, say=lines.append)
    assert done.error == "" and not done.cut
    assert ["cut off" in line for line in lines] == [True, False]


def test_a_full_disk_is_no_failed_notebook(tmp_path, monkeypatch):
    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    source = write(tmp_path / "n.ipynb", "word")
    monkeypatch.setattr(run, "write_whole", full)
    done = execute_notebook(Job(source=source, name="n"), tmp_path / "x.ipynb")
    assert done.cut and done.error == "the disk is full" and not (tmp_path / "x.ipynb").exists()


@pytest.mark.model
@pytest.mark.notebook
def test_a_report_that_is_killed_or_has_no_room_leaves_the_last_and_goes_on(corpus, tmp_path):
    """Stopped amid the notebooks, then out of room, then run to its end: as if nothing had happened."""
    out, whole = tmp_path / "out", tmp_path / "whole"
    assert report(corpus, out).communicate()[0] is None
    last = files(out)
    assert "site/index.html" in last
    (corpus / "moe.txt").write_text(STORY.replace("fishing", "whaling").replace("Bergen", "Oslo"), encoding="utf-8")

    stopped = report(corpus, out)
    for line in stopped.stderr:
        if "] 01-articles done" in line:
            stopped.send_signal(signal.SIGTERM)
            break
    said = stopped.communicate()[1]
    assert "stopped" in said and f"kept in {out / '.making'}" in said and stopped.returncode == 143
    assert {name: data for name, data in files(out).items() if not name.startswith(".making")} == last
    assert (out / ".making" / "notebooks" / "01-articles.ipynb").is_file()

    limit = 30_000  # bytes a file may have: the disk is full before the first page of a notebook fits
    cramped = report(corpus, out, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    said = cramped.communicate()[1]
    assert cramped.returncode == 2 and "the disk is full" in said and "is left as it was" in said, said
    assert {name: data for name, data in files(out).items() if not name.startswith(".making")} == last

    resumed = report(corpus, out)
    said = resumed.communicate()[1]
    assert resumed.returncode == 0 and "were finished by a run that was interrupted" in said, said
    report(corpus, whole).communicate()
    assert files(out) == files(whole) != last
