"""Announced against reported: which themes articles before a meeting name, and which articles after one tell."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from summitry.tell.figures.style import (
    BLUE,
    FAINT,
    GREY,
    INK,
    MARGIN,
    VERMILION,
    WIDTH,
    Picture,
    add_axes,
    bare,
    fit_text,
    house_style,
    new_page,
    no_picture,
)
from summitry.tell.findings.announced import articles_before_and_after, themes_apart, themes_named
from summitry.tell.findings.phrases import say_all, theme_verb
from summitry.tell.words import capitalise, label_themes, say_count, say_list, say_number

MOST_THEMES = 10
MOST_SQUARES = 12  # of more articles bars are drawn
ROW = 0.3


def tabulate_announced(study: Any) -> pd.DataFrame:
    """Theme, Announced in, Of announcements, Reported in, Of reports: the themes named in most articles first."""
    before, after = themes_named(study)
    themes = {t for named in (before, after) for ts in named.values() for t in ts}
    rows = [
        (t, sum(t in ts for ts in before.values()), len(before), sum(t in ts for ts in after.values()), len(after))
        for t in themes
    ]
    rows.sort(key=lambda r: (-(r[1] / max(r[2], 1) + r[3] / max(r[4], 1)), r[0]))
    columns = ["Theme", "Announced in", "Of announcements", "Reported in", "Of reports"]
    return pd.DataFrame(rows, columns=columns)


def plot_announced(study: Any) -> Picture:
    """Themes in rows; on the left a square per announcement, on the right one per report, filled where it names the
    theme as matter of the talks (or, in a report, where the leaders speak of it)."""
    before, after = articles_before_and_after(study)
    data = tabulate_announced(study)
    if not before or not after or data.empty:
        lacks = "no article looks ahead to a meeting" if not before else "no article tells of a meeting that was held"
        lacks = lacks if not before or not after else "none of these articles names a matter of the talks"
        what = "what was announced and what was reported"
        return no_picture("announced", f"There is no figure of {what}, because {lacks}.")
    drawn, names = data.head(MOST_THEMES), label_themes(study)
    title, caption, alt = _describe(study, data, len(before), len(after))
    with house_style():
        left, gap, top = 2.3, 0.35, 0.3
        note = "A square is an article; it is filled where the article names the theme as matter of the talks."
        if max(len(before), len(after)) > MOST_SQUARES:
            note = "Bars: in how many articles the theme is named as matter of the talks."
        figure, _ = new_page(ROW * len(drawn) + top + MARGIN, title, note=note)
        width = (WIDTH - left - MARGIN - gap) / 2
        sides = (("Announced in", len(before), "announcement", VERMILION), ("Reported in", len(after), "report", BLUE))
        for number, (column, whole, noun, colour) in enumerate(sides):
            axes = bare(add_axes(figure, left + number * (width + gap), MARGIN, width, ROW * len(drawn)))
            axes.set(xlim=(0, width), ylim=(len(drawn) - 0.5, -0.5))
            head = fit_text(capitalise(say_count(whole, noun)), width, size=8.5, weight="bold")
            axes.text(0, -0.62, head, size=8.5, weight="bold", color=colour, va="bottom")
            for row, count in enumerate(drawn[column]):
                _draw_row(axes, row, int(count), whole, colour, width)
            if number == 0:
                for row, theme in enumerate(drawn.Theme):
                    label = fit_text(names.get(theme, theme), left - MARGIN - 0.15, size=8.5)
                    axes.text(-0.12, row, label, size=8.5, ha="right", va="center")
    shown = data.assign(Theme=[names.get(t, t) for t in data.Theme])
    return Picture(slug="announced", title=title, caption=caption, alt=alt, data=shown, figure=figure)


def _draw_row(axes: Axes, row: int, count: int, whole: int, colour: str, width: float) -> None:
    room = width - 0.55
    if whole > MOST_SQUARES:
        axes.add_patch(Rectangle((0, row - 0.31), room, 0.62, facecolor=FAINT))
        axes.add_patch(Rectangle((0, row - 0.31), room * count / whole, 0.62, facecolor=colour))
        x = room
    else:
        side = min(0.19, room / whole - 0.03)
        for n in range(whole):
            corner = (n * (side + 0.03), row - side / ROW / 2)
            axes.add_patch(Rectangle(corner, side, side / ROW, facecolor=colour if n < count else FAINT))
        x = whole * (side + 0.03)
    axes.text(x + 0.06, row, f"{count} of {whole}", size=8, va="center", color=INK if count else GREY)


def _most(whole: int, data: pd.DataFrame, themes: list[str], column: str) -> str:
    """ "both", "all three" or "most", as the least of some themes is found."""
    least = int(data[data.Theme.isin(themes[:3])][column].min())
    return "most" if least < whole else say_all(whole)


def _describe(study: Any, data: pd.DataFrame, before: int, after: int) -> tuple[str, str, str]:
    short = study.records.codebook.short
    new, lost = (list(dict(found)) for found in themes_apart(study))
    if new:
        said = say_list([short(t) for t in new[:3]])
        are = "are" if len(new) > 1 else theme_verb(said, "is", "are")
        title = f"{said} {are} in {_most(after, data, new, 'Reported in')} reports and in no announcement"
    elif lost:
        said = say_list([short(t) for t in lost[:3]])
        are = "are" if len(lost) > 1 else theme_verb(said, "is", "are")
        title = f"{said} {are} in {_most(before, data, lost, 'Announced in')} announcements and in no report"
    else:
        top = data.iloc[0]
        counts = f"announced in {top['Announced in']} of {before} articles, reported in {top['Reported in']} of {after}"
        title = f"{short(top.Theme)}: {counts}"
    caption = (
        f"{capitalise(say_count(before, 'article'))} written before a meeting and {say_number(after)} after one. "
        "A theme counts where the article names it as matter of the talks (in headline or deck, or with words such as "
        "“discuss”), in a report also where a leader speaks of it."
    )
    shown = data.head(MOST_THEMES).itertuples(index=False)
    rows = [f"{short(r[0])} {r[1]} of {before} and {r[3]} of {after}" for r in shown]
    alt = f"Two columns of squares, announcements and reports, by theme: {'; '.join(rows)}."
    return capitalise(title), caption, alt
