"""Themes by voice: in whose words the articles bring them up."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from summitry.tell.counts import NARRATION, OTHERS
from summitry.tell.figures.leads import lead_themes_of_voices
from summitry.tell.figures.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    MARGIN,
    PALE,
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
)
from summitry.tell.joins import count_themes_by_voice
from summitry.tell.words import (
    capitalise,
    family_names,
    label_themes,
    say_list,
)

MOST_THEMES = 14
ROW = 0.3


def tabulate_themes_by_speaker(study: Any) -> pd.DataFrame:
    """Theme, then one column of sentences per voice: each principal, other sources, the articles' own words."""
    names, table = label_themes(study), count_themes_by_voice(study)
    return table.assign(topic=[names.get(t, t) for t in table.topic]).rename(columns={"topic": "Theme"})


def plot_themes_by_speaker(study: Any) -> Picture:
    """One panel per voice with a bar per theme, all on one scale, the number at the end of every bar."""
    data = tabulate_themes_by_speaker(study)
    voices = list(data.columns[1:])
    if data.empty or not voices:
        return no_picture(
            "themes_by_speaker",
            "There is no figure of themes by speaker, because no sentence told of these meetings carries a theme.",
        )
    title, caption, alt = _describe_speakers(data, voices, study)
    drawn = data.head(MOST_THEMES)
    colours = dict(zip(study.principals, (BLUE, VERMILION), strict=False)) | {OTHERS: GREEN, NARRATION: GREY}
    short = family_names(study.principals)
    with house_style():
        left, top, gap = 2.2, 0.42, 0.22
        figure, _ = new_page(
            ROW * len(drawn) + top + MARGIN, title, note="Sentences that bring up a theme, by whose words they are."
        )
        width = (WIDTH - left - MARGIN - gap * (len(voices) - 1)) / len(voices)
        highest = max(int(drawn[voices].to_numpy().max()), 1)
        for number, voice in enumerate(voices):
            axes = bare(add_axes(figure, left + number * (width + gap), MARGIN, width, ROW * len(drawn)))
            axes.set(xlim=(0, highest * (1 + 0.28 / max(width - 0.28, 0.1))), ylim=(len(drawn) - 0.5, -0.5))
            axes.text(
                0,
                -0.62,
                fit_text(capitalise(short.get(voice, voice)), width, size=8.5, weight="bold"),
                size=8.5,
                weight="bold",
                color=colours.get(voice, GREY),
                va="bottom",
            )
            axes.axvline(0, color=PALE, lw=1)
            names = [f"{theme} {voice}" for theme in drawn.Theme]
            _draw_bars(axes, [int(n) for n in drawn[voice]], names, colours.get(voice, GREY), highest)
            if number == 0:
                for row, theme in enumerate(drawn.Theme):
                    axes.text(
                        -0.1 / width * axes.get_xlim()[1],
                        row,
                        fit_text(theme, left - MARGIN - 0.12, size=8.5),
                        size=8.5,
                        ha="right",
                        va="center",
                    )
    points = find_points(figure, lead_themes_of_voices(study))
    return Picture(
        slug="themes_by_speaker", title=title, caption=caption, alt=alt, data=data, figure=figure, points=points
    )


def _draw_bars(axes: Axes, counts: list[int], names: list[str], colour: str, highest: int) -> None:
    for row, (count, name) in enumerate(zip(counts, names, strict=True)):
        if count:
            axes.barh(row, count, height=0.62, color=colour)[0].set_label(name)
        ink = INK if count else GREY
        axes.text(count + highest * 0.03, row, str(count or "–"), size=8, color=ink, va="center", label=name)


def _describe_speakers(data: pd.DataFrame, voices: list[str], study: Any) -> tuple[str, str, str]:
    named = [v for v in study.principals if v in voices]
    short = family_names(study.principals)
    named_themes = data[data.Theme.str.casefold() != "other"]  # what has no name of its own leads nowhere
    tops = {
        v: list(named_themes.Theme[(named_themes[v] == named_themes[v].max()) & (named_themes[v] > 0)])[:2]
        for v in voices
    }
    if named:
        say = _short_forms(study)
        said = [f"{short[v]} speaks most of {say_list([say.get(t, t) for t in tops[v]])}" for v in named if tops[v]]
        title = capitalise("; ".join(said))
    else:
        title = "Themes in whose words: no principal of this study is reported with any"
    only = ""
    if len(named) == 2:
        for a, b in (named, named[::-1]):
            alone = list(named_themes.Theme[(named_themes[a] > 0) & (named_themes[b] == 0)])
            if alone:
                only += f" Of the two, only {short[a]} is reported with {say_list(alone[:5])}."
    left_out = (
        f" Drawn are the {MOST_THEMES} most frequent of {len(data)} themes; the table has all."
        if len(data) > MOST_THEMES
        else ""
    )
    caption = (
        "Sentences on these meetings that carry a theme, counted once per theme and voice; what no source says is the "
        f"article’s own account.{only}{left_out}"
    )
    alt = (
        "Bar chart of themes by voice. Most frequent: "
        + "; ".join(f"{short.get(v, v)} {say_list(tops[v])} ({int(data[v].max())})" for v in voices)
        + "."
    )
    return title, caption, alt


def _short_forms(study: Any) -> dict[str, str]:
    """{label of a theme: its name inside a sentence}."""
    book = study.records.codebook
    return {label: book.short(code) for code, label in label_themes(study).items()} if book else {}
