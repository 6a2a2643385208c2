"""Executed notebooks without anything that differs from run to run: same input, same bytes."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

import summitry
from summitry.visible import show_unprinted

KEPT_METADATA = ("kernelspec",)
HOME = f"{Path(summitry.__file__).resolve().parents[2]}/"
WIDGET = "application/vnd.jupyter.widget-view+json"


def normalise_notebook(notebook: NotebookNode, *, parameters: Mapping[str, Any] | None = None) -> NotebookNode:
    """Drop times, durations, random ids, versions of the kernel and what went to standard error; number the cells.

    parameters: values to show, in the cell that papermill injected, in place of those the notebook ran with.
    """
    metadata = {key: notebook.metadata[key] for key in KEPT_METADATA if key in notebook.metadata}
    notebook.metadata = NotebookNode(metadata | {"language_info": NotebookNode(name="python")})
    for number, cell in enumerate(notebook.cells, start=1):
        tags = cell.metadata.get("tags")
        cell.metadata = NotebookNode(tags=tags) if tags else NotebookNode()
        cell.id = f"cell-{number:02d}"
        if "injected-parameters" in (tags or ()):
            cell.source = _show_parameters(cell.source, parameters or {})
        if cell.cell_type == "code":
            cell.outputs = [_plain(output) for output in cell.outputs if output.get("name") != "stderr"]
    return notebook


def _show_parameters(source: str, parameters: Mapping[str, Any]) -> str:
    """The injected cell with these values, each line being one assignment of a literal."""
    from papermill.translators import PythonTranslator

    lines = []
    for line in source.splitlines():
        name, equals, value = line.partition(" = ")
        changed = equals and name in parameters and ast.literal_eval(value) != parameters[name]
        lines.append(f"{name} = {PythonTranslator.translate(parameters[name])}" if changed else line)
    return "\n".join(lines)


def _plain(output: NotebookNode) -> NotebookNode:
    """An output without metadata, without the view of a widget, which would need its kernel, and without the place
    of the program on this machine."""
    output.get("data", {}).pop(WIDGET, None)
    for kind, shown in output.get("data", {}).items():
        if isinstance(shown, str) and kind.startswith("text/"):
            output.data[kind] = show_unprinted(shown)
    if "metadata" in output:
        output.metadata = NotebookNode()
    if output.output_type == "error":
        output.traceback = [line.replace(HOME, "") for line in output.traceback]
    return output
