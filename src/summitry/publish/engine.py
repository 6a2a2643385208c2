"""A papermill engine that runs a notebook in this process, and the runner that gives every notebook a process.

A Jupyter kernel of its own costs every notebook the start of Python, of spaCy and of the language model. The runner
has all that already: it forks, and the notebook finds the modules loaded and the study analysed. What the notebook
shows is what a kernel would show (`tests/notebooks` compares the two); under plain papermill and in JupyterLab the
same notebook runs in a kernel as usual.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import wait
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_output
from papermill.engines import Engine, papermill_engines
from traitlets.config import Config

from summitry.publish.workshop import unheard

ENGINE = "summitry-in-process"


class _Publisher(DisplayPublisher):
    """Keeps what `display(...)` shows."""

    outputs: list[Any]

    def publish(self, data, metadata=None, **rest):
        self.outputs.append(new_output("display_data", data=data, metadata=metadata or {}))


class _Hook(DisplayHook):
    """Keeps the value of the last line of a cell."""

    outputs: list[Any]

    def __call__(self, result=None):
        if result is not None:
            data, metadata = self.shell.display_formatter.format(result)
            self.outputs.append(new_output("execute_result", data=data, metadata=metadata))


class InProcessEngine(Engine):
    """Runs the cells one after the other in an IPython shell of this process; stops at the first that fails."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, **rest):
        with _fresh_shell() as (shell, outputs):
            for index, cell in enumerate(nb_man.nb.cells):
                if cell.cell_type != "code" or not cell.source.strip():
                    continue
                nb_man.cell_start(cell, index)
                outputs.clear()
                failure = _run_cell(shell, cell, outputs)
                if failure is not None:
                    nb_man.cell_exception(cell, index, exception=failure)
                    return
                nb_man.cell_complete(cell, index)


papermill_engines.register(ENGINE, InProcessEngine)


@contextlib.contextmanager
def _fresh_shell() -> Iterator[tuple[InteractiveShell, list[Any]]]:
    """A new shell without history on disk, and the list it puts its outputs into."""
    outputs: list[Any] = []
    InteractiveShell.clear_instance()
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    shell = InteractiveShell.instance(config=config)
    publisher, hook = _Publisher(parent=shell), _Hook(shell=shell)
    publisher.outputs = hook.outputs = outputs
    shell.display_pub, shell.displayhook, shell.display_trap.hook = publisher, hook, hook
    shell.user_ns["__name__"] = "__main__"
    try:
        yield shell, outputs
    finally:
        InteractiveShell.clear_instance()


def _run_cell(shell: InteractiveShell, cell: Any, outputs: list[Any]) -> BaseException | None:
    """Run one cell and give it its outputs; returns what it raised."""
    count = shell.execution_count
    with contextlib.redirect_stdout(io.StringIO()) as printed, contextlib.redirect_stderr(io.StringIO()):
        result = shell.run_cell(cell.source, store_history=True)
    cell.execution_count = count
    failure = result.error_before_exec or result.error_in_exec
    if failure is not None:
        printed = io.StringIO()  # what the shell prints then is the traceback, which the error below keeps
    streams = [new_output("stream", name="stdout", text=printed.getvalue())] if printed.getvalue() else []
    for output in outputs:
        if output.output_type == "execute_result":
            output.execution_count = count
    cell.outputs = [*streams, *outputs]
    if failure is not None:
        trace = shell.InteractiveTB.structured_traceback(type(failure), failure, failure.__traceback__)
        cell.outputs.append(new_output("error", ename=type(failure).__name__, evalue=str(failure), traceback=trace))
    return failure


def run_each(
    work: Callable[[Any], Any], items: Sequence[Any], *, workers: int, lost: Callable[[Any], Any]
) -> Iterator[Any]:
    """Do `work` on every item in a process of its own, several at a time; yields (index, result) as each ends.

    On Linux the processes are forks of this one and find everything loaded; elsewhere they start anew. A process
    that dies without a result gives `lost(item)` instead; the others go on.
    """
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    waiting = list(enumerate(items))[::-1]
    running: dict[Any, tuple[int, Any, Any]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                index, item = waiting.pop()
                receiver, sender = context.Pipe(duplex=False)
                process = context.Process(target=_child, args=(work, item, sender))
                with unheard():
                    process.start()
                    sender.close()
                    running[receiver] = (index, item, process)
            for receiver in wait(list(running)):
                index, item, process = running.pop(receiver)
                try:
                    result = receiver.recv()
                except (EOFError, OSError, pickle.UnpicklingError):  # gone before it had said all
                    result = lost(item)
                receiver.close()
                process.join()
                yield index, result
    finally:
        for _, _, process in running.values():
            process.terminate()
            process.join()


def _child(work: Callable[[Any], Any], item: Any, sender: Any) -> None:
    """What the parent hears it decides upon: a request to end simply ends a child, and an interrupt is not its own."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sender.send(work(item))
    sender.close()
