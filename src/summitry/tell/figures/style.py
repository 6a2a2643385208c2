"""What all figures share: the page they are drawn on, colours by meaning, text that fits, and the Picture they give.

Colours are Okabe and Ito's (distinct for every common form of colour blindness); none carries a meaning alone:
a shape, a label or a position says the same.
Source: Okabe and Ito, Color Universal Design (2008); Rougier, Droettboom and Bourne, Ten Simple Rules for Better
Figures, PLOS Computational Biology 10 (2014).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Bbox

from summitry.records import Passage

BLUE, VERMILION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#A8558A"
SKY, ORANGE = "#56B4E9", "#E69F00"
INK, GREY, PALE, FAINT = "#222222", "#666666", "#BBBBBB", "#EDEDED"
STATUS_COLOURS = {"held": BLUE, "announced": VERMILION, "recalled": GREEN, "cancelled": INK}
STATUS_MARKS = {"held": "o", "announced": ">", "recalled": "<", "cancelled": "X"}
WIDTH = 7.5  # inches; every figure is as wide as a page's text
MARGIN = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A mark of a figure that leads to words: `box` is left, top, width and height as shares of the picture."""

    box: tuple[float, float, float, float]
    name: str
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One figure with what a reader needs beside it.

    title: the message in one sentence. caption: what is drawn, with its counts. alt: what is to be seen, for those
    who cannot see it. data: what is drawn, as a table with readable headings. figure: None when there is nothing to
    draw, and then `absent` says why. points: where its marks lead.
    """

    slug: str
    title: str
    caption: str
    alt: str
    data: pd.DataFrame
    figure: Figure | None = None
    absent: str = ""
    points: tuple[Point, ...] = ()

    def _repr_html_(self) -> str:
        from summitry.tell.display import show_figure

        return show_figure(self)._repr_html_()


def no_picture(slug: str, why: str) -> Picture:
    """A Picture without a figure: one sentence says why there is none."""
    return Picture(slug=slug, title="", caption="", alt="", data=pd.DataFrame(), absent=why)


@contextmanager
def house_style() -> Iterator[None]:
    """Draw and save inside this: the house style and nothing of the user's own settings."""
    path = resources.files("summitry.tell").joinpath("house.mplstyle")
    with resources.as_file(path) as style, mpl.rc_context():
        mpl.rcdefaults()
        mpl.style.use(style)
        yield


def new_page(height: float, title: str, *, note: str = "") -> tuple[Figure, float]:
    """A page `WIDTH` wide with room for `height` inches of drawing below its title and note.

    Returns the figure and the height, in inches, of what lies below the heading.
    """
    lines = wrap_text(title, WIDTH - 2 * MARGIN, size=11.5, weight="bold")
    notes = wrap_text(note, WIDTH - 2 * MARGIN, size=8.5) if note else []
    heading = MARGIN + 0.215 * len(lines) + 0.16 * len(notes) + 0.12
    figure = Figure(figsize=(WIDTH, height + heading))
    FigureCanvasAgg(figure)
    total = height + heading
    for n, line in enumerate(lines):
        y = 1 - (MARGIN + 0.215 * n) / total
        figure.text(MARGIN / WIDTH, y, line, size=11.5, weight="bold", va="top")
    for n, line in enumerate(notes):
        y = 1 - (MARGIN + 0.215 * len(lines) + 0.04 + 0.16 * n) / total
        figure.text(MARGIN / WIDTH, y, line, size=8.5, color=GREY, va="top")
    return figure, height


SMALLEST = 0.17  # inches: a mark smaller than this is hard to hit


def find_points(figure: Figure, leads: Mapping[str, tuple[str, Passage]]) -> tuple[Point, ...]:
    """Where the marks of a figure lead: every artist whose label is a key of `leads`, which gives name and words.

    Marks with the same label in one place (a text and the disc beside it) are one.
    """
    renderer = figure.canvas.get_renderer()
    wide, tall = figure.get_size_inches() * figure.dpi
    boxes: dict[str, list] = {}
    for artist in figure.findobj(lambda a: a.get_label() in leads):
        boxes.setdefault(artist.get_label(), []).append(artist.get_window_extent(renderer))
    points = []
    for label, extents in boxes.items():
        name, passage = leads[label]
        for extent in _join(extents, gap=0.3 * figure.dpi):
            w, h = max(extent.width, SMALLEST * figure.dpi), max(extent.height, SMALLEST * figure.dpi)
            x, y = (extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2
            box = ((x - w / 2) / wide, 1 - (y + h / 2) / tall, w / wide, h / tall)
            points.append(Point(box=box, name=name, passage=passage))
    return tuple(sorted(points, key=lambda p: (round(p.box[1], 3), p.box[0])))


def _join(extents: list[Bbox], gap: float) -> list[Bbox]:
    """Boxes that touch, or nearly, as one."""
    joined: list[Bbox] = []
    for box in sorted(extents, key=lambda b: (b.x0, b.y0)):
        near = next((n for n, o in enumerate(joined) if o.padded(gap).overlaps(box)), None)
        if near is None:
            joined.append(box)
        else:
            joined[near] = Bbox.union([joined[near], box])
    return joined


def add_axes(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Axes placed in inches from the lower left corner of the page."""
    wide, tall = figure.get_size_inches()
    return figure.add_axes((left / wide, bottom / tall, width / wide, height / tall))


def bare(axes: Axes) -> Axes:
    """Axes without spines and ticks."""
    axes.set(xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes


def text_width(text: str, *, size: float, weight: str = "normal") -> float:
    """How wide a line of text is, in inches."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] / 72


def wrap_text(text: str, width: float, *, size: float, weight: str = "normal", most: int = 6) -> list[str]:
    """Lines that fit into `width` inches, at most `most` of them (the last one then ends in an ellipsis)."""
    lines: list[str] = []
    for word in text.split():
        trial = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(trial, size=size, weight=weight) <= width:
            lines[-1] = trial
        else:
            lines.append(word)
    lines = [fit_text(line, width, size=size, weight=weight) for line in lines]
    if len(lines) > most:
        last = lines[most - 1].split()
        while len(last) > 1 and text_width(f"{' '.join(last)}…", size=size, weight=weight) > width:
            last.pop()
        lines = [*lines[: most - 1], fit_text(f"{' '.join(last).rstrip(' ,.;:…')}…", width, size=size, weight=weight)]
    return lines


def fit_text(text: str, width: float, *, size: float, weight: str = "normal") -> str:
    """The text, cut with an ellipsis where it is wider than `width` inches."""
    if text_width(text, size=size, weight=weight) <= width:
        return text
    while text and text_width(f"{text}…", size=size, weight=weight) > width:
        text = text[:-1]
    return f"{text.rstrip(' ,.;:')}…"
