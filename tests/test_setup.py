"""The two ways to install give the same versions, and no file names a package registry."""

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINE = re.compile(r"([A-Za-z0-9._-]+)==([^\s;\\]+)")


def pins(text):
    return {m[1].lower(): m[2] for m in LINE.finditer(text)}


def test_environment_yml_has_the_versions_of_the_lock():
    lock = pins((ROOT / "requirements.lock").read_text())
    conda = pins((ROOT / "environment.yml").read_text())
    assert conda == lock
    assert {"jupyterlab", "pandas", "spacy", "matplotlib", "papermill"} <= set(conda)


def test_the_test_lock_only_adds_to_the_lock():
    lock = pins((ROOT / "requirements.lock").read_text())
    tests = pins((ROOT / "tests" / "requirements.lock").read_text())
    assert lock.items() <= tests.items()


def test_every_dependency_is_locked_with_a_digest():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {re.split(r"[=<>]", d)[0] for d in project["dependencies"]}
    blocks = (ROOT / "requirements.lock").read_text().replace("\\\n", " ").splitlines()
    assert names <= {m[1] for b in blocks if (m := LINE.match(b))}
    assert all("--hash=sha256:" in b for b in blocks if LINE.match(b))


def test_no_file_names_a_registry_and_no_uv_lock_is_kept():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert "uv.lock" not in tracked
    # put together here, so that this file does not name them either
    words = ("python" + "hosted", "pypi" + ".org", "registry" + ".npmjs", "deb" + ".debian")
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".png", ".svg"} or not path.is_file():
            continue
        text = path.read_text("utf-8", errors="replace")
        assert not [w for w in words if w in text], name
