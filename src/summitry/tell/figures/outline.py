"""The outline of the land: rings of longitude and latitude decoded from Natural Earth's TopoJSON.

Source: world-atlas 2.0.2 (ISC licence), land-110m.json, made from Natural Earth 1:110m land (public domain).
Only land is drawn, no border between states: nothing here takes a side on one.
"""

from __future__ import annotations

import functools
import json
from importlib import resources
from itertools import accumulate

Ring = tuple[tuple[float, float], ...]


@functools.cache
def read_land() -> tuple[Ring, ...]:
    """The outer and inner rings of all land, as (longitude, latitude) in degrees."""
    text = resources.files("summitry.knowledge").joinpath("land-110m.json").read_text("utf-8")
    topology = json.loads(text)
    arcs = [_decode_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    rings: list[Ring] = []
    for shape in topology["objects"]["land"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings += [_join_arcs(ring, arcs) for polygon in polygons for ring in polygon]
    return tuple(rings)


def _decode_arc(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[float, float]]:
    """Quantised steps -> degrees (TopoJSON: positions are running sums of the steps)."""
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    xs = accumulate(step[0] for step in arc)
    ys = accumulate(step[1] for step in arc)
    return [(x * scale_x + shift_x, y * scale_y + shift_y) for x, y in zip(xs, ys, strict=True)]


def _join_arcs(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> Ring:
    """One ring from its arcs; a negative number means the arc ~n walked backwards."""
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return tuple(points)
