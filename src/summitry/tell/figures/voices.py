"""Voices: who is reported as speaking to whom, and how many words of each are printed as they were said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from summitry.tell.counts import LEAST_SHARE, NOBODY, count_addressees, count_quoted_words, spoken
from summitry.tell.figures.leads import lead_flows, lead_quoted
from summitry.tell.figures.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    MARGIN,
    ORANGE,
    PALE,
    PURPLE,
    SKY,
    VERMILION,
    WIDTH,
    Picture,
    add_axes,
    bare,
    find_points,
    fit_text,
    house_style,
    new_page,
    no_picture,
    text_width,
)
from summitry.tell.words import capitalise, family_names, is_missing, label_articles, say_count, say_list, say_number

MOST_VOICES, MOST_ARTICLES = 9, 20
KEY = 0.22  # inches, a line of the key
NOT_TOLD = "speaker not told"


def voice_colours(principals: tuple[str, ...], voices: list[str]) -> dict[str, str]:
    """Blue and vermilion for the two principals, four other colours for the next voices, grey for the rest."""
    colours = dict(zip(principals, (BLUE, VERMILION), strict=False))
    others = [voice for voice in voices if voice not in colours and voice != NOT_TOLD]
    return colours | dict(zip(others, (GREEN, PURPLE, ORANGE, SKY), strict=False))


def tabulate_who_to_whom(study: Any) -> pd.DataFrame:
    """Speaker, To, Statements, Of these quoted directly: most statements first."""
    names = {"speaker": "Speaker", "addressee": "To", "statements": "Statements", "direct": "Of these quoted directly"}
    return count_addressees(study).rename(columns=names)


def plot_who_to_whom(study: Any) -> Picture:
    """Sources on the left, those they speak to on the right; the width of a band is the number of statements."""
    data = tabulate_who_to_whom(study)
    if data.empty:
        return no_picture(
            "who_to_whom",
            "There is no figure of who speaks to whom, because no statement with a told speaker was found.",
        )
    flows = _merge_small(data)
    title, caption, alt = _describe_flows(data, flows, study)
    left = _stack(flows, "Speaker")
    right = _stack(flows, "To")
    unit = min(0.16, 5.0 / max(flows.Statements.sum(), 1))
    pad = 0.14
    tall = max(flows.Statements.sum() * unit + pad * (len(side) - 1) for side in (left, right))
    with house_style():
        figure, _ = new_page(
            tall + 0.42 + MARGIN,
            title,
            note="The width of a band is the number of statements reported; who speaks is on the left.",
        )
        axes = bare(add_axes(figure, 0, MARGIN, WIDTH, tall + 0.3))
        axes.set(xlim=(0, WIDTH), ylim=(tall, -0.3))
        colours = voice_colours(study.principals, list(left))
        short = family_names([*flows.Speaker, *flows.To])
        from_y = _positions(left, unit, pad, tall)
        to_y = _positions(right, unit, pad, tall)
        x0, x1 = 2.35, WIDTH - 2.35
        _draw_bands(axes, flows, dict(from_y), dict(to_y), unit, (x0 + 0.12, x1 - 0.12), colours)
        _draw_nodes(axes, left, from_y, unit, x0, colours, short, align="right")
        _draw_nodes(axes, right, to_y, unit, x1 - 0.12, colours, short, align="left")
        axes.text(x0 + 0.12, -0.14, "says something", size=8, color=GREY, ha="right", va="bottom")
        axes.text(x1 - 0.12, -0.14, "to", size=8, color=GREY, ha="left", va="bottom")
    points = find_points(figure, lead_flows(study))
    return Picture(slug="who_to_whom", title=title, caption=caption, alt=alt, data=data, figure=figure, points=points)


def _merge_small(data: pd.DataFrame) -> pd.DataFrame:
    """Speakers and addressees beyond the most frequent are drawn as one: "9 others"."""
    frame = data.copy()
    for column in ("Speaker", "To"):
        totals = frame.groupby(column).Statements.sum()
        ranked = sorted(totals.index, key=lambda name: (-totals[name], name))
        if len(ranked) > MOST_VOICES + 1:
            rest = set(ranked[MOST_VOICES:]) - {NOBODY}
            frame[column] = [f"{len(rest)} others" if name in rest else name for name in frame[column]]
    return frame.groupby(["Speaker", "To"], sort=True).Statements.sum().reset_index()


def _stack(flows: pd.DataFrame, column: str) -> dict[str, int]:
    """{name: statements} from most to least; "others" and NOBODY come last."""
    totals = flows.groupby(column).Statements.sum()
    key = {name: (name == NOBODY, name.endswith(" others"), -totals[name], name) for name in totals.index}
    return {name: int(totals[name]) for name in sorted(totals.index, key=key.__getitem__)}


def _positions(side: dict[str, int], unit: float, pad: float, tall: float) -> dict[str, float]:
    """{name: where its node begins}, the stack centred on the page."""
    used = sum(side.values()) * unit + pad * (len(side) - 1)
    y, places = (tall - used) / 2, {}
    for name, count in side.items():
        places[name] = y
        y += count * unit + pad
    return places


def _draw_nodes(
    axes: Axes, side: dict, places: dict, unit: float, x: float, colours: dict, short: dict, *, align: str
) -> None:
    for name, count in side.items():
        own = f"{'from' if align == 'right' else 'to'} {name}"
        node = Rectangle((x, places[name]), 0.12, count * unit, facecolor=colours.get(name, GREY), edgecolor="none")
        node.set_label(own)
        axes.add_patch(node)
        label = fit_text(f"{short.get(name, name)}  {count}", 2.05, size=8.5)
        at = x - 0.1 if align == "right" else x + 0.22
        middle = places[name] + count * unit / 2
        axes.text(at, middle, label, size=8.5, ha=align, va="center", color=INK, label=own)


def _draw_bands(
    axes: Axes, flows: pd.DataFrame, start: dict, end: dict, unit: float, xs: tuple[float, float], colours: dict
) -> None:
    """Bands leave a speaker in the order in which the addressees stand, and arrive in the order of the speakers."""
    rows = [(f.Speaker, f.To, int(f.Statements)) for f in flows.itertuples()]
    leaving, arriving = dict(start), dict(end)
    order_to, order_from = list(end), list(start)
    lefts, rights = {}, {}
    for speaker, to, count in sorted(rows, key=lambda r: (order_from.index(r[0]), order_to.index(r[1]))):
        lefts[speaker, to] = leaving[speaker]
        leaving[speaker] += count * unit
    for speaker, to, count in sorted(rows, key=lambda r: (order_to.index(r[1]), order_from.index(r[0]))):
        rights[speaker, to] = arriving[to]
        arriving[to] += count * unit
    middle = sum(xs) / 2
    for speaker, to, count in sorted(rows, key=lambda r: -r[2]):
        a, b, thick = lefts[speaker, to], rights[speaker, to], count * unit
        points = [
            (xs[0], a),
            (middle, a),
            (middle, b),
            (xs[1], b),
            (xs[1], b + thick),
            (middle, b + thick),
            (middle, a + thick),
            (xs[0], a + thick),
            (xs[0], a),
        ]
        steps = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
        axes.add_patch(
            PathPatch(Path(points, steps), facecolor=colours.get(speaker, GREY), alpha=0.42, edgecolor="white", lw=0.5)
        )


def _describe_flows(data: pd.DataFrame, flows: pd.DataFrame, study: Any) -> tuple[str, str, str]:
    total = int(data.Statements.sum())
    named = data[data.To != NOBODY]
    short = family_names([*data.Speaker, *data.To])
    if named.empty:
        title = f"None of the {say_count(total, 'statement')} names the one it is addressed to"
    elif named.Statements.iloc[0] < LEAST_SHARE * total:
        silent = total - int(named.Statements.sum())
        title = f"For {say_number(silent)} of {say_count(total, 'statement')} the articles name no hearer"
    else:
        top = named.iloc[0]
        title = capitalise(
            f"{short[top.Speaker]} to {short[top.To]} is the most reported direction: "
            f"{top.Statements} of {say_count(total, 'statement')}"
        )
    nobody = int(data.Statements[data.To == NOBODY].sum())
    unsure = int(sum(is_missing(name) for name in spoken(study).speaker))
    left_out = (
        (
            f" {capitalise(say_count(unsure, 'statement'))} whose speaker cannot be told "
            f"{'is' if unsure == 1 else 'are'} left out."
        )
        if unsure
        else ""
    )
    caption = (
        f"{capitalise(say_count(total, 'statement'))}, quoted or reported, "
        f"by {say_count(data.Speaker.nunique(), 'source')}; "
        f"for {nobody} of them the article names nobody who was spoken to.{left_out}"
    )
    listed = say_list([f"{short[r.Speaker]} to {short[r.To]} ({r.Statements})" for r in data.head(6).itertuples()])
    return title, caption, f"Flow diagram of statements from speakers to addressees. Most frequent: {listed}."


def tabulate_words_quoted(study: Any) -> pd.DataFrame:
    """Article, then one column of quoted words per speaker (most quoted first), articles in order of publication."""
    counts = count_quoted_words(study)
    counts["speaker"] = [NOT_TOLD if is_missing(name) else name for name in counts.speaker]
    labels = label_articles(study.articles)
    totals = counts.groupby("speaker").words.sum()
    order = sorted(totals.index, key=lambda name: (name == NOT_TOLD, name not in study.principals, -totals[name], name))
    table = counts.pivot_table(index="article_id", columns="speaker", values="words", aggfunc="sum")
    table = table.reindex(index=list(labels), columns=order).fillna(0).astype(int)
    table.index = [labels[key] for key in table.index]
    return table.rename_axis(index="Article", columns=None).reset_index()


def plot_words_quoted(study: Any) -> Picture:
    """One bar per article, its pieces the words quoted of each speaker, named where they fit and in the key above."""
    data = tabulate_words_quoted(study)
    speakers = list(data.columns[1:])
    if not speakers:
        return no_picture(
            "words_quoted", "There is no figure of quoted words, because these articles quote nobody directly."
        )
    title, caption, alt = _describe_words(data, speakers, study)
    drawn = data.iloc[np.argsort(-data[speakers].sum(axis=1).to_numpy(), kind="stable")[:MOST_ARTICLES]].sort_index()
    colours = voice_colours(study.principals, speakers)
    keyed = [name for name in speakers if name in colours]
    lines = _lay_key(keyed, colours, more=len(speakers) > len(keyed))
    with house_style():
        row, left = 0.42, 1.45
        figure, _ = new_page(
            row * len(drawn) + 0.28 + KEY * len(lines) + MARGIN,
            title,
            note="Words between quotation marks in each article, by who said them.",
        )
        axes = bare(add_axes(figure, left, MARGIN, WIDTH - left - MARGIN - 0.45, row * len(drawn)))
        highest = max(int(drawn[speakers].sum(axis=1).max()), 1)
        axes.set(xlim=(0, highest), ylim=(len(drawn) - 0.5, -0.5))
        inch = highest / (WIDTH - left - MARGIN - 0.45)
        for number, cells in enumerate(drawn.itertuples(index=False)):
            _draw_words(axes, number, cells[0], [int(n) for n in cells[1:]], speakers, colours, inch)
            axes.text(
                -0.1 * inch,
                number,
                fit_text(cells[0], left - MARGIN - 0.1, size=8.5),
                size=8.5,
                ha="right",
                va="center",
            )
        _draw_word_key(figure, lines, row * len(drawn) + MARGIN + 0.08)
    points = find_points(figure, lead_quoted(study, NOT_TOLD))
    return Picture(slug="words_quoted", title=title, caption=caption, alt=alt, data=data, figure=figure, points=points)


def _draw_words(
    axes: Axes, row: int, article: str, counts: list[int], speakers: list[str], colours: dict, inch: float
) -> None:
    x, short = 0, family_names(speakers)
    for count, speaker in zip(counts, speakers, strict=True):
        if not count:
            continue
        bar = axes.barh(row, count, left=x, height=0.66, color=colours.get(speaker, PALE), edgecolor="white", lw=1)
        bar[0].set_label(f"{article} {speaker}")
        ink = "white" if colours.get(speaker) in (BLUE, VERMILION, GREEN, PURPLE) else INK
        for label in (f"{short.get(speaker, speaker)} {count}", str(count)):
            if text_width(label, size=8) + 0.1 < count / inch:
                axes.text(x + count / 2, row, label, size=8, color=ink, ha="center", va="center")
                break
        x += count
    total = str(x) if x else "nobody is quoted"
    axes.text(x + 0.06 * inch, row, total, size=8, color=GREY, va="center", clip_on=False)


def _lay_key(keyed: list[str], colours: dict, *, more: bool) -> list[list[tuple[str, str, float]]]:
    """The key in as many lines as it needs: (name, colour, where it begins)."""
    short = family_names(keyed)
    entries = [(fit_text(short[name], 2.4, size=8), colours[name]) for name in keyed]
    lines: list[list[tuple[str, str, float]]] = [[]]
    x = MARGIN
    for name, colour in [*entries, *([("others", PALE)] if more else [])]:
        wide = text_width(name, size=8) + 0.42
        if x + wide > WIDTH:
            lines.append([])
            x = MARGIN
        lines[-1].append((name, colour, x))
        x += wide
    return lines


def _draw_word_key(figure: Any, lines: list[list[tuple[str, str, float]]], bottom: float) -> None:
    axes = bare(add_axes(figure, 0, bottom, WIDTH, KEY * len(lines)))
    axes.set(xlim=(0, WIDTH), ylim=(len(lines) - 0.5, -0.5))
    for row, line in enumerate(lines):
        for name, colour, x in line:
            axes.add_patch(Rectangle((x, row - 0.3), 0.14, 0.6, facecolor=colour))
            axes.text(x + 0.2, row, name, size=8, va="center")


def _describe_words(data: pd.DataFrame, speakers: list[str], study: Any) -> tuple[str, str, str]:
    totals = {name: int(data[name].sum()) for name in speakers}
    short = family_names(speakers)
    everything = sum(totals.values())
    ranked = [name for name in speakers if name != NOT_TOLD] or speakers
    named = [name for name in study.principals if name in totals] or ranked[:2]
    title = capitalise(
        f"{everything} words are quoted: "
        f"{', '.join(f'{totals[n]} of {short[n]}' for n in named)}, "
        f"{everything - sum(totals[n] for n in named)} of others"
    )
    caption = (
        f"Words printed between quotation marks in {say_count(len(data), 'article')}, by speaker; "
        "reported speech without "
        "quotation marks is not counted."
    )
    rows = say_list([f"{row['Article']}: {int(sum(row[s] for s in speakers))}" for _, row in data.head(8).iterrows()])
    alt = (
        f"Stacked bars of quoted words per article ({rows}). Most quoted: "
        f"{say_list([f'{short[n]} ({totals[n]})' for n in ranked[:5]])}."
    )
    return title, caption, alt
