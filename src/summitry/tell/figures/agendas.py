"""Agendas by meeting: a small panel for each theme, how much of what is told of every meeting carries it."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from summitry.tell.counts import count_themes_by_meeting, order_meetings
from summitry.tell.figures.columns import busiest_meetings
from summitry.tell.figures.leads import lead_cells
from summitry.tell.figures.passages import at_peak, caption_quote
from summitry.tell.figures.style import (
    BLUE,
    GREY,
    INK,
    MARGIN,
    PALE,
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
from summitry.tell.findings.phrases import of_day, say_all, say_meeting_day, say_on, theme_verb
from summitry.tell.joins import count_agendas
from summitry.tell.words import MONTHS, as_day, capitalise, label_themes, say_count, say_days, say_list, say_number

MOST_THEMES, MOST_MEETINGS, COLUMNS = 6, 8, 3
LEAST_CODED = 4  # of fewer coded sentences a share is drawn pale: it says next to nothing
SOFT = "#9DC3DE"
LEAST_IN_TITLE = 8  # nor is a peak of fewer told in the title
LEAST_LEAD = 0.15  # nor one that the next comes near
PANEL, GAP, HEAD, FOOT = 0.95, 0.28, 0.62, 0.48  # inches


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
            ways = {"phone": "by phone", "video": "by video"}
            where = meeting.city or meeting.country or ways.get(meeting.format, "")
            name = f"{when}, {where}" if where else when
            same = sum(other == name or other.startswith(f"{name} (") for other in names.values())
            names[meeting.meeting_id] = f"{name} ({same + 1})" if same else name
    return names


def plot_themes_by_meeting(study: Any) -> Picture:
    """One panel per theme, a bar per meeting: the share of its coded sentences, with its interval; the words behind the
    highest bar stand above it. Of a single meeting the themes stand in one panel."""
    frame = count_agendas(study)
    data = tabulate_themes_by_meeting(study)
    if frame.empty or data.empty:
        why = "no sentence about a meeting carries a theme of the codebook"
        return no_picture("themes_by_meeting", f"There is no figure of themes by meeting, because {why}.")
    meetings = busiest_meetings(study, frame.groupby("meeting_id").coded.first(), MOST_MEETINGS)
    whole, frame = frame, frame[frame.meeting_id.isin([m.meeting_id for m in meetings])]
    totals = frame.groupby("theme", sort=False).sentences.sum()
    themes = [t for t in dict.fromkeys(frame.theme) if totals[t] > 0]
    themes = sorted(themes, key=lambda t: (-totals[t], t))[:MOST_THEMES]
    title, caption, alt = _describe(study, frame, whole, themes, meetings)
    with house_style():
        draw = _draw_panels if len(meetings) > 1 else _draw_single
        figure = draw(study, frame, themes, meetings, title)
    points = find_points(figure, lead_cells(study))
    return Picture(
        slug="themes_by_meeting", title=title, caption=caption, alt=alt, data=data, figure=figure, points=points
    )


def _draw_panels(study: Any, frame: pd.DataFrame, themes: list[str], meetings: list[Any], title: str) -> Any:
    rows = -(-len(themes) // COLUMNS)
    tall = rows * (HEAD + PANEL + FOOT) + (rows - 1) * 0.1
    note = (
        "Bars: share of the coded sentences of each meeting. Lines: 95 per cent intervals. Below: how many of how many."
    )
    figure, _ = new_page(tall + MARGIN, title, note=note)
    width = (WIDTH - 2 * MARGIN - GAP * (COLUMNS - 1)) / COLUMNS
    for number, theme in enumerate(themes):
        row, column = divmod(number, COLUMNS)
        left = MARGIN + column * (width + GAP)
        bottom = MARGIN + tall - (row + 1) * (HEAD + PANEL + FOOT) - row * 0.1 + FOOT
        axes = bare(add_axes(figure, left, bottom, width, PANEL))
        _draw_theme(study, axes, frame[frame.theme == theme], theme, meetings, width)
    return figure


def _draw_theme(study: Any, axes: Axes, frame: pd.DataFrame, theme: str, meetings: list[Any], width: float) -> None:
    rows = {r.meeting_id: r for r in frame.itertuples()}
    peak = max((r for r in rows.values() if r.coded >= LEAST_CODED and r.sentences), key=_rank, default=None)
    axes.set(xlim=(-0.6, len(meetings) - 0.4), ylim=(0, 1))
    axes.axhline(0, color=PALE, lw=1)
    for place, meeting in enumerate(meetings):
        r = rows[meeting.meeting_id]
        if r.sentences:
            colour = BLUE if peak is not None and r.meeting_id == peak.meeting_id else SOFT
            bar = axes.bar(place, r.share, width=0.62, color=colour if r.coded >= LEAST_CODED else "#DDE8F0")
            bar[0].set_label(f"{theme} {meeting.meeting_id}")
            axes.plot([place, place], [r.low, r.high], color=GREY, lw=1)
        count = f"{r.sentences} of {r.coded}" if len(meetings) < 6 else f"{r.sentences}/{r.coded}"
        label = f"{_short_day(meeting)}\n{count}"
        ink = INK if r.sentences else GREY
        axes.text(
            place,
            -0.05,
            label,
            size=7.3 if len(meetings) < 6 else 6.8,
            ha="center",
            va="top",
            linespacing=1.15,
            color=ink,
        )
    head = fit_text(label_themes(study).get(theme, capitalise(theme)), width, size=9, weight="bold")
    axes.text(-0.6, 1 + HEAD / PANEL - 0.04, head, size=9, weight="bold", va="top")
    if peak is not None:
        _point(study, axes, theme, peak, meetings, width)


def _rank(row: Any) -> tuple:
    return row.share, row.sentences, row.meeting_id


def _point(study: Any, axes: Axes, theme: str, peak: Any, meetings: list[Any], width: float) -> None:
    """The words behind the peak, above the panel, with a line down to its bar."""
    found = at_peak(study, theme, peak.meeting_id)
    if found is None:
        return
    lines = wrap_text(caption_quote(study, found), width, size=7.4, most=2)
    axes.text(-0.6, 1.17, "\n".join(lines), size=7.4, va="bottom", color=INK, linespacing=1.15, style="italic")
    place = [m.meeting_id for m in meetings].index(peak.meeting_id)
    if peak.high < 0.97:
        axes.plot([place, place], [peak.high + 0.03, 1.12], color=BLUE, lw=0.7, ls=":", clip_on=False)


def _short_day(meeting: Any) -> str:
    first = as_day(meeting.earliest) or as_day(meeting.latest)
    return f"{MONTHS[first.month - 1][:3]}\n{first.year}" if first else "no\nday"


def _draw_single(study: Any, frame: pd.DataFrame, themes: list[str], meetings: list[Any], title: str) -> Any:
    row, left = 0.3, 2.3
    note = "Share of the coded sentences, with its 95 per cent interval; in figures, sentences of how many."
    figure, _ = new_page(row * len(themes) + MARGIN, title, note=note)
    axes = bare(add_axes(figure, left, MARGIN, WIDTH - left - 0.9, row * len(themes)))
    axes.set(xlim=(0, 1), ylim=(len(themes) - 0.5, -0.5))
    axes.axvline(0, color=PALE, lw=1)
    names, rows = label_themes(study), {r.theme: r for r in frame.itertuples()}
    for place, theme in enumerate(themes):
        r = rows[theme]
        bar = axes.barh(place, r.share, height=0.62, color=SOFT if place else BLUE)
        bar[0].set_label(f"{theme} {r.meeting_id}")
        axes.plot([r.low, r.high], [place, place], color=GREY, lw=1)
        label = fit_text(names.get(theme, theme), left - MARGIN - 0.12, size=8.5)
        axes.text(-0.1 / (WIDTH - left - 0.9), place, label, size=8.5, ha="right", va="center")
        axes.text(1.02, place, f"{r.sentences} of {r.coded}", size=8, va="center", color=INK)
    return figure


def _say_shades(frame: pd.DataFrame) -> str:
    """What the shades of the bars say; a single meeting has one theme dark, of several each theme its highest bar."""
    if frame.meeting_id.nunique() == 1:
        return "The dark bar is the longest."
    few = (
        f" Bars of meetings with fewer than {say_number(LEAST_CODED)} coded sentences are paler still."
        if _has_few(frame)
        else ""
    )
    return f"The dark bar of a theme is its highest.{few}"


def _has_few(frame: pd.DataFrame) -> bool:
    return bool(((frame.coded < LEAST_CODED) & (frame.sentences > 0)).any())


def _describe(
    study: Any, frame: pd.DataFrame, whole: pd.DataFrame, themes: list[str], meetings: list[Any]
) -> tuple[str, str, str]:
    short, days = study.records.codebook.short, {m.meeting_id: say_meeting_day(m) for m in meetings}
    coded = int(frame.drop_duplicates("meeting_id").coded.sum())
    caption = (
        f"Share of the coded sentences that carry each theme, for {say_count(len(meetings), 'meeting')} that articles "
        f"are about ({coded} sentences; a sentence may carry several). {_say_shades(frame)} The lines are Wilson’s "
        "intervals. The table has every meeting and theme."
    )
    cells = []
    for theme in themes:
        filled = [f"{days[r.meeting_id]} {r.sentences} of {r.coded}" for r in _filled(frame, theme)]
        cells.append(f"{short(theme)} {say_list(filled)}")
    alt = f"Small panels of bars, one per theme, with a bar per meeting: {'; '.join(cells)}."
    return capitalise(_say_title(study, whole, themes, meetings)), caption, alt


def _say_title(study: Any, frame: pd.DataFrame, themes: list[str], meetings: list[Any]) -> str:
    """Which two themes peak when, where each peak is alone and rests on enough; else how often the first comes up."""
    short, rows = study.records.codebook.short, frame[frame.theme == themes[0]]
    if len(meetings) == 1:
        row = rows.iloc[0]
        part = f"{row.sentences} of {say_count(int(row.coded), 'coded sentence')}"
        lead = f"{short(themes[0])} {theme_verb(short(themes[0]), 'is', 'are')}"
        return f"{lead} in {part} on the meeting {of_day(meetings[0])}"
    peaks = {t: p for t in themes if (p := _lone_peak(frame[frame.theme == t])) is not None}
    when = {m.meeting_id: say_on(m) for m in meetings}
    first = next(iter(peaks), "")
    second = next((t for t in peaks if peaks[t].meeting_id != peaks[first].meeting_id), "") if first else ""
    if second:
        one, other = (f"{short(t)} {when[peaks[t].meeting_id]}" for t in (first, second))
        weighs = theme_verb(short(first), "weighs", "weigh")
        return f"In the telling, {one.replace(short(first), f'{short(first)} {weighs} most', 1)}, {other}"
    often, whole = int((rows.sentences > 0).sum()), len(rows)
    where = say_all(whole, "meeting") if often == whole else f"{say_number(often)} of {say_number(whole)} meetings"
    return f"{short(themes[0])} {theme_verb(short(themes[0]), 'comes', 'come')} up at {where}"


def _filled(frame: pd.DataFrame, theme: str) -> list[Any]:
    return [r for r in frame[frame.theme == theme].itertuples() if r.sentences]


def _lone_peak(frame: pd.DataFrame) -> Any:
    """The meeting in which a theme's share is largest, if it is the only one and rests on two sentences; else None."""
    ranked = sorted((r for r in frame.itertuples() if r.coded >= LEAST_CODED and r.sentences), key=_rank)
    if (
        not ranked
        or ranked[-1].coded < LEAST_IN_TITLE
        or ranked[-1].sentences < 2
        or (len(ranked) > 1 and ranked[-1].share - ranked[-2].share < LEAST_LEAD)
    ):
        return None
    return ranked[-1]
