"""What the figures with a column per meeting share: which meetings, in which colours, under which day."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from summitry.tell.counts import NARRATION, OTHERS
from summitry.tell.figures.style import BLUE, GREEN, PALE, VERMILION, wrap_text
from summitry.tell.findings.facts import told_meetings
from summitry.tell.words import say_days

OTHER_COLOUR = "#7F7F7F"


def colours_of(study: Any) -> dict[str, str]:
    """{voice: colour}, in the order in which voices are drawn."""
    colours = dict(zip(study.principals, (BLUE, VERMILION, GREEN), strict=False))
    return colours | {OTHERS: OTHER_COLOUR, NARRATION: PALE}


def busiest_meetings(study: Any, totals: pd.Series, most: int) -> list[Any]:
    """The told meetings among `totals` (sentences by meeting_id); of more than `most` those with most sentences.

    They come in order of day; of two alike the first by id is kept.
    """
    kept = set(sorted(totals.index, key=lambda m: (-totals[m], m))[:most])
    return [m for m in told_meetings(study) if m.meeting_id in kept]


def say_drawn(drawn: int, told: int) -> str:
    """The sentence of a caption on the meetings left out, with a space before it; nothing where all are drawn.

    >>> say_drawn(8, 11), say_drawn(3, 3)
    (' Drawn are the 8 of 11 meetings of which most is told.', '')
    """
    return f" Drawn are the {drawn} of {told} meetings of which most is told." if drawn < told else ""


def draw_day(axes: Axes, x: float, y: float, meeting: Any, room: float) -> None:
    """The day of a meeting as the head of its column, in at most two lines that end at y."""
    when = say_days(meeting.earliest, meeting.latest, short=True, unknown="no day told")
    lines = wrap_text(when, room, size=8, weight="bold", most=2)
    place = {"va": "bottom" if len(lines) > 1 else "baseline", "linespacing": 1.1}  # no tail lowers it
    axes.text(x, y, "\n".join(lines), size=8, weight="bold", **place)
