"""Themes: which ones the articles bring up with each meeting, and in whose words."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from summitry.tell.counts import NARRATION, OTHERS, count_themes_by_meeting, count_themes_by_speaker, order_meetings
from summitry.tell.figures.leads import lead_themes_of_meetings, lead_themes_of_voices
from summitry.tell.figures.style import (
    BLUE,
    FAINT,
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
    wrap_text,
)
from summitry.tell.words import (
    capitalise,
    family_names,
    is_missing,
    label_themes,
    say_count,
    say_days,
    say_list,
    split_names,
)

MOST_THEMES, MOST_MEETINGS = 14, 8
FEWEST = 3  # coded sentences a meeting must have for the title to speak of it
ROW = 0.3


def tabulate_themes_by_meeting(study: Any) -> pd.DataFrame:
    """Theme, then one column of sentences per meeting in order of day; the most frequent theme first."""
    counts = count_themes_by_meeting(study)
    names = label_themes(study)
    columns = _name_meetings(study, list(dict.fromkeys(counts.meeting_id)))
    table = counts.pivot(index="theme", columns="meeting_id", values="sentences").reindex(columns=list(columns))
    table = table.fillna(0).astype(int)
    table = table.loc[sorted(table.index, key=lambda theme: (-table.loc[theme].sum(), theme))]
    table.index = [names.get(theme, theme) for theme in table.index]
    return table.rename(columns=columns).rename_axis(index="Theme", columns=None).reset_index()


def _name_meetings(study: Any, wanted: list[str]) -> dict[str, str]:
    """{meeting_id: "21 Apr 2016, Moscow"}, each name once."""
    names: dict[str, str] = {}
    for meeting in order_meetings(study.meetings).itertuples():
        if meeting.meeting_id in wanted:
            when = say_days(meeting.earliest, meeting.latest, short=True, unknown="undated")
            where = (
                meeting.city or meeting.country or {"phone": "by phone", "video": "by video"}.get(meeting.format, "")
            )
            name = f"{when}, {where}" if where else when
            same = sum(other == name or other.startswith(f"{name} (") for other in names.values())
            names[meeting.meeting_id] = f"{name} ({same + 1})" if same else name
    return names


def plot_themes_by_meeting(study: Any) -> Picture:
    """Themes in rows, meetings in columns, the number of sentences in every cell; the darker, the more."""
    data = tabulate_themes_by_meeting(study)
    meetings = list(data.columns[1:])
    if data.empty or not meetings:
        return no_picture(
            "themes_by_meeting",
            (
                "There is no figure of themes by meeting, because no sentence about a meeting carries a "
                "theme of the codebook."
            ),
        )
    counted = list(dict.fromkeys(count_themes_by_meeting(study).meeting_id))
    kept = _choose_meetings(study, data, _name_meetings(study, counted))
    drawn = data[data[kept].sum(axis=1) > 0].head(MOST_THEMES)
    title, caption, alt = _describe_meetings(data, meetings, drawn, kept)
    with house_style():
        left, top = 2.2, 0.55
        figure, _ = new_page(
            ROW * len(drawn) + top + MARGIN,
            title,
            note="Sentences that bring up a theme, by the meeting they are about.",
        )
        width = min((WIDTH - left - MARGIN) / len(kept), 1.3)
        axes = bare(add_axes(figure, left, MARGIN, width * len(kept), ROW * len(drawn)))
        axes.set(xlim=(0, len(kept)), ylim=(len(drawn), 0))
        highest = max(int(drawn[kept].to_numpy().max()), 1)
        for row, (_, cells) in enumerate(drawn.iterrows()):
            label = fit_text(cells["Theme"], left - MARGIN - 0.12, size=8.5)
            axes.text(-0.1 / width, row + 0.5, label, size=8.5, ha="right", va="center")
            for column, meeting in enumerate(kept):
                _draw_cell(axes, row, column, int(cells[meeting]), highest, f"{cells['Theme']} {meeting}")
        for column, meeting in enumerate(kept):
            when, _, where = meeting.partition(", ")
            lines = [*wrap_text(when, width - 0.04, size=7.5, most=2), fit_text(where, width - 0.04, size=7.5)]
            axes.text(
                column + 0.5,
                -0.15,
                "\n".join(filter(None, lines)),
                size=7.5,
                ha="center",
                va="bottom",
                linespacing=1.15,
            )
    points = find_points(figure, lead_themes_of_meetings(study, _name_meetings(study, counted)))
    return Picture(
        slug="themes_by_meeting", title=title, caption=caption, alt=alt, data=data, figure=figure, points=points
    )


def _choose_meetings(study: Any, data: pd.DataFrame, names: dict[str, str]) -> list[str]:
    """The meetings drawn: those of the principals with a day; of many, those with most coded sentences, by day."""
    pair = set(study.principals)
    ledger = study.meetings.set_index("meeting_id")
    core = [
        name
        for key, name in names.items()
        if pair <= set(split_names(ledger.participants[key])) and not is_missing(ledger.latest[key])
    ]
    wanted = core if len(core) > 1 else list(names.values())
    ranked = sorted(wanted, key=lambda name: -int(data[name].sum()))[:MOST_MEETINGS]
    return [name for name in names.values() if name in ranked]


def _draw_cell(axes: Axes, row: int, column: int, count: int, highest: int, name: str) -> None:
    share = count / highest
    colour = FAINT if not count else _shade(share)
    axes.add_patch(_box(column + 0.03, row + 0.06, 0.94, 0.88, colour, name))
    text = str(count) if count else "·"
    ink = "white" if share > 0.45 else INK if count else GREY
    axes.text(column + 0.5, row + 0.5, text, size=8.5, ha="center", va="center", color=ink)


def _box(x: float, y: float, width: float, height: float, colour: str, name: str):
    from matplotlib.patches import Rectangle

    return Rectangle((x, y), width, height, facecolor=colour, edgecolor="none", label=name)


def _shade(share: float) -> str:
    """From pale to full blue: one hue, falling lightness, so that it reads in grey as well."""
    low, high = (0xD6, 0xE6, 0xF2), (0x0B, 0x4F, 0x82)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in zip(low, high, strict=True))


def _describe_meetings(
    data: pd.DataFrame, meetings: list[str], drawn: pd.DataFrame, kept: list[str]
) -> tuple[str, str, str]:
    other = data.Theme.str.casefold() == "other"
    leaders = {
        m: [
            t
            for t, n in zip(data.Theme, data[m].where(~other, 0), strict=True)
            if n and n == data[m].where(~other, 0).max()
        ]
        for m in kept
    }
    full = [m for m in kept if int(data[m].sum()) >= FEWEST and leaders[m]] or kept
    first, last = full[0], full[-1]
    if len(full) == 1:
        title = f"{say_list(leaders[first])}: what the articles bring up with the meeting of {first}"
    elif set(leaders[first]) & set(leaders[last]):
        top = drawn.Theme.iloc[0]
        often = int((data.loc[data.Theme == top, kept].iloc[0] > 0).sum())
        title = f"{top} comes up with {often} of {len(kept)} meetings, more often than any other theme"
    else:
        title = f"From {say_list(leaders[first][:2])} ({_when(first)}) to {say_list(leaders[last][:2])} ({_when(last)})"
    total = int(data[meetings].to_numpy().sum())
    left_out = (
        ""
        if len(drawn) == len(data) and len(kept) == len(meetings)
        else (
            f" Drawn are the {len(drawn)} most frequent of {len(data)} themes and {len(kept)} of "
            f"{len(meetings)} meetings; the table has all."
        )
    )
    caption = (
        f"{total} codings: a sentence counts once for every theme its words indicate, whoever speaks. "
        f"A meeting nobody’s sentence could be tied to is left out.{left_out}"
    )
    cells = say_list([f"{m}: {say_list(leaders[m][:2])} ({int(data[m].max())})" for m in kept if leaders[m]])
    alt = (
        f"Table of counts, {say_count(len(drawn), 'theme')} by {say_count(len(kept), 'meeting')}. "
        f"Most frequent at each: {cells}."
    )
    return title, caption, alt


def _when(name: str) -> str:
    return name.partition(", ")[0]


def tabulate_themes_by_speaker(study: Any) -> pd.DataFrame:
    """Theme, then one column of sentences per voice: each principal, other sources, the articles' own words."""
    counts = count_themes_by_speaker(study)
    names = label_themes(study)
    voices = [v for v in (*study.principals, OTHERS, NARRATION) if v in set(counts.voice)]
    table = counts.pivot(index="theme", columns="voice", values="sentences").reindex(columns=voices)
    table = table.fillna(0).astype(int)
    table = table.loc[sorted(table.index, key=lambda theme: (-table.loc[theme].sum(), theme))]
    table.index = [names.get(theme, theme) for theme in table.index]
    return table.rename_axis(index="Theme", columns=None).reset_index()


def plot_themes_by_speaker(study: Any) -> Picture:
    """One panel per voice with a bar per theme, all on one scale, the number at the end of every bar."""
    data = tabulate_themes_by_speaker(study)
    voices = list(data.columns[1:])
    if data.empty or not voices:
        return no_picture(
            "themes_by_speaker",
            "There is no figure of themes by speaker, because no sentence carries a theme of the codebook.",
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
        title = capitalise("; ".join(f"{short[v]} speaks most of {say_list(tops[v])}" for v in named if tops[v]))
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
        "Sentences that carry a theme, counted once per theme, by the source they are attributed to; what no source "
        f"says is the article’s own account.{only}{left_out}"
    )
    alt = (
        "Bar chart of themes by voice. Most frequent: "
        + "; ".join(f"{short.get(v, v)} {say_list(tops[v])} ({int(data[v].max())})" for v in voices)
        + "."
    )
    return title, caption, alt
