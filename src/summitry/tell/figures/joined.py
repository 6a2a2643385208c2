"""What the codes are joined with in one picture: theme by meeting, a square per sentence, by voice and form."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from summitry.records import QUOTED
from summitry.tell.counts import NARRATION, OTHERS, voices_of
from summitry.tell.figures.columns import OTHER_COLOUR, busiest_meetings, colours_of, draw_day, say_drawn
from summitry.tell.figures.leads import Leads, name_meeting
from summitry.tell.figures.style import (
    INK,
    MARGIN,
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
from summitry.tell.findings.facts import short_names, told_meetings
from summitry.tell.findings.phrases import agree, open_sentence, say_meeting_day, say_quoted
from summitry.tell.joins import join_topics, rank_topics
from summitry.tell.words import capitalise, label_themes, say_count, say_list, say_number

MOST_THEMES, MOST_MEETINGS = 12, 8
LEFT, HEAD, STEP, SIDE = 1.95, 0.34, 0.145, 0.115  # inches: column of names, head, square with its gap, square
KEY = 0.26


def tabulate_joined(study: Any) -> pd.DataFrame:
    """meeting_id, topic, voice, quoted, article_id, start, end: a row per coded sentence, theme and told meeting, by
    one voice (a principal's before another source's before the article's own; quoted before reported)."""
    order = {voice: n for n, voice in enumerate(voices_of(study.principals))}
    days = {m.meeting_id: n for n, m in enumerate(told_meetings(study))}
    rows = join_topics(study)
    rows = rows[rows.meeting_id.isin(days) & (rows.topic != "other")]
    rows = rows.assign(
        quoted=rows.form.isin(QUOTED), _voice=rows.voice.map(order), _day=rows.meeting_id.map(days)
    ).sort_values(["_day", "topic", "_voice", "quoted", "article_id", "start"],
                  ascending=[True, True, True, False, True, True], kind="stable")  # fmt: skip
    kept = ["meeting_id", "topic", "voice", "quoted", "article_id", "start", "end"]
    return rows.drop_duplicates(["meeting_id", "topic", "article_id", "start", "end"])[kept].reset_index(drop=True)


def plot_joined(study: Any) -> Picture:
    """Meetings in columns, themes in rows; in every cell a square per sentence, coloured by voice, hollow where the
    words are only reported. Every square leads to its sentence."""
    data = tabulate_joined(study)
    if data.empty:
        return no_picture("joined", "There is no figure of theme, meeting and voice, because no meeting has a theme.")
    meetings = busiest_meetings(study, data.meeting_id.value_counts(), MOST_MEETINGS)
    drawn = data[data.meeting_id.isin([m.meeting_id for m in meetings])]
    themes = rank_topics(drawn)[:MOST_THEMES]
    drawn = drawn[drawn.topic.isin(themes)].assign(mark=[f"square {n}" for n in range(sum(drawn.topic.isin(themes)))])
    title = _say_title(study, data)
    with house_style():
        figure = _draw(study, drawn, meetings, themes, title)
    points = find_points(figure, _leads(study, drawn))
    return Picture(
        slug="joined", title=title, caption=_say_caption(study, data, meetings, themes), alt=_say_alt(study, drawn),
        data=_readable(study, data), figure=figure, points=points,
    )  # fmt: skip


def _leads(study: Any, drawn: pd.DataFrame) -> Leads:
    meetings, names = {m.meeting_id: m for m in told_meetings(study)}, label_themes(study)
    return {
        r.mark: (
            f"{names.get(r.topic, r.topic)}, {name_meeting(meetings[r.meeting_id])}, {r.voice}",
            study.article(r.article_id).passage(r.start, r.end),
        )
        for r in drawn.itertuples()
    }


def _draw(study: Any, drawn: pd.DataFrame, meetings: list[Any], themes: list[str], title: str) -> Any:
    width = (WIDTH - LEFT - MARGIN) / max(len(meetings), 3)
    most = max(int((width - 0.14) / STEP), 1)  # squares in a line of a cell
    cells = drawn.groupby(["topic", "meeting_id"]).size()
    lines = {t: max(-(-int(n) // most) for n in cells[t]) for t in themes}
    tall = {t: STEP * lines[t] + 0.13 for t in themes}
    foot = KEY * 2
    note = "A square is a sentence on a theme: filled where words are quoted, hollow where they are only reported."
    figure, _ = new_page(sum(tall.values()) + HEAD + foot + MARGIN, title, note=note)
    height = sum(tall.values())
    axes = bare(add_axes(figure, LEFT, foot + MARGIN, width * len(meetings), height))
    axes.set(xlim=(0, width * len(meetings)), ylim=(height, 0))
    names, y = label_themes(study), 0.0
    for theme in themes:
        label = fit_text(names.get(theme, theme), LEFT - MARGIN - 0.12, size=8.5)
        axes.text(-0.1, y + tall[theme] / 2, label, size=8.5, ha="right", va="center")
        for column, meeting in enumerate(meetings):
            box = Rectangle((column * width + 0.02, y + 0.02), width - 0.04, tall[theme] - 0.04, facecolor="#F7F7F7")
            axes.add_patch(box)
            here = drawn[(drawn.topic == theme) & (drawn.meeting_id == meeting.meeting_id)]
            _draw_squares(axes, column * width + 0.07, y + 0.08, most, here, colours_of(study))
        y += tall[theme]
    for column, meeting in enumerate(meetings):
        draw_day(axes, column * width + 0.04, -0.08, meeting, width - 0.1)
    _draw_key(study, figure, MARGIN / 2)
    return figure


def _draw_squares(axes: Axes, x: float, y: float, most: int, here: pd.DataFrame, colours: dict[str, str]) -> None:
    for n, row in enumerate(here.itertuples()):
        colour = colours.get(row.voice, OTHER_COLOUR)
        corner = (x + STEP * (n % most), y + STEP * (n // most))
        face = colour if row.quoted or row.voice == NARRATION else "white"
        square = Rectangle(corner, SIDE, SIDE, facecolor=face, edgecolor=colour, lw=1.1, label=row.mark)
        axes.add_patch(square)


def _draw_key(study: Any, figure: Any, bottom: float) -> None:
    """Whose words the colours are, and what filled and hollow say."""
    axes = bare(add_axes(figure, 0, bottom, WIDTH, KEY * 2))
    axes.set(xlim=(0, WIDTH), ylim=(KEY * 2, 0))
    short = short_names(study)
    said = {n: short.get(n, n) for n in study.principals} | {OTHERS: "other sources", NARRATION: "the articles’ own"}
    x = MARGIN
    for voice, colour in colours_of(study).items():
        name = fit_text(said[voice], 1.6, size=8)
        axes.add_patch(Rectangle((x, KEY / 2 - SIDE / 2), SIDE, SIDE, facecolor=colour, edgecolor=colour))
        axes.text(x + 0.18, KEY / 2, name, size=8, va="center")
        x += text_width(name, size=8) + 0.42
    x = MARGIN
    for name, face in (("quoted, whole or in part", INK), ("only reported", "white")):
        axes.add_patch(Rectangle((x, KEY * 1.5 - SIDE / 2), SIDE, SIDE, facecolor=face, edgecolor=INK, lw=1.1))
        axes.text(x + 0.18, KEY * 1.5, name, size=8, va="center")
        x += text_width(name, size=8) + 0.42


def _say_title(study: Any, data: pd.DataFrame) -> str:
    """In how many of the sentences that are each principal's words are quoted; of those who are heard on no theme, that
    they are not."""
    names = short_names(study)
    one_each = data.drop_duplicates(["article_id", "start", "end", "voice"])
    rows = [(names.get(n, n), one_each.quoted[one_each.voice == n]) for n in study.principals]
    heard = sorted(((who, int(q.sum()), len(q)) for who, q in rows if len(q)), key=lambda r: -r[2])
    mute = [who for who, q in rows if not len(q)]
    if not heard:
        return f"{capitalise(say_count(len(one_each), 'sentence'))} on a theme, none of them a leader’s"
    if not any(quoted for _, quoted, _ in heard):
        text = (
            f"{say_list([who for who, _, _ in heard])} {agree(len(heard), 'is', 'are')} reported on a theme, not quoted"
        )
    else:
        said = [say_quoted(*row, noun="" if n else "sentence", of="on a theme") for n, row in enumerate(heard)]
        text = f"Words are quoted {say_list(said)}"
    return f"{text}; of {say_list(mute, last='or')} nothing on a theme is told" if mute else text


def _say_caption(study: Any, data: pd.DataFrame, meetings: list[Any], themes: list[str]) -> str:
    left = say_drawn(len(meetings), data.meeting_id.nunique())
    if len(themes) < data.topic.nunique():
        left += f" Drawn are the {len(themes)} most frequent of {data.topic.nunique()} themes; the table has all."
    number = say_count(len(data.drop_duplicates(["article_id", "start", "end"])), "coded sentence")
    return (
        f"{open_sentence(number)} by theme, meeting, voice and form; one of several voices is given to the leader, one "
        f"of several themes stands under each.{left}"
    )


def _say_alt(study: Any, drawn: pd.DataFrame) -> str:
    names, days = label_themes(study), {m.meeting_id: say_meeting_day(m) for m in told_meetings(study)}
    cells = drawn.groupby(["meeting_id", "topic"]).size().sort_values(ascending=False, kind="stable").head(3)
    most = [f"{names.get(t, t)} on {days[m]} ({say_number(int(n))})" for (m, t), n in cells.items()]
    size = f"{say_count(drawn.topic.nunique(), 'theme')} by {say_count(drawn.meeting_id.nunique(), 'meeting')}"
    return f"Grid of squares, {size}; most squares: {say_list(most)}."


def _readable(study: Any, data: pd.DataFrame) -> pd.DataFrame:
    """Meeting, Theme, Voice, Sentences, With words quoted."""
    names, days = label_themes(study), {m.meeting_id: say_meeting_day(m) for m in told_meetings(study)}
    counts = data.groupby(["meeting_id", "topic", "voice"], sort=False).quoted.agg(["size", "sum"]).reset_index()
    return pd.DataFrame(
        {
            "Meeting": [days[m] for m in counts.meeting_id],
            "Theme": [names.get(t, t) for t in counts.topic],
            "Voice": counts.voice,
            "Sentences": counts["size"],
            "With words quoted": counts["sum"].astype(int),
        }
    )
