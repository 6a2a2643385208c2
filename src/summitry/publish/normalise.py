"""Executed notebooks without anything that differs from run to run: same input, same bytes."""

from __future__ import annotations

from nbformat import NotebookNode

KEPT_METADATA = ("kernelspec",)
WIDGET = "application/vnd.jupyter.widget-view+json"


def normalise_notebook(notebook: NotebookNode) -> NotebookNode:
    """Drop times, durations, random ids, versions of the kernel and what went to standard error; number the cells."""
    metadata = {key: notebook.metadata[key] for key in KEPT_METADATA if key in notebook.metadata}
    notebook.metadata = NotebookNode(metadata | {"language_info": NotebookNode(name="python")})
    for number, cell in enumerate(notebook.cells, start=1):
        tags = cell.metadata.get("tags")
        cell.metadata = NotebookNode(tags=tags) if tags else NotebookNode()
        cell.id = f"cell-{number:02d}"
        if cell.cell_type == "code":
            cell.outputs = [_plain(output) for output in cell.outputs if output.get("name") != "stderr"]
    return notebook


def _plain(output: NotebookNode) -> NotebookNode:
    """An output without metadata, and without the view of a widget, which would need its kernel."""
    output.get("data", {}).pop(WIDGET, None)
    if "metadata" in output:
        output.metadata = NotebookNode()
    return output
