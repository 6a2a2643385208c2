"""Made beside, put in place at the end: whatever interrupts a run, the last good report stays and work done is kept.

Everything is made in `.making` inside the folder of the report. A run that is stopped leaves it there, with a note of
what it was made from; the next run from the same things goes on with it, any other run clears it away. Only when all
is whole do the new folders take the place of the old ones, and no signal is heard while they do.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

MAKING = ".making"
NOTE = "made-from.json"
LOCK = "lock"
OLD = ".old-"
STOPPING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class InterruptedRunError(RuntimeError):
    """A report could not be finished for a reason outside of it; the message says what is left and what to do."""


class Stopped(KeyboardInterrupt):
    """The process was asked to end (SIGTERM, SIGHUP); `status` is the exit status that tells so."""

    def __init__(self, number: int) -> None:
        super().__init__(f"stopped by {signal.Signals(number).name}")
        self.status = 128 + number


@contextlib.contextmanager
def open_workshop(target: Path, made_from: Mapping[str, Any]) -> Iterator[Path]:
    """The folder to make a report in. It is removed when all went well and kept, for the next run, when not.

    target: the folder of the report. made_from: everything the outcome depends on, as JSON can write it; what an
    interrupted run left is kept in the folder only if it was made from the same. Raises InterruptedRunError when
    another process is at work there.
    """
    target.mkdir(parents=True, exist_ok=True)
    folder = target / MAKING
    folder.mkdir(exist_ok=True)
    with _alone(folder / LOCK), _stoppable():
        _put_back(target)
        note = json.dumps(made_from, sort_keys=True, indent=1)
        if _read(folder / NOTE) != note:
            for path in folder.iterdir():
                if path.name != LOCK:
                    remove(path)
            write_whole(folder / NOTE, note.encode())
        yield folder
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(made: Path, target: Path, names: Sequence[str]) -> None:
    """Let the finished folders `names` of `made` take the place of those in `target`, which then go away."""
    with unheard():
        for name in names:
            old = target / f"{OLD}{name}"
            remove(old)
            if (target / name).exists():
                os.replace(target / name, old)
            os.replace(made / name, target / name)
    for name in names:
        remove(target / f"{OLD}{name}")


def _put_back(target: Path) -> None:
    """A machine that failed between the two steps of `put_in_place` left the last good folder aside."""
    for old in target.glob(f"{OLD}*"):
        place = target / old.name.removeprefix(OLD)
        if not place.exists():
            os.replace(old, place)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it, so that no half file is ever seen there."""
    part = path.with_name(f".part-{path.name}")
    part.write_bytes(data)
    os.replace(part, path)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it; of a link only the link."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock that ends with this process and is not handed down to its children."""
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        yield
        return
    with path.open("w") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InterruptedRunError(
                f"another report is being written into {path.parent.parent}; wait for it, or name another folder"
            ) from error
        yield


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Turn a request to end into an exception, so that helpers are ended and folders tidied."""

    def stop(number: int, _: Any) -> None:
        raise Stopped(number)

    with _handlers(STOPPING, stop):
        yield


@contextlib.contextmanager
def unheard() -> Iterator[None]:
    """Hear signals only afterwards: what is done in between is done whole.

    Also where Python would lose them: an exception raised while a process forks is printed and forgotten.
    """
    heard: list[int] = []
    with _handlers((signal.SIGINT, *STOPPING), lambda number, _: heard.append(number)):
        yield
    if heard:
        raise Stopped(heard[0])


@contextlib.contextmanager
def _handlers(signals: Sequence[int], handler: Any) -> Iterator[None]:
    """Handle signals in this way for a while; only the main thread may say so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, handler) for number in signals}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)
