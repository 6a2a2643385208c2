"""Figures on disk: <slug>.png, <slug>.svg, <slug>.csv and a README.md with the caption and alt text of each.

Same study, same bytes: no date, no version and no random id goes into a file.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from summitry.tables import guard_words
from summitry.tell.figures.agendas import plot_themes_by_meeting
from summitry.tell.figures.announced import plot_announced
from summitry.tell.figures.dating import plot_dating
from summitry.tell.figures.joined import plot_joined
from summitry.tell.figures.map import plot_map
from summitry.tell.figures.story import plot_story
from summitry.tell.figures.style import Picture, house_style, no_picture
from summitry.tell.figures.themes import plot_themes_by_speaker
from summitry.tell.figures.timeline import plot_timeline
from summitry.tell.figures.voices import plot_who_to_whom, plot_words_quoted

# slug -> the function that draws it, in the order in which a reader meets them
FIGURES = {
    "story": plot_story,
    "timeline": plot_timeline,
    "map": plot_map,
    "themes_by_meeting": plot_themes_by_meeting,
    "announced": plot_announced,
    "joined": plot_joined,
    "themes_by_speaker": plot_themes_by_speaker,
    "who_to_whom": plot_who_to_whom,
    "words_quoted": plot_words_quoted,
    "dating": plot_dating,
}


def draw_figures(study: Any) -> dict[str, Picture]:
    """Every figure of a study by slug; those with nothing to draw say why in `absent`.

    So does one whose drawing fails, so that the others and the pages are made; its notebook, which fails too, makes
    the exit status 1. With SUMMITRY_STRICT set (as the tests do) the fault is raised.
    """
    return {slug: _drawn(slug, plot, study) for slug, plot in FIGURES.items()}


def _drawn(slug: str, plot: Callable[[Any], Picture], study: Any) -> Picture:
    try:
        return plot(study)
    except Exception as error:
        if os.environ.get("SUMMITRY_STRICT"):
            raise
        return no_picture(
            slug, f"This figure could not be drawn ({type(error).__name__}: {error}); please report this."
        )


def encode_png(picture: Picture) -> bytes:
    """The figure as PNG, without any metadata; a palette of 128 colours keeps it to a third of the size."""
    image = Image.open(io.BytesIO(_encode(picture, "png", {"Software": None}))).convert("RGB")
    palette = image.quantize(colors=128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    with io.BytesIO() as buffer:
        palette.save(buffer, format="png", optimize=True)
        return buffer.getvalue()


def encode_svg(picture: Picture) -> bytes:
    """The figure as SVG, without a date; its title is the message and its description the alt text."""
    return _encode(picture, "svg", {"Date": None, "Creator": None, "Title": picture.title, "Description": picture.alt})


def _encode(picture: Picture, kind: str, metadata: dict[str, Any]) -> bytes:
    with house_style(), io.BytesIO() as buffer:
        picture.figure.savefig(buffer, format=kind, metadata=metadata)
        return buffer.getvalue()


def save_figure(picture: Picture, folder: str | Path) -> list[Path]:
    """Write one figure as PNG, SVG and CSV into a folder; returns the paths (none when there is nothing to draw)."""
    if picture.figure is None:
        return []
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    # the data of a figure are often opened as a spreadsheet
    table = guard_words(picture.data).to_csv(index=False, lineterminator="\n").encode()
    parts = {"png": encode_png(picture), "svg": encode_svg(picture), "csv": table}
    return [_write(folder / f"{picture.slug}.{kind}", data) for kind, data in parts.items()]


def save_figures(study: Any, folder: str | Path, *, pictures: dict[str, Picture] | None = None) -> list[Path]:
    """Write every figure of a study and README.md into a folder; returns the paths. pictures: where they are drawn.

    A figure of an earlier run that this study has no matter for is removed, so that nothing stale is shown.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    pictures = draw_figures(study) if pictures is None else pictures
    for picture in pictures.values():
        if picture.figure is None:
            for kind in ("png", "svg", "csv"):
                (folder / f"{picture.slug}.{kind}").unlink(missing_ok=True)
    paths = [path for picture in pictures.values() for path in save_figure(picture, folder)]
    return [*paths, _write(folder / "README.md", describe_figures(pictures).encode())]


def describe_figures(pictures: dict[str, Picture]) -> str:
    """Markdown: message, image, caption and alt text of every figure, and why one is missing."""
    parts = [
        "# Figures",
        (
            "Made by `python -m summitry report`; every word here is computed from the tables. Each "
            "figure\nis here as PNG, SVG and, with its data, as CSV."
        ),
    ]
    for slug, picture in pictures.items():
        if picture.figure is None:
            parts.append(f"## {slug}\n\n{_plain(picture.absent)}")
            continue
        alt = _plain(picture.alt).replace("[", "(").replace("]", ")")
        parts.append(
            f"## {_plain(picture.title)}\n\n![{alt}]({slug}.png)\n\n{_plain(picture.caption)}\n\n"
            f"Alt text: {_plain(picture.alt)}\n\nFiles: [{slug}.svg]({slug}.svg), [{slug}.csv]({slug}.csv)"
        )
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    """Text of an article inside Markdown: nothing in it may become a tag or a link."""
    return text.replace("\\", "\\\\").replace("<", "&lt;").replace("`", "\\`").replace("*", "\\*").replace("](", "] (")


def _write(path: Path, data: bytes) -> Path:
    """Beside and renamed, so that no half file is ever seen."""
    scratch = path.with_name(f".{path.name}.part")
    scratch.write_bytes(data)
    os.replace(scratch, path)
    return path
