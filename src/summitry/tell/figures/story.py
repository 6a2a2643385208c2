"""The key figure: what each meeting was about and in whose words, with the words behind the peaks: the whole story."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from summitry.tell.counts import NARRATION, OTHERS, voice_of, voices_of
from summitry.tell.figures.columns import busiest_meetings, colours_of, draw_day, say_drawn
from summitry.tell.figures.leads import lead_cells
from summitry.tell.figures.passages import Behind, at_peak, caption_quote
from summitry.tell.figures.style import (
    INK,
    MARGIN,
    STATUS_COLOURS,
    STATUS_MARKS,
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
    wrap_text,
)
from summitry.tell.findings.agenda import constant_themes
from summitry.tell.findings.facts import (
    OTHER,
    key,
    meeting_codes,
    news_of_articles,
    say_who,
    sentences,
    short_names,
    told_meetings,
    top_themes,
)
from summitry.tell.findings.phrases import agree, say_all, say_meeting_day
from summitry.tell.findings.silences import omission_of
from summitry.tell.words import capitalise, label_themes, say_count, say_list, say_number

MOST_THEMES, MOST_MEETINGS, MOST_NOTES = 7, 8, 4
LEFT, ROW, HEAD, NOTE = 1.95, 0.36, 0.52, 0.15  # inches
STATES = {"announced": "known only from announcements", "held": "reported as held", "cancelled": "called off"}


def tabulate_story(study: Any) -> pd.DataFrame:
    """Meeting, Theme, Voice, Sentences: of each told meeting, by whose words; a sentence of several voices goes to the
    principal's. Meetings in order of day, themes by their sentences in all."""
    told = told_meetings(study)
    codes = meeting_codes(study, [m.meeting_id for m in told])
    ranked = [t for t, _ in top_themes(codes, by=lambda c: c.theme) if t != OTHER]
    rows = []
    for meeting in told:
        for theme in ranked:
            voices = _one_voice(study, [c for c in codes if c.meeting_id == meeting.meeting_id and c.theme == theme])
            for voice in voices_of(study.principals):
                if n := sum(v == voice for v in voices.values()):
                    rows.append((meeting.meeting_id, theme, voice, n))
    return pd.DataFrame(rows, columns=["Meeting", "Theme", "Voice", "Sentences"])


def _one_voice(study: Any, codes: list[Any]) -> dict[Any, str]:
    """{sentence: voice}: a principal's before another source's before the article's own."""
    order = {v: n for n, v in enumerate(voices_of(study.principals))}
    found: dict[Any, str] = {}
    for code in codes:
        voice = voice_of(code.speaker, code.form, study.principals)
        if order[voice] < order.get(found.get(key(code), ""), len(order)):
            found[key(code)] = voice
    return found


def plot_story(study: Any) -> Picture:
    """Meetings in columns, themes in rows, in every cell a bar of the sentences by whose words they are; numbered marks
    lead to the words behind the peaks, and to an article's own remark on a silence."""
    data = tabulate_story(study)
    if data.empty:
        return no_picture("story", "There is no figure of the whole story, because no meeting is told with a theme.")
    meetings = busiest_meetings(study, data.groupby("Meeting").Sentences.sum(), MOST_MEETINGS)
    drawn = data[data.Meeting.isin([m.meeting_id for m in meetings])]
    themes = list(dict.fromkeys(data.Theme))
    themes = [t for t in sorted(set(themes), key=themes.index) if t in set(drawn.Theme)]
    sums = drawn.groupby("Theme").Sentences.sum()
    themes = sorted(themes, key=lambda t: (-sums[t], t))[:MOST_THEMES]
    notes = _find_notes(study, meetings, themes)
    title, caption, alt = _describe(study, data, meetings, themes)
    with house_style():
        figure = _draw(study, drawn, meetings, themes, notes, title)
    points, shown = find_points(figure, lead_cells(study)), _readable(study, data)
    return Picture(slug="story", title=title, caption=caption, alt=alt, data=shown, figure=figure, points=points)


def _readable(study: Any, data: pd.DataFrame) -> pd.DataFrame:
    days = {m.meeting_id: say_meeting_day(m) for m in told_meetings(study)}
    names = label_themes(study)
    return data.assign(Meeting=[days[m] for m in data.Meeting], Theme=[names.get(t, t) for t in data.Theme])


def _find_notes(study: Any, meetings: list[Any], themes: list[str]) -> list[tuple[str, str, str]]:
    """[(meeting_id, theme, words)]: the peak of each theme with the words behind it, no passage twice; then what an
    article itself says was left out."""
    notes, seen = [], set()
    for theme in themes[:MOST_NOTES]:
        ranked = sorted(meetings, key=lambda m: -len(sentences(_of(study, m, theme))))
        if not _of(study, ranked[0], theme):
            continue
        behind = at_peak(study, theme, ranked[0].meeting_id)
        if behind and behind.passage not in seen:
            seen.add(behind.passage)
            notes.append((ranked[0].meeting_id, theme, caption_quote(study, behind)))
    for meeting in meetings:
        for name in study.principals:
            remark = omission_of(study, meeting, name)
            if remark and len(notes) <= MOST_NOTES:
                article = next(a for a in study.records.articles if a.article_id == remark[0])
                words = caption_quote(study, Behind(passage=article.passage(*remark[1:])))
                notes.append((meeting.meeting_id, "", words if words[0] != "“" else f"The article: {words}"))
    return notes


def _of(study: Any, meeting: Any, theme: str) -> list[Any]:
    return [c for c in meeting_codes(study, [meeting.meeting_id]) if c.theme == theme]


def _draw(study: Any, drawn: pd.DataFrame, meetings: list[Any], themes: list[str], notes: list, title: str) -> Any:
    room = WIDTH - 2 * MARGIN - 0.1
    lines = [wrap_text(f"{n}  {words}", room, size=8, most=2) for n, (_, _, words) in enumerate(notes, 1)]
    foot = sum(NOTE * len(found) + 0.05 for found in lines) + 0.42
    tall = HEAD + ROW * len(themes)
    note = "Sentences that bring up a theme, by the meeting and by whose words they are."
    figure, _ = new_page(tall + foot + MARGIN, title, note=note)
    width = (WIDTH - LEFT - MARGIN) / max(len(meetings), 3)
    axes = bare(add_axes(figure, LEFT, foot + MARGIN, width * len(meetings), ROW * len(themes)))
    axes.set(xlim=(0, len(meetings)), ylim=(len(themes), 0))
    cells = drawn.groupby(["Meeting", "Theme"]).Sentences.sum()
    unit = (0.94 - 0.4 / width) / max(int(cells.max()), 1)
    marks = {(m, t): n for n, (m, t, _) in enumerate(notes, 1)}
    names = label_themes(study)
    for row, theme in enumerate(themes):
        label = fit_text(names.get(theme, theme), LEFT - MARGIN - 0.12, size=8.5)
        axes.text(-0.1 / width, row + 0.5, label, size=8.5, ha="right", va="center")
        for column, meeting in enumerate(meetings):
            here = drawn[(drawn.Meeting == meeting.meeting_id) & (drawn.Theme == theme)]
            _draw_cell(axes, row, column, here, colours_of(study), unit, width, marks.get((meeting.meeting_id, theme)))
    for column, meeting in enumerate(meetings):
        _draw_head(study, axes, column, meeting, width, marks.get((meeting.meeting_id, "")))
    _draw_key(study, figure, foot - 0.28)
    y = foot - 0.4
    for found in lines:
        figure.text(MARGIN / WIDTH, y / figure.get_figheight(), "\n".join(found), size=8, va="top", linespacing=1.2)
        y -= NOTE * len(found) + 0.05
    return figure


def _draw_cell(
    axes: Axes, row: int, column: int, here: pd.DataFrame, colours: dict, unit: float, width: float, mark: int | None
) -> None:
    """The bar of one theme at one meeting, its number of sentences, and the number of its note."""
    axes.add_patch(Rectangle((column + 0.02, row + 0.08), 0.96, 0.84, facecolor="#F7F7F7", edgecolor="none"))
    label = f"{here.Theme.iloc[0]} {here.Meeting.iloc[0]}" if len(here) else ""
    x, counts = column + 0.03, dict(zip(here.Voice, here.Sentences, strict=True))
    for voice, colour in colours.items():
        n = int(counts.get(voice, 0))
        if n:
            axes.add_patch(
                Rectangle((x, row + 0.24), n * unit, 0.52, facecolor=colour, edgecolor="white", lw=0.6, label=label)
            )
            x += n * unit
    if not counts:
        return
    axes.text(x + 0.05 / width, row + 0.5, str(sum(counts.values())), size=7.5, va="center", color=INK)
    if mark:
        _draw_mark(axes, column + 0.97 - 0.08 / width, row + 0.5, mark)


def _draw_mark(axes: Axes, x: float, y: float, number: int) -> None:
    disc = {"boxstyle": "circle,pad=0.22", "fc": INK, "ec": "none"}
    axes.text(x, y, str(number), size=7, weight="bold", ha="center", va="center", color="white", bbox=disc)


def _draw_head(study: Any, axes: Axes, column: int, meeting: Any, width: float, mark: int | None) -> None:
    """Day and place above a column; how the meeting is known as a mark; the number of a note on a silence."""
    room = width - 0.08
    where = meeting.city or {"phone": "phone", "video": "video"}.get(meeting.format, "") or meeting.country or ""
    size = 8 if text_width(where, size=8) < room - 0.13 else 7
    status = _status(study, meeting)
    axes.plot([column + 0.06], [-0.2], marker=STATUS_MARKS[status], color=STATUS_COLOURS[status], ms=5, clip_on=False)
    axes.text(column + 0.06 + 0.09 / width, -0.2, fit_text(where, room - 0.13, size=size), size=size, va="center")
    draw_day(axes, column + 0.02, -0.48, meeting, room)
    if mark:
        _draw_mark(axes, column + 0.97 - 0.08 / width, -0.2, mark)


def _status(study: Any, meeting: Any) -> str:
    told = {r.status for r in study.records.reports if r.meeting_id == meeting.meeting_id}
    if "cancelled" in told or meeting.status == "cancelled":
        return "cancelled"
    return "announced" if told == {"announced"} else "held"


def _draw_key(study: Any, figure: Any, bottom: float) -> None:
    """Whose words the colours are, and what the marks of the meetings say."""
    axes = bare(add_axes(figure, 0, bottom, WIDTH, 0.34))
    axes.set(xlim=(0, WIDTH), ylim=(2, 0))
    short = short_names(study)
    said = {n: short.get(n, n) for n in study.principals}
    said |= {OTHERS: "other sources", NARRATION: "the articles’ own voice"}
    x = MARGIN
    for voice, colour in colours_of(study).items():
        name = fit_text(said[voice], 1.7, size=8)
        axes.add_patch(Rectangle((x, 0.25), 0.14, 0.5, facecolor=colour))
        axes.text(x + 0.2, 0.5, name, size=8, va="center")
        x += text_width(name, size=8) + 0.4
    x = MARGIN + 0.07
    states = [s for s in STATES if s in {_status(study, m) for m in told_meetings(study)}]
    for status in states:
        axes.plot([x], [1.5], marker=STATUS_MARKS[status], color=STATUS_COLOURS[status], ms=5)
        axes.text(x + 0.1, 1.5, STATES[status], size=8, va="center")
        x += text_width(STATES[status], size=8) + 0.35


def _describe(study: Any, data: pd.DataFrame, meetings: list[Any], themes: list[str]) -> tuple[str, str, str]:
    short, names = study.records.codebook.short, short_names(study)
    told = told_meetings(study)
    constant = [t for t in constant_themes(study) if t in themes]
    if constant and len(told) > 2:
        come = agree(len(constant), "comes", "come")
        title = f"{say_list([short(t) for t in constant])} {come} up at {say_all(len(told), 'meeting')}"
        codes = [c for c in meeting_codes(study, [m.meeting_id for m in told]) if c.theme in constant]
        counts = [(names[n], len(sentences(c for c in codes if c.speaker == n))) for n in study.principals]
        if len(counts) == 2 and any(n for _, n in counts):
            (more, n), (less, m) = sorted(counts, key=lambda c: (-c[1], c[0]))
            title += (
                f": {more} is heard on them in {say_count(n, 'sentence')}, {less} in {say_number(m) if m else 'none'}"
            )
    else:
        top = [short(t) for t in themes[:2]]
        noun = agree(len(told), "the meeting", f"the {say_number(len(told))} meetings")
        title = f"What is told of {noun} of {say_who(study)} turns most on {say_list(top)}"
    left = say_drawn(len(meetings), len(told))
    articles = len(news_of_articles(study))
    of = f"{capitalise(say_count(len(told), 'meeting'))} in {say_count(articles, 'article')}"
    caption = (
        f"{of}; beside each bar its number of sentences (one of several voices goes to the leader’s). The notes are "
        f"the words behind a theme’s peak.{left}"
    )
    sums = data.groupby(["Meeting", "Theme"]).Sentences.sum()
    cells = []
    for m in meetings:
        here = {t: int(sums[m.meeting_id, t]) for t in themes if (m.meeting_id, t) in sums.index}
        if here:
            lead = max(here, key=lambda t, here=here: here[t])
            cells.append(f"{say_meeting_day(m)} {short(lead)} ({here[lead]})")
    size = f"{say_count(len(themes), 'theme')} by {say_count(len(meetings), 'meeting')}"
    alt = f"Grid of bars, {size}; the longest at each: {say_list(cells)}."
    return capitalise(title), caption, alt
