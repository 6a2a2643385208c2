"""The map: where the meetings took place."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from summitry.tell.counts import order_meetings
from summitry.tell.figures.leads import lead_places
from summitry.tell.figures.outline import read_land
from summitry.tell.figures.style import (
    BLUE,
    GREY,
    INK,
    MARGIN,
    WIDTH,
    Picture,
    add_axes,
    bare,
    find_points,
    house_style,
    new_page,
    no_picture,
    text_width,
)
from summitry.tell.words import capitalise, say_count, say_days, say_list

LAND, SEA = "#E4E0D8", "#F6F9FB"
MOST_DAYS = 3  # days written beside a place; more are counted
LINE = 0.155  # inches


def tabulate_map(study: Any) -> pd.DataFrame:
    """Place, Country, Latitude, Longitude, Meetings, Days: one row per city of a meeting, most meetings first.

    Coordinates are the gazetteer's (outside knowledge); a city it does not know has none and is not drawn.
    """
    known = study.places.drop_duplicates("place").set_index("place")
    meetings = order_meetings(study.meetings)
    rows = []
    for (city, country), group in meetings[meetings.city != ""].groupby(["city", "country"], sort=True):
        spot = known.loc[city] if city in known.index else None
        days = [say_days(m.earliest, m.latest, short=True, unknown="undated") for m in group.itertuples()]
        rows.append(
            {
                "Place": city,
                "Country": country,
                "Latitude": None if spot is None else spot.latitude,
                "Longitude": None if spot is None else spot.longitude,
                "Meetings": len(group),
                "Days": "; ".join(days),
            }
        )
    columns = ["Place", "Country", "Latitude", "Longitude", "Meetings", "Days"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["Meetings", "Place"], ascending=[False, True], ignore_index=True)


def plot_map(study: Any) -> Picture:
    """Places as discs, their area in proportion to the number of meetings, with the days written beside them."""
    data = tabulate_map(study)
    drawn = data.dropna(subset=["Latitude", "Longitude"])
    if drawn.empty:
        return no_picture(
            "map", "There is no map, because no meeting in these articles has a place that could be located."
        )
    title, caption, alt = _describe(data, drawn, study)
    west, east, south, north = _frame(drawn)
    squeeze = math.cos(math.radians((south + north) / 2))
    height = min(max((WIDTH - 2 * MARGIN) * (north - south) / ((east - west) * squeeze), 3.0), 5.6)
    west, east, south, north = _fill(west, east, south, north, squeeze, (WIDTH - 2 * MARGIN) / height)
    with house_style():
        figure, _ = new_page(
            height + MARGIN,
            title,
            note="The area of a disc is the number of meetings. Land only: no borders are drawn.",
        )
        axes = bare(add_axes(figure, MARGIN, MARGIN, WIDTH - 2 * MARGIN, height))
        axes.set_facecolor(SEA)
        axes.set(xlim=(west, east), ylim=(south, north))
        rings = [[(x + turn, y) for x, y in ring] for ring in read_land() for turn in (-360, 0, 360)]
        rings = [r for r in rings if max(p[0] for p in r) > west and min(p[0] for p in r) < east]
        axes.add_collection(PolyCollection(rings, facecolor=LAND, edgecolor=LAND, lw=0.4))
        scale = (WIDTH - 2 * MARGIN) / (east - west), height / (north - south)
        _draw_places(axes, drawn, west, south, scale, height)
    return Picture(
        slug="map",
        title=title,
        caption=caption,
        alt=alt,
        data=data,
        figure=figure,
        points=find_points(figure, lead_places(study)),
    )


def _frame(drawn: pd.DataFrame) -> tuple[float, float, float, float]:
    """West, east, south, north around all places, across the date line where that is shorter, with a margin."""
    longitudes = sorted(float(x) for x in drawn.Longitude)
    gaps = [(b - a, b) for a, b in zip(longitudes, [*longitudes[1:], longitudes[0] + 360], strict=True)]
    start = max(gaps)[1]
    start = start - 360 if start > 180 else start
    width = max((x - start) % 360 for x in longitudes)
    south, north = float(drawn.Latitude.min()), float(drawn.Latitude.max())
    pad_x, pad_y = max(width * 0.14, 7.0), max((north - south) * 0.18, 5.0)
    return start - pad_x, start + width + pad_x, max(south - pad_y, -89), min(north + pad_y, 89)


def _fill(west: float, east: float, south: float, north: float, squeeze: float, shape: float) -> tuple[float, ...]:
    """The frame widened on its short side until it has the shape (width by height) of the page."""
    wide, tall = (east - west) * squeeze, north - south
    if wide / tall < shape:
        extra = (shape * tall / squeeze - (east - west)) / 2
        return west - extra, east + extra, south, north
    extra = (wide / shape - tall) / 2
    return west, east, south - extra, north + extra


def _draw_places(
    axes: Axes, drawn: pd.DataFrame, west: float, south: float, scale: tuple[float, float], height: float
) -> None:
    """Discs and their labels; a label is put where it covers nothing, tried around the disc from near to far."""
    spots = []
    for row in drawn.itertuples():
        x = ((float(row.Longitude) - west) % 360) * scale[0]
        y = (float(row.Latitude) - south) * scale[1]
        spots.append((x, y, 0.075 * math.sqrt(row.Meetings)))
    taken = [(x - r, y - r, x + r, y + r) for x, y, r in spots]
    for row, (x, y, radius) in zip(drawn.itertuples(), spots, strict=True):
        lines = _label(row)
        wide = max(text_width(line, size=8, weight="bold" if n == 0 else "normal") for n, line in enumerate(lines))
        box = _place_box(x, y, radius, wide, LINE * len(lines), taken, WIDTH - 2 * MARGIN, height)
        at = west + x / scale[0], south + y / scale[1]
        axes.plot(*at, marker="o", ms=radius * 2 * 72, color=BLUE, mec="white", mew=0.7, alpha=0.9, label=row.Place)
        if box is None:
            continue
        taken.append(box)
        _draw_leader(axes, (x, y, radius), box, west, south, scale)
        for n, line in enumerate(lines):
            axes.text(
                west + box[0] / scale[0],
                south + (box[3] - LINE * (n + 0.5)) / scale[1],
                line,
                size=8,
                va="center",
                weight="bold" if n == 0 else "normal",
                color=INK if n == 0 else GREY,
                label=row.Place,
            )


def _label(row: Any) -> list[str]:
    days = row.Days.split("; ")
    if len(days) > MOST_DAYS:
        days = [f"{len(days)} meetings,", *_first_and_last(days)]
    return [row.Place, *days]


def _first_and_last(days: list[str]) -> list[str]:
    dated = [day for day in days if day != "undated"]
    return [f"{dated[0]} to", dated[-1]] if len(dated) > 1 else dated


def _place_box(x: float, y: float, radius: float, wide: float, tall: float, taken: list, room: float, height: float):
    """The first free place for a label around a disc, nearest first; None when there is none."""
    for distance in (0.06, 0.16, 0.32, 0.55, 0.85, 1.2):
        gap = radius + distance
        for angle in (0, 180, 90, 270, 45, 315, 135, 225):
            dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            left = x + gap * dx - wide * (1 - dx) / 2
            low = y + gap * dy - tall * (1 - dy) / 2
            box = (left, low, left + wide, low + tall)
            inside = left > 0.05 and box[2] < room - 0.05 and low > 0.05 and box[3] < height - 0.05
            if inside and not any(_overlap(box, other) for other in taken):
                return box
    return None


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] + 0.03 and b[0] < a[2] + 0.03 and a[1] < b[3] + 0.02 and b[1] < a[3] + 0.02


def _draw_leader(
    axes: Axes, spot: tuple[float, float, float], box: tuple, west: float, south: float, scale: tuple
) -> None:
    """A thin line from a label that had to move away to its disc."""
    x, y, radius = spot
    near = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
    if math.dist(near, (x, y)) > radius + 0.13:
        xs = [west + near[0] / scale[0], west + x / scale[0]]
        ys = [south + near[1] / scale[1], south + y / scale[1]]
        axes.plot(xs, ys, color=GREY, lw=0.7, zorder=1)


def _describe(data: pd.DataFrame, drawn: pd.DataFrame, study: Any) -> tuple[str, str, str]:
    """Title, caption and alt text, all computed."""
    located, total = int(drawn.Meetings.sum()), len(study.meetings)
    most = drawn[drawn.Meetings == drawn.Meetings.max()]
    if len(most) < len(drawn) or len(drawn) == 1:
        where = say_list(list(most.Place))
        title = f"{where}: {drawn.Meetings.max()} of the {say_count(located, 'meeting')} whose city is told"
        title = (
            title
            if len(most) == 1
            else f"{where}: {drawn.Meetings.max()} meetings each, of {located} whose city is told"
        )
    else:
        title = f"{capitalise(say_count(len(drawn), 'place'))}, {say_count(located, 'meeting')}"
    left_out = total - located
    missing = (
        (
            f" {capitalise(say_count(left_out, 'meeting has', 'meetings have'))} no city that can be "
            "located and cannot be drawn."
        )
        if left_out
        else ""
    )
    caption = (
        f"Cities in which the articles place a meeting.{missing} Coordinates from the gazetteer "
        "(outside knowledge); outline: Natural Earth."
    )
    listed = say_list([f"{row.Place} ({row.Meetings})" for row in drawn.head(8).itertuples()])
    more = f" and {len(drawn) - 8} further places" if len(drawn) > 8 else ""
    alt = f"Map with {say_count(len(drawn), 'place')} and the number of meetings at each: {listed}{more}."
    return title, caption, alt
